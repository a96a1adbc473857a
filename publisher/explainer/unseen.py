"""Words that a page says to those who do not see it: “False:” beside a cross is of the story, “opens in a new tab” is not."""

from __future__ import annotations

import re

from selectolax.lexbor import LexborNode

from publisher.explainer.tags import Facts
from publisher.explainer.verdicts import VERDICTS

_NAMES = re.compile(
    r"(?:^|\s)(?:(?:u-)?(?:sr-only|visually-?hidden|screen-?reader(?:-text|-only)?|assistive-text|a11y-text|offscreen))(?=\s|$)"
)
#: What such words say of the page itself, or of where a link leads.
_OF_PAGE = re.compile(
    r"\W*(?:external(?: link| site| website)?|links?|image(?: caption| source| credit)?|(?:photo|media|video)? ?caption|"
    r"photos?|videos?|audio|menu|main menu|navigation|close|search|share|print|loading|required|current(?: page)?|"
    r"advertisement|published|(?:last )?updated|by|authors?|posted (?:on|in|by)|tags|categories|read more|more|play|pause|"
    r"previous|next|footnotes?|source|toggle \w{1,20}|externer link|lien externe|enlace externo|"
    r"(?:skip to|jump to|go to|back to|share on|share this|share via|continue reading|read more about|this link|links? to)\b[^.]{0,60})\W*",
    re.IGNORECASE,
)
_WINDOWS = re.compile(
    r"\b(?:new|another|neue[mnrs]?|nouve(?:au|l|lle)|nueva|nuova|nova|nieuw)\s(?:browser )?(?:tab|window|fenster|fenêtre|onglet|ventana|pestaña|finestra|scheda|venster)",
    re.IGNORECASE,
)
_RATES = re.compile(
    r"\d\D{0,20}\b(?:stars?|rating|score|sterne?n?|étoiles?|estrellas)\b|\brat(?:ed|ing)\b",
    re.IGNORECASE,
)
_LONGEST_OF_PAGE = 90


def is_unseen(facts: Facts) -> bool:
    """Say whether a part is called words for those who do not see the page."""
    return bool(_NAMES.search(facts.get("class") or ""))


def says_of_page(words: str) -> bool:
    """Say whether such words are about the page and none of its story."""
    said = " ".join(words.split())
    if not any(map(str.isalnum, said)):
        return True
    short = len(said) <= _LONGEST_OF_PAGE
    return short and bool(_OF_PAGE.fullmatch(said) or _WINDOWS.search(said))


def says_again(node: LexborNode) -> bool:
    """Say whether such words say again what is seen beside them: “5 hours ago” for “5h”."""
    return any(
        beside is not None
        and _is_tag(beside)
        and beside.attributes.get("aria-hidden") == "true"
        and any(map(str.isalnum, beside.text()))
        for beside in (_beside(node, forward=False), _beside(node, forward=True))
    )


def _beside(node: LexborNode, *, forward: bool) -> LexborNode | None:
    """Give what stands next to a node, over white space."""
    at = node.next if forward else node.prev
    if at is not None and at.tag == "-text" and not (at.text_content or "").strip():
        at = at.next if forward else at.prev
    return at


def _is_tag(node: LexborNode) -> bool:
    return (node.tag or "-")[0] not in "-!"


def is_rating(words: str) -> bool:
    """Say whether words are a rating: “2 out of 5 stars”."""
    return bool(_RATES.search(words))


def rates(words: str) -> bool:
    """Say whether such words are a verdict or a rating, which say something wherever they stand."""
    said = " ".join(words.split())
    return said.strip(" .:;,–-").casefold() in VERDICTS or is_rating(said)
