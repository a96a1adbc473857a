from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.review.approve import approve
from publisher.schedule.pause import in_force, pause
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db


def test_one_press_stops_everything(desk, house, mara):
    answer = desk.post("/pause", {"scope": "all", "why": "Wrong figure.", "back": "/history"})
    assert answer.headers["Location"] == "/history"
    (standing,) = in_force(house)
    assert (standing.scope, standing.who, standing.why) == ("all", mara, "Wrong figure.")


@pytest.mark.parametrize("scope", ["account", "thread"])
def test_an_account_or_a_thread_can_stand_still_alone(desk, house, thread, scope, text):
    name = getattr(thread, scope, thread).public_id
    desk.post("/pause", {"scope": f"{scope}:{name}"})
    (standing,) = in_force(house)
    assert standing.scope == scope
    assert "is paused since" in text(desk.get("/"))


@pytest.mark.parametrize("scope", ["", "everything", "account", "ACCOUNT:x"])
def test_a_scope_that_is_none_stops_nothing_silently(desk, house, scope):
    assert desk.post("/pause", {"scope": scope}).status_code in {400, 404}
    assert in_force(house) == []


@pytest.mark.parametrize("back", ["https://evil.example/", "//evil.example", "", "\\evil"])
def test_pausing_leads_back_only_to_our_own_pages(desk, back):
    assert desk.post("/pause", {"scope": "all", "back": back}).headers["Location"] == "/"


def test_the_stop_is_on_every_page(desk, thread, text):
    for path in ("/", "/add", "/accounts", "/history", f"/threads/{thread.public_id}"):
        page = text(desk.get(path))
        assert 'action="/pause"' in page
        assert f'name="back" value="{path}"' in page


def test_a_thread_page_offers_to_stop_this_thread(desk, thread, text):
    page = text(desk.get(f"/threads/{thread.public_id}"))
    assert f'value="thread:{thread.public_id}"' in page


def test_the_band_is_on_every_page_while_paused(desk, house, mara, thread, text):
    pause(house, who=mara, why="Wait for me.")
    for path in ("/", "/add", "/accounts", "/history", f"/threads/{thread.public_id}"):
        page = text(desk.get(path))
        assert "Mara: “Wait for me.”" in page
        assert "Pause now" not in page


def test_resuming_says_first_what_goes_on_at_once(desk, house, mara, thread, text):
    late = builders.thread_in_review(house, "Rail strike")
    approve(late, rev=1, who=mara, now=True)
    Thread.objects.filter(pk=late.pk).update(due_at=now() - timedelta(minutes=5))
    Thread.objects.filter(pk=thread.pk).update(state=T.SENDING)
    row = pause(house, who=mara)
    page = text(desk.get(f"/pauses/{row.pk}/resume"))
    assert "Rail strike" in page
    assert "Half way" in page
    assert in_force(house) == [row]


def test_resuming_is_a_press(desk, house, mara):
    row = pause(house, who=mara)
    desk.post(f"/pauses/{row.pk}/resume")
    row.refresh_from_db()
    assert in_force(house) == []
    assert row.lifted_by == mara


def test_a_pause_lifted_meanwhile_is_no_error(desk, house, mara, text):
    row = pause(house, who=mara)
    desk.post(f"/pauses/{row.pk}/resume")
    assert "lifted already" in text(desk.post(f"/pauses/{row.pk}/resume", follow=True))


def test_a_writer_may_stop_but_not_go_on(client, ines, text):
    client.force_login(ines)
    client.post("/pause", {"scope": "all"})
    page = text(client.get("/"))
    assert "An editor can resume." in page
    assert "Resume…" not in page


def test_accounts_say_how_they_stand(desk, house, mara, text):
    builders.account(house, handle="one", ended_at=now())
    builders.account(house, handle="two", wake_at=now() + timedelta(hours=1))
    pause(house, who=mara, scope="account", account=builders.account(house, handle="three"))
    builders.account(builders.newsroom(name="Other"), handle="theirs")
    page = text(desk.get("/accounts"))
    for words in ("Disconnected", "Rests until", "Paused by Mara since", "Practice network"):
        assert words in page
    assert "theirs" not in page


def test_no_page_shows_an_accounts_secrets(desk, house, text):
    account = builders.account(house)
    for path in ("/", "/add", "/accounts", "/history"):
        assert account.sealed not in text(desk.get(path))
