"""Whatever lies in Redis: no message ends a worker or holds it up, and the next hint is heard."""

from __future__ import annotations

import json
import pickle
from base64 import b64encode
from typing import Any

import pytest
import redis
from celery import Celery

from tests.worlds.newsdesk import Newsdesk, Worker, until

pytestmark = pytest.mark.journey
QUEUES = ("post", "draft")


def hint(task: Any = "deliver", args: Any = (1,), **changes: Any) -> dict[str, Any]:
    """A message as our clock sends it, but for these changes."""
    body = json.dumps([list(args), {}, {}]).encode() if isinstance(args, tuple) else args
    sent = {
        "body": b64encode(body).decode(),
        "content-encoding": "utf-8",
        "content-type": "application/json",
        "headers": {"lang": "py", "task": task, "id": "1", "root_id": "1"},
        "properties": {
            "delivery_tag": "1",
            "delivery_info": {"exchange": "", "routing_key": "post"},
            "body_encoding": "base64",
        },
    }
    return {**sent, **changes}


def without(*path: str) -> dict[str, Any]:
    """A hint that lacks something."""
    sent = part = hint()
    for name in path[:-1]:
        part = part[name]
    del part[path[-1]]
    return sent


class Bomb:
    """What a worker that unpickles would run."""

    def __reduce__(self) -> tuple[Any, ...]:
        return (exit, (1,))


PICKLED = pickle.dumps([[Bomb()], {}, {}])
HEADERS = hint()["headers"]
#: What is no JSON, no envelope, or no message of ours.
JUNK: dict[str, Any] = {
    "nothing": b"",
    "binary": bytes(range(256)),
    "words": b"hello",
    "half of a message": json.dumps(hint())[:40].encode(),
    "a number": b"1",
    "null": b"null",
    "a list": b"[]",
    "an empty object": {},
    "nested deeply": b"[" * 3_000,
    "a number of many digits": b"1" * 3_900,
    "very long": b"x" * 20_000_000,
    "a long hint": hint(extra="x" * 5_000_000),
    **{
        f"no {' '.join(path)}": without(*path)
        for path in (
            ("body",),
            ("headers",),
            ("headers", "task"),
            ("headers", "id"),
            ("properties",),
            ("properties", "delivery_tag"),
            ("properties", "delivery_info"),
            ("properties", "body_encoding"),
            ("content-type",),
            ("content-encoding",),
        )
    },
    "headers that are a word": hint(headers="deliver"),
    "headers that are nothing": hint(headers=None),
    "properties that are a list": hint(properties=[]),
    "a body that is no base64": hint(body="%%%"),
    "a body that is a number": hint(body=7),
    "pickle": hint(args=PICKLED, **{"content-type": "application/x-python-serialize"}),
    "pickle that says it is JSON": hint(args=PICKLED),
    "yaml": hint(args=b"- [1]", **{"content-type": "application/x-yaml"}),
    "an unknown kind": hint(**{"content-type": "application/x-nothing"}),
    "an unknown encoding": hint(**{"content-encoding": "rot13"}),
    "packed": hint(headers=HEADERS | {"compression": "application/x-gzip"}),
    "an unknown task": hint("launch"),
    "a task of Celery's own": hint("celery.chord_unlock"),
    "a task that is a list": hint(["deliver"]),
    "a task that is nothing": hint(None),
    "for the year 9999": hint(headers=HEADERS | {"eta": "9999-12-31T23:59:59"}),
    "for no time": hint(headers=HEADERS | {"eta": "soon", "expires": [1]}),
    "tried often": hint(headers=HEADERS | {"retries": "many", "timelimit": "none"}),
    "in a group": hint(headers=HEADERS | {"group": {"a": 1}, "chord": 3, "stamps": 7}),
    "with more to call": hint(
        args=json.dumps([[1], {}, {"callbacks": [{"task": "celery.map"}], "chord": {}}]).encode()
    ),
    "in the first protocol": {**hint(), "headers": {}, "body": b64encode(b'{"task": 1}').decode()},
}
#: What a hint may be given instead of one id.
ARGUMENTS: tuple[tuple[Any, ...], ...] = (
    (),
    (1, 2),
    ("abc",),
    ("1",),
    (None,),
    (True,),
    (1.5,),
    (0,),
    (-1,),
    (2**63,),
    (10**300,),
    ([1],),
    ({"id": 1},),
)


@pytest.fixture
def worker(desk: Newsdesk) -> Worker:
    return desk.worker()


@pytest.fixture
def line(desk: Newsdesk) -> redis.Redis:
    return redis.Redis(unix_socket_path=str(desk.socket))


def swallow(worker: Worker, line: redis.Redis, name: str, sent: Any) -> None:
    """Give the worker a message on every queue and wait until it is taken."""
    item = sent if isinstance(sent, bytes) else json.dumps(sent).encode()
    for queue in QUEUES:
        line.lpush(queue, item)
    until(lambda: not any(map(line.llen, QUEUES)), f"{name} to be taken", patience=20)
    assert worker.alive, name


def goes_on(desk: Newsdesk, worker: Worker) -> None:
    """A thread that is due now goes out, and it is the same worker that sends it."""
    paper = desk.paper()
    paper.approve(posts=2)
    paper.until_out()
    assert worker.alive
    assert paper.verdict().clean


def test_what_is_no_hint_of_ours_is_dropped(desk, worker, line):
    before = len(desk.log)
    for name, sent in JUNK.items():
        swallow(worker, line, name, sent)
    goes_on(desk, worker)
    # The desk's workers of earlier tests wrote into the same log.
    said = desk.log[before:]
    assert "dropped a message that is no hint" in said
    assert "Traceback" not in said


def test_a_hint_for_anything_but_one_id_is_dropped(desk, worker, line):
    for given in ARGUMENTS:
        for task in ("deliver", "draft", "trial"):
            swallow(worker, line, f"{task}{given}", hint(task, given))
    swallow(worker, line, "named", hint(args=json.dumps([[], {"thread_id": 1}, {}]).encode()))
    goes_on(desk, worker)


def test_a_hint_for_something_that_is_not_there_is_harmless(desk, worker, line):
    for task in ("deliver", "draft", "trial"):
        swallow(worker, line, task, hint(task, (2**63 - 1,)))
    goes_on(desk, worker)


@pytest.mark.parametrize("kind", ["string", "hash", "set", "sorted set", "stream"])
def test_what_stands_under_a_queues_name_is_put_aside(desk, worker, line, kind):
    put = {
        "string": lambda name: line.set(name, "words"),
        "hash": lambda name: line.hset(name, "a", "b"),
        "set": lambda name: line.sadd(name, "a"),
        "sorted set": lambda name: line.zadd(name, {"a": 1}),
        "stream": lambda name: line.xadd(name, {"a": "b"}),
    }[kind]
    for queue in QUEUES:
        line.delete(queue)
        put(queue)
    goes_on(desk, worker)
    until(lambda: all(line.exists(f"{each}:not-a-queue") for each in QUEUES), "both put aside")


def test_what_celery_would_keep_in_redis_is_not_asked_for(desk, line):
    for name in ("post", "draft", "celeryev", "celery.pidbox"):
        line.delete(f"_kombu.binding.{name}")
        line.sadd(f"_kombu.binding.{name}", "junk", b"\xff\x06\x16\x06\x16elsewhere")
    for name in ("unacked", "unacked_index", "unacked_mutex", "_kombu.script_binding_deadlines"):
        line.set(name, "junk")
    goes_on(desk, desk.worker())
    assert not line.exists("elsewhere")


def test_nobody_ends_a_worker_from_afar(desk, worker, line):
    with Celery(broker=f"redis+socket://{desk.socket}") as stranger:
        for command in ("shutdown", "pool_restart", "rate_limit", "cancel_consumer", "revoke"):
            stranger.control.broadcast(command, arguments={"queue": "post", "task_id": "1"})
    for channel in ("/0.celery.pidbox", "/0.celeryev", "/0.celeryev/worker.heartbeat"):
        for junk in (b"", b"\xff", b"{}", b'{"properties": {}}'):
            line.publish(channel, junk)
    goes_on(desk, worker)


def test_what_the_worker_remembers_in_redis_may_be_of_any_kind(desk, worker, line):
    for key in line.keys("publisher:*:newest-call"):
        line.delete(key)
        line.rpush(key, "junk")
    goes_on(desk, worker)
