"""Makes the pictures of the README from a running installation: python docs/make_pictures.py."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.worlds.browser import FLAGS, chromium
from tests.worlds.up import Up, eventually, start

PICTURES = Path(__file__).parent / "pictures"
SEEN_BY_EDITOR = {"width": 1280, "height": 860}
SEEN_BY_FOLLOWER = {"width": 390, "height": 860}


def main() -> None:
    """Start an installation in a throwaway folder, approve its sample, and look."""
    home = Path(tempfile.mkdtemp(prefix="publisher-pictures-"))
    up = start(home, port=8600)
    try:
        with sync_playwright() as playwright:
            look(playwright.chromium.launch(executable_path=chromium(), args=list(FLAGS)), up)
    finally:
        up.stop()
        shutil.rmtree(home)


def look(browser: Browser, up: Up) -> None:
    desk = browser.new_page(viewport=SEEN_BY_EDITOR, color_scheme="light")
    sign_in(desk, up)
    desk.get_by_role("link", name="Night trains").click()
    save(desk, "desk")
    desk.get_by_role("button", name="Approve version 1").first.click()
    eventually(lambda: len(up.log("post")) == posts(up), "the thread is out")
    desk.goto(up.desk)
    save(desk, "queue")
    follow(browser, up)


def sign_in(page: Page, up: Up) -> None:
    page.goto(up.desk)
    page.get_by_label("Email").fill("editor@newsroom.example")
    page.get_by_label("Password").fill(up.password)
    page.get_by_role("button", name="Sign in").click()


def posts(up: Up) -> int:
    text = up.log("post")[0]["text"] if up.log("post") else "/0"
    return int(text.rsplit("/", 1)[1]) or -1


def follow(browser: Browser, up: Up) -> None:
    root = up.log("post")[0]
    page = browser.new_page(viewport=SEEN_BY_FOLLOWER, device_scale_factor=2, color_scheme="light")
    page.goto(f"{up.network}/{root['handle']}/status/{root['id']}")
    save(page, "timeline")


def save(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
