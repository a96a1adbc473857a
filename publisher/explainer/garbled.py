"""Signs that a text went wrong on its way here, told to an editor and never mended in silence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from publisher.explainer import reasons, struck
from publisher.explainer.quoting import quote_words

# UTF-8 read as Windows-1252 or Latin-1: the bytes of a quotation mark, a dash or an accent.
_MOJIBAKE = re.compile(
    "â€[\u0080-\u00bf™œ“”˜¦\u009d]?|Ã[\u0080-\u00bf]|Â[\u00a0-\u00bf]|Ð[\u0080-\u00bf]Ñ|\ufffd"
)
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[\u0370-\u03ff\u0400-\u04ff])\w{3,40}\b")
_OVERRIDE = re.compile("[\u202a\u202b\u202d\u202e]")
# Letters of a symbol face, such as Word's tick; but for its bullets and a firm's own sign.
_SYMBOL = re.compile("[\ue000-\uf075\uf077-\uf0a6\uf0a8-\uf0b6\uf0b8-\uf0d7\uf0d9-\uf8fe]")
_OTHER_LETTERS = re.compile("[\u0370-\u03ff\u0400-\u04ff]")
_GREEK_SIGNS = re.compile("[µμΩπαβγΔλσ]")


def describe_garbled_text(text: str) -> Iterator[str]:
    """Give what looks wrong, in words."""
    if match := _MOJIBAKE.search(text):
        around = text[max(0, match.start() - 20) : match.end() + 20].strip()
        yield f"Some characters were garbled before they came here, as in {quote_words(around)}."
    if mixed := _mixed_word(text):
        yield f"“{mixed}” mixes letters of two alphabets that look alike."
    if _OVERRIDE.search(text):
        yield "The text holds hidden marks that turn its direction; networks may show it backwards."
    if match := _SYMBOL.search(text):
        around = text[match.start() : match.end() + 20].splitlines()[0].strip()
        yield f"{quote_words(around)} holds a mark of a symbol face that readers see as a box: put in what it stands for."
    for words in struck.find_unclear_strike(text):
        yield f"{quote_words(words)} may mark words as struck out, and they are in the text. Take them out, or the mark."


def _mixed_word(text: str) -> str:
    if not _OTHER_LETTERS.search(text):
        return ""
    words = (match.group() for match in _MIXED.finditer(text))
    return next((word for word in words if not _GREEK_SIGNS.search(word)), "")


_MOST_SHOWN, _LONGEST_SHOWN = 5, 80
_LEFT = {
    reasons.STRUCK: "Struck out in the source and left out: {}. Check that the rest still reads right.",
    reasons.STRANDED: "Left out as well, since the words they stood with are struck out or hidden: {}. Check that no point lost what it says.",
    reasons.COMMENT: "Comments in the source, left out: {}.",
    reasons.NOTE: "The source holds a hidden note, left out: {}. Read it before this goes out.",
    reasons.OPEN: "A hidden note begins with {} and never ends, so its words are in the text. Take out what readers should not see.",
    reasons.ICON: "Pictures before points say {}, and no post does. Put in what they tell.",
    reasons.FOOTNOTE: "Footnotes, left out with their marks: {}.",
}


def left_words(left: Sequence[tuple[str, str]]) -> Iterator[str]:
    """Tell what left a text, reason by reason."""
    for reason, sentence in _LEFT.items():
        words = [said for said, why in left if why == reason and said]
        if words:
            shown = ", ".join(quote_words(_short(said)) for said in words[:_MOST_SHOWN])
            more = f" and {len(words) - _MOST_SHOWN} more" if len(words) > _MOST_SHOWN else ""
            yield sentence.format(shown + more)


def _short(words: str) -> str:
    if len(words) <= _LONGEST_SHOWN:
        return words
    return f"{words[:_LONGEST_SHOWN].rsplit(' ', 1)[0]} …"
