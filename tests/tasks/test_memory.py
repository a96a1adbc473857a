"""The worker's memory, with a real Valkey beside the database."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from publisher.delivery.rollback_guard import MEMORY, Mark
from publisher.env import broker_url
from publisher.launcher import valkey
from publisher.schedule.pause import in_force, resume
from publisher.thread.clock import now
from publisher.thread.models import Call
from tasks import memory
from tasks.app import app
from tasks.kept import HomeMark
from tasks.memory import MemoryLoop, RedisMark, look_once, open_line, redis_key
from tests import builders


@pytest.fixture(scope="module")
def server() -> Iterator[tuple[Path, subprocess.Popen[bytes]]]:
    with tempfile.TemporaryDirectory(prefix="publisher-valkey-") as folder:
        socket = Path(folder) / "valkey.sock"
        command = valkey.valkey_command(Path(folder), socket)
        with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
            valkey.wait_for(socket)
            yield socket, process
            process.terminate()


@pytest.fixture
def line(server):
    with open_line(f"unix://{server[0]}", 0.5) as client:
        client.flushall()
        yield client


@pytest.fixture
def frozen(server, line):  # noqa: ARG001 - emptied before it freezes
    server[1].send_signal(signal.SIGSTOP)
    yield
    server[1].send_signal(signal.SIGCONT)


@pytest.fixture
def house(transactional_db):  # noqa: ARG001 - the loop has a connection of its own
    return builders.newsroom()


def call(house) -> Call:
    account = house.accounts.first() or builders.account(house)
    return Call.objects.create(account=account, kind="post", started_at=now())


def test_the_newest_call_is_kept_beside_the_database(house, line):
    newest = call(house)
    look_once(line)
    assert line.get(redis_key()).decode() == f"{newest.pk} {newest.token}"
    newest = call(house)
    look_once(line)
    assert line.get(redis_key()).decode() == f"{newest.pk} {newest.token}"


def test_a_new_worker_sees_what_the_last_one_knew(house, line):
    newest = call(house)
    look_once(line)
    MEMORY.keep(None)
    newest.delete()
    look_once(line)
    assert "went back in time" in in_force(house)[0].why


def test_a_worker_sees_it_by_itself_when_redis_was_wiped(house, line):
    newest = call(house)
    look_once(line)
    line.flushall()
    newest.delete()
    look_once(line)
    assert len(in_force(house)) == 1


def test_it_is_said_once_whatever_redis_remembers(house, line):
    line.set(redis_key(), "4711 abc")
    look_once(line)
    resume(in_force(house)[0], who=None)
    look_once(line)
    assert in_force(house) == []


RUBBISH = {
    "no text": b"\xff\xfe",
    "a negative number": b"-1 x",
    "nothing": b"",
    "no token": b"7",
    "more digits than Python reads": b"9" * 5_000 + b" x",
    "a number no row can have": b"9" * 30 + b" x",
    "the first number no row can have": f"{2**63} x".encode(),
    "far too long": b"7 " + b"x" * 5_000_000,
    "a zero byte": b"7 a\0b",
}


@pytest.mark.parametrize("rubbish", RUBBISH.values(), ids=RUBBISH)
def test_what_redis_makes_up_stops_nothing_and_gives_way(house, line, server, rubbish):
    line.set(redis_key(), rubbish)
    newest = call(house)
    beside = RedisMark(f"unix://{server[0]}")
    assert Mark.read(beside.read()) is None
    look_once(line)
    assert in_force(house) == []
    assert beside.read() == f"{newest.pk} {newest.token}"
    line.set(redis_key(), rubbish)
    beside.keep(Mark(newest.pk, newest.token))
    assert beside.read() == f"{newest.pk} {newest.token}"
    beside.line.close()


def test_a_key_of_another_kind_gives_way(house, line):
    line.rpush(redis_key(), "junk")
    newest = call(house)
    look_once(line)
    assert in_force(house) == []
    assert line.get(redis_key()).decode() == f"{newest.pk} {newest.token}"


@pytest.fixture
def kept(tmp_path):
    return HomeMark(tmp_path, "house")


def test_a_new_worker_over_an_empty_redis_sees_it_by_the_file(house, line, kept):
    newest = call(house)
    look_once(line, kept)
    assert kept.read() == f"{newest.pk} {newest.token}"
    line.flushall()
    MEMORY.keep(None)
    newest.delete()
    look_once(line, kept)
    assert "went back in time" in in_force(house)[0].why


def test_what_only_one_of_both_remembers_stops_everything_and_is_said_once(house, line, kept):
    for place in (lambda: line.set(redis_key(), "4711 abc"), lambda: kept.keep(Mark(4711, "abc"))):
        place()
        look_once(line, kept)
        (stop,) = in_force(house)
        resume(stop, who=None)
        look_once(line, kept)
        assert in_force(house) == []
    assert kept.read() == line.get(redis_key()).decode() == ""


@pytest.mark.usefixtures("frozen")
def test_while_redis_is_frozen_the_file_remembers(house, line, kept):
    kept.keep(Mark(4711, "abc"))
    look_once(line, kept)
    assert len(in_force(house)) == 1


@pytest.mark.usefixtures("frozen")
def test_a_frozen_redis_leaves_the_worker_its_own_memory(house, line):
    newest = call(house)
    look_once(line)
    newest.delete()
    look_once(line)
    assert len(in_force(house)) == 1


def test_a_mark_kept_before_a_post_is_there_for_every_worker_at_once(server, line):
    one, other = (RedisMark(f"unix://{server[0]}") for _ in range(2))
    one.keep(Mark(12, "abc"))
    other.keep(Mark(11, "def"))
    assert other.read() == line.get(redis_key()).decode() == "12 abc"
    other.keep(Mark(13, "aa"))
    assert one.read() == "13 aa"
    line.set(redis_key(), b"\xffrubbish")
    one.keep(Mark(14, "bb"))
    assert other.read() == "14 bb"
    one.line.close()
    other.line.close()


@pytest.mark.usefixtures("frozen")
def test_a_frozen_redis_is_asked_once_and_then_left_alone(server, monkeypatch):
    beside = RedisMark(f"unix://{server[0]}")
    assert beside.read() == ""
    beside.line.close()
    monkeypatch.setattr(beside, "line", None)
    beside.keep(Mark(1, "a"))
    assert beside.read() == ""


@pytest.fixture
def step(server, settings, monkeypatch, tmp_path):
    settings.BROKER_URL = f"redis+socket://{server[0]}"
    settings.HOME = tmp_path
    monkeypatch.setattr(memory, "EVERY", 0.05)
    started = MemoryLoop(SimpleNamespace())
    started.first = started.after_failure = 0.05
    yield started
    started.stop(None)


def test_a_worker_looks_before_it_takes_anything_up(house, line, step):
    line.set(redis_key(), "4711 abc")
    step.start(SimpleNamespace())
    assert len(in_force(house)) == 1
    assert MEMORY.beside == (step.beside, step.kept)


def test_a_worker_keeps_looking_beside_its_work(house, line, step):
    step.start(SimpleNamespace())
    newest = call(house)
    until = time.monotonic() + 10
    while (line.get(redis_key()) or b"").decode() != f"{newest.pk} {newest.token}":
        assert time.monotonic() < until
        time.sleep(0.01)


def test_the_memory_outlives_what_goes_wrong_and_ends_with_its_worker(house, step, monkeypatch):
    tried = threading.Event()

    def stumble(*_given):
        tried.set()
        raise RuntimeError("once")

    monkeypatch.setattr(memory, "look_once", stumble)
    step.start(SimpleNamespace())
    tried.clear()
    assert tried.wait(10)
    step.stop(None)
    assert "memory" not in [thread.name for thread in threading.enumerate()]
    assert not in_force(house)
    assert MEMORY.beside == ()


def test_the_memory_belongs_to_every_worker():
    assert MemoryLoop in app.steps["worker"]


def test_the_socket_of_the_embedded_broker_is_reached(tmp_path, settings):
    settings.BROKER_URL = broker_url("", tmp_path)
    step = MemoryLoop(SimpleNamespace())
    options = step.line.connection_pool.connection_kwargs
    assert options["path"] == str(tmp_path / "valkey.sock")
    step.stop(None)
