"""The demo goes the whole way by itself, and says so only when it is true."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from publisher.launcher import demo_check
from publisher.launcher.errors import Incomplete
from publisher.networks.base import SeenPost
from publisher.thread.seal import SealedPicture, SealedPost
from tests.worlds.up import found

pytestmark = pytest.mark.journey
ROOT = Path(__file__).parents[2]
SAMPLE = ROOT.parent / "shared" / "samples" / "russia-ukraine.txt"


def demo(*file: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "publisher", "up", "--demo", *file],
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
        cwd=ROOT,
    )


def test_the_demo_posts_the_sample_and_reads_it_back():
    done = demo()
    assert done.returncode == 0, done.stdout + done.stderr
    assert "every post is there once, in order, with its card and alt text" in done.stdout
    assert (
        len(re.findall(r"^http://127\.0\.0\.1:\d+/demo\w+/status/\d+$", done.stdout, re.MULTILINE))
        == 8
    )
    folder = Path(found(r"^Pictures: (.+)$", done.stdout))
    assert len(list(folder.glob("*.png"))) >= 8


@pytest.mark.skipif(not SAMPLE.exists(), reason="the shared samples are not beside this checkout")
def test_the_demo_posts_a_newsrooms_own_explainer():
    done = demo(str(SAMPLE))
    assert done.returncode == 0, done.stdout + done.stderr
    assert "\n10/10\n" in done.stdout
    assert "REUTERS" not in done.stdout


def test_the_demo_refuses_what_is_no_explainer_in_words(tmp_path):
    (tmp_path / "empty.txt").write_text("")
    done = demo(str(tmp_path / "empty.txt"))
    assert done.returncode == 2
    assert "publisher: There is nothing to read" in done.stderr


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2099\n\nA dam opens\n\nIt holds.\n", "Its embargo ends"),
        ("The market\n\nFirst of all.\n\n• $ACME fell, and $BETA rose.\n", "one cashtag a post"),
    ],
)  # fmt: skip
def test_the_demo_says_what_keeps_a_thread_back(tmp_path, text, words):
    (tmp_path / "held.txt").write_text(text)
    done = demo(str(tmp_path / "held.txt"))
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr


PICTURE = SealedPicture("a" * 64, "The ferry is late", "image/png")
POSTS = [SealedPost(1, "One\n\n1/2", None, (PICTURE,)), SealedPost(2, "Two\n\n2/2", 1, ())]
SEEN = [SeenPost("11", "u/11", "Two\n\n2/2", "10"), SeenPost("10", "u/10", "One\n\n1/2", None)]
LINES = [
    {"act": "post", "id": "10", "pictures": ["a" * 64], "alts": ["The ferry is late"]},
    {"act": "post", "id": "11", "pictures": [], "alts": []},
]


def judged(monkeypatch, seen=SEEN, lines=LINES) -> None:
    monkeypatch.setattr(demo_check, "list_applied_acts", lambda *_: lines)
    demo_check.check_timeline(list(seen), POSTS, "", Path())


def test_the_judge_passes_a_thread_as_approved(monkeypatch):
    judged(monkeypatch)


@pytest.mark.parametrize(
    ("seen", "words"),
    [
        (SEEN[1:], "1 posts are on the timeline"),
        ([*SEEN, SEEN[0]], "3 posts are on the timeline"),
        ([SeenPost("11", "u", "Three", "10"), SEEN[1]], "says something else"),
        ([SeenPost("11", "u", "Two\n\n2/2", "9"), SEEN[1]], "does not reply"),
    ],
)
def test_the_judge_sees_what_is_lost_doubled_changed_or_unchained(monkeypatch, seen, words):
    with pytest.raises(Incomplete, match=words):
        judged(monkeypatch, seen=seen)


def test_the_judge_misses_an_alt_text(monkeypatch):
    without = [{**LINES[0], "alts": [None]}, LINES[1]]
    with pytest.raises(Incomplete, match="cards and alt texts"):
        judged(monkeypatch, lines=without)
