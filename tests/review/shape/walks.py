"""An editor at work on a thread: honest edits of every kind, one after the other, without a database."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import count
from typing import Any

from publisher.review.errors import DeskError
from publisher.review.shape import card_shapes
from publisher.review.shape.opened_content import apply_shape, open_content
from publisher.review.shape.post_shapes import (
    leave_out,
    merge_posts,
    put_in,
    reorder_post,
    reword_post,
    split_post,
)
from publisher.split import X
from publisher.split.cuts import split_sentences
from publisher.split.draft_model import CardSpec
from publisher.thread.agreeing import find_cards_to_redraw
from publisher.thread.redrawing import with_alts
from publisher.thread.source_ledger import card_words
from publisher.thread.tokens import tokenize_text
from tests.review.shape.threads import drafted, picture, told

_WORD = re.compile(r"[A-Za-z]{3,}")
_NUMBER = re.compile(r"\d+")
WORDS = ("kind", "heading", "text", "speaker")


def follow(before, after):
    """Cards drawn as the desk draws them, without a picture."""
    posts = [post | {"specs": list(post["specs"])} for post in after["posts"]]
    for step in find_cards_to_redraw(after, before):
        spec = posts[step.post]["specs"][step.card]
        words = {name: step.fields[name] for name in WORDS}
        pictures = [picture(CardSpec(**words))]
        pictures = with_alts(spec["drawn"], pictures)
        new = {"drawn": pictures, "followed": True}
        posts[step.post]["specs"][step.card] = spec | step.fields | new
    return after | {"posts": posts}


@dataclass(frozen=True)
class Version:
    """What a version says, and which words were replaced on the way to it."""

    content: Any
    gone: frozenset[str] = frozenset()


@dataclass
class Walk:
    """A thread's versions, the newest last."""

    source: str
    style: str
    versions: list[Version] = field(default_factory=list)
    fresh: Any = field(default_factory=lambda: count(1))

    def __post_init__(self) -> None:
        self.versions.append(Version(open_content(drafted(self.source, style=self.style))))
        said = Counter(t.key for t in tokenize_text(self.source))
        self.once = {key for key, times in said.items() if times == 1}

    @property
    def now(self) -> Version:
        return self.versions[-1]

    @property
    def content(self) -> Any:
        return self.now.content

    @property
    def bodies(self) -> list[str]:
        return [post["body"] for post in self.content["posts"]]

    def do(self, act: str, *given: int) -> None:
        with_ = getattr(self, act)
        try:
            after = with_(*given)
        except DeskError:
            return
        if after is not None and after.content != self.content:
            self.versions.append(after)

    def _shaped(self, shape) -> Version:
        return replace(self.now, content=apply_shape(self.content, shape, X, follow))

    def _saying(self, n: int, body: str) -> Version:
        return self._shaped(lambda now, limits: reword_post(now, n + 1, body, limits))

    def _post(self, which: int) -> tuple[int, str]:
        n = which % len(self.bodies)
        return n, self.bodies[n]

    def _instead(self, which: int, pattern: re.Pattern[str], new: str) -> Version | None:
        n, body = self._post(which)
        found = [m for m in pattern.finditer(body) if m.group() in self.once]
        if not found:
            return None
        match = found[which // 7 % len(found)]
        new = new.capitalize() if match.group()[0].isupper() else new
        self.once.add(new)
        after = self._saying(n, body[: match.start()] + new + body[match.end() :])
        return replace(after, gone=after.gone | {match.group()})

    def word(self, which: int) -> Version | None:
        letters = "".join(chr(97 + int(digit)) for digit in str(next(self.fresh)))
        return self._instead(which, _WORD, f"quo{letters}x")

    def number(self, which: int) -> Version | None:
        return self._instead(which, _NUMBER, str(1000 + next(self.fresh)))

    def shorten(self, which: int, how: int) -> Version | None:
        """A sentence, a line or the end of one left away."""
        n, body = self._post(which)
        lines = body.split("\n")
        at = which // 7 % len(lines)
        line = lines[at]
        said = split_sentences(line)
        if how % 3 == 0 and len(said) > 1:
            start, end = said[how // 3 % len(said)]
            lines[at] = (line[:start].rstrip() + " " + line[end:].lstrip()).strip()
            if line.startswith("• ") and not lines[at].startswith("• "):
                lines[at] = "• " + lines[at]
        elif how % 3 == 1 and len(lines) > 1:
            del lines[at]
        else:
            commas = [m.start() for m in re.finditer(r",", line)]
            if not commas:
                return None
            lines[at] = line[: commas[how // 3 % len(commas)]] + "."
        return self._saying(n, "\n".join(lines))

    def add(self, which: int, where: int) -> Version | None:
        """One more sentence: behind another, before all, at the end, or as a point of its own."""
        n, body = self._post(which)
        new = f"More{next(self.fresh)} is known."
        lines = body.split("\n")
        at = which // 7 % len(lines)
        said = split_sentences(lines[at])
        if where % 4 == 0 and said:
            end = said[where // 4 % len(said)][1]
            lines[at] = f"{lines[at][:end].rstrip()} {new} {lines[at][end:].lstrip()}".strip()
        elif where % 4 == 1:
            lines[at] = (
                f"• {new} {lines[at][2:]}" if lines[at].startswith("• ") else f"{new} {lines[at]}"
            )
        elif where % 4 == 2:
            lines.insert(at + 1, f"• {new}")
        else:
            lines[-1] += f" {new}"
        return self._saying(n, "\n".join(lines))

    def split(self, which: int, at: int) -> Version:
        n, body = self._post(which)
        return self._shaped(lambda now, limits: split_post(now, n + 1, at % len(body), limits))

    def merge(self, which: int) -> Version:
        return self._shaped(
            lambda now, limits: merge_posts(now, which % len(self.bodies) + 1, limits)
        )

    def move(self, which: int, to: int) -> Version:
        n = len(self.bodies)
        return self._shaped(lambda now, _: reorder_post(now, which % n + 1, to % n + 1))

    def leave(self, which: int) -> Version:
        return self._shaped(lambda now, _: leave_out(now, which % len(self.bodies) + 1))

    def put(self, which: int) -> Version | None:
        rests = [(n, r["start"]) for n, e in enumerate(self.content["ledger"]) for r in e["rest"]]
        if not rests:
            return None
        entry, start = rests[which % len(rests)]
        return self._shaped(lambda now, limits: put_in(now, entry, start, limits))

    def back(self, to: int) -> Version:
        old = self.versions[to % len(self.versions)]
        return replace(old, content=self._settled(old.content))

    def undo(self) -> Version:
        return self.back(len(self.versions) - 2) if len(self.versions) > 1 else self.now

    def _settled(self, content: Any) -> Any:
        return apply_shape(follow(None, content), lambda now, _: now, X)

    def theme(self) -> Version:
        return replace(self.now, content=self._settled(self.content))

    def again(self, how: int) -> Version:
        order = {"style": ("full", "brief")[how % 2], "newest_first": how // 2 % 2 == 1}
        order["numbering"] = ("n/N behind", "(n)")[how // 4 % 2]
        before = self.content
        after = told(before, source=self.source, **order)
        return replace(self.now, content=apply_shape(follow(before, after), lambda now, _: now, X))

    def write(self, which: int, how: int) -> Version | None:
        """A card in the editor's own words: the first of its sentences without one of its words."""
        n, k, spec = self._card(which)
        words = spec["text"][: split_sentences(spec["text"])[0][1]].split()
        if len(words) < 4 or "words" in spec.get("hand", ()):
            return None
        text = " ".join(w for at, w in enumerate(words) if at != how % len(words))
        written = CardSpec("bullet", spec["heading"], text, "")
        return self._shaped(
            lambda now, _: card_shapes.replace_card_drawing(now, n, k, written, [picture(written)])
        )

    def describe(self, which: int, how: int) -> Version:
        """An alt text in the editor's own words."""
        n, k, spec = self._card(which)
        alts = [f"{('A card', 'In white on blue')[how % 2]}: {spec['text']}"]
        return self._shaped(
            lambda now, limits: card_shapes.change_alt_texts(now, n, k, alts, limits)
        )

    def _card(self, which: int) -> tuple[int, int, Any]:
        found = list(self._cards())
        return found[which % len(found)]

    def _cards(self) -> Iterator[tuple[int, int, Any]]:
        for n, post in enumerate(self.content["posts"], 1):
            yield from ((n, k, spec) for k, spec in enumerate(post["specs"]))

    def by_hand(self) -> set[tuple[int, int]]:
        """The cards on which an editor wrote something, by post from 1 and card from 0."""
        return {
            (n, k)
            for n, k, spec in self._cards()
            if "words" in spec.get("hand", ()) or any(p.get("hand") for p in spec["drawn"])
        }

    def stale(self) -> dict[tuple[int, int], frozenset[str]]:
        """By card the replaced words that it or its alt text still says, and no post does."""
        gone = self.now.gone - {t.key for body in self.bodies for t in tokenize_text(body)}
        found = {}
        for n, k, spec in self._cards():
            said = [card_words(spec), *(p["alt"] for p in spec["drawn"])]
            if stale := gone & {t.key for text in said for t in tokenize_text(text)}:
                found[n, k] = stale
        return found
