"""The desk's addresses."""

from __future__ import annotations

from django.urls import path, re_path

from publisher.review.pages import (
    add,
    again,
    bundle,
    decide,
    history,
    keys,
    look,
    pictures,
    queue,
    resume,
    shape,
    stop,
    thread,
    versions,
    whole,
)

urlpatterns = [
    path("", queue.queue_page, name="queue"),
    path("add", add.add_page, name="add"),
    path("bundles/<str:name>", bundle.bundle_page, name="bundle"),
    path("bundles/<str:name>/approve", bundle.approve_threads, name="approve-bundle"),
    path("bundles/<str:name>/send-back", bundle.send_back, name="send-back-bundle"),
    path("threads/<str:name>", thread.thread_page, name="thread"),
    path("threads/<str:name>/again", again.retry_drafting, name="again"),
    path("threads/<str:name>/posts/<int:position>", shape.save_post, name="edit"),
    path("threads/<str:name>/posts/<int:position>/count", shape.measure_typed_text, name="count"),
    path("threads/<str:name>/posts/<int:position>/cards/<int:card>", shape.save_card, name="card"),
    path("threads/<str:name>/source/<int:entry>", shape.put_in, name="put-in"),
    path("threads/<str:name>/links/<int:link>", shape.put_link, name="put-link"),
    path("threads/<str:name>/back", shape.restore_version, name="back"),
    path("threads/<str:name>/own-out", shape.own_out, name="own-out"),
    path("threads/<str:name>/telling", whole.update_thread_options, name="whole"),
    path("threads/<str:name>/loose/<int:number>", whole.resolve_loose_words, name="loose"),
    path("threads/<str:name>/approve", decide.approve_thread, name="approve"),
    path("threads/<str:name>/versions", versions.compare_versions, name="versions"),
    path("threads/<str:name>/checks", decide.update_check, name="check"),
    path("threads/<str:name>/embargo", decide.confirm_embargo_read, name="embargo-read"),
    path("threads/<str:name>/time", decide.change_posting_time, name="retime"),
    path("threads/<str:name>/look", look.apply_theme, name="look"),
    path("threads/<str:name>/look/<str:theme>.png", look.preview_card_theme, name="look-at"),
    path("threads/<str:name>/send-back", decide.send_back, name="send-back"),
    path("threads/<str:name>/cancel", decide.cancel_thread, name="cancel"),
    re_path(r"^pictures/(?P<sha256>[0-9a-f]{64})\.png$", pictures.serve_picture, name="picture"),
    path("pause", stop.pause, name="pause"),
    path("pauses/<int:number>/resume", resume.resume, name="resume"),
    path("history", history.history_page, name="history"),
    re_path(r"^history\.(?P<kind>csv|json)$", history.export_history, name="history-export"),
    re_path(
        r"^threads/(?P<name>[^/]+)/history\.(?P<kind>csv|json)$",
        history.export_thread,
        name="thread-export",
    ),
    path("keys", keys.shortcuts_page, name="keys"),
]
