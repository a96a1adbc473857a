"""Words that lean on the sentence before, so that a post should rather not begin with them."""

from __future__ import annotations

import re

OPENERS = {
    "en": "It|Its|They|Their|This|That|These|Those|He|She|His|Her|But|And|However|Instead|Also",
    "de": "Er|Sie|Es|Dies|Diese|Dieser|Dieses|Aber|Doch",
    "es": "Esto|Este|Esta|Ellos|Ellas|Pero|Sin embargo",
    "fr": "Il|Elle|Ils|Elles|Cela|Ce|Cette|Mais|Cependant",
    "ru": "Он|Она|Оно|Они|Это|Но|Однако",
    "uk": "Він|Вона|Воно|Вони|Це|Але|Однак",
}
_LEANS = re.compile(rf"(?:{'|'.join(OPENERS.values())})\b")


def leans_on_previous(text: str, at: int = 0) -> bool:
    """Say whether the words at a place lean on what was said before."""
    return bool(_LEANS.match(text, at))
