from __future__ import annotations

from datetime import timedelta
from zoneinfo import ZoneInfo

import pytest

from publisher.review.approve import approve
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T

pytestmark = pytest.mark.django_db


def post(client, thread, **form):
    typed = {"rev": "1", "epoch": "0", "when": "now", "late_after": "1200", **form}
    return client.post(f"/threads/{thread.public_id}/time", typed)


def again(thread):
    return Thread.objects.get(pk=thread.pk)


def tomorrow():
    return {"when": "time", "day": str((now() + timedelta(days=1)).date()), "time": "07:30"}


def test_what_was_approved_without_a_time_can_get_one(desk, thread, mara):
    approve(thread, rev=1, who=mara)
    post(desk, thread, **tomorrow())
    assert again(thread).state == T.SCHEDULED
    assert again(thread).due_wall.endswith("07:30")
    assert again(thread).approved.rev == 1


def test_what_was_missed_can_go_now(desk, thread, mara):
    approve(thread, rev=1, who=mara, now=True)
    Thread.objects.filter(pk=thread.pk).update(state=T.MISSED, wake_at=None)
    post(desk, thread)
    assert again(thread).state == T.SCHEDULED
    assert again(thread).wake_at is not None


def test_what_is_scheduled_can_be_taken_off_its_time(desk, thread, mara, text):
    approve(thread, rev=1, who=mara, at=now() + timedelta(days=1))
    post(desk, thread, when="later")
    assert (again(thread).state, again(thread).due_at) == (T.APPROVED, None)
    assert "Give it a time" in text(desk.get(f"/threads/{thread.public_id}"))


def test_two_editors_never_overwrite_each_others_time(desk, thread, mara, text):
    approve(thread, rev=1, who=mara)
    post(desk, thread, **tomorrow())
    answer = post(desk, thread, when="now")
    assert answer.status_code == 422
    assert "Somebody else changed this first." in text(answer)
    assert again(thread).due_wall.endswith("07:30")


def test_a_time_that_cannot_be_leaves_the_one_it_has(desk, thread, mara, text):
    approve(thread, rev=1, who=mara, at=now() + timedelta(days=1))
    before = again(thread)
    answer = post(desk, thread, **{**tomorrow(), "time": "7 pm"})
    assert 'id="time-wrong" role="alert">“7 pm” is not a time' in text(answer)
    assert (again(thread).due_at, again(thread).epoch) == (before.due_at, before.epoch)
    assert again(thread).approved_id == before.approved_id


def test_a_time_refused_late_leaves_the_one_it_has(desk, thread, mara, text):
    approve(thread, rev=1, who=mara, at=now() + timedelta(days=1))
    thread.account.ended_at = now()
    thread.account.save()
    answer = post(desk, thread)
    assert "This account cannot send" in text(answer)
    assert again(thread).state == T.SCHEDULED


@pytest.mark.parametrize("state", [T.IN_REVIEW, T.SENT_BACK, T.SENDING, T.CANCELLED])
def test_only_what_was_approved_gets_another_time(desk, thread, state, text):
    Thread.objects.filter(pk=thread.pk).update(state=state)
    answer = post(desk, thread)
    assert answer.status_code == 422
    assert "any more" in text(answer)
    assert again(thread).state == state


def test_the_form_keeps_the_conditions_the_thread_has(desk, thread, mara, text):
    embargo = now() + timedelta(days=60)
    approve(thread, rev=1, who=mara, not_before=embargo, breaking=True, late_after=600)
    page = text(desk.get(f"/threads/{thread.public_id}"))
    assert 'name="breaking" checked' in page
    assert 'name="embargo" checked' in page
    local = embargo.astimezone(ZoneInfo("Europe/Brussels"))
    assert f'<option value="{local:%Y-%m-%d}" selected>' in page
    assert "Send up to 10 minutes late, then ask me" in page
    assert 'name="when" value="time" checked' in page
