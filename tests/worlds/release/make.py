"""What the first release leaves behind in a newsroom at work, made by that release itself.

Made with 0.1.0 at commit 46677d4d9050dd656ee4e9f5d2ad6c6ea83d5256, and with no other code: later code
only reads what this wrote, and must go on with it. It refuses to run beside other code:

    git worktree add /tmp/release 46677d4
    cd /tmp/release && /path/to/python /path/to/tests/worlds/release/make.py sqlite /tmp/sqlite.tar.xz

Real drafts with real cards, real approvals, a real practice network, workers that were killed at
their fault points. Only what no function does is written as a row: an installation's own id, a theme
that is gone, a person who was shut out, and a clock of a month ago for an approval nobody came back to.
The archive holds the database (`publisher.sqlite3`, or `publisher.dump` of pg_dump), the practice
network's own (`rehearsal.sqlite3`) and `world.json`: throwaway keys, and where everything stood.
"""

from __future__ import annotations

import contextlib
import json
import os
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from dataclasses import asdict
from pathlib import Path
from typing import Any

RELEASE = "46677d4d9050dd656ee4e9f5d2ad6c6ea83d5256"
#: The seals name the practice network's address: it has to come back at the same one.
PORTS = {"sqlite": 28741, "postgres": 28742}
TIMES = {
    "CALL_DEADLINE": "1", "SEND_WINDOW": "0.8", "LEASE": "2", "SETTLE_AFTER": "2",
    "SECOND_LOOK": "0.3", "TRY_AGAIN": "0.5", "READ_BACK_AFTER": "0.5",
}  # fmt: skip
PACKED = ("publisher.sqlite3", "publisher.dump", "rehearsal.sqlite3", "world.json")


def main() -> int:
    kind, target = sys.argv[1], Path(sys.argv[2]).resolve()
    same = ["git", "diff", "--quiet", RELEASE, "--", "publisher", "cards", "tasks"]
    if subprocess.run(same, check=False).returncode:
        raise SystemExit(f"This is not the code of {RELEASE}: nothing was made.")
    sys.path[:0] = [str(Path.cwd()), str(Path(__file__).parents[3])]
    with tempfile.TemporaryDirectory(prefix="publisher-release-") as home:
        os.environ |= TIMES | {"PUBLISHER_HOME": home, "FAULTS_ALLOWED": "yes"}
        os.environ |= {"MAIL_URL": f"file://{home}/mail"}
        os.environ |= {"DJANGO_SETTINGS_MODULE": "publisher.settings"}
        world = _lived(kind, Path(home))
        _pack(world, Path(home), target)
    return 0


def _lived(kind: str, home: Path) -> Any:
    """The newsroom's days on a network and a database of its own; what they left."""
    from tests.worlds import rehearsal  # noqa: PLC0415 - only once it is known whose code runs

    with contextlib.ExitStack() as stack:
        base = stack.enter_context(_postgres()) if kind == "postgres" else None
        if base:
            os.environ["DATABASE_URL"] = base.url
        network = stack.enter_context(rehearsal.start(home, port=PORTS[kind]))
        os.environ["REHEARSAL_URL"] = network.url
        import django  # noqa: PLC0415 - its settings are chosen by now

        django.setup()
        from tests.worlds.release import scenes  # noqa: PLC0415

        world = scenes.play(network, home, PORTS[kind])
        if base:
            _dump(base.url, home / "publisher.dump")
    return world


def _postgres() -> Any:
    from tests.worlds import postgres  # noqa: PLC0415 - only where it is wanted

    return postgres.start()


def _dump(url: str, target: Path) -> None:
    from tests.worlds.postgres import PROGRAMS  # noqa: PLC0415

    # Uncompressed: the archive around it does that better.
    shape = ["--format=custom", "--compress=0", "--no-owner", "--no-acl"]
    subprocess.run([str(PROGRAMS / "pg_dump"), *shape, f"--file={target}", url], check=True)


def _pack(world: Any, home: Path, target: Path) -> None:
    """Databases as whole files: folded, vacuumed, without a journal beside them."""
    for path in home.glob("*.sqlite3"):
        db = sqlite3.connect(path, isolation_level=None)
        for act in ("wal_checkpoint(TRUNCATE)", "journal_mode=DELETE"):
            db.execute(f"PRAGMA {act}").fetchall()
        db.execute("VACUUM")
        db.close()
    (home / "world.json").write_text(json.dumps(asdict(world), indent=1, sort_keys=True))
    with tarfile.open(target, "w:xz", preset=9) as archive:
        for name in PACKED:
            if (home / name).exists():
                archive.add(home / name, name)


if __name__ == "__main__":
    sys.exit(main())
