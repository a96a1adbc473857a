from __future__ import annotations

import re
from datetime import timedelta

import pytest

from publisher.schedule.pause import Scope, in_force, pause
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db
FIELD = re.compile(r'name="(drawn-[^"]+)" value="([^"]+)"')


@pytest.fixture
def late(house):
    thread = builders.approved_thread(house, "Rail strike", "a")
    Thread.objects.filter(pk=thread.pk).update(due_at=now() - timedelta(minutes=5))
    return thread


@pytest.fixture
def stop(house, mara, late):  # noqa: ARG001 - it was approved before
    return pause(house, who=mara, why="Wrong figure.")


def at(stop):
    return f"/pauses/{stop.pk}/resume"


def answers(desk, stop, thread, **more):
    drawn = dict(FIELD.findall(desk.get(at(stop)).content.decode()))
    given = {f"{name}-{thread.public_id}": value for name, value in more.items()}
    return {**drawn, f"way-{thread.public_id}": "leave", **given}


def test_a_late_thread_is_asked_about_and_nothing_is_preset_to_send(desk, stop, text):
    page = text(desk.get(at(stop)))
    assert "was due today" in page
    assert re.search(r'value="leave" checked', page)
    assert not re.search(r'value="(go|time)" checked', page)


def test_one_press_decides_and_resumes(desk, house, stop, late, text):
    page = desk.post(at(stop), answers(desk, stop, late), follow=True)
    assert "Resumed." in text(page)
    late.refresh_from_db()
    assert (late.state, in_force(house)) == (T.MISSED, [])


def test_a_time_is_typed_on_the_newsrooms_clock(desk, stop, late):
    tomorrow = f"{now() + timedelta(days=2):%Y-%m-%d}"
    desk.post(at(stop), answers(desk, stop, late, way="time", day=tomorrow, time="07:30"))
    late.refresh_from_db()
    assert late.state == T.SCHEDULED
    assert late.due_wall == f"{tomorrow} 07:30"


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"way": "time", "day": "2026-01-01", "time": "7"}, "“7” is not a time"),
        ({"way": "time", "day": "2026-01-01", "time": ""}, "is not a time"),
        ({"way": "leave", "time": "07:30"}, "You typed 07:30 but did not choose"),
    ],
)
def test_a_wrong_time_is_said_at_its_thread_and_all_that_was_typed_stays(
    desk, stop, late, given, said
):
    answer = desk.post(at(stop), answers(desk, stop, late, **given))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    field = f'value="{given["time"]}" aria-describedby="wrong-{late.public_id}"'
    assert f'{field} aria-invalid="true" autofocus' in page
    assert page.index('name="time-') < page.index(said)
    assert f'value="{given["way"]}" checked' in page
    assert in_force(late.account.newsroom) == [stop]


def test_what_changed_meanwhile_is_asked_again_and_its_old_answer_is_forgotten(
    desk, stop, late, text
):
    given = answers(desk, stop, late, way="go")
    Thread.objects.filter(pk=late.pk).update(due_at=now() - timedelta(minutes=9))
    answer = desk.post(at(stop), given)
    assert answer.status_code == 409
    assert "Something changed while you were reading" in text(answer)
    assert re.search(r'value="leave" checked', text(answer))


@pytest.mark.parametrize("way", ["", "send", "GO"])
def test_an_answer_that_no_form_of_ours_has_is_refused(desk, stop, late, way):
    assert desk.post(at(stop), answers(desk, stop, late, way=way)).status_code == 400


def underway(thread, state, *, ended=True):
    post = Post.objects.create(thread=thread, position=5, state=state)
    Call.objects.create(
        account=thread.account,
        thread=thread,
        post=post,
        kind=Call.Kind.POST,
        started_at=now() - timedelta(seconds=1),
        ended_at=now() + timedelta(seconds=1) if ended else None,
    )
    return post


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (P.POSTED, "and is out."),
        (P.INTENT, "and may still appear."),
        (P.UNKNOWN, "and nobody knows yet whether it is out."),
        (P.REFUSED, "and was refused."),
    ],
)
@pytest.mark.parametrize("scope", Scope)
def test_the_band_names_what_was_on_its_way_and_what_became_of_it(
    desk, thread, state, words, scope
):
    underway(thread, state, ended=state == P.POSTED)
    what = {Scope.ACCOUNT: {"account": thread.account}, Scope.THREAD: {"thread": thread}}
    pause(thread.account.newsroom, who=None, scope=scope, **what.get(scope, {}))
    page = desk.get("/history").content.decode()
    assert "Post 5 of “<a" in page
    assert f"was on its way already {words}" in page


def test_what_had_ended_or_belongs_elsewhere_was_not_on_its_way(desk, house, thread, text):
    over = underway(thread, P.POSTED)
    Call.objects.filter(post=over).update(ended_at=now() - timedelta(milliseconds=500))
    other = builders.thread_in_review(house, "Elsewhere")
    underway(other, P.INTENT, ended=False)
    pause(house, who=None, scope=Scope.ACCOUNT, account=thread.account)
    assert "was on its way" not in text(desk.get("/"))


def test_many_paused_threads_are_one_band_with_each_reason(desk, house, mara, text):
    for n in range(3):
        thread = builders.thread_in_review(house, f"Number {n}")
        pause(house, who=mara, why=f"Reason {n}", scope=Scope.THREAD, thread=thread)
    page = text(desk.get("/add"))
    assert "Three threads are paused" in page
    assert page.count('id="paused') == 1
    assert all(f"Reason {n}" in page for n in range(3))


def test_pausing_leads_back_to_the_same_part_of_the_queue(desk, text):
    assert 'name="back" value="/?show=out"' in text(desk.get("/?show=out"))
    given = {"scope": "all", "back": "/?show=out"}
    assert desk.post("/pause", given).headers["Location"] == "/?show=out"
