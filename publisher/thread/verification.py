"""What one read of all posts found, after a thread was out: the value kept in `Thread.proof`. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any, Self

from publisher.networks.base import SeenPost

#: What a move of subject "proof" says a read has come to.
WHOLE, FLAWED, UNREAD = "whole", "flawed", "unread"


class Flaw(StrEnum):
    """What can be otherwise than it was sent."""

    GONE = "gone"
    CHAIN = "chain"
    PICTURE = "picture"
    ALT = "alt"


@dataclass(frozen=True, slots=True)
class SentPost:
    """One post as its receipt tells it; `reply_to` is the network's id of its parent."""

    position: int
    remote_id: str
    reply_to: str | None
    answers: int | None
    pictures: int


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is not as it was sent; `of` is the picture's number or the post answered."""

    flaw: str
    position: int
    of: int = 0

    def words(self, network: str) -> str:
        """It as a sentence."""
        return _WORDS[Flaw(self.flaw)].format(n=self.position, of=self.of, network=network)


_WORDS = {
    Flaw.GONE: "Post {n} is not on {network} any more: it was deleted by hand, by whom is not known.",
    Flaw.CHAIN: "Post {n} does not answer post {of}: the chain is broken there.",
    Flaw.PICTURE: "Post {n} is shown without picture {of}.",
    Flaw.ALT: "Picture {of} of post {n} has no alt text.",
}


@dataclass(frozen=True, slots=True)
class Proof:
    """What is known so far: `said` why it could not be read, `missing` what is looked for again.

    `kept` names who decided to leave it as it is.
    """

    read: int = 0
    findings: tuple[Finding, ...] = ()
    missing: tuple[int, ...] = ()
    said: str = ""
    kept: str = ""
    pictures: int = 0

    @classmethod
    def of(cls, kept: Mapping[str, Any] | None) -> Self:
        """The value of what was kept; an empty one where nothing was."""
        values = dict(kept or {})
        findings = tuple(Finding(**each) for each in values.pop("findings", ()))
        return cls(**values | {"findings": findings, "missing": tuple(values.get("missing", ()))})

    @property
    def json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def whole(self) -> bool:
        """Whether everything is there as it was sent."""
        return not self.findings and not self.said

    @property
    def open(self) -> bool:
        """Whether an editor has something to decide."""
        return bool(self.findings) and not self.kept

    def words(self, network: str) -> str:
        """All of it in sentences."""
        if self.said:
            return f"{network} could not be read: {self.said}"
        if self.findings:
            return " ".join(finding.words(network) for finding in self.findings)
        return _all_well(self.read, self.pictures)


def find_discrepancies(sent: Sequence[SentPost], seen: Mapping[str, SeenPost]) -> list[Finding]:
    """What is not as it was sent, post by post."""
    return [finding for post in sent for finding in _of_post(post, seen.get(post.remote_id))]


def _of_post(post: SentPost, seen: SeenPost | None) -> Iterator[Finding]:
    if seen is None:
        yield Finding(Flaw.GONE, post.position)
        return
    # What the network did not say is no finding.
    if seen.reply_to != post.reply_to and not seen.unplaced:
        yield Finding(Flaw.CHAIN, post.position, post.answers or 0)
    shown = seen.alts[: post.pictures]
    for number in range(len(shown) + 1, post.pictures + 1):
        yield Finding(Flaw.PICTURE, post.position, number)
    for number, alt in enumerate(shown, 1):
        if alt is not None and not alt.strip():
            yield Finding(Flaw.ALT, post.position, number)


def _all_well(posts: int, pictures: int) -> str:
    if not posts:
        return "Nothing of it is out any more."
    if posts == 1:
        return f"The post is there{', its picture with alt text' if pictures else ''}."
    chained = f"All {posts} posts are there, each under the one it answers"
    return f"{chained}{', every picture with its alt text' if pictures else ''}."
