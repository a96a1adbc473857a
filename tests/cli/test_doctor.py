"""`publisher doctor` on an installation that shares its environment with others."""

from __future__ import annotations

import argparse

import pytest

from publisher.cli import doctor

SHARED = "has a package “tasks” too: give the publisher an environment of its own"


@pytest.mark.parametrize(
    ("owners", "named"),
    [
        ({"tasks": ["thread-publisher", "celery-tasks"]}, f"BAD  celery-tasks {SHARED}"),
        ({"tasks": ["another-desk"]}, f"BAD  another-desk {SHARED}"),
        ({"tasks": ["thread-publisher"], "cards": ["thread-publisher"]}, ""),
        ({}, ""),
    ],
)
def test_a_package_of_the_same_name_is_said(db, monkeypatch, capsys, owners, named):  # noqa: ARG001 - its rows
    monkeypatch.setattr(doctor, "packages_distributions", lambda: owners)
    doctor.run(argparse.Namespace(quiet=True))
    said = [line for line in capsys.readouterr().out.splitlines() if "has a package" in line]
    assert said == ([named] if named else [])
