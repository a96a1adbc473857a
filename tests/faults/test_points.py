"""Fault points: named, spelled right, and impossible where anything is real."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from publisher.delivery import failpoints
from publisher.delivery.failpoints import (
    POINTS,
    Broken,
    parse_faults,
    reach_failpoint,
    refuse_in_earnest,
)
from publisher.env import SettingError
from tests import builders

ROOT = Path(__file__).parents[2]


def test_every_point_is_a_place_in_the_code():
    sources = [*(ROOT / "publisher").rglob("*.py"), *(ROOT / "tasks").glob("*.py")]
    reached = [
        point
        for path in sources
        for point in re.findall(r'\breach_failpoint\("([a-z_.]+)"\)', path.read_text())
    ]
    assert sorted(reached) == sorted(POINTS)


def test_nothing_happens_where_nothing_is_armed():
    for point in POINTS:
        reach_failpoint(point)


def test_a_fault_strikes_the_time_it_is_told_and_no_other(monkeypatch):
    monkeypatch.setattr(failpoints, "_armed", parse_faults("send.after_intent:raise#2"))
    reach_failpoint("send.after_intent")
    reach_failpoint("send.after_answer")
    with pytest.raises(Broken):
        reach_failpoint("send.after_intent")
    reach_failpoint("send.after_intent")


#: A pool's thread is frozen while another keeps a processor busy; how long it stood, each time.
FROZEN = """
import threading, time, django
django.setup()
from publisher.delivery.failpoints import Fault
stood = []
def pass_by():
    for _ in range(20):
        began = time.monotonic()
        Fault("stop", 0.05).meet()
        stood.append(time.monotonic() - began)
thread = threading.Thread(target=pass_by)
thread.start()
while thread.is_alive():
    pass
assert min(stood) >= 0.05, stood
"""


def test_a_thread_does_not_slip_past_the_place_where_its_process_freezes():
    env = os.environ | {"DJANGO_SETTINGS_MODULE": "publisher.settings"}
    subprocess.run([sys.executable, "-c", FROZEN], env=env, cwd=ROOT, check=True, timeout=60)


def test_several_faults_are_read():
    read = parse_faults("send.after_intent:stop:1.5#3, clock.after_mark:kill")
    assert (read["send.after_intent"].seconds, read["send.after_intent"].nth) == (1.5, 3)
    assert (read["clock.after_mark"].act, read["clock.after_mark"].nth) == ("kill", 1)


@pytest.mark.parametrize(
    "text", ["send.after_lunch:kill", "send.after_intent", "send.after_intent:stop", "kill"]
)
def test_a_fault_that_is_none_is_told_with_the_names_there_are(text):
    with pytest.raises(SettingError, match=r"FAULT has .*clock\.after_mark"):
        parse_faults(text)


@pytest.mark.parametrize(
    ("allowed", "url"),
    [(False, "http://127.0.0.1:8000"), (True, "https://desk.example.org")],
)
def test_a_fault_is_refused_in_earnest(settings, allowed, url):
    settings.FAULTS_ALLOWED, settings.PUBLIC_URL = allowed, url
    with pytest.raises(SettingError, match="for tests on one machine"):
        refuse_in_earnest(parse_faults("send.after_intent:kill"))
    refuse_in_earnest({})


@pytest.mark.django_db
def test_a_fault_is_refused_beside_a_real_account(settings):
    settings.FAULTS_ALLOWED = True
    account = builders.account(builders.newsroom())
    refuse_in_earnest(parse_faults("send.after_intent:kill"))
    account.rehearsal = False
    account.save()
    with pytest.raises(SettingError, match="is a real account"):
        refuse_in_earnest(parse_faults("send.after_intent:kill"))


def test_a_worker_with_a_fault_that_nobody_allowed_does_not_start(tmp_path):
    env = {
        "PATH": "/usr/bin:/bin",
        "PUBLISHER_HOME": str(tmp_path),
        "FAULT": "clock.after_mark:kill",
    }
    done = subprocess.run(
        [sys.executable, "-m", "publisher", "worker"],
        env=env,
        capture_output=True,
        text=True,
        check=False,
        cwd=ROOT,
        timeout=60,
    )
    assert done.returncode != 0
    assert "FAULT is for tests" in done.stdout + done.stderr
