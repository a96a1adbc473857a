from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from publisher.review.post_preview import diff_words, preview_posts, split_marked_runs
from publisher.review.text_runs import TextRun
from tests.builders import content

offsets = st.integers(-5, 60)
warnings = st.lists(st.builds(lambda a, b: {"start": a, "end": b}, offsets, offsets), max_size=5)
words = st.text(alphabet="ab \n“”é", max_size=50)


@given(words, words, words, warnings)
def test_marking_never_changes_a_word_of_what_is_sent(before, body, behind, marks):
    text = before + body + behind
    assert "".join(piece.words for piece in split_marked_runs(text, body, marks)) == text


def test_the_words_to_check_stand_alone_behind_a_number():
    cut = split_marked_runs(
        "3/9 On Tuesday it rained", "On Tuesday it rained", [{"start": 0, "end": 10}]
    )
    assert cut == (TextRun("3/9 "), TextRun("On Tuesday", "mark"), TextRun(" it rained"))


def test_two_marks_on_the_same_words_mark_them_once():
    marks = [{"start": 0, "end": 2}, {"start": 1, "end": 4}]
    assert [p.kind for p in split_marked_runs("today", "today", marks)] == ["mark", ""]


def test_words_that_are_not_in_the_text_leave_it_unmarked():
    assert split_marked_runs("cut short…", "cut shorter", [{"start": 0, "end": 3}]) == (
        TextRun("cut short…"),
    )


@given(words, words)
def test_taking_the_marked_words_out_or_in_gives_either_text(old, new):
    parts = diff_words(old, new)
    if " … " not in (piece.words for piece in parts):
        assert "".join(p.words for p in parts if p.kind != "ins") == old
        assert "".join(p.words for p in parts if p.kind != "del") == new


def test_a_long_stretch_without_a_change_is_cut():
    long = " ".join(f"w{n}" for n in range(100))
    parts = diff_words(f"{long} end", f"{long} finish")
    assert len(parts[0].words) < 60
    assert [(p.words, p.kind) for p in parts[1:]] == [("end", "del"), ("finish", "ins")]


def test_what_an_editor_typed_stays_with_its_post():
    posts = preview_posts(content("a", "b", cards=False), 280, {2: "my words"})
    assert [post.typed for post in posts] == [None, "my words"]


def test_a_post_says_when_it_is_nearly_full():
    made = content("a", "b", cards=False)
    made["posts"][1]["weight"] = 270
    assert [post.nearly_full for post in preview_posts(made, 280)] == [False, True]


def test_the_plain_words_are_those_that_are_sent():
    made = content("today", cards=False)
    made["posts"][0]["warnings"] = [{"start": 0, "end": 5, "words": "today"}]
    (post,) = preview_posts(made, 280)
    assert post.plain == (TextRun("today\n\n1/1"),)


def test_words_written_anew_are_not_shuffled_into_the_old_ones():
    parts = diff_words("It broke down there.", "Nobody knows where it is.")
    assert [part.kind for part in parts] == ["del", "ins"]
