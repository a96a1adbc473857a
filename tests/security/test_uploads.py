"""Files that are not what they say: refused in words at their field, and nothing of them is kept."""

from __future__ import annotations

import io
import struct
import tempfile
import zipfile
import zlib
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from publisher.thread.models import Article, Picture
from tests import builders

pytestmark = pytest.mark.django_db
MEGABYTE = 1_000_000


def drawn(kind="PNG", size=(800, 450)):
    out = io.BytesIO()
    Image.new("RGB", size, "teal").save(out, kind)
    return out.getvalue()


def part(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def bomb(side):
    """A PNG of a few bytes that unpacks to `side` by `side` pixels."""
    head = part(b"IHDR", struct.pack(">IIBBBBB", side, side, 8, 2, 0, 0, 0))
    rows = zlib.compressobj(9)
    data = b"".join(rows.compress(bytes(3 * side + 1)) for _ in range(40)) + rows.flush()
    return b"\x89PNG\r\n\x1a\n" + head + part(b"IDAT", data) + part(b"IEND", b"")


def packed():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("explainer.txt", b"a" * 10 * MEGABYTE)
    return out.getvalue()


@pytest.fixture
def account(house):
    return builders.account(house)


def refused(desk, account, form):
    """What the page says; nothing of it is kept anywhere."""
    answer = desk.post("/add", form)
    assert answer.status_code == 422
    assert not Article.objects.exists()
    assert not Picture.objects.exists()
    assert not account.threads.exists()
    return answer.content.decode()


PHOTOS = {
    "ferry.jpg": b"<!doctype html><script>alert(1)</script>",
    "ferry.svg": b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>",
    "ferry.png": b"<?xml version='1.0'?><!DOCTYPE svg [<!ENTITY x 'y'>]><svg>&x;</svg>",
    "ferry.jpeg": b"GIF89a/*" + b"\0" * 60 + b"*/=alert(1)",
    "ferry.webp": b"RIFF\x10\0\0\0WAVEfmt " + b"\0" * 40,
    "../../etc/ferry.jpg": packed(),
    "ferry.pdf": b"%PDF-1.7\n1 0 obj<</JS(app.alert(1))>>endobj",
}


@pytest.mark.parametrize("name", PHOTOS)
def test_a_photo_that_is_something_else_is_refused(desk, account, name):
    said = {"photo_alt": "A ferry", "photo_credit": "Ann", "photo_rights": "yes"}
    photo = SimpleUploadedFile(name, PHOTOS[name], "image/jpeg")
    page = refused(desk, account, {"text": builders.SOURCE, "photo": photo, **said})
    assert "not a JPEG, PNG or WebP picture" in page
    assert "The old ferry broke down" in page
    assert "alert(1)" not in page


@pytest.mark.parametrize("side", [9_000, 60_000])
def test_a_small_file_that_would_unpack_to_a_huge_picture_is_refused(desk, account, side):
    said = {"photo_alt": "A ferry", "photo_credit": "Ann", "photo_rights": "yes"}
    photo = SimpleUploadedFile("ferry.png", bomb(side), "image/png")
    page = refused(desk, account, {"text": builders.SOURCE, "photo": photo, **said})
    assert "million pixels" in page


def test_a_photo_that_hides_a_page_is_kept_as_pixels_alone(desk, account):
    said = {"photo_alt": "A ferry", "photo_credit": "Ann", "photo_rights": "yes"}
    hidden = drawn("JPEG") + b"<script>alert(1)</script>"
    photo = SimpleUploadedFile("ferry.html", hidden, "text/html")
    desk.post("/add", {"text": builders.SOURCE, "photo": photo, **said})
    kept = account.threads.get().article.photo
    assert kept.media_type == "image/jpeg"
    assert b"script" not in bytes(kept.content)


@pytest.mark.parametrize(
    "content", [drawn(), drawn("JPEG"), packed(), b"%PDF-1.7\n\0", b"MZ\x90\0\3\0\0\0"]
)
def test_a_text_that_is_something_else_is_refused(desk, account, content):
    page = refused(desk, account, {"file": SimpleUploadedFile("ferry.txt", content)})
    assert 'role="alert"' in page


def test_a_text_of_fifty_megabytes_is_refused_and_lies_nowhere(desk, account):
    before = set(Path(tempfile.gettempdir()).glob("*.upload*"))
    text = builders.SOURCE.encode() + b"a " * (25 * MEGABYTE)
    page = refused(desk, account, {"file": SimpleUploadedFile("ferry.txt", text)})
    assert "kB" in page or "characters" in page
    assert len(page) < 2 * MEGABYTE
    assert set(Path(tempfile.gettempdir()).glob("*.upload*")) == before


@pytest.mark.parametrize("length", ["64000001", "9" * 40, "-1", "1e9", "٣"])
def test_what_is_larger_than_anything_here_is_not_even_read(client, house, length):  # noqa: ARG001
    answer = client.generic("POST", "/add", b"", CONTENT_LENGTH=length)
    assert answer.status_code == 413
    page = answer.content.decode()
    assert "At most 64 MB" in page
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
