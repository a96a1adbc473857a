"""Nobody else on the machine reads what is kept, whatever umask or older release was there before."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from publisher import env, private
from tests.worlds.postgres import PROGRAMS, start
from tests.worlds.up import start as start_up

ROOT = Path(__file__).parents[2]
NAMES = ("DATABASE_URL", "REDIS_URL", "REHEARSAL_URL")


@contextmanager
def umask(mask: int) -> Iterator[None]:
    """As the caller of a command may have it."""
    before = os.umask(mask)
    try:
        yield
    finally:
        os.umask(before)


def publisher(home: Path, *words: str, code: int | None = 0, **env: str) -> str:
    bare = {name: value for name, value in os.environ.items() if name not in NAMES}
    done = subprocess.run(
        [sys.executable, "-m", "publisher", *words],
        env=bare | {"PUBLISHER_HOME": str(home)} | env,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        input="",
        timeout=60,
    )
    assert code is None or done.returncode == code, done.stdout + done.stderr
    return done.stdout + done.stderr


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def open_in(folder: Path) -> dict[str, str]:
    """What of a folder, itself included, is not 0700 or 0600."""
    everything = [folder, *folder.rglob("*")]
    return {
        str(path.relative_to(folder)): f"{mode(path):04o}"
        for path in everything
        if mode(path) != (0o700 if path.is_dir() else 0o600)
    }


def laid_open(home: Path) -> None:
    """As an older release left it under a careless umask."""
    for path in [home, *home.rglob("*")]:
        path.chmod(0o777 if path.is_dir() else 0o666)


@pytest.fixture(scope="module")
def made(tmp_path_factory) -> Path:
    home: Path = tmp_path_factory.mktemp("made") / "var"
    publisher(home, "migrate", "-v0")
    publisher(home, "person", "mara@harbour.example", "--name", "Mara")
    return home


@pytest.mark.parametrize("mask", [0o000, 0o177])
def test_what_the_commands_make_is_closed_under_any_umask(tmp_path, mask):
    home, beside = tmp_path / "of" / "mine", tmp_path / "beside"
    beside.mkdir()
    with umask(mask):
        publisher(home, "migrate", "-v0")
        publisher(home, "person", "mara@harbour.example", "--name", "Mara")
        publisher(home, "keys", "rotate")
        publisher(home, "backup", str(beside / "monday"))
        publisher(home, "restore", str(beside / "monday"))
        publisher(home, "doctor", code=None)
        publisher(home, "cards", str(ROOT / "publisher/intake/sample.txt"), "-o", str(beside / "cards"))  # fmt: skip
    assert open_in(home) == {}
    assert len(list(home.iterdir())) > 5
    assert mode(tmp_path / "of") == 0o700
    beside.chmod(0o700)
    assert open_in(beside) == {}


@pytest.mark.parametrize(
    "words", [["queue"], ["doctor"], ["keys", "new"], ["check"]], ids=lambda words: words[0]
)
def test_what_an_older_release_left_open_is_closed_at_the_next_start(made, tmp_path, words):
    home = shutil.copytree(made, tmp_path / "var")
    (home / "worker.log").write_text("Of the worker")
    (home / "valkey" / "appendonlydir").mkdir(parents=True)
    (home / "valkey" / "appendonlydir" / "a.aof").write_text("")
    for ending in ("-wal", "-shm", ".before-20260101-000000-000000"):
        (home / f"publisher.sqlite3{ending}").touch()
    laid_open(home)
    publisher(home, *words, code=None)
    assert open_in(home) == {}


@pytest.mark.parametrize("module", ["celery", "gunicorn", "django"])
def test_programs_that_load_only_the_settings_close_it_too(made, tmp_path, module):
    """`celery -A tasks`, `gunicorn publisher.wsgi` and `django-admin`, as somebody may start them."""
    home = shutil.copytree(made, tmp_path / "var")
    laid_open(home)
    loaded = {"celery": "tasks.celery", "gunicorn": "publisher.wsgi", "django": "django"}[module]
    words = f"import {loaded}; from django.conf import settings; settings.HOME; open('{home}/web.log', 'w')"
    env = os.environ | {"PUBLISHER_HOME": str(home), "DATABASE_URL": "", "REDIS_URL": ""}
    env |= {"DJANGO_SETTINGS_MODULE": "publisher.settings"}
    with umask(0):
        subprocess.run([sys.executable, "-c", words], env=env, check=True, cwd=ROOT)
    assert open_in(home) == {}


def test_a_database_elsewhere_is_closed_and_its_folder_left_alone(tmp_path):
    home, there = tmp_path / "var", tmp_path / "there"
    there.mkdir()
    there.chmod(0o755)
    address = f"sqlite:///{there}/desk.db"
    with umask(0):
        publisher(home, "migrate", "-v0", DATABASE_URL=address)
    assert [mode(path) for path in there.iterdir()] == [0o600]
    (there / "desk.db").chmod(0o666)
    (there / "desk.db-wal").touch()
    (there / "desk.db-wal").chmod(0o644)
    (there / "another.db").touch()
    (there / "another.db").chmod(0o644)
    publisher(home, "queue", code=None, DATABASE_URL=address)
    assert {path.name: mode(path) for path in there.iterdir() if path.name != "desk.db-shm"} == {
        "desk.db": 0o600,
        "another.db": 0o644,
        **({"desk.db-wal": 0o600} if (there / "desk.db-wal").exists() else {}),
    }
    assert mode(there) == 0o755


def test_what_is_not_ours_in_the_folder_stays_as_it_is(tmp_path):
    home = tmp_path / "var"
    home.mkdir()
    (home / "notes.txt").touch()
    (home / "notes.txt").chmod(0o644)
    outside = tmp_path / "outside"
    outside.touch()
    outside.chmod(0o644)
    (home / "web.log").symlink_to(outside)
    publisher(home, "migrate", "-v0")
    assert mode(home) == 0o700
    assert mode(home / "notes.txt") == 0o644
    assert mode(outside) == 0o644


def test_a_folder_of_the_whole_machine_is_not_closed_but_said(tmp_path):
    home = tmp_path / "everybodys"
    home.mkdir()
    home.chmod(0o1777)
    said = publisher(home, "migrate", "-v0")
    assert mode(home) == 0o1777
    assert f"Others on this machine can get at “{home}” (1777)" in said
    assert "set PUBLISHER_HOME to a folder of its own" in said
    assert f"BAD  Others on this machine can get at “{home}”" in publisher(home, "doctor", code=1)


def test_what_cannot_be_closed_is_said(tmp_path, monkeypatch):
    (tmp_path / "secret.key").touch()
    (tmp_path / "secret.key").chmod(0o644)

    def refuse(*_: object) -> None:
        raise PermissionError

    monkeypatch.setattr(Path, "chmod", refuse)
    (said,) = private.tighten_permissions(tmp_path)
    assert said.startswith(f"Others on this machine can get at “{tmp_path}/secret.key” (0644)")
    assert f"chmod 600 '{tmp_path}/secret.key'" in said


def test_doctor_says_that_all_is_closed(tmp_path):
    assert "ok   Nobody else on this machine can read" in publisher(tmp_path / "var", "doctor", code=None)  # fmt: skip


@pytest.mark.postgres
def test_backups_of_postgresql_are_closed_as_well(tmp_path):
    with start() as server, umask(0):
        url, path = server.database("desk"), f"{PROGRAMS}:{os.environ['PATH']}"
        home, target = tmp_path / "var", tmp_path / "monday"
        for words in (["migrate", "-v0"], ["backup", str(target)], ["restore", str(target)]):
            publisher(home, *words, DATABASE_URL=url, PATH=path)
    assert mode(target) == 0o600
    assert open_in(home) == {}


@pytest.mark.journey
def test_everything_that_runs_keeps_it_closed(tmp_path):
    """Valkey's socket, journal and log, the practice network, the desk and the worker."""
    home = tmp_path / "var"
    with umask(0):
        up = start_up(home)
    try:
        assert open_in(home) == {}
        there = {path.name for path in home.rglob("*")}
        assert {"valkey.sock", "worker.log", "web.log", "rehearsal.sqlite3", "up.lock"} <= there
        assert any(path.name.endswith(".aof") for path in home.rglob("*"))
        assert any(path.name.endswith("-wal") for path in home.iterdir())
    finally:
        up.stop()
    laid_open(home)
    with umask(0):
        up = start_up(home)
    try:
        assert open_in(home) == {}
    finally:
        up.stop()


@pytest.mark.journey
def test_the_practice_network_alone_closes_its_folder(tmp_path):
    home = tmp_path / "network"
    home.mkdir()
    (home / "rehearsal.sqlite3").touch()
    laid_open(home)
    with umask(0):
        running = subprocess.Popen(
            [sys.executable, "-m", "publisher", "rehearsal", "--home", str(home), "--port", "0"],
            stdout=subprocess.PIPE,
            text=True,
            cwd=ROOT,
        )
    assert running.stdout
    assert "Rehearsal network" in running.stdout.readline()
    assert open_in(home) == {}
    running.terminate()
    running.communicate(timeout=20)


def test_a_short_way_to_the_socket_is_a_closed_folder(monkeypatch, tmp_path):
    monkeypatch.setattr(tempfile, "gettempdir", lambda: str(tmp_path))
    long = tmp_path / ("a" * 120)
    folder = env.valkey_socket(long).parent
    folder.chmod(0o777)
    assert mode(env.valkey_socket(long).parent) == 0o700
    shutil.rmtree(folder)
