"""The release's newsroom at work: how a thread is made there, approved, and taken further.

Written for the code that `make` names, and run with no other.
"""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from datetime import timedelta
from pathlib import Path
from typing import Any

from django.db import connections

from publisher.accounts.connect import connect
from publisher.accounts.models import Account, Membership, Newsroom, Person
from publisher.accounts.roles import Role
from publisher.intake.add import add
from publisher.intake.draft import draft
from publisher.post import faults
from publisher.post.deliver import deliver
from publisher.review.approve import approve
from publisher.review.terms import Lasts
from publisher.thread.models import Thread
from publisher.thread.now import now

PASSWORD = "the ferry leaves at noon"
MAIL = "{}@harbour.example"
SECRETS = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
#: As late as a column can say: what is to go out in a later test must not be missed by then.
LONG = 2_000_000_000
AFTER = timedelta(days=2)
HANDLE = 15
TOPICS = {
    "ferry": (
        "Harbour: the ferry is late",
        "The old ferry broke down in March.",
        "The new one waits for a part from Norway.",
        "The council found the money.",
    ),
    "tram": (
        "Tram: the line is open",
        "It was promised for ten years.",
        "Half of the town lives beside it.",
        "The first tram left at noon.",
    ),
    # The bullets, and so the cards, of the ferry: only what is sent has to be new to its network.
    "school": (
        "School: the roof is mended",
        "The old ferry broke down in March.",
        "The new one waits for a part from Norway.",
        "The council found the money.",
    ),
}
SHAPE = "{}\n\nThe backstory:\n\n  • {}\n  • {}\n\nThe development:\n\n  • {}\n"


@dataclass
class World:
    """What is written to `world.json`: names for rows, and the secrets that open them."""

    port: int
    made_at: str = ""
    secrets: dict[str, str] = field(default_factory=dict)
    people: dict[str, dict[str, Any]] = field(default_factory=dict)
    tickets: dict[str, str] = field(default_factory=dict)
    sessions: dict[str, str] = field(default_factory=dict)
    threads: dict[str, dict[str, Any]] = field(default_factory=dict)
    seals: list[dict[str, Any]] = field(default_factory=list)
    tables: dict[str, int] = field(default_factory=dict)


class Desk:
    """Two newsrooms, and what anybody does there. Where a thread sends, its account is its own."""

    def __init__(self, network: Any, home: Path, port: int) -> None:
        self.world, self.network, self.home = World(port), network, home
        self.house = Newsroom.objects.create(name="Harbour Post", zone="Europe/Brussels")
        self.north = Newsroom.objects.create(name="North Post", zone="UTC", four_eyes=False)
        self.people: dict[str, Person] = {}

    def person(self, name: str, house: Newsroom, role: str) -> Person:
        mail = MAIL.format(name)
        self.people[name] = Person.objects.create_user(mail, PASSWORD, name=name.title())
        self.world.people[name] = {"mail": mail, "password": PASSWORD, "roles": {}}
        self.member(name, house, role)
        return self.people[name]

    def member(self, name: str, house: Newsroom, role: str) -> None:
        Membership.objects.create(newsroom=house, person=self.people[name], role=Role(role))
        self.world.people[name]["roles"][house.name] = role

    def account(self, handle: str, house: Newsroom | None = None) -> Account:
        keys = asdict(self.network.account(f"rel_{handle}"[:HANDLE], "Harbour Post"))
        secrets = {name: keys[name] for name in SECRETS}
        where = {"base_url": self.network.url, "rehearsal": True}
        return connect(house or self.house, "x", secrets, **where)

    def make(
        self, name: str, topic: str = "ferry", where: Account | None = None, **more: Any
    ) -> Thread:
        """A thread in review, as a worker drafts it; on an account of its own unless told where."""
        thread = self.begin(name, topic, where or self.account(name), **more)
        draft(thread.pk)
        thread.refresh_from_db()
        return thread

    def begin(self, name: str, topic: str, where: Account, **more: Any) -> Thread:
        text, who = SHAPE.format(*TOPICS[topic]), self.people["willem"]
        thread = add(where.newsroom, text, who=who, accounts=[where], **more).threads.get()
        return self.named(name, thread)

    def named(self, name: str, thread: Thread) -> Thread:
        self.world.threads[name] = {"id": thread.public_id}
        return thread

    def approve(self, thread: Thread, who: str = "edda", **terms: Any) -> Thread:
        """Approved for the day after tomorrow, for ever, and never too late, unless told else."""
        given: dict[str, Any] = {"late_after": LONG, "lasts": Lasts.NEVER, **terms}
        if not {"at", "now", "slot", "timeless"} & given.keys():
            given["at"] = now() + AFTER
        given.pop("timeless", None)
        approve(thread, rev=thread.rev, who=self.people[who], **given)
        thread.refresh_from_db()
        return thread

    def run(self, thread: Thread, until: Callable[[Thread], bool] = lambda _: False) -> Thread:
        """Step by step, as the clock would have a worker do it."""
        for _ in range(60):
            thread.refresh_from_db()
            if until(thread) or thread.wake_at is None:
                break
            time.sleep(max(0.0, min(4.0, (thread.wake_at - now()).total_seconds())))
            deliver(thread.pk)
        thread.refresh_from_db()
        return thread

    def out(self, name: str, count: int = 0, topic: str = "ferry") -> Thread:
        """A thread that is out, or so many of its posts."""
        thread = self.approve(self.make(name, topic), now=True)
        enough: Callable[[Thread], bool] = lambda row: bool(  # noqa: E731 - said in a line
            count and row.posts.filter(state="posted").count() >= count
        )
        return self.run(thread, enough)

    def refused(self, name: str) -> Thread:
        """One whose second post was refused, so that an editor has to look."""
        thread = self.out(name, 1)
        handle = thread.account.handle
        self.network.fault("refuse", handle=handle, endpoint="post", words="Not like this.")
        return self.run(thread)

    def die(self, thread: Thread, point: str) -> Thread:
        """A worker is killed at this place with the thread in its hands."""
        connections.close_all()
        pid = os.fork()
        if pid == 0:
            faults._armed = faults.armed(f"{point}:kill")  # noqa: SLF001 - as its environment would
            self.run(thread)
            os._exit(1)
        _, status = os.waitpid(pid, 0)
        if not os.WIFSIGNALED(status):
            raise SystemExit(f"The worker came past {point} alive.")
        thread.refresh_from_db()
        return thread
