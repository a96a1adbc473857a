"""An owner's consent on X: OAuth 1.0a in three steps, through tweepy, over our own session.

What X answers was read in its documentation and in what others report of it: plain text for a wrong
verifier, XML for a callback, JSON for keys.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

import tweepy
from requests_oauthlib import OAuth1Session

from publisher.networks.base import ConsentRequest, Door, NetworkError, Refused
from publisher.networks.x.session import TWEEPY_HOME, Session, base_address, quiet_loggers

AGAIN = "Begin again: X gives out a new one."


class _Handler(tweepy.OAuth1UserHandler):  # type: ignore[misc]  # untyped
    """tweepy's three steps, each call of which goes through the door."""

    def __init__(self, door: Door, **more: Any) -> None:
        self._door = door
        app = door.secrets
        super().__init__(app["consumer_key"], app["consumer_secret"], **more)

    @property
    def oauth(self) -> OAuth1Session:
        return self._oauth

    @oauth.setter
    def oauth(self, session: OAuth1Session) -> None:
        # tweepy makes a session of its own for each step; what it asks is carried by ours.
        session.request = partial(Session(self._door).request, auth=session.auth)  # type: ignore[method-assign]
        self._oauth = session


class XConsent:
    """One app asking owners of accounts; see `publisher.networks.base.Consent`."""

    def __init__(self, door: Door) -> None:
        self._door = door
        self._base = base_address(door.base_url)

    def ask(self, callback: str) -> ConsentRequest:
        """Ask X for a request, and say where its owner answers it."""
        quiet_loggers()
        handler = _Handler(self._door, callback=callback)
        try:
            url = handler.get_authorization_url()
            kept = handler.request_token
            token, secret = kept["oauth_token"], kept["oauth_token_secret"]
        except (tweepy.TweepyException, KeyError) as failed:
            raise _asked_badly(failed, callback) from None
        return ConsentRequest(self._base + url.removeprefix(TWEEPY_HOME), token, secret)

    def take(self, asked: ConsentRequest, verifier: str) -> Mapping[str, str]:
        """Exchange the owner's answer for the account's secrets."""
        quiet_loggers()
        handler = _Handler(self._door)
        handler.request_token = {
            "oauth_token": asked.token,
            "oauth_token_secret": asked.secret,
        }
        try:
            token, secret = handler.get_access_token(verifier)
        except tweepy.TweepyException as failed:
            raise _taken_badly(failed) from None
        app = {name: self._door.secrets[name] for name in ("consumer_key", "consumer_secret")}
        return {**app, "access_token": token, "access_token_secret": secret}


def _asked_badly(failed: BaseException, callback: str) -> NetworkError:
    error = _cause(failed)
    advice = error.advice
    if "callback" in error.said.lower():
        advice = (
            f"Add {callback} to the app's callback addresses in X's developer portal, or connect "
            "with a PIN."
        )
    elif error.status in {400, 401, 403}:
        advice = "Compare the app's API key and secret with X's developer portal."
    return Refused(error.said, status=error.status, advice=advice)


def _taken_badly(failed: BaseException) -> NetworkError:
    error = _cause(failed)
    advice = AGAIN if error.status in {400, 401, 403} else error.advice
    return Refused(error.said, status=error.status, advice=advice)


def _cause(failed: BaseException) -> NetworkError:
    """What tweepy has wrapped, once or twice."""
    inner: BaseException | None = failed
    while inner is not None and not isinstance(inner, NetworkError):
        inner = inner.__context__
    return inner or Refused("X's answer was not understood.", advice=AGAIN)


def connect(door: Door) -> XConsent:
    """For the app whose keys are in the door."""
    return XConsent(door)
