"""Where typefaces lie: Python packages first, then the folders a newsroom trusts.

A family is found in a `fontpkg-…` package, or by its file's name in `/usr/share/fonts`,
`/usr/local/share/fonts` and the folders named in the environment variable CARDS_FONTS.
"""

from __future__ import annotations

import importlib.util
import os
import re
import struct
from functools import cache
from pathlib import Path
from typing import NamedTuple

SYSTEM_FOLDERS = ("/usr/share/fonts", "/usr/local/share/fonts")
EMOJI = "Noto Color Emoji"
_BOLD_FROM = 550
# A name out of a theme becomes a module's and a file's name.
_FAMILY = re.compile(r"[A-Za-z0-9][A-Za-z0-9 -]{0,63}")
# A font file's header, one entry of its list of tables, and more than such a list is long.
_HEADER, _RECORD, _HEAD = 12, 16, 4096
# The order in which Noto's CJK collections hold their families.
_COLLECTION = {"JP": 0, "KR": 1, "SC": 2, "TC": 3, "HK": 4}


class FontFile(NamedTuple):
    """A face's file and its place in a collection."""

    path: str
    number: int = 0


@cache
def locate_font(family: str, weight: int) -> FontFile | None:
    """The file that holds `family` at or nearest to `weight`, or None where it is absent."""
    if not _FAMILY.fullmatch(family):
        return None
    collection = re.fullmatch(r"Noto (Sans|Serif) CJK (\w\w)", family)
    if collection:
        return _in_collection(collection[1], collection[2], weight)
    packaged = _in_package(family)
    if packaged:
        return FontFile(packaged)
    for name in _file_names(family, weight):
        if name in installed_fonts():
            return FontFile(installed_fonts()[name])
    return None


@cache
def installed_fonts() -> dict[str, str]:
    """Every font file of the trusted folders, by file name."""
    extra = [folder for folder in os.environ.get("CARDS_FONTS", "").split(os.pathsep) if folder]
    found: dict[str, str] = {}
    for folder in (*extra, *SYSTEM_FOLDERS):
        for path in sorted(Path(folder).rglob("*.[ot]t[fc]")):
            found.setdefault(path.name, str(path))
    return found


def noto_sans_files(weight: int) -> list[FontFile]:
    """Every Noto Sans of one weight: the last resort for a rare script."""
    ending = f"-{_style(weight)}.ttf"
    names = (
        n for n in sorted(installed_fonts()) if n.startswith("NotoSans") and n.endswith(ending)
    )
    return [FontFile(installed_fonts()[name]) for name in names]


def is_whole(file: Path) -> bool:
    """Whether every table that the font file lists lies inside it.

    HarfBuzz opens a file that was cut short, and draws nothing for the letters that are gone.
    """
    size = file.stat().st_size
    with file.open("rb") as source:
        head = source.read(_HEAD)
        if head[:4] == b"ttcf":
            (first,) = struct.unpack_from(">I", head, 12)
            source.seek(first)
            head = source.read(_HEAD)
    if len(head) < _HEADER:
        return False
    (tables,) = struct.unpack_from(">H", head, 4)
    places = [_HEADER + _RECORD * number for number in range(tables)]
    if not places or places[-1] + _RECORD > len(head):
        return False
    return all(sum(struct.unpack_from(">II", head, place + 8)) <= size for place in places)


def _style(weight: int) -> str:
    return "Bold" if weight >= _BOLD_FROM else "Regular"


def _file_names(family: str, weight: int) -> list[str]:
    stem = family.replace(" ", "")
    endings = ("[wght].ttf", "[wdth,wght].ttf", f"-{_style(weight)}.ttf", f"-{_style(weight)}.otf")
    return [*(stem + ending for ending in endings), f"{stem}.ttf"]


def _in_collection(kind: str, region: str, weight: int) -> FontFile | None:
    for style in (_style(weight), "Regular"):
        path = installed_fonts().get(f"Noto{kind}CJK-{style}.ttc")
        if path:
            return FontFile(path, _COLLECTION[region])
        path = installed_fonts().get(f"Noto{kind}CJK{region.lower()}-{style}.otf")
        if path:
            return FontFile(path)
    return None


def _in_package(family: str) -> str | None:
    name = "fontpkg_" + family.lower().replace(" ", "_")
    spec = importlib.util.find_spec(name)
    if spec is None or spec.origin is None:
        return None
    files = sorted((Path(spec.origin).parent / "files").glob("*.[ot]tf"))
    upright = [path for path in files if "Italic" not in path.name]
    return str(upright[0]) if upright else None
