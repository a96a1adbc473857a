"""Approving as an editor does it: by keyboard alone, on a wide screen and on a phone."""

from __future__ import annotations

import os
from datetime import time, timedelta
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from publisher.accounts.roles import Role
from publisher.review.edit import edit_post
from publisher.thread.clock import now
from publisher.thread.counting import limits_of, warnings_of
from publisher.thread.models import Slot, Thread
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_looks import RULES, open_all

pytestmark = pytest.mark.browser
VIEWS = [
    pytest.param({"viewport": WIDE, "color_scheme": "light"}, id="wide"),
    pytest.param({"viewport": PHONE, "color_scheme": "dark"}, id="phone"),
]
WORDS = (
    "The ferry is late again today",
    "On Monday she said: “It will be late.",
    "Read it: https://harbour.example/ferry",
    "And more: https://harbour.example/quay",
)


@pytest.fixture
def thread(house):
    """Written yesterday, with words to check, and a slot each day."""
    for weekday in range(7):
        Slot.objects.create(newsroom=house, weekday=weekday, wall=time(7, 30))
    written = now().astimezone(builders.ZONE).date() - timedelta(days=1)
    article = builders.article(house, headline="The ferry", published_on=written)
    ines = builders.person(Role.WRITER, house, "Ines")
    account = builders.account(house, rehearsal=False)
    made = builders.thread_in_review(house, *WORDS, article=article, account=account, made_by=ines)
    revision = made.revisions.get()
    for post in revision.content["posts"]:
        post["warnings"] = warnings_of(post["body"], limits_of(made))
    revision.save()
    return made


def shoot(page, name: str) -> None:
    """A picture to look at, where PICTURES says where to."""
    if folder := os.environ.get("PICTURES"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)


def tab_to(page, selector: str) -> None:
    """Press Tab until this has the focus."""
    for _ in range(120):
        if page.evaluate("s => document.activeElement.matches(s)", selector):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"{selector} was never reached")


def to_the_decision(desk, thread, view):
    page = desk.sit(**view)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    return page


def choose(page, downs: int) -> None:
    """Go down from the choice that is set."""
    tab_to(page, "input[name=when]")
    for _ in range(downs):
        page.keyboard.press("ArrowDown")


def approve(page) -> None:
    tab_to(page, "button.go")
    page.keyboard.press("Enter")
    expect(page.locator(".told")).to_contain_text("is approved")


def again(thread) -> Thread:
    return Thread.objects.get(pk=thread.pk)


@pytest.mark.parametrize("view", VIEWS)
def test_now_by_keyboard(desk, thread, view):
    page = to_the_decision(desk, thread, view)
    choose(page, 0)
    approve(page)
    assert again(thread).state == "scheduled"


@pytest.mark.parametrize("view", VIEWS)
def test_in_the_next_free_slot_by_keyboard(desk, thread, view):
    page = to_the_decision(desk, thread, view)
    choose(page, 1)
    approve(page)
    assert again(thread).due_wall.endswith("07:30")


@pytest.mark.parametrize("view", VIEWS)
def test_at_a_time_with_an_embargo_by_keyboard(desk, thread, view):
    page = to_the_decision(desk, thread, view)
    choose(page, 2)
    tab_to(page, "select[name=day]")
    page.keyboard.press("ArrowDown")
    tab_to(page, "input[name=time]")
    page.keyboard.type("12:30")
    tab_to(page, "input[name=embargo]")
    page.keyboard.press("Space")
    tab_to(page, "select[name=embargo_day]")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    tab_to(page, "input[name=embargo_time]")
    page.keyboard.type("09:00")
    tab_to(page, "fieldset .more > summary")
    page.keyboard.press("Enter")
    tab_to(page, "select[name=lasts]")
    page.keyboard.press("ArrowDown")
    approve(page)
    row = again(thread)
    assert row.due_wall.endswith("12:30")
    assert row.not_before
    assert row.approved_until
    assert row.approved_until - row.not_before > timedelta(days=7)
    shoot(page, f"approved-{page.viewport_size['width']}")


@pytest.mark.parametrize("view", VIEWS)
def test_words_are_checked_anew_when_another_time_is_chosen(desk, thread, view):
    page = to_the_decision(desk, thread, view)
    # Three weeks from now a weekday is not enough any more.
    checks = page.locator("#checks")
    page.get_by_label("At a time").check()
    page.locator("select[name=day]").select_option(index=20)
    page.locator("input[name=time]").fill("12:30")
    page.locator("select[name=day]").focus()
    expect(checks.locator("summary")).to_contain_text("12:30")
    checks.locator("summary").click()
    expect(checks).to_contain_text("It says “On Monday”")
    expect(page.locator("input[name=time]")).to_have_value("12:30")
    assert again(thread).state == "in_review"


@pytest.mark.parametrize("view", VIEWS)
def test_no_barrier_where_one_decides(desk, house, thread, view):
    page = desk.sit(**view)
    path, name = f"/threads/{thread.public_id}", page.viewport_size["width"]
    page.goto(desk.url + path)
    shoot(page, f"review-{name}")
    open_all(page)
    shoot(page, f"review-open-{name}")
    edit_post(
        thread, rev=1, position=2, body="She left on Monday.", who=builders.person(house=house)
    )
    for at in (path, f"{path}?version=1", f"{path}/versions"):
        page.goto(desk.url + at)
        open_all(page)
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, (at, found.generate_report())
        assert page.evaluate("document.documentElement.scrollWidth") <= name
        shoot(page, f"{at.rpartition('/')[2].replace('?', '-')[-12:]}-{name}")


def test_a_time_that_cannot_be_is_said_at_its_field_while_one_types(desk, thread):
    page = desk.sit()
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    field = page.locator("#decide input[name=time]")
    field.fill("25:00")
    page.locator("#decide input[name=embargo]").focus()
    expect(page.locator("#time-wrong")).to_contain_text("“25:00” is not a time")
    expect(field).to_have_attribute("aria-invalid", "true")
    assert page.evaluate("document.activeElement.name") == "embargo"
    field.fill("7:30")
    page.locator("#decide select[name=day]").select_option(index=1)
    expect(page.locator("#time-wrong")).to_be_empty()
    expect(field).to_have_attribute("aria-invalid", "false")


@pytest.mark.parametrize("script", [True, False])
def test_the_field_that_is_wrong_has_the_focus_and_keeps_what_was_typed(desk, thread, script):
    page = desk.sit(java_script_enabled=script, viewport=PHONE)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    page.locator("#decide input[name=when][value=time]").check()
    field = page.locator("#decide input[name=time]")
    # As a browser does that takes no notice of the pattern.
    field.evaluate("field => field.removeAttribute('pattern')")
    field.fill("25:00")
    page.locator("#decide button.go").click()
    expect(page.locator("#decide input[name=time]")).to_be_focused()
    expect(page.locator("#decide input[name=time]")).to_have_value("25:00")
    assert "“25:00” is not a time" in page.locator("#time-wrong").inner_text()
