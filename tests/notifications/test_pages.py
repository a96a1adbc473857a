"""The page of notices, for everybody and for admins."""

from __future__ import annotations

import re

import pytest
from django.test import Client

from publisher.accounts.models import Membership
from publisher.accounts.roles import Role
from publisher.notifications.dispatch import round_
from publisher.notifications.webhook import hook_of
from publisher.thread.models import Move, Notice
from tests import builders
from tests.notifications.test_occasions import drafted
from tests.worlds.scripted import answer

HOOK = "https://hooks.example.org/services/T0/B0/xyz"


@pytest.fixture
def admin(house) -> Client:
    house.people["ina"] = builders.person(Role.ADMIN, house.newsroom, "Ina")
    return signed_in(house["ina"])


def signed_in(person) -> Client:
    client = Client()
    client.force_login(person)
    return client


def words(answer_) -> str:
    return re.sub(r"\s+", " ", answer_.content.decode())


def test_everybody_decides_about_her_own_mail(house):
    client = signed_in(house["wim"])
    assert "is mailed about what concerns you" in words(client.get("/notices"))
    client.post("/notices/mine", {"mail": "off"})
    assert "You asked not to be mailed." in words(client.get("/notices"))
    assert set(Membership.objects.filter(mailed=False)) == {house["wim"].memberships.get()}
    client.post("/notices/mine", {"mail": "off"})
    assert Move.objects.filter(after="wants no mail").count() == 1


def test_where_no_mail_server_is_set_up_the_page_says_so(house, settings):
    settings.MAIL_URL = ""
    assert "nobody is mailed" in words(signed_in(house["ada"]).get("/notices"))


def test_the_secret_of_a_webhook_is_shown_once(house, admin):
    shown = words(admin.post("/notices/webhook", {"url": HOOK}))
    house.newsroom.refresh_from_db()
    hook = hook_of(house.newsroom)
    assert hook.url == HOOK
    assert hook.secret in shown
    again = words(admin.get("/notices"))
    assert hook.secret not in again
    assert "xyz" not in again


@pytest.mark.parametrize(
    ("typed", "why"),
    [
        ("hooks.example.org", "https://"),
        ("http://hooks.example.org/x", "so that nobody reads along"),
        ("https://me:secret@hooks.example.org/x", "without a name or password"),
        ("https://hooks.example.org:6379/x", "it names a port"),
        ("https://0177.0.0.1/x", "not written as an address"),
        ("javascript:alert(1)", "https://"),
        (f"https://hooks.example.org/{'x' * 500}", "longer than 500"),
    ],
)
def test_an_address_that_cannot_be_one_is_kept_and_told_why(house, admin, typed, why):
    shown = admin.post("/notices/webhook", {"url": typed})
    assert shown.status_code == 422
    assert why in words(shown)
    assert f'value="{typed}"' in words(shown)
    house.newsroom.refresh_from_db()
    assert "hook" not in house.newsroom.settings


def test_a_webhook_that_is_removed_hears_nothing(house, admin, server):
    house.listen(server.url)
    admin.post("/notices/webhook/remove")
    drafted(house)
    round_()
    assert server.asked == []
    assert Move.objects.filter(after="removed the webhook", who=house["ina"]).count() == 1


def test_other_settings_of_the_newsroom_stay(house, admin):
    house.newsroom.settings = {"lasts": "week"}
    house.newsroom.save()
    admin.post("/notices/webhook", {"url": HOOK})
    house.newsroom.refresh_from_db()
    assert house.newsroom.settings["lasts"] == "week"


def test_a_test_goes_every_way_there_is(house, admin, server):
    house.listen(server.url)
    server.say(answer(200, "ok"))
    admin.post("/notices/test")
    assert house.told() == ["ina: A test from Harbour Post"]
    assert "Ina asked whether messages" in server.asked[0].json["text"]
    assert "A test" in words(admin.get("/notices"))


def test_a_test_without_any_way_says_so(admin, settings):
    settings.MAIL_URL = ""
    shown = admin.post("/notices/test", follow=True)
    assert "There is no way yet" in words(shown)
    assert Notice.objects.count() == 0


def test_what_became_of_a_message_stands_on_the_page(house):
    house.post.refuse = "550 Nobody of that name"
    thread = drafted(house)
    round_()
    shown = words(signed_in(house["ada"]).get("/notices"))
    assert f"/threads/{thread.public_id}" in shown
    assert "Nobody of that name" in shown
    assert "It is tried again" in shown


def test_another_newsrooms_messages_do_not(house):
    drafted(house)
    round_()
    eve = builders.person(house=builders.newsroom(), name="Eve")
    assert "To approve" not in words(signed_in(eve).get("/notices"))
