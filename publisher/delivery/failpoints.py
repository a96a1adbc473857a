"""Named places at which a test lets a worker die, freeze or stumble: `FAULT=send.after_intent:kill`.

Not for work in earnest: they are refused where people reach the desk from elsewhere, and where any
connected account is real.
"""

from __future__ import annotations

import os
import re
import signal
import subprocess
import threading
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from django.conf import settings

from publisher.accounts.models import Account
from publisher.env import SettingError, is_loopback

#: Every place, in the order in which a thread comes past.
POINTS = (
    "clock.after_mark",
    "clock.after_hint",
    "deliver.after_claim",
    "prepare.after_upload",
    "prepare.after_alt",
    "preflight.after_read",
    "send.before_fence",
    "fence.before_commit",
    "send.after_intent",
    "window.before_check",
    "window.after_check",
    "send.after_failure",
    "send.after_answer",
    "receipt.before_commit",
    "send.after_receipt",
    "settle.before_read",
    "settle.after_read",
    "remove.after_intent",
    "remove.after_answer",
    "prove.before_read",
    "prove.after_read",
    "prove.before_commit",
)
_FORM = re.compile(r"([a-z_.]+):(?:(kill|raise)|stop:(\d+(?:\.\d+)?))(?:#(\d+))?")


class Broken(Exception):
    """What `raise` raises: a mistake nobody foresaw."""


@dataclass(slots=True)
class Fault:
    """What happens at a place, the `nth` time this process comes past; `seconds` of a stop."""

    act: str
    seconds: float = 0.0
    nth: int = 1
    passed: int = 0
    lock: threading.Lock = field(default_factory=threading.Lock)

    def meet(self) -> None:
        with self.lock:
            self.passed += 1
            met = self.passed == self.nth
        if met:
            self._strike()

    def _strike(self) -> None:
        if self.act == "raise":
            raise Broken("A fault was armed here.")
        if self.act == "kill":
            os.kill(os.getpid(), signal.SIGKILL)
        _freeze(self.seconds)


def parse_faults(text: str) -> dict[str, Fault]:
    """Read `name:kill`, `name:raise` or `name:stop:seconds`, with `#k` for the k-th time; by name.

    Several are separated by commas. Raises SettingError.
    """
    parts = [part.strip() for part in text.split(",") if part.strip()]
    return dict(_fault(part) for part in parts)


def refuse_in_earnest(faults: Mapping[str, Fault] | None = None) -> None:
    """Raise SettingError where faults are armed and could hit what people rely on."""
    if not (_armed if faults is None else faults):
        return
    host = urlsplit(settings.PUBLIC_URL).hostname or ""
    if not settings.FAULTS_ALLOWED or not is_loopback(host):
        raise SettingError("FAULT is for tests on one machine: take it out of the settings.")
    real = Account.objects.filter(rehearsal=False, ended_at=None).first()
    if real:
        raise SettingError(f"FAULT is for tests, and {real} is a real account: take FAULT out.")


def reach_failpoint(point: str) -> None:
    """Come past a place; nothing happens unless a fault is armed there."""
    if _armed and point in _armed:
        _armed[point].meet()


def _fault(part: str) -> tuple[str, Fault]:
    form = _FORM.fullmatch(part)
    if not form or form[1] not in POINTS:
        raise SettingError(
            f"FAULT has “{part}”: write name:kill, name:raise or name:stop:seconds, with #k for the "
            f"k-th time; the names are {', '.join(POINTS)}."
        )
    return form[1], Fault(form[2] or "stop", float(form[3] or 0), int(form[4] or 1))


def _freeze(seconds: float) -> None:
    """Stand still as a whole process; somebody outside stops it and sets it going again."""
    pid = os.getpid()
    # In one hand, for a busy machine could set it going before it stood.
    both = ["/bin/sh", "-c", f"kill -STOP {pid}; sleep {seconds}; kill -CONT {pid}"]
    # This thread goes no further, however late the stop comes.
    subprocess.Popen(both, start_new_session=True).wait()  # noqa: S603 - numbers of our own


_armed = parse_faults(settings.FAULT)
