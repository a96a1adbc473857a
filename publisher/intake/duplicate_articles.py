"""The same article twice: by its words, or by its address."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit

from publisher.accounts.models import Newsroom
from publisher.intake.add import content_hash, words_of
from publisher.thread.models import Article

#: So many of the newest articles' addresses are compared: an old story may come back.
NEWEST = 2000
#: What newsletters and networks hang on an address; none of it changes the page.
_HUNG_ON = ("utm_", "fbclid", "gclid", "mc_cid", "mc_eid", "cmpid", "ref_src")


@dataclass(frozen=True, slots=True)
class Twin:
    """An article that is here already; `words` tells whether its words are the same too."""

    article: Article
    words: bool


def twin_of(newsroom: Newsroom, source: str | bytes = "", link: str = "") -> Twin | None:
    """The newest article with the same words, or of the same address. Raises Unreadable."""
    ours = newsroom.articles.order_by("-id")
    same = ours.filter(sha256=content_hash(words_of(source))).first() if source else None
    if same:
        return Twin(same, words=True)
    found = _of_address(newsroom, comparable_address(link)) if link else None
    return Twin(ours.get(pk=found), words=False) if found else None


def comparable_address(link: str) -> str:
    """An address without what does not change the page."""
    parts = urlsplit(link.strip())
    asked = [(n, v) for n, v in parse_qsl(parts.query, True) if not n.lower().startswith(_HUNG_ON)]
    host = (parts.netloc or "").lower().removeprefix("www.")
    return f"{host}{parts.path.rstrip('/')}?{urlencode(sorted(asked))}".rstrip("?")


def _of_address(newsroom: Newsroom, address: str) -> int | None:
    rows = newsroom.articles.order_by("-id").values_list("pk", "link")[:NEWEST]
    return next((pk for pk, link in rows if link and comparable_address(link) == address), None)
