"""Fields a form does not have, and names of what belongs to others."""

from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.people import invitations, password_reset
from publisher.thread.clock import now
from publisher.thread.models import (
    Article,
    Invite,
    Membership,
    Newsroom,
    Notice,
    Person,
    SignedIn,
    Slot,
    Thread,
)
from tests import builders

pytestmark = pytest.mark.django_db
MORE = {
    "id": "1",
    "pk": "1",
    "role": "admin",
    "is_superuser": "on",
    "is_staff": "on",
    "is_active": "on",
    "email": "mallory@evil.example",
    "newsroom": "999",
    "newsroom_id": "999",
    "person": "999",
    "made_by": "999",
    "who": "999",
    "state": "approved",
    "approved": "1",
    "rev_id": "1",
    "public_id": "mine",
    "until": "2999-01-01",
    "four_eyes": "",
    "second_factor": "",
}


@pytest.fixture
def ines(client, house):
    """A writer, signed in."""
    ines = builders.person(Role.WRITER, house, "Ines")
    client.force_login(ines)
    return ines


def powers():
    rows = Person.objects.order_by("pk").values_list("email", "is_staff", "is_superuser")
    return list(rows), list(Membership.objects.order_by("pk").values_list("person", "role"))


def test_ones_own_page_changes_the_name_alone(client, ines):
    before = powers()
    client.post("/me/name", {**MORE, "name": "Ines B.", "was": "Ines"})
    client.post(
        "/me/password", {**MORE, "old_password": "a good password", "password": "harbour ferry"}
    )
    ines.refresh_from_db()
    assert ines.name == "Ines B."
    assert powers() == before


def test_an_invitation_gives_its_own_role_to_its_own_address(client, house):
    secret = invitations.invite(house, "new@harbour.example", Role.WRITER, who=None)
    client.post(f"/join/{secret}", {**MORE, "name": "New", "password": "harbour ferry morning"})
    person = Person.objects.get()
    assert (person.email, person.is_staff, person.is_superuser) == (
        "new@harbour.example",
        False,
        False,
    )
    assert house.memberships.get().role == Role.WRITER


def test_an_invitation_is_for_the_admins_own_newsroom_and_a_week(desk, house):
    other = builders.newsroom(name="Other")
    more = MORE | {"newsroom": other.pk, "mail": "new@harbour.example", "role": "writer"}
    desk.post("/people/invite", more)
    row = Invite.objects.get()
    assert (row.newsroom, row.email) == (house, "new@harbour.example")
    assert (row.until - row.made_at).days <= 7


def test_an_added_explainer_is_only_that(client, house, ines):
    builders.account(house)
    client.post("/add", {**MORE, "text": builders.SOURCE})
    article, thread = Article.objects.get(), Thread.objects.get()
    assert (article.newsroom, article.added_by) == (house, ines)
    assert (thread.state, thread.approved) == ("drafting", None)
    assert thread.public_id != "mine"


def test_a_writers_edit_approves_nothing(client, house, ines):  # noqa: ARG001 - who is signed in
    thread = builders.thread_in_review(house)
    form = {**MORE, "rev": "1", "body": "Other words."}
    client.post(f"/threads/{thread.public_id}/posts/1", form)
    thread.refresh_from_db()
    assert (thread.state, thread.rev, thread.approved) == ("in_review", 2, None)


def test_a_pause_is_signed_by_who_pressed(client, house, ines):
    client.post("/pause", {**MORE, "scope": "all"})
    assert house.pauses.get().who == ines


def test_a_role_that_is_none_is_refused(desk, house):
    ines = builders.person(Role.WRITER, house)
    number = house.memberships.get(person=ines).pk
    for role in ("owner", "", "ADMIN", "admin\0"):
        assert (
            desk.post(f"/people/{number}/role", {"role": role, "was": "writer"}).status_code == 400
        )
    assert house.memberships.get(pk=number).role == Role.WRITER


def test_somebody_elses_browser_cannot_be_signed_out(client, ines, ada):  # noqa: ARG001 - signed in
    from django.test import Client  # noqa: PLC0415 - a second browser

    other = Client()
    other.force_login(ada)
    row = SignedIn.objects.get(person=ada)
    assert client.post(f"/me/browsers/{row.public_id}/end").status_code == 404
    client.post("/me/browsers/others/end")
    assert other.get("/").status_code == 200


@pytest.mark.parametrize("number", ["999999", "0", "-1", "x", "9" * 30])
def test_nobody_sits_down_where_she_does_not_belong(client, ines, number):  # noqa: ARG001 - signed in
    other = builders.newsroom(name="Other")
    for wanted in (number, str(other.pk)):
        assert client.post("/me/newsroom", {"newsroom": wanted}).status_code == 404


def test_a_link_for_a_password_changes_the_password_of_its_own_person_alone(client, house, ada):
    mara = builders.person(Role.WRITER, house, "Mara")
    member = house.memberships.select_related("person", "newsroom").get(person=mara)
    before = powers()
    secret = password_reset.make_reset_link(member, who=ada)
    more = {"mail": ada.email, "name": "Mallory", "phone": "lost", "gives": "both"}
    client.post(f"/new-password/{secret}", {**MORE, **more, "password": "harbour ferry morning"})
    mara.refresh_from_db()
    ada.refresh_from_db()
    assert mara.check_password("harbour ferry morning")
    assert (mara.name, ada.check_password("a good password")) == ("Mara", True)
    assert powers() == before


def test_the_houses_settings_take_the_fields_of_their_own_form_alone(desk, house):
    other = builders.newsroom(name="Other")
    before = Newsroom.objects.filter(pk=other.pk).values().get()
    form = {"name": "Quay", "was-name": "Harbour Post", "public_name": "", "was-public_name": ""}
    more = {"newsroom": other.pk, "theme": "dark", "zone": "UTC", "settings": "{}", "told_to": "0"}
    desk.post("/house/newsroom", {**MORE, **more, **form})
    house.refresh_from_db()
    assert (house.name, house.zone, house.theme) == ("Quay", "Europe/Brussels", "light")
    assert (house.four_eyes, house.second_factor) == (True, False)
    assert Newsroom.objects.filter(pk=other.pk).values().get() == before


def test_an_approval_is_signed_by_who_pressed_and_of_the_version_she_read(client, house, mara):
    ada = builders.person(Role.ADMIN, house)
    client.force_login(mara)
    thread = builders.thread_in_review(house)
    form = {
        **MORE,
        "rev": "1",
        "when": "later",
        "late_after": "1200",
        "who": ada.pk,
        "sealed_by": ada.pk,
    }
    client.post(f"/threads/{thread.public_id}/approve", form)
    thread.refresh_from_db()
    assert thread.approved
    assert (thread.approved.sealed_by, thread.approved.rev) == (mara, 1)
    assert thread.account.newsroom == house


def test_links_times_exports_and_accounts_of_others_are_not_there(desk, house):
    other = builders.newsroom(name="Other")
    thread = builders.thread_in_review(other)
    invitations.invite(other, "o@harbour.example", Role.WRITER, who=None)
    slot = Slot.objects.create(newsroom=other, weekday=1, wall="07:30")
    desk.post(f"/people/invites/{Invite.objects.get().pk}/withdraw")
    desk.post(f"/house/times/{slot.pk}/remove")
    assert Invite.objects.exists()
    assert Slot.objects.exists()
    form = {"weekday": "1", "time": "08:00", "for": thread.account.public_id}
    assert desk.post("/house/times", form).status_code == 404
    for rest in ("history.csv", "history.json"):
        assert desk.get(f"/threads/{thread.public_id}/{rest}").status_code == 404
    page = desk.get(f"/accounts/connect?account={thread.account.public_id}").content.decode()
    assert thread.account.handle not in page
    assert other.name not in desk.get("/history.csv").getvalue().decode()
    assert not house.moves.exists()


def test_notices_of_another_newsroom_are_not_listed(desk, house):  # noqa: ARG001 - ours
    other = builders.newsroom(name="Other")
    about = {"kind": "waits", "channel": "mail", "address": "o@harbour.example"}
    thread = builders.thread_in_review(other, "A headline of others")
    Notice.objects.create(newsroom=other, thread=thread, made_at=now(), **about)
    page = desk.get("/notices").content.decode()
    assert "o@harbour.example" not in page
    assert "A headline of others" not in page


def test_a_picture_of_another_newsroom_is_not_there(desk, house):
    other = builders.newsroom(name="Other")
    sha = builders.picture(7).sha256
    builders.thread_in_review(other, *(f"Post {n}" for n in range(1, 9)))
    builders.thread_in_review(house, "Post 1")
    assert desk.get(f"/pictures/{sha}.png").status_code == 404
    mine = builders.picture(1).sha256
    assert desk.get(f"/pictures/{mine}.png").status_code == 200
    Article.objects.filter(newsroom=house).update(photo=sha)
    assert desk.get(f"/pictures/{sha}.png").status_code == 200


def test_nothing_of_another_newsroom_is_on_any_page(desk, house):  # noqa: ARG001 - ours
    other = builders.newsroom(name="Other")
    theirs = builders.person(Role.EDITOR, other, "Ottilie")
    thread = builders.thread_in_review(other, "A headline of others", made_by=theirs)
    for path in ("/", "/?q=headline", "/accounts", "/history", "/people", "/me"):
        page = desk.get(path).content.decode()
        for word in ("Ottilie", "A headline of others", thread.account.handle):
            assert word not in page, path
