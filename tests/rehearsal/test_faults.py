from __future__ import annotations

import time

import pytest
import requests

from tests.rehearsal.conftest import Person, person, png

NOT_VISIBLE = "You attempted to reply to a Tweet that is deleted or not visible to you."


def applied_at(person: Person, text: str) -> float:
    """When a text was applied; 10 s are waited for it."""
    end = time.monotonic() + 10
    while time.monotonic() < end:
        for line in person.network.posts(person.keys.handle):
            if line["text"] == text:
                return float(line["at"])
        time.sleep(0.02)
    pytest.fail(f"{text} was never applied")


def test_a_refusal_comes_with_its_words_and_nothing_is_applied(desk: Person):
    desk.network.fault("refuse", status=402, words="no credits")
    answer = desk.tweet("Hello")
    assert (answer.status_code, answer.json()["detail"]) == (402, "no credits")
    assert desk.texts() == []
    assert desk.tweet("Hello").status_code == 201


def test_a_limit_may_tell_when_it_ends_or_not(desk: Person):
    desk.network.fault("limit", seconds=60)
    desk.network.fault("limit")
    told, untold = desk.tweet("Hello"), desk.tweet("Hello")
    assert told.status_code == untold.status_code == 429
    assert 58 <= int(told.headers["x-rate-limit-reset"]) - time.time() <= 62
    assert "x-rate-limit-reset" not in untold.headers
    assert desk.texts() == []


@pytest.mark.parametrize(("when", "texts"), [("before", []), ("after", ["Hello"])])
def test_a_server_error_comes_before_or_after_applying(desk: Person, when: str, texts: list[str]):
    desk.network.fault("error", when=when, status=500)
    answer = desk.tweet("Hello")
    assert (answer.status_code, answer.json()["title"]) == (500, "Internal Server Error")
    assert desk.texts() == texts


@pytest.mark.parametrize(("when", "texts"), [("before", []), ("after", ["Hello"])])
def test_the_line_is_reset_before_or_after_applying(desk: Person, when: str, texts: list[str]):
    desk.network.fault("reset", when=when)
    with pytest.raises(requests.ConnectionError, match="reset by peer"):
        desk.tweet("Hello")
    assert desk.texts() == texts
    assert desk.network.calls(desk.keys.handle)[-1]["status"] == 0


def test_a_silence_comes_before_applying(desk: Person):
    desk.network.fault("delay", seconds=0.8)
    sent = time.time()
    with pytest.raises(requests.ReadTimeout):
        desk.lose_patience("Hello")
    assert applied_at(desk, "Hello") >= sent + 0.8


def test_a_silence_comes_after_applying(desk: Person):
    desk.network.fault("delay", when="after", seconds=8)
    sent = time.time()
    with pytest.raises(requests.ReadTimeout):
        desk.lose_patience("Hello")
    assert applied_at(desk, "Hello") < sent + 8


def test_a_call_may_be_applied_long_after_its_line_was_lost(desk: Person):
    desk.network.fault("late", seconds=0.4)
    sent = time.time()
    with pytest.raises(requests.ConnectionError):
        desk.tweet("Hello")
    assert applied_at(desk, "Hello") >= sent + 0.4


def test_an_answer_may_trickle(desk: Person):
    desk.network.fault("trickle", seconds=0.002)
    began = time.monotonic()
    answer = desk.tweet("Hello")
    assert answer.json()["data"]["text"] == "Hello"
    assert time.monotonic() - began >= 0.002 * len(answer.content)


def test_a_truncated_answer_is_no_json_and_the_post_is_there(desk: Person):
    desk.network.fault("truncate")
    answer = desk.tweet("Hello")
    assert answer.status_code == 201
    with pytest.raises(requests.JSONDecodeError):
        answer.json()
    assert desk.texts() == ["Hello"]


def test_an_answer_may_be_cut_in_its_body(desk: Person):
    desk.network.fault("cut")
    with pytest.raises((requests.ConnectionError, requests.exceptions.ChunkedEncodingError)):
        desk.tweet("Hello")
    assert desk.texts() == ["Hello"]


def test_an_answer_may_lack_the_id(desk: Person):
    desk.network.fault("no_id")
    answer = desk.tweet("Hello")
    assert (answer.status_code, answer.json()) == (200, {"data": {}})
    assert desk.texts() == ["Hello"]


@pytest.mark.parametrize(("when", "texts"), [("before", []), ("after", ["Hello"])])
def test_somebody_elses_error_page_may_come(desk: Person, when: str, texts: list[str]):
    desk.network.fault("html", when=when, status=403)
    answer = desk.tweet("Hello")
    assert (answer.status_code, answer.headers["content-type"][:9]) == (403, "text/html")
    assert answer.text.startswith("<!doctype html>")
    assert desk.texts() == texts


def test_a_reply_may_come_too_early_for_its_parent(desk: Person):
    desk.network.fault("not_visible", times=2)
    root = desk.post("1/2")
    answers = [desk.tweet("2/2", root) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [403, 403, 201]
    assert answers[0].json()["detail"] == NOT_VISIBLE


def test_tokens_may_be_revoked_in_the_middle_of_a_thread(desk: Person):
    desk.network.fault("revoke", post=3, handle=desk.keys.handle)
    root = desk.post("1/3")
    second = desk.post("2/3", root)
    assert desk.tweet("3/3", second).status_code == 401
    assert desk.timeline().status_code == 401
    desk.network.renew(desk.keys.handle)
    assert desk.texts() == ["1/3", "2/3"]


def test_reading_may_be_down_while_writing_works(desk: Person):
    desk.network.fault("error", endpoint="reads", times=None)
    assert desk.timeline().status_code == 503
    assert desk.call("GET", "/2/tweets/1").status_code == 503
    assert desk.call("GET", "/2/users/me").status_code == 503
    assert desk.tweet("Hello").status_code == 201


def test_a_fault_stays_with_its_endpoint_and_its_account(desk: Person):
    other = person(desk.network)
    desk.network.fault("error", endpoint="delete", handle=desk.keys.handle)
    number, others = desk.post("Hello"), other.post("Hello")
    assert other.call("DELETE", f"/2/tweets/{others}").ok
    assert desk.call("DELETE", f"/2/tweets/{number}").status_code == 503
    assert desk.call("DELETE", f"/2/tweets/{number}").ok


def test_the_kth_post_is_counted_by_what_was_applied(desk: Person):
    desk.network.fault("error", post=2, times=2)
    desk.network.fault("refuse", endpoint="post")
    codes = [desk.tweet(f"Bulletin {n}").status_code for n in (1, 1, 2, 2, 2, 3)]
    assert codes == [403, 201, 503, 503, 201, 201]


def test_a_fault_may_wait_for_the_depth_of_a_thread(desk: Person):
    desk.network.fault("error", depth=2)
    first, second = desk.post("Thread A"), desk.post("Thread B")
    assert desk.tweet("A 2", first).status_code == 503
    assert desk.tweet("B 2", second).status_code == 201


def test_a_share_of_calls_is_the_same_each_time_for_a_seed(desk: Person):
    def codes() -> list[int]:
        desk.network.clear()
        desk.network.fault("error", endpoint="me", times=None, share=0.5, seed=7)
        return [desk.call("GET", "/2/users/me").status_code for _ in range(20)]

    first = codes()
    assert first == codes()
    assert {200, 503} == set(first)


def test_faults_are_shown_with_their_hits_and_cleared(desk: Person):
    number = desk.network.fault("error", times=3)
    desk.tweet("Hello")
    (shown,) = desk.network.faults()
    assert (shown["id"], shown["kind"], shown["hits"]) == (number, "error", 1)
    desk.network.clear()
    assert desk.network.faults() == []
    assert desk.tweet("Hello").ok


def test_a_late_call_is_judged_when_it_is_applied(desk: Person):
    desk.network.fault("late", seconds=0.2)
    with pytest.raises(requests.ConnectionError):
        desk.tweet("Hello")
    assert desk.tweet("Hello").status_code in {201, 403}
    time.sleep(0.5)
    assert desk.texts() == ["Hello"]


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"kind": "earthquake"},
        {"kind": "error", "when": "never"},
        {"kind": "error", "endpoint": "spaces"},
        {"kind": "error", "colour": "red"},
        {"kind": "error", "times": "two"},
        {"kind": "error", "share": -1},
        {"kind": "error", "status": True},
        {"kind": "error", "share": None},
        {"kind": "error", "words": "\ud800"},
        {"kind": "error", "status": 200},
        {"kind": "error", "status": 599},
        {"kind": "error", "times": 1.5},
        {"kind": "error", "handle": 5},
    ],
)
def test_a_fault_that_makes_no_sense_is_refused_in_words(desk: Person, body: dict[str, object]):
    with pytest.raises(AssertionError, match=r"\w+ .*\."):
        desk.network.control("POST", "faults", body)
    assert desk.network.faults() == []


def test_a_deletion_may_be_applied_and_its_answer_lost(desk: Person):
    number = desk.post("Soon gone")
    desk.network.fault("reset", when="after", endpoint="delete")
    with pytest.raises(requests.ConnectionError):
        desk.call("DELETE", f"/2/tweets/{number}")
    assert len(desk.network.log(desk.keys.handle, "delete")) == 1
    assert desk.call("DELETE", f"/2/tweets/{number}").status_code == 404


def test_an_upload_may_be_kept_and_its_answer_lost(desk: Person):
    desk.network.fault("error", when="after", endpoint="upload")
    assert desk.upload(b"GIF89a").status_code == 503
    assert desk.network.log(desk.keys.handle, "upload") == []
    desk.network.fault("error", when="after", endpoint="upload")
    assert desk.upload(png()).status_code == 503
    assert len(desk.network.log(desk.keys.handle, "upload")) == 1


def test_a_timeline_may_be_cut_short_in_its_json(desk: Person):
    desk.post("Hello")
    desk.network.fault("truncate", endpoint="timeline")
    with pytest.raises(requests.JSONDecodeError):
        desk.timeline().json()
    assert desk.timeline().json()["meta"]["result_count"] == 1


def test_a_forged_call_uses_no_fault_up(desk: Person):
    desk.network.fault("error")
    url = f"{desk.network.url}/2/users/me"
    assert requests.get(url, timeout=10).status_code == 401
    assert desk.network.faults()[0]["hits"] == 0


def test_a_refusal_on_purpose_uses_no_window_up(desk: Person):
    desk.network.fault("refuse")
    desk.tweet("One")
    assert desk.tweet("One").headers["x-rate-limit-remaining"] == "99"


def test_what_is_refused_anyway_is_not_applied_behind_a_fault(desk: Person):
    desk.post("Hello")
    for kind in ("no_id", "trickle", "truncate"):
        desk.network.fault(kind)
        desk.tweet("Hello")
    assert desk.texts() == ["Hello"]


def test_lines_are_kept_open_and_a_reset_ends_only_its_own(desk: Person):
    headers = {"Authorization": f"Bearer {desk.keys.bearer_token}"}
    url = f"{desk.network.url}/2/users/me"
    with requests.Session() as one, requests.Session() as two:
        assert one.get(url, headers=headers, timeout=10).ok
        assert two.get(url, headers=headers, timeout=10).ok
        desk.network.fault("reset")
        with pytest.raises(requests.ConnectionError):
            one.get(url, headers=headers, timeout=10)
        assert two.get(url, headers=headers, timeout=10).ok
        assert one.get(url, headers=headers, timeout=10).ok


def test_the_rest_goes_on_while_one_call_is_silent(desk: Person):
    other = person(desk.network)
    desk.network.fault("delay", seconds=2, handle=desk.keys.handle)
    with pytest.raises(requests.ReadTimeout):
        desk.lose_patience("Hello")
    other.post("Meanwhile")
    assert applied_at(other, "Meanwhile") < applied_at(desk, "Hello")


def test_the_place_of_a_late_post_is_where_it_was_applied(desk: Person):
    desk.network.fault("late", seconds=2)
    with pytest.raises(requests.ConnectionError):
        desk.tweet("First sent")
    desk.post("Second sent")
    applied_at(desk, "First sent")
    assert desk.texts() == ["Second sent", "First sent"]
    ids = [int(line["id"]) for line in desk.network.posts(desk.keys.handle)]
    assert ids == sorted(ids)
