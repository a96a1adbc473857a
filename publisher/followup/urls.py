"""The addresses of what follows up a begun thread."""

from __future__ import annotations

from django.urls import path

from publisher.followup import pages, pages_together

urlpatterns = [
    path(
        "accounts/<str:which>/continue", pages_together.continue_threads_page, name="continue-all"
    ),
    path("threads/<str:name>/follow-up", pages.follow_up_page, name="follow-up"),
    path("threads/<str:name>/continue", pages.carry_on, name="continue"),
    path("threads/<str:name>/close-out", pages.close_out_thread, name="close-out"),
    path("threads/<str:name>/read-back", pages.read_back, name="read-back"),
    path("threads/<str:name>/take-down", pages.take_down_thread, name="take-down"),
    path(
        "threads/<str:name>/posts/<int:position>/answer", pages.resolve_unclear_post, name="answer"
    ),
    path("threads/<str:name>/posts/<int:position>/reply", pages.write_reply, name="reply"),
    path("threads/<str:name>/posts/<int:position>/weigh", pages.show_reply_length, name="weigh"),
    path("threads/<str:name>/proposed", pages.decide_proposed_reply, name="proposed"),
    path("threads/<str:name>/posts/<int:position>/mend", pages.edit_waiting_post, name="mend"),
    path(
        "threads/<str:name>/posts/<int:position>/mend-card",
        pages.resolve_card_clash,
        name="mend-card",
    ),
]
