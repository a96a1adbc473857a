"""What holds for any text: nothing lost, nothing over, nothing cut that must stay whole."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import regex
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from publisher.explainer import Explainer, Unreadable, read
from publisher.networks.limits import Limits
from publisher.split import BLUESKY, MASTODON, SplitError, WordsLost, X, build_fixed_posts, split
from tests.split.builders import LONG, bodies, drafted

SAMPLES = sorted((Path(__file__).parents[2].parent / "shared/samples").glob("*.txt"))
NETWORKS = (X, BLUESKY, MASTODON)
WORDS = st.text('abcdeÀжह漢ก🇺🇦👍🏽\u0301 .,!?:•-–“”"@#/\u00a0\u200d\ufeff', min_size=1, max_size=90)
LINKS = st.sampled_from(
    ["https://example.com/a?b=c", "Ukraine.It", "100,000 people", "Gen. Milley"]
)
LINE = st.one_of(
    WORDS, LINKS, st.builds("• {}".format, WORDS), st.builds("{}:".format, WORDS), st.just("")
)
SOURCE = st.lists(LINE, min_size=1, max_size=14).map("\n".join)


def readable(source: str) -> Explainer:
    try:
        return read(source)
    except Unreadable:
        assume(condition=False)
        raise


@given(SOURCE, st.sampled_from(NETWORKS), st.sampled_from(["full", "brief"]))
@settings(max_examples=150, deadline=None)
def test_no_word_is_lost_and_no_post_too_long(source: str, limits: Limits, style: str) -> None:
    draft = split(readable(source), limits, style)  # type: ignore[arg-type]  # one of the styles
    draft.ledger.check()
    assert all(limits.measure(post.text) <= limits.limit for post in draft.posts)
    assert all(post.body == post.body.strip() and post.body for post in draft.posts)
    assert all(len(post.cards) <= limits.pictures for post in draft.posts)


@given(st.text(max_size=400))
@settings(deadline=None)
def test_any_text_is_split_or_refused_in_words(source: str) -> None:
    try:
        draft = split(read(source), X)
    except (Unreadable, SplitError) as error:
        said = str(error)
    else:
        draft.ledger.check()
        said = max((post.text for post in draft.posts), key=X.measure) + "."
    assert said.endswith((".", "?"))
    assert X.measure(said.removesuffix(".")) <= X.limit


@given(
    st.lists(
        st.sampled_from(["👨‍👩‍👧‍👦", "🇺🇦", "e\u0301", "한", "ก็", "x", " "]),
        min_size=200,
        max_size=700,
    )
)
@settings(max_examples=40, deadline=None)
def test_no_grapheme_cluster_is_cut(clusters: list[str]) -> None:
    text = "".join(clusters)
    draft = split(readable(f"Headline\n\n{text}"), X)
    whole = [c for c in regex.findall(r"\X", text) if c.strip()]
    told = [c for body in bodies(draft)[1:] for c in regex.findall(r"\X", body) if c.strip()]
    assert told == whole


@given(SOURCE)
@settings(max_examples=80, deadline=None)
def test_splitting_again_changes_nothing(source: str) -> None:
    explainer = readable(source)
    first = split(explainer, X)
    free = [replace(post, body=None) for post in build_fixed_posts(first)]
    again = split(explainer, X, kept=free)
    again.ledger.check()
    assert bodies(again) == bodies(first)
    assert bodies(split(explainer, X, kept=build_fixed_posts(first))) == bodies(first)


def test_an_editors_words_order_and_merges_stay() -> None:
    first = drafted(LONG, f"{LONG} {LONG}", "Fish stay.")
    posts = build_fixed_posts(first)
    changed = [
        posts[0],
        replace(posts[-1], body="Fish remain."),
        *(replace(p, body=None) for p in posts[1:-1]),
    ]
    again = drafted(LONG, f"{LONG} {LONG}", "Fish stay.", kept=changed)
    again.ledger.check()
    assert bodies(again)[:2] == ["Harbour to close", "Fish remain."]
    assert bodies(again)[2:] == bodies(first)[1:-1]


def test_a_post_an_editor_took_out_is_named() -> None:
    first = drafted(LONG, f"{LONG} {LONG}")
    again = drafted(LONG, f"{LONG} {LONG}", kept=build_fixed_posts(first)[:-1])
    again.ledger.check()
    assert [left.reason for left in again.left_out] == ["taken out by an editor"]


def test_a_changed_word_breaks_the_ledger() -> None:
    ledger = drafted(LONG).ledger
    with pytest.raises(WordsLost, match="changed"):
        replace(
            ledger, bodies=tuple(body.replace("harbour", "port") for body in ledger.bodies)
        ).check()


def test_a_missing_entry_breaks_the_ledger() -> None:
    ledger = drafted("Boats move.").ledger
    with pytest.raises(WordsLost, match="nowhere"):
        replace(ledger, entries=tuple(e for e in ledger.entries if e.post != 1)).check()


def test_the_json_carries_posts_and_ledger() -> None:
    text = drafted("Boats move.").to_json()
    assert '"ledger"' in text
    assert "Boats move." in text


@pytest.mark.skipif(not SAMPLES, reason="the samples are not beside the project")
@pytest.mark.parametrize("limits", NETWORKS, ids=lambda limits: limits.name)
def test_every_sample_is_told_whole(limits: Limits) -> None:
    for path in SAMPLES:
        draft = split(read(path.read_bytes()), limits, link="https://example.com/a")
        draft.ledger.check()
        assert all(limits.measure(post.text) <= limits.limit for post in draft.posts), path.name
