"""Guessing at the door: counted for a person and for a place, and by no header of the guesser's."""

from __future__ import annotations

import pytest
from django.test import Client

from publisher.people import sign_in
from publisher.thread.models import Knock

pytestmark = pytest.mark.django_db
RIGHT, WRONG = "a good password", "guessed"


def knock(person, *, client=None, passed="", near="203.0.113.1", password=WRONG):
    return (client or Client()).post(
        "/sign-in",
        {"mail": person.email, "password": password},
        REMOTE_ADDR=near,
        headers={"X-Forwarded-For": passed} if passed else {},
    )


def statuses(person, many, **how):
    return [knock(person, **{name: of(n) for name, of in how.items()}).status_code for n in many]


@pytest.mark.parametrize("proxies", [0, 1, 2])
def test_no_address_the_guesser_writes_makes_her_somebody_else(mara, settings, proxies):
    settings.PROXIES = proxies
    seen = ("203.0.113.9", "10.0.0.1")[:proxies]
    said = statuses(
        mara, range(7), passed=lambda n: ", ".join((f"198.51.100.{n}", f"192.0.2.{n}", *seen))
    )
    assert said == [422] * 5 + [429] * 2


def test_behind_a_proxy_two_places_are_two(mara, settings):
    settings.PROXIES = 1
    assert statuses(mara, range(7), passed=lambda n: f"203.0.113.{n}") == [422] * 7


def test_a_household_with_a_network_of_its_own_is_one_place(mara):
    assert statuses(mara, range(7), near=lambda n: f"2001:db8:1:2::{n:x}")[-1] == 429


def test_one_person_is_guessed_at_from_anywhere_only_so_often(mara, monkeypatch):
    monkeypatch.setattr(sign_in, "TRIES_ANYWHERE", 6)
    assert statuses(mara, range(8), near=lambda n: f"203.0.113.{n}") == [422] * 6 + [429] * 2
    page = knock(mara, near="192.0.2.1", password=RIGHT).content.decode()
    assert "Wait an hour, or ask an admin" in page


def test_who_is_guessed_at_still_comes_in_on_her_own_browser(mara, monkeypatch):
    own = Client()
    knock(mara, client=own, password=RIGHT)
    del own.cookies["sessionid"]
    monkeypatch.setattr(sign_in, "TRIES_ANYWHERE", 3)
    statuses(mara, range(9), near=lambda n: f"203.0.113.{n}")
    assert knock(mara, client=own, near="192.0.2.1", password=RIGHT).status_code == 302


def test_a_browser_of_somebody_else_is_a_strangers(mara, ada, monkeypatch):
    hers = Client()
    knock(ada, client=hers, password=RIGHT)
    del hers.cookies["sessionid"]
    monkeypatch.setattr(sign_in, "TRIES_ANYWHERE", 1)
    statuses(mara, range(3), near=lambda n: f"203.0.113.{n}")
    assert knock(mara, client=hers, near="192.0.2.1", password=RIGHT).status_code == 429


def test_a_wait_of_an_hour_ends(mara, monkeypatch, clock):
    monkeypatch.setattr(sign_in, "TRIES_ANYWHERE", 1)
    statuses(mara, range(3), near=lambda n: f"203.0.113.{n}")
    clock.advance(3601)
    assert knock(mara, near="192.0.2.1", password=RIGHT).status_code == 302


def test_the_right_password_counts_as_no_try(mara, monkeypatch):
    monkeypatch.setattr(sign_in, "TRIES_ANYWHERE", 2)
    for n in range(4):
        assert knock(mara, near=f"203.0.113.{n}", password=RIGHT).status_code == 302
    assert set(Knock.objects.values_list("count", flat=True)) <= {0}


def test_somebody_who_does_not_exist_waits_alike(mara, monkeypatch):
    monkeypatch.setattr(sign_in, "TRIES_ANYWHERE", 3)
    real = statuses(mara, range(5), near=lambda n: f"203.0.113.{n}")
    mara.email = "nobody@harbour.example"
    assert statuses(mara, range(5), near=lambda n: f"198.51.100.{n}") == real
