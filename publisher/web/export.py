"""A history as a file: CSV that no spreadsheet takes for a formula, and JSON. Pure.

Columns are only ever added at the end.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo

from publisher.web.chronicle import HistoryEntry

COLUMNS = (
    "time_utc",
    "time_local",
    "zone",
    "who",
    "what",
    "why",
    "answer",
    "answer_code",
    "answered_utc",
    "post",
    "version",
    "account",
    "headline",
    "thread",
    "post_address",
)
#: What a spreadsheet may read as the beginning of a formula, and the sign that keeps it from doing so.
DANGEROUS = tuple("=+-@\t\r\n＝＋－＠")
GUARD = "'"
#: Spreadsheets take a file for UTF-8 by this.
_MARK = "\ufeff"


def export_row(entry: HistoryEntry, zone: str, desk: str) -> dict[str, Any]:
    """One line by its columns; `desk` is the address in front of a thread's own."""
    return {
        "time_utc": _utc(entry.at),
        "time_local": entry.at.astimezone(ZoneInfo(zone)).isoformat(timespec="seconds"),
        "zone": zone,
        "who": entry.who,
        "what": entry.what,
        "why": entry.why,
        "answer": entry.answer,
        "answer_code": entry.status,
        "answered_utc": _utc(entry.answered_at) if entry.answered_at else "",
        "post": entry.post,
        "version": entry.version,
        "account": entry.account,
        "headline": entry.headline,
        "thread": f"{desk}/threads/{entry.thread}" if entry.thread else "",
        "post_address": entry.address,
    }


def as_csv(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The file, line by line."""
    yield _MARK + _line(COLUMNS)
    for each in rows:
        yield _line([defuse_cell(each[name]) for name in COLUMNS])


def as_json(rows: Iterable[dict[str, Any]]) -> Iterator[str]:
    """The file: a list of objects, one a line."""
    yield "["
    for n, each in enumerate(rows):
        yield (",\n" if n else "\n") + json.dumps(each, ensure_ascii=False)
    yield "\n]\n"


def defuse_cell(value: object) -> str:
    """A cell that is words in every spreadsheet: a guard stands before what could be a formula."""
    text = "" if value is None else str(value)
    return GUARD + text if text.startswith((*DANGEROUS, GUARD)) else text


def _line(cells: Iterable[str]) -> str:
    line = StringIO()
    csv.writer(line, lineterminator="\r\n").writerow(cells)
    return line.getvalue()


def _utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds")
