from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publisher.intake.add import sample_text
from publisher.review.article_form import sign_photo_reference
from publisher.thread.models import Article
from publisher.thread.states import ThreadState as T
from tests import builders
from tests.worlds.photos import photo
from tests.worlds.site import site

pytestmark = pytest.mark.django_db
PAGE = """<!doctype html><html><head><meta name="date" content="2026-01-28">
<link rel="canonical" href="/ferry"></head><body><article><h1>Harbour: the ferry is late</h1>
<h2>The backstory:</h2><ul><li>The old ferry broke down in March.</li></ul></article></body></html>"""


@pytest.fixture
def account(house):
    return builders.account(house)


def file(name, content):
    return SimpleUploadedFile(name, content)


def test_a_pasted_explainer_becomes_a_thread_and_its_page_opens(desk, account, mara, text):
    answer = desk.post("/add", {"text": builders.SOURCE})
    thread = account.threads.get()
    assert answer.headers["Location"] == f"/threads/{thread.public_id}"
    assert (thread.state, thread.made_by) == (T.DRAFTING, mara)
    assert "is being made" in text(desk.get(answer.headers["Location"]))


def test_line_ends_of_a_browser_are_plain_line_ends_again(desk, account):
    desk.post("/add", {"text": builders.SOURCE.replace("\n", "\r\n")})
    assert account.threads.get().article.source == builders.SOURCE


@pytest.mark.parametrize("name", ["ferry.txt", "FERRY.MD", "ferry.html", "ferry"])
def test_a_file_is_read_as_its_name_says(desk, account, name):
    source = builders.SOURCE
    if name.endswith("html"):
        source = "<h1>The ferry</h1><h2>The backstory:</h2><ul><li>It is late.</li></ul>"
    desk.post("/add", {"file": file(name, source.encode())})
    assert account.threads.get().article.source.strip() == source.strip()


def test_the_sample_is_one_press(desk, account):
    desk.post("/add", {"sample": "yes", "text": "half a"})
    assert account.threads.get().article.source == sample_text()


@pytest.mark.parametrize("typed", ["2026-01-28", "28 Jan 2026", "Wed 28 January 2026"])
def test_where_and_when_it_was_published_is_kept(desk, account, typed):
    form = {"link": "https://harbour.example/ferry", "published_on": typed}
    desk.post("/add", {"text": builders.SOURCE, **form})
    article = account.threads.get().article
    assert article.link == form["link"]
    assert str(article.published_on) == "2026-01-28"


@pytest.mark.parametrize(
    ("form", "words"),
    [
        ({"text": "  \n "}, "There is nothing to read yet"),
        ({}, "There is nothing to read yet"),
        ({"text": builders.SOURCE, "published_on": "28/1"}, "“28/1” is not a day"),
        ({"text": builders.SOURCE, "link": "javascript:alert(1)"}, "The address is not complete"),
        ({"link": "ftp://harbour.example/"}, "The address is not complete"),
        ({"text": builders.SOURCE, "link": "harbour"}, "The address is not complete"),
    ],
)
def test_what_cannot_be_used_says_why_and_keeps_what_was_typed(desk, account, text, form, words):
    answer = desk.post("/add", form)
    assert answer.status_code == 422
    assert words in text(answer)
    for value in form.values():
        assert value.strip().splitlines()[:1] == [] or value.splitlines()[0] in text(answer)
    assert not account.threads.exists()


@pytest.mark.parametrize("content", [b"", b"\x89PNG\r\n\x1a\n\0\0\0", b"%PDF-1.7 \0", b"\0" * 90])
def test_a_file_that_is_no_explainer_is_refused_in_words(desk, account, text, content):
    answer = desk.post("/add", {"file": file("photo.txt", content)})
    assert answer.status_code == 422
    assert 'role="alert"' in text(answer)
    assert not account.threads.exists()


def test_the_words_of_a_refused_file_move_into_the_field(desk, account, text):
    form = {"file": file("ferry.txt", builders.SOURCE.encode()), "link": "no"}
    answer = desk.post("/add", form)
    assert answer.status_code == 422
    assert "The old ferry broke down in March." in text(answer)
    assert not account.threads.exists()


def test_a_source_that_is_too_long_is_refused_at_once(desk, account, settings, text):
    settings.SOURCE_LIMIT = 100
    answer = desk.post("/add", {"text": builders.SOURCE})
    assert answer.status_code == 422
    assert "The old ferry broke down" in text(answer)
    assert not account.threads.exists()


def test_the_same_explainer_twice_is_found_and_said(desk, account, text):
    desk.post("/add", {"text": builders.SOURCE})
    answer = desk.post("/add", {"text": builders.SOURCE + "\n\n"})
    assert answer.status_code == 422
    assert "This explainer is on the desk already." in text(answer)
    assert f'href="/threads/{account.threads.get().public_id}"' in text(answer)


def test_the_same_explainer_can_be_added_again_on_purpose(desk, account):
    for _ in range(2):
        desk.post("/add", {"text": builders.SOURCE, "again": "yes"})
    assert account.threads.count() == 2


def test_an_address_that_came_before_is_said_before_it_is_fetched(desk, account, text):
    desk.post(
        "/add", {"text": builders.SOURCE, "link": "https://harbour.example/ferry?utm_source=a"}
    )
    answer = desk.post("/add", {"link": "http://www.harbour.example/ferry/"})
    assert answer.status_code == 422
    assert "its words may have changed since" in text(answer)
    assert account.threads.count() == 1


@pytest.mark.usefixtures("account")
def test_other_words_of_an_address_that_came_before_are_said_too(desk, text):
    link = {"link": "https://harbour.example/ferry"}
    desk.post("/add", {"text": builders.SOURCE, **link})
    answer = desk.post("/add", {"text": builders.SOURCE + "\nMore of it.", **link})
    assert "An explainer from this address" in text(answer)
    assert "More of it." in text(answer)


def test_an_address_alone_is_fetched_and_becomes_the_link(desk, account, settings):
    settings.FETCH_PRIVATE = True
    with site() as web:
        address = web.page("/ferry?utm_source=mail", PAGE)
        desk.post("/add", {"link": address})
    article = account.threads.get().article
    assert (article.link, article.kind) == (web.url("/ferry"), "html")
    assert str(article.published_on) == "2026-01-28"
    assert article.headline == "Harbour: the ferry is late"


def test_with_words_an_address_is_not_fetched(desk, account, settings):
    settings.FETCH_PRIVATE = True
    with site() as web:
        desk.post("/add", {"text": builders.SOURCE, "link": web.url("/ferry")})
    assert account.threads.get().article.link == web.url("/ferry")
    assert web.asked == []


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1/", "http://169.254.169.254/latest/", "http://[::1]/"]
)
def test_an_address_inside_is_refused_in_words_and_stays_typed(desk, account, text, address):
    answer = desk.post("/add", {"link": address})
    assert answer.status_code == 422
    assert "is not a public site" in text(answer)
    assert f'value="{address}"' in text(answer)
    assert not account.threads.exists()


def test_a_page_that_says_nothing_is_told_at_its_address(desk, text, settings):
    settings.FETCH_PRIVATE = True
    with site() as web:
        answer = desk.post("/add", {"link": web.page("/", "<html><body></body></html>")})
    assert answer.status_code == 422
    assert 'aria-describedby="fetched wrong"' in text(answer)


def test_another_newsrooms_explainer_is_no_twin(desk, account):
    builders.article(builders.newsroom(name="Other"))
    desk.post("/add", {"text": builders.SOURCE})
    assert account.threads.count() == 1


def test_two_accounts_give_two_threads_and_their_bundle_opens(desk, house, account):
    second = builders.account(house)
    answer = desk.post("/add", {"text": builders.SOURCE})
    assert answer.headers["Location"] == f"/bundles/{account.threads.get().article.public_id}"
    assert account.threads.count() == second.threads.count() == 1


def test_only_the_chosen_accounts_get_a_thread(desk, house, account):
    second = builders.account(house)
    form = {"text": builders.SOURCE, "choose": "yes", "account": [second.public_id]}
    desk.post("/add", form)
    assert (account.threads.count(), second.threads.count()) == (0, 1)


@pytest.mark.parametrize("theirs", [[], ["nobody"], ["other"]])
def test_an_account_has_to_be_chosen_of_ones_own(desk, account, text, theirs):
    other = builders.account(builders.newsroom(name="Other"))
    names = [other.public_id if name == "other" else name for name in theirs]
    answer = desk.post("/add", {"text": builders.SOURCE, "choose": "yes", "account": names})
    assert answer.status_code == 422
    assert "Choose at least one account" in text(answer)
    assert not account.threads.exists()
    assert not other.threads.exists()


def described(**more):
    """A form with a photo and all that has to be said of it."""
    said = {
        "photo_alt": "A white ferry at a quay",
        "photo_credit": "Photo: Ann",
        "photo_rights": "yes",
    }
    return {"text": builders.SOURCE, "photo": file("ferry.jpg", photo()), **said, **more}


def test_a_lead_photo_is_kept_with_what_was_said_of_it(desk, account):
    desk.post("/add", described())
    article = account.threads.get().article
    assert article.photo.media_type == "image/jpeg"
    assert (article.photo_alt, article.photo_credit) == ("A white ferry at a quay", "Photo: Ann")
    assert article.photo_rights


@pytest.mark.parametrize(
    ("missing", "words"),
    [
        ({"photo_alt": " "}, "Say what is to be seen in the photo"),
        ({"photo_alt": "a" * 501}, "Say it in 500 characters; these are 501"),
        ({"photo_credit": "a" * 101}, "Keep the credit to 100 characters"),
        ({"photo": SimpleUploadedFile("a.jpg", b"GIF89a")}, "not a JPEG, PNG or WebP"),
        ({"photo": ""}, "You described a photo, but none is chosen"),
    ],
)
def test_a_photo_that_cannot_be_used_is_refused_in_words(desk, account, text, missing, words):
    answer = desk.post("/add", described(**missing))
    assert answer.status_code == 422
    assert words in text(answer)
    assert not account.threads.exists()


def test_a_photo_nobody_may_use_is_refused_and_need_not_be_chosen_again(desk, account, text):
    form = described()
    del form["photo_rights"]
    page = text(desk.post("/add", form))
    assert "Nobody has said yet that the photo may be used" in page
    (held,) = re.findall(r'name="photo_held" value="([^"]+)"', page)
    desk.post("/add", described(photo="", photo_held=held))
    assert account.threads.get().article.photo


def test_a_held_photo_can_be_taken_away(desk, account):
    held = sign_photo_reference(builders.picture())
    desk.post("/add", {"text": builders.SOURCE, "photo_held": held, "no_photo": "yes"})
    assert account.threads.get().article.photo is None


def test_no_other_picture_can_be_passed_off_as_a_lead_photo(desk, account, text):
    forged = described(photo="", photo_held=builders.picture().sha256)
    assert "none is chosen" in text(desk.post("/add", forged))
    assert not account.threads.exists()


def test_without_an_account_the_text_is_kept_and_that_is_said(desk, text):
    answer = desk.post("/add", {"text": builders.SOURCE}, follow=True)
    assert "no account is connected" in text(answer)
    assert Article.objects.count() == 1


@pytest.mark.parametrize(
    ("state", "said"), [(T.DRAFTING, "being made"), (T.BROKEN, "could not be made")]
)
def test_a_twin_says_where_it_stands_from_the_first(desk, account, text, state, said):
    desk.post("/add", {"text": builders.SOURCE})
    account.threads.update(state=state)
    page = text(desk.post("/add", {"text": builders.SOURCE}))
    assert f"{account}: {said}" in page
