"""What an editor is asked about cards that say something else than their thread, and has answered.

An answer is kept as a Move by a key over exactly the words it is about: a later change asks again.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from publisher.thread.agreeing import Clash, find_clashes
from publisher.thread.models import Article, Move, Thread
from publisher.thread.opening import open_content
from publisher.thread.transitions import RIGHT


def find_unanswered_clashes(
    thread: Thread,
    content: Mapping[str, Any],
    among: Collection[int] | None = None,
    moves: Iterable[Move] | None = None,
) -> list[Clash]:
    """The clashes of a stored version that nobody has said to keep, of the posts at `among` or of all.

    `moves` are all of the thread's, the newest last, where they were read already.
    """
    found = find_clashes(open_content(content), among, seen_of(thread.article))
    if not found:
        return []
    if moves is None:
        keys = [clash.key for clash in found]
        rows = Move.objects.filter(thread=thread, subject="check", before__in=keys)
        moves = rows.order_by("id")
    answers = {move.before: move.after for move in moves if move.subject == "check"}
    return [clash for clash in found if answers.get(clash.key) != RIGHT]


def seen_of(article: Article) -> Sequence[str]:
    """What an alt text may say of the photo behind a headline."""
    return (article.photo_alt, article.photo_credit) if article.photo_id else ()


def describe_refusal(found: Sequence[Clash]) -> str:
    """Why it cannot be approved, and what to press."""
    said = " ".join(clash.sentence for clash in found)
    draw = (
        "Use the card’s words" if all(clash.of_alt for clash in found) else "Draw it from the post"
    )
    where = "Beside it" if len(found) == 1 else "Beside each"
    press = f"{where}, press “{draw}”, or keep it as it is."
    return f"{said} {press} Nothing was approved."
