from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.schedule.alarms import list_alarms
from publisher.thread.clock import now
from publisher.thread.models import Beat
from publisher.web.templatetags.desk import Wall, clock, full

pytestmark = pytest.mark.django_db


def beat(worker: str = "worker@one", *, ago: float = 0, **more) -> Beat:
    return Beat.objects.create(worker=worker, at=now() - timedelta(seconds=ago), **more)


def test_all_is_well_while_a_clock_ticks_and_clocks_agree():
    beat(ahead=None)
    beat("worker@two", ahead=-4.9)
    assert list_alarms() == []


def test_without_a_worker_nothing_goes_out():
    assert list_alarms() == [
        "No worker has been at work: nothing goes out until one is started.",
    ]
    last = beat(ago=40, ahead=99)
    (said,) = list_alarms()
    assert said.startswith(f"No worker has been at work since {last.at:%Y-%m-%d %H:%M} UTC")


def test_a_desk_says_since_when_on_its_own_clock():
    last, wall = beat(ago=40), Wall("Europe/Brussels", now())
    (said,) = list_alarms(say=lambda at: full(at, wall))
    assert f"at work since today {clock(last.at, wall)}, Brussels (CE" in said
    assert "UTC" not in said


def test_redis_that_takes_no_hints_is_told_while_no_clock_gets_one_through():
    beat(hints_failed=3)
    assert "Redis takes no hints" in list_alarms()[0]
    beat("worker@two")
    assert list_alarms() == []


@pytest.mark.parametrize(
    ("ahead", "words"),
    [
        (7.2, "7 seconds ahead of the network's: posts go out so much too early"),
        (-8.0, "8 seconds behind the network's: posts go out so much too late"),
        (61.0, "No thread under an embargo begins meanwhile."),
    ],
)
def test_a_clock_that_is_off_is_told_with_what_to_do(ahead, words):
    beat(ahead=0.0)
    beat("worker@two", ahead=ahead)
    (said,) = list_alarms()
    assert words in said
    assert "Set the clock" in said


def test_a_worker_with_other_secrets_is_named_where_others_have_the_right_ones():
    beat("worker@odd (shut out)")
    assert list_alarms() == []  # a copy of the database: its accounts say so themselves
    beat("worker@one")
    (said,) = list_alarms()
    assert "(worker@odd): give it the same SECRET_KEY, FERNET_KEY and INSTALL_ID." in said
