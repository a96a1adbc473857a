"""Tries, counted in the database: all web processes see the same number."""

from __future__ import annotations

from datetime import timedelta
from hashlib import sha256

from django.db import connection
from django.db.models import F

from publisher.thread.clock import now
from publisher.thread.models import Knock

#: One statement, so that of many tries at once each gets a number of its own.
_COUNT = """
    INSERT INTO thread_knock ("key", "count", "until") VALUES (%s, 1, %s)
    ON CONFLICT ("key") DO UPDATE SET
      "count" = CASE WHEN thread_knock."until" > %s THEN thread_knock."count" + 1 ELSE 1 END,
      "until" = CASE WHEN thread_knock."until" > %s THEN thread_knock."until" ELSE excluded."until" END
    RETURNING "count"
"""


def limit_key(*parts: object) -> str:
    """The name of what is counted; says nothing of whom it is about."""
    return sha256(repr(parts).encode()).hexdigest()


def count_try(name: str, lasts: float) -> int:
    """Which try this is, since the first of the running window of `lasts` seconds."""
    moment = now()
    at, until = (
        connection.ops.adapt_datetimefield_value(each)
        for each in (moment, moment + timedelta(seconds=lasts))
    )
    with connection.cursor() as cursor:
        cursor.execute(_COUNT, [name, until, at, at])
        return int(cursor.fetchone()[0])


def take_back(name: str) -> None:
    """This try does not count."""
    Knock.objects.filter(key=name, count__gt=0).update(count=F("count") - 1)


def forget_tries(name: str) -> None:
    Knock.objects.filter(key=name).delete()


def drop_expired_tries() -> None:
    """Drop the windows that are over."""
    Knock.objects.filter(until__lte=now()).delete()
