from __future__ import annotations

import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from playwright.sync_api import expect

from publisher.accounts.roles import Role
from publisher.people import invitations
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_looks import barriers, open_all

pytestmark = pytest.mark.browser
MAIL, GOOD = "nora@harbour.example", "harbour ferry morning"


def code(secret, ahead=0):
    counter = int(time.time()) // 30 + ahead
    return format_hotp_value(hotp_value(secret.replace(" ", ""), counter))


def reach(page, words):
    """Go by Tab alone to what is called so, and stay there."""
    passed = []
    for _ in range(60):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "(e => `${e.innerText} ${[...(e.labels || [])].map(l => l.innerText).join()}`)"
            "(document.activeElement)"
        )
        if words in named:
            return
        passed.append(named.strip())
    raise AssertionError(f"“{words}” was not reached by keyboard, only {passed}")


def fill(page, label, words):
    reach(page, label)
    page.keyboard.type(words)


def enter(page):
    with page.expect_navigation():
        page.keyboard.press("Enter")


def press(page, words):
    reach(page, words)
    enter(page)


@pytest.mark.parametrize("view", [WIDE, PHONE])
def test_somebody_is_invited_joins_and_signs_in_in_two_steps_by_keyboard(desk, view):
    ada = desk.sit("Ada", Role.ADMIN, viewport=view)
    press(ada, "People")
    reach(ada, "Email")
    ada.keyboard.type(MAIL)
    press(ada, "Make the link")
    link = ada.get_by_label("Link to copy").input_value()

    nora = desk.window(viewport=view)
    nora.goto(link)
    expect(nora.get_by_label("Your name")).to_be_focused()
    nora.keyboard.type("Nora")
    fill(nora, "A new password", GOOD)
    enter(nora)
    assert nora.url == f"{desk.url}/"

    press(nora, "Nora")
    press(nora, "Set up a second step")
    secret = nora.locator("code").inner_text()
    fill(nora, "The code it shows now", code(secret, -1))
    enter(nora)
    expect(nora.get_by_role("heading", name="Keep these recovery codes")).to_be_visible()
    press(nora, "I kept them")
    press(nora, "Sign out")

    expect(nora.get_by_label("Email")).to_be_focused()
    nora.keyboard.type(MAIL)
    fill(nora, "Password", GOOD)
    enter(nora)
    expect(nora.get_by_role("heading", name="One more step")).to_be_visible()
    expect(nora.get_by_label("Code")).to_be_focused()
    nora.keyboard.type(code(secret))
    enter(nora)
    assert nora.url == f"{desk.url}/"


def test_what_was_typed_while_signed_out_is_there_again(desk, house):
    mara = desk.sit()
    mara.goto(f"{desk.url}/add")
    mara.get_by_label("Paste the text").fill(builders.SOURCE)
    mara.context.clear_cookies(name="sessionid")
    mara.get_by_role("button", name="Make the thread").click()
    expect(mara.get_by_text("What you typed is kept")).to_be_visible()
    mara.get_by_label("Email").fill(house.memberships.get().person.email)
    mara.get_by_label("Password").fill("a good password")
    mara.get_by_role("button", name="Sign in").click()
    kept = mara.locator(".kept")
    assert kept.get_by_label("Text").input_value().strip() == builders.SOURCE.strip()
    assert not house.articles.exists()
    kept.get_by_role("button", name="Send it now").click()
    expect(mara.locator(".kept")).to_have_count(0)
    assert house.articles.count() == 1


@pytest.fixture
def opened(desk, house):
    """Every page of people, as one would find it, with a window that has opened it."""

    def show(page):
        mara = builders.person(Role.EDITOR, house, "Mara Lindqvist-Oyelaran")
        olga = builders.person(Role.ADMIN, house, "Olga")
        secret = invitations.invite(house, MAIL, Role.WRITER, who=olga)
        invitations.invite(
            house, "a.very.long.name.of.somebody@another-newsroom.example", Role.EDITOR, who=olga
        )
        number = house.memberships.get(person=mara).pk
        for path in ("people", "me", "me/second-step", f"people/{number}/take-away"):
            page.goto(f"{desk.url}/{path}")
            yield path.replace(str(number), "n")
        page.goto(f"{desk.url}/me")
        page.get_by_label("Password of now").fill("guessed")
        page.get_by_label("New password").fill("1234")
        page.get_by_role("button", name="Change the password").click()
        yield "me-wrong"
        page.goto(f"{desk.url}/me/second-step")
        secret_key = page.locator("code").inner_text()
        page.get_by_label("The code it shows now").fill(code(secret_key))
        page.get_by_role("button", name="Turn it on").click()
        yield "codes"
        page.goto(f"{desk.url}/me/second-step")
        yield "second-step-on"
        page.goto(f"{desk.url}/people")
        page.get_by_label("Email").fill("jonas@harbour.example")
        page.get_by_role("button", name="Make the link").click()
        yield "people-link"
        page.goto(f"{desk.url}/people")
        page.get_by_text("Cannot get in").first.click()
        page.get_by_role("button", name="Make the link").first.click()
        way_back = page.get_by_label("Link to copy").input_value().rpartition("/")[2]
        yield "people-way-back"
        page.goto(f"{desk.url}/history")
        yield "history"
        page.context.clear_cookies()
        page.goto(f"{desk.url}/join/{secret}")
        yield "join"
        page.get_by_label("Your name").fill("Nora")
        page.get_by_label("A new password").fill("123456")
        page.get_by_role("button", name="Join").click()
        yield "join-wrong"
        page.goto(f"{desk.url}/new-password/{way_back}")
        yield "new-password"
        page.get_by_label("A new password").fill("123456")
        page.get_by_role("button", name="Save it and go on").click()
        yield "new-password-wrong"
        page.goto(f"{desk.url}/join/nothing")
        yield "join-closed"
        page.goto(f"{desk.url}/sign-in")
        yield "sign-in"

    return show


@pytest.mark.parametrize(("view", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_no_page_of_people_has_a_barrier_or_scrolls_sideways(desk, opened, view, scheme):
    page = desk.sit("Ada", Role.ADMIN, viewport=view, color_scheme=scheme)
    for name in opened(page):
        open_all(page)
        assert not barriers(page), name
        assert page.evaluate("document.documentElement.scrollWidth") <= view["width"], name
