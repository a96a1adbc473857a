"""Each kind's places, as the look states them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from cards import Card, Theme, TooManyParts, WrongField
from cards.layout import layout_of, opening_mark, try_layout

BULLET = (
    "The first sleeper in 14 years leaves Lisbon on Friday at 9.20 p.m. It reaches Hendaye after "
    "13 hours, with 212 berths and no seat that costs more than 89 euros."
)
LINE = (72, 0, 84, 675)


@pytest.fixture
def sheet(theme):
    return lambda *kind, **more: layout_of(Card(*kind, **more), theme)


def texts(sheet):
    return [line.paragraph.text[line.start : line.end] for line in sheet.text]


def test_a_bullet_starts_below_its_heading(sheet):
    bullet = sheet(text=BULLET, heading="The backstory")

    assert bullet.bars == (LINE, (84, 94, 112, 106))
    assert bullet.furniture[0].y == 112
    assert bullet.text[0].y == round(156 + 0.7275 * bullet.size)


def test_a_bullet_without_a_heading_has_no_tick_and_starts_higher(sheet):
    bullet = sheet(text="Short.")

    assert bullet.bars == (LINE,)
    assert bullet.text[0].y == 80 + 44


@pytest.mark.parametrize(
    ("size", "first", "pitch"),
    [(60, 200, 75), (56, 197, 70), (52, 194, 65), (48, 191, 60), (44, 188, 55)],
)
def test_body_baselines_at_each_size(theme, size, first, pitch):
    lines = layout_of(Card(text=BULLET[:100], heading="The catch", size=size), theme).text

    assert [line.y for line in lines[:2]] == [first, first + pitch]


def test_a_headings_colon_is_not_drawn(sheet):
    assert (
        sheet(text="A b.", heading="The backstory:").furniture[0].paragraph.text == "The backstory"
    )


def test_a_heading_of_two_lines_moves_the_body(sheet):
    long = sheet(text="A b.", heading="A heading so long that it needs a second line of its own")

    assert [line.y for line in long.furniture[:2]] == [112, 165]
    assert long.text[0].y == 200 + 53


def test_a_heading_of_three_lines_is_refused(theme):
    with pytest.raises(TooManyParts, match="heading"):
        layout_of(Card(text="A b.", heading="word " * 60), theme)


def test_a_headline_starts_its_line_at_the_capitals(sheet):
    headline = sheet("headline", "A city votes on its trams")

    assert headline.bars == ((72, 80, 84, 675),)
    assert headline.text[0].y == round(80 + 0.67 * headline.size)


def test_a_lead_in_stands_alone_in_the_accent(sheet):
    headline = sheet("headline", "Night trains: Lisbon joins the network")

    assert texts(headline)[0] == "Night trains:"
    assert [line.colour for line in headline.text] == [
        "accent",
        *["ink"] * (len(headline.text) - 1),
    ]


def test_a_long_opening_is_no_lead_in(sheet):
    headline = sheet("headline", "The minister of transport said this: we will not stop")

    assert {line.colour for line in headline.text} == {"ink"}


def test_an_opening_mark_hangs_in_the_gutter(sheet):
    headline = sheet("headline", "Madrid: “a first step”")
    last = headline.text[-1]

    assert texts(headline)[-1] == "“a first step”"
    assert last.x + last.paragraph.width(last.start, last.start + 1) * last.size == pytest.approx(
        144
    )


def test_sentences_of_a_closing_card_start_lines(sheet):
    closing = sheet("closing", "You choose the stories. Tell us which headline to explain next.")

    assert texts(closing)[0] == "You choose the stories."
    assert closing.bars == ((72, 0, 84, 592), (84, 580, 112, 592))


def test_a_quotation_breaks_the_line_with_its_mark(sheet):
    quotation = sheet("quotation", "“a first step”", speaker="A", role="B")
    mark = quotation.furniture[0]
    left, top, right, bottom = mark.ink()

    assert (mark.paragraph.text, mark.colour) == ("“", "accent")
    assert (round(left), round(right)) == (72, 126)
    assert quotation.bars == ((72, 0, 84, 60), (72, int(bottom) + 20, 84, 675))
    assert 79 <= top <= 81


def test_the_hung_mark_is_not_drawn_twice(sheet):
    assert texts(sheet("quotation", "“a first step”"))[0][0] == "a"


def test_speaker_and_role_follow_the_quotation(sheet):
    quotation = sheet("quotation", "“a first step”", speaker="A", role="B")
    last = quotation.text[-1].y

    assert [line.y - last for line in quotation.furniture[1:3]] == [93, 143]
    assert [line.colour for line in quotation.furniture[1:3]] == ["ink", "muted"]


@pytest.mark.parametrize(
    ("text", "mark", "words"),
    [
        ("“a b”", "“", "a b”"),
        ("„a b”", "„", "a b”"),
        ("« a b »", "«", "a b »"),
        ("「あ」", "「", "あ」"),
        ('"a b"', "“", "a b”"),
        ("a b", "“", "a b"),
    ],
)
def test_a_quotations_own_mark_opens_it(text, mark, words):
    assert opening_mark(text) == (mark, words)


def test_only_the_first_part_of_a_quotation_opens(theme):
    second = layout_of(Card("quotation", "and so on.”", part=(2, 2)), theme)

    assert "“" not in [line.paragraph.text for line in second.furniture]
    assert second.bars == (LINE, (84, 94, 112, 106))


def test_the_footer_stands_on_its_line(sheet):
    mark, credit = sheet(text="A b.", credit="Source: agency").furniture

    assert (mark.y, credit.y) == (592, 592)
    assert credit.x == pytest.approx(mark.x + mark.width + 18)
    assert (mark.colour, credit.colour) == ("ink", "muted")


def test_a_long_credit_takes_lines_of_its_own(sheet):
    credit = (
        "Source: an office with a very long name, for the coordination of everything, everywhere"
    )
    long = sheet(text=BULLET, credit=credit)

    assert [line.y for line in long.furniture] == [592, 492, 542]
    assert all(line.ink()[2] <= 1128 for line in long.furniture)


def test_a_credit_beyond_three_lines_is_refused(theme):
    with pytest.raises(TooManyParts, match="credit"):
        layout_of(Card(text="A", credit="word " * 80), theme)


def test_without_a_wordmark_there_is_no_footer():
    assert layout_of(Card(text="A b."), Theme.default()).furniture == ()


@pytest.mark.parametrize("kind", ["headline", "bullet", "quotation", "closing"])
@pytest.mark.parametrize("part", [(1, 1), (2, 2)])
def test_a_long_name_wraps_and_stays_clear_of_the_badge(kind, part):
    theme = Theme.default().with_wordmark("The Harbour Post and Evening Advertiser of the North")
    sheet = layout_of(Card(kind, "A few words.", credit="Source: agency", part=part), theme)
    name = [line for line in sheet.furniture if "Harbour" in line.paragraph.text]

    assert name[-1].y == 592
    assert len(name) == 2
    assert all(line.ink()[2] <= 1000 for line in sheet.furniture if line.y > 500)
    assert max(line.y for line in sheet.text) < min(line.ink()[1] for line in name)


def test_a_name_beyond_three_lines_is_refused():
    with pytest.raises(TooManyParts, match="name"):
        layout_of(Card(text="A"), Theme.default().with_wordmark("W" * 300))


@pytest.mark.usefixtures("noto")
def test_the_tick_follows_a_heading_that_its_marks_push_down(sheet):
    thai = sheet(text="รถไฟ", heading="ที่มา")
    sunk = thai.furniture[0].y - round(80 + thai.furniture[0].paragraph.cap_height * 48)

    assert sunk > 0
    assert thai.bars[1] == (84, 94 + sunk, 112, 106 + sunk)


def test_a_part_is_numbered_on_the_headings_line(theme):
    part = layout_of(Card(text="A b.", heading="The catch", part=(1, 2)), theme)
    label = part.furniture[0]

    assert (label.paragraph.text, label.y, label.colour) == ("1 of 2", 112, "muted")
    assert label.x + label.width == pytest.approx(1128)


def test_a_whole_card_carries_no_number(sheet):
    assert all("of" not in line.paragraph.text for line in sheet(text="A b.").furniture)


def test_a_house_says_one_of_two_in_its_own_words(theme):
    german = replace(theme, part_of="{number} von {count}")

    assert layout_of(Card(text="A.", part=(1, 2)), german).furniture[0].paragraph.text == "1 von 2"


@pytest.mark.parametrize(
    ("kind", "ground"),
    [
        ("headline", "bookend"),
        ("closing", "bookend"),
        ("bullet", "colours"),
        ("quotation", "colours"),
    ],
)
def test_bookends_have_a_ground_of_their_own(theme, kind, ground):
    assert layout_of(Card(kind, "A few words."), theme).inks == getattr(theme, ground)


@pytest.mark.parametrize("kind", ["headline", "closing", "bullet", "quotation"])
def test_a_text_that_does_not_fit_is_not_laid(theme, kind):
    assert try_layout(Card(kind, "word " * 400), theme) is None
    with pytest.raises(TooManyParts, match="lay_out"):
        layout_of(Card(kind, "word " * 400), theme)


@pytest.mark.usefixtures("noto")
def test_right_to_left_cards_are_mirrored(sheet):
    arabic = sheet(text="يغادر أول قطار ليلي يوم الجمعة", heading="الخلفية")
    line = arabic.text[0]

    assert arabic.bars == ((1116, 0, 1128, 592), (1088, 94, 1116, 106))
    assert line.x + line.width == pytest.approx(1056)


@pytest.mark.usefixtures("noto")
def test_the_wordmark_is_first_from_the_right(sheet):
    arabic = sheet("closing", "أخبرنا بما نشرحه لاحقاً", credit="example.org")
    mark, credit = arabic.furniture

    assert mark.x + mark.width == pytest.approx(1056)
    assert credit.x + credit.width == pytest.approx(mark.x - 18)


@pytest.mark.usefixtures("noto")
def test_marks_above_capitals_move_the_text_down(sheet):
    plain, stacked = sheet("headline", "An thuc"), sheet("headline", "Ẩn thuc")

    assert stacked.text[0].y > plain.text[0].y
    assert stacked.text[0].ink()[1] >= 72


@pytest.mark.parametrize("aspect", ["1:1", "4:5"])
def test_other_aspects_keep_their_pixels(theme, aspect):
    wide, tall = (
        layout_of(Card(text=BULLET, heading="A"), t) for t in (theme, theme.with_aspect(aspect))
    )

    assert tall.furniture[0].y == wide.furniture[0].y
    assert tall.furniture[-1].y == tall.height - 83
    assert tall.size == 60


def test_a_heading_on_a_headline_is_refused_at_once():
    with pytest.raises(WrongField):
        Card("headline", "A", heading="B")
