"""Every form of explainer newsrooms really write, one small text each."""

from __future__ import annotations

import pytest

from publisher.explainer import Explainer, Unreadable, read
from publisher.explainer.model import SourceKind

BODY = "The harbour will close for a month while divers repair the wall, the city said."


def headings(explainer: Explainer) -> list[str]:
    return [section.heading.text for section in explainer.sections if section.heading]


def bullets(explainer: Explainer) -> list[str]:
    return [bullet.text for section in explainer.sections for bullet in section.bullets]


def reasons(explainer: Explainer) -> list[str]:
    return [aside.reason for aside in explainer.asides if aside.reason != "bullet mark"]


def test_a_headline_given_twice_is_taken_once() -> None:
    found = read(f"Harbour to close\n\nHARBOUR TO CLOSE\n\n{BODY}")
    assert found.headline
    assert found.headline.text == "Harbour to close"
    assert reasons(found) == ["repeated headline"]


def test_the_first_paragraph_is_the_lede() -> None:
    found = read(f"Harbour to close\n\n{BODY}\n\nWhat now:\n• Boats move north.")
    assert found.lede
    assert found.lede.text == BODY


@pytest.mark.parametrize(
    ("line", "credit"),
    [
        ("Divers at work on Monday. REUTERS/Ann Example", "REUTERS/Ann Example"),
        ("Divers at work. (AP Photo/Ann Example)", "(AP Photo/Ann Example)"),
        ("Divers at work. Ann Example/AFP via Getty Images", "AFP via Getty Images"),
        ("Divers at work. Photo: Ann Example", "Photo: Ann Example"),
        ("Image source, Getty Images", "Image source, Getty Images"),
        ("Taucher im Hafen. Foto: dpa", "Foto: dpa"),
        ("Водолази в порту. Фото: Укрінформ", "Фото: Укрінформ"),
    ],
)
def test_a_credit_is_told_from_its_caption(line: str, credit: str) -> None:
    found = read(f"Harbour to close\n{line}\n\nWhat now:\n\n• Boats move north.")
    assert found.credit
    assert credit in found.credit.text or found.credit.text in credit
    assert bullets(found) == ["Boats move north."]


def test_a_credit_needs_no_sentence_before_it_where_a_name_follows() -> None:
    found = read(f"Harbour to close\n\n{BODY}\n\nThe sea wall Image: Ann Example.")
    assert found.credit
    assert found.credit.text == "Image: Ann Example."
    assert [part.text for part in found.parts()] == []


def test_a_word_of_photographs_in_a_sentence_is_no_credit() -> None:
    line = "The mayor said of the Photo: it shows what the divers saw on the day."
    assert read(f"Harbour to close\n\n{BODY}\n\n{line}").captions == ()


def test_a_file_photo_is_a_caption_even_without_a_credit() -> None:
    found = read(f"Harbour to close\n\nFILE PHOTO: The harbour in spring\n\n{BODY}")
    assert found.caption
    assert found.caption.text == "FILE PHOTO: The harbour in spring"


def test_a_second_caption_glued_under_the_last_bullet_is_no_bullet() -> None:
    text = "Harbour to close\n\nWhat now:\n\n• Boats move north.\nA diver surfaces. REUTERS/Ann Example"
    found = read(text)
    assert bullets(found) == ["Boats move north."]
    assert found.caption
    assert found.caption.text == "A diver surfaces."


@pytest.mark.parametrize(
    "mark", ["• ", "◦ ", "- ", "– ", "* ", "・", "► ", "◆ ", "➤ ", "•", "  • "]
)
def test_a_line_with_a_mark_is_a_bullet(mark: str) -> None:
    found = read(f"Harbour to close\n\nWhat now:\n\n{mark}Boats move north.\n{mark}Fish stay.")
    assert bullets(found) == ["Boats move north.", "Fish stay."]


def test_numbered_bullets_keep_their_numbers() -> None:
    found = read("Harbour to close\n\nWhat now:\n\n1. Boats move.\n2) Fish stay.")
    assert bullets(found) == ["1. Boats move.", "2) Fish stay."]
    assert all(bullet.ordered for bullet in found.sections[0].bullets)


def test_a_nested_bullet_knows_its_level() -> None:
    found = read("Harbour to close\n\nWhat now:\n• Boats move\n    ◦ the big ones\n• Fish stay")
    assert [bullet.level for bullet in found.sections[0].bullets] == [0, 1, 0]


def test_a_dash_alone_on_its_line_marks_the_next_one() -> None:
    assert bullets(read("Harbour to close\n\nWhat now:\n\n-\nBoats move.\n-\nFish stay.")) == [
        "Boats move.",
        "Fish stay.",
    ]


@pytest.mark.parametrize("between", ["\n    ", "\n\n    "])
def test_a_hanging_paragraph_belongs_to_its_bullet(between: str) -> None:
    found = read(f"Harbour to close\n\nWhat now:\n  • Boats move.{between}They go north.")
    assert bullets(found) == ["Boats move. They go north."]


def test_lines_wrapped_by_hand_are_one_paragraph() -> None:
    text = "Harbour to close\n\nThe harbour will close for a month while divers\nrepair the wall, the city said."
    found = read(text)
    assert found.lede
    assert found.lede.text == BODY


@pytest.mark.parametrize(
    "heading",
    [
        "What now:",
        "WHAT HAPPENS NOW",
        "What happens now?",
        "What happens now",
        "今後は：",
        "أولاً:",
        "Що далі:",
    ],
)
def test_a_heading_is_told_by_its_looks(heading: str) -> None:
    found = read(f"Harbour to close\n\n{BODY}\n\n{heading}\n\n{BODY} Boats will move north.")
    assert headings(found) == [heading]


def test_a_numbered_line_over_a_bullet_is_a_heading() -> None:
    found = read(
        f"Harbour to close\n\n{BODY}\n\n1. Why now\n• The wall leaks.\n\n2. What next\n• Boats move."
    )
    assert headings(found) == ["1. Why now", "2. What next"]


def test_title_and_text_on_one_line_stay_a_paragraph() -> None:
    found = read(
        f"Harbour to close\n\n{BODY}\n\nThe wall - It leaks, and has leaked since it was built."
    )
    assert [part.text for part in found.parts()] == [
        "The wall - It leaks, and has leaked since it was built."
    ]


@pytest.mark.parametrize("line", ["•••", "* * *", "---", "|"])
def test_a_separator_is_no_bullet(line: str) -> None:
    found = read(
        f"Harbour to close\n\n{BODY}\n\n{line}\n\nBoats will move north until the wall is safe."
    )
    assert reasons(found) == ["separator"]
    assert bullets(found) == []


@pytest.mark.parametrize(
    "line",
    [
        "DM us which story to explain, or email us.",
        "You drive the stories here.",
        "Follow us for more",
        "Write to us which headline we should explain next.",
        "Text us, or E-mail us.",
        "All rights reserved",
        "Got a question? Ask away.",
        "Reporting by Ann Example; editing by Bob Example",
        "Subscribe to our newsletter",
        "Schreiben Sie uns!",
        "Síguenos en todas partes",
        "Підписуйтесь на нас",
    ],
)
def test_a_sign_off_is_no_part_of_the_telling(line: str) -> None:
    found = read(f"Harbour to close\n\nWhat now:\n\n• Boats move.\n\n{line}")
    assert found.sign_off
    assert found.sign_off.text == line


def test_the_day_and_the_writer_are_set_aside() -> None:
    found = read(f"Harbour to close\n\nBy Ann Example\n\nFriday, July 21, 2017\n\n{BODY}")
    assert reasons(found) == ["byline", "dateline"]


def test_a_caption_that_begins_small_is_doubted_in_words() -> None:
    found = read(f"Harbour to close\n\ndivers in the harbour in spring.\n\n{BODY}")
    assert found.caption
    assert "photo caption" in found.warnings[0]


def test_prose_without_bullets_is_kept_as_paragraphs() -> None:
    found = read(f"Harbour to close\n\n{BODY}\n\nBoats move.\n\nFish stay.")
    assert [part.text for part in found.parts()] == ["Boats move.", "Fish stay."]


def test_garbled_characters_are_told_of() -> None:
    assert "garbled" in read("Harbour to close\n\nThe cityâ€™s wall leaks.").warnings[0]


def test_letters_of_two_alphabets_in_one_word_are_told_of() -> None:
    assert "two alphabets" in read("Harbour to close\n\nThe hаrbour leaks.").warnings[0]


@pytest.mark.parametrize(
    "source",
    [
        "港は閉鎖\n\n今後は：\n\n・船は北へ移る。\n・魚は残る。",
        "ميناء مغلق\n\nما التالي:\n\n• تتحرك السفن شمالا.\n• تبقى الأسماك.",
        "הנמל נסגר\n\nמה הלאה:\n\n• הסירות זזות.\n• הדגים נשארים.",
        "बंदरगाह बंद\n\nआगे क्या:\n\n• नावें चलती हैं।\n• मछली रहती है।",
        "ท่าเรือปิด\n\nต่อไป:\n\n• เรือย้าย\n• ปลาอยู่",
        "Порт закрито\n\nЩо далі:\n\n• Човни йдуть.\n• Риба лишається.",
        "Το λιμάνι κλείνει\n\nΤι μετά:\n\n• Τα πλοία φεύγουν.\n• Τα ψάρια μένουν.",
        "항구 폐쇄\n\n다음은:\n\n• 배가 움직인다.\n• 물고기는 남는다.",
    ],
)
def test_the_structure_needs_no_english(source: str) -> None:
    found = read(source)
    assert found.headline
    assert len(headings(found)) == 1
    assert len(bullets(found)) == 2


def test_every_part_carries_its_span() -> None:
    found = read(f"Harbour to close\n\n{BODY}\n\nWhat now:\n  • Boats   move.\n  • Fish stay.")
    for part in (found.headline, found.lede, *(part.passage for part in found.parts())):
        assert part
        assert found.source[part.span.start : part.span.end].split() == part.text.split()


def test_a_text_without_words_is_refused() -> None:
    with pytest.raises(Unreadable, match="not one word"):
        read("• • • — !!!")


@pytest.mark.parametrize(
    ("kind", "head", "part"),
    [
        ("text", "Head\n\n", "• Boats move to the north.\n"),
        ("markdown", "# Head\n\n", "Boats move to the north.\n\n"),
        ("html", "<h1>Head</h1>", "<p>Boats move to the north."),
        ("text", "Head\n\n", "~~boats~~ move "),
    ],
)
def test_more_parts_than_an_explainer_has_are_refused_in_a_sentence(
    kind: SourceKind, head: str, part: str
) -> None:
    with pytest.raises(Unreadable, match=r"This has 12,\d\d\d paragraphs, points and notes, and"):
        read(head + part * 12_400, kind=kind)
    assert read(head + part * 2_000, kind=kind).headline
