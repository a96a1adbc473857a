"""The history of a thread in plain words: each move and each call, with the network's answer."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from publisher.thread.models import Call, Thread
from publisher.thread.states import PostState, ThreadState
from publisher.web.chronicle import HistoryEntry, condense_history, list_history
from tests.delivery.conftest import network, paper  # noqa: F401 - fixtures
from tests.followup.conftest import (  # noqa: F401 - fixtures
    Stopped,
    going,
    mara,
    refused,
    unclear,
)

#: What only a programmer would write.
MACHINE = re.compile(r"[a-z]+_[a-z]+|\bNone\b|[{}<>]|\b[0-9a-f]{8,}\b|https?://")


def lines(thread: Thread, *, short: bool = False) -> list[str]:
    whole = list_history(thread)
    shown = condense_history(whole) if short else whole
    return [f"{each.who} {each.what}: {each.told}" for each in shown]


def test_every_move_and_call_is_a_line(going: Stopped):  # noqa: F811
    assert going.run() == "posted"
    thread = going.fresh()
    assert len(list_history(thread)) == thread.moves.count() + thread.calls.count()
    said = lines(thread)
    for line in (
        "The publisher handed over a picture of post 1: Taken.",
        "The publisher set the alt text of a picture of post 3: Taken.",
        "The publisher looked before the first post: whose account it is: Read.",
        "The publisher sent post 2: Taken.",
        "The publisher read all posts back: 3 of 3 there",
    ):
        assert line in said


def test_the_newest_stands_last(refused: Stopped):  # noqa: F811
    whole = list_history(refused.fresh())
    assert [each.at for each in whole] == sorted(each.at for each in whole)
    assert whole[-1].what.startswith("stopped: it needs an editor")


def test_the_page_says_nothing_twice(refused: Stopped):  # noqa: F811
    said = lines(refused.fresh(), short=True)
    assert "The publisher handed over 3 pictures and their alt texts: All taken." in said
    assert said.count("The publisher sent post 1: Taken.") == 1
    assert "The publisher sent post 2: 403 No cashtags, please." in said
    assert not [line for line in said if "has post 1 out" in line]


def test_what_was_not_clear_and_how_it_was_looked_for(unclear: Stopped):  # noqa: F811
    said = lines(unclear.fresh(), short=True)
    assert [line for line in said if line.startswith("The publisher sent post 2: No clear answer")]
    assert "The publisher looked for post 2: 403 Not now." in said


@pytest.mark.parametrize("stopped", ["refused", "unclear", "going"])
def test_no_line_speaks_as_a_machine_does(request, stopped):
    thread = request.getfixturevalue(stopped).fresh()
    states = [str(each) for each in (*ThreadState, *PostState) if "_" in str(each)]
    for line in lines(thread):
        assert not MACHINE.search(line.replace(thread.account.handle, "")), line
        assert not any(state in line for state in states), line


def test_whatever_a_call_was_it_has_words(paper):  # noqa: F811
    thread = paper.approve()
    for kind in Call.Kind:
        for outcome in ("", *Call.Outcome):
            moment = paper.clock.now()
            Call.objects.create(
                account=paper.account, thread=thread, kind=kind, outcome=outcome, started_at=moment
            )
    assert all(line.split(": ", 1)[1] for line in lines(thread) if "The publisher" in line)


@pytest.mark.parametrize(
    ("handed", "alts", "said"),
    [
        (3, 3, "handed over 3 pictures and their alt texts"),
        (1, 1, "handed over 1 picture and its alt text"),
        (2, 0, "handed over 2 pictures"),
        (0, 2, "set the alt texts of 2 pictures"),
    ],
)
def test_pictures_are_counted_as_they_were_handed_over(handed, alts, said):
    at = datetime(2026, 11, 24, tzinfo=UTC)
    told = ["handed over a picture of post 1"] * handed + ["set the alt text of a picture"] * alts
    entries = [HistoryEntry(at, "The publisher", what, heap="pictures") for what in told]
    assert [entry.what for entry in condense_history(entries)] == [said]
