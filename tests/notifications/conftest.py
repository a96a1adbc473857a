from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

import pytest

from publisher.accounts.models import Newsroom, Person
from publisher.accounts.roles import Role
from publisher.notifications import webhook
from publisher.notifications.dispatch import round_
from publisher.thread.transitions import record_move
from tests import builders
from tests.worlds.post_office import PostOffice, open_office
from tests.worlds.scripted import Scripted, scripted


@dataclass
class House:
    """A newsroom of Mara and Ada, editors, and Wim, a writer; nothing is told of yet."""

    newsroom: Newsroom
    post: PostOffice
    people: dict[str, Person] = field(default_factory=dict)

    def __getitem__(self, name: str) -> Person:
        return self.people[name]

    def told(self) -> list[str]:
        """Who was mailed by this round, and what."""
        before = len(self.post.letters)
        round_()
        fresh = self.post.letters[before:]
        names = {person.email: name for name, person in self.people.items()}
        return sorted(f"{names[str(each['To'])]}: {each['Subject']}" for each in fresh)

    def listen(self, url: str) -> None:
        self.newsroom.settings["hook"] = webhook.seal_hook(webhook.Hook(url, "a shared secret"))
        self.newsroom.save(update_fields=["settings"])


@pytest.fixture
def office(settings) -> Iterator[PostOffice]:
    with open_office() as open_:
        settings.MAIL_URL = f"smtp://127.0.0.1:{open_.port}"
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", open_.port
        yield open_


@pytest.fixture
def house(db, office) -> House:  # noqa: ARG001 - its rows need the database
    made = House(builders.newsroom(), office)
    roles = {"mara": Role.EDITOR, "ada": Role.EDITOR, "wim": Role.WRITER}
    for name, role in roles.items():
        made.people[name] = builders.person(role, made.newsroom, name.title())
    record_move(made.newsroom, "setting", "", "opened")
    round_()
    return made


@pytest.fixture
def server(settings) -> Iterator[Scripted]:
    settings.FETCH_PRIVATE = True
    with scripted() as running:
        yield running
