"""Cards beside their thread: which follow changed posts, and which say something else. Pure.

A **clash** is a card, or an alt text, that says what no post and no passage of the source it tells
says, or that still says what an editor changed. A card that tells more than its post is none.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from hashlib import blake2s
from typing import Any

from publisher.split.quotations import is_only_quotation, parse_signed_quotation
from publisher.thread.alignment import Tell
from publisher.thread.changed_words import ToldLedger, heard_of
from publisher.thread.following import (
    apply_unique_changes,
    find_lacking_signs,
    find_unsupported_words,
    is_said_elsewhere,
    update_card_words,
)
from publisher.thread.passages import Edges, Passages, edges_of
from publisher.thread.tokens import Token, gist_of, is_meaningful, join_tokens, tokenize_text

Content = Mapping[str, Any]
Fields = dict[str, Any]

#: How the hand that wrote a card's words is named; before, every change of a card was "card".
WORDS, CARD, ALT = "words", "card", "alt"
_BETWEEN, _HEADINGS, _COLON = " — ", " – ", " :："
#: So many words are named in a sentence.
_SHOWN = 3
#: What a card can be of itself: these follow their words from one to the other.
_OF_A_BULLET = frozenset({"bullet", "quotation"})


@dataclass(frozen=True, slots=True)
class CardRedrawing:
    """A card that is to be drawn with other words; places from 0."""

    post: int
    card: int
    fields: Fields


@dataclass(frozen=True, slots=True)
class Clash:
    """A card that says something else than its thread, at a position from 1 and a card from 0.

    `says` are words of it, `lacks` those it should say where it says no others; `words` and `instead`
    all it says now and would say if it were drawn from the posts. `of_alt` where only its alt text
    does, `beside` how many cards its post has. `key` names exactly these words.
    """

    position: int
    card: int
    says: tuple[str, ...]
    words: str
    instead: str
    key: str
    of_alt: bool = False
    lacks: tuple[str, ...] = ()
    beside: int = 1

    @property
    def sentence(self) -> str:
        """What it says otherwise, for an editor."""
        card = "the card" if self.beside == 1 else f"card {self.card + 1}"
        what = f"{'the alt text of ' if self.of_alt else ''}{card} of post {self.position}"
        what = f"{what[0].upper()}{what[1:]}"
        if self.says:
            return f"{what} says {_quoted(self.says)}, which the post does not say."
        return f"{what} does not say {_quoted(self.lacks)}, which the post says."


def _quoted(words: Sequence[str]) -> str:
    shown = ", ".join(f"“{word}”" for word in words[:_SHOWN])
    return f"{shown} and more" if len(words) > _SHOWN else shown


@dataclass(frozen=True)
class ToldCard:
    """One card of a version and the part of the source it tells."""

    content: Content
    heard: ToldLedger
    spec: Mapping[str, Any]
    place: int
    before: Edges = field(default_factory=dict)

    @property
    def post(self) -> Mapping[str, Any]:
        """The post it stands at."""
        found: Mapping[str, Any] = self.content["posts"][self.place]
        return found

    @cached_property
    def of(self) -> Passages:
        tells = self.spec["shows"] or self.post.get("tells", ())
        rest = [tell for tell in tells if tell[0] not in self.under]
        return self._passages(rest or tells)

    @cached_property
    def under(self) -> list[int]:
        """The entries of the headings that stand on it."""
        if "under" in self.spec:
            return list(self.spec["under"])
        if self.spec["kind"] not in _OF_A_BULLET or not self.spec["heading"]:
            return []
        return [n for name in self.spec["heading"].split(_HEADINGS) for n in self._headings(name)]

    def _headings(self, name: str) -> list[int]:
        shown = [tell[0] for tell in self.spec["shows"]]
        most = max(shown, default=len(self.content["ledger"]))
        found = [
            n
            for n, entry in enumerate(self.content["ledger"][: most + 1])
            if entry["part"] == "heading" and entry["text"].rstrip(_COLON) == name
        ]
        return found[-1:]

    @property
    def text(self) -> str:
        speaker = self.spec["speaker"]
        return f"{self.spec['text']}{_BETWEEN}{speaker}" if speaker else str(self.spec["text"])

    @property
    def heading(self) -> str:
        """Its heading as the posts have it now."""
        if not self.under:
            return str(self.spec["heading"])
        names = self.spec["heading"].split(_HEADINGS)
        if len(names) != len(self.under):
            return str(self.spec["heading"])
        pairs = zip(names, self.under, strict=True)
        said = (update_card_words(self._whole(entry), name).rstrip(_COLON) for name, entry in pairs)
        return _HEADINGS.join(filter(None, said))

    @property
    def _still_under(self) -> list[int]:
        """The entries of the headings that are still said."""
        return [entry for entry in self.under if gist_of(self._whole(entry).said)]

    def _whole(self, entry: int) -> Passages:
        return self._passages([[entry, 0, len(self.heard.texts[entry])]])

    def _passages(self, tells: Sequence[Tell]) -> Passages:
        return Passages(self.heard, tells, self.before, self.place, self.all_words)

    @cached_property
    def by_hand(self) -> bool:
        """Whether an editor wrote its words."""
        hand = self.spec.get("hand", ())
        if WORDS in hand:
            return True
        if CARD not in hand or self.spec.get("followed"):
            return False
        told = [token for unit in self.of.units for token in unit.was]
        return gist_of(tokenize_text(self.text)) != gist_of(told)

    @property
    def fields(self) -> Fields:
        """What it is to say now."""
        return self._fields(
            update_card_words(self.of, self.text, by_hand=bool(self.spec.get("bare")))
        )

    def _fields(self, text: str) -> Fields:
        anew: Fields = {"kind": self.spec["kind"], "text": text, "speaker": ""}
        if self.spec["kind"] in _OF_A_BULLET and text != self.text:
            anew |= _as_kind(text, self.spec)
        elif text == self.text:
            anew |= {"text": self.spec["text"], "speaker": self.spec["speaker"]}
        anew |= {"heading": self.heading} | ({"under": self._still_under} if self.under else {})
        return self._standing(anew)

    def _standing(self, fields: Fields) -> Fields:
        """The card dropped where no post says any of its words, and back where one does again."""
        if gist_of(tokenize_text(fields["text"])):
            return fields | ({"dropped": False, "gone": False} if self.spec.get("gone") else {})
        kept = {name: self.spec[name] for name in ("kind", "heading", "text", "speaker")}
        mine = self.spec.get("dropped") and not self.spec.get("gone")
        return kept | ({} if mine else {"dropped": True, "gone": True})

    @property
    def from_the_posts(self) -> Fields:
        """What it would say were it drawn from them: her words too, where nothing contradicts them."""
        if not self.by_hand:
            return self.fields
        mended = update_card_words(self.of, self.text, by_hand=True)
        for words in (mended, apply_unique_changes(self.of, mended)):
            unsaid = find_unsupported_words(self.of, words, strict=True)
            if not unsaid and not find_lacking_signs(self.of, words, strict=True):
                # They stay her words, and she is asked again when the posts change again.
                return self._fields(words) | {"hand": [WORDS]}
        return self._fields(join_tokens(self.of.said))

    @property
    def all_words(self) -> str:
        return _all_words(self.spec)

    def differs(self, fields: Fields) -> bool:
        """Whether it says something else than these."""
        return gist_of(tokenize_text(self.all_words)) != gist_of(tokenize_text(_all_words(fields)))

    @property
    def doubts(self) -> list[str] | None:
        """What its words say that the posts do not: none where they lack words; None where all is well."""
        if self.by_hand:
            said = find_unsupported_words(self.of, self.text, strict=True)
            moved = gist_of(tokenize_text(self.heading)) != gist_of(
                tokenize_text(self.spec["heading"])
            )
            found = [*said, *([self.spec["heading"]] if moved else [])]
            return found or ([] if find_lacking_signs(self.of, self.text, strict=True) else None)
        fields = self.fields
        if fields.get("dropped"):
            return [token.text for token in tokenize_text(self.text) if is_meaningful(token)]
        if not self.differs(fields):
            return None
        said = _beyond(self.all_words, _all_words(fields))
        nowhere = _beyond(" ".join(said), " ".join(p["body"] for p in self.content["posts"]))
        return nowhere or said

    def doubts_of_alts(self, known: Sequence[Token]) -> list[str]:
        pictures = self.spec["drawn"]
        parts = " ".join(str(n) for n in range(1, len(pictures) + 1))
        beside = [*known, *tokenize_text(f"{self.spec['heading']} {self.text} {parts}")]
        mine = gist_of(tokenize_text(self.text)) if self.by_hand else []
        known = [t for t in beside if not mine or gist_of([t])]
        return [
            word
            for picture in pictures
            if ALT in picture.get("hand", ())
            for word in dict.fromkeys(
                [
                    *find_unsupported_words(self.of, picture["alt"], known, strict=False),
                    *_outdated([self.of, *map(self._whole, self.under)], picture["alt"]),
                    *self._left_behind(picture),
                ]
            )
        ]

    @property
    def lacks_in_alts(self) -> list[str]:
        """The signs put into posts that an alt text written by hand leaves away."""
        alts = [each["alt"] for each in self.spec["drawn"] if ALT in each.get("hand", ())]
        if not alts:
            return []
        whole = " ".join(each["alt"] for each in self.spec["drawn"])
        return find_lacking_signs(self.of, whole, strict=False)

    def _left_behind(self, picture: Mapping[str, Any]) -> list[str]:
        """The words of an alt text that the card said when it was written, and that nobody says now."""
        said = {*gist_of(tokenize_text(self.all_words)), *gist_of(self.of.said)}
        old = {*gist_of(tokenize_text(picture.get("beside", "")))} - said
        return [
            t.text
            for t in tokenize_text(picture["alt"])
            if is_meaningful(t) and t.key.casefold() in old
        ]


def _outdated(passages: Sequence[Passages], text: str) -> list[str]:
    """The words of a text that an editor replaced or took out of these passages, and none says now."""
    units = [(of, unit) for of in passages for unit in of.units]
    old = {
        word
        for of, unit in units
        if unit.hunk and (gist_of(unit.now) or not is_said_elsewhere(of, unit.was))
        for word in gist_of(unit.was)
    }
    old -= {word for _, unit in units for word in gist_of(unit.now)}
    return [t.text for t in tokenize_text(text) if is_meaningful(t) and t.key.casefold() in old]


def has_edits(posts: Sequence[Mapping[str, Any]]) -> bool:
    """Whether an editor changed anything: else every card says what its post does."""
    return any(post.get("hand") or any(map(_is_touched, post.get("specs", ()))) for post in posts)


def _is_touched(spec: Mapping[str, Any]) -> bool:
    return bool(spec.get("hand") or spec.get("followed"))


def find_cards_to_redraw(content: Content, before: Content | None = None) -> list[CardRedrawing]:
    """The cards that follow their posts, in an opened content; `before` is it before an edit."""
    edges = edges_of(heard_of(before)) if before else {}
    return [
        CardRedrawing(post, card, fields)
        for post, card, beside in _cards(content, edges)
        if not beside.by_hand and not beside.of.doubtful
        if _other(beside.spec, fields := beside.fields)
    ]


def find_clashes(
    content: Content, among: Collection[int] | None = None, seen: Sequence[str] = ()
) -> list[Clash]:
    """The cards of an opened content that say something else than its posts.

    Only of the posts at `among`, from 1, where that is given; `seen` is what the photo shows.
    """
    known = [token for text in seen for token in tokenize_text(text)]
    found = []
    for post, card, beside in _cards(content, {}):
        if among is not None and post + 1 not in among:
            continue
        if beside.spec.get("dropped") or not beside.spec["drawn"] or beside.post.get("dropped"):
            continue
        words, alts = beside.doubts, beside.doubts_of_alts(known)
        if words is not None or alts or beside.lacks_in_alts:
            found.append(_clash(beside, post, card, words, alts))
    return found


def told_card_at(content: Content, position: int, card: int) -> ToldCard:
    """A card of an opened content beside its passages; the post from 1, the card from 0."""
    post = content["posts"][position - 1]
    return ToldCard(content, heard_of(content), post["specs"][card], position - 1)


def _cards(content: Content, edges: Edges) -> Iterator[tuple[int, int, ToldCard]]:
    if not any(post["specs"] for post in content["posts"]):
        return
    heard = heard_of(content)
    headings = any(content["ledger"][entry]["part"] == "heading" for entry in heard.changed)
    for n, post in enumerate(content["posts"]):
        for k, spec in enumerate(post["specs"]):
            told = {tell[0] for tell in spec["shows"] or post.get("tells", ())}
            if told & heard.changed or _is_touched(spec) or (headings and spec["heading"]):
                yield n, k, ToldCard(content, heard, spec, n, edges)


def _clash(
    beside: ToldCard, post: int, card: int, words: list[str] | None, alts: list[str]
) -> Clash:
    now, instead = beside.all_words, _all_words(beside.from_the_posts)
    lacks = _beyond(instead, now)
    if words is None:
        now = " ".join(p["alt"] for p in beside.spec["drawn"] if ALT in p.get("hand", ()))
        instead = beside.all_words
        lacks = beside.lacks_in_alts
    says = tuple(dict.fromkeys([*(words or ()), *alts]))
    key, count = _key(beside), len(beside.post["specs"])
    clash = Clash(post + 1, card, says, now, instead, key, of_alt=words is None)
    return replace(clash, lacks=tuple(lacks), beside=count)


def _beyond(text: str, other: str) -> list[str]:
    """The words of a text that another one does not say."""
    known = {*gist_of(tokenize_text(other))}
    return [t.text for t in tokenize_text(text) if not known.issuperset(gist_of([t]))]


def _key(beside: ToldCard) -> str:
    """The card's words and those of every post that tells some of it: an answer is to these."""
    entries = {tell[0] for tell in beside.of.tells}.union(beside.under)
    posts = [
        post["body"]
        for post in beside.content["posts"]
        if entries & {tell[0] for tell in post.get("tells", ())}
    ]
    own = [str(beside.spec[name]) for name in ("kind", "heading", "text", "speaker")]
    alts = [picture["alt"] for picture in beside.spec["drawn"]]
    about = "\0".join(["clash", *own, *alts, beside.post["body"], *posts])
    return blake2s(about.encode("utf-8", "replace"), digest_size=12).hexdigest()


def _other(spec: Mapping[str, Any], fields: Fields) -> bool:
    named = ("kind", "heading", "text", "speaker")
    stands = bool(spec.get("dropped")) == fields.get("dropped", bool(spec.get("dropped")))
    return not stands or any(spec[name] != fields[name] for name in named)


def _words(fields: Mapping[str, Any]) -> str:
    said = fields["text"]
    return f"{said}{_BETWEEN}{fields['speaker']}" if fields["speaker"] else str(said)


def _all_words(fields: Mapping[str, Any]) -> str:
    heading = fields["heading"] if fields["kind"] == "bullet" else ""
    return f"{heading}: {_words(fields)}" if heading else _words(fields)


def _as_kind(text: str, spec: Mapping[str, Any]) -> Fields:
    """The kind that a draft would give these words."""
    if spec["kind"] == "quotation" and (found := parse_signed_quotation(text)):
        return {"kind": "quotation", "text": found[0], "speaker": found[1]}
    kind = "quotation" if spec["kind"] == "quotation" and is_only_quotation(text) else "bullet"
    return {"kind": kind, "text": text, "speaker": ""}
