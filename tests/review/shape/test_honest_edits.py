"""Whatever honest edits an editor makes: cards follow by themselves, and she is asked for nothing she did not write."""

from __future__ import annotations

import os

from hypothesis import example, given, settings
from hypothesis import strategies as st

from publisher.thread.agreeing import find_clashes
from tests import builders
from tests.review.shape.test_shape_cards import SOURCE as NUMBERED
from tests.review.shape.threads import SOURCE as SHAPED
from tests.review.shape.walks import Walk

#: Posts of two to four bullets, each with its card.
CROWDED = """Ferry carried 12 people

Now:

  • The first ferry sank after 31 days at sea. Nobody was on board.
  • The second boat left port with 41 people. It was late, the yard said.

Then:

  • Third one waits for 51 parts from Norway.
  • Fourth came on Monday, with 61 crates.
  • Fifth is sold.
  • Sixth has 71 seats. Each costs much.
  • Seventh burned.

Money:

  • Council found 81 coins, and a purse. Mayor denied it.
  • Bank paid 91 pounds. Court agreed.
  • Union asks for 95 more.
"""
SOURCES = (CROWDED, NUMBERED, SHAPED, builders.SOURCE)
#: So many walks, the same each time; by hand far more, and others.
WALKS, BY_HAND = int(os.environ.get("WALKS", "60")), "WALKS" in os.environ
number = st.integers(0, 999)
GIVEN = {
    "word": 1, "number": 1, "shorten": 2, "add": 2, "split": 2, "merge": 1, "move": 2, "leave": 1,
    "put": 1, "back": 1, "undo": 0, "theme": 0, "again": 1,
}  # fmt: skip
OFTEN = ("word", "number", "shorten", "add", "split")
edits = st.sampled_from([*GIVEN, *OFTEN]).flatmap(
    lambda act: st.tuples(st.just(act), *[number] * GIVEN[act])
)
walks = st.tuples(
    st.sampled_from(SOURCES),
    st.sampled_from(["full", "brief"]),
    st.lists(edits, min_size=3, max_size=6),
)
#: A short entry beside more words on its line, and then changed there.
SHORT_BESIDE_MORE = [
    (NUMBERED, "full", [("shorten", 7, 1), ("add", 3, 0), ("number", 3)]),
    (NUMBERED, "brief", [("shorten", 5, 1), ("add", 2, 0), ("number", 2)]),
    (CROWDED, "full", [("shorten", 11, 1), ("add", 1, 0), ("word", 1)]),
    (CROWDED, "full", [("add", 3, 0), ("word", 3)]),
    (CROWDED, "full", [("add", 3, 1), ("word", 10)]),
]


def examples(given_):
    def add(test):
        for each in given_:
            test = example(each)(test)
        return test

    return add


@settings(max_examples=WALKS, deadline=None, derandomize=not BY_HAND)
@examples(SHORT_BESIDE_MORE)
@given(walks)
def test_cards_drawn_by_the_desk_follow_every_honest_edit(given_):
    source, style, acts = given_
    walk = Walk(source, style)
    for act, *how in acts:
        walk.do(act, *how)
        assert find_clashes(walk.content) == []
        assert walk.stale() == {}


by_hand = st.tuples(st.sampled_from(["write", "describe"]), number, number)


@settings(max_examples=WALKS, deadline=None, derandomize=not BY_HAND)
@given(walks, by_hand, st.integers(0, 3))
def test_words_by_hand_that_no_post_says_any_more_are_asked_about(given_, hand, when):
    source, style, acts = given_
    walk = Walk(source, style)
    for act, *how in [*acts[:when], hand, *acts[when:]]:
        walk.do(act, *how)
        asked = {(clash.position, clash.card) for clash in find_clashes(walk.content)}
        assert set(walk.stale()) <= asked <= walk.by_hand()
