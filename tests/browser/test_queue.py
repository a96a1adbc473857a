"""The queue in a browser: by keyboard alone, and while it changes under one's hands."""

from __future__ import annotations

from datetime import timedelta

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from publisher.schedule.pause import pause
from publisher.thread.clock import now
from publisher.thread.models import Call, Post, Thread
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.browser.conftest import PHONE, WIDE
from tests.browser.test_followup import shoot
from tests.browser.test_looks import RULES

pytestmark = pytest.mark.browser
HEADLINES = ("Rail strike", "Portugal votes", "Storm Malik")


@pytest.fixture
def waiting(house):
    """Three threads that wait, the oldest first on the sheet."""
    account = builders.account(house, handle="harbourpost")
    return [
        builders.thread_in_review(
            house, headline, "It broke down in March.", "The money is found.", account=account
        )
        for headline in HEADLINES
    ]


def keys(page, *pressed):
    for key in pressed:
        page.keyboard.press(key)


def focused(page):
    return page.evaluate("document.activeElement.innerText || document.activeElement.name")


def current(page):
    return page.locator(".row[aria-current] h3").all_inner_texts()


def change(thread, state, *posts):
    Thread.objects.filter(pk=thread.pk).update(state=state, begun_at=now(), due_at=now())
    for n, post in enumerate(posts, 1):
        Post.objects.update_or_create(thread=thread, position=n, defaults={"state": post})


def test_j_and_k_go_from_row_to_row_and_enter_opens(desk, waiting):
    page = desk.sit()
    keys(page, "j", "j", "j", "k")
    assert current(page) == ["Portugal votes"]
    assert focused(page) == "Portugal votes"
    keys(page, "Enter")
    page.wait_for_url(f"**/threads/{waiting[1].public_id}")


def test_a_goes_to_the_decision_and_approves_nothing(desk, waiting):
    page = desk.sit()
    keys(page, "j", "a")
    page.wait_for_url("**#approve")
    expect(page.get_by_role("heading", name="Approve")).to_be_focused()
    keys(page, "Enter", "a", "Enter", "Space")
    waiting[0].refresh_from_db()
    assert waiting[0].state == T.IN_REVIEW


def test_e_opens_the_words_of_a_post_and_what_is_typed_there_is_no_key(desk, waiting):
    page = desk.sit()
    keys(page, "j", "e")
    page.wait_for_url("**#edit")
    expect(page.get_by_label("Text of post 1")).to_be_focused()
    page.keyboard.type("?ajpsek/")
    expect(page.get_by_label("Text of post 1")).to_have_value("?ajpsek/Rail strike")
    assert page.url.endswith(f"/threads/{waiting[0].public_id}#edit")


def test_s_leads_to_the_time_and_a_thread_is_scheduled_by_keyboard_alone(desk, waiting):
    page = desk.sit()
    keys(page, "j", "s")
    page.wait_for_url("**#time")
    page.keyboard.type("23:59")
    keys(page, "Enter")
    expect(page.get_by_text("is approved for")).to_be_visible()
    waiting[0].refresh_from_db()
    assert waiting[0].state == T.SCHEDULED


def test_p_and_enter_stop_everything(desk, house, waiting):
    assert waiting
    page = desk.sit()
    keys(page, "p")
    shoot(page, "panel-1280")
    keys(page, "Enter")
    expect(page.get_by_role("heading", name="Everything is paused")).to_be_visible()
    assert house.pauses.get().scope == "all"
    keys(page, "p")
    assert focused(page) == "Resume…"


def test_search_finds_while_one_types_and_escape_leaves_the_keys_alone(desk, waiting):
    assert waiting
    page = desk.sit()
    keys(page, "/")
    page.keyboard.type("portu")
    expect(page.locator(".row h3")).to_have_text(["Portugal votes"])
    assert focused(page) == "q"
    keys(page, "Enter")
    page.wait_for_url("**/?q=portu**")
    expect(page.locator(".row h3")).to_have_text(["Portugal votes"])
    keys(page, "j", "Enter")
    page.wait_for_url(f"**/threads/{waiting[1].public_id}")


def test_a_question_mark_shows_the_keys_and_they_can_be_turned_off(desk, waiting):
    assert waiting
    page = desk.sit()
    keys(page, "?")
    expect(page.get_by_role("dialog", name="Keys")).to_be_visible()
    shoot(page, "keys-1280")
    keys(page, "j")
    assert current(page) == []
    page.get_by_role("link", name="Turn keys off…").press("Enter")
    page.get_by_role("button", name="Turn keys off").press("Enter")
    expect(page.get_by_text("Keys are off.")).to_be_visible()
    shoot(page, "keys-off-1280")
    page.goto(desk.url)
    keys(page, "j", "?", "p")
    assert current(page) == []
    expect(page.get_by_role("dialog")).to_have_count(0)
    expect(page.get_by_role("button", name="Pause now")).to_be_hidden()


@pytest.mark.parametrize("held", ["Control", "Alt", "Meta"])
def test_no_key_does_anything_with_a_modifier(desk, waiting, held):
    assert waiting
    page = desk.sit()
    keys(page, f"{held}+j", f"{held}+p")
    assert current(page) == []
    expect(page.get_by_role("button", name="Pause now")).to_be_hidden()


def test_the_row_one_stands_on_is_kept_while_the_sheet_changes(desk, house, waiting):
    page = desk.sit()
    keys(page, "j", "j")
    builders.thread_in_review(house, "Come meanwhile", account=waiting[0].account)
    expect(page.get_by_role("link", name="Come meanwhile")).to_be_visible()
    assert current(page) == ["Portugal votes"]
    assert focused(page) == "Portugal votes"
    change(waiting[1], T.CANCELLED)
    expect(page.get_by_role("link", name="Portugal votes")).to_have_count(0)
    assert focused(page) == "Storm Malik"


def test_open_parts_and_typed_words_survive_the_refresh(desk, house, waiting):
    page = desk.sit()
    page.locator(".stop > summary").click()
    page.get_by_label("Reason, seen by everyone").fill("half a rea")
    page.get_by_text("Only an account").click()
    page.get_by_label("What I added").check()
    builders.thread_in_review(house, "Come meanwhile", account=waiting[0].account)
    expect(page.get_by_role("link", name="Come meanwhile")).to_be_visible()
    expect(page.get_by_label("Reason, seen by everyone")).to_have_value("half a rea")
    expect(page.get_by_label("What I added")).to_be_checked()


def test_only_what_is_on_its_way_is_said_aloud(desk, waiting):
    change(waiting[0], T.SENDING, P.POSTED, P.INTENT, P.WAITING)
    page = desk.sit()
    said = page.locator("#say")
    expect(page.get_by_text("Post 2 of 3 is on its way").last).to_be_visible()
    expect(said).to_have_text("")
    change(waiting[0], T.SENDING, P.POSTED, P.POSTED, P.INTENT)
    expect(said).to_have_text("Post 3 of 3 is on its way")
    assert page.locator("#sheet [role=status], #sheet [aria-live]").count() == 0


def test_a_stop_pressed_elsewhere_is_seen_without_a_reload(desk, house, waiting):
    assert waiting
    page = desk.sit()
    pause(house, who=None, why="Wrong figure on the wire.")
    expect(page.get_by_text("Wrong figure on the wire.")).to_be_visible()
    expect(page).to_have_title("(3) Queue, Harbour Post desk")


def test_the_window_s_title_counts(desk, house, waiting):
    page = desk.sit()
    expect(page).to_have_title("(3) Queue, Harbour Post desk")
    builders.thread_in_review(house, "Come meanwhile", account=waiting[0].account)
    expect(page).to_have_title("(4) Queue, Harbour Post desk")


def test_the_sentence_at_the_top_follows_the_sheet(desk, waiting):
    page = desk.sit()
    expect(page.get_by_text("Three wait for you.")).to_be_visible()
    change(waiting[0], T.NEEDS_EDITOR)
    expect(page.get_by_text("One needs an editor. Two wait for you.")).to_be_visible()


def test_a_desk_that_does_not_answer_is_no_quiet_desk(desk, waiting):
    assert waiting
    page = desk.sit()
    page.route("**/*seen=*", lambda route: route.abort())
    expect(page.locator("#silent")).to_contain_text("The desk does not answer.")
    shoot(page, "silent-1280")
    page.unroute("**/*seen=*")
    expect(page.locator("#silent")).to_be_hidden()


@pytest.fixture
def full(house, waiting):
    """A sheet with something in every section."""
    soon, account = now() + timedelta(minutes=40), waiting[0].account
    words = ("It broke down in March.", "The money is found.")
    stopped = builders.thread_in_review(house, "Tonga: cut cable", *words, account=account)
    change(stopped, T.NEEDS_EDITOR, P.POSTED, P.UNKNOWN, P.WAITING)
    going = builders.thread_in_review(house, "Chip shortage", *words, account=account)
    change(going, T.SENDING, P.POSTED, P.INTENT, P.WAITING)
    out = builders.thread_in_review(house, "Burkina Faso", *words, account=account)
    change(out, T.POSTED, P.POSTED, P.POSTED, P.POSTED)
    for n, headline in enumerate(("Green squares", "Winter Games")):
        due = soon + timedelta(days=n)
        builders.thread_in_review(
            house, headline, *words, account=account, state=T.SCHEDULED, due_at=due
        )
    return house


@pytest.mark.parametrize(
    ("view", "scheme"),
    [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")],
)
def test_no_part_of_the_queue_has_a_barrier(desk, full, view, scheme):
    assert full
    page = desk.sit(viewport=view, color_scheme=scheme)
    addresses = {
        "sheet": "/", "out": "/?show=out", "only": "/?mine=yes&show=waits", "found": "/?q=ch",
        "none": "/?q=zebra", "keys": "/keys",
    }  # fmt: skip
    for name, address in addresses.items():
        page.goto(desk.url + address)
        keys(page, "j")
        if name == "sheet":
            page.evaluate("document.querySelector('.only').open = true")
        shoot(page, f"queue-{name}-{view['width']}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= view["width"], address
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, (address, found.generate_report())


@pytest.fixture
def stopped(house):
    """Everything is paused; one thread is half way with a post on its way, one has got late."""
    thread = builders.approved_thread(house, "Chip shortage", "It goes on.", "It ends.")
    change(thread, T.SENDING, P.POSTED, P.INTENT, P.WAITING)
    post = thread.posts.get(position=2)
    Call.objects.create(
        account=thread.account, thread=thread, post=post, kind=Call.Kind.POST, started_at=now()
    )
    late = builders.approved_thread(house, "Rail strike", "a")
    Thread.objects.filter(pk=late.pk).update(due_at=now() - timedelta(minutes=2))
    who = builders.person(house=house, name="Mara Lindqvist")
    return pause(house, who=who, why="Wrong casualty figure on the wire. Wait for me.")


@pytest.mark.parametrize(
    ("view", "scheme"),
    [(WIDE, "light"), (WIDE, "dark"), (PHONE, "light"), (PHONE, "dark")],
)
def test_the_stop_and_its_questions_have_no_barrier(desk, stopped, view, scheme):
    page = desk.sit(viewport=view, color_scheme=scheme)
    for name, address in {"paused": "/", "resume": f"/pauses/{stopped.pk}/resume"}.items():
        page.goto(desk.url + address)
        shoot(page, f"{name}-{view['width']}-{scheme}")
        assert page.evaluate("document.documentElement.scrollWidth") <= view["width"], address
        found = Axe().run(page, options={"runOnly": RULES})
        assert found.violations_count == 0, (address, found.generate_report())


def test_resuming_by_keyboard_answers_each_question(desk, house, stopped):
    page = desk.sit()
    keys(page, "p", "Enter")
    page.wait_for_url(f"**/pauses/{stopped.pk}/resume")
    page.get_by_role("radio", name="Send it when I resume").focus()
    keys(page, "Space")
    page.get_by_role("button", name="Resume everything").focus()
    shoot(page, "resume-answered-1280")
    keys(page, "Enter")
    expect(page.get_by_text("Resumed.")).to_be_visible()
    expect(page.get_by_role("heading", name="“Chip shortage” is paused")).to_be_visible()
    assert [row.scope for row in house.pauses.filter(lifted_at=None)] == ["thread"]
