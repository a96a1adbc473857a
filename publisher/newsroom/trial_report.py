"""The last trial of an account, as its page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from django.utils.dateparse import parse_datetime

from publisher.accounts.models import Account
from publisher.delivery.account_trial import left_over, steps_of
from publisher.delivery.account_trial_steps import TrialStep
from publisher.thread.models import Call

_WHAT: dict[str, str] = {
    TrialStep.OWNER: "Whose account it is",
    TrialStep.UPLOAD: "A picture",
    TrialStep.ALT: "Its alt text",
    TrialStep.ROOT: "A post",
    TrialStep.REPLY: "An answer to it, with the picture",
    TrialStep.REMOVE_REPLY: "The answer, deleted",
    TrialStep.REMOVE_ROOT: "The post, deleted",
}
_CAME: dict[str, str] = {
    "": "on its way",
    Call.Outcome.DONE: "done",
    Call.Outcome.UNKNOWN: "no clear answer",
    Call.Outcome.ABSENT: "no clear answer; it is not there",
}


@dataclass(frozen=True, slots=True)
class TrialLine:
    """One step: what it was, and what came of it, in the network's own words where it refused."""

    what: str
    came: str
    bad: bool
    url: str


@dataclass(frozen=True, slots=True)
class Trial:
    """One trial; `left` are the addresses of what could not be deleted."""

    call: Call
    asked: datetime | None
    lines: tuple[TrialLine, ...]
    left: tuple[str, ...]

    @property
    def running(self) -> bool:
        return self.call.settle_at is not None

    @property
    def well(self) -> bool:
        return self.call.outcome == Call.Outcome.DONE

    @property
    def said(self) -> str:
        return self.call.said


def newest_trial(account: Account) -> Trial | None:
    """What was tried last, or None."""
    rows = Call.objects.filter(account=account, thread__isnull=True, kind=Call.Kind.READ)
    call = rows.filter(body__has_key="trial").order_by("-pk").first()
    if call is None:
        return None
    steps = steps_of(call)
    left = () if call.settle_at else tuple(left_over(steps))
    asked = parse_datetime(call.body["trial"]["asked"])
    return Trial(call, asked, tuple(_line(each, left) for each in steps), left)


def _line(call: Call, left: tuple[str, ...]) -> TrialLine:
    came = _CAME.get(call.outcome) or call.said or "refused"
    url = str(call.body.get("url", ""))
    what = _WHAT.get(call.body["step"], "A step")
    return TrialLine(
        what, came, call.outcome not in {"", Call.Outcome.DONE}, url if url in left else ""
    )
