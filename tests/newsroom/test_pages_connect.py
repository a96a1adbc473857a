"""Connecting in the browser, and everything that must not come of it."""

from __future__ import annotations

import itertools
import json
import logging
import re
from urllib.parse import parse_qs, urlsplit

import pytest
from django.contrib.sessions.models import Session
from django.test import Client

from publisher.accounts.app_keys import app_keys
from publisher.accounts.models import Account, Newsroom
from publisher.accounts.roles import Role
from publisher.accounts.secrets import unseal
from publisher.delivery.deliver import deliver
from publisher.launcher.bootstrap import practice_app
from publisher.networks.base import BY_PIN, Door
from publisher.networks.registry import find_network
from publisher.schedule.pause import pause
from publisher.schedule.pause import resume as lift
from publisher.thread.models import Call, Move, Pause, Thread
from tests import builders
from tests.worlds.rehearsal import start

_made = itertools.count(1)
CONNECT = "/accounts/connect"
NAMES = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")


@pytest.fixture(scope="module")
def net(tmp_path_factory):
    with start(tmp_path_factory.mktemp("connecting")) as running:
        yield running


@pytest.fixture
def harbour(net, settings):
    """An account on the practice network, which the desk is told of."""
    settings.REHEARSAL_URL = net.url
    return net.account(f"harbour{next(_made)}", "Harbour Post")


@pytest.fixture
def app(net, desk, harbour):  # noqa: ARG001 - the practice network is known by then
    made = net.app("Harbour Post desk")
    given = {"consumer_key": made.consumer_key, "consumer_secret": made.consumer_secret}
    assert desk.post(f"{CONNECT}/app", {"at": "practice", **given}).status_code == 302
    return made


def typed(keys):
    return {"at": "practice", **{name: getattr(keys, name) for name in NAMES}}


def leave(client):
    """Where the desk sends the browser, and the request token in it."""
    answer = client.get(f"{CONNECT}/leave")
    assert answer.status_code == 302, answer.content.decode()
    return parse_qs(urlsplit(answer.headers["Location"]).query)["oauth_token"][0]


def verifier(net, token, handle):
    page = net.decide(token, handle).text.replace("&amp;", "&")
    found = page.split('href="http')[1].split('"')[0]
    return parse_qs(urlsplit(f"http{found}").query)["oauth_verifier"][0]


def ask(client, how="back"):
    answer = client.post(f"{CONNECT}/ask", {"at": "practice", "how": how})
    assert answer.status_code == 302, answer.content.decode()
    return leave(client)


def yes(client, text, path=f"{CONNECT}/confirm"):
    page = text(client.get(path))
    mark = page.split('name="mark" value="')[1].split('"')[0]
    return client.post(path, {"mark": mark})


def test_an_account_is_connected_by_the_networks_own_page(desk, net, harbour, app, text):
    token = ask(desk)
    answer = desk.get(
        f"{CONNECT}/back",
        {"oauth_token": token, "oauth_verifier": verifier(net, token, harbour.handle)},
    )
    assert (answer.status_code, answer.headers["Location"]) == (302, f"{CONNECT}/confirm")
    assert f"This is @{harbour.handle}, Harbour Post: connect it?" in text(
        desk.get(f"{CONNECT}/confirm")
    )
    assert not Account.objects.exists()
    assert yes(desk, text).status_code == 302
    account = Account.objects.get()
    assert (account.handle, account.rehearsal) == (harbour.handle, True)
    assert unseal(account.sealed)["consumer_key"] == app.consumer_key
    assert Move.objects.filter(subject="account", after="connected", who__name="Mara").count() == 1


@pytest.mark.usefixtures("app")
def test_an_account_is_connected_by_pin(desk, net, harbour, text):
    pin = net.pin(ask(desk, how="pin"), harbour.handle)
    assert desk.post(f"{CONNECT}/pin", {"pin": f" {pin[:3]} {pin[3:]}"}).status_code == 302
    assert yes(desk, text).status_code == 302
    assert Account.objects.get().handle == harbour.handle


def test_an_account_is_connected_by_four_keys(desk, harbour, text):
    assert desk.post(f"{CONNECT}/keys", typed(harbour)).headers["Location"] == f"{CONNECT}/confirm"
    assert yes(desk, text).status_code == 302
    assert unseal(Account.objects.get().sealed)["access_token"] == harbour.access_token


@pytest.mark.usefixtures("app")
def test_a_mistyped_pin_costs_nothing_and_a_wrong_one_begins_anew(desk, net, harbour, text):
    pin = net.pin(ask(desk, how="pin"), harbour.handle)
    short = desk.post(f"{CONNECT}/pin", {"pin": pin[:-1]})
    assert short.status_code == 422
    assert "seven digits" in text(short)
    wrong = desk.post(f"{CONNECT}/pin", {"pin": f"{(int(pin) + 1) % 10**7:07}"})
    assert "Invalid oauth_verifier" in text(wrong)
    assert "Begin again" in text(wrong)
    assert "No connecting is under way" in text(desk.post(f"{CONNECT}/pin", {"pin": pin}))


@pytest.mark.usefixtures("app")
def test_a_no_on_the_network_is_said_and_ends_it(desk, net, harbour, text):
    token = ask(desk)
    net.decide(token, harbour.handle, act="deny")
    assert "No access was given on the practice network" in text(
        desk.get(f"{CONNECT}/back", {"denied": token})
    )
    assert "No connecting is under way" in text(desk.get(f"{CONNECT}/confirm"))


@pytest.mark.usefixtures("app")
def test_a_callback_goes_once(desk, net, harbour, text):
    token = ask(desk)
    back = {"oauth_token": token, "oauth_verifier": verifier(net, token, harbour.handle)}
    assert desk.get(f"{CONNECT}/back", back).status_code == 302
    again = desk.get(f"{CONNECT}/back", back)
    assert again.status_code == 422
    assert "belongs to another request" in text(again)
    assert not Account.objects.exists()


@pytest.mark.usefixtures("app")
def test_a_callback_in_another_browser_connects_nothing(desk, net, harbour, mara, text):
    token = ask(desk)
    back = {"oauth_token": token, "oauth_verifier": verifier(net, token, harbour.handle)}
    elsewhere = Client()
    elsewhere.force_login(mara)
    assert "No connecting is under way" in text(elsewhere.get(f"{CONNECT}/back", back))
    outside = Client().get(f"{CONNECT}/back", back)
    assert outside.headers["Location"] == "/sign-in?next=/accounts/connect"


@pytest.mark.usefixtures("app")
def test_an_attackers_answer_is_not_taken_for_ours(desk, net, harbour, text):
    theirs = Client()
    theirs.force_login(builders.person(Role.ADMIN, Newsroom.objects.get(), "Mallory"))
    token = ask(theirs)
    back = {"oauth_token": token, "oauth_verifier": verifier(net, token, harbour.handle)}
    ask(desk)
    assert "belongs to another request" in text(desk.get(f"{CONNECT}/back", back))
    assert "belongs to another request" in text(desk.get(f"{CONNECT}/back", {"denied": token}))
    assert desk.get(f"{CONNECT}/answer").status_code == 200


def test_a_second_person_in_the_same_browser_goes_on_with_nothing(desk, harbour, house, text):
    desk.post(f"{CONNECT}/keys", typed(harbour))
    session = desk.session
    kept = session["connecting"]
    desk.force_login(builders.person(Role.ADMIN, house, "Nora"))
    session = desk.session
    session["connecting"] = kept
    session.save()
    assert "No connecting is under way" in text(desk.get(f"{CONNECT}/confirm"))


def test_a_quarter_of_an_hour_ends_it(desk, harbour, clock, text):
    desk.post(f"{CONNECT}/keys", typed(harbour))
    clock.advance(15 * 60)
    assert "a quarter of an hour" in text(desk.get(f"{CONNECT}/confirm"))


def test_an_old_tab_cannot_confirm_what_was_found_later(desk, net, harbour, text):
    desk.post(f"{CONNECT}/keys", typed(harbour))
    mark = text(desk.get(f"{CONNECT}/confirm")).split('name="mark" value="')[1].split('"')[0]
    other = net.account(f"other{next(_made)}", "Another")
    desk.post(f"{CONNECT}/keys", typed(other))
    assert "belongs to another request" in text(desk.post(f"{CONNECT}/confirm", {"mark": mark}))
    assert not Account.objects.exists()


def test_a_double_press_connects_once(desk, harbour, text):
    desk.post(f"{CONNECT}/keys", typed(harbour))
    mark = text(desk.get(f"{CONNECT}/confirm")).split('name="mark" value="')[1].split('"')[0]
    first, second = (desk.post(f"{CONNECT}/confirm", {"mark": mark}) for _ in range(2))
    assert (first.status_code, second.status_code) == (302, 422)
    assert Account.objects.count() == 1
    assert Move.objects.filter(subject="account").count() == 1


def test_the_same_account_gets_new_keys_and_keeps_its_row(desk, net, harbour, text):
    desk.post(f"{CONNECT}/keys", typed(harbour))
    yes(desk, text)
    before = Account.objects.get()
    Account.objects.update(gap=7)
    renewed = net.renew(harbour.handle)
    desk.post(f"{CONNECT}/keys", {**typed(renewed), "account": before.public_id})
    yes(desk, text)
    account = Account.objects.get()
    assert (account.pk, account.gap) == (before.pk, 7)
    assert unseal(account.sealed)["access_token"] == renewed.access_token
    assert list(Move.objects.values_list("after", flat=True)) == ["connected", "renewed"]


def test_another_users_keys_do_not_mend_an_account(desk, net, harbour, text):
    desk.post(f"{CONNECT}/keys", typed(harbour))
    yes(desk, text)
    ours = Account.objects.get()
    other = net.account(f"stranger{next(_made)}", "A stranger")
    answer = desk.post(f"{CONNECT}/keys", {**typed(other), "account": ours.public_id})
    assert answer.status_code == 422
    assert f"belong to @{other.handle}, and this account is @{ours.handle}" in text(answer)
    assert unseal(Account.objects.get().sealed)["access_token"] == harbour.access_token


def test_wrong_keys_are_refused_in_the_networks_words_and_not_echoed(desk, harbour, text):
    wrong = {**typed(harbour), "access_token_secret": "hunter2hunter2"}
    answer = desk.post(f"{CONNECT}/keys", wrong)
    assert answer.status_code == 422
    assert "Unauthorized" in text(answer)
    assert not any(value in text(answer) for value in list(wrong.values())[1:])


@pytest.mark.parametrize("value", ["", "two words", "naïve", "x" * 501])
def test_what_can_be_no_key_is_named_by_its_field(desk, harbour, text, value):
    answer = desk.post(f"{CONNECT}/keys", {**typed(harbour), "access_token": value})
    assert answer.status_code == 422
    assert "Access token" in text(answer)
    assert not value or value not in text(answer)


def test_a_network_that_is_away_is_said_in_words(desk, house, settings, text):  # noqa: ARG001
    settings.REHEARSAL_URL = "http://127.0.0.1:9"
    answer = desk.post(f"{CONNECT}/keys", {"at": "practice", **builders.SECRETS})
    assert re.search(r"No connection to X: .+\. Try again in a moment\.", text(answer))
    assert "tried again" not in text(answer)


def test_nobody_is_asked_before_the_app_has_keys(desk, harbour, text):  # noqa: ARG001
    answer = desk.post(f"{CONNECT}/ask", {"at": "practice"})
    assert "has no app on the practice network yet" in text(answer)
    assert "First give the keys of your app" in text(answer)


def test_the_apps_keys_of_the_environment_are_used_for_x_and_not_asked_for(desk, settings, text):
    settings.APP_KEYS = {"x": {"consumer_key": "k" * 25, "consumer_secret": "s" * 50}}
    page = text(desk.get(CONNECT))
    assert "Ask X" in page
    assert "your app" not in page
    assert "PIN that you type here, because it cannot" in page


def test_no_secret_shows_in_pages_rows_or_logs(  # noqa: PLR0917 - each is a fixture
    desk, net, harbour, app, text, caplog
):
    with caplog.at_level(logging.DEBUG):
        token = ask(desk)
        pages = [text(desk.get(f"{CONNECT}/answer"))]
        back = {"oauth_token": token, "oauth_verifier": verifier(net, token, harbour.handle)}
        desk.get(f"{CONNECT}/back", back)
        pages += [text(desk.get(f"{CONNECT}/confirm"))]
        session = json.dumps(dict(Session.objects.get(pk=desk.session.session_key).get_decoded()))
        yes(desk, text)
        pages += [text(desk.get(path)) for path in ("/accounts", CONNECT, "/history")]
    account = Account.objects.get()
    pages += [text(desk.get(f"/accounts/{account.public_id}"))]
    secrets = {*unseal(account.sealed).values(), app.consumer_secret, token}
    said = [record.getMessage() for record in caplog.records]
    moves = [f"{m.before}{m.after}{m.why}" for m in Move.objects.all()]
    rows = [json.dumps(house.settings) for house in Newsroom.objects.all()]
    for place in (*pages, *said, *moves, *rows, session):
        assert not any(secret in place for secret in secrets)


def test_an_account_that_is_connected_again_offers_to_lift_its_pause(desk, net, harbour, text):
    desk.post(f"{CONNECT}/keys", typed(harbour))
    yes(desk, text)
    account = Account.objects.get()
    stop = pause(
        account.newsroom, who=None, why="X: Unauthorized", scope="account", account=account
    )
    Call.objects.create(
        account=account, kind="read", outcome="refused", status=401, started_at=stop.at
    )
    page = text(desk.get("/accounts"))
    assert "Paused by the publisher" in page
    assert "Connect it again" in page
    desk.post(f"{CONNECT}/keys", {**typed(net.renew(harbour.handle)), "account": account.public_id})
    assert yes(desk, text).headers["Location"] == f"/pauses/{stop.pk}/resume"


def test_a_token_that_dies_pauses_its_account_and_new_keys_bring_it_back(desk, net, harbour, text):
    desk.post(f"{CONNECT}/keys", typed(harbour))
    yes(desk, text)
    account = Account.objects.get()
    thread = builders.approved_thread(account.newsroom, account=account)
    net.revoke(harbour.handle)
    deliver(thread.pk)
    stop = Pause.objects.get(account=account, who=None)
    for path in ("/", "/accounts", f"/accounts/{account.public_id}"):
        assert "cannot post: Unauthorized. Connect the account again" in text(desk.get(path))
    assert "What to do" in text(desk.get("/"))
    desk.post(f"{CONNECT}/keys", {**typed(net.renew(harbour.handle)), "account": account.public_id})
    assert yes(desk, text).headers["Location"] == f"/pauses/{stop.pk}/resume"
    assert "It is still paused" in text(desk.get(f"/pauses/{stop.pk}/resume"))
    lift(stop, who=None)
    Account.objects.update(gap=0)
    Thread.objects.filter(pk=thread.pk).update(lease_until=None)
    for _ in range(10):
        deliver(thread.pk)
    assert len(net.posts(harbour.handle)) == 3


def test_the_first_start_registers_an_app_to_practise_with(net, house, settings):
    settings.REHEARSAL_URL = net.url
    for _ in range(2):
        practice_app(house, net.url, net.home)
        house.refresh_from_db()
    keys, consent = app_keys(house, find_network("x"), net.url), find_network("x").consent
    assert keys
    assert consent
    assert consent(Door(net.url, keys)).ask(BY_PIN).token
