from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.split import quotations
from publisher.split.cuts import split_sentences


def told(text: str) -> list[str]:
    return [text[start:end].strip() for start, end in split_sentences(text)]


@pytest.mark.parametrize(
    "whole",
    [
        "Gen. Milley spoke for the fleet.",
        "The U.S. Senate met in Washington D.C. on it.",
        "It rose by 3.5 percent to No. 7 in the list.",
        "Ann B. Example and J. R. Example met.",
        "It opens at 5 p.m. on the day.",
        "Dr. Example met Mrs. Example and Mr. Example Jr. in town.",
        "The ship, i.e. the ferry, left St. Petersburg in Jan. 2020.",
        "See example.com for more of it.",
        "No. 7. 9 is the size.",
        "Boats move",
    ],
)
def test_no_sentence_ends_inside(whole: str) -> None:
    assert told(whole) == [whole]


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("Boats move. Fish stay.", 2),
        ("Do boats move? Yes! Fish stay.", 3),
        ("They repaired the wall. It leaks.", 2),
        ("“We close it now.” The mayor left.", 2),
        ("港は閉鎖。船は動く！魚は残る？はい", 4),
        ("「閉鎖する。」と市長。魚は残る。", 2),
        ("港口关闭。船往北走。", 2),
        ("नाव चलती है। मछली रहती है। दीवार टूटी।", 3),
        ("هل يغلق الميناء؟ نعم يغلق.", 2),
        ("Порт закрито. Човни йдуть на північ. Риба лишається.", 3),
        ("Το λιμάνι κλείνει. Τα πλοία φεύγουν.", 2),
        ("הנמל נסגר. הסירות זזות.", 2),
        ("항구가 닫힌다. 배가 움직인다.", 2),
    ],
)
def test_a_sentence_ends_at_its_mark_in_any_script(text: str, count: int) -> None:
    assert len(told(text)) == count


@given(st.text('aB .!?…。「」“”"’।؟1\n', max_size=120))
def test_sentences_are_the_whole_text_in_order(text: str) -> None:
    found = split_sentences(text)
    assert "".join(text[start:end] for start, end in found) == text
    assert all(start < end for start, end in found) or not text


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("He said “we close it” and left.", ["“we close it”"]),
        ('He said "we close it" and left.', ['"we close it"']),
        ('He said “we close it" and left.', ['“we close it"']),
        ("Er sagte „wir schließen“.", ["„wir schließen“"]),
        ("Il dit « on ferme » hier.", ["« on ferme »"]),
        ("市長は「閉鎖する」と言い『港へ』。", ["「閉鎖する」", "『港へ』"]),
        ('A 5" pipe and a 6" pipe', []),
        ("It’s the boats’ day", []),
        ("“never closed", []),
        ("“one” and “two”", ["“one”", "“two”"]),
    ],
)
def test_quotations_are_found_in_any_marks(text: str, said: list[str]) -> None:
    assert [text[slice(*span)] for span in quotations.find_quotations(text)] == said


@pytest.mark.parametrize("text", ["“We close it.”", '"We close it"', "「閉鎖する」。", " «Zu» "])
def test_a_text_that_is_one_quotation_is_told(text: str) -> None:
    assert quotations.is_only_quotation(text)


@pytest.mark.parametrize("text", ["“We close,” he said.", "We “close”", "“a” and “b”", ""])
def test_a_text_with_more_than_a_quotation_is_not(text: str) -> None:
    assert not quotations.is_only_quotation(text)


@pytest.mark.parametrize("dash", ["—", "–", "-", "―"])
def test_a_signed_quotation_gives_its_speaker(dash: str) -> None:
    assert quotations.parse_signed_quotation(f"“We close it.” {dash} Ann Example") == (
        "“We close it.”",
        "Ann Example",
    )


@pytest.mark.parametrize(
    ("text", "alone"),
    [("“We close it.”", True), ("“We close it,” he said.", False), ("We “close.”", False)],
)
def test_a_quotation_that_ends_its_sentence_has_no_speaker_behind_it(
    text: str, alone: bool
) -> None:
    assert quotations.is_unattributed(text, 0) is alone
