"""A hand that is hidden by moves, spaces, or bringing back: read off the words of the versions alone."""

from __future__ import annotations

import pytest

from publisher.thread.hands import HandedVersion, find_hands, makers_of
from tests.thread.test_hands import ADA, FERRY, MARA, NOBODY, WRITER, changed, said, whose

OLD = said(*FERRY)
HIDDEN = {
    "moved, then left out": (
        (MARA, said(FERRY[0], FERRY[2], FERRY[1])),
        (MARA, said(FERRY[0], FERRY[1])),
    ),
    "left out, its words typed over another": (
        (MARA, said(*FERRY[:2])),
        (MARA, said(FERRY[0], FERRY[2])),
    ),
    "taken away, moved, typed back": (
        (MARA, changed(2, "X.")),
        (MARA, said(FERRY[0], FERRY[2], "X.")),
        (MARA, said(FERRY[0], FERRY[2], FERRY[1])),
    ),
    "a space before her word": (
        (MARA, changed(2, "It never broke down in March")),
        (WRITER, changed(2, "It  never broke down in March")),
    ),
    "a mark before her word": (
        (MARA, changed(2, "Ferries broke down in March")),
        (WRITER, changed(2, "✅ -Ferries broke down in March")),
    ),
    "a word before her word": (
        (MARA, changed(2, "Ferries broke down in March")),
        (WRITER, changed(2, "Yesterday ferries broke down in March")),
    ),
    "her word in capitals": (
        (MARA, changed(2, "Ferries broke down in March")),
        (WRITER, changed(2, "FERRIES broke down in March")),
    ),
    "a post split before her word": (
        (MARA, changed(2, "It never broke down in March")),
        (WRITER, said(FERRY[0], "It", "never broke down in March", FERRY[2])),
    ),
    "words turned round, then spaces": (
        (MARA, changed(2, "March broke down in it")),
        (WRITER, changed(2, " March  broke  down  in  it ")),
    ),
    "a cut, then spaces": (
        (MARA, changed(2, "It broke down")),
        (WRITER, changed(2, " It  broke  down ")),
    ),
}


@pytest.mark.parametrize("steps", HIDDEN.values(), ids=list(HIDDEN))
@pytest.mark.parametrize("approved", [{}, {1: ADA}], ids=["never approved", "approved before"])
def test_a_hidden_hand_counts(steps, approved):
    assert whose((WRITER, OLD), *steps, approved=approved) >= MARA


FIRST, SECOND, THIRD = "The ferry is late", "It broke down in March", "The money is found?"
BOTH = f"{SECOND}. {THIRD}"
#: What is done to the second and third post of a thread whose first is out.
TAILS = {
    "typed over each other": (
        (MARA, said(FIRST, "X.", THIRD)),
        (MARA, said(FIRST, "X.", SECOND)),
        (MARA, said(FIRST, THIRD, SECOND)),
    ),
    "taken away, moved, typed back": (
        (MARA, said(FIRST, "X.", THIRD)),
        (MARA, said(FIRST, THIRD, "X.")),
        (MARA, said(FIRST, THIRD, SECOND)),
    ),
    "left out, put in behind": ((MARA, said(FIRST, THIRD)), (MARA, said(FIRST, THIRD, SECOND))),
    "through one post": (
        (MARA, said(FIRST, BOTH, "X.")),
        (MARA, said(FIRST, "X.", SECOND)),
        (MARA, said(FIRST, THIRD, SECOND)),
    ),
    "its end cut": ((MARA, said(FIRST, SECOND, "The money")),),
    "its last mark cut, its beginning changed": (
        (MARA, said(FIRST, SECOND, "The money is found")),
        (WRITER, said(FIRST, SECOND, "All money is found")),
    ),
}


@pytest.mark.parametrize("steps", TAILS.values(), ids=list(TAILS))
@pytest.mark.parametrize("before", ["", " ", "Really "], ids=["nothing", "a space", "a word"])
@pytest.mark.parametrize("approved", [{}, {1: ADA}], ids=["never approved", "approved before"])
def test_a_hand_in_the_tail_counts_where_the_rest_is_out(steps, before, approved):
    """The places are those of what is not out, and the end, which tells what was cut there."""
    first, second, third = (post["body"] for post in steps[-1][1]["posts"])
    end = (WRITER, said(first, second, f"{before}{third}"))
    chain = enumerate([(WRITER, said(FIRST, SECOND, THIRD)), *steps, end], 1)
    versions = [
        HandedVersion(rev, by, content, approved.get(rev, NOBODY)) for rev, (by, content) in chain
    ]
    makers = {each.rev: each.by for each in versions}
    assert makers_of(find_hands(versions, among={2, 3, 4}), makers) >= MARA


def card(text: str, sha: str, **more: object) -> dict[str, object]:
    drawn = [{"sha256": sha, "alt": "Words on blue"}]
    spec = {"kind": "text", "heading": "", "text": text, "speaker": "", "drawn": drawn}
    return {"posts": [{"body": "The ferry", "cards": drawn, "specs": [spec], **more}]}


def test_the_words_of_a_card_are_hers_though_it_is_drawn_again():
    steps = (WRITER, card("Police shot", "1")), (MARA, card("Robbers shot", "2"))
    assert whose(*steps, (WRITER, card("Robbers shot", "3")), approved={1: ADA}) >= MARA


def test_a_version_that_does_not_say_what_its_card_says_takes_no_hand():
    """As versions of the first release."""
    old = card("Police shot", "1")
    del old["posts"][0]["specs"]  # type: ignore[index]
    again = card("Police shot", "1", body="The ferry sank")
    steps = (WRITER, old), (MARA, again), (WRITER, card("Police shot", "1", body="A boat"))
    assert whose(*steps, approved={1: ADA}) == WRITER
    steps = (WRITER, old), (MARA, again), (MARA, card("Police shot", "1"))
    assert whose(*steps, approved={1: ADA}) == NOBODY
