"""What goes out of a begun thread is approved by nobody who had a hand in it, whoever came last."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from publisher.__main__ import main
from publisher.accounts.models import Person
from publisher.accounts.roles import Role
from publisher.followup.close_out import close_out, closing_words
from publisher.followup.continue_thread import go_on
from publisher.followup.edit_remaining import (
    copy_newest_content,
    drop_post,
    mend_post,
    save_tail_revision,
)
from publisher.followup.errors import NeedsSecond
from publisher.followup.reply import drop_reply, propose_reply, send_reply
from publisher.thread.approvers import find_barred_approvers
from publisher.thread.models import Revision
from tests import builders
from tests.followup.conftest import Stopped

WORDS = "It broke in a storm in April."
SECOND, THIRD = "It broke down in March.", "The money is found."


@pytest.fixture
def ada(refused: Stopped) -> Person:
    refused.wants_two()
    return builders.person(house=refused.paper.house, name="Ada")


@pytest.fixture
def wim(refused: Stopped) -> Person:
    return builders.person(Role.WRITER, refused.paper.house, "Wim")


@pytest.fixture
def people(ada: Person, wim: Person) -> tuple[Person, Person]:
    return ada, wim


WAYS: dict[str, Callable[[Stopped], object]] = {
    "words": lambda s: mend_post(s.thread, 2, body=WORDS, rev=1, who=s.mara),
    "left out": lambda s: drop_post(s.thread, 2, rev=1, who=s.mara),
}


def carry_on(stopped: Stopped, who: Person) -> None:
    thread = stopped.fresh()
    go_on(thread, rev=thread.rev, who=who, epoch=thread.epoch)


def by_command(stopped: Stopped, who: Person) -> None:
    thread = stopped.fresh()
    command = ["continue", thread.public_id, "--rev", str(thread.rev), "--as", who.email]
    if main(command):
        raise NeedsSecond("on the command line")


def by_page(client, stopped: Stopped, who: Person) -> None:
    client.force_login(who)
    thread = stopped.fresh()
    form = {"rev": thread.rev, "epoch": thread.epoch}
    if client.post(f"/threads/{thread.public_id}/continue", form).status_code != 302:
        raise NeedsSecond("on the page")


@pytest.mark.parametrize("how", ["act", "command", "page"])
@pytest.mark.parametrize("way", WAYS)
def test_the_rest_is_not_approved_by_a_hand_before_the_last(client, refused, people, way, how):
    ada, wim = people
    WAYS[way](refused)
    mend_post(refused.fresh(), 3, body="The money is found!", rev=2, who=wim)
    press: dict[str, Callable[[Person], None]] = {
        "act": lambda who: carry_on(refused, who),
        "command": lambda who: by_command(refused, who),
        "page": lambda who: by_page(client, refused, who),
    }
    with pytest.raises(NeedsSecond):
        press[how](refused.mara)
    press[how](ada)
    assert refused.run() == "posted"


def reorder(stopped: Stopped) -> None:
    """Each of two posts is typed where the other stood."""
    for rev, (position, body) in enumerate(((2, "X."), (3, SECOND), (2, THIRD)), 1):
        mend_post(stopped.fresh(), position, body=body, rev=rev, who=stopped.mara)


def cut_the_end(stopped: Stopped) -> None:
    mend_post(stopped.thread, 3, body=THIRD.rstrip("."), rev=1, who=stopped.mara)
    # As it was: it only goes again.
    mend_post(stopped.fresh(), 2, body=SECOND, rev=2, who=stopped.mara)


@pytest.mark.parametrize("way", [reorder, cut_the_end])
def test_a_hand_in_the_order_or_the_end_of_the_rest_is_not_hidden(refused: Stopped, ada, wim, way):
    way(refused)
    thread = refused.fresh()
    last = thread.revisions.get(rev=thread.rev).content["posts"][2]["body"]
    mend_post(thread, 3, body=f"All {last.partition(' ')[2]}", rev=thread.rev, who=wim)
    with pytest.raises(NeedsSecond):
        carry_on(refused, refused.mara)
    carry_on(refused, ada)
    assert refused.run() == "posted"


def tell_last_card(stopped: Stopped, alt: str, who: Person) -> Revision:
    """The last of what a thread says is the alt text of its last card."""
    thread = stopped.fresh()
    content = copy_newest_content(thread)
    content["posts"][2]["cards"][0]["alt"] = alt
    save_tail_revision(thread, content, who, "Told")
    return thread.revisions.get(rev=thread.rev)


def test_a_cut_at_the_very_end_is_not_hidden(refused: Stopped, ada, wim):
    tell_last_card(refused, "Is money found?", wim)
    refused.thread.revisions.update(sealed_by=ada)
    tell_last_card(refused, "Is money found", refused.mara)
    row = tell_last_card(refused, "Some money found", wim)
    assert find_barred_approvers(row, refused.paper.house) == {refused.mara.pk, wim.pk}


def test_the_page_says_who_could_be_asked(client, refused: Stopped, ada, wim):
    mend_post(refused.thread, 2, body=WORDS, rev=1, who=refused.mara)
    mend_post(refused.fresh(), 2, body=f"{WORDS} Really.", rev=2, who=wim)
    at = f"/threads/{refused.thread.public_id}/follow-up"
    client.force_login(refused.mara)
    page = client.get(at).content.decode()
    assert 'disabled aria-describedby="own"' in page
    assert "Ask Ada" in page
    client.force_login(ada)
    assert 'aria-describedby="own"' not in client.get(at).content.decode()


def test_a_correction_of_another_s_words_is_not_hers(refused: Stopped, ada, wim):
    """What is out already is approved by nobody any more: only the reply counts."""
    mend_post(refused.thread, 2, body=WORDS, rev=1, who=refused.mara)
    carry_on(refused, ada)
    assert refused.run() == "posted"
    rev = propose_reply(
        refused.fresh(), 2, kind="correction", words="It broke in May.", rev=2, who=wim
    ).rev
    send_reply(refused.fresh(), rev=rev, who=refused.mara)
    assert refused.run() == "posted"


def test_a_reply_that_was_dropped_and_written_again_is_still_hers(refused: Stopped, ada, wim):
    mend_post(refused.thread, 2, body=WORDS, rev=1, who=wim)
    carry_on(refused, ada)
    assert refused.run() == "posted"
    reply = {"kind": "correction", "words": "It broke in May."}
    propose_reply(refused.fresh(), 2, rev=2, who=refused.mara, **reply)
    drop_reply(refused.fresh(), rev=3, who=wim)
    propose_reply(refused.fresh(), 2, rev=4, who=wim, **reply)
    with pytest.raises(NeedsSecond):
        send_reply(refused.fresh(), rev=5, who=refused.mara)
    send_reply(refused.fresh(), rev=5, who=ada)


@pytest.mark.usefixtures("ada")
def test_who_changed_the_rest_may_close_it_out_with_the_house_s_words(refused: Stopped):
    mend_post(refused.thread, 2, body=WORDS, rev=1, who=refused.mara)
    thread = refused.fresh()
    with pytest.raises(NeedsSecond):
        close_out(thread, who=refused.mara, epoch=thread.epoch, text="In my words.")
    close_out(thread, who=refused.mara, epoch=thread.epoch, text=closing_words(thread))
    assert refused.run() == "closed_out"
