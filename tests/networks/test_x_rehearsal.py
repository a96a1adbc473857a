from __future__ import annotations

import base64
import time
from collections.abc import Callable, Iterator

import pytest

from publisher.networks import base
from publisher.networks.base import Absent, Client, Door, Outgoing, SoughtPost, There, Unclear
from publisher.networks.registry import find_network
from publisher.networks.x import limits
from tests.worlds.rehearsal import Keys, Rehearsal, start

Opener = Callable[[Keys], Client]

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with start(tmp_path_factory.mktemp("x")) as network:
        yield network


@pytest.fixture
def net(running: Rehearsal) -> Iterator[Rehearsal]:
    """The network as it is at first: no faults, X's settings."""
    before = running.settings()
    yield running
    running.clear()
    running.settings(**before)


_made = iter(range(1, 1000))


@pytest.fixture
def keys(net: Rehearsal) -> Keys:
    return net.account(f"harbour_{next(_made)}", "Harbour News")


def open_as(net: Rehearsal, keys: Keys, *names: str) -> Client:
    names = names or ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    secrets = {name: getattr(keys, name) for name in names}
    return find_network("x").connect(
        Door(net.url, secrets, user_id=keys.user_id, handle=keys.handle)
    )


@pytest.fixture
def x(net: Rehearsal, keys: Keys) -> Client:
    return open_as(net, keys)


def say(x: Client, text: str, reply_to: str | None = None, *media: str) -> str:
    return x.send(x.body(Outgoing(text, media, reply_to))).remote_id


def test_a_bearer_token_opens_the_same_account(net: Rehearsal, keys: Keys) -> None:
    x = open_as(net, keys, "bearer_token")
    assert x.identity().user_id == keys.user_id
    assert x.newest() is None
    assert say(x, "Words") == x.newest()


def test_the_same_words_again_are_refused_as_duplicate(
    net: Rehearsal, keys: Keys, x: Client
) -> None:
    say(x, "Good morning")
    with pytest.raises(base.DuplicateText, match="duplicate content"):
        say(x, "Good  morning ")
    assert len(net.posts(keys.handle)) == 1


def test_a_suspended_account_is_refused(net: Rehearsal, keys: Keys, x: Client) -> None:
    net.set_state(keys.handle, "suspended")
    with pytest.raises(base.AccountRefused) as caught:
        say(x, "Words")
    assert "suspended" in caught.value.advice


def test_an_app_that_may_only_read_is_told_to_be_reconnected(
    net: Rehearsal, keys: Keys, x: Client
) -> None:
    net.set_state(keys.handle, "read_only")
    assert x.newest() is None
    with pytest.raises(base.AccountRefused) as caught:
        say(x, "Words")
    assert "read and write" in caught.value.advice


def test_where_replies_to_oneself_are_not_allowed_the_account_is_refused(
    net: Rehearsal, x: Client
) -> None:
    root = say(x, "A root 1/2")
    net.settings(self_replies=False)
    with pytest.raises(base.AccountRefused) as caught:
        say(x, "A reply 2/2", root)
    assert "reply to its own post" in caught.value.advice


def test_a_second_cashtag_is_refused_with_advice(x: Client) -> None:
    with pytest.raises(base.Refused) as caught:
        say(x, "$AAPL beats $MSFT")
    assert "dollar sign" in caught.value.advice


def test_a_text_that_is_too_long_is_refused_in_x_words(x: Client) -> None:
    with pytest.raises(base.Refused, match="too long"):
        say(x, "a" * (limits.X.limit + 1))


def test_a_picture_that_is_none_is_refused(x: Client) -> None:
    with pytest.raises(base.Refused, match="media type unrecognized"):
        x.upload(b"no picture", "image/png")


def test_a_picture_that_is_too_large_is_refused_with_advice(net: Rehearsal, x: Client) -> None:
    net.settings(media_bytes=10)
    with pytest.raises(base.Refused) as caught:
        x.upload(PIXEL, "image/png")
    assert caught.value.status == 413
    assert "smaller" in caught.value.advice


def test_an_expired_picture_is_refused(net: Rehearsal, x: Client) -> None:
    net.settings(media_life=0.0)
    up = x.upload(PIXEL, "image/png")
    with pytest.raises(base.Refused, match="media IDs are invalid"):
        say(x, "Look", None, up.media_id)


def test_the_receipt_says_how_many_calls_are_left(net: Rehearsal, x: Client) -> None:
    net.settings(limits={"post": 2})
    assert x.send({"text": "One"}).budget.remaining == 1
    budget = x.send({"text": "Two"}).budget
    assert budget.remaining == 0
    assert budget.resets_at is not None
    assert budget.resets_at > time.time()


def test_used_up_calls_make_the_account_wait_for_its_window(net: Rehearsal, x: Client) -> None:
    net.settings(limits={"post": 1}, window=600.0)
    say(x, "One")
    with pytest.raises(base.RateLimited) as caught:
        say(x, "Two")
    assert 590 < caught.value.after <= 602


def test_a_429_without_a_time_waits_a_whole_window(net: Rehearsal, keys: Keys, x: Client) -> None:
    net.fault("limit", endpoint="post", handle=keys.handle)
    with pytest.raises(base.RateLimited) as caught:
        say(x, "Words")
    assert caught.value.after == 900


def test_a_post_behind_two_hundred_others_is_found(net: Rehearsal, keys: Keys, x: Client) -> None:
    net.settings(limits={"post": 1000})
    anchor = say(x, "The day before")
    net.fault("reset", when="after", endpoint="post", handle=keys.handle)
    with pytest.raises(base.OutcomeUnknown):
        say(x, "Why the harbour is closed 1/7")
    for number in range(201):
        say(x, f"By hand, number {number}: something else altogether")
    found = x.find(SoughtPost("Why the harbour is closed 1/7", since=anchor))
    assert isinstance(found, There)
    assert len(net.calls(keys.handle, "timeline")) == 3
    assert len(x.recent()) == 203


def test_a_post_x_shows_late_is_absent_until_it_is_there(net: Rehearsal, x: Client) -> None:
    anchor = say(x, "The day before")
    time.sleep(0.5)
    net.settings(read_lag=0.5)
    sent = say(x, "Why the harbour is closed 1/7")
    wanted = SoughtPost("Why the harbour is closed 1/7", since=anchor)
    assert x.find(wanted) == Absent()
    time.sleep(0.6)
    found = x.find(wanted)
    assert isinstance(found, There)
    assert found.seen.remote_id == sent


def test_a_post_applied_after_the_connection_broke_is_found(
    net: Rehearsal, keys: Keys, x: Client
) -> None:
    anchor = say(x, "The day before")
    net.fault("late", endpoint="post", handle=keys.handle, seconds=0.2)
    with pytest.raises(base.OutcomeUnknown):
        say(x, "Two 2/7", anchor)
    time.sleep(0.5)
    assert isinstance(x.find(SoughtPost("Two 2/7", since=anchor, reply_to=anchor)), There)


def test_an_anchor_deleted_by_hand_leaves_it_to_an_editor(x: Client) -> None:
    anchor = say(x, "The day before")
    x.remove(anchor)
    assert isinstance(x.find(SoughtPost("Why the harbour is closed 1/7", since=anchor)), Unclear)


def test_silence_longer_than_the_deadline_is_cut(net: Rehearsal, keys: Keys) -> None:
    secrets = {"bearer_token": keys.bearer_token}
    x = find_network("x").connect(Door(net.url, secrets, keys.user_id, keys.handle, deadline=0.3))
    net.fault("delay", when="after", endpoint="post", handle=keys.handle, seconds=3)
    with pytest.raises(base.OutcomeUnknown, match="no whole answer"):
        say(x, "Words")
    assert len(net.posts(keys.handle)) == 1


def test_somebody_elses_post_is_none_of_ours(net: Rehearsal, x: Client) -> None:
    theirs = open_as(net, net.account(f"harbour_{next(_made)}", "Harbour News"))
    assert theirs.look(say(theirs, "Theirs"))
    assert x.look(say(theirs, "Theirs too")) is None
    assert x.look("no number") is None


@pytest.mark.parametrize(
    ("address", "number"),
    [
        ("https://x.com/harbour/status/123", "123"),
        (" x.com/harbour/status/123?s=20 ", "123"),
        ("https://twitter.com/i/web/status/123/photo/1", "123"),
        ("https://x.com/harbour/status/12three", None),
        ("https://x.com/harbour", None),
        ("http://127.0.0.1:8001/harbour/status/123", None),
    ],
)
def test_an_address_on_x_names_a_post(address: str, number: str | None) -> None:
    door = Door("https://api.x.com", {"bearer_token": "t"}, user_id="1", handle="harbour")
    assert find_network("x").connect(door).id_at(address) == number
