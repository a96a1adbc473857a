from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, sync_playwright

from tests.rehearsal.conftest import Person

pytestmark = pytest.mark.browser
CHROMIUM = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("google-chrome")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    if not CHROMIUM:
        pytest.skip("there is no browser")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM)
        yield browser
        browser.close()


@pytest.fixture
def address(desk: Person) -> str:
    """A thread with a long word, a long link, a picture and a removed post."""
    root = desk.post(f"{'Ferry' * 20}\n\n1/3")
    second = desk.post(
        f"https://example.com/{'a' * 200}\n\n2/3", root, [desk.picture("A ferry\n" * 40)]
    )
    desk.call("DELETE", f"/2/tweets/{desk.post('3/3', second)}")
    return f"{desk.network.url}/{desk.keys.handle}/status/{root}"


def opened(browser: Browser, address: str, width: int, **options: Any) -> Any:
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)
    page = context.new_page()
    page.goto(address)
    for summary in page.locator("summary").all():
        summary.click()
    return page


@pytest.mark.parametrize("width", [320, 390, 1280])
def test_nothing_scrolls_sideways(browser: Browser, address: str, width: int):
    page = opened(browser, address, width)
    assert page.evaluate("document.documentElement.scrollWidth") == width


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_nothing_with_every_alt_text_open(browser: Browser, address: str, scheme: Any):
    account, home = address.rsplit("/", 2)[0], address.rsplit("/", 3)[0] + "/"
    for where in (address, account, home):
        page = opened(browser, where, 390, color_scheme=scheme, bypass_csp=True)
        assert [each["id"] for each in Axe().run(page).response["violations"]] == []


def test_the_policy_blocks_nothing_of_the_page_itself(browser: Browser, address: str):
    context = browser.new_context()
    page, said = context.new_page(), []
    page.on("console", lambda message: said.append(message.text))
    page.goto(address)
    assert page.evaluate("document.fonts.ready.then(() => document.fonts.check('16px Inter'))")
    assert page.locator("figure img").evaluate("image => image.decode().then(() => 1)") == 1
    assert said == []
