"""The first start: tables, a newsroom, an editor, a rehearsal account, and a sample on the desk."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.management import call_command

from publisher.accounts.app_keys import app_keys, with_app_keys
from publisher.accounts.connect import connect
from publisher.accounts.models import Account, Membership, Newsroom, Person
from publisher.accounts.roles import Role
from publisher.intake.add import add_article, sample_text
from publisher.launcher.rehearsal_server import open_account, register_app
from publisher.networks.registry import find_network

HOUSE = "Harbour Post"
SECRET_NAMES = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")


@dataclass(frozen=True, slots=True)
class NewPerson:
    """Somebody made just now; the password is known here and nowhere else."""

    person: Person
    password: str


def make_tables() -> None:
    call_command("migrate", verbosity=0, interactive=False)


def ensure_newsroom() -> Newsroom:
    """The newsroom of this installation, made on first use."""
    return Newsroom.objects.order_by("id").first() or Newsroom.objects.create(
        name=HOUSE, zone=_local_zone()
    )


def first_editor(house: Newsroom) -> NewPerson | None:
    """An editor with a random password, or None where somebody can sign in already."""
    if Person.objects.exists():
        return None
    return new_person(house, "Editor", Role.ADMIN)


def new_person(house: Newsroom, name: str, role: Role, mail: str = "") -> NewPerson:
    """A person with a random password."""
    password = "-".join(secrets.token_hex(3) for _ in range(3))
    mail = mail or f"{name.lower()}@newsroom.example"
    person = Person.objects.create_user(mail, password, name=name)
    Membership.objects.create(newsroom=house, person=person, role=role)
    return NewPerson(person, password)


def rehearsal_account(house: Newsroom, url: str, home: Path, handle: str) -> Account:
    """The newsroom's account on the rehearsal network, opened there on first use."""
    known = house.accounts.filter(rehearsal=True, handle=handle).first()
    if known is None:
        return connect(house, "x", _open_account(url, home, handle), base_url=url, rehearsal=True)
    if known.base_url != url:
        # The rehearsal network had to take another port than last time.
        known.base_url, known.page_url = url, f"{url}/{handle}"
        known.save(update_fields=["base_url", "page_url"])
    return known


def practice_app(house: Newsroom, url: str, home: Path) -> None:
    """The house's app on the rehearsal network, so that connecting can be practised at once."""
    chosen = find_network("x")
    if app_keys(house, chosen, url) is None:
        keys = register_app(url, home, f"The desk of {house.name}")
        house.settings = with_app_keys(house.settings, chosen, url, keys)
        house.save(update_fields=["settings"])


def add_sample(house: Newsroom) -> None:
    """Put the sample on a desk that has never had anything."""
    if not house.articles.exists():
        add_article(house, sample_text(), who=None)


def _open_account(url: str, home: Path, handle: str) -> dict[str, str]:
    opened = open_account(url, home, handle, HOUSE)
    return {name: opened[name] for name in SECRET_NAMES}


def _local_zone() -> str:
    """The zone of this machine where it has a name, else UTC."""
    link = Path("/etc/localtime")
    parts = str(link.resolve()).split("zoneinfo/") if link.exists() else []
    name = parts[1] if len(parts) > 1 else settings.TIME_ZONE
    return name.removeprefix("posix/")
