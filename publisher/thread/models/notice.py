"""What is told to somebody outside the desk, by mail or webhook."""

from __future__ import annotations

from django.db import models

from publisher.accounts.models import Newsroom
from publisher.thread.models.move import Move
from publisher.thread.models.thread import Thread


class Notice(models.Model):
    """One message to one address. Losing it never touches sending.

    `wake_at` is when it is tried next, NULL when it was sent or given up.
    """

    class Channel(models.TextChoices):
        """How it goes."""

        MAIL = "mail"
        HOOK = "hook"

    newsroom = models.ForeignKey(Newsroom, models.CASCADE, related_name="notices")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="+")
    move = models.ForeignKey(Move, models.CASCADE, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=20)
    channel = models.CharField(max_length=4, choices=Channel.choices)
    address = models.CharField(max_length=500)
    made_at = models.DateTimeField()
    wake_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveIntegerField(default=0)
    sent_at = models.DateTimeField(null=True, blank=True)
    said = models.TextField(blank=True)

    class Meta:
        app_label = "thread"
        constraints = [
            models.UniqueConstraint(fields=["move", "kind", "channel", "address"], name="told_once")
        ]
        indexes = [
            models.Index(
                fields=["wake_at"],
                name="notice_to_send",
                condition=models.Q(wake_at__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"{self.kind} to {self.address}"
