"""Who hears that one person may approve alone, and that an embargo was changed."""

from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.newsroom.newsroom_settings import change_settings
from publisher.people import invitations
from publisher.people.members import change_role
from publisher.review.edit import edit_post
from publisher.thread.models import Membership, Move
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import EMBARGO, move_thread, record_move
from tests import builders

OFF = "One person can approve alone at Harbour Post"


@pytest.fixture
def admins(house):
    """Two, of whom one wants no mail."""
    for name in ("ann", "abe"):
        house.people[name] = builders.person(Role.ADMIN, house.newsroom, name.title())
    Membership.objects.filter(person=house["abe"]).update(mailed=False)
    return house


def test_all_admins_hear_at_once_that_the_rule_is_off_who_did_it_too(admins):
    change_settings(admins.newsroom, {"four_eyes": "no"}, who=admins["ann"])
    assert admins.told() == [f"abe: {OFF}", f"ann: {OFF}"]
    assert "Ann turned off the rule" in admins.post.letters[-1].get_content()
    assert Move.objects.filter(subject="two people", after="no", who=admins["ann"]).exists()


def test_everybody_hears_that_one_is_left_who_may_approve(admins):
    for name, was in (("mara", "editor"), ("ada", "editor"), ("abe", "admin")):
        member = Membership.objects.get(person=admins[name])
        change_role(member, Role.WRITER, was=was, who=admins["ann"])
    assert admins.told() == [f"{name}: {OFF}" for name in ("abe", "ada", "ann", "mara", "wim")]
    letter = " ".join(admins.post.letters[-1].get_content().split())
    assert "Ann left one person at Harbour Post who may approve: Abe may not any more." in letter
    assert "What was written before that still needs a second person." in letter


def test_turning_it_on_is_told_to_nobody(admins):
    admins.newsroom.four_eyes = False
    admins.newsroom.save()
    change_settings(admins.newsroom, {"four_eyes": "yes"}, who=admins["ann"])
    assert admins.told() == []


def test_no_hand_of_a_thread_is_asked_to_approve_it(house):
    thread = builders.thread_in_review(house.newsroom, made_by=house["wim"], state=T.DRAFTING)
    move_thread(thread, T.IN_REVIEW)
    house.told()
    edit_post(thread, rev=1, position=1, body="The ferry is later", who=house["mara"])
    edit_post(thread, rev=2, position=1, body="The ferry is later.", who=house["wim"])
    Move.objects.filter(thread=thread).update(at=Move.objects.latest("id").at)
    move_thread(thread, T.SENT_BACK, who=house["ada"], why="More.")
    edit_post(thread, rev=3, position=2, body="It broke.", who=house["wim"])
    assert [line for line in house.told() if "To approve" in line] == [
        "ada: To approve: The ferry is late"
    ]


def test_who_may_approve_hears_that_an_embargo_was_changed(house):
    thread = builders.thread_in_review(house.newsroom)
    record_move(
        house.newsroom, EMBARGO, "2027-03-12T00:01:00+00:00", "", thread=thread, who=house["mara"]
    )
    assert house.told() == ["ada: Embargo changed: The ferry is late"]


def test_all_admins_hear_who_joined(admins):
    """An admin could invent a colleague who approves what she writes."""
    row = invitations.find_invitation(
        invitations.invite(admins.newsroom, "n@a.example", Role.EDITOR, who=admins["ann"])
    )
    invitations.join_new(row, "Nora", "harbour ferry morning")
    assert admins.told() == [f"{name}: Nora joined Harbour Post" for name in ("abe", "ann")]
    assert "as editor" in admins.post.letters[-1].get_content()
