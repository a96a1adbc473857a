from __future__ import annotations

import json
import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.networks import base
from publisher.networks.x.errors import PROVES_NOTHING_DONE, connection_error, error_from_answer
from publisher.networks.x.response import LONGEST, WINDOW, ApiAnswer

PROBLEMS = "https://api.twitter.com/2/problems/"


def problem(
    status: int, detail: str, *, title: str = "Forbidden", kind: str = "about:blank"
) -> ApiAnswer:
    body = {"detail": detail, "type": kind, "title": title, "status": status}
    return ApiAnswer(status, {}, json.dumps(body))


def limited(**headers: str) -> base.RateLimited:
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    error = error_from_answer(ApiAnswer(429, named, problem(429, "Too Many Requests").text))
    assert isinstance(error, base.RateLimited)
    return error


NO_REPLY = (
    "Reply to this conversation is not allowed because you have not been mentioned or "
    "otherwise engaged by the author of the post you are replying to."
)

FORBIDDEN = [
    ("You are not allowed to create a Tweet with duplicate content.", base.DuplicateText),
    ("Your account is suspended and is not permitted to access this feature.", base.AccountRefused),
    ("To protect our users, this account is temporarily locked.", base.AccountRefused),
    (
        "You attempted to reply to a Tweet that is deleted or not visible to you.",
        base.NotVisibleYet,
    ),
    (NO_REPLY, base.AccountRefused),
    (
        "Your client app is not configured with the appropriate oauth1 app permissions.",
        base.AccountRefused,
    ),
    ("Your post may contain a maximum of one cashtag.", base.Refused),
    ("The Tweet contains an invalid URL.", base.Refused),
    ("You are not permitted to perform this action.", base.Refused),
    ("Something nobody has seen before.", base.Refused),
]


@pytest.mark.parametrize(("said", "kind"), FORBIDDEN)
def test_a_403_is_sorted_by_what_x_says(said: str, kind: type[base.NetworkError]) -> None:
    error = error_from_answer(problem(403, said))
    assert type(error) is kind
    assert error.said == said
    assert error.status == 403


@pytest.mark.parametrize(
    ("status", "kind"),
    [
        (400, base.Refused),
        (401, base.AccountRefused),
        (402, base.AccountRefused),
        (404, base.Gone),
        (413, base.Refused),
        (422, base.Refused),
        (429, base.RateLimited),
    ],
)
def test_the_other_refusals_are_sorted_by_their_status(
    status: int, kind: type[base.NetworkError]
) -> None:
    assert type(error_from_answer(problem(status, "No."))) is kind


@pytest.mark.parametrize("status", sorted(PROVES_NOTHING_DONE))
def test_every_refusal_tells_an_editor_what_to_do(status: int) -> None:
    assert len(error_from_answer(problem(status, "No.")).advice.split()) > 4


@pytest.mark.parametrize("status", [100, 301, 302, 405, 408, 409, 418, 425, 500, 502, 503, 504])
def test_any_other_status_proves_nothing_even_in_x_own_words(status: int) -> None:
    error = error_from_answer(problem(status, "Over capacity"))
    assert type(error) is base.OutcomeUnknown
    assert "Over capacity" in error.said


@pytest.mark.parametrize("status", sorted(PROVES_NOTHING_DONE))
@pytest.mark.parametrize(
    "text",
    [
        "",
        "<html><h1>403 Forbidden</h1><center>cloudflare</center></html>",
        '{"message": "Forbidden"}',
        '{"error": "Forbidden"}',
        '{"title": "Forbidden"}',
        '{"errors": null}',
        '{"errors": ["Forbidden"]}',
        '["Forbidden"]',
        '"Forbidden"',
        '{"title": "Forbidden", "type": "about:bl',
        "[" * 100_000,
    ],
)
def test_a_refusal_that_x_did_not_write_proves_nothing(status: int, text: str) -> None:
    assert type(error_from_answer(ApiAnswer(status, {}, text))) is base.OutcomeUnknown


@given(st.sampled_from(sorted(PROVES_NOTHING_DONE)), st.text())
def test_no_text_at_all_is_taken_for_proof(status: int, text: str) -> None:
    assert isinstance(error_from_answer(ApiAnswer(status, {}, text)), base.OutcomeUnknown)


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(
        st.sampled_from(["errors", "title", "type", "detail", "message", "code", "data"]), inner
    ),
)  # fmt: skip


@given(st.integers(100, 599), json_values, st.booleans())
def test_whatever_the_json_some_error_of_the_tree_is_named(
    status: int, body: Any, reading: bool
) -> None:
    error = error_from_answer(ApiAnswer(status, {}, json.dumps(body)), reading=reading)
    assert isinstance(error, base.NotApplied if reading else base.NetworkError)


def test_the_old_shape_with_codes_is_x_own_too() -> None:
    text = '{"errors": [{"code": 385, "message": "You attempted to reply to a Tweet."}]}'
    error = error_from_answer(ApiAnswer(403, {}, text))
    assert isinstance(error, base.NotVisibleYet)
    assert error.after > 0


@pytest.mark.parametrize(
    ("code", "kind"),
    [
        (187, base.DuplicateText),
        (64, base.AccountRefused),
        (89, base.AccountRefused),
        (215, base.AccountRefused),
        (261, base.AccountRefused),
        (999, base.Refused),
    ],
)
def test_the_numbers_of_older_errors_are_known(code: int, kind: type[base.NetworkError]) -> None:
    text = json.dumps({"errors": [{"code": code, "message": "Other words than usual"}]})
    assert type(error_from_answer(ApiAnswer(400, {}, text))) is kind


def test_a_wrong_clock_is_named_when_x_does_not_accept_a_signature() -> None:
    text = problem(401, "Unauthorized").text
    error = error_from_answer(ApiAnswer(401, {"date": "Sun, 06 Nov 1994 08:49:37 GMT"}, text))
    assert type(error) is base.AccountRefused
    assert "clock of this machine" in error.advice


def test_who_is_blocked_is_not_locked() -> None:
    assert (
        type(error_from_answer(problem(403, "You have been blocked by the author.")))
        is base.Refused
    )


def test_a_400_says_which_field_x_did_not_take() -> None:
    body = {
        "errors": [{"parameters": {"text": ["…"]}, "message": "text is too long"}],
        "title": "Invalid Request",
        "detail": "One or more parameters to your request was invalid.",
        "type": f"{PROBLEMS}invalid-request",
    }
    assert error_from_answer(ApiAnswer(400, {}, json.dumps(body))).said.startswith(
        "text is too long One or"
    )


def test_an_error_page_is_told_in_one_line_without_tags() -> None:
    page = "<html><style>b{color:red}</style><body><b>Over\n capacity</b></body>"
    assert error_from_answer(ApiAnswer(503, {}, page)).said == "X answered 503: Over capacity"


def test_a_whole_error_page_is_never_kept() -> None:
    assert len(error_from_answer(ApiAnswer(503, {}, "word " * 100_000)).said) < base.WORDS_KEPT


def test_a_monthly_cap_stops_the_account_although_x_says_429() -> None:
    said = "Usage cap exceeded: Monthly product cap"
    error = error_from_answer(
        problem(429, said, title="UsageCapExceeded", kind=f"{PROBLEMS}usage-capped")
    )
    assert type(error) is base.AccountRefused


def test_an_app_that_is_not_enrolled_stops_the_account() -> None:
    error = error_from_answer(
        problem(403, "When authenticating…", kind=f"{PROBLEMS}client-forbidden")
    )
    assert type(error) is base.AccountRefused


def test_a_429_waits_until_its_reset() -> None:
    reset = str(int(time.time()) + 300)
    assert 295 < limited(x_rate_limit_reset=reset).after <= 300


def test_too_many_posts_in_a_day_is_a_limit_although_x_says_403() -> None:
    text = '{"errors": [{"code": 185, "message": "User is over daily status update limit."}]}'
    assert type(error_from_answer(ApiAnswer(403, {}, text))) is base.RateLimited


def test_a_wrong_clock_does_not_hide_a_suspension() -> None:
    text = problem(403, "Your account is suspended").text
    error = error_from_answer(ApiAnswer(403, {"date": "Sun, 06 Nov 1994 08:49:37 GMT"}, text))
    assert "suspended" in error.advice


def test_a_429_without_headers_waits_one_window() -> None:
    assert limited().after == WINDOW


def test_a_429_waits_for_the_latest_counter_that_is_used_up() -> None:
    now = int(time.time())
    error = limited(
        x_rate_limit_remaining="0",
        x_rate_limit_reset=str(now + 60),
        x_app_limit_24hour_remaining="0",
        x_app_limit_24hour_reset=str(now + 7200),
    )
    assert 7190 < error.after <= 7200


def test_a_counter_with_calls_left_is_not_waited_for() -> None:
    now = int(time.time())
    error = limited(
        x_rate_limit_remaining="0",
        x_rate_limit_reset=str(now + 60),
        x_app_limit_24hour_remaining="9000",
        x_app_limit_24hour_reset=str(now + 80_000),
    )
    assert error.after <= 60


def test_the_wait_is_counted_on_x_own_clock() -> None:
    error = limited(date="Sun, 06 Nov 1994 08:49:37 GMT", x_rate_limit_reset="784111837")
    assert error.after == 60


@pytest.mark.parametrize(
    ("reset", "after"), [("1", 1.0), ("99999999999999", LONGEST), ("soon", WINDOW), ("²", WINDOW)]
)
def test_an_odd_reset_never_means_at_once_or_for_ever(reset: str, after: float) -> None:
    assert limited(x_rate_limit_reset=reset).after == after


def test_the_budget_is_the_tightest_counter() -> None:
    headers = {
        "x-rate-limit-remaining": "99",
        "x-rate-limit-reset": "1000",
        "x-user-limit-24hour-remaining": "3",
        "x-user-limit-24hour-reset": "5000",
    }
    assert ApiAnswer(201, headers, "").budget() == base.Budget(3, 5000.0)


def test_without_counters_the_budget_is_unknown() -> None:
    assert ApiAnswer(201, {}, "").budget() == base.Budget(None, None)


def test_a_connection_that_never_was_may_be_tried_again() -> None:
    error = connection_error(OSError("refused"), begun=False)
    assert isinstance(error, base.Unreachable)
    assert error.said == "No connection to X: refused"


def test_a_connection_that_broke_after_the_first_byte_proves_nothing() -> None:
    assert isinstance(connection_error(OSError("reset"), begun=True), base.OutcomeUnknown)


def test_a_read_that_fails_has_changed_nothing() -> None:
    assert isinstance(connection_error(OSError("reset"), begun=True, reading=True), base.TryLater)
    assert isinstance(error_from_answer(problem(503, "Down"), reading=True), base.TryLater)


def test_the_innermost_cause_is_told() -> None:
    outer = OSError("HTTPConnectionPool(host='127.0.0.1', port=1): Max retries exceeded")
    outer.__cause__ = OSError("Connection refused")
    assert "Max retries" not in connection_error(outer, begun=False).said


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Forbidden", "Forbidden. Wait a day."),
        ("Not now.", "Not now. Wait a day."),
        ("Why?", "Why? Wait a day."),
    ],
)
def test_what_was_said_and_what_to_do_stand_as_sentences(said: str, told: str) -> None:
    assert base.Refused(said, advice="Wait a day.").words == told
