from __future__ import annotations

import itertools
import unicodedata
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from publisher.rehearsal.tweet_length import find_links, weighted_length

VECTORS = Path(__file__).parents[2].parent / "shared/vectors/twitter-text/validate.yml"
# the third group of counts was made before emoji were discounted and contradicts these two
GROUPS = ("WeightedTweetsWithDiscountedEmojiCounterTest", "UnicodeDirectionalMarkerCounterTest")


@pytest.mark.skipif(not VECTORS.exists(), reason="the vectors of twitter-text are not here")
@pytest.mark.parametrize("group", GROUPS)
def test_texts_weigh_what_twitter_text_says(group: str):
    tests = yaml.safe_load(VECTORS.read_text())["tests"][group]
    wrong = [
        each["description"]
        for each in tests
        if weighted_length(each["text"]) != each["expected"]["weightedLength"]
    ]
    assert tests
    assert wrong == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", 0),
        ("plain – “words” ’n’ £", 21),
        ("é", 1),
        ("e\u0301", 1),
        ("•…→€₹①✓", 14),
        ("漢字", 4),
        ("©", 2),
        ("👍", 2),
        ("👍🏽", 2),
        ("👨‍👩‍👧‍👦", 2),
        ("🇳🇴", 2),
        ("5️⃣", 2),
        ("🏴󠁧󠁢󠁳󠁣󠁴󠁿", 2),
        ("https://a.com/a-long-address-indeed?with=a&long=query", 23),
        ("example.com", 23),
    ],
)
def test_signs_weigh_one_or_two_and_links_23(text: str, expected: int):
    assert weighted_length(text) == expected


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("see https://a.com/b, and more", ["https://a.com/b"]),
        ("see https://a.com/b/.", ["https://a.com/b/"]),
        ("(example.org/a_(b))", ["example.org/a_(b)"]),
        ("https://a.com?q=2.", ["https://a.com?q=2"]),
        ("“https://a.com/x”", ["https://a.com/x"]),
        ("www.bbc.co.uk t.co/abc https://foo.pizza/x", 3),
        ("e.g. U.S. foo.de Node.js the.end 3.5 http://a.example/b", []),
        ("mail a@b.com #x.com $y.com @z.com", []),
        ("http://example.com日本", ["http://example.com"]),
        (f"{'x' * 64}.com {'x' * 63}.com", [f"{'x' * 63}.com"]),
    ],
)
def test_links_are_found_as_x_finds_them(text: str, found: object):
    spans = [text[start:end] for start, end in find_links(text)]
    assert (len(spans) if isinstance(found, int) else spans) == found


@given(st.text(max_size=300))
def test_only_an_empty_text_is_weightless_and_no_point_weighs_above_two(text: str):
    points = len(unicodedata.normalize("NFC", text))
    found = len(list(find_links(text)))
    assert weighted_length(text) <= 2 * points + 23 * found
    assert weighted_length(text) > 0 or not text


@given(st.text(st.characters(max_codepoint=0x10FF, categories=["Ll", "Zs"]), max_size=200))
def test_letters_of_light_scripts_weigh_one(text: str):
    light = unicodedata.normalize("NFC", text)
    assert weighted_length(text) == len(light)


@given(st.lists(st.sampled_from(["a.com", "https://b.org/x", "word", "•", "👍", "."]), max_size=30))
def test_links_stand_in_order_and_apart(parts: list[str]):
    text = " ".join(parts)
    spans = list(find_links(text))
    assert spans == sorted(spans)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(spans))
    assert sum("." in part and part != "." for part in parts) == len(spans)
