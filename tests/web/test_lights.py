from __future__ import annotations

import pytest

from publisher.thread.states import PostState
from publisher.web.lamps import LOOKS, Lamp
from publisher.web.templatetags.lights import lights


@pytest.mark.parametrize("state", PostState)
def test_a_lamp_has_its_shape_and_says_where_its_post_stands(state):
    look, words = LOOKS[state]
    shape = f"lamp {look}" if look else "lamp"
    said = f'<li class="{shape}"><span class="unseen">Post 3 {words}</span></li>'
    assert lights([Lamp(3, state)]) == said


def test_lamps_stand_in_the_order_of_their_posts():
    row = lights([Lamp(1, PostState.POSTED), Lamp(2)])
    assert row.index("Post 1 out") < row.index("Post 2 waiting")


def test_the_same_lamp_is_drawn_by_what_it_says_now():
    before, after = Lamp(1), Lamp(1, PostState.POSTED)
    assert [lights([each]) for each in (before, after, before)] == [
        lights([before]),
        lights([after]),
        lights([before]),
    ]
    assert lights([before]) != lights([after])
