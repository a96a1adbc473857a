"""A lead photo: from outside to the first card."""

from __future__ import annotations

import hashlib
import io

import pytest
from PIL import Image

from cards.limits import MOST_BYTES
from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.intake.errors import BadPhoto
from publisher.intake.lead_photo import Lead, made_ready, store_photo
from publisher.review.change_theme import look_at, redraw_cards
from publisher.thread.models import Picture, Thread
from tests import builders
from tests.worlds.photos import bomb, photo

EXIF = Image.Exif()
EXIF[0x0112], EXIF[0x013B], EXIF[0x8825] = 6, "Ann of Harbour", {1: "N"}


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_these_types_are_taken_and_become_jpegs(kind):
    ready = made_ready(photo(kind=kind))
    assert Image.open(io.BytesIO(ready.jpeg)).format == "JPEG"
    assert (ready.width, ready.height) == (1200, 800)


def test_a_photo_is_turned_upright_and_tells_nothing_of_who_took_it():
    ready = made_ready(photo(exif=EXIF, comment=b"Ann of Harbour"))
    assert (ready.width, ready.height) == (800, 1200)
    assert b"Ann" not in ready.jpeg
    assert not Image.open(io.BytesIO(ready.jpeg)).getexif()


def test_a_profile_and_hidden_words_of_a_png_are_left_behind():
    ready = made_ready(photo(kind="PNG", icc_profile=b"Ann's screen"))
    assert b"Ann" not in ready.jpeg


def test_a_large_photo_is_kept_no_larger_than_needed():
    ready = made_ready(photo((5000, 3000)))
    assert (ready.width, ready.height) == (2400, 1440)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "L", "P", "CMYK", "1"])
def test_every_kind_of_colours_is_taken(mode):
    kind = "TIFF" if mode == "CMYK" else "PNG"
    data = photo(
        mode=mode, colour=0 if mode in "LP1" else None, kind="JPEG" if mode == "CMYK" else kind
    )
    assert made_ready(data).width == 1200


def test_what_is_clear_becomes_white():
    ready = made_ready(photo(mode="RGBA", colour=(0, 0, 0, 0), kind="PNG"))
    assert Image.open(io.BytesIO(ready.jpeg)).getpixel((5, 5)) == (255, 255, 255)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not a JPEG"),
        (b"<svg onload='alert(1)'/>", "not a JPEG"),
        (b"GIF89a" + b"\0" * 60, "not a JPEG"),
        (photo(kind="GIF"), "not a JPEG"),
        (photo(kind="TIFF"), "not a JPEG"),
        (photo()[:900], "damaged"),
        (photo(kind="PNG")[:200], "damaged"),
        (bomb(60_000, 60_000), "million pixels"),
        (bomb(9_000, 9_000), "million pixels"),
        (bomb(2_000, 2_000), "damaged"),
        (photo((300, 200)), "too small"),
        (photo((5000, 3)), "too small"),
        (b"\xff\xd8\xff" + b"\0" * MOST_BYTES, "larger than"),
    ],
)
def test_what_is_no_photo_is_refused_in_words(data, words):
    with pytest.raises(BadPhoto, match=words):
        made_ready(data)


@pytest.mark.django_db
def test_a_photo_is_kept_once_by_the_hash_of_its_bytes():
    first, second = store_photo(photo()), store_photo(photo())
    assert first == second
    assert hashlib.sha256(bytes(first.content)).hexdigest() == first.sha256


@pytest.fixture
def thread(house):
    builders.account(house)
    lead = Lead(store_photo(photo(colour="red")), "A white ferry", "Photo: Ann")
    row = Thread.objects.get(article=add_article(house, builders.SOURCE, who=None, lead=lead))
    draft_thread(row.pk)
    row.refresh_from_db()
    return row


def cards(thread):
    return [post["cards"] for post in thread.revisions.get(rev=thread.rev).content["posts"]]


def reddish(png):
    red, green, blue = Image.open(io.BytesIO(png)).convert("RGB").resize((1, 1)).tobytes()
    return red > 2 * max(green, blue)


def test_the_first_card_alone_has_the_photo_its_credit_and_its_alt_text(thread):
    (first,), *others = cards(thread)
    assert (first["kind"], first["media_type"]) == ("headline", "image/jpeg")
    assert first["alt"] == "Harbour: the ferry is late Photo: Ann\nIn the photo: A white ferry"
    assert reddish(bytes(Picture.objects.get(pk=first["sha256"]).content))
    assert {card["media_type"] for post in others for card in post} == {"image/png"}


def test_another_theme_keeps_the_photo(thread, house):
    somebody = builders.person(house=house)
    assert reddish(look_at(thread.revisions.get(), "dark"))
    redraw_cards(thread, rev=1, theme="dark", who=somebody)
    thread.refresh_from_db()
    (first,), *_ = cards(thread)
    assert first["media_type"] == "image/jpeg"
    assert "In the photo: A white ferry" in first["alt"]
