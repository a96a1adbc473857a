"""What a test asks of the copy of the release: part of the people's process (see `copydesk`)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from django.contrib.auth import authenticate
from django.db import connection
from django.test import Client, override_settings

from publisher.accounts.models import Membership, Person
from publisher.accounts.roles import Role
from publisher.review.reschedule import reschedule_thread
from publisher.review.terms import Lasts
from publisher.settings import PASSWORD_HASHERS
from publisher.thread.clock import now
from publisher.thread.models import Account, Article, Move, Newsroom, Revision, Shown, Thread
from publisher.thread.seal import BrokenSeal, hash_of, open_seal, posts_of
from publisher.thread.transitions import ANOTHER_TIME

#: What a seal holds, which no test may move.
SEALED = {"thread_thread": {"not_before", "approved_until"}}
_LATER = {
    "sqlite": "strftime('%%Y-%%m-%%d %%H:%%M:%%f', {column}, '+' || %s || ' seconds')",
    "postgresql": "{column} + %s * interval '1 second'",
}
_TIMES = {"sqlite": ("datetime",), "postgresql": (1184,)}
HOUSE = (
    "/", "/add", "/history", "/history.csv", "/history.json", "/accounts", "/house", "/people",
    "/notices", "/me", "/keys", "/?q=ferry", "/?state=posted",
)  # fmt: skip
THREAD = ("", "/follow-up", "/history.json")


def bring_forward(made_at: str) -> None:
    """Every time in the database but the sealed ones, later by as much as has passed since."""
    seconds = (now() - datetime.fromisoformat(made_at)).total_seconds()
    later = _LATER[connection.vendor]
    with connection.cursor() as cursor:
        for table, columns in _times(cursor):
            put = ", ".join(f'"{name}" = {later.format(column=f"{chr(34)}{name}{chr(34)}")}' for name in columns)  # fmt: skip
            cursor.execute(f'UPDATE "{table}" SET {put}', [seconds] * len(columns))  # noqa: S608 - its own columns


def _times(cursor: Any) -> Iterator[tuple[str, list[str]]]:
    of_time = _TIMES[connection.vendor]
    for table in connection.introspection.table_names(cursor):
        about = connection.introspection.get_table_description(cursor, table)
        kept = SEALED.get(table, set())
        columns = [each.name for each in about if each.type_code in of_time]
        if wanted := [name for name in columns if name not in kept]:
            yield table, wanted


def counted() -> dict[str, int]:
    """How many rows each table has."""
    counts = {}
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT count(*) FROM "{table}"')  # noqa: S608 - its own tables
            counts[table] = int(cursor.fetchone()[0])
    return counts


def standing_of(names: list[str]) -> dict[str, dict[str, Any]]:
    """State, posts, version and reason of the threads with these public ids."""
    rows = Thread.objects.filter(public_id__in=names)
    return {
        row.public_id: {
            "state": row.state,
            "posts": list(row.posts.order_by("position").values_list("state", flat=True)),
            "rev": row.rev,
            "why": row.why,
        }
        for row in rows
    }


def pages_that_fail() -> list[str]:
    """Every page of the desk for every thread, as an admin of each newsroom; those without 200."""
    return [told for house in Newsroom.objects.all() for told in _failing(house)]


def pages() -> int:
    """How many there are."""
    return sum(1 for house in Newsroom.objects.all() for _ in _pages(house))


def _failing(house: Newsroom) -> Iterator[str]:
    admins = Membership.objects.filter(newsroom=house, role=Role.ADMIN, person__is_active=True)
    client = Client(headers={"host": "127.0.0.1"}, raise_request_exception=False)
    alone = admins.exclude(person__email__startswith="bo@")
    client.force_login(alone.order_by("pk")[0].person)
    for page in _pages(house):
        answer = client.get(page, follow=True)
        if answer.status_code != 200:
            yield f"{page}: {answer.status_code}"


def _pages(house: Newsroom) -> Iterator[str]:
    yield from HOUSE
    for account in Account.objects.filter(newsroom=house):
        yield f"/accounts/{account.public_id}"
    for article in Article.objects.filter(newsroom=house):
        yield f"/bundles/{article.public_id}"
    for thread in Thread.objects.filter(account__newsroom=house):
        yield from (f"/threads/{thread.public_id}{part}" for part in THREAD)
        if thread.rev:
            yield f"/threads/{thread.public_id}/versions"
    for shown in Shown.objects.filter(newsroom=house):
        yield f"/pictures/{shown.sha256}.png"


def misnamed() -> list[str]:
    """Moves that came with a version and name another than the one saved for that reason."""
    moves = Move.objects.filter(
        subject="thread", after="in_review", who__isnull=False, thread__rev__gt=1
    ).exclude(why=ANOTHER_TIME)
    return [
        f"{move}, version {move.rev}: {move.why}"
        for move in moves
        if not Revision.objects.filter(
            thread=move.thread_id, rev=move.rev or 0, why=move.why
        ).exists()
    ]


def saved_versions() -> int:
    """How many moves came with a version of somebody's."""
    moves = Move.objects.filter(subject="thread", after="in_review", who__isnull=False)
    return moves.exclude(why=ANOTHER_TIME).count()


def astray() -> int:
    """Threads whose time to leave, for the lists, is another than the one that is shown."""
    return sum(row.starts_at != row.start for row in Thread.objects.all())


def seals() -> list[dict[str, Any]]:
    """Of every sealed version: its hash as stored and as reckoned, and whether it still opens."""
    rows = Revision.objects.exclude(seal=None).select_related("thread__account").order_by("id")
    return [_judged(row) for row in rows]


def _judged(row: Revision) -> dict[str, Any]:
    try:
        holds = bool(open_seal(row, row.thread.account))
    except BrokenSeal:
        holds = False
    told = {"thread": row.thread.public_id, "rev": row.rev, "hash": row.seal_hash}
    return {**told, "reckoned": hash_of(row.seal or {}), "holds": holds}


def approved_words(names: list[str]) -> dict[str, list[str]]:
    """The texts approved for the threads with these public ids, in order."""
    rows = Thread.objects.filter(public_id__in=names).select_related("approved")
    return {
        row.public_id: [post.text for post in posts_of((row.approved and row.approved.seal) or {"posts": []})]
        for row in rows
    }  # fmt: skip


def make_due(names: list[str]) -> None:
    """Their time has come."""
    moment = now()
    Thread.objects.filter(public_id__in=names).update(due_at=moment, wake_at=moment)


def send_missed(name: str, mail: str) -> None:
    """An editor sends what was missed."""
    row, who = Thread.objects.get(public_id=name), Person.objects.get(email=mail)
    reschedule_thread(
        row, rev=row.rev, epoch=row.epoch, who=who, now=True, late_after=600, lasts=Lasts.DAY
    )


def lets_in(mail: str, password: str) -> bool:
    """Whether this password still opens the door."""
    # The people of a test have quick passwords; these have real ones.
    with override_settings(PASSWORD_HASHERS=PASSWORD_HASHERS):
        return authenticate(None, username=mail, password=password) is not None


ACTS = {
    act.__name__: act
    for act in (
        bring_forward, counted, standing_of, pages_that_fail, pages, seals, approved_words,
        misnamed, saved_versions, astray,
        make_due, send_missed, lets_in,
    )
}  # fmt: skip
