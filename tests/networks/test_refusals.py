"""What a network is sure to refuse is known by its limits, for every post of a thread."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publisher.networks.bluesky.limits import BLUESKY
from publisher.networks.mastodon.limits import MASTODON
from publisher.networks.refusals import Going, ShownPicture, known_refusals
from publisher.networks.x.limits import X

CARD = ShownPicture("A map", "image/png", 40_000)


def codes(text: str, *pictures: ShownPicture) -> list[str]:
    return [each.code for each in known_refusals([Going(4, text, pictures)], X)]


@pytest.mark.parametrize(
    ("post", "code"),
    [
        (Going(4, "$AAPL beats $MSFT"), "cashtags"),
        (Going(4, "$BRK.A and $BRK.B fell"), "cashtags"),
        (Going(4, "a" * 281), "too long"),
        (Going(4, "漢" * 141), "too long"),
        (Going(4, " \n"), "empty"),
        (Going(4, "Words\ufeff"), "character"),
        (Going(4, "Words\uffff here"), "character"),
        (Going(4, "Words", (CARD,) * 5), "pictures"),
        (Going(4, "Words", (replace(CARD, alt="a" * 1001),)), "alt"),
        (Going(4, "Words", (replace(CARD, size=5_000_001),)), "picture size"),
        (Going(4, "Words", (replace(CARD, kind="image/tiff"),)), "picture kind"),
    ],
)
def test_a_refusal_names_its_post_and_what_to_do(post: Going, code: str) -> None:
    (found,) = known_refusals([Going(1, "A root"), post], X)
    assert (found.position, found.code, found.sure) == (4, code, True)
    assert found.why.endswith(".")


@pytest.mark.parametrize(
    "text",
    [
        "a" * 280,
        "$AAPL fell",
        "It cost $5 or $6 million",
        "US$AAPL is none, nor $toolongtobe",
        "https://example.org/$AAPL?x=$MSFT",
    ],
)
def test_what_the_network_takes_is_no_refusal(text: str) -> None:
    assert codes(text, *[CARD] * 4) == []


def test_the_second_cashtag_is_named() -> None:
    (found,) = known_refusals([Going(1, "$AAPL beats $MSFT and $IBM")], X)
    assert found.words == "$MSFT"


def test_the_same_words_twice_in_a_thread_are_refused() -> None:
    posts = [Going(1, "A root"), Going(2, "The  end"), Going(3, "The end"), Going(4, "The end 4/4")]
    (found,) = known_refusals(posts, X)
    assert (found.position, found.code) == (3, "repeats")


def test_a_network_without_such_a_rule_refuses_nothing_of_it() -> None:
    posts = [Going(1, "$AAPL beats $MSFT"), Going(2, "$AAPL beats $MSFT")]
    assert known_refusals(posts, BLUESKY) == known_refusals(posts, MASTODON) == []
