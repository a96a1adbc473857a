from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from publisher.intake.add import sample_text
from publisher.thread.models import Article
from publisher.thread.states import ThreadState as T
from tests import builders

pytestmark = pytest.mark.django_db


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


def test_where_and_when_it_was_published_is_kept(desk, account):
    form = {"link": "https://harbour.example/ferry", "published_on": "2026-01-28"}
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


def test_another_newsrooms_explainer_is_no_twin(desk, account):
    builders.article(builders.newsroom(name="Other"))
    desk.post("/add", {"text": builders.SOURCE})
    assert account.threads.count() == 1


def test_two_accounts_give_two_threads_and_the_queue_opens(desk, house, account):
    second = builders.account(house)
    assert desk.post("/add", {"text": builders.SOURCE}).headers["Location"] == "/"
    assert account.threads.count() == second.threads.count() == 1


def test_without_an_account_the_text_is_kept_and_that_is_said(desk, text):
    answer = desk.post("/add", {"text": builders.SOURCE}, follow=True)
    assert "no account is connected" in text(answer)
    assert Article.objects.count() == 1
