from __future__ import annotations

import secrets

import pytest
from django.contrib.auth import authenticate
from django.db import IntegrityError

from publisher.accounts.models import Membership, Person, public_id
from publisher.accounts.roles import Role, role_allows
from tests.builders import account, newsroom, person

pytestmark = pytest.mark.django_db


def test_people_sign_in_with_their_address_however_it_is_written():
    Person.objects.create_user("Mara@Harbour.Example", "a good password", name="Mara")
    assert Person.objects.get().email == "mara@harbour.example"
    assert authenticate(username="MARA@harbour.example", password="a good password")
    assert authenticate(username="mara@harbour.example", password="wrong") is None


def test_an_address_belongs_to_one_person():
    Person.objects.create_user("mara@harbour.example", name="Mara")
    with pytest.raises(IntegrityError):
        Person.objects.create_user("MARA@harbour.example", name="Another")


def test_a_person_without_a_password_cannot_sign_in():
    Person.objects.create_user("mara@harbour.example", name="Mara")
    assert authenticate(username="mara@harbour.example", password="") is None


def test_a_person_has_one_role_in_a_newsroom_and_another_elsewhere():
    house, other = newsroom(), newsroom()
    mara = person(Role.WRITER, house)
    Membership.objects.create(newsroom=other, person=mara, role=Role.ADMIN)
    with pytest.raises(IntegrityError):
        Membership.objects.create(newsroom=house, person=mara, role=Role.ADMIN)


def test_an_account_is_connected_to_a_newsroom_once():
    first = account(newsroom())
    with pytest.raises(IntegrityError):
        account(first.newsroom, remote_user_id=first.remote_user_id, base_url=first.base_url)


def test_an_unknown_role_may_nothing():
    with pytest.raises(ValueError, match="owner"):
        role_allows("owner", next(iter(Role)))  # type: ignore[arg-type]


def test_rows_seen_from_outside_have_names_that_do_not_count():
    house = newsroom()
    names = {account(house).public_id for _ in range(20)}
    assert len(names) == 20
    assert all(len(name) == 12 for name in names)


def test_a_name_in_an_address_can_be_typed_as_a_word_of_a_command(monkeypatch):
    given = iter(["-bcdefghijkl", "_bcdefghijkl", "abc-_fghijkl"])
    monkeypatch.setattr(secrets, "token_urlsafe", lambda _: next(given))
    assert public_id() == "abc-_fghijkl"
