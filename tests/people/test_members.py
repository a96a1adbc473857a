from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from django.db import connection

from publisher.accounts.roles import Role
from publisher.people import members
from publisher.people.errors import LastAdmin
from publisher.thread.transitions import Overtaken, record_move
from tests import builders


def place(house, person):
    return house.memberships.select_related("person", "newsroom").get(person=person)


def test_a_role_is_changed_and_told(house, ada, mara, told):
    members.change_role(place(house, mara), Role.WRITER, was="editor", who=ada)
    assert place(house, mara).role == Role.WRITER
    assert told() == [
        "Ada made Mara writer, who was editor",
        "Ada left one person who may approve",
    ]


def test_a_role_somebody_changed_meanwhile_stays(house, ada, mara):
    with pytest.raises(Overtaken):
        members.change_role(place(house, mara), Role.ADMIN, was="writer", who=ada)
    assert place(house, mara).role == Role.EDITOR


def test_the_same_role_again_leaves_no_line(house, ada, mara, told):
    members.change_role(place(house, mara), Role.EDITOR, was="editor", who=ada)
    assert told() == []


def test_the_last_admin_can_neither_go_nor_step_down(house, ada):
    with pytest.raises(LastAdmin, match="make somebody else an admin first"):
        members.take_away(place(house, ada), who=ada)
    with pytest.raises(LastAdmin):
        members.change_role(place(house, ada), Role.EDITOR, was="admin", who=ada)


def test_an_admin_who_cannot_sign_in_does_not_count(house, ada):
    other = builders.person(Role.ADMIN, house, "Olaf")
    other.is_active = False
    other.save()
    with pytest.raises(LastAdmin):
        members.take_away(place(house, ada), who=ada)


def test_who_loses_access_is_out_at_once_and_stays_in_the_history(client, house, ada, mara, told):
    record_move(house, "password", "", "changed", who=mara)
    client.force_login(mara)
    members.take_away(place(house, mara), who=ada)
    assert client.get("/").headers["Location"].startswith("/sign-in")
    assert told() == [
        "Mara changed the password",
        "Ada took away the access of Mara, who was editor",
        "Ada left one person who may approve",
    ]


@pytest.mark.django_db(transaction=True)
def test_of_two_admins_who_remove_each_other_one_stays():
    house = builders.newsroom()
    two = [builders.person(Role.ADMIN, house) for _ in range(2)]
    rows = [place(house, person) for person in two]

    def remove(n):
        try:
            members.take_away(rows[n], who=two[1 - n])
        except LastAdmin:
            return "stays"
        finally:
            connection.close()
        return "gone"

    with ThreadPoolExecutor(2) as both:
        assert sorted(both.map(remove, range(2))) == ["gone", "stays"]
    assert house.memberships.count() == 1
