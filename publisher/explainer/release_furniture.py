"""What a press release brings beside its story: set aside with a warning, and put back with one press.

Its labels, its end mark and what stands behind it, notes to editors, whom to call, the house about itself.
Nothing is set aside because of one word in it: a line is furniture as a whole, or by what it begins with
and holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from publisher.explainer import clock_times, mail_heads, reasons
from publisher.explainer.embargo_line import only_time
from publisher.explainer.model import Aside, Span
from publisher.explainer.quoting import quote_words
from publisher.explainer.release_words import (
    ABOUT,
    ABOUT_BEHIND,
    ABOUT_US,
    CONTACT,
    ENDS,
    HELPS,
    LABELS,
    MAILED,
    MAYBE_ENDS,
    MORE,
    NOTES,
    OFFERS,
    PRESS,
)
from publisher.explainer.structure import Chunk, Chunks

_STRIPPED = " \t\u00a0\u3000:：.!*_#[]()【】<>|"
_DASHES = "-–—"
_PHONE = re.compile(
    r"(?<![\w.,/:-])(?:\+\d{1,3}[ .()/-]{0,3}(?:\d{1,5}[ .()/-]{1,2}){1,5}\d{2,8}|\+\d{8,14}|"
    r"\(?0\d{1,5}\)?[ ./-]{1,3}\d{2,8}(?:[ ./-]\d{2,6}){0,4}|\(?\d{3}\)?[ .-]\d{3}[.-]\d{4}|0\d{9,11})(?![\w])"
)
_FREE = re.compile(
    r"(?<![\w+-])(?:0?80[08][ -]?\d{2,4}|116[ -]?\d{3}|1[ -]8\d\d[ -]|999\b|112\b|911\b|988\b)"
)
_MAIL = re.compile(r"[\w.+-]{1,64}@[\w-]{1,63}\.[\w.-]{2,63}")
_NAMES_A_WAY = re.compile(
    r"^(?:tel(?:ephone|efon|éfono|éphone)?|phone|mob(?:ile)?|cell|fax|e-?mail|email|t|m|e|p|tél|電話|هاتف)\b[.:]?",
    re.IGNORECASE,
)
_LONGEST_LINE, _LONGEST_LABEL, _LONGEST_ABOUT = 90, 120, 70
_LONGEST_CONTACT, _LONGEST_HELP = 400, 300
_MOST_SHOWN, _LONGEST_SHOWN = 6, 60
_LEAST_STORY, _LAST = 60, 3
_OUTSIDE = re.compile(r"^[\W_]+|(?<![\W_])[\W_]+$")
_SENTENCE_INSIDE = re.compile(r"[.!?。؟]\s+\w+\s+\w+\s+\w+")


def _all(*tables: Mapping[str, tuple[str, ...]]) -> tuple[str, ...]:
    return tuple(
        clock_times.plain_words(words)
        for table in tables
        for row in table.values()
        for words in row
    )


_LABELS, _NOTES, _PRESS, _CONTACT = _all(LABELS), _all(NOTES), _all(PRESS), _all(CONTACT)
_OFFERS = _all(OFFERS)
_ABOUT = tuple(clock_times.plain_words(words) for words in ABOUT)
#: A source that holds none of these pieces holds no label, note or contact; a quick look.
_SIGNS = (
    "release", "immediate", "embargo", "press", "mitteilung", "sofortig", "immédiat", "inmediata", "prensa", "stampa", "persbericht",
    "imprensa", "صحف", "صحاف", "للنشر", "プレス", "報道", "即時", "editor", "journalist", "desk", "media", "interview", "communications", "statement", "boilerplate", "medien", "medios",
    "entrevista", "please contact", "sent from ", "get outlook", "gesendet", "envoyé", "enviado", "inviato", "verstuurd", "wysłane", "から送信",
    "redaktion", "rédact", "éditeur", "redacción", "periodist", "محرر", "編集", "médias", "الإعلام",
)  # fmt: skip
_LONGEST_END = 20


def set_aside_furniture(all_: Chunks, *, held: bool) -> list[str]:
    """Put the furniture of a press release aside and give the warnings; `held` where it has an embargo."""
    over = mail_heads.take_mail_heads(all_)
    marks = _Marks(all_)
    held = held or bool(over)
    if not marks.any and not held:
        return []
    taken = {at: why for at, why in marks.found(held=held) if not is_helpline(all_.chunks[at].text)}
    for at, reason in sorted(taken.items()):
        chunk = all_.chunks[at]
        all_.asides.append(Aside(Span(marks.begins(at), chunk.end), reason))
    warnings = list(_warnings([*over, *(all_.chunks[at].text for at in sorted(taken))]))
    all_.chunks = [chunk for at, chunk in enumerate(all_.chunks) if at not in taken]
    _name_end_mark(all_)
    return warnings


def _name_end_mark(all_: Chunks) -> None:
    """Name “###” behind the last word of a story as what it is."""
    last = max((chunk.end for chunk in all_.chunks), default=0)
    for at, aside in enumerate(all_.asides):
        words = all_.source[aside.span.start : aside.span.end]
        if aside.span.start >= last and aside.reason == "separator" and set(words) <= {"#", " "}:
            all_.asides[at] = Aside(aside.span, reasons.FURNITURE)


def _warnings(taken: Sequence[str]) -> Iterator[str]:
    if taken:
        shown = ", ".join(quote_words(_short(words)) for words in taken[:_MOST_SHOWN])
        more = f" and {len(taken) - _MOST_SHOWN} more" if len(taken) > _MOST_SHOWN else ""
        yield f"Left out as press release furniture: {shown}{more}. Put back what belongs to the story."


def _short(words: str) -> str:
    if len(words) <= _LONGEST_SHOWN:
        return words
    return f"{words[:_LONGEST_SHOWN].rsplit(' ', 1)[0]} …"


def is_helpline(text: str) -> bool:
    """Say whether a line tells readers whom to call for help."""
    if len(text) > _LONGEST_HELP or not (_reachable(text) or _FREE.search(text)):
        return False
    small = clock_times.plain_words(text)
    if any(words in small for words in _OFFERS):
        return False
    named = any(words in small for words in HELPS) or bool(_FREE.search(text))
    return named and not small.lstrip(_STRIPPED + _DASHES).startswith((*_PRESS, *_NOTES))


class _Marks:
    """The chunks of a source in plain small letters, and what each of them may be."""

    def __init__(self, all_: Chunks) -> None:
        self.all = all_
        self.chunks = all_.chunks
        small = clock_times.lowercase_words(all_.source)
        ends = (at for at, chunk in enumerate(self.chunks) if len(chunk.text) <= _LONGEST_END)
        self.any = (
            "##" in small
            or any(sign in small for sign in _SIGNS)
            or any(at and (self._ends(at) or self._goes_on(at)) for at in ends)
        )

    def begins(self, at: int) -> int:
        """Where the line of a chunk begins, with the dash that was taken for its bullet."""
        chunk = self.chunks[at]
        before = (
            self.all.source[:0]
            if chunk.start == 0
            else self.all.source[max(0, chunk.start - 8) : chunk.start]
        )
        line = before.rsplit("\n", 1)[-1]
        return (
            chunk.start - len(line.lstrip())
            if line.strip(_STRIPPED + _DASHES) == ""
            else chunk.start
        )

    def raw(self, at: int) -> str:
        return self.all.source[self.begins(at) : self.chunks[at].end].strip()

    def found(self, *, held: bool) -> Iterator[tuple[int, str]]:
        """Give which chunks are furniture, and why; a later word on one counts."""
        labels = [at for at in range(len(self.chunks)) if self._is_label(at)]
        tail = self._tail()
        press = [
            at
            for at in range(len(self.chunks))
            if self._says(at, _PRESS) or (at and self._offers(at))
        ]
        release = held or bool(labels) or tail < len(self.chunks)
        yield from ((at, reasons.FURNITURE) for at in (*labels, *self._lone(tail)))
        for at in press:
            yield from self._contact(at)
        release = release or any(True for at in press for _ in self._contact(at))
        if release:
            yield from self._in_release(tail)
        yield from ((at, reasons.FURNITURE) for at in range(tail, len(self.chunks)))

    def _in_release(self, tail: int) -> Iterator[tuple[int, str]]:
        for at in range(1, tail):
            if self._says(at, _CONTACT):
                yield from self._contact(at)
            elif _only_contact(self.chunks[at].text):
                yield at, reasons.CONTACT
        yield from self._about(tail)

    def _about(self, tail: int) -> Iterator[tuple[int, str]]:
        """Give a house about itself, where nothing but furniture follows."""
        gone = {at for start in range(tail) for at, _ in self._contact_at(start)}
        end = tail
        while end > 1 and end - 1 in gone:
            end -= 1
        for at in range(max(1, end - 4), end):
            if self._is_about(at) and not any(
                self.chunks[n].kind == "heading" for n in range(at + 1, end)
            ):
                yield from ((n, reasons.FURNITURE) for n in range(at, end))
                return

    def _contact_at(self, at: int) -> Iterator[tuple[int, str]]:
        return self._contact(at) if self._says(at, (*_PRESS, *_CONTACT)) else iter(())

    def _is_about(self, at: int) -> bool:
        text = self.chunks[at].text
        small = clock_times.plain_words(text)
        if small.partition(":")[0].strip(_STRIPPED + _DASHES) in ABOUT_US:
            return True
        if len(text) > _LONGEST_ABOUT or text.rstrip().endswith(("?", ".")):
            return False
        if small.endswith(ABOUT_BEHIND):
            return True
        begun = next((words for words in _ABOUT if small.startswith(words)), "")
        name = text[len(begun) :].strip(_STRIPPED)
        after = self.chunks[at + 1].text if at + 1 < len(self.chunks) else ""
        return bool(begun and name) and clock_times.plain_words(name) in clock_times.plain_words(
            after[: len(name) + 20]
        )

    def _is_label(self, at: int) -> bool:
        text = self.chunks[at].text
        if len(text) > _LONGEST_LABEL:
            return False
        small = _OUTSIDE.sub("", clock_times.plain_words(text))
        if not small.startswith(_LABELS):
            return False
        label = max((words for words in _LABELS if small.startswith(words)), key=len, default="")
        rest = small[len(label) :].strip(_STRIPPED + _DASHES + ",;/·")
        return bool(label) and (not rest or rest in _LABELS or only_time(rest))

    def _lone(self, tail: int) -> Iterator[int]:
        """Give end marks and notes before the tail: the story goes on behind them."""
        for at in range(tail):
            if (at and (self._ends_plainly(at) or self._goes_on(at))) or (
                at and at >= len(self.chunks) - _LAST and self._is_mailed(at)
            ):
                yield at
            elif self._says(at, _NOTES):
                yield at
                under = range(at + 1, tail)
                yield from takewhile(
                    lambda n: self.chunks[n].block == self.chunks[n - 1].block, under
                )

    def _tail(self) -> int:
        """Give the first chunk of what stands behind the story; as many as there are if nothing does."""
        sizes = [len(chunk.text) for chunk in self.chunks]
        story = 0
        for at in range(1, len(self.chunks)):
            story += sizes[at - 1] if at > 1 else 0
            if story >= _LEAST_STORY and (self._heads_notes(at) or self._ends_dashed(at)):
                return at
            if not (self._ends(at) or self._says(at, _NOTES) or self._ruled_off(at)):
                continue
            known = [self._is_known(n) for n in range(at + 1, len(self.chunks))]
            if sum(sizes[at + 1 :]) <= sum(sizes[:at]) or all(known) or self._notes_follow(at):
                return at
        return len(self.chunks)

    def _heads_notes(self, at: int) -> bool:
        """Say whether a chunk is the heading of notes, with none of them behind it on its line."""
        text = _OUTSIDE.sub("", clock_times.plain_words(self.chunks[at].text))
        return text in _NOTES and self._says(at, _NOTES)

    def _ends_dashed(self, at: int) -> bool:
        """Say whether a line is “-ENDS-”, which no story has."""
        line = self.raw(at)
        return self._ends(at) and line[0] in _DASHES and line[-1] in _DASHES

    def _notes_follow(self, at: int) -> bool:
        """Say whether notes or contacts stand next behind an end mark."""
        return self._ends(at) and self._says(at + 1, (*_NOTES, *_PRESS))

    def _offers(self, at: int) -> bool:
        """Say whether a line offers people to talk to, and a way to reach them."""
        text = self.chunks[at].text
        if len(text) > _LONGEST_CONTACT or not _reachable(text):
            return False
        small = clock_times.plain_words(text)
        return any(words in small for words in _OFFERS)

    def _is_mailed(self, at: int) -> bool:
        text = self.chunks[at].text
        small = clock_times.plain_words(text).lstrip(_STRIPPED + _DASHES)
        return len(text) <= _LONGEST_LINE and small.startswith(MAILED)

    def _ends(self, at: int) -> bool:
        line = self.raw(at)
        small = clock_times.plain_words(line).strip()
        if small.strip(_STRIPPED) in ENDS or small.strip(_STRIPPED + _DASHES) == "ends":
            return True
        if small.strip(_STRIPPED + _DASHES) not in MAYBE_ENDS:
            return False
        dashed = line[0] in _DASHES and line[-1] in _DASHES
        shouted = line.upper() == line != line.lower()
        follows = at + 1 < len(self.chunks) and self._is_known(at + 1)
        return dashed or shouted or follows

    def _ruled_off(self, at: int) -> bool:
        """Say whether “###” stands before a chunk that is furniture by its beginning."""
        between = self.all.source[self.chunks[at - 1].end : self.chunks[at].start]
        return "##" in between.replace(" ", "") and (self._is_known(at) or self._is_about(at))

    def _is_known(self, at: int) -> bool:
        return (
            self._says(at, (*_NOTES, *_PRESS, *_CONTACT))
            or self._is_label(at)
            or self._ends_plainly(at)
        )

    def _ends_plainly(self, at: int) -> bool:
        return clock_times.plain_words(self.raw(at)).strip(_STRIPPED + _DASHES) == "ends"

    def _goes_on(self, at: int) -> bool:
        line = self.raw(at)
        marked = line[0] in "(-–—[" or line.isupper() or " " in line
        return marked and clock_times.plain_words(line).strip(_STRIPPED + _DASHES) in MORE

    def _says(self, at: int, heads: tuple[str, ...]) -> bool:
        """Say whether a chunk begins with one of these as a heading of its own."""
        if at >= len(self.chunks):
            return False
        small = clock_times.plain_words(self.chunks[at].text[:_LONGEST_LABEL]).lstrip(
            _STRIPPED + _DASHES
        )
        if not small.startswith(heads):
            return False
        head = max((words for words in heads if small.startswith(words)), key=len, default="")
        rest = small[len(head) :].lstrip(" ")
        return (
            head.endswith(" ")
            or not rest
            or rest[0] in ":：-–—,.|(/"
            or (heads is not _NOTES and _reachable(small))
        )

    def _contact(self, at: int) -> Iterator[tuple[int, str]]:
        """Give a contact and the lines under it, if there is a number or an address to reach it at."""
        if _reachable(self.chunks[at].text) and len(self.chunks[at].text) <= _LONGEST_CONTACT:
            found = [at]
        elif len(self.chunks[at].text) <= _LONGEST_LINE:
            found = [at, *self._lines_under(at)]
        else:
            return
        while found[-1] + 1 < len(self.chunks) and _only_contact(self.chunks[found[-1] + 1].text):
            found.append(found[-1] + 1)
        if any(_reachable(self.chunks[n].text) for n in found):
            yield from ((n, reasons.CONTACT) for n in found)

    def _lines_under(self, at: int) -> Iterable[int]:
        """Give the short lines under a heading, up to the last that can be reached."""
        end = at + 1
        while end < len(self.chunks) and _line(self.chunks[end]):
            end += 1
        lines = range(at + 1, min(end, at + 9))
        last = max((n for n in lines if _reachable(self.chunks[n].text)), default=at)
        return range(at + 1, last + 1)


def _line(chunk: Chunk) -> bool:
    text = chunk.text
    return (
        chunk.kind in ("text", "bullet")
        and len(text) <= _LONGEST_LINE
        and not _SENTENCE_INSIDE.search(text)
    )


def _reachable(text: str) -> bool:
    return bool(_PHONE.search(text) or _MAIL.search(text))


def _only_contact(text: str) -> bool:
    """Say whether a line is a telephone number or a mail address and nothing else."""
    if len(text) > _LONGEST_LINE or not _reachable(text):
        return False
    rest = _MAIL.sub("", _PHONE.sub("", text))
    rest = _NAMES_A_WAY.sub("", rest.strip(_STRIPPED + _DASHES + ",;/"))
    return not rest.strip(_STRIPPED + _DASHES + ",;/")
