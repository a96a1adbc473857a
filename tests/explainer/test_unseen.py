"""What a page says in a line to those who do not see it is of that line; what it says of itself is not."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.split import X, split

NAMES = ["sr-only", "visually-hidden", "visuallyhidden", "screen-reader-text", "assistive-text"]
ICON = '<svg aria-hidden="true"><path d="M0"/></svg>'


def told(inside: str) -> str:
    page = f"<h1>What is true</h1><p>This is what we know so far.</p>{inside}"
    draft = split(read(page), X)
    draft.ledger.check()
    return "\n".join(post.body for post in draft.posts)


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "said", ["False:", "Mostly false.", "Refuted:", "Not", "Rating: 2 out of 5 stars.", "Fell by"]
)
@pytest.mark.parametrize("line", ["<ul><li>{} tea heals</li><li>Wait.</li></ul>", "<p>{} tea heals</p>", "<h2>{} tea heals</h2><p>Wait.</p>"])  # fmt: skip
def test_words_unseen_in_a_line_are_its_words(name: str, said: str, line: str) -> None:
    assert f"{said} tea heals" in told(line.format(f'{ICON}<span class="{name}">{said}</span>'))


def test_a_word_unseen_inside_a_sentence_stays_in_it() -> None:
    assert "The claim is not true." in told(
        '<p>The claim is <span class="sr-only">not</span> true.</p>'
    )


@pytest.mark.parametrize("said", ["Partly", "2 out of 5 stars"])
def test_a_cell_that_is_not_seen_is_a_cell(said: str) -> None:
    rows = f'<tr><td>Tea<td>{ICON}<span class="sr-only">{said}</span></tr><tr><td>Gin<td>No</tr>'
    assert f"Tea | {said}" in told(f"<table><tr><th>A<th>B</tr>{rows}</table>")


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize(
    "said",
    ["(opens in a new window)", "external link", "öffnet in neuem Tab", "Image caption, ", "Read more about"],
)  # fmt: skip
def test_what_a_page_says_of_itself_in_a_line_is_none_of_it(name: str, said: str) -> None:
    words = told(f'<p>Tea <span class="{name}">{said}</span>heals.</p>')
    assert "Tea heals." in words
    assert said not in words


@pytest.mark.parametrize(
    "part",
    [
        '<a class="sr-only" href="#main">Skip to content</a>',
        '<h2 class="visually-hidden">Article body</h2>',
        '<p class="sr-only">Menu of all parts</p>',
        '<div><span class="sr-only">Slide one of all</span></div>',
    ],
)
def test_words_unseen_that_stand_alone_are_furniture(part: str) -> None:
    assert told(f"{part}<p>Tea heals.</p>").endswith("Tea heals.")
    assert "all" not in told(f"{part}<p>Tea heals.</p>")


def test_what_is_seen_is_not_said_again() -> None:
    again = '<span aria-hidden="true">5h</span> <span class="sr-only">five hours</span>'
    assert "It took 5h in all." in told(f"<p>It took {again} in all.</p>")
