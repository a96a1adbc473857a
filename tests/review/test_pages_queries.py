"""Every page of a busy desk asks the database twelve times at most, whatever is on it.

The session, the person, what is paused and whether workers run are among them.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.db.models import F
from django.test.utils import CaptureQueriesContext

from publisher.accounts.models import Account, Invite, Membership, Person
from publisher.accounts.roles import Role
from publisher.delivery.account_trial_steps import TrialStep
from publisher.networks.catalogue import RATES
from publisher.schedule.pause import pause
from publisher.thread.clock import now
from publisher.thread.models import Beat, Call, Post, Revision, Slot, Thread
from publisher.thread.states import PostState as P
from publisher.thread.states import ThreadState as T
from publisher.thread.transitions import record_move
from tests import builders
from tests.review.test_cards_follow import by_hand, drafted

pytestmark = pytest.mark.django_db
MOST = 12
BODIES = ("The ferry is late", "It broke on Tuesday.", "See https://a.example/b", "Paid.", "Done.")
BEGUN = (T.SENDING, T.NEEDS_EDITOR, T.POSTED, T.CLOSED_OUT, T.TAKEN_DOWN)
UNAPPROVED = (T.DRAFTING, T.BROKEN, T.IN_REVIEW, T.SENT_BACK)
PAGES = (
    "/", "/?mine=yes", "/?show=need", "/?show=going", "/?show=waits", "/?show=waits&mine=yes",
    "/?show=scheduled", "/?show=out", "/?show=dropped", "/?q=ferry", "/?q=fer+lat&show=out",
    "/history", "/accounts", "/accounts/connect", "/house", "/people", "/notices", "/add", "/me",
    "/me/second-step", "/keys",
)  # fmt: skip


@pytest.fixture
def accounts(house):
    made = [builders.account(house, rehearsal=not n) for n in range(3)]
    for account in made:
        Slot.objects.create(newsroom=house, account=account, weekday=1, wall="09:00")
    return made


@pytest.fixture
def busy(house, accounts, mara, ines):
    """By state: threads with versions, posts, calls and checks, while some of them are paused."""
    made = [_thread(accounts[n % 3], state, ines) for n, state in enumerate([*T, *T])]
    pause(house, who=None, scope="account", account=accounts[0])
    for thread in made[:3]:
        pause(house, who=mara, why="Wait.", scope="thread", thread=thread)
        until = now() + timedelta(days=1)
        invited = {"email": "a@a.example", "digest": thread.public_id, "until": until}
        Invite.objects.create(newsroom=house, role="writer", made_by=mara, **invited)
    Beat.objects.create(worker="one", at=now())
    return {T(thread.state): thread for thread in made}


def _thread(account, state: T, writer) -> Thread:
    house, soon = account.newsroom, now() + timedelta(days=1)
    more = {"state": state, "due_at": soon, "made_by": writer, "rev": 4}
    thread = builders.thread_in_review(house, *BODIES, account=account, **more)
    words = (builders.content(*BODIES[:2], f"Version {rev}", *BODIES[3:]) for rev in (2, 3, 4))
    for rev, content in enumerate(words, 2):
        newest = Revision.objects.create(thread=thread, rev=rev, content=content, made_by=writer)
    if state not in UNAPPROVED:
        _approved(thread, newest, state)
    for key in ("a", "b"):
        record_move(house, "check", key, "right", thread=thread, who=writer)
    return thread


def _approved(thread: Thread, revision: Revision, state: T) -> None:
    Thread.objects.filter(pk=thread.pk).update(approved=revision)
    for position in range(1, len(BODIES) + 1):
        out = state in BEGUN and position < 4
        unclear = state == T.NEEDS_EDITOR and position == 4
        stands: Any = P.POSTED if out else P.UNKNOWN if unclear else P.WAITING
        post = Post.objects.create(thread=thread, position=position, state=stands)
        if out or unclear:
            for kind in ("upload", "alt", "post"):
                _call(post, kind)


def _call(post: Post, kind: str) -> None:
    done = "done" if post.state == P.POSTED else "unknown"
    at = {"started_at": now(), "ended_at": now()}
    account = post.thread.account
    Call.objects.create(
        account=account, thread=post.thread, post=post, kind=kind, outcome=done, **at
    )


@pytest.fixture
def few(client, house):
    """Read a page as an admin, twice, and see how often the second reading asks."""
    anna = builders.person(Role.ADMIN, house, "Anna")

    def read(path: str, who: Any = anna) -> None:
        client.force_login(who)
        first = client.get(path)
        path = first.headers.get("Location", path)
        with CaptureQueriesContext(connection) as asked:
            answer = client.get(path)
        assert answer.status_code == 200
        assert len(asked) <= MOST, [each["sql"] for each in asked]

    return read


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("busy")
def test_a_page_of_the_desk_asks_few_questions(few, page):
    few(page)


@pytest.mark.parametrize("page", PAGES)
@pytest.mark.usefixtures("busy", "mara")
def test_a_page_asks_no_more_of_who_worked_on_all_that_waits(few, page):
    anna = Person.objects.get(name="Anna")
    for row in Revision.objects.filter(rev=F("thread__rev")):
        row.content["posts"][0]["hand"] = True
        row.save()
    Revision.objects.update(made_by=anna)
    few(page)


@pytest.mark.parametrize("state", T)
def test_the_page_of_a_thread_asks_no_more_of_who_worked_on_it(few, busy, state):
    Revision.objects.update(made_by=Person.objects.get(name="Anna"))
    few(f"/threads/{busy[state].public_id}")


@pytest.mark.parametrize("state", T)
def test_the_page_of_a_thread_asks_few_questions_wherever_it_stands(few, busy, state):
    few(f"/threads/{busy[state].public_id}")


@pytest.mark.parametrize("state", [T.SENDING, T.POSTED, T.CLOSED_OUT])
def test_the_page_that_ends_a_thread_asks_few_questions(few, busy, state):
    few(f"/threads/{busy[state].public_id}/follow-up")


def test_versions_and_an_older_one_ask_few_questions(few, busy):
    name = busy[T.IN_REVIEW].public_id
    few(f"/threads/{name}/versions")
    few(f"/threads/{name}?version=1")


@pytest.mark.parametrize("state", [T.IN_REVIEW, T.SCHEDULED, T.POSTED])
def test_a_bundle_asks_few_questions_for_all_its_accounts(few, busy, accounts, state):
    thread = busy[state]
    for account in accounts:
        more = {"article": thread.article, "account": account}
        builders.thread_in_review(account.newsroom, *BODIES, **more)
    few(f"/bundles/{thread.article.public_id}")


@pytest.mark.usefixtures("busy")
def test_one_account_s_pages_ask_few_questions(few, accounts):
    for account in accounts:
        few(f"/accounts/{account.public_id}")
        few(f"/accounts/{account.public_id}/continue")


@pytest.mark.usefixtures("busy")
def test_lifting_a_pause_asks_few_questions(few, house):
    for row in house.pauses.all():
        few(f"/pauses/{row.pk}/resume")


EMBARGO = {"lines": ["Embargo: Friday"], "until": "", "doubts": ["no time"], "asks": True}


@pytest.fixture
def said(house, mara):
    """What a version says that has everything: a card that differs, and lines that hold it back."""
    desk = drafted(house, mara)
    by_hand(desk)
    desk.edit("9 km/h", "10 km/h")
    return desk.content | {"embargo": EMBARGO}


@pytest.fixture
def fullest(said, busy, accounts, mara, ines):
    """By state: threads with all at once that a page can show, which Mara worked on herself."""
    account = accounts[0]
    for thread in busy.values():
        _fill(thread, said, (mara, ines))
        for other in accounts:
            more = {"article": thread.article, "account": other, "state": T.SCHEDULED}
            builders.thread_in_review(account.newsroom, *BODIES, due_at=now(), **more)
        Thread.objects.filter(pk=thread.pk).update(account=account)
    _spend(account)
    return busy


def _fill(thread: Thread, content: Any, people: Any) -> None:
    for rev in range(5, 18):
        posts = [*content["posts"], *([content["posts"][0]] if rev % 2 else [])]
        said = content | {"posts": [post | {"body": f"{rev}"} for post in posts[:1]] + posts[1:]}
        Revision.objects.create(thread=thread, rev=rev, content=said, made_by=people[rev % 2])
    newest = {"rev": 17, "not_before": now() + timedelta(hours=3)}
    if thread.approved_id:
        newest["approved"] = thread.revisions.get(rev=17)
    Thread.objects.filter(pk=thread.pk).update(**newest)
    for subject in ("thread", "embargo"):
        record_move(thread.account.newsroom, subject, "", "x", thread=thread, who=people[0])


def _spend(account: Account) -> None:
    """Leave it no room for another post or picture, and have it refused an answer to itself."""
    at = {"account": account, "started_at": now(), "ended_at": now(), "outcome": "done"}
    kinds = (Call.Kind.UPLOAD, Call.Kind.ALT) * RATES[account.network].uploads
    Call.objects.bulk_create(Call(kind=kind, **at) for kind in kinds)
    trial = {"kind": Call.Kind.POST, "body": {"step": TrialStep.REPLY}, "outcome": "refused"}
    Call.objects.create(**at | trial)
    Account.objects.filter(pk=account.pk).update(
        budget_left=1, budget_resets_at=now() + timedelta(days=2)
    )


def test_the_page_of_a_thread_with_everything_at_once_asks_few_questions(few, fullest, mara):
    for state in T:
        thread = fullest[state]
        for version in ("", "?version=1", "?version=16") if state != T.NEEDS_EDITOR else ():
            few(f"/threads/{thread.public_id}{version}", mara)
        few(f"/threads/{thread.public_id}/versions", mara)


@pytest.fixture
def full_bundle(said, fullest, accounts, mara, ines):
    """Make a bundle of three threads that stand so, each with everything and no room on its account."""

    def make(*states: T) -> str:
        article = fullest[T.IN_REVIEW].article
        Thread.objects.filter(article=article).delete()
        # All others go out shortly before the embargo ends, and hand their pictures over then.
        Thread.objects.filter(rev=1).update(due_at=now() + timedelta(hours=2, minutes=59))
        for account, state in zip(accounts, states, strict=True):
            _spend(account)
            more = {"article": article, "account": account, "state": state, "made_by": mara}
            thread = builders.thread_in_review(account.newsroom, *BODIES, due_at=now(), **more)
            if state not in UNAPPROVED:
                _approved(thread, thread.revisions.get(), state)
                thread.refresh_from_db()
            # What says the same as another is shown once.
            first, *posts = said["posts"]
            words = {"text": f"On {account}"}
            _fill(thread, said | {"posts": [first | words, *posts]}, (mara, ines))
        Revision.objects.filter(thread__article=article).update(made_by=mara)
        return f"/bundles/{article.public_id}"

    return make


@pytest.mark.parametrize(
    "states",
    [
        (T.IN_REVIEW,) * 3,
        (T.SCHEDULED,) * 3,
        (T.IN_REVIEW, T.SCHEDULED, T.SENDING),
        (T.POSTED,) * 3,
    ],
)
def test_a_bundle_with_everything_at_once_asks_few_questions(few, full_bundle, mara, states):
    page = full_bundle(*states)
    few(page, mara)
    Membership.objects.exclude(person__in=Revision.objects.values("made_by")).delete()
    few(page, mara)


@pytest.mark.parametrize("state", BEGUN)
def test_the_page_that_ends_a_thread_with_everything_at_once_asks_few_questions(
    few, fullest, mara, state
):
    few(f"/threads/{fullest[state].public_id}/follow-up", mara)
    Membership.objects.exclude(person__in=Revision.objects.values("made_by")).delete()
    few(f"/threads/{fullest[state].public_id}/follow-up", mara)
