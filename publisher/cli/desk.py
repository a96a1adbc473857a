"""What the desk's commands share: Django, the newsroom, and who acts."""

from __future__ import annotations

from publisher.accounts.models import Newsroom, Person
from publisher.cli.runner import CommandError
from publisher.thread.models import Thread


def find_newsroom() -> Newsroom:
    """The newsroom of this installation. Raises CommandError before the first start."""
    house = Newsroom.objects.order_by("id").first()
    if house is None:
        raise CommandError(
            "There is no newsroom yet: `publisher up` makes one at its first start, `publisher person` too."
        )
    return house


def find_person(name: str | None) -> Person:
    """Who acts, by mail address or name. Raises CommandError."""
    if not name:
        raise CommandError("Say who does this: --as NAME.")
    people = Person.objects.filter(is_active=True)
    found = list(people.filter(email=name.lower()) or people.filter(name__iexact=name)[:2])
    if len(found) != 1:
        known = ", ".join(people.values_list("email", flat=True)[:10]) or "nobody yet"
        raise CommandError(f"“{name}” is not one person here. There is {known}.")
    return found[0]


def find_thread(name: str) -> Thread:
    """A thread by its id in the queue. Raises CommandError."""
    rows = Thread.objects.select_related("account__newsroom", "article__newsroom")
    found = rows.filter(public_id=name).first()
    if found is None:
        raise CommandError(f"There is no thread “{name}”: `publisher queue` lists them.")
    return found
