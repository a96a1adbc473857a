from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import Any

import pytest
import requests
import tweepy
from oauthlib.oauth1 import SIGNATURE_HMAC_SHA256, SIGNATURE_PLAINTEXT
from requests_oauthlib import OAuth1

from tests.rehearsal.conftest import Person

REFUSED = {"detail": "Unauthorized", "type": "about:blank", "title": "Unauthorized", "status": 401}


def signature(person: Person, url: str, **options: Any) -> dict[str, str]:
    """The Authorization header for a GET of `url`."""
    keys = person.keys
    auth = OAuth1(
        keys.consumer_key,
        keys.consumer_secret,
        keys.access_token,
        keys.access_token_secret,
        **options,
    )
    signed = auth(requests.Request("GET", url).prepare())
    header: Any = signed.headers["Authorization"]  # bytes or text, as its maker likes
    return {"Authorization": header.decode() if isinstance(header, bytes) else header}


def me(person: Person, headers: dict[str, str]) -> requests.Response:
    return requests.get(person.network.url + "/2/users/me", headers=headers, timeout=10)


def test_nobody_is_let_in_without_proof(desk: Person):
    answer = me(desk, {})
    assert (answer.status_code, answer.json()) == (401, REFUSED)


@pytest.mark.parametrize("header", ["OAuth", "OAuth oauth_token=1", "Basic eDp5", "Bearer", ""])
def test_a_header_that_proves_nothing_is_refused(desk: Person, header: str):
    assert me(desk, {"Authorization": header}).status_code == 401


@pytest.mark.parametrize(
    "name", ["consumer_key", "consumer_secret", "access_token", "access_token_secret"]
)
def test_each_of_the_four_keys_counts(desk: Person, name: str):
    real = getattr(desk.keys, name)
    wrong = real[:-1] + ("1" if real[-1] == "0" else "0")
    forger = replace(desk, keys=replace(desk.keys, **{name: wrong}))
    answer = forger.call("GET", "/2/users/me")
    assert (answer.status_code, answer.json()) == (401, REFUSED)


@pytest.mark.parametrize("base", ["https://api.twitter.com", "https://api.x.com", ""])
def test_a_signature_may_be_for_x_or_for_this_machine(desk: Person, base: str):
    url = (base or desk.network.url) + "/2/users/me"
    assert me(desk, signature(desk, url)).json()["data"]["id"] == desk.keys.user_id


def test_a_signature_for_another_address_is_refused(desk: Person):
    for url in ("https://api.twitter.com/2/users/1/tweets", "https://x.example/2/users/me"):
        assert me(desk, signature(desk, url)).status_code == 401


def test_the_query_is_under_the_signature(desk: Person):
    url = desk.network.url + "/2/users/me?user.fields=created_at"
    header = signature(desk, url)
    assert requests.get(url, headers=header, timeout=10).ok
    other = requests.get(url.replace("created_at", "verified"), headers=header, timeout=10)
    assert other.status_code == 401


def test_a_signed_call_goes_once(desk: Person):
    header = signature(desk, desk.network.url + "/2/users/me")
    assert me(desk, header).status_code == 200
    assert (me(desk, header).status_code, me(desk, header).json()) == (401, REFUSED)


def test_a_signed_call_sent_on_many_lines_is_taken_once(desk: Person):
    header = signature(desk, desk.network.url + "/2/users/me")
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: me(desk, header).status_code, range(8)))
    assert sorted(codes) == [200] + [401] * 7


def test_a_bad_signature_uses_no_nonce_up(desk: Person):
    header = signature(desk, desk.network.url + "/2/users/me")
    spoiled = {"Authorization": header["Authorization"].replace("signature=", "signature=A")}
    assert me(desk, spoiled).status_code == 401
    assert me(desk, header).status_code == 200


@pytest.mark.parametrize("age", [-400, 400])
def test_a_call_signed_too_long_ago_or_ahead_is_refused(desk: Person, age: int):
    url = desk.network.url + "/2/users/me"
    assert me(desk, signature(desk, url, timestamp=str(int(time.time() - age)))).status_code == 401
    desk.network.settings(clock_skew=500.0)
    assert me(desk, signature(desk, url, timestamp=str(int(time.time() - age)))).status_code == 200


@pytest.mark.parametrize("method", [SIGNATURE_PLAINTEXT, SIGNATURE_HMAC_SHA256])
def test_only_hmac_sha1_is_taken(desk: Person, method: str):
    url = desk.network.url + "/2/users/me"
    assert me(desk, signature(desk, url, signature_method=method)).status_code == 401


def test_a_bearer_token_of_oauth_2_is_taken_too(desk: Person):
    answer = me(desk, {"Authorization": f"Bearer {desk.keys.bearer_token}"})
    assert answer.json()["data"]["username"] == desk.keys.handle
    assert me(desk, {"Authorization": f"Bearer {desk.keys.bearer_token}x"}).status_code == 401


def test_revoked_keys_are_worthless_until_renewed(desk: Person):
    desk.network.revoke(desk.keys.handle)
    assert desk.tweet("Too late").status_code == 401
    assert me(desk, {"Authorization": f"Bearer {desk.keys.bearer_token}"}).status_code == 401
    renewed = replace(desk, keys=desk.network.renew(desk.keys.handle))
    assert renewed.post("Back again")
    assert desk.tweet("With the old keys").status_code == 401


def test_a_read_only_account_reads_and_does_not_write(desk: Person):
    desk.network.set_state(desk.keys.handle, "read_only")
    answer = desk.tweet("Not allowed")
    assert answer.status_code == 403
    assert answer.json()["type"].endswith("/oauth1-permissions")
    assert answer.headers["x-access-level"] == "read"
    assert desk.timeline().ok


def test_a_suspended_account_does_nothing(desk: Person):
    desk.network.set_state(desk.keys.handle, "suspended")
    assert "suspended" in desk.tweet("Not allowed").json()["detail"]
    assert desk.timeline().status_code == 403
    desk.network.set_state(desk.keys.handle, "active")
    assert desk.post("Back again")


class Loopback(requests.Session):
    """tweepy knows one address only; this one leads it here after nothing is signed yet."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.url = url

    def request(self, method: Any, url: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        return super().request(
            method, str(url).replace("https://api.twitter.com", self.url), timeout=10, **options
        )


@pytest.fixture
def client(desk: Person) -> tweepy.Client:
    keys = desk.keys
    client = tweepy.Client(
        bearer_token=keys.bearer_token,
        consumer_key=keys.consumer_key,
        consumer_secret=keys.consumer_secret,
        access_token=keys.access_token,
        access_token_secret=keys.access_token_secret,
    )
    client.session = Loopback(desk.network.url)
    yield client
    client.session.close()


@pytest.mark.parametrize("user_auth", [True, False])
def test_tweepy_writes_and_reads_a_thread(desk: Person, client: tweepy.Client, user_auth: bool):
    root = client.create_tweet(text="1/2 Ferries & more", user_auth=user_auth).data["id"]
    client.create_tweet(text="2/2", in_reply_to_tweet_id=root, user_auth=user_auth)
    read = client.get_users_tweets(
        desk.keys.user_id, tweet_fields=["referenced_tweets"], user_auth=user_auth
    )
    assert [tweet.text for tweet in read.data] == ["2/2", "1/2 Ferries &amp; more"]
    assert str(read.data[0].referenced_tweets[0].id) == root
    assert client.get_me(user_auth=user_auth).data.username == desk.keys.handle
    assert client.delete_tweet(root, user_auth=user_auth).data == {"deleted": True}


def test_tweepy_understands_the_refusals(desk: Person, client: tweepy.Client):
    client.create_tweet(text="Twice")
    with pytest.raises(tweepy.Forbidden) as caught:
        client.create_tweet(text="Twice")
    assert caught.value.api_messages == [
        "You are not allowed to create a Tweet with duplicate content."
    ]
    desk.network.settings(limits={"me": 0})
    with pytest.raises(tweepy.TooManyRequests) as limited:
        client.get_me()
    assert limited.value.reset_time > time.time()


@pytest.mark.parametrize(
    ("fault", "raised"),
    [
        ({"kind": "refuse", "status": 402}, tweepy.HTTPException),
        ({"kind": "refuse", "status": 400}, tweepy.BadRequest),
        ({"kind": "revoke"}, tweepy.Unauthorized),
        ({"kind": "limit"}, tweepy.TooManyRequests),
        ({"kind": "error"}, tweepy.TwitterServerError),
        ({"kind": "html", "status": 403}, tweepy.Forbidden),
        ({"kind": "reset"}, requests.ConnectionError),
        ({"kind": "truncate"}, requests.JSONDecodeError),
    ],
)
def test_faults_reach_tweepy_as_the_real_ones_do(
    desk: Person, client: tweepy.Client, fault: dict[str, Any], raised: type[Exception]
):
    desk.network.fault(**fault)
    with pytest.raises(raised):
        client.create_tweet(text="Hello")
