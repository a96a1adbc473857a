"""The rows of threads that wait, those of one explainer as one row. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from publisher.review.queue_row import Row
from publisher.thread.models import Thread


def group_rows_by_article(threads: Iterable[Thread], rows: Mapping[int, Row]) -> tuple[Row, ...]:
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
    # Those that are made, sent back or out already stand elsewhere.
    all_ = max(vars(group[0]).get("siblings") or 0, len(parts))
    meta = f"For {len(parts)} accounts" + (f" of {all_}" if all_ > len(parts) else "")
    return replace(first, bundle=name, parts=parts, meta=meta, mark="", state="")
