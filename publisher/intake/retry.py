"""Make a thread again that could not be made: of the same text, or of a mended one in its place."""

from __future__ import annotations

from typing import cast

from django.db import transaction

from publisher.accounts.models import Person
from publisher.explainer.model import SourceKind
from publisher.intake.add import add_article
from publisher.intake.errors import NotConnected
from publisher.intake.lead_photo import Lead
from publisher.thread.clock import now
from publisher.thread.models import Article, Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread

MENDED = "made again from changed words"


def retry_thread(thread: Thread, text: str, *, who: Person) -> Thread:
    """The thread that is being made now.

    An article's text never changes, so changed words are an article of their own, with the same
    photo and address. Raises Unreadable, NotConnected, ForbiddenMove or Overtaken.
    """
    if _plain(text) in ("", _plain(thread.article.source)):
        move_thread(thread, T.DRAFTING, who=who, why="tried again", wake_at=now())
        return thread
    if thread.account.ended_at:
        raise NotConnected(str(thread.account))
    with transaction.atomic():
        move_thread(thread, T.CANCELLED, who=who, why=MENDED, wake_at=None)
        made = _mended(thread, text, who).threads.get()
        # Most of its words are still those of whoever brought them.
        first = thread.made_by or thread.article.added_by or who
        Thread.objects.filter(pk=made.pk).update(made_by=first)
        made.made_by = first
        return made


def _mended(thread: Thread, text: str, who: Person) -> Article:
    old = thread.article
    lead = Lead(old.photo, old.photo_alt, old.photo_credit) if old.photo else None
    return add_article(
        old.newsroom,
        text.replace("\r\n", "\n"),
        who=who,
        link=old.link,
        published_on=old.published_on,
        kind=cast("SourceKind", old.kind),
        lead=lead,
        accounts=[thread.account],
    )


def _plain(text: str) -> str:
    # A browser sends its own line ends, and none at the end.
    return "\n".join(text.split("\r\n")).replace("\r", "\n").strip()
