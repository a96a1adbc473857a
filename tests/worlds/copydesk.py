"""The people of a newsroom in a process of its own: a line of JSON asks, a line answers.

It also starts workers: forked from what is loaded already, each a process that can be killed.
"""

from __future__ import annotations

import ctypes
import json
import os
import signal
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from datetime import timedelta
from pathlib import Path
from typing import Any
from unittest import mock

from django.conf import settings
from django.core.checks import run_checks
from django.core.management import call_command
from django.db import InterfaceError, OperationalError, connection, connections, transaction

import tasks.broker
import tasks.celery
from publisher.accounts.models import Account, Person
from publisher.accounts.roles import Role
from publisher.accounts.secrets import seal
from publisher.delivery import deliver, failpoints, fence, refusal_checks
from publisher.delivery.tick import tick
from publisher.followup.continue_thread import go_on as let_it_go_on
from publisher.followup.edit_remaining import mend_post
from publisher.followup.reply import propose_reply, send_reply
from publisher.followup.resolve_unknown import it_is_not_there
from publisher.followup.take_down import take_down as take_it_down
from publisher.intake.add import add_article as add_it
from publisher.intake.add import sample_text
from publisher.review.approve import approve as approve_it
from publisher.review.approve import cancel as cancel_it
from publisher.review.edit import edit_post
from publisher.schedule.pause import Scope, in_force
from publisher.schedule.pause import pause as pause_it
from publisher.schedule.pause import resume as resume_it
from publisher.thread.clock import now
from publisher.thread.models import Call, Pause, Post, Thread
from publisher.thread.states import PostState, ThreadState
from publisher.thread.transitions import move_post
from tests import builders
from tests.worlds import archive, crowds, eyes, mishaps
from tests.worlds.release import acts as release

SECRETS = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
WORKER = [
    "worker",
    "--pool=threads",
    "-Q",
    "post,draft,noops",
    "--without-mingle",
    "--without-gossip",
    "--without-heartbeat",
]
#: Rows written at a time.
BATCH = 50_000
#: A time a row's number of seconds after another.
_SECONDS_ON = {
    "sqlite": "datetime(%s, (s.n %% 86400) || ' seconds')",
    "postgresql": "%s::timestamptz + (s.n %% 86400) * interval '1 second'",
}
_LIBC = ctypes.CDLL(None)


def migrate() -> None:
    call_command("migrate", verbosity=0, interactive=False)
    # Whole in its file, and free to be copied.
    connections.close_all()


def worker(
    log: str,
    fault: str = "",
    *,
    threads: int = 4,
    without: str = "",
    ahead: float = 0.0,
    impatient: bool = False,
    slowly: Sequence[Any] = (),
) -> int:
    """Fork a worker, without a part of the protocol or with a wrong clock; its process id."""
    connections.close_all()
    pid = os.fork()
    if pid == 0:
        try:
            _leave_out(without)
            mishaps.turn_clock(ahead)
            mishaps.break_names()
            if impatient:
                mishaps.lose_patience()
            if slowly:
                mishaps.read_slowly(*slowly)
            _become_worker(log, fault, threads)
        finally:
            # However it ends: it must not go on as the people's process.
            os._exit(1)
    return pid


def _become_worker(log: str, fault: str, threads: int) -> None:
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    _LIBC.prctl(1, signal.SIGKILL)
    words = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND)
    for stream, to in ((0, os.open(os.devnull, os.O_RDONLY)), (1, words), (2, words)):
        os.dup2(to, stream)
    failpoints._armed = failpoints.parse_faults(fault)  # noqa: SLF001 - as if it had been in the environment
    failpoints.refuse_in_earnest()
    name = f"--hostname=w{os.getpid()}@{settings.HOME.name}"
    tasks.celery.app.worker_main([*WORKER, f"--concurrency={threads}", "--loglevel=WARNING", name])


def _leave_out(part: str) -> None:
    """Take away what the protocol stands on: the judge has to see it."""
    if part == "settle wait":
        settings.SETTLE_AFTER = 0
    if part == "fence":
        fence._check = lambda *_: None  # noqa: SLF001 - the part that is taken away
    if part == "catching up":
        vars(deliver)["catch_up"] = lambda *_: False
    if part == "read-back":
        vars(deliver)["settle"] = _believe_it_lost


def _believe_it_lost(thread: Thread, post: Post, client: object) -> None:
    del thread, client
    if post.state == PostState.INTENT:
        move_post(post, PostState.UNKNOWN)
    move_post(post, PostState.WAITING)


def account(keys: dict[str, str], url: str, house: int = 0, gap: float = 0.0) -> dict[str, int]:
    """A newsroom, or the one named, with an account on the network."""
    room = Account.objects.get(pk=house).newsroom if house else builders.newsroom()
    row = builders.account(
        room,
        handle=keys["handle"],
        remote_user_id=keys["user_id"],
        base_url=url,
        sealed=seal({name: keys[name] for name in SECRETS}),
        gap=gap,
    )
    if not house:
        builders.person(Role.EDITOR, room)
    return {"account": row.pk, "newsroom": room.pk}


def renew(account: int, keys: dict[str, str]) -> None:
    """New tokens, as connecting again gives them."""
    sealed = seal({name: keys[name] for name in SECRETS})
    Account.objects.filter(pk=account).update(sealed=sealed)


def approve(account: int, bodies: list[list[str]], **more: Any) -> list[int]:
    """Threads with these posts, approved for now, or in `after` or `embargo` seconds; their numbers."""
    row = Account.objects.get(pk=account)
    after = more.pop("after", None)
    cards = more.pop("cards", False)
    begun = [
        builders.thread_in_review(row.newsroom, *each, account=row, cards=cards) for each in bodies
    ]
    editor = _editor(row)
    embargo = more.pop("embargo", None)
    if embargo is not None:
        more["not_before"] = now() + timedelta(seconds=embargo)
    when: dict[str, Any] = {"now": True} if after is None else {}
    if after is not None:
        when = {"at": now() + timedelta(seconds=after)}
    for thread in begun:
        approve_it(thread, rev=1, who=editor, **when, **more)
    return [thread.pk for thread in begun]


def approve_again(thread: int) -> None:
    row = Thread.objects.get(pk=thread)
    approve_it(row, rev=row.rev, who=builders.person(house=row.account.newsroom), now=True)


def seen(threads: list[int]) -> list[dict[str, Any]]:
    """What the desk says of each thread."""
    rows = Thread.objects.in_bulk(threads)
    return [_seen(rows[pk]) for pk in threads]


def _seen(thread: Thread) -> dict[str, Any]:
    posts = thread.posts.order_by("position").values_list("state", flat=True)
    due = thread.due_at.timestamp() if thread.due_at else 0.0
    proved = thread.moves.filter(subject="proof").values_list("after", flat=True)
    words: dict[str, Any] = {"state": thread.state, "why": thread.why, "lane": thread.lane}
    words |= {"posts": list(posts), "due": due, "prepared": bool(thread.prepared_at)}
    return words | {"proved": list(proved)}


def pause(account: int, scope: str = "account", thread: int = 0) -> None:
    row = Account.objects.get(pk=account)
    where: dict[str, Any] = {}
    if scope != Scope.ALL:
        where = {"thread": Thread.objects.get(pk=thread)} if thread else {"account": row}
    pause_it(row.newsroom, who=None, why="A test.", scope=Scope(scope), **where)


def resume(account: int) -> int:
    """Lift every pause of the newsroom; how many there were."""
    rows = in_force(Account.objects.get(pk=account).newsroom)
    for row in rows:
        resume_it(row, who=None)
    return len(rows)


def deletions(account: int) -> list[tuple[float, float]]:
    """When each call to delete that has an answer, or will have none, began and ended."""
    calls = Call.objects.filter(account=account, kind=Call.Kind.DELETE, ended_at__isnull=False)
    rows = calls.order_by("started_at").values_list("started_at", "ended_at")
    return [(began.timestamp(), ended.timestamp()) for began, ended in rows if ended]


def stops() -> list[str]:
    """Why anything stands still."""
    return list(Pause.objects.filter(lifted_at=None).values_list("why", flat=True))


def cancel(thread: int) -> bool:
    """Whether it could still be cancelled."""
    row = Thread.objects.get(pk=thread)
    return _tried(lambda: cancel_it(row, rev=row.rev, who=_editor(row.account)))


def edit(thread: int, position: int, body: str) -> bool:
    """Whether it could still be edited."""
    row = Thread.objects.get(pk=thread)
    who = _editor(row.account)
    return _tried(lambda: edit_post(row, rev=row.rev, position=position, body=body, who=who))


def hint(thread: int, times: int) -> None:
    """Send the same hint so often, from a process that ends."""
    pid = os.fork()
    if pid == 0:
        for _ in range(times):
            tasks.celery.app.send_task("deliver", (thread,), retry=False)
        os._exit(0)


def take_down(thread: int) -> None:
    row = Thread.objects.get(pk=thread)
    take_it_down(row, who=_editor(row.account))


def correct(thread: int, position: int, words: str) -> None:
    """A correction, written and approved."""
    row = Thread.objects.get(pk=thread)
    who = _editor(row.account)
    with transaction.atomic():
        revision = propose_reply(
            row, position, kind="correction", words=words, rev=row.rev, who=who
        )
        send_reply(row, rev=revision.rev, who=who)


def add(account: int) -> int:
    """An explainer whose cards are still to be drawn; its thread."""
    article = add_it(Account.objects.get(pk=account).newsroom, sample_text().encode(), who=None)
    return article.threads.get(account=account).pk


def marked(thread: int) -> bool:
    """Whether a clock has found it."""
    wake = Thread.objects.get(pk=thread).wake_at
    return wake is None or wake > now()


def mend(thread: int, position: int, body: str) -> bool:
    """Whether words that are not out yet could still be changed."""
    row = Thread.objects.get(pk=thread)
    who = _editor(row.account)
    return _tried(lambda: mend_post(row, position, body=body, rev=row.rev, who=who))


def go_on(thread: int, absent: int = 0) -> bool:
    """Whether a stopped thread could be sent on, once a post was said not to be there."""
    row = Thread.objects.get(pk=thread)
    who = _editor(row.account)
    if absent:
        it_is_not_there(row, absent, who=who, epoch=row.epoch)
    return _tried(lambda: let_it_go_on(row, rev=row.rev, who=who, epoch=row.epoch))


def fill(accounts: list[int], count: int, begin: int = 0) -> None:
    """So many threads that wait for a later day, and as many that are out, on these accounts."""
    article = builders.article(Account.objects.get(pk=accounts[0]).newsroom)
    first = Thread(article=article, account_id=accounts[0])
    for first.state in (ThreadState.SCHEDULED, ThreadState.POSTED):
        first.pk, first.public_id = None, f"{first.state}"[0]
        first.save()
        for low in range(begin, count, BATCH):
            _copy(first, accounts, low, min(count, low + BATCH))
        first.delete()
    if connection.vendor == "sqlite":
        # What was filled in at once would never have stood in the journal.
        _run("PRAGMA wal_checkpoint(TRUNCATE)")


def _copy(first: Thread, accounts: list[int], low: int, high: int) -> None:
    """Copies of a thread by the database itself, in an instant; each its own name, account, time."""
    table = Thread._meta  # noqa: SLF001 - Django's documented way to a table's columns
    waits, at = first.state == ThreadState.SCHEDULED, _SECONDS_ON[connection.vendor]
    begins = f"{now() + timedelta(days=1 if waits else -2):%Y-%m-%d %H:%M:%S}"
    # Their accounts were made one after the other.
    new = {"public_id": "public_id || s.n", "account_id": f"%s + s.n %% {len(accounts)}"}
    new |= {"due_at": at, "wake_at": at if waits else "NULL"}
    columns = [str(each.column) for each in table.concrete_fields if not each.primary_key]
    given: dict[str, Any] = {"account_id": accounts[0], "due_at": begins}
    given |= {"wake_at": begins} if waits else {}
    _run(
        f"WITH RECURSIVE s(n) AS (SELECT {low} UNION ALL SELECT n + 1 FROM s WHERE n < {high - 1}) "  # noqa: S608 - numbers and columns of our own
        f"INSERT INTO {table.db_table} ({', '.join(columns)}) "
        f"SELECT {', '.join(new.get(each, each) for each in columns)} "
        f"FROM {table.db_table}, s WHERE id = %s",
        [*(given[each] for each in columns if each in given), first.pk],
    )


def _run(sql: str, given: Sequence[Any] = ()) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, given)


def ticks(count: int) -> list[float]:
    """Seconds that so many looks took in which nothing was due."""
    return [_timed(tick) for _ in range(count)]


def _timed(act: Callable[[], object]) -> float:
    begun = time.perf_counter()
    act()
    return time.perf_counter() - begun


vars(tasks.broker)["HINTS"] |= {"noop"}


@tasks.celery.app.task(name="noop")
def noop(_number: int) -> None:
    """What a task costs that does nothing."""


def noops(count: int) -> None:
    """Queue so many of them, from a process that ends."""
    pid = os.fork()
    if pid == 0:
        for _ in range(count):
            tasks.celery.app.send_task("noop", (1,), queue="noops", retry=False)
        os._exit(0)


def _tried(act: Callable[[], object]) -> bool:
    try:
        act()
    except Exception:  # noqa: BLE001 - refused in words, or overtaken: either way not done
        return False
    return True


def _editor(account: Account) -> Person:
    found = Person.objects.filter(memberships__newsroom=account.newsroom).first()
    return found or builders.person(Role.EDITOR, account.newsroom)


ACTS: dict[str, Callable[..., Any]] = archive.ACTS | release.ACTS | {
    act.__name__: act
    for act in (
        migrate, worker, account, renew, approve, approve_again, seen, pause, resume,
        deletions, stops, cancel, edit, hint, take_down, correct, add, marked, fill, ticks, noops,
        mend, go_on, eyes.alarmed, eyes.page, eyes.pauses, eyes.told, eyes.said,
        crowds.heap, crowds.standing, crowds.race, mishaps.turn_database,
        mishaps.keep_copy, mishaps.put_back,
    )
}  # fmt: skip


def _patiently(act: Callable[..., Any], given: dict[str, Any]) -> Any:
    """Do it; the database may be locked or gone for a while, and people press again."""
    for _ in range(3):
        try:
            return act(**given)
        except (OperationalError, InterfaceError):
            connection.close_if_unusable_or_obsolete()
            time.sleep(0.3)
    return act(**given)


def main() -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    # The accounts of a test are its cases: all of them say the same.
    mock.patch.object(refusal_checks, "find_duplicate_posts", return_value=[]).start()
    # Now, so that a worker forked later runs the same code.
    run_checks()
    answers = os.fdopen(os.dup(1), "w")
    for asked in sys.stdin:
        given = json.loads(asked)
        try:
            answer = {"said": _patiently(ACTS[given.pop("do")], given)}
        except Exception:  # noqa: BLE001 - told to whoever asked
            answer = {"failed": traceback.format_exc()}
        print(json.dumps(answer), file=answers, flush=True)


if __name__ == "__main__":
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    main()
