"""Whose hands are in a version: read off the versions alone."""

from __future__ import annotations

import pytest

from publisher.thread.hands import NONE, HandedVersion, People, find_hands, makers_of

WRITER, MARA, ADA = frozenset({1}), frozenset({2}), frozenset({3})
NOBODY: People = frozenset()
FERRY = ("The ferry is late", "It broke down in March", "The money is found")


def said(*bodies: str, **more: object) -> dict[str, object]:
    cards = [{"sha256": f"card of {body.split()[0]}", "alt": body} for body in bodies]
    posts = [{"body": b, "cards": [card]} for b, card in zip(bodies, cards, strict=True)]
    return {"posts": posts, **more}


def whose(*steps: tuple[People, dict[str, object]], approved: dict[int, People] | None = None):
    by = approved or {}
    versions = [
        HandedVersion(rev, who, content, by.get(rev, NONE))
        for rev, (who, content) in enumerate(steps, 1)
    ]
    return makers_of(find_hands(versions), {each.rev: each.by for each in versions})


def changed(position: int, body: str, bodies: tuple[str, ...] = FERRY) -> dict[str, object]:
    return said(*bodies[: position - 1], body, *bodies[position:])


WORDS = "It broke down in a storm"
CHAINS = {
    "words": (changed(2, WORDS), changed(2, f"{WORDS}.")),
    "one word": (changed(1, "The ferry is not late"), changed(1, "A ship was not tardy")),
    "a number": (changed(2, "It broke down in May"), changed(2, "It broke down, in May.")),
    "a cut": (changed(2, "It broke"), changed(2, "It broke.")),
    "a cut among new words": (changed(1, "The boat is late"), changed(1, "The boat sails late")),
    "a post left out": (said(*FERRY[::2]), said(FERRY[0], f"{FERRY[2]}.")),
    "the last post left out": (said(*FERRY[:2]), said(FERRY[0], f"{FERRY[1]}.")),
    "a post put in": (said(*FERRY, "And paid."), said(*FERRY, "And paid!")),
    "a post twice": (said(*FERRY, FERRY[0]), said(f"{FERRY[0]}.", *FERRY[1:], FERRY[0])),
    "the order": (
        said(FERRY[1], FERRY[0], FERRY[2]),
        said(f"{FERRY[1]}.", f"{FERRY[0]}.", f"{FERRY[2]}."),
    ),
    "a post split": (
        said("The ferry", "is late", *FERRY[1:]),
        said("The ferry", "is late.", *FERRY[1:]),
    ),
    "two posts merged": (
        said(f"{FERRY[0]} {FERRY[1]}", FERRY[2]),
        said(f"{FERRY[0]} {FERRY[1]}.", FERRY[2]),
    ),
    "words moved": (changed(2, WORDS), said(f"{FERRY[0]}. {WORDS}", *FERRY[2:])),
    "who may reply": (
        said(*FERRY, replies="following"),
        changed(2, f"{FERRY[1]}.") | {"replies": "following"},
    ),
    "the numbers": (said(*FERRY, numbering="(n)"), changed(2, "It broke.") | {"numbering": "(n)"}),
    "a space": (changed(2, "It broke  down in March"), changed(2, "It broke  down in March.")),
}


@pytest.mark.parametrize("chain", CHAINS.values(), ids=list(CHAINS))
@pytest.mark.parametrize("approved", [{}, {1: ADA}], ids=["never approved", "approved before"])
def test_a_change_counts_whatever_somebody_adds_to_it(chain, approved):
    first, second = chain
    found = whose((WRITER, said(*FERRY)), (MARA, first), (WRITER, second), approved=approved)
    assert found == MARA | WRITER


@pytest.mark.parametrize("chain", CHAINS.values(), ids=list(CHAINS))
def test_what_was_approved_is_nobody_s_any_more(chain):
    first, second = chain
    steps = ((WRITER, said(*FERRY)), (MARA, first), (WRITER, second))
    assert whose(*steps, approved={2: ADA}) == WRITER


@pytest.mark.parametrize("chain", CHAINS.values(), ids=list(CHAINS))
def test_her_own_approval_takes_nobody_s_hand_away(chain):
    first, second = chain
    steps = ((WRITER, said(*FERRY)), (MARA, first), (WRITER, second))
    assert whose(*steps, approved={2: MARA}) >= MARA


@pytest.mark.parametrize("chain", CHAINS.values(), ids=list(CHAINS))
@pytest.mark.parametrize("approved", [{}, {1: ADA}], ids=["never approved", "approved before"])
def test_who_takes_her_change_out_again_has_no_hand(chain, approved):
    found = whose((WRITER, said(*FERRY)), (MARA, chain[0]), (MARA, said(*FERRY)), approved=approved)
    assert found == (NOBODY if approved else WRITER)


@pytest.mark.parametrize("chain", CHAINS.values(), ids=list(CHAINS))
def test_words_that_come_back_bring_the_hands_they_had(chain):
    old = said(*FERRY)
    steps = ((WRITER, old), (MARA, chain[0]), (WRITER, old), (ADA, chain[0]))
    assert whose(*steps) >= MARA | ADA
    assert whose(*steps, approved={3: ADA}) >= MARA


@pytest.mark.parametrize("chain", CHAINS.values(), ids=list(CHAINS))
def test_what_stands_as_it_was_approved_has_no_hand_whoever_brought_it_back(chain):
    steps = ((WRITER, said(*FERRY)), (MARA, chain[0]), (WRITER, said(*FERRY)))
    assert whose(*steps, approved={1: ADA}) == NOBODY


@pytest.mark.parametrize("chain", CHAINS.values(), ids=list(CHAINS))
def test_who_takes_an_approved_change_back_changes_it(chain):
    steps = ((WRITER, said(*FERRY)), (MARA, chain[0]), (MARA, said(*FERRY)))
    assert whose(*steps, approved={2: ADA}) >= MARA


def test_a_hand_of_whose_words_none_are_left_is_none():
    steps = (
        (WRITER, said(*FERRY)),
        (MARA, changed(2, "Nobody knows why")),
        (WRITER, changed(2, "Its engine gave up on Tuesday morning")),
    )
    assert whose(*steps) == WRITER
    assert whose(*steps, approved={1: ADA}) >= WRITER


def test_words_of_nobody_that_are_cut_are_cut_by_somebody():
    assert whose((NOBODY, said(*FERRY)), (MARA, said(*FERRY[:2]))) == MARA


def test_only_the_posts_that_count_are_asked():
    steps = [HandedVersion(1, WRITER, said(*FERRY)), HandedVersion(2, MARA, changed(3, "Found."))]
    assert 2 in find_hands(steps, among={3})
    assert find_hands(steps, among={1}) == {1}
