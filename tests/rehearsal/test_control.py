from __future__ import annotations

import pytest
import requests

from tests.rehearsal.conftest import Person
from tests.worlds.rehearsal import KEY, Rehearsal


@pytest.mark.parametrize("key", [None, "", "wrong", KEY + "x", "schlüssel"])
def test_nothing_is_told_without_the_key(network: Rehearsal, key: str | None):
    headers = {} if key is None else {"X-Control-Key": key.encode()}
    for path in ("log", "calls", "faults", "settings"):
        answer = requests.get(f"{network.url}/control/{path}", headers=headers, timeout=10)
        assert (answer.status_code, "X-Control-Key" in answer.text) == (403, True)


@pytest.mark.parametrize("handle", ["", "a b", "sixteen_letters_", "media", "Control", "é"])
def test_a_handle_that_x_would_not_give_is_refused(network: Rehearsal, handle: str):
    with pytest.raises(AssertionError, match="no handle"):
        network.account(handle)


def test_a_handle_is_given_once_whatever_its_case(desk: Person):
    with pytest.raises(AssertionError, match="taken"):
        desk.network.account(desk.keys.handle.upper())


def test_an_account_has_an_id_and_all_its_keys(desk: Person):
    keys = vars(desk.keys)
    assert all(keys.values())
    assert len(set(keys.values())) == len(keys)
    assert desk.keys.access_token.startswith(f"{desk.keys.user_id}-")


def test_an_unknown_account_or_state_is_refused(desk: Person):
    with pytest.raises(AssertionError, match="no @nobody"):
        desk.network.revoke("nobody")
    with pytest.raises(AssertionError, match="no state"):
        desk.network.set_state(desk.keys.handle, "sleepy")


@pytest.mark.parametrize(
    "changes",
    [
        {"colour": 1},
        {"window": "long"},
        {"window": None},
        {"self_replies": 1},
        {"cashtags": True},
        {"limits": {"spaces": 1}},
        {"limits": {"post": "many"}},
        {"limits": 5},
    ],
)
def test_a_setting_that_makes_no_sense_changes_nothing(
    network: Rehearsal, changes: dict[str, object]
):
    before = network.control("GET", "settings")
    with pytest.raises(AssertionError, match=r"[a-z]+"):
        network.settings(**changes)
    assert network.control("GET", "settings") == before


def test_a_body_that_is_no_object_is_refused_in_words(network: Rehearsal):
    for body in (b"{", b"[]", b"5"):
        url, headers = f"{network.url}/control/faults", {"X-Control-Key": KEY}
        answer = requests.post(url, data=body, headers=headers, timeout=10)
        assert (answer.status_code, answer.text[:8]) == (400, "The body")


def test_there_is_nothing_else_under_control(network: Rehearsal):
    with pytest.raises(AssertionError, match="nothing here"):
        network.control("GET", "secrets")


def test_calls_are_remembered_with_status_and_fault(desk: Person):
    desk.network.fault("error", handle=desk.keys.handle)
    desk.tweet("One")
    desk.tweet("One")
    calls = desk.network.calls(desk.keys.handle)
    assert [(call["endpoint"], call["status"], call.get("fault")) for call in calls] == [
        ("post", 503, "error"),
        ("post", 201, None),
    ]


def test_the_log_goes_on_after_a_line(desk: Person):
    desk.post("One")
    seen = desk.network.log()[-1]["seq"]
    desk.post("Two")
    assert [line["text"] for line in desk.network.log(after=seen)] == ["Two"]
