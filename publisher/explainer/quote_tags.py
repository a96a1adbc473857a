"""The marks around words that a page quotes by a tag, which its reader sees and its text does not hold."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

_ENGLISH = ("“", "”", "‘", "’")
_MARKS = {
    "de": ("„", "“", "‚", "‘"),
    "cs": ("„", "“", "‚", "‘"),
    "pl": ("„", "”", "«", "»"),
    "fr": ("«\u00a0", "\u00a0»", "“", "”"),
    "es": ("«", "»", "“", "”"),
    "it": ("«", "»", "“", "”"),
    "pt": ("«", "»", "“", "”"),
    "ru": ("«", "»", "„", "“"),
    "uk": ("«", "»", "„", "“"),
    "ja": ("「", "」", "『", "』"),
    "zh": ("「", "」", "『", "』"),
}
_TYPED = "“”„‘‚«»「『\"'"
_MOST_UP = 40


def quote_marks(node: LexborNode) -> tuple[str, str]:
    """Give the marks before and behind a quotation, by the language it stands in; none where they are typed."""
    said = node.text().strip()
    if not said or said[0] in _TYPED:
        return "", ""
    inner, tongue, up = False, node.attributes.get("lang") or "", node.parent
    for _ in range(_MOST_UP):
        if up is None or (up.tag or "-")[0] in "-!":
            break
        inner ^= up.tag == "q"
        tongue = tongue or up.attributes.get("lang") or ""
        up = up.parent
    return pair_of(tongue, inner=inner)


def pair_of(tongue: str = "", *, inner: bool = False) -> tuple[str, str]:
    """Give the marks of a language, those of a quotation inside another where it is `inner`."""
    marks = _MARKS.get(tongue[:2].lower(), _ENGLISH)
    return (marks[2], marks[3]) if inner else (marks[0], marks[1])
