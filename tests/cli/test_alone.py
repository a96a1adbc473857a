"""Every command in a process of its own, as a person starts it."""

from __future__ import annotations

import os
import subprocess
import sys

from publisher.cli.parser import OWN, ROWLESS

LOAD = "from publisher.cli.runner import load_command; load_command({!r})"


def load(name: str) -> subprocess.Popen[str]:
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "publisher.settings"}
    return subprocess.Popen(
        [sys.executable, "-c", LOAD.format(name)], env=env, stderr=subprocess.PIPE, text=True
    )


def test_every_command_loads_whatever_was_loaded_before_it():
    loading = {name: load(name) for name in OWN.values()}
    said = {name: each.communicate()[1] for name, each in loading.items()}
    assert said == dict.fromkeys(OWN.values(), "")


def test_the_commands_without_rows_are_commands():
    assert set(OWN.values()) | {"django"} >= ROWLESS
