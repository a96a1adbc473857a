from __future__ import annotations

from typing import Any

from django.apps import AppConfig
from django.db import connections
from django.db.models.signals import post_migrate

from publisher.thread.search_index import create_search_index, has_column


class ThreadConfig(AppConfig):
    name = "publisher.thread"
    label = "thread"

    def ready(self) -> None:
        post_migrate.connect(_lay_index, sender=self)


def _lay_index(using: str, **_more: Any) -> None:
    # Somebody may have migrated to a point before there were words.
    if has_column(connections[using]):
        create_search_index(connections[using])
