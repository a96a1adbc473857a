from __future__ import annotations

import base64
import random

import pytest
import requests

from tests.rehearsal.conftest import Person, person, png

KINDS = {"PNG": "image/png", "JPEG": "image/jpeg", "GIF": "image/gif", "WEBP": "image/webp"}


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_known_by_its_bytes(desk: Person, kind: str):
    answer = desk.upload(png(kind)).json()["data"]
    assert answer["image"] == {"image_type": KINDS[kind], "w": 8, "h": 6}
    assert answer["media_key"] == f"3_{answer['id']}"
    assert answer["expires_after_secs"] == 86_400


@pytest.mark.parametrize("data", [b"", b"GIF89a", b"<svg/>", b"BM" + bytes(60), png()[:30]])
def test_what_is_no_such_picture_is_refused(desk: Person, data: bytes):
    assert desk.upload(data).status_code == 400
    assert desk.network.log(desk.keys.handle) == []


def test_the_bytes_kept_are_the_bytes_sent(desk: Person):
    data = png(size=(60, 40))
    number = desk.upload(data).json()["data"]["id"]
    kept = requests.get(f"{desk.network.url}/media/{number}", timeout=10)
    assert (kept.content, kept.headers["content-type"]) == (data, "image/png")


@pytest.mark.parametrize("seed", range(4))
def test_a_form_with_a_file_is_taken_byte_for_byte(desk: Person, seed: int):
    noise = random.Random(seed).randbytes(3000)  # noqa: S311 (any bytes will do)
    data = png() + b"\r\n--\r\r\n\n" + noise + b"\r\n"
    answer = desk.call(
        "POST",
        "/2/media/upload",
        files={"media": ("card.png", data, "image/png")},
        data={"media_category": "tweet_image"},
    )
    number = answer.json()["data"]["id"]
    assert requests.get(f"{desk.network.url}/media/{number}", timeout=10).content == data


def test_a_form_without_a_file_is_refused(desk: Person):
    files = {"media_category": (None, "tweet_image")}
    assert desk.call("POST", "/2/media/upload", files=files).status_code == 400


@pytest.mark.parametrize(
    "more", [{"media_category": "film"}, {"media": "%%"}, {"media": 5}, {"colour": "red"}]
)
def test_an_upload_that_x_does_not_know_is_refused(desk: Person, more: dict[str, object]):
    assert desk.upload(png(), **more).status_code == 400


def test_five_megabytes_are_taken_and_no_more(desk: Person):
    data = png()
    desk.network.settings(media_bytes=len(data))
    assert desk.upload(data).ok
    assert desk.upload(data + b"\0").status_code == 413


def test_a_request_without_end_is_not_read(desk: Person):
    huge = base64.b64encode(bytes(10 * 1024 * 1024)).decode()
    answer = desk.call("POST", "/2/media/upload", json={"media": huge})
    assert (answer.status_code, answer.json()["status"]) == (413, 413)


@pytest.mark.parametrize(("length", "taken"), [(0, False), (1000, True), (1001, False)])
def test_an_alt_text_has_up_to_1000_characters(desk: Person, length: int, taken: bool):
    assert desk.describe(desk.picture(), "é" * length).ok is taken


@pytest.mark.parametrize("number", [12, "12", "9" * 19, "x", None, "\ud800"])
def test_an_alt_text_needs_a_picture_of_ours(desk: Person, number: object):
    assert desk.describe(number, "A ferry").status_code == 400


def test_up_to_four_pictures_go_with_a_post(desk: Person):
    pictures = [desk.picture(f"Picture {n}") for n in range(4)]
    desk.post("Four", media=pictures)
    assert desk.network.posts(desk.keys.handle)[0]["media"] == pictures


def test_a_picture_may_stand_without_words_and_in_two_posts(desk: Person):
    picture = desk.picture()
    assert desk.tweet(media=[picture]).status_code == 201
    assert desk.tweet("Again", media=[picture]).status_code == 201


def test_media_of_somebody_else_or_unknown_is_refused(desk: Person):
    for number in (person(desk.network).picture(), "123", "9" * 19):
        answer = desk.tweet("With a picture", media=[number])
        assert answer.status_code == 400
        assert answer.json()["errors"] == [
            {
                "parameters": {"media.media_ids": [number]},
                "message": "Your media IDs are invalid.",
            }
        ]


def test_the_same_picture_twice_in_a_post_is_refused(desk: Person):
    picture = desk.picture()
    assert desk.tweet("Twice", media=[picture, picture]).status_code == 400


def test_an_expired_upload_is_refused(desk: Person):
    desk.network.settings(media_life=0.0)
    picture = desk.picture()
    assert desk.tweet("Too late", media=[picture]).status_code == 400
    assert desk.describe(picture, "Too late").status_code == 400
