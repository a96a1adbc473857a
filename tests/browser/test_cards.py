"""The question for cards and alt texts that an editor wrote herself."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.review.edit_card import CardEdit, save_card_edit
from publisher.thread.models import Thread
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_looks import barriers

pytestmark = pytest.mark.browser
SOURCE = """Ferry is late

The backstory:

  • The old ferry broke down in March. It did 9 km/h, the port said, and 40 people were on board.
  • The new one waits for a part from Norway.
"""


@pytest.fixture
def thread(house):
    house.four_eyes = False
    house.save()
    builders.account(house)
    made = Thread.objects.get(article=add_article(house, SOURCE, who=None))
    draft_thread(made.pk)
    made.refresh_from_db()
    editor = builders.person(house=house, name="Ines")
    wanted = CardEdit("bullet", "The ferry did 9 km/h in March.", "", [])
    save_card_edit(made, rev=1, position=2, card=0, wanted=wanted, who=editor)
    return made


def changed(page, n, old, new):
    page.locator(f"#post-{n} summary", has_text="Change").click()
    words = page.get_by_label(f"Text of post {n}")
    words.fill(words.input_value().replace(old, new))
    page.locator(f"#post-{n} form.words").get_by_role("button", name="Save as version").click()


def approve(page):
    page.get_by_role("button", name=re.compile("^Approve")).last.click()


@pytest.mark.parametrize(("view", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_who_wrote_a_card_is_shown_the_difference_and_draws_it(desk, thread, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    changed(page, 2, "9 km/h", "10 km/h")
    question = page.locator("#post-2 .clash")
    expect(question).to_contain_text("Card 1 of post 2 says “9”, which the post does not say.")
    expect(question.locator("del")).to_contain_text("9")
    expect(question.locator("ins")).to_contain_text("10")
    assert not barriers(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= view["width"]
    approve(page)
    expect(page.get_by_role("alert").first).to_contain_text("press “Draw it from the post”")
    page.locator("#post-2 .clash").get_by_role("button", name="Draw it from the post").click()
    expect(page.locator(".told")).to_contain_text("The card is drawn from the post.")
    expect(page.locator("#post-2 .clash")).to_have_count(0)
    expect(page.locator("#post-2 .grid img").first).to_have_attribute(
        "alt", "The backstory: The ferry did 10 km/h in March."
    )


@pytest.mark.parametrize("view", [WIDE, PHONE])
def test_what_she_keeps_is_asked_for_no_more_until_it_changes(desk, thread, view):
    page = desk.sit(viewport=view)
    page.goto(f"{desk.url}/threads/{thread.public_id}")
    changed(page, 2, "9 km/h", "10 km/h")
    question = page.locator("#post-2 .clash")
    question.get_by_role("button", name="Keep it as it is").click()
    expect(page.locator("#post-2")).to_contain_text("is right as it is, says Mara")
    expect(question).to_have_count(0)
    changed(page, 2, "10 km/h", "11 km/h")
    expect(question).to_have_count(1)
