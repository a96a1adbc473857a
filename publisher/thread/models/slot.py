"""Posting times, and the workers' heartbeats."""

from __future__ import annotations

from django.db import models

from publisher.accounts.models import Account, Newsroom


class Slot(models.Model):
    """A weekly posting time on the newsroom's wall clock (weekday 0 is Monday)."""

    newsroom = models.ForeignKey(Newsroom, models.CASCADE, related_name="slots")
    account = models.ForeignKey(
        Account, models.CASCADE, null=True, blank=True, related_name="slots"
    )
    weekday = models.PositiveSmallIntegerField()
    wall = models.TimeField()

    class Meta:
        app_label = "thread"
        ordering = ["weekday", "wall"]

    def __str__(self) -> str:
        return f"{self.weekday} {self.wall:%H:%M}"


class Beat(models.Model):
    """A worker's clock: when it ticked last, and how much waited then."""

    worker = models.CharField(max_length=120, primary_key=True)
    at = models.DateTimeField()
    due = models.PositiveIntegerField(default=0)
    oldest_due_at = models.DateTimeField(null=True, blank=True)
    hints_failed = models.PositiveIntegerField(default=0)
    ahead = models.FloatField(null=True, blank=True, help_text="seconds ahead of a network's clock")

    class Meta:
        app_label = "thread"

    def __str__(self) -> str:
        return self.worker
