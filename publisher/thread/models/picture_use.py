"""Which newsroom's versions show which pictures: who may look at one is found by an index."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from django.db import models

from publisher.accounts.models import Newsroom


class Shown(models.Model):
    """A picture that stands in a version of this newsroom's; kept as long as the history.

    The picture is named by its hash: a version may name one that is not drawn.
    """

    newsroom = models.ForeignKey(Newsroom, models.CASCADE, related_name="+")
    sha256 = models.CharField(max_length=64)

    class Meta:
        app_label = "thread"
        constraints = [models.UniqueConstraint(fields=["sha256", "newsroom"], name="one_shown")]

    def __str__(self) -> str:
        return self.sha256[:12]


def record_pictures(newsroom: int, content: Mapping[str, Any]) -> None:
    """Keep that this newsroom shows the pictures of this content; twice changes nothing."""
    names = sorted(set(picture_hashes_of(content.get("posts", ()))))
    rows = [Shown(newsroom_id=newsroom, sha256=name) for name in names]
    Shown.objects.bulk_create(rows, ignore_conflicts=True)


def picture_hashes_of(posts: Iterable[Mapping[str, Any]]) -> Iterator[str]:
    """The hashes of the pictures of these posts, also of cards that are dropped and may come back."""
    for post in posts:
        kept = (drawn for spec in post.get("specs", ()) for drawn in spec.get("drawn", ()))
        yield from (card["sha256"] for card in (*post.get("cards", ()), *kept))
