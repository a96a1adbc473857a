"""Take an article in: its text is kept as it came, and a thread for each account begins."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.db import transaction

from publisher.accounts.models import Account, Newsroom, Person
from publisher.explainer import Explainer
from publisher.explainer.model import SourceKind
from publisher.intake.lead_photo import Lead
from publisher.outside.work import read, to_text
from publisher.thread.clock import now
from publisher.thread.models import Article, Thread
from publisher.thread.states import ThreadState
from publisher.thread.transitions import record_move

HEADLINE_KEPT = 500


def add_article(
    newsroom: Newsroom,
    source: str | bytes,
    *,
    who: Person | None,
    link: str = "",
    published_on: date | None = None,
    kind: SourceKind = "auto",
    lead: Lead | None = None,
    accounts: Sequence[Account] | None = None,
) -> Article:
    """Keep an article and begin a thread on each of these accounts, or on every connected one.

    It is read once here, so that what is no explainer is refused before anything is kept. Who gives
    a `lead` photo says that it may be used. Raises Unreadable.
    """
    explainer = read(source, kind=kind, largest=settings.SOURCE_LIMIT, address=link)
    text = words_of(source)
    headline = _title(explainer)
    with transaction.atomic():
        article = Article.objects.create(
            newsroom=newsroom,
            headline=headline[:HEADLINE_KEPT],
            source=text,
            kind=kind,
            sha256=content_hash(text),
            link=link,
            published_on=published_on,
            added_by=who,
            **_photo(lead),
        )
        _begin(article, who, accounts)
    return article


def _title(explainer: Explainer) -> str:
    """What the desk calls it: its headline, or the first words of its telling."""
    first = explainer.headline or explainer.lede
    told = (section.heading or section.parts[0].passage for section in explainer.sections)
    return (first or next(told)).text


def words_of(source: str | bytes) -> str:
    """The source as text a database can keep: no half characters, no NUL. Raises Unreadable."""
    text, _ = to_text(source, largest=settings.SOURCE_LIMIT)
    return text.replace("\0", "")


def content_hash(text: str) -> str:
    """What tells two articles apart: their words, whatever the white space between them."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()


def sample_text() -> str:
    """The explainer that comes with the publisher."""
    return files("publisher.intake").joinpath("sample.txt").read_text(encoding="utf-8")


def _photo(lead: Lead | None) -> dict[str, Any]:
    if lead is None:
        return {}
    return {
        "photo": lead.picture,
        "photo_alt": lead.alt,
        "photo_credit": lead.credit,
        "photo_rights": True,
    }


def _begin(article: Article, who: Person | None, accounts: Sequence[Account] | None) -> None:
    newsroom = article.newsroom
    connected = newsroom.accounts.filter(ended_at__isnull=True).order_by("id")
    chosen = None if accounts is None else {account.pk for account in accounts}
    for account in (each for each in connected if chosen is None or each.pk in chosen):
        thread = Thread.objects.create(
            article=article,
            account=account,
            numbering=newsroom.numbering,
            theme=newsroom.theme,
            late_after=newsroom.late_after,
            made_by=who,
            wake_at=now(),
        )
        record_move(
            newsroom, "thread", "", ThreadState.DRAFTING, thread=thread, who=who, why="added"
        )
