"""Forms that pages of real newsrooms take, each of which broke a reader once."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.split import X, split
from tests.explainer.test_forms import BODY, bullets, headings, reasons


def paragraphs(source: str) -> list[str]:
    return [part.text for part in read(source).parts()]


def test_bullets_used_for_names_stay_bullets() -> None:
    found = read(f"Harbour to close\n\n• Ann Example\n• Harbour Post\n\n{BODY}")
    assert bullets(found) == ["Ann Example", "Harbour Post"]
    assert [part.text for part in found.parts()][-1] == BODY


def test_a_summary_in_bullets_before_the_writer_is_kept() -> None:
    found = read(f"Harbour to close\n\n• The wall leaks\n• Boats move\n\nBy Ann Example\n\n{BODY}")
    assert bullets(found) == ["The wall leaks", "Boats move"]
    assert reasons(found) == ["byline"]


def test_dots_part_what_arrows_list() -> None:
    found = read(
        f"Harbour to close\n\n{BODY}\n\n•••\n\n► Boats move north.\n\n►Fish stay here.\n\n• • •"
    )
    assert bullets(found) == ["Boats move north.", "Fish stay here."]
    assert reasons(found) == ["separator", "separator"]


def test_a_mail_of_lone_dashes_and_bars_is_a_list() -> None:
    found = read("Harbour to close\n\n|\n-\nBoats move north.\n|\n-\nFish stay here.\n|")
    assert bullets(found) == ["Boats move north.", "Fish stay here."]


def test_a_numbered_heading_stands_over_its_one_bullet() -> None:
    found = read(
        f"Harbour to close\n\n{BODY}\n\n1) What happened?\n• The wall broke.\n\n2) What now?\n• Boats move."
    )
    assert headings(found) == ["1) What happened?", "2) What now?"]
    assert bullets(found) == ["The wall broke.", "Boats move."]


def test_a_second_paragraph_hangs_under_its_bullet() -> None:
    found = read(
        "Port zamknięty\n\nCo dalej:\n\n– Łodzie płyną na północ.\n\n   Ryby zostają.\n– Mur cieknie."
    )
    assert bullets(found) == ["Łodzie płyną na północ. Ryby zostają.", "Mur cieknie."]


def test_questions_in_capitals_are_headings_over_prose() -> None:
    found = read(
        f"Harbour to close\n\n{BODY}\n\nWHY DOES IT CLOSE?\n\n{BODY}\n\nWHO PAYS FOR IT?\n\n{BODY} So."
    )
    assert headings(found) == ["WHY DOES IT CLOSE?", "WHO PAYS FOR IT?"]


def test_a_title_and_a_dash_before_its_text_is_no_heading() -> None:
    text = "The wall - It leaks, and it has leaked since the day it was built by the town."
    assert paragraphs(f"Harbour to close\n\n{BODY}\n\n{text}") == [text]


def test_a_quotation_opened_curly_and_closed_straight_is_kept_whole() -> None:
    said = '“We close it. We open it in spring."'
    draft = split(read(f"Harbour to close\n\nWhat now:\n\n• Ann Example said: {said}"), X)
    assert said in draft.posts[1].body


@pytest.mark.parametrize("garbled", ["cityâ€™s", "faÃ§ade", "Â£5", "ÐŸÑ€", "the \ufffd wall"])
def test_garbled_words_are_kept_and_told_of(garbled: str) -> None:
    found = read(f"Harbour to close\n\n{BODY}\n\nThe wall and {garbled} of it all, they said.")
    assert any("garbled" in said for said in found.warnings) or garbled == "ÐŸÑ€"
    assert garbled in found.source


@pytest.mark.parametrize("word", ["Ноuse", "pоlice", "Αnn"])
def test_letters_that_look_alike_are_told_of(word: str) -> None:
    assert word in " ".join(read(f"Harbour to close\n\n{BODY}\n\nThe {word} is here.").warnings)


@pytest.mark.parametrize("word", ["5µm", "10Ω", "β-blocker", "Киев", "Αθήνα"])
def test_letters_of_one_alphabet_are_not(word: str) -> None:
    assert read(f"Harbour to close\n\n{BODY}\n\nIt is {word} now.").warnings == ()


@pytest.mark.parametrize("mark", ["・", "•", "■"])
def test_japanese_marks_need_no_space(mark: str) -> None:
    found = read(f"港は閉鎖\n\n今後は：\n\n{mark}船は北へ移る。\n{mark}魚は残る。")
    assert bullets(found) == ["船は北へ移る。", "魚は残る。"]


@pytest.mark.parametrize("mark", ["💡", "✅", "→ ", "① ", "○ ", "× "])
def test_japanese_signs_begin_a_bullet_and_stay(mark: str) -> None:
    found = read(f"港は閉鎖\n\n今後は：\n\n{mark}船は北へ移る。\n× 魚は残る。")
    assert bullets(found) == [f"{mark}船は北へ移る。", "× 魚は残る。"]


def test_numbers_under_heads_from_the_right_are_bullets() -> None:
    found = read("ميناء مغلق\n\nأولاً: ما حدث:\n\n1. الجدار مكسور.\n2. السفن تتحرك.")
    assert headings(found) == ["أولاً: ما حدث:"]
    assert bullets(found) == ["1. الجدار مكسور.", "2. السفن تتحرك."]


@pytest.mark.parametrize("name", ["twitter-tweet", "bluesky-embed", "mastodon-embed"])
def test_an_embedded_post_is_named_and_left_away(name: str) -> None:
    found = read(
        f"<article><h1>Harbour</h1><p>{BODY}</p><blockquote class={name}>Sad!</blockquote></article>"
    )
    assert found.dropped == ("embedded post: Sad!",)
    assert "Sad!" not in found.source


def test_a_paragraph_given_twice_is_told_twice() -> None:
    assert paragraphs(f"Harbour to close\n\n{BODY}\n\nBoats move.\n\nBoats move.") == [
        "Boats move.",
        "Boats move.",
    ]


def test_our_own_numbers_in_a_source_are_flagged() -> None:
    draft = split(read(f"Harbour to close\n\n{BODY} 3/10"), X)
    assert [caution.kind for caution in draft.posts[1].warnings] == ["number"]


@pytest.mark.parametrize(
    "text",
    [
        "The city may text us, it said, though nobody is sure of that at all.",
        "He was reporting by noon.",
    ],
)
def test_a_sign_off_is_looked_for_only_at_the_end(text: str) -> None:
    found = read(f"Harbour to close\n\n{text}\n\n{BODY}\n\n• Boats move north.")
    assert found.sign_off is None


def test_no_more_is_a_sign_off_than_its_own_lines() -> None:
    found = read(f"Harbour to close\n\n{BODY}\n\nFish stay.\n\nDM us.\n\nFollow us for more.")
    assert found.sign_off
    assert found.sign_off.text == "DM us. Follow us for more."
    assert [part.text for part in found.parts()] == ["Fish stay."]
