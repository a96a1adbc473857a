"""What is told of a thread that is out: replies that wait, and what a read back has found."""

from __future__ import annotations

from datetime import timedelta

import pytest

from publisher.followup.accept_flaws import leave_as_is, read_again
from publisher.followup.reply import drop_reply, propose_reply, send_reply
from publisher.notifications.dispatch import round_
from publisher.review.approve import approve
from publisher.thread.clock import now
from publisher.thread.models import Post, Thread
from publisher.thread.replies import ReplyKind
from publisher.thread.states import PostState
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread, record_move
from publisher.thread.verification import FLAWED, WHOLE, Finding, Flaw, Proof
from tests.notifications.test_occasions import FERRY, drafted
from tests.worlds.scripted import answer

WORDS = "It broke down in April."
GONE = Finding(Flaw.GONE, 2)


@pytest.fixture
def out(house) -> Thread:
    """All three are out, by Wim's hand and with Mara's approval; nobody is to be told of that."""
    thread = drafted(house)
    approve(thread, rev=1, who=house["mara"], now=True)
    move_thread(thread, T.SENDING)
    Post.objects.filter(thread=thread).update(state=PostState.POSTED)
    move_thread(thread, T.POSTED)
    house.told()
    return thread


def propose_one(thread, who, words=WORDS):
    thread.refresh_from_db()
    propose_reply(thread, 2, kind=ReplyKind.CORRECTION, words=words, rev=thread.rev, who=who)


def latest(house):
    """The newest letter, its lines joined."""
    return " ".join(house.post.letters[-1].get_content().split())


def read_back(thread, *findings):
    """What a worker leaves when it has read all of it."""
    proof = Proof(3, findings)
    after = FLAWED if findings else WHOLE
    record_move(thread.account.newsroom, "proof", "", after, thread=thread, why=proof.words("X"))
    Thread.objects.filter(pk=thread.pk).update(proof=proof.json)
    thread.refresh_from_db()


def test_editors_hear_that_a_correction_waits(house, out):
    propose_one(out, house["wim"])
    subject = f"Correction of post 2 waits: {FERRY}"
    assert house.told() == [f"ada: {subject}", f"mara: {subject}"]
    assert "The last hand on it was Wim’s." in latest(house)
    assert house.told() == []


def test_who_wrote_a_correction_is_not_asked_to_approve_it(house, out):
    propose_one(out, house["mara"])
    assert [each.split(":")[0] for each in house.told()] == ["ada"]


@pytest.mark.parametrize("decide", [send_reply, drop_reply])
def test_a_correction_that_was_decided_before_its_turn_is_not_told(house, out, decide):
    propose_one(out, house["wim"])
    decide(out, rev=2, who=house["ada"])
    assert house.told() == []
    out.refresh_from_db()
    if out.state == T.SENDING:
        move_thread(out, T.POSTED)
        assert not any("waits" in each for each in house.told())


def test_everyone_hears_of_a_correction_nobody_looked_at(house, out, clock):
    propose_one(out, house["wim"])
    house.told()
    clock.advance(15 * 60 + 1)
    subject = f"Nobody has looked yet: {FERRY}"
    assert house.told() == [f"{name}: {subject}" for name in ("ada", "mara", "wim")]
    assert "nobody has decided" in latest(house)


def test_nobody_else_is_woken_for_a_correction_that_was_decided(house, out, clock):
    propose_one(out, house["wim"])
    house.told()
    drop_reply(out, rev=2, who=house["ada"])
    clock.advance(16 * 60)
    assert house.told() == []


def test_a_second_correction_is_a_cause_of_its_own(house, out):
    propose_one(out, house["wim"])
    drop_reply(out, rev=2, who=house["ada"])
    propose_one(out, house["wim"], "It broke down in May.")
    assert len(house.told()) == 2


def test_a_correction_that_the_network_refuses_needs_an_editor_like_any_post(house, out):
    propose_one(out, house["wim"])
    send_reply(out, rev=2, who=house["ada"])
    round_()
    house.post.letters.clear()
    move_thread(out, T.NEEDS_EDITOR, why="Post 4 was refused.")
    assert house.told() == [f"{name}: Stopped with 3 of 4 out: {FERRY}" for name in ("ada", "wim")]


def test_who_answers_for_a_thread_hears_what_its_read_back_found(house, out):
    read_back(out, GONE)
    subject = f"Not as it was sent: {FERRY}"
    assert house.told() == [f"mara: {subject}", f"wim: {subject}"]
    assert "deleted by hand" in latest(house)


def test_nobody_hears_of_a_read_back_that_found_all_well(house, out):
    read_back(out)
    assert house.told() == []


def test_everyone_hears_what_was_found_and_nobody_looked_at(house, out, clock):
    read_back(out, GONE)
    house.told()
    clock.advance(15 * 60 + 1)
    assert [each.split(":")[0] for each in house.told()] == ["ada", "mara", "wim"]


def test_what_an_editor_left_as_it_is_wakes_nobody_else(house, out, clock):
    read_back(out, GONE)
    house.told()
    leave_as_is(out, who=house["mara"], epoch=out.epoch)
    clock.advance(16 * 60)
    assert house.told() == []


def test_the_same_finding_of_another_read_is_no_second_cause(house, out):
    read_back(out, GONE)
    house.told()
    read_again(out, who=house["mara"], epoch=out.epoch)
    read_back(out, GONE)
    assert house.told() == []
    read_back(out, GONE, Finding(Flaw.ALT, 3, 1))
    assert len(house.told()) == 2


def test_the_webhook_is_told_too(house, out, server):
    house.listen(server.url)
    server.say(answer(200, "ok"), answer(200, "ok"))
    propose_one(out, house["wim"])
    read_back(out, GONE)
    house.told()
    said = [each.json["text"].split("\n")[0] for each in server.asked]
    assert said == [f"*Correction of post 2 waits: {FERRY}*", f"*Not as it was sent: {FERRY}*"]


def test_no_word_of_a_correction_leaves_the_desk(house, out):
    Thread.objects.filter(pk=out.pk).update(not_before=now() + timedelta(hours=1))
    propose_one(out, house["wim"])
    read_back(out, GONE)
    house.told()
    letters = "".join(f"{each['Subject']} {each.get_content()}" for each in house.post.letters[-4:])
    assert "under embargo" in letters
    assert FERRY not in letters
    assert "April" not in letters


def test_the_page_lists_them_in_words(client, house, out):
    propose_one(out, house["wim"])
    read_back(out, GONE)
    house.told()
    client.force_login(house["mara"])
    page = client.get("/notices").content.decode()
    assert "A reply to approve" in page
    assert "Not as it was sent" in page
    assert "Nobody has looked" not in page
