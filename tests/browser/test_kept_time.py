"""The approval form of a thread that had a time: what is preset, and what its button promises."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from publisher.accounts.roles import Role
from publisher.review.approve import approve
from publisher.review.edit import edit_post
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_approving import shoot
from tests.browser.test_looks import RULES

pytestmark = pytest.mark.browser
VIEWS = [
    pytest.param({"viewport": WIDE, "color_scheme": "light"}, id="wide"),
    pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone"),
]


@pytest.fixture
def thread(house):
    """Approved for the day after tomorrow, under an embargo, then edited."""
    ada = builders.person(Role.EDITOR, house, "Ada")
    ines = builders.person(Role.WRITER, house, "Ines")
    made = builders.thread_in_review(house, made_by=ines)
    due = (now() + timedelta(days=2)).replace(second=0, microsecond=0)
    approve(made, rev=1, who=ada, at=due, not_before=due - timedelta(hours=1))
    edit_post(made, rev=1, position=2, body="It broke in a storm.", who=ines)
    return made


def local(thread) -> str:
    due = Thread.objects.get(pk=thread.pk).due_at
    assert due
    at = due.astimezone(builders.ZONE)
    return f"{at:%a} {at.day} {at:%b} {at:%H:%M}"


def sound(page, name: str) -> None:
    shoot(page, f"{name}-{page.viewport_size['width']}")
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= page.viewport_size["width"]


@pytest.mark.parametrize("view", VIEWS)
def test_the_button_follows_the_choice(desk, thread, view):
    page = desk.sit(**view)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    button = page.locator("#decide button.go")
    expect(page.locator("#decide")).to_contain_text("it had is kept.")
    expect(button).to_have_text(f"Approve for {local(thread)}")
    sound(page, "kept")
    page.get_by_label("Now", exact=False).first.check()
    # The embargo still stands, and ends in two days.
    expect(button).to_contain_text("Approve for")
    expect(button).not_to_have_text(f"Approve for {local(thread)}")
    page.get_by_label("Without a time").check()
    expect(button).to_have_text("Approve, schedule later")
    page.locator("#decide input[name=embargo]").uncheck()
    expect(button).to_have_text("Lift the embargo")
    page.locator("#decide input[name=embargo]").check()
    page.locator("#decide input[name=time]").fill("23:58")
    expect(button).to_contain_text("23:58")
    page.reload()
    expect(page.locator("#decide input[value=time]")).to_be_checked()
    button.click()
    expect(page.get_by_text("Version 2 is approved for")).to_be_visible()
    assert Thread.objects.get(pk=thread.pk).due_at == thread.due_at


@pytest.mark.parametrize("view", VIEWS)
def test_a_time_that_has_passed_leaves_the_choice_to_the_editor(desk, thread, view):
    past = now() - timedelta(hours=2)
    Thread.objects.filter(pk=thread.pk).update(due_at=past, not_before=None)
    page = desk.sit(**view)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    button = page.locator("#decide button.go")
    expect(page.locator("#decide")).to_contain_text("that time has passed.")
    expect(page.locator("#decide input[name=when]:checked")).to_have_count(0)
    expect(button).to_have_text("Approve")
    sound(page, "passed")
    button.click()
    # The browser asks for a choice; nothing was sent.
    assert Thread.objects.get(pk=thread.pk).state == T.IN_REVIEW
    page.get_by_label("Now", exact=False).first.check()
    expect(button).to_have_text("Approve and post now")
    button.click()
    expect(page.get_by_text("Version 2 is approved and goes out now.")).to_be_visible()


@pytest.mark.parametrize("view", VIEWS)
def test_who_worked_on_it_is_told_whom_to_ask(desk, thread, view):
    page = desk.sit(**view)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    page.locator("#post-1 summary", has_text="Change").click()
    page.get_by_label("Text of post 1").fill("The ferry is very late")
    page.locator("#post-1").get_by_role("button", name="Save as version 3").click()
    expect(page.locator("#own")).to_contain_text("Ask Ada.")
    expect(page.locator("#decide button.go")).to_be_disabled()
    sound(page, "own")
