"""A trial of an account: two posts that go out and are deleted, whatever happens in between."""

from __future__ import annotations

import pytest

from cards.errors import NotDrawn
from publisher.accounts.secrets import seal
from publisher.delivery import account_trial
from publisher.delivery import deliver as delivering
from publisher.delivery.account_trial import (
    advance_trial,
    request_trial,
    retry_trial_cleanup,
    running_trial_of,
    trials_due,
)
from publisher.delivery.account_trial_steps import TrialStep
from publisher.delivery.claim import claim_to_send
from publisher.delivery.deliver import deliver
from publisher.delivery.errors import NoDoor, NotClaimed
from publisher.schedule.pause import pause
from publisher.thread.models import Account, Call, Move, Pause, Thread
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.worlds.rehearsal import start

pytestmark = pytest.mark.django_db
_made = iter(range(1, 1000))


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    with start(tmp_path_factory.mktemp("trial")) as running_network:
        yield running_network


@pytest.fixture
def house():
    return builders.newsroom()


@pytest.fixture
def account(net, house):
    keys = net.account(f"tried_{next(_made)}", "Harbour Post")
    names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    before = net.settings()
    yield builders.account(
        house,
        handle=keys.handle,
        remote_user_id=keys.user_id,
        base_url=net.url,
        sealed=seal({name: getattr(keys, name) for name in names}),
    )
    net.clear()
    net.settings(**before)


@pytest.fixture
def tried(account, clock):
    """Plays the workers until the trial has ended, and gives its first call."""

    def run(who=None, most=60):
        row = request_trial(account, who=who)
        for _ in range(most):
            row.refresh_from_db()
            if row.settle_at is None:
                return row
            for hint in trials_due():
                advance_trial(hint.thread_id)
            clock.advance(40)
        raise AssertionError(f"it never ended: {row.body}")

    return run


def kinds(row):
    return [(call.body["step"], call.outcome) for call in account_trial.steps_of(row)]


def standing(net, account):
    gone = {line["id"] for line in net.log(account.handle, "delete")}
    return [line for line in net.posts(account.handle) if line["id"] not in gone]


def test_two_posts_go_out_and_are_deleted(net, account, house, tried):
    mara = builders.person(house=house, name="Mara")
    row = tried(who=mara)
    assert kinds(row) == [
        (step, "done")
        for step in ("owner", "upload", "alt", "root", "reply", "remove reply", "remove root")
    ]
    root, reply = net.posts(account.handle)
    assert reply["parent"] == root["id"]
    assert reply["media"]
    assert standing(net, account) == []
    assert row.outcome == "done"
    assert Move.objects.get(subject="account").who == mara


def test_every_outward_act_leaves_a_call_with_its_receipt(tried):
    row = tried()
    calls = Call.objects.filter(pk__gte=row.pk)
    assert calls.count() == 8
    assert not calls.filter(ended_at=None).exists()


def test_what_the_tier_refuses_is_said_in_the_networks_words(net, account, tried):
    net.settings(self_replies=False)
    row = tried()
    assert "not allowed because you have not been mentioned" in row.said
    assert standing(net, account) == []
    assert Pause.objects.get().account == account


def test_an_app_that_may_only_read_is_found_out(net, account, tried):
    net.set_state(account.handle, "read_only")
    row = tried()
    assert "app permissions" in row.said
    assert net.posts(account.handle) == []


@pytest.mark.parametrize("scope", ["all", "account"])
def test_a_pause_lets_nothing_out(net, house, account, tried, scope):
    pause(house, who=None, scope=scope, account=account if scope == "account" else None)
    row = tried()
    assert "A pause stands" in row.said
    assert net.posts(account.handle) == []


def test_a_pause_between_the_two_stops_the_second_and_the_first_is_deleted(
    net, house, account, clock
):
    row = request_trial(account, who=None)
    while not net.posts(account.handle):
        for hint in trials_due():
            advance_trial(hint.thread_id)
        clock.advance(1)
    pause(house, who=None)
    clock.advance(40)
    work(clock, rounds=10, seconds=40)
    row.refresh_from_db()
    assert "A pause stands" in row.said
    assert len(net.posts(account.handle)) == 1
    assert standing(net, account) == []


@pytest.mark.parametrize("when", ["before", "after"])
@pytest.mark.parametrize("post", [1, 2])
def test_a_post_nobody_can_speak_for_is_looked_for_and_deleted(net, account, tried, when, post):
    net.fault("reset", when=when, endpoint="post", handle=account.handle, depth=post)
    row = tried()
    assert row.outcome == "refused"
    assert "no clear answer" in row.said or "broke off" in row.said
    assert standing(net, account) == []


def test_what_cannot_be_deleted_is_said_with_its_address_and_can_be_again(
    net, account, tried, clock
):
    net.fault("refuse", endpoint="delete", handle=account.handle, times=2, words="Not now")
    row = tried()
    left = standing(net, account)
    assert len(left) == 2
    assert all(f"/status/{each['id']}" in row.said for each in left)
    retry_trial_cleanup(row)
    work(clock, rounds=10, seconds=40)
    row.refresh_from_db()
    assert (row.outcome, row.said) == ("done", account_trial.CLEARED)
    assert standing(net, account) == []
    assert len(net.posts(account.handle)) == 2


def work(clock, rounds, seconds):
    for _ in range(rounds):
        for hint in trials_due():
            advance_trial(hint.thread_id)
        clock.advance(seconds)


@pytest.mark.parametrize("step", ["owner", "upload", "alt", "root", "reply", "remove reply"])
def test_a_worker_that_dies_leaves_nothing_behind(net, account, clock, monkeypatch, step):
    row = request_trial(account, who=None)
    real = account_trial._intent  # noqa: SLF001 - where a worker is killed

    def dying(*args, **more):
        call = real(*args, **more)
        if args[1] == TrialStep(step):
            raise SystemExit
        return call

    with monkeypatch.context() as patched:
        patched.setattr(account_trial, "_intent", dying)
        with pytest.raises(SystemExit):
            work(clock, rounds=20, seconds=1)
    work(clock, rounds=40, seconds=40)
    row.refresh_from_db()
    assert row.settle_at is None
    assert standing(net, account) == []


def test_a_hint_that_comes_twice_changes_nothing(net, account, clock):
    request_trial(account, who=None)
    for _ in range(30):
        for hint in trials_due() * 2:
            advance_trial(hint.thread_id)
        clock.advance(40)
    assert len(net.posts(account.handle)) == 2


def test_pressing_twice_is_one_trial(account):
    assert request_trial(account, who=None).pk == request_trial(account, who=None).pk
    assert running_trial_of(account).count() == 1


def test_no_thread_begins_while_the_account_is_being_tried(net, house, account, tried):
    thread = builders.approved_thread(house, account=account)
    Thread.objects.filter(pk=thread.pk).update(prepared_at=thread.due_at)
    thread.refresh_from_db()
    request_trial(account, who=None)
    with pytest.raises(NotClaimed):
        claim_to_send(thread)
    tried()
    thread.refresh_from_db()
    claim_to_send(thread)
    assert thread.state == T.SENDING
    assert len(net.posts(account.handle)) == 2


def test_a_fence_sees_a_trial_too(net, house, account, monkeypatch):
    thread = builders.approved_thread(house, account=account)
    deliver(thread.pk)
    monkeypatch.setattr(
        delivering, "reach_failpoint", lambda _point: request_trial(account, who=None)
    )
    deliver(thread.pk)
    thread.refresh_from_db()
    assert (thread.state, thread.begun_at, thread.lane) == ("scheduled", None, None)
    assert net.posts(account.handle) == []


def test_a_trial_waits_for_a_thread_and_then_gives_up(net, house, account, tried):
    thread = builders.approved_thread(house, account=account)
    Thread.objects.filter(pk=thread.pk).update(lane=account.pk, state=T.SENDING)
    row = tried()
    assert "on their way" in row.said
    assert net.posts(account.handle) == []


def test_a_thread_that_is_half_out_goes_on_and_the_trial_waits(net, house, account, clock):
    thread = builders.approved_thread(house, "One", "Two", "Three", account=account)
    for _ in range(2):
        deliver(thread.pk)
    row = request_trial(account, who=None)
    for _ in range(9):
        work(clock, rounds=1, seconds=6)
        deliver(thread.pk)
    assert [post["text"][:3] for post in net.posts(account.handle)[:3]] == ["One", "Two", "Thr"]
    work(clock, rounds=20, seconds=6)
    row.refresh_from_db()
    assert row.outcome == "done"


def test_a_begun_thread_stops_once_the_trial_has_posted(net, house, account, clock):
    thread = builders.approved_thread(house, account=account)
    for _ in range(2):
        deliver(thread.pk)
    Thread.objects.filter(pk=thread.pk).update(lane=None)
    request_trial(account, who=None)
    while len(net.posts(account.handle)) < 2:
        work(clock, rounds=1, seconds=6)
    # It took its turn in the very moment in which the trial was asked for.
    Thread.objects.filter(pk=thread.pk).update(lane=account.pk)
    deliver(thread.pk)
    assert len(net.posts(account.handle)) == 2


def test_a_disconnected_account_is_not_tried(account):
    Account.objects.filter(pk=account.pk).update(ended_at=builders.thread_in_review().made_at)
    with pytest.raises(NoDoor):
        request_trial(account, who=None)


def test_a_card_that_cannot_be_drawn_just_now_leaves_no_call_open(account, monkeypatch):
    def busy(*_card):
        raise NotDrawn("Try again in a minute.")

    monkeypatch.setattr(account_trial, "draw_preview", busy)
    row = request_trial(account, who=None)
    advance_trial(row.pk)
    with pytest.raises(NotDrawn):
        advance_trial(row.pk)
    assert kinds(row) == [("owner", "done")]
