from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.split import BLUESKY, DoesNotFit, X, split
from tests.split.builders import LONG, SENTENCE, bodies, drafted, kinds


def test_a_heading_travels_with_its_first_bullet() -> None:
    assert bodies(drafted(LONG, LONG))[1] == f"What now:\n{LONG}"


def test_short_neighbours_share_a_post_as_bullets() -> None:
    assert (
        bodies(drafted("Boats move.", "Fish stay."))[1] == "What now:\n• Boats move.\n• Fish stay."
    )


def test_a_lone_bullet_carries_no_mark() -> None:
    assert bodies(drafted("Boats move."))[1] == "What now:\nBoats move."


def test_numbered_bullets_keep_their_numbers_in_a_post() -> None:
    draft = split(read("Harbour\n\nWhat now:\n\n1. Boats move.\n2. Fish stay."), X)
    assert bodies(draft)[1] == "What now:\n1. Boats move.\n2. Fish stay."


def test_no_more_bullets_share_a_post_than_pictures_do() -> None:
    draft = drafted(*["Boats move."] * 9)
    assert all(len(post.cards) <= X.pictures for post in draft.posts)
    assert sum(len(post.cards) for post in draft.posts) == 10


def test_a_bullet_too_long_is_cut_between_its_sentences() -> None:
    draft = drafted(f"{LONG} {LONG}")
    assert all(body.endswith(".") for body in bodies(draft)[1:])


def test_a_quotation_that_fits_stays_whole() -> None:
    said = (
        "“We close it now. We open it in spring. Nobody will lose a day of work by it, I promise.”"
    )
    draft = drafted(f"{SENTENCE} {SENTENCE} {SENTENCE} The mayor, Ann Example, said: {said}")
    assert any(said in body for body in bodies(draft))


def test_a_bullet_of_a_quotation_stays_with_the_sentence_before_it() -> None:
    draft = drafted(
        LONG, "“It leaks like a sieve,” and so on, “and always has.”", "“We had no choice.”"
    )
    assert any(
        body.endswith("\n\n“We had no choice.”") or "• “We had" in body for body in bodies(draft)
    )


def test_a_post_does_not_begin_with_more_of_a_quotation_that_can_stay_with_its_speaker() -> None:
    said = (
        "“We close it now,” said Ann Example, the mayor of the town. “It leaks, and it always has.”"
    )
    text = f"{SENTENCE} {SENTENCE} The city met for it. {said}"
    assert said in bodies(drafted(text))[-1]


def test_a_post_does_not_begin_with_a_few_last_words_and_go_on_with_more() -> None:
    long = "The harbour closes, " + "the boats move north with the fleet, " * 6 + "and fish stay."
    found = bodies(split(read(f"Harbour to close\n\n{LONG}\n\n{long}\n\n{SENTENCE}"), X))
    assert not any(body.startswith("and fish stay.\n") for body in found)


def test_a_quotation_alone_is_flagged() -> None:
    quotation = "“" + "We close it now because it leaks and has always leaked. " * 4 + "Enough.”"
    draft = drafted(LONG, quotation)
    assert any("quotation" in kinds(draft, number) for number in range(len(draft.posts)))


@pytest.mark.parametrize(
    "whole",
    [
        "https://example.com/a/very/long/way/to/go",
        "100,000 people",
        "Gen. Milley",
        "George W. Bush",
        "@harbour_town",
        "#harbour",
    ],
)
def test_what_belongs_together_is_not_cut(whole: str) -> None:
    words = "and boats move north "
    for before in range(4, 14):
        text = words * before + whole + " " + words * 12
        assert sum(whole in body for body in bodies(drafted(text))) == 1


def test_a_sentence_too_long_is_cut_at_a_clause() -> None:
    clause = "the wall leaks and the boats must move north for the winter"
    draft = drafted(", ".join([clause] * 6) + ".")
    assert all(body.endswith((",", ".")) for body in bodies(draft)[1:])


def test_a_word_longer_than_a_post_is_cut_between_letters() -> None:
    draft = drafted("x" * 700)
    assert "".join(bodies(draft)[1:]).replace("What now:\n", "") == "x" * 700


def test_a_letter_is_never_cut_from_its_marks() -> None:
    draft = drafted("👨‍👩‍👧‍👦" * 300)
    assert all(
        body.removeprefix("What now:\n").replace("👨‍👩‍👧‍👦", "") == "" for body in bodies(draft)[1:]
    )


def test_a_letter_longer_than_a_post_is_refused_in_words() -> None:
    with pytest.raises(DoesNotFit, match="One character"):
        drafted("a" + "\u0323" * 2000)


@pytest.mark.parametrize(
    "sentence",
    [
        "港は一か月閉鎖され、潜水士が壁を直す。",
        "ท่าเรือจะปิดหนึ่งเดือน ",
        "यह बंदरगाह एक महीने बंद रहेगा। ",
        "سيغلق الميناء شهرا كاملا. ",
    ],
)
def test_every_script_is_cut_within_the_limit(sentence: str) -> None:
    draft = split(read(f"{sentence}\n\n{sentence * 40}"), X)
    draft.ledger.check()
    assert all(X.measure(post.text) <= 280 for post in draft.posts)
    assert len(draft.posts) > 4


def test_an_intro_stays_with_its_first_bullet() -> None:
    draft = split(
        read(
            f"Harbour\n\n{LONG}\n\nWhat now\n\n{SENTENCE} There are {'many ' * 12}points:\n\n• {LONG}"
        ),
        BLUESKY,
    )
    assert not any(body.endswith(":") for body in bodies(draft))


def test_a_heading_with_nothing_under_it_joins_the_next() -> None:
    draft = split(read("# Harbour\n\nText.\n\n## Plans\n\n### Boats\n\nBoats move.\n\n## Later"), X)
    assert bodies(draft)[2:] == ["Plans\nBoats\nBoats move.", "Later"]


def test_a_heading_that_would_break_the_first_sentence_goes_on_a_card() -> None:
    sentence = "The harbour " + "will close " * 22 + "soon."
    draft = split(read(f"Harbour\n\n{LONG}\n\nWHAT HAPPENS TO THE BOATS\n\n{sentence}"), X)
    draft.ledger.check()
    assert sentence in bodies(draft)
    assert draft.posts[-1].cards[0].text == "WHAT HAPPENS TO THE BOATS"


@pytest.mark.parametrize("most", [2, 9])
def test_a_thread_longer_than_allowed_is_refused(most: int) -> None:
    with pytest.raises(DoesNotFit, match=f"a thread may have {most}"):
        drafted(*[LONG] * 12, most_posts=most)


def test_a_book_of_stops_is_cut_between_words() -> None:
    draft = drafted("A. " * 9000)
    draft.ledger.check()
    assert all(body.endswith("A.") for body in bodies(draft)[1:])
