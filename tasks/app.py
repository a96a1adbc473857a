"""The Celery application: Redis carries hints, the database is the truth."""

from __future__ import annotations

from celery import Celery
from django.conf import settings

app = Celery("publisher", broker=settings.BROKER_URL)
app.conf.update(
    task_ignore_result=True,
    task_default_queue="post",
    task_routes={"draft": {"queue": "draft"}},
    worker_prefetch_multiplier=1,
    worker_hijack_root_logger=False,
    worker_redirect_stdouts=False,
    broker_connection_retry_on_startup=True,
    # A frozen or absent broker must cost seconds, never a clock.
    broker_transport_options={
        "socket_timeout": 5,
        "socket_connect_timeout": 2,
        "health_check_interval": 10,
        "max_retries": 0,
    },
)
