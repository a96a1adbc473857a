from __future__ import annotations

from dataclasses import replace

import pytest

from publisher.explainer import read
from publisher.split import DoesNotFit, NoSuchStyle, X, split
from tests.split.builders import LONG, SENTENCE, bodies, drafted, listed


def test_brief_is_a_post_a_section_with_its_bullets_on_cards() -> None:
    draft = drafted(LONG, "Fish stay.", style="brief")
    draft.ledger.check()
    assert bodies(draft) == ["Harbour to close", f"What now:\n{SENTENCE}"]
    assert [card.text for card in draft.posts[1].cards] == [LONG, "Fish stay."]


def test_brief_puts_the_fifth_bullet_on_the_next_post() -> None:
    draft = drafted(*[f"Boat {n} moves north." for n in range(6)], style="brief")
    assert [len(post.cards) for post in draft.posts] == [1, 4, 2]


def test_brief_says_where_an_opening_goes_on() -> None:
    draft = drafted("The wall leaks, " * 30, "Fish stay.", style="brief")
    draft.ledger.check()
    assert bodies(draft)[1].endswith(" …")


def test_single_is_the_headline_and_its_cards() -> None:
    draft = drafted(LONG, "Fish stay.", style="single")
    draft.ledger.check()
    assert bodies(draft) == [draft.posts[0].text] == ["Harbour to close"]
    assert len(draft.posts[0].cards) == 2


def test_single_is_refused_where_the_cards_do_not_hold_the_bullets() -> None:
    with pytest.raises(DoesNotFit, match="needs 5"):
        drafted(*["Boats move."] * 5, style="single")


def test_an_unknown_style_is_refused_in_words() -> None:
    with pytest.raises(NoSuchStyle, match="full, brief, single"):
        drafted("Boats move.", style="poem")


def test_the_link_stands_once_in_the_last_post() -> None:
    draft = drafted(LONG, LONG, link="https://example.com/wall")
    assert sum("https://example.com/wall" in body for body in bodies(draft)) == 1
    assert bodies(draft)[-1].endswith("https://example.com/wall")


def test_a_link_the_source_gives_is_not_given_again() -> None:
    draft = drafted("See https://example.com/wall now.", link="https://example.com/wall")
    assert sum(body.count("https://example.com/wall") for body in bodies(draft)) == 1


def test_the_sign_off_is_off_by_default_and_named() -> None:
    draft = split(read(listed("Boats move.") + "\n\nDM us, please."), X)
    assert [left.reason for left in draft.left_out] == ["sign-off"]


def test_the_sign_off_ends_the_last_post_where_asked() -> None:
    draft = split(
        read(listed("Boats move.") + "\n\nDM us, please."), X, sign_off=True, link="https://a.com"
    )
    draft.ledger.check()
    assert bodies(draft)[-1] == "What now:\nBoats move.\n\nDM us, please.\n\nhttps://a.com"


def test_the_sign_off_is_never_a_post_of_its_own() -> None:
    full = "Boats " + "move north " * 23 + "now."
    draft = split(read(listed(full) + "\n\nDM us, please."), X, sign_off=True)
    assert [left.reason for left in draft.left_out] == ["sign-off"]


def test_a_signed_quotation_names_its_speaker_on_the_card() -> None:
    card = drafted("“We had no choice.” — Ann Example").posts[1].cards[0]
    assert (card.kind, card.text, card.speaker) == (
        "quotation",
        "“We had no choice.”",
        "Ann Example",
    )


def test_single_without_bullets_shows_its_headline() -> None:
    draft = split(read("Harbour to close"), X, "single")
    assert [card.kind for card in draft.posts[0].cards] == ["headline"]


def test_single_refuses_a_headline_longer_than_a_post() -> None:
    source = "Harbour closes " * 16 + "\n\n• Boats move."
    with pytest.raises(DoesNotFit, match="headline is longer"):
        split(read(source), replace(X, limit=100), "single")


def test_single_without_a_headline_opens_with_its_first_words() -> None:
    draft = split(read(f"• {LONG}\n\n• Fish stay."), X, "single")
    draft.ledger.check()
    assert bodies(draft) == [SENTENCE]
    assert len(draft.posts[0].cards) == 2


def test_brief_tells_plain_paragraphs_in_full() -> None:
    draft = split(read(f"Harbour to close\n\n{LONG}\n\nFish stay."), X, "brief")
    assert bodies(draft)[1:] == [LONG, "Fish stay."]


def test_brief_keeps_headings_above_a_long_one_in_a_post_of_their_own() -> None:
    source = (
        "# Harbour\n\nText.\n\n## "
        + "Long plans " * 12
        + "\n\n### Boats\n\n* Boats move.\n* Fish stay."
    )
    draft = split(read(source), X, "brief")
    draft.ledger.check()
    assert bodies(draft)[-1] == "Boats\nBoats move."
    assert bodies(draft)[-2].startswith("Long plans")


def test_a_link_with_no_room_left_takes_a_post() -> None:
    full = "Boats " + "move north " * 23 + "now."
    draft = split(read(listed(full)), X, link="https://example.com/a")
    assert bodies(draft)[-1] == "https://example.com/a"
