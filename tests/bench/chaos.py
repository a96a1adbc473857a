"""A soak under random faults on real processes; the network's log alone says what came of it."""

from __future__ import annotations

import argparse
import random
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import redis

from tests.worlds import newsdesk, postgres, rehearsal
from tests.worlds.newsdesk import Newsdesk, Paper, until
from tests.worlds.verdict import Approved, Line, Stop, Verdict, judge

#: About every third call meets one of these: kind, share, and what goes with it.
NETWORK: tuple[tuple[str, float, dict[str, Any]], ...] = (
    ("reset", 0.075, {"when": "before"}),
    ("error", 0.06, {"when": "before"}),
    ("reset", 0.075, {"when": "after"}),
    ("error", 0.03, {"when": "after", "status": 500}),
    ("late", 0.06, {"seconds": 1.6}),
    ("no_id", 0.015, {}),
    ("truncate", 0.015, {}),
)
TIMES = {"LEASE": "3", "SETTLE_AFTER": "4", "TRY_AGAIN": "1"}
ACCOUNTS, WORKERS, AT_ONCE = 8, 3, 24
WITH_AN_EDITOR = ("needs_editor", "in_review")
#: Nothing more comes of a thread in one of these.
ENDED = ("posted", "cancelled", "missed", *WITH_AN_EDITOR)


@dataclass
class Soak:
    """One run: what was chosen follows from the seed alone."""

    desk: Newsdesk
    dice: random.Random
    papers: list[Paper]
    faults: Counter[str] = field(default_factory=Counter)
    open: dict[int, Paper] = field(default_factory=dict)
    paused: list[tuple[float, Paper]] = field(default_factory=list)
    threads: int = 0

    def go(self, seconds: float) -> None:
        ends = time.monotonic() + seconds
        while time.monotonic() < ends:
            self.lift()
            self.look()
            self.fill()
            self.strike()
            time.sleep(self.dice.uniform(0.2, 1.0))

    def fill(self) -> None:
        """Keep the accounts busy, but for those that are paused."""
        free = [paper for paper in self.papers if all(paper is not each for _, each in self.paused)]
        while free and len(self.open) < AT_ONCE:
            paper = self.dice.choice(free)
            posts, cards = self.dice.randint(1, 5), self.dice.random() < 0.2
            self.open[paper.approve(posts=posts, cards=cards)] = paper
            self.threads += 1

    def look(self) -> None:
        """Leave alone what has ended."""
        threads = list(self.open)
        for thread, seen in zip(threads, self.desk.ask("seen", threads=threads), strict=True):
            if seen["state"] in ENDED:
                paper = self.open.pop(thread)
                if seen["state"] in WITH_AN_EDITOR:
                    self.faults["with an editor"] += 1
                    print(f"   {paper.handle}: {seen['state']}: {seen['why']}", flush=True)
                    paper.expect(thread, whole=False)

    def strike(self) -> None:
        acts: tuple[Callable[[], None], ...] = (
            self.kill, self.kill, self.kill, self.freeze, self.freeze,
            self.pause, self.cancel, self.edit, self.wipe, self.break_valkey,
        )  # fmt: skip
        self.dice.choice(acts)()

    def kill(self) -> None:
        self.dice.choice(self.desk.workers).kill()
        self.desk.crew(WORKERS)
        self.faults["worker killed"] += 1

    def freeze(self) -> None:
        worker = self.dice.choice(self.desk.workers)
        worker.freeze()
        # A clock of its own: the people may be waiting for the very lock that this worker holds.
        threading.Timer(self.dice.uniform(0.2, 9), worker.go_on).start()
        self.faults["worker frozen"] += 1

    def pause(self) -> None:
        paper = self.dice.choice(self.papers)
        if all(paper is not each for _, each in self.paused):
            paper.pause()
            self.paused.append((time.monotonic() + self.dice.uniform(1, 6), paper))
            self.faults["pause"] += 1

    def lift(self) -> None:
        moment = time.monotonic()
        for at, paper in self.paused:
            if at <= moment:
                paper.resume()
        self.paused = [each for each in self.paused if each[0] > moment]

    def cancel(self) -> None:
        thread = self._any()
        if thread and self.desk.ask("cancel", thread=thread):
            # From here on each of its posts is one that nobody approved.
            self.open.pop(thread).approved.pop(thread)
            self.faults["cancel"] += 1

    def edit(self) -> None:
        thread = self._any()
        if not (thread and self.desk.ask("edit", thread=thread, position=1, body="Other words")):
            return
        self.faults["edit"] += 1
        paper = self.open.pop(thread)
        if paper.seen(thread)["state"] == "in_review":
            paper.approved.pop(thread)
        else:
            paper.stopped([thread])
            paper.expect(thread, whole=False)

    def wipe(self) -> None:
        redis.Redis(unix_socket_path=str(self.desk.socket)).flushall()
        self.faults["Valkey wiped"] += 1

    def break_valkey(self) -> None:
        self.desk.kill_valkey()
        time.sleep(self.dice.uniform(0, 2))
        self.desk.start_valkey()
        self.faults["Valkey killed"] += 1

    def end(self) -> None:
        """No more faults; wait until nothing more comes."""
        self.desk.network.clear()
        for worker in self.desk.workers:
            worker.go_on()
        for _, paper in self.paused:
            paper.resume()
        self.desk.crew(WORKERS)
        until(self._ended, "the last threads to end", patience=180)

    def verdict(self) -> tuple[Verdict, list[Line]]:
        log: list[Line] = list(self.desk.network.log(act="post"))
        threads: list[Approved] = [
            each for paper in self.papers for each in paper.approved.values()
        ]
        stops: list[Stop] = [each for paper in self.papers for each in paper.stops]
        return judge(log, threads, stops), log

    def _any(self) -> int:
        return self.dice.choice([*self.open, 0])

    def _ended(self) -> bool:
        self.look()
        return not self.open


@contextmanager
def world(seed: int, *, on_postgres: bool) -> Iterator[Soak]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="chaos-")))
        network = stack.enter_context(rehearsal.start(home / "network"))
        many = dict.fromkeys(("post", "upload", "metadata", "timeline", "me"), 1_000_000)
        network.settings(duplicate_for=0, limits=many, day_limits=many)
        url = stack.enter_context(postgres.start()).database("chaos") if on_postgres else ""
        desk = newsdesk.start(home / "desk", network, url, **TIMES)
        stack.callback(desk.stop)
        desk.crew(WORKERS)
        papers = [desk.paper() for _ in range(ACCOUNTS)]
        for n, (kind, share, more) in enumerate(NETWORK):
            network.fault(kind, share=share, seed=seed * 100 + n, times=None, **more)
        yield Soak(desk, random.Random(seed), papers)  # noqa: S311 - repeatable on purpose


def main(argv: list[str]) -> int:
    given = argparse.ArgumentParser(prog="./run bench chaos")
    given.add_argument("--minutes", type=float, default=1.0)
    given.add_argument("--seed", type=int, default=1)
    given.add_argument("--postgres", action="store_true")
    asked = given.parse_args(argv)
    with world(asked.seed, on_postgres=asked.postgres) as soak:
        soak.go(asked.minutes * 60)
        met = sum(int(each["hits"]) for each in soak.desk.network.faults())
        soak.end()
        verdict, log = soak.verdict()
    soak.faults["faulty call"] = met
    print("   " + ", ".join(f"{what}: {count}" for what, count in sorted(soak.faults.items())))
    for words in verdict.words[:20]:
        print(f"   {words}")
    count = sum(soak.faults.values()) - soak.faults["with an editor"]
    print(f"threads {soak.threads} posts {len(log)} faults {count} {verdict}")
    return 0 if verdict.clean else 1
