"""The same decisions on the command line."""

from __future__ import annotations

import pytest

from publisher.__main__ import main
from publisher.followup.edit_remaining import mend_post
from tests.delivery.conftest import BODIES
from tests.followup.conftest import Stopped


def typed(stopped: Stopped, *words: str) -> int:
    command, *more = words
    name = stopped.thread.public_id
    return main([command, name, *more, "--as", stopped.mara.email])


def test_takedown(going: Stopped, capsys):
    assert typed(going, "takedown") == 0
    assert "being taken down" in capsys.readouterr().out
    assert going.run() == "taken_down"
    assert going.up() == []


def test_takedown_of_one_post_first(going: Stopped):
    going.run()
    assert typed(going, "takedown", "--first", "2") == 0
    going.run()
    assert going.deleted() == [BODIES[1], BODIES[2], BODIES[0]]


def test_closeout_prints_what_it_sends(refused: Stopped, capsys):
    assert typed(refused, "closeout") == 0
    assert "stops here, at 1 of 3." in capsys.readouterr().out
    assert refused.run() == "closed_out"


def test_continue_wants_the_version_once_it_changed(refused: Stopped, capsys):
    mend_post(refused.thread, 2, body="It broke in April.", rev=1, who=refused.mara)
    assert typed(refused, "continue") == 2
    assert "read version 2, then add --rev 2" in capsys.readouterr().err
    assert typed(refused, "continue", "--rev", "2") == 0
    assert refused.run() == "posted"


@pytest.mark.parametrize("command", ["continue", "closeout"])
def test_what_cannot_be_decided_yet_is_said_in_words(unclear: Stopped, capsys, command: str):
    assert typed(unclear, command) == 2
    assert "say first whether it is there" in capsys.readouterr().err


def test_takedown_asks_who(going: Stopped, capsys):
    assert main(["takedown", going.thread.public_id]) == 2
    assert "--as NAME" in capsys.readouterr().err
