"""What calls to a network cost, in dollars. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_UP, Decimal

from publisher.networks import links

CENT = Decimal("0.01")
#: What a price can be of; each is a field of Prices.
KINDS = ("post", "link", "alt", "delete", "read")
_WORDS = {
    "post": "post",
    "link": "post with a link",
    "alt": "alt text",
    "delete": "deletion",
    "read": "post read back",
}


@dataclass(frozen=True, slots=True)
class Prices:
    """Dollars a call, as the network asks them from the day `since` on.

    `post` is one without a link, `link` one with; `read` is one post of the own timeline.
    """

    since: date
    post: Decimal
    link: Decimal
    alt: Decimal
    delete: Decimal
    read: Decimal


@dataclass(frozen=True, slots=True)
class PricePart:
    """So many calls of one kind at one price."""

    kind: str
    count: int
    each: Decimal

    @property
    def total(self) -> Decimal:
        return self.count * self.each

    def __str__(self) -> str:
        words = _WORDS[self.kind]
        plural = words.replace("post", "posts", 1) if "post" in words else f"{words}s"
        return f"{self.count} {words if self.count == 1 else plural} at ${self.each:f}"


@dataclass(frozen=True, slots=True)
class Cost:
    """What a thread costs, part by part. A rehearsal costs nothing, but shows what it would."""

    parts: tuple[PricePart, ...]
    rehearsal: bool = False

    @property
    def would_be(self) -> Decimal:
        """Dollars, exactly, if this were no rehearsal."""
        return sum((part.total for part in self.parts), Decimal(0))

    @property
    def total(self) -> Decimal:
        """Dollars, exactly."""
        return Decimal(0) if self.rehearsal else self.would_be

    def __str__(self) -> str:
        price = f"${self.would_be.quantize(CENT, ROUND_UP)}"
        return f"nothing (practice network; it would be {price})" if self.rehearsal else price


def cost_of(
    texts: Sequence[str],
    alts: int,
    prices: Prices,
    *,
    deletes: int = 0,
    reads: int = 0,
    rehearsal: bool = False,
) -> Cost:
    """What posting these texts costs, with so many alt texts set, deletions and posts read.

    Whatever may be a link counts as one: the estimate is never too low for that.
    """
    linked = sum(1 for text in texts if links.find_links(text))
    counts = (len(texts) - linked, linked, alts, deletes, reads)
    return Cost(tuple(_parts(counts, prices)), rehearsal)


def _parts(counts: Sequence[int], prices: Prices) -> Iterator[PricePart]:
    for kind, count in zip(KINDS, counts, strict=True):
        if count:
            yield PricePart(kind, count, getattr(prices, kind))
