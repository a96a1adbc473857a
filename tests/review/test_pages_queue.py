from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publisher.review.approve import send_back
from publisher.review.checks import find_right, list_checks
from publisher.review.edit import edit_post
from publisher.schedule.pause import pause
from publisher.thread.clock import now
from publisher.thread.models import Post, Thread
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db
SECTIONS = re.compile(r'<section class="margin" aria-labelledby="([a-z]+)"')


def begun(house, state, *posts, **more):
    thread = builders.thread_in_review(
        house, "Headline", "a", "b", state=state, begun_at=now(), due_at=now(), **more
    )
    for n, post in enumerate(posts, 1):
        Post.objects.create(thread=thread, position=n, state=post)
    return thread


def one_of_each(house):
    soon, later = now() + timedelta(minutes=1), now() + timedelta(days=3)
    begun(house, T.POSTED, P.POSTED, P.POSTED)
    for state in (T.DRAFTING, T.BROKEN, T.IN_REVIEW, T.SENT_BACK, T.APPROVED, T.MISSED):
        builders.thread_in_review(house, state.title(), state=state, due_at=soon)
    builders.thread_in_review(house, "Later", state=T.SCHEDULED, due_at=later)
    begun(house, T.SENDING, P.POSTED, P.INTENT)
    begun(house, T.NEEDS_EDITOR, P.POSTED, P.UNKNOWN)


def test_what_is_urgent_stands_first(desk, house, text):
    one_of_each(house)
    order = ["need", "going", "wait", "back", "approved", "later", "out"]
    assert SECTIONS.findall(text(desk.get("/"))) == order


def test_the_page_says_in_a_sentence_what_there_is_to_do(desk, house, text):
    one_of_each(house)
    assert "Three need an editor. One is going out. Two wait for you. Next out:" in text(
        desk.get("/")
    )


def test_an_idle_desk_offers_to_add_an_explainer(desk, text):
    page = text(desk.get("/"))
    assert "Nothing waits for you" in page
    assert "Try it with the sample" in page


@pytest.mark.parametrize("threads", [1, 30])
def test_the_queue_takes_at_most_thirteen_queries(desk, house, threads):
    pause(house, who=None)
    for _ in range(threads):
        one_of_each(house)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        desk.get("/")
    assert len(asked) <= 13


def test_only_the_newest_that_are_out_are_drawn(desk, house, text):
    account = builders.account(house)
    for n in range(25):
        builders.thread_in_review(
            house,
            f"Number {n:02}",
            state=T.POSTED,
            due_at=now() - timedelta(hours=n),
            account=account,
        )
    page = text(desk.get("/"))
    assert page.count("Number") == 10
    assert "Number 00" in page
    assert "Number 24" not in page


def test_lamps_say_where_each_post_stands(desk, house, text):
    begun(house, T.NEEDS_EDITOR, P.POSTED, P.UNKNOWN)
    page = text(desk.get("/"))
    assert 'aria-label="1 of 2 out, post 2 not clear"' in page
    assert '<li class="lamp unclear"><span class="unseen">Post 2 not clear</span>' in page
    assert "Stopped, 1 of 2 out" in page


def test_words_to_check_are_counted(desk, thread, text):
    revision = thread.revisions.get()
    warning = {"kind": "day", "words": "The", "start": 0, "end": 3, "why": "Which day?"}
    revision.content["posts"][0]["warnings"] = [warning]
    revision.save()
    assert "<mark>1 word to check</mark>" in text(desk.get("/"))


def test_words_found_right_are_not_counted_any_more(desk, thread, mara, text):
    revision = thread.revisions.get()
    warning = {"kind": "day", "words": "The", "start": 0, "end": 3, "why": "Which day?"}
    revision.content["posts"][0]["warnings"] = [warning]
    revision.save()
    (check,) = list_checks(thread, revision, now())
    find_right(thread, rev=1, key=check.key, posted=now(), who=mara)
    assert "to check" not in text(desk.get("/"))


def test_times_are_the_newsrooms_and_the_zone_is_named(desk, house, text):
    due = now().replace(hour=0, minute=30) + timedelta(days=2)
    builders.thread_in_review(house, "Later", state=T.SCHEDULED, due_at=due)
    page = text(desk.get("/"))
    assert re.search(r"(01|02):30</time>", page)
    assert "Brussels (CE" in page


def test_what_a_pause_made_late_is_not_said_to_be_next(desk, house, text, thread):
    pause(house, who=None, scope="account", account=thread.account)
    late, soon = now() - timedelta(minutes=5), now() + timedelta(days=1)
    Thread.objects.filter(pk=thread.pk).update(state=T.SCHEDULED, due_at=late)
    assert "Next out" not in text(desk.get("/"))
    builders.thread_in_review(house, state=T.SCHEDULED, due_at=soon)
    assert "Next out: tomorrow" in text(desk.get("/"))


@pytest.mark.parametrize("key", ["need", "going", "out"])
def test_each_group_with_times_names_their_zone(desk, house, text, key):
    one_of_each(house)
    group = text(desk.get("/")).split(f'<h2 id="{key}">')[1].split("</header>")[0]
    assert "Brussels (CE" in group


def test_the_account_is_named_only_where_it_could_be_another(desk, house, text):
    harbour = builders.account(house, handle="harbour")
    begun(house, T.NEEDS_EDITOR, P.POSTED, P.UNKNOWN, account=harbour)
    builders.thread_in_review(house, account=harbour)
    assert "@harbour" not in text(desk.get("/")).split('id="sheet"')[1]
    builders.account(house, network="mastodon", handle="elsewhere")
    assert "X, 3 posts" in text(desk.get("/"))
    builders.account(house, handle="harboursport")
    page = text(desk.get("/"))
    assert "X @harbour. Nothing more goes out" in page
    assert "X @harbour, 3 posts" in page


def test_other_newsrooms_are_not_on_the_sheet(desk, text):
    builders.thread_in_review(builders.newsroom(name="Other"), "A secret scoop")
    assert "secret scoop" not in text(desk.get("/"))
    assert "secret scoop" not in text(desk.get("/?q=scoop"))


def test_search_finds_headlines_in_any_state(desk, house, text):
    builders.thread_in_review(house, "The ferry sails", state=T.CANCELLED)
    builders.thread_in_review(house, "The bridge is shut")
    page = text(desk.get("/?q=FERRY"))
    assert "The ferry sails" in page
    assert "bridge" not in page


def test_search_without_a_hit_says_so_and_keeps_the_words(desk, text):
    page = text(desk.get("/", {"q": "<b>none</b>"}))
    assert "No headline has these words" in page
    assert 'value="&lt;b&gt;none&lt;/b&gt;"' in page


def test_a_headline_cannot_bring_markup(desk, house, text):
    builders.thread_in_review(house, "<script>alert(1)</script>")
    assert "<script>alert" not in text(desk.get("/"))


def test_a_sheet_that_was_seen_is_not_sent_again(desk, thread, text):
    (seen,) = re.findall(r'"seen": "(\w+)"', text(desk.get("/")))
    ask = {"HX-Request": "true"}
    assert desk.get(f"/?seen={seen}", headers=ask).status_code == 204
    Thread.objects.filter(pk=thread.pk).update(state=T.CANCELLED)
    assert desk.get(f"/?seen={seen}", headers=ask).status_code == 200


def test_a_writer_reads_who_has_to_act(client, house, mara, ines, text):
    client.force_login(ines)
    send_back(builders.thread_in_review(house, "Mine"), rev=1, who=mara, why="Too long.")
    builders.thread_in_review(house, "Read me")
    page = text(client.get("/"))
    assert "Sent back to you" in page
    assert "“Too long.”" in page
    assert "Waits for an editor" in page


def test_a_pause_is_seen_on_the_sheet(desk, house, mara, text):
    begun(house, T.SENDING, P.POSTED, P.WAITING)
    pause(house, who=mara, why="Wrong figure on the wire.")
    page = text(desk.get("/"))
    assert "Everything is paused since" in page
    assert "Mara: “Wrong figure on the wire.”" in page
    assert "Held after post 1 of 2" in page
    assert "Held half way" in page


def test_a_thread_that_was_mended_says_so(desk, thread, mara, ines, text):
    send_back(thread, rev=1, who=mara, why="Too long.")
    thread.refresh_from_db()
    edit_post(thread, rev=1, position=2, body="Short.", who=ines)
    page = text(desk.get("/"))
    assert "Changed since it was sent back" in page
    assert "Too long." not in page


def test_a_full_section_says_that_there_are_more(desk, house, text):
    account, soon = builders.account(house), now() + timedelta(days=2)
    for n in range(16):
        builders.thread_in_review(
            house, f"Due {n:02}", state=T.SCHEDULED, due_at=soon, account=account
        )
    page = text(desk.get("/"))
    assert page.count("<h3>") == 12
    assert "The next 12" in page
