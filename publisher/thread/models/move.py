"""Who changed what, when and why; and what stands still."""

from __future__ import annotations

from django.db import models

from publisher.accounts.models import Account, Newsroom, Person
from publisher.thread.models.thread import Post, Thread


class Move(models.Model):
    """One change, never altered. `subject` says of what: a thread, an account, a setting."""

    newsroom = models.ForeignKey(Newsroom, models.CASCADE, related_name="moves")
    subject = models.CharField(max_length=20)
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="moves")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="+")
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="+")
    who = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    at = models.DateTimeField()
    before = models.CharField(max_length=40, blank=True)
    after = models.CharField(max_length=40)
    why = models.TextField(blank=True)
    rev = models.PositiveIntegerField(null=True, blank=True)

    class Meta:
        app_label = "thread"
        ordering = ["id"]
        indexes = [models.Index(fields=["newsroom", "at"], name="move_by_time")]

    def __str__(self) -> str:
        return f"{self.subject}: {self.before} to {self.after}"


class Pause(models.Model):
    """Nothing in its scope is sent until it is lifted."""

    class Scope(models.TextChoices):
        """What stands still."""

        ALL = "all"
        ACCOUNT = "account"
        THREAD = "thread"

    newsroom = models.ForeignKey(Newsroom, models.CASCADE, related_name="pauses")
    scope = models.CharField(max_length=8, choices=Scope.choices)
    account = models.ForeignKey(Account, models.CASCADE, null=True, blank=True, related_name="+")
    thread = models.ForeignKey(Thread, models.CASCADE, null=True, blank=True, related_name="+")
    who = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    why = models.CharField(max_length=300, blank=True)
    at = models.DateTimeField()
    lifted_at = models.DateTimeField(null=True, blank=True)
    lifted_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        app_label = "thread"
        indexes = [
            models.Index(
                fields=["newsroom"],
                name="pause_in_force",
                condition=models.Q(lifted_at__isnull=True),
            )
        ]

    def __str__(self) -> str:
        return f"Pause of {self.scope}"
