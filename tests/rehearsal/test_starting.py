from __future__ import annotations

import os
import re
import signal
import socket
import stat
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
import requests

from publisher.rehearsal.__main__ import CannotStart, control_key
from tests.rehearsal.conftest import Person
from tests.worlds.rehearsal import ROOT, start


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    """Start it where it cannot start."""
    command = [sys.executable, "-m", "publisher.rehearsal", *arguments]
    return subprocess.run(
        command, capture_output=True, text=True, cwd=ROOT, timeout=30, check=False
    )


def test_a_port_that_is_taken_is_said_in_one_sentence(tmp_path: Path):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        ended = run("--home", str(tmp_path), "--port", port)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert ended.stderr.startswith(f"Port {port} on 127.0.0.1 is taken.")
    assert ended.stderr.count("\n") == 1


@pytest.mark.parametrize("host", ["0.0.0.0", "192.0.2.7", "example.com", "::"])  # noqa: S104 (refused)
def test_only_this_machine_is_served(tmp_path: Path, host: str):
    ended = run("--home", str(tmp_path), "--host", host)
    assert (ended.returncode, "not loopback" in ended.stderr) == (2, True)


def test_a_port_out_of_range_and_a_home_that_is_a_file_are_said_in_words(tmp_path: Path):
    (tmp_path / "file").touch()
    for arguments in (
        ["--port", "70000", "--home", str(tmp_path)],
        ["--home", str(tmp_path / "file"), "--port", "0"],
    ):
        ended = run(*arguments)
        assert ended.returncode == 2
        assert "cannot be" in ended.stderr
        assert "Traceback" not in ended.stderr


def test_what_was_posted_is_there_after_a_restart(tmp_path: Path):
    with start(tmp_path) as network:
        desk = Person(network, network.account("harbour"))
        root = desk.post("1/2")
        network.settings(cashtags=2)
    with start(tmp_path) as again:
        desk = Person(again, desk.keys)
        assert int(desk.post("2/2", root)) > int(root)
        assert desk.texts() == ["1/2", "2/2"]
        assert again.control("GET", "settings")["cashtags"] == 2


def test_it_ends_cleanly_and_soon_even_in_the_middle_of_a_silence(
    tmp_path: Path, capfd: pytest.CaptureFixture[str]
):
    network = start(tmp_path)
    desk = Person(network, network.account("harbour"))
    network.fault("delay", seconds=60)
    with pytest.raises(requests.ReadTimeout):
        desk.lose_patience("Hello")
    assert network.stop() == 0
    assert capfd.readouterr().err == ""
    assert network.process.poll() == 0


def test_the_key_that_is_made_and_the_database_are_for_their_owner_only(tmp_path: Path):
    environment = {name: value for name, value in os.environ.items() if "REHEARSAL" not in name}
    command = [sys.executable, "-m", "publisher.rehearsal", "--home", str(tmp_path), "--port", "0"]
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, text=True, cwd=ROOT, env=environment
    ) as process:
        line = str(process.stdout and process.stdout.readline())
        key = (tmp_path / "rehearsal.key").read_text()
        assert re.fullmatch(r"Rehearsal network: http://127\.0\.0\.1:\d+\n", line)
        url = line.rsplit(maxsplit=1)[-1]
        answer = requests.get(f"{url}/control/log", headers={"X-Control-Key": key}, timeout=10)
        process.terminate()
    assert (answer.json(), len(key)) == ([], 43)
    for name in ("rehearsal.key", "rehearsal.sqlite3"):
        assert stat.S_IMODE((tmp_path / name).stat().st_mode) == 0o600


def test_it_imports_nothing_of_the_publisher():
    code = (
        "import sys, publisher.rehearsal.__main__;"
        "print([n for n in sys.modules if n.startswith('publisher.')"
        " and not n.startswith('publisher.rehearsal')])"
    )
    ended = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True
    )
    assert ended.stdout.strip() == "[]"


def test_a_home_must_be_named():
    ended = run()
    assert (ended.returncode, "--home" in ended.stderr) == (2, True)


@pytest.mark.parametrize(
    ("host", "begins"),
    [
        ("::1", "http://[::1]:"),
        ("localhost", "http://127.0.0.1:"),
        ("127.0.0.2", "http://127.0.0.2:"),
    ],
)
def test_any_loopback_address_is_served(tmp_path: Path, host: str, begins: str):
    try:
        socket.create_server(
            (host, 0), family=socket.AF_INET6 if ":" in host else socket.AF_INET
        ).close()
    except OSError:
        pytest.skip(f"this machine has no {host}")
    command = [sys.executable, "-m", "publisher.rehearsal", "--home", str(tmp_path)]
    with subprocess.Popen(
        [*command, "--host", host, "--port", "0"], stdout=subprocess.PIPE, text=True, cwd=ROOT
    ) as process:
        line = str(process.stdout and process.stdout.readline())
        process.terminate()
    assert line.startswith(f"Rehearsal network: {begins}")


def test_a_key_that_is_there_is_kept_and_an_empty_one_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.delenv("REHEARSAL_CONTROL_KEY", raising=False)
    (tmp_path / "rehearsal.key").write_text("a key of ours\n")
    assert control_key(tmp_path) == "a key of ours"
    (tmp_path / "rehearsal.key").write_text("\n")
    with pytest.raises(CannotStart, match="is empty"):
        control_key(tmp_path)
    monkeypatch.setenv("REHEARSAL_CONTROL_KEY", "another")
    assert control_key(tmp_path) == "another"


def test_the_same_port_can_be_taken_again_at_once(tmp_path: Path):
    first = start(tmp_path)
    port = int(first.url.rsplit(":", 1)[1])
    assert requests.get(first.url, timeout=10).ok
    assert first.stop() == 0
    with start(tmp_path, port=port) as again:
        assert again.url == first.url
        assert requests.get(again.url, timeout=10).ok


def worker_of(pid: int) -> int:
    """The only child of a process."""
    children = Path(f"/proc/{pid}/task/{pid}/children")
    if not children.exists():
        pytest.skip("this machine does not tell who is whose child")
    return int(children.read_text())


def is_gone(pid: int) -> bool:
    return (
        not Path(f"/proc/{pid}").exists() or "(zombie)" in Path(f"/proc/{pid}/status").read_text()
    )


def test_a_worker_that_is_killed_is_replaced_and_nothing_is_lost(tmp_path: Path):
    with start(tmp_path) as network:
        desk = Person(network, network.account("harbour"))
        desk.post("Before")
        os.kill(worker_of(network.process.pid), signal.SIGKILL)
        wait_for(lambda: requests.get(network.url, timeout=1).ok)
        desk.post("After")
        assert desk.texts() == ["Before", "After"]


def test_nothing_is_left_behind_when_it_is_killed(tmp_path: Path):
    network = start(tmp_path)
    worker = worker_of(network.process.pid)
    network.process.kill()
    wait_for(lambda: is_gone(worker))
    network.stop()


def wait_for(true: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while time.monotonic() < end:
        try:
            if true():
                return
        except OSError:
            time.sleep(0.05)
    pytest.fail("it did not come back")
