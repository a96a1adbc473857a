"""Whatever an editor does, in whatever order: no word is lost, and what is sent is right."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.review.errors import DeskError
from publisher.review.shape.card_shapes import bring_back, drop_card
from publisher.review.shape.opened_content import apply_shape
from publisher.review.shape.post_shapes import (
    leave_out,
    merge_posts,
    put_in,
    reorder_post,
    reword_post,
    split_post,
)
from publisher.review.shape.resplit_options import number_as
from publisher.split import STYLES, X
from tests.review.shape.threads import bodies, check, counted, drafted

DRAFTS = [drafted(style=style) for style in ("full", "brief")]
place = st.integers(1, 9)
structure = st.one_of(
    st.tuples(st.just(split_post), place, st.integers(0, 250)),
    st.tuples(st.just(merge_posts), place),
    st.tuples(st.just(reorder_post), place, place),
)
anything = st.one_of(
    structure,
    st.tuples(st.just(reword_post), place, st.text("the ferry 新船\n•.", max_size=60)),
    st.tuples(st.just(leave_out), place),
    st.tuples(st.just(put_in), st.integers(0, 16), st.integers(0, 60)),
    st.tuples(st.just(drop_card), place, st.integers(0, 2)),
    st.tuples(st.just(bring_back), place, st.integers(0, 2)),
    st.tuples(st.just(number_as), st.sampled_from(sorted(STYLES))),
)
MEASURED = {split_post, merge_posts, reword_post, put_in}


def after(content, steps):
    for act, *given_ in steps:
        try:
            content = apply_shape(
                content, lambda now, limits: act(now, *given_, *([limits] if act in MEASURED else [])), X  # noqa: B023 - called at once
            )  # fmt: skip
        except DeskError:
            continue
        check(content)
    return content


def cards(content):
    return sorted(card["sha256"] for post in content["posts"] for card in post["cards"])


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(DRAFTS), st.lists(anything, max_size=12))
def test_no_word_is_lost_whatever_is_done(content, steps):
    before = [entry["text"] for entry in content["ledger"]]
    assert [entry["text"] for entry in after(content, steps)["ledger"]] == before


@settings(max_examples=150, deadline=None)
@given(st.sampled_from(DRAFTS), st.lists(structure, max_size=10))
def test_splitting_merging_and_moving_lose_no_word_and_no_card(content, steps):
    done = after(content, steps)
    assert counted(" ".join(bodies(done))) == counted(" ".join(bodies(content)))
    assert cards(done) == cards(content)
    gone = [entry["rest"] for entry in content["ledger"]]
    assert [entry["rest"] for entry in done["ledger"]] == gone
