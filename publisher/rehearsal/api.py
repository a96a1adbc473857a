"""The API as a whole: who calls, what goes wrong on purpose, how many calls are left, the answer."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from http import HTTPStatus

from publisher.rehearsal import (
    fault_effects,
    oauth_check,
    practice_accounts,
    practice_posts,
    tweets,
    uploads,
)
from publisher.rehearsal.faults import READS, ApiCall, ApiFault, FaultKind
from publisher.rehearsal.network import PracticeNetwork
from publisher.rehearsal.practice_accounts import PracticeAccount, State
from publisher.rehearsal.problems import NotFound, Problem, ReadOnly, Suspended
from publisher.rehearsal.query_params import NUMBER
from publisher.rehearsal.store import as_id
from publisher.rehearsal.wsgi_http import Answer, Request, as_json

Handler = Callable[[PracticeNetwork, PracticeAccount, Request], Answer]


@dataclass(frozen=True)
class Route:
    """One endpoint; `name` is what its limit and its faults are called."""

    method: str
    path: re.Pattern[str]
    name: str
    handler: Handler


ROUTES = tuple(
    Route(method, re.compile(rf"/2/{path}\Z"), name, handler)
    for method, path, name, handler in (
        ("POST", "tweets", "post", tweets.create_tweet),
        ("DELETE", "tweets/[0-9]+", "delete", tweets.delete_tweet),
        ("GET", "tweets", "lookup", tweets.look_up_tweets),
        ("GET", "tweets/[^/]+", "read", tweets.look_up_tweet),
        ("GET", "users/me", "me", tweets.look_up_me),
        ("GET", "users/[^/]+/tweets", "timeline", tweets.read_timeline),
        ("POST", "media/upload", "upload", uploads.upload_picture),
        ("POST", "media/metadata", "metadata", uploads.set_metadata),
    )
)


def answer_api_call(network: PracticeNetwork, request: Request) -> Answer:
    """Answer a call of the API; every refusal in X's shape."""
    began = time.time()
    memo: dict[str, str] = {}
    try:
        given = _answer(network, request, memo)
    except Problem as problem:
        given = as_json(problem.body, problem.status, problem.headers)
    except ConnectionResetError:
        _remember(network, request, began, memo, 0)
        raise
    _remember(network, request, began, memo, given.status)
    return given


def _remember(
    network: PracticeNetwork, request: Request, began: float, memo: Mapping[str, str], status: int
) -> None:
    line = {"at": began, "method": request.method, "path": request.path, "status": status}
    network.calls.append({**line, **memo})


def _answer(network: PracticeNetwork, request: Request, memo: dict[str, str]) -> Answer:
    route = _route(request)
    skew = network.settings.clock_skew
    account = oauth_check.authenticate_caller(network.store, network.nonces, request, skew)
    memo |= {"endpoint": route.name, "handle": account.handle}
    fault = network.faults.pick(
        ApiCall(route.name, account.handle, _depth(network, route, request))
    )

    def proceed() -> Answer:
        return _judged(network, route, account, request)

    if fault is None:
        return proceed()
    memo["fault"] = fault.kind
    _before_act(network, account, fault)
    return fault_effects.play_fault(fault, proceed, request)


def _before_act(network: PracticeNetwork, account: PracticeAccount, fault: ApiFault) -> None:
    if fault.kind is FaultKind.REVOKE:
        practice_accounts.revoke_tokens(network.store, account)


def _route(request: Request) -> Route:
    for route in ROUTES:
        if route.method == request.method and route.path.match(request.path):
            return route
    raise NotFound(HTTPStatus.NOT_FOUND.phrase)


def _judged(
    network: PracticeNetwork, route: Route, account: PracticeAccount, request: Request
) -> Answer:
    """Do the call; the headers tell what is left, of refused calls too."""
    headers: dict[str, str] = {}
    try:
        counted = network.windows.take(account.id, route.name, network.settings)
        headers = {**counted, "x-access-level": _level(account)}
        _check_state(route, account)
        given = route.handler(network, account, request)
    except Problem as problem:
        given = as_json(problem.body, problem.status, problem.headers)
    return replace(given, headers={**given.headers, **headers})


def _level(account: PracticeAccount) -> str:
    return "read" if account.state is State.READ_ONLY else "read-write"


def _check_state(route: Route, account: PracticeAccount) -> None:
    if account.state is State.SUSPENDED:
        raise Suspended
    if account.state is State.READ_ONLY and route.name not in READS:
        raise ReadOnly


def _depth(network: PracticeNetwork, route: Route, request: Request) -> int:
    """Return which post of its thread a call would make; 0 for other calls."""
    if route.name != "post":
        return 0
    try:
        parent = (request.json().get("reply") or {}).get("in_reply_to_tweet_id")
    except (ValueError, AttributeError):
        return 0
    if parent is None:
        return 1
    known = NUMBER.match(str(parent)) and practice_posts.any_post(network.store, as_id(str(parent)))
    return known.depth + 1 if known else 0
