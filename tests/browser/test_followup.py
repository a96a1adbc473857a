"""A half-posted thread, ended by an editor in a browser."""

from __future__ import annotations

import os

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from publisher.delivery.deliver import deliver
from publisher.thread.clock import now
from publisher.thread.models import Thread
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_looks import RULES

pytestmark = pytest.mark.browser
WORDS = (
    "The ferry is late",
    "The backstory:\nThe old one broke down in March, and boats have carried the mail since.",
    "The new one waits for a part from Norway.",
    "The development:\nOn Tuesday the council found the money.",
)


def sent(thread, steps):
    """Let a worker look so often, as the clock would tell it to."""
    for _ in range(steps):
        Thread.objects.filter(pk=thread.pk).exclude(wake_at=None).update(wake_at=now())
        deliver(thread.pk)
    thread.refresh_from_db()
    return thread


@pytest.fixture
def unclear(house, account, network, settings):
    """Two of four are out, and the third may be: its answer was lost, and it cannot be read back."""
    settings.SETTLE_AFTER = 0
    house.four_eyes = False
    house.save()
    thread = sent(builders.approved_thread(house, *WORDS, account=account), 3)
    network.fault("error", endpoint="post", handle=account.handle, words="Over capacity")
    sent(thread, 1)
    network.fault("refuse", endpoint="timeline", handle=account.handle, words="Not now.")
    sent(thread, 1)
    assert thread.state == "needs_editor"
    return thread


def shoot(page, name):
    """Keep a picture of the page where SHOTS names a folder."""
    if folder := os.environ.get("SHOTS"):
        page.screenshot(path=f"{folder}/{name}.png", full_page=True)


@pytest.mark.parametrize(("view", "scheme"), [(WIDE, "light"), (PHONE, "dark"), (PHONE, "light")])
def test_the_page_of_a_stopped_thread_has_no_barrier(desk, unclear, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/threads/{unclear.public_id}")
    shoot(page, f"stopped-{view['width']}-{scheme}")
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    shoot(page, f"stopped-open-{view['width']}-{scheme}")
    assert page.evaluate("document.documentElement.scrollWidth") <= view["width"]
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("view", [{}, {"viewport": PHONE, "java_script_enabled": False}])
def test_an_editor_answers_continues_and_all_is_out(desk, unclear, network, account, view):
    page = desk.sit(**view)
    page.get_by_role("link", name="The ferry is late", exact=True).click()
    expect(page.get_by_role("button", name="Continue")).to_be_disabled()
    page.get_by_role("button", name="It is not there").click()
    page.get_by_role("button", name="Continue").click()
    sent(unclear, 6)
    page.reload()
    expect(page.get_by_text("All out since")).to_be_visible()
    out = [post["text"] for post in network.posts(account.handle)]
    assert [text[-3:] for text in out] == ["1/4", "2/4", "3/4", "4/4"]


@pytest.mark.parametrize("view", [{}, {"viewport": PHONE, "java_script_enabled": False}])
def test_taking_down_asks_once_more(desk, unclear, network, account, view):
    page = desk.sit(**view)
    page.goto(f"{desk.url}/threads/{unclear.public_id}")
    page.locator("summary", has_text="Take down…").click()
    page.get_by_role("button", name="Take it down now").click()
    expect(page.get_by_text("It is being taken down, 2 still out.")).to_be_visible()
    shoot(page, "going-down")
    sent(unclear, 4)
    page.reload()
    assert len(network.log(account.handle, "delete")) == 2


def test_the_words_that_close_it_are_changed_before_they_are_sent(desk, unclear, network, account):
    page = desk.sit()
    page.goto(f"{desk.url}/threads/{unclear.public_id}")
    page.get_by_role("button", name="It is not there").click()
    shoot(page, "answered")
    page.get_by_label("Sends one last post and ends").fill("The ferry thread ends here.")
    page.get_by_role("button", name="Close out").click()
    sent(unclear, 2)
    assert network.posts(account.handle)[-1]["text"] == "The ferry thread ends here."
    page.reload()
    expect(page.get_by_text("Closed out today")).to_be_visible()
    shoot(page, "closed-out")


def test_words_being_written_stay_while_the_thread_goes_on(desk, house, account):
    thread = sent(builders.approved_thread(house, *WORDS, account=account), 2)
    page = desk.sit()
    page.goto(f"{desk.url}/threads/{thread.public_id}/follow-up")
    page.get_by_label("Sends one last post and ends").fill("half a sent")
    sent(thread, 1)
    expect(page.locator("#now").get_by_text("2 of 4 out")).to_be_visible()
    expect(page.get_by_label("Sends one last post and ends")).to_have_value("half a sent")
