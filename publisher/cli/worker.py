"""`publisher worker`: a Celery worker with the clock, in a program of its own."""

from __future__ import annotations

import argparse
import os
import sys


def run(given: argparse.Namespace) -> int:
    """Become the worker. The publisher itself never loads Celery."""
    command = [
        sys.executable,
        # A `tasks.py` of somebody else's, in the folder this is typed in, is not ours.
        "-P",
        "-m",
        "tasks",
        "worker",
        "--pool=threads",
        f"--concurrency={given.threads}",
        "-Q",
        given.queues,
        "--without-mingle",
        "--without-gossip",
        "--without-heartbeat",
        "--loglevel=WARNING",
    ]
    os.execv(sys.executable, command)  # noqa: S606 - ourselves
