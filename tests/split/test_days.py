from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.split import stale
from publisher.split.relative_dates import judge_time_words

#: A Wednesday and the Thursday after it.
WED, THU = date(2026, 11, 25), date(2026, 11, 26)
days = st.dates(date(2020, 1, 1), date(2035, 12, 31))
WORDS = [
    "today",
    "today’s",
    "tonight",
    "tomorrow",
    "tomorrow morning",
    "yesterday",
    "last night",
    "now",
    "right now",
    "currently",
    "recently",
    "this week",
    "next month",
    "last year",
    "this winter",
    "in two weeks",
    "three days ago",
    "in an hour",
    "on Tuesday",
    "Tuesday",
    "last Friday",
    "next Monday",
    "this Sunday",
    "by Thursday",
    "early Tuesday",
    "so far",
    "in the next week",
    "just hours ago",
    "a few days ago",
    "in 3000 years",
    "heute",
    "今日",
    "breaking",
]


def instead(words: str, written: date = WED, posted: date = THU) -> str | None:
    judged = judge_time_words(words, written, posted)
    return judged.instead if judged else None


def test_the_sentence_says_what_to_say_instead():
    judged = judge_time_words("today", WED, THU)
    assert judged
    assert judged.why == (
        "It says “today” and was written on Wednesday; it goes out on Thursday: say “on Wednesday”."
    )


@pytest.mark.parametrize(
    ("words", "better"),
    [
        ("today", "on Wednesday"),
        ("Today", "On Wednesday"),
        ("today’s", "Wednesday’s"),
        ("tonight", "on Wednesday night"),
        ("this morning", "on Wednesday morning"),
        ("yesterday", "on Tuesday"),
        ("Yesterday evening", "On Tuesday evening"),
        ("last night", "on Tuesday night"),
        ("tomorrow", "today"),
        ("tomorrow night", "tonight"),
        ("tomorrow morning", "this morning"),
        ("now", "as of Wednesday"),
        ("in two weeks’ time", "on 9 December"),
        ("two weeks from now", "on 9 December"),
        ("in two weeks", ""),
        ("in a week", ""),
        ("three days ago", "on Sunday"),
        ("10 days ago", "on 15 November"),
        ("this Thursday", "today"),
        ("in an hour", ""),
        ("heute", ""),
        ("breaking", ""),
    ],
)
def test_a_word_that_misleads_the_day_after_has_a_proposal(words, better):
    assert instead(words) == better


def test_words_that_somebody_said_are_named_and_not_reworded():
    judged = judge_time_words("today", WED, THU, quoted=True)
    assert judged
    assert judged.instead == ""
    assert judged.why.endswith("name the day.")


@pytest.mark.parametrize(
    "words",
    ["on Tuesday", "by Friday", "last Monday", "this week", "next month", "this year", "recently"],
)
def test_a_word_that_is_as_true_the_day_after_is_left_alone(words):
    assert instead(words) is None


@pytest.mark.parametrize(
    ("words", "posted", "better"),
    [
        ("today", date(2026, 12, 9), "on 25 November"),
        ("today", date(2027, 1, 9), "on 25 November 2026"),
        ("this morning", date(2026, 12, 9), "on the morning of 25 November"),
        ("on Tuesday", date(2026, 12, 1), ""),
        ("last Friday", date(2026, 12, 4), "on 20 November"),
        ("next Monday", date(2026, 11, 30), "today"),
        ("this week", date(2026, 11, 30), ""),
        ("last year", date(2027, 1, 1), "in 2025"),
        ("recently", date(2026, 12, 20), ""),
    ],
)
def test_far_from_its_day_a_date_takes_its_place(words, posted, better):
    assert instead(words, posted=posted) == better


def test_where_nobody_knows_when_it_was_written_it_is_asked():
    judged = judge_time_words("today", None, THU)
    assert judged
    assert judged.why == "It says “today”; it goes out on Thursday 26 November. Is that right then?"


@given(st.sampled_from(WORDS), days)
def test_nothing_is_stale_on_the_day_it_was_written(words, day):
    assert judge_time_words(words, day, day) is None


@given(st.sampled_from(["today", "tonight", "yesterday", "tomorrow", "this morning"]), days, days)
def test_a_day_counted_from_its_own_is_always_stale_on_another(words, written, posted):
    assert (judge_time_words(words, written, posted) is None) == (written == posted)


@given(st.sampled_from(WORDS), days, st.integers(-9, 60))
def test_what_is_proposed_is_itself_right_on_the_day_it_goes_out(words, written, ahead):
    posted = written + timedelta(days=ahead)
    better = instead(words, written, posted)
    for found in stale.find_stale_words(better or ""):
        assert judge_time_words((better or "")[slice(*found.span())], posted, posted) is None


@given(st.text(max_size=30), days, days)
def test_whatever_words_are_judged_they_are_quoted_as_they_stand(words, written, posted):
    judged = judge_time_words(words, written, posted)
    assert judged is None or f"“{words}”" in judged.why
