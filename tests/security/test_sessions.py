from __future__ import annotations

import pytest
from django.test import Client

from publisher.thread.models import SignedIn
from tests import builders

pytestmark = pytest.mark.django_db
RIGHT = "a good password"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; rv:140.0) Gecko/20100101 Firefox/140.0"


def knock(client, person, password=RIGHT):
    return client.post("/sign-in", {"mail": person.email, "password": password})


def inside(client):
    return client.get("/").status_code == 200


@pytest.fixture
def phone(mara):
    """Mara's other browser, signed in."""
    other = Client(HTTP_USER_AGENT=FIREFOX)
    knock(other, mara)
    return other


def test_a_session_somebody_planted_is_not_the_one_she_gets(client, mara):
    client.get("/sign-in")
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["sessionid"] = session.session_key
    knock(client, mara)
    assert client.cookies["sessionid"].value != session.session_key
    thief = Client()
    thief.cookies["sessionid"] = session.session_key
    assert not inside(thief)


def test_a_made_up_session_is_none(client, db):  # noqa: ARG001 - opens it
    client.cookies["sessionid"] = "a" * 32
    assert not inside(client)


def test_the_cookie_is_for_no_script_and_no_other_site(client, mara):
    cookies = knock(client, mara).cookies
    for name in ("sessionid", "desk"):
        assert cookies[name]["httponly"]
        assert cookies[name]["samesite"] == "Lax"


def test_each_browser_is_listed_in_words_and_can_be_ended(client, mara, phone):
    knock(client, mara)
    page = client.get("/me").content.decode()
    assert "Firefox on Windows" in page
    assert "(this browser)" in page
    row = SignedIn.objects.get(agent=FIREFOX)
    assert row.session_key not in page
    client.post(f"/me/browsers/{row.public_id}/end")
    assert inside(client)
    assert not inside(phone)


def test_all_others_are_ended_with_one_press(client, mara, phone):
    knock(client, mara)
    client.post("/me/browsers/others/end")
    assert inside(client)
    assert not inside(phone)
    assert SignedIn.objects.filter(person=mara).count() == 1


def test_a_changed_password_ends_all_others_and_keeps_this_one(client, mara, phone):
    knock(client, mara)
    form = {"old_password": RIGHT, "password": "harbour ferry morning"}
    assert client.post("/me/password", form).status_code == 302
    assert inside(client)
    assert not inside(phone)
    assert knock(Client(), mara).status_code == 422
    assert "(this browser)" in client.get("/me").content.decode()


def test_a_password_is_changed_only_by_who_knows_it(client, mara):
    knock(client, mara)
    form = {"old_password": "guessed", "password": "harbour ferry morning"}
    for _ in range(5):
        assert client.post("/me/password", form).status_code == 422
    page = client.post("/me/password", form | {"old_password": RIGHT})
    assert "Wait a minute" in page.content.decode()
    mara.refresh_from_db()
    assert mara.check_password(RIGHT)


def test_signing_out_ends_the_session_itself(client, mara):
    knock(client, mara)
    stolen = Client()
    stolen.cookies["sessionid"] = client.cookies["sessionid"].value
    client.post("/sign-out")
    assert not inside(stolen)
    assert not SignedIn.objects.exists()


def test_who_is_shut_out_on_the_machine_is_out_at_once(client, mara):
    knock(client, mara)
    mara.is_active = False
    mara.save()
    assert not inside(client)


def test_a_browser_in_use_is_noted_every_five_minutes(client, mara, clock):
    knock(client, mara)
    first = SignedIn.objects.get().seen_at
    clock.advance(100)
    client.get("/")
    assert SignedIn.objects.get().seen_at == first
    clock.advance(300)
    client.get("/")
    assert SignedIn.objects.get().seen_at > first


def test_old_sessions_are_swept_away_at_the_next_sign_in(client, mara, phone, clock, settings):
    clock.advance(settings.SESSION_COOKIE_AGE + 60)
    knock(client, mara)
    assert [row.agent for row in SignedIn.objects.all()] != [FIREFOX]
    assert SignedIn.objects.count() == 1
    assert not inside(phone)


def test_nobody_learns_who_exists_from_what_the_door_does(client, mara):
    from django.db import connection  # noqa: PLC0415 - only here
    from django.test.utils import CaptureQueriesContext  # noqa: PLC0415 - only here

    counts = []
    for mail in (mara.email, "nobody@harbour.example"):
        builders.person()
        with CaptureQueriesContext(connection) as asked:
            client.post("/sign-in", {"mail": mail, "password": "guessed"})
        counts.append(len([query for query in asked if "INSERT" in query["sql"]]))
    assert counts[0] == counts[1] > 0
