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


def test_accounts_have_names_of_their_own_or_their_handle(network: Rehearsal):
    assert network.account("named", "Harbour Post").name == "Harbour Post"
    assert network.account("nameless").name == "nameless"


def test_renewed_keys_are_all_new(desk: Person):
    renewed = desk.network.renew(desk.keys.handle)
    assert renewed.user_id == desk.keys.user_id
    secret = [name for name in vars(renewed) if name not in {"user_id", "handle", "name", "state"}]
    assert all(getattr(renewed, name) != getattr(desk.keys, name) for name in secret)


def test_turning_a_setting_leaves_the_others(network: Rehearsal):
    before = network.control("GET", "settings")
    after = network.settings(limits={"post": 7}, read_lag=0.5)
    assert after["limits"] == {**before["limits"], "post": 7}
    assert {**after, "limits": before["limits"], "read_lag": before["read_lag"]} == before


def test_turning_a_setting_opens_all_windows(desk: Person):
    desk.network.settings(limits={"me": 1})
    assert [desk.call("GET", "/2/users/me").status_code for _ in range(2)] == [200, 429]
    desk.network.settings()
    assert desk.call("GET", "/2/users/me").status_code == 200


@pytest.mark.parametrize("after", ["", "x", "-1", "9" * 30])
def test_a_line_that_is_none_begins_or_ends_the_log(desk: Person, after: str):
    desk.post("One")
    found = desk.network.control("GET", f"log?after={after}")
    assert bool(found) is (after != "9" * 30)


def test_a_reset_call_is_remembered_without_a_status(desk: Person):
    desk.network.fault("reset", handle=desk.keys.handle)
    with pytest.raises(requests.ConnectionError):
        desk.tweet("One")
    (call,) = desk.network.calls(desk.keys.handle)
    assert (call["status"], call["fault"]) == (0, "reset")


def test_nobody_is_named_for_a_call_that_proved_nothing(network: Rehearsal):
    requests.get(f"{network.url}/2/users/me", timeout=10)
    assert network.control("GET", "calls")[-1]["status"] == 401
    assert "handle" not in network.control("GET", "calls")[-1]
