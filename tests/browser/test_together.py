"""Continuing many threads of an account at once, in a browser."""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from publisher.delivery.outcomes import hand_over
from publisher.followup.edit_remaining import mend_post
from publisher.schedule.pause import pause, resume
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_correction import without_barrier
from tests.browser.test_followup import sent

pytestmark = pytest.mark.browser


@pytest.fixture
def half(house, account):
    """Three threads that stand half way since the token of their account was taken back."""
    house.four_eyes = False
    house.save()
    why = f"{account} cannot post: Unauthorized. Connect the account again: X no longer accepts its token."
    resume(pause(house, who=None, why=why, scope="account", account=account), who=None)
    names = ("The ferry is late", "The harbour freezes over", "The bridge stays open for now")
    return [_half(house, account, name) for name in names]


def _half(house, account, name):
    bodies = (name, f"{name}, the backstory.", f"{name}, the development.")
    thread = sent(builders.approved_thread(house, *bodies, account=account), 2)
    hand_over(thread, T.NEEDS_EDITOR, "Nothing went out for 15 minutes: Unauthorized")
    return thread


@pytest.mark.parametrize(
    ("view", "scheme", "script"), [(WIDE, "light", True), (PHONE, "dark", False)]
)
def test_what_is_ticked_goes_on_and_the_rest_stays(desk, half, view, scheme, script):
    mend_post(half[2], 2, body="Other words.", rev=1, who=builders.person(house=desk.house))
    page = desk.sit(viewport=view, color_scheme=scheme, java_script_enabled=script)
    page.goto(f"{desk.url}/threads/{half[0].public_id}")
    page.get_by_role("link", name="at once").click()
    if script:
        without_barrier(page, f"together-{view['width']}-{scheme}", view)
    page.get_by_label("The harbour freezes over").uncheck()
    page.get_by_role("button", name="Continue what is ticked").click()
    expect(page.get_by_text("1 thread goes on: “The ferry is late”.")).to_be_visible()
    expect(page.get_by_label("The harbour freezes over")).to_be_visible()
    if script:
        without_barrier(page, f"together-after-{view['width']}-{scheme}", view)
    assert [sent(each, 3).state for each in half] == ["posted", "needs_editor", "needs_editor"]


@pytest.mark.parametrize(("view", "scheme"), [(WIDE, "dark"), (PHONE, "light")])
def test_the_pages_of_what_happened_have_no_barrier(desk, half, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/accounts/{half[0].account.public_id}/continue")
    without_barrier(page, f"together-{view['width']}-{scheme}", view)
    page.goto(f"{desk.url}/history?who=publisher")
    without_barrier(page, f"history-{view['width']}-{scheme}", view)
    page.goto(f"{desk.url}/threads/{half[0].public_id}")
    without_barrier(page, f"stopped-half-{view['width']}-{scheme}", view)
