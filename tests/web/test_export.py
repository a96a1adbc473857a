"""A history as a file: every cell is words, and comes back as it went."""

from __future__ import annotations

import csv
import json
from datetime import UTC, datetime
from io import StringIO

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.web.chronicle import HistoryEntry
from publisher.web.export import COLUMNS, DANGEROUS, GUARD, as_csv, as_json, defuse_cell, export_row

AT = datetime(2026, 1, 28, 6, 2, 11, 250_000, tzinfo=UTC)
words = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=40)
lines = st.lists(
    st.builds(
        HistoryEntry,
        at=st.datetimes(datetime(1990, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)),  # noqa: DTZ001 - it is given its zone
        who=words,
        what=words,
        why=words,
        answer=words,
        status=st.none() | st.integers(100, 599),
        post=st.none() | st.integers(1, 99),
        headline=words,
    )
)


def read(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text.removeprefix("\ufeff"), newline="")))


def undone(cell: str) -> str:
    return cell.removeprefix(GUARD)


@given(lines)
def test_what_is_written_is_read_again(entries: list[HistoryEntry]):
    rows = [export_row(entry, "Europe/Brussels", "https://desk.example") for entry in entries]
    header, *body = read("".join(as_csv(rows)))
    assert header == list(COLUMNS)
    said = [
        {name: "" if cell is None else str(cell) for name, cell in each.items()} for each in rows
    ]
    assert [dict(zip(COLUMNS, map(undone, cells), strict=True)) for cells in body] == said
    assert json.loads("".join(as_json(rows))) == rows


@given(words)
def test_no_cell_begins_as_a_formula_does(cell: str):
    assert not defuse_cell(cell).startswith(DANGEROUS)
    assert undone(defuse_cell(cell)) == cell


@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", "'=1"])
def test_a_formula_is_defused(cell: str):
    assert defuse_cell(cell) == f"'{cell}"


def test_a_line_has_the_instant_and_the_time_on_the_wall():
    line = export_row(
        HistoryEntry(AT, "Mara", "approved version 2"), "Europe/Brussels", "https://desk.example"
    )
    assert line["time_utc"] == "2026-01-28T06:02:11.250+00:00"
    assert line["time_local"] == "2026-01-28T07:02:11+01:00"
    assert (line["zone"], line["thread"]) == ("Europe/Brussels", "")


def test_a_spreadsheet_takes_it_for_utf_8():
    assert next(iter(as_csv([]))).startswith("\ufefftime_utc,time_local,zone,who,")
