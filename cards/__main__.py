"""`python -m cards FILE -o DIR`: draw the paragraphs of a text, or a JSON list of cards."""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path

from cards import Card, CardError, Theme, draw, lay_out
from cards.covered import coverage
from cards.errors import BadText
from cards.theme_parts import SIZES_OF

_FIELDS = {field.name for field in fields(Card)} - {"photo", "part", "size"}
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0 when every card was drawn, 1 when one was not, 2 when nothing could be read."""
    asked = _parser().parse_args(arguments)
    if asked.coverage:
        return _print_coverage()
    if asked.file is None or asked.out is None:
        _parser().error("say which FILE to draw and, with -o, where to")
    try:
        theme, cards = _theme(asked), read_cards(asked.file, asked.heading)
    except (CardError, OSError, RecursionError, ValueError) as error:
        print(f"{asked.file}: {error}", file=sys.stderr)  # noqa: T201 — a command's output
        return 2
    return _draw_all(cards, theme, asked.out)


def read_cards(path: Path, heading: str = "") -> list[Card]:
    """A .json file's list of cards, or a bullet card for each paragraph of plain text."""
    text = path.read_text(encoding="utf-8")
    if path.suffix != ".json":
        paragraphs = re.split(r"\n\s*\n", text)
        return [Card(text=each.strip(), heading=heading) for each in paragraphs if each.strip()]
    entries = json.loads(text)
    if not isinstance(entries, list):
        raise BadText("A .json file holds a list of cards.")
    return [_card(entry) for entry in entries]


def _card(entry: object) -> Card:
    if not isinstance(entry, dict) or not entry.keys() <= _FIELDS:
        raise BadText(f"A card is an object with some of the keys {', '.join(sorted(_FIELDS))}.")
    if not all(isinstance(value, str) for value in entry.values()):
        raise BadText("Every value of a card is text.")
    return Card(**entry)


def _draw_all(cards: Sequence[Card], theme: Theme, folder: Path) -> int:
    folder.mkdir(parents=True, exist_ok=True)
    failed = 0
    for number, card in enumerate(cards, 1):
        try:
            for line in _drawn(card, theme, folder, number):
                print(line)  # noqa: T201 — a command's output
        except CardError as error:
            failed = 1
            print(f"card {number}: {error}", file=sys.stderr)  # noqa: T201
    return failed


def _drawn(card: Card, theme: Theme, folder: Path, number: int) -> Iterator[str]:
    for part in lay_out(card, theme):
        picture = draw(part, theme)
        name = f"{number:02}" + (f"-{part.part[0]}" if part.part[1] > 1 else "")
        path = folder / f"{name}-{part.kind}.{_ENDINGS[picture.media_type]}"
        path.write_bytes(picture.png)
        yield f"{path}  {picture.width}x{picture.height}  {len(picture.png):,} bytes"


def _theme(asked: argparse.Namespace) -> Theme:
    named = Path(asked.theme) if asked.theme.endswith(".toml") else asked.theme
    theme = Theme.load(named).with_aspect(asked.aspect)
    return theme.with_wordmark(asked.wordmark) if asked.wordmark else theme


def _print_coverage() -> int:
    for each in coverage():
        state = "covered" if each.covered else f"missing: install {each.remedy}"
        print(f"{each.script:<12}{state}")  # noqa: T201 — a command's output
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m cards", description=__doc__)
    parser.add_argument("file", type=Path, nargs="?", help="plain text, or a .json list of cards")
    parser.add_argument("-o", "--out", type=Path, help="the folder for the pictures")
    parser.add_argument("--theme", default="light", help="a theme's name, or a .toml file")
    parser.add_argument("--aspect", default="16:9", choices=list(SIZES_OF))
    parser.add_argument("--wordmark", default="", help="the name in the footer")
    parser.add_argument("--heading", default="", help="a heading over every paragraph's card")
    parser.add_argument("--coverage", action="store_true", help="which scripts can be set here")
    return parser


if __name__ == "__main__":
    sys.exit(main())
