"""Filled and hollow shapes of one list say something; one kind alone is bullets."""

from __future__ import annotations

import pytest

from publisher.explainer import Explainer, read
from publisher.split import X, split

PAIRS = ["●○", "■□", "◆◇", "▪▫", "◉◯", "◉○", "⚫⚪", "⚫○", "⬛□", "●◯", "☑□", "✓○", "×○", "◐○"]
FIRST, SECOND, THIRD = "Free school meals.", "A new bridge.", "Cheaper buses."


def told(found: Explainer) -> str:
    draft = split(found, X)
    draft.ledger.check()
    return "\n".join(post.body for post in draft.posts)


def plain(lines: list[str]) -> str:
    return "Promises\n\nKept or not:\n\n" + "\n".join(lines) + "\n"


def apart(lines: list[str]) -> str:
    return "Promises\n\nKept or not:\n\n" + "\n\n".join(lines) + "\n"


def by_party(lines: list[str]) -> str:
    return "Promises\n\n" + "\n\n".join(f"Party {n}:\n{line}" for n, line in enumerate(lines))


def markdown(lines: list[str]) -> str:
    return "# Promises\n\n## Kept or not\n\n" + "\n".join(lines) + "\n"


def items(lines: list[str]) -> str:
    return f"<h1>Promises</h1><ul>{''.join(f'<li>{line}</li>' for line in lines)}</ul>"


def paragraphs(lines: list[str]) -> str:
    return f"<h1>Promises</h1>{''.join(f'<p>{line}</p>' for line in lines)}"


def broken_lines(lines: list[str]) -> str:
    return f"<h1>Promises</h1><p>{'<br>'.join(lines)}</p>"


def on_their_own(lines: list[str]) -> str:
    return "Promises\n\nKept or not:\n\n" + "\n".join(line.replace(" ", "\n", 1) for line in lines)


@pytest.mark.parametrize("pair", PAIRS)
@pytest.mark.parametrize(
    "way", [plain, apart, by_party, markdown, items, paragraphs, broken_lines, on_their_own]
)
def test_shapes_of_both_kinds_in_one_list_are_words(pair: str, way: object) -> None:
    lines = [f"{pair[0]} {FIRST}", f"{pair[1]} {SECOND}", f"{pair[0]} {THIRD}"]
    said = told(read(way(lines)))  # type: ignore[operator]  # one of the ways above
    assert all(line in said for line in lines)


@pytest.mark.parametrize("shape", "●○■□◆◇▪▫►")
@pytest.mark.parametrize("way", [plain, apart, markdown, paragraphs, broken_lines, on_their_own])
def test_shapes_of_one_kind_are_bullets(shape: str, way: object) -> None:
    lines = [f"{shape} {words}" for words in (FIRST, SECOND, THIRD)]
    said = told(read(way(lines)))  # type: ignore[operator]  # one of the ways above
    assert shape not in said
    assert said.count("•") == len(lines)


def test_shapes_that_show_depth_are_bullets() -> None:
    lines = [f"● {FIRST}", f"  ○ {SECOND}", f"  ○ {THIRD}", f"● {SECOND}"]
    assert "○" not in told(read(plain(lines)))


def test_lists_of_one_kind_each_keep_neutral_bullets() -> None:
    source = f"Promises\n\nOf all:\n● {FIRST}\n● {SECOND}\n\nOf some:\n○ {FIRST}\n○ {THIRD}\n"
    assert "○" not in told(read(source))


@pytest.mark.parametrize("rating", ["●●●○○", "■■□", "◆◆◇◇", "● ● ○", "●●●●●"])
@pytest.mark.parametrize(
    "source",
    [
        "Films\n\nThis week:\n\n{0} The Bridge\n●○○ The Road\n",
        "Films\n\nThis week:\n\nThe Bridge\n{0}\nThe Road\n●○○\n",
        "# Films\n\n- {0} The Bridge\n- ●○○ The Road\n",
        "<h1>Films</h1><ul><li>{0} The Bridge</li><li>●○○ The Road</li></ul>",
        "<h1>Films</h1><p>The Bridge<br>{0}</p><p>The Road<br>●○○</p>",
        "<h1>Films</h1><p>The Bridge</p><p>{0}</p><p>The Road</p><p>●○○</p>",
    ],
)
def test_a_rating_stays_whole(source: str, rating: str) -> None:
    assert rating in told(read(source.format(rating)))


@pytest.mark.parametrize("rule", ["■ ■ ■", "●●●", "◆ ◆ ◆ ◆"])
def test_shapes_alone_on_a_line_are_a_rule_where_nothing_is_rated(rule: str) -> None:
    assert rule not in told(read(f"Films\n\nOne came out.\n\n{rule}\n\nAnother did not.\n"))
