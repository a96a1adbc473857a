"""All addresses of the web process."""

from __future__ import annotations

from django.urls import URLPattern, URLResolver, include, path

from publisher.web import health

urlpatterns: list[URLPattern | URLResolver] = [
    path("", include("publisher.review.urls")),
    path("", include("publisher.followup.urls")),
    path("", include("publisher.people.urls")),
    path("", include("publisher.newsroom.urls")),
    path("", include("publisher.notifications.urls")),
    path("healthz", health.healthz),
    path("readyz", health.readyz),
    path("metrics", health.serve_metrics),
]
handler400 = "publisher.web.errors.bad_request"
handler403 = "publisher.web.errors.not_allowed"
handler404 = "publisher.web.errors.not_found"
handler500 = "publisher.web.errors.server_error"
