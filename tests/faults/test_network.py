"""A network that answers badly, late or not at all: each post is there once, or an editor is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import pytest
import requests

from tests.worlds.newsdesk import Newsdesk, Paper, until
from tests.worlds.verdict import judge

pytestmark = pytest.mark.journey
APPLIED: list[dict[str, Any]] = [
    {"kind": "reset", "when": "after"},
    {"kind": "late", "seconds": 1.6},
    {"kind": "error", "when": "after", "status": 500},
    {"kind": "html", "when": "after"},
    {"kind": "no_id"},
    {"kind": "truncate"},
    {"kind": "cut"},
    {"kind": "trickle", "seconds": 0.3},
    {"kind": "delay", "when": "after", "seconds": 1.5},
]

LOST = ("reset", "error", "html")


@dataclass
class Hand:
    """Somebody with the account's token, past the publisher."""

    paper: Paper
    token: str

    def post(self, text: str) -> None:
        self._call("POST", "tweets", {"text": text})

    def delete(self, remote_id: str) -> None:
        self._call("DELETE", f"tweets/{remote_id}")

    def _call(self, method: str, path: str, body: object = None) -> None:
        sign = {"Authorization": f"Bearer {self.token}"}
        url = f"{self.paper.desk.network.url}/2/{path}"
        answer = requests.request(method, url, json=body, headers=sign, timeout=5)
        assert answer.ok, answer.text


def renewed(paper: Paper) -> Hand:
    """Connect the account again, with new tokens."""
    keys = paper.desk.network.renew(paper.handle)
    paper.desk.ask("renew", account=paper.account, keys=vars(keys))
    return Hand(paper, keys.bearer_token)


def test_a_post_that_is_there_without_a_clear_answer_is_found_and_not_repeated(busy: Newsdesk):
    papers = [busy.paper() for _ in APPLIED]
    for paper, fault in zip(papers, APPLIED, strict=True):
        paper.fault(**fault, endpoint="post", post=2)
        paper.approve()
    for paper in papers:
        paper.until_out()
    assert [paper.verdict().words for paper in papers] == [[]] * len(papers)
    assert [len(paper.calls()) for paper in papers] == [3] * len(papers)


#: How X may name what is read, as settings of the practice network.
SPOKEN: dict[str, dict[str, bool]] = {
    "older": {"new_names": False},
    "newer": {"old_names": False},
    "newer in answers": {"new_names": False, "renamed": True},
}


@pytest.mark.parametrize("names", SPOKEN)
def test_a_post_is_found_by_whatever_names_it_is_shown(busy: Newsdesk, names: str):
    busy.network.settings(**SPOKEN[names])
    faults = [("after", 1, 1), ("after", 2, 1), ("after", 3, 1), ("before", 2, 2)]
    papers = [busy.paper() for _ in faults]
    for paper, (when, post, times) in zip(papers, faults, strict=True):
        paper.fault("reset", when=when, endpoint="post", post=post, times=times)
        paper.approve()
    for paper in papers:
        paper.until_out()
    assert [paper.verdict().words for paper in papers] == [[]] * len(papers)
    assert [len(paper.calls()) for paper in papers] == [3, 3, 3, 5]


def test_names_that_change_under_way_lose_and_double_nothing(busy: Newsdesk):
    paper = busy.paper(gap=0.5)
    busy.network.settings(old_names=False)
    paper.fault("reset", when="after", endpoint="post", post=2)
    paper.approve(posts=4)
    paper.until_posts(2)
    busy.network.settings(old_names=True, new_names=False)
    paper.until_out()
    assert (paper.verdict().words, len(paper.calls())) == ([], 4)


def test_a_post_shown_without_what_it_answers_is_for_an_editor(busy: Newsdesk):
    busy.network.settings(places=False)
    paper, other = busy.paper(), busy.paper()
    paper.fault("reset", when="after", endpoint="post", post=2)
    other.fault("reset", when="before", endpoint="post", post=2)
    thread = paper.approve()
    other.approve()
    seen = paper.until_state(thread, "needs_editor")
    other.until_out()
    paper.expect(thread, whole=False)
    assert (paper.verdict().words, len(paper.calls())) == ([], 2)
    assert (other.verdict().words, len(other.calls())) == ([], 4)
    assert "comes close to it" in seen["why"]


def test_a_post_that_never_arrived_is_sent_again(busy: Newsdesk):
    papers = [busy.paper() for _ in LOST]
    for paper, kind in zip(papers, LOST, strict=True):
        paper.fault(kind, endpoint="post", post=1, times=2)
        paper.approve()
    for paper in papers:
        paper.until_out()
    assert [paper.verdict().words for paper in papers] == [[]] * len(papers)
    assert [len(paper.calls()) for paper in papers] == [5] * len(papers)


def test_a_limit_is_waited_for(busy: Newsdesk):
    paper = busy.paper()
    paper.fault("limit", endpoint="post", post=2, seconds=3)
    paper.approve()
    paper.until_out()
    assert paper.verdict().clean
    assert paper.calls() == [201, 429, 201, 201]


def test_what_the_network_calls_a_repetition_is_looked_up(busy: Newsdesk):
    busy.network.settings(duplicate_for=600, read_lag=3)
    paper = busy.paper(gap=1.5)
    paper.fault("reset", when="after", endpoint="post", post=2)
    paper.approve()
    paper.until_out()
    assert paper.verdict().clean
    assert 403 in paper.calls()


def test_what_cannot_be_read_back_is_not_sent_again(busy: Newsdesk):
    paper = busy.paper()
    thread = paper.approve(after=1.0)
    paper.fault("reset", when="after", endpoint="post", post=2)
    until(paper.out, "the first post")
    paper.fault("refuse", status=403, endpoint="timeline", times=None)
    seen = paper.until_state(thread, "needs_editor")
    paper.expect(thread, whole=False)
    assert (paper.verdict().words, len(paper.calls())) == ([], 2)
    assert "may be out" in seen["why"]


#: What a read-back meets before it can say anything.
UNREADABLE: list[dict[str, Any]] = [
    {"kind": "limit", "seconds": 2},
    {"kind": "error", "times": 2},
    {"kind": "reset", "when": "before", "times": 2},
    {"kind": "truncate", "times": 2},
]


def test_an_account_that_cannot_be_read_for_a_while_is_read_later(busy: Newsdesk):
    papers = [busy.paper() for _ in UNREADABLE]
    for paper in papers:
        paper.fault("reset", when="after", endpoint="post", post=2)
        paper.approve()
    for paper, fault in zip(papers, UNREADABLE, strict=True):
        paper.until_posts(2)
        paper.fault(**fault, endpoint="timeline")
    for paper in papers:
        paper.until_out()
    assert [paper.verdict().words for paper in papers] == [[]] * len(papers)
    assert [len(paper.calls()) for paper in papers] == [3] * len(papers)


def test_three_errors_in_a_row_come_to_an_editor_who_sends_it_on(busy: Newsdesk):
    paper = busy.paper()
    paper.fault("error", endpoint="post", post=2, times=3)
    thread = paper.approve()
    seen = paper.until_state(thread, "needs_editor")
    assert "was sent 3 times and is not there" in seen["why"]
    assert paper.calls() == [201, 503, 503, 503]
    assert busy.ask("go_on", thread=thread, absent=2)
    paper.until_out()
    assert paper.verdict().clean


def test_a_limit_that_outlasts_the_time_to_send_stops_no_begun_thread(busy: Newsdesk):
    paper = busy.paper()
    for _ in range(2):
        paper.fault("limit", endpoint="post", post=2, seconds=1)
    paper.approve(late_after=1)
    paper.until_out()
    assert paper.verdict().clean
    assert paper.calls().count(429) == 2


def test_after_a_new_token_a_thread_goes_on_where_it_stopped(busy: Newsdesk):
    paper = busy.paper()
    paper.fault("revoke", endpoint="post", post=3)
    thread = paper.approve(posts=4)
    until(lambda: 401 in paper.calls(), "the token to be refused")
    assert paper.seen(thread)["posts"][:2] == ["posted", "posted"]
    renewed(paper)
    until(lambda: busy.ask("resume", account=paper.account), "the account's pause")
    paper.until_out()
    assert paper.verdict().clean


def test_forty_other_posts_hide_nothing_from_the_read_back(busy: Newsdesk):
    paper = busy.paper()
    hand = renewed(paper)
    thread = paper.approve(after=1.0)
    paper.fault("reset", when="after", endpoint="post", post=2)
    paper.until_posts(2)
    for n in range(40):
        hand.post(f"by hand {n}")
    paper.until_state(thread, "posted")
    ours = [line for line in busy.network.log(paper.handle) if "by hand" not in line["text"]]
    assert judge(ours, list(paper.approved.values())).clean


def test_a_parent_deleted_by_hand_stops_the_thread_and_says_so(busy: Newsdesk):
    paper = busy.paper(gap=2.5)
    hand = renewed(paper)
    thread = paper.approve()
    paper.until_posts(1)
    hand.delete(paper.out()[0]["id"])
    seen = paper.until_state(thread, "needs_editor")
    paper.expect(thread, whole=False)
    assert paper.verdict().clean
    assert len(paper.out()) == 1, seen


def test_words_that_were_posted_by_hand_are_shown_and_not_posted(busy: Newsdesk):
    paper = busy.paper()
    thread = paper.approve(after=2.0)
    words = paper.approved[thread].posts[0]
    renewed(paper).post(f"{words}\n\n1/3")
    seen = paper.until_state(thread, "in_review", "needs_editor")
    assert len(paper.out()) == 1
    assert paper.out()[0]["id"] in seen["why"]
