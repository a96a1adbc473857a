"""What of the queue is shown: by standing, account, day and person, in pages, by words."""

from __future__ import annotations

import re
from datetime import timedelta
from html import unescape

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publisher.accounts.roles import Role
from publisher.review import queue_filter, queue_pages
from publisher.thread.clock import now
from publisher.thread.models import Thread
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db
ROWS = re.compile(r"<h3><a [^>]*>([^<]+)</a></h3>")
SHOWN = {
    "need": {"Needs", "Missed", "Broken"},
    "going": {"Sending"},
    "waits": {"In review", "Drafting", "Back", "Approved"},
    "scheduled": {"Scheduled"},
    "out": {"Posted", "Closed", "Down"},
    "dropped": {"Cancelled"},
}
STATES = {
    "Needs": T.NEEDS_EDITOR, "Missed": T.MISSED, "Broken": T.BROKEN, "Sending": T.SENDING,
    "In review": T.IN_REVIEW, "Drafting": T.DRAFTING, "Back": T.SENT_BACK, "Approved": T.APPROVED,
    "Scheduled": T.SCHEDULED, "Posted": T.POSTED, "Closed": T.CLOSED_OUT, "Down": T.TAKEN_DOWN,
    "Cancelled": T.CANCELLED,
}  # fmt: skip


def one_of_each(house, **more):
    for headline, state in STATES.items():
        builders.thread_in_review(house, headline, state=state, due_at=now(), **more)


def numbered(house, count, **more):
    account = builders.account(house)
    for n in range(count):
        due = now() - timedelta(minutes=n)
        given = {"state": T.POSTED, "due_at": due, "account": account, **more}
        builders.thread_in_review(house, f"Number {n:02}", **given)


def rows(answer):
    return ROWS.findall(answer.content.decode())


def link(answer, words):
    found = re.search(rf'href="([^"]+)"[^>]*>{words}<', answer.content.decode())
    return unescape(found[1]) if found else ""


@pytest.mark.parametrize("role", Role)
@pytest.mark.parametrize("show", SHOWN)
def test_each_list_shows_what_stands_so_to_everybody(client, house, role, show):
    one_of_each(house)
    client.force_login(builders.person(role, house))
    assert set(rows(client.get("/", {"show": show}))) == SHOWN[show]


def test_every_state_stands_in_one_list():
    listed = [state for each in queue_filter.STANDINGS.values() for state in each.states]
    assert sorted(listed) == sorted(T)


def test_only_one_account_is_shown_where_it_is_asked_for(desk, house):
    ours, other = builders.account(house), builders.account(house)
    builders.thread_in_review(house, "Ours", account=ours)
    builders.thread_in_review(house, "The other", account=other)
    assert rows(desk.get("/", {"account": ours.public_id})) == ["Ours"]
    assert rows(desk.get("/", {"account": other.public_id, "show": "waits"})) == ["The other"]


def test_mine_is_what_i_added(desk, house, mara, ines):
    builders.thread_in_review(house, "Mine", made_by=mara)
    builders.thread_in_review(house, "Hers", made_by=ines)
    assert rows(desk.get("/", {"mine": "yes"})) == ["Mine"]
    assert rows(desk.get("/", {"mine": "yes", "q": "m h"})) == []
    assert rows(desk.get("/", {"mine": "yes", "q": "mi"})) == ["Mine"]


def test_a_day_is_the_newsrooms_day(desk, house):
    # Brussels is an hour or two ahead: this is the next day there.
    late = now().replace(hour=23, minute=30, second=0) - timedelta(days=3)
    day = (late + timedelta(days=1)).date().isoformat()
    builders.thread_in_review(house, "After midnight", state=T.POSTED, due_at=late)
    for asked in ({"day": day}, {"day": day, "show": "out"}):
        assert rows(desk.get("/", asked)) == ["After midnight"]
    assert rows(desk.get("/", {"day": late.date().isoformat(), "show": "out"})) == []


def test_what_is_no_day_is_said_and_all_is_shown(desk, house, text):
    builders.thread_in_review(house, "There")
    page = desk.get("/", {"day": "31 February"})
    assert "“31 February” is not a day" in text(page)
    assert rows(page) == ["There"]


@pytest.mark.parametrize(
    ("asked", "status"),
    [
        ({"show": "posted"}, 400),
        ({"show": "out", "after": "x"}, 400),
        ({"show": "out", "after": "1"}, 400),
        ({"show": "out", "after": "9" * 30 + ".1"}, 400),
        ({"day": "0001-01-01"}, 400),
        ({"account": "nobody"}, 404),
    ],
)
def test_an_address_that_none_of_our_links_has_is_told_so(desk, asked, status):
    assert desk.get("/", asked).status_code == status


def test_an_account_of_another_newsroom_is_not_there(desk):
    theirs = builders.account(builders.newsroom(name="Other"))
    assert desk.get("/", {"account": theirs.public_id}).status_code == 404


@pytest.mark.parametrize("show", SHOWN)
def test_no_list_shows_another_newsrooms_threads(desk, show):
    one_of_each(builders.newsroom(name="Other"))
    assert rows(desk.get("/", {"show": show})) == []


def test_pages_lead_through_all_of_it_and_back(desk, house, monkeypatch):
    monkeypatch.setattr(queue_pages, "PAGE", 4)
    numbered(house, 10)
    first = desk.get("/?show=out")
    second = desk.get(link(first, "Older"))
    third = desk.get(link(second, "Older"))
    seen = [*rows(first), *rows(second), *rows(third)]
    assert seen == [f"Number {n:02}" for n in range(10)]
    assert link(first, "Newer") == link(third, "Older") == ""
    assert rows(desk.get(link(third, "Newer"))) == rows(second)
    assert rows(desk.get(link(second, "Newer"))) == rows(first)


def test_threads_due_in_the_same_moment_are_each_on_one_page(desk, house, monkeypatch):
    monkeypatch.setattr(queue_pages, "PAGE", 3)
    numbered(house, 7, state=T.SCHEDULED, due_at=now() + timedelta(hours=1))
    page, seen = desk.get("/?show=scheduled"), []
    while True:
        seen += rows(page)
        if not (following := link(page, "Later")):
            break
        page = desk.get(following)
    assert sorted(seen) == [f"Number {n:02}" for n in range(7)]


def test_a_page_stands_still_while_newer_threads_come(desk, house, monkeypatch):
    monkeypatch.setattr(queue_pages, "PAGE", 3)
    numbered(house, 6)
    older = link(desk.get("/?show=out"), "Older")
    before = rows(desk.get(older))
    builders.thread_in_review(house, "Just out", state=T.POSTED, due_at=now())
    assert rows(desk.get(older)) == before


def test_conditions_stay_while_paging_and_changing_lists(desk, house, mara, monkeypatch, text):
    monkeypatch.setattr(queue_pages, "PAGE", 2)
    numbered(house, 3, made_by=mara)
    page = desk.get("/?show=out&mine=yes")
    assert "mine=yes" in link(page, "Older")
    assert link(page, "Dropped") == "/?show=dropped&mine=yes"
    assert 'hx-get="/?show=out&amp;mine=yes"' in text(page)


def test_search_goes_in_pages_too_and_within_a_list(desk, house, monkeypatch):
    monkeypatch.setattr(queue_pages, "PAGE", 4)
    numbered(house, 6)
    builders.thread_in_review(house, "Number in review")
    first = desk.get("/", {"q": "number", "show": "out"})
    assert rows(first) == ["Number 05", "Number 04", "Number 03", "Number 02"]
    second = desk.get(link(first, "Older"))
    assert rows(second) == ["Number 01", "Number 00"]
    assert rows(desk.get(link(second, "Newer"))) == rows(first)


def test_a_word_with_an_at_names_the_account(desk, house):
    account = builders.account(house, handle="HarbourSport")
    builders.thread_in_review(house, "The race", account=account)
    builders.thread_in_review(house, "The race for mayor")
    assert rows(desk.get("/", {"q": "@harbours race"})) == ["The race"]
    assert rows(desk.get("/", {"q": "@harbours"})) == ["The race"]
    assert rows(desk.get("/", {"q": "@100%"})) == []


@pytest.mark.parametrize("words", ["'", '"a', "%", "\\", "a & b", "<b>", "@", "()", "🙂", "a:*"])
def test_whatever_is_searched_for_a_page_comes(desk, thread, words):
    assert thread.article.headline
    assert desk.get("/", {"q": words}).status_code == 200


@pytest.mark.parametrize(
    ("show", "words"),
    [("need", "Nothing needs an editor."), ("out", "Nothing is out yet.")],
)
def test_an_empty_list_says_so(desk, text, show, words):
    assert words in text(desk.get("/", {"show": show}))


def test_an_empty_part_says_what_was_left_out_and_leads_to_all(desk, house, text):
    builders.thread_in_review(house, "There")
    page = desk.get("/?mine=yes")
    assert "what you added" in text(page)
    assert link(page, "Show all") == "/"


@pytest.mark.parametrize("asked", ["/", "/?show=out", "/?show=waits&mine=yes", "/?q=head"])
@pytest.mark.parametrize("times", [1, 4])
def test_no_part_of_the_queue_takes_more_than_twelve_queries(desk, house, asked, times):
    for _ in range(times):
        one_of_each(house)
    with CaptureQueriesContext(connection) as ran:
        desk.get(asked)
    assert len(ran) <= 12


def test_the_title_counts_what_needs_somebody(desk, house, text):
    assert "<title>Queue, " in text(desk.get("/"))
    one_of_each(house)
    assert "<title>(5) Queue, " in text(desk.get("/"))
    assert "<title>Out, " in text(desk.get("/?show=out"))


def test_many_that_wait_do_not_hide_what_needs_an_editor(desk, house):
    account = builders.account(house)
    for _ in range(31):
        builders.thread_in_review(house, "Back", state=T.SENT_BACK, account=account)
    builders.thread_in_review(house, "Read me", account=account)
    Thread.objects.filter(state=T.SENT_BACK).update(changed_at=now() - timedelta(days=1))
    assert "Read me" in rows(desk.get("/"))


def test_a_word_that_is_rare_is_found_however_long_ago(desk, house, monkeypatch):
    monkeypatch.setattr(queue_pages, "NEAR", 3)
    monkeypatch.setattr(queue_pages, "PAGE", 2)
    builders.thread_in_review(house, "The comet")
    numbered(house, 6)
    assert rows(desk.get("/", {"q": "comet"})) == ["The comet"]
    assert rows(desk.get("/", {"q": "number"})) == ["Number 05", "Number 04"]


def test_a_newsroom_without_an_account_has_an_empty_queue(desk):
    assert [rows(desk.get(path)) for path in ("/", "/?show=out", "/?q=a")] == [[], [], []]
