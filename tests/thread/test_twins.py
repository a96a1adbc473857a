from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from publisher.split.numbering import STYLES, number_posts, strip_number
from publisher.thread.clock import now
from publisher.thread.duplicate_posts import find_duplicate_calls, likeness_of
from publisher.thread.models import Call, Post, Thread
from tests import builders

WORDS = "The ferry is late"


def sent(thread: Thread, text: str = WORDS, *, ago: float = 1, **more) -> Call:
    """A post of this thread that went out so many days ago."""
    place = thread.posts.count() + 1
    post = Post.objects.create(thread=thread, position=place, state="posted")
    row = {
        "account": thread.account,
        "thread": thread,
        "post": post,
        "kind": "post",
        "likeness": likeness_of(text),
        "started_at": now() - timedelta(days=ago),
        "outcome": "done",
    }
    return Call.objects.create(**{**row, **more})


@pytest.fixture
def two(db):  # noqa: ARG001 - opens the database
    house = builders.newsroom()
    account = builders.account(house)
    return [builders.thread_in_review(house, account=account) for _ in range(2)]


def found(thread: Thread, text: str = WORDS) -> list[Call]:
    return list(find_duplicate_calls(thread, [text], now()).values())


@pytest.mark.parametrize("text", [WORDS, "THE FERRY—is late!\n\n2/7", "The ferry is late (3)"])
def test_the_same_words_are_found_whatever_stands_around_them(two, text):
    old, new = two
    call = sent(old)
    assert found(new, text) == [call]


@pytest.mark.parametrize("text", ["The ferry is here", "The ferry is late again", "", "🧵"])
def test_other_words_are_none_of_it(two, text):
    old, new = two
    sent(old)
    sent(old, "", likeness=None, post=None)
    assert found(new, text) == []


@pytest.mark.parametrize(
    "more",
    [{"ago": 8}, {"outcome": "refused"}, {"outcome": "absent"}, {"kind": "delete"}],
)
def test_what_is_long_past_or_never_went_out_is_no_twin(two, more):
    old, new = two
    sent(old, **more)
    assert found(new) == []


def test_what_was_taken_down_is_no_twin(two):
    old, new = two
    sent(old)
    old.posts.update(state="removed")
    assert found(new) == []


def test_a_threads_own_posts_and_those_of_other_accounts_are_no_twins(two):
    old, new = two
    sent(new)
    old.account = builders.account(old.account.newsroom)
    sent(old)
    assert found(new) == []


def test_the_newest_twin_is_named(two):
    old, new = two
    third = builders.thread_in_review(old.account.newsroom, account=old.account)
    sent(old, ago=3)
    newest = sent(third, ago=2)
    assert found(new) == [newest]


def test_the_look_up_reads_an_index_and_not_the_history(two):
    sent(two[0])
    with CaptureQueriesContext(connection) as asked:
        found(two[1])
    (sql,) = [each["sql"] for each in asked if "thread_call" in each["sql"]]
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET enable_seqscan = off")
        explain = "EXPLAIN QUERY PLAN " if connection.vendor == "sqlite" else "EXPLAIN "
        cursor.execute(explain + sql)
        plan = str(cursor.fetchall())
    assert "call_by_likeness" in plan


def test_the_same_words_about_another_link_are_no_twin(two):
    old, new = two
    sent(old, "Read it: https://a.example/one")
    assert found(new, "Read it: https://a.example/two") == []


#: A post whose words are a number themselves cannot be told from its number.
TEXTS = st.text(max_size=20).filter(lambda text: not re.fullmatch(r"\d+/\d+|\(\d+\)", text.strip()))


@given(st.lists(TEXTS, min_size=1, max_size=12), st.sampled_from(list(STYLES)))
def test_every_way_to_number_is_taken_off_again(bodies, style):
    for body, text in zip(bodies, number_posts(bodies, style), strict=True):
        assert strip_number(text) in {body, strip_number(body)}
