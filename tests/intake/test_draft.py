from __future__ import annotations

import hashlib
from datetime import timedelta

import pytest

from publisher.delivery.tick import tick
from publisher.explainer import Unreadable
from publisher.intake.add import add_article, sample_text
from publisher.intake.draft import draft_thread
from publisher.outside import pool, work
from publisher.outside.errors import AllAtWork, Starved, Stuck
from publisher.thread.clock import now
from publisher.thread.models import Article, Move, Picture, Thread
from publisher.thread.states import ThreadState
from tests import builders

pytestmark = pytest.mark.django_db
LONG = "The ferry waits for a part from Norway, and nobody on the quay knows when it comes. " * 22


@pytest.fixture
def house():
    made = builders.newsroom()
    builders.account(made)
    return made


def drafted(house, source=builders.SOURCE):
    row = Thread.objects.get(article=add_article(house, source, who=None))
    draft_thread(row.pk)
    row.refresh_from_db()
    return row


def test_an_added_article_is_drafted_and_waits_for_an_editor(house):
    row = drafted(house)
    assert (row.state, row.rev, row.wake_at) == (ThreadState.IN_REVIEW, 1, None)
    root = row.revisions.get().content["posts"][0]
    assert root["text"].startswith("Harbour: the ferry is late")


def test_drafting_twice_changes_nothing(house):
    row = drafted(house)
    draft_thread(row.pk)
    assert row.revisions.count() == 1
    assert Move.objects.filter(thread=row, after=ThreadState.IN_REVIEW).count() == 1


def test_every_card_is_kept_by_the_hash_of_its_bytes(house):
    row = drafted(house)
    shas = [
        card["sha256"] for post in row.revisions.get().content["posts"] for card in post["cards"]
    ]
    assert shas
    for picture in Picture.objects.filter(pk__in=shas):
        assert hashlib.sha256(bytes(picture.content)).hexdigest() == picture.sha256


def test_a_bullet_of_many_cards_never_puts_more_than_four_on_a_post(house):
    row = drafted(house, f"Harbour: late\n\nThe backstory:\n\n  • {LONG}\n")
    posts = row.revisions.get().content["posts"]
    cards = [len(post["cards"]) for post in posts]
    assert max(cards) == 4
    assert sum(cards) > 5


def test_a_theme_that_is_gone_breaks_the_thread_in_words(house):
    house.theme = "plaid"
    house.save()
    row = drafted(house)
    assert row.state == ThreadState.BROKEN
    assert "plaid" in row.why


def test_what_is_no_explainer_keeps_nothing(house):
    with pytest.raises(Unreadable):
        add_article(house, "  ", who=None)
    assert not Article.objects.exists()


def test_without_an_account_the_article_is_kept_and_no_thread_begins():
    kept = add_article(builders.newsroom(), builders.SOURCE, who=None)
    assert kept.headline == "Harbour: the ferry is late"
    assert not Thread.objects.exists()


def test_text_with_nul_and_odd_bytes_is_kept_so_that_a_database_can(house):
    kept = add_article(house, builders.SOURCE.replace("late", "la\0te", 1), who=None)
    kept.refresh_from_db()
    assert "\0" not in kept.source


def test_the_sample_that_comes_along_leaves_nothing_unsaid(house):
    row = drafted(house, sample_text())
    ledger = row.revisions.get().content["ledger"]
    assert all(entry["posts"] or entry["left_out"] for entry in ledger)


class Overrun:
    """Children that have no time for one piece of work, until `over`."""

    def __init__(self, what: str, error: type[Exception]) -> None:
        self.what, self.error, self.over = what, error, False
        self.right = pool.get_pool()

    def ask(self, what, *given, **named):
        if what == self.what and not self.over:
            raise self.error(what)
        return self.right.ask(what, *given, **named)


@pytest.mark.parametrize("what", ["read", "split", "pictures"])
@pytest.mark.parametrize("error", [AllAtWork, Starved, Stuck])
def test_a_busy_machine_breaks_no_thread_and_leaves_out_no_card(house, monkeypatch, what, error):
    children = Overrun(what, error)
    row = Thread.objects.get(article=add_article(house, builders.SOURCE, who=None))
    monkeypatch.setattr(work, "get_pool", lambda: children)
    tick()
    draft_thread(row.pk)
    row.refresh_from_db()
    assert row.state == ThreadState.DRAFTING
    assert row.wake_at
    assert row.wake_at > now()

    children.over = True
    draft_thread(row.pk)
    row.refresh_from_db()
    assert row.state == ThreadState.IN_REVIEW
    assert all(
        card["drawn"] for post in row.revisions.get().content["posts"] for card in post["specs"]
    )


def test_a_machine_that_stays_too_busy_is_told_of_in_the_end(house, monkeypatch):
    row = Thread.objects.get(article=add_article(house, builders.SOURCE, who=None))
    Thread.objects.filter(pk=row.pk).update(changed_at=now() - timedelta(minutes=11))
    monkeypatch.setattr(work, "get_pool", lambda: Overrun("read", Starved))
    draft_thread(row.pk)
    row.refresh_from_db()
    assert row.state == ThreadState.BROKEN
    assert "Try again in a minute" in row.why
