from __future__ import annotations

import base64
import itertools
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import Any

import pytest
import requests
from PIL import Image
from requests_oauthlib import OAuth1

from tests.worlds.rehearsal import Keys, Rehearsal, start

_numbers = itertools.count(1)


@dataclass(frozen=True)
class Person:
    """Somebody with an account, calling the API over HTTP."""

    network: Rehearsal
    keys: Keys

    def call(self, method: str, path: str, **options: Any) -> requests.Response:
        keys = self.keys
        options.setdefault(
            "auth",
            OAuth1(
                keys.consumer_key,
                keys.consumer_secret,
                keys.access_token,
                keys.access_token_secret,
            ),
        )
        return requests.request(method, self.network.url + path, timeout=10, **options)

    def tweet(self, text: str = "", parent: str = "", media: object = None, **more: Any):
        body: dict[str, Any] = {"text": text} if text else {}
        if parent:
            body["reply"] = {"in_reply_to_tweet_id": parent}
        if media is not None:
            body["media"] = {"media_ids": media}
        return self.call("POST", "/2/tweets", json=body | more)

    def lose_patience(self, text: str) -> None:
        """Post, and wait 0.3 s for the answer."""
        headers = {"Authorization": f"Bearer {self.keys.bearer_token}"}
        url = f"{self.network.url}/2/tweets"
        requests.post(url, json={"text": text}, headers=headers, timeout=0.3)

    def post(self, text: str, parent: str = "", media: object = None) -> str:
        answer = self.tweet(text, parent, media)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["data"]["id"])

    def upload(self, data: bytes, **more: Any) -> requests.Response:
        body = {"media": base64.b64encode(data).decode(), "media_category": "tweet_image"}
        return self.call("POST", "/2/media/upload", json=body | more)

    def picture(self, alt: str = "") -> str:
        number = str(self.upload(png()).json()["data"]["id"])
        if alt:
            assert self.describe(number, alt).ok
        return number

    def describe(self, number: object, alt: object) -> requests.Response:
        body = {"id": number, "metadata": {"alt_text": {"text": alt}}}
        return self.call("POST", "/2/media/metadata", json=body)

    def timeline(self, **query: Any) -> requests.Response:
        named = {name.replace("__", "."): value for name, value in query.items()}
        return self.call("GET", f"/2/users/{self.keys.user_id}/tweets", params=named)

    def texts(self) -> list[str]:
        return [line["text"] for line in self.network.posts(self.keys.handle)]


def png(kind: str = "PNG", size: tuple[int, int] = (8, 6)) -> bytes:
    out = BytesIO()
    Image.effect_noise(size, 60).convert("RGB").save(out, kind)
    return out.getvalue()


def person(network: Rehearsal) -> Person:
    return Person(network, network.account(f"desk_{next(_numbers)}", "Harbour Desk"))


@pytest.fixture(scope="session")
def _running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with start(tmp_path_factory.mktemp("rehearsal")) as network:
        yield network


@pytest.fixture
def network(_running: Rehearsal) -> Iterator[Rehearsal]:
    """The network, as it comes, for each test."""
    before = _running.control("GET", "settings")
    yield _running
    _running.clear()
    _running.settings(**before)


@pytest.fixture
def desk(network: Rehearsal) -> Person:
    """A fresh account."""
    return person(network)
