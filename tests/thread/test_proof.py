"""What one read of all posts finds. Pure."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.networks.base import SeenPost
from publisher.thread.verification import Finding, Flaw, Proof, SentPost, find_discrepancies

SENT = [SentPost(1, "a", None, None, 1), SentPost(2, "b", "a", 1, 2)]


def seen(number: str, reply_to: str | None = None, *alts: str | None) -> SeenPost:
    return SeenPost(number, f"https://x.com/i/status/{number}", "Words", reply_to, alts=alts)


@pytest.mark.parametrize(
    ("shown", "flaws"),
    [
        ([seen("a", None, "A map"), seen("b", "a", "One", "Two")], []),
        ([seen("a", None, None), seen("b", "a", "One", None)], []),
        ([seen("a", None, "A map")], [Finding("gone", 2)]),
        ([seen("a", None, "A map"), seen("b", "z", "One", "Two")], [Finding("chain", 2, 1)]),
        ([seen("a", None, "A map"), seen("b", "a", "One")], [Finding("picture", 2, 2)]),
        (
            [seen("a", None, " "), seen("b", "a", "One", "")],
            [Finding("alt", 1, 1), Finding("alt", 2, 2)],
        ),
    ],
)
def test_what_is_not_as_it_was_sent_is_found(shown, flaws):
    assert find_discrepancies(SENT, {each.remote_id: each for each in shown}) == flaws


proofs = st.builds(
    Proof,
    read=st.integers(0, 100),
    findings=st.lists(
        st.builds(
            Finding, st.sampled_from(list(Flaw)).map(str), st.integers(1, 99), st.integers(0, 4)
        )
    ).map(tuple),
    missing=st.lists(st.integers(1, 99)).map(tuple),
    said=st.text(),
    kept=st.text(),
)


@given(proofs)
def test_what_is_kept_is_read_again(proof: Proof):
    assert Proof.of(proof.json) == proof
    assert proof.words("X")


def test_every_flaw_is_a_sentence():
    for flaw in Flaw:
        assert Finding(flaw, 4, 1).words("X").endswith(".")
        assert "Post 4" in Finding(flaw, 4, 1).words("X") or "post 4" in Finding(flaw, 4, 1).words(
            "X"
        )


@pytest.mark.parametrize(
    ("proof", "words"),
    [
        (Proof(), "Nothing of it is out any more."),
        (Proof(read=1, pictures=1), "The post is there, its picture with alt text."),
        (Proof(read=2), "All 2 posts are there, each under the one it answers."),
        (Proof(said="Over capacity"), "X could not be read: Over capacity"),
    ],
)
def test_it_is_said_in_a_sentence(proof: Proof, words: str):
    assert proof.words("X") == words
