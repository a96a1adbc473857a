"""A link is asked again when it is opened and when it is used: whatever has changed since ends it."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from types import SimpleNamespace

import pytest
from django.db import connection
from django.test import Client
from django.urls import reverse

from publisher.accounts.models import Membership, Person
from publisher.accounts.roles import MAY, Role
from publisher.people import invitations, members, password_reset, second_factor, tickets
from publisher.people.errors import NotOpen, PeopleError
from publisher.thread.models import Invite
from tests import builders

MAIL, GOOD = "nora@harbour.example", "harbour ferry morning"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
SAID = "This link no longer works: ask an admin for a new one."
KINDS = ("invitation", "password", "both")


def place(house, person):
    return house.memberships.select_related("person", "newsroom").get(person=person)


@pytest.fixture
def world(house, ada, mara, monkeypatch):
    """Ada makes links for Mara and for somebody new; Olaf is an admin who can undo her."""
    monkeypatch.setattr(second_factor, "validate_totp_code", lambda *_: True)
    olaf = builders.person(Role.ADMIN, house, "Olaf")
    other = builders.newsroom(name="Other Post")
    Membership.objects.create(newsroom=other, person=olaf, role=Role.ADMIN)
    return SimpleNamespace(house=house, other=other, maker=ada, target=mara, olaf=olaf)


def make(world, kind):
    """The address of a new link."""
    if kind == "invitation":
        return reverse(
            "join", args=[invitations.invite(world.house, MAIL, Role.ADMIN, who=world.maker)]
        )
    member = place(world.house, world.target)
    secret = password_reset.make_reset_link(member, who=world.maker, phone_lost=kind == "both")
    return reverse("new-password", args=[secret])


def demote(world, person):
    here = place(world.house, person)
    members.change_role(here, Role.WRITER, was=here.role, who=world.olaf)


def promote(world, person):
    here = place(world.house, person)
    members.change_role(here, Role.ADMIN, was=here.role, who=world.olaf)


def remove(world, person):
    members.take_away(place(world.house, person), who=world.olaf)


def bring_back(world, person):
    role = place(world.house, person).role
    remove(world, person)
    secret = invitations.invite(world.house, person.email, Role(role), who=world.olaf)
    invitations.join_newsroom(invitations.find_invitation(secret), person)


def demote_for_a_moment(world, person):
    was = place(world.house, person).role
    demote(world, person)
    members.change_role(place(world.house, person), Role(was), was=Role.WRITER, who=world.olaf)


def join_another(world, person):
    secret = invitations.invite(world.other, person.email, Role.ADMIN, who=world.olaf)
    invitations.join_newsroom(invitations.find_invitation(secret), person)


def change_password(world, person):  # noqa: ARG001 - every change is called alike
    browser = Client()
    browser.force_login(person)
    form = {"old_password": "a good password", "password": "another ferry evening"}
    assert browser.post("/me/password", form).status_code == 302


def set_up_second_step(world, person):  # noqa: ARG001
    second_factor.turn_on(person, KEY, "123456")


def lose_second_step(world, person):
    set_up_second_step(world, person)
    second_factor.forget_factor(person, who=world.olaf)


# The same, by hands that ask nobody: a shell, another program, a row put right in the database.


def demote_behind_the_desk(world, person):
    world.house.memberships.filter(person=person).update(role=Role.WRITER)


def promote_behind_the_desk(world, person):
    world.house.memberships.filter(person=person).update(role=Role.ADMIN)


def remove_behind_the_desk(world, person):
    world.house.memberships.filter(person=person).delete()


def bring_back_behind_the_desk(world, person):
    row = world.house.memberships.get(person=person)
    row.delete()
    Membership.objects.create(newsroom=world.house, person=person, role=row.role)


def join_behind_the_desk(world, person):
    Membership.objects.create(newsroom=world.other, person=person, role=Role.WRITER)


def change_password_behind_the_desk(world, person):  # noqa: ARG001
    somebody = Person.objects.get(pk=person.pk)
    somebody.set_password("another ferry evening")
    somebody.save()


def shut_out(world, person):  # noqa: ARG001
    Person.objects.filter(pk=person.pk).update(is_active=False)


def another_address(world, person):  # noqa: ARG001
    Person.objects.filter(pk=person.pk).update(email="somebody.else@harbour.example")


BY_THE_DESK = (demote, remove, bring_back, demote_for_a_moment, change_password)
BEHIND = (
    demote_behind_the_desk,
    remove_behind_the_desk,
    bring_back_behind_the_desk,
    change_password_behind_the_desk,
    shut_out,
    another_address,
)
STEPS = (set_up_second_step, lose_second_step)
OF_THE_TARGET = (promote, promote_behind_the_desk, join_another, join_behind_the_desk)


def opens(path):
    """Whether a link opens, or can be used, for a browser that nobody is signed in in."""
    page = Client().get(path)
    used = Client().post(path, {"name": "Nora", "password": GOOD})
    if page.status_code == used.status_code == 410:
        assert all("ask an admin" in each.content.decode().casefold() for each in (page, used))
        assert "Mara" not in page.content.decode()
        return False
    return True


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_nothing_has_happened_to_opens(world, kind):
    assert opens(make(world, kind))


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", [*BY_THE_DESK, *BEHIND, *STEPS], ids=lambda each: each.__name__)
def test_what_happens_to_its_maker_ends_a_link(world, kind, change):
    path = make(world, kind)
    change(world, world.maker)
    assert not opens(path)


@pytest.mark.parametrize("kind", ["password", "both"])
@pytest.mark.parametrize(
    "change", [*BY_THE_DESK, *BEHIND, *STEPS, *OF_THE_TARGET], ids=lambda each: each.__name__
)
def test_what_happens_to_whom_it_is_for_ends_a_link_for_a_password(world, kind, change):
    path = make(world, kind)
    change(world, world.target)
    assert not opens(path)
    world.target.refresh_from_db()
    assert not world.target.check_password(GOOD)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", [demote_behind_the_desk, shut_out, remove_behind_the_desk])
def test_what_changes_between_looking_and_using_is_seen(world, kind, change):
    make_row = make(world, kind).rsplit("/", 1)[1]
    if kind == "invitation":
        row = invitations.find_invitation(make_row)
        change(world, world.maker)
        with pytest.raises(NotOpen, match=SAID):
            invitations.join_new(row, "Nora", GOOD)
        assert not Person.objects.filter(email=MAIL).exists()
    else:
        row, person = password_reset.find_reset_link(make_row)
        change(world, world.maker)
        with pytest.raises(NotOpen, match=SAID):
            password_reset.use_reset_link(row, person, GOOD)
        person.refresh_from_db()
        assert not person.check_password(GOOD)


def test_a_member_who_became_admin_elsewhere_is_not_shown_to_the_admin_of_before(world):
    path = make(world, "both")
    Membership.objects.create(newsroom=world.other, person=world.target, role=Role.ADMIN)
    browser = Client()
    browser.post(path, {"password": GOOD})
    assert browser.get("/people").status_code == 302


def test_a_link_holds_where_its_maker_runs_every_newsroom_of_hers(world):
    join_behind_the_desk(world, world.target)
    Membership.objects.create(newsroom=world.other, person=world.maker, role=Role.ADMIN)
    assert opens(make(world, "password"))
    path = make(world, "password")
    world.other.memberships.filter(person=world.maker).update(role=Role.EDITOR)
    assert not opens(path)


def test_a_demotion_elsewhere_leaves_an_invitation_and_ends_a_link_that_needed_it(world):
    join_behind_the_desk(world, world.target)
    Membership.objects.create(newsroom=world.other, person=world.maker, role=Role.ADMIN)
    invitation, password = make(world, "invitation"), make(world, "password")
    members.change_role(
        place(world.other, world.maker), Role.EDITOR, was=Role.ADMIN, who=world.olaf
    )
    assert not opens(password)
    assert opens(invitation)


def test_nobody_gives_a_role_above_her_own(world, monkeypatch):
    path = make(world, "invitation")
    monkeypatch.setitem(MAY, Role.ADMIN, MAY[Role.ADMIN] | {"run the whole installation"})
    monkeypatch.setattr(tickets, "is_allowed", lambda *_: True)
    world.house.memberships.filter(person=world.maker).update(role=Role.EDITOR)
    Invite.objects.update(mark="")
    assert not opens(path)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("change", [demote_behind_the_desk, remove_behind_the_desk, shut_out])
def test_a_link_of_the_first_release_is_asked_for_the_rights_of_its_maker(world, kind, change):
    path = make(world, kind)
    Invite.objects.update(mark="")
    assert Client().get(path).status_code == 200
    change(world, world.maker)
    assert not opens(path)


def test_an_invitation_by_the_machine_itself_rests_on_nobody(house):
    secret = invitations.invite(house, MAIL, Role.ADMIN, who=None)
    assert opens(reverse("join", args=[secret]))


def test_somebody_invited_by_two_newsrooms_joins_both(world):
    nora = builders.person(name="Nora")
    one, two = (
        invitations.invite(house, nora.email, Role.WRITER, who=world.olaf)
        for house in (world.house, world.other)
    )
    for secret in (one, two):
        invitations.join_newsroom(invitations.find_invitation(secret), nora)
    assert nora.memberships.count() == 2


def test_the_history_tells_what_ended_and_why(world, told):
    make(world, "invitation")
    make(world, "password")
    demote(world, world.maker)
    lines = told()
    assert f"Olaf ended the invitation of {MAIL}: Ada’s role changed" in lines
    assert any(
        "Olaf ended the link for a new password of mara" in line and "Ada’s role" in line
        for line in lines
    )


def test_what_slipped_by_is_told_once_it_is_found(world, told):
    path = make(world, "invitation")
    demote_behind_the_desk(world, world.maker)
    Client().get(path)
    Client().get(path)
    said = f"The publisher ended the invitation of {MAIL}: what it rested on had changed"
    assert told().count(said) == 1


def test_a_link_nobody_has_ended_is_untouched_by_what_happens_to_others(world):
    path = make(world, "password")
    change_password(world, world.olaf)
    demote_behind_the_desk(world, builders.person(Role.EDITOR, world.house))
    assert opens(path)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("against", ["withdraw", "remove"])
def test_a_link_used_while_it_is_ended_is_either_used_or_ended(against):
    house = builders.newsroom()
    ada, olaf = (builders.person(Role.ADMIN, house) for _ in range(2))
    row = invitations.find_invitation(invitations.invite(house, MAIL, Role.EDITOR, who=ada))
    member = place(house, ada)

    def use():
        try:
            return invitations.join_new(row, "Nora", GOOD)
        except PeopleError:
            return None
        finally:
            connection.close()

    def end():
        try:
            if against == "withdraw":
                return invitations.withdraw_link(house, row.pk, who=olaf)
            return members.take_away(member, who=olaf)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as both:
        used, _ = both.submit(use), both.submit(end)
    joined = house.moves.filter(subject="people", after="joined").exists()
    ended = house.moves.filter(subject="invite", after__in=["withdrawn", "ended"]).exists()
    assert joined == bool(used.result())
    assert joined != ended


@pytest.mark.django_db(transaction=True)
def test_a_link_is_not_used_while_she_joins_another_newsroom():
    house, other = builders.newsroom(), builders.newsroom(name="Other")
    ada, mara = builders.person(Role.ADMIN, house), builders.person(Role.EDITOR, house)
    link, person = password_reset.find_reset_link(
        password_reset.make_reset_link(place(house, mara), who=ada)
    )
    row = invitations.find_invitation(invitations.invite(other, mara.email, Role.ADMIN, who=None))

    def attempt(act):
        try:
            act()
        except PeopleError:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(2) as both:
        used, joined = both.map(
            attempt,
            [
                lambda: password_reset.use_reset_link(link, person, GOOD),
                lambda: invitations.join_newsroom(row, mara),
            ],
        )
    assert joined
    at = dict(house.moves.filter(after__in=["by link", "ended"]).values_list("after", "at"))
    assert ("by link" in at) == used
    assert ("ended" in at) != used


def test_who_changes_her_password_is_told_that_her_links_have_ended(world):
    browser = Client()
    browser.force_login(world.maker)
    make(world, "invitation")
    form = {"old_password": "a good password", "password": "another ferry evening"}
    page = browser.post("/me/password", form, follow=True).content.decode()
    assert "Open links that you made" in page
    again = {"old_password": form["password"], "password": "a third ferry evening"}
    page = browser.post("/me/password", again, follow=True).content.decode()
    assert "Your password is changed." in page
    assert "have ended" not in page


@pytest.mark.parametrize("kind", KINDS)
def test_no_link_outlives_a_second_step_asked_of_its_maker(world, kind):
    at = make(world, kind)
    assert Client().get(at).status_code == 200
    members.ask_second_factor(world.house, asked=True, who=world.olaf)
    assert Client().get(at).status_code == 410


@pytest.mark.parametrize("kind", KINDS)
def test_a_link_of_a_maker_with_the_second_step_that_is_asked_of_her_holds(world, kind):
    second_factor.turn_on(world.maker, KEY, "123456")
    members.ask_second_factor(world.house, asked=True, who=world.olaf)
    assert Client().get(make(world, kind)).status_code == 200
