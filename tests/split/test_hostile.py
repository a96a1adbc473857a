"""Texts made to keep a reader busy: none takes much longer than its length says.

What is measured is how the CPU time grows from a size to four times that size.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from publisher.explainer import ExplainerError, read
from publisher.split import SplitError, X, split
from tests.architecture.patterns import seconds

SMALL, LARGE = 8_000, 32_000
#: Four times the text takes four times as long, or sixteen where it takes the square.
MOST = 9
#: What this takes at the larger size is not gone through many times.
NOTHING = 0.1


def made_of(before: str, again: str, after: str = "") -> Callable[[int], str]:
    return lambda size: before + again * (size // len(again)) + after


PAGE = "<p>Headline of it</p><p>One. Two.</p><p>Three.</p>"
FAMILIES = {
    "comments": made_of("", "<!-- a -->", "<span>x</span>"),
    "comments that do not end": made_of("", "<!-- a ", PAGE),
    "paragraphs left open": made_of(PAGE, "<p>x"),
    "list items left open": made_of(PAGE, "<li>x"),
    "bold left open": made_of(PAGE, "<b>x"),
    "an endless attribute": made_of("<p class='", "related ", f"'>x</p>{PAGE}"),
    "line breaks": made_of(f"{PAGE}<p>", "<br>", "x</p>"),
    "entities": made_of(f"{PAGE}<p>", "&amp;", "x</p>"),
    "angles": made_of(PAGE, "<"),
    "a table": made_of(f"{PAGE}<table>", "<tr><td>a</td></tr>", "</table>"),
    "headings alone": made_of("Head\n\n", "Why is it\n\n"),
    "headings with a colon": made_of("", "Why:\n"),
    "headings in Markdown": made_of("", "## Head\n\n"),
    "a long heading over many bullets": lambda size: (
        f"# H\n\n## {'word ' * (size // 10)}\n\n" + "- b c\n" * (size // 12)
    ),
    "bullets": made_of("Head\n\n", "• a\n"),
    "bullet marks": made_of("Head\n\n", "• "),
    "blanks": made_of("Hi", " ", "x"),
    "blanks that stay": made_of("Hi. ", "\u00a0", "x"),
    "line ends": made_of("Hi", "\n", "x"),
    "one word": made_of("", "a"),
    "one line": made_of("", "word "),
    "sentences": made_of("", "This is one. "),
    "initials": made_of("Hi ", "A. "),
    "full stops": made_of("Hi ", "."),
    "ends of another script": made_of("Hi ", "。"),
    "dandas": made_of("Hi ", "।"),
    "flags": made_of("Hi ", "🇺🇦"),
    "families": made_of("Hi ", "👩\u200d"),
    "marks on one letter": made_of("Hi a", "\u0301\u0323"),
    "quotation marks": made_of("Hi ", "“"),
    "quotations of no words": made_of("Hi\n", "“a\n"),
    "brackets": made_of("# H\n\n", "["),
    "links in Markdown": made_of("# H\n\n", "[a]("),
    "stars": made_of("# H\n\n", "*a"),
    "stars and blanks": made_of("# H\n\n", "*a **b "),
    "lines of stars": made_of("# H\n\n", "_ _"),
    "backticks": made_of("# H\n\n", "`a"),
    "quotes in quotes": made_of("# H\n\n", ">"),
    "lists in lists": made_of("# H\n\n", "- ", "a"),
    "link references": made_of("# H\n\n", "[a]: b\n"),
    "rows": made_of("a|b\n-|-\n", "c|d\n"),
    "a title of blanks": made_of("---\ntitle: a", " ", "b\n---\n\n# H\n\nx"),
    "a byline of dashes": made_of("Headline of it\n\nBy A", "-", "!\n\nx"),
    "names": made_of("Hi ", "@a "),
    "sites": made_of("Hi ", "a.com "),
    "addresses": made_of("Hi ", "https://a.com/("),
    "numbers": made_of("Hi ", "1, "),
    "words of time": made_of("Hi ", "in the next "),
}


def drafted(text: str) -> None:
    try:
        split(read(text), X).ledger.check()
    except (ExplainerError, SplitError):
        return


@pytest.mark.parametrize("name", FAMILIES)
def test_no_text_takes_longer_than_its_length_says(name: str) -> None:
    family = FAMILIES[name]
    large = seconds(lambda: drafted(family(LARGE)))
    if large < NOTHING:
        return

    small = seconds(lambda: drafted(family(SMALL)))

    assert large / small < MOST


def test_a_text_longer_than_the_largest_is_refused_before_it_is_read() -> None:
    with pytest.raises(ExplainerError, match="at most 500 kB"):
        read("<!-- a -->" * 60_000)
