from __future__ import annotations

import re
from datetime import timedelta
from pathlib import Path

import pytest
from django.db import DatabaseError
from django.db.migrations.executor import MigrationExecutor
from django.test import RequestFactory
from prometheus_client.parser import text_string_to_metric_families

from publisher.schedule.pause import pause, resume
from publisher.thread.clock import now
from publisher.thread.models import Beat, Call, Move, Thread
from publisher.thread.transitions import TAKEN_OVER, record_move
from publisher.web import health
from tests import builders

pytestmark = pytest.mark.django_db
TOKEN = "a long token of the newsroom's own"


def beat(seconds_ago: float = 0, worker: str = "worker@one") -> Beat:
    return Beat.objects.create(worker=worker, at=now() - timedelta(seconds=seconds_ago))


def numbers(client) -> dict[tuple[str, ...], float]:
    """Every sample by its name and the values of its labels."""
    text = client.get("/metrics").content.decode()
    families = text_string_to_metric_families(text)
    samples = [sample for family in families for sample in family.samples]
    return {
        (each.name.removeprefix("publisher_"), *each.labels.values()): each.value
        for each in samples
    }


def test_it_is_ready_while_a_clock_ticks(client):
    beat(seconds_ago=20)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.content) == (200, b"ready\n")


def test_what_alarms_people_stands_below_and_sends_nobody_away(client):
    Beat.objects.create(worker="worker@one", at=now(), ahead=75.0)
    answer = client.get("/readyz")
    first, *more = answer.content.decode().splitlines()
    assert (answer.status_code, first, len(more)) == (200, "ready", 1)
    assert "75 seconds ahead of the network's" in more[0]


def test_how_far_the_clocks_are_apart_is_a_number(near):
    Beat.objects.create(worker="worker@one", at=now(), ahead=-7.5)
    beat(worker="worker@two")
    told = {key: value for key, value in numbers(near).items() if key[0] == "clock_ahead_seconds"}
    assert told == {("clock_ahead_seconds", "worker@one"): -7.5}


@pytest.mark.parametrize("ago", [None, 31])
def test_without_a_ticking_clock_it_is_not_ready(client, ago):
    if ago:
        beat(ago)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.content == b"No worker's clock ticks: start a worker.\n"


def test_a_clock_that_stopped_does_not_hide_one_that_ticks(client):
    beat(3600, "worker@old")
    beat(1, "worker@new")
    assert client.get("/readyz").status_code == 200


def test_with_old_tables_it_is_not_ready(client, monkeypatch):
    beat()
    monkeypatch.setattr(MigrationExecutor, "migration_plan", lambda *_: ["0002"])
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert b"run `publisher migrate`" in answer.content


@pytest.mark.parametrize(("page", "asks"), [("readyz", "_lacking"), ("metrics", "render_metrics")])
def test_without_its_database_it_says_so(client, monkeypatch, page, asks):
    def gone():
        raise DatabaseError

    monkeypatch.setattr(health, asks, gone)
    answer = client.get(f"/{page}", headers={"Host": "localhost"})
    assert answer.status_code == 503
    assert answer.content == b"The database does not answer.\n"


@pytest.fixture
def near(client):
    """A client on this machine, as Prometheus beside the desk is."""
    client.defaults["HTTP_HOST"] = "127.0.0.1:8000"
    return client


def test_the_numbers_are_prometheus_text(near):
    answer = near.get("/metrics")
    assert answer.status_code == 200
    assert answer.headers["Content-Type"].startswith("text/plain; version=")
    names = set(re.findall(r"^# TYPE (\w+) gauge$", answer.content.decode(), re.MULTILINE))
    assert len(names) == 10
    assert all(name.startswith("publisher_") for name in names)


def test_every_number_has_its_place_in_the_guide(near):
    guide = (Path(__file__).parents[2] / "docs/deploy.md").read_text()
    told = near.get("/metrics").content.decode()
    assert [name for name in re.findall(r"# TYPE (\w+)", told) if f"`{name}`" not in guide] == []


def test_an_empty_house_has_nothing_due(near):
    assert {value for name, value in numbers(near).items() if len(name) == 1} == {0.0}


def test_due_threads_and_their_wait_are_counted(near, house):
    for seconds in (90, 5, -60):
        thread = builders.thread_in_review(house)
        Thread.objects.filter(pk=thread.pk).update(wake_at=now() - timedelta(seconds=seconds))
    told = numbers(near)
    assert told["due_threads",] == 2
    assert 90 <= told["oldest_due_seconds",] < 100


def test_what_waits_for_an_editor_and_what_is_paused_are_counted(near, house):
    builders.thread_in_review(house, state="needs_editor")
    resume(pause(house, who=None), who=None)
    pause(house, who=None, why="Stop")
    told = numbers(near)
    assert (told["needs_editor_threads",], told["pauses",]) == (1, 1)


def test_calls_are_open_until_they_are_settled(near, house):
    account, soon = builders.account(house), now() + timedelta(minutes=2)
    for outcome, settle in (("", soon), ("unknown", soon), ("unknown", soon), ("done", None)):
        Call.objects.create(
            account=account, kind="post", outcome=outcome, settle_at=settle, started_at=now()
        )
    told = numbers(near)
    assert (told["open_calls",], told["unclear_calls",]) == (1, 2)


def test_the_budget_of_an_account_is_shown_until_its_refill(near, house):
    soon, past = now() + timedelta(minutes=5), now() - timedelta(minutes=5)
    builders.account(house, handle="harbour", budget_left=7, budget_resets_at=soon)
    builders.account(house, handle="hill", budget_left=9, budget_resets_at=past)
    builders.account(house, handle="dale")
    budgets = {name[1:]: left for name, left in numbers(near).items() if name[0] == "budget_left"}
    assert budgets == {("harbour", "x"): 7}


def test_each_worker_says_when_its_clock_ticked(near):
    row = beat(3, 'worker@"one"')
    beat(2 * 86400, "worker@long-gone")
    ticks = {n[1:]: at for n, at in numbers(near).items() if n[0].startswith("clock_tick")}
    assert ticks == {('worker@"one"',): pytest.approx(row.at.timestamp(), abs=0.001)}


def test_takeovers_of_the_last_day_are_counted(near, house):
    thread = builders.thread_in_review(house)
    for _ in range(3):
        record_move(house, "worker", "", TAKEN_OVER, thread=thread)
    Move.objects.filter(pk=Move.objects.latest("pk").pk).update(at=now() - timedelta(hours=25))
    record_move(house, "worker", "", "was seen", thread=thread)
    assert numbers(near)["takeovers_last_day",] == 2


@pytest.mark.parametrize(
    "more",
    [
        {"REMOTE_ADDR": "10.0.0.7"},
        {"HTTP_HOST": "desk.example.org"},
        {"HTTP_X_FORWARDED_FOR": "203.0.113.9"},
        {"HTTP_X_FORWARDED_PROTO": "https"},
        {"HTTP_FORWARDED": "for=203.0.113.9"},
        {"REMOTE_ADDR": ""},
        {"HTTP_AUTHORIZATION": "Bearer ", "REMOTE_ADDR": "10.0.0.7"},
    ],
)
def test_nobody_from_outside_reads_the_numbers(settings, more):
    settings.ALLOWED_HOSTS, settings.METRICS_TOKEN = ["desk.example.org", "127.0.0.1"], ""
    request = RequestFactory(HTTP_HOST="127.0.0.1").get("/metrics", **more)
    answer = health.serve_metrics(request)
    assert answer.status_code == 403
    assert b"METRICS_TOKEN" in answer.content
    assert b"publisher_" not in answer.content


@pytest.mark.parametrize(
    ("given", "status"),
    [
        (f"Bearer {TOKEN}", 200),
        (f"bearer {TOKEN} ", 200),
        (f"Basic {TOKEN}", 403),
        (f"Bearer {TOKEN}x", 403),
        ("Bearer é", 403),
        ("", 403),
    ],
)
def test_who_has_the_token_reads_them_from_anywhere(settings, given, status):
    settings.METRICS_TOKEN = TOKEN
    request = RequestFactory(REMOTE_ADDR="10.0.0.7").get("/metrics", HTTP_AUTHORIZATION=given)
    assert health.serve_metrics(request).status_code == status


def test_no_secret_is_among_the_numbers(near, house):
    account = builders.account(house, budget_left=7, budget_resets_at=now() + timedelta(minutes=5))
    told = near.get("/metrics").content.decode()
    assert account.handle in told
    for secret in (account.sealed, account.install_id, *builders.SECRETS.values()):
        assert secret not in told


def test_the_numbers_are_only_read(near):
    assert near.post("/metrics").status_code == 405
