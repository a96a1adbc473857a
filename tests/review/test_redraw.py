from __future__ import annotations

import pytest

from cards.errors import NotDrawn
from publisher.accounts.roles import Role
from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.outside import work
from publisher.outside.errors import Starved
from publisher.review.approve import approve
from publisher.review.change_theme import look_at, redraw_cards
from publisher.review.errors import Closed, NoTheme, Stale
from publisher.review.restyle import Telling, restyle_thread
from publisher.review.shape.errors import NotSplit
from publisher.thread.models import Picture, Thread
from publisher.thread.states import ThreadState
from tests import builders

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafted(house):
    builders.account(house)
    made = Thread.objects.get(article=add_article(house, builders.SOURCE, who=None))
    draft_thread(made.pk)
    made.refresh_from_db()
    return made


def cards(thread):
    content = thread.revisions.get(rev=thread.rev).content
    return [card["sha256"] for post in content["posts"] for card in post["cards"]]


def test_cards_are_drawn_anew_in_another_theme_as_the_next_version(drafted, mara):
    before = cards(drafted)
    redraw_cards(drafted, rev=1, theme="dark", who=mara)
    assert drafted.rev == 2
    assert len(cards(drafted)) == len(before)
    assert not set(cards(drafted)) & set(before)


def test_words_and_alt_texts_stay_as_they_were(drafted, mara):
    redraw_cards(drafted, rev=1, theme="dark", who=mara)
    old, new = (drafted.revisions.get(rev=rev).content["posts"] for rev in (1, 2))
    assert [post["text"] for post in old] == [post["text"] for post in new]
    assert [[c["alt"] for c in p["cards"]] for p in old] == [
        [c["alt"] for c in p["cards"]] for p in new
    ]


def test_a_new_look_undoes_the_approval(drafted, mara):
    approve(drafted, rev=1, who=mara)
    redraw_cards(drafted, rev=1, theme="dark", who=mara)
    assert (drafted.state, drafted.approved) == (ThreadState.IN_REVIEW, None)


def test_the_same_theme_gives_the_same_bytes_as_the_draft(drafted, mara):
    before = cards(drafted)
    redraw_cards(drafted, rev=1, theme="light", who=mara)
    assert cards(drafted) == before


def test_what_is_looked_at_is_what_would_be_drawn(drafted, mara):
    seen = look_at(drafted.revisions.get(), "dark")
    redraw_cards(drafted, rev=1, theme="dark", who=mara)
    assert bytes(Picture.objects.get(pk=cards(drafted)[0]).content) == seen


def test_looking_keeps_nothing(drafted):
    before = Picture.objects.count()
    look_at(drafted.revisions.get(), "dark")
    assert Picture.objects.count() == before


@pytest.mark.parametrize("theme", ["plaid", "../../etc/passwd", ""])
def test_only_a_theme_by_name_is_taken(drafted, mara, theme):
    with pytest.raises(NoTheme):
        redraw_cards(drafted, rev=1, theme=theme, who=mara)
    with pytest.raises(NoTheme):
        look_at(drafted.revisions.get(), theme)
    drafted.refresh_from_db()
    assert drafted.rev == 1


def test_a_stale_look_changes_nothing(drafted, mara):
    redraw_cards(drafted, rev=1, theme="dark", who=mara)
    with pytest.raises(Stale):
        redraw_cards(drafted, rev=1, theme="light", who=mara)


def test_what_is_being_sent_keeps_its_look(drafted, mara):
    Thread.objects.filter(pk=drafted.pk).update(state=ThreadState.SENDING)
    with pytest.raises(Closed):
        redraw_cards(drafted, rev=1, theme="dark", who=mara)


def test_the_page_offers_the_other_theme_and_shows_it(desk, drafted, text):
    page = text(desk.get(f"/threads/{drafted.public_id}"))
    assert "Draw all cards in the dark theme" in page
    seen = desk.get(f"/threads/{drafted.public_id}/look/dark.png")
    assert seen.content.startswith(b"\x89PNG")
    answer = desk.post(f"/threads/{drafted.public_id}/look", {"rev": "1", "theme": "dark"})
    assert answer.status_code == 302
    drafted.refresh_from_db()
    assert drafted.rev == 2


def test_an_unknown_theme_has_no_picture(desk, drafted):
    assert desk.get(f"/threads/{drafted.public_id}/look/plaid.png").status_code == 404


def test_another_newsroom_sees_no_look(client, drafted):
    client.force_login(builders.person(Role.EDITOR, builders.newsroom(name="Other")))
    assert client.get(f"/threads/{drafted.public_id}/look/dark.png").status_code == 404


def test_a_busy_machine_takes_no_card_away(drafted, mara, monkeypatch):
    def busy(*_card):
        raise NotDrawn("Try again in a minute.") from Starved("pictures")

    monkeypatch.setattr(work, "draw_pictures", busy)
    with pytest.raises(NoTheme, match="Try again in a minute"):
        redraw_cards(drafted, rev=1, theme="dark", who=mara)
    with pytest.raises(NotSplit, match="Try again in a minute"):
        restyle_thread(
            drafted,
            rev=1,
            wanted=Telling("full", "none", newest_first=False, replies="everyone", again=True),
            who=mara,
        )
    assert drafted.revisions.count() == 1
