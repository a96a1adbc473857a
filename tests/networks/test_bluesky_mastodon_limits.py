from __future__ import annotations

import pytest

from publisher.networks.bluesky.limits import BLUESKY
from publisher.networks.mastodon.limits import MASTODON, of_instance

FAMILY = "👨‍👩‍👧‍👦"


@pytest.mark.parametrize("text", ["a" * 300, "é" * 300, "字" * 300, FAMILY * 120])
def test_bluesky_takes_three_hundred_graphemes_within_its_bytes(text: str) -> None:
    assert BLUESKY.measure(text) <= BLUESKY.limit


@pytest.mark.parametrize("text", ["a" * 301, FAMILY * 121])
def test_bluesky_refuses_what_passes_either_bound(text: str) -> None:
    assert BLUESKY.measure(text) > BLUESKY.limit


def test_bluesky_counts_a_link_by_its_length() -> None:
    assert BLUESKY.measure("https://example.com/a-long-way") == 30


def test_bluesky_threads_carry_no_number_of_ours() -> None:
    assert BLUESKY.numbering == "none"


@pytest.mark.parametrize(
    ("text", "length"),
    [
        ("plain", 5),
        (FAMILY, 1),
        ("https://example.com/" + "a" * 80, 23),
        ("see https://example.com/a.", 28),
        ("example.com", 11),
        ("@ann@example.social hi", 7),
        ("mail ann@example.com", 20),
    ],
)
def test_mastodon_counts_links_and_names_its_own_way(text: str, length: int) -> None:
    assert MASTODON.measure(text) == length


def test_an_instance_tells_its_own_limits() -> None:
    answer = {
        "configuration": {
            "statuses": {
                "max_characters": 5000,
                "max_media_attachments": 6,
                "characters_reserved_per_url": 25,
            },
            "media_attachments": {"image_size_limit": 1000, "description_limit": 800},
        }
    }
    limits = of_instance(answer)
    assert (limits.limit, limits.pictures, limits.picture_bytes, limits.alt) == (5000, 6, 1000, 800)
    assert limits.measure("https://example.com/a/b/c/d") == 25


@pytest.mark.parametrize(
    "answer",
    [{}, {"configuration": None}, {"configuration": {"statuses": {"max_characters": "x"}}}],
)
def test_an_instance_that_says_nothing_gets_what_upstream_takes(answer: dict[str, object]) -> None:
    assert of_instance(answer).limit == 500


@pytest.mark.parametrize("measure", [BLUESKY.measure, MASTODON.measure])
def test_half_a_character_is_counted_and_raises_nothing(measure) -> None:
    assert measure("a\ud800") >= 2
