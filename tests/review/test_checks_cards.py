"""Every check reads the cards and their alt texts too."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

import pytest

from publisher.review.approve import approve
from publisher.review.check import Check
from publisher.review.checks import find_right, list_checks, list_open_checks
from publisher.review.edit_card import apply_proposed_wording
from publisher.review.shape import card_shapes
from publisher.thread.models import Thread
from tests.review.test_cards_follow import Desk, drafted

pytestmark = pytest.mark.django_db

SOURCE = """Ferry is late

The backstory:

  • The old ferry broke down in March. It was mended yesterday by the port.
  • The new one waits for a part from Norway. It came today.
"""
LATER = datetime(2026, 12, 9, 12, tzinfo=UTC)


@pytest.fixture
def brief(house, mara) -> Desk:
    """Its posts say the first sentences, its cards everything."""
    desk = drafted(house, mara, SOURCE, published_on=date(2026, 11, 23))
    desk.style(style="brief")
    return desk


def found(desk: Desk) -> list[Check]:
    return list_open_checks(
        list_checks(desk.thread, desk.thread.revisions.get(rev=desk.rev), LATER)
    )


def on_cards(desk: Desk) -> list[tuple[str, str, str]]:
    return [(c.on.field, c.kind, c.words) for c in found(desk) if c.on]


def test_stale_days_that_stand_only_on_a_card_are_found(brief):
    assert on_cards(brief) == [("text", "stale", "yesterday"), ("text", "stale", "today")]
    assert all(check.why.startswith("On the card: it says") for check in found(brief) if check.on)


def press(desk: Desk, check: Check) -> None:
    assert check.on
    apply_proposed_wording(
        desk.thread, rev=desk.rev, position=check.position, card=check.card, field=check.on.field,
        words=check.mended, who=desk.who,
    )  # fmt: skip


def test_one_press_repairs_them_and_nobody_is_asked_for_it(brief):
    for _ in range(2):
        press(brief, next(check for check in found(brief) if check.on))
    assert on_cards(brief) == []
    assert brief.says("mended on 22 November by the port")
    assert not brief.says("yesterday")
    approve(brief.thread, rev=brief.rev, who=brief.who)
    brief.edit("Ferry is late", "Ferry is very late")
    assert brief.says("mended on 22 November by the port")
    brief.approve()


def test_what_a_post_is_flagged_for_is_not_said_of_its_card_again(house, mara):
    desk = drafted(house, mara, SOURCE, published_on=date(2026, 11, 23))
    assert on_cards(desk) == []
    assert [check.words for check in found(desk) if check.kind == "stale"] == ["yesterday", "today"]


@pytest.mark.parametrize(
    ("alt", "kind"),
    [
        ("The ferry, seen yesterday.", "stale"),
        ("A sign: “We are closed.", "quotation"),
        ("The ferry \u202eetal si.", "direction"),
    ],
)
def test_an_alt_text_is_read_too(brief, alt, kind):
    n = brief.place("The old ferry")
    brief.recast(n, brief.content["posts"][n - 1]["specs"][0]["text"], alts=[alt])
    assert ("alt0", kind) in [(field, of) for field, of, _ in on_cards(brief)]


def test_a_stale_alt_text_is_repaired_by_one_press(brief):
    n = brief.place("The old ferry")
    text = brief.content["posts"][n - 1]["specs"][0]["text"]
    brief.recast(n, text, alts=["The ferry, seen yesterday."])
    press(brief, next(check for check in found(brief) if check.on and check.on.field == "alt0"))
    assert brief.content["posts"][n - 1]["cards"][0]["alt"] == "The ferry, seen on 22 November."


def test_what_was_found_right_on_a_card_is_asked_again_once_it_says_something_else(brief):
    check = next(each for each in found(brief) if each.on)
    find_right(brief.thread, rev=brief.rev, key=check.key, posted=LATER, who=brief.who)
    assert on_cards(brief) == [("text", "stale", "today")]
    n = brief.place("The old ferry")
    brief.recast(n, "The old ferry broke down in March. It was mended by the port yesterday.")
    assert ("text", "stale", "yesterday") in on_cards(brief)


def test_a_dropped_card_is_not_read(brief):
    for k in (0, 1):
        brief.change(lambda content, _: card_shapes.drop_card(content, 2, k))  # noqa: B023 - called at once
    assert on_cards(brief) == []


def test_the_page_offers_the_repair_and_carries_it_out(brief, client, text):
    client.force_login(brief.who)
    Thread.objects.filter(pk=brief.thread.pk).update(not_before=LATER)
    page = text(client.get(f"/threads/{brief.thread.public_id}"))
    assert "On the card: it says “yesterday”" in page
    assert 'name="act" value="mend"' in page
    check = next(each for each in found(brief) if each.on)
    at = f"/threads/{brief.thread.public_id}/posts/{check.position}/cards/{check.card}"
    form: dict[str, Any] = {"rev": brief.rev, "act": "mend", "field": "text", "words": check.mended}
    assert client.post(at, form | {"field": "drawn"}).status_code == 422
    assert client.post(at, form).status_code == 302
    assert brief.rev == 3
    assert brief.says("mended on 22 November by the port")
