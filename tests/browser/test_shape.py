from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from publisher.intake.add import add_article, sample_text
from publisher.intake.draft import draft_thread
from publisher.thread.models import Thread
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_looks import barriers

pytestmark = pytest.mark.browser


@pytest.fixture
def thread(house):
    builders.account(house)
    made = Thread.objects.get(article=add_article(house, sample_text(), who=None))
    draft_thread(made.pk)
    return made


def press(page, target, key="Enter"):
    """By keyboard alone: what cannot take the focus cannot be pressed."""
    target.focus()
    expect(target).to_be_focused()
    page.keyboard.press(key)


def open_post(page, n, more="Change"):
    press(page, page.locator(f"#post-{n} summary", has_text=more))


def button(page, n, name):
    return page.locator(f"#post-{n}").get_by_role("button", name=name)


def saved(page, version):
    expect(page.locator(".told")).to_contain_text(f"aved as version {version}", timeout=20_000)


@pytest.mark.parametrize(("view", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_a_thread_is_shaped_by_keyboard_alone(desk, thread, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    open_post(page, 3)
    words = page.get_by_label("Text of post 3")
    words.focus()
    page.keyboard.press("Control+Home")
    page.keyboard.type("Rails first. " + "x" * 280)
    live = page.locator("#post-3 .words .live")
    expect(live).to_contain_text("too long: it is full after", timeout=20_000)
    expect(words).to_be_focused()
    assert not barriers(page)
    for _ in range(280):
        page.keyboard.press("Backspace")
    expect(live).not_to_contain_text("too long")
    press(page, button(page, 3, "Split at the cursor"))
    saved(page, 2)
    expect(page.locator("#post-3 .says")).to_contain_text("Rails first.\n\n3/9")
    open_post(page, 3)
    press(page, button(page, 3, "Merge with post 4"))
    saved(page, 3)
    open_post(page, 3)
    press(page, button(page, 3, "Move up"))
    saved(page, 4)
    expect(page.locator("#post-2 .says")).to_contain_text("Rails first.")
    open_post(page, 2, "alt text")
    page.locator("#post-2").get_by_label("Alt text").focus()
    page.keyboard.press("Control+A")
    page.keyboard.type("A sleeping car")
    press(page, button(page, 2, "Save the card"))
    saved(page, 5)
    expect(page.locator("#post-2 .grid img")).to_have_attribute("alt", "A sleeping car")
    open_post(page, 2, "alt text")
    press(page, button(page, 2, "Drop the card"))
    saved(page, 6)
    expect(page.locator("#post-2 .grid")).to_have_count(0)
    press(page, page.locator("summary", has_text="Shape the whole thread"))
    page.get_by_label("Style").focus()
    page.keyboard.type("A post")
    press(page, page.locator(".thread .more").get_by_role("button", name="Save as version"))
    saved(page, 7)
    expect(page.locator(".told")).to_contain_text("Post 2 stayed as it was changed")
    press(page, page.get_by_role("button", name="Undo: back to version 6"))
    saved(page, 8)
    assert thread.revisions.count() == 8
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")
    assert not barriers(page)


def test_without_scripts_a_post_is_split_at_a_sentence(desk, thread):
    page = desk.sit(java_script_enabled=False)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    page.locator("#post-2 summary", has_text="Change").click()
    expect(button(page, 2, "Split at the cursor")).to_be_hidden()
    page.locator("#post-2").get_by_label("Split before").select_option(index=1)
    button(page, 2, "Split in two").click()
    saved(page, 2)
    expect(page.locator("#post-3 .says")).to_contain_text("When cheap flights")


def test_words_typed_elsewhere_are_asked_about_before_they_are_lost(desk, thread):
    page, asked = desk.sit(), []

    def dismiss(dialog):
        asked.append(dialog.type)
        dialog.dismiss()

    page.on("dialog", dismiss)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    open_post(page, 2)
    page.get_by_label("Text of post 2").press_sequentially("Half a thought. ")
    open_post(page, 3)
    button(page, 3, "Move up").click(no_wait_after=True)
    page.wait_for_timeout(500)
    assert asked == ["beforeunload"]
    expect(page.get_by_label("Text of post 2")).to_have_value(re.compile("Half a thought."))
    assert thread.revisions.count() == 1
