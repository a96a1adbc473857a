"""Whatever an editor does, in whatever order: no card says a number that she took out of its post."""

from __future__ import annotations

from hypothesis import example, given, settings
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
from publisher.split import X
from publisher.split.draft_model import CardSpec
from publisher.thread.agreeing import find_cards_to_redraw, find_clashes
from publisher.thread.opening import open_content
from publisher.thread.source_ledger import card_words
from publisher.thread.tokens import tokenize_text
from tests.review.shape.threads import check, drafted, picture, told

SOURCE = """Ferry 101 is 102 days late

Day 201:

  • The old ferry broke down 301 times. Nobody had looked at its engine for 302 days, and the yard that
  built it had closed in 303; since then 304 parts have been made by hand, one after another, by 305 men.
  • “We had no money for 311 years,” said captain 312.
  • The new one waits for 321 parts from Norway, which are to come by ship in week 322; the yard there says
  that 323 were ready in winter. The papers were not. A clerk had put 324 of them in the wrong drawer.

Day 401:

  • The council found 501 coins. It was not 502.
"""
SAID = [n for n in range(100, 600) if str(n) in SOURCE]
DRAFTS = [open_content(drafted(SOURCE, style=style)) for style in ("full", "brief")]
place = st.integers(1, 9)


def renumber(content, which, limits):
    """Another number for one that posts say."""
    said = sorted({n for n in _numbers(_bodies(content)) if 100 <= n < 900})
    if not said:
        return content
    old = said[which % len(said)]
    post = next(k for k, p in enumerate(content["posts"], 1) if old in _numbers([p["body"]]))
    body = content["posts"][post - 1]["body"].replace(str(old), str(1000 + old))
    return reword_post(content, post, body, limits)


def _bodies(content):
    return [post["body"] for post in content["posts"]]


def _numbers(texts):
    return {int(t.key) for text in texts for t in tokenize_text(text) if t.key.isdecimal()}


def _on_cards(content):
    live = [s for p in content["posts"] for s in p["specs"] if not s.get("dropped")]
    return _numbers(card_words(spec) for spec in live)


def follow(before, after):
    """Cards drawn as the desk draws them, without a picture."""
    posts = [post | {"specs": list(post["specs"])} for post in after["posts"]]
    for step in find_cards_to_redraw(after, before):
        spec = posts[step.post]["specs"][step.card]
        words = {name: step.fields[name] for name in ("kind", "heading", "text", "speaker")}
        new = {"drawn": [picture(CardSpec(**words))], "followed": True}
        posts[step.post]["specs"][step.card] = spec | step.fields | new
    return after | {"posts": posts}


def again(content, style):
    return told(content, style=style, source=SOURCE)


MEASURED = {split_post, merge_posts, renumber, put_in}
acts = st.one_of(
    st.tuples(st.just(renumber), st.integers(0, 20)),
    st.tuples(st.just(renumber), st.integers(0, 20)),
    st.tuples(st.just(split_post), place, st.integers(0, 250)),
    st.tuples(st.just(merge_posts), place),
    st.tuples(st.just(reorder_post), place, place),
    st.tuples(st.just(leave_out), place),
    st.tuples(st.just(put_in), st.integers(0, 16), st.integers(0, 60)),
    st.tuples(st.just(drop_card), place, st.integers(0, 2)),
    st.tuples(st.just(bring_back), place, st.integers(0, 2)),
    st.tuples(st.just(again), st.sampled_from(["full", "brief"])),
)


def done(content, act, given_):
    if act is again:
        after = again(content, *given_)
        return apply_shape(after, lambda now, _: follow(None, now), X)
    return apply_shape(
        content, lambda now, limits: act(now, *given_, *([limits] if act in MEASURED else [])), X, follow
    )  # fmt: skip


# A heading in the middle of a post, behind a blank line.
@example(DRAFTS[1], [(merge_posts, 2), (renumber, 10)])
@settings(max_examples=150, deadline=None)
@given(st.sampled_from(DRAFTS), st.lists(acts, max_size=10))
def test_no_card_says_a_number_that_its_post_said_before(content, given_acts):
    for act, *given_ in given_acts:
        try:
            content = done(content, act, given_)
        except DeskError:
            continue
        check(content)
        posts, cards = _numbers(_bodies(content)), _on_cards(content)
        stale = {n for n in cards if n + 1000 in posts and n not in posts}
        assert not stale
        assert not find_clashes(content)
        assert {n for n in cards if n < 1000} <= set(SAID)
