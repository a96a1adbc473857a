from __future__ import annotations

from django.apps import AppConfig


class TellConfig(AppConfig):
    name = "publisher.notifications"
