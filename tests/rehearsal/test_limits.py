from __future__ import annotations

import time

from tests.rehearsal.conftest import Person, person


def left(answer) -> int:
    return int(answer.headers["x-rate-limit-remaining"])


def test_every_answer_tells_what_is_left(desk: Person):
    first, second = desk.tweet("One"), desk.tweet("Two")
    assert first.headers["x-rate-limit-limit"] == "100"
    assert (left(first), left(second)) == (99, 98)
    assert 0 < int(first.headers["x-rate-limit-reset"]) - time.time() <= 902
    assert first.headers["x-access-level"] == "read-write"


def test_refused_calls_count_too(desk: Person):
    desk.tweet("One")
    duplicate = desk.tweet("One")
    assert (duplicate.status_code, left(duplicate)) == (403, 98)


def test_the_call_after_the_last_is_refused_and_not_applied(desk: Person):
    desk.network.settings(limits={"post": 2})
    codes = [desk.tweet(f"Bulletin {n}").status_code for n in range(3)]
    answer = desk.tweet("Bulletin 4")
    assert codes == [201, 201, 429]
    assert (answer.json()["title"], left(answer)) == ("Too Many Requests", 0)
    assert len(desk.texts()) == 2


def test_each_endpoint_and_each_user_has_a_window(desk: Person):
    desk.network.settings(limits={"post": 1})
    desk.post("One")
    assert desk.tweet("Two").status_code == 429
    assert desk.timeline().ok
    assert person(desk.network).post("One")


def test_a_new_window_opens_when_the_old_one_ends(desk: Person):
    desk.network.settings(limits={"post": 1}, window=2.0)
    desk.post("One")
    assert desk.tweet("Two").status_code == 429
    time.sleep(2.1)
    assert desk.post("Two")


def test_the_cap_of_the_day_outlasts_the_window_and_says_so_elsewhere(desk: Person):
    desk.network.settings(day_limits={"post": 1})
    assert desk.tweet("One").headers["x-app-limit-24hour-remaining"] == "0"
    answer = desk.tweet("Two")
    day = int(answer.headers["x-app-limit-24hour-reset"])
    assert answer.status_code == 429
    assert left(answer) == 98
    assert day - int(answer.headers["x-rate-limit-reset"]) > 80_000
