from __future__ import annotations

from pathlib import Path

import pytest
from django.contrib.staticfiles import finders

pytestmark = pytest.mark.django_db


def test_a_person_turns_her_keys_off_and_on_again(desk, mara, ines, text):
    for chosen, on in (("off", False), ("off", False), ("on", True)):
        assert f"Keys are {chosen}." in text(desk.post("/keys", {"shortcuts": chosen}, follow=True))
        mara.refresh_from_db()
        ines.refresh_from_db()
        assert (mara.shortcuts, ines.shortcuts) == (on, True)
    page = text(desk.get("/history"))
    assert page.count("turned single keys off") == page.count("turned single keys on") == 1


@pytest.mark.parametrize("chosen", ["", "perhaps"])
def test_neither_on_nor_off_changes_nothing(desk, mara, chosen):
    assert desk.post("/keys", {"shortcuts": chosen}).status_code == 400
    mara.refresh_from_db()
    assert mara.shortcuts


def test_pages_speak_of_keys_only_while_they_are_on(desk, text):
    assert 'id="keys"' in text(desk.get("/"))
    desk.post("/keys", {"shortcuts": "off"})
    for path in ("/", "/add", "/history"):
        assert "<kbd>" not in text(desk.get(path))
    assert "Turn keys on" in text(desk.get("/keys"))


def test_the_script_is_small_and_stands_in_a_file_of_its_own(desk, text):
    found = finders.find("desk.js")
    assert found
    assert len(Path(str(found)).read_text().splitlines()) < 160
    assert '<script src="/static/desk.js" defer></script>' in text(desk.get("/"))
