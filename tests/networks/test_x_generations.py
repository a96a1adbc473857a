"""X goes by two generations of names; a post is found by either, and never believed absent for want of one."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from publisher.networks import base
from publisher.networks.base import (
    Absent,
    Client,
    Door,
    Found,
    Outgoing,
    SoughtPost,
    There,
    Unclear,
)
from publisher.networks.registry import find_network
from publisher.networks.x import field_names
from publisher.networks.x.timeline import Timeline, join_pages, judge_presence, parse_page
from tests.worlds.rehearsal import Rehearsal, start
from tests.worlds.scripted import Scripted, answer

SITE = "https://x.com/paper"
WORDS = "The old ferry broke down in March, and the new one waits for a part.\n\n2/7"
REPLY = SoughtPost(WORDS, since="100", reply_to="100")
ROOT = SoughtPost(WORDS, since="100")
PARENT: dict[str, Any] = {"id": "100", "text": "The ferry is late 1/7"}
PROBLEMS = "https://api.x.com/2/problems"
REFUSED = {
    "title": "Invalid Request",
    "type": f"{PROBLEMS}/invalid-request",
    "detail": "One or more parameters to your request was invalid.",
}
#: How a network may name things, as settings of the practice network.
SPOKEN: dict[str, dict[str, bool]] = {
    "both": {},
    "older": {"new_names": False},
    "newer": {"old_names": False},
    "newer in answers": {"new_names": False, "renamed": True},
}


def body(*posts: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {"data": list(posts), "meta": {"result_count": len(posts)}, **more}


def found(wanted: SoughtPost, *posts: dict[str, Any], **more: Any) -> Found:
    return judge_presence(wanted, join_pages([parse_page(body(*posts, PARENT, **more), SITE)]))


def shown(text: Any = WORDS, number: Any = 101, **more: Any) -> dict[str, Any]:
    return {"id": str(number), "text": text, **more}


def replied(to: str) -> list[dict[str, str]]:
    return [{"type": "replied_to", "id": to}]


@pytest.mark.parametrize("name", ["referenced_posts", "referenced_tweets"])
def test_a_reply_is_found_by_either_name(name: str) -> None:
    assert isinstance(found(REPLY, shown(**{name: replied("100")})), There)
    # The same words in another place are for an editor.
    assert isinstance(found(REPLY, shown(**{name: replied("77")})), Unclear)
    assert isinstance(found(ROOT, shown(**{name: replied("100")})), Unclear)


@pytest.mark.parametrize("name", ["note_post", "note_tweet"])
def test_a_long_post_is_read_whole_by_either_name(name: str) -> None:
    whole = shown(
        "The old ferry broke…", referenced_posts=replied("100"), **{name: {"text": WORDS}}
    )
    assert isinstance(found(REPLY, whole), There)


@pytest.mark.parametrize("name", ["referenced_posts", "referenced_tweets"])
def test_a_repost_is_none_of_ours_by_either_name(name: str) -> None:
    again = shown(f"RT @paper: {WORDS}", **{name: [{"type": "retweeted", "id": "5"}]})
    assert found(ROOT, again) == Absent()


@pytest.mark.parametrize(
    "words",
    [
        WORDS,
        WORDS.replace("broke down", "broke"),
        f"{WORDS} https://t.co/AbCdEfGhIj",
        "The old ferry broke down in March, and the…",
        "The old ferry broke down in March, and the new",
        "The old ferry… https://t.co/AbCdEfGhIj",
        "...",
    ],
)
def test_a_post_without_a_place_is_unclear_if_its_words_may_be_ours(words: str) -> None:
    assert isinstance(found(REPLY, shown(words)), Unclear)
    assert isinstance(found(REPLY, shown(words, conversation_id="100")), Unclear)
    assert isinstance(found(REPLY, shown(words, referenced_posts=None)), Unclear)


@pytest.mark.parametrize(
    "words",
    ["The museum opens late on Fridays", "RT @paper: The old ferry broke down in…", "Yes", "3/7"],
)
def test_whole_words_of_another_without_a_place_are_no_obstacle(words: str) -> None:
    assert found(REPLY, shown(words)) == Absent()


def test_a_complete_answer_without_such_a_post_is_an_absence() -> None:
    assert found(REPLY) == Absent()


def test_a_known_post_without_a_place_is_not_taken_for_another() -> None:
    known = SoughtPost(WORDS, since="100", reply_to="100", known=frozenset({"101"}))
    assert found(known, shown()) == Absent()


def test_our_picture_without_a_place_is_for_an_editor() -> None:
    wanted = SoughtPost(WORDS, since="100", reply_to="100", media_ids=("9",))
    pictured = shown("changed", attachments={"media_keys": ["3_9"]})
    assert isinstance(found(wanted, pictured), Unclear)


@pytest.mark.parametrize("more", [{"conversation_id": "77"}, {"in_reply_to_user_id": "7"}])
def test_what_answers_something_is_never_taken_for_a_root(more: dict[str, str]) -> None:
    assert isinstance(found(ROOT, shown(**more)), Unclear)


def test_a_root_that_begins_its_conversation_is_there() -> None:
    assert isinstance(found(ROOT, shown(conversation_id="101")), There)


def test_ids_may_come_as_numbers() -> None:
    odd: dict[str, Any] = {"type": "replied_to", "id": 100}
    there = found(REPLY, {"id": 101, "text": WORDS, "referenced_posts": [odd]})
    assert isinstance(there, There)
    assert there.seen.remote_id == "101"


@pytest.mark.parametrize("number", [1e18, True, None, [], "1.0"])
def test_what_is_no_id_is_a_flaw(number: Any) -> None:
    assert parse_page(body({"id": number, "text": WORDS}), SITE).flaw
    odd: dict[str, Any] = {"type": "replied_to", "id": number}
    assert parse_page(body(shown(referenced_posts=[odd])), SITE).flaw


@pytest.mark.parametrize("token", ["", 0, 5, ["more"], False])
def test_a_page_that_may_go_on_is_no_end(token: Any) -> None:
    assert parse_page(
        {**body(shown()), "meta": {"result_count": 1, "next_token": token}}, SITE
    ).flaw


def gone(number: str, parameter: str = "referenced_posts", kind: str = "post") -> dict[str, Any]:
    told = {"value": number, "parameter": parameter, "resource_type": kind, "title": "Not Found"}
    return {**told, "type": f"{PROBLEMS}/resource-not-found"}


@pytest.mark.parametrize(
    ("parameter", "kind"), [("referenced_posts", "post"), ("referenced_tweets.id", "tweet")]
)
def test_a_post_answered_that_is_gone_hides_no_other(parameter: str, kind: str) -> None:
    other = shown("Another story", 102, referenced_posts=replied("55"))
    assert found(REPLY, other, errors=[gone("55", parameter, kind)]) == Absent()


@pytest.mark.parametrize(
    "error",
    [
        gone("56"),
        gone("55", "ids"),
        gone("55", kind="user"),
        {"title": "Field Hydration Failure", "field": "referenced_posts"},
        {"title": "Internal Error"},
        "error",
    ],
)
def test_any_other_error_beside_the_posts_proves_nothing(error: Any) -> None:
    other = shown("Another story", 102, referenced_posts=replied("55"))
    assert isinstance(found(REPLY, other, errors=[error]), Unclear)


def test_an_empty_timeline_says_nothing_of_a_reply() -> None:
    assert isinstance(judge_presence(REPLY, Timeline()), Unclear)


def paths(server: Scripted) -> list[str]:
    return ["post" if "post.fields" in each.path else "tweet" for each in server.asked]


def test_the_other_names_are_asked_for_where_these_are_refused(server: Scripted, x: Client) -> None:
    server.say(answer(400, REFUSED), answer(200, body(PARENT)), answer(200, body(PARENT)))
    assert x.find(REPLY) == Absent()
    assert x.newest() == "100"
    assert paths(server) == ["post", "tweet", "tweet"]


def test_names_are_learnt_anew_where_x_changes_under_way(server: Scripted, x: Client) -> None:
    server.say(answer(400, REFUSED), answer(200, body(PARENT)))
    assert x.newest() == "100"
    server.say(answer(400, REFUSED), answer(200, body(PARENT)), answer(200, body(PARENT)))
    assert (x.newest(), x.newest()) == ("100", "100")
    assert paths(server) == ["post", "tweet", "tweet", "post", "post"]


def test_each_address_has_its_own_names(server: Scripted, x: Client) -> None:
    field_names.remember_names("http://127.0.0.1:1", field_names.TWEETS)
    server.say(answer(200, body(PARENT)))
    assert x.newest() == "100"
    assert paths(server) == ["post"]


def test_where_neither_is_taken_nothing_is_believed(server: Scripted, x: Client) -> None:
    server.say(answer(400, REFUSED), answer(400, REFUSED))
    with pytest.raises(base.NotApplied):
        x.find(REPLY)


def test_names_passed_over_without_a_word_are_noticed(server: Scripted, x: Client) -> None:
    bare = {"id": "101", "text": WORDS, "edit_history_tweet_ids": ["101"]}
    placed = {**bare, "created_at": "2026-11-29T12:00:00.000Z", "referenced_tweets": replied("100")}
    server.say(answer(200, body(bare, PARENT)), answer(200, body(placed, PARENT)))
    assert isinstance(x.find(REPLY), There)
    assert paths(server) == ["post", "tweet"]


def test_one_post_is_looked_at_although_what_it_answers_is_gone(
    server: Scripted, x: Client
) -> None:
    post = shown(author_id=7, referenced_posts=replied("100"))
    server.say(answer(200, {"data": post, "errors": [gone("100")]}))
    seen = x.look("101")
    assert seen
    assert (seen.remote_id, seen.reply_to) == ("101", "100")


@pytest.mark.parametrize(
    "error",
    [
        gone("101", "id", "post"),
        gone("101", "id", "tweet"),
        {"type": f"{PROBLEMS}/resource-not-found", "title": "Not Found"},
    ],
)
def test_one_post_that_is_gone_is_none(server: Scripted, x: Client, error: dict[str, Any]) -> None:
    server.say(answer(200, {"errors": [error]}))
    assert x.look("101") is None


@pytest.mark.parametrize("error", [gone("100"), {"title": "Internal Error", "type": "x"}])
def test_another_error_is_no_proof_that_a_post_is_gone(
    server: Scripted, x: Client, error: dict[str, Any]
) -> None:
    server.say(answer(200, {"errors": [error]}))
    with pytest.raises(base.TryLater):
        x.look("101")


def test_posts_are_read_by_the_newer_words_for_what_is_gone(server: Scripted, x: Client) -> None:
    post = shown(author_id="7", referenced_posts=replied("100"))
    server.say(answer(200, {"data": [post], "errors": [gone("102", "ids"), gone("100")]}))
    assert [*x.read(["101", "102"])] == ["101"]


def test_a_post_that_another_refers_to_is_not_gone_by_that(server: Scripted, x: Client) -> None:
    post = shown(author_id="7", referenced_posts=replied("100"))
    server.say(answer(200, {"data": [post], "errors": [gone("100")]}))
    with pytest.raises(base.TryLater, match="did not say what became of 100"):
        x.read(["101", "100"])


@pytest.fixture(scope="module")
def running(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rehearsal]:
    with start(tmp_path_factory.mktemp("names")) as net:
        yield net


@pytest.fixture(params=SPOKEN)
def spoken(running: Rehearsal, request: pytest.FixtureRequest) -> Iterator[Client]:
    """An account on a practice network that goes by one way of naming."""
    before = running.settings()
    running.settings(**SPOKEN[request.param])
    keys = running.account(f"names{len(running.calls())}", "Harbour News")
    door = Door(running.url, {"bearer_token": keys.bearer_token}, keys.user_id, keys.handle)
    yield find_network("x").connect(door)
    running.settings(**before)


def say(x: Client, text: str, reply_to: str | None = None) -> str:
    return x.send(x.body(Outgoing(text, (), reply_to))).remote_id


def test_every_read_finds_a_reply_whatever_the_names(spoken: Client) -> None:
    root = say(spoken, "A root 1/2")
    reply = say(spoken, "A reply 2/2", root)
    found = spoken.find(SoughtPost("A reply 2/2", since=root, reply_to=root))
    looked = spoken.look(reply)
    assert isinstance(found, There)
    assert looked
    placed = [found.seen, looked, spoken.read([root, reply])[reply], spoken.recent()[0]]
    assert [(each.remote_id, each.reply_to) for each in placed] == [(reply, root)] * 4
    assert spoken.newest() == reply
    spoken.remove(root)
    looked = spoken.look(reply)
    assert looked
    assert looked.reply_to == root
    assert spoken.look(root) is None
    assert [*spoken.read([root, reply])] == [reply]


def test_a_network_that_shows_no_places_gives_no_absence(running: Rehearsal) -> None:
    running.settings(places=False)
    keys = running.account("placeless", "Harbour News")
    door = Door(running.url, {"bearer_token": keys.bearer_token}, keys.user_id, keys.handle)
    x = find_network("x").connect(door)
    root = say(x, "A root 1/2")
    wanted = SoughtPost("The answer that may be there 2/2", since=root, reply_to=root)
    say(x, "Another story altogether", root)
    assert x.find(wanted) == Absent()
    say(x, "The answer that may be there 2/2", root)
    assert isinstance(x.find(wanted), Unclear)
    running.settings(places=True)
