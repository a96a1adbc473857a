"""Where a line may end."""

from __future__ import annotations

import pytest

from cards.breaks import find_breaks, grapheme_breaks, loose_breaks
from cards.paragraph import shape_paragraph


@pytest.fixture
def pieces(theme):
    def of(text, *, display=False):
        places = find_breaks(
            shape_paragraph(text, theme, "display" if display else "body"), display=display
        )
        return [text[a:b] for a, b in zip(places.ends, places.ends[1:], strict=False)]

    return of


@pytest.mark.parametrize(
    ("text", "kept"),
    [
        ("about 5 km away", "5 km "),
        ("some 1.5 million people", "1.5 million "),
        ("up 3 % today", "3 % "),
        ("cost $4 billion then", "$4 billion "),
        ("said J. Smith then", "J. Smith "),
        ("said Dr. Who then", "Dr. Who "),
        ("rules – and more", "rules – "),
        ("at 9 p.m. sharp", "9 p.m. "),
    ],
)
def test_these_stay_on_one_line(pieces, text, kept):
    assert kept in pieces(text)


def test_a_plain_sentence_breaks_at_every_blank(pieces):
    assert pieces("one two three") == ["one ", "two ", "three"]


def test_a_number_before_a_noun_may_part(pieces):
    assert "12 " in pieces("all 12 apostles")


def test_a_no_break_space_holds(pieces):
    assert pieces("a\u00a0b c") == ["a\u00a0b ", "c"]


def test_a_short_quoted_phrase_stays_whole_in_large_type(pieces):
    assert "“small step forward”" in pieces("sees “small step forward”", display=True)
    assert "“small " in pieces("sees “small step forward”")


def test_a_long_quoted_phrase_may_part_in_large_type(pieces):
    assert "“one " in pieces("“one two three four five”", display=True)


@pytest.mark.usefixtures("noto")
def test_thai_breaks_at_words(pieces):
    assert "สวัสดี" in pieces("สวัสดีชาวโลก")


@pytest.mark.usefixtures("noto")
def test_japanese_breaks_at_phrases(pieces):
    assert pieces("国境には推定10万の兵士")[0] == "国境には"


@pytest.mark.usefixtures("noto")
def test_chinese_breaks_at_words(pieces):
    assert "乌克兰" in pieces("俄罗斯，乌克兰称")


@pytest.mark.usefixtures("noto")
def test_emoji_do_not_shift_the_places(pieces):
    assert pieces("🎉🎉 one two") == ["🎉", "🎉 ", "one ", "two"]


def test_blanks_at_a_lines_end_have_no_width(theme):
    places = find_breaks(shape_paragraph("word next", theme, "body"))

    assert places.visible == (0, 4, 9)
    assert places.width(0, 1) == pytest.approx(shape_paragraph("word", theme, "body").width(0, 4))


def test_an_opening_mark_hangs(theme):
    paragraph = shape_paragraph("then “quoted words”", theme, "body")
    places = find_breaks(paragraph)

    assert places.hang == (0.0, paragraph.width(5, 6), 0.0, 0.0)


def test_a_line_end_after_an_article_is_dear_in_large_type(theme):
    places = find_breaks(shape_paragraph("go to the sea", theme, "display"), display=True)

    assert places.dear == {2, 3}


def test_an_over_long_word_may_break_between_graphemes(theme):
    paragraph = shape_paragraph("ok e\u0301verylongword ok", theme, "body")
    places = grapheme_breaks(paragraph, loose_breaks(paragraph), width=3)

    assert places is not None
    assert 5 in places.ends
    assert not {1, 4} & set(places.ends)


def test_words_that_fit_are_never_broken_inside(theme):
    paragraph = shape_paragraph("all of these fit", theme, "body")

    assert grapheme_breaks(paragraph, loose_breaks(paragraph), width=30) is None


@pytest.mark.usefixtures("noto")
@pytest.mark.parametrize("verb", ["出発する", "出発した", "決定され", "延期して"])
def test_a_japanese_verb_is_not_torn_from_its_noun(pieces, verb):
    text = f"列車が金曜日に{verb}。"

    assert not any(piece.startswith(verb[2:]) for piece in pieces(text))
