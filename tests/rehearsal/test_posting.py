from __future__ import annotations

import pytest

from tests.rehearsal.conftest import Person, person

INVALID = "Invalid Request"


def test_a_post_is_answered_with_its_id_and_text(desk: Person):
    answer = desk.tweet("The ferry is late.")
    data = answer.json()["data"]
    assert answer.status_code == 201
    assert data == {
        "id": data["id"],
        "text": "The ferry is late.",
        "edit_history_tweet_ids": [data["id"]],
    }
    assert answer.headers["location"].endswith(f"/2/tweets/{data['id']}")


def test_ids_are_strings_that_increase(desk: Person):
    ids = [desk.post(f"Bulletin {n}") for n in range(5)]
    assert [int(each) for each in ids] == sorted({int(each) for each in ids})
    assert len(ids[0]) >= 19


def test_the_same_words_twice_are_refused_in_the_shape_of_v2(desk: Person):
    desk.post("Storm  warning\n1/2")
    answer = desk.tweet("Storm warning 1/2")
    assert answer.status_code == 403
    assert answer.json() == {
        "detail": "You are not allowed to create a Tweet with duplicate content.",
        "type": "about:blank",
        "title": "Forbidden",
        "status": 403,
    }


def test_the_same_words_of_somebody_else_are_no_duplicate(desk: Person):
    desk.post("Storm warning")
    person(desk.network).post("Storm warning")


def test_a_deleted_post_may_be_said_again(desk: Person):
    first = desk.post("Storm warning")
    assert desk.call("DELETE", f"/2/tweets/{first}").json() == {"data": {"deleted": True}}
    assert desk.post("Storm warning") != first


def test_the_same_words_may_come_again_after_the_time_set(desk: Person):
    desk.network.settings(duplicate_for=0.0)
    desk.post("Good morning")
    desk.post("Good morning")


@pytest.mark.parametrize(
    ("text", "taken"),
    [("x" * 280, True), ("x" * 281, False), ("•" * 140, True), ("•" * 141, False)],
)
def test_a_text_weighs_at_most_280(desk: Person, text: str, taken: bool):
    answer = desk.tweet(text)
    assert answer.status_code == (201 if taken else 400)
    if not taken:
        assert answer.json()["title"] == INVALID
        assert "too long" in answer.json()["errors"][0]["message"]


def test_a_reply_to_a_missing_or_deleted_post_is_refused(desk: Person):
    gone = desk.post("First")
    desk.call("DELETE", f"/2/tweets/{gone}")
    for parent in (gone, "1234", "9" * 19):
        answer = desk.tweet("Second", parent)
        assert answer.status_code == 403
        assert "deleted or not visible to you" in answer.json()["detail"]


def test_only_an_author_who_mentioned_us_may_be_answered(desk: Person):
    other = person(desk.network)
    assert desk.tweet("An answer", other.post("Hello all")).status_code == 403
    desk.post("An answer", other.post(f"Hello @{desk.keys.handle}!"))


def test_replies_to_oneself_can_be_forbidden(desk: Person):
    root = desk.post("1/2")
    desk.network.settings(self_replies=False)
    answer = desk.tweet("2/2", root)
    assert answer.status_code == 403
    assert "not allowed" in answer.json()["detail"]


@pytest.mark.parametrize(
    "body",
    [
        [],
        "text",
        {},
        {"text": ""},
        {"text": 5},
        {"text": "a\ufffeb"},
        {"text": "half a sign \ud83d"},
        {"text": "a", "media": {"media_ids": [["12"]]}},
        {"text": "a", "colour": "red"},
        {"text": "a", "reply": "12"},
        {"text": "a", "reply": {"in_reply_to_tweet_id": 12}},
        {"text": "a", "media": {"media_ids": "12"}},
        {"text": "a", "media": {"media_ids": []}},
        {"text": "a", "media": {"media_ids": [12]}},
        {"text": "a", "media": {"media_ids": ["12", "13", "14", "15", "16"]}},
        {"text": "a", "reply_settings": "nobody"},
    ],
)
def test_what_the_schema_does_not_know_is_refused(desk: Person, body: object):
    answer = desk.call("POST", "/2/tweets", json=body)
    assert (answer.status_code, answer.json()["title"]) == (400, INVALID)
    assert desk.texts() == []


def test_a_body_that_is_no_json_is_refused(desk: Person):
    headers = {"content-type": "application/json"}
    for body in (b"{", b"\xff", b"[" * 100_000, b""):
        assert desk.call("POST", "/2/tweets", data=body, headers=headers).status_code == 400


def test_one_cashtag_is_taken_and_two_are_not(desk: Person):
    desk.post("$ABC is up, it costs $5")
    assert "cashtag" in desk.tweet("$ABC and $XYZ are up").json()["detail"]


def test_only_its_author_deletes_a_post(desk: Person):
    number = desk.post("Mine")
    assert person(desk.network).call("DELETE", f"/2/tweets/{number}").status_code == 403
    assert desk.call("GET", f"/2/tweets/{number}").json()["data"]["id"] == number


def test_deleting_what_is_gone_is_not_found(desk: Person):
    number = desk.post("Soon gone")
    desk.call("DELETE", f"/2/tweets/{number}")
    assert desk.call("DELETE", f"/2/tweets/{number}").status_code == 404


def test_looking_up_what_is_gone_answers_200_with_errors(desk: Person):
    answer = desk.call("GET", "/2/tweets/99")
    assert answer.status_code == 200
    assert "data" not in answer.json()
    assert answer.json()["errors"][0]["title"] == "Not Found Error"


def test_an_unknown_address_is_not_found_in_the_same_shape(desk: Person):
    answer = desk.call("GET", "/2/spaces/1")
    assert (answer.status_code, answer.json()["type"]) == (404, "about:blank")


def test_everything_applied_is_in_the_log_in_order(desk: Person):
    picture = desk.picture("A ferry")
    root = desk.post("1/2", media=[picture])
    second = desk.post("2/2", root)
    desk.call("DELETE", f"/2/tweets/{second}")
    lines = desk.network.log(desk.keys.handle)
    assert [line["act"] for line in lines] == ["upload", "alt", "post", "post", "delete"]
    assert [line["id"] for line in lines] == [picture, picture, root, second, second]
    assert lines[2]["alts"] == ["A ferry"]
    assert (lines[3]["parent"], lines[3]["depth"]) == (root, 2)


def test_a_text_is_kept_composed_and_without_space_around_it(desk: Person):
    desk.post("  cafe\u0301 \n\n 1/2  ")
    assert desk.texts() == ["caf\u00e9 \n\n 1/2"]


@pytest.mark.parametrize("again", ["Storm\n\nwarning", " Storm warning ", "Storm\u00a0warning"])
def test_other_spaces_make_no_other_words(desk: Person, again: str):
    desk.post("Storm warning")
    assert desk.tweet(again).status_code == 403


@pytest.mark.parametrize("again", ["Storm warning.", "storm warning", "Storm warning 2"])
def test_other_letters_make_other_words(desk: Person, again: str):
    desk.post("Storm warning")
    assert desk.tweet(again).status_code == 201


def test_another_picture_makes_no_other_words(desk: Person):
    desk.post("Storm warning")
    assert desk.tweet("Storm warning", media=[desk.picture()]).status_code == 403


def test_pictures_without_words_repeat_nothing(desk: Person):
    assert [desk.tweet(media=[desk.picture()]).status_code for _ in range(2)] == [201, 201]


def test_a_mention_counts_in_any_case_and_only_whole(desk: Person):
    other, handle = person(desk.network), desk.keys.handle
    assert desk.tweet("Reply 1", other.post(f"Hello @{handle}x")).status_code == 403
    assert desk.tweet("Reply 2", other.post(f"Mail me@{handle}")).status_code == 403
    assert desk.tweet("Reply 3", other.post(f"Hello @{handle.upper()}, all")).status_code == 201


def test_replying_to_others_can_be_opened(desk: Person):
    desk.network.settings(strict_replies=False)
    parent = person(desk.network).post("Hello all")
    desk.post("An answer", parent)
    (line,) = desk.network.posts(desk.keys.handle)
    assert (line["parent"], line["conversation"], line["depth"]) == (parent, parent, 2)


@pytest.mark.parametrize("audience", ["following", "mentionedUsers", "subscribers", "verified"])
def test_who_may_answer_is_kept(desk: Person, audience: str):
    assert desk.tweet("For some", reply_settings=audience).status_code == 201
    shown = desk.timeline(tweet__fields="reply_settings").json()["data"][0]
    assert shown["reply_settings"] == audience


def test_a_thread_may_branch_and_keeps_its_conversation(desk: Person):
    root = desk.post("Root")
    left, right = desk.post("Left", root), desk.post("Right", root)
    desk.post("Right again", right)
    lines = desk.network.posts(desk.keys.handle)
    assert {line["conversation"] for line in lines} == {root}
    assert [line["depth"] for line in lines] == [1, 2, 2, 3]
    assert left != right


def test_replies_outlive_a_deleted_parent(desk: Person):
    root = desk.post("1/2")
    second = desk.post("2/2", root)
    desk.call("DELETE", f"/2/tweets/{root}")
    query = {"tweet.fields": "referenced_tweets,conversation_id"}
    shown = desk.call("GET", f"/2/tweets/{second}", params=query).json()["data"]
    assert shown["referenced_tweets"] == [{"type": "replied_to", "id": root}]
    assert shown["conversation_id"] == root


def test_a_deletion_stands_in_the_log_once(desk: Person):
    number = desk.post("Soon gone")
    for _ in range(3):
        desk.call("DELETE", f"/2/tweets/{number}")
    assert len(desk.network.log(desk.keys.handle, "delete")) == 1


@pytest.mark.parametrize("text", ["It costs $5", "US$ and C$", "$TOOLONGNAME $ALSOTOOLONG"])
def test_a_dollar_is_no_cashtag_by_itself(desk: Person, text: str):
    assert desk.tweet(f"{text} and $ABC").status_code == 201


def test_disclosures_are_known_to_the_schema(desk: Person):
    assert desk.tweet("Drawn by a machine", made_with_ai=True).status_code == 201
