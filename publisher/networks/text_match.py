"""Whether two texts are the same post, whatever a network made of one of them. Pure."""

from __future__ import annotations

import unicodedata
from contextlib import suppress
from difflib import SequenceMatcher
from urllib.parse import unquote

from publisher.networks import links
from publisher.networks.base import SeenPost

#: A text of fewer letters says too little to be taken for the beginning of another.
ENOUGH = 20
#: What only chooses how the sign before is drawn, and from where on tags stand.
_VARIANTS, _TAGS = frozenset("\ufe0e\ufe0f"), "\U000e0000"
_PROTOCOLS = frozenset({"http", "https"})
#: Round a word these change nothing of what is said; a question mark or a minus does.
_AROUND = ".,;:!…¡。！、“”„‘’‚«»‹›\"'()[]"
#: How alike two texts are before only an editor can say whether they are the same post.
NEARLY = 0.8


def reduce_to_letters(text: str) -> str:
    """Reduce a text to its letters and digits, without links: networks change the rest."""
    return "".join(filter(str.isalnum, unicodedata.normalize("NFC", take_links_off(text))))


def take_links_off(text: str) -> str:
    """A text with a space in the place of each link."""
    for link in reversed(links.find_links(text)):
        text = f"{text[: link.start]} {text[link.end :]}"
    return text


def fold_words(text: str) -> str:
    """All that a text says beside its links: capitals, spaces and signs nobody sees make no other words."""
    seen = "".join(sign for sign in take_links_off(text) if not _is_unseen(sign))
    return " ".join(unicodedata.normalize("NFC", seen).casefold().split())


def _spoken(text: str) -> list[str]:
    """The words of a text without the punctuation round them."""
    words = (word.strip(_AROUND) for word in fold_words(text).split())
    return [word for word in words if word]


def _is_unseen(sign: str) -> bool:
    # The tags in a flag tell which one it is.
    return sign in _VARIANTS or (unicodedata.category(sign) == "Cf" and sign < _TAGS)


def same_text(one: str, other: str) -> bool:
    """Whether two texts of ours say the same, their links leading to the same places."""
    return fold_words(one) == fold_words(other) and _addresses(one) == _addresses(other)


def says_again(seen: SeenPost, text: str) -> bool:
    """Whether a post shown says the same as this text, and no link is known to lead elsewhere.

    A full stop or an exclamation mark more is no other post: somebody typed it by hand. Where there is no
    letter, the links have to be known to be the same.
    """
    if _spoken(text) != _spoken(seen.text):
        return False
    lead = same_links(seen, text)
    return lead is not False if reduce_to_letters(text) else bool(lead and links.find_links(text))


def same_words(one: str, other: str) -> bool:
    """Whether two texts are the same post to a reader; texts without any word never are."""
    words = reduce_to_letters(one)
    return bool(words) and words == reduce_to_letters(other)


def same_post(seen: SeenPost, text: str) -> bool:
    """Whether a post shown is one of this text: the same words, and no link known to lead elsewhere.

    Where there is no word, the links have to be known to be the same.
    """
    lead = same_links(seen, text)
    if reduce_to_letters(text):
        return lead is not False and same_words(seen.text, text)
    return bool(lead and links.find_links(text)) and not reduce_to_letters(seen.text)


def same_links(seen: SeenPost, text: str) -> bool | None:
    """Whether the links of a post shown lead where those of a text do; None where nobody can say.

    What a network makes a link of is its own to say, so another number of them proves nothing.
    """
    wanted = _addresses(text)
    if not wanted:
        return True
    if seen.leads is None or len(seen.leads) != len(wanted):
        return None
    return [*map(_address, seen.leads)] == wanted


def _addresses(text: str) -> list[str]:
    return [_address(text[link.start : link.end]) for link in links.find_links(text)]


def _address(link: str) -> str:
    """An address without what networks change: its protocol, the letters of its host, signs written with %."""
    protocol, _, rest = link.partition("://")
    host, slash, path = unquote(rest if protocol.lower() in _PROTOCOLS else link).partition("/")
    with suppress(UnicodeError):
        host = host.encode("idna").decode("ascii")
    return f"{host.casefold()}{slash}{path}".rstrip("/")


def nearly_same(one: str, other: str) -> bool:
    """Whether two texts share so many letters and digits that only an editor can tell."""
    return _nearly(reduce_to_letters(one), reduce_to_letters(other))


def _nearly(one: str, other: str) -> bool:
    both = SequenceMatcher(None, one, other, autojunk=False)
    # The quick ones are upper bounds, and spare the slow one for nearly all posts.
    return min(both.real_quick_ratio(), both.quick_ratio()) >= NEARLY and both.ratio() >= NEARLY


def maybe_same(shown: str, whole: str) -> bool:
    """Whether `shown` may be all that a network shows of `whole`, or `whole` with words around it."""
    part, words = reduce_to_letters(shown), reduce_to_letters(whole)
    if len(part) >= len(words):
        return bool(words) and words in part
    return len(part) >= ENOUGH and _nearly(part, words[: len(part)])
