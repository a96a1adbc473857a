from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from publisher.accounts.roles import Role
from publisher.thread.models import Thread
from tests.browser.conftest import PHONE

pytestmark = pytest.mark.browser


@pytest.mark.parametrize("view", [{"viewport": PHONE}, {"java_script_enabled": False}])
def test_an_explainer_is_added_read_approved_and_seen_on_the_timeline(desk, account, network, view):
    ines, mara = desk.sit("Ines", Role.WRITER), desk.sit("Mara", **view)
    ines.get_by_role("button", name="Try it with the sample").click()
    desk.work(ines, "As followers will see it")
    headline = ines.get_by_role("heading", level=1).inner_text()
    mara.reload()
    mara.get_by_role("link", name=headline).click()
    mara.get_by_role("button", name="Approve and post now").click()
    expect(mara.get_by_text("Version 1 is approved and goes out now.")).to_be_visible()
    thread = Thread.objects.get()
    desk.work(ines_at(ines, mara), "All out since")
    assert len(network.posts(account.handle)) == thread.posts.count() > 1
    with_cards = [post for post in network.posts(account.handle) if post["alts"]]
    assert all(alt for post in with_cards for alt in post["alts"])


def ines_at(ines, mara):
    """Ines watches the page Mara has before her: what she sees comes without a reload."""
    ines.goto(mara.url)
    return ines


def test_the_link_of_each_post_leads_to_the_timeline(desk, account):
    mara = desk.sit()
    mara.get_by_role("button", name="Try it with the sample").click()
    desk.work(mara, "Approve and post now")
    mara.get_by_role("button", name="Approve and post now").click()
    desk.work(mara, "All out since")
    words = mara.locator(".track .says").first.inner_text().split("\n")[0]
    mara.get_by_role("link", name="See it on the practice network").first.click()
    expect(mara.locator("body")).to_contain_text(words)
    assert account.handle in mara.url


@pytest.mark.usefixtures("account")
def test_a_thread_going_out_lights_its_lamps_while_one_watches(desk):
    mara = desk.sit()
    mara.get_by_role("button", name="Try it with the sample").click()
    desk.work(mara, "Approve and post now")
    mara.get_by_role("button", name="Approve and post now").click()
    mara.locator(".stop > summary").click()
    mara.get_by_label("Reason, seen by everyone").fill("half a rea")
    desk.work(mara, "All out since")
    assert mara.locator(".head .lamp.out").count() == mara.locator(".track li").count()
    assert mara.get_by_label("Reason, seen by everyone").input_value() == "half a rea"


@pytest.mark.usefixtures("account")
def test_an_edit_shows_its_new_length_and_version(desk):
    mara = desk.sit()
    mara.get_by_role("button", name="Try it with the sample").click()
    desk.work(mara, "Approve and post now")
    second = mara.locator("#post-2")
    second.locator("summary", has_text="Change").click()
    second.get_by_label("Text of post 2").fill("Nine words stand in this post, and no more.")
    second.get_by_role("button", name="Save as version 2").click()
    expect(mara.get_by_text("Saved as version 2.")).to_be_visible()
    expect(second.locator(".under > .count .num")).to_have_text(re.compile(r"48 of 280"))


@pytest.mark.usefixtures("account")
def test_two_tabs_lose_nothing(desk):
    ines, mara = desk.sit("Ines", Role.WRITER), desk.sit("Mara")
    ines.get_by_role("button", name="Try it with the sample").click()
    desk.work(ines, "As followers will see it")
    mara.goto(ines.url)
    ines.locator("#post-2 summary", has_text="Change").click()
    ines.get_by_label("Text of post 2").fill("Ines wrote this.")
    ines.get_by_role("button", name="Save as version 2").first.click()
    mara.get_by_text("Send back to Ines").click()
    mara.get_by_label("What should change?").fill("Name the yard.")
    mara.get_by_role("button", name="Send back with this reason").click()
    expect(mara.get_by_role("alert").first).to_contain_text("Ines saved version 2")
    expect(mara.get_by_label("What should change?")).to_have_value("Name the yard.")
    expect(mara.get_by_role("button", name="Approve version 1")).to_be_disabled()


@pytest.mark.usefixtures("account")
def test_everything_stops_with_two_presses_and_no_typing(desk):
    mara = desk.sit()
    mara.locator(".stop > summary").click()
    mara.get_by_role("button", name="Pause now").click()
    expect(mara.get_by_role("heading", name="Everything is paused")).to_be_visible()
    mara.get_by_role("link", name="Resume…").click()
    mara.get_by_role("button", name="Resume everything").click()
    expect(mara.get_by_text("Resumed.")).to_be_visible()
    assert desk.house.pauses.get().lifted_at
