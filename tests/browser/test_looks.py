from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe

from publisher.review.approve import approve, send_back
from publisher.schedule.pause import pause
from publisher.thread.clock import now
from publisher.thread.models import Post, Thread
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.browser.conftest import PHONE, WIDE

pytestmark = pytest.mark.browser
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


def begun(house, account, state, *posts):
    thread = builders.thread_in_review(
        house, "Begun", "a", "b", account=account, state=state, begun_at=now()
    )
    for n, post in enumerate(posts, 1):
        Post.objects.create(thread=thread, position=n, state=post, said="Over capacity")
    return thread


@pytest.fixture
def pages(house):
    """An address for each kind of page, with rows to show."""
    account = builders.account(house)
    editor = builders.person(house=house)
    words = ("The ferry is late", "It broke down in March.", "A" * 270)
    mine = [builders.thread_in_review(house, *words, account=account) for _ in range(4)]
    warning = {"kind": "day", "words": "March", "start": 17, "end": 22, "why": "Which March?"}
    revision = mine[0].revisions.get()
    revision.content["posts"][1]["warnings"] = [warning]
    revision.save()
    approve(mine[1], rev=1, who=editor, at=now() + timedelta(days=1))
    send_back(mine[2], rev=1, who=editor, why="Name the yard.")
    Thread.objects.filter(pk=mine[3].pk).update(state=T.MISSED, due_at=now())
    unread = Thread.objects.create(article=builders.article(house), account=account, state=T.BROKEN)
    stopped = begun(house, account, T.NEEDS_EDITOR, P.POSTED, P.REFUSED)
    going = begun(house, account, T.SENDING, P.POSTED, P.INTENT)
    threads = [f"/threads/{t.public_id}" for t in (*mine, unread, stopped, going)]
    return ["/", "/?q=ferry", "/add", "/accounts", "/history", "/notices", "/nowhere", *threads]


def open_all(page):
    page.evaluate("document.querySelectorAll('details').forEach(each => each.open = true)")


def barriers(page):
    """What axe finds in a window as tall as the page: what is scrolled halfway off is no small target."""
    size, tall = page.viewport_size, page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size({**size, "height": tall + 100})
    found = Axe().run(page, options={"runOnly": RULES})
    page.set_viewport_size(size)
    return found.generate_report() if found.violations_count else ""


@pytest.mark.parametrize(("view", "scheme"), [(WIDE, "light"), (PHONE, "dark")])
def test_no_page_has_a_barrier_that_axe_finds(desk, house, pages, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    row = pause(house, who=None, why="Wait.", scope="account", account=house.accounts.get())
    for path in [*pages, f"/pauses/{row.pk}/resume"]:
        page.goto(desk.url + path)
        open_all(page)
        assert not barriers(page), path


@pytest.mark.parametrize("width", [390, 1280])
def test_on_paper_stand_the_posts_and_nothing_to_press(desk, house, width):
    thread = builders.thread_in_review(house)
    going = begun(house, thread.account, T.POSTED, P.POSTED, P.POSTED)
    page = desk.sit(viewport={"width": width, "height": 900})
    page.emulate_media(media="print")
    for path, words in ((thread, "It broke down in March."), (going, "Begun")):
        page.goto(f"{desk.url}/threads/{path.public_id}")
        assert page.get_by_text(words).first.is_visible()
        pressed = page.locator("button, .button, summary, nav a, input:not([type=hidden])")
        assert [each.inner_text() for each in pressed.all() if each.is_visible()] == []


def test_the_door_has_no_barrier_either(desk):
    page = desk.window()
    page.goto(desk.url)
    page.get_by_label("Email").fill("nobody@harbour.example")
    page.get_by_label("Password").fill("guessed")
    page.get_by_role("button", name="Sign in").click()
    found = Axe().run(page, options={"runOnly": RULES})
    assert found.violations_count == 0, found.generate_report()


@pytest.mark.parametrize("width", [320, 390, 640, 1000, 1280])
def test_no_page_scrolls_sideways(desk, pages, width):
    page = desk.sit(viewport={"width": width, "height": 800})
    for path in pages:
        page.goto(desk.url + path)
        open_all(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, path


def test_the_browser_has_nothing_to_complain_about(desk, pages):
    page, said = desk.sit(), []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    for path in (path for path in pages if path != "/nowhere"):
        page.goto(desk.url + path)
        page.wait_for_timeout(50)
    assert [words for words in said if "404" not in words] == []


def test_a_thread_is_approved_by_keyboard_alone(desk, house, pages):
    page = desk.sit()
    page.goto(desk.url + next(path for path in pages if path.startswith("/threads/")))
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(30):
        page.keyboard.press("Tab")
        if "Approve and post now" in page.evaluate("document.activeElement.innerText"):
            break
    page.keyboard.press("Enter")
    page.locator(".told", has_text="is approved").wait_for()
    assert house.articles.filter(threads__state=T.SCHEDULED).count() == 2
