"""`publisher split`: the thread a file becomes, as a follower reads it."""

from __future__ import annotations

import argparse
import shutil
from collections.abc import Iterator

from textwrap3 import fill

from publisher.command.errors import CommandError
from publisher.command.reading import kind_of, source
from publisher.networks.limits import Limits
from publisher.networks.measures import LIMITS
from publisher.outside.work import read, split
from publisher.split import Draft, SplitError

WIDEST = 76


def run(given: argparse.Namespace) -> int:
    """Print the thread, or everything about it as JSON."""
    if given.network not in LIMITS:
        raise CommandError(f"There is no network “{given.network}”; there is {', '.join(LIMITS)}.")
    limits = LIMITS[given.network]
    draft = draft_of(given.file, limits, given.style)
    words = draft.to_json() if given.json else "\n".join(_lines(draft, limits))
    print(words)  # noqa: T201 - the command's answer
    return 0


def draft_of(file: str, limits: Limits, style: str = "full") -> Draft:
    """The draft of a file's thread. Raises CommandError or Unreadable."""
    explainer = read(source(file), kind=kind_of(file))
    try:
        draft = split(explainer, limits, style)  # type: ignore[arg-type]  # checked by split
    except SplitError as error:
        raise CommandError(str(error)) from error
    draft.ledger.check()
    return draft


def _lines(draft: Draft, limits: Limits) -> Iterator[str]:
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for warning in draft.warnings:
        yield fill(f"Look: {warning}", width, subsequent_indent="      ")
        yield ""
    for post in draft.posts:
        yield from _wrapped(post.text, width)
        yield f"    {limits.measure(post.text)} of {limits.limit}{_cards(len(post.cards))}"
        yield from (_indented(f"look: {warning.words}", width) for warning in post.warnings)
        yield ""
    yield from _left_out(draft, width)


def _wrapped(text: str, width: int) -> Iterator[str]:
    for line in text.splitlines():
        yield fill(line, width, break_on_hyphens=False) if line else ""


def _cards(count: int) -> str:
    return f", {count} card{'s' if count > 1 else ''}" if count else ""


def _left_out(draft: Draft, width: int) -> Iterator[str]:
    if draft.left_out:
        yield "Left out:"
    for out in draft.left_out:
        said = f"{out.reason}: {' '.join(out.text.split())}".removesuffix(": ")
        yield _indented(said, width)


def _indented(words: str, width: int) -> str:
    return str(fill(words, width, initial_indent="    ", subsequent_indent="      "))
