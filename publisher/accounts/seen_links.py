"""Who came in by a link that somebody else has seen, and so may be that person, as far as is known."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from publisher.accounts.models import Newsroom

People = frozenset[int]
NOBODY: People = frozenset()


@dataclass(frozen=True, slots=True)
class TimeInside:
    """A time in which these could be in as somebody else; still, without an end."""

    by: People
    since: datetime
    until: datetime | None = None

    def holds(self, made: datetime) -> bool:
        return self.since <= made and (self.until is None or made <= self.until)


@dataclass(frozen=True, slots=True)
class Opened:
    """Who may have come in, and till when what they made counts as made by who came; always without.

    `step` while she is asked for a second step of her own, which who has the link has not; `holding`
    are those who may have set up the one she has. In `spans` what she made may have been made by others.
    """

    by: People = NOBODY
    until: datetime | None = None
    step: bool = False
    holding: People = NOBODY
    spans: tuple[TimeInside, ...] = ()

    def covers(self, makers: People, made: datetime) -> bool:
        return bool(self.by & makers) and (self.until is None or made <= self.until)

    @property
    def inside(self) -> People:
        """Who can be in as her now."""
        return NOBODY if self.step else self.by


def links_in(newsroom: Newsroom) -> dict[int, Opened]:
    """All that is remembered, by the key of who came in."""
    return {int(key): _read(row) for key, row in newsroom.opened.items()}


def find_link_openers(newsroom: Newsroom, person: int) -> People:
    """Who can be in as this person."""
    return links_in(newsroom).get(person, Opened()).inside


def add_openers(links: Mapping[int, Opened], makers: People, made: datetime) -> People:
    """These, and who may have been in as one of them when it was made."""
    spans = (span for maker in makers & links.keys() for span in links[maker].spans)
    return makers.union(*(span.by for span in spans if span.holds(made)))


def find_possible_makers(newsroom: Newsroom, person: int) -> People:
    """Whose work may count as this person's: her own, who may be in as her, and as whom they were in."""
    links, own = links_in(newsroom), {person} | find_link_openers(newsroom, person)
    return frozenset(own | {key for key, each in links.items() if own & _were_in(each)})


def are_tied(newsroom: Newsroom, people: People) -> bool:
    """Whether one of these may be another of them, or may have been."""
    links = links_in(newsroom).items()
    return any(key in people and people & (each.inside | _were_in(each)) for key, each in links)


def serialise_opened(opened: Opened) -> dict[str, Any]:
    """As it lies in the newsroom's row."""
    return {
        "by": sorted(opened.by),
        "until": _said(opened.until),
        "step": opened.step,
        "holding": sorted(opened.holding),
        "spans": [[sorted(each.by), _said(each.since), _said(each.until)] for each in opened.spans],
    }


def _were_in(opened: Opened) -> People:
    return NOBODY.union(*(span.by for span in opened.spans))


def _read(row: Mapping[str, Any]) -> Opened:
    spans = (
        TimeInside(frozenset(by), datetime.fromisoformat(since), _moment(until))
        for by, since, until in row.get("spans", ())
    )
    by, holding = frozenset(row["by"]), frozenset(row.get("holding", ()))
    return Opened(by, _moment(row["until"]), row["step"], holding, tuple(spans))


def _moment(said: str | None) -> datetime | None:
    return datetime.fromisoformat(said) if said else None


def _said(moment: datetime | None) -> str | None:
    return moment.isoformat() if moment else None
