"""Who has seen the link by which somebody comes in may be who comes in: their hands are the same.

All ways in by a link an admin has seen, against what was made before and after, and the ways out.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from itertools import count

import pytest
from django.core import mail
from django.test import Client

from publisher.__main__ import main
from publisher.accounts.models import Person
from publisher.accounts.roles import Role
from publisher.people import invitations, members, password_reset, second_factor
from publisher.review.approve import approve
from publisher.review.edit import edit_post
from publisher.review.errors import OwnWork
from publisher.review.lifting import change_embargo
from publisher.thread.models import Thread
from tests import builders

pytestmark = pytest.mark.django_db
FERRY = ("The ferry is late", "It broke down in March.", "The money is found.")
PASSWORD = "harbour ferry morning"
KEY = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
#: Each is good for one use.
CODES = count(123456)
NEW = "nora@harbour.example"


@pytest.fixture
def ann(house):
    return builders.person(Role.ADMIN, house, "Ann")


def place(person: Person):
    return person.memberships.select_related("person", "newsroom").latest("pk")


def written(house, ines: Person, who: Person) -> Thread:
    """A thread of a writer's with a hand of `who` in it."""
    row = builders.thread_in_review(house, *FERRY, made_by=ines)
    row.revisions.update(made_by=ines)
    edit_post(row, rev=1, position=2, body="It broke in a storm.", who=who)
    return Thread.objects.get(pk=row.pk)


def comes_back(person: Person, who: Person, *, phone_lost: bool = False) -> Person:
    secret = password_reset.make_reset_link(place(person), who=who, phone_lost=phone_lost)
    password_reset.use_reset_link(*password_reset.find_reset_link(secret), PASSWORD)
    return Person.objects.get(pk=person.pk)


def comes(house, who: Person, mail: str = NEW, role: Role = Role.EDITOR) -> Person:
    return invitations.join_new(
        invitations.find_invitation(invitations.invite(house, mail, role, who=who)), mail, PASSWORD
    )


def by_link(house, ann: Person, mara: Person) -> Person:  # noqa: ARG001
    return comes_back(mara, ann)


def by_link_phone_lost(house, ann: Person, mara: Person) -> Person:  # noqa: ARG001
    return comes_back(mara, ann, phone_lost=True)


def by_invitation(house, ann: Person, mara: Person) -> Person:  # noqa: ARG001
    return comes(house, ann)


def by_a_role_given_later(house, ann: Person, mara: Person) -> Person:  # noqa: ARG001
    nora = comes(house, ann, role=Role.WRITER)
    builders.thread_in_review(house)
    members.change_role(place(nora), Role.EDITOR, was="writer", who=ann)
    return nora


def by_another_of_hers(house, ann: Person, mara: Person) -> Person:
    """She comes in as an admin, who makes a link for another."""
    olaf = comes_back(builders.person(Role.ADMIN, house, "Olaf"), ann)
    return comes_back(mara, olaf)


def round_about(house, ann: Person, mara: Person) -> Person:
    """Two whom she comes in as make links for each other."""
    olaf = comes_back(builders.person(Role.ADMIN, house, "Olaf"), ann)
    members.change_role(place(mara), Role.ADMIN, was="editor", who=ann)
    mara = comes_back(mara, olaf)
    return comes_back(olaf, mara)


def by_another_newsroom(house, ann: Person, mara: Person) -> Person:  # noqa: ARG001
    other = builders.newsroom(name="Other")
    other.memberships.create(person=ann, role=Role.ADMIN)
    nora = comes(other, ann)
    secret = invitations.invite(house, NEW, Role.EDITOR, who=ann)
    invitations.join_newsroom(invitations.find_invitation(secret), nora)
    return nora


def with_the_step_taken_off(house, ann: Person, mara: Person) -> Person:  # noqa: ARG001
    """Her second step is on when the link is used, and off when it is asked for."""
    codes(mara)
    mara = comes_back(mara, ann)
    second_factor.forget_factor(mara, who=ann)
    return mara


def codes(person: Person) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(second_factor, "validate_totp_code", lambda *_: True)
        second_factor.turn_on(person, KEY, f"{next(CODES)}")


Way = Callable[..., Person]
BACK: tuple[Way, ...] = (
    by_link,
    by_link_phone_lost,
    by_another_of_hers,
    round_about,
    with_the_step_taken_off,
)
IN: tuple[Way, ...] = (by_invitation, by_a_role_given_later, by_another_newsroom)


@pytest.mark.parametrize("way", [*BACK, *IN])
def test_what_she_wrote_before_is_not_approved_by_who_came_by_her_link(house, ines, mara, ann, way):
    thread = written(house, ines, ann)
    other = way(house, ann, mara)
    with pytest.raises(OwnWork, match="by a link that its maker has seen"):
        approve(thread, rev=2, who=other)
    approve(thread, rev=2, who=builders.person(Role.EDITOR, house))


@pytest.mark.parametrize("way", BACK)
def test_nor_is_what_she_writes_then_by_whose_password_was_replaced(house, ines, mara, ann, way):
    other = way(house, ann, mara)
    with pytest.raises(OwnWork):
        approve(written(house, ines, ann), rev=2, who=other)


@pytest.mark.parametrize("way", IN)
def test_who_was_let_in_approves_what_is_written_from_then_on(house, ines, mara, ann, way):
    other = way(house, ann, mara)
    approve(written(house, ines, ann), rev=2, who=other)


@pytest.mark.parametrize("way", [*BACK, *IN])
def test_what_others_wrote_she_approves(house, ines, mara, ann, way):
    thread = written(house, ines, builders.person(Role.WRITER, house))
    approve(thread, rev=2, who=way(house, ann, mara))


def test_the_first_colleague_of_one_who_was_alone_approves_at_once(house, ines, ann):
    """What was written before she came, one could have approved alone."""
    thread = written(house, ines, ann)
    approve(thread, rev=2, who=comes(house, ann))


def test_who_lets_somebody_in_when_the_others_are_gone_is_still_alone(house, ines, mara, ann):
    thread = written(house, ines, ann)
    members.take_away(place(mara), who=ann)
    nora = comes(house, ann)
    for who in (ann, nora):
        with pytest.raises(OwnWork):
            approve(thread, rev=2, who=who)
    approve(written(house, ines, ann), rev=2, who=nora)


def by_mail(mara: Person, ann: Person, house) -> None:  # noqa: ARG001
    secret = password_reset.make_reset_link(place(mara), who=ann)
    invitations.mark_mailed(secret)
    password_reset.use_reset_link(*password_reset.find_reset_link(secret), PASSWORD)


def from_another_admin(mara: Person, ann: Person, house) -> None:  # noqa: ARG001
    comes_back(mara, builders.person(Role.ADMIN, house, "Olaf"))


def on_the_machine(mara: Person, ann: Person, house) -> None:  # noqa: ARG001
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("getpass.getpass", lambda **_: "another ferry evening")
        assert main(["changepassword", mara.email]) == 0


@pytest.mark.parametrize("out", [by_mail, from_another_admin, on_the_machine])
def test_a_password_that_comes_from_elsewhere_makes_her_another(house, ines, mara, ann, out):
    comes_back(mara, ann)
    out(mara, ann, house)
    approve(written(house, ines, ann), rev=2, who=Person.objects.get(pk=mara.pk))


def test_a_second_step_she_had_all_along_shows_that_it_is_she(house, ines, mara, ann):
    codes(mara)
    approve(written(house, ines, ann), rev=2, who=comes_back(mara, ann))


def test_behind_it_she_chooses_a_password_nobody_else_knows(client, house, ines, mara, ann):
    codes(mara)
    mara = comes_back(mara, ann)
    client.force_login(mara)
    given = {"old_password": PASSWORD, "password": "another ferry evening"}
    assert client.post("/me/password", given).status_code == 302
    second_factor.forget_factor(mara, who=ann)
    approve(written(house, ines, ann), rev=2, who=mara)


def the_phone_at_once(house, mara: Person, ann: Person) -> Person:  # noqa: ARG001
    mara = comes_back(mara, ann, phone_lost=True)
    codes(mara)
    return comes_back(mara, ann)


def the_phone_of_one_let_in(house, mara: Person, ann: Person) -> Person:  # noqa: ARG001
    nora = comes(house, ann)
    codes(nora)
    return comes_back(nora, ann)


def a_phone_for_hers(house, mara: Person, ann: Person) -> Person:  # noqa: ARG001
    codes(mara)
    mara = comes_back(mara, ann)
    second_factor.forget_factor(mara, who=ann)
    codes(mara)
    return comes_back(mara, ann)


def the_phone_kept(out: Callable[..., None]) -> Way:
    """Her password comes from elsewhere in between, but not her second step."""

    def way(house, mara: Person, ann: Person) -> Person:
        mara = comes_back(mara, ann)
        codes(mara)
        out(mara, ann, house)
        return comes_back(Person.objects.get(pk=mara.pk), ann)

    return way


def the_phone_by_another_newsroom(house, mara: Person, ann: Person) -> Person:
    nora = by_another_newsroom(house, ann, mara)
    codes(nora)
    return comes_back(nora, ann)


@pytest.mark.parametrize(
    "way",
    [
        the_phone_at_once,
        the_phone_of_one_let_in,
        a_phone_for_hers,
        the_phone_by_another_newsroom,
        *map(the_phone_kept, (by_mail, from_another_admin, on_the_machine)),
    ],
)
def test_a_second_step_set_up_while_another_could_be_in_shows_nothing(house, ines, mara, ann, way):
    thread = written(house, ines, ann)
    other = way(house, mara, ann)
    for row in (thread, written(house, ines, ann)):
        with pytest.raises(OwnWork):
            approve(row, rev=2, who=other)


@pytest.mark.parametrize("out", [by_mail, from_another_admin, on_the_machine])
def test_one_set_up_after_that_is_hers(house, ines, mara, ann, out):
    mara = comes_back(mara, ann)
    codes(mara)
    out(mara, ann, house)
    second_factor.forget_factor(mara, who=mara)
    codes(mara)
    approve(written(house, ines, ann), rev=2, who=comes_back(mara, ann))


@pytest.mark.parametrize("way", BACK)
def test_what_is_written_as_her_is_not_approved_by_who_could_be_in_as_her(
    house, ines, mara, ann, way
):
    thread = written(house, ines, way(house, ann, mara))
    with pytest.raises(OwnWork, match="by a link that its maker has seen"):
        approve(thread, rev=2, who=ann)
    approve(thread, rev=2, who=builders.person(Role.EDITOR, house))


def test_nor_is_an_embargo_lifted_as_her(house, ines, mara, ann, clock):
    thread = builders.thread_in_review(house, *FERRY, made_by=ines)
    approve(thread, rev=1, who=mara, not_before=clock.now() + timedelta(hours=3))
    thread = Thread.objects.get(pk=thread.pk)
    change_embargo(thread, rev=1, until=None, who=comes_back(mara, ann))
    with pytest.raises(OwnWork):
        approve(Thread.objects.get(pk=thread.pk), rev=1, who=ann)


def test_who_could_be_in_as_two_does_not_write_as_one_and_approve_as_the_other(
    house, ines, mara, ann
):
    olaf = comes_back(builders.person(Role.EDITOR, house, "Olaf"), ann)
    thread = written(house, ines, comes_back(mara, ann))
    with pytest.raises(OwnWork):
        approve(thread, rev=2, who=olaf)


@pytest.mark.parametrize("out", [by_mail, from_another_admin, on_the_machine])
def test_only_what_is_written_as_her_in_between_is_her_editors_too(house, ines, mara, ann, out):
    """Neither what was written before she was given the link, nor after she has another password."""
    before = written(house, ines, mara)
    between = written(house, ines, comes_back(mara, ann))
    out(mara, ann, house)
    after = written(house, ines, Person.objects.get(pk=mara.pk))
    approve(before, rev=2, who=ann)
    approve(after, rev=2, who=ann)
    with pytest.raises(OwnWork, match="before that stays the maker’s too"):
        approve(between, rev=2, who=ann)
    approve(between, rev=2, who=builders.person(Role.EDITOR, house))


def test_it_stays_so_when_she_goes_and_comes_again(house, ines, mara, ann):
    between = written(house, ines, comes_back(mara, ann))
    on_the_machine(mara, ann, house)
    members.take_away(place(mara), who=ann)
    secret = invitations.invite(house, mara.email, Role.EDITOR, who=ann)
    invitations.join_newsroom(invitations.find_invitation(secret), mara)
    with pytest.raises(OwnWork):
        approve(between, rev=2, who=ann)


def test_behind_a_second_step_she_had_all_along_she_writes_alone(house, ines, mara, ann):
    codes(mara)
    mara = comes_back(mara, ann)
    approve(written(house, ines, mara), rev=2, who=ann)
    second_factor.forget_factor(mara, who=ann)
    with pytest.raises(OwnWork):
        approve(written(house, ines, mara), rev=2, who=ann)


@pytest.mark.parametrize("way", IN)
def test_what_they_write_who_were_let_in_is_approved_by_who_let_them_in(
    house, ines, mara, ann, way
):
    """Otherwise a newsroom without mail that lets in its first writers could post nothing."""
    approve(written(house, ines, way(house, ann, mara)), rev=2, who=ann)


def test_a_writer_who_is_back_by_her_editors_link_is_read_by_another(
    client, house, ines, mara, text
):
    ann = builders.person(Role.ADMIN, house, "Ann")
    thread = written(house, ines, comes_back(ines, ann))
    client.force_login(ann)
    page = text(client.get(f"/threads/{thread.public_id}"))
    assert 'aria-describedby="own"' in page
    assert f"Ask {mara.name}. Whoever chose a password by a link" in page
    assert "Waits for somebody else" in text(client.get("/"))
    approve(thread, rev=2, who=mara)


def test_a_link_of_hers_that_was_never_used_changes_nothing(house, ines, mara, ann):
    password_reset.make_reset_link(place(mara), who=ann)
    approve(written(house, ines, ann), rev=2, who=mara)


def test_the_desk_says_it(client, house, ines, mara, text):
    ann = builders.person(Role.ADMIN, house, "Ann")
    thread = written(house, ines, ann)
    client.force_login(comes_back(mara, ann))
    page = text(client.get(f"/threads/{thread.public_id}"))
    assert 'aria-describedby="own"' in page
    assert "by a link that its maker has seen" in page
    assert "Waits for somebody else" in text(client.get("/"))


@pytest.mark.usefixtures("mara")
def test_an_invitation_that_went_by_mail_is_shown_to_nobody(house, ines, ann, settings, text):
    settings.MAIL_URL = "smtp://mail.example"
    thread = written(house, ines, ann)
    desk = Client()
    desk.force_login(ann)
    page = text(desk.post("/people/invite", {"mail": NEW, "role": "editor"}))
    path = mail.outbox[0].body.split("http://testserver")[1].split()[0]
    assert path not in page
    Client().post(path, {"name": "Nora", "password": PASSWORD})
    approve(thread, rev=2, who=Person.objects.get(email=NEW))
