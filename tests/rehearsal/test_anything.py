"""Whatever is sent, the answer has X's shape and the network goes on."""

from __future__ import annotations

import json

import pytest
import requests
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rehearsal.conftest import Person
from tests.worlds.rehearsal import KEY, Rehearsal

quick = settings(
    max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
names = st.sampled_from(
    [
        "text",
        "reply",
        "media",
        "media_ids",
        "in_reply_to_tweet_id",
        "reply_settings",
        "id",
        "metadata",
        "alt_text",
        "media_category",
        "x",
    ]
)
leaves = st.none() | st.booleans() | st.integers() | st.text(max_size=20) | st.just("12")
values = st.recursive(
    leaves, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(names, inner, max_size=4)
)
queries = st.dictionaries(
    st.sampled_from(
        [
            "since_id",
            "until_id",
            "max_results",
            "start_time",
            "end_time",
            "pagination_token",
            "exclude",
            "tweet.fields",
            "expansions",
            "x",
        ]
    ),
    st.text(max_size=12)
    | st.integers(0, 10**20).map(str)
    | st.sampled_from(["replies", "created_at", "rff", "2026-01-01T00:00:00Z"]),
    max_size=3,
)


def bearer(desk: Person) -> dict[str, str]:
    return {"Authorization": f"Bearer {desk.keys.bearer_token}"}


def in_shape(answer: requests.Response) -> bool:
    body = answer.json()
    if answer.ok:
        return "data" in body or "errors" in body or "meta" in body
    return answer.status_code < 500 and {"title", "detail", "type"} <= set(body)


@pytest.mark.parametrize("path", ["/2/tweets", "/2/media/upload", "/2/media/metadata"])
def test_any_json_is_answered_in_shape(desk: Person, path: str):
    desk.network.settings(limits={"post": 10**6, "upload": 10**6, "metadata": 10**6})

    @given(values)
    @quick
    def sent(value: object) -> None:
        url = desk.network.url + path
        answer = requests.post(url, data=json.dumps(value), headers=bearer(desk), timeout=10)
        assert in_shape(answer), answer.text

    sent()


def test_any_question_is_answered_in_shape(desk: Person):
    desk.post("Something to find")

    @given(queries)
    @quick
    def asked(query: dict[str, str]) -> None:
        url = f"{desk.network.url}/2/users/{desk.keys.user_id}/tweets"
        answer = requests.get(url, params=query, headers=bearer(desk), timeout=10)
        assert in_shape(answer), answer.text

    asked()


@given(st.text(st.characters(codec="utf-8"), max_size=20), st.sampled_from(["GET", "PUT", "POST"]))
@quick
def test_any_address_is_answered(network: Rehearsal, path: str, method: str):
    answer = requests.request(method, f"{network.url}/{path}", timeout=10)
    assert answer.status_code in {200, 400, 403, 404, 405}


@given(st.sampled_from(["accounts", "faults", "settings", "accounts/nobody/state"]), values)
@quick
def test_any_order_to_the_control_endpoint_is_followed_or_refused(
    network: Rehearsal, path: str, value: object
):
    url, body = f"{network.url}/control/{path}", json.dumps(value)
    answer = requests.post(url, data=body, headers={"X-Control-Key": KEY}, timeout=10)
    assert answer.status_code in {200, 201, 400, 404}


@given(st.text(max_size=60))
@quick
def test_any_header_of_proof_is_answered(network: Rehearsal, header: str):
    given_ = "OAuth " + header.encode("utf-8", "replace").decode("latin-1")
    clean = "".join(sign for sign in given_ if sign.isprintable())
    answer = requests.get(
        network.url + "/2/users/me", headers={"Authorization": clean.encode("latin-1")}, timeout=10
    )
    assert answer.status_code == 401
