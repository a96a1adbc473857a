"""One answer of X: whether it is X's own, its words, and what it says is left."""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import cached_property
from typing import Any

from publisher.networks.base import Budget

#: X counts calls in windows of 15 minutes; a 429 without a time means one of them.
WINDOW = 900.0

#: Never sleep longer than X's longest window (24 h) and an hour, whatever a header says.
LONGEST = 25 * 3600.0

#: The pairs of headers with which X counts: per window, and per day for app and user.
_COUNTERS = ("x-rate-limit", "x-app-limit-24hour", "x-user-limit-24hour")


@dataclass(frozen=True)
class ApiAnswer:
    """Status, headers (lower-case names) and text of one answer."""

    status: int
    headers: Mapping[str, str]
    text: str

    @cached_property
    def body(self) -> Any:
        """The JSON, or None when it is none."""
        try:
            return json.loads(self.text)
        except (ValueError, RecursionError):
            return None

    @cached_property
    def data(self) -> dict[str, Any]:
        """The object under "data", or an empty one."""
        data = self.body.get("data") if isinstance(self.body, dict) else None
        return data if isinstance(data, dict) else {}

    @cached_property
    def problems(self) -> list[dict[str, Any]]:
        """What X calls errors: the members of "errors", then the problem that is the body."""
        if not isinstance(self.body, dict):
            return []
        listed = self.body.get("errors")
        inner = listed if isinstance(listed, list) else []
        found = [each for each in inner if isinstance(each, dict) and _is_problem(each)]
        return [*found, self.body] if _is_problem(self.body) else found

    @property
    def own(self) -> bool:
        """Whether X itself wrote this error, not something between us and X."""
        return bool(self.problems)

    @cached_property
    def words(self) -> str:
        """X's own words, each sentence once; empty when there are none."""
        said = [_sentence(each) for each in self.problems]
        return " ".join(dict.fromkeys(words for words in said if words))

    @cached_property
    def codes(self) -> set[int]:
        return {each["code"] for each in self.problems if isinstance(each.get("code"), int)}

    @cached_property
    def kinds(self) -> set[str]:
        """The last parts of X's problem types, as in ".../problems/usage-capped"."""
        return {str(each.get("type", "")).rsplit("/", 1)[-1] for each in self.problems}

    def budget(self) -> Budget:
        """The tightest of X's counters."""
        counted = [(left, reset) for left, reset in self._counters() if left is not None]
        return Budget(*min(counted, key=lambda pair: pair[0])) if counted else Budget()

    def wait(self) -> float:
        """Seconds until X takes calls again: the latest reset among the counters used up."""
        counters = [(left, reset) for left, reset in self._counters() if reset is not None]
        used_up = [reset for left, reset in counters if not left]
        resets = used_up or [reset for _, reset in counters]
        seconds = max(resets) - self._now() if resets else WINDOW
        return min(max(seconds, 1.0), LONGEST)

    @property
    def skew(self) -> float:
        """How many seconds this machine's clock is ahead of X's."""
        return time.time() - self._now()

    @property
    def clock(self) -> float | None:
        """X's own clock, or None where the answer may come out of a cache or from a proxy."""
        if self.body is None or "age" in self.headers:
            return None
        return self._date()

    def _counters(self) -> Iterator[tuple[int | None, float | None]]:
        for name in _COUNTERS:
            left = _number(self.headers.get(f"{name}-remaining"))
            yield None if left is None else int(left), _number(self.headers.get(f"{name}-reset"))

    def _now(self) -> float:
        # X's own clock where it gives one: ours may be wrong, and the reset is in X's time.
        date = self._date()
        return time.time() if date is None else date

    def _date(self) -> float | None:
        try:
            return parsedate_to_datetime(self.headers.get("date", "")).timestamp()
        except ValueError:
            return None


def _is_problem(part: Mapping[str, Any]) -> bool:
    """X writes {"title", "type", ...} (v2), {"code", "message"} (v1.1) or {"parameters", "message"}."""
    has = {name for name, value in part.items() if isinstance(value, str)}
    numbered = "message" in has and ("code" in part or "parameters" in part)
    return {"title", "type"} <= has or numbered


def _sentence(part: Mapping[str, Any]) -> str:
    for name in ("message", "detail", "title"):
        if part.get(name):
            return str(part[name]).strip()
    return ""


def _number(text: str | None) -> float | None:
    plain = (text or "").strip()
    return float(plain) if plain.isascii() and plain.isdigit() else None
