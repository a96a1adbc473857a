"""The network against the smallest model of it, and against many callers at once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.rehearsal.conftest import Person, person
from tests.worlds.rehearsal import Rehearsal

quick = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
acts = st.lists(
    st.tuples(st.sampled_from(["post", "reply", "delete"]), st.integers(0, 5)), max_size=14
)


def act(desk: Person, live: dict[str, str], what: str, which: int) -> None:
    """Do one thing and check its answer against what is live: id -> words."""
    known = sorted(live, key=int)
    chosen = known[which % len(known)] if known else "1"
    if what == "delete":
        answer = desk.call("DELETE", f"/2/tweets/{chosen}")
        assert answer.status_code == (200 if known else 404)
        live.pop(chosen, None)
        return
    words = f"Bulletin {which}"
    answer = desk.tweet(words, chosen if what == "reply" else "")
    refused = words in live.values() or (what == "reply" and not known)
    assert answer.status_code == (403 if refused else 201)
    if not refused:
        live[answer.json()["data"]["id"]] = words


@given(acts)
@quick
def test_what_is_live_is_what_was_posted_and_not_deleted(
    network: Rehearsal, done: list[tuple[str, int]]
):
    desk, live = person(network), dict[str, str]()
    for what, which in done:
        act(desk, live, what, which)
    shown = {
        each["id"]: each["text"] for each in desk.timeline(max_results=100).json().get("data", [])
    }
    assert shown == live
    assert list(shown) == sorted(shown, key=int, reverse=True)


@given(st.integers(1, 11))
@quick
def test_pages_together_are_the_timeline(network: Rehearsal, posts: int):
    desk, read, token = person(network), list[str](), dict[str, str]()
    made = [desk.post(f"Bulletin {n}") for n in range(posts)]
    while True:
        page = desk.timeline(max_results=5, **token).json()
        read += [each["id"] for each in page["data"]]
        if "next_token" not in page["meta"]:
            break
        token = {"pagination_token": page["meta"]["next_token"]}
    assert read == made[::-1]


def test_many_callers_at_once_lose_and_double_nothing(network: Rehearsal):
    network.fault("reset", when="after", endpoint="post", times=None, share=0.2, seed=1)
    desks = [person(network) for _ in range(4)]

    def work(desk: Person) -> set[str]:
        sent = set()
        for n in range(15):
            try:
                desk.tweet(f"Bulletin {n}")
            except OSError:
                sent.add(f"Bulletin {n}")
        return sent

    with ThreadPoolExecutor(4) as pool:
        lost = list(pool.map(work, desks))
    assert any(lost)
    assert [desk.texts() for desk in desks] == [[f"Bulletin {n}" for n in range(15)]] * 4


def test_the_same_words_from_many_lines_are_posted_once(desk: Person):
    with ThreadPoolExecutor(8) as pool:
        codes = list(pool.map(lambda _: desk.tweet("Only once").status_code, range(8)))
    assert sorted(codes) == [201] + [403] * 7
    assert desk.texts() == ["Only once"]
