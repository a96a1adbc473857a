"""A thread keeps the time and the conditions it had, whatever becomes of its approval.

What a form, a command or a call leaves out is unchanged; only who says "now" sends now.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from html.parser import HTMLParser
from typing import Any

import pytest
from django.test import Client

from publisher.__main__ import main
from publisher.accounts.roles import Role
from publisher.delivery.deliver import deliver
from publisher.delivery.expiry import expire_if_late
from publisher.review.approve import approve, send_back
from publisher.review.approve_bundle import Chosen, approve_together
from publisher.review.edit import apply_change, edit_post
from publisher.review.errors import EmbargoStands, NotTogether, OwnWork, TimePassed
from publisher.review.lifting import change_embargo
from publisher.review.reschedule import reschedule_thread
from publisher.review.revert import go_back
from publisher.review.shape import post_shapes
from publisher.review.terms import Lasts, good_until
from publisher.thread.clock import now
from publisher.thread.models import Move, Thread
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import EMBARGO
from tests import builders

pytestmark = pytest.mark.django_db
#: A field that is not sent: a box that is not ticked.
GONE = "gone"
HAD: dict[str, Any] = {"breaking": True, "late_after": 600, "lasts": Lasts.NEVER}


@pytest.fixture
def tonight() -> datetime:
    return (now() + timedelta(hours=5)).replace(second=0, microsecond=0)


@pytest.fixture
def scheduled(thread, mara, tonight) -> Thread:
    """For tonight, under an embargo that ends before, with conditions of its own."""
    approve(thread, rev=1, who=mara, at=tonight, not_before=tonight - timedelta(hours=1), **HAD)
    return again(thread)


def again(thread: Thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def kept(thread: Thread) -> tuple[object, ...]:
    row = again(thread)
    return (row.due_at, row.not_before, row.breaking, row.late_after, row.approved_until)


class Fields(HTMLParser):
    """What a browser would send of the form at this address, were its button pressed at once."""

    def __init__(self, page: str, action: str) -> None:
        super().__init__()
        self.action, self.inside, self.select = action, False, ""
        self.sent: list[tuple[str, str]] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        got = dict(attrs)
        if tag == "form":
            self.inside = got.get("action") == self.action
        if not self.inside:
            return
        if tag == "select":
            self.select = got["name"] or ""
        if tag == "option" and ("selected" in got or self.select not in dict(self.sent)):
            self.sent = [pair for pair in self.sent if pair[0] != self.select]
            self.sent.append((self.select, got["value"] or ""))
        if tag == "input" and (got.get("type") not in {"radio", "checkbox"} or "checked" in got):
            self.sent.append(
                (
                    got["name"] or "",
                    got.get("value") or ("on" if got.get("type") == "checkbox" else ""),
                )
            )

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self.inside = False


def press(client: Client, thread: Thread, act: str = "approve", **typed: str) -> Any:
    """Open the page and press the button of its form, with this typed."""
    action = f"/threads/{thread.public_id}/{act}"
    page = client.get(f"/threads/{thread.public_id}").content.decode()
    form = dict(Fields(page, action).sent) | typed
    return client.post(action, {name: value for name, value in form.items() if value != GONE})


def edited(thread: Thread, who: Any) -> None:
    edit_post(thread, rev=1, position=2, body="It broke in a storm.", who=who)


def split(thread: Thread, who: Any) -> None:
    apply_change(
        thread,
        rev=1,
        shape=lambda made, limits: post_shapes.split_post(made, 2, 9, limits),
        who=who,
        why="Split",
    )


def reverted(thread: Thread, who: Any) -> None:
    edited(thread, who)
    go_back(thread, rev=2, to=1, who=who)


def sent_back(thread: Thread, who: Any) -> None:
    edited(thread, who)
    send_back(thread, rev=2, who=who, why="Say more.")
    edit_post(thread, rev=2, position=1, body="The ferry is very late", who=who)


def lapsed_(thread: Thread, who: Any) -> None:  # noqa: ARG001 - time has no hands
    Thread.objects.filter(pk=thread.pk).update(approved_until=now())
    assert expire_if_late(again(thread))


UNAPPROVED: dict[str, Callable[[Thread, Any], None]] = {
    "edited": edited,
    "split": split,
    "reverted": reverted,
    "sent back": sent_back,
}


@pytest.mark.parametrize("how", UNAPPROVED)
def test_the_form_begins_with_all_the_thread_had(desk, scheduled, mara, how, text):
    before = kept(scheduled)
    UNAPPROVED[how](scheduled, mara)
    assert again(scheduled).state == T.IN_REVIEW
    page = text(desk.get(f"/threads/{scheduled.public_id}"))
    assert "it had is kept." in page
    assert "Approve for" in page
    press(desk, scheduled)
    assert again(scheduled).state == T.SCHEDULED
    assert kept(scheduled) == before


@pytest.mark.parametrize("how", UNAPPROVED)
@pytest.mark.parametrize("way", ["call", "together", "command line", "empty form", "bare bundle"])
def test_what_is_left_out_is_unchanged(desk, scheduled, mara, how, way):
    before = kept(scheduled)
    UNAPPROVED[how](scheduled, mara)
    row = again(scheduled)
    rev, name = row.rev, row.public_id
    match way:
        case "call":
            approve(row, rev=rev, who=mara)
        case "together":
            approve_together([Chosen(row, rev=rev)], who=mara, terms={})
        case "command line":
            assert main(["approve", name, "--rev", str(rev), "--as", mara.email]) == 0
        case "empty form":
            desk.post(f"/threads/{name}/approve", {"rev": rev})
        case _:
            form = {"thread": name, f"rev-{name}": rev}
            desk.post(f"/bundles/{row.article.public_id}/approve", form)
    assert again(row).state == T.SCHEDULED
    assert kept(row) == before


def test_another_time_changes_the_time_alone(scheduled, mara, tonight):
    later = tonight + timedelta(hours=2)
    reschedule_thread(scheduled, rev=1, epoch=scheduled.epoch, who=mara, at=later)
    assert kept(scheduled) == (later, tonight - timedelta(hours=1), True, 600, None)


def test_the_form_for_another_time_begins_with_the_one_it_has(desk, scheduled):
    before = kept(scheduled)
    press(desk, scheduled, "time")
    assert kept(scheduled) == before


def test_a_lapsed_approval_leaves_the_time_it_had(desk, scheduled, mara, text):
    before = kept(scheduled)[:4]
    lapsed_(scheduled, mara)
    assert "it had is kept." in text(desk.get(f"/threads/{scheduled.public_id}"))
    press(desk, scheduled, lasts="never")
    assert kept(scheduled)[:4] == before


@pytest.fixture
def late(thread, mara, tonight) -> Thread:
    """Edited, and its time has passed since."""
    approve(thread, rev=1, who=mara, at=tonight)
    edited(thread, mara)
    Thread.objects.filter(pk=thread.pk).update(due_at=now() - timedelta(hours=1))
    return again(thread)


def test_of_a_time_that_has_passed_nothing_is_chosen(desk, late, text):
    page = text(desk.get(f"/threads/{late.public_id}"))
    assert "that time has passed." in page
    assert 'value="now" required>' in page
    assert 'name="when" value="now" required checked' not in page
    answer = press(desk, late)
    assert answer.status_code == 422
    assert "that time has passed. Choose when it goes out." in text(answer)
    assert again(late).state == T.IN_REVIEW


@pytest.mark.parametrize("way", ["call", "together", "command line"])
def test_no_way_sends_now_what_had_a_time(late, mara, way):
    if way == "call":
        with pytest.raises(TimePassed):
            approve(late, rev=2, who=mara)
    elif way == "together":
        with pytest.raises(NotTogether):
            approve_together([Chosen(late, rev=2)], who=mara, terms={})
    else:
        assert main(["approve", late.public_id, "--rev", "2", "--as", mara.email]) == 2
    assert again(late).state == T.IN_REVIEW
    deliver(late.pk)
    assert again(late).begun_at is None


def test_who_says_now_sends_now(desk, late):
    press(desk, late, when="now")
    assert (again(late).state, again(late).wake_at is not None) == (T.SCHEDULED, True)


def test_now_beside_the_time_that_stood_there_is_one_choice(desk, scheduled, mara):
    before = scheduled.due_at
    edited(scheduled, mara)
    press(desk, scheduled, when="now")
    assert again(scheduled).due_at < before
    assert again(scheduled).state == T.SCHEDULED


def test_now_beside_a_time_that_was_typed_is_two(desk, scheduled, mara, text):
    edited(scheduled, mara)
    answer = press(desk, scheduled, when="now", time="23:59")
    assert "say which one you mean" in text(answer)
    assert 'value="23:59"' in text(answer)


def test_without_a_time_takes_the_time_away(desk, scheduled, mara):
    edited(scheduled, mara)
    press(desk, scheduled, when="later")
    row = again(scheduled)
    assert (row.state, row.due_at, row.due_wall) == (T.APPROVED, None, "")


def test_a_time_that_comes_twice_means_what_it_meant(desk, thread, mara):
    # 02:30 on the night the clocks are put back in Brussels, the second one.
    doubled = datetime.fromisoformat("2027-10-31T01:30:00+00:00")
    approve(thread, rev=1, who=mara, at=doubled, not_before=doubled, lasts=Lasts.NEVER)
    edited(thread, mara)
    press(desk, thread)
    assert (again(thread).due_at, again(thread).not_before) == (doubled, doubled)


def test_a_time_typed_wrong_stays_as_typed(desk, scheduled, mara, text):
    edited(scheduled, mara)
    answer = press(desk, scheduled, when="time", time="25:00")
    assert answer.status_code == 422
    assert 'value="25:00"' in text(answer)
    assert again(scheduled).state == T.IN_REVIEW


# An embargo


@pytest.fixture
def ada(house):
    return builders.person(Role.EDITOR, house, "Ada")


def embargoes(thread: Thread) -> list[tuple[str, str]]:
    rows = Move.objects.filter(thread=thread, subject=EMBARGO).order_by("id")
    return [(row.before[:16], row.after[:16]) for row in rows]


def iso(moment: datetime | None) -> str:
    return f"{moment:%Y-%m-%dT%H:%M}" if moment else ""


def moved(until: datetime | None) -> dict[str, Any]:
    """What is typed to lift an embargo, or to move it."""
    if until is None:
        return {"embargo": GONE}
    local = until.astimezone(builders.ZONE)
    return {"embargo_day": f"{local:%Y-%m-%d}", "embargo_time": f"{local:%H:%M}"}


@pytest.mark.parametrize("hours", [None, 3, -1])
@pytest.mark.parametrize("act", ["approve", "time"])
def test_who_changes_an_embargo_does_not_approve_it_too(desk, scheduled, ada, hours, act):
    before = scheduled.not_before
    until = None if hours is None else before + timedelta(hours=hours)
    if act == "approve":
        edited(scheduled, builders.person(Role.WRITER, scheduled.account.newsroom))
    assert press(desk, scheduled, act, **moved(until)).status_code == 302
    row = again(scheduled)
    assert (row.state, row.approved, row.not_before) == (T.IN_REVIEW, None, until)
    assert (row.due_at, embargoes(row)) == (scheduled.due_at, [(iso(before), iso(until))])
    said = desk.get("/").content.decode()
    assert "Nothing is approved: somebody else has to approve it now. Ask Ada" in said
    assert press(desk, scheduled).status_code == 422
    deliver(row.pk)
    assert again(row).begun_at is None
    approve(row, rev=row.rev, who=ada)
    assert (again(row).state, again(row).not_before) == (T.SCHEDULED, until)


@pytest.mark.usefixtures("ada")
def test_an_embargo_put_back_is_nobody_s_hand(scheduled, mara):
    before = scheduled.not_before
    change_embargo(scheduled, rev=1, until=None, who=mara)
    change_embargo(scheduled, rev=1, until=before, who=mara)
    approve(scheduled, rev=1, who=mara)
    assert again(scheduled).state == T.SCHEDULED


def test_an_embargo_that_was_never_approved_is_for_two_as_well(thread, mara, ada):
    Thread.objects.filter(pk=thread.pk).update(not_before=now() + timedelta(days=1))
    row = again(thread)
    with pytest.raises(EmbargoStands):
        approve(row, rev=1, who=mara, now=True, not_before=None)
    assert again(thread).not_before
    change_embargo(row, rev=1, until=None, who=mara)
    with pytest.raises(OwnWork):
        approve(row, rev=1, who=mara, now=True)
    approve(row, rev=1, who=ada, now=True)


def test_where_one_may_approve_alone_it_is_lifted_at_once_and_told(desk, scheduled, tonight):
    before = scheduled.not_before
    press(desk, scheduled, "time", embargo=GONE)
    row = again(scheduled)
    assert (row.state, row.not_before, row.due_at) == (T.SCHEDULED, None, tonight)
    assert embargoes(row) == [(iso(before), "")]


@pytest.mark.usefixtures("ada")
def test_on_the_command_line_it_is_an_act_of_its_own_too(scheduled, mara, capsys):
    edited(scheduled, mara)
    command = ["approve", scheduled.public_id, "--rev", "2", "--as", mara.email]
    Move.objects.filter(thread=scheduled, who=mara).update(who=None)
    scheduled.revisions.update(made_by=None)
    assert main([*command, "--embargo", "none"]) == 2
    assert "The embargo is lifted. Nothing is approved" in capsys.readouterr().err
    row = again(scheduled)
    assert (row.state, row.not_before) == (T.IN_REVIEW, None)
    assert main(command) == 2


@pytest.mark.usefixtures("ada")
def test_adding_an_embargo_is_part_of_approving(desk, thread):
    tomorrow = (now() + timedelta(days=1)).astimezone(builders.ZONE)
    typed = {"embargo": "on", "embargo_day": f"{tomorrow:%Y-%m-%d}", "embargo_time": "00:01"}
    press(desk, thread, **typed)
    assert again(thread).state == T.SCHEDULED
    assert again(thread).not_before


# A bundle


@pytest.fixture
def pair(scheduled, house, mara, tonight) -> tuple[Thread, Thread]:
    """Two threads of one explainer, approved for other times on other conditions, and edited."""
    other = builders.thread_in_review(
        house, article=scheduled.article, account=builders.account(house)
    )
    approve(other, rev=1, who=mara, at=tonight + timedelta(hours=2))
    edited(scheduled, mara)
    edited(other, mara)
    return again(scheduled), again(other)


def press_bundle(client: Client, thread: Thread, **typed: str) -> Any:
    at = f"/bundles/{thread.article.public_id}"
    sent = Fields(client.get(at).content.decode(), f"{at}/approve").sent
    form: dict[str, list[str]] = {}
    for name, value in sent:
        form.setdefault(name, []).append(value)
    return client.post(f"{at}/approve", {**form, **typed})


def test_threads_of_a_bundle_keep_what_each_had(desk, pair, text):
    before = [kept(each) for each in pair]
    page = text(desk.get(f"/bundles/{pair[0].article.public_id}"))
    assert page.count("it had is kept.") == 2
    assert "Approve both for the time each had" in page
    assert "Each keeps its embargo" in page
    press_bundle(desk, pair[0])
    assert [again(each).state for each in pair] == [T.SCHEDULED, T.SCHEDULED]
    assert [kept(each) for each in pair] == before


def test_of_a_bundle_nothing_is_chosen_where_one_lost_its_time(desk, pair, text):
    Thread.objects.filter(pk=pair[1].pk).update(due_at=now() - timedelta(hours=1))
    page = text(desk.get(f"/bundles/{pair[0].article.public_id}"))
    assert "it was scheduled for" in page
    assert 'name="when" value="now" required checked' not in page
    assert press_bundle(desk, pair[0]).status_code == 409
    assert {again(each).state for each in pair} == {T.IN_REVIEW}


def test_a_bundle_may_go_now_where_that_is_said(desk, pair):
    press_bundle(desk, pair[0], when="now")
    assert {again(each).due_wall[:10] for each in pair} == {
        f"{now().astimezone(builders.ZONE):%Y-%m-%d}"
    }
    assert not Thread.objects.filter(due_at__gt=now()).exists()
    assert again(pair[0]).not_before
    assert again(pair[0]).breaking


def test_now_is_preset_for_what_never_had_a_time(desk, thread, text):
    page = text(desk.get(f"/threads/{thread.public_id}"))
    assert 'name="when" value="now" required checked' in page
    assert ">Approve and post now</button>" in page


def test_what_was_approved_without_a_time_is_not_preset_to_go_now(desk, thread, mara, text):
    approve(thread, rev=1, who=mara, later=True)
    edited(thread, mara)
    page = text(desk.get(f"/threads/{thread.public_id}"))
    assert 'name="when" value="later" checked' in page
    assert 'name="when" value="now" required checked' not in page
    press(desk, thread)
    assert (again(thread).state, again(thread).due_at) == (T.APPROVED, None)


def test_a_bundle_presets_nothing_where_only_some_were_approved_without_a_time(
    desk, thread, house, mara, text
):
    approve(thread, rev=1, who=mara, later=True)
    edited(thread, mara)
    builders.thread_in_review(house, article=thread.article, account=builders.account(house))
    page = text(desk.get(f"/bundles/{thread.article.public_id}"))
    assert 'name="when" value="now" required checked' not in page
    assert 'name="when" value="later" checked' not in page


@pytest.mark.parametrize("lasts", [Lasts.DAY, Lasts.WEEK, Lasts.NEVER])
@pytest.mark.parametrize("had", [None, 1, 10])
@pytest.mark.parametrize("until", [None, 2, 8, 20])
def test_how_long_an_approval_lasts_outlives_any_embargo(desk, thread, mara, lasts, had, until):  # noqa: PLR0917
    first, second = (now() + timedelta(days=n) if n else None for n in (had, until))
    due = now() + timedelta(days=1)
    approve(thread, rev=1, who=mara, at=due, lasts=lasts, not_before=first)
    change_embargo(again(thread), rev=1, until=second, who=mara)
    press(desk, thread)
    row = again(thread)
    start = max(filter(None, (row.due_at, row.not_before)))
    zone = thread.account.newsroom.zone
    assert row.approved_until == good_until(start, zone, row.late_after, lasts)
