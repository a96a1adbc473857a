from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from publisher.accounts.models import Account, Newsroom
from publisher.accounts.roles import Role
from publisher.accounts.secrets import seal
from publisher.delivery.account_trial import advance_trial, trials_due
from publisher.delivery.deliver import deliver
from publisher.delivery.tick import tick
from publisher.intake.draft import draft_thread
from tests import builders
from tests.worlds.browser import FLAGS, chromium
from tests.worlds.rehearsal import Rehearsal, start

# Playwright's own loop runs in this thread; the tests' rows are written in it all the same.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

WIDE, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}


# Not for the whole session: the loop it runs would be in the way of other tests.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        path = chromium()
        if path is None and not Path(playwright.chromium.executable_path).exists():
            pytest.skip("No Chromium was found: the browser tests did not run.")
        opened = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def network(tmp_path_factory) -> Iterator[Rehearsal]:
    with start(tmp_path_factory.mktemp("rehearsal")) as running:
        yield running


@dataclass
class Desk:
    """A newsroom's desk in a browser; the workers are played by `work`."""

    browser: Browser
    url: str
    house: Newsroom

    def sit(self, name: str = "Mara", role: Role = Role.EDITOR, **context: Any) -> Page:
        """Somebody new signs in, in a window of her own."""
        person = builders.person(role, self.house, name)
        page = self.window(**context)
        page.goto(self.url)
        page.get_by_label("Email").fill(person.email)
        page.get_by_label("Password").fill("a good password")
        page.get_by_role("button", name="Sign in").click()
        page.wait_for_url(f"{self.url}/")
        return page

    def window(self, **context: Any) -> Page:
        opened: BrowserContext = self.browser.new_context(**{"viewport": WIDE, **context})
        page = opened.new_page()
        page.set_default_timeout(10_000)
        return page

    def work(self, page: Page, until: str, most: int = 100) -> None:
        """Do what the clock and the workers do, until the page shows this text."""
        for _ in range(most):
            if page.get_by_text(until).count():
                return
            for hint in [*tick(), *trials_due()]:
                {"draft": draft_thread, "trial": advance_trial}.get(hint.task, deliver)(
                    hint.thread_id
                )
            page.wait_for_timeout(100)
        raise AssertionError(f"“{until}” was never shown: {page.inner_text('main')}")


@pytest.fixture
def house(transactional_db) -> Newsroom:  # noqa: ARG001 - the browser reads in another thread
    return builders.newsroom()


@pytest.fixture
def desk(browser, live_server, house) -> Iterator[Desk]:
    yield Desk(browser, live_server.url, house)
    for context in browser.contexts:
        context.close()


@pytest.fixture
def account(network, house) -> Account:
    handle = f"harbour{house.pk}"
    keys = network.account(handle, "Harbour Post")
    names = ("consumer_key", "consumer_secret", "access_token", "access_token_secret")
    return builders.account(
        house,
        handle=handle,
        remote_user_id=keys.user_id,
        base_url=network.url,
        sealed=seal({name: getattr(keys, name) for name in names}),
    )
