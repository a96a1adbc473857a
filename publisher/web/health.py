"""Whether this process and its database answer, whether threads would go out, and the numbers."""

from __future__ import annotations

from ipaddress import ip_address

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpRequest, HttpResponse
from django.http.request import split_domain_port
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from prometheus_client import CONTENT_TYPE_LATEST

from publisher.schedule.alarms import list_alarms
from publisher.schedule.heartbeats import newest_fresh_beat
from publisher.thread.clock import now
from publisher.web.metrics import render_metrics

_HERE = ("127.0.0.1", "::1", "localhost")
#: Whoever sends one of these came through a proxy, however near that is.
_FORWARDED = ("Forwarded", "X-Forwarded-For", "X-Forwarded-Proto", "X-Forwarded-Host", "Via")
_SILENT = "The database does not answer.\n"


def healthz(_request: HttpRequest) -> HttpResponse:
    """200 and the database's time, or 503 and a sentence."""
    try:
        moment = now()
    except DatabaseError:
        return _plain(_SILENT, 503)
    return _plain(f"ok {moment.isoformat()}\n")


def readyz(_request: HttpRequest) -> HttpResponse:
    """200 when what is approved would go out: tables there and a clock ticking; else 503, in words.

    What is wrong besides stands below the first line: it alarms people, and sends nobody away.
    """
    try:
        lacking = _lacking()
        words = lacking or "\n".join(["ready", *list_alarms()]) + "\n"
    except DatabaseError:
        lacking = words = _SILENT
    return _plain(words, 503 if lacking else 200)


@require_safe
def serve_metrics(request: HttpRequest) -> HttpResponse:
    """The numbers, for who asks from this machine itself or has the token."""
    if not (_has_token(request) or _from_here(request)):
        words = "Metrics are for this machine, or for who sends METRICS_TOKEN as a bearer token.\n"
        return _plain(words, 403)
    try:
        return HttpResponse(render_metrics(), CONTENT_TYPE_LATEST)
    except DatabaseError:
        return _plain(_SILENT, 503)


def _lacking() -> str:
    executor = MigrationExecutor(connection)
    if executor.migration_plan(executor.loader.graph.leaf_nodes()):
        return "Tables are missing or old: run `publisher migrate`.\n"
    return "" if newest_fresh_beat() else "No worker's clock ticks: start a worker.\n"


def _has_token(request: HttpRequest) -> bool:
    kind, _, given = request.headers.get("Authorization", "").partition(" ")
    token: str = settings.METRICS_TOKEN
    return bool(token) and kind.lower() == "bearer" and constant_time_compare(given.strip(), token)


def _from_here(request: HttpRequest) -> bool:
    """A proxy on this machine asks from here too, on behalf of anybody: that does not count."""
    if any(name in request.headers for name in _FORWARDED):
        return False
    host = split_domain_port(request.get_host())[0].strip("[]")
    return host in _HERE and _is_loopback(request.META.get("REMOTE_ADDR", ""))


def _is_loopback(address: str) -> bool:
    try:
        return ip_address(address).is_loopback
    except ValueError:
        return False


def _plain(words: str, status: int = 200) -> HttpResponse:
    return HttpResponse(words, "text/plain", status)
