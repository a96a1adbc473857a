from __future__ import annotations

import os
import re
import stat
import subprocess
import sys
import threading
from decimal import Decimal
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from cryptography.fernet import Fernet

from publisher import env
from publisher.env import SettingError

ROOT = Path(__file__).parents[1]


@pytest.fixture
def given(monkeypatch):
    return lambda value, name="THING": monkeypatch.setenv(name, value)


@pytest.mark.parametrize(("typed", "read"), [("yes", True), (" ON ", True), ("0", False)])
def test_yes_and_no_are_read_as_people_write_them(given, typed, read):
    given(typed)
    assert env.read_yes_no("THING") is read


def test_what_is_neither_yes_nor_no_is_refused(given):
    given("maybe")
    with pytest.raises(SettingError, match="THING is “maybe”: write yes or no"):
        env.read_yes_no("THING")


@pytest.mark.parametrize("typed", ["0", "-1", "1.5", "many"])
def test_a_number_that_is_none_is_refused(given, typed):
    given(typed)
    with pytest.raises(SettingError, match="whole number from 1 up"):
        env.read_number("THING", 5)


@pytest.mark.parametrize("typed", ["0", "-1", "0.0", "1e3", "soon"])
def test_a_time_that_is_none_is_refused(given, typed):
    given(typed)
    with pytest.raises(SettingError, match=r"write seconds, like 30 or 0\.5"):
        env.read_seconds("THING", 5)
    given(" 0.5 ")
    assert env.read_seconds("THING", 5) == 0.5


@pytest.mark.parametrize(
    ("host", "ours"), [("localhost", True), ("127.0.0.9", True), ("::1", True), ("x.org", False)]
)
def test_this_machine_is_known_by_its_names(host, ours):
    assert env.is_loopback(host) is ours


def test_what_is_empty_is_the_default(given):
    given("  ")
    assert (
        env.read_number("THING", 5),
        env.read_setting("THING", "x"),
        env.read_names("THING"),
    ) == (5, "x", [])
    assert env.read_yes_no("THING", default=True) is True


def test_names_are_separated_by_commas(given):
    given("a.example, b.example,,")
    assert env.read_names("THING") == ["a.example", "b.example"]


def test_a_secret_is_made_once_for_its_owner_alone(tmp_path):
    kept = tmp_path / "var" / "thing.key"
    first = env.read_secret("NO_SUCH", kept, lambda: "made")
    assert first == env.read_secret("NO_SUCH", kept, lambda: "another") == "made"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert list(kept.parent.iterdir()) == [kept]


def test_processes_that_start_together_have_one_secret(tmp_path):
    made: list[str] = []
    gate = threading.Barrier(8)

    def start(n: int) -> None:
        gate.wait()
        made.append(env.read_secret("NO_SUCH", tmp_path / "thing.key", lambda: str(n)))

    threads = [threading.Thread(target=start, args=(n,)) for n in range(8)]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert len(set(made)) == 1
    assert len(made) == 8


def test_a_secret_that_was_emptied_is_not_made_anew(tmp_path):
    kept = tmp_path / "thing.key"
    kept.write_text("\n")
    with pytest.raises(SettingError, match="is empty"):
        env.read_secret("NO_SUCH", kept, lambda: "made")


def test_a_secret_may_stand_in_a_file_of_its_own(given, tmp_path):
    (tmp_path / "given").write_text("given\n")
    given(str(tmp_path / "given"), "THING_FILE")
    assert env.read_secret("THING", tmp_path / "kept", lambda: "made") == "given"
    given(str(tmp_path / "missing"), "THING_FILE")
    with pytest.raises(SettingError, match=r"THING_FILE.*cannot be read"):
        env.from_file("THING")


def test_without_an_address_the_database_is_a_file_at_home(tmp_path):
    made = env.parse_database_url("", tmp_path)
    assert made["NAME"] == str(tmp_path / "publisher.sqlite3")
    assert made["OPTIONS"]["transaction_mode"] == "IMMEDIATE"  # type: ignore[index]


def test_an_address_of_postgresql_is_read_with_its_options(tmp_path):
    url = "postgres://mara:p%40ss@db.example:5433/desk?sslmode=require"
    made = env.parse_database_url(url, tmp_path)
    named = ("ENGINE", "NAME", "USER", "PASSWORD", "HOST", "PORT")
    assert [made[name] for name in named] == [
        "django.db.backends.postgresql",
        "desk",
        "mara",
        "p@ss",
        "db.example",
        "5433",
    ]
    assert made["OPTIONS"]["sslmode"] == "require"  # type: ignore[index]


def test_a_password_in_a_file_stands_in_for_one_in_the_address(tmp_path):
    made = env.parse_database_url("postgres://mara@db/desk", tmp_path, password="from a file")
    assert made["PASSWORD"] == "from a file"


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("mysql://db/desk", "use postgres"),
        ("sqlite://", "names no file"),
        ("postgres://mara:p:w@db:port/desk", "no port"),
    ],
)
def test_an_address_that_makes_no_sense_is_refused_in_words(tmp_path, url, words):
    with pytest.raises(SettingError, match=words):
        env.parse_database_url(url, tmp_path)


def test_the_broker_at_home_is_a_socket_of_a_length_that_systems_take(tmp_path):
    near = env.broker_url("", tmp_path)
    far = env.broker_url("", tmp_path / ("x" * 120))
    for url in (near, far):
        path = unquote(urlsplit(url).path)
        assert len(path) < env.SOCKET_PATH
    assert near != far


def test_a_broker_of_another_kind_is_refused(tmp_path):
    assert env.broker_url("rediss://cache:6379/0", tmp_path) == "rediss://cache:6379/0"
    with pytest.raises(SettingError, match="REDIS_URL"):
        env.broker_url("amqp://rabbit", tmp_path)


@pytest.mark.parametrize(
    ("url", "port", "tls", "ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp://mail.example:587", 587, True, False),
        ("smtp://mail.example:2525?tls=yes", 2525, True, False),
        ("smtps://mail.example", 465, False, True),
    ],
)
def test_a_mail_server_is_spoken_to_as_its_address_says(url, port, tls, ssl):
    read = env.parse_mail_url(url, "desk@example.org")
    assert (read["EMAIL_PORT"], read["EMAIL_USE_TLS"], read["EMAIL_USE_SSL"]) == (port, tls, ssl)


def test_a_mail_servers_password_may_hold_any_sign():
    read = env.parse_mail_url("smtp://desk%40example.org:p%3A%2F%40@mail.example:587", "")
    assert (read["EMAIL_HOST_USER"], read["EMAIL_HOST_PASSWORD"]) == ("desk@example.org", "p:/@")


@pytest.mark.parametrize(
    "url", ["mail.example:25", "http://mail.example", "smtp://:25", "smtp://h:x"]
)
def test_a_mail_address_that_is_none_is_told_in_words(url):
    with pytest.raises(SettingError, match="MAIL_URL"):
        env.parse_mail_url(url, "")


def test_mails_may_be_written_into_a_folder(tmp_path):
    assert env.parse_mail_url(f"file://{tmp_path}", "")["EMAIL_FILE_PATH"] == str(tmp_path)


def test_a_key_that_is_none_is_told_at_the_start():
    keys = f"{Fernet.generate_key().decode()}, {Fernet.generate_key().decode()}"
    assert env.check_fernet_keys(keys) == keys
    with pytest.raises(SettingError, match="FERNET_KEY"):
        env.check_fernet_keys(f"{keys},short")


def test_every_name_that_is_read_is_listed():
    sources = "".join(
        (ROOT / "publisher" / name).read_text()
        for name in ("env.py", "settings.py", "outside/bounds.py")
    )
    read = set(re.findall(r'env\.read_\w+\(\s*"([A-Z_]+)"', sources))
    read |= {f"{name}_FILE" for name in re.findall(r'env\.from_file\("([A-Z_]+)"', sources)}
    assert read == set(env.NAMES)


def start(home: Path, **more: str) -> subprocess.CompletedProcess[str]:
    """Read the settings in a process of their own."""
    clean = {name: value for name, value in os.environ.items() if name not in env.NAMES}
    return subprocess.run(
        [sys.executable, "-c", "import publisher.settings as s; print(s.SETTLE_AFTER, s.DEBUG)"],
        env={**clean, "PUBLISHER_HOME": str(home), **more},
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )


def test_an_installation_needs_no_settings(tmp_path):
    done = start(tmp_path)
    assert done.stdout.split() == ["120.0", "False"]
    made = {path.name for path in tmp_path.iterdir()}
    assert {"secret.key", "fernet.key", "install.id"} <= made


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"SETTLE_AFTER": "20"}, "SETTLE_AFTER have to be longer"),
        ({"LEASE": "30"}, "LEASE and SETTLE_AFTER"),
        ({"PUBLIC_URL": "desk.example.org"}, "PUBLIC_URL is “desk.example.org”"),
        ({"FERNET_KEY": "short"}, "FERNET_KEY is no key"),
    ],
)
def test_a_setting_that_makes_no_sense_stops_the_start_in_words(tmp_path, more, words):
    done = start(tmp_path, **more)
    assert done.returncode == 1
    assert words in done.stderr


def test_prices_are_read_by_kind(given):
    given("post=0.015, link=0.2")
    assert env.read_prices("THING", ("post", "link", "alt")) == {
        "post": Decimal("0.015"),
        "link": Decimal("0.2"),
    }


@pytest.mark.parametrize("typed", ["post", "post=", "post=-1", "post=1e3", "reply=1", "post=NaN"])
def test_what_is_no_price_is_refused_in_words(given, typed):
    given(typed)
    with pytest.raises(SettingError, match=r"THING has “.*”: write dollars like post=0.015"):
        env.read_prices("THING", ("post", "link"))


def test_an_apps_two_keys_go_together():
    assert env.pair_app_keys(KEY="", SECRET="") is None
    assert env.pair_app_keys(KEY="k", SECRET="s") == {"consumer_key": "k", "consumer_secret": "s"}
    with pytest.raises(SettingError, match="KEY and SECRET go together"):
        env.pair_app_keys(KEY="k", SECRET="")


def test_a_key_is_kept_in_the_file_it_is_read_from(monkeypatch, tmp_path):
    for name in ("FERNET_KEY", "FERNET_KEY_FILE"):
        monkeypatch.delenv(name, raising=False)
    assert env.kept_in("FERNET_KEY", tmp_path / "made") == tmp_path / "made"
    monkeypatch.setenv("FERNET_KEY_FILE", str(tmp_path / "named"))
    assert env.kept_in("FERNET_KEY", tmp_path / "made") == tmp_path / "named"
    monkeypatch.setenv("FERNET_KEY", "inside")
    assert env.kept_in("FERNET_KEY", tmp_path / "made") is None
