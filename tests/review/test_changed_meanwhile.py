"""A page that was open while somebody changed the embargo, the time or the conditions undoes none of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

import pytest

from publisher.accounts.roles import Role
from publisher.review.approve import approve
from publisher.review.errors import ChangedMeanwhile
from publisher.review.lifting import change_embargo
from publisher.review.terms import Lasts
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.review.test_kept_terms import Fields

pytestmark = pytest.mark.django_db
HAD: dict[str, Any] = {"breaking": True, "late_after": 600, "lasts": Lasts.WEEK}


@pytest.fixture
def ends() -> datetime:
    return (now() + timedelta(hours=3)).replace(second=0, microsecond=0)


@pytest.fixture
def held(thread, ends) -> Thread:
    Thread.objects.filter(pk=thread.pk).update(not_before=ends)
    return again(thread)


@pytest.fixture
def ada(house):
    return builders.person(Role.EDITOR, house, "Ada")


def again(thread: Thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


def form_of(page: str, action: str) -> dict[str, Any]:
    form: dict[str, Any] = {}
    for name, value in Fields(page, action).sent:
        form[name] = [*form[name], value] if name in form else [value]
    return form


def opened(desk, thread: Thread, act: str = "approve") -> dict[str, Any]:
    page = desk.get(f"/threads/{thread.public_id}").content.decode()
    return form_of(page, f"/threads/{thread.public_id}/{act}")


def moved(thread: Thread, until: datetime | None, who: Any) -> None:
    change_embargo(again(thread), rev=1, until=until, who=who)


def ends_later(thread: Thread, ends: datetime, who: Any) -> None:
    moved(thread, ends + timedelta(days=2), who)


def ends_sooner(thread: Thread, ends: datetime, who: Any) -> None:
    moved(thread, ends - timedelta(hours=1), who)


def lifted(thread: Thread, ends: datetime, who: Any) -> None:  # noqa: ARG001 - as its brothers
    moved(thread, None, who)


@pytest.mark.parametrize("two", [True, False])
@pytest.mark.parametrize("meanwhile", [ends_later, ends_sooner, lifted])
@pytest.mark.parametrize("typed", [{}, {"embargo": None}, {"embargo_time": "23:59"}])
def test_an_old_page_moves_no_embargo(desk, held, ends, *, ada, house, two, meanwhile, typed, text):
    if not two:
        type(house).objects.filter(pk=house.pk).update(four_eyes=False)
    form = opened(desk, held) | {"when": "later"} | typed
    meanwhile(held, ends, ada)
    stands = again(held).not_before
    for _ in range(2):
        answer = desk.post(
            f"/threads/{held.public_id}/approve", {k: v for k, v in form.items() if v is not None}
        )
        assert answer.status_code == 422
        assert "by Ada meanwhile" in text(answer)
        row = again(held)
        assert (row.state, row.not_before) == (T.IN_REVIEW, stands)


def test_the_page_that_says_so_keeps_the_new_embargo_and_what_was_typed(desk, held, ends, ada):
    form = opened(desk, held) | {"when": "time", "time": "23:58"}
    ends_later(held, ends, ada)
    action = f"/threads/{held.public_id}/approve"
    page = desk.post(action, form).content.decode()
    redrawn = form_of(page, action)
    assert (redrawn["when"], redrawn["time"]) == (["time"], ["23:58"])
    desk.post(action, redrawn | {"when": "later", "time": ""})
    assert again(held).not_before == ends + timedelta(days=2)
    assert again(held).state == T.APPROVED


def test_an_embargo_set_meanwhile_outlives_the_page_that_showed_none(desk, thread, ends, ada):
    form, action = opened(desk, thread), f"/threads/{thread.public_id}/approve"
    moved(thread, ends, ada)
    answer = desk.post(action, form)
    assert answer.status_code == 422
    desk.post(action, form_of(answer.content.decode(), action) | {"when": "later"})
    assert again(thread).not_before == ends


@pytest.mark.parametrize("had", ["2027-01-01T09:00:00+00:00", "2020-01-01T09:00:00+00:00"])
def test_an_embargo_that_never_was_lifts_none(desk, held, ends, had):
    form = {"rev": "1", "when": "later", "had_embargo_time": had}
    assert desk.post(f"/threads/{held.public_id}/approve", form).status_code == 422
    assert (again(held).state, again(held).not_before) == (T.IN_REVIEW, ends)


@pytest.mark.parametrize(
    ("changed", "words"),
    [
        ({"at": timedelta(days=3)}, "another time"),
        ({"breaking": False}, "no longer marked as breaking"),
        ({"late_after": 0}, "if it gets late"),
        ({"lasts": Lasts.NEVER}, "How long the approval is good"),
    ],
)
def test_an_old_page_undoes_no_time_and_no_condition(
    desk, thread, *, mara, ada, changed, words, text
):
    day = now() + timedelta(days=1)
    approve(thread, rev=1, who=mara, at=day, not_before=day - timedelta(hours=1), **HAD)
    moved(thread, day - timedelta(hours=2), ada)
    form = opened(desk, thread)
    at = day + changed.get("at", timedelta())
    approve(again(thread), rev=1, who=mara, **{**HAD, **changed, "at": at})
    # Taken back and as it was, but for what was changed.
    moved(thread, day - timedelta(hours=1), ada)
    moved(thread, day - timedelta(hours=2), ada)
    before = again(thread)
    answer = desk.post(f"/threads/{thread.public_id}/approve", form)
    assert answer.status_code == 422
    assert words in text(answer)
    row = again(thread)
    assert (row.due_at, row.breaking, row.late_after) == (
        before.due_at,
        before.breaking,
        before.late_after,
    )


def test_a_bundle_moves_no_embargo_either(desk, held, ends, *, ada, house, text):
    other = builders.thread_in_review(
        house, article=held.article, account=builders.account(house), not_before=ends
    )
    at = f"/bundles/{held.article.public_id}"
    form = form_of(desk.get(at).content.decode(), f"{at}/approve") | {"when": "later"}
    ends_later(other, ends, ada)
    answer = desk.post(f"{at}/approve", form)
    assert answer.status_code == 409
    assert "by Ada meanwhile" in text(answer)
    assert {again(each).state for each in (held, other)} == {T.IN_REVIEW}
    assert again(other).not_before == ends + timedelta(days=2)


def test_another_time_moves_no_embargo_that_was_moved_meanwhile(desk, held, ends, ada, mara):
    approve(held, rev=1, who=mara, late_after=0)
    form = opened(desk, held, "time") | {"when": "later"}
    ends_later(held, ends, ada)
    approve(again(held), rev=1, who=mara)
    form["epoch"] = [str(again(held).epoch)]
    assert desk.post(f"/threads/{held.public_id}/time", form).status_code == 422
    assert again(held).not_before == ends + timedelta(days=2)


def test_the_embargo_alone_is_not_changed_beside_another_either(held, ends, ada):
    ends_later(held, ends, ada)
    with pytest.raises(ChangedMeanwhile):
        change_embargo(
            again(held), rev=1, until=None, who=ada, terms={"stood": {"not_before": ends}}
        )
    assert again(held).not_before == ends + timedelta(days=2)
