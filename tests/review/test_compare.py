from __future__ import annotations

import copy
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.review.compare import PlaceStep, align_posts, list_changes
from publisher.review.edit import edit_post
from publisher.review.text_runs import TextRun
from tests.builders import content

bodies = st.lists(st.text(alphabet="abc ", min_size=1, max_size=8), min_size=1, max_size=6)


def made(*words: str) -> dict[str, Any]:
    return content(*words, cards=False)


def told(before: dict[str, Any], after: dict[str, Any]) -> list[str]:
    return [change.what for change in list_changes(before, after)]


def test_a_change_names_its_post():
    (change,) = list_changes(made("Head", "it is late"), made("Head", "it is here"))
    assert change.what == "Post 2"
    assert TextRun("late", "del") in change.pieces
    assert TextRun("here", "ins") in change.pieces


@pytest.mark.parametrize(
    ("after", "what"),
    [
        (("One", "Two", "Three", "Four"), []),
        (("One", "Two", "Four"), ["Post 3 was left out"]),
        (("One", "Two", "Three", "Four", "Five"), ["Post 5 is new"]),
        (("One", "Three", "Two", "Four"), ["Post 3 moved to 2"]),
        (("Four", "One", "Two", "Three"), ["Post 4 moved to 1"]),
        (("One", "New", "Two", "Three", "Four"), ["Post 2 is new"]),
        (("One", "Two!", "Three", "Four"), ["Post 2"]),
        (("One", "Two", "Three Four"), ["Posts 3 and 4 became one, now 3"]),
        (("One Two Three Four",), ["Posts 1, 2, 3 and 4 became one, now 1"]),
    ],
)
def test_what_became_of_the_posts_is_told_sensibly(after, what):
    assert told(made("One", "Two", "Three", "Four"), made(*after)) == what


def test_a_post_that_was_split_is_told_as_that():
    before = made("Head", "It broke down. It was towed.", "End")
    after = made("Head", "It broke down.", "It was towed.", "End")
    assert told(before, after) == ["Post 2 was split into 2 and 3"]


def test_a_post_changed_and_pushed_down_is_the_same_post():
    before = made("Head", "The ferry broke down in March.")
    after = made("Head", "A new one", "The ferry broke down in May.")
    assert told(before, after) == ["Post 2 is new", "Post 2, now 3"]


def test_cards_and_alt_texts_are_told():
    before = content("Head", "It broke down.")
    after = copy.deepcopy(before)
    after["posts"][0]["cards"][0]["alt"] = "Another head"
    after["posts"][1]["cards"] = []
    assert told(before, after) == ["Alt text of card of post 1", "Card of post 2 taken away"]
    assert told(after, before)[1] == "Card of post 2 is new"


def test_a_card_drawn_anew_is_told_once_for_a_theme():
    before = content("Head", "It broke down.")
    after = copy.deepcopy(before)
    for post in after["posts"]:
        post["cards"][0]["sha256"] = "f" * 64
    assert told(before, after) == ["Card of post 1 drawn anew", "Card of post 2 drawn anew"]
    assert told(before, after | {"theme": "dark"}) == ["Cards drawn in the dark theme"]


def test_numbers_and_replies_are_told():
    before = made("Head")
    after = made("Head") | {"numbering": "(n)", "replies": "following"}
    assert told(before, after) == [
        "Numbered “(n)”, before “n/N behind”",
        "Who may reply: following, before everyone",
    ]


@given(bodies, bodies)
def test_every_post_of_both_versions_is_told_of_once(old, new):
    steps = align_posts(made(*old)["posts"], made(*new)["posts"])
    assert sorted(n for step in steps for n in step.old) == list(range(len(old)))
    assert sorted(n for step in steps for n in step.new) == list(range(len(new)))


@given(bodies)
def test_a_version_beside_itself_has_no_change(words):
    posts = made(*words)["posts"]
    assert align_posts(posts, posts) == [PlaceStep((n,), (n,)) for n in range(len(words))]
    assert list_changes(made(*words), made(*words)) == []


@pytest.fixture
def three(thread, ines, mara):
    """Three versions: of the writer, and of an editor."""
    edit_post(thread, rev=1, position=2, body="It broke down in May.", who=ines)
    edit_post(thread, rev=2, position=3, body="The money is there.", who=mara)
    return thread


pytestmark = pytest.mark.django_db


def compared(desk, thread, text, **asked) -> str:
    return str(text(desk.get(f"/threads/{thread.public_id}/versions", asked)))


def test_the_newest_is_compared_with_the_one_before(desk, three, text):
    page = compared(desk, three, text)
    assert "From version 2 to 3" in page
    assert "2 changes" in page
    assert "Card of post 3" in page


def test_any_two_versions_can_be_compared(desk, three, text):
    page = compared(desk, three, text, **{"from": "1", "to": "3"})
    assert "From version 1 to 3" in page
    assert "[taken out: </span>March.<" in page
    assert "[put in: </span>there.<" in page
    back = compared(desk, three, text, **{"from": "3", "to": "1"})
    assert "[put in: </span>March.<" in back


@pytest.mark.parametrize("asked", ["0", "99", "x", "-1"])
def test_a_version_that_is_not_there_is_the_newest(desk, three, text, asked):
    assert "From version 2 to 3" in compared(desk, three, text, to=asked)


def test_one_version_beside_itself_says_so(desk, thread, text):
    assert "The two say the same" in compared(desk, thread, text)
