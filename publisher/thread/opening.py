"""A stored version opened to be read or changed: it says all of what today's versions say. Pure."""

from __future__ import annotations

import copy
from collections.abc import Mapping, Sequence
from typing import Any

from publisher.thread.source_ledger import ON_CARD, ledger_of

Content = dict[str, Any]


def open_content(content: Mapping[str, Any]) -> Content:
    """A copy that says all of what today's versions say; older ones said less."""
    copied: Content = {
        "newest_first": False,
        "loose": [],
        "links": [],
        "dropped": [],
        **copy.deepcopy(dict(content)),
    }
    for entry in copied["ledger"]:
        entry.setdefault("reason", "" if entry["left_out"] == ON_CARD else entry["left_out"])
    for n, post in enumerate(copied["posts"], 1):
        post.setdefault("tells", _tells(copied["ledger"], n))
        post.setdefault("hand", [])
        if not all("drawn" in spec for spec in post.setdefault("specs", [])) or not post["specs"]:
            post["specs"] = [_spec(card, post["tells"]) for card in post["cards"]]
    copied["ledger"] = ledger_of(copied["ledger"], copied["posts"])
    return copied


def _tells(ledger: Sequence[Mapping[str, Any]], position: int) -> list[list[int]]:
    told = (n for n, entry in enumerate(ledger) if position in entry["posts"])
    return [[n, 0, len(ledger[n]["text"])] for n in told]


def _spec(card: Mapping[str, Any], tells: Sequence[Sequence[int]]) -> dict[str, Any]:
    words = {"kind": card["kind"], "heading": "", "text": card["alt"], "speaker": ""}
    # What an alt text says may be more than the card's words.
    words |= {"bare": True}
    return words | {"shows": [list(tell) for tell in tells], "drawn": [dict(card)]}
