"""A lead photo from outside: opened with care, turned upright, and kept as pixels only."""

from __future__ import annotations

import hashlib
import io
import warnings
from dataclasses import dataclass
from threading import Lock
from typing import NamedTuple

from PIL import Image, ImageOps

from cards.photo import MOST_BYTES, MOST_PIXELS, TYPES
from publisher.intake.errors import BadPhoto
from publisher.thread.models import Picture

#: The longer side as it is kept: twice a card's, for whoever crops or zooms later.
LONGER_SIDE = 2400
#: A photo smaller than a card's half would be a blur behind its words.
LEAST = (600, 338)
QUALITY = 88
MEDIA_TYPE = "image/jpeg"

_TOO_MANY = f"The photo has more than {MOST_PIXELS // 1_000_000} million pixels. Make it smaller."
#: A large photo takes much memory while it is opened: one at a time.
_one = Lock()


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


def kept(data: bytes) -> Picture:
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
        with _one, warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _made_ready(io.BytesIO(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPhoto(_TOO_MANY) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPhoto(
            "The photo is not a JPEG, PNG or WebP picture, or it is damaged. Choose another one."
        ) from error


def _made_ready(file: io.BytesIO) -> Ready:
    with Image.open(file, formats=TYPES) as image:
        # Both are read from its first bytes, before any pixel is unpacked.
        if image.width * image.height > MOST_PIXELS:
            raise BadPhoto(_TOO_MANY)
        if max(image.size) < LEAST[0] or min(image.size) < LEAST[1]:
            raise BadPhoto(f"The photo is too small: it needs {LEAST[0]} by {LEAST[1]} pixels.")
        image.draft("RGB", (LONGER_SIDE, LONGER_SIDE))
        ImageOps.exif_transpose(image, in_place=True)
        image.thumbnail((LONGER_SIDE, LONGER_SIDE), Image.Resampling.LANCZOS)
        plain = _opaque(image)
    out = io.BytesIO()
    plain.save(out, "JPEG", quality=QUALITY)
    return Ready(out.getvalue(), plain.width, plain.height)


def _opaque(image: Image.Image) -> Image.Image:
    """In RGB on white, as a new image that carries nothing else."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        flat = image.convert("RGB")
    else:
        clear = image.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear)
    return Image.frombytes("RGB", flat.size, flat.tobytes())
