"""The commands, typed as a person types them."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import pytest

from publisher.__main__ import main
from publisher.cli.parser import OWN, build_parser

EXPLAINER = """Harbour: the ferry is late

The backstory:

  • The old ferry broke down in March, and the island has been served by fishing boats since then.

The development:

  • On Tuesday the council found the money. “We will pay, and we will not wait,” the mayor said.
"""


@pytest.fixture
def file(tmp_path: Path) -> str:
    path = tmp_path / "ferry.txt"
    path.write_text(EXPLAINER, encoding="utf-8")
    return str(path)


def test_help_loads_neither_django_nor_pillow():
    code = (
        "import sys; from publisher.__main__ import main\n"
        "try: main(['--help'])\n"
        "except SystemExit: pass\n"
        "print([name for name in ('django', 'PIL', 'celery', 'tweepy') if name in sys.modules])"
    )
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert told.stdout.splitlines()[-1] == "[]"


def test_every_command_explains_itself():
    words = build_parser().format_help().split()
    assert set(OWN) <= set(words)


def test_split_prints_the_thread_as_followers_read_it(file, capsys):
    assert main(["split", file]) == 0
    told = capsys.readouterr().out
    assert told.startswith("Harbour: the ferry is late\n\n1/3\n    31 of 280, 1 card\n")
    assert "look: “On Tuesday” will not be true on another day." in told


def test_split_prints_everything_as_json(file, capsys):
    assert main(["split", file, "--json"]) == 0
    draft = json.loads(capsys.readouterr().out)
    assert [post["text"].split("\n\n")[-1] for post in draft["posts"]] == ["1/3", "2/3", "3/3"]
    assert draft["ledger"]["entries"]


HELD = [
    ("EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2099", "before 2099-03-12 00:01 (UTC)", False),
    ("Embargoed until 12 March 2099, 06:00", "before 2099-03-12 06:00 (UTC)", True),
    ("STRICTLY EMBARGOED", "No time is set by it.", True),
    ("EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2019", "Its time has passed.", False),
]


@pytest.mark.parametrize(("line", "said", "waits"), HELD)
def test_split_says_what_an_embargo_line_does(line, said, waits, tmp_path, capsys):
    path = tmp_path / "ferry.txt"
    path.write_text(f"{line}\n\n{EXPLAINER}", encoding="utf-8")
    assert main(["split", str(path)]) == 0
    told = " ".join(capsys.readouterr().out.split())
    assert told.startswith(f"Embargo: “{line}”. ")
    assert said in told
    assert ("Approval waits until an editor has read this" in told) == waits
    assert main(["split", str(path), "--json"]) == 0
    embargo = json.loads(capsys.readouterr().out)["embargo"]
    assert (embargo["lines"], embargo["asks"]) == ([line], waits)


def test_split_says_nothing_of_an_embargo_where_there_is_none(file, capsys):
    assert main(["split", file, "--json"]) == 0
    assert json.loads(capsys.readouterr().out)["embargo"] is None


def test_split_reads_what_is_piped_in(monkeypatch, capsys):
    piped = io.TextIOWrapper(io.BytesIO(EXPLAINER.encode()))
    monkeypatch.setattr(sys, "stdin", piped)
    assert main(["split", "-"]) == 0
    assert "1/3" in capsys.readouterr().out


def test_no_line_of_a_printed_thread_is_wider_than_the_terminal(file, capsys, monkeypatch):
    monkeypatch.setenv("COLUMNS", "50")
    assert main(["split", file]) == 0
    assert max(map(len, capsys.readouterr().out.splitlines())) <= 50


def test_cards_are_drawn_into_a_folder_with_their_alt_texts(file, tmp_path, capsys):
    assert main(["cards", file, "-o", str(tmp_path / "out")]) == 0
    drawn = sorted(path.name for path in (tmp_path / "out").iterdir())
    assert drawn == ["01-1.png", "01-1.txt", "02-1.png", "02-1.txt", "03-1.png", "03-1.txt"]
    assert (tmp_path / "out/01-1.txt").read_text().strip() == "Harbour: the ferry is late"
    assert "3 cards" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "empty"),
        (b"   \n\n ", "empty"),
        (b"\x89PNG\r\n\x1a\n", "PNG picture"),
        (b"\xff\xfe\xff\xd8", ""),
        (b"!?!", "not one word"),
    ],
)
def test_what_is_no_explainer_is_refused_in_one_sentence(content, words, tmp_path, capsys):
    path = tmp_path / "odd"
    path.write_bytes(content)
    assert main(["split", str(path)]) == 2
    told = capsys.readouterr()
    assert told.out == ""
    assert told.err.startswith("publisher: ")
    assert words in told.err
    assert "Traceback" not in told.err


@pytest.mark.parametrize(
    ("command", "words"),
    [
        (["split", "nowhere.txt"], "There is no file “nowhere.txt”."),
        (["split", "."], "is a folder"),
        (["cards", "nowhere.txt", "-o", "x"], "There is no file"),
    ],
)
def test_a_file_that_cannot_be_read_is_named(command, words, capsys):
    assert main(command) == 2
    assert words in capsys.readouterr().err


def test_an_unknown_network_is_refused(file, capsys):
    assert main(["split", file, "--network", "friendster"]) == 2
    assert "no network “friendster”" in capsys.readouterr().err


def test_an_unknown_style_is_refused(file, capsys):
    assert main(["split", file, "--style", "haiku"]) == 2
    assert "There is no style “haiku”" in capsys.readouterr().err


def test_an_unknown_theme_is_refused(file, tmp_path, capsys):
    assert main(["cards", file, "-o", str(tmp_path), "--theme", "plaid"]) == 2
    assert "plaid" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("LOG_LEVEL", "loud"),
        ("DATABASE_URL", "mysql://x"),
        ("REDIS_URL", "amqp://x"),
        ("PUBLIC_URL", "desk.example"),
        ("DEBUG", "perhaps"),
        ("SETTLE_AFTER", "soon"),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_a_wrong_setting_is_named_at_the_start(name, value, tmp_path):
    env = {"PATH": "/usr/bin:/bin", "PUBLISHER_HOME": str(tmp_path), name: value}
    done = subprocess.run(
        [sys.executable, "-m", "publisher", "queue"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        cwd=Path(__file__).parents[2],
    )
    assert done.returncode == 2
    assert name in done.stderr
    assert "Traceback" not in done.stderr
