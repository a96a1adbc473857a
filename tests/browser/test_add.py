"""An explainer comes in, in a browser: by keyboard alone, wide and narrow, and for several accounts."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from publisher.accounts.roles import Role
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_looks import RULES
from tests.worlds.photos import photo

pytestmark = pytest.mark.browser
VIEWS = [(WIDE, "light"), (PHONE, "dark")]


def shoot(page: Page, name: str) -> None:
    """Keep a picture of the page where SHOTS names a folder."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


def sound(page: Page, name: str, width: int) -> None:
    """Nothing that axe finds, and nothing beside the page."""
    shoot(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.fixture
def second(house, network, account):
    """Another account of the house on the same network."""
    keys = network.account(f"second{house.pk}", "Harbour Sport")
    return builders.account(
        house,
        handle=f"second{house.pk}",
        name="Harbour Sport",
        remote_user_id=keys.user_id,
        base_url=account.base_url,
    )


def tab_to(page: Page, what: str) -> None:
    """Press Tab until this is in focus."""
    for _ in range(60):
        page.keyboard.press("Tab")
        if what in page.evaluate(
            "(e => [e.id, e.name, e.innerText].join(' '))(document.activeElement)"
        ):
            return
    raise AssertionError(f"Tab never came to {what}")


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(("view", "scheme"), VIEWS)
def test_an_explainer_is_pasted_by_keyboard_alone(desk, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/add")
    sound(page, f"add-{view['width']}", view["width"])
    tab_to(page, "paste")
    page.keyboard.insert_text(builders.SOURCE)
    tab_to(page, "Make the thread")
    page.keyboard.press("Enter")
    page.wait_for_url("**/threads/*")
    sound(page, f"making-{view['width']}", view["width"])
    desk.work(page, "As followers will see it")


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(("view", "scheme"), VIEWS)
def test_a_photo_nobody_may_use_is_kept_until_it_may(desk, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/add")
    page.get_by_label("Paste the text").fill(builders.SOURCE)
    page.locator("summary", has_text="Lead photo").click()
    file = {"name": "ferry.jpg", "mimeType": "image/jpeg", "buffer": photo(colour="steelblue")}
    page.get_by_label("Photo", exact=True).set_input_files(file)
    page.get_by_label("What is to be seen in it").fill("A white ferry at a quay")
    page.get_by_label("Credit, as it stands").fill("Photo: Ann Harbour")
    page.get_by_role("button", name="Make the thread").click()
    expect(page.get_by_role("alert")).to_contain_text("Nobody has said yet")
    sound(page, f"photo-{view['width']}", view["width"])
    page.get_by_label("We may use this photo").check()
    page.get_by_role("button", name="Make the thread").click()
    desk.work(page, "As followers will see it")
    shown = page.locator("#post-1 img").first
    assert "In the photo: A white ferry" in str(shown.get_attribute("alt"))
    shoot(page, f"drawn-{view['width']}")


@pytest.mark.usefixtures("account", "second")
@pytest.mark.parametrize(("view", "scheme"), VIEWS)
def test_one_explainer_for_two_accounts_is_one_decision(desk, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/add")
    sound(page, f"accounts-{view['width']}", view["width"])
    page.get_by_label("Paste the text").fill(builders.SOURCE)
    page.get_by_role("button", name="Make the threads").click()
    page.wait_for_url("**/bundles/*")
    desk.work(page, "Approve both")
    sound(page, f"bundle-{view['width']}", view["width"])
    page.goto(desk.url)
    sound(page, f"row-{view['width']}", view["width"])
    page.get_by_role("link", name="Harbour: the ferry is late", exact=True).click()
    page.get_by_label("Without a time").check()
    page.get_by_role("button", name="Approve both").click()
    expect(page.get_by_text("Both are approved, without a time.")).to_be_visible()
    sound(page, f"approved-{view['width']}", view["width"])
    assert Thread.objects.filter(state=T.APPROVED).count() == 2


@pytest.mark.usefixtures("account", "second")
def test_a_save_in_between_is_shown_beside_its_thread(desk):
    page, other = desk.sit(), desk.sit("Ines", Role.WRITER)
    page.goto(f"{desk.url}/add")
    page.get_by_label("Paste the text").fill(builders.SOURCE)
    page.get_by_role("button", name="Make the threads").click()
    desk.work(page, "Approve both")
    first = Thread.objects.order_by("id").first()
    other.goto(f"{desk.url}/threads/{first.public_id if first else ''}")
    other.locator("#post-2 summary", has_text="Change").click()
    other.get_by_label("Text of post 2").fill("Ines wrote this.")
    other.get_by_role("button", name="Save as version 2").first.click()
    expect(other.get_by_text("Saved as version 2")).to_be_visible()
    page.get_by_label("Breaking").check()
    page.get_by_role("button", name="Approve both").click()
    expect(page.get_by_role("alert").first).to_contain_text("None of these threads was approved")
    expect(page.get_by_label("Breaking")).to_be_checked()
    sound(page, "clash-1280", 1280)


@pytest.mark.usefixtures("account")
@pytest.mark.parametrize(("view", "scheme"), VIEWS)
def test_what_could_not_be_made_is_tried_again(desk, house, view, scheme):
    house.theme = "plaid"
    house.save()
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/add")
    page.get_by_label("Paste the text").fill(builders.SOURCE)
    page.get_by_role("button", name="Make the thread").click()
    desk.work(page, "No thread could be made")
    sound(page, f"broken-{view['width']}", view["width"])
    Thread.objects.update(theme="light")
    page.get_by_role("button", name="Try again").click()
    desk.work(page, "As followers will see it")
