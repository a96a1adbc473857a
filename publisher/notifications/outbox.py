"""Write down whom to tell of what: one notice a person and occasion, whoever looks how often."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from django.conf import settings

from publisher.accounts.models import Newsroom
from publisher.notifications.events import (
    LATER,
    NOT_FOR_THE_HOOK,
    WORTH_TELLING,
    Occasion,
    list_recipients,
    list_subscribers,
    occasion_of,
    same_again,
)
from publisher.notifications.webhook import has_hook
from publisher.thread.clock import now
from publisher.thread.models import Move, Notice

Channel = Notice.Channel
#: What is committed late has a lower number than what was read already: the last minute is read again.
LATE_COMMITS = timedelta(minutes=1)
#: So long those who were told have to act on what needs an editor; then everybody hears of it.
ALONE = timedelta(minutes=15)
#: A webhook's address is a secret: its notices do not hold it.
THE_HOOK = "webhook"


def gather_notices() -> None:
    """Look at what happened in each newsroom since the last look."""
    for house in Newsroom.objects.all():
        _gather(house)


def _gather(house: Newsroom) -> None:
    last = house.moves.filter(pk=house.told_to).first()
    newest = house.moves.order_by("-id").first()
    if newest is None:
        return
    # Most installations of one machine tell nobody: then no rows are read for it either.
    if last and (settings.MAIL_URL or has_hook(house)):
        _note(house, last.at - LATE_COMMITS)
    if newest.pk != house.told_to:
        # Of what was before the first look nobody is told.
        Newsroom.objects.filter(pk=house.pk, told_to=house.told_to).update(told_to=newest.pk)


def _note(house: Newsroom, since: datetime) -> None:
    moves = house.moves.filter(WORTH_TELLING, at__gte=since)
    known = Notice.objects.filter(newsroom=house, move__in=moves).values_list("move_id", flat=True)
    fresh = moves.exclude(pk__in=list(known)).select_related(
        "who", "thread__made_by", "thread__approved__sealed_by", "newsroom"
    )
    # It is read again and again for a minute: without the words of whole threads.
    fresh = fresh.defer("thread__proof", "thread__approved__content", "thread__approved__seal")
    rows = [row for move in fresh if not same_again(move) for row in _notices(house, move)]
    # Another worker may look at the same moment: the first row stands.
    Notice.objects.bulk_create(rows, ignore_conflicts=True)


def _notices(house: Newsroom, move: Move) -> Iterator[Notice]:
    what = occasion_of(move)
    moment = now()
    people = list_recipients(what, house, move) if settings.MAIL_URL else []
    for mail in people:
        yield _notice(move, what, Channel.MAIL, mail, moment)
    if has_hook(house) and what not in NOT_FOR_THE_HOOK:
        yield _notice(move, what, Channel.HOOK, THE_HOOK, moment)
    if what in LATER:
        yield from _later(house, move, LATER[what], moment + ALONE)


def _later(house: Newsroom, move: Move, what: Occasion, at: datetime) -> Iterator[Notice]:
    if settings.MAIL_URL:
        for person in list_subscribers(house):
            yield _notice(move, what, Channel.MAIL, person.email, at)
    if has_hook(house):
        yield _notice(move, what, Channel.HOOK, THE_HOOK, at)


def _notice(move: Move, what: Occasion, channel: str, address: str, at: datetime) -> Notice:
    return Notice(
        newsroom_id=move.newsroom_id,
        thread_id=move.thread_id,
        move=move,
        kind=what,
        channel=channel,
        address=address,
        made_at=now(),
        wake_at=at,
    )
