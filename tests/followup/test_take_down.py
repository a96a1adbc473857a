"""Taking down: what the network shows afterwards is the judge."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection

from publisher.accounts.roles import Role
from publisher.delivery.claim import claim_to_remove
from publisher.delivery.deliver import deliver
from publisher.delivery.receipt import record_success
from publisher.followup.errors import Changed, RoleForbids, WrongState
from publisher.followup.resolve_unknown import it_is_not_there
from publisher.followup.take_down import take_down
from publisher.networks.base import Absent, Sent
from publisher.networks.x.client import XClient
from publisher.schedule.pause import pause
from publisher.thread.models import Account, Call, Move, Pause, Thread
from tests import builders
from tests.delivery.conftest import BODIES, Died, sealed
from tests.delivery.test_catch_up import forget, restart
from tests.delivery.test_unknown import die_at
from tests.followup.conftest import Stopped


def down(stopped: Stopped, **more) -> str:
    take_down(stopped.fresh(), **{"who": stopped.mara, **more})
    return stopped.run()


@pytest.fixture
def out(going: Stopped) -> Stopped:
    """All three are out."""
    assert going.run() == "posted"
    return going


def test_all_posts_go_from_the_last_backwards(out: Stopped):
    assert down(out) == "taken_down"
    assert out.deleted() == list(reversed(BODIES))
    assert [out.state(n) for n in (1, 2, 3)] == ["removed"] * 3


def test_a_named_post_goes_first(out: Stopped):
    assert down(out, first=2) == "taken_down"
    assert out.deleted() == [BODIES[1], BODIES[2], BODIES[0]]


def test_a_post_that_is_not_out_cannot_be_named(going: Stopped):
    with pytest.raises(Changed):
        take_down(going.fresh(), who=going.mara, first=3)
    assert going.fresh().goal == "out"


def test_every_deletion_is_a_call_with_intent_and_receipt(out: Stopped):
    down(out)
    calls = out.thread.calls.filter(kind="delete").order_by("id")
    assert list(calls.values_list("post__position", flat=True)) == [3, 2, 1]
    assert {call.outcome for call in calls} == {"done"}
    assert [call.body["id"] for call in calls] == [post["id"] for post in reversed(out.paper.out())]


def test_a_running_thread_stops_and_goes(going: Stopped):
    assert down(going) == "taken_down"
    assert going.up() == []
    assert len(going.paper.out()) == 1
    assert [going.state(n) for n in (1, 2, 3)] == ["removed", "dropped", "dropped"]


@pytest.mark.parametrize("scope", ["all", "account", "thread"])
def test_a_pause_does_not_hold_it_up_and_nothing_new_goes_out(going: Stopped, scope: str):
    what: dict[str, Any] = {
        "account": {"account": going.paper.account},
        "thread": {"thread": going.thread},
    }
    pause(going.paper.house, who=None, scope=scope, **what.get(scope, {}))
    other = going.paper.approve("Another")
    assert down(going) == "taken_down"
    if scope != "thread":
        going.paper.step(other, 3)
        assert len(going.paper.out()) == 1
    assert going.up() == []


def test_what_was_deleted_by_hand_counts_as_gone(out: Stopped):
    out.paper.network.fault("refuse", endpoint="delete", status=404, words="Not found")
    assert down(out) == "taken_down"
    assert out.state(3) == "removed"


def test_an_unclear_post_that_is_there_is_found_and_deleted(unclear: Stopped):
    assert down(unclear) == "taken_down"
    assert unclear.up() == []
    assert unclear.deleted() == [BODIES[0], BODIES[1]]


def test_an_unclear_post_that_is_not_there_holds_nothing_up(going: Stopped):
    going.paper.fault("reset", endpoint="post", depth=2)
    going.paper.step(going.thread)
    assert down(going) == "taken_down"
    assert going.up() == []
    assert going.state(2) == "dropped"


def test_a_post_that_lands_after_the_take_down_began_is_deleted_too(going: Stopped):
    going.paper.fault("late", endpoint="post", depth=2, seconds=0.5)
    going.paper.step(going.thread)
    take_down(going.fresh(), who=going.mara)
    while len(going.paper.out()) < 2:
        continue
    assert going.run() == "taken_down"
    assert going.up() == []


def test_a_receipt_that_comes_when_all_was_gone_brings_the_deleter_back(
    going: Stopped, monkeypatch
):
    with monkeypatch.context() as dying:
        die_at(dying, "succeeded")
        with pytest.raises(Died):
            going.paper.step(going.thread)
    monkeypatch.setattr("publisher.networks.x.client.XClient.find", lambda *_: Absent())
    assert down(going) == "taken_down"
    assert going.up() == [BODIES[1]]
    _wake_up(going)
    assert going.run() == "taken_down"
    assert going.up() == []


def _wake_up(stopped: Stopped) -> None:
    """The worker that slept writes its receipt at last."""
    post = stopped.paper.post(stopped.thread, 2)
    call = Call.objects.get(post=post, kind="post")
    record_success(call, post, Sent(stopped.paper.out()[1]["id"], "https://x.example/2"))


def test_an_unclear_post_that_only_an_editor_can_judge_waits_for_her(absent: Stopped):
    assert down(absent) == "needs_editor"
    assert absent.up() == ["A correction"]
    assert "Taking it down stopped" in absent.thread.why
    it_is_not_there(absent.fresh(), 2, who=absent.mara, epoch=absent.thread.epoch)
    assert absent.run() == "taken_down"


def test_a_deletion_that_is_refused_is_an_editor_s_with_the_network_s_words(out: Stopped):
    out.paper.fault("refuse", endpoint="delete", status=403, words="You may not delete.")
    assert down(out) == "needs_editor"
    assert "You may not delete." in out.thread.why
    assert out.up() == list(BODIES)
    assert out.state(3) == "posted"
    assert down(out) == "taken_down"
    assert out.up() == []


@pytest.mark.parametrize("fault", ["error", "reset", "no_id"])
@pytest.mark.parametrize("when", ["before", "after"])
def test_a_deletion_without_a_clear_answer_is_made_again(out: Stopped, fault: str, when: str):
    out.paper.fault(fault, endpoint="delete", when=when, times=2)
    assert down(out) == "taken_down"
    assert out.up() == []
    assert sorted(out.deleted()) == sorted(BODIES)


def test_a_deletion_that_never_gets_an_answer_is_an_editor_s(out: Stopped):
    out.paper.fault("error", endpoint="delete", times=None)
    assert down(out) == "needs_editor"
    assert out.paper.calls("delete").count(503) < 15
    out.paper.network.clear()


def test_the_network_s_pause_is_obeyed(out: Stopped):
    out.paper.fault("limit", endpoint="delete", seconds=300)
    take_down(out.fresh(), who=out.mara)
    out.paper.step(out.thread, 1)
    assert out.thread.wake_at
    assert (out.thread.wake_at - out.paper.clock.now()).total_seconds() > 200
    assert out.paper.calls("delete") == [429]
    assert out.run() == "taken_down"


def test_a_worker_that_dies_over_a_deletion_is_followed_by_another(out: Stopped, monkeypatch):
    def die(*_given: object, **_more: object) -> None:
        raise Died

    take_down(out.fresh(), who=out.mara)
    with monkeypatch.context() as dying:
        dying.setattr("publisher.delivery.delete_posts.complete_call", die)
        with pytest.raises(Died):
            out.paper.step(out.thread)
    assert out.state(3) == "removing"
    assert out.run() == "taken_down"
    assert out.deleted() == list(reversed(BODIES))


def test_a_thread_taken_down_frees_its_lane(going: Stopped):
    other = going.paper.approve("Another")
    going.paper.step(other, 2)
    assert other.state == "scheduled"
    take_down(going.fresh(), who=going.mara)
    going.paper.run(other)
    assert other.state == "posted"


def test_it_says_who_pressed(out: Stopped):
    down(out)
    line = Move.objects.get(thread=out.thread, subject="goal")
    assert (line.before, line.after, line.who) == ("out", "gone", out.mara)


def test_it_may_be_pressed_twice(out: Stopped):
    take_down(out.fresh(), who=out.mara)
    assert down(out) == "taken_down"
    assert down(out) == "taken_down"
    assert len(out.deleted()) == 3


def test_a_hint_for_what_is_gone_changes_nothing(out: Stopped):
    down(out)
    before = (out.thread.epoch, out.thread.moves.count())
    deliver(out.thread.pk)
    assert (out.fresh().epoch, out.thread.moves.count()) == before


def test_a_token_that_died_is_said_and_the_rest_can_go_once_it_is_mended(out: Stopped):
    out.paper.network.revoke(out.paper.account.handle)
    assert down(out) == "needs_editor"
    assert Pause.objects.filter(account=out.paper.account).exists()
    fresh = sealed(out.paper.network.renew(out.paper.account.handle))
    Account.objects.filter(pk=out.paper.account.pk).update(sealed=fresh)
    assert down(out) == "taken_down"
    assert out.up() == []


def test_a_thread_of_which_nothing_is_out_is_not_taken_down(paper, mara):
    thread = paper.approve()
    with pytest.raises(WrongState):
        take_down(thread, who=mara)


def test_a_writer_takes_nothing_down(out: Stopped):
    with pytest.raises(RoleForbids):
        take_down(out.thread, who=builders.person(Role.WRITER, out.paper.house))
    assert Thread.objects.get(pk=out.thread.pk).goal == "out"


def test_a_post_on_its_way_is_deleted_as_soon_as_its_receipt_is_there(going: Stopped, monkeypatch):
    def taken_down_meanwhile(*given: Any) -> None:
        take_down(going.fresh(), who=going.mara)
        record_success(*given)

    with monkeypatch.context() as meanwhile:
        meanwhile.setattr("publisher.delivery.send.record_success", taken_down_meanwhile)
        going.paper.step(going.thread)
    assert going.up() == list(BODIES[:2])
    going.paper.step(going.thread, 3)
    assert going.deleted() == [BODIES[1], BODIES[0]]
    assert going.fresh().state == "taken_down"


def test_a_deletion_that_is_refused_holds_nobody_up(out: Stopped):
    out.paper.fault("refuse", endpoint="delete", status=403, words="No.")
    down(out)
    assert (out.thread.lane, out.thread.lease_until, out.thread.wake_at) == (None, None, None)


def put_back(out: Stopped, *positions: int, **more: Any) -> None:
    """As a copy made before these posts went out, under workers that are new."""
    forget(out.thread, *positions)
    Thread.objects.filter(pk=out.thread.pk).update(state="sending", ended_at=None, **more)
    restart()


def test_what_a_copy_put_back_by_hand_does_not_know_is_taken_down_too(out: Stopped):
    put_back(out, 2, 3)
    assert down(out) == "taken_down"
    assert (out.up(), out.deleted()) == ([], list(BODIES))
    assert [out.state(n) for n in (1, 2, 3)] == ["removed"] * 3


def test_so_is_what_the_copy_takes_for_refused(out: Stopped):
    put_back(out, 2, 3)
    out.thread.posts.filter(position=2).update(state="refused")
    assert down(out) == "taken_down"
    assert out.up() == []


def test_so_is_what_waits_for_an_approval_in_the_copy(out: Stopped):
    put_back(out, 2, 3, approved=None)
    assert down(out) == "taken_down"
    assert out.up() == []


def test_what_only_may_be_one_of_its_posts_is_for_an_editor_once(going: Stopped):
    going.by_hand("See also yesterday's report", going.paper.out()[0]["id"])
    restart()
    assert down(going) == "needs_editor"
    assert "Post 2 may be out already" in going.thread.why
    assert going.up() == ["See also yesterday's report"]
    assert down(going) == "taken_down"


def test_a_thread_that_was_followed_is_taken_down_without_a_read(going: Stopped):
    reads = len(going.paper.calls("timeline"))
    assert down(going) == "taken_down"
    assert len(going.paper.calls("timeline")) == reads


def test_after_a_restart_what_is_not_out_is_looked_for_twice(going: Stopped):
    reads = len(going.paper.calls("timeline"))
    restart()
    assert down(going) == "taken_down"
    assert len(going.paper.calls("timeline")) == reads + 2
    assert [going.state(n) for n in (1, 2, 3)] == ["removed", "dropped", "dropped"]


@dataclass
class Hanging:
    """A network that keeps the first call to delete until it is let go."""

    begun: threading.Event = field(default_factory=threading.Event)
    free: threading.Event = field(default_factory=threading.Event)

    def hang(self) -> None:
        self.begun.set()
        assert self.free.wait(60)


@pytest.fixture
def hanging(out: Stopped, monkeypatch) -> Iterator[Hanging]:
    """A worker's thread is held up by the account's network over the last post of a thread."""
    held, remove = Hanging(), XClient.remove

    def once(client: XClient, remote_id: str) -> None:
        if not held.begun.is_set():
            held.hang()
        remove(client, remote_id)

    monkeypatch.setattr(XClient, "remove", once)
    take_down(out.fresh(), who=out.mara)
    work = threading.Thread(target=in_a_worker, args=(out.thread.pk,))
    work.start()
    assert held.begun.wait(60)
    yield held
    held.free.set()
    work.join()


def in_a_worker(thread: int) -> None:
    deliver(thread)
    connection.close()


def test_an_account_whose_network_hangs_holds_up_one_worker_s_thread(
    hanging: Hanging, out: Stopped, second
):
    others = [out.paper.run(out.paper.approve(f"Another {n}", cards=False)) for n in range(2)]
    for other in others:
        take_down(other, who=out.mara)
        out.paper.step(other)
    assert out.deleted() == []
    there = second.run(second.approve("Elsewhere", cards=False))
    assert there.state == "posted"
    take_down(there, who=out.mara)
    assert second.run(there).state == "taken_down"
    assert not hanging.free.is_set()
    hanging.free.set()
    until(lambda: out.fresh().lane is None)
    assert out.run() == "taken_down"
    for other in others:
        assert out.paper.run(other).state == "taken_down"
    assert out.up() == []


def test_pressed_again_it_keeps_its_turn_to_delete(hanging: Hanging, out: Stopped):
    other = out.paper.run(out.paper.approve("Another", cards=False))
    take_down(out.fresh(), who=out.mara)
    take_down(other, who=out.mara)
    deliver(other.pk)
    assert out.deleted() == []
    assert not hanging.free.is_set()


def test_the_next_thread_to_go_waits_for_nothing_else(out: Stopped):
    other = out.paper.run(out.paper.approve("Another", cards=False))
    take_down(out.fresh(), who=out.mara)
    take_down(other, who=out.mara)
    Thread.objects.filter(pk=other.pk).update(wake_at=out.paper.clock.now() + timedelta(seconds=30))
    deliver(out.thread.pk)
    other.refresh_from_db()
    assert other.wake_at
    assert other.wake_at <= out.paper.clock.now()


def test_while_the_account_has_to_wait_no_other_thread_is_woken_to_go(out: Stopped):
    other = out.paper.run(out.paper.approve("Another", cards=False))
    take_down(other, who=out.mara)
    later = out.paper.clock.now() + timedelta(seconds=30)
    Thread.objects.filter(pk=other.pk).update(wake_at=later)
    out.paper.fault("limit", endpoint="delete", seconds=300)
    take_down(out.fresh(), who=out.mara)
    deliver(out.thread.pk)
    other.refresh_from_db()
    assert other.wake_at == later


def until(true: Callable[[], bool]) -> None:
    for _ in range(600):
        if true():
            return
        time.sleep(0.1)
    raise AssertionError


def test_a_thread_that_a_dead_worker_left_is_taken_down_all_the_same(out: Stopped, settings):
    other = out.paper.run(out.paper.approve("Another", cards=False))
    take_down(out.fresh(), who=out.mara)
    claim_to_remove(out.fresh())
    take_down(other, who=out.mara)
    out.paper.step(other)
    assert out.deleted() == []
    out.paper.clock.advance(settings.LEASE)
    assert out.run() == "taken_down"
    assert out.paper.run(other).state == "taken_down"
