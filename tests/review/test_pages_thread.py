from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from publisher.review.approve import approve
from publisher.review.edit import edit_post
from publisher.schedule.pause import pause
from publisher.thread.clock import now
from publisher.thread.models import Post, Thread
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import move_thread
from tests import builders

pytestmark = pytest.mark.django_db


def at(thread, rest=""):
    return f"/threads/{thread.public_id}{rest}"


def begin(thread, who, *states, state=T.SENDING):
    approve(thread, rev=1, who=who, now=True)
    thread.refresh_from_db()
    move_thread(thread, T.SENDING, begun_at=now())
    if state is not T.SENDING:
        move_thread(thread, state, why="No clear answer to post 2.")
    for post, given in zip(thread.posts.order_by("position"), states, strict=True):
        Post.objects.filter(pk=post.pk).update(state=given, url=f"https://x.example/{given}")


def test_posts_are_shown_as_they_will_be_sent(desk, thread, text):
    page = text(desk.get(at(thread)))
    assert "It broke down in March.\n\n2/3" in page
    assert page.count('class="post"') == 3
    assert '<span class="unseen">Length </span>28 of 280' in page


def test_a_card_shows_the_alt_text_that_will_be_delivered(desk, thread, text):
    page = text(desk.get(at(thread)))
    sha = builders.picture(2).sha256
    assert (
        f'src="/pictures/{sha}.png" width="1200" height="675" alt="It broke down in March."' in page
    )


def test_the_ring_is_measured_by_the_networks_limit(desk, thread, text):
    assert 'pathLength="280" stroke-dasharray="28 280"' in text(desk.get(at(thread)))


def test_words_to_check_are_marked_where_they_stand(desk, thread, text):
    revision = thread.revisions.get()
    why = "Which March?"
    mark = {"kind": "day", "words": "in March", "start": 14, "end": 22, "why": why}
    revision.content["posts"][1]["warnings"] = [mark]
    revision.save()
    page = text(desk.get(at(thread)))
    assert "It broke down <mark>in March</mark>." in page
    assert '<a href="#post-2">in March</a>' in page
    assert why in page


def test_the_ledger_says_where_words_went_and_what_was_left_out(desk, thread, text):
    revision = thread.revisions.get()
    revision.content["ledger"] += [
        {"text": "Photo: a quay", "part": "credit", "posts": [], "left_out": "credit, no photo"},
        {"text": "•", "part": "aside", "posts": [], "left_out": "bullet mark"},
    ]
    revision.save()
    page = text(desk.get(at(thread)))
    assert "Left out: credit, no photo" in page
    assert "bullet mark" not in page
    assert "but for one passage marked below" in page
    assert "went to post </span>3</a>" in page


def test_what_will_be_sent_is_said_before_approving(desk, thread, text):
    page = text(desk.get(at(thread)))
    assert "1, the one on this page" in page
    assert "3, 3 cards with alt text" in page
    assert "(practice network)" in page
    assert "Approve version 1" in page


def test_a_writer_can_edit_but_not_decide(client, thread, ines, text):
    client.force_login(ines)
    page = text(client.get(at(thread)))
    assert "Save as version 2" in page
    assert "An editor decides." in page
    assert "Drop this thread" not in page


def test_an_older_version_can_be_read_but_not_approved(desk, thread, ines, text):
    edit_post(thread, rev=1, position=2, body="It broke down in May.", who=ines)
    page = text(desk.get(at(thread, "?version=1")))
    assert "Ines saved version 2" in page
    assert re.search(r"in <del>.*\[taken out: .*March\..*</del><ins>.*\[put in: .*May\.", page)
    assert re.search(
        r'<button class="go" disabled aria-describedby="newer">Approve version 1', page
    )
    assert "Save as version" not in page


@pytest.mark.parametrize("asked", ["0", "99", "-1", "x", "٣", "9" * 30])
def test_a_version_that_is_not_there_shows_the_newest(desk, thread, text, asked):
    page = desk.get(at(thread), {"version": asked})
    assert page.status_code == 200
    assert "1, the one on this page" in text(page)


def test_versions_list_what_changed_and_by_whom(desk, thread, ines, text):
    edit_post(thread, rev=1, position=3, body="The money is there.", who=ines)
    page = text(desk.get(at(thread)))
    assert "<strong>2</strong> Ines" in page
    assert re.search(r"<del>.*found\..*</del><ins>.*there\..*</ins>", page)
    assert "Made from the explainer" in page


def test_a_scheduled_thread_says_when_it_goes_out(desk, thread, mara, text):
    approve(thread, rev=1, who=mara, at=now() + timedelta(days=1))
    page = text(desk.get(at(thread)))
    assert "Goes out tomorrow" in page
    assert "Mara approved version 1." in page
    assert "Approve version 1</button>" not in page


def test_a_thread_about_to_go_is_watched_not_edited(desk, thread, mara, text):
    approve(thread, rev=1, who=mara, now=True)
    page = text(desk.get(at(thread)))
    assert "about to go out" in page
    assert 'hx-trigger="every 1s"' in page
    assert "<textarea" not in page


def test_a_paused_thread_that_is_due_can_be_edited(desk, house, thread, mara, text):
    approve(thread, rev=1, who=mara, now=True)
    pause(house, who=mara)
    assert "Save as version 2" in text(desk.get(at(thread)))


def test_a_begun_thread_shows_a_lamp_a_post(desk, thread, mara, text):
    begin(thread, mara, P.POSTED, P.INTENT, P.WAITING)
    page = text(desk.get(at(thread)))
    assert "Post 2 of 3 is on its way." in page
    assert 'href="https://x.example/posted"' in page
    assert "<textarea" not in page


def test_a_stopped_thread_says_why_and_how_far_it_came(desk, thread, mara, text):
    begin(thread, mara, P.POSTED, P.UNKNOWN, P.WAITING, state=T.NEEDS_EDITOR)
    page = text(desk.get(at(thread), follow=True))
    assert "with 1 of 3 out." in page
    assert "No clear answer to post 2." in page
    assert "The publisher stopped: it needs an editor" in page


def test_a_page_that_saw_everything_is_not_sent_again(desk, thread, mara, text):
    begin(thread, mara, P.POSTED, P.INTENT, P.WAITING)
    (seen,) = re.findall(r"\?seen=(\w+)", text(desk.get(at(thread))))
    ask = {"HX-Request": "true"}
    assert desk.get(at(thread, f"?seen={seen}"), headers=ask).status_code == 204
    Post.objects.filter(thread=thread, position=2).update(state=P.POSTED)
    assert "Post 3 of 3 is next" in text(desk.get(at(thread, f"?seen={seen}"), headers=ask))


def test_a_thread_that_has_ended_is_not_asked_about_again(desk, thread, text):
    Thread.objects.filter(pk=thread.pk).update(state=T.POSTED)
    assert "hx-trigger" not in text(desk.get(at(thread)))


@pytest.mark.parametrize("state", T)
def test_every_state_has_a_page(desk, house, text, state):
    thread = builders.thread_in_review(house, "The ferry", state=state, due_at=now())
    page = desk.get(at(thread), follow=True)
    assert page.status_code == 200
    assert text(page).count("<h1>") == 1


@pytest.mark.parametrize("state", [T.DRAFTING, T.BROKEN, T.CANCELLED])
def test_a_thread_without_posts_shows_the_text_it_came_from(desk, house, text, state):
    article = builders.article(house, source="The ferry <b>is</b> late.")
    thread = Thread.objects.create(
        article=article, account=builders.account(house), state=state, why="No bullet in it."
    )
    assert "The ferry &lt;b&gt;is&lt;/b&gt; late." in text(desk.get(at(thread)))


def test_history_is_told_in_plain_words(desk, thread, mara, text):
    approve(thread, rev=1, who=mara, at=now() + timedelta(days=1))
    page = text(desk.get(at(thread)))
    assert page.count("Mara") >= 2
    listed = text(desk.get("/history"))
    assert "Mara approved version 1" in listed
    assert "Mara put it on the schedule" in listed
    assert "scheduled" not in listed.lower().replace("schedule<", "")


@pytest.mark.parametrize("versions", [1, 12])
def test_the_page_takes_as_many_queries_whatever_the_number_of_versions(
    desk, thread, ines, versions
):
    for rev in range(1, versions + 1):
        edit_post(thread, rev=rev, position=2, body=f"Version {rev}.", who=ines)
    with CaptureQueriesContext(connection) as asked:
        desk.get(at(thread))
    assert len(asked) <= 11


def test_the_cost_is_known_before_the_approval(desk, house, text):
    account = builders.account(house, rehearsal=False)
    thread = builders.thread_in_review(house, "The ferry is late", account=account)
    page = text(desk.get(at(thread)))
    assert "$0.03 " in page
    assert "1 post at $0.015, 1 alt text at $0.005, 2 posts read back at $0.001" in page


def test_a_rehearsal_says_what_it_would_cost(desk, house, text):
    thread = builders.thread_in_review(house, "The ferry is late")
    assert "nothing (practice network; it would be $0.03)" in text(desk.get(at(thread)))
