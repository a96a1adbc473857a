"""The addresses of notices."""

from __future__ import annotations

from django.urls import path

from publisher.notifications import pages

urlpatterns = [
    path("notices", pages.notices_page, name="notices"),
    path("notices/mine", pages.change_own_mail, name="mail-me"),
    path("notices/webhook", pages.set_webhook, name="webhook"),
    path("notices/webhook/remove", pages.no_webhook, name="no-webhook"),
    path("notices/test", pages.send_test_message, name="test-notice"),
]
