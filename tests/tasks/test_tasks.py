from __future__ import annotations

import pytest

from publisher.intake.draft import draft_thread
from tasks import connections, tasks
from tasks.celery import app
from tasks.drafts import DRAFTER


@pytest.mark.django_db
def test_a_task_takes_an_id_and_calls_one_function(monkeypatch):
    told: list[tuple[str, int]] = []
    monkeypatch.setattr(tasks, "deliver_thread", lambda pk: told.append(("deliver", pk)))
    monkeypatch.setattr(DRAFTER, "take", lambda pk: told.append(("draft", pk)))
    tasks.deliver(3)
    tasks.draft(4)
    assert told == [("deliver", 3), ("draft", 4)]


def test_the_tasks_have_the_names_the_hints_use():
    assert {"deliver", "draft"} <= set(app.tasks)


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("work", [tasks.deliver, draft_thread])
def test_a_hint_for_a_thread_that_is_gone_is_harmless(work):
    work(4711)


def test_connections_are_looked_at_before_and_after_the_work(monkeypatch):
    seen: list[str] = []
    monkeypatch.setattr(connections, "close_old_connections", lambda: seen.append("look"))

    @connections.fresh_connections
    def work() -> None:
        seen.append("work")
        raise ValueError("broken off")

    with pytest.raises(ValueError, match="broken off"):
        work()
    assert seen == ["look", "work", "look"]
