from __future__ import annotations

import re
from dataclasses import fields
from pathlib import Path

import pytest

from publisher.rehearsal.api import ROUTES
from publisher.rehearsal.control import _HANDLERS
from publisher.rehearsal.faults import ENDPOINTS, ApiFault, FaultKind
from publisher.rehearsal.practice_settings import Settings

PAGE = (Path(__file__).parents[2] / "docs/rehearsal.md").read_text()
NAMES = [
    *FaultKind,
    *ENDPOINTS,
    *(each.name for each in fields(ApiFault) if each.name != "kind"),
    *(each.name for each in fields(Settings)),
]


@pytest.mark.parametrize("name", sorted(set(NAMES)))
def test_the_page_names_every_fault_and_setting(name: str):
    assert f"`{name}`" in PAGE


def test_the_page_tells_the_defaults_as_they_are():
    told = dict(re.findall(r"^\| `(\w+)` \| ([\d.]+|true|false) \|", PAGE, re.MULTILINE))
    real = {name: str(getattr(Settings(), name)).lower().removesuffix(".0") for name in told}
    assert len(told) == len(fields(Settings)) - 2
    assert told == real


def test_the_page_names_every_address():
    for _, path in _HANDLERS:
        assert path in PAGE
    assert all(re.search(route.method, PAGE) for route in ROUTES)
    for path in ("/2/tweets", "/2/media/upload", "/2/media/metadata", "/2/users/me"):
        assert path in PAGE
