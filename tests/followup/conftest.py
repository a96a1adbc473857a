from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest

from publisher.accounts.models import Person
from publisher.delivery.clients import client_for
from publisher.networks.base import Outgoing
from publisher.thread.models import Thread
from tests import builders
from tests.delivery.conftest import Paper, network, paper, second  # noqa: F401 - fixtures

REFUSED: dict[str, Any] = {"kind": "refuse", "status": 403, "words": "No cashtags, please."}


@dataclass
class Stopped:
    """A thread of three posts of which the first is out; what the network shows is the judge."""

    paper: Paper
    thread: Thread
    mara: Person

    def up(self) -> list[str]:
        """What followers see now, oldest first."""
        gone = {line["id"] for line in self.paper.network.log(self.paper.account.handle, "delete")}
        return [post["text"].split("\n")[0] for post in self.paper.out() if post["id"] not in gone]

    def deleted(self) -> list[str]:
        """The first words of what was deleted, in order."""
        words = {post["id"]: post["text"].split("\n")[0] for post in self.paper.out()}
        lines = self.paper.network.log(self.paper.account.handle, "delete")
        return [words[line["id"]] for line in lines]

    def state(self, position: int) -> str:
        return self.paper.post(self.thread, position).state

    def run(self) -> str:
        self.paper.clock.advance(1)
        return self.paper.run(self.thread).state

    def by_hand(self, text: str, reply_to: str | None = None) -> str:
        """Somebody posts on the account without the publisher; returns the address."""
        client = client_for(self.paper.account)
        return client.send(client.body(Outgoing(text, reply_to=reply_to))).url

    def wants_two(self) -> None:
        self.paper.house.four_eyes = True
        self.paper.house.save()

    def fresh(self) -> Thread:
        self.thread.refresh_from_db()
        return self.thread


@pytest.fixture
def mara(paper: Paper) -> Person:  # noqa: F811
    """The only one who looks, until a test says otherwise."""
    paper.house.four_eyes = False
    paper.house.save()
    return builders.person(house=paper.house, name="Mara")


@pytest.fixture
def going(paper: Paper, mara: Person) -> Stopped:  # noqa: F811
    """The first of three is out, and the thread goes on by itself."""
    return Stopped(paper, paper.to_the_first(paper.approve()), mara)


@pytest.fixture
def unclear(going: Stopped) -> Stopped:
    """The second was posted, its answer was lost, and the account cannot be read."""
    going.paper.fault("reset", endpoint="post", depth=2, when="after")
    going.paper.step(going.thread)
    going.paper.fault("refuse", endpoint="timeline", status=403, words="Not now.")
    going.paper.run(going.thread)
    assert going.fresh().state == "needs_editor"
    return going


@pytest.fixture
def absent(going: Stopped) -> Stopped:
    """The second was lost on its way, and another reply stands in its place."""
    going.paper.fault("reset", endpoint="post", depth=2)
    going.paper.step(going.thread)
    going.by_hand("A correction", going.paper.out()[0]["id"])
    going.paper.run(going.thread)
    assert going.fresh().state == "needs_editor"
    return going


@pytest.fixture
def refused(going: Stopped) -> Stopped:
    """The second was refused for good."""
    going.paper.fault(endpoint="post", depth=2, **REFUSED)
    going.paper.run(going.thread)
    assert going.fresh().state == "needs_editor"
    return going
