"""The Celery application: Redis carries hints, the database is the truth."""

from __future__ import annotations

from celery import Celery
from django.conf import settings

from tasks import broker

broker.install_transport()
app = Celery("publisher", broker=settings.BROKER_URL)
app.conf.update(
    task_ignore_result=True,
    task_default_queue="post",
    task_routes={"draft": {"queue": "draft"}},
    # Nobody but the database says what is to be done: no commands, no news, nothing but JSON.
    accept_content=["json"],
    worker_enable_remote_control=False,
    worker_send_task_events=False,
    broker_channel_error_retry=True,
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
        # A hint that is lost is given again: nothing is kept in Redis of what was taken.
        "ack_emulation": False,
        "priority_steps": [0],
    },
)
