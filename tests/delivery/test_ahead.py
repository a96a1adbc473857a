"""The database's clock against the network's, as each answer tells it."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from publisher.delivery import clock_skew
from publisher.delivery.clock_skew import EARS, KEPT, TOGETHER, Ears
from publisher.delivery.tick import record_beat
from publisher.thread.models import Beat, Thread
from tests.delivery.conftest import Paper

X = "https://api.x.com"
NOW = 1_790_000_000.0
HOUR = timedelta(hours=1)


@pytest.fixture
def boot(monkeypatch):
    """The machine's own clock, which nobody sets: a list whose one member is turned."""
    turned = [1000.0]
    monkeypatch.setattr(clock_skew, "boot_time", lambda: turned[0])
    return turned


def at(seconds: float) -> datetime:
    return datetime.fromtimestamp(seconds, UTC)


@pytest.mark.usefixtures("boot")
@pytest.mark.parametrize(
    ("clock", "took", "said"),
    [
        (NOW, 0.0, 0.0),  # between this second and the next
        (NOW - 0.9, 0.0, 0.0),
        (NOW - 1.5, 0.0, 0.5),  # it is at most half a second later there than it was here
        (NOW - 1.5, 0.6, 0.0),  # unless the answer was written when the call began
        (NOW - 95, 0.1, 93.9),
        (NOW + 95, 0.1, -95.0),
    ],
)
def test_only_what_whole_seconds_and_a_slow_call_prove_is_counted(clock, took, said):
    ears = Ears()
    ears.hear(X, clock, took)
    assert ears.ahead(X, at(NOW)) == pytest.approx(said)


def test_a_clock_that_is_set_right_is_seen_without_another_call(boot):
    ears = Ears()
    ears.hear(X, NOW, 0)
    boot[0] += 100
    assert ears.ahead(X, at(NOW + 190)) == pytest.approx(89)
    assert ears.ahead(X, at(NOW + 100)) == 0
    boot[0] += KEPT
    assert ears.ahead(X, at(NOW)) is None


def test_an_answer_out_of_a_cache_does_not_turn_the_clock_back(boot):
    ears = Ears()
    ears.hear(X, NOW, 0)
    ears.hear(X, NOW - 300, 0)
    assert ears.ahead(X, at(NOW)) == 0
    boot[0] += TOGETHER + 1
    ears.hear(X, NOW - 300, 0)
    assert ears.ahead(X, at(NOW)) == pytest.approx(299)


@pytest.mark.usefixtures("boot")
def test_a_long_call_says_nothing_and_networks_are_kept_apart():
    ears = Ears()
    ears.hear(X, NOW, 2.5)
    assert (ears.ahead(X, at(NOW)), ears.furthest(at(NOW))) == (None, None)
    ears.hear(X, NOW - 20, 0)
    ears.hear("http://127.0.0.1:1", NOW + 30, 0)
    assert ears.furthest(at(NOW)) == pytest.approx(-30)


@pytest.fixture
def other_clock(paper: Paper, monkeypatch):
    """From here on the network says it is another time by so many seconds."""
    hear = clock_skew.Ears.hear

    def turn(seconds: float) -> None:
        EARS.heard.clear()
        told = lambda ears, url, clock, took: hear(ears, url, clock + seconds, took)  # noqa: E731
        monkeypatch.setattr(clock_skew.Ears, "hear", told)

    yield turn
    EARS.heard.clear()
    del paper


def embargoed(paper: Paper) -> Thread:
    thread = paper.step(paper.approve(not_before=paper.clock.now() + HOUR, cards=False))
    return paper.step(thread)


@pytest.mark.parametrize("seconds", [-95, 95])
def test_no_embargoed_thread_begins_by_a_clock_that_is_a_minute_off(paper, other_clock, seconds):
    other_clock(seconds)
    thread = embargoed(paper)
    assert (thread.state, paper.out(), thread.lane) == ("scheduled", [], None)
    why = thread.moves.order_by("-id")[0].why
    assert f"{'ahead of' if seconds < 0 else 'behind'} X's" in why
    assert "embargo cannot be kept" in why
    assert paper.calls("timeline") == []


def test_it_goes_by_itself_once_the_clocks_agree(paper: Paper, other_clock):
    other_clock(-95)
    thread = embargoed(paper)
    other_clock(0)
    assert paper.run(thread).state == "posted"


@pytest.mark.parametrize(("seconds", "embargo"), [(-30, True), (-95, False)])
def test_a_smaller_difference_or_no_embargo_stops_nothing(paper, other_clock, seconds, embargo):
    other_clock(seconds)
    thread = embargoed(paper) if embargo else paper.approve(cards=False)
    assert paper.run(thread).state == "posted"


def test_a_begun_thread_goes_on_whatever_the_clocks_say(paper: Paper, other_clock):
    thread = embargoed(paper)
    assert thread.begun_at
    other_clock(-95)
    assert paper.run(thread).state == "posted"


def test_the_beat_says_what_was_heard(paper: Paper, other_clock):
    other_clock(-95)
    paper.run(paper.approve(cards=False))
    record_beat("worker@one", 0)
    assert Beat.objects.get().ahead == pytest.approx(95, abs=1.5)
