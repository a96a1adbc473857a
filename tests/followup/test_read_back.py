"""What the page says of a thread that was read back, and what an editor may say to it."""

from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.delivery.clients import client_for
from publisher.followup.accept_flaws import leave_as_is, read_again
from publisher.followup.errors import Changed, RoleForbids, WrongState
from publisher.thread.verification import Proof
from tests import builders
from tests.followup.conftest import Stopped
from tests.followup.test_page import at, press


@pytest.fixture
def out(going: Stopped) -> Stopped:
    going.paper.step(going.thread, 2)
    return going


@pytest.fixture
def flawed(out: Stopped) -> Stopped:
    """Somebody deleted post 2 by hand, and it was read back."""
    client_for(out.paper.account).remove(out.paper.post(out.thread, 2).remote_id)
    assert out.run() == "posted"
    return out


def read(client, stopped: Stopped, rest: str = "/follow-up") -> str:
    return str(client.get(at(stopped, rest)).content.decode())


@pytest.mark.parametrize("rest", ["", "/follow-up"])
def test_the_page_says_when_it_is_read_back_and_what_came_of_it(desk, out: Stopped, rest):
    assert "It is read back at" in read(desk, out, rest)
    out.run()
    page = read(desk, out, rest)
    assert (
        "All 3 posts are there, each under the one it answers, every picture with its alt" in page
    )
    assert "It is read back at" not in page


@pytest.mark.parametrize("rest", ["", "/follow-up"])
def test_what_is_gone_is_said_and_no_longer_counted_as_out(desk, flawed: Stopped, rest):
    page = read(desk, flawed, rest)
    assert "Post 2 is not on X any more: it was deleted by hand" in page
    assert "2 of 3 out since" in page
    assert "All out" not in page
    assert "Leave it as it is" in page


def test_the_queue_says_it_too(desk, flawed: Stopped):
    assert "Not all is as it was sent" in desk.get("/").content.decode()
    press(desk, flawed, "/read-back", leave="yes")
    assert "Not all is as it was sent" not in desk.get("/").content.decode()


def test_an_editor_leaves_it_and_is_asked_no_more(desk, flawed: Stopped):
    press(desk, flawed, "/read-back", leave="yes")
    page = read(desk, flawed)
    assert "Mara decided to leave it as it is." in page
    assert "Leave it as it is</button>" not in page
    assert flawed.fresh().state == "posted"
    assert not Proof.of(flawed.thread.proof).open


def test_an_editor_has_it_read_again(flawed: Stopped):
    read_again(flawed.fresh(), who=flawed.mara, epoch=flawed.thread.epoch)
    flawed.run()
    assert Proof.of(flawed.fresh().proof).words("X").startswith("All 2 posts are there")


def test_what_could_not_be_read_is_said(desk, out: Stopped):
    out.paper.fault("error", endpoint="lookup", times=None, words="Over capacity")
    out.paper.step(out.thread)
    assert "It is read again at" in read(desk, out)
    out.run()
    page = read(desk, out)
    assert "X could not be read: X answered 503: Over capacity" in page
    assert "Read it again</button>" in page
    assert "Leave it" not in page


def test_an_old_page_decides_nothing(flawed: Stopped):
    for act in (leave_as_is, read_again):
        with pytest.raises(Changed):
            act(flawed.fresh(), who=flawed.mara, epoch=0)


def test_only_of_a_thread_that_is_out_is_anything_decided(going: Stopped):
    for act in (leave_as_is, read_again):
        with pytest.raises(WrongState):
            act(going.fresh(), who=going.mara, epoch=going.thread.epoch)


def test_a_writer_reads_what_was_found_and_decides_nothing(client, flawed: Stopped):
    writer = builders.person(Role.WRITER, flawed.paper.house)
    client.force_login(writer)
    assert "An editor decides what comes of it." in read(client, flawed)
    for act in (leave_as_is, read_again):
        with pytest.raises(RoleForbids):
            act(flawed.fresh(), who=writer, epoch=flawed.thread.epoch)
