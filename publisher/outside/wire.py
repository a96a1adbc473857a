"""Messages between a process and its child: a length, then a pickle.

The child has met what came from outside, so of its answers only plain values are taken, and the
values of the pure packages: nothing that could run.
"""

from __future__ import annotations

import io
import pickle
import struct
from collections.abc import Callable
from dataclasses import is_dataclass
from typing import Any

_LENGTH = struct.Struct("!Q")
#: Bytes of one message.
LONGEST = 200_000_000
_PIECE = 1 << 20
_OURS = ("publisher.explainer.", "publisher.split.")
_PLAIN = {("datetime", "date")}


def pack_message(message: object) -> bytes:
    """A message as it is sent."""
    data = pickle.dumps(message, protocol=pickle.HIGHEST_PROTOCOL)
    return _LENGTH.pack(len(data)) + data


def receive_message(take: Callable[[int], bytes]) -> bytes | None:
    """The next message's bytes, taken piece by piece; None where the other side is gone."""
    head = _exactly(take, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    return _exactly(take, length) if length <= LONGEST else None


def _exactly(take: Callable[[int], bytes], length: int) -> bytes | None:
    found = bytearray()
    while len(found) < length:
        piece = take(min(_PIECE, length - len(found)))
        if not piece:
            return None
        found += piece
    return bytes(found)


class _Plain(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> Any:
        found = super().find_class(module, name) if (module, name) in _PLAIN else None
        if module.startswith(_OURS) and name.isidentifier():
            found = super().find_class(module, name)
            found = found if isinstance(found, type) and is_dataclass(found) else None
        if found is None:
            raise pickle.UnpicklingError(f"{module}.{name} is no plain value")
        return found


def unpack_answer(data: bytes) -> Any:
    """What a child answered. Raises pickle.UnpicklingError and what broken bytes raise."""
    return _Plain(io.BytesIO(data)).load()
