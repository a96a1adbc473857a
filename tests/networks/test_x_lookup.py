"""Reading posts by id: what X says of each, and what it leaves open."""

from __future__ import annotations

from typing import Any

import pytest

from publisher.networks.base import Client, TryLater
from publisher.networks.x.lookup import parse_lookup
from tests.worlds.scripted import Scripted, answer

POST = {"id": "5", "author_id": "7", "text": "Words"}
KINDS = "https://api.twitter.com/2/problems"


def missing(number: str, kind: str = "resource-not-found") -> dict[str, str]:
    return {
        "value": number,
        "resource_type": "tweet",
        "parameter": "ids",
        "title": "Not Found Error",
        "type": f"{KINDS}/{kind}",
    }


def test_what_x_does_not_find_is_not_there():
    found = parse_lookup(
        {"data": [POST], "errors": [missing("6")]}, ["5", "6"], "7", "https://x.com/i"
    )
    assert (list(found.seen), found.flaw) == (["5"], "")


def test_a_post_of_another_account_is_none_of_ours():
    found = parse_lookup({"data": [POST]}, ["5"], "8", "https://x.com/i")
    assert (dict(found.seen), found.flaw) == ({}, "")


def test_an_alt_text_x_says_nothing_of_is_not_taken_for_none():
    post = POST | {"attachments": {"media_keys": ["3_1", "3_2", "3_3"]}}
    media = [{"media_key": "3_1", "alt_text": "A map"}, {"media_key": "3_2"}]
    found = parse_lookup(
        {"data": [post], "includes": {"media": media}}, ["5"], "7", "https://x.com/i"
    )
    assert found.seen["5"].alts == ("A map", "", None)


@pytest.mark.parametrize(
    "body",
    [
        None,
        [],
        {},
        {"data": []},
        {"data": [{"id": "5"}]},
        {"data": ["5"]},
        {"data": 5},
        {"errors": [missing("5", "not-authorized-for-resource")]},
        {"errors": ["no error"]},
        {"includes": {"media": [{}]}, "data": [POST]},
    ],
)
def test_whatever_else_x_answers_is_no_proof_of_absence(body: Any):
    assert parse_lookup(body, ["5"], "7", "https://x.com/i").flaw


def test_more_than_a_hundred_are_read_in_parts(x: Client, server: Scripted):
    ids = [str(number) for number in range(1, 151)]
    for part in (ids[:100], ids[100:]):
        server.say(answer(200, {"errors": [missing(each) for each in part]}))
    assert x.read(ids) == {}
    assert [asked.path.count("%2C") + asked.path.count(",") for asked in server.asked] >= [99, 49]


def test_what_x_does_not_say_is_read_again_later(x: Client, server: Scripted):
    server.say(answer(200, {"data": []}))
    with pytest.raises(TryLater, match="did not say what became of 5"):
        x.read(["5"])
