"""An owner's consent, against the rehearsal network and against answers that are not quite X's."""

from __future__ import annotations

import logging
from collections.abc import Iterator

import pytest

from publisher.networks import base
from publisher.networks.base import BY_PIN, ConsentRequest, Door
from publisher.networks.registry import find_network
from tests.worlds.rehearsal import App, Rehearsal, start

BACK = "https://desk.example/accounts/connect/back"


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with start(tmp_path_factory.mktemp("consent")) as running:
        running.account("harbour", "Harbour News")
        yield running


@pytest.fixture
def app(net: Rehearsal) -> App:
    return net.app("Harbour Post desk", callback=BACK)


def consent(net: Rehearsal, app: App, deadline: float = 10.0) -> base.Consent:
    keys = {"consumer_key": app.consumer_key, "consumer_secret": app.consumer_secret}
    opens = find_network("x").consent
    assert opens
    return opens(Door(net.url, keys, deadline=deadline))


def test_a_pin_brings_secrets_that_open_the_account(net: Rehearsal, app: App) -> None:
    way = consent(net, app)
    asked = way.ask(BY_PIN)
    assert asked.url == f"{net.url}/oauth/authorize?oauth_token={asked.token}"
    secrets = way.take(asked, net.pin(asked.token, "harbour"))
    assert set(secrets) == set(find_network("x").keys)
    assert find_network("x").connect(Door(net.url, secrets)).identity().handle == "harbour"


def test_a_wrong_pin_is_refused_with_advice(net: Rehearsal, app: App) -> None:
    way = consent(net, app)
    asked = way.ask(BY_PIN)
    net.pin(asked.token, "harbour")
    with pytest.raises(base.Refused, match="Invalid oauth_verifier") as caught:
        way.take(asked, "0")
    assert "Begin again" in caught.value.advice


def test_a_callback_that_x_does_not_know_is_named(net: Rehearsal, app: App) -> None:
    with pytest.raises(base.Refused, match="Callback URL not approved") as caught:
        consent(net, app).ask("https://elsewhere.example/back")
    assert "https://elsewhere.example/back" in caught.value.advice
    assert "PIN" in caught.value.advice


def test_keys_of_no_app_are_refused_with_advice(net: Rehearsal) -> None:
    stranger = App("k" * 25, "s" * 50, "", "")
    with pytest.raises(base.Refused, match="Could not authenticate you") as caught:
        consent(net, stranger).ask(BY_PIN)
    assert "API key and secret" in caught.value.advice


def test_a_request_of_yesterday_is_refused(net: Rehearsal, app: App) -> None:
    with pytest.raises(base.Refused, match="Invalid or expired token"):
        consent(net, app).take(ConsentRequest("", "t" * 30, "s" * 30), "1234567")


def test_nobody_at_home_is_said_in_words(app: App) -> None:
    nowhere = Rehearsal("http://127.0.0.1:9", None, None)  # type: ignore[arg-type]
    with pytest.raises(base.NotApplied, match="No connection to X"):
        consent(nowhere, app).ask(BY_PIN)


def test_no_other_host_is_asked(app: App) -> None:
    elsewhere = Rehearsal("https://x.example", None, None)  # type: ignore[arg-type]
    with pytest.raises(base.AccountRefused, match="no address of X"):
        consent(elsewhere, app)


def test_no_token_comes_into_the_logs(net: Rehearsal, app: App, caplog) -> None:
    with caplog.at_level(logging.DEBUG):
        way = consent(net, app)
        asked = way.ask(BY_PIN)
        secrets = way.take(asked, net.pin(asked.token, "harbour"))
    said = " ".join(f"{record.name} {record.getMessage()}" for record in caplog.records)
    assert not any(word in said for word in (asked.secret, *secrets.values()))
    assert asked.secret not in repr(asked)
