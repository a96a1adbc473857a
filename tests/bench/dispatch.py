"""From due to the first request, whatever else waits or is made; a tick; threads a second; memory."""

from __future__ import annotations

import argparse
import statistics
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path

import redis

from tests.worlds import newsdesk, postgres, rehearsal
from tests.worlds.newsdesk import Newsdesk, Paper, Worker, until

SIZES = (1_000, 100_000, 1_000_000)
ACCOUNTS, PROBES, TICKS, RUSH, NOOPS = 50, 60, 300, 1_000, 2_000
#: Explainers that take all the time a child has, and threads due beside them.
HOSTILE, BESIDE = 20, 20
#: Seconds in which 1,000 threads are approved and prepared.
AHEAD = 90
#: Seconds: a due thread's first request at p99; it may not grow more than so many times.
LATE, GROWTH = 1.5, 3.0
#: As in an installation: nothing here is to be settled.
TIMES = {
    "LEASE": "90",
    "SETTLE_AFTER": "120",
    "TRY_AGAIN": "30",
    "CALL_DEADLINE": "30",
    "SEND_WINDOW": "2",
}


@dataclass(frozen=True)
class Late:
    """Seconds from due to the first request."""

    p50: float
    p99: float


def lateness(papers: list[Paper], count: int) -> Late:
    """Threads that become due one after the other, while all else waits."""
    chosen = [papers[n % len(papers)] for n in range(count)]
    threads = [paper.approve(posts=1, after=6 + n * 0.1) for n, paper in enumerate(chosen)]
    for paper, thread in zip(chosen, threads, strict=True):
        paper.until_state(thread, "posted")
    calls = papers[0].desk.network.calls(endpoint="me")
    late = [
        _first(calls, paper.handle, paper.seen(thread)["due"])
        for paper, thread in zip(chosen, threads, strict=True)
    ]
    return Late(statistics.median(late), statistics.quantiles(late, n=100)[98])


def _first(calls: list[dict[str, object]], handle: str, due: float) -> float:
    """The call that begins a thread asks whose account it is."""
    times = [float(str(call["at"])) for call in calls if call["handle"] == handle]
    return min(at for at in times if at >= due) - due


def rush(papers: list[Paper]) -> float:
    """1,000 threads due in the same second on 50 accounts; the seconds until the last is out."""
    before, each = len(papers[0].desk.network.posts()), RUSH // len(papers)
    first = time.time() + AHEAD
    for paper in papers:
        paper.approve(posts=1, threads=each, after=first - time.time())
    time.sleep(max(0.0, first - time.time()))
    network = papers[0].desk.network
    until(lambda: len(network.posts()) >= before + RUSH, "the rush to end", patience=600)
    assert all(paper.verdict().clean for paper in papers), "the judge found something"
    return float(network.posts()[-1]["at"]) - first


def beside_drafts(desk: Newsdesk, papers: list[Paper]) -> Late:
    """The lateness while a worker has a pile of explainers that take their limit."""
    desk.worker(threads=8, slowly=["hang"])
    pile = [desk.ask("add", account=papers[0].account) for _ in range(HOSTILE)]
    until(lambda: all(desk.ask("marked", thread=each) for each in pile), "the pile to be found")
    late = lateness(papers[1:], BESIDE)
    left = sum(papers[0].seen(each)["state"] == "drafting" for each in pile)
    print(
        f"   beside {HOSTILE} explainers that take their limit, {left} of them left at the end: "
        f"first request p50 {late.p50:.3f} s, p99 {late.p99:.3f} s (bar {LATE} s)",
        flush=True,
    )
    assert left, "the pile was gone before the threads were"
    desk.rest()
    for each in pile:
        desk.ask("cancel", thread=each)
    return late


def ceiling(desk: Newsdesk) -> float:
    """Tasks a second that do nothing, on the same worker."""
    broker = redis.Redis(unix_socket_path=str(desk.socket))
    begun = time.monotonic()
    desk.ask("noops", count=NOOPS)
    until(lambda: broker.llen("noops"), "the first no-op")
    until(lambda: not broker.llen("noops"), "the last no-op", patience=120)
    return float(NOOPS / (time.monotonic() - begun))


def memory(worker: Worker) -> float:
    """Megabytes that a worker holds."""
    for line in Path(f"/proc/{worker.pid}/status").read_text().splitlines():
        if line.startswith("VmRSS"):
            return int(line.split()[1]) / 1024
    return 0.0


@contextmanager
def world(*, on_postgres: bool) -> Iterator[Newsdesk]:
    with ExitStack() as stack:
        home = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="dispatch-")))
        network = stack.enter_context(rehearsal.start(home / "network"))
        many = dict.fromkeys(("post", "upload", "metadata", "timeline", "me"), 1_000_000)
        network.settings(limits=many, day_limits=many)
        url = stack.enter_context(postgres.start()).database("dispatch") if on_postgres else ""
        desk = newsdesk.start(home / "desk", network, url, **TIMES)
        stack.callback(desk.stop)
        yield desk


def waiting(desk: Newsdesk, papers: list[Paper], sizes: list[int]) -> dict[int, Late]:
    """The lateness and the tick with ever more threads that wait, and as many that are out."""
    found, there = {}, 0
    for size in sizes:
        desk.ask("fill", accounts=[paper.account for paper in papers], count=size, begin=there)
        there = size
        tick = statistics.median(desk.ask("ticks", count=TICKS)) * 1000
        late = found[size] = lateness(papers, PROBES)
        print(
            f"   {size:>9,} queued, as many done: first request p50 {late.p50:.3f} s, p99 "
            f"{late.p99:.3f} s (bar {LATE} s); an empty tick {tick:.2f} ms",
            flush=True,
        )
    return found


def main(argv: list[str]) -> int:
    given = argparse.ArgumentParser(prog="./run bench dispatch")
    given.add_argument("--most", type=int, default=SIZES[-1])
    given.add_argument("--postgres", action="store_true")
    asked = given.parse_args(argv)
    with world(on_postgres=asked.postgres) as desk:
        papers = [desk.paper() for _ in range(ACCOUNTS)]
        hostile = beside_drafts(desk, papers)
        worker = desk.worker(threads=8)
        at_first = memory(worker)
        late = waiting(desk, papers, [size for size in SIZES if size <= asked.most])
        took, most = rush(papers), ceiling(desk)
        print(f"   {RUSH} threads due at once on {ACCOUNTS} accounts: all out in {took:.1f} s")
        print(f"   {RUSH / took:.0f} threads/s claim to receipt; no-op tasks {most:.0f}/s")
        print(f"   a worker's memory {at_first:.0f} MB at first, {memory(worker):.0f} MB after")
    worst = max(each.p99 for each in (hostile, *late.values()))
    grown = worst > max(GROWTH * next(iter(late.values())).p99, LATE / 3)
    return 1 if worst > LATE or grown else 0
