"""An editor's word on an unclear post."""

from __future__ import annotations

import pytest

from publisher.accounts.roles import Role
from publisher.delivery.clients import client_for
from publisher.followup.continue_thread import go_on
from publisher.followup.errors import Changed, Early, NotThere, RoleForbids, WrongState
from publisher.followup.resolve_unknown import it_is_not_there, it_is_there
from publisher.thread.models import Account, Move
from tests import builders
from tests.delivery.conftest import BODIES
from tests.followup.conftest import Stopped


def there(stopped: Stopped, url: str, **more) -> None:
    thread = stopped.fresh()
    it_is_there(thread, 2, **{"url": url, "who": stopped.mara, "epoch": thread.epoch, **more})


def not_there(stopped: Stopped, **more) -> None:
    thread = stopped.fresh()
    it_is_not_there(thread, 2, **{"who": stopped.mara, "epoch": thread.epoch, **more})


def address(stopped: Stopped, place: int) -> str:
    handle = stopped.paper.account.handle
    return f"{stopped.paper.network.url}/{handle}/status/{stopped.paper.out()[place]['id']}"


def test_a_post_that_is_there_is_taken_over_with_its_id(unclear: Stopped):
    there(unclear, address(unclear, 1))
    post = unclear.paper.post(unclear.thread, 2)
    assert (post.state, post.remote_id) == ("posted", unclear.paper.out()[1]["id"])
    assert post.url == address(unclear, 1)
    assert post.calls.get(kind="post").outcome == "done"


def test_the_answer_says_who_gave_it_and_why(unclear: Stopped):
    there(unclear, address(unclear, 1))
    line = Move.objects.filter(post__position=2).latest("id")
    assert (line.before, line.after, line.who) == ("unknown", "posted", unclear.mara)
    assert "checked" in line.why


def test_the_check_is_a_call_of_its_own(unclear: Stopped):
    there(unclear, address(unclear, 1))
    call = unclear.thread.calls.latest("id")
    assert (call.kind, call.outcome, call.said) == ("read", "done", "There")


@pytest.mark.parametrize("url", ["", "not an address", "https://x.com/harbour/status/1"])
def test_an_address_that_is_no_post_of_this_network_is_refused(unclear: Stopped, url: str):
    with pytest.raises(NotThere, match="not the address of a post on X"):
        there(unclear, url)
    assert unclear.state(2) == "unknown"


def test_a_post_that_is_gone_or_somebody_else_s_is_refused(unclear: Stopped, second):
    theirs = Stopped(second, second.to_the_first(second.approve("Of another house")), unclear.mara)
    with pytest.raises(NotThere, match="shows no post of @"):
        there(unclear, address(theirs, 0))
    client_for(unclear.paper.account).remove(unclear.paper.out()[1]["id"])
    with pytest.raises(NotThere, match="shows no post of @"):
        there(unclear, address(unclear, 1))
    assert unclear.state(2) == "unknown"


def test_a_post_that_answers_another_is_refused(unclear: Stopped):
    with pytest.raises(NotThere, match="answers post 1"):
        there(unclear, unclear.by_hand("A post by hand"))


def test_a_network_that_cannot_be_read_settles_nothing(unclear: Stopped):
    unclear.paper.fault("error", endpoint="read")
    with pytest.raises(NotThere, match="could not be asked"):
        there(unclear, address(unclear, 1))
    assert unclear.state(2) == "unknown"


def test_an_account_without_a_door_settles_nothing(unclear: Stopped):
    Account.objects.filter(pk=unclear.paper.account.pk).update(install_id="elsewhere")
    with pytest.raises(NotThere, match="another installation"):
        there(unclear, address(unclear, 1))


def test_what_is_there_is_not_sent_again(unclear: Stopped):
    there(unclear, address(unclear, 1))
    go_on(unclear.fresh(), rev=1, who=unclear.mara, epoch=unclear.thread.epoch)
    assert unclear.run() == "posted"
    assert unclear.up() == list(BODIES)


def test_what_is_not_there_is_sent_again(absent: Stopped):
    not_there(absent)
    assert absent.state(2) == "waiting"
    go_on(absent.fresh(), rev=1, who=absent.mara, epoch=absent.thread.epoch)
    assert absent.run() == "posted"
    assert absent.up() == [BODIES[0], "A correction", *BODIES[1:]]


def test_nobody_says_it_is_not_there_while_a_request_may_still_arrive(unclear: Stopped):
    call = unclear.thread.calls.filter(kind="post").latest("id")
    call.settle_at = unclear.paper.clock.now().replace(year=2999)
    call.save()
    with pytest.raises(Early, match=r"may still be taking post 2: look again .+2999 .+, Brussels"):
        not_there(unclear)
    assert unclear.state(2) == "unknown"


def test_two_editors_do_not_overrule_each_other(absent: Stopped):
    before = absent.fresh().epoch
    not_there(absent)
    with pytest.raises(Changed):
        not_there(absent, epoch=before)
    with pytest.raises(Changed):
        there(absent, "https://x.com", epoch=before)
    assert absent.state(2) == "waiting"


def test_a_thread_that_goes_on_by_itself_takes_no_answer(going: Stopped):
    going.thread.posts.filter(position=2).update(state="unknown")
    with pytest.raises(WrongState):
        not_there(going)


def test_a_writer_has_no_say(unclear: Stopped):
    ines = builders.person(Role.WRITER, unclear.paper.house)
    with pytest.raises(RoleForbids, match="As writer you may not say how a begun thread ends"):
        there(unclear, address(unclear, 1), who=ines)
    with pytest.raises(RoleForbids):
        not_there(unclear, who=ines)
