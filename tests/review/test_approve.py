from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from publisher.accounts.models import Account
from publisher.accounts.roles import Role
from publisher.review.approve import approve, cancel, send_back
from publisher.review.edit import edit_post
from publisher.review.errors import (
    Closed,
    NeedsReason,
    NoAccount,
    NotAllowed,
    OwnWork,
    Stale,
)
from publisher.review.terms import end_of_local_day
from publisher.schedule.local_time import AlreadyPast
from publisher.thread.clock import now
from publisher.thread.models import Move, Revision, Thread
from publisher.thread.seal import hash_of
from tests.builders import approved_thread, content, person, thread_in_review

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


@pytest.fixture
def mara(house):
    return person(house=house, name="Mara")


def stored(thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def test_approving_pins_a_hash_over_all_that_is_sent(thread, mara):
    approve(thread, rev=1, who=mara)
    revision: Any = Revision.objects.get()
    assert revision.seal_hash == hash_of(revision.seal)
    assert [post["text"] for post in revision.seal["posts"]] == [
        post["text"] for post in revision.content["posts"]
    ]
    assert (revision.sealed_by, stored(thread).approved) == (mara, revision)


def test_approving_lays_out_the_posts_as_a_chain(thread, mara):
    approve(thread, rev=1, who=mara)
    posts = list(thread.posts.all())
    assert [post.position for post in posts] == [1, 2, 3]
    assert [post.reply_to for post in posts] == [None, posts[0], posts[1]]
    assert {post.state for post in posts} == {"waiting"}


def test_approved_without_a_time_waits_for_one(thread, mara):
    approve(thread, rev=1, who=mara)
    assert (stored(thread).state, stored(thread).due_at) == ("approved", None)


def test_approved_for_now_is_looked_at_now(thread, mara):
    approve(thread, rev=1, who=mara, now=True)
    row = stored(thread)
    assert row.state == "scheduled"
    assert row.due_at
    assert row.wake_at
    assert max(row.due_at, row.wake_at) <= now()


def test_approved_for_later_keeps_the_time_as_it_was_typed(thread, mara):
    at = now() + 3 * HOUR
    approve(thread, rev=1, who=mara, at=at, wall="2026-03-02 07:30")
    row = stored(thread)
    assert (row.due_at, row.due_wall, row.due_zone) == (at, "2026-03-02 07:30", "Europe/Brussels")
    assert row.wake_at == at - timedelta(minutes=15)


def test_who_when_and_what_for_are_told(thread, mara):
    approve(thread, rev=1, who=mara, at=now() + HOUR, wall="2026-03-02 07:30")
    told = list(Move.objects.values_list("after", "why", "who", "rev"))
    assert told == [
        ("approved", "", mara.pk, 1),
        ("scheduled", "for 2026-03-02 07:30 (Europe/Brussels)", mara.pk, 1),
    ]


def test_a_time_that_is_past_approves_nothing(thread, mara):
    with pytest.raises(AlreadyPast):
        approve(thread, rev=1, who=mara, at=now() - HOUR)
    assert (stored(thread).state, thread.posts.count()) == ("in_review", 0)


def test_an_embargo_is_sealed_and_outlasts_the_time(thread, mara):
    ends = now() + 2 * HOUR
    approve(thread, rev=1, who=mara, now=True, not_before=ends)
    row = stored(thread)
    assert (row.not_before, row.wake_at) == (ends, ends - timedelta(minutes=15))
    sealed: Any = Revision.objects.get().seal
    assert sealed["not_before"] == ends.isoformat()


def test_an_older_version_is_not_approved(thread, mara, house):
    edit_post(thread, rev=1, position=1, body="Newer", who=person(house=house, name="Ines"))
    with pytest.raises(Stale, match="Ines saved version 2"):
        approve(thread, rev=1, who=mara)
    assert stored(thread).approved is None
    assert not Revision.objects.exclude(seal_hash="").exists()


def test_who_last_changed_it_does_not_approve_it(thread, mara, house):
    person(house=house)
    edit_post(thread, rev=1, position=1, body="Newer", who=mara)
    with pytest.raises(OwnWork):
        approve(thread, rev=2, who=mara)
    assert stored(thread).state == "in_review"


def test_a_writer_approves_nothing(thread, house):
    with pytest.raises(NotAllowed):
        approve(thread, rev=1, who=person(Role.WRITER, house))
    assert stored(thread).state == "in_review"


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"ended_at": datetime(2026, 1, 1, tzinfo=UTC)}, "disconnected"),
        ({"sealed": ""}, "no token"),
        ({"install_id": "a copy"}, "another installation"),
    ],
)
def test_an_account_that_cannot_send_approves_nothing(thread, mara, changes, why):
    Account.objects.filter(pk=thread.account_id).update(**changes)
    with pytest.raises(NoAccount, match=why):
        approve(Thread.objects.get(pk=thread.pk), rev=1, who=mara)
    assert stored(thread).state == "in_review"


@pytest.mark.parametrize("state", ["drafting", "scheduled", "sending", "posted", "cancelled"])
def test_only_what_is_in_review_is_approved(thread, mara, state):
    Thread.objects.filter(pk=thread.pk).update(state=state)
    with pytest.raises(Closed, match="cannot be approved"):
        approve(thread, rev=1, who=mara)
    assert not Revision.objects.exclude(seal_hash="").exists()
    assert thread.posts.count() == 0


def test_approving_twice_approves_once(thread, mara, house):
    approve(thread, rev=1, who=mara, now=True)
    with pytest.raises(Closed):
        approve(thread, rev=1, who=person(house=house), now=True)
    assert Move.objects.filter(after="approved").count() == 1


def test_an_approval_lasts_until_the_end_of_the_day_at_the_desk():
    noon = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
    assert end_of_local_day(noon, "Europe/Brussels") == datetime(2026, 3, 2, 23, 0, tzinfo=UTC)
    assert end_of_local_day(noon + 11.5 * HOUR, "Europe/Brussels") == datetime(
        2026, 3, 3, 23, 0, tzinfo=UTC
    )
    assert end_of_local_day(noon, "Pacific/Auckland") == datetime(2026, 3, 3, 11, 0, tzinfo=UTC)


def test_what_is_due_at_midnight_may_be_late_like_any_other(thread, mara, house):
    end = end_of_local_day(now() + 48 * HOUR, house.zone)
    due = end - timedelta(seconds=30)
    approve(thread, rev=1, who=mara, at=due, late_after=600)
    assert stored(thread).approved_until == due + timedelta(seconds=600)


def test_a_new_version_is_laid_out_anew(thread, mara, house):
    approve(thread, rev=1, who=mara)
    first = set(thread.posts.values_list("pk", flat=True))
    Revision.objects.create(thread=thread, rev=2, content=content("One", "Two"))
    Thread.objects.filter(pk=thread.pk).update(state="in_review", rev=2)
    approve(thread, rev=2, who=person(house=house))
    assert thread.posts.count() == 2
    assert not first & set(thread.posts.values_list("pk", flat=True))


def test_sending_back_needs_a_reason_and_keeps_it(thread, mara):
    with pytest.raises(NeedsReason):
        send_back(thread, rev=1, who=mara, why="  ")
    send_back(thread, rev=1, who=mara, why=" Too long ")
    row = Move.objects.get()
    assert (row.after, row.why) == ("sent_back", "Too long")


def test_a_stale_page_sends_nothing_back(thread, mara, house):
    edit_post(thread, rev=1, position=1, body="Newer", who=person(house=house))
    with pytest.raises(Stale):
        send_back(thread, rev=1, who=mara, why="Too long")
    with pytest.raises(Stale):
        cancel(thread, rev=1, who=mara)
    assert stored(thread).state == "in_review"


@pytest.mark.parametrize(
    "state", ["drafting", "broken", "in_review", "sent_back", "approved", "scheduled", "missed"]
)
def test_a_thread_of_which_nothing_is_out_can_be_cancelled(thread, mara, state):
    Thread.objects.filter(pk=thread.pk).update(state=state, wake_at=now())
    cancel(thread, rev=1, who=mara)
    assert (stored(thread).state, stored(thread).wake_at) == ("cancelled", None)


def test_a_draft_that_was_never_made_can_be_cancelled(mara, house):
    thread = thread_in_review(house)
    Revision.objects.all().delete()
    Thread.objects.filter(pk=thread.pk).update(state="broken", rev=0)
    cancel(thread, rev=0, who=mara)
    assert stored(thread).state == "cancelled"


@pytest.mark.parametrize("state", ["sending", "needs_editor", "posted"])
def test_a_begun_thread_is_not_cancelled(thread, mara, state):
    Thread.objects.filter(pk=thread.pk).update(state=state)
    with pytest.raises(Closed, match="cannot be cancelled"):
        cancel(thread, rev=1, who=mara)
    assert stored(thread).state == state


def test_cancelling_fences_out_a_worker_that_took_the_thread_meanwhile(house):
    thread = approved_thread(house)
    Thread.objects.filter(pk=thread.pk).update(epoch=4)
    cancel(thread, rev=1, who=person(house=house))
    assert stored(thread).epoch == 5
