"""The application: four doors (API, consent, control, pages), and who may knock."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from publisher.rehearsal import api, control, pages, practice_consent
from publisher.rehearsal.network import PracticeNetwork
from publisher.rehearsal.problems import TooLarge
from publisher.rehearsal.wsgi_http import Answer, Request, as_json, as_text, read_request

StartResponse = Callable[[str, list[tuple[str, str]]], Any]
Application = Callable[[dict[str, Any], StartResponse], Iterable[bytes]]

#: Another name for this machine would be a page from outside that reads along.
NAMES = frozenset({"127.0.0.1", "localhost", "[::1]"})

GUARD = {
    "content-security-policy": (
        "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'; base-uri 'none';"
        " form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
}


def build_application(network: PracticeNetwork) -> Application:
    """Return the WSGI application of a network."""

    def respond(environ: dict[str, Any], start: StartResponse) -> Iterable[bytes]:
        request = read_request(environ)
        answer = _answer(network, request) if request else _too_large()
        headers = {**GUARD, **answer.headers, "content-length": str(len(answer.body))}
        start(answer.line, list(headers.items()))
        return [answer.body] if answer.chunks is None else answer.chunks

    return respond


def _answer(network: PracticeNetwork, request: Request) -> Answer:
    if _host(request) not in NAMES:
        return as_text("The rehearsal network answers to 127.0.0.1 and localhost only.", 421)
    if request.path.startswith("/2/"):
        return api.answer_api_call(network, request)
    if request.path.startswith("/oauth/"):
        return practice_consent.answer_consent_call(network, request)
    if request.path.startswith("/control/"):
        return control.answer_control_call(network, request)
    return pages.answer_page_request(network, request)


def _host(request: Request) -> str:
    host = request.headers.get("host", "")
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdecimal() else host


def _too_large() -> Answer:
    return as_json(TooLarge("The request is too large.").body, TooLarge.status)
