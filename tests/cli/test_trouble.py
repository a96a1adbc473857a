"""What cannot be used is said in words on the command line too; nothing is changed by it."""

from __future__ import annotations

import pytest

from publisher.__main__ import main
from publisher.accounts.roles import Role
from publisher.thread.models import Picture, Thread
from tests import builders


@pytest.fixture
def thread(transactional_db) -> Thread:  # noqa: ARG001 - real commits
    house = builders.newsroom()
    builders.person(Role.EDITOR, house, "Mara")
    return builders.thread_in_review(house)


def approve(thread: Thread, *when: str) -> int:
    return main(["approve", thread.public_id, "--rev", "1", "--as", "Mara", *when])


def test_a_database_that_takes_no_changes(thread, read_only, capsys):
    read_only("on")
    assert approve(thread, "--now") == 1
    said = capsys.readouterr().err
    assert "open for reading only" in said
    assert "Nothing was changed" in said
    assert "migrate" not in said
    assert main(["queue"]) == 0


@pytest.mark.parametrize(
    ("when", "why"),
    [
        ("2020-05-01 07:30", "is already past"),
        ("2027-03-28 02:30", "does not exist in Europe/Brussels"),
        ("2027-10-31 02:30", "comes twice in Europe/Brussels"),
        ("2027-05-01 25:00", "is not a time"),
        ("tomorrow", "write 2026-05-01 07:30"),
    ],
)
def test_a_time_that_cannot_be(thread, capsys, when, why):
    assert approve(thread, "--at", when) == 2
    assert why in capsys.readouterr().err
    thread.refresh_from_db()
    assert (thread.state, thread.moves.filter(after="approved").count()) == ("in_review", 0)


def test_a_newsroom_in_no_zone(thread, capsys):
    thread.account.newsroom.zone = "Atlantis"
    thread.account.newsroom.save()
    assert approve(thread, "--at", "2027-05-01 07:30") == 2
    assert "“Atlantis” is no time zone" in capsys.readouterr().err


def test_an_account_without_a_token(thread, capsys):
    thread.account.sealed = ""
    thread.account.save()
    assert approve(thread, "--now") == 2
    assert "it has no token. Connect it again" in capsys.readouterr().err
    assert main(["doctor"]) == 1
    assert f"BAD  {thread.account} has no token: connect it again" in capsys.readouterr().out


def test_a_picture_that_is_gone(thread, capsys):
    Picture.objects.filter(pk=builders.content("x")["posts"][0]["cards"][0]["sha256"]).delete()
    assert approve(thread, "--now") == 2
    assert "A picture of post 1 is gone from the database" in capsys.readouterr().err
