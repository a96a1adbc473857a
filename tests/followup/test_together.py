"""Many threads that one cause had stopped, continued together: each decided by itself."""

from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.accounts.roles import Role
from publisher.delivery.outcomes import hand_over
from publisher.followup.continue_many import (
    Outcome,
    ReadThread,
    continue_all,
    find_stopping_pause,
    list_stopped_threads,
)
from publisher.followup.edit_remaining import mend_post
from publisher.followup.take_down import take_down
from publisher.schedule.pause import in_force, pause
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.delivery.conftest import Paper, account_on, sealed
from tests.followup.conftest import Stopped


@pytest.fixture
def half(paper: Paper, mara) -> list[Thread]:
    """Three threads, one post of each out, handed to an editor when their account was stopped."""
    pause(
        paper.house, who=None, why="Its token is worthless.", scope="account", account=paper.account
    )
    (row,) = in_force(paper.house)
    row.lifted_at, row.lifted_by = now(), mara
    row.save()
    return [_half(paper, name) for name in ("Ferry", "Harbour", "Bridge")]


def _half(paper: Paper, name: str) -> Thread:
    thread = paper.to_the_first(paper.approve(name, f"{name}, more", f"{name}, most"))
    hand_over(thread, T.NEEDS_EDITOR, "Nothing went out for 15 minutes.")
    thread.refresh_from_db()
    return thread


def missed(paper: Paper, **more) -> Thread:
    thread = paper.approve("Late", **more)
    due = now() - timedelta(hours=1)
    Thread.objects.filter(pk=thread.pk).update(state=T.MISSED, wake_at=None, due_at=due)
    thread.refresh_from_db()
    return thread


def press(paper: Paper, threads: list[Thread], who) -> list[Outcome]:
    for thread in threads:
        thread.refresh_from_db()
    drawn = {each.public_id: ReadThread(each.epoch, each.rev) for each in threads}
    return list(continue_all(paper.account, drawn, who=who))


def listed(paper):
    return list_stopped_threads(paper.account, find_stopping_pause(paper.account), now())


def test_each_is_listed_with_where_it_stands_and_ticked(paper: Paper, half):
    rows = listed(paper)
    assert [row.standing for row in rows] == ["1 of 3 out. Sends posts 2 to 3."] * 3
    assert [row.ticked for row in rows] == [True] * 3
    assert {row.thread for row in rows} == set(half)


def test_what_stopped_before_that_is_listed_and_not_ticked(paper: Paper, half):
    Thread.objects.filter(pk=half[0].pk).update(changed_at=now() - timedelta(days=1))
    assert sorted(row.ticked for row in listed(paper)) == [False, True, True]


def test_all_that_are_ticked_go_on_and_all_comes_out(paper: Paper, half, mara):
    assert press(paper, half, mara) == [Outcome(str(each.article)) for each in half]
    for thread in half:
        assert paper.run(thread).state == "posted"
    assert len(paper.out()) == 9


def test_what_is_not_ticked_stays(paper: Paper, half, mara):
    press(paper, half[:1], mara)
    assert [paper.step(each).state for each in half] == ["sending", "needs_editor", "needs_editor"]


def test_one_that_cannot_holds_up_no_other_and_says_why(paper: Paper, half, mara):
    take_down(half[1], who=mara)
    mend_post(half[2], 2, body="Other words.", rev=1, who=mara)
    first, second, third = press(paper, half, mara)
    assert not first.why
    assert "cannot be continued" in second.why
    assert third.why == "Version 2 is not approved: read it and approve it on its own page."


def test_nothing_is_approved_by_it(paper: Paper, half, mara):
    mend_post(half[0], 2, body="Other words.", rev=1, who=mara)
    row = next(each for each in listed(paper) if each.thread == half[0])
    assert (row.ticked, row.blocked.startswith("Version 2 is not approved")) == (False, True)


def test_a_post_nobody_knows_of_is_answered_first(unclear: Stopped):
    (row,) = list_stopped_threads(
        unclear.paper.account, find_stopping_pause(unclear.paper.account), now()
    )
    assert row.blocked == "Post 2 may be out: say first whether it is there."
    assert press(unclear.paper, [unclear.thread], unclear.mara)[0].why == row.blocked


def test_pressed_twice_nothing_is_done_twice(paper: Paper, half, mara):
    drawn = {each.public_id: ReadThread(each.epoch, each.rev) for each in half}
    for _ in range(2):
        assert [each.why for each in continue_all(paper.account, drawn, who=mara)] == [""] * 3
    assert half[0].moves.filter(before=T.NEEDS_EDITOR, after=T.SENDING).count() == 1


def test_what_was_decided_meanwhile_is_not_decided_by_an_old_page(paper: Paper, half, mara):
    drawn = {half[0].public_id: ReadThread(0, 1)}
    (outcome,) = continue_all(paper.account, drawn, who=mara)
    assert "moved on while you were reading" in outcome.why


def test_what_was_missed_is_never_ticked_and_goes_out_under_its_approval(paper: Paper, mara):
    thread = missed(paper)
    (row,) = listed(paper)
    assert (row.ticked, row.blocked) == (False, "")
    approved = thread.approved_id
    assert [each.why for each in press(paper, [thread], mara)] == [""]
    assert paper.run(thread).state == "posted"
    assert thread.approved_id == approved


def test_an_approval_that_has_lapsed_sends_nothing(paper: Paper, mara):
    thread = missed(paper)
    Thread.objects.filter(pk=thread.pk).update(approved_until=now() - timedelta(minutes=1))
    (row,) = listed(paper)
    assert row.blocked.startswith("Its approval has lapsed")
    assert press(paper, [thread], mara)[0].why == row.blocked
    assert thread.state == "missed"


def test_an_embargo_holds_what_was_missed(paper: Paper, mara):
    thread = missed(paper, not_before=now() + timedelta(hours=1))
    press(paper, [thread], mara)
    thread.refresh_from_db()
    assert thread.wake_at == thread.not_before
    assert paper.out() == []


def test_one_that_an_editor_left_half_way_goes_on(going: Stopped):
    pause(going.paper.house, who=going.mara, scope="thread", thread=going.thread)
    (row,) = list_stopped_threads(
        going.paper.account, find_stopping_pause(going.paper.account), now()
    )
    assert not row.ticked
    assert [each.why for each in press(going.paper, [going.thread], going.mara)] == [""]
    assert going.run() == "posted"


def test_a_pause_of_the_account_holds_them_all_the_same(paper: Paper, half, mara):
    pause(paper.house, who=None)
    press(paper, half, mara)
    assert {paper.step(each).state for each in half} == {"sending"}
    assert len(paper.out()) == 3


def test_after_a_new_token_what_had_stopped_for_the_old_goes_on(paper: Paper, half, mara):
    paper.network.revoke(paper.account.handle)
    press(paper, half[:1], mara)
    paper.step(half[0])
    (standing,) = in_force(paper.house)
    assert "cannot post" in standing.why
    paper.account.sealed = sealed(paper.network.renew(paper.account.handle))
    paper.account.save()
    standing.lifted_at = now()
    standing.save()
    press(paper, half[1:], mara)
    assert [paper.run(each).state for each in half] == ["posted"] * 3


def at(paper: Paper) -> str:
    return f"/accounts/{paper.account.public_id}/continue"


def typed(threads: list[Thread]) -> dict[str, object]:
    marks = {f"epoch-{each.public_id}": each.epoch for each in threads}
    marks |= {f"rev-{each.public_id}": each.rev for each in threads}
    return marks | {"on": [each.public_id for each in threads]}


def test_the_page_lists_the_cause_and_each_thread(desk, paper: Paper, half):
    page = desk.get(at(paper)).content.decode()
    assert "Continue three threads" in page
    assert "Its token is worthless." in page
    assert page.count('name="on"') == page.split("<main")[1].count(" checked>") == 3
    assert page.count("Sends posts 2 to 3.") == 3
    assert (
        f'href="{at(paper)}"'
        in desk.get(f"/threads/{half[0].public_id}/follow-up").content.decode()
    )


def test_the_form_tells_what_went_on_and_what_did_not(desk, paper: Paper, half, mara):
    form = typed(half)
    mend_post(half[2], 2, body="Other words.", rev=1, who=mara)
    page = desk.post(at(paper), form, follow=True).content.decode()
    assert "2 threads go on: “Ferry”, “Harbour”." in page
    assert "“Bridge” stays where it is. Version 2 is not approved" in page
    assert "Which cannot yet" in page


def test_nothing_ticked_is_nothing_done(desk, paper: Paper, half):
    page = desk.post(at(paper), {}, follow=True).content.decode()
    assert "Nothing was ticked, and nothing goes on." in page
    assert len(listed(paper)) == len(half)


def test_another_account_s_threads_are_not_touched(desk, paper: Paper, half):
    other = account_on(paper.network, paper.house)
    desk.post(f"/accounts/{other.public_id}/continue", typed(half))
    assert len(listed(paper)) == 3
    assert (
        "Nothing to continue" in desk.get(f"/accounts/{other.public_id}/continue").content.decode()
    )


def test_a_writer_continues_nothing(client, paper: Paper, half):
    client.force_login(builders.person(Role.WRITER, paper.house))
    assert client.post(at(paper), typed(half)).status_code == 403
    assert len(listed(paper)) == 3
