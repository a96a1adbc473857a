from __future__ import annotations

import pytest

from publisher.explainer import Unreadable, read

TEXT = "Harbour façade “falls”\n\n• Boats move"


@pytest.mark.parametrize(
    "encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"]
)
def test_unicode_is_read_whatever_its_bytes(encoding: str) -> None:
    assert read(TEXT.encode(encoding)).source == TEXT


def test_windows_words_are_read_with_a_warning() -> None:
    found = read(TEXT.encode("cp1252"))
    assert found.source == TEXT
    assert "Windows-1252" in found.warnings[0]


def test_a_page_that_names_its_encoding_is_believed() -> None:
    page = '<html><meta charset="koi8-r"><h1>Порт закрыт</h1><p>Стена течёт.</p></html>'
    found = read(page.encode("koi8-r"))
    assert found.headline
    assert found.headline.text == "Порт закрыт"


@pytest.mark.parametrize(
    ("source", "said"),
    [
        (b"", "empty"),
        ("  \n\t ", "empty"),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), "PNG"),
        (b"\x1f\x8b\x08" + bytes(50), "gzip"),
        (b"%PDF-1.7 abc", "PDF"),
        (bytes(range(256)) * 9, "UTF-8"),
        ("Привет, мир, как дела".encode("koi8-r"), "UTF-8"),
        ("Harbour é".encode()[:-1], "byte 8"),
        ("a\ud800b", "line 1"),
        ("a" * 500_001, "500 kB"),
        ("\x00\x01\x02" * 20 + "a", "control characters"),
        ("a\n" * 100_000, "lines"),
        ("a\u2028" * 100_000, "lines"),
        ("a\ufeff" * 100, "control characters"),
    ],
)
def test_what_is_no_text_is_refused_in_words(source: str | bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said):
        read(source)


def test_the_largest_size_is_a_setting() -> None:
    with pytest.raises(Unreadable, match="too long"):
        read("Harbour to close", largest=5)


def test_a_pair_of_surrogates_is_one_character() -> None:
    assert read("Harbour \ud83d\ude00").source == "Harbour 😀"


def test_control_characters_are_left_away_and_named() -> None:
    found = read("Harbour\x00 to\ufeff close\n\nThe wall\uffff leaks.")
    assert found.headline
    assert found.headline.text == "Harbour to close"
    assert [aside.reason for aside in found.asides] == ["control character"] * 3


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r", "\u2028"])
def test_every_kind_of_line_end_ends_a_line(end: str) -> None:
    found = read(end.join(["Harbour to close", "", "What now:", "• Boats move", "• Fish stay"]))
    assert len(found.sections[0].bullets) == 2
