"""What goes wrong on purpose: which call is hit, and when. How is in `acts`."""

from __future__ import annotations

import random
import threading
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from enum import StrEnum
from http import HTTPStatus
from typing import Any

ENDPOINTS = ("post", "delete", "read", "lookup", "timeline", "me", "upload", "metadata")
READS = frozenset({"read", "lookup", "timeline", "me"})
COUNTS = ("post", "depth", "times", "seed", "status")
MEASURES = ("share", "seconds")
OPTIONAL = frozenset({"post", "depth", "times", "status", "seconds"})
ERRORS = frozenset(status.value for status in HTTPStatus if status >= HTTPStatus.BAD_REQUEST)


class FaultKind(StrEnum):
    """What happens to the call."""

    REFUSE = "refuse"  # `status` and `words` in X's shape, nothing applied
    LIMIT = "limit"  # 429, with a reset after `seconds`, or without a reset when None
    ERROR = "error"  # 5xx in X's shape
    RESET = "reset"  # the connection is reset
    DELAY = "delay"  # `seconds` of silence
    LATE = "late"  # reset at once, applied `seconds` later
    TRICKLE = "trickle"  # applied, then a byte every `seconds`
    TRUNCATE = "truncate"  # applied, then half of the JSON
    CUT = "cut"  # applied, then reset in the middle of the body
    NO_ID = "no_id"  # applied, then 200 with an empty data
    HTML = "html"  # somebody else's error page
    NOT_VISIBLE = "not_visible"  # a reply comes too early for its parent
    REVOKE = "revoke"  # the account's tokens are worthless from here on


class When(StrEnum):
    """Whether the call is applied first."""

    BEFORE = "before"
    AFTER = "after"


class WrongFault(Exception):
    """A fault that makes no sense; the text says why."""


@dataclass(frozen=True)
class ApiFault:
    """One thing that goes wrong, and which calls it hits.

    `endpoint` is one of ENDPOINTS, "reads", or empty for all; `post` = k hits from k - 1 posts
    applied (by `handle`, if given) since the fault was set; `depth` = k hits the k-th post of a
    thread. It hits `times` calls (None: all), or a `share` of them drawn with `seed`.
    """

    kind: FaultKind
    when: When = When.BEFORE
    endpoint: str = ""
    handle: str = ""
    post: int | None = None
    depth: int | None = None
    times: int | None = 1
    share: float = 1.0
    seed: int = 0
    status: int | None = None
    words: str = ""
    seconds: float | None = None


@dataclass(frozen=True)
class ApiCall:
    """What a fault may look at; `depth` 0 when the call is no post."""

    endpoint: str
    handle: str
    depth: int = 0


@dataclass
class Armed:
    """A fault waiting for its calls."""

    number: int
    fault: ApiFault
    dice: random.Random
    posts: int = 0
    hits: int = 0

    def meets(self, call: ApiCall) -> bool:
        fault = self.fault
        return (
            (fault.times is None or self.hits < fault.times)
            and _covers(fault.endpoint, call.endpoint)
            and fault.handle.lower() in ("", call.handle.lower())
            and (fault.post is None or (call.endpoint == "post" and self.posts == fault.post - 1))
            and (fault.depth is None or fault.depth == call.depth)
            and (fault.kind is not FaultKind.NOT_VISIBLE or call.depth > 1)
            and (fault.share >= 1.0 or self.dice.random() < fault.share)
        )


class Faults:
    """All armed faults; the first that meets a call takes it."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._armed: list[Armed] = []
        self._last = 0

    def arm(self, fault: ApiFault) -> int:
        """Return the fault's number."""
        with self._lock:
            self._last += 1
            self._armed.append(Armed(self._last, fault, random.Random(fault.seed)))  # noqa: S311 (repeatable on purpose)
            return self._last

    def clear(self) -> None:
        with self._lock:
            self._armed.clear()

    def pick(self, call: ApiCall) -> ApiFault | None:
        """Return what goes wrong with this call, and count it."""
        with self._lock:
            for armed in self._armed:
                if armed.meets(call):
                    armed.hits += 1
                    return armed.fault
        return None

    def applied(self, handle: str) -> None:
        """Count a post that was applied."""
        with self._lock:
            for armed in self._armed:
                if armed.fault.handle.lower() in ("", handle.lower()):
                    armed.posts += 1

    def shown(self) -> list[dict[str, Any]]:
        with self._lock:
            return [
                {"id": each.number, **asdict(each.fault), "hits": each.hits, "posts": each.posts}
                for each in self._armed
            ]


def _covers(wanted: str, endpoint: str) -> bool:
    return wanted in ("", endpoint) or (wanted == "reads" and endpoint in READS)


def fault_from(body: Mapping[str, Any]) -> ApiFault:
    """Read a fault. Raises WrongFault, in words, for what makes none."""
    known = {each.name for each in fields(ApiFault)}
    if unknown := set(body) - known:
        raise WrongFault(
            f"A fault has no {', '.join(sorted(unknown))}; it has {', '.join(sorted(known))}."
        )
    kind = _choice(body.get("kind"), tuple(FaultKind), "kind")
    when = _choice(body.get("when", When.BEFORE), tuple(When), "when")
    _choice(body.get("endpoint", ""), ("", "reads", *ENDPOINTS), "endpoint")
    _numbers(body)
    _texts(body)
    return ApiFault(**{**body, "kind": FaultKind(kind), "when": When(when)})


def _choice(value: object, known: tuple[str, ...], name: str) -> str:
    if not isinstance(value, str) or value not in known:
        raise WrongFault(f"{name} is one of {', '.join(known)}; not {value!r}.")
    return value


def _numbers(body: Mapping[str, Any]) -> None:
    for name in (*COUNTS, *MEASURES):
        if name not in body or (body[name] is None and name in OPTIONAL):
            continue
        value, kinds = body[name], (int, float) if name in MEASURES else (int,)
        if type(value) not in kinds or value < 0:
            raise WrongFault(f"{name} is a number of 0 or more; not {value!r}.")
    if body.get("status") is not None and body["status"] not in ERRORS:
        raise WrongFault(f"status is an error's, from 400 on; not {body['status']!r}.")


def _texts(body: Mapping[str, Any]) -> None:
    for name in ("handle", "words"):
        if not isinstance(body.get(name, ""), str):
            raise WrongFault(f"{name} is a text.")
