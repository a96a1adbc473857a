"""A trial of an account: a post, an answer to it with a picture, and both deleted again.

What an app's tier allows is known only by trying. The web process asks with one row, the clock
finds it, and a worker takes one step at a time, each a Call of its own, as with a thread. The row
is the first of these calls: a read without a thread, open until the trial has ended. While it is
open no thread of the account begins to send; one that has begun goes on, and the trial waits for
it. The row's epoch is odd while a worker has it.

Exactly once is not asked of a trial: a post nobody can speak for is looked for and deleted, and
what cannot be deleted is said, with its address.
"""

from __future__ import annotations

import secrets as chance
from datetime import datetime, timedelta
from typing import Any

import structlog
from django.conf import settings
from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils.dateparse import parse_datetime

from publisher.accounts.models import Account, Person
from publisher.delivery.account_trial_steps import (
    POSTS,
    TrialStep,
    newest_of,
    next_step,
    step_undone_by,
)
from publisher.delivery.clients import client_for
from publisher.delivery.errors import NoDoor, Stopped
from publisher.delivery.fence import Window
from publisher.delivery.rate_breaker import mind_speed
from publisher.delivery.receipt import complete_call, keep_budget, record_failure, retry_time_of
from publisher.delivery.rollback_guard import remember_call
from publisher.delivery.tick import AT_ONCE, Hint
from publisher.networks.base import (
    Client,
    NetworkError,
    NotApplied,
    NotVisibleYet,
    OutcomeUnknown,
    Outgoing,
    RateLimited,
    Refused,
    TryLater,
)
from publisher.networks.text_match import same_words
from publisher.schedule.pause import Scope
from publisher.split import CardSpec
from publisher.thread.card_drawing import draw_preview, look_of
from publisher.thread.clock import now
from publisher.thread.models import Call, Pause, Thread
from publisher.thread.transitions import record_move

log = structlog.get_logger()
TASK = "trial"
#: A thread that has the account's turn is waited for this long, looked at this often.
PATIENCE, BUSY = timedelta(minutes=10), timedelta(seconds=5)
#: So often a reply may find its parent not there yet, or a deletion no answer; workers may die.
TRIES, TAKES = 3, 100
CARD = CardSpec("bullet", "A trial", "This picture belongs to a trial and is deleted in a moment.")
ALT = "A card of a trial. It is deleted in a moment."
CLEARED = "What was left of the trial is deleted."
WELL = "A post and its answer with a picture went out, and both are deleted again."


class AccountBusy(Exception):
    """The account's turn belongs to a thread just now."""


def request_trial(account: Account, *, who: Person | None) -> Call:
    """Have an account tried; a trial that is under way is given back. Raises NoDoor."""
    with transaction.atomic():
        held = Account.objects.select_for_update(no_key=True).get(pk=account.pk)
        standing = running_trial_of(held).first()
        if standing:
            return standing
        if held.ended_at:
            raise NoDoor(f"{held} was disconnected: connect it again.")
        moment = now()
        about = {"asked": moment.isoformat(), "who": who.pk if who else None, "why": "", "round": 0}
        mark = {"mark": chance.token_hex(4)}
        return Call.objects.create(
            account=held,
            kind=Call.Kind.READ,
            body={"trial": {**about, **mark}},
            started_at=moment,
            settle_at=moment,
        )


def retry_trial_cleanup(trial: Call) -> None:
    """Try once more to delete what a trial left."""
    again = Call.objects.filter(pk=trial.pk, outcome=Call.Outcome.REFUSED)
    about = trial.body["trial"]
    body = {"trial": {**about, "asked": now().isoformat(), "round": about["round"] + 1, "why": ""}}
    again.update(outcome="", settle_at=now(), body=body, epoch=0)


def running_trial_of(account: Account) -> QuerySet[Call]:
    """The trial of this account that is under way."""
    return Call.objects.filter(account=account, thread__isnull=True, settle_at__isnull=False)


def trials_due() -> list[Hint]:
    """Mark the trials to be looked at, and return a hint for each; one that is lost is repeated."""
    moment = now()
    due = Call.objects.filter(thread__isnull=True, settle_at__lte=moment).order_by("settle_at")
    if not due.exists():
        return []
    with transaction.atomic():
        free = due.select_for_update(skip_locked=True, no_key=True)
        pks = list(free.values_list("pk", flat=True)[:AT_ONCE])
        again = moment + timedelta(seconds=settings.TRY_AGAIN)
        Call.objects.filter(pk__in=pks).update(settle_at=again)
    return [Hint(pk, TASK) for pk in pks]


def advance_trial(call_id: int) -> None:
    """Take a trial one step further, if nobody else has it."""
    trial = _take(call_id)
    if trial is None:
        return
    try:
        wake = _step(trial)
    except AccountBusy as wait:
        wake = _wait(trial, str(wait))
    except (Stopped, NoDoor) as reason:
        wake = _stop(trial, str(reason))
    if wake:
        Call.objects.filter(pk=trial.pk, epoch=trial.epoch, outcome="").update(
            epoch=F("epoch") + 1, settle_at=wake
        )


def _take(call_id: int) -> Call | None:
    moment = now()
    lost = moment - timedelta(seconds=settings.LEASE)
    rows = Call.objects.filter(pk=call_id, thread__isnull=True, outcome="", settle_at__isnull=False)
    trial = rows.select_related("account__newsroom").first()
    if trial is None or (trial.epoch % 2 and trial.started_at > lost):
        return None
    epoch = trial.epoch + (2 if trial.epoch % 2 else 1)
    lease = moment + timedelta(seconds=settings.LEASE)
    taken = rows.filter(epoch=trial.epoch)
    if not taken.update(epoch=epoch, started_at=moment, settle_at=lease):
        return None
    trial.epoch, trial.started_at = epoch, moment
    return trial


def _step(trial: Call) -> datetime | None:
    """Do what comes next. Returns when to go on, None at the end."""
    about = trial.body["trial"]
    lines = [call for call in steps_of(trial) if not _old(call, about["round"])]
    step = next_step(lines, stopping=bool(about["why"] or about["round"]))
    if trial.epoch > TAKES:
        step = TrialStep.END
    log.info("trial", account=trial.account_id, call=trial.pk, step=step)
    if step is TrialStep.END:
        _end(trial, lines)
        return None
    if step is TrialStep.BROKEN:
        return _stop(trial, _mend(lines))
    window = Window()
    client = client_for(trial.account, check=window.check)
    if step in POSTS:
        return _post(trial, step, client, lines)
    if step is TrialStep.LOOK:
        return _look(trial, client, lines)
    if step in {TrialStep.REMOVE_ROOT, TrialStep.REMOVE_REPLY}:
        return _remove(trial, step, client, lines)
    return _ready(trial, step, client, lines)


def _old(call: Call, turn: int) -> bool:
    """Whether this is a deletion that was given up before it was asked for again."""
    failed_once = call.kind == Call.Kind.DELETE and call.outcome != Call.Outcome.DONE
    return bool(failed_once and call.body["round"] < turn)


def steps_of(trial: Call) -> list[Call]:
    """The calls a trial has made, in order."""
    rows = Call.objects.filter(account_id=trial.account_id, thread__isnull=True, pk__gt=trial.pk)
    return [call for call in rows.order_by("pk") if call.body.get("of") == trial.pk]


def _ready(trial: Call, step: TrialStep, client: Client, lines: list[Call]) -> datetime | None:
    """What comes before the posts: whose account it is, the picture, its alt text."""
    account = trial.account
    _may(account)
    kinds = {
        TrialStep.OWNER: Call.Kind.READ,
        TrialStep.UPLOAD: Call.Kind.UPLOAD,
        TrialStep.ALT: Call.Kind.ALT,
    }
    # Before the intent: a card that could not be drawn leaves no call open.
    png = draw_preview(CARD, look_of("", account.newsroom)) if step is TrialStep.UPLOAD else b""
    call = _intent(trial, step, kinds[step])
    try:
        if step is TrialStep.OWNER:
            remote_id = client.identity().user_id
        elif step is TrialStep.UPLOAD:
            remote_id = client.upload(png, "image/png").media_id
        else:
            remote_id = _made(lines, TrialStep.UPLOAD)
            client.describe(remote_id, ALT)
    except NetworkError as error:
        return _refused(trial, call, error)
    complete_call(call, Call.Outcome.DONE, remote_id=remote_id)
    if step is TrialStep.OWNER and remote_id != account.remote_user_id:
        return _stop(trial, f"Its keys belong to somebody else than {account}: connect it again.")
    return now()


def _post(trial: Call, step: TrialStep, client: Client, lines: list[Call]) -> datetime | None:
    media = [_made(lines, TrialStep.UPLOAD)] if step is TrialStep.REPLY else []
    parent = _made(lines, TrialStep.ROOT) if step is TrialStep.REPLY else None
    body = client.body(Outgoing(text_of(trial, step), media, parent))
    call = _fence(trial, step, body)
    try:
        sent = client.send(body)
    except NetworkError as error:
        return _refused(trial, call, error, tries=_tried(lines, step))
    with transaction.atomic():
        keep_budget(trial.account_id, sent.budget)
        complete_call(
            call, Call.Outcome.DONE, remote_id=sent.remote_id, body={**call.body, "url": sent.url}
        )
    return now() + timedelta(seconds=trial.account.gap)


def text_of(trial: Call, step: TrialStep) -> str:
    """Words that stand nowhere else, so that they are found again and never a duplicate."""
    mark = trial.body["trial"]["mark"]
    which = "post" if step is TrialStep.ROOT else "answer"
    return f"Trial {mark}, {which}: {trial.account.newsroom.name} sees whether its desk may post. Deleted in a moment."


def _fence(trial: Call, step: TrialStep, body: dict[str, Any]) -> Call:
    """The intent to post, written while the account is held as a sender and a pause hold it."""
    mind_speed(trial.account)
    with transaction.atomic():
        _may(Account.objects.select_for_update(no_key=True).get(pk=trial.account_id))
        return _intent(trial, step, Call.Kind.POST, sent=body)


def _may(account: Account) -> None:
    """Raise Stopped where nothing may go out now, AccountBusy where a thread has the turn."""
    if account.ended_at:
        raise Stopped("The account was disconnected.")
    moment = now()
    pauses = Pause.objects.filter(newsroom_id=account.newsroom_id, lifted_at__isnull=True)
    if pauses.filter(Q(scope=Scope.ALL) | Q(account=account, scope=Scope.ACCOUNT)).exists():
        raise Stopped("A pause stands: lift it first.")
    if account.wake_at and account.wake_at > moment:
        raise AccountBusy("The network asked the account to rest.")
    loud = Call.objects.filter(account=account, thread__isnull=False, settle_at__gt=moment)
    if Thread.objects.filter(lane=account.pk).exists() or loud.exists():
        raise AccountBusy("Threads of the account were on their way.")


def _look(trial: Call, client: Client, lines: list[Call]) -> datetime | None:
    """Look for a post nobody can speak for, once no late request can arrive any more."""
    call = next(c for c in lines if c.kind == Call.Kind.POST and c.outcome in {"", "unknown"})
    safe = call.started_at + timedelta(seconds=settings.SETTLE_AFTER)
    if safe > now():
        return safe
    try:
        seen = client.recent()
    except NetworkError as error:
        later_at = retry_time_of(error) if isinstance(error, TryLater) else now() + BUSY
        return later_at if trial.epoch < TAKES else _stop(trial, error.said)
    wanted = call.body["sent"]["text"]
    found = next((each for each in seen if same_words(each.text, wanted)), None)
    if found:
        complete_call(
            call, Call.Outcome.DONE, remote_id=found.remote_id, body={**call.body, "url": found.url}
        )
    else:
        complete_call(call, Call.Outcome.ABSENT)
    return _stop(trial, trial.body["trial"]["why"] or "The network gave no clear answer to a post.")


def _remove(trial: Call, step: TrialStep, client: Client, lines: list[Call]) -> datetime | None:
    """Delete one of the two. No pause holds that up."""
    remote_id = _made(lines, step_undone_by(step))
    call = _intent(trial, step, Call.Kind.DELETE, sent={"id": remote_id})
    try:
        client.remove(remote_id)
    except NetworkError as error:
        record_failure(call, None, None, error)
        if isinstance(error, Refused) or _tried(lines, step) + 1 >= TRIES:
            # Given up: it is left over, and said.
            Call.objects.filter(pk=call.pk).update(outcome=Call.Outcome.REFUSED)
            return now()
        return retry_time_of(error) if isinstance(error, TryLater) else now() + BUSY
    complete_call(call, Call.Outcome.DONE, remote_id=remote_id)
    return now()


def _refused(trial: Call, call: Call, error: NetworkError, tries: int = 0) -> datetime | None:
    """The receipt of a failure; a parent that is not to be seen yet is asked for again."""
    record_failure(call, None, None, error)
    if isinstance(error, NotVisibleYet) and tries + 1 < TRIES:
        return retry_time_of(error)
    said = error.said if error.said.endswith((".", "!", "?")) else f"{error.said}."
    unclear = isinstance(error, OutcomeUnknown) or not isinstance(error, NotApplied)
    advice = "" if unclear or isinstance(error, RateLimited) else error.advice
    return _stop(trial, f"{trial.account.network.title()} says: {said} {advice}".strip())


def _stop(trial: Call, why: str) -> datetime:
    """From now on only what is out is deleted."""
    about = trial.body["trial"]
    trial.body = {"trial": {**about, "why": about["why"] or why}}
    Call.objects.filter(pk=trial.pk, epoch=trial.epoch).update(body=trial.body)
    return now()


def _wait(trial: Call, why: str) -> datetime:
    asked = parse_datetime(trial.body["trial"]["asked"])
    if asked is None or now() - asked > PATIENCE:
        return _stop(trial, f"{why} Nothing was tried: ask again later.")
    return now() + BUSY


def _mend(lines: list[Call]) -> str:
    """Close the calls in the middle of which a worker ended."""
    for call in lines:
        if call.outcome == "" and call.kind != Call.Kind.POST:
            complete_call(call, Call.Outcome.UNKNOWN)
    return "The worker that tried it ended half way."


def _end(trial: Call, lines: list[Call]) -> None:
    """Write down how it went."""
    about = trial.body["trial"]
    left = left_over(lines)
    why = " ".join(filter(None, (about["why"], *(f"Left over: {url}" for url in left))))
    outcome = Call.Outcome.REFUSED if why else Call.Outcome.DONE
    said = why or (CLEARED if about["round"] else WELL)
    who = Person.objects.filter(pk=about["who"]).first() if about["who"] else None
    with transaction.atomic():
        complete_call(trial, outcome, said=said)
        room, account = trial.account.newsroom, trial.account
        record_move(room, "account", "", "trial", account=account, who=who, why=said)


def left_over(lines: list[Call]) -> list[str]:
    """The addresses of posts that are out and could not be deleted."""
    gone = {call.remote_id for call in lines if call.kind == Call.Kind.DELETE and call.remote_id}
    posts = [c for c in lines if c.kind == Call.Kind.POST and c.outcome == Call.Outcome.DONE]
    return [str(call.body.get("url", "")) for call in posts if call.remote_id not in gone]


def _made(lines: list[Call], step: TrialStep) -> str:
    """What the network called the thing this step made."""
    call = newest_of(lines, step)
    return call.remote_id if call else ""


def _tried(lines: list[Call], step: TrialStep) -> int:
    return sum(call.body.get("step") == step for call in lines)


def _intent(trial: Call, step: TrialStep, kind: str, sent: dict[str, Any] | None = None) -> Call:
    call = Call.objects.create(
        account_id=trial.account_id,
        kind=kind,
        epoch=trial.epoch,
        body={
            "of": trial.pk,
            "step": step,
            "round": trial.body["trial"]["round"],
            "sent": sent or {},
        },
        started_at=now(),
    )
    transaction.on_commit(lambda: remember_call(call))
    return call
