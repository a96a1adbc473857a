"""Which calls a fault hits: the rules alone, without a network."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from publisher.rehearsal.faults import (
    ENDPOINTS,
    READS,
    ApiCall,
    ApiFault,
    FaultKind,
    Faults,
    When,
    WrongFault,
    fault_from,
)

POST = ApiCall("post", "desk", 1)
calls = st.builds(
    ApiCall, st.sampled_from(ENDPOINTS), st.sampled_from(["desk", "other"]), st.just(1)
)


def armed(*faults: ApiFault) -> Faults:
    all_of_them = Faults()
    for fault in faults:
        all_of_them.arm(fault)
    return all_of_them


def hits(faults: Faults, *made: ApiCall) -> list[bool]:
    return [faults.pick(call) is not None for call in made]


def test_a_fault_hits_once_unless_told_otherwise():
    assert hits(armed(ApiFault(FaultKind.ERROR)), POST, POST) == [True, False]


def test_a_fault_may_hit_n_times_or_for_ever():
    assert hits(armed(ApiFault(FaultKind.ERROR, times=2)), *[POST] * 4) == [
        True,
        True,
        False,
        False,
    ]
    assert all(hits(armed(ApiFault(FaultKind.ERROR, times=None)), *[POST] * 50))
    assert not any(hits(armed(ApiFault(FaultKind.ERROR, times=0)), *[POST] * 5))


def test_the_first_armed_goes_first_and_the_next_after_it():
    faults = armed(ApiFault(FaultKind.ERROR), ApiFault(FaultKind.RESET))
    assert [fault.kind for fault in (faults.pick(POST), faults.pick(POST)) if fault] == [
        FaultKind.ERROR,
        FaultKind.RESET,
    ]
    assert faults.pick(POST) is None


def test_a_fault_that_does_not_fit_lets_the_next_one_have_the_call():
    faults = armed(ApiFault(FaultKind.ERROR, endpoint="delete"), ApiFault(FaultKind.RESET))
    picked = faults.pick(POST)
    assert picked
    assert picked.kind is FaultKind.RESET


@pytest.mark.parametrize("endpoint", ENDPOINTS)
def test_an_endpoint_is_hit_by_its_own_name_and_reads_together(endpoint: str):
    call = ApiCall(endpoint, "desk", 1)
    assert hits(armed(ApiFault(FaultKind.ERROR, endpoint=endpoint)), call) == [True]
    assert hits(armed(ApiFault(FaultKind.ERROR, endpoint="reads")), call) == [endpoint in READS]


def test_a_handle_is_the_same_in_any_case():
    faults = armed(ApiFault(FaultKind.ERROR, handle="Desk", times=None))
    assert hits(faults, POST, ApiCall("post", "DESK", 1), ApiCall("post", "other", 1)) == [
        True,
        True,
        False,
    ]


def test_the_kth_post_counts_from_the_arming_of_the_fault():
    faults = Faults()
    faults.applied("desk")
    faults.arm(ApiFault(FaultKind.ERROR, post=2))
    assert hits(faults, POST) == [False]
    faults.applied("desk")
    assert hits(faults, POST, POST) == [True, False]


def test_the_kth_post_of_an_account_is_not_counted_by_others():
    faults = armed(ApiFault(FaultKind.ERROR, post=2, handle="desk"))
    faults.applied("other")
    assert hits(faults, POST) == [False]
    faults.applied("desk")
    assert hits(faults, ApiCall("post", "other", 1), POST) == [False, True]


def test_the_kth_post_is_no_other_call():
    assert hits(armed(ApiFault(FaultKind.ERROR, post=1)), ApiCall("me", "desk"), POST) == [
        False,
        True,
    ]


def test_only_a_reply_comes_too_early_for_its_parent():
    faults = armed(ApiFault(FaultKind.NOT_VISIBLE))
    assert hits(faults, POST, ApiCall("me", "desk"), ApiCall("post", "desk", 2)) == [
        False,
        False,
        True,
    ]


@given(st.integers(0, 2**32), st.lists(calls, max_size=40))
def test_a_share_falls_the_same_way_for_the_same_seed(seed: int, made: list[ApiCall]):
    fault = ApiFault(FaultKind.ERROR, times=None, share=0.5, seed=seed)
    assert hits(armed(fault), *made) == hits(armed(fault), *made)


@given(st.integers(0, 2**32))
def test_a_share_is_about_what_it_says(seed: int):
    fault = ApiFault(FaultKind.ERROR, times=None, share=0.3, seed=seed)
    assert 200 <= sum(hits(armed(fault), *[POST] * 1000)) <= 400


@given(st.lists(calls, max_size=20), st.integers(0, 5))
def test_never_more_hits_than_times(made: list[ApiCall], times: int):
    faults = armed(ApiFault(FaultKind.ERROR, endpoint="post", times=times))
    posts = sum(call.endpoint == "post" for call in made)
    assert sum(hits(faults, *made)) == min(times, posts)
    assert faults.shown()[0]["hits"] == min(times, posts)


def test_cleared_faults_hit_nothing_and_numbers_go_on():
    faults = armed(ApiFault(FaultKind.ERROR))
    faults.clear()
    assert hits(faults, POST) == [False]
    assert faults.arm(ApiFault(FaultKind.ERROR)) == 2


def test_a_fault_is_read_from_what_is_sent():
    sent = {"kind": "error", "when": "after", "post": 4, "times": None, "seconds": 1.5}
    assert fault_from(sent) == ApiFault(
        FaultKind.ERROR, When.AFTER, post=4, times=None, seconds=1.5
    )
    assert fault_from({"kind": "reset"}) == ApiFault(FaultKind.RESET)


@given(
    st.dictionaries(
        st.sampled_from(["kind", "when", "endpoint", "times", "share", "words", "x"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.integers()),
    )
)
def test_whatever_is_sent_is_a_fault_or_is_refused_in_words(sent: dict[str, object]):
    try:
        outcome = str(fault_from(sent).kind)
    except WrongFault as refused:
        outcome = str(refused)
    assert outcome in FaultKind.__members__.values() or outcome.endswith(".")
