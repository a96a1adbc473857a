"""The rows of threads that wait, those of one explainer as one row. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from publisher.review.row import Row
from publisher.thread.models import Thread


def gathered(threads: Iterable[Thread], rows: Mapping[int, Row]) -> tuple[Row, ...]:
    """A row for each explainer, where its first thread would stand."""
    by_article: dict[int, list[Thread]] = {}
    for thread in threads:
        by_article.setdefault(thread.article_id, []).append(thread)
    return tuple(_one(group, [rows[each.pk] for each in group]) for group in by_article.values())


def _one(group: list[Thread], rows: list[Row]) -> Row:
    first, *others = rows
    if not others:
        return first
    parts = tuple(
        replace(row, where=str(thread.account), state=row.state or "Waits")
        for thread, row in zip(group, rows, strict=True)
    )
    name = group[0].article.public_id
    meta = f"For {len(parts)} accounts"
    return replace(first, bundle=name, parts=parts, meta=meta, mark="", state="")
