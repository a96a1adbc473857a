"""The thread an editor wants for the explainer this project starts from, word for word."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from publisher.explainer import read
from publisher.split import Draft, X, split

SAMPLES = Path(__file__).parents[2].parent / "shared/samples"
WANTED = SAMPLES / "russia-ukraine.thread.md"
ROW = re.compile(r"^\| \d+ \| (.+?) \| (\d+) \| (.+?) \|$", re.MULTILINE)
CARDS = ["headline", *["bullet"] * 6, "quotation", "bullet", None]

pytestmark = pytest.mark.skipif(
    not WANTED.exists(), reason="the samples are not beside the project"
)


@pytest.fixture(scope="module")
def draft() -> Draft:
    return split(read((SAMPLES / "russia-ukraine.txt").read_bytes()), X)


def test_every_post_is_the_wanted_one(draft: Draft) -> None:
    wanted = ROW.findall(WANTED.read_text(encoding="utf-8"))
    assert [post.body for post in draft.posts] == [row[0].replace("⏎", "\n") for row in wanted]
    assert [X.measure(post.text) for post in draft.posts] == [int(row[1]) for row in wanted]


def test_every_post_has_the_wanted_card(draft: Draft) -> None:
    kinds = [post.cards[0].kind if post.cards else None for post in draft.posts]
    assert kinds == CARDS
    assert all(len(post.cards) <= 1 for post in draft.posts)
    assert [post.cards[0].heading for post in draft.posts[1:9]] == (
        ["The backstory"] * 4 + ["The development"] * 4
    )


def test_stale_words_are_found_where_an_editor_wants_them(draft: Draft) -> None:
    stale = {
        number: [post.body[w.start : w.end] for w in post.warnings if w.kind == "stale"]
        for number, post in enumerate(draft.posts, 1)
    }
    assert {number: words for number, words in stale.items() if words} == {
        3: ["Today"],
        6: ["On Wednesday"],
        9: ["now", "in two weeks"],
    }


def test_what_is_left_out_is_named(draft: Draft) -> None:
    assert [left.reason for left in draft.left_out] == [
        "repeated headline",
        *["caption and credit without their photo"] * 2,
        "sign-off",
    ]


def test_the_ledger_adds_up(draft: Draft) -> None:
    draft.ledger.check()
