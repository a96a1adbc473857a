"""The bench's figures as a bar chart for the docs."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape
from pathlib import Path

ROW, TOP, LEFT, WIDE = 40, 84, 190, 580
INK, ACCENT, MUTED, GROUND = "#11151B", "#C42B12", "#4A5058", "#F2F3F1"


def written(path: Path, figures: Sequence[tuple[str, float]]) -> None:
    """An SVG of CPU ms a card, the quickest first, the longest bar as wide as the chart."""
    ordered = sorted(figures, key=lambda figure: figure[1])
    most = max(spent for _, spent in figures)
    bars = "".join(bar(row, name, spent, spent / most) for row, (name, spent) in enumerate(ordered))
    height = TOP + ROW * len(ordered) + 12
    path.write_text(
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 860 {height}" role="img" '
        f'font-family="Inter, Helvetica, Arial, sans-serif" font-size="18" fill="{INK}">'
        f"<title>CPU milliseconds a card: {escape(told(ordered))}</title>"
        f'<rect width="860" height="{height}" fill="{GROUND}"/>'
        f'<text x="20" y="36" font-weight="700" fill="{ACCENT}">CPU ms a card, less is better</text>'
        f'<text x="20" y="62" font-size="15" fill="{MUTED}">'
        "1200 x 675 as PNG, 40 words, another text each time, warm; of Chromium all its processes"
        f"</text>{bars}</svg>\n",
        encoding="utf-8",
    )


def told(figures: Sequence[tuple[str, float]]) -> str:
    return ", ".join(f"{name} {spent:.1f}" for name, spent in figures)


def bar(row: int, name: str, spent: float, share: float) -> str:
    top, wide = TOP + row * ROW, max(2, round(WIDE * share))
    colour = ACCENT if name.startswith("cards") else MUTED
    return (
        f'<text x="20" y="{top + 20}">{escape(name)}</text>'
        f'<rect x="{LEFT}" y="{top}" width="{wide}" height="28" fill="{colour}"/>'
        f'<text x="{LEFT + wide + 8}" y="{top + 20}">{spent:.1f}</text>'
    )
