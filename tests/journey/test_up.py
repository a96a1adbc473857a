"""From a file to a timeline, with every part real."""

from __future__ import annotations

import re
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.worlds.up import Up, alive, eventually, start

pytestmark = pytest.mark.journey
EXPLAINER = """Harbour: the ferry is late

The backstory:

  • The old ferry broke down in March, and the island has been served by fishing boats since then.
  • The new one waits for a part from Norway.

The development:

  • On Tuesday the council found the money. “We will pay, and we will not wait,” the mayor said.
"""


@pytest.fixture
def up(tmp_path: Path) -> Iterator[Up]:
    running = start(tmp_path / "var")
    yield running
    running.stop()


def waiting(up: Up, headline: str) -> str:
    """The id of the thread with this headline, once it waits for approval."""

    def look() -> str | None:
        found = re.search(rf"(\S+)  version 1  waits for approval .*{headline}", up.run("queue"))
        return found and found[1]

    return str(eventually(look, f"“{headline}” waits"))


def add(up: Up, folder: Path) -> None:
    up.run("person", "w@harbour.example", "--name", "Wim", "--role", "writer")
    (folder / "ferry.txt").write_text(EXPLAINER, encoding="utf-8")
    up.run("add", str(folder / "ferry.txt"), "--as", "Wim")


def test_a_file_becomes_a_thread_on_the_timeline(up: Up, tmp_path: Path) -> None:
    add(up, tmp_path)
    thread = waiting(up, "Harbour: the ferry is late")
    assert not up.log("post")
    up.run("approve", thread, "--rev", "1", "--now", "--as", "editor@newsroom.example")
    posts = eventually(lambda: len(up.log("post")) == 3 and up.log("post"), "three posts")
    assert [post["text"].rsplit("\n\n", 1)[1] for post in posts] == [f"{n}/3" for n in range(1, 4)]
    assert [post["parent"] for post in posts] == [None, *(post["id"] for post in posts[:-1])]
    assert [len(post["alts"]) for post in posts] == [1, 2, 1]
    assert all(alt for post in posts for alt in post["alts"])
    eventually(lambda: thread not in up.run("queue"), "the queue lets it go")


def test_a_writer_does_not_approve(up: Up, tmp_path: Path) -> None:
    add(up, tmp_path)
    thread = waiting(up, "Harbour: the ferry is late")
    words = up.run("approve", thread, "--rev", "1", "--now", "--as", "Wim", code=2)
    assert "As writer you may not approve" in words
    assert not up.log("post")


def test_ctrl_c_stops_every_child(up: Up) -> None:
    children = up.children()
    assert len(children) >= 4
    assert up.stop() == 0
    assert not [pid for pid in children if alive(pid)]


def test_a_killed_parent_leaves_no_orphan(up: Up) -> None:
    children = up.children()
    up.stop(signal.SIGKILL)
    eventually(lambda: not [pid for pid in children if alive(pid)], "all children end")


def test_a_second_start_goes_on_where_the_first_stopped(up: Up) -> None:
    sample = waiting(up, "Night trains")
    up.stop()
    again = start(up.home)
    try:
        assert "password" not in again.words
        assert waiting(again, "Night trains") == sample
    finally:
        again.stop()


def test_what_was_due_while_all_was_down_is_not_sent_by_itself(up: Up) -> None:
    sample = waiting(up, "Night trains")
    up.run("pause", "--as", "Editor", "--why", "A test")
    up.run("approve", sample, "--rev", "1", "--now", "--as", "Editor")
    assert "PAUSED (all) A test" in up.run("queue")
    up.stop(signal.SIGKILL)
    again = start(up.home)
    try:
        assert not again.log("post")
        again.run("resume", "--as", "Editor")
        eventually(lambda: again.log("post"), "it goes out after the resume")
    finally:
        again.stop()


def test_a_taken_port_is_said_and_the_next_is_used(up: Up, tmp_path: Path) -> None:
    other = start(tmp_path / "other")
    try:
        assert "Port 8700 is taken" in other.words
        assert other.desk != up.desk
    finally:
        other.stop()


def test_the_same_folder_is_not_used_twice(up: Up) -> None:
    words = up.run("up", code=1)
    assert "running already" in words


def test_the_doctor_finds_a_running_installation_well(up: Up) -> None:
    eventually(lambda: "A worker's clock ticks" in up.run("doctor", code=None), "the clock ticks")
    assert "BAD" not in up.run("doctor")
