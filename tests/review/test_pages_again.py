"""Another try where no thread could be made."""

from __future__ import annotations

import pytest

from publisher.intake.add import add_article
from publisher.intake.draft import draft_thread
from publisher.intake.lead_photo import Lead, store_photo
from publisher.thread.models import Article, Thread
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.worlds.photos import photo

pytestmark = pytest.mark.django_db
LINK = "https://harbour.example/ferry"


@pytest.fixture
def broken(house):
    """A thread that could not be made, as its theme is gone."""
    house.theme = "plaid"
    house.save()
    builders.account(house)
    lead = Lead(store_photo(photo()), "A ferry")
    article = add_article(house, builders.SOURCE, who=None, link=LINK, lead=lead)
    draft_thread(article.threads.get().pk)
    return article.threads.get()


def at(thread):
    return f"/threads/{thread.public_id}"


def test_what_could_not_be_read_says_why_and_keeps_the_text(desk, broken, text):
    page = text(desk.get(at(broken)))
    assert "No thread could be made of this" in page
    assert "plaid" in page
    assert "The old ferry broke down in March." in page
    assert "Try again" in page


def test_the_same_text_is_tried_again_in_its_place(desk, broken):
    Thread.objects.filter(pk=broken.pk).update(theme="light")
    sent = builders.SOURCE.replace("\n", "\r\n")
    answer = desk.post(f"{at(broken)}/again", {"text": sent})
    assert answer.headers["Location"] == at(broken)
    draft_thread(broken.pk)
    broken.refresh_from_db()
    assert (broken.state, Article.objects.count()) == (T.IN_REVIEW, 1)


def test_a_mended_text_is_an_article_of_its_own_and_the_old_thread_is_dropped(desk, broken):
    answer = desk.post(f"{at(broken)}/again", {"text": "Harbour: mended\n\nIt is late."})
    new = Thread.objects.get(state=T.DRAFTING)
    assert answer.headers["Location"] == at(new)
    assert (new.article.headline, new.article.link) == ("Harbour: mended", LINK)
    assert (new.article.photo, new.article.photo_alt) == (broken.article.photo, "A ferry")
    broken.refresh_from_db()
    assert (broken.state, broken.article.source) == (T.CANCELLED, builders.SOURCE)


def test_a_text_that_is_no_better_is_refused_and_kept(desk, broken, text):
    answer = desk.post(f"{at(broken)}/again", {"text": "\x01\x02\x03" * 90})
    assert answer.status_code == 422
    assert "does not look like text" in text(answer)
    broken.refresh_from_db()
    assert broken.state == T.BROKEN


def test_an_account_that_is_gone_is_named_and_the_words_stay(desk, broken, text):
    broken.account.ended_at = broken.made_at
    broken.account.save()
    answer = desk.post(f"{at(broken)}/again", {"text": "Harbour: mended\n\nIt is late."})
    assert "was disconnected" in text(answer)
    assert "Harbour: mended" in text(answer)
    assert Article.objects.count() == 1


def test_a_second_press_makes_no_second_thread(desk, broken, text):
    for _ in range(2):
        form = {"text": "Harbour: mended\n\nIt is late."}
        answer = desk.post(f"{at(broken)}/again", form, follow=True)
    assert "Somebody tried again before you." in text(answer)
    assert Thread.objects.count() == 2


def test_an_editor_may_drop_it(desk, broken):
    desk.post(f"{at(broken)}/cancel", {"rev": "0"})
    broken.refresh_from_db()
    assert broken.state == T.CANCELLED
