"""A new key for the secrets: nothing is lost, wherever the rotation is cut off."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
import time

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from cryptography.fernet import Fernet
from django.db import connection

from publisher.__main__ import main
from publisher.accounts.keys import read_keys
from publisher.accounts.models import Account
from publisher.accounts.secrets import by_newest, seal, unseal
from publisher.newsroom.key_rotation import (
    count_outdated_secrets,
    forget_old_keys,
    is_rotation_unfinished,
    rotate_keys,
)
from publisher.people import second_factor
from publisher.thread.models import Move
from tests import builders

needs_sqlite = pytest.mark.skipif(
    "connection.vendor != 'sqlite'", reason="on one machine a rotation is one run"
)


@pytest.fixture
def file(tmp_path, settings):
    """The keys of an installation, in a file of its own."""
    path = tmp_path / "fernet.key"
    path.write_text(Fernet.generate_key().decode() + "\n")
    path.chmod(0o640)
    settings.FERNET_FILE = path
    return path


@pytest.fixture
def accounts(house, file):  # noqa: ARG001 - sealed with the file's key
    return [builders.account(house) for _ in range(3)]


def opened():
    return [unseal(sealed) for sealed in Account.objects.values_list("sealed", flat=True)]


@needs_sqlite
def test_a_new_key_closes_everything_and_the_old_one_still_opens(accounts, file):
    before = list(Account.objects.values_list("sealed", flat=True))
    done = rotate_keys()
    assert (done.key, done.rows, done.lost) == (True, len(accounts), ())
    assert len(read_keys()) == 2
    assert stat.S_IMODE(file.stat().st_mode) == 0o640
    assert opened() == [builders.SECRETS] * 3
    assert [unseal(old) for old in before] == [builders.SECRETS] * 3


@needs_sqlite
@pytest.mark.usefixtures("accounts")
def test_what_the_house_has_sealed_among_its_settings_is_closed_too(house):
    house.settings = {"apps": {"x": seal({"key": "k"})}, "public_name": "gAAAA is no token"}
    house.save()
    assert rotate_keys().rows == 4
    house.refresh_from_db()
    assert by_newest(house.settings["apps"]["x"])
    assert unseal(house.settings["apps"]["x"]) == {"key": "k"}
    assert house.settings["public_name"] == "gAAAA is no token"


def test_half_a_rotation_is_finished_before_another_key_is_taken(accounts, file):
    file.write_text(f"{Fernet.generate_key().decode()},{file.read_text()}")
    assert is_rotation_unfinished()
    assert count_outdated_secrets() == len(accounts)
    done = rotate_keys()
    assert (done.key, done.rows, len(read_keys())) == (False, 3, 2)
    assert not is_rotation_unfinished()


@needs_sqlite
def test_a_persons_second_step_is_closed_by_the_new_key_too(house, file, settings):  # noqa: ARG001
    codes = {"secret": seal({"code": "JBSWY3DPEHPK3PXP"})}
    row = Authenticator.objects.create(
        user=builders.person(house=house), type=Authenticator.Type.TOTP, data=codes
    )
    assert rotate_keys().rows == 1
    forget_old_keys()
    row.refresh_from_db()
    assert unseal(row.data["secret"]) == {"code": "JBSWY3DPEHPK3PXP"}


@pytest.mark.usefixtures("accounts")
def test_old_keys_are_dropped_only_after_everything_is_closed_anew(file):
    file.write_text(f"{Fernet.generate_key().decode()},{file.read_text()}")
    assert forget_old_keys() == 1
    assert len(read_keys()) == 1
    assert opened() == [builders.SECRETS] * 3


def test_what_no_key_opens_is_named_and_left_as_it_is(accounts, house, file):
    account = builders.account(house, sealed=Fernet(Fernet.generate_key()).encrypt(b"{}").decode())
    file.write_text(f"{Fernet.generate_key().decode()},{file.read_text()}")
    assert rotate_keys().lost == (str(account),)
    account.refresh_from_db()
    assert not by_newest(account.sealed)
    assert len(accounts) == 3


@needs_sqlite
@pytest.mark.usefixtures("accounts")
def test_a_rotation_leaves_a_row_without_any_key_in_it(house):
    rotate_keys()
    row = Move.objects.get(newsroom=house, subject="keys")
    assert not any(key in f"{row.before}{row.after}{row.why}" for key in read_keys())


@pytest.mark.usefixtures("accounts")
def test_keys_of_the_environment_are_not_changed_but_explained(settings, capsys):
    settings.FERNET_KEY, settings.FERNET_FILE = settings.FERNET_FILE.read_text(), None
    assert main(["keys", "rotate"]) == 2
    assert "FERNET_KEY=NEW,OLD" in capsys.readouterr().err
    assert main(["keys", "forget"]) == 2
    settings.FERNET_KEY = f"{Fernet.generate_key().decode()},{settings.FERNET_KEY}"
    assert main(["keys", "rotate"]) == 0
    assert "3 secrets are closed by the newest key now" in capsys.readouterr().out


def test_a_key_file_that_cannot_be_written_is_named(accounts, settings, tmp_path, capsys):
    settings.FERNET_KEY = settings.FERNET_FILE.read_text()
    settings.FERNET_FILE = tmp_path / "nowhere" / "fernet.key"
    assert main(["keys", "rotate"]) == 2
    assert "cannot be written" in capsys.readouterr().err
    assert opened() == [builders.SECRETS] * len(accounts)


@needs_sqlite
@pytest.mark.usefixtures("accounts")
def test_the_command_says_when_the_old_key_can_be_dropped(capsys):
    assert main(["keys", "rotate"]) == 0
    said = capsys.readouterr().out
    assert "3 secrets" in said
    assert "publisher keys forget" in said
    assert not any(key in said for key in read_keys())
    assert main(["keys", "forget"]) == 0
    assert "1 old keys are dropped" in capsys.readouterr().out


KILLED = """
import os, signal, sys, django
django.setup()
from publisher.newsroom import key_rotation
real, left = key_rotation.sealed_anew, [int(sys.argv[1])]
def dying(sealed):
    left[0] -= 1
    if left[0] < 0:
        os.kill(os.getpid(), signal.SIGKILL)
    return real(sealed)
key_rotation.sealed_anew = dying
key_rotation.rotate_keys()
"""


@needs_sqlite
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("after", [0, 1, 2])
def test_a_rotation_killed_half_way_loses_nothing(accounts, file, after, settings):
    seen = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "publisher.settings",
        "FERNET_KEY_FILE": str(file),
        "DATABASE_URL": f"sqlite://{connection.settings_dict['NAME']}",
        "PUBLISHER_HOME": str(settings.HOME),
    }
    seen.pop("FERNET_KEY", None)
    died = subprocess.run([sys.executable, "-c", KILLED, str(after)], env=seen, check=False)
    assert died.returncode == -signal.SIGKILL
    assert opened() == [builders.SECRETS] * len(accounts)
    rotate_keys()
    assert not is_rotation_unfinished()
    assert opened() == [builders.SECRETS] * 3


def code_of(secret):
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


@pytest.mark.usefixtures("file")
def test_a_second_step_no_key_opens_lets_nobody_in(house, settings):
    mara = builders.person(house=house)
    secret = second_factor.new_secret()
    codes = second_factor.turn_on(mara, secret, code_of(secret))
    settings.FERNET_FILE.write_text(Fernet.generate_key().decode())
    assert not second_factor.verify_code(mara, codes[0])
