"""People and workers at the same moment: whoever is first wins, and nothing comes in between."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from contextlib import suppress
from itertools import pairwise
from typing import Any

import pytest

from publisher.delivery import deliver as delivering
from publisher.delivery import send
from publisher.delivery.deliver import deliver
from publisher.review.approve import cancel
from publisher.review.edit import edit_post
from publisher.review.errors import Closed
from publisher.schedule.pause import Scope, in_force, pause, resume
from publisher.thread.models import Call, Post, Thread
from tests import builders
from tests.delivery.conftest import Died, Paper
from tests.delivery.test_claim import at_once, die
from tests.worlds.again import pass_on_postgres
from tests.worlds.rehearsal import Rehearsal


@pytest.mark.parametrize("n", range(4))
def test_an_edit_and_a_claim_at_once_never_both_win(paper: Paper, n: int):
    thread = paper.step(paper.approve(f"Old {n}", cards=False))
    mara = builders.person(house=paper.house)
    told: list[Closed] = []

    def edit() -> None:
        try:
            edit_post(
                Thread.objects.get(pk=thread.pk), rev=1, position=1, body=f"New {n}", who=mara
            )
        except Closed as closed:
            told.append(closed)

    at_once(edit, lambda: deliver(thread.pk))
    thread.refresh_from_db()
    assert thread.rev == (1 if told else 2)
    assert paper.words() == ([f"Old {n}"] if told and thread.begun_at else [])


@pytest.mark.parametrize("n", range(4))
def test_a_cancellation_and_a_claim_at_once_never_both_win(paper: Paper, n: int):
    thread = paper.step(paper.approve(f"Words {n}", cards=False))
    mara = builders.person(house=paper.house)

    def drop() -> None:
        with suppress(Closed):
            cancel(Thread.objects.get(pk=thread.pk), rev=1, who=mara)

    at_once(drop, lambda: deliver(thread.pk))
    thread.refresh_from_db()
    assert (thread.state == "cancelled") == (paper.out() == [])


def test_no_intent_is_written_after_a_pause_is_committed(paper: Paper):
    thread = paper.step(paper.approve(*(f"Post {n}" for n in range(12)), cards=False))
    stopped: list[int] = []

    def send_on() -> None:
        for _ in range(12):
            deliver(thread.pk)

    def stop() -> None:
        while not Call.objects.filter(thread=thread, kind="post").exists():
            continue
        pause(paper.house, who=None)
        stopped.append(Call.objects.filter(thread=thread, kind="post").count())

    at_once(send_on, stop)
    paper.step(thread)
    assert Call.objects.filter(thread=thread, kind="post").count() == stopped[0]
    assert len(paper.out()) == stopped[0]


def test_a_pause_waits_for_an_intent_that_is_being_written(paper: Paper, monkeypatch):
    thread = paper.to_the_first(paper.approve())
    order: list[str] = []
    writing = threading.Event()

    def pause_midway(point: str) -> None:
        if point == "fence.before_commit":
            writing.set()
            time.sleep(0.5)
            order.append("intent")

    def stop() -> None:
        writing.wait()
        pause(paper.house, who=None, scope=Scope.ACCOUNT, account=paper.account)
        order.append("pause")

    monkeypatch.setattr("publisher.delivery.fence.reach_failpoint", pause_midway)
    at_once(lambda: deliver(thread.pk), stop)
    assert order == ["intent", "pause"]


@pytest.mark.postgres
def test_nor_does_a_pause_overtake_an_intent_on_postgresql():
    """SQLite lets one write at a time; only PostgreSQL misses a lock that is not taken."""
    assert pass_on_postgres(__file__, "-k", "pause") >= 2


class Weather:
    """Things that happen to a desk, drawn by a seed."""

    def __init__(self, paper: Paper, seed: int, patch: pytest.MonkeyPatch) -> None:
        self.paper, self.dice, self.patch = paper, random.Random(seed), patch  # noqa: S311
        self.threads = [
            paper.approve(*(f"{name} {n}" for n in range(3)), cards=name == "A") for name in "AB"
        ]
        self.stopped_at: int | None = None

    def happen(self) -> None:
        acts = [self.look, self.look, self.look, self.wait, self.fault, self.die, self.stop]
        self.dice.choice(acts)()
        if self.stopped_at is not None:
            assert len(self.paper.out()) == self.stopped_at

    def look(self) -> None:
        deliver(self.dice.choice(self.threads).pk)

    def wait(self) -> None:
        self.paper.clock.advance(self.dice.choice([1, 31, 95, 125]))

    def fault(self) -> None:
        kind = self.dice.choice(["reset", "error", "html", "no_id", "truncate"])
        endpoint = self.dice.choice(["post", "post", "upload", "timeline"])
        when = "after" if kind in {"no_id", "truncate"} else self.dice.choice(["before", "after"])
        self.paper.fault(kind, endpoint=endpoint, when=when)

    def die(self) -> None:
        places: list[tuple[Any, str]] = [
            (delivering, "preflight"),
            (delivering, "upload_pictures"),
            (delivering, "release_claim"),
            (send, "fence"),
            (send, "record_success"),
            (send, "record_failure"),
        ]
        with self.patch.context() as dying, suppress(Died):
            dying.setattr(*self.dice.choice(places), die)
            self.look()

    def stop(self) -> None:
        standing = in_force(self.paper.house)
        if standing:
            resume(standing[0], who=None)
            self.stopped_at = None
            return
        # What was on its way is there: nothing runs beside this.
        pause(self.paper.house, who=None, scope=Scope.ALL)
        self.stopped_at = len(self.paper.out())

    def clear(self) -> None:
        self.paper.network.clear()
        for row in in_force(self.paper.house):
            resume(row, who=None)
        for _ in range(3):
            for thread in self.threads:
                self.paper.run(thread)


@pytest.fixture
def forgetful(network: Rehearsal) -> Iterator[None]:
    """The network takes the same words twice, so that nobody but us keeps them from doubling."""
    network.settings(duplicate_for=0)
    yield
    network.settings(duplicate_for=7 * 86_400)


@pytest.mark.usefixtures("forgetful")
@pytest.mark.parametrize("seed", range(8))
def test_whatever_happens_nothing_is_doubled_mixed_or_out_of_order(
    paper: Paper, monkeypatch, seed: int
):
    weather = Weather(paper, seed, monkeypatch)
    for _ in range(40):
        weather.happen()
    weather.clear()
    words = paper.words()
    assert len(words) == len(set(words))
    for thread in weather.threads:
        check(paper, thread)
    assert blocks(words) <= 2


@pytest.mark.usefixtures("forgetful")
def test_a_sender_that_does_not_read_back_would_be_seen(paper: Paper, monkeypatch):
    def send_blindly(_thread: Thread, post: Post, _client: object) -> None:
        Post.objects.filter(pk=post.pk).update(state="waiting")

    monkeypatch.setattr(delivering, "settle", send_blindly)
    paper.fault("reset", endpoint="post", depth=2, when="after")
    paper.run(paper.approve())
    assert len(paper.words()) > len(set(paper.words()))


def check(paper: Paper, thread: Thread) -> None:
    """What the rows say is out is what is out, as a chain from the first post on."""
    name = thread.article.headline[0]
    out = [post for post in paper.out() if post["text"].startswith(name)]
    assert [post["text"][:3] for post in out] == [f"{name} {n}" for n in range(len(out))]
    assert [post["parent"] for post in out[1:]] == [post["id"] for post in out[:-1]]
    posted = thread.posts.filter(state="posted").values_list("remote_id", flat=True)
    assert set(posted) <= {post["id"] for post in out}
    assert thread.state in {"posted", "needs_editor", "missed", "in_review"}
    if thread.state == "posted":
        assert list(posted) == [post["id"] for post in out]
        assert len(out) == 3


def blocks(words: list[str]) -> int:
    """How many runs of one thread's posts follow each other."""
    return sum(one[0] != other[0] for one, other in pairwise(words)) + 1
