"""Rows of a table as lines: what stands in one row stays together, and an empty cell keeps its place."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence

from selectolax.lexbor import LexborNode

from publisher.explainer import heuristics
from publisher.explainer.tags import INLINE
from publisher.explainer.verdicts import VERDICTS
from publisher.explainer.weighing import child_nodes

# A dash that begins a line would be a bullet.
_BETWEEN, _EMPTY, _FIRST_EMPTY = " | ", "–", "(–)"
_INSIDE = frozenset(["p", "br", "img", "input", "svg", "thead", "tbody", "tfoot", "tr", "td", "th", "caption"])  # fmt: skip
_LONGEST_CELL = 200
_LONGEST_ALT = 20
_FEWEST = 2


def find_filled_columns(table: LexborNode) -> frozenset[int] | None:
    """Give which columns of a table of facts hold anything; None where it only sets parts of a page."""
    rows: list[list[LexborNode]] = []
    for node in _inside(table):
        if node.tag not in INLINE and node.tag not in _INSIDE:
            return None
        if node.tag == "tr":
            rows.append([])
        elif node.tag in ("td", "th") and rows:
            rows[-1].append(node)
    cells = [[_said(cell) for cell in row] for row in rows]
    if any(len(said) > _LONGEST_CELL for row in cells for said in row):
        return None
    filled = frozenset(at for row in cells for at, said in enumerate(row) if said)
    headed = any(cell.tag == "th" for row in rows for cell in row)
    told = headed or _marked(cells, filled) or _answered(cells) or _drawn(rows)
    return filled if told and _has_columns(filled, cells) else None


def _has_columns(filled: Collection[int], cells: Sequence[Sequence[str]]) -> bool:
    return len(filled) >= _FEWEST and any(len(row) >= _FEWEST for row in cells)


def _marked(cells: Sequence[Sequence[str]], filled: Collection[int]) -> bool:
    """Say whether a row holds a mark, or an empty cell of a column that has words."""
    return any(
        not heuristics.has_content(said)
        for row in cells
        if len(row) >= _FEWEST
        for at, said in enumerate(row)
        if at in filled
    )


def _answered(cells: Sequence[Sequence[str]]) -> bool:
    """Say whether rows answer a question of their first cell, with Yes or No."""
    return sum(any(said.casefold() in VERDICTS for said in row[1:]) for row in cells) >= _FEWEST


def _drawn(rows: Sequence[Sequence[LexborNode]]) -> bool:
    """Say whether rows say something in pictures, as a tick in each."""
    drawn = (any(not cell.text().strip() and _said(cell) for cell in row) for row in rows)
    return sum(drawn) >= _FEWEST


def _inside(table: LexborNode) -> Iterator[LexborNode]:
    """Give what stands in a table, in its order; not what a drawing is made of."""
    stack = list(reversed(list(child_nodes(table))))
    while stack:
        node = stack.pop()
        if not node.tag or node.tag[0] in "-!":
            continue
        yield node
        if node.tag != "svg":
            stack.extend(reversed(list(child_nodes(node))))


def _said(cell: LexborNode) -> str:
    return cell.text().strip() or " ".join(filter(None, map(picture_alt_text, cell.css("img"))))


def picture_alt_text(node: LexborNode) -> str:
    """Give what a small picture in a table says: its alternative text."""
    facts = node.attributes if node.tag == "img" else {}
    alt = (facts.get("alt") or facts.get("title") or "").strip()
    return alt if len(alt) <= _LONGEST_ALT else ""


def format_row(cells: Sequence[str], filled: Collection[int] = (), *, head: bool = False) -> str:
    """Give a row as a line: a mark before words as theirs, else cell by cell; nothing for an empty row.

    `filled` are the columns that hold anything in any row, where that is known; `head` is for a row of names.
    """
    told = [cell for at, cell in enumerate(cells) if not filled or at in filled]
    if not any(told):
        return ""
    if (
        len(told) == _FEWEST
        and told[0]
        and not heuristics.has_content(told[0])
        and heuristics.has_content(told[1])
    ):
        return " ".join(told)
    if len(told) == 1:
        return told[0]
    first = told[0] or ("" if head else _FIRST_EMPTY)
    rest = [cell or _EMPTY for cell in told[1:]]
    return _BETWEEN.join([first, *rest] if first else rest)
