"""What is missing when a thread is due stands in its own history; nothing is sent, nothing lost."""

from __future__ import annotations

import pytest
from django.db import DatabaseError

from publisher.delivery.deliver import deliver
from publisher.thread.models import Picture, Thread
from tests.delivery.conftest import BODIES, Paper


def reasons(thread: Thread) -> str:
    return " ".join(thread.moves.values_list("why", flat=True))


def test_an_account_that_lost_its_token_hands_the_thread_back(paper: Paper):
    thread = paper.approve()
    paper.account.sealed = ""
    paper.account.save()
    paper.step(thread)
    assert (thread.state, paper.out()) == ("in_review", [])
    assert thread.why.endswith("has no token: connect it again.")
    assert thread.why in reasons(thread)


def test_a_picture_that_is_gone_hands_the_thread_back(paper: Paper):
    thread = paper.approve()
    Picture.objects.all().delete()
    paper.step(thread)
    assert (thread.state, paper.out()) == ("in_review", [])
    assert "A picture is not in the database any more" in thread.why
    assert thread.why in reasons(thread)


def test_a_picture_that_goes_half_way_asks_an_editor(paper: Paper):
    thread = paper.to_the_first(paper.approve())
    thread.posts.get(position=2).uploads.all().delete()
    assert thread.approved
    assert thread.approved.seal
    Picture.objects.filter(pk=thread.approved.seal["posts"][1]["pictures"][0]["sha256"]).delete()
    paper.step(thread)
    assert (thread.state, paper.words()) == ("needs_editor", [BODIES[0]])
    assert "A picture is not in the database any more" in reasons(thread)


@pytest.mark.parametrize("steps", [0, 1, 2])
def test_while_the_database_takes_no_changes_nothing_is_sent_and_nothing_lost(
    paper: Paper, read_only, steps
):
    thread = paper.approve(cards=False)
    if steps:
        paper.step(thread, steps)
    out = paper.words()
    Thread.objects.filter(pk=thread.pk).update(wake_at=paper.clock.now())
    read_only("on")
    with pytest.raises(DatabaseError):
        deliver(thread.pk)
    assert paper.words() == out
    read_only("off")
    paper.run(thread)
    assert (thread.state, paper.words()) == ("posted", list(BODIES))
