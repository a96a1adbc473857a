from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.thread.normalize import LONGEST, MOST, fold_text, parse_search_terms


def finds(typed: str, headline: str) -> bool:
    """As both databases do it: each word typed begins one that is kept."""
    kept = fold_text(headline).split()
    return all(any(word.startswith(part) for word in kept) for part in parse_search_terms(typed))


@pytest.mark.parametrize(
    ("typed", "headline"),
    [
        ("FERRY", "The ferry is late"),
        ("fer lat", "The ferry is late"),
        ("late ferry", "The ferry is late"),
        ("malmo", "Malmö: the bridge is shut"),
        ("Málmö", "Malmo: the bridge is shut"),
        ("strasse", "Die Straße ist zu"),
        ("lodz", "Łódź votes"),
        ("o'brien", "O’Brien resigns"),
        ("«small step»", "Ukraine sees “small step forward”"),
        ("rail-strike", "Rail strike: what unions want"),
        ("Ελλαδα", "Η Ελλάδα ψηφίζει"),
        ("한국", "한국의 선거"),
    ],
)
def test_case_accents_and_signs_make_no_difference(typed, headline):
    assert finds(typed, headline)


@pytest.mark.parametrize(
    ("typed", "headline"),
    [
        ("حرب", "الحرب في السودان"),
        ("الحرب", "حرب السودان"),
        ("الح", "الحرب في السودان"),
        ("الحَرْب", "الحرب في السودان"),
        ("انتخابات", "إنتخابات المغرب"),
        ("حكومة", "الحكومه الجديدة"),
        ("选举", "台湾总统选举结果"),
        ("统选举", "台湾总统选举结果"),
        ("果", "台湾总统选举结果"),
        ("カメラ", "新しいカメラの話"),
        ("เลือกตั้ง", "ผลการเลือกตั้งในไทย"),
        ("चुनाव", "बिहार का चुनाव"),
    ],
)
def test_arabic_and_scripts_without_spaces_are_found(typed, headline):
    assert finds(typed, headline)


@pytest.mark.parametrize(
    ("typed", "headline"), [("bridge", "The ferry"), ("举选", "选举结果"), ("erry", "The ferry")]
)
def test_other_words_are_not_found(typed, headline):
    assert not finds(typed, headline)


@pytest.mark.parametrize("typed", ["", "  ", '"', "'; --", "* ( ) : & | !", "🙂", "\0", "…"])
def test_what_is_no_word_looks_for_nothing(typed):
    assert parse_search_terms(typed) == []


@given(st.text(max_size=200))
def test_whatever_is_typed_only_plain_words_come_of_it(typed):
    words = parse_search_terms(typed)
    assert len(words) <= MOST
    assert all(0 < len(word) <= LONGEST for word in words)
    assert not set("".join(words)) & set("'\"*:&|!()\\ \0-")


@given(st.text(max_size=200))
def test_every_headline_is_found_by_itself(headline):
    assert finds(headline, headline)


def test_a_long_run_without_spaces_is_kept_to_its_end():
    assert finds("终点", "选" * 300 + "终点")
