"""What an icon says to whoever sees or hears it is kept as a word, or told of."""

from __future__ import annotations

import pytest

from publisher.explainer import Explainer, read
from publisher.explainer.model import SourceKind
from publisher.split import X, split

NO = [
    '<i class="icon" title="No"></i>',
    '<i aria-label="No"></i>',
    '<span role="img" aria-label="No"></span>',
    '<svg><title>No</title><path d="M0"/></svg>',
    '<svg aria-label="No"><path d="M0"/></svg>',
    '<img alt="No" src="n.png">',
    '<img title="No" src="n.png">',
    '<span class="sr-only">No</span>',
    '<span title="No">·</span>',
]
CROSS = [
    '<i class="fa fa-times"></i>',
    '<i class="fas fa-times-circle" aria-hidden="true"></i>',
    '<i class="fa fa-times">\uf00d</i>',
    '<i class="bi bi-x-circle-fill"></i>',
    '<span class="glyphicon glyphicon-remove"></span>',
    '<span class="dashicons dashicons-no"></span>',
    '<span class="material-icons">close</span>',
    '<svg class="icon"><use href="#icon-cross"/></svg>',
    '<svg aria-label="Cross mark"></svg>',
    '<img alt="✗" src="n.png">',
    '<b><i class="fa fa-times"></i></b>',
    '<i class="icon-no" aria-hidden="true"></i><span class="visually-hidden">No</span>',
]
WORDS = "Troops were sent."


def told(found: Explainer) -> str:
    draft = split(found, X)
    draft.ledger.check()
    return "\n".join(post.body for post in draft.posts)


def page(inside: str) -> str:
    return f"<h1>What is true</h1><p>This is what we know so far.</p>{inside}"


@pytest.mark.parametrize("icon", NO)
@pytest.mark.parametrize(
    ("inside", "words"),
    [
        ("<ul><li>{} Troops were sent.</li><li>Talks go on.</li></ul>", f"No: {WORDS}"),
        ("<ul><li><p>{} Troops were sent.</p></li></ul>", f"No: {WORDS}"),
        ("<ul><li>{}<p>Troops were sent.</p></li></ul>", f"No: {WORDS}"),
        ("<ul><li>Troops were sent. {}</li></ul>", f"{WORDS} (No)"),
        ("<p>{} Troops were sent.</p>", f"No: {WORDS}"),
        ("<table><tr><th>A<th>B<tr><td>Troops<td>{}</table>", "Troops | No"),
        ("<table><tr><td>Troops<td>{}<tr><td>Talks<td>Yes</table>", "Troops | No"),
    ],
)
def test_a_verdict_of_an_icon_is_a_word(icon: str, inside: str, words: str) -> None:
    assert words in told(read(page(inside.format(icon))))


@pytest.mark.parametrize("icon", CROSS)
@pytest.mark.parametrize("inside", ["<ul><li>{} {}</li><li>Talks go on.</li></ul>", "<p>{} {}</p>"])
def test_a_cross_drawn_as_an_icon_is_a_sign(icon: str, inside: str) -> None:
    assert f"✗ {WORDS}" in told(read(page(inside.format(icon, WORDS))))


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ('- <i title="No"></i> Troops were sent.', f"No: {WORDS}"),
        ("- ![No](n.png) Troops were sent.", f"No: {WORDS}"),
        ("- ![✗](n.png) Troops were sent.", f"✗ {WORDS}"),
        ('- <i class="fa fa-times"></i> Troops were sent.', f"✗ {WORDS}"),
        ("| A | B |\n|---|---|\n| Troops | ![No](n.png) |", "Troops | No"),
    ],
)
def test_an_icon_in_markdown_is_a_word(line: str, words: str) -> None:
    assert words in told(read(f"# What is true\n\nWhat we know.\n\n{line}\n", kind="markdown"))


@pytest.mark.parametrize(
    "icon",
    ['<i title="{}"></i>', "<svg><title>{}</title></svg>", '<img alt="{}">', "<b title='{}'></b>"],
)
@pytest.mark.parametrize("words", ["Refuted", "Half of it", "Widerlegt"])
def test_another_word_of_an_icon_before_a_point_is_told_of(icon: str, words: str) -> None:
    found = read(page(f"<ul><li>{icon.format(words)} Troops.</li><li>Talks.</li></ul>"))
    assert words not in told(found)
    (warning,) = [said for said in found.warnings if words in said]
    assert "put in what they tell" in warning.lower()


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        ("<ul><li><a href='https://example.org/s'><i class='fa fa-check'></i> More</a></li></ul>", "html"),
        ("<ul><li><svg><title>Chevron</title></svg> Troops were sent.</li></ul>", "html"),
        ("<ul><li><img alt='Flag of France'> Troops were sent.</li></ul>", "html"),
        ("<ul><li><img alt='Icon'> Troops were sent.</li></ul>", "html"),
        ("<ul><li>Troops <svg><title>External link</title></svg> were sent.</li></ul>", "html"),
        ("<p><img alt='A pool in the rain'> Troops were sent.</p>", "html"),
        ("<button><i class='fa fa-times' title='Close'></i></button>", "html"),
    ],
)  # fmt: skip
def test_an_icon_that_only_decorates_is_not_told_of(source: str, kind: SourceKind) -> None:
    found = read(page(source), kind=kind)
    assert not found.warnings
    assert not {"✓", "✗"} & set(told(found))


def test_a_piece_of_a_page_stays_a_piece_when_its_icons_are_settled() -> None:
    around = "<p>At <abbr title='North Atlantic'>NATO</abbr> they said no.</p><details><summary>More</summary><p>Hidden text.</p></details>"
    assert "they said no" in told(read(f"<h1>X</h1>{around}", kind="html"))


RATINGS = [
    ('Tea <span role="img" aria-label="2 out of 5 stars"></span>', "Tea (2 out of 5 stars)"),
    ('<span role="img" aria-label="4 out of 5 stars"></span> Tea', "4 out of 5 stars: Tea"),
    ('Tea <img alt="4 stars" src="s.png"> in all', "Tea (4 stars) in all"),
    ('Tea <i class="fa fa-star"></i><i class="fas fa-star"></i><i class="far fa-star"></i>', "Tea ★★☆"),
    ('<i class="fa fa-star"></i> <i class="fa fa-star-o"></i> Tea', "★ ☆ Tea"),
    ('Tea <i class="bi bi-star-fill"></i><i class="bi bi-star-half"></i><i class="bi bi-star"></i>', "Tea ★½☆"),
    ('<i class="fa-solid fa-arrow-trend-down"></i> Tea', "↓ Tea"),
    ('<i class="fa-solid fa-arrow-trend-up"></i> Tea', "↑ Tea"),
    ('<span class="material-icons">arrow_downward</span>Tea', "↓ Tea"),
    ('<i class="fas fa-minus"></i>250 jobs', "−250 jobs"),
    ('<i class="fas fa-plus"></i> $250', "+ $250"),
    ('<font face="Wingdings">ü</font> Tea', "✓ Tea"),
    ('<font face="Wingdings">û</font> Tea', "✗ Tea"),
]  # fmt: skip


@pytest.mark.parametrize(("drawn", "words"), RATINGS)
@pytest.mark.parametrize("inside", ["<ul><li>{}</li><li>Talks go on.</li></ul>", "<p>{}</p>"])
def test_a_rating_or_a_direction_that_is_drawn_is_told(drawn: str, words: str, inside: str) -> None:
    assert words in told(read(page(inside.format(drawn))))


@pytest.mark.parametrize(
    ("drawn", "words"),
    [
        ('<span role="img" aria-label="2 out of 5 stars"></span>', "2 out of 5 stars"),
        ('<i class="fa fa-star"></i><i class="fa fa-star"></i>', "★★"),
    ],
)
def test_a_rating_in_a_cell_is_its_words(drawn: str, words: str) -> None:
    rows = f"<tr><th>A<th>B</tr><tr><td>Tea<td>{drawn}</tr>"
    assert words in told(read(page(f"<table>{rows}</table>")))


def test_a_dash_that_is_drawn_before_words_is_no_minus() -> None:
    assert "−" not in told(read(page('<ul><li><i class="fas fa-minus"></i> Tea</li></ul>')))
