"""What the people of a newsroom see: pages, alarms, histories, the network's words."""

from __future__ import annotations

from django.test import Client

from publisher.accounts.models import Person
from publisher.schedule.alarms import list_alarms
from publisher.thread.models import Call, Move, Pause


def alarmed() -> list[str]:
    """What the desk tells everybody."""
    return list_alarms()


def page() -> int:
    """Load the queue as a person does."""
    client = Client(SERVER_NAME="127.0.0.1")
    client.force_login(Person.objects.latest("pk"))
    return int(client.get("/").status_code)


def pauses() -> list[str]:
    """Why anything stands still."""
    return list(Pause.objects.filter(lifted_at=None).values_list("why", flat=True))


def told(thread: int) -> list[str]:
    """The reasons in a thread's history."""
    return list(Move.objects.filter(thread=thread).exclude(why="").values_list("why", flat=True))


def said(thread: int) -> list[str]:
    """What the network answered to a thread's calls, where it was more than yes."""
    return list(Call.objects.filter(thread=thread).exclude(said="").values_list("said", flat=True))
