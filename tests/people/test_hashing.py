"""Hashing a password takes 100 MB: many who sign in at once do not take the machine down."""

from __future__ import annotations

import threading
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.contrib.auth.hashers import Argon2PasswordHasher, check_password, make_password
from django.test import Client

from publisher.accounts.roles import Role
from publisher.people import hashing, invitations, password_reset
from publisher.people.hashing import AT_ONCE, BUSY, LONGEST, WAITING, HashingBusy
from publisher.thread.models import Invite, Knock, Person
from tests import builders

RIGHT, GOOD = "a good password", "harbour ferry morning"
MANY = 30


@pytest.fixture(autouse=True)
def _in_earnest(settings):
    """Other tests hash lightly."""
    settings.PASSWORD_HASHERS = ["publisher.people.hashing.Argon2"]


@pytest.fixture
def full(ada, mara):  # noqa: ARG001 - who are there before it is full
    """As many passwords are being hashed, and wait to be, as may."""
    for _ in range(AT_ONCE + WAITING):
        assert hashing._here.acquire(blocking=False)  # noqa: SLF001 - taken as by many others
    yield
    for _ in range(AT_ONCE + WAITING):
        hashing._here.release()  # noqa: SLF001


def test_of_many_at_once_a_few_are_hashed_a_few_wait_and_the_rest_are_told(monkeypatch):
    most, under_way, lock = [0], [0], threading.Lock()
    go, all_there = threading.Event(), threading.Barrier(MANY + 1)

    def encode(_self, _password, _salt):
        with lock:
            under_way[0] += 1
            most[0] = max(most[0], under_way[0])
        go.wait(10)
        with lock:
            under_way[0] -= 1
        return "argon2$done"

    monkeypatch.setattr(Argon2PasswordHasher, "encode", encode)

    def attempt(_n):
        all_there.wait(10)
        try:
            return make_password(GOOD)
        except HashingBusy:
            with lock:
                refused.append(1)
                if len(refused) == MANY - AT_ONCE - WAITING:
                    go.set()
            return None

    refused: list[int] = []
    with ThreadPoolExecutor(MANY) as pool:
        done = [pool.submit(attempt, n) for n in range(MANY)]
        all_there.wait(10)
    assert most[0] == AT_ONCE
    assert len([each for each in done if each.result()]) == AT_ONCE + WAITING
    assert len(refused) == MANY - AT_ONCE - WAITING


def test_who_waits_too_long_is_told(monkeypatch):
    monkeypatch.setattr(hashing, "PATIENCE", 0.01)
    for _ in range(AT_ONCE):
        hashing._turn.acquire()  # noqa: SLF001
    try:
        with pytest.raises(HashingBusy):
            make_password(GOOD)
    finally:
        for _ in range(AT_ONCE):
            hashing._turn.release()  # noqa: SLF001
    assert check_password(GOOD, make_password(GOOD))


def test_what_goes_wrong_while_hashing_gives_the_place_back(monkeypatch):
    def stumble(*_):
        raise MemoryError

    monkeypatch.setattr(Argon2PasswordHasher, "encode", stumble)
    for _ in range(3 * (AT_ONCE + WAITING)):
        with pytest.raises(MemoryError):
            make_password(GOOD)


@pytest.mark.usefixtures("full")
def test_a_sign_in_that_finds_it_full_is_told_so_and_is_no_wrong_try(client, mara):
    for mail in [mara.email] * 7 + ["nobody@harbour.example"] * 7:
        answer = client.post("/sign-in", {"mail": mail, "password": RIGHT})
        assert answer.status_code == 503
        assert BUSY in answer.content.decode()
        assert mail in answer.content.decode()
    assert not Knock.objects.filter(count__gt=0).exists()


@pytest.mark.usefixtures("full")
def test_a_changed_password_that_finds_it_full_changes_nothing(client, mara):
    client.force_login(mara)
    for path in ("/me/password", "/me/second-step/off", "/me/second-step/codes"):
        form = {"old_password": RIGHT, "password": GOOD}
        answer = client.post(path, form, follow=True)
        assert answer.status_code < 500
    assert Person.objects.get(pk=mara.pk).password == mara.password


@pytest.mark.parametrize("kind", ["join", "new-password"])
def test_a_link_that_finds_it_full_stays_open(house, ada, mara, full, kind):  # noqa: ARG001
    if kind == "join":
        secret = invitations.invite(house, "nora@harbour.example", Role.EDITOR, who=ada)
    else:
        secret = password_reset.make_reset_link(house.memberships.get(person=mara), who=ada)
    answer = Client().post(f"/{kind}/{secret}", {"name": "Nora", "password": GOOD})
    assert answer.status_code == 503
    assert BUSY in answer.content.decode()
    assert answer.headers["Retry-After"]
    assert Invite.objects.get().used_at is None


@pytest.fixture
def unhashed(monkeypatch, ada, mara):  # noqa: ARG001 - who are there before
    """Whatever hashes a password fails."""
    for name in ("encode", "verify"):
        monkeypatch.setattr(hashing.Argon2, name, lambda *_: pytest.fail("it was hashed"))


@pytest.mark.usefixtures("unhashed")
@pytest.mark.parametrize("length", [LONGEST + 1, 5_000_000])
def test_a_password_nobody_has_is_wrong_without_being_hashed(client, mara, length):
    long = "x" * length
    assert client.post("/sign-in", {"mail": mara.email, "password": long}).status_code == 422
    client.force_login(mara)
    form = {"old_password": long, "password": long}
    answer = client.post("/me/password", form)
    assert answer.status_code == 422
    assert "too long" in answer.content.decode()


@pytest.mark.usefixtures("unhashed")
def test_a_new_password_may_not_be_endless(house, ada):
    secret = invitations.invite(house, "nora@harbour.example", Role.EDITOR, who=ada)
    answer = Client().post(f"/join/{secret}", {"name": "Nora", "password": "x" * (LONGEST + 1)})
    assert answer.status_code == 422
    assert "at most 1,000 characters" in answer.content.decode()


def test_the_passwords_of_before_are_known_still(db):  # noqa: ARG001 - opens the database
    somebody = builders.person()
    somebody.password = Argon2PasswordHasher().encode("an older one", "s" * 22)
    assert somebody.check_password("an older one")
    assert not somebody.check_password("another")
