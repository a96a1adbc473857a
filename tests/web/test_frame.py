from __future__ import annotations

import re
from pathlib import Path

import pytest
from django.core.exceptions import BadRequest, PermissionDenied
from django.db import DatabaseError
from django.test import Client, RequestFactory

from publisher.accounts.roles import Role
from publisher.web import errors, health
from tests import builders

WEB = Path(errors.__file__).parent


@pytest.mark.django_db
def test_health_asks_the_database(client):
    answer = client.get("/healthz")
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "text/plain")
    assert answer.content.startswith(b"ok 20")


def test_health_says_when_the_database_is_gone(monkeypatch):
    def gone():
        raise DatabaseError

    monkeypatch.setattr(health, "now", gone)
    answer = health.healthz(RequestFactory().get("/healthz"))
    assert answer.status_code == 503
    assert b"does not answer" in answer.content


@pytest.mark.django_db
def test_every_page_carries_the_content_policy(client):
    for path in ("/sign-in", "/healthz", "/no-such-page"):
        policy = client.get(path).headers["Content-Security-Policy"]
        assert "default-src 'none'" in policy
        assert "unsafe" not in policy


@pytest.mark.django_db
def test_an_unknown_page_is_said_in_words_to_anybody(client):
    page = client.get("/no-such-page")
    assert page.status_code == 404
    assert "There is no such page" in page.content.decode()


def test_a_broken_page_needs_nothing_that_may_be_broken():
    page = errors.server_error(RequestFactory().get("/"))
    assert page.status_code == 500
    assert "Something broke on our side" in page.content.decode()


@pytest.mark.parametrize(
    ("answer", "error", "status", "words"),
    [
        (errors.bad_request, BadRequest("x"), 400, "could not be read"),
        (errors.not_allowed, PermissionDenied("As writer you may not."), 403, "As writer you may"),
        (errors.not_allowed, PermissionDenied(), 403, "Your role does not allow this"),
        (errors.not_found, Exception(), 404, "no such page"),
    ],
)
def test_errors_are_sentences(answer, error, status, words):
    page = answer(RequestFactory().get("/"), error)
    assert page.status_code == status
    assert words in page.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_refused_in_words():
    mara = builders.person(house=builders.newsroom())
    client = Client(enforce_csrf_checks=True)
    client.force_login(mara)
    page = client.post("/pause", {"scope": "all"})
    assert page.status_code == 403
    assert "Nothing was saved" in page.content.decode()


@pytest.mark.django_db
def test_who_belongs_to_no_newsroom_is_told_so(client):
    client.force_login(builders.person())
    page = client.get("/")
    assert page.status_code == 403
    assert "You belong to no newsroom yet" in page.content.decode()


@pytest.mark.django_db
def test_the_bar_names_house_time_and_person(client):
    house = builders.newsroom(name="Harbour & Post")
    client.force_login(builders.person(Role.WRITER, house, "Ines"))
    page = client.get("/").content.decode()
    assert "Harbour &amp; Post" in page
    assert re.search(r"\d\d:\d\d</time> Brussels \(CES?T\)", page)
    assert 'Ines</a><span class="soft">, writer' in page


def test_no_template_has_inline_style_or_script():
    templates = [*WEB.rglob("*.html"), *(WEB.parent / "review").rglob("*.html")]
    assert templates
    for template in templates:
        text = template.read_text(encoding="utf-8")
        assert not re.search(
            r"<script(?! src=)|<style|\sstyle=|\son[a-z]+=|javascript:|\|safe", text
        ), template


def test_the_stylesheet_and_its_font_are_there():
    css = (WEB / "static/desk.css").read_text(encoding="utf-8")
    for address in re.findall(r'url\("([^"]+)"\)', css):
        assert (WEB / "static" / address).is_file()


def test_the_stylesheet_has_colours_only_as_tokens():
    css = (WEB / "static/desk.css").read_text(encoding="utf-8")
    parts = css[css.index("/* ---- Base") :]
    assert set(re.findall(r"#[0-9a-f]{3,8}\b", parts)) <= {"#13243b"}


@pytest.mark.django_db
def test_a_page_that_refreshes_itself_is_told_to_stop_when_signed_out(client):
    answer = client.get("/", headers={"HX-Request": "true"})
    assert answer.status_code == 286
    assert answer.headers["HX-Reswap"] == "none"


@pytest.mark.django_db
def test_a_form_sent_when_signed_out_leads_back_to_its_page(client):
    answer = client.post("/pause", headers={"Referer": "http://testserver/threads/abc"})
    assert answer.headers["Location"] == "/sign-in?next=/threads/abc"
