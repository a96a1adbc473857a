"""The commands that change rows, against rows."""

from __future__ import annotations

from datetime import UTC, datetime, time

import pytest
from allauth.mfa.models import Authenticator

from publisher.__main__ import main
from publisher.accounts.roles import Role
from publisher.thread.models import Move, Newsroom, Pause, Person, Slot, Thread
from publisher.thread.states import ThreadState
from publisher.web.told_people import describe_people_move
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def house() -> Newsroom:
    made = builders.newsroom()
    builders.person(Role.ADMIN, made, "Mara")
    builders.person(Role.WRITER, made, "Wim")
    return made


@pytest.mark.usefixtures("house")
def test_the_house_is_shown(capsys):
    assert main(["house"]) == 0
    shown = dict(
        line.split(None, 1) for line in capsys.readouterr().out.splitlines() if " " in line
    )
    assert (shown["name"], shown["zone"]) == ("Harbour Post", "Europe/Brussels")


def test_an_admin_changes_the_zone_and_leaves_a_row(house):
    assert main(["house", "--zone", "Asia/Tokyo", "--as", "Mara"]) == 0
    house.refresh_from_db()
    assert house.zone == "Asia/Tokyo"
    assert Move.objects.filter(subject="setting", after="Asia/Tokyo", who__name="Mara").exists()


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--zone", "Atlantis", "--as", "Mara"], "“Atlantis” is no time zone"),
        (["--zone", "Asia/Tokyo", "--as", "Wim"], "As writer you may not"),
        (["--zone", "Asia/Tokyo"], "Say who does this"),
        (["--theme", "plaid", "--as", "Mara"], "plaid"),
    ],
)
def test_a_wrong_change_of_the_house_is_refused_in_words(house, words, why, capsys):
    assert main(["house", *words]) == 2
    assert why in capsys.readouterr().err
    house.refresh_from_db()
    assert (house.zone, house.theme) == ("Europe/Brussels", "light")


@pytest.mark.usefixtures("house")
def test_a_person_is_let_in_with_a_password_that_works(capsys):
    assert main(["person", "ines@harbour.example", "--name", "Ines", "--role", "writer"]) == 0
    password = capsys.readouterr().out.split("Password: ")[1].split()[0]
    ines = Person.objects.get(email="ines@harbour.example")
    assert ines.check_password(password)
    assert ines.memberships.get().role == "writer"


@pytest.mark.usefixtures("house")
def test_nobody_is_let_in_twice(capsys):
    assert main(["person", "ines@harbour.example", "--name", "Ines"]) == 0
    assert main(["person", "INES@harbour.example", "--name", "Ines"]) == 2
    assert "can sign in already" in capsys.readouterr().err


def test_the_queue_names_what_waits(house, capsys):
    thread = builders.thread_in_review(house, "The ferry is late")
    assert main(["queue"]) == 0
    assert f"{thread.public_id}  version 1  waits for approval" in capsys.readouterr().out


@pytest.mark.usefixtures("house")
def test_an_empty_queue_says_so(capsys):
    assert main(["queue"]) == 0
    assert capsys.readouterr().out == "Nothing waits.\n"


def test_a_thread_is_approved_for_a_time_in_the_newsrooms_zone(house, capsys):
    thread = builders.thread_in_review(house)
    when = "2099-07-01 07:30"
    assert main(["approve", thread.public_id, "--rev", "1", "--as", "Mara", "--at", when]) == 0
    due = Thread.objects.values_list("due_at", flat=True).get()
    assert due == datetime(2099, 7, 1, 5, 30, tzinfo=UTC)
    assert f"for {when} (Europe/Brussels)" in capsys.readouterr().out


def approved(house, *words) -> Thread:
    thread = builders.thread_in_review(house)
    assert main(["approve", thread.public_id, "--rev", "1", "--as", "Mara", *words]) == 0
    return Thread.objects.get(pk=thread.pk)


def test_conditions_are_given_on_the_command_line_too(house):
    at, ends = "2099-07-01 07:30", "2099-07-02 09:00"
    thread = approved(house, "--at", at, "--breaking", "--embargo", ends, "--until", "never")
    assert thread.breaking
    assert thread.not_before == datetime(2099, 7, 2, 7, 0, tzinfo=UTC)
    assert thread.approved_until is None


def test_the_next_free_slot_is_taken_on_the_command_line_too(house, capsys):
    Slot.objects.create(newsroom=house, weekday=0, wall=time(7, 30))
    assert approved(house, "--slot").due_wall.endswith("07:30")
    assert "07:30 (Europe/Brussels)" in capsys.readouterr().out


def test_an_embargo_stands_unless_it_is_lifted_in_so_many_words(house):
    ends = datetime(2099, 7, 2, 7, 0, tzinfo=UTC)
    kept, lifted = (builders.thread_in_review(house, not_before=ends) for _ in range(2))
    assert main(["approve", kept.public_id, "--rev", "1", "--as", "Mara", "--now"]) == 0
    words = ["--rev", "1", "--as", "Mara", "--now", "--embargo", "none"]
    assert main(["approve", lifted.public_id, *words]) == 0
    assert Thread.objects.get(pk=kept.pk).not_before == ends
    assert Thread.objects.get(pk=lifted.pk).not_before is None


@pytest.mark.parametrize(
    ("words", "why"),
    [
        (["--rev", "2", "--as", "Mara"], "version 1"),
        (["--rev", "1", "--as", "Mara", "--slot"], "No posting times are set"),
        (["--rev", "1", "--as", "Mara", "--embargo", "soon"], "is no day and time"),
        (["--rev", "1", "--as", "Nobody"], "“Nobody” is not one person"),
        (["--rev", "1", "--as", "Mara", "--at", "soon"], "is no day and time"),
        (["--rev", "1", "--as", "Mara", "--at", "2001-01-01 07:30"], "already past"),
        (["--rev", "1", "--as", "Mara", "--at", "2027-03-28 02:30"], "does not exist"),
    ],
)
def test_an_approval_that_cannot_be_is_refused_and_nothing_is_approved(house, words, why, capsys):
    thread = builders.thread_in_review(house)
    assert main(["approve", thread.public_id, *words]) == 2
    assert why in capsys.readouterr().err
    thread.refresh_from_db()
    assert thread.state == ThreadState.IN_REVIEW


@pytest.mark.usefixtures("house")
def test_an_unknown_thread_is_named(capsys):
    assert main(["approve", "nope", "--rev", "1", "--as", "Mara"]) == 2
    assert "There is no thread “nope”" in capsys.readouterr().err


@pytest.mark.usefixtures("house")
def test_a_pause_stops_and_a_resume_lifts_it(capsys):
    assert main(["pause", "--as", "Wim", "--why", "Wrong picture"]) == 0
    assert Pause.objects.get().why == "Wrong picture"
    assert main(["queue"]) == 0
    assert "PAUSED (all) Wrong picture" in capsys.readouterr().out
    assert main(["resume", "--as", "Wim"]) == 2
    assert main(["resume", "--as", "Mara"]) == 0
    assert Pause.objects.filter(lifted_by__name="Mara").count() == 1


def test_an_article_is_added_for_every_connected_account(house, tmp_path, capsys):
    builders.account(house)
    (tmp_path / "ferry.txt").write_text(builders.SOURCE, encoding="utf-8")
    assert main(["add", str(tmp_path / "ferry.txt"), "--as", "Wim"]) == 0
    thread = Thread.objects.get()
    assert thread.state == ThreadState.DRAFTING
    assert thread.public_id in capsys.readouterr().out


def test_the_same_words_twice_are_said(house, tmp_path, capsys):
    builders.account(house)
    (tmp_path / "ferry.txt").write_text(builders.SOURCE, encoding="utf-8")
    for _ in range(2):
        assert main(["add", str(tmp_path / "ferry.txt"), "--as", "Wim"]) == 0
    assert "These words came before" in capsys.readouterr().out


def test_what_is_no_explainer_leaves_nothing_behind(house, tmp_path, capsys):
    builders.account(house)
    (tmp_path / "empty.txt").write_text("  ")
    assert main(["add", str(tmp_path / "empty.txt"), "--as", "Wim"]) == 2
    assert "nothing to read" in capsys.readouterr().err
    assert not Thread.objects.exists()


@pytest.mark.usefixtures("house")
def test_a_lost_second_step_is_forgotten_from_the_machine_itself(capsys):
    mara = Person.objects.get(name="Mara")
    Authenticator.objects.create(user=mara, type="totp", data={})
    assert main(["person", mara.email.upper(), "--forget-second-step"]) == 0
    assert not Authenticator.objects.exists()
    assert "password alone" in capsys.readouterr().out
    assert Move.objects.get().after == "off"


@pytest.mark.usefixtures("house")
@pytest.mark.parametrize("more", [["--forget-second-step"], []])
def test_a_person_is_named_or_known(more, capsys):
    assert main(["person", "nobody@harbour.example", *more]) != 0
    assert "Nobody here" in (said := capsys.readouterr().err) or "--name" in said


@pytest.mark.usefixtures("house")
def test_whom_the_machine_lets_in_is_told_in_the_history():
    assert main(["person", "nora@harbour.example", "--name", "Nora", "--role", "writer"]) == 0
    assert describe_people_move(Move.objects.get()) == ("The publisher", "let Nora, as writer, in")
