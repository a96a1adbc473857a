"""A mark in a cell or a line of its own stays with its words: moved to others it would say the opposite."""

from __future__ import annotations

from contextlib import suppress

import pytest

from publisher.explainer import lone_marks, read
from publisher.explainer.lines import clean_text
from publisher.explainer.model import SourceKind, Unreadable

LEDE, LAST = (
    "The state pays for some things.",
    "All of this becomes law in the month of May, it said.",
)


def told(source: str, kind: SourceKind = "auto") -> list[str]:
    found = read(source, kind=kind)
    heads = [section.heading.text for section in found.sections if section.heading]
    return [*heads, *(part.text for part in found.parts())]


def page(inner: str) -> str:
    return f"<h1>What is paid</h1><p>{LEDE}</p>{inner}<p>{LAST}</p>"


def table(*rows: str) -> str:
    made = "".join(f"<tr>{row}</tr>" for row in rows)
    return page(f"<table>{made}</table>")


@pytest.mark.parametrize(("no", "yes"), [("✗", "✓"), ("❌", "✅"), ("👎", "👍"), ("↓", "↑")])
def test_a_mark_in_a_table_stays_with_the_words_of_its_row(no: str, yes: str) -> None:
    before = told(table(f"<td>{no}</td><td>Heat</td>", f"<td><p>{yes}</p></td><td>Rent</td>"))
    assert {f"{no} Heat", f"{yes} Rent"} <= set(before)
    after = told(table(f"<td>Heat</td><td>{no}</td>", f"<td>Rent</td><td>{yes}</td>"))
    assert {f"Heat | {no}", f"Rent | {yes}"} <= set(after)


def test_a_row_of_a_table_with_names_is_told_as_one() -> None:
    found = told(
        table("<th>Party</th><th>Yes</th><th>No</th>", "<td>Green</td><td>24</td><td>1</td>")
    )
    assert {"Party | Yes | No", "Green | 24 | 1"} <= set(found)


def test_a_picture_in_a_row_is_told_by_its_words() -> None:
    no, yes = "<td><img alt=No src=n></td>", "<td><img alt=Yes src=y></td>"
    assert {"Heat | No", "Rent | Yes"} <= set(
        told(table(f"<td>Heat</td>{no}", f"<td>Rent</td>{yes}"))
    )


@pytest.mark.parametrize("mark", ["✓", "x", "24"])
@pytest.mark.parametrize("headed", [True, False])
def test_an_empty_cell_keeps_its_place(mark: str, headed: bool) -> None:
    names = ["<th></th><th>Yes</th><th>No</th>"] if headed else []
    no, yes = f"<td></td><td>{mark}</td>", f"<td>{mark}</td><td></td>"
    found = told(table(*names, f"<td>Heat</td>{no}", f"<td>Rent</td>{yes}"))
    assert {f"Heat | – | {mark}", f"Rent | {mark} | –"} <= set(found)
    assert ("Yes | No" in found) == headed
    bare = told(table("<th>Yes</th><th>No</th>", no, yes))
    assert {f"(–) | {mark}", f"{mark} | –"} <= set(bare)


def test_an_empty_cell_of_markdown_keeps_its_place() -> None:
    rows = "|  | Yes | No |\n|---|---|---|\n| Heat | | x |\n| Rent | x | |\n"
    found = told(f"# What is paid\n\n{LEDE}\n\n{rows}\n{LAST}\n")
    assert {"Yes | No", "Heat | – | x", "Rent | x | –"} <= set(found)


@pytest.mark.parametrize("column", ["<td></td>", "<td>&nbsp;</td>", "<td><img src=blank.gif></td>"])
def test_a_table_that_sets_parts_of_a_page_is_no_table_of_facts(column: str) -> None:
    assert LAST in told(
        f"<h1>What is paid</h1><table><tr>{column}<td>{LEDE} {LAST}</td></tr></table><p>{LAST}</p>"
    )


WAYS = {
    "a page": page("{}"),
    "a text": f"What is paid\n\n{LEDE}\n\n{{}}\n\n{LAST}\n",
    "Markdown": f"# What is paid\n\n{LEDE}\n\n{{}}\n\n{LAST}\n",
}
BETWEEN = {"a page": "</p><p>", "a text": "\n\n", "Markdown": "\n\n"}


@pytest.mark.parametrize("way", WAYS)
@pytest.mark.parametrize("first", [True, False])
def test_marks_by_themselves_stay_with_their_words(way: str, first: bool) -> None:
    pairs = [("✗", "Heat is paid"), ("✓", "Rent is paid"), ("✗", "Food is paid")]
    lines = [piece for pair in pairs for piece in (pair if first else pair[::-1])]
    joined = [" ".join(pair if first else pair[::-1]) for pair in pairs]
    inner = BETWEEN[way].join(lines)
    found = told(WAYS[way].format(f"<p>{inner}</p>" if way == "a page" else inner))
    assert set(joined) <= set(found)
    assert LAST in found


def test_words_with_their_marks_on_the_next_line_keep_them() -> None:
    assert {"Heat ✗", "Rent ✓"} <= set(told(f"What is paid\n\n{LEDE}\n\nHeat\n✗\nRent\n✓\n"))


def test_an_order_that_shows_nothing_is_told_of() -> None:
    source = "What is paid\n\nThe law:\n\nHeat\n\n✗\n\nRent\n\n✓\n\nFood\n"
    assert any("“✗”" in warning for warning in read(source).warnings)


def test_marks_make_no_headline_by_themselves() -> None:
    found = read(f"✓\n\n✗\n\n{LEDE}\n\n{LAST}")
    assert found.headline
    assert LEDE in found.headline.text


LISTS = {
    "lines": "What is safe\n\n{0}\n- Tea\n- Milk\n\n{1}\n- Gin\n- Rum\n",
    "lines apart": "What is safe\n\nWhat we know.\n\n{0}\n\n- Tea\n- Milk\n\n{1}\n\n- Gin\n- Rum\n",
    "lines together": "What is safe\n\nWhat we know.\n\n{0}\n• Tea\n• Milk\n{1}\n• Gin\n• Rum\n",
    "numbers": "What is safe\n\n{0}\n1. Tea\n2. Milk\n\n{1}\n1. Gin\n2. Rum\n",
    "Markdown": "# What is safe\n\n{0}\n\n- Tea\n- Milk\n\n{1}\n\n- Gin\n- Rum\n",
    "Markdown headings": "# What is safe\n\n## {0}\n\n- Tea\n- Milk\n\n## {1}\n\n- Gin\n- Rum\n",
    "Markdown bold": "# What is safe\n\n**{0}**\n\n- Tea\n- Milk\n\n**{1}**\n\n- Gin\n- Rum\n",
    "a page": "<h1>What is safe</h1><h2>{0}</h2><ul><li>Tea<li>Milk</ul><h2>{1}</h2><ul><li>Gin<li>Rum</ul>",
    "paragraphs": "<h1>What is safe</h1><p>{0}</p><ul><li>Tea<li>Milk</ul><p>{1}</p><ul><li>Gin<li>Rum</ul>",
    "bold": "<h1>What is safe</h1><p><b>{0}</b></p><ul><li>Tea<li>Milk</ul><p><b>{1}</b></p><ul><li>Gin<li>Rum</ul>",
}
OVER = [("✅", "❌"), ("👍", "👎"), ("🟢", "🔴"), ("⬆️", "⬇️"), ("✓", "✗"), ("↑", "↓")]


@pytest.mark.parametrize("source", LISTS.values(), ids=LISTS)
@pytest.mark.parametrize(("yes", "no"), OVER)
def test_a_mark_alone_over_a_list_is_its_heading(source: str, yes: str, no: str) -> None:
    found = read(source.format(yes, no))
    assert found.headline
    assert found.headline.text == "What is safe"
    heads = [section.heading.text for section in found.sections if section.heading]
    assert heads == [yes, no]
    said = [part.text.lstrip("12. ") for section in found.sections[-2:] for part in section.parts]
    assert said == ["Tea", "Milk", "Gin", "Rum"]


@pytest.mark.parametrize("around", ["h2", "p", "h3"])
def test_an_icon_alone_over_a_list_is_its_heading(around: str) -> None:
    yes, no = (f'<{around}><i class="fa fa-thumbs-{way}"></i></{around}>' for way in ("up", "down"))
    found = told(f"<h1>Safe</h1>{yes}<ul><li>Tea<li>Milk</ul>{no}<ul><li>Gin<li>Rum</ul>")
    assert found[:2] == ["👍", "👎"]


def test_marks_on_the_lines_under_points_are_theirs() -> None:
    found = told(f"What is paid\n\n{LEDE}\n\n- Heat\n✗\n- Rent\n✓\n")
    assert {"Heat ✗", "Rent ✓"} <= set(found)


def test_a_mark_between_two_points_of_a_list_is_told_of() -> None:
    found = read(f"What is paid\n\n{LEDE}\n\n- Heat\n- Tea\n✗\n- Rent\n- Gin\n")
    assert any("“✗”" in warning for warning in found.warnings)


def test_a_mark_goes_to_no_words_before_a_blank_line() -> None:
    found = told(f"What is paid\n\n{LEDE}\n\n✗\nHeat is not paid.\n\n{LAST}\n\n✓\nRent is.\n")
    assert {"✗ Heat is not paid.", LAST, "✓ Rent is."} <= set(found)
    source = f"What is paid\n\n{LEDE}\n\n- Heat\n- Rent\n\n✓\n"
    assert told(source)[-2:] == ["Rent", "✓"]
    assert any("“✓”" in warning for warning in read(source).warnings)


@pytest.mark.parametrize("source", ["# ✅\n\nTea is safe.\n", "<h1>✅</h1><p>Tea is safe.</p>"])
def test_a_mark_for_a_headline_is_told_of(source: str) -> None:
    assert any("“✅”" in warning for warning in read(source).warnings)


@pytest.mark.parametrize("mark", ["###|\n", "<!--\u2028", "\n-->%~", "<!--\x0c", "✅\n", "★\n\n"])
def test_marks_alone_are_joined_once_however_many_follow_each_other(monkeypatch, mark):
    read_over = []

    def counted(text: str) -> str:
        read_over.append(len(text))
        return clean_text(text)

    monkeypatch.setattr(lone_marks, "clean_text", counted)
    source = "Head\n\n" + mark * 500 + "\n\nWords"
    with suppress(Unreadable):
        read(source)
    assert sum(read_over) <= 3 * len(source)
