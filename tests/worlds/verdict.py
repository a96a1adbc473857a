"""The judge: what a network has applied, held against what was approved. Pure; it sees no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, fields
from typing import Any

Line = Mapping[str, Any]


@dataclass(frozen=True)
class Approved:
    """A thread as it was approved: the first line of each post; those must be out, or may."""

    handle: str
    posts: tuple[str, ...]
    whole: bool = True


@dataclass(frozen=True)
class Stop:
    """A stop, between two places in the log, of these posts: one that was under way may finish."""

    posts: frozenset[str]
    after: int
    before: int = 1 << 60


@dataclass
class Verdict:
    """How often each promise was broken."""

    lost: int = 0
    doubled: int = 0
    out_of_order: int = 0
    unapproved: int = 0
    after_stop: int = 0
    words: list[str] = field(default_factory=list)

    def __str__(self) -> str:
        names = [each.name for each in fields(self) if each.name != "words"]
        return " ".join(f"{name.replace('_', '-')} {getattr(self, name)}" for name in names)

    @property
    def clean(self) -> bool:
        return not self.words

    def blame(self, name: str, times: int, what: str) -> None:
        if times > 0:
            setattr(self, name, getattr(self, name) + times)
            self.words.append(f"{name}: {what}")


def judge(log: Iterable[Line], threads: Sequence[Approved], stops: Sequence[Stop] = ()) -> Verdict:
    """Count what is lost, doubled, out of order, unapproved or sent after a stop."""
    posts = [line for line in log if line["act"] == "post"]
    out: dict[tuple[str, str], list[Line]] = {}
    for line in posts:
        out.setdefault((line["handle"], first_line(line)), []).append(line)
    verdict = Verdict()
    wanted = {(thread.handle, text) for thread in threads for text in thread.posts}
    for (handle, text), lines in out.items():
        if (handle, text) not in wanted:
            verdict.blame("unapproved", len(lines), f"{handle}: {text}")
        verdict.blame("doubled", len(lines) - 1, f"{handle}: {text}")
    for thread in threads:
        _judge_thread(thread, out, verdict)
    for stop in stops:
        _judge_stop(stop, posts, verdict)
    return verdict


def first_line(line: Line) -> str:
    return str(line["text"]).split("\n")[0]


def _judge_thread(
    thread: Approved, out: Mapping[tuple[str, str], list[Line]], verdict: Verdict
) -> None:
    parent, seq = None, 0
    gap = ""
    for text in thread.posts:
        lines = out.get((thread.handle, text))
        if not lines:
            gap = text
            verdict.blame("lost", int(thread.whole), f"{thread.handle}: {text}")
            continue
        line = lines[0]
        wrong = bool(gap) or line["parent"] != parent or line["seq"] <= seq
        verdict.blame("out_of_order", int(wrong), f"{thread.handle}: {text}")
        parent, seq = line["id"], line["seq"]


def _judge_stop(stop: Stop, posts: Iterable[Line], verdict: Verdict) -> None:
    late = [
        first_line(line)
        for line in posts
        if first_line(line) in stop.posts and stop.after < line["seq"] <= stop.before
    ]
    verdict.blame("after_stop", len(late) - 1, ", ".join(late))
