from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.review.approve import approve
from publisher.review.edit import edit_post, newest_of, save_revision
from publisher.review.errors import Closed, EmptyPost, NoSuchPost, NotAllowed, Stale, TooLong
from publisher.thread.models import Move, Revision, Thread
from tests.builders import approved_thread, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def mara(house):
    return person(house=house)


def edit(thread, who, body="Other words", *, rev=1, position=2):
    return edit_post(thread, rev=rev, position=position, body=body, who=who)


def test_an_edit_is_a_new_version_and_the_old_one_stays(thread, mara):
    edit(thread, mara)
    old, new = thread.revisions.order_by("rev")
    assert (old.rev, new.rev, thread.rev) == (1, 2, 2)
    assert old.content["posts"][1]["body"] == "It broke down in March."
    assert new.content["posts"][1]["body"] == "Other words"
    assert (new.made_by, new.why) == (mara, "Post 2 changed")


def test_the_new_version_is_counted_and_numbered_as_it_is_sent(thread, mara):
    post = edit(thread, mara).content["posts"][1]
    assert post["text"].startswith("Other words")
    assert "2/3" in post["text"]
    assert post["weight"] == len(post["text"])


def test_only_the_words_that_were_changed_change(thread, mara):
    before = thread.revisions.get().content
    after = edit(thread, mara).content
    assert [post["body"] for post in after["posts"]] == [
        "The ferry is late",
        "Other words",
        "The money is found.",
    ]
    assert after["posts"][0]["cards"] == before["posts"][0]["cards"]
    assert [entry["posts"] for entry in after["ledger"]] == [[1], [], [3]]
    assert after["ledger"][1]["left_out"] == "taken out by an editor"


def test_an_edit_in_review_leaves_one_row(thread, mara):
    edit(thread, mara)
    row = Move.objects.get()
    assert (row.subject, row.after, row.who, row.rev) == ("version", "Post 2 changed", mara, 2)


@pytest.mark.parametrize("how", [{"now": True}, {"now": False}])
def test_any_edit_undoes_the_approval(how):
    thread = approved_thread(**how)
    edit(thread, person(house=thread.account.newsroom))
    stored = Thread.objects.get(pk=thread.pk)
    assert (stored.state, stored.approved, stored.wake_at) == ("in_review", None, None)
    row = Move.objects.filter(thread=thread).latest("id")
    assert (row.after, row.why) == ("in_review", "Post 2 changed")


@pytest.mark.parametrize("state", ["sent_back", "missed"])
def test_an_edit_puts_the_thread_back_in_review(thread, mara, state):
    Thread.objects.filter(pk=thread.pk).update(state=state)
    edit(thread, mara)
    assert Thread.objects.get(pk=thread.pk).state == "in_review"


def test_who_read_an_older_version_changes_nothing(thread, mara, house):
    other = person(house=house, name="Ines")
    edit(thread, other)
    with pytest.raises(Stale, match="Ines saved version 2"):
        edit(thread, mara, rev=1)
    assert thread.revisions.count() == 2
    assert Move.objects.count() == 1


def test_of_two_who_save_the_same_version_the_second_is_told(thread, mara, house):
    newest, mine = thread.revisions.get(), Thread.objects.get(pk=thread.pk)
    edit(thread, person(house=house, name="Ines"))
    with pytest.raises(Stale, match="Ines"):
        save_revision(mine, newest, newest.content, who=mara, why="late")
    assert thread.revisions.count() == 2


def test_an_edit_that_comes_after_the_claim_is_too_late(thread, mara):
    thread = approved_thread()
    newest, mine = thread.revisions.get(), Thread.objects.get(pk=thread.pk)
    Thread.objects.filter(pk=thread.pk).update(state="sending")
    with pytest.raises(Closed, match="sending"):
        save_revision(mine, newest, newest.content, who=mara, why="late")
    assert thread.revisions.count() == 1


def test_an_edit_fences_out_a_worker_that_took_the_thread_meanwhile(mara):
    thread = approved_thread()
    held = Thread.objects.get(pk=thread.pk)
    newest = newest_of(held, 1)
    Thread.objects.filter(pk=thread.pk).update(epoch=5)
    save_revision(held, newest, newest.content, who=mara, why="changed")
    stored = Thread.objects.get(pk=thread.pk)
    assert (stored.epoch, stored.lease_until) == (6, None)


@pytest.mark.parametrize("state", ["sending", "posted", "cancelled", "taken_down", "broken"])
def test_what_is_on_its_way_or_over_is_not_edited(thread, mara, state):
    Thread.objects.filter(pk=thread.pk).update(state=state)
    with pytest.raises(Closed, match="cannot be changed"):
        edit(thread, mara)
    assert thread.revisions.count() == 1


@pytest.mark.parametrize("body", ["", "  \n ", "\0"])
def test_a_post_without_words_is_not_saved(thread, mara, body):
    with pytest.raises(EmptyPost, match="Post 2"):
        edit(thread, mara, body)
    assert thread.revisions.count() == 1


@pytest.mark.parametrize("position", [0, -1, 4])
def test_a_post_that_does_not_exist_is_not_saved(thread, mara, position):
    with pytest.raises(NoSuchPost, match=str(position)):
        edit(thread, mara, position=position)
    assert thread.revisions.count() == 1


def test_a_post_that_is_too_long_says_by_how_much(thread, mara):
    with pytest.raises(TooLong) as told:
        edit(thread, mara, "a" * 300)
    assert (told.value.position, told.value.over) == (2, 300 + len("\n\n2/3") - 280)
    assert thread.revisions.count() == 1
    assert Thread.objects.get(pk=thread.pk).rev == 1


def test_a_stranger_changes_nothing(thread):
    with pytest.raises(NotAllowed):
        edit(thread, person(Role.ADMIN))


def test_line_ends_of_a_browser_count_once(thread, mara):
    content = edit(thread, mara, "One\r\nTwo\0").content
    assert content["posts"][1]["body"] == "One\nTwo"


def test_an_approved_version_keeps_its_seal_when_a_newer_one_is_written():
    thread = approved_thread()
    sealed = Revision.objects.get(thread=thread)
    edit(thread, person(house=thread.account.newsroom))
    kept = Revision.objects.get(pk=sealed.pk)
    assert (kept.seal, kept.seal_hash) == (sealed.seal, sealed.seal_hash)


def test_the_new_version_is_approved_by_itself(thread, mara, house):
    edit(thread, mara)
    approve(thread, rev=2, who=person(house=house), now=True)
    assert thread.approved
    assert thread.approved.rev == 2
