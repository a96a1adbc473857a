"""`publisher add`: put an explainer on the desk."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings

from publisher.accounts.models import Account, Newsroom
from publisher.cli import desk, held
from publisher.cli.input_text import kind_of, read_source
from publisher.cli.runner import CommandError
from publisher.explainer.model import SourceKind
from publisher.explainer.quoting import quote_words
from publisher.intake.add import add_article
from publisher.intake.duplicate_articles import twin_of
from publisher.intake.errors import IntakeError
from publisher.intake.fetch import ANYWHERE, PUBLIC, fetch
from publisher.outside.work import read
from publisher.thread.clock import now


@dataclass(frozen=True, slots=True)
class _Read:
    source: str | bytes
    kind: SourceKind
    link: str
    published_on: date | None = None


def run(given: argparse.Namespace) -> int:
    """Take the article in and say what begins."""
    house = desk.find_newsroom()
    who = desk.find_person(given.person)
    accounts = _accounts(house, given.account)
    new = _read(given, house)
    _tell_of_twin(house, new)
    article = add_article(
        house,
        new.source,
        who=who,
        link=new.link,
        kind=new.kind,
        published_on=new.published_on,
        accounts=accounts,
    )
    _tell_of_doubts(new, house)
    threads = article.threads.select_related("account")
    for thread in threads:
        print(f"{thread.public_id}  {thread.account}  {article.headline}")  # noqa: T201
    if not threads:
        print("It is kept, but no account is connected, so no thread was made.")  # noqa: T201
    return 0


def _read(given: argparse.Namespace, house: Newsroom) -> _Read:
    if not given.file.startswith(("http://", "https://")):
        return _Read(read_source(given.file), kind_of(given.file), given.link)
    rules = ANYWHERE if settings.FETCH_PRIVATE else PUBLIC
    try:
        page = fetch(given.file, largest=settings.SOURCE_LIMIT, zone=house.zone, rules=rules)
    except IntakeError as error:
        raise CommandError(str(error)) from error
    return _Read(page.source, page.kind, given.link or page.link, page.published_on)


def _tell_of_twin(house: Newsroom, new: _Read) -> None:
    twin = twin_of(house, new.source, new.link)
    if twin:
        came = "These words came" if twin.words else "An explainer from this address came"
        print(  # noqa: T201
            f"{came} before, on {twin.article.added_at:%d %B %Y}: {quote_words(str(twin.article))}."
        )


def _tell_of_doubts(new: _Read, house: Newsroom) -> None:
    explainer = read(new.source, kind=new.kind, largest=settings.SOURCE_LIMIT, address=new.link)
    for line in held.describe_embargo(explainer.embargoes, house.zone, now()):
        print(line)  # noqa: T201
    for doubt in explainer.warnings:
        print(f"Look: {doubt}")  # noqa: T201


def _accounts(house: Newsroom, handles: Sequence[str] | None) -> list[Account] | None:
    if not handles:
        return None
    connected = list(house.accounts.filter(ended_at__isnull=True))
    known = {account.handle.lower(): account for account in connected}
    try:
        return [known[handle.lower().removeprefix("@")] for handle in handles]
    except KeyError as error:
        listed = ", ".join(f"@{account.handle}" for account in connected) or "none"
        raise CommandError(
            f"No account “{error.args[0]}” is connected. There is {listed}."
        ) from None
