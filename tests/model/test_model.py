"""The protocol of delivery, step by step through everything that may happen to it.

Two workers, two threads of two posts on one account, and a network that knows no key of ours: it
applies a request late or loses its answer. Workers die or sleep anywhere, leases end under them,
hints come twice or never, and editors act at any moment.
"""

from __future__ import annotations

from functools import cache

import pytest

from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests.model.alike import renamed, without_effect
from tests.model.explore import Map, explore
from tests.model.people import ACTS
from tests.model.rules import MIXED, resting
from tests.model.state import Protocol, Thread, World, with_post, with_thread

EVERYTHING = tuple(ACTS)


def told(found: Map) -> str:
    """What a failing test says: the rule, and the shortest way to break it."""
    worlds = f"{len(found.came)} worlds, {found.steps} steps"
    if found.broken is None:
        return worlds
    trace = found.trace(found.broken)
    return "\n  ".join([f"{found.broken.broken} ({worlds}), after:", *trace])


@cache
def everywhere(acts: tuple[str, ...], most: int) -> Map:
    """All worlds of the protocol as it is."""
    return explore(Protocol(), acts, most=most, name=without_effect)


@pytest.mark.parametrize(
    ("acts", "most"),
    [
        ((), 0),
        (EVERYTHING, 1),
        (("pause", "edit", "continue"), 2),
        (("pause all", "edit", "cancel"), 2),
        (("edit", "take down"), 2),
    ],
    ids=lambda value: "+".join(value) or "nobody" if isinstance(value, tuple) else f"{value}",
)
def test_no_rule_is_broken_whatever_happens(acts: tuple[str, ...], most: int):
    found = everywhere(acts, most)
    print(told(found))  # noqa: T201 - the counts, for whoever asks with -s
    assert found.broken is None, told(found)
    lost = found.hopeless()
    assert not lost, "\n  ".join(["Nothing more comes of this:", *found.trace(lost[0])])


@pytest.mark.parametrize("acts", [(), ("edit", "pause all")])
def test_a_worker_whose_claim_is_lost_breaks_nothing_by_what_it_still_tries(acts: tuple[str, ...]):
    found = explore(Protocol(), acts, most=len(acts) // 2, name=renamed)
    assert found.broken is None, told(found)


#: A guard taken out, what editors do meanwhile, and the rule that breaks, by its words.
ABLATIONS = [
    ("settle", (), "doubled"),
    ("window", (), "doubled"),
    ("read_back", (), "doubled"),
    ("second_look", (), "doubled"),
    ("verdict", (), "doubled"),
    ("intent", (), "doubled"),
    ("fence", ("pause",), "after a stop"),
    ("fence", ("edit",), "not approved"),
    ("fence", ("take down",), "after take down"),
    ("fence", (), MIXED),
    ("epoch", (), "doubled"),
    ("lane", (), MIXED),
    ("lane_in_fence", ("pause",), MIXED),
    ("quiet", ("edit",), MIXED),
    ("quiet", ("take down",), MIXED),
]


@pytest.mark.parametrize(("guard", "acts", "rule"), ABLATIONS)
def test_without_one_of_its_guards_the_protocol_breaks(
    guard: str, acts: tuple[str, ...], rule: str
):
    found = explore(Protocol(**{guard: False}), acts, most=len(acts))
    print(f"without {guard}: {told(found)}")  # noqa: T201 - the trace, for whoever asks with -s
    assert found.broken, told(found)
    assert found.broken.broken == rule, told(found)
    assert len(found.trace(found.broken)) <= 22


def test_a_thread_that_nobody_may_claim_would_be_seen_as_lost():
    stuck = World(threads=(Thread(approved=False), Thread(state=T.POSTED)))
    found = Map(came={stuck: (None, "")})
    assert found.hopeless() == [stuck]


def test_the_worlds_make_no_move_that_the_table_does_not_have():
    world = World()
    with pytest.raises(Exception, match="cannot become"):
        with_thread(world, 0, state=T.POSTED)
    with pytest.raises(Exception, match="cannot become"):
        with_post(world, 0, 0, state=P.REMOVED)


def test_the_model_knows_every_state_of_a_post():
    found = everywhere(EVERYTHING, 1)
    posts = {p.state for world in found.came for thread in world.threads for p in thread.posts}
    assert posts == set(P)


def test_the_model_ends_in_all_the_ways_a_thread_may_end():
    found = everywhere(EVERYTHING, 1)
    ends = {thread.state for world in found.came if resting(world) for thread in world.threads}
    assert ends == {T.POSTED, T.TAKEN_DOWN, T.CANCELLED, T.IN_REVIEW, T.NEEDS_EDITOR}
