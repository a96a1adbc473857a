"""Whose hands are in a version is worked out once, and anew as soon as anything it rests on differs."""

from __future__ import annotations

from dataclasses import replace

import pytest

from publisher.thread import remembered
from publisher.thread.hands import HandedVersion, find_hands
from publisher.thread.remembered import hands_in
from tests.thread.test_hands import ADA, FERRY, MARA, WRITER, changed, said

FIRST = HandedVersion(1, WRITER, said(*FERRY), ADA)
SECOND = HandedVersion(2, MARA, changed(2, "It broke down in May"))
OTHERS = {
    "words": ([FIRST, replace(SECOND, content=said(*FERRY))], None),
    "earlier words": ([replace(FIRST, content=SECOND.content), SECOND], None),
    "alt text": ([FIRST, replace(SECOND, content=said(*FERRY, replies="following"))], None),
    "maker": ([FIRST, replace(SECOND, by=ADA)], None),
    "approver": ([replace(FIRST, approved_by=WRITER), SECOND], None),
    "place": ([FIRST, SECOND], {1}),
    "fewer": ([FIRST], None),
}


@pytest.fixture
def known(monkeypatch):
    """What is remembered: nothing yet."""
    fresh: dict[object, frozenset[int]] = {}
    monkeypatch.setattr(remembered, "_known", fresh)
    return fresh


@pytest.mark.parametrize("other", OTHERS.values(), ids=list(OTHERS))
def test_what_differs_is_worked_out_anew(known, other):
    hands_in([FIRST, SECOND], None)
    assert hands_in(*other) == find_hands(*other)
    assert len(known) == 2


def test_what_is_the_same_is_not(known):
    hands_in([FIRST, SECOND], {1, 2})
    again = [replace(each, content=dict(each.content)) for each in (FIRST, SECOND)]
    assert hands_in(again, [2, 1]) == find_hands(again, [2, 1])
    assert len(known) == 1


def test_no_more_than_so_many_answers_are_kept(known, monkeypatch):
    monkeypatch.setattr(remembered, "KEPT", 3)
    for rev in range(1, 9):
        assert hands_in([replace(FIRST, rev=rev)], None) == {rev}
        assert len(known) <= 3
