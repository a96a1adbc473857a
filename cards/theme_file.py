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

from cards import theme_rules as rules
from cards.colour import parse_colour
from cards.errors import ThemeError
from cards.theme_parts import (
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
from cards.words import clean_text

SHIPPED = Path(__file__).parent / "themes"
Table = Mapping[str, Any]
_Value = TypeVar("_Value", Styles, Sizes, ThreadLine, Style)
_LADDERS = ("display", "quotation", "body")
_PARTS = (
    "name",
    "colours",
    "bookend",
    "faces",
    "sizes",
    "frame",
    "thread_line",
    "wordmark",
    "words",
    "scripts",
)


def list_themes() -> list[str]:
    """The themes that can be loaded by name."""
    return sorted({path.stem for folder in _folders() for path in folder.glob("*.toml")})


def read_theme(path: Path) -> dict[str, Any]:
    """The fields of the theme in a file; raises ThemeError, in words, where it is broken."""
    try:
        return build_theme_fields(_whole(path), path.parent)
    except KeyError as error:
        raise ThemeError(f"The theme file {path.name} is broken: {error} is missing.") from error
    except (AttributeError, RecursionError, TypeError, ValueError) as error:
        raise ThemeError(f"The theme file {path.name} is broken: {error}.") from error


def find_theme_file(name: str) -> Path:
    """The file of a theme by name; raises ThemeError where no trusted folder holds it."""
    if re.fullmatch(r"[\w-]{1,64}", name):
        for folder in _folders():
            if (folder / f"{name}.toml").is_file():
                return folder / f"{name}.toml"
    raise ThemeError(f"There is no theme “{name}”; there are {', '.join(list_themes())}.")


def _folders() -> list[Path]:
    own = [Path(f) for f in os.environ.get("CARDS_THEMES", "").split(os.pathsep) if f]
    return [*own, SHIPPED]


def _whole(path: Path) -> dict[str, Any]:
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
    whole = _laid_over(_whole(SHIPPED / f"{base}.toml"), table)
    words = table.get("words", {})
    if "part" in words and "said" not in words:
        whole["words"]["said"] = words["part"]
    return whole


def _laid_over(under: Table, over: Table) -> dict[str, Any]:
    merged = dict(under)
    for key, value in over.items():
        both = isinstance(value, dict) and isinstance(under.get(key), dict)
        merged[key] = _laid_over(under[key], value) if both else value
    return merged


def build_theme_fields(table: Table, folder: Path) -> dict[str, Any]:
    """A theme's fields from its table; pictures are looked for in `folder`."""
    rules.check_keys(table, _PARTS)
    words = rules.check_keys(table["words"], ("part", "said"))
    return {
        "name": str(table["name"]),
        "colours": _inks(table["colours"]),
        "bookend": _inks(table["bookend"]),
        "styles": _styles(table["faces"]),
        "sizes": _sizes(table["sizes"]),
        "frame": _frame(table["frame"]),
        "thread_line": _filled(ThreadLine, table["thread_line"]),
        "wordmark": _wordmark(table["wordmark"], folder),
        "part_of": rules.part_words(words["part"]),
        "part_said": rules.part_words(words["said"]),
        "scripts": tuple(_script(code, look) for code, look in table.get("scripts", {}).items()),
    }


def _filled(kind: type[_Value], table: Table) -> _Value:
    known = {field.name: field for field in fields(kind)}
    rules.check_keys(table, known)
    for name, field in known.items():
        if field.default is MISSING and name not in table:
            raise ThemeError(f"“{name}” is missing.")
        if name in table:
            rules.check_value(name, table[name], str(field.type))
    return kind(**table)


def _styles(table: Table) -> Styles:
    named = [field.name for field in fields(Styles)]
    rules.check_keys(table, named)
    return Styles(**{name: _filled(Style, table[name]) for name in named})


def _inks(table: Table) -> Inks:
    named = [field.name for field in fields(Inks)]
    rules.check_keys(table, named)
    return Inks(**{name: parse_colour(str(table[name])) for name in named})


def _sizes(table: Table) -> Sizes:
    steps = {key: tuple(value) if key in _LADDERS else value for key, value in table.items()}
    sizes = _filled(Sizes, steps)
    rules.body_ladder(rules.check_ladder(sizes.body))
    rules.check_ladder(sizes.display)
    rules.check_ladder(sizes.quotation)
    return sizes


def _frame(table: Table) -> Frame:
    places = {key: value for key, value in table.items() if key != "aspect"}
    aspect = str(table.get("aspect", "16:9"))
    if aspect not in SIZES_OF:
        raise ThemeError(f"“{aspect}” is no aspect; choose from {', '.join(SIZES_OF)}.")
    if places != rules.PLACES:
        raise ThemeError("A theme may change the frame's aspect, not its margins and places.")
    width, height = SIZES_OF[aspect]
    return Frame(width=width, height=height, **places)


def _wordmark(table: Table, folder: Path) -> Wordmark:
    rules.check_keys(table, ("text", "image"))
    image = table.get("image")
    path = folder / Path(str(image)).name if image else None
    return Wordmark(clean_text(str(table.get("text", ""))), path)


def _script(code: str, look: Table) -> ScriptLook:
    rules.check_keys(look, ("body", "heading", "display"))
    body, heading, display = look["body"], look.get("heading", {}), look.get("display", {})
    rules.check_keys(body, ("family", "weight", "leading", "sizes"))
    leading = rules.check_leading(body.get("leading", 0))
    return ScriptLook(
        script=code,
        body=str(body["family"]),
        display=str(display.get("family", body["family"])),
        weight=rules.check_value("weight", body.get("weight", 400), "int"),
        leading=leading,
        display_leading=rules.check_leading(display.get("leading", leading)),
        sizes=rules.body_ladder(tuple(body.get("sizes", ()))),
        heading_size=rules.check_value("heading", heading["size"], "int") if heading else 0,
    )
