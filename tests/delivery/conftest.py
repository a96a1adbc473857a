from __future__ import annotations

import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import pytest

from publisher.accounts.models import Account, Newsroom
from publisher.accounts.secrets import seal
from publisher.delivery.deliver import deliver
from publisher.delivery.tick import tick
from publisher.thread.models import Post, Thread
from tests import builders
from tests.conftest import Clock
from tests.worlds.rehearsal import Keys, Rehearsal, start

BODIES = ("The ferry is late", "It broke down in March.", "The money is found.")
_count = itertools.count(1)


class Died(BaseException):
    """Stands for a worker that was killed: nothing in the publisher catches it."""


@pytest.fixture(scope="session")
def network(tmp_path_factory) -> Iterator[Rehearsal]:
    with start(tmp_path_factory.mktemp("rehearsal")) as running:
        yield running


@dataclass
class Paper:
    """A newsroom with one account on the rehearsal network, and the clock's work done by hand."""

    network: Rehearsal
    clock: Clock
    house: Newsroom
    account: Account

    def approve(self, *bodies: str, **more: Any) -> Thread:
        """A thread approved for now, unless told otherwise."""
        return builders.approved_thread(
            self.house, *(bodies or BODIES), account=self.account, **more
        )

    def fault(self, kind: str, **where: Any) -> None:
        self.network.fault(kind, handle=self.account.handle, **where)

    def step(self, thread: Thread, times: int = 1) -> Thread:
        """Let a worker look, once its time has come, as the clock would tell it to."""
        for _ in range(times):
            thread.refresh_from_db()
            if thread.wake_at and thread.wake_at > self.clock.now():
                self.clock.advance((thread.wake_at - self.clock.now()).total_seconds() + 0.01)
            tick()
            deliver(thread.pk)
        thread.refresh_from_db()
        return thread

    def run(self, thread: Thread, most: int = 60) -> Thread:
        """Step by step, until nobody is to look at it any more."""
        while most and self.step(thread).wake_at:
            most -= 1
        return thread

    def to_the_first(self, thread: Thread) -> Thread:
        """Prepared, and its first post sent."""
        return self.step(thread, 2)

    def out(self) -> list[dict[str, Any]]:
        """What went out on this account: the network's word."""
        return self.network.posts(self.account.handle)

    def words(self) -> list[str]:
        return [post["text"].split("\n")[0] for post in self.out()]

    def calls(self, endpoint: str = "post") -> list[int]:
        """The statuses of this account's calls, as the network saw them."""
        return [call["status"] for call in self.network.calls(self.account.handle, endpoint)]

    def post(self, thread: Thread, position: int) -> Post:
        return thread.posts.get(position=position)


def sealed(keys: Keys) -> str:
    names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    return seal({name: getattr(keys, name) for name in names})


def account_on(network: Rehearsal, house: Newsroom, **more: Any) -> Account:
    keys = network.account(f"harbour{next(_count)}", "Harbour Post")
    return builders.account(
        house,
        handle=keys.handle,
        remote_user_id=keys.user_id,
        base_url=network.url,
        sealed=sealed(keys),
        **more,
    )


@pytest.fixture
def paper(transactional_db, network: Rehearsal, clock: Clock) -> Paper:  # noqa: ARG001 - real commits
    house = builders.newsroom()
    return Paper(network, clock, house, account_on(network, house))


@pytest.fixture
def second(paper: Paper) -> Paper:
    """The same newsroom's other account."""
    return Paper(paper.network, paper.clock, paper.house, account_on(paper.network, paper.house))
