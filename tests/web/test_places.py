from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.accounts.models import Membership
from publisher.accounts.rights import wants_two
from publisher.accounts.roles import Role
from publisher.thread.clock import now
from publisher.web.auth_backend import Members, places_of
from publisher.web.seat import take_seat
from tests import builders

pytestmark = pytest.mark.django_db


def test_a_member_is_read_with_her_places_the_oldest_first(house):
    mara, other = builders.person(Role.EDITOR, house), builders.newsroom()
    Membership.objects.create(newsroom=other, person=mara, role=Role.WRITER)
    read = Members().get_user(mara.pk)
    assert read == mara
    assert [(row.newsroom, row.role) for row in read.places or ()] == [
        (house, Role.EDITOR),
        (other, Role.WRITER),
    ]


def test_who_belongs_nowhere_is_read_all_the_same():
    somebody = builders.person()
    assert Members().get_user(somebody.pk) == somebody


def test_nobody_has_no_places():
    assert Members().get_user(0) is None


def test_who_was_shut_out_is_nobody(house):
    mara = builders.person(Role.EDITOR, house)
    mara.is_active = False
    mara.save()
    assert Members().get_user(mara.pk) is None


@pytest.mark.parametrize("four_eyes", [True, False])
@pytest.mark.parametrize("roles", [[], [Role.WRITER], [Role.EDITOR], [Role.ADMIN, Role.WRITER]])
def test_a_seat_knows_whether_two_are_wanted(roles, four_eyes):
    house = builders.newsroom(four_eyes=four_eyes)
    mara = builders.person(Role.EDITOR, house)
    for role in roles:
        builders.person(role, house)
    gone = builders.person(Role.EDITOR, house)
    gone.is_active = False
    gone.save()
    builders.person(Role.EDITOR, builders.newsroom())
    assert take_seat(mara).wants_two == wants_two(house)
    assert take_seat(mara).wants_two == (four_eyes and bool({*roles} & {Role.EDITOR, Role.ADMIN}))


def test_the_time_that_comes_with_the_places_is_the_database_s(house, clock):
    mara = builders.person(Role.EDITOR, house)
    before = now()
    assert before <= now(vars(places_of(mara.pk)[0])["at"]) <= now()
    clock.ahead = timedelta(hours=1)
    assert take_seat(mara).now >= before + timedelta(hours=1)


def test_a_role_that_was_changed_counts_from_the_next_page_on(client, house):
    mara = builders.person(Role.EDITOR, house)
    client.force_login(mara)
    assert client.get("/").context["seat"].role == Role.EDITOR
    Membership.objects.filter(person=mara).update(role=Role.WRITER)
    assert client.get("/").context["seat"].role == Role.WRITER
