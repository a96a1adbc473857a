"""An account's owner lets an app in, in X's three steps."""

from __future__ import annotations

import re
import time
from typing import Any
from urllib.parse import parse_qs, parse_qsl, urlsplit

import pytest
import requests
from requests_oauthlib import OAuth1

from tests.rehearsal.conftest import Person
from tests.worlds.rehearsal import App, Rehearsal

BACK = "http://127.0.0.1:9/back"


@pytest.fixture
def app(network: Rehearsal) -> App:
    return network.app("Harbour Post desk")


def post(network: Rehearsal, path: str, app: App, **how: Any) -> requests.Response:
    auth = OAuth1(app.consumer_key, app.consumer_secret, **how)
    return requests.post(f"{network.url}/oauth/{path}", auth=auth, timeout=10)


def ask(network: Rehearsal, app: App, callback: str = "oob") -> dict[str, str]:
    answer = post(network, "request_token", app, callback_uri=callback)
    assert answer.ok, answer.text
    return dict(parse_qsl(answer.text))


def take(network: Rehearsal, app: App, asked: dict[str, str], verifier: str) -> requests.Response:
    owner = (asked["oauth_token"], asked["oauth_token_secret"])
    return post(
        network,
        "access_token",
        app,
        resource_owner_key=owner[0],
        resource_owner_secret=owner[1],
        verifier=verifier,
    )


def test_an_owner_lets_an_app_in_by_pin_and_it_may_post(network, desk: Person, app):
    asked = ask(network, app)
    assert asked["oauth_callback_confirmed"] == "true"
    pin = network.pin(asked["oauth_token"], desk.keys.handle)
    assert re.fullmatch(r"[0-9]{7}", pin)
    given = dict(parse_qsl(take(network, app, asked, pin).text))
    assert (given["user_id"], given["screen_name"]) == (desk.keys.user_id, desk.keys.handle)
    auth = OAuth1(
        app.consumer_key, app.consumer_secret, given["oauth_token"], given["oauth_token_secret"]
    )
    said = requests.post(f"{network.url}/2/tweets", json={"text": "Hello"}, auth=auth, timeout=10)
    assert said.status_code == 201


def test_the_page_calls_the_app_back_with_the_verifier(network, desk: Person, app):
    asked = ask(network, app, BACK)
    page = network.decide(asked["oauth_token"], desk.keys.handle).text
    found = re.search(r'href="(http://127.0.0.1:9[^"]*)"', page)
    assert found
    back = parse_qs(urlsplit(found[1].replace("&amp;", "&")).query)
    assert back["oauth_token"] == [asked["oauth_token"]]
    assert take(network, app, asked, back["oauth_verifier"][0]).ok


def test_cancel_calls_back_with_denied_and_ends_the_request(network, desk: Person, app):
    asked = ask(network, app, BACK)
    page = network.decide(asked["oauth_token"], desk.keys.handle, act="deny").text
    assert f"{BACK}?denied={asked['oauth_token']}" in page
    assert take(network, app, asked, "1234567").json()["errors"][0]["code"] == 89


def test_a_callback_that_is_not_registered_is_refused_as_x_does(network):
    app = network.app("Strict", callback=BACK)
    assert ask(network, app, BACK)
    assert ask(network, app, "oob")
    answer = post(network, "request_token", app, callback_uri="http://127.0.0.1:9/elsewhere")
    assert answer.status_code == 403
    assert '<error code="415">Callback URL not approved' in answer.text


def test_wrong_keys_are_refused_whichever_is_wrong(network, app):
    for wrong in (
        App(app.consumer_key, "s" * 50, "", ""),
        App("k" * 25, app.consumer_secret, "", ""),
    ):
        answer = post(network, "request_token", wrong, callback_uri="oob")
        assert (answer.status_code, answer.json()["errors"][0]["code"]) == (401, 32)
    bare = requests.post(f"{network.url}/oauth/request_token", timeout=10)
    assert bare.status_code == 401


def test_a_wrong_pin_is_refused_in_xs_words(network, desk: Person, app):
    asked = ask(network, app)
    pin = network.pin(asked["oauth_token"], desk.keys.handle)
    wrong = f"{(int(pin) + 1) % 10**7:07}"
    answer = take(network, app, asked, wrong)
    assert (answer.status_code, answer.text.strip()) == (
        401,
        "Error processing your OAuth request: Invalid oauth_verifier parameter",
    )


def test_a_request_goes_once(network, desk: Person, app):
    asked = ask(network, app)
    pin = network.pin(asked["oauth_token"], desk.keys.handle)
    assert take(network, app, asked, pin).ok
    assert take(network, app, asked, pin).status_code == 401
    assert network.decide(asked["oauth_token"], desk.keys.handle).status_code == 403


def test_a_request_grows_too_old(network, desk: Person, app):
    network.settings(request_life=0.2)
    asked = ask(network, app)
    time.sleep(0.3)
    assert network.decide(asked["oauth_token"], desk.keys.handle).status_code == 403


def test_another_apps_request_cannot_be_used(network, desk: Person, app):
    asked = ask(network, app)
    pin = network.pin(asked["oauth_token"], desk.keys.handle)
    assert take(network, network.app("Another"), asked, pin).status_code == 401
    forged = {**asked, "oauth_token_secret": "guessed"}
    assert take(network, app, forged, pin).json()["errors"][0]["code"] == 32


def test_the_same_app_gets_the_same_token_until_it_is_revoked(network, desk: Person, app):
    def let_in():
        asked = ask(network, app)
        pin = network.pin(asked["oauth_token"], desk.keys.handle)
        return dict(parse_qsl(take(network, app, asked, pin).text))["oauth_token"]

    first = let_in()
    assert let_in() == first
    network.revoke(desk.keys.handle)
    assert let_in() != first


def test_no_other_page_can_say_yes(network, desk: Person, app):
    asked = ask(network, app)
    given = {"oauth_token": asked["oauth_token"], "account": desk.keys.handle, "act": "allow"}
    answer = requests.post(f"{network.url}/oauth/authorize", given, timeout=10)
    assert answer.status_code == 403
