"""`python -m cards`."""

from __future__ import annotations

import json

import pytest
from PIL import Image

from cards.__main__ import main, read_cards


@pytest.fixture
def run(tmp_path):
    def command(text, *more, name="in.txt"):
        (tmp_path / name).write_text(text, encoding="utf-8")
        return main([str(tmp_path / name), "-o", str(tmp_path / "out"), *more])

    return command


def test_each_paragraph_becomes_a_bullet_card(run, tmp_path):
    assert run("One paragraph.\nStill one.\n\nAnother.") == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == [
        "01-bullet.png",
        "02-bullet.png",
    ]


def test_a_long_paragraph_becomes_parts(run, tmp_path, long_text):
    assert run(long_text, "--heading", "The catch") == 0
    assert [path.name for path in sorted((tmp_path / "out").iterdir())] == [
        "01-1-bullet.png",
        "01-2-bullet.png",
    ]


def test_a_json_file_lists_cards(run, tmp_path):
    cards = [{"kind": "headline", "text": "A"}, {"kind": "closing", "text": "B"}]

    assert run(json.dumps(cards), name="in.json") == 0
    assert (tmp_path / "out" / "02-closing.png").exists()


def test_theme_aspect_and_wordmark_are_taken(run, tmp_path):
    assert run("A.", "--theme", "dark", "--aspect", "1:1", "--wordmark", "The Paper") == 0
    with Image.open(tmp_path / "out" / "01-bullet.png") as image:
        assert image.size == (1080, 1080)
        assert image.convert("RGB").getpixel((1000, 20)) == (0x11, 0x15, 0x1B)


def test_a_card_that_cannot_be_drawn_is_named_and_the_others_are(run, tmp_path, capsys):
    assert run("Good.\n\nBad \u0378.\n\nGood.") == 1
    assert "card 2: No installed typeface" in capsys.readouterr().err
    assert len(list((tmp_path / "out").iterdir())) == 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"text": "A"}', "a list of cards"),
        ('[{"words": "A"}]', "some of the keys"),
        ("[1]", "some of the keys"),
        ("[{", "Expecting"),
        ('[{"text": 5}]', "is text"),
        ('[{"text": null}]', "is text"),
        ('[{"text": "A", "size": 4}]', "some of the keys"),
        ("[" * 100_000, "recursion"),
        ('[{"kind": "poster"}]', "There is no"),
    ],
)
def test_a_broken_list_says_what_is_wrong(run, capsys, text, words):
    assert run(text, name="in.json") == 2
    assert words in capsys.readouterr().err


def test_an_unknown_theme_is_said(run, capsys):
    assert run("A.", "--theme", "nope") == 2
    assert "There is no theme “nope”" in capsys.readouterr().err


def test_a_file_that_is_not_there_is_said(tmp_path, capsys):
    assert main([str(tmp_path / "gone.txt"), "-o", str(tmp_path)]) == 2
    assert "gone.txt" in capsys.readouterr().err


def test_coverage_is_told(capsys):
    assert main(["--coverage"]) == 0
    assert "Vietnamese  covered" in capsys.readouterr().out


def test_without_a_file_the_use_is_told(capsys):
    with pytest.raises(SystemExit):
        main([])
    assert "say which FILE" in capsys.readouterr().err


def test_blank_paragraphs_are_no_cards(tmp_path):
    (tmp_path / "a.txt").write_text("\n\n \n\nA.\n\n\n")

    assert [card.text for card in read_cards(tmp_path / "a.txt")] == ["A."]
