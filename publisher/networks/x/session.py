"""The way to X: one host, one fresh connection a call, one try, and every failure in words."""

from __future__ import annotations

import logging
import time
from http.cookiejar import DefaultCookiePolicy
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

import requests

from publisher.networks.base import AccountRefused, Door, NetworkError
from publisher.networks.x.errors import connection_error, error_from_answer, inconclusive_error
from publisher.networks.x.response import ApiAnswer
from publisher.networks.x.transport import Limit, Wire

#: Where X itself answers.
HOMES = ("https://api.x.com", "https://api.twitter.com")

#: Where tweepy believes X to be; it cannot be told otherwise.
TWEEPY_HOME = "https://api.twitter.com"

#: These write the Authorization header into their debug lines.
TALKATIVE = ("tweepy", "oauthlib", "requests_oauthlib")


def base_address(url: str) -> str:
    """Return the address without its trailing slash; only X's own or this machine is allowed."""
    base = url.rstrip("/")
    if base in HOMES or _is_loopback(base):
        return base
    raise AccountRefused(
        f"{url!r} is no address of X.",
        advice=f"Set the account's address to {HOMES[0]}, or to http://127.0.0.1:PORT to rehearse.",
    )


def _is_loopback(base: str) -> bool:
    try:
        parts = urlsplit(base)
        bare = base == f"{parts.scheme}://{parts.netloc}" and "@" not in parts.netloc
        host = parts.hostname or ""
        return (
            bare
            and parts.scheme == "http"
            and (host == "localhost" or ip_address(host).is_loopback)
        )
    except ValueError:
        return False


def quiet_loggers() -> None:
    """Keep the loggers that would print tokens at INFO or above, whoever turned them up."""
    known = [*TALKATIVE, *logging.root.manager.loggerDict]
    for name in known:
        if name.split(".", 1)[0] in TALKATIVE:
            logger = logging.getLogger(name)
            if logger.getEffectiveLevel() < logging.INFO:
                logger.setLevel(logging.INFO)


class Session(requests.Session):
    """Sends tweepy's calls to the account's address and returns only 2xx answers.

    Everything else is raised as a `NetworkError`, before tweepy reads it: tweepy stumbles over
    answers that are not quite X's.
    """

    def __init__(self, door: Door) -> None:
        super().__init__()
        self._door = door
        self._base = base_address(door.base_url)
        self.trust_env = False
        self.headers["Connection"] = "close"
        self.adapters.clear()
        self.cookies.set_policy(DefaultCookiePolicy(allowed_domains=()))

    def request(self, method: Any, url: Any, **options: Any) -> requests.Response:  # type: ignore[override]
        """Make one call, in the time and under the check of the door."""
        reading, began = str(method).upper() == "GET", time.monotonic()
        response = self._carry(method, self._base + str(url).removeprefix(TWEEPY_HOME), options)
        clock = parse_response(response).clock
        if clock is not None:
            self._door.heard(clock, time.monotonic() - began)
        if response.status_code // 100 != 2:  # noqa: PLR2004 (2xx)
            raise error_from_answer(parse_response(response), reading=reading)
        return response

    def _carry(self, method: Any, url: str, options: dict[str, Any]) -> requests.Response:
        seconds, reading = self._door.deadline, str(method).upper() == "GET"
        with Limit(seconds, self._door.check) as limit:
            try:
                response = self._once(Wire(limit), method, url, options | {"timeout": seconds})
            except NetworkError:
                raise
            except Exception as cause:
                if not (limit.begun or isinstance(cause, OSError)):
                    raise  # a mistake of ours: nothing has left, and trying later mends nothing
                failed = connection_error(cause, begun=limit.begun, reading=reading)
                raise self._late(reading) if limit.begun and limit.spent else failed from cause
        if limit.spent:
            raise self._late(reading)  # headers cut in half pass for whole ones
        return response

    def _late(self, reading: bool) -> NetworkError:
        return inconclusive_error(
            f"X gave no whole answer in {self._door.deadline:g} s.", reading=reading
        )

    def _once(
        self, wire: Wire, method: Any, url: str, options: dict[str, Any]
    ) -> requests.Response:
        self.mount(self._base, wire)
        try:
            return super().request(method, url, allow_redirects=False, **options)
        finally:
            wire.close()


def parse_response(response: requests.Response) -> ApiAnswer:
    """Take out of a response what X's answers are judged by."""
    headers = {name.lower(): value for name, value in response.headers.items()}
    return ApiAnswer(response.status_code, headers, response.content.decode("utf-8", "replace"))
