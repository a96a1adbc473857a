"""The first and the last words of a story are told, whatever they begin like."""

from __future__ import annotations

import pytest

from publisher.explainer import read
from publisher.split import X, split

TITLE = "City opens first tidal power plant"
BODY = "The city of Northport opened a tidal power plant that can supply 9,000 homes. It cost $61 million."


def told(source: str) -> str:
    draft = split(read(source), X)
    draft.ledger.check()
    return " ".join(post.body for post in draft.posts)


STORY = [
    "By Friday, 40 people had died, officials said.",
    "By Christmas, prices will have doubled.",
    "By March 40 had gone",
    "By Friday",
    "By Germany’s count, two are left",
    "By Tuesday Ukraine had won",
    "By Putin and others it was denied",
    "Von Berlin aus fährt kein Zug",
    "Par Toutatis il pleut",
    "Reporting by women is up, a study says.",
    "Reporting by Reuters shows how it was done.",
    "Read more books, doctors say.",
    "Follow us, the police said.",
    "Credit: banks lend less.",
    "Pictures: how they are made by machines.",
    "Image: what is left of it.",
    "eBay said on Monday it would pay.",
    "iPhone users are told to wait.",
    "de Gaulle airport was shut.",
    "al-Shabaab said it was there.",
    "von der Leyen spoke at noon.",
]


@pytest.mark.parametrize("line", STORY)
@pytest.mark.parametrize(
    "form", ["{0}\n\n{1}\n\n{2}\n", "{0}\n\n{2}\n\n{1}\n", "{0}\n\n{2}\n\n{2}\n\n{1}"]
)
def test_a_sentence_of_the_story_is_told_first_and_last(line: str, form: str) -> None:
    source = form.format(TITLE, line, BODY)
    assert line in told(source)
    found = read(source)
    assert not found.credits
    assert found.sign_off is None


@pytest.mark.parametrize(
    "line",
    [
        "By Jo Example",
        "By Jo Example and Sam Other",
        "By Jo Example, science correspondent",
        "By Jo Example in Berlin and Ann de la Cruz",
        "By JO EXAMPLE",
        "By Jo Example, 12 March 2027",
        "By The Northport News staff",
        "Von Jo Beispiel",
    ],
)
def test_a_name_without_a_verb_is_a_byline(line: str) -> None:
    found = read(f"{TITLE}\n\n{line}\n\n{BODY}\n")
    assert [aside.reason for aside in found.asides] == ["byline"]


@pytest.mark.parametrize(
    "line",
    [
        "Reporting by Jo Example; editing by Sam Other",
        "Additional reporting by Jo Example in Berlin",
        "Read more: northport.example",
        "Read more about tides here",
        "Read more…",
        "Follow us on every network",
    ],
)
def test_what_signs_off_still_does(line: str) -> None:
    assert read(f"{TITLE}\n\n{BODY}\n\n{line}\n").sign_off


@pytest.mark.parametrize(
    "line",
    ["Credit: Jo Example", "Photo: Jo Example/AFP", "Image: courtesy of the city", "Picture: dpa"],
)
def test_a_credit_still_is_one(line: str) -> None:
    assert read(f"{TITLE}\n\n{line}\n\n{BODY}\n").credits
