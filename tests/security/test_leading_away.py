from __future__ import annotations

import pytest

from tests import builders

pytestmark = pytest.mark.django_db
AWAY = [
    "https://evil.example/",
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\\\evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "\t//evil.example",
    "https://testserver@evil.example/",
    "https://testserver.evil.example/",
    "data:text/html,x",
    "https:evil.example",
    "https:/evil.example",
    "https:\\evil.example",
    "////evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "\r\n//evil.example",
    "\0//evil.example",
    "\u2028//evil.example",
    "//evil。example",
    "http://testserver:80@evil.example",
    "http://[::1]@evil.example",
    "ftp://testserver/",
]


@pytest.mark.parametrize("wanted", AWAY)
def test_signing_in_leads_nowhere_else(client, house, wanted):
    mara = builders.person(house=house)
    form = {"mail": mara.email, "password": "a good password", "next": wanted}
    assert client.post("/sign-in", form).headers["Location"] == "/"
    assert client.get("/sign-in", {"next": wanted}).headers["Location"] == "/"


@pytest.mark.parametrize("wanted", AWAY)
def test_pausing_leads_nowhere_else(desk, wanted):
    answer = desk.post("/pause", {"scope": "all", "back": wanted})
    assert answer.headers["Location"] == "/"


@pytest.mark.parametrize("wanted", AWAY)
def test_a_form_from_elsewhere_leads_back_to_nowhere_else(client, house, wanted):
    builders.person(house=house)
    for before in ("", "http://testserver"):
        answer = client.post("/pause", headers={"Referer": before + wanted})
        assert answer.headers["Location"].startswith("/sign-in?next=/")
        assert not answer.headers["Location"].startswith("/sign-in?next=//")
