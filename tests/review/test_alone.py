"""Who is left alone with her words needs a second person for them all the same.

All ways in which the others cease to approve, against what was made before and after.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest

from publisher.accounts.models import Membership, Newsroom, Person
from publisher.accounts.roles import Role
from publisher.followup.errors import NeedsSecond as OwnWorkOfBegun
from publisher.followup.guards import require_second_person
from publisher.newsroom.newsroom_settings import change_settings as set_house
from publisher.people import members
from publisher.review.approve import approve
from publisher.review.edit import edit_post
from publisher.review.errors import OwnWork
from publisher.review.lifting import change_embargo
from publisher.review.taking_out import take_out
from publisher.thread.clock import now
from publisher.thread.models import Thread
from tests import builders

pytestmark = pytest.mark.django_db
FERRY = ("The ferry is late", "It broke down in March.", "The money is found.")
STORM = "It broke in a storm."


@pytest.fixture
def ann(house):
    return builders.person(Role.ADMIN, house, "Ann")


@pytest.fixture
def thread(house, ines, ann, mara) -> Thread:  # noqa: ARG001 - two may approve when it is written
    row = builders.thread_in_review(house, *FERRY, made_by=ines)
    row.revisions.update(made_by=ines)
    edit_post(row, rev=1, position=2, body=STORM, who=ann)
    return row


def place(person: Person) -> Membership:
    return Membership.objects.select_related("person", "newsroom").get(person=person)


def demote(mara: Person, ann: Person) -> None:
    members.change_role(place(mara), Role.WRITER, was="editor", who=ann)


def remove(mara: Person, ann: Person) -> None:
    members.take_away(place(mara), who=ann)


def shut_out(mara: Person, _ann: Person) -> None:
    somebody = Person.objects.get(pk=mara.pk)
    somebody.is_active = False
    somebody.save()


def demote_on_the_machine(mara: Person, _ann: Person) -> None:
    row = place(mara)
    row.role = Role.WRITER
    row.save()


def remove_on_the_machine(mara: Person, _ann: Person) -> None:
    Membership.objects.filter(person=mara).delete()


def demote_by_each_other(mara: Person, ann: Person) -> None:
    """An admin who steps down is followed by one who had joined in between."""
    olaf = builders.person(Role.ADMIN, place(mara).newsroom, "Olaf")
    demote(mara, ann)
    members.change_role(place(olaf), Role.WRITER, was="admin", who=ann)


def rule_off_first(mara: Person, ann: Person) -> None:
    set_house(place(ann).newsroom, {"four_eyes": "no"}, who=ann)
    demote(mara, ann)


def rule_off_then(mara: Person, ann: Person) -> None:
    demote(mara, ann)
    set_house(place(ann).newsroom, {"four_eyes": "no"}, who=ann)


def off_alone_and_on(mara: Person, ann: Person) -> None:
    rule_off_first(mara, ann)
    set_house(place(ann).newsroom, {"four_eyes": "yes"}, who=ann)


WAYS: dict[str, Callable[[Person, Person], None]] = {
    each.__name__: each
    for each in (
        demote,
        remove,
        shut_out,
        demote_on_the_machine,
        remove_on_the_machine,
        demote_by_each_other,
        rule_off_first,
        rule_off_then,
        off_alone_and_on,
    )
}


def fresh(thread: Thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


@pytest.mark.parametrize("way", WAYS)
def test_what_was_written_while_two_could_approve_needs_a_second_one(thread, mara, ann, way):
    WAYS[way](mara, ann)
    with pytest.raises(OwnWork, match="Nobody else may approve here any more"):
        approve(fresh(thread), rev=2, who=ann)
    edit_post(thread, rev=2, position=1, body="A ferry is late", who=ann)
    with pytest.raises(OwnWork):
        approve(fresh(thread), rev=3, who=ann)
    approve(fresh(thread), rev=3, who=builders.person(Role.EDITOR, thread.account.newsroom))


@pytest.mark.parametrize("way", WAYS)
def test_a_page_read_before_the_others_went_approves_nothing(thread, mara, ann, way):
    stale = Thread.objects.select_related("account__newsroom", "article").get(pk=thread.pk)
    WAYS[way](mara, ann)
    with pytest.raises(OwnWork):
        approve(stale, rev=2, who=ann)


@pytest.mark.parametrize("way", WAYS)
def test_the_rest_of_a_begun_thread_needs_a_second_one_too(thread, mara, ann, way):
    WAYS[way](mara, ann)
    with pytest.raises(OwnWorkOfBegun):
        require_second_person(ann, fresh(thread), thread.revisions.get(rev=2))


@pytest.mark.parametrize("way", WAYS)
def test_what_is_written_alone_is_approved_alone(thread, mara, ann, way):
    WAYS[way](mara, ann)
    later = builders.thread_in_review(thread.account.newsroom, *FERRY, made_by=ann)
    later.revisions.update(made_by=ann)
    edit_post(later, rev=1, position=2, body=STORM, who=ann)
    approve(fresh(later), rev=2, who=ann)


@pytest.mark.parametrize("way", WAYS)
def test_who_is_left_alone_takes_her_change_out(thread, mara, ann, way):
    WAYS[way](mara, ann)
    take_out(fresh(thread), rev=2, who=ann)
    approve(fresh(thread), rev=3, who=ann)


def test_who_was_always_alone_approves_her_own(house, ann):
    row = builders.thread_in_review(house, *FERRY, made_by=ann)
    edit_post(row, rev=1, position=2, body=STORM, who=ann)
    wim = builders.person(Role.WRITER, house, "Wim")
    members.change_role(place(ann), Role.ADMIN, was="admin", who=ann)
    members.take_away(place(wim), who=ann)
    approve(fresh(row), rev=2, who=ann)


def test_where_others_are_left_nothing_is_moot(thread, house, mara, ann):
    builders.person(Role.EDITOR, house, "Ada")
    demote(mara, ann)
    edit_post(thread, rev=2, position=1, body="A ferry is late", who=ann)
    with pytest.raises(OwnWork, match=r"Ask Ada\."):
        approve(fresh(thread), rev=3, who=ann)


def test_who_comes_and_goes_binds_what_was_written_meanwhile(house, mara, ann):
    demote(mara, ann)
    row = builders.thread_in_review(house, *FERRY, made_by=ann)
    edit_post(row, rev=1, position=2, body=STORM, who=ann)
    ada = builders.person(Role.EDITOR, house, "Ada")
    remove(ada, ann)
    with pytest.raises(OwnWork):
        approve(fresh(row), rev=2, who=ann)


def test_an_embargo_moved_while_two_could_approve_needs_a_second_one(house, ines, mara, ann):
    until = now() + timedelta(hours=3)
    row = builders.thread_in_review(house, *FERRY, made_by=ines, not_before=until)
    row.revisions.update(made_by=ines)
    change_embargo(fresh(row), rev=1, until=until + timedelta(days=1), who=ann)
    demote(mara, ann)
    with pytest.raises(OwnWork):
        approve(fresh(row), rev=1, who=ann, later=True)


@pytest.mark.usefixtures("mara")
def test_where_the_rule_was_off_all_along_it_stays_off(house, ines, ann):
    Newsroom.objects.filter(pk=house.pk).update(four_eyes=False)
    row = builders.thread_in_review(Newsroom.objects.get(pk=house.pk), *FERRY, made_by=ines)
    edit_post(row, rev=1, position=2, body=STORM, who=ann)
    demote(Person.objects.get(name="Mara"), ann)
    approve(fresh(row), rev=2, who=ann)


def test_the_page_says_what_can_be_done(client, thread, mara, ann, text):
    demote(mara, ann)
    client.force_login(ann)
    page = text(client.get(f"/threads/{thread.public_id}"))
    assert "Nobody else may approve here any more" in page
    assert "Take my change out" in page
    assert "Waits for somebody else" in text(client.get("/"))


@pytest.mark.parametrize("leaves", [partial(demote), partial(remove)])
def test_the_history_says_that_one_is_left(house, mara, ann, leaves):
    leaves(mara, ann)
    told = house.moves.filter(subject="two people", after="alone")
    assert [(move.who, move.why) for move in told] == [(ann, "Mara may not any more")]
