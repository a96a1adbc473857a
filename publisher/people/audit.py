"""What people did about people, left as Moves in each newsroom it concerns."""

from __future__ import annotations

from publisher.people import rate_limit
from publisher.thread.models import Newsroom, Person
from publisher.thread.transitions import record_move

#: Wrong tries told of one person an hour; more would bury the rest of the history.
TOLD_AN_HOUR = 10
HOUR = 3600


def note_event(
    person: Person, subject: str, after: str, *, who: Person | None, why: str = ""
) -> None:
    """Leave a row in every newsroom this person belongs to."""
    for newsroom in Newsroom.objects.filter(memberships__person=person):
        record_move(newsroom, subject, "", after, who=who, why=why)


def note_wrong(mail: str, what: str) -> None:
    """Leave a row of a wrong try, a few times an hour. Takes as long whether she exists or not."""
    person = Person.objects.filter(email=mail).first()
    if rate_limit.count_try(rate_limit.limit_key("told", mail), HOUR) > TOLD_AN_HOUR:
        return None
    if person and person.memberships.exists():
        return note_event(person, "door", what, who=None, why=str(person))
    house = Newsroom.objects.order_by("id").first()
    if house:
        record_move(house, "door", "", what, why="somebody unknown")
    return None
