"""Lifting a pause: one question for each thread that it made late or holds half way."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import cast

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from publisher.accounts.roles import Act
from publisher.review.errors import TwoTimes
from publisher.review.forms import list_day_choices, parse_timing
from publisher.review.resume_plan import (
    Decision,
    LateError,
    Lifted,
    NotSo,
    OthersLate,
    Question,
    ResumePlan,
    Way,
    build_resume_plan,
    resume_with,
)
from publisher.review.terms import Terms
from publisher.schedule.local_time import TimeError
from publisher.thread.models import Pause
from publisher.web.seat import DeskRequest, at_desk
from publisher.web.templatetags.desk import Wall

OVERTAKEN, REFUSED = 409, 422
_WAYS = ("go", "time", "leave")
_DRAWN = "drawn-"


@dataclass(frozen=True, slots=True)
class Asking:
    """One question as the page asks it: what is chosen and typed, and what is wrong with it.

    `at_time` where its time is wrong; `first` where nothing before it on the page is.
    """

    question: Question
    way: str = "leave"
    day: str = ""
    time: str = ""
    wrong: str = ""
    at_time: bool = False
    first: bool = False


@at_desk(Act.RESUME)
def resume(request: DeskRequest, number: int) -> HttpResponse:
    """Ask about each late thread, then lift the pause and do as was said."""
    rows = Pause.objects.select_related("account", "thread__article", "newsroom")
    row = get_object_or_404(rows, pk=number, newsroom=request.seat.newsroom)
    if row.lifted_at:
        messages.info(request, str(Lifted()))
        return redirect("queue")
    return _press(request, row) if request.method == "POST" else _page(request, row)


def _press(request: DeskRequest, row: Pause) -> HttpResponse:
    decisions, wrong = _decided(request.POST, request.seat.wall)
    if wrong:
        return _page(request, row, wrong, at_time=True, status=REFUSED)
    drawn = {name: request.POST[f"{_DRAWN}{name}"] for name in decisions}
    try:
        resume_with(row, drawn=drawn, decisions=decisions, who=request.seat.person)
    except Lifted as error:
        messages.info(request, str(error))
    except NotSo as error:
        return _page(request, row, {error.name: error.why}, status=REFUSED)
    except OthersLate as error:
        return _page(request, row, why=error, status=OVERTAKEN)
    else:
        messages.success(request, "Resumed.")
    return redirect("queue")


def _decided(data: Mapping[str, str], wall: Wall) -> tuple[dict[str, Decision], dict[str, str]]:
    """The decisions by thread, and in words what is wrong with any of them."""
    decisions, wrong = {}, {}
    for name in (key.removeprefix(_DRAWN) for key in data if key.startswith(_DRAWN)):
        try:
            decisions[name] = _decision(data, name, wall)
        except (TwoTimes, TimeError) as error:
            wrong[name] = str(error)
    return decisions, wrong


def _decision(data: Mapping[str, str], name: str, wall: Wall) -> Decision:
    way, typed = data.get(f"way-{name}", ""), data.get(f"time-{name}", "").strip()
    if way not in _WAYS:
        raise BadRequest("no such way")
    if way != "time":
        if typed:
            raise TwoTimes(typed, "did not choose “Give it a time”")
        return Decision(cast("Way", way))
    when = parse_timing({"when": "time", "day": data.get(f"day-{name}", ""), "time": typed}, wall)
    return Decision("time", Terms(at=when.at, wall=when.wall))


def _page(
    request: DeskRequest,
    row: Pause,
    wrong: Mapping[str, str] | None = None,
    *,
    why: LateError | None = None,
    at_time: bool = False,
    status: int = 200,
) -> HttpResponse:
    found: ResumePlan = build_resume_plan(row, request.seat.now)
    typed = request.POST if request.method == "POST" else {}
    askings = [_asking(each, typed, wrong or {}) for each in found.questions]
    if at_time:
        askings = _at_their_times(askings)
    page = {
        "part": "queue",
        "pause": row,
        "asked": found,
        "askings": askings,
        "days": list_day_choices(request.seat.wall),
        "why": why,
        "wrong": wrong,
    }
    return render(request, "review/resume.html", page, status=status)


def _at_their_times(askings: list[Asking]) -> list[Asking]:
    """What is wrong with a time stands at its field, and the first of them has the focus."""
    first = next((each for each in askings if each.wrong), None)
    return [replace(each, at_time=bool(each.wrong), first=each is first) for each in askings]


def _asking(question: Question, typed: Mapping[str, str], wrong: Mapping[str, str]) -> Asking:
    name = question.name
    chosen = typed.get(f"way-{name}", "leave")
    # What has changed since it was answered is asked anew: nothing is sent by an old answer.
    if typed and typed.get(f"{_DRAWN}{name}") != question.drawn:
        chosen = "leave"
    day, time = typed.get(f"day-{name}", ""), typed.get(f"time-{name}", "")
    return Asking(question, chosen, day, time, wrong.get(name, ""))
