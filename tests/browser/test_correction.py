"""Correcting a post that is out, in a browser."""

from __future__ import annotations

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_followup import WORDS, sent, shoot
from tests.browser.test_looks import RULES

pytestmark = pytest.mark.browser


@pytest.fixture
def out(house, account):
    house.four_eyes = False
    house.save()
    return sent(builders.approved_thread(house, *WORDS, account=account), 6)


def without_barrier(page, name, view):
    shoot(page, name)
    assert page.evaluate("document.documentElement.scrollWidth") <= view["width"]
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize(("view", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_a_post_is_corrected_and_followers_read_it_under_it(desk, out, network, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/threads/{out.public_id}/follow-up")
    page.get_by_text("Correct post 2").click()
    without_barrier(page, f"correct-{view['width']}-{scheme}", view)
    box = page.locator("#words-2")
    box.press_sequentially("It was in April.")
    expect(page.locator("#weight-2")).to_contain_text("28 of 280")
    page.get_by_role("button", name="Send it under post 2").click()
    expect(page.get_by_text("It goes out now, under post 2.")).to_be_visible()
    sent(out, 2)
    page.goto(f"{desk.url}/threads/{out.public_id}/follow-up")
    without_barrier(page, f"corrected-{view['width']}-{scheme}", view)
    page.goto(out.posts.get(position=1).url)
    shoot(page, f"corrected-follower-{view['width']}-{scheme}")
    assert network.posts(out.account.handle)[-1]["text"] == "Correction: It was in April."


@pytest.mark.parametrize("view", [{"viewport": PHONE, "java_script_enabled": False}])
def test_without_a_script_it_waits_for_another_editor(desk, out, house, view):
    house.four_eyes = True
    house.save()
    builders.person(house=house)
    page = desk.sit(**view)
    page.goto(f"{desk.url}/threads/{out.public_id}/follow-up")
    page.get_by_text("Correct post 3").click()
    page.locator("#words-3").fill("The part comes from Sweden.")
    page.get_by_role("button", name="Put it before another editor").click()
    expect(page.get_by_text("You wrote a correction of this post.")).to_be_visible()
    other = desk.sit("Tomas", viewport=PHONE)
    other.goto(f"{desk.url}/threads/{out.public_id}/follow-up")
    without_barrier(other, "proposed-390", PHONE)
    other.get_by_role("button", name="Approve and send under post 3").click()
    assert sent(out, 2).state == "posted"
    assert out.posts.get(position=5).reply_to.position == 3
