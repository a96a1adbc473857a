"""Marks that stand alone in a source make no post of their own."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.explainer.heuristics import has_content
from publisher.split import BLUESKY, MASTODON, X, split

LONG = "word " * 54 + "end."
SOURCES = {
    "a dash between paragraphs": f"Head\n\n{LONG}\n\n—\n\n{LONG}",
    "a quotation mark as a paragraph": f"<h1>Head</h1><p>“</p><p>{LONG}</p><p>”</p><p>{LONG}</p>",
    "question marks": f"Head\n\n{LONG}\n\n???\n\n{LONG}",
    "items without words": f"<h1>Head</h1><p>{LONG}</p><ul><li>•</li><li>-</li><li>{LONG}</li></ul>",
    "numbers without words": f"Head\n\nSection:\n1.\n2) {LONG}\n3.\n",
    "an ellipsis as an item": f"Head\n\nSection:\n• …\n• “\n• {LONG}\n",
    "marks first": f"***!\n\nHead\n\n{LONG}\n",
}


@pytest.mark.parametrize("source", SOURCES.values(), ids=SOURCES)
@pytest.mark.parametrize("limits", [X, BLUESKY, MASTODON], ids=lambda limits: limits.name)
@pytest.mark.parametrize("style", ["full", "brief"])
def test_no_post_is_marks_alone(source, limits, style):
    draft = split(read(source), limits, style)
    draft.ledger.check()
    assert all(has_content(post.body) for post in draft.posts)


def test_marks_alone_are_named_among_what_is_left_out():
    draft = split(read(f"Head\n\n{LONG}\n\n???\n\n{LONG}"), X)
    assert [(out.reason, out.text) for out in draft.left_out] == [("no words", "???")]


@pytest.mark.parametrize("sign", ["✗", "👍", "❌"])
def test_a_sign_behind_the_last_words_stays_with_them(sign):
    draft = split(read(f"<h1>Head</h1><p>{LONG}</p><p>Troops were sent.</p><p>{sign}</p>"), X)
    assert f"Troops were sent. {sign}" in draft.posts[-1].body


@pytest.mark.parametrize("sign", ["✗", "👍", "❌"])
def test_a_sign_between_words_goes_with_those_behind_it_and_is_told_of(sign):
    found = read(f"<h1>Head</h1><p>Troops were sent.</p><p>{sign}</p><p>They are home.</p>")
    assert f"{sign} They are home." in [part.text for part in found.parts()]
    assert any(f"“{sign}”" in warning for warning in found.warnings)
