"""A child that is lost by no fault of its work costs nobody an answer, and no text the blame."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

import pytest

from cards import Card, CardError, Theme
from publisher.explainer import Unreadable
from publisher.intake import lead_photo
from publisher.intake.errors import BadPhoto
from publisher.outside import bounds, watching, work
from publisher.outside.bounds import Bounds
from publisher.outside.errors import AllAtWork, Killed, Starved, Stuck, TooSlow, is_passing
from publisher.outside.pool import Pool
from tests.worlds.up import eventually

#: So long that whoever waits for their end would be noticed; no test here does.
LONG = Bounds(seconds=300, memory=600, children=1, cpu=100)
#: More than a line holds while nobody reads at its other end.
LARGE = "word " * 96_000


@pytest.fixture
def pools() -> Iterator[Callable[[Bounds], Pool]]:
    made: list[Pool] = []

    def make(limits: Bounds) -> Pool:
        made.append(Pool(limits))
        return made[-1]

    yield make
    for each in made:
        each.end()


@pytest.fixture
def pool(pools: Callable[..., Pool]) -> Pool:
    return pools(LONG)


def at_work(pool: Pool, *, than: int | None = None) -> int:
    """The child that works now, once it does; another one than that."""

    def found() -> int | None:
        pid = pool.children[0].pid if pool.children else None
        seen = watching.read_process_state(pid) if pid and pid != than else None
        return pid if seen and seen.cpu > 0.5 else None

    return int(eventually(found, "the child is at work"))


@contextmanager
def asked(pool: Pool, *what: Any) -> Iterator[Future[Any]]:
    with ThreadPoolExecutor(1) as asking:
        yield asking.submit(pool.ask, *what)


@pytest.mark.parametrize("sign", [signal.SIGSTOP, signal.SIGKILL])
@pytest.mark.parametrize("text", ["two", LARGE], ids=["short", "long"])
def test_a_child_lost_with_nothing_to_do_leaves_its_next_text_to_another(pool, sign, text):
    assert pool.ask("to_text", "one")
    first = pool.children[0].pid
    os.kill(first, sign)

    assert pool.ask("to_text", text)[0] == text
    assert pool.children[0].pid != first


@pytest.mark.parametrize("sign", [signal.SIGSTOP, signal.SIGKILL, signal.SIGTERM])
def test_a_child_lost_over_its_work_leaves_it_to_another(pool, sign):
    with asked(pool, "toil", 2) as answer:
        first = at_work(pool)
        os.kill(first, sign)

    assert answer.result() == "done"
    assert pool.children[0].pid != first


def test_what_two_children_were_killed_over_is_not_tried_again(pool):
    with asked(pool, "toil", 50) as answer:
        first = at_work(pool)
        os.kill(first, signal.SIGKILL)
        os.kill(at_work(pool, than=first), signal.SIGKILL)

    with pytest.raises(Killed):
        answer.result()
    assert pool.ask("to_text", "next")[0] == "next"


def test_what_two_children_stood_still_over_may_be_asked_for_again(pool):
    with asked(pool, "toil", 50) as answer:
        first = at_work(pool)
        os.kill(first, signal.SIGSTOP)
        os.kill(at_work(pool, than=first), signal.SIGSTOP)

    with pytest.raises(Stuck):
        answer.result()
    assert pool.ask("to_text", "next")[0] == "next"


def test_a_child_that_waits_for_what_never_comes_is_ended(pool):
    with pytest.raises(Stuck):
        pool.ask("sleep")

    assert pool.ask("to_text", "next")[0] == "next"


def test_where_no_child_can_be_started_no_text_is_blamed(pool, monkeypatch):
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with pytest.raises(Stuck):
        pool.ask("to_text", "one")

    monkeypatch.setattr(sys, "executable", "/bin/false")
    with pytest.raises(Stuck):
        pool.ask("to_text", "one")


@contextmanager
def crowded(pid: int) -> Iterator[None]:
    """A machine that leaves this process a tenth of a processor, however it deals them out."""
    ended = threading.Event()

    def crowd() -> None:
        with suppress(ProcessLookupError):
            while not ended.wait(0.01):
                os.kill(pid, signal.SIGSTOP)
                ended.wait(0.09)
                os.kill(pid, signal.SIGCONT)

    others = threading.Thread(target=crowd)
    others.start()
    try:
        yield
    finally:
        ended.set()
        others.join()


def test_a_busy_machine_blames_no_text(pools):
    pool = pools(Bounds(seconds=4, memory=600, children=1, cpu=4))
    assert pool.ask("to_text", "one")
    with crowded(pool.children[0].pid), pytest.raises(Starved):
        pool.ask("toil", 3)


def test_who_used_up_the_processor_is_ended_before_the_clock_says_so(pools):
    pool = pools(Bounds(seconds=300, memory=600, children=1, cpu=1))
    with pytest.raises(TooSlow):
        pool.ask("toil", 100)


def test_as_many_as_there_are_children_wait_for_one_and_the_others_only_briefly(pool, monkeypatch):
    monkeypatch.setattr(bounds, "BRIEFLY", 0.05)
    with asked(pool, "toil", 3) as first:
        at_work(pool)
        with asked(pool, "to_text", "patient") as second:
            time.sleep(0.2)
            with pytest.raises(AllAtWork):
                pool.ask("to_text", "hasty")
            assert not first.done()
    assert second.result()[0] == "patient"


@pytest.mark.parametrize("error", [AllAtWork, Stuck, Starved])
def test_what_is_not_the_texts_fault_is_told_as_such(monkeypatch, error):
    class Never:
        def ask(self, what: str, *_given: Any, **_named: Any) -> Any:
            raise error(what)

    monkeypatch.setattr(work, "get_pool", Never)
    with pytest.raises(Unreadable, match="Try again in a minute") as read:
        work.read("A text.")
    with pytest.raises(CardError, match="Try again in a minute") as drawn:
        work.draw_pictures(Card("bullet", "One."), Theme.default())
    with pytest.raises(BadPhoto, match="Try again in a minute") as opened:
        lead_photo.made_ready(b"a photo")
    assert all(is_passing(each.value) for each in (read, drawn, opened))


def test_a_name_with_brackets_does_not_hide_what_a_process_is_at(tmp_path: Path):
    odd = tmp_path / "a) R 1 (b"
    odd.symlink_to("/bin/sleep")
    with subprocess.Popen([odd, "60"]) as process:
        eventually(
            lambda: (seen := watching.read_process_state(process.pid)) and seen.state == "S",
            "it sleeps",
        )
        process.kill()
    assert watching.read_process_state(2**22 + 1) is None


def test_a_process_that_ends_at_work_begins_no_other_child(pool):
    with asked(pool, "toil", 50) as answer:
        at_work(pool)
        pool.leave()

    with pytest.raises(Killed):
        answer.result()
    assert pool.children[0].pid is None
