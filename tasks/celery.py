"""What `celery -A tasks` loads: the application, its tasks and the clock."""

from __future__ import annotations

from tasks import clock_loop, drafts, memory, tasks, teller
from tasks.app import app

__all__ = ["app", "clock_loop", "drafts", "memory", "tasks", "teller"]
