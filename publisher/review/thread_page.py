"""All that the page of one thread shows, read from its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from typing import Any

from cards.theme_file import list_themes
from publisher.networks.prices import Cost
from publisher.review.check import Check
from publisher.review.checks import list_checks, list_open_checks
from publisher.review.compare import WordChange, list_changes
from publisher.review.edit import EDITABLE
from publisher.review.embargo_reading import Lines
from publisher.review.post_preview import PostPreview, preview_posts
from publisher.review.queue_row import is_held
from publisher.review.seal_preview import Sealed, preview_seal
from publisher.review.shape.card_shapes import KINDS
from publisher.review.shape.opened_content import open_content
from publisher.review.source_panel import (
    Address,
    SourceLine,
    list_source_lines,
    list_unused_addresses,
)
from publisher.review.thread_options import Choices
from publisher.review.thread_rows import VERSIONS, LoadedRows
from publisher.schedule.cost import cost_on
from publisher.thread.approvers import whom_to_ask
from publisher.thread.counting import limits_of
from publisher.thread.models import Revision, Thread
from publisher.thread.replies import in_place
from publisher.thread.states import ThreadState as T
from publisher.web.chronicle import HistoryEntry, condense_history, list_history
from publisher.web.lamps import Lamp, count_posts_out, describe_lamps, on_its_way
from publisher.web.seat import Seat
from publisher.web.templatetags.desk import full
from publisher.web.verification_view import ReadBack

#: How many moves the page lists.
MOVES = 200
#: So close to its time a thread is watched, not edited.
ABOUT_TO_GO = timedelta(seconds=30)


@dataclass(frozen=True, slots=True)
class VersionLine:
    """One line of the list of versions."""

    row: Revision
    changes: Sequence[WordChange]


@dataclass(frozen=True)
class Galley:
    """One thread as read by `seat`, at version `asked` or the newest; `typed` by position.

    `posted` is when it would go out by what was chosen; else its own time, or now. `given` is what
    was read of it together with others.
    """

    thread: Thread
    seat: Seat
    asked: int | None = None
    typed: Mapping[int, str] | None = None
    posted: datetime | None = None
    given: LoadedRows | None = None

    @cached_property
    def behind(self) -> LoadedRows:
        asked = {self.thread.pk: self.asked} if self.asked else {}
        return self.given or LoadedRows([self.thread], self.seat, asked)

    @property
    def rows(self) -> list[Revision]:
        return self.behind.versions(self.thread)

    @cached_property
    def revision(self) -> Revision:
        """The version on the page."""
        return self.behind.revision(self.thread)

    @property
    def newest(self) -> Revision:
        return self.rows[0]

    @property
    def stale(self) -> bool:
        return self.revision.rev != self.thread.rev

    @cached_property
    def since(self) -> list[WordChange]:
        """What changed between the version on the page and the newest."""
        return list_changes(self.revision.content, self.newest.content)

    @cached_property
    def posts(self) -> list[PostPreview]:
        return preview_posts(_marked(self.content, self.checks), self._limit, self.typed)

    @property
    def _limit(self) -> int:
        return limits_of(self.thread).limit

    @cached_property
    def goes_out(self) -> datetime:
        """The time its words are read for."""
        thread = self.thread
        due = thread.due_at if thread.state in {T.SCHEDULED, T.SENDING} else None
        begins = (due, thread.not_before, self.seat.now)
        return self.posted or max(filter(None, begins))

    @property
    def starts(self) -> datetime | None:
        """When a thread that has a time leaves: at it, or when the embargo ends."""
        return max(filter(None, (self.thread.due_at, self.thread.not_before)), default=None)

    @cached_property
    def checks(self) -> list[Check]:
        """What to look at in the version on the page, and what was found right as it is."""
        if not self.editable:
            return []
        beside = self.behind.beside(self.thread)
        return list_checks(self.thread, self.revision, self.goes_out, beside, self.content)

    @cached_property
    def sealed(self) -> Sealed:
        """Exactly what will be sent."""
        return preview_seal(self.thread, self.revision)

    @cached_property
    def own(self) -> bool:
        """Whether the house wants somebody else to approve the newest version."""
        return self.seat.person.pk in self.behind.barred(self.thread)

    @property
    def ask(self) -> str:
        """Who could be asked instead."""
        without = self.behind.barred(self.thread)
        return whom_to_ask(self.seat.newsroom, without, self.seat.editors)

    @cached_property
    def content(self) -> dict[str, Any]:
        """What the version on the page says, and where each word of the source stands in it."""
        return open_content(self.revision.content)

    @property
    def adrift(self) -> bool:
        """Whether what was typed belongs to a post that is no more."""
        return any(position > len(self.posts) for position in self.typed or ())

    @property
    def telling(self) -> Choices:
        """The ways the whole thread can be told."""
        return Choices()

    @property
    def kinds(self) -> tuple[str, ...]:
        """What a card can be."""
        return KINDS

    @property
    def alt_limit(self) -> int:
        return limits_of(self.thread).alt

    @property
    def cards(self) -> int:
        return sum(len(post.cards) for post in self.posts)

    @cached_property
    def cost(self) -> Cost:
        """What the network will ask for the version on the page."""
        return cost_on(self.thread.account, self.revision.content, _sent(self.thread))

    @property
    def themes(self) -> list[str]:
        """The themes the cards could be drawn in instead, while they may be."""
        specs = any(post.get("specs") for post in self.revision.content["posts"])
        others = [name for name in list_themes() if name != self.theme]
        return others if specs and self.editable else []

    @property
    def theme(self) -> str:
        return self.revision.content["theme"] or self.thread.account.newsroom.theme

    @property
    def warned(self) -> list[Check]:
        """What still has to be looked at."""
        return list_open_checks(self.checks)

    @property
    def blocked(self) -> list[int]:
        """The posts whose cards have to be answered for before it can be approved."""
        return sorted({check.position for check in self.warned if check.clash})

    @property
    def doubts(self) -> list[str]:
        """What was doubtful about the whole text."""
        return list(self.revision.content.get("warnings", ()))

    @cached_property
    def embargo(self) -> Lines | None:
        """What the source says of an embargo."""
        return self.behind.embargo(self.thread)

    @property
    def left_out(self) -> int:
        return sum(bool(line.left_out) for line in self.ledger)

    @cached_property
    def addresses(self) -> list[Address]:
        """Where links lead whose addresses are in no post."""
        return list_unused_addresses(self.content)

    @cached_property
    def ledger(self) -> list[SourceLine]:
        """The source, passage by passage, and where its words went."""
        first = self.revision.content["posts"][:1]
        shown_ = self.thread.article.photo_id and any(post["cards"] for post in first)
        return list_source_lines(self.content, photo=bool(shown_))

    @cached_property
    def versions(self) -> list[VersionLine]:
        pairs = zip(self.rows, [*self.rows[1:], None], strict=True)
        listed = [
            VersionLine(new, list_changes(old.content, new.content) if old else ())
            for new, old in pairs
        ]
        return listed[:VERSIONS]

    @cached_property
    def lamps(self) -> tuple[Lamp, ...]:
        posts = self.behind.posts(self.thread)
        return tuple(Lamp(p.position, p.state, p.url, p.said, p.posted_at) for p in posts)

    @property
    def track(self) -> list[tuple[PostPreview, Lamp, bool]]:
        """Each post beside its lamp, as they are read; and whether it is a reply beside the chain."""
        lit = {lamp.position: lamp for lamp in self.lamps}
        shown = {post.position: post for post in self.posts}
        content = self.revision.content["posts"]
        asides = {n for n, post in enumerate(content, 1) if post.get("aside")}
        return [(shown[n], lit.get(n, Lamp(n)), n in asides) for n in in_place(content)]

    @property
    def out(self) -> int:
        return count_posts_out(self.lamps)

    @property
    def summary(self) -> str:
        return describe_lamps(self.lamps)

    @property
    def history(self) -> list[HistoryEntry]:
        return condense_history(list_history(self.thread))[-MOVES:]

    @cached_property
    def back(self) -> ReadBack:
        """What one read of all posts found after they were out."""
        return ReadBack(self.thread, self.behind.posts(self.thread))

    @property
    def why(self) -> str:
        """Why it stands where it stands."""
        last = self.behind.last(self.thread)
        return last.why if last else ""

    @property
    def lapsed(self) -> str:
        """Why an approval that was given does not stand any more, where nobody took it back."""
        last = self.behind.last(self.thread)
        if last is None or last.who or last.before not in {T.APPROVED, T.SCHEDULED, T.SENDING}:
            return ""
        return f"{last.why.rstrip('.')}, {full(last.at, self.seat.wall)}: read it again and decide anew."

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
        return is_held(self.thread, self.seat.pauses)

    @property
    def editable(self) -> bool:
        """Whether its words may still change; not in the last seconds before it goes."""
        return self.thread.state in EDITABLE and not self.about_to_go

    @property
    def about_to_go(self) -> bool:
        due, soon = self.starts, self.seat.now + ABOUT_TO_GO
        return self.thread.state == T.SCHEDULED and bool(due and due <= soon) and not self.held


def _sent(thread: Thread) -> int | None:
    """How much its account sent in a week, where it was read with the thread."""
    return vars(thread)["sent"] or 0 if "sent" in vars(thread) else None


def _marked(content: Mapping[str, Any], found: Sequence[Check]) -> dict[str, Any]:
    """The content with what there is to check today in the place of what was found when it was made."""
    posts = [
        {**post, "warnings": [_warning(each) for each in found if each.position == position]}
        for position, post in enumerate(content["posts"], 1)
    ]
    return {**content, "posts": posts}


def _warning(check: Check) -> dict[str, Any]:
    # What was found right is listed, but not marked.
    end = check.start if check.by else check.end
    return {"start": check.start, "end": end, "check": check}
