"""Whose hands are in a version, worked out once: every look at the queue asks for a dozen threads. Pure."""

from __future__ import annotations

import marshal
from collections.abc import Collection, Hashable, Sequence
from hashlib import blake2b

from publisher.thread.hands import HandedVersion, Revs, find_hands

#: So many answers are kept; a process that has given more begins anew.
KEPT = 2048
_known: dict[Hashable, Revs] = {}


def hands_in(versions: Sequence[HandedVersion], among: Collection[int] | None) -> Revs:
    """The same as `find_hands`, which is asked where anything that it reads is another than before."""
    asked = tuple(map(_print, versions)), None if among is None else frozenset(among)
    found = _known.get(asked)
    if found is None:
        found = find_hands(versions, among)
        if len(_known) >= KEPT:
            _known.clear()
        _known[asked] = found
    return found


def _print(version: HandedVersion) -> Hashable:
    # Quicker than JSON by far; an older form, as the newest depends on who else holds a string.
    said = marshal.dumps(dict(version.content), 2)
    return version.rev, version.by, version.approved_by, blake2b(said, digest_size=16).digest()
