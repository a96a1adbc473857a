"""A correction of a post that is out: written, approved, and sent under it once."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.accounts.roles import Role
from publisher.delivery.clients import client_for
from publisher.followup.accept_flaws import read_again
from publisher.followup.close_out import close_out
from publisher.followup.continue_thread import go_on
from publisher.followup.edit_remaining import mend_post
from publisher.followup.errors import (
    AccountGone,
    AllOut,
    Changed,
    EmptyTailPost,
    FollowupError,
    NeedsSecond,
    NotOut,
    RoleForbids,
    TailTooLong,
    WrongState,
)
from publisher.followup.reply import drop_reply, find_proposal, propose_reply, send_reply
from publisher.followup.take_down import take_down
from publisher.schedule.pause import pause
from publisher.thread.verification import Proof
from tests import builders
from tests.delivery.conftest import BODIES
from tests.followup.conftest import REFUSED, Stopped

WORDS = "It broke down in April."


@pytest.fixture
def out(going: Stopped) -> Stopped:
    """All three are out and read back."""
    assert going.run() == "posted"
    return going


def approved(stopped: Stopped) -> Any:
    return stopped.fresh().approved


def write(stopped: Stopped, position: int = 2, **more) -> int:
    """Propose a correction; its version."""
    thread = stopped.fresh()
    how = {"kind": "correction", "words": WORDS, "rev": thread.rev, "who": stopped.mara, **more}
    return propose_reply(thread, position, **how).rev


def correct(stopped: Stopped, position: int = 2, **more) -> str:
    rev = write(stopped, position, **more)
    send_reply(stopped.fresh(), rev=rev, who=more.get("editor", stopped.mara))
    return stopped.run()


def test_it_goes_out_under_the_post_it_corrects(out: Stopped):
    assert correct(out) == "posted"
    sent = out.paper.out()
    assert sent[-1]["text"] == f"Correction: {WORDS}"
    assert sent[-1]["parent"] == sent[1]["id"]
    assert len(sent) == 4


def test_it_goes_by_the_same_steps_as_every_post(out: Stopped):
    correct(out)
    call = out.thread.calls.get(post__position=4)
    assert (call.kind, call.outcome, call.settle_at) == ("post", "done", None)
    assert (approved(out).rev, approved(out).sealed_by) == (2, out.mara)
    assert approved(out).seal["posts"][3]["reply_to"] == 2
    assert out.thread.lane is None


def test_nothing_is_sent_before_it_is_approved(out: Stopped):
    write(out)
    out.run()
    assert out.up() == list(BODIES)
    assert approved(out).rev == 1


def test_all_is_read_back_again_after_it(out: Stopped):
    correct(out)
    assert Proof.of(out.fresh().proof).words("X").startswith("All 4 posts are there")


def test_a_later_development_hangs_likewise(out: Stopped):
    correct(out, 3, kind="update", words="The money has come.")
    assert out.paper.out()[-1]["text"] == "Update: The money has come."
    assert out.paper.out()[-1]["parent"] == out.paper.out()[2]["id"]


def test_a_correction_may_be_corrected(out: Stopped):
    correct(out)
    correct(out, 4, words="It was May.")
    assert out.paper.out()[-1]["parent"] == out.paper.out()[-2]["id"]


def test_a_thread_that_was_closed_out_is_corrected_and_stays_so(refused: Stopped):
    close_out(refused.fresh(), who=refused.mara, epoch=refused.thread.epoch)
    assert refused.run() == "closed_out"
    assert correct(refused, 1) == "closed_out"
    assert refused.up()[-1] == f"Correction: {WORDS}"


def test_a_writer_proposes_and_an_editor_approves(out: Stopped):
    ines = builders.person(Role.WRITER, out.paper.house)
    rev = write(out, who=ines)
    with pytest.raises(RoleForbids):
        send_reply(out.fresh(), rev=rev, who=ines)
    send_reply(out.fresh(), rev=rev, who=out.mara)
    assert out.run() == "posted"
    assert len(out.up()) == 4


def test_where_two_look_nobody_approves_what_she_wrote(out: Stopped):
    out.wants_two()
    other = builders.person(house=out.paper.house)
    rev = write(out)
    with pytest.raises(NeedsSecond):
        send_reply(out.fresh(), rev=rev, who=out.mara)
    send_reply(out.fresh(), rev=rev, who=other)
    assert out.run() == "posted"


def test_pressed_twice_it_is_written_and_sent_once(out: Stopped):
    rev = write(out)
    assert write(out, rev=1) == rev
    send_reply(out.fresh(), rev=rev, who=out.mara)
    for again in (lambda: send_reply(out.fresh(), rev=rev, who=out.mara), lambda: write(out)):
        with pytest.raises(FollowupError):
            again()
    out.run()
    assert len(out.up()) == 4


def test_one_waits_at_a_time(out: Stopped):
    write(out)
    with pytest.raises(Changed):
        write(out, 1, words="Another one.")


def test_what_is_dropped_leaves_the_thread_as_approved(out: Stopped):
    rev = write(out)
    drop_reply(out.fresh(), rev=rev, who=out.mara)
    assert find_proposal(out.fresh()) is None
    first = out.thread.revisions.get(rev=1)
    assert (approved(out).rev, approved(out).sealed_by) == (3, first.sealed_by)
    assert correct(out) == "posted"
    assert out.paper.post(out.thread, 4).remote_id


def test_an_old_page_decides_nothing(out: Stopped):
    rev = write(out)
    for act in (drop_reply, send_reply):
        with pytest.raises(Changed):
            act(out.fresh(), rev=rev - 1, who=out.mara)


def test_a_post_that_is_gone_takes_no_reply(out: Stopped):
    rev = write(out)
    client_for(out.paper.account).remove(out.paper.post(out.thread, 2).remote_id)
    out.thread.posts.filter(position=2).update(state="removed")
    with pytest.raises(NotOut):
        send_reply(out.fresh(), rev=rev, who=out.mara)
    drop_reply(out.fresh(), rev=rev, who=out.mara)
    with pytest.raises(NotOut):
        write(out)


def test_words_are_needed_and_have_to_fit(out: Stopped):
    for words in ("", "Correction:", " . ", "•", "Correction: 1."):
        with pytest.raises(EmptyTailPost):
            write(out, words=words)
    with pytest.raises(TailTooLong, match="32 too long"):
        write(out, words="a" * 300)


def test_only_what_is_out_is_corrected(refused: Stopped):
    with pytest.raises(WrongState):
        write(refused, 1)


def test_a_pause_holds_it(out: Stopped):
    pause(out.paper.house, who=None)
    rev = write(out)
    send_reply(out.fresh(), rev=rev, who=out.mara)
    out.paper.step(out.thread, 3)
    assert (out.fresh().state, len(out.up())) == ("sending", 3)


def test_a_correction_that_is_refused_is_mended_and_named_again(out: Stopped):
    out.paper.fault(endpoint="post", **REFUSED)
    assert correct(out) == "needs_editor"
    with pytest.raises(AllOut):
        close_out(out.fresh(), who=out.mara, epoch=out.thread.epoch)
    mend_post(out.thread, 4, body="It was May.", rev=2, who=out.mara)
    thread = out.fresh()
    go_on(thread, rev=thread.rev, who=out.mara, epoch=thread.epoch)
    assert out.run() == "posted"
    assert out.paper.out()[-1]["text"] == "Correction: It was May."


def test_one_whose_answer_is_lost_is_found_and_not_sent_again(out: Stopped):
    out.paper.fault("reset", endpoint="post", when="after")
    assert correct(out) == "posted"
    assert len(out.up()) == 4


def test_nothing_goes_out_on_an_account_that_was_disconnected(out: Stopped):
    rev = write(out)
    out.paper.account.ended_at = out.paper.clock.now()
    out.paper.account.save()
    with pytest.raises(AccountGone, match="connect it again"):
        send_reply(out.fresh(), rev=rev, who=out.mara)
    assert out.fresh().state == "posted"


def test_one_that_never_arrived_is_sent_again_though_its_post_has_other_answers(out: Stopped):
    out.paper.fault("reset", endpoint="post", when="before")
    assert correct(out) == "posted"
    assert [post["text"] for post in out.paper.out()[3:]] == [f"Correction: {WORDS}"]


def test_one_is_never_taken_for_another_of_the_same_words(out: Stopped, monkeypatch):
    correct(out)
    # As it was approved by a release that did not look.
    monkeypatch.setattr("publisher.followup.reply.require_no_tail_refusals", lambda *_: None)
    out.paper.fault("reset", endpoint="post", when="before")
    assert correct(out) == "needs_editor"
    assert (out.state(5), out.paper.post(out.thread, 5).remote_id) == ("unknown", "")


def test_what_could_not_be_read_back_before_does_not_stop_it(out: Stopped):
    read_again(out.fresh(), who=out.mara, epoch=out.thread.epoch)
    out.paper.fault("error", endpoint="lookup")
    out.run()
    out.paper.clock.advance(3600)
    rev = write(out)
    send_reply(out.fresh(), rev=rev, who=out.mara)
    out.paper.fault("limit", endpoint="post", seconds=60)
    assert out.run() == "posted"
    assert len(out.up()) == 4


def test_taking_down_takes_it_along_and_it_first(out: Stopped):
    correct(out)
    take_down(out.fresh(), who=out.mara)
    assert out.run() == "taken_down"
    assert out.deleted() == [f"Correction: {WORDS}", *reversed(BODIES)]


def test_one_that_never_arrived_is_sent_again_beside_the_post_that_follows(out: Stopped):
    out.paper.fault("reset", endpoint="post")
    assert correct(out) == "posted"
    assert out.up() == [*BODIES, f"Correction: {WORDS}"]
