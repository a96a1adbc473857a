"""The image is built from these two files; no container engine is needed to read them."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path

import pytest
from cryptography.fernet import Fernet

ROOT = Path(__file__).parents[2]
DOCKERFILE = (ROOT / "Dockerfile").read_text()
IGNORED = (ROOT / ".dockerignore").read_text().splitlines()
SECRETS = ("postgres_password", "secret_key", "fernet_key", "install_id")


def copied() -> set[str]:
    lines = re.findall(r"^COPY (.+)$", DOCKERFILE, re.MULTILINE)
    return {source for line in lines for source in line.split()[:-1]}


def test_everything_copied_exists_and_is_let_through():
    let_through = {line[1:] for line in IGNORED if line.startswith("!")}

    assert copied() == let_through
    assert all((ROOT / source).exists() for source in copied())


def test_nothing_else_reaches_the_image():
    assert next(line for line in IGNORED if not line.startswith("#")) == "*"


def test_the_image_does_not_run_as_root():
    last_user = re.findall(r"^USER (.+)$", DOCKERFILE, re.MULTILINE)[-1]

    assert last_user == "publisher"


def test_only_the_publisher_reads_its_folder():
    (home,) = re.findall(r"PUBLISHER_HOME=(\S+)", DOCKERFILE)

    assert f"chmod 700 {home}\n" in DOCKERFILE
    assert f"--home-dir {home}" in DOCKERFILE


def test_libraries_come_by_their_hashes():
    installs = re.findall(r"pip install ([^&\n]+)", DOCKERFILE)

    assert all("--require-hashes" in one or "--no-deps" in one for one in installs)


@pytest.fixture
def made(tmp_path):
    """The folder that the guide's own lines for making secrets leave behind."""
    guide = (ROOT / "docs" / "deploy.md").read_text()
    (lines,) = re.findall(r"```sh\n(mkdir -m 700 secrets.+?)```", guide, re.DOTALL)
    subprocess.run(["sh", "-eu", "-c", lines], cwd=tmp_path, check=True)
    return tmp_path / "secrets"


def test_the_guide_makes_every_secret(made):
    assert {path.name for path in made.iterdir()} == set(SECRETS)
    assert all(len(path.read_text().strip()) >= 32 for path in made.iterdir())


def test_the_fernet_key_of_the_guide_opens_what_it_closed(made):
    fernet = Fernet((made / "fernet_key").read_text().strip())

    assert fernet.decrypt(fernet.encrypt(b"token")) == b"token"


def test_secrets_are_kept_out_of_git_and_the_image():
    assert "/secrets/" in (ROOT / ".gitignore").read_text().splitlines()
    assert "!secrets" not in IGNORED
