"""A check, the version it looks at, and what that is checked against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from publisher.delivery.refusal_checks import Near
from publisher.review.post_preview import diff_words
from publisher.review.text_runs import TextRun
from publisher.review.worded import Wording
from publisher.schedule.agenda import Agenda
from publisher.schedule.local_time import zone_of
from publisher.thread.agreeing import Clash
from publisher.thread.models import Call, Move, Revision, Thread
from publisher.thread.opening import open_content
from publisher.web.templatetags.desk import Wall

REFUSED = "refused"  # for sure: as it stands, nobody can approve it


@dataclass(frozen=True, slots=True)
class Check:
    """Something to look at in one post; `start:end` are the words in its body.

    `also` are further posts of which the same is true; `mended` is the whole body with the
    proposal in place, and `act` what saving it does beside. `by` and `at` say who found it right as it
    is, and when. Of a card, `card` is its number in the post from 0, `on` are the words of it that are
    meant, and `clash` is what it says otherwise: then approving waits for an answer.
    """

    position: int
    kind: str
    why: str
    words: str = ""
    start: int = 0
    end: int = 0
    instead: str = ""
    mended: str = ""
    act: str = "save"
    also: tuple[int, ...] = ()
    key: str = ""
    by: str = ""
    at: datetime | None = None
    card: int = -1
    clash: Clash | None = None
    on: Wording | None = None

    @property
    def pieces(self) -> tuple[TextRun, ...]:
        """What a card says now, and what it would say were it drawn from the posts."""
        return diff_words(self.clash.words, self.clash.instead) if self.clash else ()

    @property
    def named(self) -> str:
        """What the list of words to check calls it."""
        return self.words or _NAMES.get(self.kind, self.kind)


_NAMES = {
    "budget": "more than the account may send",
    "twin": "posted before",
    "repeats": "read out twice",
    "card": "a card that could not be drawn",
    "empty": "an empty post",
    "clash": "a card that says something else",
    REFUSED: "will be refused",
}


@dataclass(frozen=True, slots=True)
class Look:
    """A version as it would go out at `posted`; `today` is that day at the desk."""

    thread: Thread
    revision: Revision
    posted: datetime
    content: Mapping[str, Any] | None = None

    @property
    def opened(self) -> Mapping[str, Any]:
        return self.content or open_content(self.revision.content)

    @property
    def posts(self) -> Sequence[Mapping[str, Any]]:
        return list(self.revision.content["posts"])

    @property
    def day(self) -> date:
        return self.posted.astimezone(zone_of(self.thread.account.newsroom.zone)).date()

    @property
    def wall(self) -> Wall:
        return Wall(self.thread.account.newsroom.zone, self.posted)


@dataclass(frozen=True, slots=True)
class CheckContext:
    """What a version is checked against.

    It is what its account has ahead, the calls that sent words like its own, by the key of a check
    who found it right, and what lies near that could have it refused.
    """

    agenda: Agenda
    alike: Sequence[Call]
    right: Mapping[str, Move]
    near: Near | None = None
