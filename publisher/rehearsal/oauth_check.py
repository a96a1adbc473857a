"""Who is calling: OAuth 1.0a signatures and OAuth 2 bearer tokens, really checked."""

from __future__ import annotations

import threading
import time
from contextlib import suppress
from typing import Any

from oauthlib.oauth1 import SIGNATURE_HMAC_SHA1, RequestValidator, ResourceEndpoint

from publisher.rehearsal import practice_accounts
from publisher.rehearsal.practice_accounts import OAuthKeys, PracticeAccount
from publisher.rehearsal.problems import Unauthorized
from publisher.rehearsal.store import Store
from publisher.rehearsal.wsgi_http import Request

#: What a client may believe it signs for: X itself, or this machine (`{host}`).
SIGNED_FOR = ("http://{host}", "https://api.twitter.com", "https://api.x.com")


class Nonces:
    """Which signed calls were seen; none may come twice."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._seen: dict[tuple[str, str], float] = {}

    def first(self, token: str, nonce: str, life: float) -> bool:
        """Note a nonce; False when it was noted within `life` seconds before."""
        now = time.monotonic()
        with self._lock:
            self._forget(now)
            new = (token, nonce) not in self._seen
            self._seen.setdefault((token, nonce), now + life)
        return new

    def _forget(self, now: float) -> None:
        # kept in the order of arrival, so the stale ones stand in front
        for known, until in list(self._seen.items())[:2]:
            if until < now:
                del self._seen[known]


class CallValidator(RequestValidator):
    """oauthlib's questions, answered from the accounts. One for each request."""

    enforce_ssl = False
    client_key_length = (20, 60)
    access_token_length = (20, 60)
    nonce_length = (8, 64)
    allowed_signature_methods = (SIGNATURE_HMAC_SHA1,)

    def __init__(self, store: Store, skew: float) -> None:
        super().__init__()
        self._store = store
        self._skew = skew
        self.nonce = ""

    @property
    def timestamp_lifetime(self) -> int:
        return int(self._skew)

    @property
    def safe_characters(self) -> set[str]:
        return {*super().safe_characters, "-", "_"}

    @property
    def dummy_client(self) -> str:
        return "0" * 25

    @property
    def dummy_access_token(self) -> str:
        return "0" * 40

    def check_nonce(self, nonce: str) -> bool:
        return is_well_formed(nonce, self.nonce_length)

    def _keys(self, client_key: str, token: str) -> OAuthKeys | None:
        account = practice_accounts.by_token(self._store, client_key, token)
        return account.keys if account else None

    def validate_client_key(self, client_key: str, request: Any) -> bool:
        return self.validate_access_token(client_key, request.resource_owner_key, request)

    def validate_access_token(self, client_key: str, token: str, _request: Any) -> bool:
        return self._keys(client_key, token) is not None

    def validate_timestamp_and_nonce(  # noqa: PLR0917 (the question’s form is oauthlib’s)
        self,
        client_key: str,  # noqa: ARG002
        timestamp: Any,  # noqa: ARG002
        nonce: str,
        request: Any,  # noqa: ARG002
        request_token: str | None = None,  # noqa: ARG002
        access_token: str | None = None,  # noqa: ARG002
    ) -> bool:
        # only a good signature may use a nonce up, so it is noted afterwards
        self.nonce = nonce
        return True

    def validate_realms(self, *_more: Any, **_named: Any) -> bool:
        return True

    def get_client_secret(self, client_key: str, request: Any) -> str:
        keys = self._keys(client_key, request.resource_owner_key)
        return keys.consumer_secret if keys else "0" * 50

    def get_access_token_secret(self, client_key: str, token: str, _request: Any) -> str:
        keys = self._keys(client_key, token)
        return keys.access_token_secret if keys else "0" * 45


def is_well_formed(value: str, lengths: tuple[int, int]) -> bool:
    """Whether a word of a signature has a length and letters that can be."""
    return lengths[0] <= len(value) <= lengths[1] and value.isascii() and value.isprintable()


def authenticate_caller(
    store: Store, nonces: Nonces, request: Request, skew: float
) -> PracticeAccount:
    """Return who calls. Raises Unauthorized, which does not say why."""
    header = request.headers.get("authorization", "")
    scheme, _, rest = header.partition(" ")
    account = None
    if scheme.lower() == "bearer":
        account = practice_accounts.by_bearer(store, rest.strip())
    elif scheme.lower() == "oauth":
        # oauthlib meets a header or a query it cannot take apart with a bare ValueError
        with suppress(ValueError):
            account = _signed(store, nonces, request, skew)
    if account is None:
        raise Unauthorized
    return account


def _signed(store: Store, nonces: Nonces, request: Request, skew: float) -> PracticeAccount | None:
    validator = CallValidator(store, skew)
    endpoint = ResourceEndpoint(validator)
    form = request.content_type.startswith("application/x-www-form-urlencoded")
    body = request.body.decode("latin-1") if form else ""
    headers = {
        "Authorization": request.headers["authorization"],
        "Content-Type": request.content_type,
    }
    tail = request.path + (f"?{request.query_string}" if request.query_string else "")
    for base in SIGNED_FOR:
        url = base.format(host=request.headers.get("host", "")) + tail
        good, signed = endpoint.validate_protected_resource_request(
            url, request.method, body, headers
        )
        if good and nonces.first(signed.resource_owner_key, validator.nonce, 2 * skew):
            return practice_accounts.by_token(store, signed.client_key, signed.resource_owner_key)
    return None
