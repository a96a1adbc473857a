"""The control endpoint: accounts, faults, settings, and what was applied. For tests and demos."""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from publisher.rehearsal import apps, journal, practice_accounts, practice_settings
from publisher.rehearsal.faults import WrongFault, fault_from
from publisher.rehearsal.network import PracticeNetwork
from publisher.rehearsal.practice_accounts import AccountError, PracticeAccount
from publisher.rehearsal.practice_settings import NoSuchSetting
from publisher.rehearsal.store import as_id
from publisher.rehearsal.wsgi_http import Answer, Request, as_json, as_text

Handler = Callable[[PracticeNetwork, Request], Answer]

ONE_ACCOUNT = re.compile(r"/control/accounts/([A-Za-z0-9_]+)/(revoke|renew|state)\Z")


class WrongBody(Exception):
    """The body is no JSON object."""


def answer_control_call(network: PracticeNetwork, request: Request) -> Answer:
    """Answer a call of the control endpoint; refusals in plain words."""
    given = request.headers.get("x-control-key", "")
    if not hmac.compare_digest(given.encode(), network.control_key.encode()):
        return as_text("The X-Control-Key header is missing or wrong.", 403)
    try:
        return _answer(network, request)
    except (AccountError, WrongFault, NoSuchSetting, WrongBody) as problem:
        return as_text(str(problem), 400)


def _answer(network: PracticeNetwork, request: Request) -> Answer:
    one = ONE_ACCOUNT.match(request.path)
    if one and request.method == "POST":
        return _one_account(network, request, one[1], one[2])
    handler = _HANDLERS.get((request.method, request.path))
    return handler(network, request) if handler else as_text("There is nothing here.", 404)


def _body(request: Request) -> dict[str, Any]:
    try:
        body = request.json() if request.body else {}
    except ValueError:
        raise WrongBody("The body is no JSON.") from None
    if not isinstance(body, dict):
        raise WrongBody("The body is no JSON object.")
    return body


def _text(body: dict[str, Any], name: str) -> str:
    value = body.get(name, "")
    if not isinstance(value, str):
        raise WrongBody(f"{name} is a text.")
    return value


def _create(network: PracticeNetwork, request: Request) -> Answer:
    body = _body(request)
    account = practice_accounts.create_account(
        network.store, _text(body, "handle"), _text(body, "name")
    )
    return as_json(_account(account), 201)


def _account(account: PracticeAccount) -> dict[str, str]:
    known = {"user_id": str(account.id), "handle": account.handle, "name": account.name}
    return {**known, "state": account.state, **asdict(account.keys)}


def _one_account(network: PracticeNetwork, request: Request, handle: str, act: str) -> Answer:
    account = practice_accounts.by_handle(network.store, handle)
    if account is None:
        return as_text(f"There is no @{handle}.", 404)
    if act == "revoke":
        practice_accounts.revoke_tokens(network.store, account)
    elif act == "renew":
        practice_accounts.renew_tokens(network.store, account)
    else:
        practice_accounts.set_state(network.store, account, _text(_body(request), "state"))
    changed = practice_accounts.by_handle(network.store, handle)
    return as_json(_account(changed or account))


def _app(network: PracticeNetwork, request: Request) -> Answer:
    body = _body(request)
    made = apps.register_app(network.store, _text(body, "name"), _text(body, "callback"))
    return as_json(asdict(made), 201)


def _arm(network: PracticeNetwork, request: Request) -> Answer:
    return as_json({"id": network.faults.arm(fault_from(_body(request)))}, 201)


def _faults(network: PracticeNetwork, _request: Request) -> Answer:
    return as_json(network.faults.shown())


def _clear(network: PracticeNetwork, _request: Request) -> Answer:
    network.faults.clear()
    return as_json({"cleared": True})


def _log(network: PracticeNetwork, request: Request) -> Answer:
    after = request.query.get("after", "0")
    return as_json(journal.read_lines(network.store, as_id(after) if after.isdecimal() else 0))


def _calls(network: PracticeNetwork, _request: Request) -> Answer:
    return as_json(list(network.calls))


def _settings(network: PracticeNetwork, _request: Request) -> Answer:
    return as_json(asdict(network.settings))


def _turn(network: PracticeNetwork, request: Request) -> Answer:
    with network.lock:
        network.settings = practice_settings.with_changes(network.settings, _body(request))
        practice_settings.save_settings(network.store, network.settings)
    network.windows.forget()
    return _settings(network, request)


_HANDLERS: dict[tuple[str, str], Handler] = {
    ("POST", "/control/accounts"): _create,
    ("POST", "/control/apps"): _app,
    ("POST", "/control/faults"): _arm,
    ("GET", "/control/faults"): _faults,
    ("DELETE", "/control/faults"): _clear,
    ("GET", "/control/log"): _log,
    ("GET", "/control/calls"): _calls,
    ("GET", "/control/settings"): _settings,
    ("POST", "/control/settings"): _turn,
}
