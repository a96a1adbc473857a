"""How long X says a text is, and where its links are. Counted from the rules, not shared code."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

import regex

from publisher.rehearsal.word_set import word_set

LIMIT = 280
LINK = 23
EMOJI = 2
LABEL = 63

#: Code points that weigh one; everything else weighs two (twitter-text, configuration 3).
LIGHT = ((0, 4351), (8192, 8205), (8208, 8223), (8242, 8247))

_PICTURE = (
    r"(?:\p{Extended_Pictographic}|\p{Emoji_Presentation})"
    r"\uFE0F?\p{Emoji_Modifier}?[\U000E0020-\U000E007F]*"
)
_EMOJI = regex.compile(
    rf"[0-9#*]\uFE0F?\u20E3|\p{{Regional_Indicator}}{{2}}|{_PICTURE}(?:\u200D{_PICTURE})*"
)

_COUNTRIES = word_set(
    "ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs"
    " bt bw by bz ca cc cd cf cg ch ci ck cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee"
    " eg es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr gs gt gu gw gy hk hm"
    " hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb"
    " lc li lk lr ls lt lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz"
    " na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk pl pm pn pr ps pt pw py qa re ro rs"
    " ru rw sa sb sc sd se sg sh si sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl"
    " tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw"
)
_GENERIC = word_set(
    "academy aero agency app arpa art asia biz blog business cafe cat center city cloud club com"
    " community company coop dev digital earth edu education email energy eu events expert fm fund"
    " global gov green group health house info ink institute int international jobs law legal life"
    " link live london love ltd media mil mobi museum name net network news ngo one online org page"
    " paris party photo photos press pro report reviews school science shop site social software"
    " solutions space store studio style support systems tech tel today tokyo tools travel tv video"
    " watch website wiki work works world xxx xyz zone"
)

_EDGE = r"(?<![A-Za-z0-9_@$#./-])"
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}_-]*[\p{L}\p{N}])?"
_END = r"(?![A-Za-z0-9_@+-])"
_KNOWN = rf"(?:{'|'.join(sorted(_GENERIC | _COUNTRIES, key=len, reverse=True))}){_END}"
# after http:// every name is believed but those that can never be on the web
_ANY = (
    rf"(?!(?:example|internal|invalid|local|localhost|test){_END})"
    rf"(?:(?:xn--[a-z0-9-]+|[a-z]{{2,}}){_END}|[^\W\d_a-z]{{2,}}(?![^\s/]))"
)
_IN_PATH = r"\p{Latin}\p{Cyrillic}0-9!*';:=+,.$/%#\[\]\-–_~@|&"
_PATH = rf"(?:/(?:(?:[{_IN_PATH}]|\([{_IN_PATH}]*\))*(?<![!*';:,.$%\[\]–~@|&]))?)?"
_QUERY = r"(?:\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/])?"
_LINK = regex.compile(
    rf"{_EDGE}(?:(?P<scheme>https?://)(?P<host>(?:{_LABEL}\.)+{_ANY})"
    rf"|(?P<host>(?:{_LABEL}\.)+{_KNOWN}))(?::\d+)?{_PATH}{_QUERY}",
    regex.IGNORECASE,
)


def find_links(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each link begins and ends. Bare names of a site count as links too."""
    for found in _LINK.finditer(text):
        bare = not found["scheme"]
        if _is_host(found["host"]) and not (bare and _is_abbreviation(found[0])):
            yield found.start(), found.end()


def _is_host(host: str) -> bool:
    """Whether each part fits the 63 bytes of a name on the wire."""
    return all(len(_wired(label)) <= LABEL for label in host.split("."))


def _wired(label: str) -> bytes:
    return label.encode() if label.isascii() else b"xn--" + label.encode("punycode")


def _is_abbreviation(bare: str) -> bool:
    """Two short parts and no path, like "e.g" or "foo.de", are words to X; "t.co" is not."""
    name, _, country = bare.lower().partition(".")
    return bool(name) and country in _COUNTRIES - {"co", "tv"}


def weighted_length(text: str) -> int:
    """Return the weighted length: links 23, emoji 2, light code points 1, all others 2."""
    text = unicodedata.normalize("NFC", text)
    total, at = 0, 0
    for start, end in find_links(text):
        total += _plain(text[at:start]) + LINK
        at = end
    return total + _plain(text[at:])


def _plain(text: str) -> int:
    bare, pictures = _EMOJI.subn("", text)
    return EMOJI * int(pictures) + sum(_point(ord(each)) for each in bare)


def _point(code: int) -> int:
    return 1 if any(low <= code <= high for low, high in LIGHT) else 2
