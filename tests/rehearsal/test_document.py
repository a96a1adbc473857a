"""The network refuses what X's document refuses, and speaks both generations of its names."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from publisher.rehearsal.generations import NEW
from publisher.rehearsal.serialise import MEDIA_FIELDS, USER_FIELDS
from tests.rehearsal.conftest import Person, png

SPEC = Path(__file__).parents[3] / "shared/x-openapi/x-api-2.167-part.json"


def refused(answer: Any) -> bool:
    body = answer.json()
    return (answer.status_code, body.get("title"), bool(body.get("errors"))) == (
        400,
        "Invalid Request",
        True,
    )


def test_the_newer_names_are_those_of_the_document() -> None:
    if not SPEC.exists():
        pytest.skip("X's document is not beside this checkout")
    told = json.loads(SPEC.read_text())["components"]["parameters"]
    listed = {name: set(told[name]["schema"]["items"]["enum"]) for name in told}
    assert listed["PostFieldsParameter"] == NEW.fields
    assert listed["PostExpansionsParameter"] == NEW.expansions
    assert listed["UserExpansionsParameter"] == NEW.user_expansions
    assert listed["MediaFieldsParameter"] <= MEDIA_FIELDS
    assert listed["UserFieldsParameter"] - USER_FIELDS <= {"subscribes_to_you"}


@pytest.mark.parametrize(
    "more",
    [
        {"media_type": "image/png"},
        {"shared": True},
        {"additional_owners": ["7"]},
        {"media": None},
    ],
)
def test_an_upload_is_a_closed_body(desk: Person, more: dict[str, Any]) -> None:
    assert refused(desk.upload(png(), **more))


def test_a_form_is_closed_too(desk: Person) -> None:
    files = {"media": ("card.png", png(), "image/png")}
    data = {"media_category": "tweet_image", "media_type": "image/png"}
    assert refused(desk.call("POST", "/2/media/upload", files=files, data=data))


@pytest.mark.parametrize(
    "more",
    [
        {"colour": "red"},
        {"reply": {"in_reply_to_tweet_id": "1", "colour": "red"}},
        {"reply": {"in_reply_to_tweet_id": 1}},
        {"reply": {}},
        {"media": {"media_ids": ["1"], "alt": "A ferry"}},
        {"media": {"media_ids": ["1"], "tagged_user_ids": "7"}},
        {"reply_settings": "everyone"},
        {"reply_settings": None},
        {"made_with_ai": "yes"},
        {"paid_partnership": 1},
    ],
)
def test_a_post_is_a_closed_body_at_every_depth(desk: Person, more: dict[str, Any]) -> None:
    assert refused(desk.call("POST", "/2/tweets", json={"text": "Words"} | more))


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/2/tweets"),
        ("DELETE", "/2/tweets/1"),
        ("POST", "/2/media/upload"),
        ("POST", "/2/media/metadata"),
    ],
)
def test_what_takes_no_parameters_refuses_them(desk: Person, method: str, path: str) -> None:
    assert refused(desk.call(method, path, params={"colour": "red"}, json={"text": "Words"}))
    assert desk.texts() == []


def ask(desk: Person, **query: str) -> Any:
    return desk.timeline(**query)


OLD_QUERY = {"tweet__fields": "referenced_tweets,created_at,author_id"}
NEW_QUERY = {"post__fields": "created_at,note_post", "expansions": "referenced_posts,author_id"}


def test_each_generation_is_answered_by_its_own_names(desk: Person) -> None:
    root = desk.post("1/2")
    reply = desk.post("2/2", root)
    old, new = ask(desk, **OLD_QUERY).json()["data"], ask(desk, **NEW_QUERY).json()
    named = [{"type": "replied_to", "id": root}]
    assert (old[0]["id"], old[0]["referenced_tweets"]) == (reply, named)
    assert (new["data"][0]["id"], new["data"][0]["referenced_posts"]) == (reply, named)
    assert new["data"][0]["edit_history_post_ids"] == [reply]
    assert [each["id"] for each in new["includes"]["posts"]] == [root]
    assert not {"referenced_tweets", "edit_history_tweet_ids"} & new["data"][0].keys()


@pytest.mark.parametrize(
    "query",
    [
        {"tweet__fields": "note_post"},
        {"post__fields": "referenced_posts"},
        {"post__fields": "author_id"},
        {"post__fields": "text", "tweet__fields": "text"},
        {"post__fields": "text", "expansions": "referenced_tweets.id"},
        {"post__fields": ""},
    ],
)
def test_the_generations_do_not_mix(desk: Person, query: dict[str, str]) -> None:
    assert refused(ask(desk, **query))


def test_either_generation_may_be_the_only_one(desk: Person) -> None:
    desk.network.settings(old_names=False)
    assert refused(ask(desk, **OLD_QUERY))
    assert ask(desk, **NEW_QUERY).ok
    assert "edit_history_post_ids" in desk.tweet("Words").json()["data"]
    desk.network.settings(old_names=True, new_names=False)
    assert refused(ask(desk, **NEW_QUERY))
    assert ask(desk, **OLD_QUERY).ok


def test_names_may_change_in_the_answer_alone(desk: Person) -> None:
    root = desk.post("1/2")
    desk.post("2/2", root)
    desk.network.settings(renamed=True)
    (reply, _) = ask(desk, **OLD_QUERY).json()["data"]
    assert reply["referenced_posts"] == [{"type": "replied_to", "id": root}]
    assert "referenced_tweets" not in reply


def test_what_a_post_answers_may_be_left_out(desk: Person) -> None:
    desk.post("2/2", desk.post("1/2"))
    desk.network.settings(places=False)
    for query in (OLD_QUERY, NEW_QUERY):
        (reply, _) = ask(desk, **query).json()["data"]
        assert not {"referenced_posts", "referenced_tweets", "conversation_id"} & reply.keys()


def test_a_parent_that_is_gone_is_an_error_beside_the_posts(desk: Person) -> None:
    root = desk.post("1/2")
    reply = desk.post("2/2", root)
    desk.call("DELETE", f"/2/tweets/{root}")
    told = ask(desk, **NEW_QUERY).json()
    assert [each["id"] for each in told["data"]] == [reply]
    (error,) = told["errors"]
    assert (error["resource_type"], error["value"]) == ("post", root)
