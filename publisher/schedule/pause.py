"""A stop that stops: no intent is written after a pause is committed, mid-thread too."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Q, QuerySet

from publisher.accounts.models import Account, Newsroom, Person
from publisher.thread.clock import now
from publisher.thread.models import Move, Pause, Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import record_move

Scope = Pause.Scope
#: What a pause is told by: each page of the desk reads it.
_SAID = (
    *("newsroom_id", "scope", "why", "at", "lifted_at", "who__name", "who__email"),
    *("account__public_id", "account__network", "account__handle", "account__rehearsal"),
    *("account__newsroom_id", "thread__public_id", "thread__account_id"),
    *("thread__article_id", "thread__article__headline"),
)
#: As much as a pause keeps of its reason, in characters.
WHY = 300


def pause(
    newsroom: Newsroom,
    *,
    who: Person | None,
    why: str = "",
    scope: str = Scope.ALL,
    account: Account | None = None,
    thread: Thread | None = None,
) -> Pause:
    """Stop everything, an account or a thread. What is stopped already is given back as it is.

    The accounts in scope are locked first, in id order: a sender holds the same lock while it
    writes an intent, so that it either came before or sees the pause.
    """
    what = {"newsroom": newsroom, "scope": scope, "account": account, "thread": thread}
    with transaction.atomic():
        lock_accounts(newsroom, thread.account if thread else account)
        standing = Pause.objects.filter(**what, lifted_at__isnull=True).first()
        if standing:
            return standing
        row = Pause.objects.create(**what, who=who, why=why.strip()[:WHY], at=now())
        _tell(row, who, "paused", why)
        if thread:
            # Somebody has to look soon: a thread that stands still gives its lane to the next.
            _wake(row)
    return row


def resume(row: Pause, *, who: Person | None) -> None:
    """Lift a pause; one that is lifted already stays as it is."""
    with transaction.atomic():
        standing = Pause.objects.filter(pk=row.pk, lifted_at__isnull=True)
        if standing.update(lifted_at=now(), lifted_by=who):
            _tell(row, who, "resumed", "")
            _wake(row)


def in_force(newsroom: Newsroom) -> list[Pause]:
    """The pauses that stand, oldest first, with who made them: as much as can be said of them."""
    standing = Pause.objects.filter(newsroom=newsroom, lifted_at__isnull=True)
    rows = standing.select_related("who", "account", "thread__article").only(*_SAID)
    return list(rows.order_by("id"))


def pauses_holding(thread: Thread) -> QuerySet[Pause]:
    """The pauses that hold this thread."""
    return Pause.objects.filter(
        Q(scope=Scope.ALL) | Q(account_id=thread.account_id) | Q(thread_id=thread.pk),
        newsroom_id=thread.account.newsroom_id,
        lifted_at__isnull=True,
    )


def threads_in(row: Pause) -> QuerySet[Thread]:
    """The threads a pause holds."""
    threads = Thread.objects.filter(account__newsroom_id=row.newsroom_id)
    if row.account_id is not None:
        return threads.filter(account_id=row.account_id)
    if row.thread_id is not None:
        return threads.filter(pk=row.thread_id)
    return threads


def lock_accounts(newsroom: Newsroom, account: Account | None) -> None:
    """Lock a newsroom's accounts in their one order, or only this one, to the transaction's end."""
    accounts = Account.objects.filter(newsroom=newsroom).order_by("id")
    if account:
        accounts = accounts.filter(pk=account.pk)
    list(accounts.select_for_update(no_key=True).values_list("pk", flat=True))


def _wake(row: Pause) -> None:
    # What waited looks at once, not at its next turn half a minute on.
    moment = now()
    soon = moment + timedelta(seconds=settings.TRY_AGAIN)
    waiting = threads_in(row).filter(wake_at__gt=moment, wake_at__lte=soon, due_at__lte=moment)
    waiting.exclude(state__in=(T.POSTED, T.CLOSED_OUT)).update(wake_at=moment)


def _tell(row: Pause, who: Person | None, after: str, why: str) -> Move:
    return record_move(
        row.newsroom,
        "pause",
        "",
        f"{row.scope} {after}",
        account=row.account,
        thread=row.thread,
        who=who,
        why=why,
    )
