"""Nothing is approved while nobody has read an embargo line that sets no clock."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime

import pytest

from publisher.__main__ import main
from publisher.accounts.roles import Role
from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.review.approve import approve
from publisher.review.approve_bundle import Chosen, approve_together
from publisher.review.edit import edit_post
from publisher.review.embargo_reading import record_embargo_read
from publisher.review.errors import EmbargoUnread, NotAllowed, NotTogether
from publisher.review.restyle import Telling, restyle_thread
from publisher.review.shape.errors import Unchanged
from publisher.thread.models import Revision, Thread
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db
BODY = "City opens first tidal power plant\n\nIt can supply 9,000 homes.\n"
UNREAD = "STRICTLY EMBARGOED"
CERTAIN = "EMBARGOED UNTIL 00:01 GMT, 12 MARCH 2097"


def drafted(house, line):
    row = Thread.objects.get(article=add_article(house, f"{line}\n\n{BODY}", who=None))
    draft_thread(row.pk)
    row.refresh_from_db()
    return row


@pytest.fixture
def held(house):
    builders.account(house)
    return drafted(house, UNREAD)


@pytest.mark.parametrize("terms", [{"now": True}, {"at": datetime(2097, 1, 1, tzinfo=UTC)}, {}])
def test_an_unread_line_stops_every_approval(held, mara, terms):
    with pytest.raises(EmbargoUnread, match=UNREAD):
        approve(held, rev=1, who=mara, **terms)
    held.refresh_from_db()
    assert (held.state, held.approved) == (T.IN_REVIEW, None)


def test_it_stops_a_bundle(held, mara):
    with pytest.raises(NotTogether) as refused:
        approve_together([Chosen(held, 1)], who=mara, terms={"now": True})
    assert UNREAD in refused.value.refused[0][1]


def test_it_stops_the_command_line_until_it_is_read(held, mara, capsys):
    words = ["approve", held.public_id, "--rev", "1", "--as", mara.email]
    assert main(words) == 2
    assert UNREAD in capsys.readouterr().err
    assert main([*words, "--embargo-read"]) == 0
    held.refresh_from_db()
    assert held.state == T.APPROVED


def test_the_desk_shows_the_line_and_one_press_notes_who_read_it(held, desk, mara, text):
    page = text(desk.get(f"/threads/{held.public_id}"))
    assert "Embargo line to read before you approve" in page
    assert UNREAD in page
    refused = desk.post(
        f"/threads/{held.public_id}/approve", {"rev": "1", "when": "now", "late_after": "1200"}
    )
    assert refused.status_code == 422
    assert UNREAD in text(refused)
    desk.post(f"/threads/{held.public_id}/embargo", {"rev": "1"})
    desk.post(f"/threads/{held.public_id}/embargo", {"rev": "1"})
    (move,) = held.moves.filter(subject="embargo line")
    assert (move.who, move.after, move.why) == (mara, "read", f"“{UNREAD}”")
    page = text(desk.get(f"/threads/{held.public_id}"))
    assert "Read by Mara" in page
    assert "read the embargo line of the source" in text(desk.get("/history"))
    approve(held, rev=1, who=mara, now=True)


def test_a_writer_cannot_read_it_for_an_editor(held, ines):
    with pytest.raises(NotAllowed):
        record_embargo_read(held, rev=1, who=ines)


def test_what_was_read_stays_read_in_the_next_version(held, mara):
    record_embargo_read(held, rev=1, who=mara)
    edit_post(held, rev=1, position=2, body="It can supply 8,000 homes.", who=mara)
    approve(held, rev=2, who=mara, now=True)


def test_what_was_not_read_stays_unread_in_the_next_version(held, mara):
    edit_post(held, rev=1, position=2, body="It can supply 8,000 homes.", who=mara)
    with pytest.raises(EmbargoUnread):
        approve(held, rev=2, who=mara, now=True)


def test_a_certain_time_needs_no_press(house, mara, desk, text):
    builders.account(house)
    held = drafted(house, CERTAIN)
    page = text(desk.get(f"/threads/{held.public_id}"))
    assert "Under embargo:" in page
    assert 'value="2097-03-12" selected' in page
    approve(held, rev=1, who=mara, now=True, not_before=held.not_before)
    assert held.not_before == datetime(2097, 3, 12, 0, 1, tzinfo=UTC)


def test_an_embargo_that_is_over_is_said_and_stops_nothing(house, mara, desk, text):
    builders.account(house)
    held = drafted(house, "EMBARGOED UNTIL 00:01 GMT 12 March 2020")
    assert held.not_before is None
    assert "Its time has passed" in text(desk.get(f"/threads/{held.public_id}"))
    approve(held, rev=1, who=mara, now=True)


def test_a_thread_made_before_this_was_noted_is_approved_as_ever(thread, mara):
    assert "embargo" not in thread.revisions.get().content
    approve(thread, rev=1, who=mara, now=True)


def test_the_bundle_says_which_line_waits(house, desk, text):
    builders.account(house)
    builders.account(house)
    article = add_article(house, f"{UNREAD}\n\n{BODY}", who=builders.person(Role.WRITER, house))
    for row in article.threads.all():
        draft_thread(row.pk)
    page = text(desk.get(f"/bundles/{article.public_id}"))
    assert page.count("Read it before you approve") == 2


def test_a_thread_of_before_that_is_split_again_asks_for_its_line(house, mara):
    builders.account(house)
    held = drafted(house, CERTAIN)
    first = held.revisions.get()
    first.content.pop("embargo")
    Revision.objects.filter(pk=first.pk).update(content=first.content)
    Thread.objects.filter(pk=held.pk).update(not_before=None)
    wanted = Telling("full", "n/N behind", newest_first=False, replies="everyone", again=True)
    with suppress(Unchanged):
        restyle_thread(held, rev=1, wanted=wanted, who=mara)
    held.refresh_from_db()
    with pytest.raises(EmbargoUnread):
        approve(held, rev=held.rev, who=mara, now=True)
