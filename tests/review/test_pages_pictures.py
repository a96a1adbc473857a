from __future__ import annotations

import pytest

from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(db):  # noqa: ARG001 - opens the database
    return f"/pictures/{builders.picture(7).sha256}.png"


def test_a_picture_is_its_stored_bytes_and_may_be_kept_for_ever(desk, path):
    answer = desk.get(path)
    assert answer.content == bytes(builders.picture(7).content)
    assert answer.headers["Content-Type"] == "image/png"
    assert answer.headers["Cache-Control"] == "private, max-age=31536000, immutable"


def test_a_picture_that_is_known_is_not_sent_again(desk, path):
    tag = desk.get(path).headers["ETag"]
    assert desk.get(path, headers={"If-None-Match": tag}).status_code == 304


@pytest.mark.parametrize("name", ["f" * 64, "F" * 64, "1", "../../etc/passwd"])
def test_a_picture_that_is_not_there_is_not_found(desk, name):
    assert desk.get(f"/pictures/{name}.png").status_code == 404


def test_strangers_see_no_pictures(client, path):
    assert client.get(path).status_code == 302
