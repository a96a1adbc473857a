"""A newsroom's years of work as rows, and somebody who reads and presses at its desk.

Part of the people's process: what is called here is called over there (see `copydesk`).
"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from django.db import connection, transaction
from django.db.models import Max
from django.test import Client
from django.test.utils import CaptureQueriesContext

from publisher.accounts.models import Account, Newsroom, Person
from publisher.accounts.roles import Role
from publisher.intake.add import sample_text
from publisher.schedule.pause import in_force
from publisher.thread.clock import now
from publisher.thread.models import Article, Call, Thread
from publisher.thread.states import ThreadState as T
from tests import builders

#: How many threads of each hundred thousand stand so; all others are out.
SPREAD = {
    T.CANCELLED: 5_000, T.SCHEDULED: 2_000, T.IN_REVIEW: 400, T.SENT_BACK: 200, T.APPROVED: 150,
    T.MISSED: 60, T.BROKEN: 40, T.NEEDS_EDITOR: 40, T.DRAFTING: 20, T.SENDING: 6,
    T.CLOSED_OUT: 1_500, T.TAKEN_DOWN: 500,
}  # fmt: skip
BEGUN = (T.SENDING, T.NEEDS_EDITOR, T.POSTED, T.CLOSED_OUT, T.TAKEN_DOWN)
ACCOUNTS, PEOPLE, POSTS, BATCH, SEED = 5, 8, 7, 4000, 7
SQL = Path(__file__).with_suffix(".sql")
WORDS = (
    "council", "votes", "harbour", "ferry", "strike", "budget", "storm", "rail", "school", "flood", "election", "border", "price", "water", "court", "energy", "hospital", "minister", "bridge", "museum", "farmers", "tax", "housing", "bus", "fire", "party", "union", "bank",
)  # fmt: skip
HOST = "127.0.0.1"
_client: dict[str, Client] = {}


def newsroom_of_years(count: int) -> dict[str, Any]:
    """A newsroom with so many threads, and all that comes with them; who reads, and their pages."""
    house = builders.newsroom(name=f"Archive {count}")
    accounts = [builders.account(house, handle=f"archive{count}x{n}") for n in range(ACCOUNTS)]
    people = [builders.person(Role.EDITOR, house) for _ in range(PEOPLE)]
    first = (Thread.objects.aggregate(most=Max("pk"))["most"] or 0) + 1
    article = (Article.objects.aggregate(most=Max("pk"))["most"] or 0) + 1
    with transaction.atomic():
        _articles(house, article, count)
        _threads(accounts, people, first, article, count)
        _rest(first, first + count - 1)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")
    _enter(people[0])
    return {"account": accounts[0].public_id, **_pages(house)}


def _articles(house: Newsroom, first: int, count: int) -> None:
    dice = random.Random(SEED)  # noqa: S311 - repeatable on purpose
    for begin in range(0, count, BATCH):
        Article.objects.bulk_create(
            Article(
                pk=first + n, newsroom=house, public_id=f"a{first + n}", source=builders.SOURCE,
                headline=f"{' '.join(dice.sample(WORDS, 6)).capitalize()}: part {n}",
            )
            for n in range(begin, min(count, begin + BATCH))
        )  # fmt: skip


def _threads(
    accounts: list[Account], people: list[Person], first: int, article: int, count: int
) -> None:
    moment, states = now(), list(_states(count))
    random.Random(SEED).shuffle(states)  # noqa: S311 - repeatable on purpose
    for begin in range(0, count, BATCH):
        batch = []
        for n in range(begin, min(count, begin + BATCH)):
            due, state = moment - timedelta(minutes=10 * (count - n)), states[n]
            if state == T.SCHEDULED:
                due = moment + timedelta(minutes=5 * n % 40_000 + 5)
            approved = None if state in (T.DRAFTING, T.BROKEN, T.IN_REVIEW) else first + n
            batch.append(
                Thread(
                    pk=first + n, public_id=f"t{first + n}", article_id=article + n, state=state,
                    account=accounts[n % len(accounts)], made_by=people[n % len(people)], rev=1,
                    due_at=due, changed_at=due, approved_id=approved,
                    begun_at=due if state in BEGUN else None,
                )
            )  # fmt: skip
        Thread.objects.bulk_create(batch)


def _states(count: int) -> Iterator[T]:
    given = 0
    for state, share in SPREAD.items():
        number = max(1, share * count // 100_000)
        given += number
        yield from [state] * number
    yield from [T.POSTED] * (count - given)


def _rest(first: int, last: int) -> None:
    """A version, posts, calls and moves for each thread, made where the rows are."""
    bodies = [f"{' '.join(WORDS)} {n}" for n in range(POSTS)]
    content = json.dumps(builders.content(*bodies))
    given: dict[str, int | str] = {"first": first, "last": last, "content": content, "posts": POSTS}
    with connection.cursor() as cursor:
        for sql in SQL.read_text().split(";\n"):
            cursor.execute(sql, given)


def _enter(person: Person) -> None:
    client = _client["desk"] = Client(headers={"Host": HOST})
    client.force_login(person)


def _pages(house: Newsroom) -> dict[str, str]:
    rows = Thread.objects.filter(account__newsroom=house).order_by("-id")
    listed = (T.IN_REVIEW, T.POSTED, T.NEEDS_EDITOR)
    named = {str(state): rows.filter(state=state)[0].public_id for state in listed}
    middle = rows.filter(state=T.POSTED)[rows.filter(state=T.POSTED).count() // 2]
    micros = int((middle.due_at or now()).timestamp() * 1_000_000)
    return {**named, "middle": f"{micros}.{middle.pk}"}


def read_page(path: str, times: int) -> dict[str, Any]:
    """Seconds of each reading: on the wall, and of processor here and in the database.

    `yards` are those of the same small work done before each: how fast the processor is just then.
    """
    client, walls, spent, yards = _client["desk"], [], [], []
    pid = _backend()
    for _ in range(times):
        yards.append(yard())
        wall, cpu, base = time.perf_counter(), time.process_time(), _ran(pid)
        answer = client.get(path)
        walls.append(time.perf_counter() - wall)
        spent.append(time.process_time() - cpu + _ran(pid) - base)
        assert answer.status_code == 200, (path, answer.status_code)
    with CaptureQueriesContext(connection) as asked:
        size = len(client.get(path).content)
    return {"walls": walls, "spent": spent, "yards": yards, "queries": len(asked), "bytes": size}


def yard() -> float:
    """Seconds of processor for work that is always the same, much like drawing a page."""
    begun = time.process_time()
    for n in range(300):
        json.loads(json.dumps({word: [f"{word} {n}", word.title()] for word in WORDS}))
    return time.process_time() - begun


def _backend() -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _ran(pid: int) -> float:
    """Seconds of processor that a process has had, to the nanosecond."""
    return int(Path(f"/proc/{pid}/schedstat").read_text().split()[0]) / 1e9


def paste(account: int, number: int) -> float:
    """Seconds from pressing “Make the thread” until its posts stand on the desk."""
    house = Account.objects.get(pk=account).newsroom
    _enter(builders.person(Role.EDITOR, house))
    text = sample_text().replace("Night trains", f"Night trains {number}")
    client, begun = _client["desk"], time.perf_counter()
    answer = client.post("/add", {"text": text})
    assert answer.status_code == 302, answer.status_code
    page = answer.headers["Location"]
    while "As followers will see it" not in client.get(page).content.decode():
        assert time.perf_counter() - begun < 30, "the thread was never made"
        time.sleep(0.02)
    return time.perf_counter() - begun


def press_stop(account: int, wait: float = 3.0) -> dict[str, float]:
    """Press the red button while posts go out.

    Seconds from the press to the answer and to the last intent, and how many came after the pause.
    """
    house = Account.objects.get(pk=account).newsroom
    _enter(builders.person(Role.EDITOR, house))
    pressed, begun = now(), time.perf_counter()
    _client["desk"].post("/pause", {"scope": "all", "why": "A test."})
    answered = time.perf_counter() - begun
    time.sleep(wait)
    calls = Call.objects.filter(account__newsroom=house, kind=Call.Kind.POST)
    newest: datetime = calls.aggregate(at=Max("started_at"))["at"]
    (pause,) = in_force(house)
    return {
        "answer": answered,
        "last": max(0.0, (newest - pressed).total_seconds()),
        "after": calls.filter(started_at__gt=pause.at).count(),
    }


ACTS = {act.__name__: act for act in (newsroom_of_years, read_page, yard, paste, press_stop)}
