"""Scripts and directions."""

from __future__ import annotations

from typing import Any

import pytest

from cards.bidi_levels import reorder_visually, resolve_levels
from cards.paragraph import Run
from cards.scripts import has_rtl, is_rtl, locale_of, script_of


@pytest.mark.parametrize(
    ("text", "script"),
    [
        ("Plain words", "Latn"),
        ("Русские слова", "Latn"),
        ("Ελληνικά", "Latn"),
        ("Tiếng Việt “có dấu” – và", "Latn"),
        ("كلمات عربية و NATO", "Arab"),
        ("מילים בעברית", "Hebr"),
        ("हिन्दी शब्द", "Deva"),
        ("คำภาษาไทย", "Thai"),
        ("日本語の文", "Jpan"),
        ("한국어 문장", "Kore"),
        ("中文句子", "Hans"),
        ("A long English line that quotes 中文 once", "Latn"),
        ("NATO和欧盟", "Hans"),
        ("NATO said سلام and left it there", "Latn"),
        ("🕊️ 12", "Latn"),
    ],
)
def test_a_text_is_in_the_script_of_most_letters(text, script):
    assert script_of(text) == script


@pytest.mark.parametrize(
    ("language", "script"),
    [("ja", "Jpan"), ("ko", "Kore"), ("zh", "Hans"), ("zh-Hant", "Hant"), ("zh-TW", "Hant")],
)
def test_han_alone_goes_by_language(language, script):
    assert script_of("経済", language) == script


@pytest.mark.parametrize(
    ("text", "rtl"),
    [
        ("English", False),
        ("سلام", True),
        ("NATO: قال الحلف إن القمة غداً", True),
        ("The word سلام means peace", False),
        ("12 – 34", False),
    ],
)
def test_the_majority_of_letters_sets_the_direction(text, rtl):
    assert is_rtl(text) is rtl


def test_one_hebrew_letter_needs_the_algorithm():
    assert has_rtl("alef is א")
    assert not has_rtl("alef is A, “quoted” – 日本")


def test_japanese_lines_end_between_phrases():
    assert "lw-phrase" in locale_of("Jpan", "")
    assert locale_of("Latn", "de") == "de"


def test_figures_in_hebrew_run_left_to_right():
    assert resolve_levels("אב 12", rtl=True) == [1, 1, 1, 2, 2]


def test_a_latin_name_in_arabic_keeps_its_direction():
    text = "قال NATO ذلك"

    assert [resolve_levels(text, rtl=True)[text.index(c)] for c in "NATO"] == [2, 2, 2, 2]


def test_joiners_take_the_level_before_them():
    assert resolve_levels("א\u200dא", rtl=True) == [1, 1, 1]


def test_every_character_has_a_level():
    text = "mixed שלום (and) 12%, סוף."

    assert len(resolve_levels(text, rtl=False)) == len(text)


def test_runs_of_a_line_are_turned_by_level():
    face: Any = None
    runs = [Run(i, i + 1, level, face, (), [], []) for i, level in enumerate([0, 1, 2, 1, 0])]

    assert [run.start for run in reorder_visually(runs)] == [0, 3, 2, 1, 4]
