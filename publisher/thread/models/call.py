"""Every outward act, with its intent and its receipt."""

from __future__ import annotations

import secrets

from django.db import models

from publisher.accounts.models import Account
from publisher.thread.models.article import Picture
from publisher.thread.models.thread import Post, Thread


def token() -> str:
    """What tells a call from another that got its number after the database went back in time."""
    return secrets.token_hex(8)


class Upload(models.Model):
    """A post's picture on the network. Each post has its own: a media id names one post."""

    post = models.ForeignKey(Post, models.CASCADE, related_name="uploads")
    order = models.PositiveIntegerField(default=0)
    picture = models.ForeignKey(Picture, models.PROTECT)
    alt_hash = models.CharField(max_length=64)
    remote_user_id = models.CharField(max_length=128)
    media_id = models.CharField(max_length=128, blank=True)
    alt_done_at = models.DateTimeField(null=True, blank=True)
    expires_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "thread"
        ordering = ["post", "order"]
        constraints = [models.UniqueConstraint(fields=["post", "order"], name="one_upload")]

    def __str__(self) -> str:
        return f"picture {self.order + 1} of {self.post}"


class Call(models.Model):
    """One outward act: written before it is made (intent), completed after (receipt).

    `outcome` is empty while the call is open, then one of `Outcome`. `likeness` stands for the
    words of a post, so that the same words are found again; other calls have none.
    """

    class Kind(models.TextChoices):
        """What was done."""

        UPLOAD = "upload"
        ALT = "alt"
        POST = "post"
        DELETE = "delete"
        READ = "read"
        REFRESH = "refresh"

    class Outcome(models.TextChoices):
        """What came of it."""

        DONE = "done"
        REFUSED = "refused"
        LATER = "later"
        UNKNOWN = "unknown"
        ABSENT = "absent"

    account = models.ForeignKey(Account, models.PROTECT, related_name="calls")
    thread = models.ForeignKey(Thread, models.PROTECT, null=True, blank=True, related_name="calls")
    post = models.ForeignKey(Post, models.SET_NULL, null=True, blank=True, related_name="calls")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    token = models.CharField(max_length=16, default=token)
    epoch = models.PositiveIntegerField(default=0)
    body = models.JSONField(default=dict)
    likeness = models.CharField(max_length=16, null=True, blank=True)  # noqa: DJ001 - only what is not NULL is indexed
    started_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True, blank=True)
    outcome = models.CharField(max_length=10, blank=True, choices=Outcome.choices)
    status = models.PositiveIntegerField(null=True, blank=True)
    said = models.TextField(blank=True)
    remote_id = models.CharField(max_length=300, blank=True)
    settle_at = models.DateTimeField(null=True, blank=True)
    absences = models.PositiveIntegerField(default=0)

    class Meta:
        app_label = "thread"
        indexes = [
            models.Index(
                fields=["settle_at"],
                name="call_to_settle",
                condition=models.Q(settle_at__isnull=False),
            ),
            models.Index(fields=["post", "kind"], name="call_by_post"),
            models.Index(fields=["account", "started_at"], name="call_by_account"),
            models.Index(
                fields=["account", "likeness", "started_at"],
                name="call_by_likeness",
                condition=models.Q(likeness__isnull=False),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} ({self.outcome or 'open'})"
