"""What is sure to be refused is said before approval and stops a thread before its first post."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from publisher.accounts.models import Account, Person
from publisher.delivery.clients import client_for
from publisher.delivery.refusal_checks import find_refusals, of_content
from publisher.explainer import read
from publisher.followup.continue_thread import go_on
from publisher.followup.edit_remaining import mend_post
from publisher.followup.errors import TailRefused as TailWouldRefuse
from publisher.followup.reply import propose_reply, send_reply
from publisher.networks.base import Outgoing
from publisher.review.approve import approve
from publisher.review.check import REFUSED
from publisher.review.checks import list_checks
from publisher.review.errors import WouldRefuse
from publisher.schedule.pause import in_force, pause, resume
from publisher.split import X, split
from publisher.thread.clock import now
from publisher.thread.models import Call, Revision, Thread
from tests import builders
from tests.delivery.conftest import Paper, account_on

SAMPLES = Path(__file__).parents[3] / "shared/samples/pages"
DAILY = ("Harbour today: the part is here", "The ferry broke down in March.", "It sails on Monday.")


def waiting(paper: Paper, *bodies: str, account: Account | None = None) -> Thread:
    where = account or paper.account
    return builders.thread_in_review(where.newsroom, *bodies, account=where, cards=False)


def press(thread: Thread) -> None:
    approve(thread, rev=thread.rev, who=builders.person(house=thread.account.newsroom), now=True)


def told(thread: Thread) -> dict[int, str]:
    """What the desk says is sure to be refused, by post."""
    found = list_checks(thread, thread.revisions.get(rev=thread.rev), now())
    return {each.position: each.why for each in found if each.kind == REFUSED}


def second(paper: Paper, **more: object) -> Account:
    return account_on(paper.network, paper.house, **more)


def test_a_fourth_post_with_two_cashtags_is_not_approved(paper: Paper):
    thread = waiting(paper, "One", "Two", "Three", "$AAPL beats $MSFT", "Five")
    assert list(told(thread)) == [4]
    with pytest.raises(WouldRefuse, match=r"Post 4: X takes one cashtag") as caught:
        press(thread)
    assert "Nothing was approved" in str(caught.value)
    thread.refresh_from_db()
    assert (thread.state, paper.calls()) == ("in_review", [])


def test_an_approval_from_before_is_stopped_before_the_first_post(paper: Paper, monkeypatch):
    thread = waiting(paper, "One", "Two", "Three", "$AAPL beats $MSFT", "Five")
    monkeypatch.setattr("publisher.review.approve.require_no_refusals", lambda *_: None)
    press(thread)
    paper.run(thread)
    assert (thread.state, paper.out()) == ("in_review", [])
    assert "Post 4: X takes one cashtag" in thread.why


def test_words_of_a_day_ago_anywhere_in_a_thread_are_not_approved_again(paper: Paper):
    paper.run(paper.approve(*DAILY, cards=False))
    again = waiting(paper, "Harbour today: she sails", *DAILY[1:])
    assert set(told(again)) == {2, 3}
    with pytest.raises(WouldRefuse, match="Post 2: These words went out in “Harbour today"):
        press(again)
    assert len(paper.out()) == 3


def test_a_number_that_differs_makes_other_words(paper: Paper):
    paper.run(paper.approve(*DAILY, cards=False))
    longer = waiting(paper, "Harbour today: she sails", *DAILY[1:], "All is well.")
    assert told(longer) == {}
    press(longer)


def test_words_that_are_to_go_out_are_told_and_the_second_thread_stops(paper: Paper):
    first = waiting(paper, *DAILY)
    press(first)
    again = waiting(paper, "Harbour today: she sails", *DAILY[1:])
    assert set(told(again)) == {2, 3}
    press(again)
    assert paper.run(first).state == "posted"
    assert paper.run(again).state == "in_review"
    assert len(paper.out()) == 3
    assert "Post 2: These words went out" in again.why


def test_words_that_went_out_and_were_deleted_may_go_again(paper: Paper):
    first = paper.run(paper.approve(*DAILY, cards=False))
    first.posts.update(state="removed")
    press(waiting(paper, "Harbour today: she sails", *DAILY[1:]))


def test_words_of_more_than_a_week_ago_may_go_again(paper: Paper):
    paper.run(paper.approve(*DAILY, cards=False))
    paper.clock.advance(8 * 86_400)
    assert told(waiting(paper, "Harbour today: she sails", *DAILY[1:])) == {}


def test_words_posted_by_hand_stop_a_thread_before_its_first_post(paper: Paper):
    client = client_for(paper.account)
    client.send(client.body(Outgoing(f"{DAILY[1]}\n\n2/3")))
    thread = paper.run(paper.approve(*DAILY, cards=False))
    assert (thread.state, len(paper.out())) == ("needs_editor", 1)
    assert "The words of post 2 were posted on this account" in thread.why


LINKED = ("Ferry: https://harbour.org/a", "Read harbour.org/b too.", "It sails on Monday.")


@pytest.mark.parametrize("position", [1, 2])
@pytest.mark.parametrize("theirs", ["same", "other", "unsaid"])
def test_words_with_a_link_posted_by_hand_are_known_by_where_it_leads(
    paper: Paper, position: int, theirs: str, monkeypatch
):
    client, words = client_for(paper.account), f"{LINKED[position - 1]}\n\n{position}/3"
    if theirs == "other":
        words = words.replace("harbour", "hill")
    client.send(client.body(Outgoing(words)))
    if theirs == "unsaid":
        monkeypatch.setattr("publisher.networks.x.timeline._leads", lambda _: None)
    thread = paper.run(paper.approve(*LINKED, cards=False))
    # Where nobody can say where it leads, the root waits for an editor, and any other post is sent.
    stopped = theirs == "same" or (theirs, position) == ("unsaid", 1)
    assert thread.begun_at is None if stopped else thread.begun_at
    if theirs == "other":
        assert thread.state == "posted"


def test_the_same_words_for_a_second_account_are_told_and_stop_there(paper: Paper):
    other = second(paper)
    mine, theirs = waiting(paper, *DAILY), waiting(paper, *DAILY, account=other)
    press(mine)
    assert set(told(theirs)) == {1, 2, 3}
    assert f"@{paper.account.handle} is to post these words" in told(theirs)[1]
    press(theirs)
    for thread in (theirs, mine):
        paper.run(thread)
    assert (mine.state, theirs.state) == ("posted", "in_review")
    assert paper.network.posts(other.handle) == []
    with pytest.raises(WouldRefuse, match=f"@{paper.account.handle} has posted these words"):
        press(theirs)


def hold_account(theirs: Thread) -> None:
    pause(theirs.account.newsroom, who=None, scope="account", account=theirs.account)


def hold_thread(theirs: Thread) -> None:
    pause(theirs.account.newsroom, who=None, scope="thread", thread=theirs)


def disconnect(theirs: Thread) -> None:
    Account.objects.filter(pk=theirs.account_id).update(ended_at=now())


def embargo(theirs: Thread) -> None:
    Thread.objects.filter(pk=theirs.pk).update(not_before=now() + timedelta(hours=3))


def take_off_its_time(theirs: Thread) -> None:
    Thread.objects.filter(pk=theirs.pk).update(state="approved", due_at=None, wake_at=None)


def let_lapse(theirs: Thread) -> None:
    Thread.objects.filter(pk=theirs.pk).update(approved_until=now())


def wait_for_an_editor(theirs: Thread) -> None:
    Thread.objects.filter(pk=theirs.pk).update(state="needs_editor", wake_at=None)


#: What may hold the other thread on this account too, and what would hold the whole account.
STANDING = (hold_thread, embargo, take_off_its_time, let_lapse, wait_for_an_editor)
CASES = [(act, here) for act in STANDING for here in (True, False)]
CASES += [(hold_account, False), (disconnect, False)]


@pytest.mark.parametrize(("stand_still", "here"), CASES)
def test_words_that_stand_still_elsewhere_stop_no_thread(
    paper: Paper, stand_still: Callable[[Thread], None], here: bool
):
    theirs = waiting(paper, *DAILY, account=paper.account if here else second(paper))
    ours = waiting(paper, *DAILY)
    for thread in (theirs, ours):
        press(thread)
    stand_still(theirs)
    assert paper.run(ours).state == "posted"


def test_words_that_are_half_out_elsewhere_stop_a_thread_though_they_stand_still(paper: Paper):
    theirs = waiting(paper, *DAILY, account=second(paper))
    press(theirs)
    paper.to_the_first(theirs)
    hold_account(theirs)
    ours = waiting(paper, "Harbour today: she sails", *DAILY[1:])
    press(ours)
    assert paper.run(ours).state == "in_review"


def test_what_stood_still_meanwhile_is_stopped_by_what_went_out(paper: Paper):
    theirs = waiting(paper, *DAILY, account=second(paper))
    ours = waiting(paper, *DAILY)
    for thread in (theirs, ours):
        press(thread)
    hold_account(theirs)
    assert paper.run(ours).state == "posted"
    resume(in_force(paper.house)[0], who=None)
    assert paper.run(theirs).state == "in_review"
    assert paper.network.posts(theirs.account.handle) == []


def test_one_post_alike_is_enough_for_a_second_account(paper: Paper):
    paper.run(paper.approve(*DAILY, cards=False))
    theirs = waiting(paper, "Elsewhere", "And there", DAILY[1], account=second(paper))
    assert list(told(theirs)) == [3]


def test_another_newsroom_is_not_named(paper: Paper):
    paper.run(paper.approve(*DAILY, cards=False))
    elsewhere = account_on(paper.network, builders.newsroom(name="Hill Post"))
    words = told(waiting(paper, *DAILY, account=elsewhere))[1]
    assert "another account of this installation" in words.lower()
    assert paper.account.handle not in words


def test_what_was_practised_may_go_out_in_earnest(paper: Paper):
    paper.run(paper.approve(*DAILY, cards=False))
    real = second(paper)
    Account.objects.filter(pk=real.pk).update(rehearsal=False)
    real.refresh_from_db()
    assert told(waiting(paper, *DAILY, account=real)) == {}


def test_an_account_that_may_not_answer_itself_takes_one_post(paper: Paper):
    trial = {
        "account": paper.account,
        "kind": "post",
        "started_at": now(),
        "body": {"step": "reply"},
    }
    Call.objects.create(**trial, outcome="refused")
    thread = waiting(paper, *DAILY)
    assert list(told(thread)) == [2]
    with pytest.raises(WouldRefuse, match="did not let this account answer its own post"):
        press(thread)
    press(waiting(paper, "One post alone"))
    Call.objects.create(**trial, outcome="done")
    press(thread)


def test_the_rest_of_a_thread_is_looked_at_before_it_goes_on(paper: Paper):
    thread = paper.to_the_first(paper.approve(*DAILY, cards=False))
    content = thread.revisions.get(rev=1).content
    content["posts"][2]["text"] = "$AAPL beats $MSFT"
    Revision.objects.create(thread=thread, rev=2, content=content)
    Thread.objects.filter(pk=thread.pk).update(state="needs_editor", lane=None, rev=2)
    thread.refresh_from_db()
    who = builders.person(house=paper.house)
    with pytest.raises(TailWouldRefuse, match="Post 3 would be refused"):
        go_on(thread, rev=2, who=who, epoch=thread.epoch)


def test_a_correction_is_looked_at_too(paper: Paper):
    thread = paper.run(paper.approve(*DAILY, cards=False))
    who, writer = builders.person(house=paper.house), builders.person(house=paper.house)
    words = "$AAPL beats $MSFT"
    proposed = propose_reply(thread, 1, kind="correction", words=words, rev=1, who=writer)
    with pytest.raises(TailWouldRefuse, match="one cashtag"):
        send_reply(thread, rev=proposed.rev, who=who)


def test_a_daily_explainer_with_yesterdays_backstory_is_known_before(paper: Paper):
    if not SAMPLES.exists():
        pytest.skip("the sample explainers are not beside this checkout")
    days = [_draft("daily-1.txt"), _draft("daily-2.txt")]
    paper.run(paper.approve(*days[0], cards=False))
    second_day = waiting(paper, *days[1])
    found = find_refusals(second_day, of_content(second_day.revisions.get(rev=1).content), now())
    known = [each.position for each in found if each.code == "twin"]
    assert known
    with pytest.raises(WouldRefuse):
        press(second_day)
    assert len(paper.out()) == len(days[0])


def _draft(name: str) -> list[str]:
    made = split(read((SAMPLES / name).read_text()), X)
    return [post.body for post in made.posts]


def unnumbered(paper: Paper, *bodies: str) -> Thread:
    """In review, and its posts carry no number."""
    thread = waiting(paper, *bodies)
    revision = thread.revisions.get(rev=1)
    for post in revision.content["posts"]:
        post["text"] = post["body"]
    revision.content["numbering"] = "none"
    revision.save()
    return thread


def test_a_changed_tail_that_says_what_is_out_in_its_own_thread_is_not_sent_on(paper: Paper):
    thread = unnumbered(paper, *DAILY)
    press(thread)
    paper.to_the_first(thread)
    who, writer = builders.person(house=paper.house), builders.person(house=paper.house)
    for position in (3, 2):
        mend_post(thread, position, body=DAILY[0], rev=thread.rev, who=writer)
        with pytest.raises(TailWouldRefuse, match="Post 1 says these words already"):
            send_on(thread, who)
        mend_post(thread, position, body=DAILY[position - 1], rev=thread.rev, who=writer)
    send_on(thread, who)
    assert paper.run(thread).state == "posted"


def send_on(thread: Thread, who: Person) -> None:
    thread.refresh_from_db()
    go_on(thread, rev=thread.rev, who=who, epoch=thread.epoch)


def test_words_out_in_a_thread_whose_tail_waits_for_an_approval_are_known(paper: Paper):
    half = unnumbered(paper, *DAILY)
    press(half)
    paper.to_the_first(half)
    mend_post(half, 3, body="Never mind.", rev=half.rev, who=builders.person(house=paper.house))
    again = unnumbered(paper, "Harbour today: she sails", DAILY[0])
    assert list(told(again)) == [2]
    with pytest.raises(WouldRefuse, match="These words went out"):
        press(again)


@pytest.mark.parametrize("kind", ["correction", "update"])
def test_the_same_correction_is_not_approved_twice_in_one_thread(paper: Paper, kind: str):
    thread = paper.run(paper.approve(*DAILY, cards=False))
    who, writer = builders.person(house=paper.house), builders.person(house=paper.house)
    for position in (1, 2):
        thread.refresh_from_db()
        proposed = propose_reply(
            thread, position, kind=kind, words="It sails in May.", rev=thread.rev, who=writer
        )
        if position == 1:
            send_reply(thread, rev=proposed.rev, who=who)
            assert paper.run(thread).state == "posted"
    with pytest.raises(TailWouldRefuse, match="Post 4 says these words already"):
        send_reply(thread, rev=proposed.rev, who=who)
    thread.posts.filter(position=4).update(state="removed")
    send_reply(thread, rev=proposed.rev, who=who)
