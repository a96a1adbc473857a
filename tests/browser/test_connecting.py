"""Connecting an account in a real browser, against the rehearsal network."""

from __future__ import annotations

from itertools import count

import pytest
from axe_playwright_python.sync_playwright import Axe

from publisher.accounts.app_keys import with_app_keys
from publisher.accounts.models import Account
from publisher.accounts.roles import Role
from publisher.networks.registry import find_network as known
from tests import builders
from tests.browser.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
VIEWS = [(WIDE, "light"), (PHONE, "dark")]
_made = count(1)


@pytest.fixture
def owner(network, house, settings, live_server):
    """An account on the practice network, and the house's app there."""
    settings.REHEARSAL_URL, settings.PUBLIC_URL = network.url, live_server.url
    app = network.app("Harbour Post desk", callback=f"{live_server.url}/accounts/connect/back")
    keys = {"consumer_key": app.consumer_key, "consumer_secret": app.consumer_secret}
    house.settings = with_app_keys({}, known("x"), network.url, keys)
    house.save()
    return network.account(f"quay{next(_made)}", "Quay Post")


def no_barrier(page):
    page.evaluate("document.querySelectorAll('main details').forEach(each => each.open = true)")
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, (page.url, found.generate_report())


def sideways(page):
    width = page.viewport_size["width"]
    return page.evaluate("document.documentElement.scrollWidth") > width


def begin(desk, **view):
    page = desk.sit(role=Role.ADMIN, **view)
    page.goto(f"{desk.url}/accounts/connect?at=practice")
    return page


@pytest.mark.parametrize(("view", "scheme"), VIEWS)
def test_an_owner_says_yes_and_comes_back_by_itself(desk, owner, view, scheme):
    page = begin(desk, viewport=view, color_scheme=scheme)
    no_barrier(page)
    page.get_by_role("button", name="Ask the practice network").click()
    no_barrier(page)
    page.get_by_role("link", name="Go to the practice network").click()
    page.get_by_label(f"@{owner.handle}").check()
    no_barrier(page)
    page.get_by_role("button", name="Authorise").click()
    page.get_by_role("heading", name=f"This is @{owner.handle}, Quay Post").wait_for()
    assert page.url == f"{desk.url}/accounts/connect/confirm"
    no_barrier(page)
    assert not sideways(page)
    page.get_by_label("Try two posts and delete them").check()
    page.get_by_role("button", name=f"Connect @{owner.handle}").click()
    desk.work(page, "It may post.")
    no_barrier(page)
    assert not sideways(page)
    assert Account.objects.get().handle == owner.handle


def test_an_owner_types_the_pin_she_is_shown(desk, owner):
    page = begin(desk)
    page.get_by_label("With a PIN").check()
    page.get_by_role("button", name="Ask the practice network").click()
    with page.context.expect_page() as opened:
        page.get_by_role("link", name="Go to the practice network").click()
    network_page = opened.value
    network_page.get_by_label(f"@{owner.handle}").check()
    network_page.get_by_role("button", name="Authorise").click()
    no_barrier(network_page)
    page.get_by_label("PIN").fill(network_page.locator("code").inner_text())
    page.get_by_role("button", name="See whose account it is").click()
    page.get_by_role("button", name=f"Connect @{owner.handle}").click()
    page.get_by_text("is connected.").wait_for()


def test_an_owner_says_no(desk, owner):
    page = begin(desk)
    page.get_by_role("button", name="Ask the practice network").click()
    page.get_by_role("link", name="Go to the practice network").click()
    page.get_by_role("button", name="Cancel").click()
    page.get_by_text("No access was given on the practice network").wait_for()
    no_barrier(page)
    assert not Account.objects.exists()
    assert owner


def test_the_back_button_and_a_second_press_connect_nothing_twice(desk, owner):
    page = begin(desk)
    for label in ("API key", "API key secret", "Access token", "Access token secret"):
        name = {v: k for k, v in known("x").keys.items()}[label]
        page.get_by_label(label, exact=True).fill(getattr(owner, name))
    page.get_by_role("button", name="See whose they are").click()
    page.get_by_role("button", name=f"Connect @{owner.handle}").click()
    page.get_by_text("is connected.").wait_for()
    page.go_back()
    page.goto(f"{desk.url}/accounts/connect/confirm")
    page.get_by_text("No connecting is under way").wait_for()
    assert Account.objects.count() == 1


@pytest.mark.parametrize(("view", "scheme"), VIEWS)
def test_no_page_of_the_house_has_a_barrier(desk, house, owner, view, scheme):
    account = builders.account(house, handle="harbour_posting")
    page = desk.sit(role=Role.ADMIN, viewport=view, color_scheme=scheme)
    assert owner
    for path in ("/accounts", f"/accounts/{account.public_id}", "/accounts/connect", "/house"):
        page.goto(desk.url + path)
        no_barrier(page)
        assert not sideways(page), path


def test_settings_are_saved_and_a_wrong_one_is_said_at_its_field(desk, house):
    page = desk.sit(role=Role.ADMIN)
    page.goto(f"{desk.url}/house")
    page.get_by_label("Day").select_option("Friday")
    page.get_by_label("Time", exact=True).fill("25:00")
    page.get_by_role("button", name="Add this time").click()
    page.get_by_text("“25:00” is not a time").wait_for()
    no_barrier(page)
    page.get_by_label("Time", exact=True).fill("16:45")
    page.get_by_role("button", name="Add this time").click()
    page.get_by_role("button", name="Remove Friday 16:45").wait_for()
    page.get_by_label("Dark").check()
    page.get_by_role("button", name="Save the theme").click()
    page.get_by_text("from light to dark").wait_for()
    assert house.slots.count() == 1
