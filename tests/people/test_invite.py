from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from publisher.accounts.roles import Role
from publisher.people import invitations
from publisher.people.errors import HereAlready, NotOpen, PeopleError
from publisher.thread.models import Invite, Membership, Person
from tests import builders

MAIL = "nora@harbour.example"
GOOD = "harbour ferry morning"


@pytest.fixture
def secret(house, ada):
    return invitations.invite(house, MAIL, Role.EDITOR, who=ada)


def test_only_the_digest_of_a_secret_is_kept(secret):
    assert secret not in str(Invite.objects.values_list().get())


def test_a_link_makes_one_person_with_the_role_it_names(house, secret, told):
    nora = invitations.join_new(invitations.find_invitation(secret), "Nora", GOOD)
    assert house.memberships.get(person=nora).role == Role.EDITOR
    assert told() == [f"Ada invited {MAIL} as editor", "Nora joined as editor"]


def test_a_used_link_is_closed(secret):
    invitations.join_new(invitations.find_invitation(secret), "Nora", GOOD)
    with pytest.raises(NotOpen, match="used, withdrawn"):
        invitations.find_invitation(secret)


def test_a_link_ends_after_a_week(secret, clock):
    clock.advance(7 * 86_400 - 5)
    row = invitations.find_invitation(secret)
    clock.advance(10)
    with pytest.raises(NotOpen):
        invitations.join_new(row, "Nora", GOOD)
    assert not Person.objects.filter(email=MAIL).exists()


def test_a_withdrawn_link_is_closed(house, ada, secret, told):
    row = invitations.find_invitation(secret)
    assert invitations.withdraw_link(house, row.pk, who=ada)
    assert not invitations.withdraw_link(house, row.pk, who=ada)
    with pytest.raises(NotOpen):
        invitations.join_new(row, "Nora", GOOD)
    assert told()[-1] == f"Ada withdrew the invitation of {MAIL}"


def test_a_new_link_ends_the_one_before(house, ada, secret):
    newer = invitations.invite(house, MAIL.upper(), Role.WRITER, who=ada)
    with pytest.raises(NotOpen):
        invitations.find_invitation(secret)
    assert invitations.find_invitation(newer).role == Role.WRITER


def test_who_is_here_is_not_invited_again(house, ada, mara):
    with pytest.raises(HereAlready):
        invitations.invite(house, mara.email, Role.ADMIN, who=ada)


def test_somebody_of_another_newsroom_just_joins(secret):
    nora = Person.objects.create_user(MAIL, GOOD, name="Nora")
    Membership.objects.create(newsroom=builders.newsroom(name="Other"), person=nora, role="writer")
    invitations.join_newsroom(invitations.find_invitation(secret), nora)
    assert nora.memberships.count() == 2
    assert Invite.objects.get().used_by == nora


def test_an_address_that_was_taken_meanwhile_keeps_its_password(secret):
    row = invitations.find_invitation(secret)
    Person.objects.create_user(MAIL, "her own words", name="Nora")
    with pytest.raises(HereAlready):
        invitations.join_new(row, "Mallory", GOOD)
    assert Person.objects.get(email=MAIL).check_password("her own words")


@pytest.mark.django_db(transaction=True)
def test_two_who_use_a_link_at_once_make_one_person():
    house = builders.newsroom()
    row = invitations.find_invitation(invitations.invite(house, MAIL, Role.WRITER, who=None))

    def use(name):
        try:
            return invitations.join_new(row, name, GOOD)
        except PeopleError:
            return None
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as many:
        made = list(many.map(use, ["A", "B", "C", "D"]))
    assert [bool(each) for each in made].count(True) == 1
    assert house.memberships.count() == 1
