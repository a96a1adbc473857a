"""What an editor should look at in one body: a pure function, so that edited texts are looked at too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from publisher.explainer.heuristics import has_content
from publisher.explainer.lines import UNSENDABLE
from publisher.explainer.quoting import quote_words
from publisher.networks import links
from publisher.networks.limits import Limits
from publisher.split import quotations, stale, working
from publisher.split.draft_model import Caution

_BEGINS = re.compile(r"\s*+(?:[.…]\s*+)?[@＠]\w")
_FIRST_WORDS = re.compile(r"\S+(?:\s+\S+){0,2}")
_MISSING_SPACE = re.compile(r"[\w’”)]\.[A-Z]")
# A post of nothing else is seen by its first ones.
_MOST_OF_A_KIND = 20


@dataclass(frozen=True, slots=True)
class _Sign:
    """A trap told by its looks; a body with none of the characters `needs` has none."""

    kind: str
    pattern: re.Pattern[str]
    words: str
    needs: str = ""


_SIGNS = (
    _Sign(
        "mention",
        re.compile(r"(?<![\w@./])[@＠](\w{1,50})(?:@[\w.-]+\w)?"),
        "“{}” names an account, which will be told of the post.",
        "@＠",
    ),
    _Sign(
        "tag",
        re.compile(r"(?<![\w&/])[#＃](?=\w*[^\W\d])\w+"),
        "“{}” becomes a tag that can be clicked.",
        "#＃",
    ),
    _Sign(
        "cashtag",
        re.compile(r"(?<![\w$])\$[A-Za-z]{1,6}(?:[._][A-Za-z]{1,2})?(?!\w)"),
        "“{}” becomes a link to a share price.",
        "$",
    ),
    _Sign(
        "number",
        re.compile(r"^\d{1,3}/(?:\d{1,3})?(?=\s)|(?<=\s)\(?\d{1,3}/\d{1,3}\)?$|\s\(\d{1,3}\)$"),
        "“{}” looks like the number of a post.",
        "/(",
    ),
    _Sign(
        "direction",
        re.compile("[\u202a\u202b\u202d\u202e]"),
        "A hidden mark turns the direction of the text.",
    ),
    _Sign("character", UNSENDABLE, "A control character stands here: no network takes it."),
    _Sign(
        "character",
        re.compile("[\ud800-\udfff]"),
        "Half a character stands here: no network takes it.",
    ),
)


def find_cautions(body: str, limits: Limits) -> list[Caution]:
    """Give what is doubtful about the body of a post, in the order of its words."""
    found = [
        *_over(body, limits),
        *_beginning(body),
        *_speakerless(body),
        *_unclosed(body),
        *_stale(body),
        *(found for sign in _SIGNS for found in _signs(sign, body)),
        *_links(body),
        *working.find_unfinished_work(body),
    ]
    return sorted(found, key=lambda caution: caution.start)


def _over(body: str, limits: Limits) -> Iterator[Caution]:
    if (length := limits.measure(body)) > limits.limit:
        over = length - limits.limit
        yield Caution(
            "too long", f"{over} over what {limits.title} takes ({limits.limit}).", 0, len(body)
        )
    elif not has_content(body):
        yield Caution("empty", "The post has no words.", 0, len(body))


def _beginning(body: str) -> Iterator[Caution]:
    if match := _BEGINS.match(body):
        words = (
            "The post begins with a name: on X it counts as a reply and few will see it. "
            "Put a word before it."
        )
        yield Caution("begins with @", words, 0, match.end())


def _speakerless(body: str) -> Iterator[Caution]:
    if quotations.is_only_quotation(body):
        words = "This is a quotation without a speaker: say who said it."
        yield Caution("quotation", words, 0, len(body))


def _unclosed(body: str) -> Iterator[Caution]:
    at = quotations.left_open(body)
    if at is not None:
        words = "A quotation begins here and does not end: close it, or say where it goes on."
        end = _FIRST_WORDS.match(body, at)
        yield Caution("quotation", words, at, end.end() if end else len(body))


def _signs(sign: _Sign, body: str) -> Iterator[Caution]:
    if sign.needs and not any(mark in body for mark in sign.needs):
        return
    for match in islice(sign.pattern.finditer(body), _MOST_OF_A_KIND):
        yield Caution(sign.kind, sign.words.format(match.group()), *match.span())


def _stale(body: str) -> Iterator[Caution]:
    for match in islice(stale.find_stale_words(body), _MOST_OF_A_KIND):
        words = f"{quote_words(body[slice(*match.span())])} will not be true on another day."
        yield Caution("stale", words, *match.span())


def _links(body: str) -> Iterator[Caution]:
    for link in links.find_links(body):
        words = body[link.start : link.end]
        if link.bare and _MISSING_SPACE.search(words):
            said = f"{quote_words(words)} becomes a link: is a space missing?"
        elif link.bare:
            said = f"{quote_words(words)} becomes a link."
        else:
            continue
        yield Caution("link", said, link.start, link.end)
