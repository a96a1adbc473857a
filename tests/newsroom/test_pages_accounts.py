"""The accounts on the desk: how they stand, their gap, their end."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cryptography.fernet import Fernet

from publisher.accounts.models import Account
from publisher.delivery.account_trial import request_trial, running_trial_of
from publisher.delivery.deliver import deliver
from publisher.newsroom.account_status import status_of, with_calls
from publisher.schedule.pause import pause
from publisher.thread.clock import now
from publisher.thread.models import Call, Move, Thread
from publisher.thread.states import ThreadState as T
from publisher.web.templatetags.desk import Wall, clock
from tests import builders


@pytest.fixture
def account(house):
    return builders.account(house, gap=5)


@pytest.fixture
def page(desk, account, text):
    return lambda: text(desk.get(f"/accounts/{account.public_id}"))


def end(desk, account, text, **given):
    shown = text(desk.get(f"/accounts/{account.public_id}"))
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    return desk.post(f"/accounts/{account.public_id}/end", {"seen": seen, "sure": "yes", **given})


def test_an_account_that_can_post_is_connected(desk, page, account, text):
    moment = now()
    Account.objects.filter(pk=account.pk).update(
        budget_left=42, budget_resets_at=moment + timedelta(minutes=10)
    )
    Call.objects.create(
        account=account, kind="post", outcome="done", started_at=moment, ended_at=moment
    )
    assert "Connected" in page()
    assert "42 posts until" in page()
    assert "Posted last" in text(desk.get("/accounts"))


def test_a_budget_from_before_the_refill_is_void(page, account):
    Account.objects.filter(pk=account.pk).update(budget_left=0, budget_resets_at=now())
    assert "Refilled since the last post" in page()


def test_a_pause_says_who_and_why(page, account, mara):
    pause(account.newsroom, who=mara, why="Wrong picture", scope="account", account=account)
    assert "Paused by Mara" in page()
    assert "Wrong picture" in page()


def test_secrets_no_key_opens_are_said_on_the_desk_and_in_the_threads_history(
    desk, page, account, text
):
    thread = builders.approved_thread(account.newsroom, account=account)
    sealed = Fernet(Fernet.generate_key()).encrypt(b"{}").decode()
    Account.objects.filter(pk=account.pk).update(sealed=sealed)
    assert "Its keys cannot be opened" in page()
    assert "Connect it again" in page()
    deliver(thread.pk)
    thread.refresh_from_db()
    assert thread.state == T.IN_REVIEW
    assert "connect it again" in text(desk.get("/history"))
    assert Move.objects.filter(thread=thread, why__contains="connect it again").exists()


def test_an_account_of_another_installation_is_said(page, account):
    Account.objects.filter(pk=account.pk).update(install_id="another")
    assert "Belongs to another installation" in page()


def test_the_gap_is_changed_and_told(desk, account, page):
    answer = desk.post(f"/accounts/{account.public_id}/gap", {"gap": "8,5", "was": "5"})
    assert answer.status_code == 302
    account.refresh_from_db()
    assert account.gap == 8.5
    assert "From 5 s to 8.5 s between two posts" in page()


@pytest.mark.parametrize("typed", ["soon", "-1", "601", "nan", "inf", ""])
def test_a_gap_that_cannot_be_is_refused_and_kept_in_the_field(desk, account, text, typed):
    answer = desk.post(f"/accounts/{account.public_id}/gap", {"gap": typed, "was": "5"})
    assert answer.status_code == 422
    assert f'value="{typed}"' in text(answer)
    assert "write seconds from 0 to 600" in text(answer)


def test_a_real_account_keeps_a_second_to_press_stop(desk, account, text):
    Account.objects.filter(pk=account.pk).update(rehearsal=False)
    answer = desk.post(f"/accounts/{account.public_id}/gap", {"gap": "0.2", "was": "5"})
    assert "write seconds from 1 to 600" in text(answer)


def test_two_tabs_do_not_overwrite_each_others_gap(desk, account, text):
    for gap, status in (("8", 302), ("9", 422)):
        answer = desk.post(f"/accounts/{account.public_id}/gap", {"gap": gap, "was": "5"})
        assert answer.status_code == status
    assert "Somebody set it to 8 seconds meanwhile" in text(answer)


def test_disconnecting_names_what_waits_and_needs_a_tick(desk, account, text, page):
    thread = builders.approved_thread(
        account.newsroom, "The ferry", account=account, at=now() + timedelta(days=1)
    )
    assert "1 thread has something left to send" in page()
    assert "The ferry" in page()
    assert "This was not sent" not in page()
    answer = end(desk, account, text, sure="")
    assert "Tick that nothing shall be sent" in text(answer)
    account.refresh_from_db()
    assert account.ended_at is None
    assert Thread.objects.get(pk=thread.pk).state == T.SCHEDULED


def test_a_disconnected_account_sends_nothing_and_forgets_its_keys(desk, account, text):
    thread = builders.approved_thread(account.newsroom, account=account)
    assert end(desk, account, text).status_code == 302
    account.refresh_from_db()
    assert account.ended_at
    assert account.sealed == ""
    deliver(thread.pk)
    assert not Call.objects.exists()
    assert "Disconnected since" in text(desk.get("/accounts"))


def test_disconnecting_asks_again_when_its_threads_have_changed(desk, account, text):
    shown = text(desk.get(f"/accounts/{account.public_id}"))
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    builders.approved_thread(account.newsroom, account=account)
    answer = desk.post(f"/accounts/{account.public_id}/end", {"seen": seen, "sure": "yes"})
    assert answer.status_code == 422
    assert "Its threads have changed since you looked" in text(answer)


def test_pressing_disconnect_twice_is_told_once(desk, account, text):
    shown = text(desk.get(f"/accounts/{account.public_id}"))
    seen = shown.split('name="seen" value="')[1].split('"')[0]
    for _ in range(2):
        desk.post(f"/accounts/{account.public_id}/end", {"seen": seen, "sure": "yes"})
    assert Move.objects.filter(subject="account", after="disconnected").count() == 1


def test_threads_that_stopped_on_it_are_named(account, page):
    stopped = builders.thread_in_review(
        account.newsroom, "Halted", account=account, state=T.NEEDS_EDITOR, begun_at=now()
    )
    assert f"/threads/{stopped.public_id}/follow-up" in page()


def test_a_trial_is_asked_for_and_shown_while_it_runs(desk, account, page):
    for _ in range(2):
        assert desk.post(f"/accounts/{account.public_id}/trial").status_code == 302
    assert running_trial_of(account).count() == 1
    assert "Being tried since" in page()
    assert "every 2s" in page()


def test_what_came_of_a_trial_is_shown_in_the_networks_words(account, page):
    trial = request_trial(account, who=None)
    said = {"of": trial.pk, "step": "reply", "round": 0, "sent": {}}
    Call.objects.create(
        account=account,
        kind="post",
        outcome="refused",
        started_at=now(),
        body=said,
        said="No replies",
    )
    Call.objects.filter(pk=trial.pk).update(settle_at=None, outcome="refused", said="X says: no.")
    assert "The trial did not go well" in page()
    assert "X says: no." in page()
    assert "<strong>No replies</strong>" in page()


def test_what_a_trial_left_is_linked_and_can_be_deleted_again(desk, account, page):
    trial = request_trial(account, who=None)
    url = "https://x.com/harbour/status/7"
    body = {"of": trial.pk, "step": "root", "round": 0, "sent": {}, "url": url}
    Call.objects.create(
        account=account, kind="post", outcome="done", started_at=now(), body=body, remote_id="7"
    )
    Call.objects.filter(pk=trial.pk).update(settle_at=None, outcome="refused")
    assert f'href="{url}"' in page()
    desk.post(f"/accounts/{account.public_id}/trial", {"clear": "yes"})
    assert running_trial_of(account).get().pk == trial.pk


def test_while_it_is_paused_a_trial_cannot_be_asked_for(account, page):
    pause(account.newsroom, who=None)
    assert "<button disabled" in page()


def test_an_account_is_not_disconnected_in_the_middle_of_a_trial(desk, account, text):
    request_trial(account, who=None)
    answer = end(desk, account, text)
    assert answer.status_code == 422
    assert "being tried just now" in text(answer)


def test_since_when_an_account_rests_or_is_paused_is_said_with_the_zone(house):
    row = pause(house, who=None, scope="account", account=builders.account(house))
    account, wall = with_calls(house.accounts.all(), [row]).get(), Wall(house.zone, now())
    assert status_of(account, [row], wall).words.endswith(f"{clock(row.at, wall)}, {wall.place}")
    account.wake_at = now() + timedelta(minutes=5)
    assert status_of(account, [], wall).words.endswith(f", {wall.place}")
