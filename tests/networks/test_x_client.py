from __future__ import annotations

import base64
import json
import logging
from collections.abc import Callable
from contextlib import suppress
from typing import Any

import pytest
import tweepy

from publisher.networks import base
from publisher.networks.base import Client, Door, Identity, Outgoing, Sent, SoughtPost, There
from publisher.networks.registry import find_network
from publisher.networks.x.client import PAGES
from publisher.networks.x.session import base_address, quiet_loggers
from tests.worlds.scripted import Asked, Say, Scripted, answer

Opener = Callable[..., Client]

PROBLEM = {"title": "Forbidden", "type": "about:blank", "status": 403, "detail": "No."}
POSTED = answer(201, {"data": {"id": "5", "text": "words"}})


def timeline(*posts: dict[str, Any], **meta: Any) -> Say:
    return answer(200, {"data": list(posts), "meta": {"result_count": len(posts), **meta}})


def post(number: int, text: str = "words", **more: Any) -> dict[str, Any]:
    return {"id": str(number), "text": text, **more}


def paths(server: Scripted) -> list[str]:
    return [asked.path.partition("?")[0] for asked in server.asked]


def last(server: Scripted) -> Asked:
    return server.asked[-1]


def test_who_the_account_is(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"data": {"id": "7", "username": "paper", "name": "The Paper"}}))
    assert x.identity() == Identity("7", "paper", "The Paper", f"{server.url}/paper")
    assert last(server).path == "/2/users/me"


def test_a_post_is_sent_as_its_body_and_nothing_else(server: Scripted, x: Client) -> None:
    server.say(POSTED)
    body = x.body(Outgoing("Kyjiw – “now” 🇺🇦 & <b>", media_ids=("1", "2"), reply_to="4"))
    x.send(body)
    assert last(server).json == body == {
        "text": "Kyjiw – “now” 🇺🇦 & <b>",
        "media": {"media_ids": ["1", "2"]},
        "reply": {"in_reply_to_tweet_id": "4"},
    }  # fmt: skip


def test_the_receipt_has_the_id_the_address_and_what_is_left(server: Scripted, x: Client) -> None:
    said = {"data": {"id": "5", "text": "words"}}
    server.say(answer(201, said, x_rate_limit_remaining="99", x_rate_limit_reset="1700000000"))
    sent = x.send({"text": "words"})
    assert sent == Sent("5", f"{server.url}/paper/status/5", base.Budget(99, 1700000000.0))


def test_the_root_decides_who_may_reply(x: Client) -> None:
    assert x.body(Outgoing("words", replies="following"))["reply_settings"] == "following"
    assert x.body(Outgoing("words", replies="mentioned"))["reply_settings"] == "mentionedUsers"
    assert x.body(Outgoing("words")) == {"text": "words"}
    assert "reply_settings" not in x.body(Outgoing("words", replies="following", reply_to="4"))


def test_a_reply_to_nothing_named_is_never_sent_as_a_root(x: Client) -> None:
    assert x.body(Outgoing("words", reply_to=""))["reply"] == {"in_reply_to_tweet_id": ""}


def test_a_rule_for_replies_that_x_does_not_know_is_refused(x: Client) -> None:
    with pytest.raises(base.Refused, match="knows no replies from 'nobody'"):
        x.body(Outgoing("words", replies="nobody"))


@pytest.mark.parametrize(
    "odd",
    [
        answer(200, {"errors": [{"title": "Oops", "type": "about:blank", "detail": "Half done"}]}),
        answer(201, {"data": {"text": "words"}}),
        answer(201, {"data": {"id": 5}}),
        answer(201, {"data": {"id": ""}}),
        answer(201, {"data": {"id": "none"}}),
        answer(201, {"data": []}),
        answer(201, {}),
        answer(201, "null"),
        answer(201, ""),
        answer(200, "<html>Welcome to the hotel WLAN</html>", kind="text/html"),
        answer(204, ""),
        answer(202, "{"),
        Say(b"HTTP/1.1 201 Created\r\ncontent-length: 2\r\n\r\n\xff\xfe"),
        Say(b"not HTTP at all\r\n\r\n"),
    ],
)
def test_a_2xx_without_an_id_proves_nothing(server: Scripted, x: Client, odd: Say) -> None:
    server.say(odd)
    with pytest.raises(base.OutcomeUnknown):
        x.send({"text": "words"})
    assert len(server.asked) == 1


def test_a_post_with_an_id_is_there_whatever_else_x_says(server: Scripted, x: Client) -> None:
    server.say(answer(201, {"data": {"id": "5"}, "errors": [PROBLEM]}))
    assert x.send({"text": "words"}).remote_id == "5"


@pytest.mark.parametrize("odd", ["[]", '{"errors": null, "detail": {}}', '{"errors": 3}'])
@pytest.mark.parametrize("status", [400, 401, 403, 404, 429, 500])
def test_an_error_tweepy_stumbles_over_proves_nothing(
    server: Scripted, x: Client, status: int, odd: str
) -> None:
    server.say(answer(status, odd, x_rate_limit_reset="soon"))
    with pytest.raises(base.OutcomeUnknown):
        x.send({"text": "words"})


def test_a_reply_to_nothing_misses_its_parent(server: Scripted, x: Client) -> None:
    server.say(answer(404, PROBLEM))
    with pytest.raises(base.ParentMissing):
        x.send(x.body(Outgoing("words", reply_to="4")))


def test_a_parent_x_names_as_wrong_is_missing(server: Scripted, x: Client) -> None:
    said = {"parameters": {}, "message": "The `reply.in_reply_to_tweet_id` [4] is not valid"}
    server.say(answer(400, {"errors": [said], **PROBLEM}))
    with pytest.raises(base.ParentMissing):
        x.send(x.body(Outgoing("words", reply_to="4")))


def test_a_root_x_cannot_find_is_just_refused(server: Scripted, x: Client) -> None:
    server.say(answer(404, PROBLEM))
    with pytest.raises(base.Refused) as caught:
        x.send({"text": "words"})
    assert type(caught.value) is base.Refused


def test_a_picture_goes_up_as_base64(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"data": {"id": "9", "media_key": "3_9", "expires_after_secs": 60}}))
    assert x.upload(b"\x89PNG", "image/png") == base.Uploaded("9", 60.0)
    asked = last(server)
    assert asked.path == "/2/media/upload"
    assert base64.b64decode(asked.json["media"]) == b"\x89PNG"
    assert asked.json["media_category"] == "tweet_image"


def test_a_picture_lives_a_day_when_x_does_not_say(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"data": {"id": "9"}}))
    assert x.upload(b"", "image/png").lives_for == 86_400


def test_alt_text_is_set_on_the_picture(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"data": {"id": "9"}}))
    x.describe("9", "A map")
    assert last(server).path == "/2/media/metadata"
    assert last(server).json == {"id": "9", "metadata": {"alt_text": {"text": "A map"}}}


def test_alt_text_x_does_not_confirm_is_not_taken_as_set(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"errors": [PROBLEM]}))
    with pytest.raises(base.OutcomeUnknown, match="No"):
        x.describe("9", "A map")


def test_the_newest_post_may_be_a_retweet(server: Scripted, x: Client) -> None:
    retweet = post(12, referenced_tweets=[{"type": "retweeted", "id": "3"}])
    server.say(timeline(retweet, post(9)))
    assert x.newest() == "12"


def test_the_newest_of_no_posts_is_none(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"meta": {"result_count": 0}}))
    assert x.newest() is None


def test_the_newest_is_looked_for_behind_an_empty_page(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"meta": {"result_count": 0, "next_token": "more"}}), timeline(post(9)))
    assert x.newest() == "9"


@pytest.mark.parametrize("odd", [answer(200, {"errors": [PROBLEM]}), answer(503, PROBLEM)])
def test_own_posts_that_cannot_be_read_are_not_none(server: Scripted, x: Client, odd: Say) -> None:
    server.say(odd, odd)
    with pytest.raises(base.TryLater):
        x.newest()
    with pytest.raises(base.TryLater):
        x.recent()


def test_recent_posts_are_read_over_all_pages_of_a_week(server: Scripted, x: Client) -> None:
    server.say(timeline(post(9), next_token="more"), timeline(post(8)))
    assert [seen.remote_id for seen in x.recent()] == ["9", "8"]
    assert "start_time=" in server.asked[0].path
    assert "pagination_token=more" in server.asked[1].path
    assert "exclude" not in last(server).path


def test_reading_back_asks_for_the_anchor_too(server: Scripted, x: Client) -> None:
    server.say(timeline(post(100)))
    assert x.find(SoughtPost("words", since="100", reply_to="100")) == base.Absent()
    assert "since_id=99&" in f"{last(server).path}&"


def test_reading_back_goes_through_all_pages(server: Scripted, x: Client) -> None:
    reply = post(101, referenced_tweets=[{"type": "replied_to", "id": "100"}])
    server.say(timeline(post(102, "by hand"), next_token="more"), timeline(reply, post(100)))
    found = x.find(SoughtPost("words", since="100", reply_to="100"))
    assert isinstance(found, There)
    assert found.seen.url == f"{server.url}/paper/status/101"


def test_a_page_that_fails_is_no_absence(server: Scripted, x: Client) -> None:
    server.say(timeline(post(100), next_token="more"), answer(429, PROBLEM))
    with pytest.raises(base.RateLimited):
        x.find(SoughtPost("words", since="100", reply_to="100"))


def test_a_read_back_that_is_no_json_is_no_absence(server: Scripted, x: Client) -> None:
    server.say(answer(200, '{"data": [', kind="application/json"))
    with pytest.raises(base.TryLater):
        x.find(SoughtPost("words", since="100"))


def test_errors_in_a_read_back_are_no_absence(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"data": [post(100)], "meta": {"result_count": 1}, "errors": [PROBLEM]}))
    assert isinstance(x.find(SoughtPost("words", since="100")), base.Unclear)


def test_a_read_back_without_end_is_no_absence(server: Scripted, x: Client) -> None:
    server.say(*[timeline(post(100), next_token="more")] * PAGES)
    assert isinstance(x.find(SoughtPost("words", since="100")), base.Unclear)
    assert len(server.asked) == PAGES


def test_an_anchor_that_is_no_id_is_for_an_editor(server: Scripted, x: Client) -> None:
    assert isinstance(x.find(SoughtPost("words", since="at://post")), base.Unclear)
    assert isinstance(x.find(SoughtPost("words", since="²")), base.Unclear)
    assert server.asked == []


def test_without_a_user_id_the_account_is_asked_who_it_is(server: Scripted, open_x: Opener) -> None:
    server.say(answer(200, {"data": {"id": "8", "username": "p", "name": "P"}}), timeline())
    open_x(user_id="").newest()
    assert paths(server) == ["/2/users/me", "/2/users/8/tweets"]


@pytest.mark.parametrize(
    "gone",
    [
        answer(200, {"data": {"deleted": True}}),
        answer(404, PROBLEM),
        answer(200, {"errors": [{"title": "Not Found", "type": "x/resource-not-found"}]}),
    ],
)
def test_a_post_that_is_gone_is_removed(server: Scripted, x: Client, gone: Say) -> None:
    server.say(gone)
    x.remove("5")
    assert (last(server).method, last(server).path) == ("DELETE", "/2/tweets/5")


def test_a_post_x_did_not_delete_is_not_removed(server: Scripted, x: Client) -> None:
    server.say(answer(200, {"data": {"deleted": False}}))
    with pytest.raises(base.Refused, match="did not delete"):
        x.remove("5")


@pytest.mark.parametrize("odd", [answer(200, {}), answer(404, "<html>", kind="text/html")])
def test_a_deletion_x_does_not_confirm_is_unknown(server: Scripted, x: Client, odd: Say) -> None:
    server.say(odd)
    with pytest.raises(base.OutcomeUnknown):
        x.remove("5")


def test_a_bearer_token_is_used_when_it_is_all_there_is(server: Scripted, open_x: Opener) -> None:
    server.say(POSTED, timeline())
    client = open_x(secrets={"bearer_token": " token\n", "access_token": ""})
    client.send({"text": "words"})
    client.newest()
    assert [asked.headers["authorization"] for asked in server.asked] == ["Bearer token"] * 2


def test_secrets_that_are_not_complete_are_named(open_x: Opener) -> None:
    with pytest.raises(base.AccountRefused, match="access_token_secret missing"):
        open_x(secrets={"consumer_key": "a", "consumer_secret": "b", "access_token": "c"})


@pytest.mark.parametrize("token", ["two words", "line\nbreak", "Schlüssel", "\x00"])
def test_a_secret_that_can_be_no_token_is_refused_before_any_call(
    server: Scripted, open_x: Opener, token: str
) -> None:
    with pytest.raises(base.AccountRefused, match="bearer_token is no token") as caught:
        open_x(secrets={"bearer_token": token})
    assert token not in caught.value.said
    assert server.connections == 0


@pytest.mark.parametrize(
    "url",
    [
        "https://api.x.com",
        "https://api.twitter.com/",
        "http://127.0.0.1:8000",
        "http://localhost:8000/",
        "http://[::1]:8000",
    ],
)
def test_x_itself_and_this_machine_are_addresses(url: str) -> None:
    assert base_address(url) == url.rstrip("/")


@pytest.mark.parametrize(
    "url",
    [
        "",
        "api.x.com",
        "http://api.x.com",
        "https://api.x.com.evil.example",
        "https://evil.example",
        "https://api.x.com:8443",
        "https://api.x.com@evil.example",
        "http://127.0.0.1@evil.example",
        "http://evil@127.0.0.1",
        "http://127.0.0.1.evil.example",
        "http://localhost.evil.example",
        "http://192.168.0.1:8000",
        "https://127.0.0.1",
        "http://127.0.0.1/path",
        "http://127.0.0.1?x",
        "http://[::1",
        "file:///etc/passwd",
    ],
)
def test_no_other_address_is_ever_called(url: str) -> None:
    with pytest.raises(base.AccountRefused, match="is no address of X"):
        find_network("x").connect(Door(url, {"bearer_token": "t"}))


def test_posts_on_x_itself_have_their_public_address() -> None:
    client = find_network("x").connect(
        Door("https://api.x.com", {"bearer_token": "t"}, handle="paper")
    )
    assert client._site == "https://x.com/paper"  # type: ignore[attr-defined]  # noqa: SLF001


def test_no_token_is_ever_logged(
    server: Scripted, open_x: Opener, caplog: pytest.LogCaptureFixture
) -> None:
    for name in ("tweepy", "tweepy.client", "oauthlib.oauth1", "requests_oauthlib.oauth1_auth"):
        logging.getLogger(name).setLevel(logging.DEBUG)
    server.say(POSTED, POSTED)
    with caplog.at_level(logging.DEBUG):
        open_x(secrets={"bearer_token": "secret-token"}).send({"text": "words"})
        open_x().send({"text": "words"})
    assert "secret-token" not in caplog.text
    assert "oauth_signature" not in caplog.text
    assert not caplog.records or {r.name.split(".")[0] for r in caplog.records} <= {"urllib3"}


def test_talkative_loggers_may_still_warn() -> None:
    logging.getLogger("tweepy.client").setLevel(logging.ERROR)
    quiet_loggers()
    assert logging.getLogger("tweepy.client").level == logging.ERROR
    logging.getLogger("tweepy.client").setLevel(logging.NOTSET)


def test_every_call_of_tweepy_keeps_to_the_door(
    server: Scripted, open_x: Opener, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    real = tweepy.Client.request

    def noted(self: Any, method: str, route: str, *rest: Any) -> Any:
        asked.append(route)
        return real(self, method, route, *rest)

    monkeypatch.setattr(tweepy.Client, "request", noted)
    server.say(timeline(post(9)))
    open_x().newest()
    assert len(asked) == len(server.asked) == 1


def test_text_that_is_no_unicode_is_refused_or_sent_whole(server: Scripted, x: Client) -> None:
    server.say(POSTED)
    x.send(x.body(Outgoing("half \ud83d")))
    assert json.loads(last(server).body)["text"] == "half \ud83d"


DATE = "Mon, 23 Nov 2026 23:05:51 GMT"
THAT = 1_795_475_151.0
ME = {"data": {"id": "7", "username": "paper", "name": "The Paper"}}


@pytest.mark.parametrize(
    ("said", "heard"),
    [
        (answer(200, ME, date=DATE), [THAT]),
        (answer(403, PROBLEM, date=DATE), [THAT]),
        (answer(200, ME, date="soon"), []),
        (answer(200, ME), []),
        (answer(200, ME, date=DATE, age="40"), []),
        (answer(502, "<p>Bad gateway</p>", kind="text/html", date=DATE), []),
    ],
)
def test_each_answer_tells_the_time_there_unless_a_cache_or_a_proxy_wrote_it(
    server: Scripted, open_x: Opener, said: Say, heard: list[float]
) -> None:
    told: list[tuple[float, float]] = []
    server.say(said)
    with suppress(base.NetworkError):
        open_x(heard=lambda clock, took: told.append((clock, took))).identity()
    assert [clock for clock, _ in told] == heard
    assert all(0 <= took < 5 for _, took in told)
