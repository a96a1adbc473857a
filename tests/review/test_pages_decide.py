from __future__ import annotations

import re
from datetime import time, timedelta

import pytest

from publisher.accounts.roles import Role
from publisher.delivery.expiry import expire_if_late
from publisher.review.approve import approve
from publisher.review.edit import edit_post
from publisher.thread.clock import now
from publisher.thread.models import Slot, Thread
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db
NOW = {"rev": "1", "when": "now", "late_after": "1200"}


def post(client, thread, act, **form):
    return client.post(f"/threads/{thread.public_id}/{act}", form)


def state(thread):
    return Thread.objects.get(pk=thread.pk).state


def test_an_edit_becomes_the_next_version(desk, thread, text):
    answer = post(desk, thread, "posts/2", rev="1", body="It broke down in May.")
    assert answer.headers["Location"] == f"/threads/{thread.public_id}#post-2"
    page = text(desk.get(f"/threads/{thread.public_id}"))
    assert "Saved as version 2." in page
    assert "It broke down in May.\n\n2/3" in page


@pytest.mark.parametrize(
    ("body", "words"), [("a" * 400, "Post 2 is 12"), ("   ", "Post 2 would have no words")]
)
def test_words_that_cannot_be_saved_are_kept_with_the_reason(desk, thread, text, body, words):
    answer = post(desk, thread, "posts/2", rev="1", body=body)
    assert answer.status_code == 422
    assert words in text(answer)
    assert f">{body}</textarea>" in text(answer)
    assert thread.revisions.count() == 1


def test_an_edit_of_an_older_version_overwrites_nothing_and_keeps_the_words(
    desk, thread, ines, text
):
    edit_post(thread, rev=1, position=2, body="Ines wrote this.", who=ines)
    answer = post(desk, thread, "posts/2", rev="1", body="Mara typed that.")
    page = text(answer)
    assert answer.status_code == 409
    assert "Ines saved version 2 while you were reading." in page
    assert "Ines wrote this.\n\n2/3" in page
    assert ">Mara typed that.</textarea>" in page
    assert thread.revisions.count() == 2


def test_after_a_clash_the_kept_words_can_be_saved_over_the_newest(desk, thread, ines):
    edit_post(thread, rev=1, position=2, body="Ines wrote this.", who=ines)
    post(desk, thread, "posts/2", rev="2", body="Mara typed that.")
    assert thread.revisions.get(rev=3).content["posts"][1]["body"] == "Mara typed that."


@pytest.mark.parametrize("position", [0, 4, 99])
def test_a_post_that_is_not_there_cannot_be_edited(desk, thread, position):
    assert post(desk, thread, f"posts/{position}", rev="1", body="x").status_code == 400
    assert thread.revisions.count() == 1


@pytest.mark.parametrize("rev", ["", "x", "-1", "1.0", "9" * 20])
@pytest.mark.parametrize("act", ["approve", "send-back", "cancel", "posts/1"])
def test_a_form_without_its_version_changes_nothing(desk, thread, act, rev):
    answer = post(desk, thread, act, **{**NOW, "rev": rev, "why": "x", "body": "x"})
    assert answer.status_code == 400
    assert state(thread) == T.IN_REVIEW


def test_approving_now_puts_it_on_its_way(desk, thread, text):
    answer = post(desk, thread, "approve", **NOW)
    assert answer.headers["Location"] == f"/threads/{thread.public_id}"
    assert state(thread) == T.SCHEDULED
    page = text(desk.get(answer.headers["Location"]))
    assert "Version 1 is approved and goes out now." in page


def test_approving_for_a_time_means_the_newsrooms_wall(desk, thread, text):
    day = (now() + timedelta(days=3)).date()
    answer = post(
        desk, thread, "approve", **{**NOW, "when": "time", "day": str(day), "time": "7.30"}
    )
    approved = Thread.objects.get(pk=thread.pk)
    assert approved.due_wall == f"{day} 07:30"
    assert f"{approved.due_at:%H:%M}" in {"06:30", "05:30"}
    assert "07:30, Brussels" in text(desk.get(answer.headers["Location"]))


def test_approving_without_a_time_waits_for_one(desk, thread):
    post(desk, thread, "approve", **{**NOW, "when": "later"})
    assert state(thread) == T.APPROVED


def test_conditions_are_kept_with_the_approval(desk, thread):
    day = str((now() + timedelta(days=1)).date())
    form = {**NOW, "late_after": "0", "breaking": "on", "embargo": "on"}
    post(desk, thread, "approve", **form, embargo_day=day, embargo_time="09:00")
    approved = Thread.objects.get(pk=thread.pk)
    assert (approved.breaking, approved.late_after) == (True, 0)
    assert (approved.not_before or now()) > now()


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ({"day": "2020-01-01", "time": "07:30"}, "is already past"),
        ({"time": "25:00"}, "“25:00” is not a time"),
        ({"time": "tomorrow"}, "is not a time"),
        ({"day": "2030-03-31", "time": "02:30"}, "does not exist in Europe/Brussels"),
        ({"day": "2030-10-27", "time": "02:30"}, "comes twice in Europe/Brussels"),
    ],
)
def test_a_time_that_cannot_be_says_why_and_stays(desk, thread, text, typed, words):
    form = {**NOW, "when": "time", "day": str(now().date()), **typed}
    answer = post(desk, thread, "approve", **form)
    assert answer.status_code == 422
    before, said = text(answer).split('id="time-wrong" role="alert">')
    assert words in said.split("</p>")[0]
    assert words not in before
    field = before.split('name="time"')[1]
    assert (
        f'value="{typed["time"]}" aria-describedby="time-wrong" aria-invalid="true" autofocus'
        in field
    )
    assert state(thread) == T.IN_REVIEW


@pytest.mark.parametrize(
    "odd", [{"when": "whenever"}, {"when": "time", "day": "soon"}, {"late_after": "-5"}]
)
def test_a_form_that_no_page_of_ours_draws_is_refused(desk, thread, odd):
    assert post(desk, thread, "approve", **{**NOW, **odd}).status_code == 400
    assert state(thread) == T.IN_REVIEW


def test_what_was_not_read_is_not_approved(desk, thread, ines, text):
    edit_post(thread, rev=1, position=2, body="Ines wrote this.", who=ines)
    answer = post(desk, thread, "approve", **NOW)
    page = text(answer)
    assert answer.status_code == 409
    assert state(thread) == T.IN_REVIEW
    assert "Nothing was changed or approved" in page
    assert "Read version 2" in page
    assert "It broke down in March.\n\n2/3" in page


def test_who_wrote_it_may_not_approve_it(client, house, mara, text):
    writer = builders.person(Role.EDITOR, house, "Tom")
    thread = builders.thread_in_review(house, made_by=writer)
    client.force_login(writer)
    answer = post(client, thread, "approve", **NOW)
    assert answer.status_code == 422
    assert "somebody else has to approve it" in text(answer)
    assert mara.memberships.count() == 1


def test_a_second_press_is_told_and_does_nothing(desk, thread, text):
    post(desk, thread, "approve", **NOW)
    moves = thread.moves.count()
    answer = desk.post(f"/threads/{thread.public_id}/approve", NOW, follow=True)
    assert "Version 1 is approved already by Mara and goes out now." in text(answer)
    assert thread.moves.count() == moves


def test_sending_back_gives_the_writer_the_reason(desk, thread, text):
    post(desk, thread, "send-back", rev="1", why="Name the yard.")
    assert state(thread) == T.SENT_BACK
    assert "“Name the yard.”" in text(desk.get(f"/threads/{thread.public_id}"))


def test_sending_back_without_a_reason_asks_for_one(desk, thread, text):
    answer = post(desk, thread, "send-back", rev="1", why=" ")
    assert answer.status_code == 422
    assert "Say what should change" in text(answer)
    assert state(thread) == T.IN_REVIEW


def test_a_reason_is_not_lost_when_somebody_saved_in_between(desk, thread, ines, text):
    edit_post(thread, rev=1, position=2, body="Ines wrote this.", who=ines)
    answer = post(desk, thread, "send-back", rev="1", why="Name the yard.")
    assert answer.status_code == 409
    assert ">Name the yard.</textarea>" in text(answer)
    assert state(thread) == T.IN_REVIEW


def test_a_dropped_thread_says_so(desk, thread, text):
    answer = post(desk, thread, "cancel", rev="1", why="Overtaken by events.")
    assert state(thread) == T.CANCELLED
    page = text(desk.get(answer.headers["Location"]))
    assert "Nothing of it went out." in page
    assert "Overtaken by events." in page


def test_what_an_editor_types_cannot_bring_markup(desk, thread, text):
    evil = "</textarea><script>alert(1)</script>"
    post(desk, thread, "posts/2", rev="1", body=evil)
    post(desk, thread, "send-back", rev="2", why=evil)
    for path in (f"/threads/{thread.public_id}", "/history", "/"):
        assert "<script>alert" not in text(desk.get(path))


def test_words_typed_while_the_thread_began_are_still_there(desk, thread, text):
    post(desk, thread, "approve", **NOW)
    Thread.objects.filter(pk=thread.pk).update(state=T.SENDING)
    answer = post(desk, thread, "posts/2", rev="1", body="My better words.")
    assert answer.status_code == 422
    assert "cannot be changed any more" in text(answer)
    assert ">My better words.</textarea>" in text(answer)


def test_a_reason_typed_while_somebody_approved_is_still_there(desk, thread, text):
    post(desk, thread, "approve", **{**NOW, "when": "later"})
    answer = post(desk, thread, "send-back", rev="1", why="Name the yard.")
    assert answer.status_code == 422
    assert ">Name the yard.</textarea>" in text(answer)
    assert state(thread) == T.APPROVED


@pytest.mark.parametrize("when", ["now", "later"])
def test_a_time_typed_beside_another_choice_is_asked_about(desk, thread, text, when):
    answer = post(desk, thread, "approve", **{**NOW, "when": when, "time": "18:30"})
    assert answer.status_code == 422
    assert "You typed 18:30 but chose" in text(answer)
    assert 'value="18:30"' in text(answer)
    assert state(thread) == T.IN_REVIEW


def test_an_embargo_typed_but_not_ticked_is_asked_about(desk, thread, text):
    answer = post(desk, thread, "approve", **NOW, embargo_time="09:00")
    before, said = text(answer).split('id="embargo-wrong" role="alert">')
    assert "did not tick “Embargo”" in said.split("</p>")[0]
    assert 'value="09:00" aria-describedby="embargo-wrong" aria-invalid="true" autofocus' in before
    assert state(thread) == T.IN_REVIEW


def test_both_times_are_explained_and_the_first_has_the_focus(desk, thread, text):
    form = {**NOW, "when": "time", "day": str(now().date()), "time": "7 pm"}
    page = text(post(desk, thread, "approve", **form, embargo_time="9"))
    assert 'role="alert">“7 pm” is not a time' in page
    assert 'role="alert">You typed 9 but did not tick' in page
    assert page.count("autofocus") == 1 + page.count('class="go" autofocus')


def test_what_is_not_about_a_time_stands_at_the_top(desk, thread, text):
    page = text(post(desk, thread, "approve", **NOW, seen="00000000"))
    assert "Nothing was approved: read it again" in page.split("</h1>")[1].split('id="decide"')[0]
    assert 'aria-invalid="true"' not in page


@pytest.fixture
def slots(house):
    for weekday in range(7):
        Slot.objects.create(newsroom=house, weekday=weekday, wall=time(7, 30))


@pytest.mark.usefixtures("slots")
def test_the_next_free_slot_stands_on_the_form_and_is_taken(desk, thread, text):
    page = text(desk.get(f"/threads/{thread.public_id}"))
    (shown,) = re.findall(r'name="slot" value="([^"]+)"', page)
    assert "At the next free posting time" in page
    post(desk, thread, "approve", **{**NOW, "when": "slot", "slot": shown})
    assert Thread.objects.get(pk=thread.pk).due_wall.endswith("07:30")


@pytest.mark.usefixtures("slots")
def test_a_slot_somebody_took_meanwhile_is_offered_anew(desk, house, thread, mara, text):
    page = text(desk.get(f"/threads/{thread.public_id}"))
    (shown,) = re.findall(r'name="slot" value="([^"]+)"', page)
    other = builders.thread_in_review(house, account=thread.account)
    approve(other, rev=1, who=mara, slot=True)
    answer = post(desk, thread, "approve", **{**NOW, "when": "slot", "slot": shown})
    assert answer.status_code == 422
    assert "was taken while you were reading" in text(answer)
    assert shown not in text(answer)
    assert state(thread) == T.IN_REVIEW


def test_without_slots_the_form_says_where_they_are_set(desk, thread, text):
    assert "No posting times are set" in text(desk.get(f"/threads/{thread.public_id}"))
    answer = post(desk, thread, "approve", **{**NOW, "when": "slot"})
    assert "No posting times are set" in text(answer)


@pytest.mark.parametrize("odd", ["soon", "2026-01-01", "2026-01-01T07:30"])
def test_a_slot_no_page_of_ours_draws_is_refused(desk, thread, odd):
    answer = post(desk, thread, "approve", **{**NOW, "when": "slot", "slot": odd})
    assert answer.status_code == 400


@pytest.mark.parametrize(("lasts", "days"), [("day", 2), ("week", 9)])
def test_how_long_the_approval_is_good_is_chosen(desk, thread, lasts, days):
    post(desk, thread, "approve", **{**NOW, "when": "later", "lasts": lasts})
    until = Thread.objects.get(pk=thread.pk).approved_until
    assert until
    assert until - now() < timedelta(days=days)
    assert lasts == "day" or until - now() > timedelta(days=7)


def test_an_approval_may_be_meant_to_stand(desk, thread):
    post(desk, thread, "approve", **{**NOW, "when": "later", "lasts": "never"})
    assert Thread.objects.get(pk=thread.pk).approved_until is None
    assert post(desk, thread, "approve", **{**NOW, "lasts": "for ever"}).status_code == 400


def test_what_is_approved_for_now_under_an_embargo_goes_out_when_it_ends(desk, thread, text):
    day = str((now() + timedelta(days=3)).date())
    form = {**NOW, "embargo": "on", "embargo_day": day, "embargo_time": "09:00"}
    answer = desk.post(f"/threads/{thread.public_id}/approve", form, follow=True)
    assert "goes out now" not in text(answer)
    assert re.search(r"is approved for \w+ \d+ \w+ 09:00", text(answer))
    assert re.search(r"Goes out \w+ \d+ \w+ 09:00", text(answer))


def test_an_embargo_stands_through_another_time(desk, thread, mara):
    ends = now() + timedelta(days=3)
    approve(thread, rev=1, who=mara, now=True, not_before=ends)
    page = desk.get(f"/threads/{thread.public_id}").content.decode()
    kept = dict(re.findall(r'name="(embargo_time)"[^>]*value="([^"]*)"', page))
    day = re.search(r'name="embargo_day".*?value="([^"]+)" selected', page)
    assert day
    form = {**NOW, "epoch": "0", "embargo": "on", "embargo_day": day[1], **kept}
    desk.post(f"/threads/{thread.public_id}/time", form)
    stood = Thread.objects.get(pk=thread.pk).not_before
    assert stood == ends.replace(second=0, microsecond=0)


def test_a_lapsed_approval_is_said_where_one_decides(desk, thread, mara, text, clock):
    approve(thread, rev=1, who=mara)
    clock.advance(2 * 86_400)
    expire_if_late(Thread.objects.get(pk=thread.pk))
    page = text(desk.get(f"/threads/{thread.public_id}"))
    assert "The approval has lapsed" in page
    assert "read it again and decide anew" in page
    assert "let the approval lapse: it waits for an editor" in text(desk.get("/history"))
