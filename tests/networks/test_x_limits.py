from __future__ import annotations

from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from publisher.networks.x.limits import X

VECTORS = Path(__file__).parents[2].parent / "shared/vectors/twitter-text/validate.yml"
GROUPS = ("WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest")


@pytest.mark.skipif(
    not VECTORS.exists(), reason="twitter-text's vectors are not beside the project"
)
@pytest.mark.parametrize("group", GROUPS)
def test_every_conformance_vector_is_counted_as_x_counts(group: str) -> None:
    cases = yaml.safe_load(VECTORS.read_text(encoding="utf-8"))["tests"][group]
    counted = [(case["description"], X.measure(case["text"])) for case in cases]
    assert counted == [(c["description"], c["expected"]["weightedLength"]) for c in cases]


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("", 0),
        ("plain words", 11),
        ("• a", 4),
        ("wait…", 6),
        ("“quoted” – said", 15),
        ("Київ, Україна", 13),
        ("Αθήνα", 5),
        ("مرحبا بالعالم", 13),
        ("שלום", 4),
        ("हिन्दी", 6),
        ("ภาษาไทย", 7),
        ("中文字", 6),
        ("日本語", 6),
        ("한국어", 6),
        ("e\u0301", 1),
        ("€5", 3),
        ("©", 2),
    ],
)
def test_a_character_weighs_what_x_says(text: str, weight: int) -> None:
    assert X.measure(text) == weight


@pytest.mark.parametrize(
    ("text", "weight"),
    [
        ("https://example.com/" + "a" * 100, 23),
        ("See example.com.", 28),
        ("Ukraine.It", 23),
        ("NATO.In", 23),
        ("README.md", 23),
        ("(https://example.com/a)", 25),
        ("見てhttps://example.com見て", 31),
        ("http://foobar.پاکستان/", 23),
        ("https://example.com/?q=1.", 24),
    ],
)
def test_a_link_weighs_twenty_three(text: str, weight: int) -> None:
    assert X.measure(text) == weight


@pytest.mark.parametrize(
    "text", ["U.S", "p.m", "node.js", "border.The", "3.14", "日本語.jp", "a@example.com", "#a.com"]
)
def test_what_is_no_link_weighs_its_characters(text: str) -> None:
    assert X.measure(text) == sum(2 if c > "\u10ff" else 1 for c in text)


def test_a_link_of_an_unknown_domain_takes_the_larger_count() -> None:
    assert X.measure("https://a.nosuchtld") == 23
    assert X.measure("https://a.nosuchtld/" + "b" * 40) == 60


@pytest.mark.parametrize(
    ("text", "weight"),
    [("👍🏽", 2), ("🇺🇦", 2), ("🇺🇦🇺🇸", 4), ("1️⃣", 2), ("☺️", 2), ("👨‍👩‍👧‍👦", 2), ("🏴󠁧󠁢󠁥󠁮󠁧󠁿", 2)],
)
def test_an_emoji_known_to_x_weighs_two(text: str, weight: int) -> None:
    assert X.measure(text) == weight


def test_an_emoji_newer_than_version_11_weighs_its_parts() -> None:
    assert X.measure("👩🏻‍🤝‍👩🏼") == 8


def test_a_lone_surrogate_is_counted_and_raises_nothing() -> None:
    assert X.measure("a\ud800b") == 4


@given(st.text(), st.text())
def test_words_apart_never_weigh_more_together(left: str, right: str) -> None:
    assert X.measure(f"{left} {right}") <= X.measure(left) + 1 + X.measure(right)


@given(st.text(max_size=60))
def test_a_long_text_weighs_the_sum_of_its_words(text: str) -> None:
    assert X.measure(f"{text} " * 40) == 40 * (X.measure(text + " "))


def test_a_link_inside_another_is_no_second_link() -> None:
    assert X.measure("https://a.co/?https://b.co/?q") == 23
