"""What is left of a point whose words were struck or hidden goes out with them, and never to another point."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.explainer.model import SourceKind
from publisher.split import X, split

STRANDED = "Left out as well"


def told(source: str, kind: SourceKind = "auto") -> str:
    draft = split(read(source, kind=kind), X)
    draft.ledger.check()
    return "\n".join(post.body for post in draft.posts)


def lines(*points: str) -> str:
    listed = "\n".join(f"- {point}" for point in points)
    return f"# What is safe\n\nThis we know so far.\n\n{listed}\n"


def page(*points: str) -> str:
    listed = "".join(f"<li>{point}</li>" for point in points)
    return f"<h1>What is safe</h1><p>This we know so far.</p><ul>{listed}</ul>"


STRUCK = {"markdown": "~~{}~~", "text": "~~{}~~", "html": "<s>{}</s>"}
RESTS = [
    ("{} ❌", "❌"),
    ("❌ {}", "❌"),
    ("{}: 4", ": 4"),
    ("{} – 4", "– 4"),
    ("{} (5%)", "(5%)"),
    ("{}: No", ": No"),
    ("{}: four dead", ": four dead"),
    ("{} 👎", "👎"),
]


@pytest.mark.parametrize("kind", STRUCK)
@pytest.mark.parametrize(("point", "rest"), RESTS)
def test_the_rest_of_a_struck_point_goes_out_and_is_named(
    kind: SourceKind, point: str, rest: str
) -> None:
    made = page if kind == "html" else lines
    source = made("Beer ✅", point.format(STRUCK[kind].format("Gin")), "Tea ✅")
    said = told(source, kind)
    assert rest not in said
    assert "Beer ✅\n" in said
    assert "Tea ✅" in said
    assert any(STRANDED in each and rest in each for each in read(source, kind=kind).warnings)


@pytest.mark.parametrize("kind", ["markdown", "text"])
def test_the_rest_of_a_hidden_point_goes_out(kind: SourceKind) -> None:
    source = lines("Beer ✅", "<!-- Gin --> ❌", "Tea ✅")
    assert "❌" not in told(source, kind)
    assert any(STRANDED in each for each in read(source, kind=kind).warnings)


@pytest.mark.parametrize(
    "row",
    [
        "<td><s>Gin</s></td><td>❌</td>",
        "<td style='display:none'>Gin</td><td>❌</td>",
        "<td><span hidden>Gin</span></td><td>❌</td>",
        "<td><s>Gin</s></td><td>4</td>",
        "<td>❌</td><td><del>Gin</del></td>",
    ],
)
def test_a_row_without_its_name_goes_out(row: str) -> None:
    rows = f"<tr><td>Wine</td><td>✅</td></tr><tr>{row}</tr><tr><td>Tea</td><td>✅</td></tr>"
    source = f"<h1>What is safe</h1><p>This we know.</p><table>{rows}</table>"
    said = told(source)
    assert {"Wine | ✅", "Tea | ✅"} <= set(said.splitlines())
    assert "❌" not in said
    assert "4" not in said
    assert any(STRANDED in each for each in read(source).warnings)


def test_a_row_of_markdown_without_its_name_goes_out() -> None:
    said = told(
        "# Safe\n\nThis we know.\n\n| A | B |\n|---|---|\n| Wine | ✅ |\n| ~~Gin~~ | ❌ |\n"
    )
    assert "Wine | ✅" in said
    assert "❌" not in said


def test_a_column_that_is_not_shown_takes_no_row_with_it() -> None:
    rows = "".join(
        f"<tr><td style='display:none'>id</td><td>{name}</td><td>✅</td></tr>"
        for name in ("Wine", "Tea")
    )
    source = f"<h1>Safe</h1><p>This we know.</p><table>{rows}</table>"
    assert {"Wine | ✅", "Tea | ✅"} <= set(told(source).splitlines())
    assert not read(source).warnings


def test_a_struck_cell_in_a_row_is_empty() -> None:
    rows = "<tr><th>A<th>B<th>C</tr><tr><td>Wine<td><s>5</s><td>6</tr>"
    assert "Wine | – | 6" in told(f"<h1>Safe</h1><p>This.</p><table>{rows}</table>")


@pytest.mark.parametrize(
    "source",
    [
        "Safe\n\nThis we know.\n\n- Beer\n✅\n- ~~Gin~~\n❌\n- Tea\n✅\n",
        "Safe\n\nThis we know.\n\nBeer\n\n✅\n\n~~Gin~~\n\n❌\n\nTea\n\n✅\n",
        "Safe\n\nThis we know.\n\n✅\nBeer is.\n\n❌\n~~Gin is.~~\n\n✅\nTea is.\n",
        "<h1>Safe</h1><p>This we know.</p><ul><li>Beer ✅<li><s>Gin</s><p>❌</p><li>Tea ✅</ul>",
        "<h1>Safe</h1><p>This we know.</p><p>Beer ✅, <s>Gin</s> ❌, Tea ✅.</p>",
    ],
)
def test_a_sign_beside_a_struck_point_goes_out_with_it(source: str) -> None:
    said = told(source)
    assert "❌" not in said
    assert said.count("✅") == 2
    assert any(STRANDED in each for each in read(source).warnings)


def test_a_sign_in_a_paragraph_behind_a_struck_one_is_told_of() -> None:
    found = read("<h1>Safe</h1><p>We know.</p><p><s>Gin is.</s></p><p>❌</p><p>Beer is good.</p>")
    assert any("“❌”" in warning for warning in found.warnings)


@pytest.mark.parametrize("kind", STRUCK)
@pytest.mark.parametrize(
    ("point", "words", "kept"),
    [
        ("{} 14 people", "40", "14 people"),
        ("{} 4", "5", "4"),
        ("{} Present", "Gone", "Present"),
        ("{} No", "Yes", "No"),
        ("Gin: {} 4", "5", "Gin: 4"),
        ("Gin {} ❌", "✅", "Gin ❌"),
        ("{} – the state pays for all of it, and the towns for none of it this year", "Old", "the state pays"),
    ],
)  # fmt: skip
def test_a_correction_stays(kind: SourceKind, point: str, words: str, kept: str) -> None:
    made = page if kind == "html" else lines
    source = made("Beer", point.format(STRUCK[kind].format(words)), "Tea")
    assert kept in told(source, kind).replace("  ", " ")
    assert not any(STRANDED in each for each in read(source, kind=kind).warnings)


def test_a_footnote_or_a_note_behind_a_sign_takes_nothing_with_it() -> None:
    assert "✅" in told(lines("Beer", "✅ <!-- checked by Ann -->", "Tea"), "text")
    assert "5" in told(page("Beer", "5<sup>a</sup>", "Tea"))
