"""A lead photo from outside: opened with care, turned upright, and kept as pixels only."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import NamedTuple

from cards.limits import MOST_BYTES
from publisher.intake.errors import BadPhoto
from publisher.outside import work
from publisher.outside.errors import AllAtWork, Failed, NotNow, OutsideError, error_sentence
from publisher.thread.models import Picture

MEDIA_TYPE = "image/jpeg"

_DAMAGED = "The photo could not be opened: it is damaged or too large. Choose another one, or make it smaller."
_ENDED: dict[type[OutsideError], str] = {
    AllAtWork: "Other photos are being opened right now. Try again in a minute.",
    NotNow: "The photo could not be opened just now: this machine has too much to do. Try again in a minute.",
    OutsideError: _DAMAGED,
}


@dataclass(frozen=True, slots=True)
class Lead:
    """A lead photo as an article has it; who added it says that the newsroom may use it."""

    picture: Picture
    alt: str
    credit: str = ""


class Ready(NamedTuple):
    """A photo made ready: a JPEG without anything but pixels."""

    jpeg: bytes
    width: int
    height: int


def store_photo(data: bytes) -> Picture:
    """The photo as a Picture, made ready and kept once. Raises BadPhoto."""
    ready = made_ready(data)
    values = {"content": ready.jpeg, "media_type": MEDIA_TYPE}
    sizes = {"width": ready.width, "height": ready.height}
    name = hashlib.sha256(ready.jpeg).hexdigest()
    return Picture.objects.get_or_create(sha256=name, defaults=values | sizes)[0]


def made_ready(data: bytes) -> Ready:
    """The photo upright, no larger than needed, without metadata. Raises BadPhoto."""
    if len(data) > MOST_BYTES:
        raise BadPhoto(f"The photo is larger than {MOST_BYTES // 1_000_000} MB. Make it smaller.")
    try:
        return Ready(*work.prepare_photo(data))
    except Failed:
        raise
    except OutsideError as error:
        raise BadPhoto(error_sentence(error, _ENDED)) from error
