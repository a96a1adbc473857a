"""Work on what comes from outside is done in a child that can be ended; these children are real."""

from __future__ import annotations

import os
import pickle
import signal
import subprocess
import sys
import time
from itertools import pairwise
from pathlib import Path
from threading import Event, Thread

import pytest

from cards import Card, CardError, Theme
from publisher.explainer import Unreadable, read
from publisher.outside import wire, work
from publisher.outside.bounds import Bounds
from publisher.outside.errors import AllAtWork, Crashed, Failed, TooMuch, TooSlow
from publisher.outside.pool import Child, Pool
from publisher.split import X, split

#: A second of the processor, whatever else the machine has to do.
SHORT = Bounds(seconds=60, memory=600, children=2, cpu=1)
TEXT = "Why the bridge is closed\n\nIt is old.\n\nWhat is known\n\n• One lane is open.\n• Work ends in May.\n"


@pytest.fixture
def pool():
    made = Pool(SHORT)
    yield made
    made.end()


@pytest.fixture
def only(monkeypatch, pool):
    """The functions of `work` use these short-lived children."""
    monkeypatch.setattr(work, "get_pool", lambda: pool)
    return pool


def alive(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def until(true, seconds: float = 10) -> bool:
    end = time.monotonic() + seconds
    while not true() and time.monotonic() < end:
        time.sleep(0.02)
    return bool(true())


@pytest.mark.usefixtures("only")
def test_a_child_reads_splits_and_draws_what_we_would():
    explainer = work.read(TEXT)
    draft = work.split(explainer, X)

    assert explainer == read(TEXT)
    assert draft == split(explainer, X)
    drawn = work.draw_pictures(Card("bullet", "One lane is open."), Theme.default())
    assert [each.kind for each in drawn] == ["bullet"]
    assert (
        drawn[0].content
        == work.draw_first_picture(Card("bullet", "One lane is open."), Theme.default()).content
    )


def test_work_that_hangs_is_ended_at_its_deadline(pool):
    with pytest.raises(TooSlow):
        pool.ask("hang")

    assert pool.ask("to_text", "next")[0] == "next"


def test_work_that_wants_too_much_memory_is_ended(pool):
    with pytest.raises(TooMuch):
        pool.ask("grow")

    assert pool.ask("to_text", "next")[0] == "next"


def test_a_library_that_crashes_takes_only_the_child_with_it(pool):
    with pytest.raises(Crashed):
        pool.ask("crash")

    assert pool.ask("to_text", "next")[0] == "next"


def test_a_child_that_died_with_nothing_to_do_costs_nobody_an_answer(pool):
    assert pool.ask("to_text", "one")
    os.kill(pool.children[0].pid, signal.SIGKILL)

    assert pool.ask("to_text", "two")[0] == "two"


def test_one_text_that_hangs_does_not_hold_up_the_next(pool):
    def hang() -> None:
        with pytest.raises(TooSlow):
            pool.ask("hang")

    hanging = Thread(target=hang)
    hanging.start()
    assert until(lambda: pool.children)

    assert pool.ask("to_text", "meanwhile")[0] == "meanwhile"
    assert hanging.is_alive()
    hanging.join()


def test_this_process_goes_on_while_a_text_hangs(pool):
    beats = []
    over = Event()

    def beat() -> None:
        while not over.wait(0.01):
            beats.append(time.monotonic())

    clock = Thread(target=beat)
    clock.start()
    with pytest.raises(TooSlow):
        pool.ask("hang")
    over.set()
    clock.join()

    # The child held its own lock for a second and more.
    assert len(beats) > 10
    assert max(after - before for before, after in pairwise(beats)) < SHORT.cpu


def test_nobody_waits_for_a_free_child_without_an_end():
    pool = Pool(Bounds(seconds=0.5, memory=600, children=1, cpu=1))
    pool._places.acquire()  # noqa: SLF001 - as one at work does

    with pytest.raises(AllAtWork):
        pool.ask("to_text", "one")


def test_no_dead_child_is_left_behind(pool):
    with pytest.raises(TooSlow):
        pool.ask("hang")
    pool.ask("to_text", "one")
    pid = pool.children[0].pid
    pool.end()
    with pytest.raises((Crashed, TooSlow)):
        pool.ask("crash")

    assert until(lambda: not alive(pid))
    assert not Path(f"/proc/{pid}").exists()


def test_a_child_writes_no_file(pool, tmp_path):
    with pytest.raises(Failed, match="File too large"):
        pool.ask("write", str(tmp_path / "left"))

    assert not (tmp_path / "left").exists() or not (tmp_path / "left").read_bytes()


def test_a_child_knows_no_secret(monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "what nobody may know")
    child = Child(SHORT)
    child.ask("to_text", ("one",), {})

    assert b"SECRET_KEY" not in Path(f"/proc/{child.pid}/environ").read_bytes()
    child.end()


@pytest.mark.usefixtures("only")
def test_errors_come_back_as_they_are():
    with pytest.raises(Unreadable, match="There is nothing to read"):
        work.read("  ")
    with pytest.raises(CardError):
        work.draw_pictures(Card("bullet", "Half \ud800"), Theme.default())


@pytest.mark.parametrize("asked", ["hang", "crash", "grow"])
def test_what_was_ended_is_told_in_words(only, asked, monkeypatch):
    ask = only.ask
    monkeypatch.setattr(only, "ask", lambda *_given, **_named: ask(asked))

    with pytest.raises(Unreadable, match="paste the words of the explainer alone"):
        work.read(TEXT)
    with pytest.raises(CardError, match="this card"):
        work.draw_pictures(Card("bullet", "One."), Theme.default())


def test_an_answer_that_could_run_is_none():
    class Bad:
        def __reduce__(self):
            return os.getpid, ()

    with pytest.raises(pickle.UnpicklingError):
        wire.unpack_answer(pickle.dumps(("done", Bad(), False)))


_PARENT = """
import sys
from threading import Event, Thread
from publisher.outside.bounds import Bounds
from publisher.outside.pool import Pool
pool = Pool(Bounds(seconds=60, memory=600, children=1, cpu=30))
pool.ask("to_text", "one")
print(pool.children[0].pid, flush=True)
pool.ask("hang")
"""


def test_a_child_ends_with_its_parent_even_at_work():
    parent = subprocess.Popen([sys.executable, "-c", _PARENT], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    pid = int(parent.stdout.readline())
    time.sleep(0.3)
    parent.kill()
    parent.wait()
    parent.stdout.close()

    assert until(lambda: not alive(pid))


def test_nothing_is_started_before_it_is_needed():
    code = "import publisher.outside.work, publisher.outside.pool as p, sys; print(p._pool)"
    found = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert found.stdout.strip() == "None"
