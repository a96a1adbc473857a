"""The rules every network's client keeps, tried over real HTTP against a peer of that network.

A new network brings a `Peer`; `test_conformance.py` runs every rule against every peer.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Protocol

import pytest

from publisher.networks import base
from publisher.networks.base import Absent, Client, Door, Network, Outgoing, Sent, SoughtPost, There


class Trouble(StrEnum):
    """What a peer does to one call when told so; "applied" means it does what was asked first."""

    LOST = "applied, then the connection is reset"
    NO_ID = "applied, then a success that names no post"
    HALF = "applied, then half of the answer"
    TRICKLE = "applied, then an answer that never ends"
    BROKEN = "the connection is reset, nothing applied"
    PAGE = "somebody else's error page, nothing applied"
    DOWN = "a 503 in the network's words, nothing applied"
    LIMITED = "too many calls, wait a minute"
    REFUSED = "refused in the network's words"
    EARLY = "the post replied to is not visible yet"
    REVOKED = "the account's token is worthless from here on"


class Call(StrEnum):
    """Which call the trouble meets."""

    POST = "post"
    UPLOAD = "upload"
    DESCRIBE = "describe"
    READ = "read"
    WHO = "who"
    LOOK = "look"
    SEVERAL = "several"
    REMOVE = "remove"


@dataclass(frozen=True)
class Held:
    """A post as the network really holds it; `alts` are those of its pictures, in order."""

    remote_id: str
    reply_to: str | None
    alts: tuple[str, ...]


class Peer(Protocol):
    """A server of one network with one fresh account on it."""

    @property
    def network(self) -> Network: ...

    @property
    def door(self) -> Door: ...

    @property
    def picture(self) -> tuple[bytes, str]:
        """Bytes and media type."""

    def holds(self) -> list[Held]:
        """All own posts that were ever applied and not deleted, oldest first."""

    def trouble(self, trouble: Trouble, call: Call) -> None:
        """Meet the next such call with trouble."""


Rule = Callable[[Peer], None]
RULES: list[Rule] = []

#: Long enough for a loopback call, short enough to wait for.
SOON = 0.7

APPLIED = (Trouble.LOST, Trouble.NO_ID, Trouble.HALF, Trouble.TRICKLE)
UNREADABLE = (Trouble.BROKEN, Trouble.PAGE, Trouble.DOWN, Trouble.HALF, Trouble.TRICKLE)
TEXTS = (
    "Plain words 2/7",
    "Ukraine & Russia: <talks> “again” – and… 2/7",
    "Read https://example.org/a_(b)?c=d&e=f#g and example.com. 2/7",
    "व्याख्या 🇺🇦 👩🏽‍💻 见 example.com 再见 2/7",
    "Cafe\u0301 in   two\n\nlines 2/7",
)


def rule(keep: Rule) -> Rule:
    RULES.append(keep)
    return keep


def open_client(peer: Peer, deadline: float = 10.0) -> Client:
    return peer.network.connect(replace(peer.door, deadline=deadline))


def send(client: Client, text: str, reply_to: str | None = None) -> Sent:
    return client.send(client.body(Outgoing(text, reply_to=reply_to)))


def root(client: Client) -> Sent:
    return send(client, "A root to hang the rest on 1/7")


@rule
def the_account_is_named(peer: Peer) -> None:
    who = open_client(peer).identity()
    assert (who.user_id, who.handle) == (peer.door.user_id, peer.door.handle)
    assert who.url.startswith("http")


@rule
def a_chain_holds_together(peer: Peer) -> None:
    client = open_client(peer)
    first = root(client)
    second = send(client, "Two 2/7", first.remote_id)
    third = send(client, "Three 3/7", second.remote_id)
    assert [held.reply_to for held in peer.holds()] == [None, first.remote_id, second.remote_id]
    seen = client.recent()
    assert [each.remote_id for each in seen] == [third.remote_id, second.remote_id, first.remote_id]
    assert [each.reply_to for each in seen] == [second.remote_id, first.remote_id, None]
    assert [each.url for each in seen] == [third.url, second.url, first.url]


@rule
def the_body_is_made_without_the_network(peer: Peer) -> None:
    client = peer.network.connect(replace(peer.door, check=_never))
    post = Outgoing("Words 2/7", media_ids=("1",), reply_to="2")
    assert client.body(post) == client.body(post)
    assert json.loads(json.dumps(client.body(post))) == client.body(post)


@rule
def a_picture_arrives_with_its_alt_text(peer: Peer) -> None:
    client = open_client(peer)
    up = client.upload(*peer.picture)
    client.describe(up.media_id, "A map of “everything”")
    client.send(client.body(Outgoing("Look", media_ids=(up.media_id,))))
    assert [held.alts for held in peer.holds()] == [("A map of “everything”",)]
    assert up.lives_for > 0


@rule
def past_the_send_window_nothing_is_done(peer: Peer) -> None:
    sent = root(open_client(peer))
    late = peer.network.connect(replace(peer.door, check=_never))
    for act in (
        lambda: send(late, "Late"),
        lambda: late.upload(*peer.picture),
        lambda: late.describe("1", "Late"),
        lambda: late.remove(sent.remote_id),
    ):
        with pytest.raises(base.TooLate):
            act()
    assert [held.remote_id for held in peer.holds()] == [sent.remote_id]


@rule
def a_reply_whose_answer_is_lost_is_found(peer: Peer) -> None:
    client = open_client(peer, SOON)
    parent = root(client).remote_id
    for trouble in APPLIED:
        text = f"{trouble} 2/7"
        _lose(peer, client, trouble, text, parent)
        held = peer.holds()[-1]
        found = client.find(SoughtPost(text, since=parent, reply_to=parent))
        assert isinstance(found, There)
        assert found.seen.remote_id == held.remote_id
        client.remove(held.remote_id)


@rule
def a_root_whose_answer_is_lost_is_found(peer: Peer) -> None:
    client = open_client(peer, SOON)
    for trouble in APPLIED:
        anchor = client.newest()
        text = f"About {trouble.name.lower()} things: {trouble} 1/7"
        _lose(peer, client, trouble, text, None)
        send(client, "By hand, meanwhile: something else altogether")
        found = client.find(SoughtPost(text, since=anchor))
        assert isinstance(found, There)
        assert found.seen.remote_id == peer.holds()[-2].remote_id
        client.remove(peer.holds()[-1].remote_id)


@rule
def every_text_is_found_again(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client).remote_id
    for text in TEXTS:
        sent = send(client, text, parent)
        found = client.find(SoughtPost(text, since=parent, reply_to=parent))
        assert isinstance(found, There), text
        assert (found.seen.remote_id, found.seen.url) == (sent.remote_id, sent.url)
        client.remove(sent.remote_id)


@rule
def a_post_is_found_by_its_picture(peer: Peer) -> None:
    client = open_client(peer)
    up = client.upload(*peer.picture)
    anchor = root(client).remote_id
    sent = client.send(client.body(Outgoing("Look", media_ids=(up.media_id,), reply_to=anchor)))
    found = client.find(SoughtPost("Look", anchor, anchor, (up.media_id,)))
    assert isinstance(found, There)
    assert found.seen.remote_id == sent.remote_id


@rule
def what_was_never_applied_is_absent(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client).remote_id
    for trouble in (Trouble.BROKEN, Trouble.PAGE, Trouble.DOWN):
        _lose(peer, client, trouble, "Two 2/7", parent)
        assert client.find(SoughtPost("Two 2/7", since=parent, reply_to=parent)) == Absent()
    assert len(peer.holds()) == 1


@rule
def an_earlier_post_of_the_same_words_is_not_the_one(peer: Peer) -> None:
    client = open_client(peer)
    text = "Good morning. This is what matters today 1/7"
    send(client, text)
    assert client.find(SoughtPost(text, since=client.newest())) == Absent()


@rule
def the_same_words_about_another_link_are_not_the_one(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client).remote_id
    send(client, "Read https://example.org/b too 2/7", parent)
    for lead, found in (("a", base.Unclear), ("b", There)):
        text = f"Read https://example.org/{lead} too 2/7"
        assert isinstance(client.find(SoughtPost(text, since=parent, reply_to=parent)), found)


@rule
def another_reply_to_the_same_parent_is_for_an_editor(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client).remote_id
    send(client, "A correction by hand", parent)
    assert isinstance(
        client.find(SoughtPost("Two 2/7", since=parent, reply_to=parent)), base.Unclear
    )


@rule
def a_reply_that_is_accounted_for_is_not_the_one(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client).remote_id
    chained = send(client, "Two 2/7", parent).remote_id
    wanted = SoughtPost(
        "A correction", since=parent, reply_to=parent, known=frozenset({parent, chained})
    )
    assert client.find(wanted) == Absent()
    sent = send(client, "A correction", parent)
    found = client.find(wanted)
    assert isinstance(found, There)
    assert found.seen.remote_id == sent.remote_id


@rule
def a_refusal_in_the_networks_words_proves_nothing_was_done(peer: Peer) -> None:
    peer.trouble(Trouble.REFUSED, Call.POST)
    with pytest.raises(base.Refused) as caught:
        root(open_client(peer))
    assert caught.value.said
    assert caught.value.advice
    assert peer.holds() == []


@rule
def too_many_calls_make_the_account_wait(peer: Peer) -> None:
    peer.trouble(Trouble.LIMITED, Call.POST)
    with pytest.raises(base.RateLimited) as caught:
        root(open_client(peer))
    assert 30 < caught.value.after < 3600
    assert caught.value.scope == base.Scope.ACCOUNT


@rule
def a_parent_that_is_not_visible_yet_may_be_tried_again(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client).remote_id
    peer.trouble(Trouble.EARLY, Call.POST)
    with pytest.raises(base.NotVisibleYet) as caught:
        send(client, "Two 2/7", parent)
    assert 0 < caught.value.after <= 15
    assert send(client, "Two 2/7", parent).remote_id == peer.holds()[-1].remote_id


@rule
def a_parent_that_is_gone_takes_no_reply(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client).remote_id
    client.remove(parent)
    with pytest.raises((base.ParentMissing, base.NotVisibleYet)):
        send(client, "Two 2/7", parent)
    assert peer.holds() == []


@rule
def a_worthless_token_concerns_the_account(peer: Peer) -> None:
    peer.trouble(Trouble.REVOKED, Call.POST)
    client = open_client(peer)
    for act in (lambda: root(client), client.identity, client.newest):
        with pytest.raises(base.AccountRefused) as caught:
            act()
        assert caught.value.scope == base.Scope.ACCOUNT


@rule
def wrong_secrets_are_refused(peer: Peer) -> None:
    wrong = {name: value[::-1] for name, value in peer.door.secrets.items()}
    with pytest.raises(base.AccountRefused):
        peer.network.connect(replace(peer.door, secrets=wrong)).identity()
    with pytest.raises(base.AccountRefused):
        peer.network.connect(replace(peer.door, secrets={})).identity()


@rule
def a_read_that_fails_has_changed_nothing(peer: Peer) -> None:
    client = open_client(peer, SOON)
    root(client)
    for trouble in UNREADABLE:
        for read in (client.newest, client.recent):
            peer.trouble(trouble, Call.READ)
            with pytest.raises(base.NotApplied):
                read()
        peer.trouble(trouble, Call.WHO)
        with pytest.raises(base.TryLater):
            client.identity()
        peer.trouble(trouble, Call.LOOK)
        with pytest.raises(base.NotApplied):
            client.look(peer.holds()[0].remote_id)
        peer.trouble(trouble, Call.SEVERAL)
        with pytest.raises(base.NotApplied):
            client.read([peer.holds()[0].remote_id])


@rule
def a_read_that_fails_proves_no_absence(peer: Peer) -> None:
    client = open_client(peer, SOON)
    parent = root(client).remote_id
    for trouble in UNREADABLE:
        peer.trouble(trouble, Call.READ)
        with pytest.raises(base.TryLater):
            client.find(SoughtPost("Two 2/7", since=parent, reply_to=parent))


@rule
def uploads_may_be_repeated_after_any_trouble(peer: Peer) -> None:
    client = open_client(peer, SOON)
    for trouble in (*APPLIED, Trouble.BROKEN, Trouble.DOWN, Trouble.LIMITED):
        peer.trouble(trouble, Call.UPLOAD)
        with pytest.raises(base.NetworkError):
            client.upload(*peer.picture)
    up = client.upload(*peer.picture)
    peer.trouble(Trouble.LOST, Call.DESCRIBE)
    with suppress(base.OutcomeUnknown):
        client.describe(up.media_id, "A map")
    client.describe(up.media_id, "A map")


@rule
def what_is_removed_is_gone_and_may_be_removed_again(peer: Peer) -> None:
    client = open_client(peer)
    sent = root(client)
    client.remove(sent.remote_id)
    client.remove(sent.remote_id)
    assert peer.holds() == []
    assert client.newest() is None
    assert client.recent() == []


@rule
def a_post_is_looked_at_by_the_id_in_its_address(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client)
    sent = send(client, "Two 2/7", parent.remote_id)
    assert client.id_at(sent.url) == sent.remote_id
    seen = client.look(sent.remote_id)
    assert seen
    assert (seen.url, seen.reply_to) == (sent.url, parent.remote_id)
    client.remove(sent.remote_id)
    assert client.look(sent.remote_id) is None


@rule
def all_posts_of_a_thread_are_read_together(peer: Peer) -> None:
    client = open_client(peer)
    parent = root(client)
    plain, bare = client.upload(*peer.picture), client.upload(*peer.picture)
    client.describe(plain.media_id, "A map of “everything”")
    both = Outgoing("Two 2/7", (plain.media_id, bare.media_id), parent.remote_id)
    sent = client.send(client.body(both))
    gone = send(client, "Three 3/7", sent.remote_id)
    client.remove(gone.remote_id)
    ids = [parent.remote_id, sent.remote_id, gone.remote_id]
    seen = client.read(ids)
    assert list(seen) == ids[:2]
    assert [each.reply_to for each in seen.values()] == [None, parent.remote_id]
    assert [each.alts for each in seen.values()] == [(), ("A map of “everything”", "")]
    assert [each.url for each in seen.values()] == [parent.url, sent.url]
    assert client.read([gone.remote_id]) == {}


@rule
def an_address_elsewhere_names_no_post(peer: Peer) -> None:
    client = open_client(peer)
    path = root(client).url.split("//")[1].partition("/")[2]
    for address in ("", "words", peer.door.base_url, f"https://evil.example/{path}", "http://[1/"):
        assert client.id_at(address) is None, address


@rule
def a_removal_whose_answer_is_lost_may_be_repeated(peer: Peer) -> None:
    client = open_client(peer, SOON)
    for trouble in (*APPLIED, Trouble.BROKEN, Trouble.DOWN):
        sent = send(client, f"To be removed: {trouble}")
        peer.trouble(trouble, Call.REMOVE)
        with pytest.raises(base.OutcomeUnknown):
            client.remove(sent.remote_id)
        client.remove(sent.remote_id)
    assert peer.holds() == []


@rule
def without_a_connection_every_call_may_be_tried_again(peer: Peer) -> None:
    gone = peer.network.connect(replace(peer.door, base_url="http://127.0.0.1:1"))
    for act in (
        gone.identity,
        gone.newest,
        gone.recent,
        lambda: gone.find(SoughtPost("Words", since="1")),
        lambda: root(gone),
        lambda: gone.upload(*peer.picture),
        lambda: gone.describe("1", "A map"),
        lambda: gone.remove("1"),
        lambda: gone.look("1"),
        lambda: gone.read(["1"]),
    ):
        with pytest.raises(base.Unreachable):
            act()


@rule
def an_address_that_is_neither_its_own_nor_this_machine_is_refused(peer: Peer) -> None:
    for url in ("https://evil.example", "http://192.0.2.1", f"{peer.network.home}.evil.example"):
        with pytest.raises(base.AccountRefused):
            peer.network.connect(replace(peer.door, base_url=url)).identity()


def _never() -> None:
    raise base.TooLate("The send window has passed.")


def _lose(peer: Peer, client: Client, trouble: Trouble, text: str, reply_to: str | None) -> None:
    """Send into trouble: nobody can say what came of it, and it was sent at most once."""
    before = len(peer.holds())
    peer.trouble(trouble, Call.POST)
    with pytest.raises(base.OutcomeUnknown):
        send(client, text, reply_to)
    assert len(peer.holds()) - before == (1 if trouble in APPLIED else 0)
