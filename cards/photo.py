"""A photo behind a headline: opened with care, darkened or lightened until the words hold.

The photo comes from outside. Its type and size are read before any pixel is decoded, and nothing
but pixels is kept of it.
"""

from __future__ import annotations

import io
import warnings
from typing import NamedTuple

from PIL import Image, ImageOps

from cards.canvas import Canvas
from cards.colour import RGB, contrast_ratio, mix_colours
from cards.emoji import Emoji, draw_emoji
from cards.errors import PhotoError
from cards.limits import MOST_BYTES, MOST_PIXELS, TYPES
from cards.sheet import CardSheet
from cards.theme import Theme
from cards.theme_parts import OTHER_CONTRAST, Inks

QUALITY = 90
# Either side of a JPEG's reduced size is at least this: twice what a card shows.
_ENOUGH = (2400, 2700)
_SHADES = 40
_TOO_MANY = f"The photo has more than {MOST_PIXELS // 1_000_000} million pixels."


class Backdrop(NamedTuple):
    """The photo at the card's size under its scrim, and the colours that hold on it."""

    image: Image.Image
    inks: Inks


def prepare_backdrop(photo: bytes, theme: Theme) -> Backdrop:
    """The photo made ready; raises PhotoError, in words, where it cannot be taken."""
    size = (theme.frame.width, theme.frame.height)
    image = _decoded(photo, size)
    darkest, lightest = _extremes(image)
    inks = min((theme.bookend, theme.colours), key=lambda i: scrim_share(i, darkest, lightest))
    share = scrim_share(inks, darkest, lightest)
    ground = Image.new("RGB", size, inks.ground)
    return Backdrop(Image.blend(image, ground, share), inks)


def scrim_share(inks: Inks, darkest: RGB, lightest: RGB) -> float:
    """The least share of the ground over the photo at which its ink has 4.5:1 on every pixel."""
    for shade in range(_SHADES + 1):
        share = shade / _SHADES
        grounds = (mix_colours(pixel, inks.ground, share) for pixel in (darkest, lightest))
        # A tenth more than the bar: JPEG moves pixels a little.
        if min(contrast_ratio(inks.ink, ground) for ground in grounds) >= OTHER_CONTRAST * 1.1:
            return share
    return 1.0


def compose_jpeg(
    sheet: CardSheet, canvas: Canvas, emoji: list[Emoji], behind: Backdrop, steps: int
) -> bytes:
    """The finished JPEG: the canvas's indices laid over the backdrop, all words in ink."""
    picture = behind.image
    whole = Image.frombytes("L", (sheet.width + 1, sheet.height), bytes(canvas.pixels))
    indices = whole.crop((1, 0, sheet.width + 1, sheet.height))
    for ramp, colour in enumerate((behind.inks.ink, behind.inks.accent, behind.inks.ink)):
        picture.paste(colour, (0, 0), indices.point(_coverage(ramp, steps)))
    for one in emoji:
        found = draw_emoji(one.face, one.glyph, one.size)
        if found:
            picture.paste(found.image, (one.x + found.left, one.y + found.top), found.image)
    return _jpeg(picture)


def _coverage(ramp: int, steps: int) -> list[int]:
    """A table from palette index to coverage, for one of the three ramps."""
    first = ramp * steps
    return [
        round((index - first) * 255 / steps) if first < index <= first + steps else 0
        for index in range(256)
    ]


def _jpeg(picture: Image.Image) -> bytes:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=QUALITY, subsampling=0)
    return out.getvalue()


def _extremes(image: Image.Image) -> tuple[RGB, RGB]:
    """Colours no pixel is darker or lighter than, channel by channel."""
    spans = [band.getextrema() for band in image.split()]
    (red, green, blue), (most_red, most_green, most_blue) = zip(*spans, strict=True)
    return (red, green, blue), (most_red, most_green, most_blue)


def _decoded(photo: bytes, size: tuple[int, int]) -> Image.Image:
    if len(photo) > MOST_BYTES:
        raise PhotoError(f"The photo is larger than {MOST_BYTES // 1_000_000} MB.")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return _fitted(io.BytesIO(photo), size)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PhotoError(_TOO_MANY) from error
    except (OSError, SyntaxError, ValueError) as error:
        raise PhotoError(
            "The photo is not a JPEG, PNG or WebP picture, or it is damaged."
        ) from error


def _fitted(file: io.BytesIO, size: tuple[int, int]) -> Image.Image:
    """The photo turned as its camera was held, cropped to `size`, in RGB, without any metadata.

    A large JPEG is decoded at half its size or less, and nothing is copied whole: 50 million
    pixels take 200 MB each time.
    """
    with Image.open(file, formats=TYPES) as image:
        if image.width * image.height > MOST_PIXELS:
            raise PhotoError(_TOO_MANY)
        image.draft("RGB", _ENOUGH)
        ImageOps.exif_transpose(image, in_place=True)
        whole = image if image.mode == "RGB" else image.convert("RGB")
        return ImageOps.fit(whole, size, Image.Resampling.LANCZOS)
