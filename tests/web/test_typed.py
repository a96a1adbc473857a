from __future__ import annotations

import pytest
from django.test import Client

from publisher.accounts.roles import Role
from publisher.thread.models import SignedIn
from publisher.web import unsent_forms
from tests import builders

pytestmark = pytest.mark.django_db
RIGHT = "a good password"
WORDS = "The ferry is late, says the harbour master."
HERE = {"Referer": "http://testserver/add"}


@pytest.fixture
def mara(house):
    return builders.person(Role.ADMIN, house, "Mara")


def knock(client, person):
    return client.post("/sign-in", {"mail": person.email, "password": RIGHT, "next": "/add"})


@pytest.fixture
def out(client, mara):
    """Mara's browser, after somebody ended its session."""
    knock(client, mara)
    SignedIn.objects.all().delete()
    from django.contrib.sessions.models import Session  # noqa: PLC0415 - only here

    Session.objects.all().delete()
    return client


def panel(client, path="/add"):
    return client.get(path).content.decode().partition('class="kept"')[2]


def test_words_typed_while_signed_out_wait_on_their_page(out, mara, house):
    answer = out.post("/add", {"text": WORDS}, headers=HERE)
    assert answer.headers["Location"] == "/sign-in?next=/add"
    assert "What you typed is kept" in out.get("/sign-in?next=/add").content.decode()
    assert knock(out, mara).headers["Location"] == "/add"
    assert WORDS in panel(out)
    assert not house.articles.exists()


def test_they_go_by_her_own_press_and_are_gone_then(out, mara, house):
    out.post("/pause", {"scope": "all", "why": WORDS}, headers=HERE)
    knock(out, mara)
    mark = out.session[unsent_forms.KEPT]["mark"]
    out.post("/pause", {"scope": "all", "why": f"{WORDS} More.", "kept": mark})
    assert house.pauses.get().why == f"{WORDS} More."
    assert panel(out) == ""


def test_they_stay_where_the_page_did_not_take_them(out, mara):
    out.post("/threads/nowhere/send-back", {"rev": "1", "why": WORDS}, headers=HERE)
    knock(out, mara)
    mark = out.session[unsent_forms.KEPT]["mark"]
    out.post("/threads/nowhere/send-back", {"rev": "1", "why": WORDS, "kept": mark})
    assert WORDS in panel(out)


def test_they_can_be_put_away(out, mara):
    out.post("/add", {"text": WORDS}, headers=HERE)
    knock(out, mara)
    out.post("/kept")
    assert panel(out) == ""


def test_somebody_else_on_the_same_browser_does_not_see_them(out, house):
    out.post("/add", {"text": WORDS}, headers=HERE)
    knock(out, builders.person(Role.ADMIN, house, "Olaf"))
    assert unsent_forms.KEPT not in out.session
    assert panel(out) == ""


def test_a_browser_nobody_signed_in_from_keeps_nothing(client, mara):  # noqa: ARG001 - the house
    client.post("/add", {"text": WORDS}, headers=HERE)
    assert not client.session.keys()


def test_a_forged_owner_is_nobody(client, mara):
    client.cookies["desk"] = f"{mara.pk}:forged"
    client.post("/add", {"text": WORDS}, headers=HERE)
    assert not client.session.keys()


def test_signing_out_on_purpose_leaves_no_owner(client, mara):
    knock(client, mara)
    client.post("/sign-out")
    client.post("/add", {"text": WORDS}, headers=HERE)
    assert not client.session.keys()


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/me/password", "old_password"),
        ("/me/second-step", "code"),
        ("/people/invite", "mail"),
        ("/sign-in", "mail"),
        ("/join/x", "name"),
    ],
)
def test_nothing_of_a_page_with_secrets_is_kept(out, path, field):
    out.post(path, {field: WORDS}, headers=HERE)
    kept = out.session.get(unsent_forms.KEPT) or {"fields": []}
    assert WORDS not in str(kept["fields"])


@pytest.mark.parametrize("name", ["password", "access_token", "consumer_key", "code", "app_secret"])
def test_a_field_named_like_a_secret_is_never_kept(out, name):
    out.post("/add", {"text": "A B", name: WORDS}, headers=HERE)
    assert WORDS not in str(out.session[unsent_forms.KEPT])


def test_more_than_the_desk_would_take_is_not_kept(out):
    out.post("/add", {"text": "x" * (unsent_forms.MOST + 1)}, headers=HERE)
    assert unsent_forms.KEPT not in out.session


def test_a_bare_press_is_not_kept(out, mara):
    out.post("/threads/x/approve", {"rev": "3", "when": "now"}, headers=HERE)
    knock(out, mara)
    assert unsent_forms.KEPT not in out.session


def test_a_file_is_not_kept_and_that_is_said(out, mara):
    from django.core.files.uploadedfile import SimpleUploadedFile  # noqa: PLC0415 - only here

    file = SimpleUploadedFile("a.txt", b"words")
    out.post("/add", {"link": "https://x.example/1", "file": file}, headers=HERE)
    knock(out, mara)
    assert "choose it again" in panel(out)


def fresh(mara):
    """A browser whose open page has a token of before."""
    client = Client(enforce_csrf_checks=True)
    client.force_login(mara)
    return client


def test_a_stale_form_of_our_own_page_is_kept(mara):
    client = fresh(mara)
    page = client.post("/add", {"text": WORDS}, headers={**HERE, "Origin": "http://testserver"})
    assert page.status_code == 403
    assert 'href="/add"' in page.content.decode()
    assert WORDS in panel(client)


@pytest.mark.parametrize("origin", ["http://evil.example", "null", ""])
def test_what_another_site_sent_is_neither_kept_nor_shown(mara, origin):
    client = fresh(mara)
    headers = {"Referer": "http://evil.example/add", **({"Origin": origin} if origin else {})}
    page = client.post("/add", {"text": WORDS}, headers=headers)
    assert page.status_code == 403
    assert WORDS not in page.content.decode()
    assert panel(client) == ""
