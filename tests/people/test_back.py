from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core import mail
from django.db import connection
from django.test import Client

from publisher.accounts.roles import Role
from publisher.people import invitations, members, password_reset, second_factor
from publisher.people.errors import Elsewhere, NotOpen, OwnDoor, PeopleError
from publisher.thread.models import Invite, Membership
from tests import builders

GOOD = "harbour ferry morning"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"


def place(house, person):
    return house.memberships.select_related("person", "newsroom").get(person=person)


@pytest.fixture
def member(house, mara):
    return place(house, mara)


@pytest.fixture
def two_steps(mara, monkeypatch):
    monkeypatch.setattr(second_factor, "validate_totp_code", lambda *_: True)
    return second_factor.turn_on(mara, KEY, "123456")


def make(desk, member, **more):
    page = desk.post(f"/people/{member.pk}/new-password", more).content.decode()
    return page.split('id="link" readonly value="http://testserver')[1].split('"')[0]


def text(answer):
    return answer.content.decode()


def test_a_link_gives_a_new_password_and_ends_all_her_sessions(desk, member, mara, told):
    phone, new = Client(), Client()
    phone.force_login(mara)
    answer = new.post(make(desk, member), {"password": GOOD})
    assert answer.headers["Location"] == "/"
    assert new.get("/").status_code == 200
    assert phone.get("/").status_code == 302
    mara.refresh_from_db()
    assert mara.check_password(GOOD)
    assert "Ada made a link for Mara to choose a new password" in told()
    assert "Mara chose a new password by a link of Ada" in told()


def test_looking_at_a_link_uses_nothing_up(desk, member, mara):
    path = make(desk, member)
    assert all(mara.name in text(Client().get(path)) for _ in range(3))
    assert Invite.objects.get().used_at is None


def test_a_password_that_is_too_simple_is_refused_and_the_link_stays_open(desk, member):
    path = make(desk, member)
    answer = Client().post(path, {"password": "1234"})
    assert answer.status_code == 422
    assert "too short" in text(answer)
    assert Client().post(path, {"password": GOOD}).status_code == 302


def test_a_link_works_once(desk, member):
    path = make(desk, member)
    Client().post(path, {"password": GOOD})
    answer = Client().post(path, {"password": "another ferry morning"})
    assert answer.status_code == 410
    assert "Ask an admin for a new one" in text(answer)


def test_a_link_lapses_after_a_day(ada, member, clock):
    secret = password_reset.make_reset_link(member, who=ada)
    clock.advance(86_400 - 5)
    row, person = password_reset.find_reset_link(secret)
    clock.advance(10)
    with pytest.raises(NotOpen, match="older than a day"):
        password_reset.use_reset_link(row, person, GOOD)
    person.refresh_from_db()
    assert not person.check_password(GOOD)


def test_a_new_link_ends_the_one_before_and_an_admin_withdraws_it(desk, member, told):
    first, second = make(desk, member), make(desk, member)
    assert Client().get(first).status_code == 410
    assert "for a new password" in text(desk.get("/people"))
    desk.post(f"/people/invites/{Invite.objects.get().pk}/withdraw")
    assert Client().get(second).status_code == 410
    assert told()[-1] == f"Ada withdrew the link of {member.person.email} for a new password"


@pytest.mark.usefixtures("two_steps")
def test_her_second_step_is_asked_for_all_the_same(desk, member, mara):
    new = Client()
    answer = new.post(make(desk, member), {"password": GOOD})
    assert answer.headers["Location"] == "/sign-in/code"
    assert new.get("/").status_code == 302
    assert second_factor.has_second_factor(mara)


@pytest.mark.usefixtures("two_steps")
def test_a_lost_phone_is_forgotten_only_when_said_and_when_the_link_is_used(
    desk, member, mara, told
):
    new, path = Client(), make(desk, member, phone="lost")
    assert second_factor.has_second_factor(mara)
    new.post(path, {"password": GOOD})
    assert not second_factor.has_second_factor(mara)
    assert new.get("/").status_code == 200
    made = "Ada made a link for Mara to choose a new password and turn off the second step"
    assert made in told()
    assert "Ada turned off the second step of Mara" in told()


def test_nobody_is_helped_by_an_admin_of_one_of_her_newsrooms_alone(ada, member, mara):
    other = builders.newsroom(name="Other")
    Membership.objects.create(newsroom=other, person=mara, role=Role.WRITER)
    with pytest.raises(Elsewhere, match="ask who keeps this installation"):
        password_reset.make_reset_link(member, who=ada)
    Membership.objects.create(newsroom=other, person=ada, role=Role.ADMIN)
    assert (
        password_reset.find_reset_link(password_reset.make_reset_link(member, who=ada))[1] == mara
    )
    assert other.moves.filter(subject="password").exists()


@pytest.mark.usefixtures("two_steps")
def test_an_admin_of_one_of_her_newsrooms_cannot_forget_her_phone(desk, member, mara):
    other = builders.newsroom(name="Other")
    Membership.objects.create(newsroom=other, person=mara, role=Role.ADMIN)
    page = desk.post(f"/people/{member.pk}/second-step", follow=True)
    assert "works in another newsroom too" in text(page)
    assert second_factor.has_second_factor(mara)


def test_nobody_makes_a_link_for_herself(desk, house, ada):
    with pytest.raises(OwnDoor):
        password_reset.make_reset_link(place(house, ada), who=ada)
    page = desk.post(f"/people/{place(house, ada).pk}/new-password", follow=True)
    assert "changed on your own page" in text(page)


def test_an_invitation_that_was_never_used_opens_no_door_of_a_member(house, ada):
    secret = invitations.invite(house, "nora@harbour.example", Role.ADMIN, who=ada)
    nora = builders.person(house=house)
    type(nora).objects.filter(pk=nora.pk).update(email="nora@harbour.example")
    with pytest.raises(NotOpen):
        password_reset.find_reset_link(secret)


def test_a_link_for_a_password_invites_nobody(ada, member):
    with pytest.raises(NotOpen):
        invitations.find_invitation(password_reset.make_reset_link(member, who=ada))


def test_who_lost_her_access_does_not_come_back_by_an_older_link(house, ada, member, mara):
    secret = password_reset.make_reset_link(member, who=ada)
    members.take_away(member, who=ada)
    Membership.objects.create(newsroom=house, person=mara, role=Role.WRITER)
    with pytest.raises(NotOpen):
        password_reset.find_reset_link(secret)


def test_who_is_shut_out_on_the_machine_stays_out(ada, member, mara):
    secret = password_reset.make_reset_link(member, who=ada)
    type(mara).objects.filter(pk=mara.pk).update(is_active=False)
    with pytest.raises(NotOpen):
        password_reset.find_reset_link(secret)


def test_the_link_goes_to_her_by_mail_where_mail_is_set_up(desk, member, settings):
    settings.MAIL_URL = "smtp://mail.example"
    page = text(desk.post(f"/people/{member.pk}/new-password"))
    path = mail.outbox[0].body.split("http://testserver")[1].split()[0]
    assert mail.outbox[0].to == [member.person.email]
    # Whoever has it can sign in as her, and be a second person: no admin sees it.
    assert path not in page
    assert f"on its way to {member.person.email}" in page
    assert password_reset.find_reset_link(path.rstrip("/").rpartition("/")[2])[1] == member.person


def test_a_link_that_could_not_be_mailed_is_no_link(desk, member, settings, monkeypatch):
    def refuse(*_given: object) -> int:
        raise OSError("No route to host.")

    settings.MAIL_URL = "smtp://mail.example"
    monkeypatch.setattr("publisher.people.account_mail.send_mail", refuse)
    page = text(desk.post(f"/people/{member.pk}/new-password", follow=True))
    assert "could not be sent, so no link was made" in page
    assert 'id="link"' not in page
    assert not invitations.unused_links(member.newsroom).exists()


def test_the_door_says_whom_to_ask(client, house):  # noqa: ARG001 - opens the database
    assert "Ask an admin of your newsroom" in text(client.get("/sign-in"))


@pytest.mark.django_db(transaction=True)
def test_of_two_who_use_a_link_at_once_one_sets_the_password():
    house = builders.newsroom()
    ada = builders.person(Role.ADMIN, house)
    secret = password_reset.make_reset_link(place(house, builders.person(house=house)), who=ada)
    found = [password_reset.find_reset_link(secret) for _ in range(3)]

    def use(n):
        try:
            row, person = found[n]
            password_reset.use_reset_link(row, person, f"{GOOD} {n}")
        except PeopleError:
            return 0
        finally:
            connection.close()
        return 1

    with ThreadPoolExecutor(3) as many:
        assert sum(many.map(use, range(3))) == 1
