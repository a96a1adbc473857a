from __future__ import annotations

import pytest
from django.test import Client
from django.urls import resolve

from publisher.thread.models import Move
from tests.security.addresses import paths

pytestmark = pytest.mark.django_db
NOT_FOR_FORMS = {403, 405}
#: Whoever may call these shows a token of her own, which no browser sends by itself.
WITH_TOKENS: set[str] = set()
#: Whoever asks sees no page of a person's.
BARE = {"healthz", "readyz", "metrics"}


def test_no_address_takes_a_form_without_its_token(house, ada):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    everywhere = paths(house)
    before = Move.objects.count()
    taken = {
        name: client.post(path, {"scope": "all", "rev": "1"}).status_code
        for name, path in everywhere.items()
        if name not in WITH_TOKENS
    }
    assert {n: status for n, status in taken.items() if status not in NOT_FOR_FORMS} == {}
    assert Move.objects.count() == before


def test_no_address_is_exempt_from_tokens_but_those_with_their_own(house):
    exempt = {
        name
        for name, path in paths(house).items()
        if getattr(resolve(path).func, "csrf_exempt", False)
    }
    assert exempt == WITH_TOKENS


@pytest.mark.parametrize("method", ["get", "head", "options", "trace"])
def test_looking_at_any_address_changes_nothing(desk, house, method):
    everywhere = paths(house)
    before = Move.objects.count()
    for name, path in everywhere.items():
        status = getattr(desk, method)(path).status_code
        assert status < 500 or name == "readyz", (name, status)
    assert Move.objects.count() == before


@pytest.mark.parametrize("method", ["put", "patch", "delete"])
def test_unusual_methods_change_nothing(house, ada, method):
    client = Client(enforce_csrf_checks=True)
    client.force_login(ada)
    everywhere = paths(house)
    before = Move.objects.count()
    for name, path in everywhere.items():
        assert getattr(client, method)(path).status_code in NOT_FOR_FORMS, name
    assert Move.objects.count() == before


@pytest.mark.parametrize("header", ["X-HTTP-Method-Override", "X-Method-Override", "X-HTTP-Method"])
def test_no_header_turns_a_look_into_a_press(desk, house, header):
    desk.get("/pause?scope=all&_method=POST", headers={header: "POST"})
    assert not house.pauses.exists()


def test_nobody_outside_sees_anything_of_the_newsroom(client, house):
    for name, path in paths(house).items():
        page = client.get(path).content.decode()
        assert name == "join" or "Harbour" not in page.replace("harbour.example", ""), name


def test_pages_of_the_desk_are_kept_by_no_proxy(desk, house):
    for name, path in paths(house).items():
        answer = desk.get(path)
        if answer.status_code == 200 and name not in BARE:
            kept = answer.headers.get("Cache-Control", "")
            assert "private" in kept or "no-store" in kept, (name, kept)


def test_every_answer_keeps_the_browser_to_itself(desk, house):
    for path in [*paths(house).values(), "/nowhere", "/static/desk.css"]:
        answer = desk.get(path)
        # Closing the answer itself would end the test's hold on the database.
        for close in answer._resource_closers if answer.streaming else ():  # noqa: SLF001
            close()
        headers = answer.headers
        assert "default-src 'none'" in headers["Content-Security-Policy"], path
        assert "unsafe" not in headers["Content-Security-Policy"], path
        assert headers["X-Content-Type-Options"] == "nosniff", path
        assert headers["Referrer-Policy"] == "same-origin", path
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin", path
        assert "camera=()" in headers["Permissions-Policy"], path


def test_no_page_can_be_framed(desk, house):
    for path in [*paths(house).values(), "/nowhere"]:
        headers = desk.get(path).headers
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"], path
        assert headers["X-Frame-Options"] == "DENY", path


def test_a_nonce_is_used_once(desk):
    policies = {desk.get("/").headers["Content-Security-Policy"] for _ in range(3)}
    assert len(policies) == 3


@pytest.mark.parametrize("host", ["evil.example", "127.0.0.1.evil.example", "localhost:x", "a b"])
def test_another_host_than_ours_is_refused(client, settings, host):
    settings.ALLOWED_HOSTS = ["desk.example.org"]
    answer = client.get("/sign-in", headers={"Host": host})
    assert answer.status_code == 400
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert host not in answer.content.decode()


def test_a_forwarded_host_is_not_believed(desk, house):  # noqa: ARG001 - house has people
    page = desk.post(
        "/people/invite",
        {"mail": "new@harbour.example", "role": "writer"},
        headers={"X-Forwarded-Host": "evil.example"},
    )
    assert "evil.example" not in page.content.decode()


def test_a_body_that_is_too_large_is_refused(desk, settings):
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 10_000
    assert desk.post("/pause", {"scope": "all", "why": "x" * 20_000}).status_code == 400


def test_a_form_of_a_thousand_fields_and_more_is_refused(desk):
    fields = {f"f{n}": "x" for n in range(1100)}
    assert desk.post("/pause", {"scope": "all", **fields}).status_code == 400
