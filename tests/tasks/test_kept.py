"""The newest call in a file, beside Redis and the database."""

from __future__ import annotations

import os
import stat
import threading
from pathlib import Path

import pytest

from publisher import private
from publisher.delivery.rollback_guard import Mark
from tasks.kept import NAME, HomeMark


@pytest.fixture
def kept(tmp_path: Path) -> HomeMark:
    return HomeMark(tmp_path, "house")


def test_a_mark_is_read_as_it_was_kept_by_every_worker_of_the_home(kept: HomeMark, tmp_path: Path):
    assert kept.read() == ""
    kept.keep(Mark(12, "abc"))
    assert kept.read() == HomeMark(tmp_path, "house").read() == "12 abc"


def test_an_older_mark_never_takes_the_place_of_a_newer(kept: HomeMark):
    for mark in (Mark(12, "abc"), Mark(11, "def"), Mark(12, "other")):
        kept.keep(mark)
    assert kept.read() == "12 abc"


@pytest.mark.parametrize("newest", ["3 aa", ""])
def test_what_is_known_to_be_lost_gives_way(kept: HomeMark, newest: str):
    kept.keep(Mark(12, "abc"))
    kept.put(newest, "11 other")
    assert kept.read() == "12 abc"
    kept.put(newest, "12 abc")
    assert kept.read() == newest


def test_the_mark_of_another_installation_is_none(kept: HomeMark, tmp_path: Path):
    kept.keep(Mark(12, "abc"))
    other = HomeMark(tmp_path, "another")
    assert other.read() == ""
    other.keep(Mark(3, "aa"))
    assert (other.read(), kept.read()) == ("3 aa", "")


@pytest.mark.parametrize(
    "rubbish",
    [b"", b"\xff\xfe", b"7", b"x 7 abc", b"9" * 5_000_000, b"7 a\0b", b"\n\n", b"-1 x"],
    ids=lambda rubbish: repr(rubbish[:8]),
)
def test_rubbish_is_no_mark_and_gives_way(kept: HomeMark, rubbish: bytes):
    kept.path.write_bytes(rubbish)
    assert kept.read() == ""
    kept.keep(Mark(1, "a"))
    assert kept.read() == "1 a"


def test_what_is_no_file_is_neither_waited_for_nor_raised_about(kept: HomeMark):
    os.mkfifo(kept.path)
    assert kept.read() == ""
    kept.path.unlink()
    kept.path.mkdir()
    kept.keep(Mark(1, "a"))
    assert kept.read() == ""
    assert [each.name for each in kept.path.parent.iterdir()] == [NAME]


def test_a_home_that_is_gone_is_no_mistake(tmp_path: Path):
    kept = HomeMark(tmp_path / "gone", "house")
    kept.keep(Mark(1, "a"))
    assert kept.read() == ""


def test_only_its_owner_reads_it(kept: HomeMark, tmp_path: Path):
    kept.keep(Mark(1, "a"))
    assert stat.S_IMODE(kept.path.stat().st_mode) == private.FILE
    kept.path.chmod(0o644)
    private.tighten_permissions(tmp_path)
    assert stat.S_IMODE(kept.path.stat().st_mode) == private.FILE


def test_many_at_once_leave_the_newest_mark_and_nothing_else(kept: HomeMark, tmp_path: Path):
    threads = [threading.Thread(target=kept.keep, args=(Mark(n, "a"),)) for n in range(50, 0, -1)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert kept.read() == "50 a"
    assert [each.name for each in tmp_path.iterdir()] == [NAME]
