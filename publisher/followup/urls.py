"""The addresses of what follows up a begun thread."""

from __future__ import annotations

from django.urls import path

from publisher.followup import pages, pages_together

urlpatterns = [
    path("accounts/<str:which>/continue", pages_together.together, name="continue-all"),
    path("threads/<str:name>/follow-up", pages.page, name="follow-up"),
    path("threads/<str:name>/continue", pages.carry_on, name="continue"),
    path("threads/<str:name>/close-out", pages.close, name="close-out"),
    path("threads/<str:name>/read-back", pages.read_back, name="read-back"),
    path("threads/<str:name>/take-down", pages.down, name="take-down"),
    path("threads/<str:name>/posts/<int:position>/answer", pages.answer, name="answer"),
    path("threads/<str:name>/posts/<int:position>/reply", pages.reply, name="reply"),
    path("threads/<str:name>/posts/<int:position>/weigh", pages.weigh, name="weigh"),
    path("threads/<str:name>/proposed", pages.proposed, name="proposed"),
    path("threads/<str:name>/posts/<int:position>/mend", pages.mend, name="mend"),
    path("threads/<str:name>/posts/<int:position>/mend-card", pages.card, name="mend-card"),
]
