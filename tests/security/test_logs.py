from __future__ import annotations

import json
import logging
import time

import pytest
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

from publisher.accounts.roles import Role
from publisher.logs import HideAddresses
from publisher.people import second_factor
from tests import builders

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
RIGHT, WRONG, NEW = "a good password", "not-the-password-9", "harbour ferry morning"


def code(ahead):
    return format_hotp_value(hotp_value(SECRET, int(time.time()) // 30 + ahead))


def a_whole_day(client, ada, house):
    """Everything people do with secrets; the secrets that were used."""
    spare = second_factor.turn_on(ada, SECRET, code(-1))
    client.post("/sign-in", {"mail": ada.email, "password": WRONG})
    client.post("/sign-in", {"mail": WRONG, "password": WRONG})
    client.post("/sign-in", {"mail": ada.email, "password": RIGHT})
    client.post("/sign-in/code", {"code": "987654"})
    client.post("/sign-in/code", {"code": spare[3]})
    page = client.post("/people/invite", {"mail": "n@harbour.example", "role": "writer"})
    link = page.content.decode().split('id="link" readonly value="')[1].split('"')[0]
    ines = builders.person(Role.WRITER, house, "Ines")
    member = house.memberships.get(person=ines).pk
    page = client.post(f"/people/{member}/new-password")
    back = page.content.decode().split('id="link" readonly value="')[1].split('"')[0]
    renewed = client.post("/me/second-step/codes", {"password": RIGHT}).content.decode()
    client.post("/me/password", {"old_password": WRONG, "password": NEW})
    client.post("/me/password", {"old_password": RIGHT, "password": NEW})
    cookies = [each.value for each in client.cookies.values()]
    client.get("/nowhere")
    client.post("/sign-out")
    joining = link.removeprefix("http://testserver")
    client.post(joining, {"name": "N", "password": NEW})
    client.get(joining)
    returning = back.removeprefix("http://testserver")
    client.post(returning, {"password": NEW})
    client.get(returning)
    shown = [part.split("<")[0] for part in renewed.split("<li><code>")[1:]]
    assert len(shown) == 10
    return [
        RIGHT,
        WRONG,
        NEW,
        SECRET,
        link.rpartition("/")[2],
        back.rpartition("/")[2],
        spare[3],
        *cookies,
        *shown,
    ]


@pytest.mark.django_db
def test_a_whole_day_leaves_no_secret_in_any_log(client, ada, house, caplog, capfd):
    caplog.set_level(logging.DEBUG)
    logging.getLogger("django.db.backends").setLevel(logging.INFO)
    caplog.handler.addFilter(HideAddresses())
    used = a_whole_day(client, ada, house)
    written = caplog.text + "".join(capfd.readouterr())
    assert "/join/(hidden)" in written
    assert "/new-password/(hidden)" in written
    assert [secret for secret in used if secret in written] == []


@pytest.mark.django_db
def test_no_secret_lies_open_in_the_database(client, ada, house):
    from django.apps import apps  # noqa: PLC0415 - only here
    from django.core import serializers  # noqa: PLC0415 - only here

    used = a_whole_day(client, ada, house)
    builders.account(house)
    rows = [
        row
        for model in apps.get_models()
        for row in model._default_manager.all()  # noqa: SLF001 - Django's own name for it
        if model.__name__ != "Session"
    ]
    written = serializers.serialize("json", rows)
    used += list(builders.SECRETS.values())
    cookies = {
        row["fields"]["session_key"]
        for row in json.loads(written)
        if "session_key" in row["fields"]
    }
    assert [secret for secret in used if secret in written and secret not in cookies] == []
    assert "gAAAA" in written
