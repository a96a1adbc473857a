from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publisher.accounts.roles import Role
from publisher.review.pages.pictures import is_used_by_newsroom
from publisher.thread.models import Revision, Shown
from tests import builders

fill = import_module("publisher.thread.migrations.0007_shown").fill

pytestmark = pytest.mark.django_db


@pytest.fixture
def path(house):
    bodies = [f"Post {n}" for n in range(1, 8)]
    builders.thread_in_review(house, *bodies)
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


def test_another_newsrooms_picture_is_not_found_until_one_shows_it_too(client, path):
    other = builders.newsroom()
    client.force_login(builders.person(Role.EDITOR, other))
    assert client.get(path).status_code == 404
    builders.thread_in_review(other, *[f"Post {n}" for n in range(1, 8)])
    assert client.get(path).status_code == 200


def test_a_picture_of_an_older_version_and_of_a_dropped_card_is_still_ours(desk, thread):
    older, dropped = builders.picture(8).sha256, builders.picture(9).sha256
    content = builders.content("Without a card", cards=False)
    content["posts"][0]["specs"] = [{"dropped": True, "drawn": [{"sha256": dropped}]}]
    first = builders.content(*[f"Post {n}" for n in range(1, 9)])
    for rev, each in ((2, first), (3, content)):
        Revision.objects.create(thread=thread, rev=rev, content=each)
    for name in (older, dropped):
        assert desk.get(f"/pictures/{name}.png").status_code == 200


def test_a_photo_is_its_newsrooms_before_any_version_shows_it(desk, house):
    photo = builders.picture(11)
    assert desk.get(f"/pictures/{photo.sha256}.png").status_code == 404
    builders.article(house, photo=photo)
    assert desk.get(f"/pictures/{photo.sha256}.png").status_code == 200


@pytest.mark.usefixtures("thread")
def test_whose_a_picture_is_is_found_without_reading_any_version(house):
    mine, nobodys = builders.picture(1).sha256, builders.picture(12).sha256
    with CaptureQueriesContext(connection) as asked:
        assert is_used_by_newsroom(house, mine)
        assert not is_used_by_newsroom(house, nobodys)
    assert len(asked) == 3
    assert not any("thread_revision" in each["sql"] for each in asked)


@pytest.mark.usefixtures("thread")
def test_pictures_of_years_before_are_found_as_well(house):
    expected = set(Shown.objects.values_list("newsroom", "sha256"))
    assert len(expected) == 3
    Shown.objects.all().delete()
    fill(apps, None)
    assert set(Shown.objects.values_list("newsroom", "sha256")) == expected
    assert {each for each, _ in expected} == {house.pk}
