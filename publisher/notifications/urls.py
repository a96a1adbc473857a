"""The addresses of notices."""

from __future__ import annotations

from django.urls import path

from publisher.notifications import pages

urlpatterns = [
    path("notices", pages.page, name="notices"),
    path("notices/mine", pages.mine, name="mail-me"),
    path("notices/webhook", pages.webhook, name="webhook"),
    path("notices/webhook/remove", pages.no_webhook, name="no-webhook"),
    path("notices/test", pages.test, name="test-notice"),
]
