"""A worker that sleeps through its lease and wakes up: what it still writes must change nothing."""

from __future__ import annotations

import pytest

from publisher.delivery.deliver import deliver
from publisher.followup.edit_remaining import mend_post
from publisher.schedule.pause import Scope
from tests import builders
from tests.conftest import Clock
from tests.model.desk import Desk

pytestmark = pytest.mark.usefixtures("transactional_db")


@pytest.fixture
def desk(clock: Clock, monkeypatch) -> Desk:
    made = Desk(clock, monkeypatch)
    made.approve(0)
    deliver(made.pks[0])
    return made


def look(desk: Desk, t: int) -> None:
    """Once its time has come, a worker looks."""
    desk.wait(200)
    deliver(desk.pks[t])


def test_a_verdict_that_comes_after_the_lease_does_not_send_a_third_time(desk: Desk):
    """Looked for and not found, twice, by a worker that slept before it could say so."""
    desk.network.next_sends += ["dropped", "lost"]
    look(desk, 0)
    look(desk, 0)

    def meanwhile() -> None:
        for _ in range(2):
            look(desk, 0)

    with desk.at("look", after=True, act=meanwhile):
        look(desk, 0)
    look(desk, 0)
    look(desk, 0)
    desk.settle()


def test_a_lane_that_was_given_away_is_asked_for_again_before_the_next_post(desk: Desk):
    """Paused and resumed while a worker sleeps before its look; another thread has begun."""
    desk.approve(1)
    look(desk, 0)

    def meanwhile() -> None:
        desk.wait(100)
        desk.pause(Scope.THREAD, 0)
        deliver(desk.pks[0])
        for _ in range(2):
            look(desk, 1)
        desk.resume()

    with desk.at("claim", after=True, act=meanwhile):
        look(desk, 0)
    desk.settle()


def test_a_post_on_its_way_keeps_the_others_waiting_when_the_rest_is_edited(desk: Desk):
    """The second post is late while an editor changes the third: nobody may come between."""
    desk.approve(1)
    look(desk, 0)
    deliver(desk.pks[1])

    def meanwhile() -> None:
        thread = desk.thread(0)
        who = builders.person(house=desk.house)
        mend_post(thread, 3, body="A three mended", rev=thread.rev, who=who)
        desk.clock.advance(1)
        deliver(desk.pks[1])

    desk.network.next_sends.append("late")
    with desk.at("failure", after=False, act=meanwhile):
        look(desk, 0)
    desk.network.catch_up()
    desk.check()
