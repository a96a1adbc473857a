from __future__ import annotations

from cards import Coverage, coverage, fonts
from cards.cast import _remembered
from cards.face import find_face


def test_the_default_installation_covers_these():
    covered = {each.script for each in coverage() if each.covered}

    assert {"Latin", "Vietnamese", "Greek", "Cyrillic"} <= covered


def test_a_missing_script_names_what_would_cover_it(monkeypatch):
    monkeypatch.setattr(fonts, "SYSTEM_FOLDERS", ())
    caches = (fonts.installed_fonts, fonts.locate_font, find_face, _remembered)
    for kept in caches:
        kept.cache_clear()

    told = coverage()

    for kept in caches:
        kept.cache_clear()
    assert Coverage("Arabic", covered=False, remedy="fonts-noto-core") in told
    assert Coverage("Greek", covered=True, remedy="") in told
