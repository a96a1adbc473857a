"""Themes as TOML: read, checked key by key, and kept for the life of the process.

A name is looked up in the folders of the environment variable CARDS_THEMES, then among the
shipped themes. Only a Path, which no outsider can send, names a file elsewhere. A house theme
may state `base = "light"` and then only what it changes.
"""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Mapping
from dataclasses import MISSING, fields
from pathlib import Path
from typing import Any, TypeVar

from cards.colour import parse
from cards.errors import ThemeError
from cards.house import (
    SIZES_OF,
    Frame,
    Inks,
    ScriptLook,
    Sizes,
    Style,
    Styles,
    ThreadLine,
    Wordmark,
)

SHIPPED = Path(__file__).parent / "themes"
Table = Mapping[str, Any]
_Value = TypeVar("_Value", Styles, Sizes, ThreadLine, Style)
_LADDERS = ("display", "quotation", "body")
SMALLEST_BODY, LARGEST_BODY, SMALLEST = 44, 60, 40
LINE_WIDTHS = range(8, 21)
_TYPES: dict[str, type | tuple[type, ...]] = {
    "int": int,
    "float": (int, float),
    "str": str,
    "bool": bool,
    "tuple[int, ...]": tuple,
}


def names() -> list[str]:
    """The themes that can be loaded by name."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("*.toml")})


def read(path: Path) -> dict[str, Any]:
    """The fields of the theme in a file; raises ThemeError, in words, where it is broken."""
    try:
        return build(_whole(path), path.parent)
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        raise ThemeError(f"The theme file {path.name} is broken: {error}.") from error


def find(name: str) -> Path:
    """The file of a theme by name; raises ThemeError where no trusted folder holds it."""
    if re.fullmatch(r"[\w-]+", name):
        for folder in _folders():
            if (folder / f"{name}.toml").is_file():
                return folder / f"{name}.toml"
    raise ThemeError(f"There is no theme “{name}”; there are {', '.join(names())}.")


def _folders() -> list[Path]:
    own = [Path(f) for f in os.environ.get("CARDS_THEMES", "").split(os.pathsep) if f]
    return [*own, SHIPPED]


def _whole(path: Path) -> Table:
    """The file's table laid over the theme it is based on."""
    try:
        table = tomllib.loads(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise ThemeError(f"The theme file {path} cannot be read.") from error
    base = table.pop("base", None)
    if base is None:
        return table
    if not (SHIPPED / f"{base}.toml").is_file():
        raise ThemeError(f"{path.name} is based on “{base}”, which is no shipped theme.")
    return _laid_over(_whole(SHIPPED / f"{base}.toml"), table)


def _laid_over(under: Table, over: Table) -> Table:
    merged = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(under.get(key), dict)
        merged[key] = _laid_over(under[key], value) if both else value
    return merged


def build(table: Table, folder: Path) -> dict[str, Any]:
    """A theme's fields from its table; pictures are looked for in `folder`."""
    return {
        "name": str(table["name"]),
        "colours": _inks(table["colours"]),
        "bookend": _inks(table["bookend"]),
        "styles": Styles(
            **{f.name: _filled(Style, table["faces"][f.name]) for f in fields(Styles)}
        ),
        "sizes": _sizes(table["sizes"]),
        "frame": _frame(table["frame"]),
        "thread_line": _thread_line(table["thread_line"]),
        "wordmark": _wordmark(table["wordmark"], folder),
        "part_of": _part_words(str(table["words"]["part"])),
        "scripts": tuple(_script(code, look) for code, look in table.get("scripts", {}).items()),
    }


def _filled(kind: type[_Value], table: Table) -> _Value:
    known = {field.name: field for field in fields(kind)}
    for key in table.keys() - known.keys():
        raise ThemeError(f"“{key}” is not known here; known are {', '.join(known)}.")
    for name, field in known.items():
        if field.default is MISSING and name not in table:
            raise ThemeError(f"“{name}” is missing.")
        if name in table and not isinstance(table[name], _TYPES[str(field.type)]):
            raise ThemeError(f"“{name}” cannot be {table[name]!r}.")
    return kind(**table)


def _inks(table: Table) -> Inks:
    return Inks(**{field.name: parse(table[field.name]) for field in fields(Inks)})


def _sizes(table: Table) -> Sizes:
    steps = {key: tuple(value) if key in _LADDERS else value for key, value in table.items()}
    sizes = _filled(Sizes, steps)
    if min(sizes.body) < SMALLEST_BODY or max(sizes.body) > LARGEST_BODY:
        raise ThemeError(f"Body sizes lie between {SMALLEST_BODY} and {LARGEST_BODY} pixels.")
    others = (*sizes.display, *sizes.quotation, sizes.heading, sizes.part, sizes.speaker)
    if min(*others, sizes.credit, sizes.wordmark, sizes.wordmark_bookend) < SMALLEST:
        raise ThemeError(f"No text on a card is under {SMALLEST} pixels.")
    return sizes


def _frame(table: Table) -> Frame:
    places = {key: value for key, value in table.items() if key != "aspect"}
    width, height = SIZES_OF[table.get("aspect", "16:9")]
    return Frame(width=width, height=height, **places)


def _thread_line(table: Table) -> ThreadLine:
    line = _filled(ThreadLine, table)
    if line.width not in LINE_WIDTHS:
        raise ThemeError("The thread line is 8 to 20 pixels wide.")
    return line


def _wordmark(table: Table, folder: Path) -> Wordmark:
    image = table.get("image")
    return Wordmark(str(table.get("text", "")), folder / Path(image).name if image else None)


def _part_words(words: str) -> str:
    try:
        words.format(number=1, count=2)
    except (KeyError, IndexError) as error:
        raise ThemeError("words.part may hold {number} and {count}, nothing else.") from error
    return words


def _script(code: str, look: Table) -> ScriptLook:
    body, heading, display = look["body"], look.get("heading", {}), look.get("display", {})
    return ScriptLook(
        script=code,
        body=str(body["family"]),
        display=str(display.get("family", body["family"])),
        weight=int(body.get("weight", 400)),
        leading=float(body.get("leading", 0)),
        display_leading=float(display.get("leading", body.get("leading", 0))),
        sizes=tuple(body.get("sizes", ())),
        heading_size=int(heading.get("size", 0)),
    )
