"""A newsroom of real processes: a database, Valkey, the rehearsal network, people, any workers."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from publisher.env import NAMES, valkey_socket
from publisher.launcher import valkey
from publisher.launcher.child_processes import start_child as start_tied
from tests.worlds.rehearsal import Rehearsal
from tests.worlds.up import alive
from tests.worlds.verdict import Approved, Stop, Verdict, judge

ROOT = Path(__file__).parents[2]
#: Minutes made seconds: what holds at these times holds at the long ones.
TIMES = {
    "CALL_DEADLINE": "1",
    "SEND_WINDOW": "0.8",
    "LEASE": "2",
    "SETTLE_AFTER": "2",
    "SECOND_LOOK": "0.3",
    "TRY_AGAIN": "0.5",
    "READ_BACK_AFTER": "0.5",
}
#: What all hosts of an installation share, and where the first keeps it.
SECRETS = {"SECRET_KEY": "secret.key", "FERNET_KEY": "fernet.key", "INSTALL_ID": "install.id"}
#: A busy machine is slow; only what fails takes this long.
PATIENCE = 90.0
_count = itertools.count(1)


def until(look: Callable[[], Any], what: str, patience: float = PATIENCE) -> Any:
    """Wait until `look` returns something true, and return it."""
    ends = time.monotonic() + patience
    while time.monotonic() < ends:
        if found := look():
            return found
        time.sleep(0.1)
    raise AssertionError(f"not in {patience:.0f} s: {what}")


@dataclass
class Worker:
    """A worker's process."""

    pid: int
    fault: str = ""

    def kill(self) -> None:
        self._signal(signal.SIGKILL)

    def freeze(self) -> None:
        self._signal(signal.SIGSTOP)

    def go_on(self) -> None:
        self._signal(signal.SIGCONT)

    def end(self) -> None:
        self._signal(signal.SIGTERM)
        self.go_on()

    @property
    def alive(self) -> bool:
        return alive(self.pid)

    @property
    def frozen(self) -> bool:
        stat = Path(f"/proc/{self.pid}/stat")
        return stat.exists() and stat.read_text().rpartition(") ")[2].startswith("T")

    def _signal(self, sign: int) -> None:
        if self.alive:
            os.kill(self.pid, sign)


@dataclass
class Newsdesk:
    """One installation; `ask` lets its people do something."""

    home: Path
    env: dict[str, str]
    network: Rehearsal
    people: subprocess.Popen[str]
    workers: list[Worker] = field(default_factory=list)
    server: subprocess.Popen[bytes] | None = None

    @property
    def socket(self) -> Path:
        return valkey_socket(self.home)

    @property
    def log(self) -> str:
        """What this newsroom's workers said."""
        path = self.home / "worker.log"
        return path.read_text() if path.exists() else ""

    def ask(self, do: str, **given: Any) -> Any:
        assert self.people.stdin
        assert self.people.stdout
        self.people.stdin.write(json.dumps({"do": do, **given}) + "\n")
        self.people.stdin.flush()
        answer = json.loads(self.people.stdout.readline())
        assert "said" in answer, answer["failed"]
        return answer["said"]

    def start_valkey(self, **changes: str) -> None:
        command = valkey.valkey_command(self.home, self.socket)
        command += [word for name, value in changes.items() for word in (f"--{name}", value)]
        self.server = start_tied(command, os.environ, self.home / "valkey.log")
        valkey.wait_for(self.socket)

    def kill_valkey(self) -> None:
        """Gone, with all it held."""
        assert self.server
        self.server.kill()
        self.server.wait()
        for kept in (self.home / "valkey").rglob("*.*"):
            kept.unlink()

    def freeze_valkey(self) -> None:
        assert self.server
        self.server.send_signal(signal.SIGSTOP)

    def thaw_valkey(self) -> None:
        assert self.server
        self.server.send_signal(signal.SIGCONT)

    def worker(self, fault: str = "", **more: Any) -> Worker:
        worker = self._fork(fault, **more)
        self.workers.append(worker)
        return worker

    def _fork(self, fault: str = "", **more: Any) -> Worker:
        log = str(self.home / "worker.log")
        pid = self.ask("worker", log=log, fault=fault, **more)
        return Worker(pid, fault or more.get("without", ""))

    def crew(self, size: int = 2) -> None:
        """So many workers without a fault; those of the last scenario go on where they can."""
        able = [each for each in self.workers if each.alive and not each.fault]
        self.workers.sort(key=lambda each: each not in able)
        for _ in range(size - len(able)):
            self.workers.insert(0, self._fork())

    def paper(self, *, beside: Paper | None = None, gap: float = 0.0) -> Paper:
        """An account of a newsroom of its own, or of the same one."""
        keys = self.network.account(f"{self.home.name[:6]}{next(_count)}", "Harbour Post")
        house = beside.account if beside else 0
        made = self.ask("account", keys=asdict(keys), url=self.network.url, house=house, gap=gap)
        return Paper(self, keys.handle, made["account"])

    def rest(self, *, but: Worker | None = None) -> None:
        """End the workers, but for one; the next scenario begins without them."""
        ending = [worker for worker in self.workers if worker is not but]
        for worker in ending:
            worker.kill()
        until(lambda: not any(worker.alive for worker in ending), "workers to end")
        self.workers = [but] if but else []

    def helper(self) -> Worker:
        """A worker without a fault; the one of the last scenario where it still is there."""
        self.crew(1)
        self.workers[0].go_on()
        self.rest(but=self.workers[0])
        return self.workers[0]

    def die(self) -> None:
        """The whole host, in an instant."""
        for worker in self.workers:
            worker.kill()
        self.people.kill()

    def stop(self) -> None:
        self.rest()
        if self.people.stdin:
            self.people.stdin.close()
        self.people.wait(10)
        if self.people.stdout:
            self.people.stdout.close()
        if self.server:
            self.server.kill()
            self.server.wait()


@dataclass
class Paper:
    """One account, what was approved for it, and the stops it was told."""

    desk: Newsdesk
    handle: str
    account: int
    approved: dict[int, Approved] = field(default_factory=dict)
    stops: list[Stop] = field(default_factory=list)

    def approve(self, posts: int = 3, threads: int = 1, **more: Any) -> int:
        """Approve threads of so many posts; the number of the first."""
        names = [f"{self.handle} {next(_count)}" for _ in range(threads)]
        bodies = [[f"{name} post {n}" for n in range(1, posts + 1)] for name in names]
        made = self.desk.ask("approve", account=self.account, bodies=bodies, **more)
        for thread, texts in zip(made, bodies, strict=True):
            self.approved[thread] = Approved(self.handle, tuple(texts))
        return int(made[0])

    def seen(self, thread: int) -> dict[str, Any]:
        return dict(self.desk.ask("seen", threads=[thread])[0])

    def states(self) -> list[str]:
        return [each["state"] for each in self.desk.ask("seen", threads=list(self.approved))]

    def until_out(self) -> None:
        """Wait until the desk says that every thread is posted."""
        try:
            until(lambda: set(self.states()) == {"posted"}, f"{self.handle} to be out")
        except AssertionError as late:
            raise AssertionError(f"{late}: {[self.seen(each) for each in self.approved]}") from late

    def until_state(self, thread: int, *states: str) -> dict[str, Any]:
        try:
            until(lambda: self.seen(thread)["state"] in states, f"to be {states}")
        except AssertionError as late:
            raise AssertionError(f"{late}: {self.seen(thread)}") from late
        return self.seen(thread)

    def until_posts(self, count: int) -> None:
        until(lambda: len(self.out()) >= count, f"{count} posts of {self.handle}")

    def out(self) -> list[dict[str, Any]]:
        return self.desk.network.posts(self.handle)

    def calls(self, endpoint: str = "post") -> list[int]:
        return [call["status"] for call in self.desk.network.calls(self.handle, endpoint)]

    def fault(self, kind: str, **where: Any) -> None:
        self.desk.network.fault(kind, handle=self.handle, **where)

    def pause(self, scope: str = "account", thread: int = 0) -> None:
        """Stop, and remember where in the log: the judge counts from there."""
        self.desk.ask("pause", account=self.account, scope=scope, thread=thread)
        stopped = [thread] if thread else list(self.approved)
        self.stopped(stopped)

    def stopped(self, threads: list[int]) -> None:
        texts = frozenset(text for each in threads for text in self.approved[each].posts)
        self.stops.append(Stop(texts, self.at()))

    def resume(self) -> None:
        """Go on; what was stopped until now is judged until now."""
        at = self.at()
        self.stops = [Stop(stop.posts, stop.after, min(stop.before, at)) for stop in self.stops]
        self.desk.ask("resume", account=self.account)

    def at(self) -> int:
        log = self.desk.network.log(self.handle)
        return int(log[-1]["seq"]) if log else 0

    def expect(self, thread: int, *, whole: bool) -> None:
        """A thread that was stopped for good need not be out to its end."""
        self.approved[thread] = Approved(self.handle, self.approved[thread].posts, whole)

    def verdict(self) -> Verdict:
        log = self.desk.network.log(self.handle)
        return judge(log, list(self.approved.values()), self.stops)


def start(home: Path, network: Rehearsal, database: str = "", **times: str) -> Newsdesk:
    """A newsroom in `home`, on its own database; no worker runs yet."""
    desk = open_doors(home, network, database, **times)
    desk.ask("migrate")
    return desk


def join(desk: Newsdesk, home: Path, *, port: int, **others: str) -> Newsdesk:
    """A second host of an installation: the same database, Redis and secrets, unless told others."""
    shared = {"DATABASE_URL": desk.env["DATABASE_URL"], "REDIS_URL": f"redis://127.0.0.1:{port}/0"}
    for name, file in SECRETS.items():
        shared[name] = (desk.home / file).read_text().strip()
    return _people(home, desk.network, shared | others)


def open_doors(home: Path, network: Rehearsal, database: str = "", **times: str) -> Newsdesk:
    """The same without its tables."""
    desk = _people(home, network, times | ({"DATABASE_URL": database} if database else {}))
    desk.start_valkey()
    return desk


def _people(home: Path, network: Rehearsal, given: dict[str, str]) -> Newsdesk:
    home.mkdir(parents=True, exist_ok=True)
    bare = {name: value for name, value in os.environ.items() if name not in NAMES}
    env = bare | TIMES | given | {"PUBLISHER_HOME": str(home), "FAULTS_ALLOWED": "yes"}
    env |= {"REHEARSAL_POSTS_PER_MINUTE": "100000"}
    with (home / "people.log").open("wb") as words:
        people = subprocess.Popen(
            [sys.executable, "-m", "tests.worlds.copydesk"],
            env=env,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=words,
            text=True,
            cwd=ROOT,
        )
    return Newsdesk(home, env, network, people)
