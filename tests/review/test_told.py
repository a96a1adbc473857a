from __future__ import annotations

import pytest

from publisher.thread.models import Move
from publisher.thread.states import PostState, ThreadState
from publisher.thread.states import ThreadState as T
from publisher.web.told import NOBODY, told
from tests import builders

pytestmark = pytest.mark.django_db


def moved(house, subject, after, **more):
    return Move(newsroom=house, subject=subject, after=after, **more)


@pytest.mark.parametrize(
    ("subject", "states"), [("thread", ThreadState), ("post", PostState)], ids=["thread", "post"]
)
def test_every_state_is_told_in_words_not_by_its_name(house, subject, states):
    for state in states:
        line = told(moved(house, subject, state))
        assert "_" not in line.what
        assert len(line.what.split()) > 1


def test_approving_names_the_version(house, mara):
    line = told(moved(house, "thread", T.APPROVED, before=T.IN_REVIEW, who=mara, rev=4))
    assert (line.who, line.what) == ("Mara", "approved version 4")


def test_a_change_after_approval_says_what_it_undoes(house, mara):
    line = told(moved(house, "thread", T.IN_REVIEW, before=T.SCHEDULED, who=mara, rev=5))
    assert line.what == "saved version 5: it needs a new approval"


def test_what_nobody_pressed_was_the_publisher(house):
    assert told(moved(house, "thread", T.MISSED)).who == NOBODY


def test_a_pause_names_its_account(house):
    account = builders.account(house, handle="harbour")
    line = told(moved(house, "pause", "account paused", account=account))
    assert line.what == "paused @harbour on X"


def test_what_is_new_to_the_table_is_still_told(house):
    assert told(moved(house, "gap_setting", "ten_seconds")).what == "gap setting: ten seconds"


def test_a_line_of_the_whole_house_names_its_thread(house):
    thread = builders.thread_in_review(house, "The ferry")
    line = told(moved(house, "thread", T.POSTED, thread=thread), with_thread=True)
    assert (line.thread, line.headline) == (thread.public_id, "The ferry")


def test_a_takeover_is_told_in_words(house):
    line = told(moved(house, "worker", "took it over"))
    assert line.what == "took it over from a worker that had stopped"


def test_how_a_begun_thread_shall_end_is_told(house, mara):
    assert told(moved(house, "goal", "gone", who=mara)).what == "decided to take it down"
    assert told(moved(house, "goal", "closed", who=mara)).what == "decided to close it out"
    again = moved(house, "thread", T.SENDING, before=T.NEEDS_EDITOR, who=mara)
    assert told(again).what == "sent it on its way again"
