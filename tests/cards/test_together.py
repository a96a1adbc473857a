"""Many at once: threads, forks, and forks while threads draw."""

from __future__ import annotations

import json
import multiprocessing
import sys
import threading
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from cards import Card, CardError, Theme, draw, lay_out
from cards import face as faces
from tests.bench.cards import SIX, texts

ENTRIES = json.loads(
    (Path(__file__).parents[2] / "docs" / "cards-gallery.json").read_text(encoding="utf-8")
)
LIGHT, DARK = (Theme.load(name).with_wordmark("Your paper") for name in ("light", "dark"))


def jobs():
    gallery = [Card(**{k: v for k, v in entry.items() if k != "name"}) for entry in ENTRIES]
    prose = [Card(text=text, heading=f"Part {n}") for n, text in enumerate(texts(20))]
    mixed = [Card("headline", f"{text[:60]} {SIX}") for text in texts(8, seed=2)]
    return [(c, t) for c in (*gallery, *prose, *mixed) for t in (LIGHT, DARK.with_aspect("1:1"))]


def one(job):
    """The names of a card's pictures, or why there is none: faces are not everywhere the same."""
    try:
        return [draw(part, job[1]).sha256 for part in lay_out(*job)]
    except CardError as error:
        return [str(error)]


@pytest.fixture(scope="module")
def alone():
    return [one(job) for job in jobs()]


@pytest.fixture
def restless(monkeypatch):
    """Threads that change places all the time, and a cache of tiles that overflows."""
    before = sys.getswitchinterval()
    sys.setswitchinterval(1e-5)
    monkeypatch.setattr(faces, "MOST_TILES", 40)
    yield
    sys.setswitchinterval(before)


@pytest.mark.usefixtures("restless")
def test_eight_threads_draw_what_one_draws(alone):
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(one, jobs())) == alone


@contextmanager
def busy(count):
    """So many threads that draw without end."""
    done = threading.Event()

    def work(start):
        mine = jobs()[start::count]
        while not done.is_set():
            one(mine[0])
            mine.append(mine.pop(0))

    threads = [threading.Thread(target=work, args=(n,)) for n in range(count)]
    for thread in threads:
        thread.start()
    yield
    done.set()
    for thread in threads:
        thread.join()


def in_a_fork(some):
    context = multiprocessing.get_context("fork")
    receiver, sender = context.Pipe(duplex=False)
    child = context.Process(target=lambda: sender.send([one(job) for job in some]))
    child.start()
    found = receiver.recv() if receiver.poll(30) else "the child hangs"
    child.join(5)
    child.kill()
    return found


@pytest.mark.skipif(sys.platform != "linux", reason="forks only where workers fork")
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*fork:DeprecationWarning")
@pytest.mark.parametrize("threads", [0, 3])
def test_a_fork_draws_the_same_even_while_threads_draw(alone, threads):
    with busy(threads):
        found = in_a_fork(jobs()[:40])

    assert found == alone[:40]


def test_a_thread_may_keep_a_picture_while_it_draws_another():
    first = draw(Card(text="One."), LIGHT)
    kept = bytes(first.png)
    draw(Card(text="Another one."), LIGHT)

    assert first.png == kept
