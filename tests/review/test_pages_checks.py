from __future__ import annotations

import html
import re
from datetime import timedelta
from typing import Any

import pytest

from publisher.review.approve import approve
from publisher.thread.clock import now
from publisher.thread.counting import limits_of, warnings_of
from publisher.thread.models import Move, Revision, Thread
from tests import builders

pytestmark = pytest.mark.django_db
FORM = {"rev": "1", "when": "now", "late_after": "1200"}


@pytest.fixture
def thread(house):
    """Written today on the newsroom's wall, and says so."""
    written = now().astimezone(builders.ZONE).date()
    article = builders.article(house, published_on=written)
    made = builders.thread_in_review(
        house, "Today the ferry is late", "It broke.", article=article, cards=False
    )
    revision = made.revisions.get()
    for post in revision.content["posts"]:
        post["warnings"] = warnings_of(post["body"], limits_of(made))
    revision.save()
    return made


def at(thread, act=""):
    return f"/threads/{thread.public_id}{act}"


def in_days(number: int) -> dict[str, str]:
    day = now().astimezone(builders.ZONE).date() + timedelta(days=number)
    return {**FORM, "when": "time", "day": str(day), "time": "12:00"}


def fields(page: str, act: str) -> dict[str, str]:
    """What the small form that says `act` of the first check would send."""
    forms = re.findall(r'<form class="inline".*?</form>', page, re.DOTALL)
    (form, *_) = [each for each in forms if f'name="{act}"' in each]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return {name: value for name, value in sent.items() if name != "csrfmiddlewaretoken"}


def test_today_is_right_if_it_goes_out_now(desk, thread, text):
    page = text(desk.get(at(thread)))
    assert "Nothing to check if it goes out today" in page
    assert "<mark>Today</mark>" not in page


def test_another_day_is_checked_without_approving(desk, thread, text):
    answer = desk.post(at(thread, "/approve"), {**in_days(1), "check": "yes"})
    page = text(answer)
    assert answer.status_code == 200
    assert "<mark>Today</mark>" in page
    assert "1 word to check" in page
    assert 'name="time" inputmode' in page
    assert 'value="12:00"' in page
    assert Thread.objects.get(pk=thread.pk).state == "in_review"


def test_a_time_that_cannot_be_is_said_when_words_are_checked(desk, thread, text):
    answer = desk.post(at(thread, "/approve"), {**in_days(1), "time": "7 pm", "check": "yes"})
    assert answer.status_code == 422
    assert 'id="time-wrong" role="alert">“7 pm” is not a time' in text(answer)


def test_a_page_that_checks_by_itself_gets_the_words_for_the_field(desk, thread, text):
    typed = {**in_days(1), "time": "7 pm", "check": "yes"}
    page = text(desk.post(at(thread, "/approve"), typed, headers={"HX-Request": "true"}))
    assert 'hx-select-oob="#time-wrong,#embargo-wrong"' in page
    assert 'id="time-wrong" role="alert">“7 pm” is not a time' in page
    assert "“7 pm”" not in page.split('id="checks"')[1].split("</div>")[0]


def test_the_approval_says_what_is_still_to_check_for_its_time(desk, thread, text):
    answer = desk.post(at(thread, "/approve"), in_days(2), follow=True)
    page = text(answer)
    assert "1 word is still to check for that time." in page
    assert Thread.objects.get(pk=thread.pk).state == "scheduled"


def scheduled(desk, thread, text) -> str:
    return str(text(desk.post(at(thread, "/approve"), in_days(2), follow=True)))


def test_right_as_it_is_is_said_for_all_to_see(desk, thread, text):
    form = fields(scheduled(desk, thread, text), "right")
    answer = desk.post(at(thread, "/checks"), form)
    assert answer.headers["Location"] == at(thread, "#post-1")
    page = text(desk.get(at(thread)))
    assert "“Today” is right as it is, says Mara" in page
    assert "<mark>Today</mark>" not in page
    assert "Mara found it right as it is" in text(desk.get("/history"))


def test_it_does_not_undo_the_approval_nor_make_a_version(desk, thread, text):
    desk.post(at(thread, "/checks"), fields(scheduled(desk, thread, text), "right"))
    assert Thread.objects.get(pk=thread.pk).state == "scheduled"
    assert Revision.objects.count() == 1


def test_it_can_be_taken_back(desk, thread, text):
    desk.post(at(thread, "/checks"), fields(scheduled(desk, thread, text), "right"))
    desk.post(at(thread, "/checks"), fields(text(desk.get(at(thread))), "again"))
    assert "<mark>Today</mark>" in text(desk.get(at(thread)))
    assert Move.objects.filter(subject="check").count() == 2


def test_the_proposal_is_put_in_with_one_press(desk, thread, text):
    page = scheduled(desk, thread, text)
    (body,) = re.findall(r'name="body" value="([^"]+)"><button class="quiet">Change to', page)
    desk.post(at(thread, "/posts/1"), {"rev": "1", "body": body})
    newest = thread.revisions.get(rev=2).content["posts"][0]["body"]
    assert newest == body
    assert re.fullmatch(r"On \w+day the ferry is late", newest)


@pytest.mark.parametrize("odd", ["", "soon", "2026-01-01T00:00", "0001-01-01T00:00+00:00"])
def test_a_form_without_its_instant_is_refused(desk, thread, odd):
    answer = desk.post(at(thread, "/checks"), {"rev": "1", "key": "x", "posted": odd})
    assert answer.status_code == 400


def test_words_that_are_gone_are_said_so(desk, thread, text):
    form = {"rev": "1", "key": "x", "posted": now().isoformat(), "right": "yes"}
    answer = desk.post(at(thread, "/checks"), form)
    assert answer.status_code == 422
    assert "do not stand there any more" in text(answer)


def test_exactly_what_will_be_sent_stands_on_the_page_and_is_what_is_sealed(desk, thread, text):
    page = text(desk.get(at(thread)))
    (shown,) = set(re.findall(r'Fingerprint <strong class="num">([0-9A-F ]{9})', page))
    desk.post(at(thread, "/approve"), {**in_days(1), "seen": shown})
    approved = text(desk.get(at(thread)))
    assert f'Fingerprint <strong class="num">{shown}<' in approved
    assert "This is what was approved" in approved
    seal: Any = Revision.objects.get().seal
    for post in seal["posts"]:
        assert f'<p class="says">{post["text"]}</p>' in approved


def test_what_is_not_what_was_approved_is_said(desk, thread, text):
    scheduled(desk, thread, text)
    revision: Any = Revision.objects.get()
    revision.seal["posts"][0]["text"] = "Other words"
    revision.save()
    page = text(desk.get(at(thread)))
    assert "What is stored is not what was approved" in page


def test_an_account_that_changed_hands_meanwhile_is_not_approved(desk, thread, text):
    page = text(desk.get(at(thread)))
    (seen,) = re.findall(r'name="seen" value="([^"]+)"', page)
    thread.account.remote_user_id = "777"
    thread.account.save()
    answer = desk.post(at(thread, "/approve"), {**FORM, "seen": seen})
    assert "not what stood on your page any more" in text(answer)


def test_who_wrote_it_sees_beforehand_that_somebody_else_approves(client, house, mara, text):
    tom = builders.person(house=house, name="Tom")
    thread = builders.thread_in_review(house, made_by=tom)
    client.force_login(tom)
    page = text(client.get(at(thread)))
    assert re.search(r'<button class="go" disabled aria-describedby="own">', page)
    client.force_login(mara)
    assert 'aria-describedby="own"' not in text(client.get(at(thread)))


def alike(house, *bodies: str) -> tuple[Thread, Thread]:
    """One explainer's threads on two accounts, in the same words."""
    article = builders.article(house, headline=bodies[0])
    made = [
        builders.thread_in_review(house, *bodies, article=article, cards=False) for _ in range(2)
    ]
    return made[0], made[1]


def press(page: str, words: str) -> dict[str, str]:
    """What the form with this button would send."""
    forms = re.findall(r"<form .*?</form>", page, re.DOTALL)
    (form, *_) = [each for each in forms if words in each]
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', form))
    return {name: html.unescape(value) for name, value in sent.items()}


def test_the_same_words_for_a_second_account_can_become_one_post_that_points(desk, house, text):
    first, second = alike(house, "The ferry is late", "It broke in March.", "It sails again.")
    approve(first, rev=1, who=builders.person(house=house), now=True)
    page = text(desk.get(at(second)))
    who = first.account.handle
    assert f"@{who} is to post these words" in page
    sent = press(page, f"Make it one post that points to @{who}")
    desk.post(at(second, "/posts/1"), sent)
    second.refresh_from_db()
    (post,) = second.revisions.get(rev=2).content["posts"]
    assert post["text"] == f"The ferry is late\n\nRead it post by post from @{who}."
    assert "is to post these words" not in text(desk.get(at(second)))
    approve(second, rev=2, who=builders.person(house=house), now=True)


def test_what_is_sure_to_be_refused_is_told_and_cannot_be_called_right(desk, house, text):
    thread = builders.thread_in_review(house, "One", "$AAPL beats $MSFT", cards=False)
    page = text(desk.get(at(thread)))
    assert "X takes one cashtag a post" in page
    assert 'name="right"' not in page
    answer = desk.post(at(thread, "/approve"), FORM, follow=True)
    assert "X would refuse this thread" in text(answer)
    thread.refresh_from_db()
    assert thread.state == "in_review"
