"""No post of nothing but a mark: wherever a post is cut, what belongs together stays together."""

from __future__ import annotations

import pytest

from publisher.explainer.heuristics import has_content
from publisher.review.errors import EmptyPost
from publisher.review.shape.errors import NoCut
from publisher.review.shape.opened_content import apply_shape
from publisher.review.shape.post_shapes import reword_post, split_post
from publisher.review.split_points import list_split_points
from publisher.split import X, find_cautions
from tests.review.shape.threads import bodies, check, drafted

LISTED = """Harbour: the ferry is late

The backstory:

• The old ferry broke down in March.
• Nobody had looked at its engine.
• “We had no money,” said the captain.
"""

BODIES = [
    "The backstory:\n• The old ferry broke down.\n• Nobody looked. “It was sad,” he said.",
    "1. The first point is here.\n2. The second is « not » here.\n\n3) The third.",
    "He said: “We shall go.” Then he went – and came back …",
    "– One thing\n– Another thing\n— “ A third thing ”",
    "① Erstens „so“.\n② Zweitens (nicht so).",
    "他说「我们走」。然后走了。",
    "¿Qué pasa? ¡Nada! • Fin.",
    "Yes.\n\n✗ Troops were sent.\n\n…\n\n• No.",
]
MARKS = ["•", "•\n•", "1.", "2)", "(3)", "a)", "–", "—", "“", "” …", "…", "!?", "①", "-- *"]


def done(content, *given, act=split_post):
    after = apply_shape(content, lambda now, limits: act(now, *given, limits), X)
    check(after)
    return after


@pytest.mark.parametrize("body", BODIES)
def test_wherever_a_post_is_cut_both_halves_have_words(body):
    content = done(drafted(LISTED), 2, body, act=reword_post)
    for at in range(-1, len(body) + 2):
        try:
            after = done(content, 2, at)
        except NoCut:
            continue
        one, other = bodies(after)[1:3]
        assert has_content(one), (at, one)
        assert has_content(other), (at, other)
        assert not one.endswith(("•", "\n1.", "2.", "“", "«", "¿", "①", "「")), (at, one)
        assert "".join(body.split()) == "".join((one + other).split())


@pytest.mark.parametrize("body", BODIES)
def test_every_place_on_offer_can_be_taken(body):
    content = done(drafted(LISTED), 2, body, act=reword_post)
    headings = {"The backstory:"}
    for at, words in list_split_points(body, headings):
        halves = bodies(done(content, 2, at))[1:3]
        assert halves[1].removeprefix("• ").startswith(words.rstrip("…"))


def test_a_mark_goes_along_with_its_words():
    content = drafted(LISTED)
    body = content["posts"][1]["body"]
    at = body.index("Nobody")
    assert bodies(done(content, 2, at))[1:3] == [body[: at - 3], body[at - 2 :]]


def test_a_cut_behind_a_heading_goes_before_it():
    content = done(drafted(LISTED), 2, "It was so.\nThe backstory:\n• Then this.", act=reword_post)
    after = done(content, 2, len("It was so.\nThe backstory:\n"))
    assert bodies(after)[1:3] == ["It was so.", "The backstory:\n• Then this."]


def test_a_heading_is_not_left_alone():
    content = drafted(LISTED)
    with pytest.raises(NoCut):
        done(content, 2, len("The backstory:\n"))


@pytest.mark.parametrize("marks", MARKS)
def test_marks_alone_are_no_words_of_a_post(marks):
    with pytest.raises(EmptyPost):
        done(drafted(LISTED), 2, marks, act=reword_post)
    assert "empty" in {caution.kind for caution in find_cautions(marks, X)}


@pytest.mark.parametrize("words", ["No.", "2027", "Ja", "是", "…and then", "1. First"])
def test_a_short_post_is_one_all_the_same(words):
    assert bodies(done(drafted(LISTED), 2, words, act=reword_post))[1] == words
