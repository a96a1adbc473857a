"""What an editor should look at in one body: a pure function, so that edited texts are looked at too."""

from __future__ import annotations

import re
from collections.abc import Iterator

from publisher.explainer.lines import UNSENDABLE
from publisher.networks import links
from publisher.networks.limits import Limits
from publisher.split import quotations, stale
from publisher.split.model import Caution

_MENTION = re.compile(r"(?<![\w@./])[@＠](\w{1,50})(?:@[\w.-]+\w)?")
_TAG = re.compile(r"(?<![\w&/])[#＃](?=\w*[^\W\d])\w+")
_CASH = re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?!\w)")
_BEGINS = re.compile(r"\s*[.…]?\s*[@＠]\w")
_OWN_NUMBER = re.compile(
    r"^\d{1,3}/(?:\d{1,3})?(?=\s)|(?<=\s)\(?\d{1,3}/\d{1,3}\)?$|\s\(\d{1,3}\)$"
)
_OVERRIDE = re.compile("[\u202a\u202b\u202d\u202e]")
_MISSING_SPACE = re.compile(r"[\w’”)]\.[A-Z]")
_SURROGATE = re.compile("[\ud800-\udfff]")


def warn(body: str, limits: Limits) -> list[Caution]:
    """Give what is doubtful about the body of a post, in the order of its words."""
    found = [
        *_over(body, limits),
        *_beginning(body),
        *_speakerless(body),
        *_stale(body),
        *_found(
            _MENTION, body, "mention", "“{}” names an account, which will be told of the post."
        ),
        *_found(_TAG, body, "tag", "“{}” becomes a tag that can be clicked."),
        *_found(_CASH, body, "cashtag", "“{}” becomes a link to a share price."),
        *_links(body),
        *_found(_OWN_NUMBER, body, "number", "“{}” looks like the number of a post."),
        *_found(_OVERRIDE, body, "direction", "A hidden mark turns the direction of the text."),
        *_found(
            UNSENDABLE, body, "character", "A control character stands here: no network takes it."
        ),
        *_found(
            _SURROGATE, body, "character", "Half a character stands here: no network takes it."
        ),
    ]
    return sorted(found, key=lambda caution: caution.start)


def _over(body: str, limits: Limits) -> Iterator[Caution]:
    if (length := limits.measure(body)) > limits.limit:
        over = length - limits.limit
        yield Caution(
            "too long", f"{over} over what {limits.title} takes ({limits.limit}).", 0, len(body)
        )
    elif not body.strip():
        yield Caution("empty", "The post has no words.", 0, len(body))


def _beginning(body: str) -> Iterator[Caution]:
    if match := _BEGINS.match(body):
        words = "The post begins with a name: on X it counts as a reply and few will see it."
        yield Caution("begins with @", words, 0, match.end())


def _speakerless(body: str) -> Iterator[Caution]:
    if quotations.only(body):
        yield Caution("quotation", "This is a quotation without a speaker.", 0, len(body))


def _found(pattern: re.Pattern[str], body: str, kind: str, words: str) -> Iterator[Caution]:
    for match in pattern.finditer(body):
        yield Caution(kind, words.format(match.group()), *match.span())


def _stale(body: str) -> Iterator[Caution]:
    for match in stale.find(body):
        words = f"“{body[slice(*match.span())]}” will not be true on another day."
        yield Caution("stale", words, *match.span())


def _links(body: str) -> Iterator[Caution]:
    for link in links.find(body):
        words = body[link.start : link.end]
        if link.bare and _MISSING_SPACE.search(words):
            said = f"“{words}” becomes a link: is a space missing?"
        elif link.bare:
            said = f"“{words}” becomes a link."
        else:
            continue
        yield Caution("link", said, link.start, link.end)
