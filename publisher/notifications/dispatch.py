"""One round of telling: look what happened, and hand over what is due."""

from __future__ import annotations

from datetime import timedelta

import structlog
from django.db import transaction

from publisher.notifications.errors import NoHookSet, NotTold
from publisher.notifications.event_context import facts_of, still_true
from publisher.notifications.events import Occasion
from publisher.notifications.mail import mail_notice
from publisher.notifications.messages import compose_message
from publisher.notifications.outbox import gather_notices
from publisher.notifications.webhook import post_to_hook
from publisher.thread.clock import now
from publisher.thread.models import Notice

log = structlog.get_logger()
AT_ONCE = 50
#: Minutes until the next try; after the last the message is given up.
TRIES = (1, 2, 5, 15, 60, 240)
OVERTAKEN = "It was no longer so when its turn came."


def round_() -> int:
    """Tell what is to be told. Any number of workers do this at once. Returns how many went out."""
    gather_notices()
    due = Notice.objects.filter(wake_at__lte=now()).order_by("wake_at", "id")
    return sum(_tell(notice) for notice in list(due[:AT_ONCE]))


def _tell(notice: Notice) -> bool:
    if not _claim(notice):
        return False
    if not still_true(notice):
        _end(notice, OVERTAKEN)
        return False
    try:
        _hand_over(notice)
    except NotTold as error:
        _failed(notice, error)
        return False
    Notice.objects.filter(pk=notice.pk).update(wake_at=None, sent_at=now(), said="")
    return True


def _claim(notice: Notice) -> bool:
    """Take it before it goes: two workers never tell the same thing."""
    again = now() + timedelta(minutes=TRIES[min(notice.tries, len(TRIES) - 1)])
    with transaction.atomic():
        mine = Notice.objects.filter(pk=notice.pk, wake_at=notice.wake_at, sent_at=None)
        return mine.update(wake_at=again, tries=notice.tries + 1) == 1


def _hand_over(notice: Notice) -> None:
    said = compose_message(Occasion(notice.kind), facts_of(notice))
    if notice.channel == Notice.Channel.MAIL:
        mail_notice(notice, said)
    else:
        post_to_hook(notice.newsroom, said)


def _failed(notice: Notice, error: NotTold) -> None:
    log.warning("not told", notice=notice.pk, channel=notice.channel, why=str(error))
    if isinstance(error, NoHookSet) or notice.tries + 1 > len(TRIES):
        _end(notice, str(error))
    else:
        Notice.objects.filter(pk=notice.pk).update(said=str(error))


def _end(notice: Notice, said: str) -> None:
    Notice.objects.filter(pk=notice.pk).update(wake_at=None, said=said)
