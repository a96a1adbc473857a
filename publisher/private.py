"""Nobody else on this machine reads what is kept: folders are 0700 and files 0600, whatever they were."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable, Iterator
from contextlib import suppress
from fnmatch import fnmatch
from pathlib import Path

FOLDER, FILE, OTHERS = 0o700, 0o600, 0o077
#: What an installation makes in its folder. What else lies there is not ours to change.
OWN = (
    *(".fernet.key*", "fernet.key*", ".secret.key*", "secret.key*", ".install.id*", "install.id*"),
    *(".publisher.sqlite3*", "publisher.sqlite3*", "rehearsal.sqlite3*", "rehearsal.key"),
    *("rehearsal.port", "up.lock", "valkey", "valkey.sock", "newest-call", ".newest-call.*"),
    *("rehearsal.log", "valkey.log", "web.log", "worker.log"),
)
#: What SQLite and a restore put beside a database.
BESIDE = ("", "-wal", "-shm", "-journal", ".before-*")
#: Folders of a whole machine: to close one would stop others.
SHARED = frozenset(
    Path(name)
    for name in (
        "/", "/Applications", "/Library", "/System", "/Users", "/bin", "/boot", "/dev", "/etc",
        "/home", "/lib", "/lib64", "/media", "/mnt", "/opt", "/private", "/proc", "/run", "/sbin",
        "/srv", "/sys", "/usr", "/usr/local", "/usr/local/lib", "/usr/share", "/var",
        "/var/cache", "/var/lib", "/var/log", "/var/run", "/var/spool",
    )
)  # fmt: skip


def restrict_umask() -> None:
    """Let this process and its children make nothing that others can read. First of all."""
    os.umask(OTHERS)


def tighten_permissions(home: Path, database: Path | None = None) -> list[str]:
    """Close what an older release or another umask left open. What could not be, in words."""
    for path in _kept(home, database):
        with suppress(OSError):
            _close(path)
    return still_open(home, database)


def still_open(home: Path, database: Path | None = None) -> list[str]:
    """What others on this machine can read or write, a sentence each."""
    kept = dict.fromkeys(_kept(home, database))
    return [words for path in kept if (words := _told(path))]


def file_of(settings: dict[str, object]) -> Path | None:
    """The file of a Django database, if it is one."""
    kept_in_file = str(settings["ENGINE"]).endswith("sqlite3")
    return Path(str(settings["NAME"])) if kept_in_file else None


def _kept(home: Path, database: Path | None) -> Iterator[Path]:
    """The folder, all in it that is ours, and the database wherever it lies; links are not followed."""
    if home.is_dir():
        yield home
        yield from _ours(home)
    if database:
        there = database.resolve()
        named = (there.name + ending for ending in BESIDE)
        yield from (path for name in named for path in _like(there.parent, name))


def _ours(folder: Path) -> Iterator[Path]:
    for path in _listed(folder):
        if any(fnmatch(path.name, name) for name in OWN):
            yield path
            yield from _all_in(path)


def _all_in(path: Path) -> Iterator[Path]:
    if path.is_dir() and not path.is_symlink():
        for each in _listed(path):
            yield each
            yield from _all_in(each)


def _like(folder: Path, name: str) -> Iterator[Path]:
    return (path for path in _listed(folder) if fnmatch(path.name, name))


def _listed(folder: Path) -> Iterable[Path]:
    try:
        return sorted(folder.iterdir())
    except OSError:
        return ()


def _close(path: Path) -> None:
    mode = _mode(path)
    if mode & OTHERS and not _shared(path, mode):
        path.chmod(mode & (FOLDER if stat.S_ISDIR(mode) else FILE))


def _mode(path: Path) -> int:
    """Zero for what is gone meanwhile, and for a link: what it leads to is not ours to change."""
    try:
        mode = path.lstat().st_mode
    except OSError:
        return 0
    return 0 if stat.S_ISLNK(mode) else mode


def _shared(path: Path, mode: int) -> bool:
    return stat.S_ISDIR(mode) and (path in SHARED or bool(mode & stat.S_ISVTX))


def _told(path: Path) -> str:
    mode = _mode(path)
    if not mode & OTHERS:
        return ""
    wanted = FOLDER if stat.S_ISDIR(mode) else FILE
    how = f"chmod {wanted:o} '{path}', as its owner"
    if _shared(path, mode):
        how = "it belongs to the whole machine: set PUBLISHER_HOME to a folder of its own"
    return f"Others on this machine can get at “{path}” ({stat.S_IMODE(mode):04o}): {how}"
