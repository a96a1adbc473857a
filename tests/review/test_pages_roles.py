from __future__ import annotations

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from publisher.accounts.roles import Act, Role, role_allows, role_to_ask
from publisher.people.invitations import invite, unused_links
from publisher.schedule.pause import pause
from tests import builders

pytestmark = pytest.mark.django_db

#: Every address, how it is used, and the act it needs: None where anybody may.
ADDRESSES = {
    "queue": ("get", Act.READ),
    "add": ("post", Act.ADD),
    "thread": ("get", Act.READ),
    "bundle": ("get", Act.READ),
    "approve-bundle": ("post", Act.APPROVE),
    "send-back-bundle": ("post", Act.SEND_BACK),
    "again": ("post", Act.ADD),
    "edit": ("post", Act.EDIT),
    "count": ("post", Act.EDIT),
    "card": ("post", Act.EDIT),
    "put-in": ("post", Act.EDIT),
    "put-link": ("post", Act.EDIT),
    "back": ("post", Act.EDIT),
    "own-out": ("post", Act.EDIT),
    "embargo-read": ("post", Act.APPROVE),
    "whole": ("post", Act.EDIT),
    "loose": ("post", Act.EDIT),
    "approve": ("post", Act.APPROVE),
    "retime": ("post", Act.APPROVE),
    "check": ("post", Act.EDIT),
    "versions": ("get", Act.READ),
    "look": ("post", Act.EDIT),
    "look-at": ("get", Act.READ),
    "send-back": ("post", Act.SEND_BACK),
    "cancel": ("post", Act.SEND_BACK),
    "follow-up": ("get", Act.READ),
    "continue": ("post", Act.FOLLOW_UP),
    "continue-all": ("post", Act.FOLLOW_UP),
    "close-out": ("post", Act.FOLLOW_UP),
    "take-down": ("post", Act.FOLLOW_UP),
    "read-back": ("post", Act.FOLLOW_UP),
    "answer": ("post", Act.FOLLOW_UP),
    "mend": ("post", Act.EDIT),
    "mend-card": ("post", Act.EDIT),
    "reply": ("post", Act.EDIT),
    "weigh": ("post", Act.EDIT),
    "proposed": ("post", Act.EDIT),
    "picture": ("get", Act.READ),
    "pause": ("post", Act.PAUSE),
    "resume": ("post", Act.RESUME),
    "accounts": ("get", Act.READ),
    "account": ("get", Act.READ),
    "account-gap": ("post", Act.CONNECT),
    "account-end": ("post", Act.CONNECT),
    "account-trial": ("post", Act.CONNECT),
    "house": ("get", Act.HOUSE),
    "house-zone": ("post", Act.HOUSE),
    "house-time": ("post", Act.HOUSE),
    "house-time-off": ("post", Act.HOUSE),
    "house-theme": ("get", Act.HOUSE),
    "house-save": ("post", Act.HOUSE),
    "connect": ("get", Act.CONNECT),
    "connect-app": ("post", Act.CONNECT),
    "connect-ask": ("post", Act.CONNECT),
    "connect-answer": ("get", Act.CONNECT),
    "connect-leave": ("get", Act.CONNECT),
    "connect-pin": ("post", Act.CONNECT),
    "connect-back": ("get", Act.CONNECT),
    "connect-keys": ("post", Act.CONNECT),
    "connect-confirm": ("post", Act.CONNECT),
    "connect-drop": ("post", Act.CONNECT),
    "history": ("get", Act.READ),
    "history-export": ("get", Act.EXPORT),
    "thread-export": ("get", Act.READ),
    "people": ("get", Act.PEOPLE),
    "people-rule": ("post", Act.PEOPLE),
    "invite": ("post", Act.PEOPLE),
    "withdraw": ("post", Act.PEOPLE),
    "role": ("post", Act.PEOPLE),
    "take-away": ("post", Act.PEOPLE),
    "lost-second-step": ("post", Act.PEOPLE),
    "way-back": ("post", Act.PEOPLE),
    "me": ("get", Act.READ),
    "name": ("post", Act.READ),
    "password": ("post", Act.READ),
    "newsroom": ("post", Act.READ),
    "end-others": ("post", Act.READ),
    "end-browser": ("post", Act.READ),
    "second-step": ("get", Act.READ),
    "second-step-off": ("post", Act.READ),
    "second-step-codes": ("post", Act.READ),
    "put-away": ("post", Act.READ),
    "notices": ("get", Act.READ),
    "mail-me": ("post", Act.READ),
    "webhook": ("post", Act.CONNECT),
    "no-webhook": ("post", Act.CONNECT),
    "test-notice": ("post", Act.CONNECT),
    "join": ("get", None),
    "new-password": ("get", None),
    "second-step-in": ("get", None),
    "keys": ("post", Act.READ),
    "sign-in": ("get", None),
    "sign-out": ("post", None),
    "healthz": ("get", None),
    "readyz": ("get", None),
    "metrics": ("get", None),
}
FOLLOWING = ["follow-up", "continue", "close-out", "take-down", "read-back", "answer", "mend"]
FOLLOWING += ["mend-card", "reply", "weigh", "proposed"]
CONNECTING = ["app", "ask", "answer", "leave", "pin", "back", "keys", "confirm", "drop"]
MEMBERS = {name: (how, act) for name, (how, act) in ADDRESSES.items() if act}


def named(patterns):
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            yield from named(pattern.url_patterns)
        elif isinstance(pattern, URLPattern):
            yield pattern.name or str(pattern.pattern)


def paths(house):
    thread = builders.thread_in_review(house)
    at = f"/threads/{thread.public_id}"
    stopped = pause(house, who=None)
    somebody = house.memberships.get(person=builders.person(Role.WRITER, house, "Nora"))
    invite(house, "new@harbour.example", Role.WRITER, who=None)
    about = f"/people/{somebody.pk}"
    return {
        "people": "/people",
        "people-rule": "/people/rule",
        "invite": "/people/invite",
        "withdraw": f"/people/invites/{unused_links(house)[0].pk}/withdraw",
        "role": f"{about}/role",
        "take-away": f"{about}/take-away",
        "lost-second-step": f"{about}/second-step",
        "way-back": f"{about}/new-password",
        "me": "/me",
        "name": "/me/name",
        "password": "/me/password",
        "newsroom": "/me/newsroom",
        "end-others": "/me/browsers/others/end",
        "end-browser": "/me/browsers/nobody/end",
        "second-step": "/me/second-step",
        "second-step-off": "/me/second-step/off",
        "second-step-codes": "/me/second-step/codes",
        "put-away": "/kept",
        "queue": "/",
        "add": "/add",
        "thread": at,
        "bundle": f"/bundles/{thread.article.public_id}",
        "approve-bundle": f"/bundles/{thread.article.public_id}/approve",
        "send-back-bundle": f"/bundles/{thread.article.public_id}/send-back",
        "again": f"{at}/again",
        "edit": f"{at}/posts/1",
        "count": f"{at}/posts/1/count",
        "card": f"{at}/posts/1/cards/0",
        "put-in": f"{at}/source/0",
        "put-link": f"{at}/links/0",
        "back": f"{at}/back",
        "own-out": f"{at}/own-out",
        "embargo-read": f"{at}/embargo",
        "whole": f"{at}/telling",
        "loose": f"{at}/loose/0",
        "approve": f"{at}/approve",
        "retime": f"{at}/time",
        "check": f"{at}/checks",
        "versions": f"{at}/versions",
        "look": f"{at}/look",
        "look-at": f"{at}/look/dark.png",
        "send-back": f"{at}/send-back",
        "cancel": f"{at}/cancel",
        "follow-up": f"{at}/follow-up",
        "continue": f"{at}/continue",
        "continue-all": f"/accounts/{thread.account.public_id}/continue",
        "close-out": f"{at}/close-out",
        "take-down": f"{at}/take-down",
        "read-back": f"{at}/read-back",
        "answer": f"{at}/posts/1/answer",
        "mend": f"{at}/posts/1/mend",
        "mend-card": f"{at}/posts/1/mend-card",
        "reply": f"{at}/posts/1/reply",
        "weigh": f"{at}/posts/1/weigh",
        "proposed": f"{at}/proposed",
        "picture": f"/pictures/{builders.picture().sha256}.png",
        "pause": "/pause",
        "resume": f"/pauses/{stopped.pk}/resume",
        "accounts": "/accounts",
        "account": f"/accounts/{thread.account.public_id}",
        "account-gap": f"/accounts/{thread.account.public_id}/gap",
        "account-end": f"/accounts/{thread.account.public_id}/end",
        "account-trial": f"/accounts/{thread.account.public_id}/trial",
        **{f"connect-{step}": f"/accounts/connect/{step}" for step in CONNECTING},
        "connect": "/accounts/connect",
        "house": "/house",
        "house-zone": "/house/zone",
        "house-time": "/house/times",
        "house-time-off": "/house/times/1/remove",
        "house-theme": "/house/themes/dark.png",
        "house-save": "/house/cards",
        "history": "/history",
        "history-export": "/history.csv",
        "thread-export": f"{at}/history.json",
        "keys": "/keys",
        "notices": "/notices",
        "mail-me": "/notices/mine",
        "webhook": "/notices/webhook",
        "no-webhook": "/notices/webhook/remove",
        "test-notice": "/notices/test",
    }


def use(client, house, name):
    how = ADDRESSES[name][0]
    return getattr(client, how)(
        paths(house)[name],
        {
            "rev": "1",
            "epoch": "0",
            "scope": "all",
            "when": "later",
            "role": "editor",
            "start": "0",
            "to": "1",
            "posted": "2026-01-01T00:00Z",
        },
    )


def test_every_address_is_in_this_list():
    assert set(named(get_resolver().url_patterns)) == set(ADDRESSES)


@pytest.mark.parametrize("name", MEMBERS)
def test_nobody_gets_in_without_signing_in(client, house, name):
    answer = use(client, house, name)
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/sign-in?next=")


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("name", MEMBERS)
def test_a_role_passes_exactly_where_the_table_lets_it(client, house, name, role):
    client.force_login(builders.person(role, house))
    answer = use(client, house, name)
    allowed = role_allows(role, MEMBERS[name][1])
    assert (answer.status_code == 403) is not allowed
    if not allowed:
        assert f"Ask {role_to_ask(MEMBERS[name][1])}" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "thread",
        "bundle",
        "approve-bundle",
        "send-back-bundle",
        "again",
        "edit",
        "count",
        "card",
        "put-in",
        "put-link",
        "back",
        "own-out",
        "embargo-read",
        "whole",
        "loose",
        "look",
        "look-at",
        "approve",
        "retime",
        "check",
        "versions",
        "send-back",
        "cancel",
        "resume",
        "role",
        "take-away",
        "lost-second-step",
        "way-back",
        "continue-all",
        "thread-export",
        "account-trial",
        "end-browser",
        *FOLLOWING,
        "account",
        "account-gap",
        "account-end",
    ],
)
def test_what_belongs_to_another_newsroom_is_not_there(client, house, name):
    client.force_login(builders.person(Role.ADMIN, builders.newsroom(name="Other")))
    assert use(client, house, name).status_code == 404


@pytest.mark.parametrize("name", [name for name, (how, _) in MEMBERS.items() if how == "post"])
def test_no_form_is_taken_without_its_token(mara, house, name):
    client = Client(enforce_csrf_checks=True)
    client.force_login(mara)
    answer = use(client, house, name)
    assert answer.status_code == 403
    assert "Nothing was saved" in answer.content.decode()


@pytest.mark.parametrize(
    "name",
    [
        "edit",
        "card",
        "put-in",
        "put-link",
        "back",
        "own-out",
        "embargo-read",
        "whole",
        "loose",
        "approve",
        "approve-bundle",
        "send-back-bundle",
        "again",
        "retime",
        "check",
        "send-back",
        "cancel",
        "pause",
        *FOLLOWING,
    ],
)
def test_opening_a_forms_address_shows_a_page_and_changes_nothing(desk, house, name):
    answer = desk.get(paths(house)[name])
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith(("/threads/", "/bundles/", "/"))
    assert house.pauses.count() == 1


def test_an_account_or_thread_of_another_newsroom_cannot_be_paused(desk):
    other = builders.newsroom(name="Other")
    theirs = builders.thread_in_review(other)
    for scope in (f"thread:{theirs.public_id}", f"account:{theirs.account.public_id}"):
        assert desk.post("/pause", {"scope": scope}).status_code == 404
    assert other.pauses.count() == 0
