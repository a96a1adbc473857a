"""What the first release left is all there with the code of today, and all of it can be read."""

from __future__ import annotations

import pytest

from publisher.thread.states import PostState, ThreadState
from tests.worlds.release.kept import Kept

pytestmark = pytest.mark.journey
#: How SQLite keeps the words to search in is its own affair.
ITS_OWN = ("article_words_",)


def test_no_row_of_the_release_is_lost(kept: Kept):
    now = kept.desk.ask("counted")
    before = {name: count for name, count in kept.world["tables"].items() if count}
    assert {n: c for n, c in before.items() if not n.startswith(ITS_OWN) and now[n] < c} == {}


def test_every_thread_stands_where_it_stood(kept: Kept):
    names = ("state", "posts", "rev")
    before = {name: [row[n] for n in names] for name, row in kept.world["threads"].items()}
    now = {name: [row[n] for n in names] for name, row in kept.standing().items()}
    assert now == before


def test_the_release_left_every_state_there_is(kept: Kept):
    rows = kept.world["threads"].values()
    assert {row["state"] for row in rows} == set(ThreadState)
    assert {state for row in rows for state in row["posts"]} == set(PostState)


def test_every_seal_has_the_hash_it_was_given_and_opens_as_it_did(kept: Kept):
    before = kept.world["seals"]
    now = kept.desk.ask("seals")
    assert [(row["thread"], row["rev"]) for row in now] == [
        (row["thread"], row["rev"]) for row in before
    ]
    assert [row["hash"] for row in now] == [row["hash"] for row in before]
    assert [row["reckoned"] for row in now] == [row["hash"] for row in before]
    assert [row["holds"] for row in now] == [row["holds"] for row in before]
    assert sum(row["holds"] for row in before) > 40


def test_the_history_names_the_version_that_was_saved(kept: Kept):
    assert kept.desk.ask("saved_versions") > 0
    assert kept.desk.ask("misnamed") == []


def test_every_thread_leaves_in_the_lists_when_its_page_says(kept: Kept):
    assert kept.desk.ask("astray") == 0


def test_every_page_of_every_thread_is_shown(kept: Kept):
    assert kept.desk.ask("pages") > 300
    assert kept.desk.ask("pages_that_fail") == []


def test_the_passwords_of_the_release_open_the_door(kept: Kept):
    people = {name: row for name, row in kept.world["people"].items() if name != "shut"}
    let_in = {
        name: kept.desk.ask("lets_in", mail=row["mail"], password=row["password"])
        for name, row in people.items()
    }
    # The one whose access was taken away belongs to no newsroom any more.
    assert {name for name, yes in let_in.items() if not yes} <= {"gone"}
