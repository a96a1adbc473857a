"""Photos from outside, behind a headline."""

from __future__ import annotations

import io
import random
import struct
import zlib
from typing import Any

import pytest
from PIL import Image

from cards import Card, PhotoError, draw
from cards.colour import RGB, contrast_ratio, mix_colours
from cards.limits import MOST_BYTES
from cards.photo import prepare_backdrop, scrim_share

HEADLINE = "Night trains: Lisbon joins the network"


def colour_at(image: Any, x: int, y: int) -> RGB:
    pixel: RGB = image.getpixel((x, y))
    return pixel


def photo(colour, size=(800, 600), kind="JPEG", **more):
    out = io.BytesIO()
    Image.new("RGB", size, colour).save(out, kind, **more)
    return out.getvalue()


def bomb(width, height):
    """A PNG that states a huge size in its first bytes."""
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    chunks = (b"IHDR" + header, b"IDAT" + zlib.compress(b"\0" * 99), b"IEND")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(c) - 4) + c + struct.pack(">I", zlib.crc32(c)) for c in chunks
    )


def test_a_card_with_a_photo_is_a_jpeg(theme):
    picture = draw(Card("headline", HEADLINE, photo=photo("teal")), theme)

    assert picture.media_type == "image/jpeg"
    assert picture.png.startswith(b"\xff\xd8")


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_these_types_are_taken(theme, kind):
    assert prepare_backdrop(photo("teal", kind=kind), theme).image.size == (1200, 675)


@pytest.mark.parametrize(
    "data", [b"x", b"GIF89a" + b"\0" * 60, photo("red", kind="GIF"), photo("red")[:300]]
)
def test_what_is_no_photo_is_refused_in_words(theme, data):
    with pytest.raises(PhotoError, match="not a JPEG, PNG or WebP"):
        draw(Card("headline", HEADLINE, photo=data), theme)


@pytest.mark.parametrize("size", [(8000, 8000), (12_000, 12_000), (60_000, 60_000)])
def test_a_decompression_bomb_is_refused_before_it_is_decoded(theme, size):
    with pytest.raises(PhotoError, match="50 million pixels"):
        draw(Card("headline", HEADLINE, photo=bomb(*size)), theme)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_large_photo_is_cropped_to_its_middle(theme, kind):
    wide = Image.new("RGB", (7000, 5600), "black")
    wide.paste("teal", (0, 830, 7000, 4770))
    out = io.BytesIO()
    wide.save(out, kind)
    image = prepare_backdrop(out.getvalue(), theme).image

    assert image.size == (1200, 675)
    for corner in ((2, 2), (1197, 672)):
        assert colour_at(image, *corner)[2] > 60


@pytest.mark.parametrize("mode", ["1", "L", "LA", "P", "RGBA", "CMYK", "I;16"])
def test_a_photo_of_any_mode_is_taken(theme, mode):
    out = io.BytesIO()
    Image.new(mode, (300, 200)).save(out, "JPEG" if mode == "CMYK" else "PNG")

    assert prepare_backdrop(out.getvalue(), theme).image.mode == "RGB"


def test_a_file_that_is_too_large_is_refused(theme):
    with pytest.raises(PhotoError, match="20 MB"):
        prepare_backdrop(b"\xff\xd8" + b"\0" * MOST_BYTES, theme)


@pytest.mark.parametrize("name", ["theme", "dark"])
@pytest.mark.parametrize("colour", ["white", "black", "red", "yellow", "blue", "gray"])
def test_ink_holds_on_any_photo(request, name, colour):
    behind = prepare_backdrop(photo(colour), request.getfixturevalue(name))
    pixel = colour_at(behind.image, 600, 300)

    assert contrast_ratio(behind.inks.ink, pixel) >= 4.5


def test_a_photo_of_every_tone_still_holds(theme):
    stripes = Image.linear_gradient("L").resize((1200, 675)).convert("RGB")
    out = io.BytesIO()
    stripes.save(out, "PNG")
    behind = prepare_backdrop(out.getvalue(), theme)

    assert (
        min(contrast_ratio(behind.inks.ink, colour_at(behind.image, 9, y)) for y in range(675))
        >= 4.5
    )


@pytest.mark.parametrize("name", ["theme", "dark"])
@pytest.mark.parametrize("seed", range(4))
def test_words_on_a_busy_photo_hold_on_the_drawn_pixels(request, name, seed):
    noise = Image.frombytes("RGB", (120, 68), random.Random(seed).randbytes(120 * 68 * 3))  # noqa: S311 — a picture, no secret
    out = io.BytesIO()
    noise.resize((1200, 680), Image.Resampling.NEAREST).save(out, "PNG")
    theme = request.getfixturevalue(name)
    drawn = draw(Card("headline", "HHHH", photo=out.getvalue()), theme)
    image: Any = Image.open(io.BytesIO(drawn.png)).convert("RGB")
    letter = image.crop((144, 80, 230, 150)).getcolors(10**5)
    ink = prepare_backdrop(out.getvalue(), theme).inks.ink
    words = min(
        (c for _, c in letter), key=lambda c: sum(abs(a - b) for a, b in zip(c, ink, strict=True))
    )

    ground = image.crop((700, 300, 1100, 500)).getcolors(10**6)
    assert min(contrast_ratio(words, colour) for _, colour in ground) >= 4.5


def test_a_dark_photo_needs_less_scrim_than_a_light_one(theme):
    inks = theme.bookend

    assert scrim_share(inks, (0, 0, 0), (20, 20, 20)) < scrim_share(
        inks, (200, 200, 200), (255, 255, 255)
    )


def test_the_scrim_is_no_heavier_than_it_must_be(theme):
    inks, white = theme.bookend, (255, 255, 255)
    share = scrim_share(inks, white, white)

    assert contrast_ratio(inks.ink, mix_colours(white, inks.ground, share - 0.1)) < 4.5


def test_words_on_a_photo_are_all_in_ink(theme):
    plain = draw(Card("headline", HEADLINE, photo=photo("navy")), theme)
    image: Any = Image.open(io.BytesIO(plain.png)).convert("RGB").crop((144, 60, 1128, 540))
    reddish = [c for _, c in image.getcolors(10**6) if c[0] > c[2] + 90]

    assert reddish == []


def test_the_photo_is_turned_upright_and_forgets_where_it_was_taken(theme):
    exif = Image.Exif()
    exif[0x0112] = 6
    exif[0x010E] = "home address"
    picture = draw(Card("headline", HEADLINE, photo=photo("teal", exif=exif)), theme)
    opened = Image.open(io.BytesIO(picture.png))

    assert opened.size == (1200, 675)
    assert not opened.getexif()
    assert b"home address" not in picture.png


def test_the_same_photo_gives_the_same_bytes(theme):
    card = Card("headline", HEADLINE, credit="Photo: A. B.", photo=photo("teal"))

    assert draw(card, theme).sha256 == draw(card, theme).sha256


@pytest.mark.usefixtures("noto")
def test_emoji_lie_on_photos_too(theme):
    plain, dove = (
        draw(Card("headline", f"Peace {e}", photo=photo("teal")), theme).png for e in ("", "🕊️")
    )

    assert plain != dove
