"""From what came, bytes or text, to clean text; or a sentence why not."""

from __future__ import annotations

import codecs
import re

from publisher.explainer.lines import UNSENDABLE
from publisher.explainer.model import Unreadable

#: Bytes (or characters) a source may have, unless the caller says otherwise.
LARGEST = 500_000

_NOT_TEXT = {
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"RIFF": "a sound or picture file",
    b"\x1f\x8b": "a gzip file",
    b"PK\x03\x04": "a zip or Office file",
    b"%PDF": "a PDF",
    b"{\\rtf": "a rich text (RTF) file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
    b"\x7fELF": "a program",
    b"MZ\x90\x00": "a program",
}
_DECLARED = re.compile(rb"charset\s*+=\s*+(?:[\"']\s*+)?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SURROGATE = re.compile("[\ud800-\udfff]")
_CONTROL = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")
_MANY_CONTROLS = 0.05
# Words garbled through and through hold fewer.
_MANY_UNSENDABLE = 0.3
_FEW = 8
_HEAD = 2048
# An explainer of the largest size has longer lines than this, on average.
_SHORTEST_LINES = 5
_SHORTEST_WORDS = 20
_LINE_END = re.compile(r"\r\n|[\n\r\f\v\x85\u2028\u2029]")
_LINE = re.compile(r"\S[^\n\r\f\v\x85\u2028\u2029]*")


def to_text(
    source: str | bytes, *, largest: int = LARGEST, named: str = ""
) -> tuple[str, list[str]]:
    """Give the text of a source and what was doubtful about it, or raise `Unreadable`.

    `named` is the encoding that came with the bytes, as a site says it beside its page.
    """
    _refuse_large(source, largest)
    if isinstance(source, str):
        text, doubts = _joined_pairs(source), list[str]()
    else:
        text, doubts = _decoded(source, named)
    if not text.removeprefix("\ufeff").strip():
        raise Unreadable("There is nothing to read: an explainer was expected, the text is empty.")
    _refuse_controls(text)
    _refuse_lines(text, largest)
    return text.removeprefix("\ufeff"), doubts


def _refuse_large(source: str | bytes, largest: int) -> None:
    if len(source) > largest:
        raise Unreadable(
            f"The text is too long: {len(source) // 1000:,} kB, and at most {largest // 1000:,} kB are read."
        )


def _joined_pairs(text: str) -> str:
    """Join surrogate pairs, as careless JSON leaves them; refuse a lone half."""
    if not _SURROGATE.search(text):
        return text
    try:
        return text.encode("utf-16-le", "surrogatepass").decode("utf-16-le")
    except UnicodeDecodeError as error:
        line = text.count("\n", 0, error.start // 2) + 1
        raise Unreadable(
            f"Half a character (a lone surrogate) stands in line {line}: send the text again, whole."
        ) from None


def _decoded(source: bytes, named: str) -> tuple[str, list[str]]:
    for start, name in _NOT_TEXT.items():
        if source.startswith(start):
            raise Unreadable(f"This is {name}, not text: paste or send the words of the explainer.")
    for mark, encoding in _MARKS:
        if source.startswith(mark):
            return _strictly(source[len(mark) :], encoding), []
    return _without_mark(source, named)


def _without_mark(source: bytes, named: str) -> tuple[str, list[str]]:
    try:
        return source.decode("utf-8"), []
    except UnicodeDecodeError as error:
        wrong = error
    if b"\x00" in source[:_HEAD]:
        return _wide(source)
    if named := _known(named) or _named_encoding(source):
        return _strictly(source, named), [f"The page says it is {named}; it was read so."]
    if wrong.start > 0 and wrong.reason == "unexpected end of data":
        raise Unreadable(
            f"The text breaks off inside a character at byte {wrong.start:,}: it is not whole."
        )
    return _windows(source, wrong)


def _wide(source: bytes) -> tuple[str, list[str]]:
    order = "utf-16-le" if source[1::2].count(0) > source[::2].count(0) else "utf-16-be"
    return _strictly(source, order), ["The text was UTF-16 without a mark; it was read so."]


def _windows(source: bytes, wrong: UnicodeDecodeError) -> tuple[str, list[str]]:
    """Read as Windows-1252 what looks like Western words, and refuse anything else."""
    high = [byte for byte in source if byte >= 0x80]  # noqa: PLR2004 the end of ASCII
    try:
        text = source.decode("cp1252")
    except UnicodeDecodeError:
        text = ""
    if not text or len(high) * 4 > len(source):
        raise Unreadable(
            f"The text is not UTF-8 (byte {wrong.start:,}) and its encoding cannot be told: save it as UTF-8."
        )
    return text, [
        "The text was not UTF-8; it was read as Windows-1252: check accents and quotation marks."
    ]


def _named_encoding(source: bytes) -> str:
    match = _DECLARED.search(source[:_HEAD])
    return _known(match.group(1).decode("ascii")) if match else ""


def _known(name: str) -> str:
    """Python's name of an encoding of text other than UTF-8, or nothing."""
    try:
        known = codecs.lookup(name).name if name else ""
        b"".decode(known or "utf-8")
    except (LookupError, UnicodeError, ValueError):
        return ""
    return "" if known == "utf-8" else known


def _strictly(source: bytes, encoding: str) -> str:
    try:
        return source.decode(encoding)
    except (UnicodeError, LookupError):
        raise Unreadable(
            f"The text says it is {encoding} but cannot be read so: save it as UTF-8 and send it again."
        ) from None


def _refuse_controls(text: str) -> None:
    controls, unsendable = len(_CONTROL.findall(text)), len(UNSENDABLE.findall(text))
    if controls > max(_FEW, len(text) * _MANY_CONTROLS) or unsendable > max(
        _FEW, len(text) * _MANY_UNSENDABLE
    ):
        raise Unreadable("This does not look like text: it is full of control characters.")


def _refuse_lines(text: str, largest: int) -> None:
    lines = len(_LINE_END.findall(text))
    if lines > largest // _SHORTEST_LINES or len(_LINE.findall(text)) > largest // _SHORTEST_WORDS:
        raise Unreadable(
            f"This has about {lines:,} lines: an explainer was expected, not a table or a log."
        )
