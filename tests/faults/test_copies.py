"""A copy of the database is put back by hand, Redis is empty, the workers are new: nothing goes out twice.

In the home that made it, everything stands still. Where that is new too, as on another machine,
threads are read back.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from tasks.kept import NAME
from tests.worlds.newsdesk import Newsdesk, Paper, until
from tests.worlds.postgres import Postgres

pytestmark = pytest.mark.journey
_NAMES = iter(f"copy{n}" for n in range(1, 100))


@dataclass(frozen=True)
class Copy:
    """How one database is copied, and the copy put in its place."""

    keep: Callable[[str], None]
    put_back: Callable[[str], None]


@pytest.fixture
def copies(desk: Newsdesk, request) -> Copy:
    if "DATABASE_URL" not in desk.env:
        return Copy(
            lambda name: desk.ask("keep_copy", name=name),
            lambda name: desk.ask("put_back", name=name),
        )
    server: Postgres = request.getfixturevalue("postgres")
    return Copy(
        lambda name: server.copy("desk0", name),
        lambda name: server.replace("desk0", name),
    )


def go_back(desk: Newsdesk, copies: Copy, name: str) -> None:
    """As an operator does it who has only heard of backups, on a machine that is new."""
    put_back(desk, copies, name)
    (desk.home / NAME).unlink()


def put_back(desk: Newsdesk, copies: Copy, name: str) -> None:
    """The same where it was."""
    desk.rest()
    desk.kill_valkey()
    copies.put_back(name)
    desk.start_valkey()


@dataclass
class Day:
    """What stood where when the copy was made, and all of it out since."""

    half: Paper
    to_come: Paper
    done: Paper
    copy: str


def a_day(desk: Newsdesk, copies: Copy) -> Day:
    day = Day(desk.paper(gap=1.0), desk.paper(), desk.paper(), next(_NAMES))
    desk.crew(2)
    day.done.approve()
    day.done.until_out()
    day.half.approve(posts=5)
    day.half.until_posts(2)
    desk.rest()
    day.to_come.approve()
    copies.keep(day.copy)
    assert day.to_come.out() == []
    desk.crew(2)
    for paper in (day.half, day.to_come):
        paper.until_out()
    return day


def test_a_copy_put_back_by_hand_sends_nothing_again(desk: Newsdesk, copies: Copy):
    day = a_day(desk, copies)
    go_back(desk, copies, day.copy)
    desk.crew(2)
    day.half.until_out()
    (thread,) = day.to_come.approved
    seen = day.to_come.until_state(thread, "needs_editor")
    papers = (day.half, day.to_come, day.done)
    assert [paper.verdict().words for paper in papers] == [[], [], []]
    assert [len(paper.out()) for paper in papers] == [5, 3, 3]
    assert "were posted on this account" in seen["why"]


def half_out(desk: Newsdesk, copies: Copy) -> tuple[Paper, str]:
    """A thread that was half out when the copy was made, and is whole since."""
    paper, name = desk.paper(gap=1.0), next(_NAMES)
    desk.crew(2)
    paper.approve(posts=4)
    paper.until_posts(2)
    desk.rest()
    copies.keep(name)
    desk.crew(2)
    paper.until_out()
    return paper, name


def test_in_the_home_it_comes_from_a_copy_stops_everything_what_was_taken_down_since_too(
    desk: Newsdesk, copies: Copy
):
    half, gone, name = desk.paper(gap=1.0), desk.paper(), next(_NAMES)
    half.approve(posts=4)
    desk.crew(2)
    half.until_posts(2)
    desk.rest()
    sent = gone.approve()
    copies.keep(name)
    desk.crew(2)
    for paper in (half, gone):
        paper.until_out()
    desk.ask("take_down", thread=sent)
    gone.until_state(sent, "taken_down")
    put_back(desk, copies, name)
    desk.crew(2)
    other = desk.paper(beside=gone)
    other.approve()
    until(lambda: "went back in time" in " ".join(desk.ask("stops")), "everything to stand still")
    time.sleep(2)
    assert [len(paper.out()) for paper in (half, gone, other)] == [4, 3, 0]
    for paper in (half, gone):
        desk.ask("resume", account=paper.account)
    half.until_out()
    assert (half.verdict().words, len(half.out())) == ([], 4)


def test_after_it_a_take_down_deletes_what_the_copy_does_not_know(desk: Newsdesk, copies: Copy):
    paper, name = half_out(desk, copies)
    go_back(desk, copies, name)
    (thread,) = paper.approved
    desk.ask("take_down", thread=thread)
    desk.crew(2)
    paper.until_state(thread, "taken_down")
    gone = desk.network.log(paper.handle, "delete")
    assert sorted(line["id"] for line in gone) == sorted(post["id"] for post in paper.out())
    assert len(gone) == 4


def test_an_account_that_hangs_after_it_holds_up_only_itself(desk: Newsdesk, copies: Copy):
    silent, name = half_out(desk, copies)
    go_back(desk, copies, name)
    silent.fault("delay", endpoint="timeline", seconds=60, times=None)
    other = desk.paper()
    other.approve()
    desk.crew(2)
    other.until_out()
    assert (silent.verdict().words, len(silent.out())) == ([], 4)
    desk.network.clear()
    silent.until_out()
    assert (silent.verdict().words, len(silent.out())) == ([], 4)


def test_without_catching_up_the_same_copy_doubles_posts(desk: Newsdesk, copies: Copy):
    paper, name = half_out(desk, copies)
    go_back(desk, copies, name)
    desk.worker(without="catching up")
    until(lambda: paper.verdict().doubled, "a doubled post")
