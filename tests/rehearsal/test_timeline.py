from __future__ import annotations

import time
from datetime import UTC, datetime

import pytest

from tests.rehearsal.conftest import Person, person

EVERYTHING = (
    "created_at,conversation_id,referenced_tweets,attachments,author_id,in_reply_to_user_id"
)


@pytest.fixture
def seven(desk: Person) -> list[str]:
    """A thread of seven posts, oldest first."""
    ids = [desk.post("1/7")]
    for n in range(2, 8):
        ids.append(desk.post(f"{n}/7", ids[-1]))
    return ids


def listed(person: Person, **query: object) -> list[str]:
    answer = person.timeline(**query)
    assert answer.ok, answer.text
    return [each["id"] for each in answer.json().get("data", [])]


def test_the_newest_stands_first(desk: Person, seven: list[str]):
    answer = desk.timeline().json()
    assert [each["id"] for each in answer["data"]] == seven[::-1]
    assert answer["meta"] == {"result_count": 7, "newest_id": seven[-1], "oldest_id": seven[0]}


def test_an_empty_timeline_has_no_data(desk: Person):
    assert desk.timeline().json() == {"meta": {"result_count": 0}}


def test_since_and_until_leave_their_own_post_out(desk: Person, seven: list[str]):
    assert listed(desk, since_id=seven[4]) == [seven[6], seven[5]]
    assert listed(desk, until_id=seven[2]) == [seven[1], seven[0]]
    assert listed(desk, since_id=seven[1], until_id=seven[3]) == [seven[2]]


def test_pages_follow_each_other_without_gap_or_overlap(desk: Person, seven: list[str]):
    first = desk.timeline(max_results=5).json()
    rest = desk.timeline(max_results=5, pagination_token=first["meta"]["next_token"]).json()
    assert [each["id"] for each in first["data"] + rest["data"]] == seven[::-1]
    assert "next_token" not in rest["meta"]


def test_a_full_last_page_promises_no_next(desk: Person, seven: list[str]):
    assert "next_token" not in desk.timeline(max_results=7).json()["meta"]
    assert len(seven) == 7


def test_replies_can_be_left_out(desk: Person, seven: list[str]):
    assert listed(desk, exclude="replies,retweets") == seven[:1]


def test_a_start_time_is_kept(desk: Person, seven: list[str]):
    ahead = datetime.fromtimestamp(time.time() + 60, UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    assert listed(desk, start_time=ahead) == []
    assert len(listed(desk, end_time=ahead)) == len(seven)


def test_a_reply_names_its_parent_and_its_conversation(desk: Person, seven: list[str]):
    last = desk.timeline(tweet__fields=EVERYTHING).json()["data"][0]
    assert last["referenced_tweets"] == [{"type": "replied_to", "id": seven[5]}]
    assert last["conversation_id"] == seven[0]
    assert last["in_reply_to_user_id"] == last["author_id"] == desk.keys.user_id
    made = datetime.fromisoformat(last["created_at"]).timestamp()
    assert abs(made - time.time()) < 30


def test_fields_come_only_when_asked_for(desk: Person):
    desk.post("Short")
    assert set(desk.timeline().json()["data"][0]) == {"id", "text", "edit_history_tweet_ids"}


def test_pictures_come_with_their_alt_text(desk: Person):
    picture = desk.picture("A ferry at the quay")
    desk.post("With a card", media=[picture])
    query = {"expansions": "attachments.media_keys", "media__fields": "alt_text,width"}
    answer = desk.timeline(**query).json()
    assert answer["data"][0]["attachments"] == {"media_keys": [f"3_{picture}"]}
    assert answer["includes"]["media"] == [
        {
            "media_key": f"3_{picture}",
            "type": "photo",
            "alt_text": "A ferry at the quay",
            "width": 8,
        }
    ]


def test_links_are_shortened_and_signs_escaped(desk: Person):
    number = desk.post("Cats & dogs <3 https://example.com/a?b=1&c=2 and example.org.")
    query = {"tweet__fields": "entities"}
    shown = desk.timeline(**query).json()["data"][0]
    first, second = (each["url"] for each in shown["entities"]["urls"])
    assert shown["text"] == f"Cats &amp; dogs &lt;3 {first} and {second}."
    assert first.startswith("https://t.co/")
    assert first != second
    assert shown["entities"]["urls"][0]["expanded_url"] == "https://example.com/a?b=1&c=2"
    assert desk.call("GET", f"/2/tweets/{number}").json()["data"]["text"] == shown["text"]


def test_pictures_add_a_short_link_to_the_text(desk: Person):
    answer = desk.tweet("A card", media=[desk.picture()]).json()["data"]["text"]
    assert answer.startswith("A card https://t.co/")


def test_deleted_posts_are_not_listed(desk: Person, seven: list[str]):
    desk.call("DELETE", f"/2/tweets/{seven[3]}")
    assert listed(desk) == [each for each in seven[::-1] if each != seven[3]]


def test_reading_may_lag_behind_writing(desk: Person):
    desk.network.settings(read_lag=60.0)
    number = desk.post("Not seen yet")
    assert listed(desk) == []
    assert "errors" in desk.call("GET", f"/2/tweets/{number}").json()
    desk.network.settings(read_lag=0.0)
    assert listed(desk) == [number]


def test_a_lag_hides_no_older_page(desk: Person, seven: list[str]):
    time.sleep(2.1)
    desk.network.settings(read_lag=2.0)
    desk.post("Not seen yet")
    shown = desk.timeline(max_results=5).json()
    assert [each["id"] for each in shown["data"]] == seven[:1:-1]
    assert "next_token" in shown["meta"]


def test_others_may_read_too(desk: Person):
    number = desk.post("For everybody")
    answer = person(desk.network).call("GET", f"/2/users/{desk.keys.user_id}/tweets")
    assert [each["id"] for each in answer.json()["data"]] == [number]


@pytest.mark.parametrize(
    "query",
    [
        {"max_results": 4},
        {"max_results": 101},
        {"max_results": "many"},
        {"since_id": "x"},
        {"until_id": "-1"},
        {"start_time": "yesterday"},
        {"pagination_token": "next"},
        {"exclude": "mine"},
        {"tweet__fields": "colour"},
        {"expansions": "everything"},
        {"colour": "red"},
    ],
)
def test_a_question_x_does_not_know_is_refused(desk: Person, query: dict[str, object]):
    answer = desk.timeline(**query)
    assert (answer.status_code, answer.json()["title"]) == (400, "Invalid Request")
    assert answer.json()["errors"][0]["parameters"]


def test_a_stranger_has_no_timeline(desk: Person):
    for number in ("12", "9" * 19):
        assert desk.call("GET", f"/2/users/{number}/tweets").status_code == 404


def test_me_tells_who_calls(desk: Person):
    answer = desk.call("GET", "/2/users/me", params={"user.fields": "created_at"}).json()["data"]
    assert answer.pop("created_at").endswith("Z")
    assert answer == {"id": desk.keys.user_id, "name": "Harbour Desk", "username": desk.keys.handle}


def test_the_author_and_the_parent_come_along_when_asked_for(desk: Person, seven: list[str]):
    query = {"expansions": "author_id,referenced_tweets.id"}
    answer = desk.timeline(max_results=5, **query).json()
    (author,) = answer["includes"]["users"]
    assert (author["id"], author["username"]) == (desk.keys.user_id, desk.keys.handle)
    assert [each["id"] for each in answer["includes"]["tweets"]] == seven[5:0:-1]
    assert answer["data"][0]["author_id"] == desk.keys.user_id


def test_a_deleted_parent_does_not_come_along(desk: Person, seven: list[str]):
    desk.call("DELETE", f"/2/tweets/{seven[5]}")
    answer = desk.timeline(since_id=seven[5], expansions="referenced_tweets.id").json()
    assert answer["data"][0]["referenced_tweets"][0]["id"] == seven[5]
    assert "includes" not in answer


def test_a_picture_without_alt_text_has_none(desk: Person):
    desk.post("With a card", media=[desk.picture()])
    query = {"expansions": "attachments.media_keys", "media__fields": "alt_text,url,height"}
    (shown,) = desk.timeline(**query).json()["includes"]["media"]
    assert "alt_text" not in shown
    assert shown["height"] == 6
    assert shown["url"].startswith(desk.network.url + "/media/")


def test_a_lookup_brings_pictures_along_too(desk: Person):
    number = desk.post("With a card", media=[desk.picture("A ferry")])
    query = {"expansions": "attachments.media_keys", "media.fields": "alt_text"}
    answer = desk.call("GET", f"/2/tweets/{number}", params=query).json()
    assert answer["includes"]["media"][0]["alt_text"] == "A ferry"


def test_an_alt_text_written_after_the_post_is_shown(desk: Person):
    picture = desk.picture()
    desk.post("With a card", media=[picture])
    desk.describe(picture, "A ferry, described late")
    query = {"expansions": "attachments.media_keys", "media__fields": "alt_text"}
    (shown,) = desk.timeline(**query).json()["includes"]["media"]
    assert shown["alt_text"] == "A ferry, described late"


def test_pictures_stand_in_the_order_given(desk: Person):
    pictures = [desk.picture() for _ in range(3)][::-1]
    desk.post("Three", media=pictures)
    shown = desk.timeline(tweet__fields="attachments").json()["data"][0]
    assert shown["attachments"]["media_keys"] == [f"3_{number}" for number in pictures]


def test_the_same_post_is_shown_with_the_same_short_links(desk: Person):
    answer = desk.tweet("See https://a.com/1 and https://a.com/1", media=[desk.picture()])
    texts = {
        answer.json()["data"]["text"],
        *(each["text"] for each in desk.timeline().json()["data"]),
    }
    assert len(texts) == 1
    assert len(set(texts.pop().split()) - {"See", "and"}) == 3


def test_ten_posts_are_a_page_unless_asked_otherwise(desk: Person):
    for n in range(11):
        desk.post(f"Bulletin {n}")
    page = desk.timeline().json()
    assert page["meta"]["result_count"] == 10
    assert page["meta"]["next_token"]


@pytest.mark.parametrize("zone", ["Z", "+02:00", "-05:30"])
def test_a_time_may_come_with_any_zone(desk: Person, zone: str):
    number = desk.post("Now")
    assert listed(desk, start_time=f"2020-01-01T00:00:00{zone}") == [number]
    assert listed(desk, end_time=f"2020-01-01T00:00:00{zone}") == []


def several(person: Person, *ids: str, **query: str):
    return person.call("GET", "/2/tweets", params={"ids": ",".join(ids), **query})


def test_several_are_read_by_id_and_what_is_gone_is_named(desk: Person, seven: list[str]):
    assert desk.call("DELETE", f"/2/tweets/{seven[6]}").ok
    answer = several(desk, seven[6], seven[1], seven[0]).json()
    assert [each["id"] for each in answer["data"]] == [seven[1], seven[0]]
    (error,) = answer["errors"]
    assert (error["value"], error["parameter"]) == (seven[6], "ids")
    assert error["type"].endswith("/resource-not-found")


def test_with_several_come_their_pictures_alt_texts(desk: Person):
    number = desk.post("Look", media=[desk.picture("A ferry"), desk.picture()])
    asked = {"expansions": "attachments.media_keys", "media.fields": "alt_text"}
    media = several(desk, number, **asked).json()["includes"]["media"]
    assert [each.get("alt_text") for each in media] == ["A ferry", None]


@pytest.mark.parametrize("ids", ["", "words", ",".join(map(str, range(1, 102)))])
def test_no_ids_too_many_and_words_are_refused(desk: Person, ids: str):
    assert several(desk, ids).status_code == 400
