from __future__ import annotations

import pytest

from publisher.thread.states import PostState as P
from publisher.web.lamps import LOOKS, Lamp, count_posts_out, describe_lamps, on_its_way


def lamps(*states):
    return tuple(Lamp(n, state) for n, state in enumerate(states, 1))


def test_every_state_of_a_post_has_a_lamp():
    assert set(LOOKS) == set(P)


def test_only_posts_that_can_be_seen_count_as_out():
    assert (
        count_posts_out(lamps(P.POSTED, P.REMOVING, P.REMOVED, P.UNKNOWN, P.INTENT, P.WAITING)) == 2
    )


def test_what_is_odd_is_said_beside_the_count():
    assert describe_lamps(lamps(P.POSTED, P.UNKNOWN, P.WAITING)) == "1 of 3 out, post 2 not clear"
    assert describe_lamps(lamps(P.POSTED, P.POSTED)) == "2 of 2 out"


@pytest.mark.parametrize(
    ("states", "words"),
    [
        ((P.POSTED, P.INTENT, P.WAITING), "Post 2 of 3 is on its way"),
        ((P.POSTED, P.WAITING), "Post 2 of 2 is next"),
        ((P.POSTED, P.POSTED), "All are out"),
    ],
)
def test_what_happens_next_is_a_sentence(states, words):
    assert on_its_way(lamps(*states)) == words
