"""The owner's consent, as X asks for it: request token, the page with two buttons, access token.

Signatures are really checked; refusals come in the three shapes X has for them here: JSON for keys
it does not know, XML for a callback, bare text for a verifier.
"""

from __future__ import annotations

import hmac
import secrets
import time
from collections.abc import Callable
from contextlib import suppress
from typing import Any
from urllib.parse import parse_qsl, urlencode

from oauthlib.oauth1 import (
    SIGNATURE_HMAC_SHA1,
    AccessTokenEndpoint,
    RequestTokenEndpoint,
    RequestValidator,
)
from oauthlib.oauth1.rfc5849.errors import OAuth1Error

from publisher.rehearsal import apps, practice_accounts
from publisher.rehearsal.apps import OUT_OF_BAND, AccessRequest
from publisher.rehearsal.network import PracticeNetwork
from publisher.rehearsal.oauth_check import SIGNED_FOR, is_well_formed
from publisher.rehearsal.pages import render_page
from publisher.rehearsal.wsgi_http import Answer, Request, as_json, as_text

STRANGER = {"errors": [{"code": 32, "message": "Could not authenticate you."}]}
EXPIRED = {"errors": [{"code": 89, "message": "Invalid or expired token."}]}
NO_CALLBACK = (
    "<?xml version='1.0' encoding='UTF-8'?><errors><error code=\"415\">Callback URL not approved "
    "for this client application. Approved callback URLs can be adjusted in your application "
    "settings</error></errors>"
)
WRONG_VERIFIER = "Error processing your OAuth request: Invalid oauth_verifier parameter"
#: The page's own form, and nothing else.
FORMS = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none';"
        " form-action 'self'; frame-ancestors 'none'"
    )
}


class ConsentValidator(RequestValidator):
    """oauthlib's questions, answered from the apps and their requests. One for each call."""

    enforce_ssl = False
    client_key_length = (20, 60)
    request_token_length = (20, 60)
    verifier_length = (1, 60)
    nonce_length = (8, 64)
    allowed_signature_methods = (SIGNATURE_HMAC_SHA1,)

    def __init__(self, network: PracticeNetwork) -> None:
        super().__init__()
        self.network = network
        self.nonce = ""
        self.asked: AccessRequest | None = None

    @property
    def timestamp_lifetime(self) -> int:
        return int(self.network.settings.clock_skew)

    @property
    def safe_characters(self) -> set[str]:
        return {*super().safe_characters, "-", "_"}

    @property
    def dummy_client(self) -> str:
        return "0" * 25

    @property
    def dummy_request_token(self) -> str:
        return "0" * 30

    def check_nonce(self, nonce: str) -> bool:
        return is_well_formed(nonce, self.nonce_length)

    def check_realms(self, realms: Any) -> bool:
        return not any(realms)

    def get_default_realms(self, client_key: str, request: Any) -> list[str]:  # noqa: ARG002
        return []

    def get_realms(self, token: str, request: Any) -> list[str]:  # noqa: ARG002
        return []

    def validate_requested_realms(self, *_more: Any, **_named: Any) -> bool:
        return True

    def validate_timestamp_and_nonce(self, *more: Any, **_named: Any) -> bool:
        self.nonce = more[2]
        return True

    def validate_client_key(self, client_key: str, request: Any) -> bool:  # noqa: ARG002
        return apps.by_key(self.network.store, client_key) is not None

    def get_client_secret(self, client_key: str, request: Any) -> str:  # noqa: ARG002
        app = apps.by_key(self.network.store, client_key)
        return app.consumer_secret if app else "0" * 50

    def validate_redirect_uri(self, client_key: str, redirect_uri: str, request: Any) -> bool:  # noqa: ARG002
        app = apps.by_key(self.network.store, client_key)
        allowed = app.callback if app else ""
        return redirect_uri in (OUT_OF_BAND, allowed) or not allowed

    def save_request_token(self, token: Any, request: Any) -> None:
        words = token["oauth_token"], token["oauth_token_secret"]
        apps.store_request_token(
            self.network.store, request.client_key, request.redirect_uri, *words
        )

    def validate_request_token(self, client_key: str, token: str, request: Any) -> bool:  # noqa: ARG002
        life = self.network.settings.request_life
        found = apps.open_request(self.network.store, token, life)
        self.asked = found if found and found.app.consumer_key == client_key else None
        return self.asked is not None

    def validate_verifier(self, client_key: str, token: str, verifier: str, request: Any) -> bool:  # noqa: ARG002
        given = self.asked.verifier if self.asked else None
        return bool(given) and hmac.compare_digest(str(given).encode(), verifier.encode())

    def get_request_token_secret(self, client_key: str, token: str, request: Any) -> str:  # noqa: ARG002
        return self.asked.secret if self.asked else "0" * 30


def answer_consent_call(network: PracticeNetwork, request: Request) -> Answer:
    """Answer a call of the three endpoints; each is remembered like a call of the API."""
    handler = _HANDLERS.get((request.method, request.path))
    given = handler(network, request) if handler else as_text("There is nothing here.", 404)
    line = {"at": time.time(), "method": request.method, "path": request.path}
    network.calls.append({**line, "status": given.status, "endpoint": "consent"})
    return given


def _checked(
    network: PracticeNetwork,
    request: Request,
    kind: type[RequestTokenEndpoint | AccessTokenEndpoint],
) -> tuple[Any, ConsentValidator]:
    """What oauthlib found of a signed call, for whichever address of ours it was signed."""
    validator = ConsentValidator(network)
    endpoint: Any = kind(validator)
    first = kind is RequestTokenEndpoint
    check = (
        endpoint.validate_request_token_request if first else endpoint.validate_access_token_request
    )
    found: Any = None
    headers = {"Authorization": request.headers.get("authorization", "")}
    tail = request.path + (f"?{request.query_string}" if request.query_string else "")
    for base in SIGNED_FOR:
        url = base.format(host=request.headers.get("host", "")) + tail
        # oauthlib meets a header it cannot take apart with a bare ValueError
        with suppress(ValueError, OAuth1Error):
            _good, found = check(endpoint._create_request(url, "POST", "", headers))  # noqa: SLF001 (it has no other door)
            if found.validator_log["signature"]:
                break
    return found, validator


def _request_token(network: PracticeNetwork, request: Request) -> Answer:
    found, validator = _checked(network, request, RequestTokenEndpoint)
    log = found.validator_log if found else {}
    if not (log.get("client") and log.get("signature") and _first(network, found, validator)):
        return as_json(STRANGER, 401)
    if not log["callback"]:
        return Answer(403, NO_CALLBACK.encode(), {"content-type": "application/xml"})
    making: Any = RequestTokenEndpoint(validator, _token)
    return _form(making.create_request_token(found, {}))


def _access_token(network: PracticeNetwork, request: Request) -> Answer:
    found, validator = _checked(network, request, AccessTokenEndpoint)
    log = found.validator_log if found else {}
    if not log.get("client"):
        return as_json(STRANGER, 401)
    if not log.get("resource_owner") or validator.asked is None:
        return as_json(EXPIRED, 401)
    if not (log.get("signature") and _first(network, found, validator)):
        return as_json(STRANGER, 401)
    account = practice_accounts.by_id(network.store, validator.asked.account or 0)
    if not log["verifier"] or account is None:
        return as_text(WRONG_VERIFIER, 401)
    token, secret = apps.grant_access_token(network.store, validator.asked)
    given = {"oauth_token": token, "oauth_token_secret": secret}
    return _form(urlencode({**given, "user_id": account.id, "screen_name": account.handle}))


def _first(network: PracticeNetwork, found: Any, validator: ConsentValidator) -> bool:
    life = 2 * network.settings.clock_skew
    return network.nonces.first(found.client_key, validator.nonce, life)


def _token() -> str:
    return secrets.token_urlsafe(24)


def _form(body: str) -> Answer:
    return Answer(200, body.encode(), {"content-type": "text/html; charset=utf-8"})


def _page(network: PracticeNetwork, request: Request) -> Answer:
    asked = _asked(network, request.query.get("oauth_token", ""))
    if asked is None or asked.verifier:
        return render_page("consent-over.html", 403)
    everybody = practice_accounts.list_accounts(network.store)
    return render_page("consent.html", headers=FORMS, asked=asked, accounts=everybody)


def _decide(network: PracticeNetwork, request: Request) -> Answer:
    given = dict(parse_qsl(request.body.decode("utf-8", "replace")))
    asked = _asked(network, given.get("oauth_token", ""))
    mark = asked.mark if asked else ""
    if asked is None or not hmac.compare_digest(given.get("mark", "").encode(), mark.encode()):
        return render_page("consent-over.html", 403)
    if given.get("act") != "allow":
        apps.end_request(network.store, asked.token)
        return _back(asked, {"denied": asked.token})
    account = practice_accounts.by_handle(network.store, given.get("account", ""))
    verifier = apps.authorize_request(network.store, asked, account) if account else None
    if verifier is None:
        return render_page("consent-over.html", 403)
    if asked.callback == OUT_OF_BAND:
        return render_page("consent-pin.html", pin=verifier, asked=asked)
    return _back(asked, {"oauth_token": asked.token, "oauth_verifier": verifier})


def _back(asked: AccessRequest, words: dict[str, str]) -> Answer:
    if asked.callback == OUT_OF_BAND:
        return render_page("consent-denied.html", asked=asked)
    join = "&" if "?" in asked.callback else "?"
    return render_page(
        "consent-back.html", asked=asked, url=f"{asked.callback}{join}{urlencode(words)}"
    )


def _asked(network: PracticeNetwork, token: str) -> AccessRequest | None:
    return apps.open_request(network.store, token, network.settings.request_life)


_HANDLERS: dict[tuple[str, str], Callable[[PracticeNetwork, Request], Answer]] = {
    ("POST", "/oauth/request_token"): _request_token,
    ("POST", "/oauth/access_token"): _access_token,
    ("GET", "/oauth/authorize"): _page,
    ("POST", "/oauth/authorize"): _decide,
}
