"""What is under way in a browser ends with what it rested on, as a link does."""

from __future__ import annotations

from types import SimpleNamespace

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client

from publisher.__main__ import main
from publisher.accounts.models import Membership, Person
from publisher.accounts.roles import Role
from publisher.newsroom.connecting import Pending, Target, target_of
from publisher.newsroom.connecting import _pending as begin
from publisher.newsroom.errors import NothingBegun
from publisher.people import invitations, members, password_reset, second_factor
from publisher.people.pages.second_step import WAITING
from publisher.thread.models import Invite
from publisher.web import unsent_forms
from tests import builders

RIGHT, GOOD = "a good password", "harbour ferry morning"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
WORDS = "The ferry is late, says the harbour master."


def place(house, person):
    return house.memberships.select_related("person", "newsroom").get(person=person)


@pytest.fixture
def world(house, ada, mara, monkeypatch):
    monkeypatch.setattr(second_factor, "validate_totp_code", lambda *_: True)
    monkeypatch.setattr(second_factor, "verify_code", lambda *_: True)
    members.change_role(place(house, mara), Role.ADMIN, was=Role.EDITOR, who=ada)
    return SimpleNamespace(house=house, ada=ada, mara=mara)


def demote_behind_the_desk(world):
    world.house.memberships.filter(person=world.mara).update(role=Role.EDITOR)


def bring_back(world):
    members.take_away(place(world.house, world.mara), who=world.ada)
    secret = invitations.invite(world.house, world.mara.email, Role.ADMIN, who=world.ada)
    invitations.join_newsroom(invitations.find_invitation(secret), world.mara)


def demote(world):
    members.change_role(place(world.house, world.mara), Role.WRITER, was=Role.ADMIN, who=world.ada)


def change_password(world):
    somebody = Person.objects.get(pk=world.mara.pk)
    somebody.set_password("another ferry evening")
    somebody.save()


def lose_second_step(world):
    second_factor.forget_factor(world.mara, who=world.ada)


def renew_second_step(world):
    second_factor.turn_on(world.mara, KEY, "654321")


def shut_out(world):
    Person.objects.filter(pk=world.mara.pk).update(is_active=False)


CHANGES = [bring_back, demote, change_password, renew_second_step, shut_out]
named = pytest.mark.parametrize


@named("change", [*CHANGES, lose_second_step], ids=lambda each: each.__name__)
def test_the_second_step_of_a_sign_in_ends_with_what_the_first_one_showed(world, change):
    second_factor.turn_on(world.mara, KEY, "123456")
    browser = Client()
    browser.post("/sign-in", {"mail": world.mara.email, "password": RIGHT})
    assert browser.get("/sign-in/code").status_code == 200
    change(world)
    answer = browser.post("/sign-in/code", {"code": "123456"})
    assert answer.headers["Location"].startswith("/sign-in")
    assert browser.get("/").status_code == 302


def test_a_second_step_nothing_has_happened_to_lets_her_in(world):
    second_factor.turn_on(world.mara, KEY, "123456")
    browser = Client()
    browser.post("/sign-in", {"mail": world.mara.email, "password": RIGHT})
    assert browser.post("/sign-in/code", {"code": "123456"}).headers["Location"] == "/"


@named("change", [demote, change_password, bring_back], ids=lambda each: each.__name__)
def test_a_secret_shown_before_is_not_the_one_that_is_set_up(world, change):
    browser = Client()
    browser.force_login(world.mara)
    browser.get("/me/second-step")
    shown = browser.session[WAITING]
    change(world)
    world.mara.refresh_from_db()
    again = Client()
    again.force_login(world.mara)
    session = again.session
    session[WAITING] = shown
    session.save()
    again.get("/me/second-step")
    assert again.session[WAITING] != shown


def test_who_turns_off_the_second_step_is_signed_out_elsewhere(world):
    second_factor.turn_on(world.mara, KEY, "123456")
    here, there = Client(), Client()
    for browser in (here, there):
        browser.post("/sign-in", {"mail": world.mara.email, "password": RIGHT})
        browser.post("/sign-in/code", {"code": "123456"})
    here.post("/me/second-step/off", {"password": RIGHT})
    assert here.get("/").status_code == 200
    assert there.get("/").status_code == 302


@pytest.fixture
def target(settings) -> Target:
    settings.REHEARSAL_URL = "http://127.0.0.1:9"
    return target_of(builders.newsroom(name="Unused"), "practice")


@named(
    "change",
    [demote_behind_the_desk, bring_back, demote, change_password, renew_second_step],
    ids=lambda each: each.__name__,
)
def test_a_connecting_ends_with_the_standing_of_who_began_it(world, target, change):
    kept = begin(target, world.house, world.mara, {"url": "x"}, by_pin=True).kept()
    assert Pending.read(kept, world.mara, world.house).by_pin
    change(world)
    with pytest.raises(NothingBegun):
        Pending.read(kept, world.mara, world.house)


def test_a_connecting_is_somebody_elses_in_another_newsroom(world, target):
    other = builders.newsroom(name="Other")
    Membership.objects.create(newsroom=other, person=world.mara, role=Role.ADMIN)
    kept = begin(target, world.house, world.mara, {"url": "x"}, by_pin=True).kept()
    with pytest.raises(NothingBegun):
        Pending.read(kept, world.mara, other)
    with pytest.raises(NothingBegun):
        Pending.read(kept, world.ada, world.house)


@pytest.fixture
def two(world):
    """Mara works at the Other too, and sits at its desk; then her session ends."""
    other = builders.newsroom(name="Other")
    Membership.objects.create(newsroom=other, person=world.mara, role=Role.EDITOR)
    browser = Client()
    browser.post("/sign-in", {"mail": world.mara.email, "password": RIGHT})
    browser.post("/me/newsroom", {"newsroom": str(other.pk)})
    browser.cookies.pop("sessionid")
    browser.post("/add", {"text": WORDS}, headers={"Referer": "http://testserver/add"})
    return SimpleNamespace(browser=browser, other=other)


def sign_in(browser, person):
    browser.post("/sign-in", {"mail": person.email, "password": RIGHT})
    return browser.get("/add").content.decode()


def test_words_of_a_newsroom_wait_at_its_own_desk(world, two):
    assert WORDS in sign_in(two.browser, world.mara)
    assert two.browser.session["newsroom"] == two.other.pk
    two.browser.post("/me/newsroom", {"newsroom": str(world.house.pk)})
    assert WORDS not in two.browser.get("/add").content.decode()
    two.browser.post("/me/newsroom", {"newsroom": str(two.other.pk)})
    assert WORDS in two.browser.get("/add").content.decode()


def test_words_of_a_newsroom_that_is_hers_no_more_are_let_go(world, two):
    two.other.memberships.filter(person=world.mara).delete()
    assert WORDS not in sign_in(two.browser, world.mara)
    assert unsent_forms.KEPT not in two.browser.session


def test_a_role_that_is_taken_is_gone_at_the_next_press(world):
    browser = Client()
    browser.force_login(world.mara)
    assert browser.get("/people").status_code == 200
    demote(world)
    assert browser.get("/people").status_code == 403


@pytest.fixture
def asked(monkeypatch):
    monkeypatch.setattr("getpass.getpass", lambda **_: GOOD)


@pytest.mark.usefixtures("asked")
def test_a_password_set_on_the_machine_ends_sessions_and_links(world, told, capsys):
    browser = Client()
    browser.force_login(world.mara)
    secret = password_reset.make_reset_link(place(world.house, world.mara), who=world.ada)
    invitations.invite(world.house, "nora@harbour.example", Role.EDITOR, who=world.mara)
    assert main(["changepassword", world.mara.email.upper()]) == 0
    assert "signed out everywhere" in capsys.readouterr().out
    world.mara.refresh_from_db()
    assert world.mara.check_password(GOOD)
    assert browser.get("/").status_code == 302
    assert not Invite.objects.exists()
    assert Client().get(f"/new-password/{secret}").status_code == 410
    assert "The publisher set a new password for Mara" in told()


def test_nobodys_password_is_set_in_words(house, capsys):  # noqa: ARG001 - somebody else is there
    assert main(["changepassword", "nobody@harbour.example"]) == 2
    assert "Nobody here has the address" in capsys.readouterr().err


def test_a_second_step_forgotten_on_the_machine_ends_sessions_and_links(world):
    second_factor.turn_on(world.mara, KEY, "123456")
    browser = Client()
    browser.force_login(world.mara)
    password_reset.make_reset_link(place(world.house, world.mara), who=world.ada)
    assert main(["person", world.mara.email, "--forget-second-step"]) == 0
    assert not Authenticator.objects.filter(user=world.mara).exists()
    assert browser.get("/").status_code == 302
    assert not Invite.objects.exists()


def test_who_is_let_in_on_the_machine_needs_no_invitation_any_more(world, told):
    invitations.invite(world.house, "nora@harbour.example", Role.WRITER, who=world.ada)
    assert main(["person", "nora@harbour.example", "--name", "Nora", "--role", "editor"]) == 0
    assert not Invite.objects.exists()
    said = "The publisher ended the invitation of nora@harbour.example: Nora was let in"
    assert said in told()
