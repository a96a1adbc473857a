"""A database that takes no changes: said in words at the desk, and nothing is lost."""

from __future__ import annotations

import pytest
from django.db import DatabaseError, connection

from publisher.accounts.roles import Role
from publisher.thread.database_errors import in_words
from publisher.thread.models import Article, Pause, Thread
from tests import builders

#: Takes the pages that earlier rows have left free in the file.
FILL = """INSERT INTO filling SELECT zeroblob(freelist_count * page_size)
FROM pragma_freelist_count, pragma_page_size"""


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("attempt to write a readonly database", "open for reading only"),
        ("cannot execute INSERT in a read-only transaction", "open for reading only"),
        ("database or disk is full", "Make room"),
        ('could not extend file "base/5/1": No space left on device', "Make room"),
        ("disk I/O error", "Make room"),
        ("database is locked", "Try again in a moment"),
        ('relation "thread_thread" does not exist', "publisher migrate"),
        ("no such table: thread_thread", "publisher migrate"),
        ('FATAL:  database "desk" does not exist', "see DATABASE_URL"),
        ("unable to open database file", "see DATABASE_URL"),
        ("connection refused", "does not answer"),
    ],
)
def test_what_a_database_says_is_told_with_what_to_do(said, words):
    assert words in in_words(DatabaseError(said))


@pytest.fixture
def thread(transactional_db) -> Thread:  # noqa: ARG001 - real commits
    return builders.thread_in_review()


@pytest.fixture
def desk(client, thread):
    client.force_login(builders.person(Role.EDITOR, thread.account.newsroom))
    client.raise_request_exception = False
    return client


def at(thread) -> str:
    return f"/threads/{thread.public_id}"


def test_what_can_only_be_read_is_still_shown(desk, thread, read_only):
    read_only("on")
    assert desk.get("/").status_code == 200
    assert "The ferry is late" in desk.get(at(thread)).content.decode()


def test_a_press_changes_nothing_and_says_why(desk, read_only):
    read_only("on")
    answer = desk.post("/pause", {"scope": "all", "back": "/"})
    assert answer.status_code == 503
    assert "open for reading only" in answer.content.decode()
    assert "Nothing was changed" in answer.content.decode()
    assert not Pause.objects.exists()


def test_signing_in_says_why_it_cannot_be_done(client, read_only):
    mara = builders.person(Role.EDITOR, builders.newsroom())
    client.raise_request_exception = False
    read_only("on")
    answer = client.post("/sign-in", {"mail": mara.email, "password": "a good password"})
    assert answer.status_code == 503
    assert "open for reading only" in answer.content.decode()


@pytest.mark.skipif("connection.vendor != 'sqlite'", reason="a server's disk is not ours to fill")
def test_a_full_disk_is_told_and_keeps_what_there_was(desk, thread):
    with connection.cursor() as cursor:
        cursor.execute("CREATE TABLE filling (bytes BLOB)")
        cursor.execute(FILL)
        cursor.execute("PRAGMA page_count")
        cursor.execute(f"PRAGMA max_page_count = {cursor.fetchone()[0]}")
        try:
            answer = desk.post("/add", {"text": builders.SOURCE * 400})
        finally:
            cursor.execute("PRAGMA max_page_count = 1073741823")
    assert answer.status_code == 503
    assert "its disk is full" in answer.content.decode()
    assert list(Article.objects.all()) == [thread.article]
