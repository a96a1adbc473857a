from __future__ import annotations

import base64
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import count
from typing import Any

import pytest

from publisher.networks.base import Door, Network
from publisher.networks.registry import NETWORKS, find_network
from tests.networks.conformance import RULES, Call, Held, Peer, Rule, Trouble
from tests.worlds.rehearsal import Keys, Rehearsal, start

PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
)

_FAULTS: dict[Trouble, dict[str, Any]] = {
    Trouble.LOST: {"kind": "reset", "when": "after"},
    Trouble.NO_ID: {"kind": "no_id"},
    Trouble.HALF: {"kind": "truncate"},
    Trouble.TRICKLE: {"kind": "trickle", "seconds": 0.1},
    Trouble.BROKEN: {"kind": "reset"},
    Trouble.PAGE: {"kind": "html", "status": 403},
    Trouble.DOWN: {"kind": "error", "words": "Service Unavailable"},
    Trouble.LIMITED: {"kind": "limit", "seconds": 60},
    Trouble.REFUSED: {"kind": "refuse", "words": "You are not permitted to perform this action."},
    Trouble.EARLY: {"kind": "not_visible"},
}

_ENDPOINTS = {
    Call.POST: "post",
    Call.UPLOAD: "upload",
    Call.DESCRIBE: "metadata",
    Call.READ: "timeline",
    Call.WHO: "me",
    Call.LOOK: "read",
    Call.SEVERAL: "lookup",
    Call.REMOVE: "delete",
}


@dataclass(frozen=True)
class XPeer:
    """The rehearsal network, as X."""

    running: Rehearsal
    keys: Keys
    network: Network
    picture: tuple[bytes, str]

    @property
    def door(self) -> Door:
        names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
        secrets = {name: getattr(self.keys, name) for name in names}
        return Door(self.running.url, secrets, user_id=self.keys.user_id, handle=self.keys.handle)

    def holds(self) -> list[Held]:
        gone = {line["id"] for line in self.running.log(self.keys.handle, "delete")}
        posts = [post for post in self.running.posts(self.keys.handle) if post["id"] not in gone]
        return [Held(post["id"], post["parent"], tuple(post["alts"])) for post in posts]

    def trouble(self, trouble: Trouble, call: Call) -> None:
        if trouble is Trouble.REVOKED:
            self.running.revoke(self.keys.handle)
        else:
            where = {"endpoint": _ENDPOINTS[call], "handle": self.keys.handle}
            self.running.fault(**_FAULTS[trouble], **where)


@pytest.fixture(scope="module")
def rehearsal(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with start(tmp_path_factory.mktemp("rehearsal")) as running:
        yield running


_numbers = count(1)


def x_peer(rehearsal: Rehearsal) -> Peer:
    keys = rehearsal.account(f"paper_{next(_numbers)}", "The Paper")
    return XPeer(rehearsal, keys, find_network("x"), (PIXEL, "image/png"))


#: One for each network: how to get a peer with a fresh account.
PEERS: dict[str, Callable[[Rehearsal], Peer]] = {"x": x_peer}


def test_every_network_is_held_to_the_rules() -> None:
    assert set(PEERS) == set(NETWORKS)


@pytest.mark.parametrize("name", sorted(PEERS))
@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_a_network_keeps_the_rule(rule: Rule, name: str, rehearsal: Rehearsal) -> None:
    rule(PEERS[name](rehearsal))
