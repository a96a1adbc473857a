from __future__ import annotations

import pytest
from django.core.cache import cache

from publisher.people import sign_in
from tests import builders

RIGHT = "a good password"
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_tried_yet():
    cache.clear()


@pytest.fixture
def mara():
    return builders.person(house=builders.newsroom(), name="Mara")


def knock(client, mail, password=RIGHT, **more):
    return client.post("/sign-in", {"mail": mail, "password": password, **more})


def test_a_person_comes_in_and_lands_on_the_queue(client, mara):
    assert knock(client, mara.email).headers["Location"] == "/"
    assert client.get("/").status_code == 200


def test_the_address_may_be_typed_in_any_case(client, mara):
    assert knock(client, f" {mara.email.upper()} ").status_code == 302


def test_an_unknown_address_and_a_wrong_password_read_the_same(client, mara):
    unknown = knock(client, "nobody@harbour.example")
    wrong = knock(client, mara.email, "guessed")
    assert unknown.status_code == wrong.status_code == 422
    texts = [page.content.decode() for page in (unknown, wrong)]
    assert all(sign_in.WRONG in text for text in texts)
    assert texts[0].count("<p") == texts[1].count("<p")


def test_the_address_is_kept_and_the_password_is_not(client, mara):
    page = knock(client, mara.email, "guessed").content.decode()
    assert mara.email in page
    assert "guessed" not in page


def test_after_five_wrong_tries_the_door_waits_even_for_the_right_password(client, mara):
    for _ in range(sign_in.TRIES):
        assert knock(client, mara.email, "guessed").status_code == 422
    page = knock(client, mara.email)
    assert page.status_code == 429
    assert "Wait a minute" in page.content.decode()


def test_the_wait_ends(client, mara, monkeypatch):
    monkeypatch.setattr(sign_in, "WAIT", 0.01)
    for _ in range(sign_in.TRIES):
        knock(client, mara.email, "guessed")
    cache.clear()
    assert knock(client, mara.email).status_code == 302


def test_one_persons_wrong_tries_do_not_shut_out_another(client, mara):
    for _ in range(sign_in.TRIES):
        knock(client, "other@harbour.example", "guessed")
    assert knock(client, mara.email).status_code == 302


def test_many_addresses_from_one_place_are_shut_out_too(client, mara, monkeypatch):
    monkeypatch.setattr(sign_in, "TRIES_OF_A_PLACE", 3)
    for n in range(3):
        knock(client, f"guess{n}@harbour.example", "guessed")
    assert knock(client, mara.email).status_code == 429


@pytest.mark.parametrize(
    ("wanted", "lands"),
    [
        ("/history", "/history"),
        ("/threads/x?version=2", "/threads/x?version=2"),
        ("https://evil.example/", "/"),
        ("//evil.example", "/"),
        ("/\\evil.example", "/"),
        ("javascript:alert(1)", "/"),
        ("", "/"),
    ],
)
def test_the_door_leads_on_only_to_our_own_pages(client, mara, wanted, lands):
    assert knock(client, mara.email, next=wanted).headers["Location"] == lands


def test_who_is_in_already_goes_straight_on(client, mara):
    client.force_login(mara)
    assert client.get("/sign-in?next=/add").headers["Location"] == "/add"


def test_signing_out_needs_a_press_not_a_link(client, mara):
    client.force_login(mara)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").headers["Location"] == "/sign-in"
    assert client.get("/").headers["Location"].startswith("/sign-in")


def test_a_deactivated_person_stays_outside(client, mara):
    mara.is_active = False
    mara.save()
    assert knock(client, mara.email).status_code == 422


def test_a_password_is_not_taken_from_the_address_line(client, mara):
    page = client.get(f"/sign-in?mail={mara.email}&password=a+good+password")
    assert page.status_code == 200
    assert "_auth_user_id" not in client.session


def test_a_very_long_address_is_just_wrong(client):
    assert knock(client, "ü" * 5000 + "@x.example").status_code == 422
