"""Makes the pictures of the docs from a running installation: python docs/make_pictures.py."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from publisher.launcher.rehearsal_server import call_control, open_account
from tests.worlds.browser import FLAGS, chromium
from tests.worlds.up import Up, eventually, start

PICTURES = Path(__file__).parent / "pictures"
SEEN_BY_EDITOR: ViewportSize = {"width": 1280, "height": 860}
SEEN_BY_FOLLOWER: ViewportSize = {"width": 390, "height": 860}
EXPLAINER = """Harbour: the ferry is late

What happened:

• The old ferry broke down in March, on its way to the islands.
• The new one waits for a part from Norway, which the yard expects in May.

What comes next:

• On Tuesday the council found the money for a second boat.
• Until it arrives, buses replace the last crossing of the day.
"""


def main() -> None:
    """Start an installation in a throwaway folder, work with it, and look."""
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
    publish_sample(desk, up)
    follow(browser, up)
    connect_another(desk, up)
    add_for_both(desk, up)
    stop_half_way(desk, up)
    desk.goto(f"{up.desk}/accounts")
    save(desk, "accounts")


def sign_in(page: Page, up: Up) -> None:
    page.goto(up.desk)
    page.get_by_label("Email").fill("editor@newsroom.example")
    page.get_by_label("Password").fill(up.password)
    page.get_by_role("button", name="Sign in").click()


def publish_sample(desk: Page, up: Up) -> None:
    desk.get_by_role("link", name="Night trains").click()
    save(desk, "desk")
    desk.get_by_role("button", name="Approve and post now").first.click()
    eventually(lambda: len(up.log("post")) == posts(up), "the thread is out")


def posts(up: Up) -> int:
    text = up.log("post")[0]["text"] if up.log("post") else "/0"
    return int(text.rsplit("/", 1)[1]) or -1


def follow(browser: Browser, up: Up) -> None:
    root = up.log("post")[0]
    page = browser.new_page(viewport=SEEN_BY_FOLLOWER, device_scale_factor=2, color_scheme="light")
    page.goto(f"{up.network}/{root['handle']}/status/{root['id']}")
    save(page, "timeline")


def connect_another(desk: Page, up: Up) -> None:
    open_account(up.network, up.home, "harbour_sport", "Harbour Sport")
    desk.goto(f"{up.desk}/accounts/connect?at=practice")
    desk.get_by_role("button", name="Ask the practice network").click()
    desk.get_by_role("link", name="Go to the practice network").click()
    desk.get_by_label("@harbour_sport").check()
    desk.get_by_role("button", name="Authorise").click()
    desk.get_by_role("button", name="Connect @harbour_sport").click()
    desk.get_by_text("is connected.").wait_for()


def add_for_both(desk: Page, up: Up) -> None:
    desk.goto(f"{up.desk}/add")
    desk.get_by_label("Paste the text").fill(EXPLAINER)
    desk.get_by_role("button", name="Make the threads").click()
    desk.get_by_role("button", name="Approve both").wait_for()
    save(desk, "bundle")


def stop_half_way(desk: Page, up: Up) -> None:
    """One of the two threads is approved, and refused at its second post."""
    refusal = {"kind": "refuse", "status": 403, "endpoint": "post", "post": 2}
    call_control(up.network, up.home, "faults", refusal | {"handle": "harbour_sport"})
    desk.get_by_role("link", name="@harbour_sport on X").first.click()
    desk.get_by_role("button", name="Approve and post now").first.click()
    desk.goto(up.desk)
    desk.get_by_role("heading", name="Needs an editor").wait_for(timeout=60_000)
    save(desk, "queue")
    desk.locator("main").get_by_role("link", name="Harbour: the ferry is late").first.click()
    save(desk, "half-posted")


def save(page: Page, name: str) -> None:
    page.wait_for_load_state("networkidle")
    page.screenshot(path=PICTURES / f"{name}.png")


if __name__ == "__main__":
    main()
