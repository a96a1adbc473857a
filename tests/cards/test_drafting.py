"""Cards on their way through the publisher: whatever cannot be drawn costs a card, never a thread."""

from __future__ import annotations

import hashlib

import pytest

from cards import FaceError, Theme, draw, lay_out
from publisher.intake.draft import build_content, draft_thread, theme_of
from publisher.outside import work
from publisher.split import CardSpec
from publisher.thread.card_specs import card_of
from publisher.thread.models import Picture, Thread
from publisher.thread.states import ThreadState
from tests import builders

pytestmark = pytest.mark.django_db
SOURCE = """Harbour: the ferry is late

The backstory:

  • The old ferry broke down in March.
  • {}

The development:

  • On Tuesday the council found the money.
"""
HOSTILE = {
    "only emoji": "🕊️🕊️🕊️",
    "a word wider than the card": "x" * 300,
    "ten thousand characters": "The ferry waits. " * 600,
    "ten thousand letters": "y" * 10_000,
    "no typeface": "The sign reads བོད on the quay.",
    "controls": "The\x00 ferry\x07 is\x1b[31m late\x7f.",
    "bidi overrides": "The \u202eyrref\u202c is \u2066late\u2069.",
    "joiners": "\u200d\u200d\ufe0f",
    "no-break blanks": "\u00a0".join(["ferry"] * 300),
    "private use": "The \ue000 ferry.",
    "unassigned": "The \U0003ffff ferry.",
    "Arabic": "العبارة متأخرة اليوم " * 60,
    "quotation": "“" + "The ferry is late and nobody knows why. " * 40 + "”",
}


def drafted(source, **more):
    house = builders.newsroom(**more)
    row = Thread.objects.create(
        article=builders.article(house, source=source),
        account=builders.account(house),
        state=ThreadState.DRAFTING,
    )
    draft_thread(row.pk)
    row.refresh_from_db()
    return row


def posts(row):
    return row.revisions.get().content["posts"]


def why(row):
    return [warning["why"] for post in posts(row) for warning in post["warnings"]]


def shown(row):
    return [card["sha256"] for post in posts(row) for card in post["cards"]]


@pytest.mark.parametrize("bullet", HOSTILE.values(), ids=HOSTILE)
def test_whatever_a_bullet_holds_the_thread_comes_to_the_desk(bullet):
    row = drafted(SOURCE.format(bullet))

    assert (row.state, row.why) == (ThreadState.IN_REVIEW, "")
    assert all(Picture.objects.filter(sha256=name).exists() for name in shown(row))


def test_a_letter_no_typeface_has_costs_one_card_and_is_named():
    row = drafted(SOURCE.format("The sign reads བོད on the quay."))

    assert any("No installed typeface has the character “བ”" in one for one in why(row))
    assert len(shown(row)) == len(shown(drafted(SOURCE.format("The sign is plain.")))) - 1


def test_a_bullet_beyond_nine_cards_says_so():
    row = drafted(SOURCE.format("The ferry waits. " * 600))

    assert any("9 cards do not hold this text" in one for one in why(row))


def test_a_damaged_typeface_costs_cards_and_is_told(monkeypatch):
    def broken(*_):
        raise FaceError("The font file x.ttf is damaged or no font.")

    monkeypatch.setattr(work, "draw_pictures", broken)
    row = drafted(SOURCE.format("A plain bullet."))

    assert row.state == ThreadState.IN_REVIEW
    assert shown(row) == []
    assert "The font file x.ttf is damaged or no font." in why(row)


def test_a_papers_long_name_costs_no_card():
    name = "The Harbour Post and Evening Advertiser of the North, Incorporating the Quay"

    assert len(shown(drafted(SOURCE.format("A plain bullet."), name=name))) == len(
        shown(drafted(SOURCE.format("A plain bullet.")))
    )


def test_what_is_kept_is_what_draw_gives():
    row = drafted(SOURCE.format("A plain bullet."))
    spec = CardSpec("bullet", "The backstory", "A plain bullet.")
    theme = theme_of(row)
    alone = [draw(part, theme) for part in lay_out(card_of(spec), theme)]

    assert isinstance(theme, Theme)
    assert {picture.sha256 for picture in alone} <= set(shown(row))
    for picture in Picture.objects.all():
        assert hashlib.sha256(bytes(picture.content)).hexdigest() == picture.sha256


def test_making_it_again_asks_for_the_very_same_pictures():
    row = drafted(SOURCE.format("A plain bullet."))
    before = Picture.objects.count()

    assert [
        card["sha256"] for post in build_content(row)["posts"] for card in post["cards"]
    ] == shown(row)
    assert Picture.objects.count() == before
