"""Who came in by a link that somebody else has seen, and so may be that person, as far as is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from publisher.accounts.models import Newsroom

People = frozenset[int]


@dataclass(frozen=True, slots=True)
class Opened:
    """Who may have come in, and till when what they made counts as made by who came; always without.

    `step` while she is asked for a second step of her own, which who has the link has not.
    """

    by: People
    until: datetime | None = None
    step: bool = False

    def covers(self, makers: People, made: datetime) -> bool:
        return bool(self.by & makers) and (self.until is None or made <= self.until)


def links_in(newsroom: Newsroom) -> dict[int, Opened]:
    """All that is remembered, by the key of who came in."""
    return {int(key): _read(row) for key, row in newsroom.opened.items()}


def opened_in(newsroom: Newsroom) -> dict[int, Opened]:
    """The same without those who are asked for a second step of their own."""
    return {key: opened for key, opened in links_in(newsroom).items() if not opened.step}


def find_link_openers(newsroom: Newsroom, person: int) -> People:
    """Who may have come in as this person."""
    opened = opened_in(newsroom).get(person)
    return opened.by if opened else frozenset()


def serialise_opened(opened: Opened) -> dict[str, Any]:
    """As it lies in the newsroom's row."""
    until = opened.until.isoformat() if opened.until else None
    return {"by": sorted(opened.by), "until": until, "step": opened.step}


def _read(row: Mapping[str, Any]) -> Opened:
    until = datetime.fromisoformat(row["until"]) if row["until"] else None
    return Opened(frozenset(row["by"]), until, row["step"])
