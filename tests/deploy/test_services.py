"""Each service's command, run by hand as compose would run it: no Docker engine is needed."""

from __future__ import annotations

import os
import secrets
import socket
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import requests
import yaml
from cryptography.fernet import Fernet

from publisher.env import valkey_socket
from publisher.launcher import valkey
from publisher.launcher.child_processes import start_child as start_tied
from publisher.launcher.child_processes import stop_child
from tests.worlds.postgres import start as start_postgres
from tests.worlds.up import eventually

pytestmark = [pytest.mark.journey, pytest.mark.postgres]
ROOT = Path(__file__).parents[2]
SERVICES = yaml.safe_load((ROOT / "docker-compose.yml").read_text())["services"]


@dataclass
class Composed:
    """What compose gives every service of ours, with this machine's addresses in it."""

    home: Path
    env: dict[str, str]
    port: int

    def command(self, words: list[str]) -> list[str]:
        """The service's words, with this environment's Python and a free port."""
        ours = {"publisher": [sys.executable, "-m", "publisher"], "python": [sys.executable]}
        rest = [word.replace("8000", str(self.port)) for word in words[1:]]
        return [*ours[words[0]], *rest]

    def service(self, name: str, host: str) -> subprocess.Popen[bytes]:
        """Start a service on a host of its own: nothing of its folder is shared."""
        home = self.home / host
        home.mkdir(exist_ok=True)
        env = self.env | {"PUBLISHER_HOME": str(home)}
        return start_tied(self.command(SERVICES[name]["command"]), env, home / f"{name}.log")

    def healthy(self, name: str) -> bool:
        """Whether the service's own health check says so."""
        words = self.command(SERVICES[name]["healthcheck"]["test"][1:])
        env = self.env | {"PUBLISHER_HOME": str(self.home / "probe")}
        return subprocess.run(words, env=env, capture_output=True, check=False).returncode == 0


@pytest.fixture(scope="module")
def composed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Composed]:
    home = tmp_path_factory.mktemp("compose")
    listening = valkey_socket(home)
    broker = start_tied(valkey.valkey_command(home, listening), os.environ, home / "valkey.log")
    valkey.wait_for(listening)
    with start_postgres() as postgres:
        there = {
            "DATABASE_URL": postgres.database("compose"),
            "REDIS_URL": f"redis+socket://{listening}",
        }
        yield Composed(home, os.environ | _environment(home) | there, _free_port())
    stop_child(broker, 5)


def _environment(home: Path) -> dict[str, str]:
    made = {
        "postgres_password": "not asked for on a socket",
        "secret_key": secrets.token_urlsafe(50),
        "fernet_key": Fernet.generate_key().decode(),
        "install_id": secrets.token_hex(16),
    }
    for name, value in made.items():
        (home / name).write_text(value + "\n")
    given = SERVICES["web"]["environment"]
    files = {name: value.replace("/run/secrets", str(home)) for name, value in given.items()}
    return {name: value for name, value in files.items() if not value.startswith("${")}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def test_migrate_makes_the_tables_and_ends(composed: Composed):
    assert composed.service("migrate", "migrate").wait(60) == 0
    assert composed.service("migrate", "migrate").wait(60) == 0


def test_web_answers_its_health_check(composed: Composed):
    web = composed.service("web", "web")
    try:
        eventually(lambda: composed.healthy("web"), "the desk is healthy")
        answer = requests.get(f"http://127.0.0.1:{composed.port}/", timeout=5)
        assert "Sign in" in answer.text
    finally:
        stop_child(web, 10)
    assert web.returncode == 0


def test_workers_on_two_hosts_answer_their_health_check_and_end_when_asked(composed: Composed):
    assert not composed.healthy("worker")
    workers = [composed.service("worker", host) for host in ("one", "two")]
    try:
        eventually(lambda: composed.healthy("worker"), "a clock ticks")
    finally:
        for worker in workers:
            stop_child(worker, 30)
    assert [worker.returncode for worker in workers] == [0, 0]


def test_no_host_makes_secrets_of_its_own(composed: Composed):
    left = {path.name for path in composed.home.glob("*/*") if path.suffix in (".key", ".id")}
    assert left == set()
