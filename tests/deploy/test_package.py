"""The wheel where somebody installs it: an empty environment, no lock file, nowhere near a checkout."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.journey
ROOT = Path(__file__).parents[2]
KEPT = ("HOME", "PATH", "LANG", "TMPDIR", "SSL_CERT_FILE", "REQUESTS_CA_BUNDLE")
#: Whatever loads only when something rare is done is loaded here.
LOAD_ALL = """
import django, importlib, pkgutil, sys
django.setup()
for name in ("publisher", "cards", "tasks"):
    for found in pkgutil.walk_packages(importlib.import_module(name).__path__, name + "."):
        importlib.import_module(found.name)
for name in ("kombu.transport.redis", "celery.bin.worker", "gunicorn.workers.gthread"):
    importlib.import_module(name)
import publisher
print(publisher.__file__)
"""

SERVED = """
import django
django.setup()
from django.conf import settings
from django.test import Client
desk = Client(headers={"host": "127.0.0.1"})
page = desk.get("/sign-in")
assert page.status_code == 200, page.status_code
import re
files = re.findall(r'(?:href|src)="(/static/[^"]+)"', page.content.decode())
assert files
for file in files:
    assert desk.get(file).status_code == 200, file
"""


class Elsewhere:
    """An environment of its own, called from a folder of somebody else's."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.venv = folder, folder / "venv"
        surroundings = {name: os.environ[name] for name in KEPT if name in os.environ}
        pip = {name: word for name, word in os.environ.items() if name.startswith("PIP_")}
        self.env = surroundings | pip | {"PUBLISHER_HOME": str(folder / "home")}
        self.env["DJANGO_SETTINGS_MODULE"] = "publisher.settings"
        (folder / "cwd").mkdir()
        for name in ("cards", "tasks", "publisher"):
            # Somebody's own files, where the commands are typed.
            (folder / "cwd" / f"{name}.py").write_text("raise SystemExit('not ours')")

    def run(self, *command: str, program: str = "python") -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [str(self.venv / "bin" / program), *command],
            cwd=self.folder / "cwd",
            env=self.env,
            capture_output=True,
            text=True,
            timeout=300,
            check=False,
        )

    def pip(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("-m", "pip", "-q", "--disable-pip-version-check", *words)


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory) -> Elsewhere:
    there = Elsewhere(tmp_path_factory.mktemp("elsewhere"))
    subprocess.run([sys.executable, "-m", "venv", str(there.venv)], check=True)
    if there.pip("download", "--no-deps", "-d", str(there.folder), "packaging").returncode:
        pytest.skip("no package registry can be reached, so nothing can be installed")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(there.folder)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = there.folder.glob("thread_publisher-*.whl")
    done = there.pip("install", str(wheel))
    assert done.returncode == 0, done.stderr
    # From Python 3.12 on a new environment has none of it.
    there.pip("uninstall", "-y", "setuptools")
    return there


def test_every_module_loads_where_only_the_wheel_is_installed(elsewhere: Elsewhere):
    done = elsewhere.run("-P", "-c", LOAD_ALL)

    assert done.returncode == 0, done.stderr
    assert done.stdout.strip().startswith(str(elsewhere.venv))
    assert elsewhere.pip("check").returncode == 0


def test_the_installed_wheel_goes_the_whole_way(elsewhere: Elsewhere):
    done = elsewhere.run("up", "--demo", program="publisher")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "every post is there once, in order, with its card and alt text" in done.stdout


def test_the_installed_wheel_serves_the_desk_with_its_files(elsewhere: Elsewhere):
    made = elsewhere.run("migrate", program="publisher")
    assert made.returncode == 0, made.stderr
    done = elsewhere.run("-P", "-c", SERVED)

    assert done.returncode == 0, done.stdout + done.stderr
