"""The desk with years of threads behind it; from paste to desk; from the red button to the last post.

Pages are asked of the WSGI application in process, on PostgreSQL. What counts is processor time,
the web process's and its database connection's together: it says the same on a machine that is
busy with other work. The wall's time is printed beside it. Each page is read in rounds, and the
median of their p95 is judged: a neighbour who wakes up in one of them decides nothing. A processor
that is shared is slower too, by half and more: before each reading the same small work is timed, and
what a round took is judged as it would be where that work takes as long as it did at its best.
"""

from __future__ import annotations

import argparse
import statistics
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tests.bench.dispatch import TIMES
from tests.worlds import newsdesk, postgres, rehearsal
from tests.worlds.newsdesk import Newsdesk, Paper

SIZES = (100, 10_000, 100_000)
#: Milliseconds of processor at p95, queries, thousands of bytes without pictures.
MOST_MS, MOST_QUERIES, MOST_KB = 60.0, 12, 100.0
#: With so many threads every list has its rows.
FULL = 10_000
#: Seconds: from paste to desk, and from the red button to the last intent.
PASTED, STOPPED = 1.0, 1.0
READ, ROUNDS, WARM, YARDS, PASTES, PRESSES, AT_ONCE, LONG = 40, 3, 3, 200, 10, 5, 4, 60


@dataclass(frozen=True)
class Read:
    """A page as it was read: milliseconds of processor, at its best and as it was, and of the wall."""

    name: str
    threads: int
    p50: float
    p95: float
    spent95: float
    wall50: float
    wall95: float
    queries: int
    kb: float

    @property
    def missed(self) -> bool:
        return self.p95 > MOST_MS or self.queries > MOST_QUERIES or self.kb > MOST_KB

    def __str__(self) -> str:
        return (
            f"{self.name:<30} {self.p50:6.1f} {self.p95:6.1f} ms (measured {self.spent95:6.1f}), wall {self.wall50:6.1f} {self.wall95:6.1f} ms, "
            f"{self.queries:2} queries, {self.kb:5.1f} kB{'   MISSED' if self.missed else ''}"
        )


def pages(made: dict[str, Any]) -> dict[str, str]:
    """What is read, by a name for it."""
    account, middle = made["account"], made["middle"]
    return {
        "queue": "/",
        "queue, mine": "/?mine=yes",
        "out": "/?show=out",
        "out, deep in the past": f"/?show=out&after={middle}",
        "out, one account, before": f"/?show=out&account={account}&before={middle}",
        "scheduled": "/?show=scheduled",
        "waits, mine": "/?show=waits&mine=yes",
        "dropped": "/?show=dropped",
        "search, one thread": "/?q=part+77",
        "search, a common word": "/?q=ferry",
        "search, a letter": "/?q=f",
        "search, three words, out": "/?q=cou+fer+sto&show=out",
        "search, no such word": "/?q=zebra",
        "thread in review": f"/threads/{made['in_review']}",
        "thread that is out": f"/threads/{made['posted']}",
        "thread that is out, follow-up": f"/threads/{made['posted']}/follow-up",
        "thread that stopped": f"/threads/{made['needs_editor']}/follow-up",
        "accounts": "/accounts",
        "one account": f"/accounts/{account}",
        "history": "/history",
    }


def read(desk: Newsdesk, name: str, path: str, threads: int, best: float) -> Read:
    desk.ask("read_page", path=path, times=WARM)
    rounds = [desk.ask("read_page", path=path, times=READ) for _ in range(ROUNDS)]
    spent, walls = ([_of_round(each[kind]) for each in rounds] for kind in ("spent", "walls"))
    slow = [max(1.0, statistics.median(each["yards"]) / best) for each in rounds]
    fair = [[each / by for each in pair] for pair, by in zip(spent, slow, strict=True)]
    p50, p95 = (statistics.median(each) for each in zip(*fair, strict=True))
    spent95 = statistics.median(each for _, each in spent)
    wall50, wall95 = (statistics.median(each) for each in zip(*walls, strict=True))
    queries, kb = rounds[-1]["queries"], rounds[-1]["bytes"] / 1000
    return Read(name, threads, p50, p95, spent95, wall50, wall95, queries, kb)


def _of_round(seconds: list[float]) -> tuple[float, float]:
    """The p50 and p95 of a round, in milliseconds."""
    return 1000 * statistics.median(seconds), 1000 * statistics.quantiles(seconds, n=20)[18]


def years(desk: Newsdesk, sizes: list[int]) -> list[Read]:
    """Every page of newsrooms of each size."""
    found, best = [], min(desk.ask("yard") for _ in range(YARDS))
    for size in sizes:
        made = desk.ask("newsroom_of_years", count=size)
        print(
            f"   {size:,} threads (processor p50, p95, wall p50, p95; bar {MOST_MS:.0f} ms of processor):",
            flush=True,
        )
        for name, path in pages(made).items():
            found.append(read(desk, name, path, size, best))
            print(f"     {found[-1]}", flush=True)
    return found


def grown(found: list[Read]) -> list[str]:
    """The pages that ask more of a larger newsroom's database; a small one has empty lists."""
    asked: dict[str, set[int]] = {}
    for each in (each for each in found if each.threads >= FULL):
        asked.setdefault(each.name, set()).add(each.queries)
    return [name for name, numbers in asked.items() if max(numbers) - min(numbers) > 2]


def pasted(paper: Paper) -> float:
    """Seconds from paste to the thread on the desk, the slowest of some."""
    asked = (paper.desk.ask("paste", account=paper.account, number=n) for n in range(PASTES))
    took = [float(each) for each in asked]
    print(
        f"   from paste to the thread on the desk: p50 {statistics.median(took):.2f} s, "
        f"slowest {max(took):.2f} s (bar {PASTED} s)"
    )
    return max(took)


def stopped(desk: Newsdesk) -> tuple[float, int]:
    """Seconds from the red button to the last intent, the slowest; and how many came after it."""
    worst, after = 0.0, 0
    for _ in range(PRESSES):
        first = desk.paper()
        papers = [first, *(desk.paper(beside=first) for _ in range(AT_ONCE - 1))]
        for paper in papers:
            paper.approve(posts=LONG)
        for paper in papers:
            paper.until_posts(2)
        said = desk.ask("press_stop", account=first.account)
        worst, after = max(worst, said["last"]), after + int(said["after"])
    print(
        f"   from the red button to the last intent, {AT_ONCE} accounts posting: slowest of "
        f"{PRESSES} {worst:.3f} s (bar {STOPPED} s); intents after the stop: {after}"
    )
    return worst, after


@contextmanager
def world() -> Iterator[Newsdesk]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="desk-")))
        network = stack.enter_context(rehearsal.start(home / "network"))
        many = dict.fromkeys(("post", "upload", "metadata", "timeline", "me"), 1_000_000)
        network.settings(limits=many, day_limits=many)
        url = stack.enter_context(postgres.start()).database("desk")
        desk = newsdesk.start(home / "desk", network, url, **TIMES)
        stack.callback(desk.stop)
        yield desk


def main(argv: list[str]) -> int:
    given = argparse.ArgumentParser(prog="./run bench desk")
    given.add_argument("--sizes", type=int, nargs="+", default=list(SIZES))
    asked = given.parse_args(argv)
    with world() as desk:
        found = years(desk, sorted(asked.sizes))
        desk.worker(threads=8)
        slow = pasted(desk.paper()) > PASTED
        last, after = stopped(desk)
    more = grown(found)
    if more:
        print(f"   more queries where there are more threads: {', '.join(more)}")
    worst = max(found, key=lambda each: each.p95)
    queries = max(each.queries for each in found)
    print(
        f"worst page p95 {worst.p95:.1f} ms ({worst.name}; bar {MOST_MS:.0f} ms), "
        f"most queries of a page {queries} (bar {MOST_QUERIES})"
    )
    missed = any(each.missed for each in found) or slow or last > STOPPED or after or more
    return 1 if missed else 0
