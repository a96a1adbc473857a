"""A version of a long thread is written down in the time its length says."""

from __future__ import annotations

from publisher.explainer import read
from publisher.split import X, split
from publisher.thread.revision_content import content_of
from tests.architecture.patterns import seconds

#: Four times the text takes four times as long, or sixteen where it takes the square.
MOST = 9


def version_of(points: int):
    told = "".join(f"• Point {n} of it, said here and there.\n---\n" for n in range(points))
    explainer = read(f"Headline of it\n\n{told}")
    draft = split(explainer, X)
    pictures: list[list[list[dict[str, object]]]] = [
        [[] for _ in post.cards] for post in draft.posts
    ]
    return lambda: content_of(explainer, draft, pictures, X, "light")


def test_a_long_ledger_takes_as_long_as_its_length_says():
    small, large = version_of(400), version_of(1600)

    assert seconds(large) / seconds(small) < MOST


def test_every_separator_is_named_with_its_reason():
    ledger = version_of(3)()["ledger"]

    assert [entry["left_out"] for entry in ledger if entry["text"] == "---"] == ["separator"] * 3
