"""What newsrooms put around a story to keep or win a reader: other stories, asks, letters, comments."""

from __future__ import annotations

from selectolax.lexbor import LexborNode

from publisher.explainer.tags import Facts, class_and_id

_NAMES = frozenset(
    ["disqus", "widget", "widgets", "newsletter", "newsletters", "signup", "subscribe", "subscription", "paywall",
     "regwall", "meter", "donate", "donation", "donations", "contribution", "contributions", "membership", "epic",
     "related", "onward", "trending", "popular", "sponsored", "livefyre", "viafoura", "coral", "openweb", "spotim",
     "promo", "cta", "recirc", "recirculation", "recommended", "recommendations", "taboola", "outbrain", "secondary",
     "comments", "responses", "replies", "advert", "ad", "ads", "cookie", "cookies", "consent", "gdpr", "teaser", "teasers"]
)  # fmt: skip
#: How the words over other stories and asks begin.
_OPENINGS = (
    "more on this", "more from", "more stories", "more about this", "more like this", "related", "read more",
    "read next", "read also", "also read", "you may also", "you might also", "most read", "most popular", "most viewed",
    "recommended", "trending", "latest ", "up next", "in other news", "elsewhere on", "also on", "top stories",
    "don't miss", "don’t miss", "editors' picks", "editor's picks", "editors’ picks", "editor’s picks", "comments",
    "leave a comment", "leave a reply", "join the conversation", "join the discussion", "have your say", "what do you think",
    "about the author", "about us", "follow us", "share this", "topics", "advertisement", "sponsored", "support us",
    "support our", "support independent", "support local", "support quality", "help us", "thanks for reading",
    "thank you for reading", "enjoying this", "enjoyed this", "we have a favour", "we have a favor", "we use cookies",
    "sign up", "subscribe", "get our", "get the latest", "mehr zum thema", "lesen sie auch", "auch interessant", "kommentare",
    "à lire aussi", "lire aussi", "commentaires", "lea también", "te puede interesar", "leggi anche",
)  # fmt: skip
#: What asks something of the reader, wherever in its first words it stands.
_ASKS = (
    "free article", "articles left", "stories left", "newsletter", "subscribe now", "subscribe to", "become a member",
    "become a subscriber", "make a donation", "donate", "support us", "support our work", "support our journalism",
    "in your inbox", "to your inbox", "related internet links", "external sites", "already a subscriber",
)  # fmt: skip
_FIRST_WORDS = 25


def is_offer(node: LexborNode, facts: Facts) -> bool:
    """Say whether a part is called, or begins like, what stands around a story."""
    return by_name(facts) or by_words(node)


def by_name(facts: Facts) -> bool:
    """Say whether a part is called so."""
    names = class_and_id(facts).lower().replace("_", "-").split()
    return any(not _NAMES.isdisjoint(name.split("-")) for name in names)


def by_words(node: LexborNode) -> bool:
    """Say whether a part begins so, or its first heading does."""
    first = _opening(node)
    heading = node.css_first("h2, h3, h4, h5, h6")
    heads = first if heading is None else _opening(heading)
    return (
        first.startswith(_OPENINGS)
        or heads.startswith(_OPENINGS)
        or any(ask in first for ask in _ASKS)
    )


def _opening(node: LexborNode) -> str:
    words = node.text(separator=" ").split(maxsplit=_FIRST_WORDS)
    return " ".join(words[:_FIRST_WORDS]).casefold()
