"""`publisher add`: put an explainer on the desk."""

from __future__ import annotations

import argparse

from publisher.command import desk
from publisher.command.reading import kind_of, source
from publisher.intake.add import add, same_article


def run(given: argparse.Namespace) -> int:
    """Take the article in and say what begins."""
    house = desk.newsroom()
    who = desk.person(given.person)
    text = source(given.file)
    twin = same_article(house, text)
    if twin:
        print(f"These words came before, on {twin.added_at:%d %B %Y}: “{twin}”.")  # noqa: T201
    article = add(house, text, who=who, link=given.link, kind=kind_of(given.file))
    threads = article.threads.select_related("account")
    for thread in threads:
        print(f"{thread.public_id}  {thread.account}  {article.headline}")  # noqa: T201
    if not threads:
        print("It is kept, but no account is connected, so no thread was made.")  # noqa: T201
    return 0
