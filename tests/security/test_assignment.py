"""Fields a form does not have, and names of what belongs to others."""

from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.people import invite
from publisher.thread.models import Article, Invite, Membership, Person, SignedIn, Thread
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
    secret = invite.invite(house, "new@harbour.example", Role.WRITER, who=None)
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
