"""`publisher split`: the thread a file becomes, as a follower reads it."""

from __future__ import annotations

import argparse
import json
import shutil
from collections.abc import Iterator
from datetime import UTC, datetime

from textwrap3 import fill

from publisher.cli import held
from publisher.cli.input_text import kind_of, read_source
from publisher.cli.runner import CommandError
from publisher.explainer import Explainer
from publisher.intake import embargo_time
from publisher.networks.catalogue import LIMITS
from publisher.networks.limits import Limits
from publisher.outside.work import read, split
from publisher.split import Draft, SplitError

WIDEST = 76
#: No newsroom is known here, whose zone it would be.
ZONE = "UTC"


def run(given: argparse.Namespace) -> int:
    """Print the thread, or everything about it as JSON."""
    if given.network not in LIMITS:
        raise CommandError(f"There is no network “{given.network}”; there is {', '.join(LIMITS)}.")
    limits = LIMITS[given.network]
    explainer = explainer_of(given.file)
    draft = _draft(explainer, limits, given.style)
    words = _json(draft, explainer) if given.json else "\n".join(_lines(draft, explainer, limits))
    print(words)  # noqa: T201 - the command's answer
    return 0


def explainer_of(file: str) -> Explainer:
    """The explainer in a file. Raises CommandError or Unreadable."""
    return read(read_source(file), kind=kind_of(file))


def draft_of(file: str, limits: Limits, style: str = "full") -> Draft:
    """The draft of a file's thread. Raises CommandError or Unreadable."""
    return _draft(explainer_of(file), limits, style)


def _draft(explainer: Explainer, limits: Limits, style: str) -> Draft:
    try:
        draft = split(explainer, limits, style)  # type: ignore[arg-type]  # checked by split
    except SplitError as error:
        raise CommandError(str(error)) from error
    draft.ledger.check()
    return draft


def _json(draft: Draft, explainer: Explainer) -> str:
    embargoes = explainer.embargoes
    found = embargo_time.resolve_embargo(embargoes, ZONE, datetime.now(UTC))
    said = embargo_time.embargo_as_json(embargoes, found) if found else None
    return json.dumps(draft.as_dict() | {"embargo": said}, ensure_ascii=False, indent=1)


def _lines(draft: Draft, explainer: Explainer, limits: Limits) -> Iterator[str]:
    width = min(shutil.get_terminal_size().columns, WIDEST)
    for line in held.describe_embargo(explainer.embargoes, ZONE, datetime.now(UTC)):
        yield fill(line, width, subsequent_indent="      ")
        yield ""
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
