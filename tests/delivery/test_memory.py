"""A database that has gone back in time sends nothing."""

from __future__ import annotations

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st

from publisher.delivery.fence import write_intent
from publisher.delivery.rollback_guard import (
    MEMORY,
    Mark,
    check_for_rollback,
    mark_exists,
    newest_mark,
    remember_call,
)
from publisher.schedule.pause import in_force, resume
from publisher.thread.clock import now
from publisher.thread.models import Call
from tests import builders
from tests.delivery.conftest import Paper


@pytest.fixture
def account(house):
    return builders.account(house)


def call(account, **more) -> Call:
    return Call.objects.create(account=account, kind="post", started_at=now(), **more)


@given(
    st.builds(Mark, st.integers(0, 2**63 - 1), st.text("0123456789abcdef", min_size=1, max_size=80))
)
def test_a_mark_is_read_as_it_was_written(mark):
    assert Mark.read(str(mark)) == mark


@pytest.mark.parametrize(
    "text",
    [
        *("", "7", "7 ", " abc", "x abc", "-7 abc", "\x00", "7 a b", "7 a\x00", "٧ abc", "7 ä"),
        *("9" * 5_000 + " x", "9" * 30 + " x", f"{2**63} x", "7 " + "x" * 5_000),
    ],
)
def test_what_is_no_mark_is_none(text):
    assert Mark.read(text) is None


def test_calls_differ_by_more_than_their_number(account):
    one, other = call(account), call(account)
    assert one.token != other.token
    assert mark_exists(Mark(one.pk, one.token))
    assert not mark_exists(Mark(one.pk, other.token))


def test_nothing_remembered_is_nothing_lost(house):
    assert check_for_rollback() == ""
    assert in_force(house) == []


def test_what_stands_in_the_database_is_remembered_at_the_first_look(house, account):
    newest = call(account)
    assert check_for_rollback() == str(MEMORY.kept) == f"{newest.pk} {newest.token}"
    assert in_force(house) == []


def test_a_call_that_is_missing_stops_everything(house, account):
    call(account)
    newest = call(account)
    remember_call(newest)
    newest.delete()
    check_for_rollback()
    (pause,) = in_force(house)
    assert (pause.scope, pause.who) == ("all", None)
    assert "went back in time" in pause.why
    assert "Compare the accounts with the desk" in pause.why


def test_what_another_worker_remembers_counts_as_much(house, account):
    newest = call(account)
    text = f"{newest.pk} {newest.token}"
    newest.delete()
    check_for_rollback(text)
    assert len(in_force(house)) == 1


def test_another_call_with_the_same_number_is_no_comfort(house, account):
    lost = call(account)
    remember_call(lost)
    number = lost.pk
    lost.delete()
    call(account, pk=number)
    check_for_rollback()
    assert len(in_force(house)) == 1


def test_every_newsroom_stands_still(house):
    other = builders.newsroom(name="Hill Post")
    check_for_rollback("4711 abc")
    assert [len(in_force(each)) for each in (house, other)] == [1, 1]


def test_an_editor_who_has_looked_is_not_stopped_again(house, account):
    call(account)
    text = check_for_rollback("4711 abc")
    resume(in_force(house)[0], who=builders.person(house=house))
    assert check_for_rollback(text) == text
    assert in_force(house) == []


def test_a_database_emptied_altogether_is_seen_once(house, account):
    lost = call(account)
    remember_call(lost)
    lost.delete()
    assert check_for_rollback() == ""
    assert MEMORY.kept is None
    assert len(in_force(house)) == 1


def test_an_older_call_never_takes_the_place_of_a_newer(account):
    older, newer = call(account), call(account)
    for each in (newer, older):
        remember_call(each)
    assert MEMORY.kept == newest_mark() == Mark(newer.pk, newer.token)


def test_every_call_is_remembered_as_soon_as_it_is_committed(paper: Paper):
    paper.to_the_first(paper.approve())
    assert MEMORY.kept == newest_mark()


def test_a_call_whose_transaction_is_undone_is_not_missed(paper: Paper):
    thread = paper.step(paper.approve())
    check_for_rollback()
    with transaction.atomic():
        write_intent(thread, "read", {})
        transaction.set_rollback(True)
    check_for_rollback()
    assert in_force(paper.house) == []


def test_a_database_restored_to_before_a_post_sends_it_no_second_time(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    post = paper.post(thread, 1)
    # As a backup from before the first post would have it.
    Call.objects.filter(kind="post").delete()
    type(post).objects.filter(pk=post.pk).update(state="waiting", remote_id="", posted_at=None)
    check_for_rollback()
    paper.step(thread, 5)
    assert len(paper.out()) == 1
    assert len(in_force(paper.house)) == 1


class Shared:
    """What another worker keeps beside the database."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def read(self) -> str:
        return self.text

    def keep(self, mark: Mark) -> None:
        self.text = str(mark)


@pytest.mark.parametrize("mine", [True, False])
def test_a_post_is_not_sent_from_a_database_that_has_forgotten_a_call(paper, monkeypatch, mine):
    thread = paper.to_the_first(paper.approve())
    lost = Mark(9_999, "abc")
    if mine:
        MEMORY.note(lost)
    else:
        monkeypatch.setattr(MEMORY, "beside", (Shared(), Shared(str(lost))))
    paper.step(thread, 2)
    assert len(paper.out()) == 1
    check_for_rollback(str(lost))
    assert "forgotten call 9999" in in_force(paper.house)[0].why


def test_a_new_call_does_not_hide_one_that_is_missing(paper: Paper):
    MEMORY.note(Mark(1, "lost"))
    thread = paper.step(paper.approve())
    assert (paper.calls("upload"), thread.state) == ([], "scheduled")
    check_for_rollback()
    assert "forgotten call 1." in in_force(paper.house)[0].why


def test_each_call_is_kept_beside_before_it_is_made(paper: Paper, monkeypatch):
    shared, other = Shared(), Shared()
    monkeypatch.setattr(MEMORY, "beside", (shared, other))
    thread = paper.run(paper.approve(cards=False))
    newest = Call.objects.filter(thread=thread, kind="post").latest("pk")
    assert int(shared.text.split()[0]) >= newest.pk
    assert other.text == shared.text
    assert thread.state == "posted"
