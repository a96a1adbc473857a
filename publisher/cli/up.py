"""`publisher up`: everything on this machine, until Ctrl-C; or the demo, which ends by itself."""

from __future__ import annotations

import argparse
import os
import shutil
import signal
import tempfile
from pathlib import Path

from publisher.cli.input_text import read_source
from publisher.cli.runner import FAILED
from publisher.launcher.lock_file import lock_folder
from publisher.launcher.ports import free_port
from publisher.launcher.supervisor import Stack

DEMO_PORT = 8400
CARDS = "cards"


def run(given: argparse.Namespace) -> int:
    """Start everything and watch it."""
    signal.signal(signal.SIGTERM, _interrupt)
    if given.demo is not None:
        return _demo(given.demo)
    home = Path(os.environ.get("PUBLISHER_HOME") or "var").resolve()
    home.mkdir(parents=True, exist_ok=True)
    with lock_folder(home):
        return _up(home, given.port)


def _up(home: Path, port: int) -> int:
    from publisher.launcher.serve import serve  # noqa: PLC0415 - loads Django once PUBLISHER_HOME is set

    os.environ["PUBLISHER_HOME"] = str(home)
    stack = Stack(home, {"PUBLISHER_HOME": str(home)}, desk_port=free_port(port))
    if stack.desk_port != port:
        print_line(f"Port {port} is taken, so the desk is on {stack.desk_port}.")
    try:
        return serve(stack, print_line)
    except KeyboardInterrupt:
        print_line("\nStopping. A post that is on its way is finished first.")
        return 0
    finally:
        stack.stop()


def _demo(file: str) -> int:
    home = Path(tempfile.mkdtemp(prefix="publisher-demo-"))
    os.environ.update({"PUBLISHER_HOME": str(home), "DATABASE_URL": "", "REDIS_URL": ""})
    text = read_source(file) if file else None
    stack = Stack(home, {"PUBLISHER_HOME": str(home)}, desk_port=free_port(DEMO_PORT))

    from publisher.launcher.demo import run_demo  # noqa: PLC0415 - loads Django once PUBLISHER_HOME is set

    done = False
    try:
        done = run_demo(stack, text, print_line) == 0
    finally:
        stack.stop()
        _throw_away(home, keep=CARDS if done else "*.log")
    return 0 if done else FAILED


def _throw_away(home: Path, keep: str) -> None:
    """Leave only the pictures, or what tells why there are none."""
    kept = set(home.glob(keep))
    for path in set(home.iterdir()) - kept:
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    if not kept:
        home.rmdir()


def print_line(words: str) -> None:
    print(words, flush=True)  # noqa: T201 - a command speaks to the terminal


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
