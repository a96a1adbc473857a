from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from publisher.review.errors import DeskError
from publisher.review.shape.card_shapes import change_alt_texts as say
from publisher.review.shape.card_shapes import drop_card
from publisher.review.shape.errors import NoSuchPassage
from publisher.review.shape.merge_resplit import let_go, put_back
from publisher.review.shape.opened_content import apply_shape
from publisher.review.shape.post_shapes import (
    leave_out,
    merge_posts,
    put_in,
    reorder_post,
    reword_post,
    split_post,
)
from publisher.split import STYLES, DoesNotFit, NoSuchStyle, SplitError, X
from tests.review.shape.test_shape_any import after as done_all
from tests.review.shape.test_shape_any import anything
from tests.review.shape.threads import SOURCE, bodies, check, counted, drafted, left_out, told

SHORT = "Harbour: the ferry is late\n\nNow:\n\n  • It broke down.\n  • The money is found.\n"


def done(content, act, *given_):
    measured = act in {split_post, merge_posts, put_in, reword_post, say, put_back}
    after = apply_shape(
        content, lambda now, limits: act(now, *given_, *([limits] if measured else [])), X
    )
    check(after)
    return after


@pytest.fixture
def content():
    return drafted()


def test_what_nobody_touched_is_split_as_if_for_the_first_time(content):
    brief = told(content, style="brief")
    assert bodies(brief) == bodies(drafted(style="brief"))
    assert bodies(told(brief)) == bodies(content)


def test_a_post_an_editor_wrote_stays_in_another_style(content):
    mine = done(content, reword_post, 3, "“We had no money,” the captain said.")
    brief = told(mine, style="brief")
    assert "“We had no money,” the captain said." in bodies(brief)
    assert brief["loose"] == []
    assert bodies(brief)[1] == bodies(drafted(style="brief"))[1]


def test_breaks_and_merges_stay(content):
    at = content["posts"][1]["body"].index("Nobody")
    after = told(done(content, split_post, 2, at), numbering="(n)")
    assert bodies(after)[2].startswith("Nobody")
    assert after["posts"][2]["text"].endswith(" (3)")


def test_what_an_editor_left_out_stays_out(content):
    after = told(done(content, leave_out, 3), style="brief")
    assert len(left_out(after)) == 1
    assert "We had no money" not in " ".join(bodies(after))


def test_the_newest_section_comes_first_behind_the_headline(content):
    after = told(content, newest_first=True)
    assert bodies(after)[0] == bodies(content)[0]
    assert bodies(after)[1].startswith("The development:")
    assert bodies(after)[2].startswith("The backstory:")
    assert bodies(told(after)) == bodies(content)


def test_a_post_an_editor_wrote_goes_with_its_section(content):
    mine = done(content, reword_post, 5, "The development:\nThe council pays.")
    after = told(mine, newest_first=True)
    assert bodies(after)[1] == "The development:\nThe council pays."
    assert bodies(told(after))[-1] == "The development:\nThe council pays."


def test_a_card_an_editor_changed_keeps_what_was_changed(content):
    mine = done(content, say, 2, 0, ["A ship in dock"])
    mine = done(mine, drop_card, 3, 0)
    after = told(mine, newest_first=True)
    alts = [card["alt"] for post in after["posts"] for card in post["cards"]]
    assert "A ship in dock" in alts
    assert len(alts) == len([card for post in content["posts"] for card in post["cards"]]) - 1


def test_words_for_which_a_style_has_no_room_are_kept_beside_the_thread():
    mine = done(drafted(SHORT), reword_post, 2, "It is broken for good.")
    single = told(mine, style="single", source=SHORT)
    assert [each["body"] for each in single["loose"]] == ["It is broken for good."]
    back = done(single, put_back, 0)
    assert (bodies(back)[-1], back["loose"]) == ("It is broken for good.", [])
    assert done(single, let_go, 0)["loose"] == []


@pytest.mark.parametrize("number", [0, -1])
def test_what_is_not_loose_is_not_put_back(content, number):
    with pytest.raises(NoSuchPassage):
        done(content, put_back, number)


def test_a_source_that_is_read_otherwise_now_loses_no_word_of_an_editor(content):
    mine = done(content, reword_post, 2, "My own words.")
    after = told(mine, source=SHORT)
    assert [each["body"] for each in after["loose"]] == ["My own words."]


@pytest.mark.parametrize(("how", "error"), [({"style": "single"}, DoesNotFit), ({"style": "x"}, NoSuchStyle)])  # fmt: skip
def test_what_cannot_be_told_so_is_refused(content, how, error):
    with pytest.raises(error):
        told(content, **how)


def test_a_moved_post_stays_where_it_was_put(content):
    after = told(done(content, reorder_post, 4, 2), numbering="none")
    assert bodies(after)[1] == bodies(content)[3]


ways = st.fixed_dictionaries(
    {
        "style": st.sampled_from(["full", "brief", "single"]),
        "numbering": st.sampled_from(sorted(STYLES)),
        "newest_first": st.booleans(),
    }
)


@settings(max_examples=100, deadline=None)
@given(st.lists(anything, max_size=6), st.lists(ways, min_size=1, max_size=3))
def test_no_word_an_editor_wrote_is_ever_lost(steps, tellings):
    content = done_all(drafted(), steps)
    mine = [
        post["body"] for post in content["posts"] if {"words", "put in"} & {*post.get("hand", ())}
    ]
    for telling in tellings:
        try:
            content = told(content, **telling)
        except (DeskError, SplitError):
            continue
    kept = "\n".join([*bodies(content), *(each["body"] for each in content.get("loose", ()))])
    assert all(body in kept for body in mine)
    assert not counted(SOURCE) - counted(" ".join(entry["text"] for entry in content["ledger"]))
