"""Marks that say something are words; only neutral ones are bullets."""

from __future__ import annotations

import pytest

from publisher.explainer import Explainer, read
from publisher.explainer.model import SourceKind
from publisher.split import X, split

SIGNS = [
    "✓",
    "✔",
    "✔️",
    "✅",
    "✗",
    "✘",
    "❌",
    "❎",
    "⚠",
    "⚠️",
    "★",
    "☆",
    "★★★☆☆",
    "⭐",
    "▲",
    "▼",
    "↑",
    "→",
    "↓",
    "⬆",
    "➡️",
    "➜",
    "🔴",
    "🟢",
    "🟡",
    "⚫",
    "🔵",
    "👍",
    "👍🏽",
    "👎",
    "☑",
    "☐",
    "☒",
    "Ⓧ",
    "ⓧ",
    "Ⓐ",
    "🅰️",
    "➕",
    "➖",
    "✝",
    "☠",
    "❗",
    "❓",
    "🚫",
    "⛔",
    "🆗",
    "①",
    "❶",
    "➀",
    "1️⃣",
    "◎",
    "🔺",
    "🔻",
    "🔹",
    "👉",
    "📌",
    "💡",
    "×",
    "✕",
]
NEUTRAL = ["•", "◦", "-", "–", "*", "・", "►", "▪", "■", "●", "◆", "➤"]
FIRST, SECOND = "Troops were sent to the border.", "The bridge is open again."


def bullets(found: Explainer) -> list[str]:
    return [bullet.text for section in found.sections for bullet in section.bullets]


def plain(sign: str) -> tuple[str, SourceKind]:
    return f"What is true\n\nThe claims:\n\n{sign} {FIRST}\n{sign} {SECOND}\n", "text"


def spaced(sign: str) -> tuple[str, SourceKind]:
    return f"What is true\n\nThe claims:\n\n  {sign} {FIRST}\n\n  {sign} {SECOND}\n", "auto"


def markdown(sign: str) -> tuple[str, SourceKind]:
    return f"# What is true\n\n## The claims\n\n- {sign} {FIRST}\n- {sign} {SECOND}\n", "markdown"


def markdown_lines(sign: str) -> tuple[str, SourceKind]:
    return f"# What is true\n\n## The claims\n\n{sign} {FIRST}\n{sign} {SECOND}\n", "markdown"


def items(sign: str) -> tuple[str, SourceKind]:
    listed = f"<ul><li>{sign} {FIRST}</li><li><p>{sign} {SECOND}</p></li></ul>"
    return f"<h1>What is true</h1><h2>The claims</h2>{listed}", "html"


def paragraphs(sign: str) -> tuple[str, SourceKind]:
    told = f"<p>{sign} {FIRST}</p><p><span>{sign}</span> {SECOND}</p>"
    return f"<h1>What is true</h1><h2>The claims</h2>{told}", "html"


def broken_lines(sign: str) -> tuple[str, SourceKind]:
    told = f"<p>{sign} {FIRST}<br>{sign}&nbsp;{SECOND}</p>"
    return f"<h1>What is true</h1><h2>The claims</h2>{told}", "html"


WAYS = (plain, spaced, markdown, markdown_lines, items, paragraphs, broken_lines)


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("sign", SIGNS)
def test_a_sign_stays_in_posts_and_on_cards(way: object, sign: str) -> None:
    source, kind = way(sign)  # type: ignore[operator]  # one of the ways above
    found = read(source, kind=kind)
    assert [said.replace("\u00a0", " ") for said in bullets(found)] == [
        f"{sign} {FIRST}",
        f"{sign} {SECOND}",
    ]
    draft = split(found, X)
    draft.ledger.check()
    told = "\n".join(post.body for post in draft.posts).replace("\u00a0", " ")
    shown = "\n".join(card.text for post in draft.posts for card in post.cards)
    for words in (FIRST, SECOND):
        assert f"{sign} {words}" in told
        assert f"{sign} {words}" in shown.replace("\u00a0", " ")
    assert "•" not in told


@pytest.mark.parametrize("mark", NEUTRAL)
def test_a_neutral_mark_is_a_bullet_and_no_word(mark: str) -> None:
    assert bullets(read(plain(mark)[0])) == [FIRST, SECOND]


@pytest.mark.parametrize("mark", ["\uf0b7", "\uf0a7", "\uf0d8", "\uf076"])
def test_a_bullet_of_a_symbol_face_is_a_bullet(mark: str) -> None:
    found = read(plain(mark)[0])
    assert bullets(found) == [FIRST, SECOND]
    assert not found.warnings


@pytest.mark.parametrize("mark", ["\uf0fc", "\uf0fb", "\uf00d"])
def test_another_mark_of_a_symbol_face_is_told_of(mark: str) -> None:
    found = read(plain(mark)[0])
    assert any(f"“{mark} Troops" in warning for warning in found.warnings)


def test_signs_of_two_kinds_make_one_list() -> None:
    found = read(f"What is true\n\nThe claims:\n\n✗ {FIRST}\n✓ {SECOND}\n🔴 {FIRST}")
    (section,) = found.sections
    assert [bullet.text[0] for bullet in section.bullets] == ["✗", "✓", "🔴"]


def test_a_sign_among_neutral_bullets_is_a_point_of_the_list() -> None:
    found = read(f"What is true\n\nThe claims:\n\n• {SECOND}\n✗ {FIRST}\n")
    assert bullets(found) == [SECOND, f"✗ {FIRST}"]


def test_a_sign_after_a_neutral_mark_stays() -> None:
    assert bullets(read(f"What is true\n\nThe claims:\n\n• ✗ {FIRST}\n• ✓ {SECOND}\n")) == [
        f"✗ {FIRST}",
        f"✓ {SECOND}",
    ]


def test_a_sign_alone_on_its_line_belongs_to_the_words_under_it() -> None:
    found = read(f"What is true\n\nThe claims:\n\n✗\n{FIRST}\n✓\n{SECOND}\n")
    assert bullets(found) == [f"✗ {FIRST}", f"✓ {SECOND}"]


@pytest.mark.parametrize("sign", ["⚠️", "✅", "🔴", "❌"])
def test_a_headline_may_begin_with_a_sign(sign: str) -> None:
    found = read(f"{sign} Storm warning: what we know\n\nThe storm comes at night.\n\n• Stay in.")
    assert found.headline
    assert found.headline.text == f"{sign} Storm warning: what we know"


@pytest.mark.parametrize("box", ["[x]", "[ ]", "[X]"])
@pytest.mark.parametrize("kind", ["markdown", "text"])
def test_a_task_keeps_its_box(box: str, kind: SourceKind) -> None:
    found = read(f"# Promises\n\n## Kept or not\n\n- {box} {FIRST}\n- {box} {SECOND}\n", kind=kind)
    assert bullets(found) == [f"{box} {FIRST}", f"{box} {SECOND}"]


@pytest.mark.parametrize(
    "lines",
    [
        ("+ 3 per cent in Ghent", "- 5 per cent in Liège"),
        ("+ $3m for schools", "+ $4m for roads"),
        ("− 5 °C in Oslo", "− 7 °C in Turku"),
        ("- 5 °C in Oslo", "- 7 °C in Turku"),
        ("- 5%: Ghent", "- 2,5%: Liège"),
        ("> 50 per cent said yes", "> 20 per cent said no"),
    ],
)
@pytest.mark.parametrize(
    "head", ["What changed\n\nThe year:\n\n", "# What changed\n\n## The year\n\n"]
)
def test_plus_and_minus_are_words(lines: tuple[str, str], head: str) -> None:
    assert bullets(read(head + "\n".join(lines))) == list(lines)


@pytest.mark.parametrize(
    "lines", [("- 14 people died", "- 20 were hurt"), ("- Rents rise", "- 5 per cent pay more tax")]
)
def test_a_dash_before_a_number_in_a_list_is_a_bullet(lines: tuple[str, str]) -> None:
    said = [line.removeprefix("- ") for line in lines]
    assert bullets(read("What changed\n\nThe year:\n\n" + "\n".join(lines))) == said


WEIGHED = ["+ Cheap for tenants", "- Slow for owners", "+ Good for all"]


@pytest.mark.parametrize(
    "source",
    [
        "What it means\n\nThe law:\n\n{}\n",
        "# What it means\n\nThe law:\n\n{}\n",
    ],
)
def test_a_list_of_plus_and_minus_keeps_both(source: str) -> None:
    assert bullets(read(source.format("\n".join(WEIGHED)))) == WEIGHED


SIGNED = [("- 2 seats", "+ 3 seats"), ("- 5 °C", "- 7 °C"), ("+ 3", "+ 4"), ("- Slow", "+ Cheap")]


@pytest.mark.parametrize("lines", SIGNED)
@pytest.mark.parametrize(
    "source",
    [
        "# What changed\n\n## The year\n\n* {}\n* {}\n",
        "# What changed\n\n## The year\n\n- {}\n- {}\n",
        "# What changed\n\n## The year\n\n1. {}\n2. {}\n",
        "What changed\n\nThe year:\n\n• {}\n• {}\n",
        "What changed\n\nThe year:\n\n* {}\n* {}\n",
        "<h1>What changed</h1><ul><li>{}</li><li>{}</li></ul>",
        "<h1>What changed</h1><p>The year:<br>{}<br>{}</p>",
        "<h1>What changed</h1><p>The year:</p><p>{}</p><p>{}</p>",
        "<h1>What changed</h1><p>The year:</p><p>{}<br>{}</p>",
    ],
)
def test_a_sign_behind_the_mark_of_a_point_stays(lines: tuple[str, str], source: str) -> None:
    draft = split(read(source.format(*lines)), X)
    said = "\n".join(post.body for post in draft.posts)
    assert all(line in said for line in lines)


@pytest.mark.parametrize("head", ["The vote\n\n", "# The vote\n\n"])
def test_a_dash_before_a_number_is_a_minus_where_others_have_a_plus(head: str) -> None:
    source = (
        f"{head}Won:\n\n+ 3 seats for us\n+ 2 for them\n\nLost:\n\n- 4 for others\n- 2 for all\n"
    )
    assert bullets(read(source)) == [
        "+ 3 seats for us",
        "+ 2 for them",
        "- 4 for others",
        "- 2 for all",
    ]


def test_a_plus_behind_a_bullet_makes_no_minus_of_other_bullets() -> None:
    source = "The toll\n\nThis week:\n\n- 14 people died\n- + 3 more are missing\n- 20 were hurt\n"
    assert bullets(read(source)) == ["14 people died", "+ 3 more are missing", "20 were hurt"]


def test_a_list_inside_a_point_of_markdown_is_a_list() -> None:
    found = read("# The vote\n\n- Seats:\n  - 5 for us\n  - 6 for them\n- - Nested\n")
    assert bullets(found) == ["Seats:", "5 for us", "6 for them", "Nested"]


def test_a_quotation_of_one_number_is_a_quotation() -> None:
    found = read("# The vote\n\nHe said:\n\n> 50 per cent said yes\n> and the rest no.\n")
    assert "> 50" not in split(found, X).posts[-1].body


def test_seats_won_and_lost_keep_their_signs() -> None:
    seats = ["+ 3 CDU", "- 2 SPD", "− 4 Greens"]
    assert bullets(read("The vote\n\nSeats:\n\n" + "\n".join(seats))) == seats


@pytest.mark.parametrize("head", ["The vote", "# The vote"])
@pytest.mark.parametrize("mark", ["+", "-"])
def test_a_list_of_one_mark_alone_is_of_bullets(head: str, mark: str) -> None:
    source = f"{head}\n\nSeats:\n\n{mark} {FIRST}\n{mark} {SECOND}\n"
    assert bullets(read(source)) == [FIRST, SECOND]
