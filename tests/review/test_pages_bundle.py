"""The page of a bundle, and its row on the queue."""

from __future__ import annotations

import argparse
import re
from typing import Any

import pytest

from publisher.accounts.models import Account
from publisher.accounts.roles import Role
from publisher.cli.approve import run as run_approve
from publisher.review.edit import edit_post
from publisher.thread.clock import now
from publisher.thread.models import Revision, Thread
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db
FIELD = re.compile(
    r'<input type="hidden" name="((?:thread|rev|seen|slot|epoch)[^"]*)" value="([^"]*)"'
)


@pytest.fixture
def article(house):
    return builders.article(house, headline="The ferry is late")


@pytest.fixture
def threads(house, article):
    return [builders.thread_in_review(house, article=article) for _ in range(3)]


def at(article):
    return f"/bundles/{article.public_id}"


def form(page, **more):
    """The decision's form as a browser would send it."""
    given: dict[str, Any] = {"when": "now", "late_after": "1200", "lasts": "day", "thread": []}
    for name, value in FIELD.findall(page[page.index('id="decide"') :]):
        if name == "thread":
            given["thread"].append(value)
        else:
            given[name] = value
    return given | more


def states(threads):
    return [Thread.objects.get(pk=thread.pk).state for thread in threads]


def test_one_press_approves_what_was_read_on_every_account(desk, threads, article, text):
    page = text(desk.get(at(article)))
    assert "Approve all three" in page
    answer = desk.post(f"{at(article)}/approve", form(page), follow=True)
    assert "All three are approved and go out now." in text(answer)
    assert states(threads) == [T.SCHEDULED] * 3


def test_what_is_the_same_for_every_account_is_read_once(desk, threads, article, text):
    other = Revision.objects.get(thread=threads[2])
    other.content = builders.content("Quite other words", "of the same story")
    other.save()
    page = text(desk.get(at(article)))
    assert page.count("The same posts and cards as for") == 1
    assert f"The same posts and cards as for {threads[0].account}" in page


def test_a_version_saved_meanwhile_is_shown_and_nothing_is_approved(
    desk, threads, article, ines, text
):
    before = form(text(desk.get(at(article))), embargo_time="", when="later")
    edit_post(threads[1], rev=1, position=1, body="The ferry is very late", who=ines)
    answer = desk.post(f"{at(article)}/approve", before)
    page = text(answer)
    assert answer.status_code == 409
    assert "None of these threads was approved" in page
    assert f"{threads[1].account}: Ines saved version 2" in page
    assert "Ines saved version 2 after you had read version 1" in page
    assert 'name="when" value="later" checked' in page
    assert states(threads) == [T.IN_REVIEW] * 3
    desk.post(f"{at(article)}/approve", form(page))
    assert states(threads) == [T.SCHEDULED] * 3


def test_a_time_that_makes_no_sense_approves_nothing_and_stays_typed(desk, threads, article, text):
    given = form(text(desk.get(at(article))), when="now", time="07:30")
    answer = desk.post(f"{at(article)}/approve", given)
    assert answer.status_code == 409
    assert 'id="time-wrong" role="alert">You typed 07:30 but chose “Now”' in text(answer)
    assert 'value="07:30" aria-describedby="time-wrong" aria-invalid="true"' in text(answer)
    assert 'id="not-done"' not in text(answer)
    assert "you were signed out" not in text(answer)
    assert states(threads) == [T.IN_REVIEW] * 3


def test_what_is_approved_gets_another_time_together(desk, threads, article, text):
    desk.post(f"{at(article)}/approve", form(text(desk.get(at(article))), when="later"))
    page = text(desk.get(at(article)))
    assert "Approve all three anew" in page
    desk.post(f"{at(article)}/approve", form(page))
    assert states(threads) == [T.SCHEDULED] * 3


def test_a_double_press_says_that_it_is_done(desk, threads, article, text):
    given = form(text(desk.get(at(article))), when="later")
    desk.post(f"{at(article)}/approve", given)
    answer = desk.post(f"{at(article)}/approve", given, follow=True)
    assert "is approved already" in text(answer)
    assert states(threads) == [T.APPROVED] * 3


@pytest.mark.parametrize("missing", ["rev", "thread"])
def test_a_form_no_page_of_ours_draws_is_refused(desk, threads, article, text, missing):
    given = form(text(desk.get(at(article))))
    given = {name: value for name, value in given.items() if not name.startswith(missing)}
    assert desk.post(f"{at(article)}/approve", given).status_code == 400
    assert states(threads) == [T.IN_REVIEW] * 3


def test_a_thread_of_another_bundle_cannot_be_slipped_in(desk, house, threads, article, text):
    other = builders.thread_in_review(house)
    given = form(text(desk.get(at(article))))
    given["thread"].append(other.public_id)
    given[f"rev-{other.public_id}"] = "1"
    assert desk.post(f"{at(article)}/approve", given).status_code == 400
    assert states([*threads, other]) == [T.IN_REVIEW] * 4


def test_while_one_is_made_nothing_is_decided_and_the_page_asks_again(desk, threads, article, text):
    Thread.objects.filter(pk=threads[0].pk).update(state=T.DRAFTING, rev=0)
    page = text(desk.get(at(article)))
    assert "The threads are being made" in page
    assert 'hx-trigger="every 1s"' in page
    assert 'name="rev-' not in page
    seen = re.search(r'"seen": "(\w+)"', page)
    again = desk.get(at(article), {"seen": seen and seen.group(1)}, headers={"HX-Request": "true"})
    assert again.status_code == 204


def test_what_could_not_be_made_does_not_hold_up_the_others(desk, threads, article, text):
    Thread.objects.filter(pk=threads[0].pk).update(state=T.BROKEN, rev=0)
    page = text(desk.get(at(article)))
    assert "Approve both" in page
    assert "Not among them" in page
    desk.post(f"{at(article)}/approve", form(page))
    assert states(threads) == [T.BROKEN, T.SCHEDULED, T.SCHEDULED]


@pytest.mark.usefixtures("threads")
def test_a_writer_reads_a_bundle_and_decides_nothing(client, house, article, text):
    client.force_login(builders.person(Role.WRITER, house))
    page = text(client.get(at(article)))
    assert "An editor decides" in page
    assert 'name="rev-' not in page


@pytest.mark.usefixtures("threads")
def test_who_wrote_it_is_told_before_she_presses(desk, house, mara, article, text):
    builders.person(Role.EDITOR, house)
    Thread.objects.filter(article=article).update(made_by=mara)
    page = text(desk.get(at(article)))
    assert 'class="go" disabled aria-describedby="own"' in page
    assert "somebody else has to approve it" in page


def test_one_thread_is_no_bundle(desk, thread):
    answer = desk.get(f"/bundles/{thread.article.public_id}")
    assert answer.headers["Location"] == f"/threads/{thread.public_id}"
    assert desk.get("/bundles/nothing").status_code == 404


def test_a_bundle_that_waits_is_one_row_with_its_accounts(desk, threads, article, text):
    Thread.objects.filter(pk=threads[2].pk).update(state=T.DRAFTING)
    page = text(desk.get("/"))
    assert page.count("The ferry is late") == 1
    assert f'href="{at(article)}"' in page
    assert f"{threads[0].account}</a>: Waits" in page
    assert f"{threads[2].account}</a>: Being made" in page
    assert "3 threads" in page


def test_what_stands_elsewhere_has_a_row_of_its_own(desk, threads, text):
    Thread.objects.filter(pk=threads[0].pk).update(state=T.SENT_BACK)
    page = text(desk.get("/"))
    assert page.count("The ferry is late") == 2
    assert "For 2 accounts" in page


def test_a_thread_leads_to_its_bundle(desk, threads, article, thread, text):
    assert f'href="{at(article)}"' in text(desk.get(f"/threads/{threads[0].public_id}"))
    assert "/bundles/" not in text(desk.get(f"/threads/{thread.public_id}"))


def test_one_reason_sends_all_of_them_back(desk, threads, article, text):
    page = text(desk.get(at(article)))
    assert "Send all three back" in page
    answer = desk.post(f"{at(article)}/send-back", form(page, why="Name the yard."), follow=True)
    assert "Sent back, with your reason." in text(answer)
    assert states(threads) == [T.SENT_BACK] * 3


def test_without_a_reason_none_goes_back_and_the_form_says_so(desk, threads, article, text):
    page = text(desk.get(at(article)))
    answer = desk.post(f"{at(article)}/send-back", form(page, why=" "))
    assert answer.status_code == 409
    assert "what should change" in text(answer).lower()
    assert states(threads) == [T.IN_REVIEW] * 3


def test_none_goes_back_when_one_was_changed_meanwhile(desk, threads, article, ines, text):
    page = text(desk.get(at(article)))
    edit_post(threads[1], rev=1, position=1, body="Ines was here.", who=ines)
    answer = desk.post(f"{at(article)}/send-back", form(page, why="Name the yard."))
    assert "None of these threads was sent back" in text(answer)
    assert "Name the yard.</textarea>" in text(answer)
    assert states(threads) == [T.IN_REVIEW] * 3


@pytest.mark.usefixtures("threads")
def test_what_is_as_usual_is_folded_away(desk, article, text):
    assert '<details class="more"><summary>If it gets late' in text(desk.get(at(article)))


@pytest.mark.parametrize(
    ("state", "said"),
    [
        (T.BROKEN, "could not be made"),
        (T.SENT_BACK, "back with its writer"),
        (T.SCHEDULED, "scheduled"),
        (T.SENDING, "going out now"),
        (T.POSTED, "out"),
        (T.MISSED, "needs an editor"),
        (T.CANCELLED, "dropped"),
    ],
)
def test_the_page_says_which_of_its_accounts_one_press_approves(
    desk, threads, article, text, *, state, said
):
    Thread.objects.filter(pk=threads[1].pk).update(state=state)
    page = text(desk.get(at(article)))
    one, left, other = (str(thread.account) for thread in threads)
    decision = " ".join(re.sub(r"<[^>]+>", "", page[page.index('id="decision"') :]).split())
    assert f"2 of 3 accounts: {one}, {other}. Not among them: {left}: {said}" in decision
    assert "Approve both" in page
    answer = text(desk.post(f"{at(article)}/approve", form(page), follow=True))
    assert states(threads) == [T.SCHEDULED, state, T.SCHEDULED]
    named = "" if state == T.CANCELLED else f" Not among them: {left}."
    assert f"Both are approved and go out now.{named}" in answer


def test_a_disconnected_account_holds_up_nobody_and_is_named(desk, threads, article, text):
    account = threads[2].account
    Account.objects.filter(pk=account.pk).update(ended_at=now())
    page = text(desk.get(at(article)))
    assert f"{account}</a>: disconnected" in page
    desk.post(f"{at(article)}/approve", form(page))
    assert states(threads) == [T.SCHEDULED, T.SCHEDULED, T.IN_REVIEW]


def test_what_was_made_meanwhile_is_named_and_not_approved(desk, threads, article, text):
    Thread.objects.filter(pk=threads[2].pk).update(state=T.SENT_BACK)
    given = form(text(desk.get(at(article))))
    Thread.objects.filter(pk=threads[2].pk).update(state=T.IN_REVIEW)
    answer = text(desk.post(f"{at(article)}/approve", given, follow=True))
    assert f"Not among them: {threads[2].account}." in answer
    assert states(threads) == [T.SCHEDULED, T.SCHEDULED, T.IN_REVIEW]


def test_all_of_a_bundle_needs_no_count(desk, threads, article, text):
    page = text(desk.get(at(article)))
    assert "of 3 accounts" not in page
    assert "Not among them" not in page
    assert len(threads) == 3


def test_a_row_of_a_part_says_of_how_many(desk, threads, text):
    assert "For 3 accounts<" in text(desk.get("/"))
    Thread.objects.filter(pk=threads[0].pk).update(state=T.POSTED, begun_at=now(), due_at=now())
    assert "For 2 accounts of 3<" in text(desk.get("/"))


def test_a_row_narrowed_to_one_account_says_of_how_many(desk, house, article, text):
    two = [builders.thread_in_review(house, article=article) for _ in range(2)]
    third = builders.thread_in_review(house, article=article, account=two[0].account)
    page = text(desk.get(f"/?account={third.account.public_id}"))
    assert "For 2 accounts of 3<" in page


@pytest.mark.usefixtures("threads")
def test_doubts_about_the_text_stand_once_at_the_top(desk, article, text):
    for revision in Revision.objects.all():
        revision.content |= {"warnings": ["60 of the 240 words on this page are nowhere."]}
        revision.save()
    page = text(desk.get(at(article)))
    assert page.count("60 of the 240 words on this page are nowhere.") == 1


def test_the_command_line_names_what_it_left(threads, mara, capsys):
    given = argparse.Namespace(
        id=threads[0].public_id, person=mara.email, rev=1, embargo_read=False, at=None, now=False,
        slot=False, later=False, breaking=False, embargo=None, until=None,
    )  # fmt: skip
    run_approve(given)
    said = capsys.readouterr().out
    assert f"1 of 3 accounts: {threads[0].account}. Not among them:" in said
    for other in threads[1:]:
        assert f"{other.public_id}  {other.account}  waits for approval" in said
