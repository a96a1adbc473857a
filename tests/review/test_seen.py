from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.networks.x.limits import X
from publisher.review.counter import measure_post
from publisher.review.post_text import build_text_runs, shorten_address
from publisher.review.source_panel import list_source_lines
from publisher.review.split_points import list_split_points
from tests.builders import content
from tests.review.shape.threads import drafted

LINK = "https://www.harbour.example/2026/why-the-ferry-is-late-again"


def kinds(text, *marks):
    warnings = [{"start": a, "end": b} for a, b in marks]
    return [(piece.words, piece.kind) for piece in build_text_runs(text, text, warnings)]


def test_a_link_is_short_and_coloured_as_followers_see_it():
    assert kinds(f"Read {LINK} now") == [
        ("Read ", ""),
        ("harbour.example/2026/why-the-f…", "link"),
        (" now", ""),
    ]


@pytest.mark.parametrize("clicked", ["@harbourpost", "#ferry", "$FERRY", "Ukraine.It"])
def test_names_tags_and_what_becomes_a_link_are_coloured(clicked):
    assert (clicked, "link") in kinds(f"So {clicked} here")


def test_words_to_check_are_marked_inside_a_link_too():
    assert kinds("on x.com/now today", (9, 12), (13, 18)) == [
        ("on ", ""),
        ("x.com/", "link"),
        ("now", "mark link"),
        (" ", ""),
        ("today", "mark"),
    ]


@given(st.text(), st.lists(st.tuples(st.integers(-3, 40), st.integers(-3, 40)), max_size=3))
def test_no_word_is_hidden_but_of_long_links(text, marks):
    shown = "".join(words for words, _ in kinds(text, *marks))
    assert shown == text or "http" in text.lower()


def test_a_short_address_loses_only_its_protocol():
    assert shorten_address("http://a.example/b") == "a.example/b"


def test_places_are_between_sentences_and_lines():
    body = "The backstory:\nIt broke. “No money,” said Ines. It is late."
    assert [body[at:].split(maxsplit=1)[0] for at, _ in list_split_points(body)] == [
        "It",
        "“No",
        "It",
    ]


def test_one_sentence_is_cut_between_its_clauses():
    assert [words for _, words in list_split_points("It is late, and nobody knows why")] == [
        "and nobody knows why"
    ]
    assert list_split_points("Late") == []


def test_a_length_over_the_limit_says_where_the_room_ends():
    full = measure_post(content("One", "Two", cards=False), 2, "word " * 60, X)
    assert (full.over, full.limit) == (300 + 5 - 280, 280)
    assert ("word " * 55).endswith(full.full_after.lstrip())


@given(st.text("ab 船https://x.com", max_size=400))
def test_a_count_is_what_would_be_sent(body):
    counted = measure_post(content("One", "Two", cards=False), 1, body, X)
    assert counted.weight == X.measure(f"{body}\n\n1/2")


def test_the_source_says_what_may_be_put_in():
    made = drafted() | {"posts": [{"hand": []}] * 9}
    left = {line.part: line.rest[0].back for line in list_source_lines(made) if line.left_out}
    assert left == {"sign-off": True}
