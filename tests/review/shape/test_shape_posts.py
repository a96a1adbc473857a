from __future__ import annotations

from typing import Any, cast

import pytest

from publisher.review.errors import EmptyPost, NoSuchPost, TooLong
from publisher.review.shape.errors import (
    NoCut,
    NoNeighbour,
    NoSuchPassage,
    OnlyPost,
    TogetherTooLong,
    TooManyCards,
)
from publisher.review.shape.opened_content import apply_shape
from publisher.review.shape.post_shapes import (
    leave_out,
    merge_posts,
    put_in,
    reorder_post,
    reword_post,
    split_post,
)
from publisher.split import X
from tests.review.shape.threads import bodies, check, drafted, left_out, picture


def done(content, act, *given):
    after = apply_shape(content, lambda now, limits: act(now, *given, *([limits] if act not in {reorder_post, leave_out} else [])), X)  # fmt: skip
    check(after)
    return after


def entry(content, words):
    return next(entry for entry in content["ledger"] if entry["text"].startswith(words))


def number(content, words):
    return content["ledger"].index(entry(content, words))


@pytest.fixture
def content():
    made = drafted()
    check(made)
    return made


def test_a_post_is_split_and_both_halves_are_numbered(content):
    at = content["posts"][1]["body"].index("Nobody")
    after = done(content, split_post, 2, at)
    assert bodies(after)[1:3] == [
        "The backstory:\nThe old ferry broke down in March.",
        content["posts"][1]["body"][at:],
    ]
    assert after["posts"][2]["text"].endswith(f"3/{len(after['posts'])}")
    assert entry(after, "The old ferry")["posts"] == [2, 3]


def test_a_card_stays_with_the_first_words_it_shows(content):
    after = done(content, split_post, 2, content["posts"][1]["body"].index("Nobody"))
    assert [len(post["cards"]) for post in after["posts"][1:3]] == [1, 0]


@pytest.mark.parametrize("at", [0, -3, 1000])
def test_a_cut_needs_words_on_both_sides(content, at):
    with pytest.raises(NoCut, match="Post 2"):
        done(content, split_post, 2, at)


def test_a_cut_inside_a_word_is_made_before_it(content):
    after = done(content, split_post, 2, content["posts"][1]["body"].index("obody"))
    assert bodies(after)[2].startswith("Nobody")


def test_merging_what_was_split_gives_the_post_back(content):
    at = content["posts"][1]["body"].index("Nobody")
    again = done(done(content, split_post, 2, at), merge_posts, 2)
    assert bodies(again) == bodies(content)
    assert [e["posts"] for e in again["ledger"]] == [e["posts"] for e in content["ledger"]]


def test_two_that_are_too_long_together_say_by_how_much(content):
    long = done(content, reword_post, 2, "a " * 120)
    with pytest.raises(TogetherTooLong, match="Posts 2 and 3 are") as told:
        done(long, merge_posts, 2)
    assert told.value.over > 0


def test_a_post_takes_no_more_cards_than_the_network(content):
    for post in content["posts"][:2]:
        post["specs"][0]["drawn"] *= 3
    with pytest.raises(TooManyCards, match="6 cards and takes 4"):
        done(done(content, reword_post, 2, "Short."), merge_posts, 1)


def test_the_last_post_has_no_next(content):
    with pytest.raises(NoNeighbour):
        done(content, merge_posts, len(content["posts"]))


def test_a_post_moves_with_its_card(content):
    after = done(content, reorder_post, 3, 2)
    assert bodies(after)[1:3] == bodies(content)[2:0:-1]
    assert after["posts"][1]["cards"] == content["posts"][2]["cards"]
    assert entry(after, "“We had no money")["posts"] == [2]


@pytest.mark.parametrize(("position", "to"), [(1, 0), (1, 99)])
def test_a_post_does_not_move_over_the_edge(content, position, to):
    with pytest.raises(NoNeighbour):
        done(content, reorder_post, position, to)


def test_the_words_of_a_post_left_out_stand_in_the_ledger(content):
    after = done(content, leave_out, 3)
    assert left_out(after) == [entry(content, "“We had no money")["text"]]
    assert len(after["posts"]) == len(content["posts"]) - 1


def test_a_thread_keeps_a_post():
    with pytest.raises(OnlyPost):
        done(drafted("Only a headline"), leave_out, 1)


def test_what_was_left_out_comes_back_where_it_belongs(content):
    without = done(content, leave_out, 3)
    after = done(without, put_in, number(without, "“We had"), 1)
    assert bodies(after)[2] == entry(content, "“We had")["text"]
    assert left_out(after) == []


def test_a_sign_off_can_be_put_in_at_the_end(content):
    assert entry(content, "You choose")["left_out"] == "sign-off"
    after = done(content, put_in, number(content, "You choose"), 0)
    assert bodies(after)[-1] == entry(content, "You choose")["text"]
    again = done(after, leave_out, len(after["posts"]))
    assert [each | {"cut": []} for each in again["ledger"]] == [each | {"cut": []} for each in content["ledger"]]  # fmt: skip


@pytest.mark.parametrize(("at", "start"), [(0, 0), (-1, 0), (99, 0)])
def test_what_is_in_a_post_is_not_put_in_again(content, at, start):
    with pytest.raises(NoSuchPassage):
        done(content, put_in, at, start)


def test_words_an_editor_takes_out_of_a_post_are_named(content):
    body = content["posts"][1]["body"].replace(
        "Nobody had looked at its engine for a year, and", ""
    )
    content["posts"][1]["specs"][0]["dropped"] = True
    after = done(content, reword_post, 2, body)
    told = entry(after, "The old ferry")
    assert [told["text"][r["start"] : r["end"]] for r in told["rest"]] == [
        "Nobody had looked at its engine for a year, and"
    ]
    assert told["posts"] == [2]


def test_words_that_are_still_on_the_card_are_said_to_be(content):
    after = done(content, reword_post, 2, "The old ferry is ill.")
    assert {r["why"] for r in entry(after, "The old ferry")["rest"]} == {"only on a card"}
    assert after["posts"][1]["hand"] == ["words"]


def test_text_without_spaces_is_told_character_by_character(content):
    position = len(content["posts"])
    at = content["posts"][-1]["body"].index("町")
    after = done(content, split_post, position, at)
    assert entry(after, "新しい")["posts"] == [position, position + 1]
    back = done(after, merge_posts, position)
    assert bodies(back) == bodies(content)


def test_the_same_words_change_nothing(content):
    assert (
        done(content, reword_post, 2, content["posts"][1]["body"] + "\r\n ")["posts"][1]["hand"]
        == []
    )


@pytest.mark.parametrize(("position", "body", "error"), [(2, " ", EmptyPost), (9, "x", NoSuchPost), (2, "x" * 300, TooLong)])  # fmt: skip
def test_words_that_cannot_be_posted_are_refused(content, position, body, error):
    with pytest.raises(error):
        done(content, reword_post, position, body)


def test_a_tenth_post_that_makes_another_too_long_is_refused_in_words():
    source = "Harbour\n\nNow:\n\n" + "\n".join(f"• {c * 3} one. {c * 3} two." for c in "abcdefgh")
    content = drafted(source, number_as="n/N behind")
    while len(content["posts"]) < 9:
        n = next(n for n, body in enumerate(bodies(content), 1) if " one. " in body)
        content = done(content, split_post, n, bodies(content)[n - 1].index(" one. ") + 6)
    full = done(content, reword_post, 3, "x" * (280 - len("\n\n3/9")))
    with pytest.raises(TooLong, match="Post 3 is 1 too long"):
        done(full, split_post, 4, len(bodies(full)[3]) - 3)


def test_a_version_of_an_older_day_is_opened_too():
    old = {
        "numbering": "none",
        "posts": [
            {"body": body, "text": body, "weight": 0, "cards": [], "warnings": []}
            for body in ("One two.", "Three.")
        ],
        "ledger": [
            {"text": "One two.", "part": "bullet", "posts": [1], "left_out": ""},
            {"text": "By Ines", "part": "credit", "posts": [], "left_out": "no photo"},
        ],
    }
    posts = cast("list[dict[str, Any]]", old["posts"])
    posts[1]["cards"] = [picture(type("Spec", (), {"kind": "bullet", "text": "Three."}))]
    after = done(old, leave_out, 1)
    assert [e["left_out"] for e in after["ledger"]] == ["taken out by an editor", "no photo"]
    assert len(after["posts"][0]["cards"]) == 1


@pytest.mark.parametrize("words", ["✗ Troops were sent.", "⚠️ The bridge is shut.", "It is open. ✓"])
def test_a_sign_comes_back_with_its_words(words):
    drafted_ = drafted(f"What is true\n\nThe claims:\n\n• {words}\n• Boats move north.\n")
    at = next(n for n, post in enumerate(drafted_["posts"], 1) if words in post["body"])
    freed = done(drafted_, reword_post, at, "Boats move north.")
    (start,) = [rest["start"] for rest in freed["ledger"][number(freed, words)]["rest"]]
    assert words in bodies(done(freed, put_in, number(freed, words), start))


def test_what_was_set_aside_as_release_furniture_is_put_back_with_one_press():
    story = "Harbour opens\n\nBoats move north. They cost 40 crowns a year, the council said.\n"
    made = drafted(f"{story}\nENDS\n\nNotes to editors: photos at noon.\n")
    words = "Notes to editors: photos at noon."
    at = number(made, words)
    assert made["ledger"][at]["left_out"] == "release furniture"
    assert words in bodies(done(made, put_in, at, 0))


def test_struck_words_are_in_the_ledger_and_not_to_be_put_in():
    made = drafted("<h1>Harbour opens</h1><p>Boats <s>sink</s> move north.</p>")
    struck = entry(made, "sink")
    assert (struck["part"], struck["left_out"]) == ("aside", "struck out in the source")
