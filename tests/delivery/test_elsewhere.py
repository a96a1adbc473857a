"""A worker whose host has other secrets than the account was connected with."""

from __future__ import annotations

import pytest
from cryptography.fernet import Fernet

from publisher.delivery.tick import fall_silent, record_beat
from publisher.thread.models import Beat
from tests.delivery.conftest import Paper

OTHER_KEY = {"FERNET_KEY": Fernet.generate_key().decode(), "FERNET_FILE": None}


@pytest.fixture(params=[{"INSTALL_ID": "another"}, OTHER_KEY], ids=["install id", "key"])
def thread(paper: Paper, request, settings):
    """Approved where the account was connected; from here on this host has other secrets."""
    approved = paper.approve(cards=False)
    for name, other in request.param.items():
        setattr(settings, name, other)
    return approved


def test_it_leaves_threads_to_a_worker_that_can_send_them(paper: Paper, thread):
    Beat.objects.create(worker="worker@there", at=paper.clock.now())
    paper.step(thread, 3)
    assert (thread.state, thread.epoch, paper.out()) == ("scheduled", 0, [])
    assert thread.wake_at
    assert (thread.wake_at - paper.clock.now()).total_seconds() < 1


def test_where_nobody_can_an_editor_is_told(paper: Paper, thread):
    record_beat("worker@here", 0)
    assert Beat.objects.get().worker == "worker@here (shut out)"
    paper.step(thread)
    assert (thread.state, paper.out()) == ("in_review", [])
    assert "onnect it again" in thread.why


@pytest.mark.usefixtures("paper")
def test_a_worker_beats_under_one_name_and_takes_it_back(settings):
    record_beat("worker@here", 0)
    ours, settings.INSTALL_ID = settings.INSTALL_ID, "another"
    record_beat("worker@here", 0)
    assert [row.worker for row in Beat.objects.all()] == ["worker@here (shut out)"]
    settings.INSTALL_ID = ours
    record_beat("worker@here", 0)
    assert [row.worker for row in Beat.objects.all()] == ["worker@here"]
    fall_silent("worker@here")
    assert not Beat.objects.exists()
