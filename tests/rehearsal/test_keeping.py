"""Ids, windows, settings and pictures: the rules alone, without a network."""

from __future__ import annotations

import struct
import threading
import zlib
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from publisher.rehearsal import media, practice_accounts, practice_settings
from publisher.rehearsal.journal import read_lines, write_line
from publisher.rehearsal.oauth_check import Nonces
from publisher.rehearsal.practice_accounts import AccountError, PracticeAccount, State
from publisher.rehearsal.practice_settings import NoSuchSetting, Settings, with_changes
from publisher.rehearsal.problems import TooManyCalls
from publisher.rehearsal.rate_windows import Windows
from publisher.rehearsal.store import EPOCH_MS, Store, next_id
from tests.rehearsal.conftest import png

NOON = 1_800_000_000.0


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    store = Store(tmp_path / "rehearsal.sqlite3")
    store.prepare()
    yield store
    store.connection.close()


def ids(store: Store, count: int) -> list[int]:
    with store.write() as db:
        return [next_id(db) for _ in range(count)]


def test_an_id_tells_its_time(store: Store):
    with time_machine.travel(NOON, tick=False):
        (number,) = ids(store, 1)
    assert (number >> 22) + EPOCH_MS == int(NOON * 1000)


def test_ids_increase_within_a_millisecond_and_when_the_clock_goes_back(store: Store):
    with time_machine.travel(NOON, tick=False):
        first = ids(store, 5)
    with time_machine.travel(NOON - 3600, tick=False):
        first += ids(store, 2)
    assert first == sorted(set(first))


def test_ids_of_many_threads_are_all_different(store: Store):
    made: list[int] = []

    def work() -> None:
        made.extend(ids(store, 20))
        store.connection.close()

    threads = [threading.Thread(target=work) for _ in range(5)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(set(made)) == 100


def spoil(store: Store) -> None:
    with store.write() as db:
        write_line(db, "post", "desk", 1, text="never")
        raise LookupError


def test_a_transaction_that_fails_leaves_nothing(store: Store):
    with pytest.raises(LookupError):
        spoil(store)
    assert read_lines(store) == []


def test_a_store_that_is_there_is_opened_as_it_is(store: Store, tmp_path: Path):
    practice_accounts.create_account(store, "desk", "Harbour Desk")
    again = Store(tmp_path / "rehearsal.sqlite3")
    again.prepare()
    assert [each.name for each in practice_accounts.list_accounts(again)] == ["Harbour Desk"]
    again.connection.close()


def test_an_account_is_found_by_handle_id_token_and_bearer(store: Store):
    made = practice_accounts.create_account(store, "desk")
    keys = made.keys
    assert practice_accounts.by_handle(store, "DESK") == made
    assert practice_accounts.by_id(store, made.id) == made
    assert practice_accounts.by_token(store, keys.consumer_key, keys.access_token) == made
    assert practice_accounts.by_bearer(store, keys.bearer_token) == made


def known(store: Store, account: PracticeAccount) -> bool:
    keys = account.keys
    signed = practice_accounts.by_token(store, keys.consumer_key, keys.access_token)
    return bool(signed or practice_accounts.by_bearer(store, keys.bearer_token))


def test_revoked_accounts_are_found_by_no_token_not_even_an_empty_one(store: Store):
    made = practice_accounts.create_account(store, "desk")
    practice_accounts.revoke_tokens(store, made)
    left = practice_accounts.by_handle(store, "desk")
    assert left
    assert not known(store, made)
    assert not known(store, left)
    assert practice_accounts.renew_tokens(store, made) != made.keys


def test_a_state_is_one_of_three(store: Store):
    made = practice_accounts.create_account(store, "desk")
    practice_accounts.set_state(store, made, "suspended")
    changed = practice_accounts.by_handle(store, "desk")
    assert changed
    assert changed.state is State.SUSPENDED
    with pytest.raises(AccountError, match="active, read_only, suspended"):
        practice_accounts.set_state(store, made, "")


def test_settings_are_kept(store: Store):
    changed = with_changes(
        practice_settings.load_settings(store), {"window": 3.0, "limits": {"post": 5}}
    )
    practice_settings.save_settings(store, changed)
    assert practice_settings.load_settings(store) == changed
    assert changed.limits == {**Settings().limits, "post": 5}


def test_defaults_stay_what_they_are_when_some_are_turned():
    with_changes(Settings(), {"limits": {"post": 1}, "day_limits": {"post": 1}})
    assert (Settings().limits["post"], Settings().day_limits["post"]) == (100, 10_000)


@given(
    st.dictionaries(
        st.sampled_from(["window", "limits", "self_replies", "media_bytes", "colour"]),
        st.none() | st.booleans() | st.integers() | st.text() | st.lists(st.none()),
    )
)
def test_whatever_is_turned_is_a_setting_or_is_refused_in_words(changes: dict[str, object]):
    try:
        outcome = all(
            getattr(with_changes(Settings(), changes), name) == changes[name] for name in changes
        )
    except NoSuchSetting as refused:
        outcome = str(refused).endswith(".")
    assert outcome


@given(st.integers(0, 6), st.integers(0, 12))
def test_a_window_lets_its_limit_through_and_no_more(limit: int, made: int):
    windows, tight = Windows(), with_changes(Settings(), {"limits": {"me": limit}})
    through = 0
    for _ in range(made):
        try:
            windows.take(1, "me", tight)
        except TooManyCalls:
            continue
        through += 1
    assert through == min(limit, made)


def test_a_window_begins_with_its_first_call_and_not_by_the_clock():
    windows = Windows()
    with time_machine.travel(NOON, tick=False) as clock:
        first = windows.take(1, "me", Settings())["x-rate-limit-reset"]
        clock.shift(899)
        assert windows.take(1, "me", Settings())["x-rate-limit-reset"] == first
        clock.shift(1)
        later = windows.take(1, "me", Settings())
    assert (int(first), int(later["x-rate-limit-reset"])) == (NOON + 901, NOON + 1801)
    assert later["x-rate-limit-remaining"] == "74"


def test_a_nonce_goes_once_for_each_token():
    nonces = Nonces()
    assert nonces.first("a", "1234", 60.0)
    assert not nonces.first("a", "1234", 60.0)
    assert nonces.first("b", "1234", 60.0)


def test_nonces_are_forgotten_when_their_time_is_over():
    nonces = Nonces()
    for number in range(50):
        assert nonces.first("a", str(number), -1.0)
    assert len(nonces._seen) <= 2  # noqa: SLF001 (what is forgotten cannot be asked for)
    assert nonces.first("a", "0", 60.0)


@given(st.binary(max_size=300))
def test_any_bytes_are_a_picture_or_nothing(data: bytes):
    assert media.sniff_image(data) is None or data[:3] in {
        b"GIF",
        b"\x89PN",
        b"\xff\xd8\xff",
        b"RIF",
    }


@given(st.integers(0, 300))
def test_a_picture_that_lost_its_end_is_no_picture_or_the_same(cut: int):
    whole = png()
    found = media.sniff_image(whole[:cut])
    assert found is None or (found.width, found.height) == (8, 6)


def test_a_picture_larger_than_any_screen_is_no_picture():
    whole = png()
    head = b"IHDR" + struct.pack(">II", 30_000, 30_000) + whole[24:29]
    data = whole[:12] + head + struct.pack(">I", zlib.crc32(head)) + whole[33:]
    assert Image.open(BytesIO(whole)).size == (8, 6)
    assert media.sniff_image(data) is None


def test_a_kind_that_x_does_not_take_is_no_picture():
    out = BytesIO()
    Image.new("RGB", (4, 4)).save(out, "TIFF")
    assert media.sniff_image(out.getvalue()) is None
