"""A database from before a posting is put back, and no post goes out a second time."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.journey.test_up import add, waiting
from tests.worlds.up import eventually, start

pytestmark = pytest.mark.journey


def test_what_is_out_since_the_backup_is_not_posted_again(tmp_path: Path):
    up = start(tmp_path / "var")
    try:
        add(up, tmp_path)
        thread = waiting(up, "Harbour: the ferry is late")
        up.run("pause", "--as", "Editor", "--why", "Until the backup is made")
        up.run("approve", thread, "--rev", "1", "--now", "--as", "Editor")
        backup = str(tmp_path / "monday")
        up.run("backup", backup)
        up.run("resume", "--as", "Editor")
        eventually(lambda: len(up.log("post")) == 3, "three posts")
        assert "It is running already" in up.run("restore", backup, code=1)
        up.stop()
        assert "Everything is paused" in up.run("restore", backup)
        up = start(tmp_path / "var")
        told = up.run("queue")
        assert "PAUSED (all) The database was restored." in told
        assert f"{thread}  version 1  " in told
        assert "2 lifted." in up.run("resume", "--as", "Editor")
        # The words are on the timeline already: an editor decides, whatever she overlooked.
        handed_over = f"{thread}  version 1  needs an editor"
        eventually(lambda: handed_over in up.run("queue"), "an editor is asked")
        assert len(up.log("post")) == 3
    finally:
        up.stop()
