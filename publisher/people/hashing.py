"""Passwords are hashed a few at once: each takes 100 MB and all cores for a moment."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.contrib.auth.hashers import Argon2PasswordHasher
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

#: Hashed at once; let wait beside them, so that most threads stay free for pages; and for how long.
AT_ONCE, WAITING, PATIENCE = 2, 2, 5.0
#: Characters of a password: more is nobody's, and costs time to look at.
LONGEST = 1_000
BUSY = "Many people are signing in just now. Wait a few seconds, then try again."
RETRY_AFTER = "5"
UNAVAILABLE = 503

_here = threading.BoundedSemaphore(AT_ONCE + WAITING)
_turn = threading.BoundedSemaphore(AT_ONCE)


class HashingBusy(Exception):
    """Too many passwords are being looked at: nothing was done, and nothing is said of this one."""

    def __init__(self) -> None:
        super().__init__(BUSY)


@contextmanager
def hashing_turn() -> Iterator[None]:
    """Wait for a place to hash in, not long, and where not too many wait. Raises HashingBusy."""
    if not _here.acquire(blocking=False):
        raise HashingBusy
    try:
        if not _turn.acquire(timeout=PATIENCE):
            raise HashingBusy
        try:
            yield
        finally:
            _turn.release()
    finally:
        _here.release()


class Argon2(Argon2PasswordHasher):
    """Django's own, a few at once."""

    def encode(self, password: str, salt: str) -> str:
        """See Django. Raises HashingBusy."""
        with hashing_turn():
            return str(super().encode(password, salt))

    def verify(self, password: str, encoded: str) -> bool:
        """See Django. Raises HashingBusy."""
        with hashing_turn():
            return bool(super().verify(password, encoded))


def too_long(password: str) -> bool:
    """Whether nobody has this password: it is wrong without being hashed."""
    return len(password) > LONGEST


class NotTooLong:
    """A rule for new passwords."""

    def validate(self, password: str, user: Any = None) -> None:
        """Raises ValidationError."""
        del user
        if too_long(password):
            raise ValidationError(
                f"This password is too long: take at most {LONGEST:,} characters."
            )

    def get_help_text(self) -> str:
        return f"Your password has at most {LONGEST:,} characters."


class SaysBusy:
    """Answers in words, wherever a password could not be looked at."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """See Django."""
        if not isinstance(error, HashingBusy):
            return None
        answer = render(request, "people/busy.html", {"why": BUSY}, status=UNAVAILABLE)
        answer.headers["Retry-After"] = RETRY_AFTER
        return answer
