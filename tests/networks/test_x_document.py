"""Everything the client sends is held against X's own document, where that lies beside."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any
from urllib.parse import parse_qsl, urlsplit

import pytest
from jsonschema import Draft202012Validator  # type: ignore[import-untyped]

from publisher.networks.base import Client, NetworkError, Outgoing, SoughtPost
from tests.worlds.scripted import Asked, Say, Scripted, answer

SPEC = Path(__file__).parents[3] / "shared/x-openapi/x-api-2.167-part.json"
POST = {"id": "100", "text": "words", "author_id": "7"}
PAGE = answer(200, {"data": [POST], "meta": {"result_count": 1, "next_token": "more"}})
DONE = answer(200, {"data": {"id": "9", "deleted": True}})

Act = Callable[[Client], object]
ACTS: dict[str, tuple[Act, Say]] = {
    "who": (lambda x: x.identity(), DONE),
    "upload": (lambda x: x.upload(b"\x89PNG", "image/png"), DONE),
    "alt": (lambda x: x.describe("9", "A map"), DONE),
    "root": (lambda x: x.send(x.body(Outgoing("A root", ("1", "2"), None, "following"))), DONE),
    "mentioned": (lambda x: x.send(x.body(Outgoing("A root", replies="mentioned"))), DONE),
    "reply": (lambda x: x.send(x.body(Outgoing("A reply", ("1",), "4"))), DONE),
    "newest": (lambda x: x.newest(), PAGE),
    "recent": (lambda x: x.recent(), PAGE),
    "find": (lambda x: x.find(SoughtPost("words", since="100", reply_to="100")), PAGE),
    "find from the start": (lambda x: x.find(SoughtPost("words", since=None)), PAGE),
    "look": (lambda x: x.look("100"), answer(200, {"data": POST})),
    "read": (lambda x: x.read(["100", "101"]), PAGE),
    "remove": (lambda x: x.remove("100"), DONE),
}


@pytest.fixture(scope="module")
def spec() -> dict[str, Any]:
    if not SPEC.exists():
        pytest.skip("X's document is not beside this checkout")
    return dict(json.loads(SPEC.read_text()))


def operation(spec: dict[str, Any], asked: Asked) -> tuple[dict[str, Any], dict[str, str]]:
    """What the document says of a call, and what its path names."""
    path = urlsplit(asked.path).path
    for form, methods in spec["paths"].items():
        found = re.fullmatch(re.sub(r"\{(\w+)\}", r"(?P<\1>[^/]+)", form), path)
        if found and asked.method.lower() in methods:
            return methods[asked.method.lower()], found.groupdict()
    raise AssertionError(f"X's document has no {asked.method} {path}")


def wrong(spec: dict[str, Any], asked: Asked) -> list[str]:
    """What the document would refuse of a call."""
    told, in_path = operation(spec, asked)
    given = in_path | dict(parse_qsl(urlsplit(asked.path).query, keep_blank_values=True))
    parameters = {each["name"]: each for each in map(_named(spec), told.get("parameters", ()))}
    found = [f"{name}: no such parameter" for name in given.keys() - parameters.keys()]
    for name, value in given.items():
        if name in parameters:
            schema = parameters[name]["schema"]
            found += [f"{name}: {each}" for each in flaws(spec, schema, as_typed(schema, value))]
    body = told.get("requestBody")
    if body:
        schema = body["content"]["application/json"]["schema"]
        found += flaws(spec, schema, asked.json)
    return found


def _named(spec: dict[str, Any]) -> Callable[[dict[str, Any]], dict[str, Any]]:
    def named(each: dict[str, Any]) -> dict[str, Any]:
        if "$ref" not in each:
            return each
        return dict(spec["components"]["parameters"][each["$ref"].rsplit("/", 1)[1]])

    return named


def as_typed(schema: dict[str, Any], value: str) -> object:
    if schema.get("type") == "array":
        return value.split(",")
    return int(value) if schema.get("type") == "integer" else value


def flaws(spec: dict[str, Any], schema: dict[str, Any], value: object) -> list[str]:
    whole = {**schema, "components": spec["components"]}
    return [each.message for each in Draft202012Validator(whole).iter_errors(value)]


@pytest.mark.parametrize("act", ACTS)
def test_whatever_is_sent_is_what_xs_document_takes(
    spec: dict[str, Any], server: Scripted, x: Client, act: str
) -> None:
    do, said = ACTS[act]
    server.say(said, said)
    with suppress(NetworkError):
        do(x)
    assert server.asked
    assert [wrong(spec, asked) for asked in server.asked] == [[]] * len(server.asked)


def test_the_document_is_held_against_every_member(
    spec: dict[str, Any], server: Scripted, x: Client
) -> None:
    bodies: list[dict[str, Any]] = [{"colour": "red"}, {"text": 5}, {"media": {"media_ids": []}}]
    bodies += [{"reply_settings": "everyone"}, {"reply": {"in_reply_to_tweet_id": "x"}}]
    server.say(*[DONE] * len(bodies))
    for body in bodies:
        x.send(body)
    assert all(wrong(spec, asked) for asked in server.asked)
