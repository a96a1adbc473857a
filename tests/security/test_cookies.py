from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from publisher.env import NAMES

ROOT = Path(__file__).parents[2]
#: What the browser tests need beside their own loop, and no deployment has.
IN_BROWSERS = "DJANGO_ALLOW_ASYNC_UNSAFE"
ASK = """
import json, django
django.setup()
from django.conf import settings
from django.test import Client
client = Client()
plain = client.get("/sign-in", headers={"Host": "desk.example.org"})
page = client.get("/sign-in", secure=True, headers={"Host": "desk.example.org"})
print(json.dumps({
    "plain": [plain.status_code, plain.headers.get("Location")],
    "health": client.get("/healthz", headers={"Host": "127.0.0.1"}).status_code,
    "hsts": page.headers.get("Strict-Transport-Security"),
    "cookies": {name: dict(morsel.items()) for name, morsel in page.cookies.items()},
    "names": [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME],
    "session": [settings.SESSION_COOKIE_SECURE, settings.SESSION_COOKIE_HTTPONLY],
    "proxies": settings.PROXIES,
    "silenced": settings.SILENCED_SYSTEM_CHECKS,
    "apps": settings.INSTALLED_APPS,
}))
"""


@pytest.fixture(scope="module")
def public(tmp_path_factory):
    """The environment of a desk that stands under an https address."""
    home = str(tmp_path_factory.mktemp("public"))
    bare = {name: value for name, value in os.environ.items() if name not in {*NAMES, IN_BROWSERS}}
    return bare | {
        "PUBLISHER_HOME": home,
        "PUBLIC_URL": "https://desk.example.org",
        "DJANGO_SETTINGS_MODULE": "publisher.settings",
    }


@pytest.fixture(scope="module")
def answers(public):
    command = [sys.executable, "-c", ASK]
    done = subprocess.run(command, env=public, cwd=ROOT, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def test_djangos_own_check_of_a_deployment_finds_nothing(public):
    command = [sys.executable, "-m", "publisher", "check", "--deploy", "--fail-level", "WARNING"]
    done = subprocess.run(
        command, env=public, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_nothing_is_silenced_and_djangos_admin_is_not_there(answers):
    assert answers["silenced"] == []
    assert not [app for app in answers["apps"] if "admin" in app]


def test_plain_http_is_led_to_https_and_stays_there(answers):
    assert answers["plain"] == [301, "https://desk.example.org/sign-in"]
    assert answers["hsts"] == "max-age=31536000; includeSubDomains; preload"


def test_watchers_on_the_machine_itself_are_not_led_away(answers):
    assert answers["health"] in {200, 503}


def test_cookies_are_bound_to_this_host_and_to_https(answers):
    assert answers["names"] == ["__Host-session", "__Host-csrf"]
    assert answers["session"] == [True, True]
    token = answers["cookies"]["__Host-csrf"]
    assert (token["secure"], token["samesite"], token["path"]) == (True, "Lax", "/")
    assert token["domain"] == ""


def test_behind_its_proxy_the_desk_believes_one_step(answers):
    assert answers["proxies"] == 1
