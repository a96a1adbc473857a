from __future__ import annotations

import pytest
from django.core import mail
from django.test import Client

from publisher.accounts.roles import Role
from publisher.people import invitations
from publisher.people.sessions import describe_browser
from publisher.thread.models import Membership, Person
from tests import builders

NORA, GOOD = "nora@harbour.example", "harbour ferry morning"


def text(answer):
    return answer.content.decode()


def number(house, person):
    return house.memberships.get(person=person).pk


@pytest.fixture
def link(house, ada):
    return f"/join/{invitations.invite(house, NORA, Role.EDITOR, who=ada)}"


def test_the_page_says_who_is_here_and_when_last_seen(desk, mara):
    page = text(desk.get("/people"))
    assert "Mara" in page
    assert mara.email in page
    assert "Never signed in yet" in page
    assert "Last seen" in page


def test_a_link_is_shown_once_and_never_again(desk):
    page = text(desk.post("/people/invite", {"mail": f" {NORA} ", "role": "editor"}))
    assert "/join/" in page
    assert "no mail was sent" in page
    again = text(desk.get("/people"))
    assert "/join/" not in again
    assert f"{NORA}, as editor" in again


def test_a_link_is_mailed_where_mail_is_set_up(desk, settings):
    settings.MAIL_URL = "smtp://mail.example"
    page = text(desk.post("/people/invite", {"mail": NORA, "role": "writer"}))
    path = mail.outbox[0].body.split("http://testserver")[1].split()[0]
    assert mail.outbox[0].to == [NORA]
    # Whoever has it can join, and be a second person: no admin sees it.
    assert path not in page
    assert "on its way by mail" in page


def test_a_mail_server_that_is_away_loses_no_link(desk, settings, monkeypatch):
    def away(*_):
        raise OSError

    settings.MAIL_URL = "smtp://mail.example"
    monkeypatch.setattr("publisher.people.account_mail.send_mail", away)
    page = text(desk.post("/people/invite", {"mail": NORA, "role": "writer"}))
    assert "/join/" in page
    assert "no mail was sent" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [("nora", "is not a mail address"), ("", "Type the address"), (None, "works here")],
)
def test_an_address_that_cannot_be_invited_is_kept_and_said(desk, mara, typed, said):
    wanted = mara.email if typed is None else typed
    answer = desk.post("/people/invite", {"mail": wanted, "role": "admin"})
    assert answer.status_code == 422
    assert said in text(answer)
    assert f'value="{wanted}"' in text(answer)
    assert 'value="admin" checked' in text(answer)


def test_a_role_is_changed_with_one_press_and_a_second_press_does_nothing(desk, house, mara, told):
    path = f"/people/{number(house, mara)}/role"
    for _ in range(2):
        desk.post(path, {"role": "writer", "was": "editor"})
    assert "Somebody changed this meanwhile" in text(desk.get("/people"))
    assert told().count("Ada made Mara writer, who was editor") == 1


def test_the_last_admin_is_told_why_she_stays(desk, house, ada):
    desk.post(f"/people/{number(house, ada)}/role", {"role": "writer", "was": "admin"})
    assert "The last admin stays" in text(desk.get("/people"))
    desk.post(f"/people/{number(house, ada)}/take-away")
    assert "The last admin stays" in text(desk.get("/people"))


def test_access_is_taken_away_after_one_more_question(desk, house, mara):
    path = f"/people/{number(house, mara)}/take-away"
    assert "What stays" in text(desk.get(path))
    assert house.memberships.filter(person=mara).exists()
    desk.post(path)
    assert not house.memberships.filter(person=mara).exists()
    assert Person.objects.filter(pk=mara.pk).exists()


def test_the_rule_of_the_house_is_told(desk, house, told):
    desk.post("/people/rule", {"asked": "yes"})
    house.refresh_from_db()
    assert house.second_factor
    assert told()[-1] == "Ada asked editors and admins for a second step"


def test_who_is_invited_joins_with_a_name_and_a_password(client, house, link):
    assert NORA in text(client.get(link))
    answer = client.post(link, {"name": "  Nora   B. ", "password": GOOD})
    assert answer.headers["Location"] == "/"
    assert house.memberships.get(person__email=NORA).person.name == "Nora B."
    assert client.get("/").status_code == 200


@pytest.mark.parametrize(
    ("password", "said"),
    [
        ("short", "too short"),
        ("password", "too common"),
        ("8642097531", "entirely numeric"),
        ("nora@harbour", "too similar"),
    ],
)
def test_each_rule_against_a_password_stands_at_the_field(client, link, password, said):
    answer = client.post(link, {"name": "Nora", "password": password})
    page = text(answer)
    assert answer.status_code == 422
    assert said in page.split('id="wrong-pass"')[1]
    assert 'value="Nora"' in page
    assert f'value="{password}"' not in page
    assert not Person.objects.filter(email=NORA).exists()


def test_a_nameless_person_is_asked_for_a_name(client, link):
    answer = client.post(link, {"name": "  ", "password": GOOD})
    assert "Type your name" in text(answer)


def test_a_closed_link_says_so(client, link):
    client.post(link, {"name": "Nora", "password": GOOD})
    answer = Client().post(link, {"name": "Twin", "password": GOOD})
    assert answer.status_code == 410
    assert "was used, withdrawn" in text(answer)
    assert Person.objects.filter(email=NORA).count() == 1


def known():
    nora = Person.objects.create_user(NORA, GOOD, name="Nora")
    other = builders.newsroom(name="Other")
    Membership.objects.create(newsroom=other, person=nora, role="writer")
    return nora, other


def test_who_has_a_password_here_signs_in_to_join_and_sits_down_there(client, link):
    nora, other = known()
    assert "Sign in to join" in text(client.get(link))
    assert (
        client.post(link, {"name": "Thief", "password": "new words of a thief"}).status_code == 200
    )
    answer = client.post("/sign-in", {"mail": NORA, "password": GOOD, "next": link})
    assert answer.headers["Location"] == link
    assert client.post(link).headers["Location"] == "/"
    assert "Harbour Post" in text(client.get("/"))
    client.post("/me/newsroom", {"newsroom": other.pk})
    assert "Other" in text(client.get("/"))
    assert nora.memberships.count() == 2


def test_somebody_else_cannot_use_a_link_that_is_not_hers(client, house, link, mara):
    known()
    client.force_login(mara)
    assert "You are signed in as" in text(client.post(link))
    assert not house.memberships.filter(person__email=NORA).exists()


def test_a_name_is_changed_and_told_with_the_one_before(client, mara, told):
    client.force_login(mara)
    client.post("/me/name", {"name": "Mara L.", "was": "Mara"})
    assert told()[-1] == "Mara L. was called Mara before"
    assert client.post("/me/name", {"name": " ", "was": "Mara L."}).status_code == 422


def test_a_name_changed_in_another_tab_is_not_overwritten(client, mara):
    client.force_login(mara)
    client.post("/me/name", {"name": "Mara L.", "was": "Mara"})
    client.post("/me/name", {"name": "Mara B.", "was": "Mara"})
    mara.refresh_from_db()
    assert mara.name == "Mara L."
    assert "changed this meanwhile" in text(client.get("/me"))


def test_coming_in_and_going_out_stand_in_the_history(client, mara, told):
    client.post("/sign-in", {"mail": mara.email, "password": "guessed"})
    client.post("/sign-in", {"mail": mara.email, "password": "a good password"})
    client.post("/sign-out")
    assert told() == [
        "Somebody gave a wrong password for Mara",
        "Mara signed in",
        "Mara signed out",
    ]


def test_a_flood_of_wrong_tries_does_not_bury_the_history(client, mara, told):
    for n in range(30):
        client.defaults["REMOTE_ADDR"] = f"192.0.2.{n}"
        client.post("/sign-in", {"mail": mara.email, "password": "guessed"})
    assert told().count("Somebody gave a wrong password for Mara") == 10


def test_what_was_typed_for_an_address_is_not_told(client, ada, told):  # noqa: ARG001 - the house
    client.post("/sign-in", {"mail": "my-password-by-mistake", "password": "x"})
    assert told() == ["Somebody gave a wrong password for somebody unknown"]


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) Chrome/140.0 Safari/537.36 Edg/140.0",
            "Edge on Windows",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1",
            "Safari on an iPhone",
        ),
        ("Mozilla/5.0 (Linux; Android 15) Chrome/140.0 Mobile Safari/537.36", "Chrome on Android"),
        (
            "Mozilla/5.0 (Macintosh; Intel Mac OS X 10.15; rv:140.0) Firefox/140.0",
            "Firefox on a Mac",
        ),
        ("curl/8.0", "A browser"),
    ],
)
def test_a_browser_is_named_in_words(agent, words):
    assert describe_browser(agent) == words
