"""Database connections in a worker's threads: none is kept that has died."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec, TypeVar

from django.db import close_old_connections

Given = ParamSpec("Given")
Made = TypeVar("Made")


def fresh_connections(work: Callable[Given, Made]) -> Callable[Given, Made]:
    """Drop stale connections before and after the work, as a web request does."""

    @wraps(work)
    def wrapped(*args: Given.args, **kwargs: Given.kwargs) -> Made:
        close_old_connections()
        try:
            return work(*args, **kwargs)
        finally:
            close_old_connections()

    return wrapped
