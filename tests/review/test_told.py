from __future__ import annotations

import pytest

from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.review.edit import edit_post
from publisher.thread.clock import now
from publisher.thread.models import Move, Thread
from publisher.thread.states import PostState, ThreadState
from publisher.thread.states import ThreadState as T
from publisher.web.told import NOBODY, describe_move
from tests import builders

pytestmark = pytest.mark.django_db


def moved(house, subject, after, **more):
    return Move(newsroom=house, subject=subject, after=after, **more)


@pytest.mark.parametrize(
    ("subject", "states"), [("thread", ThreadState), ("post", PostState)], ids=["thread", "post"]
)
def test_every_state_is_told_in_words_not_by_its_name(house, subject, states):
    for state in states:
        line = describe_move(moved(house, subject, state))
        assert "_" not in line.what
        assert len(line.what.split()) > 1


def test_approving_names_the_version(house, mara):
    line = describe_move(moved(house, "thread", T.APPROVED, before=T.IN_REVIEW, who=mara, rev=4))
    assert (line.who, line.what) == ("Mara", "approved version 4")


def test_a_change_after_approval_says_what_it_undoes(house, mara):
    line = describe_move(moved(house, "thread", T.IN_REVIEW, before=T.SCHEDULED, who=mara, rev=5))
    assert line.what == "saved version 5: it needs a new approval"


def test_what_nobody_pressed_was_the_publisher(house):
    assert describe_move(moved(house, "thread", T.MISSED)).who == NOBODY


def test_a_pause_names_its_account(house):
    account = builders.account(house, handle="harbour")
    line = describe_move(moved(house, "pause", "account paused", account=account))
    assert line.what == "paused @harbour on X"


def test_what_is_new_to_the_table_is_still_told(house):
    assert (
        describe_move(moved(house, "gap_setting", "ten_seconds")).what == "gap setting: ten seconds"
    )


def test_a_line_of_the_whole_house_names_its_thread(house):
    thread = builders.thread_in_review(house, "The ferry")
    line = describe_move(moved(house, "thread", T.POSTED, thread=thread), with_thread=True)
    assert (line.thread, line.headline) == (thread.public_id, "The ferry")


def test_a_takeover_is_told_in_words(house):
    line = describe_move(moved(house, "worker", "took it over"))
    assert line.what == "took it over from a worker that had stopped"


def test_how_a_begun_thread_shall_end_is_told(house, mara):
    assert describe_move(moved(house, "goal", "gone", who=mara)).what == "decided to take it down"
    assert describe_move(moved(house, "goal", "closed", who=mara)).what == "decided to close it out"
    again = moved(house, "thread", T.SENDING, before=T.NEEDS_EDITOR, who=mara)
    assert describe_move(again).what == "sent it on its way again"


@pytest.mark.parametrize("state", [T.IN_REVIEW, T.SENT_BACK, T.APPROVED, T.SCHEDULED, T.MISSED])
def test_every_saved_version_is_told_by_its_own_number(house, mara, state):
    thread = builders.thread_in_review(house, "The ferry", "It broke down.", "It is mended.")
    due = {"due_at": now()} if state in {T.SCHEDULED, T.MISSED} else {}
    Thread.objects.filter(pk=thread.pk).update(state=state, **due)
    edit_post(thread, rev=1, position=1, body="It broke down in May.", who=mara)
    edit_post(thread, rev=2, position=1, body="It broke down in June.", who=mara)
    told_ = [describe_move(move).what for move in thread.moves.order_by("id")]
    assert [line.split(":")[0] for line in told_] == ["saved version 2", "saved version 3"]
    assert list(thread.moves.order_by("id").values_list("rev", flat=True)) == [2, 3]


def test_the_first_version_is_told_as_the_first(house):
    builders.account(house)
    thread = add_article(house, builders.SOURCE, who=None).threads.get()
    draft_thread(thread.pk)
    assert thread.moves.latest("id").rev == 1
