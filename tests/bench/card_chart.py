"""The bench's figures as a bar chart for the docs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

ROW, LEFT, WIDE = 44, 190, 560


def written(path: Path, figures: Sequence[tuple[str, float]]) -> None:
    """An SVG of CPU ms a card, the longest bar as wide as the chart."""
    most = max(spent for _, spent in figures)
    bars = "".join(bar(row, name, spent, spent / most) for row, (name, spent) in enumerate(figures))
    height = ROW * len(figures) + 56
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 {height}" role="img" '
        'font-family="Inter, sans-serif" font-size="18">'
        f"<title>CPU milliseconds a card, 40 different words each</title>"
        f'<rect width="860" height="{height}" fill="#F2F3F1"/>'
        '<text x="20" y="32" font-weight="700" fill="#C42B12">CPU ms a card, less is better</text>'
        f"{bars}</svg>\n",
        encoding="utf-8",
    )


def bar(row: int, name: str, spent: float, share: float) -> str:
    top, wide = 48 + row * ROW, max(2, round(WIDE * share))
    colour = "#C42B12" if name.startswith("cards") else "#4A5058"
    return (
        f'<text x="20" y="{top + 22}" fill="#11151B">{escape(name)}</text>'
        f'<rect x="{LEFT}" y="{top}" width="{wide}" height="30" fill="{colour}"/>'
        f'<text x="{LEFT + wide + 8}" y="{top + 22}" fill="#11151B">{spent:.1f}</text>'
    )
