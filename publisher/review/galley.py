"""All that the page of one thread shows, read from its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from typing import Any

from cards.theme_file import names
from publisher.networks.prices import Cost
from publisher.review.edit import EDITABLE
from publisher.review.row import held
from publisher.review.shown import Change, Shown, changes, shown
from publisher.schedule.cost import cost_on
from publisher.thread.models import Move, Revision, Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.words import limits_of
from publisher.web.back import ReadBack
from publisher.web.lamps import Lamp, on_its_way, out, summary
from publisher.web.seat import Seat
from publisher.web.told import Told, told

#: How many versions and moves the page lists.
VERSIONS, MOVES = 10, 200
#: So close to its time a thread is watched, not edited.
ABOUT_TO_GO = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class Version:
    """One line of the list of versions."""

    row: Revision
    changes: Sequence[Change]


@dataclass(frozen=True)
class Galley:
    """One thread as read by `seat`, at version `asked` or the newest; `typed` by position."""

    thread: Thread
    seat: Seat
    asked: int | None = None
    typed: Mapping[int, str] | None = None

    @cached_property
    def rows(self) -> list[Revision]:
        newest = self.thread.revisions.select_related("made_by", "sealed_by").order_by("-rev")
        return list(newest[: VERSIONS + 1])

    @cached_property
    def revision(self) -> Revision:
        """The version on the page."""
        approved = self.thread.approved
        wanted = self.asked or (approved.rev if approved else self.thread.rev)
        listed = next((row for row in self.rows if row.rev == wanted), None)
        return listed or self.thread.revisions.filter(rev=wanted).first() or self.rows[0]

    @property
    def newest(self) -> Revision:
        return self.rows[0]

    @property
    def stale(self) -> bool:
        return self.revision.rev != self.thread.rev

    @cached_property
    def since(self) -> list[Change]:
        """What changed between the version on the page and the newest."""
        return changes(self.revision.content, self.newest.content)

    @cached_property
    def posts(self) -> list[Shown]:
        return shown(self.revision.content, limits_of(self.thread).limit, self.typed)

    @property
    def cards(self) -> int:
        return sum(len(post.cards) for post in self.posts)

    @cached_property
    def cost(self) -> Cost:
        """What the network will ask for the version on the page."""
        return cost_on(self.thread.account, self.revision.content)

    @property
    def themes(self) -> list[str]:
        """The themes the cards could be drawn in instead, while they may be."""
        specs = any(post.get("specs") for post in self.revision.content["posts"])
        others = [name for name in names() if name != self.theme]
        return others if specs and self.editable else []

    @property
    def theme(self) -> str:
        return self.revision.content["theme"] or self.thread.account.newsroom.theme

    @property
    def warned(self) -> list[tuple[int, str]]:
        """The words to check, with the post they stand in."""
        return [
            (post.position, warning["words"]) for post in self.posts for warning in post.warnings
        ]

    @property
    def doubts(self) -> list[str]:
        """What was doubtful about the whole text."""
        return list(self.revision.content.get("warnings", ()))

    @property
    def left_out(self) -> int:
        return sum(bool(entry["left_out"]) for entry in self.ledger)

    @cached_property
    def ledger(self) -> list[dict[str, Any]]:
        """Where each passage went; what has no letter or digit, such as a bullet's dot, is no word."""
        entries = self.revision.content["ledger"]
        return [entry for entry in entries if any(map(str.isalnum, entry["text"]))]

    @cached_property
    def versions(self) -> list[Version]:
        pairs = zip(self.rows, [*self.rows[1:], None], strict=True)
        listed = [
            Version(new, changes(old.content, new.content) if old else ()) for new, old in pairs
        ]
        return listed[:VERSIONS]

    @cached_property
    def lamps(self) -> tuple[Lamp, ...]:
        posts = self.thread.posts.order_by("position")
        return tuple(Lamp(p.position, p.state, p.url, p.said, p.posted_at) for p in posts)

    @property
    def track(self) -> list[tuple[Shown, Lamp]]:
        """Each post beside its lamp."""
        lit = {lamp.position: lamp for lamp in self.lamps}
        return [(post, lit.get(post.position, Lamp(post.position))) for post in self.posts]

    @property
    def out(self) -> int:
        return out(self.lamps)

    @property
    def summary(self) -> str:
        return summary(self.lamps)

    @cached_property
    def _moves(self) -> list[Move]:
        newest = self.thread.moves.select_related("who", "post", "account").order_by("-id")
        return list(newest[:MOVES])

    @property
    def history(self) -> list[Told]:
        return [told(move) for move in reversed(self._moves)]

    @cached_property
    def back(self) -> ReadBack:
        """What one read of all posts found after they were out."""
        return ReadBack(self.thread)

    @property
    def why(self) -> str:
        """Why it stands where it stands."""
        return next((move.why for move in self._moves if move.subject == "thread"), "")

    @property
    def approver(self) -> str:
        by = self.thread.approved.sealed_by if self.thread.approved else None
        return by.name if by else ""

    @property
    def network(self) -> str:
        return self.thread.account.network.title()

    @property
    def next(self) -> str:
        return on_its_way(self.lamps)

    @property
    def first_url(self) -> str:
        return next((lamp.url for lamp in self.lamps if lamp.url), "")

    @property
    def held(self) -> bool:
        return held(self.thread, self.seat.pauses)

    @property
    def editable(self) -> bool:
        """Whether its words may still change; not in the last seconds before it goes."""
        return self.thread.state in EDITABLE and not self.about_to_go

    @property
    def about_to_go(self) -> bool:
        due, soon = self.thread.due_at, self.seat.now + ABOUT_TO_GO
        return self.thread.state == T.SCHEDULED and bool(due and due <= soon) and not self.held
