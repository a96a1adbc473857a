"""Pictures that say a word: by their title, their label or the name they are drawn by.

A reader sees or hears them. A verdict is set down as a word; any other word of an icon before a point is
told of, for it may be a verdict too, or only name the picture.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from selectolax.lexbor import LexborHTMLParser, LexborNode

from publisher.explainer import heuristics, reasons, signs
from publisher.explainer.beside import block_of, words_before, words_behind
from publisher.explainer.page import PageText
from publisher.explainer.unseen import is_rating, is_unseen
from publisher.explainer.verdicts import VERDICTS

_SIGNS = {
    "✓": "tick check checked checkmark check-mark check-circle circle-check check-square square-check check2 check-lg ok yes done häkchen",
    "✗": "cross times times-circle circle-xmark xmark x-mark x-lg x-circle close cancel remove no kreuz croix",
    "🚫": "ban forbidden prohibited",
    "👍": "thumbs-up thumb-up",
    "👎": "thumbs-down thumb-down",
    "⚠": "warning exclamation-triangle triangle-exclamation",
    "↑": "arrow-up up-arrow trend-up trending-up caret-up arrow-trend-up arrow-upward arrow-circle-up circle-arrow-up circle-up graph-up graph-up-arrow long-arrow-up",
    "↓": "arrow-down down-arrow trend-down trending-down caret-down arrow-trend-down arrow-downward arrow-circle-down circle-arrow-down circle-down graph-down graph-down-arrow long-arrow-down",
    "★": "star",
    "−": "minus",
    "+": "plus",
}
_SIGN_OF = {name: sign for sign, names in _SIGNS.items() for name in names.split()}
#: These say what the picture is and nothing of the words beside it.
_NAMES_ITSELF = re.compile(
    r"(?:icon|icons|image|picture|logo|bullet|dot|arrow|chevron|caret|link|external link|opens? in (?:a )?new (?:tab|window)|list item|flag(?: of [\w ]{1,20})?|emoji|\W*)",
    re.IGNORECASE,
)
_DRAWN = re.compile(
    r"(?:^|\s)#?(?:fa[srlbd]?|bi|glyphicon|icons?|ti|dashicons|ion(?:-md|-ios)?|mdi|ri|la|lucide|feather|octicon|uil|ph|ico|svg|oi)-"
    r"([a-z][a-z0-9-]{1,30}?)(?:-(?:fill|line|outline|o|solid|alt|bold))?(?=\s|$)"
)
_STARS = re.compile(r"(?:^|\s)(?:fa|bi|glyphicon|icons?|ti|dashicons|ion|mdi|ri|la)-star(?:-|\s|$)")
_HOLLOW = re.compile(
    r"(?:^|\s)(?:far|fa-regular|fal|fa-light|\w+-star-(?:o|empty|outline|line)|bi-star|ri-star|mdi-star-outline)(?=\s|$)"
)
_COUNTED = re.compile(r"\d")
_LIGATURES = re.compile(r"(?:^|\s)(?:google-)?material-(?:icons|symbols)")
_SUMS, _RATES = ("+", "−"), ("★", "☆", "½")
_TAGS = frozenset(["i", "b", "em", "span", "svg", "img"])
_LISTED, _CELLS = frozenset(["li", "dd", "dt"]), frozenset(["td", "th"])
_LINES = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6"])
_LONGEST = 24
_MOST_UP = 5


@dataclass(frozen=True, slots=True)
class IconPlace:
    """Where a picture stands: whether words of its line are before it and behind it, and if in a list."""

    before: bool
    behind: bool
    listed: bool


def may_be(node: LexborNode) -> bool:
    """Say whether a node is a picture that may say a word, or a word for those who do not see one."""
    if node.tag not in _TAGS:
        return False
    if node.tag in ("img", "svg"):
        return True
    facts = node.attributes
    names = facts.get("class") or ""
    if not (names or facts.get("title") or facts.get("aria-label")):
        return False
    words = node.text()
    drawn = not any(map(str.isalnum, words)) and not heuristics.has_meaningful_signs(words)
    if drawn and node.css_first("svg, img, input, a") is not None:
        return False
    return drawn or (len(words) <= _LONGEST and bool(_LIGATURES.search(names) or is_unseen(facts)))


def resolve_icon(page: PageText, node: LexborNode) -> None:
    """Set down what an icon says, or put its words aside to be told of."""
    block = block_of(node).tag or ""
    if block == "body" or _pressed(node):
        return
    before, behind = words_before(node).strip(), words_behind(node)
    alone = not before and not behind
    if alone and (node.tag == "img" or block not in (*_LISTED, *_CELLS, *_LINES)):
        return
    rated = before.endswith(_RATES) and _STARS.search(node.attributes.get("class") or "")
    if not rated and not heuristics.has_content(before) and heuristics.has_meaningful_signs(before):
        # The sign before it says the same.
        if is_unseen(node.attributes) and _words(node).casefold() in VERDICTS:
            node.decompose()
        return
    listed = block in _LISTED or (block in _CELLS and bool(behind))
    if said := _said(page, node, IconPlace(bool(before), bool(behind), listed)):
        node.replace_with(said)


def _said(page: PageText, node: LexborNode, place: IconPlace) -> str:
    words = _words(node)
    if sign := _sign(node, words):
        return _spaced(sign, words_behind(node))
    if node.tag in ("img", "svg") or not is_unseen(node.attributes):
        return icon_text(page, words, place)
    return _verdict(words, place)


def _spaced(sign: str, behind: str) -> str:
    """Give a sign as it stands in a line: close to its number where it adds or takes away, and to its like."""
    if sign in _SUMS:
        return f" {sign}" if _COUNTED.match(behind.lstrip("$€£¥")) else ""
    return sign if sign in _RATES else f" {sign} "


def icon_text(page: PageText, words: str, place: IconPlace) -> str:
    """Give the words of a picture as they stand in a line: a verdict, or a mark for what is told of."""
    words = " ".join(words.split())
    if said := _verdict(words, place):
        return said
    told = 0 < len(words) <= _LONGEST and not place.before and place.behind and place.listed
    return page.later(words, reasons.ICON) if told and not _NAMES_ITSELF.fullmatch(words) else ""


def _verdict(words: str, place: IconPlace) -> str:
    if is_rating(words):
        return f" ({words}) " if place.before else f"{words}: " if place.behind else words
    if words.casefold() not in VERDICTS:
        sign = _named(words) if len(words) <= _LONGEST else ""
        return f" {sign} " if sign else ""
    return f" ({words}) " if place.before else f"{words}: " if place.behind else words


def of_tag(page: PageText, tag: str, place: IconPlace) -> str:
    """Give what an icon says of which one tag is given, or nothing."""
    root = LexborHTMLParser(tag).body
    node = root.child if root is not None else None
    return _said(page, node, place) if node is not None and may_be(node) else ""


def _pressed(node: LexborNode) -> bool:
    """Say whether an icon stands on a button or in a link, which say by themselves what they do."""
    at = node.parent
    for _ in range(_MOST_UP):
        if at is None or at.tag in ("li", "td", "th", "p", "div"):
            return False
        if at.tag in ("a", "button", "label", "summary"):
            return True
        at = at.parent
    return False


def _words(node: LexborNode) -> str:
    """Give what an icon is called for those who do not see it."""
    facts = node.attributes
    title = node.css_first("title") if node.tag == "svg" else None
    names = ("alt", "aria-label", "title")
    said = title.text() if title is not None else next(filter(None, map(facts.get, names)), "")
    if not said and is_unseen(facts):
        said = node.text()
    said = " ".join((said or "").split())
    return said if len(said) <= _LONGEST else ""


def _named(words: str) -> str:
    """Give the sign that a picture is, by what it is called."""
    if words and signs.starts_with_sign(words):
        return words
    name = words.casefold().removesuffix(" icon").removesuffix(" mark").replace(" ", "-")
    return _SIGN_OF.get(name, "")


def _sign(node: LexborNode, words: str) -> str:
    """Give the sign that an icon is; one with words of its own is known by them."""
    if words:
        return "" if words.casefold() in VERDICTS else _named(words)
    facts = node.attributes
    names = facts.get("class") or ""
    if _LIGATURES.search(names):
        return _named(node.text().strip().replace("_", " "))
    use = node.css_first("use") if node.tag == "svg" else None
    if use is not None:
        names = f"{names} {use.attributes.get('href') or use.attributes.get('xlink:href') or ''}"
    if _STARS.search(names):
        hollow = _HOLLOW.search(names)
        return "½" if "half" in names else "☆" if hollow else "★"
    found = (match.group(1) for match in _DRAWN.finditer(names))
    return next((_SIGN_OF[name] for name in found if name in _SIGN_OF), "")
