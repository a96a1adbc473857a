"""A photo's file to its pixels: upright, no larger than needed, without metadata. Pure; done in a child."""

from __future__ import annotations

import io
import warnings

from PIL import Image, ImageOps

from cards.limits import MOST_PIXELS, TYPES
from publisher.intake.errors import BadPhoto

#: The longer side as it is kept: twice a card's, for whoever crops or zooms later.
LONGER_SIDE = 2400
#: A photo smaller than a card's half would be a blur behind its words.
LEAST = (600, 338)
QUALITY = 88

_TOO_MANY = f"The photo has more than {MOST_PIXELS // 1_000_000} million pixels. Make it smaller."


def made_ready(data: bytes) -> tuple[bytes, int, int]:
    """A JPEG of nothing but pixels, its width and height. Raises BadPhoto."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _made_ready(io.BytesIO(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise BadPhoto(_TOO_MANY) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise BadPhoto(
            "The photo is not a JPEG, PNG or WebP picture, or it is damaged. Choose another one."
        ) from error


def _made_ready(file: io.BytesIO) -> tuple[bytes, int, int]:
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
    return out.getvalue(), plain.width, plain.height


def _opaque(image: Image.Image) -> Image.Image:
    """In RGB on white, as a new image that carries nothing else."""
    if "A" not in image.getbands() and "transparency" not in image.info:
        flat = image.convert("RGB")
    else:
        clear = image.convert("RGBA")
        flat = Image.new("RGB", clear.size, "white")
        flat.paste(clear, mask=clear)
    return Image.frombytes("RGB", flat.size, flat.tobytes())
