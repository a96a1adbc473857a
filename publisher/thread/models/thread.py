"""A thread: one article on one account, its versions, and the posts being delivered."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import models

from publisher.accounts.models import Account, Person, public_id
from publisher.thread.models.article import Article
from publisher.thread.models.picture_use import record_pictures
from publisher.thread.states import Goal, PostState, ThreadState


class Thread(models.Model):
    """One article on one account.

    `rev` is the newest version; `approved` the one that may be sent. `wake_at` is when the clock
    looks at it next, NULL when nothing is to be done, so history never slows the clock.
    `lane` is the account's id while this thread has the account's turn to send, and less than zero
    while posts of it are deleted: it is unique.
    `proof` is what one read of all its posts found, after it was out.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    article = models.ForeignKey(Article, models.PROTECT, related_name="threads")
    account = models.ForeignKey(Account, models.PROTECT, related_name="threads")
    state = models.CharField(
        max_length=16,
        default=ThreadState.DRAFTING,
        choices=[(state.value, state.value) for state in ThreadState],
    )
    style = models.CharField(max_length=12, default="full")
    numbering = models.CharField(max_length=16, blank=True)
    theme = models.CharField(max_length=64, blank=True)
    replies = models.CharField(max_length=20, default="everyone")
    breaking = models.BooleanField(default=False)
    why = models.TextField(blank=True)
    rev = models.PositiveIntegerField(default=0)
    approved = models.ForeignKey(
        "thread.Revision", models.PROTECT, null=True, blank=True, related_name="+"
    )
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    changed_at = models.DateTimeField(auto_now=True)

    due_at = models.DateTimeField(null=True, blank=True)
    due_zone = models.CharField(max_length=64, blank=True)
    due_wall = models.CharField(max_length=20, blank=True)
    not_before = models.DateTimeField(null=True, blank=True)
    late_after = models.PositiveIntegerField(default=20 * 60, help_text="seconds")
    #: When it leaves, for lists that are ordered by it: see `start`.
    starts_at = models.GeneratedField(
        expression=models.Case(
            models.When(not_before__gt=models.F("due_at"), then=models.F("not_before")),
            default=models.F("due_at"),
        ),
        output_field=models.DateTimeField(null=True),
        db_persist=True,
    )
    approved_until = models.DateTimeField(null=True, blank=True)

    begun_at = models.DateTimeField(null=True, blank=True)
    prepared_at = models.DateTimeField(null=True, blank=True)
    ended_at = models.DateTimeField(null=True, blank=True)
    anchor = models.CharField(max_length=128, blank=True)
    goal = models.CharField(
        max_length=8, default=Goal.OUT, choices=[(goal.value, goal.value) for goal in Goal]
    )
    lane = models.BigIntegerField(null=True, blank=True, unique=True)
    epoch = models.PositiveIntegerField(default=0)
    lease_until = models.DateTimeField(null=True, blank=True)
    wake_at = models.DateTimeField(null=True, blank=True)
    failures = models.PositiveIntegerField(default=0)
    proved_at = models.DateTimeField(null=True, blank=True)
    proof = models.JSONField(null=True, blank=True)

    class Meta:
        app_label = "thread"
        indexes = [
            models.Index(
                fields=["wake_at", "id"],
                name="thread_to_wake",
                condition=models.Q(wake_at__isnull=False),
            ),
            models.Index(fields=["state", "starts_at", "id"], name="thread_by_start"),
            models.Index(fields=["state", "changed_at", "id"], name="thread_by_change"),
            models.Index(fields=["account", "state", "starts_at", "id"], name="thread_of_account"),
            models.Index(fields=["made_by", "state", "starts_at", "id"], name="thread_of_maker"),
        ]

    def __str__(self) -> str:
        return f"{self.article} ({self.account})"

    @property
    def start(self) -> datetime | None:
        """When it leaves: at its time, or when its embargo ends, if that is later; None without a time."""
        return max(filter(None, (self.due_at, self.not_before))) if self.due_at else None


class Revision(models.Model):
    """One version of a thread. The content never changes; the seal is set once, at approval.

    `content` is what the desk shows: posts with their cards, warnings and the ledger.
    `seal` is exactly what will be sent, and `seal_hash` pins it.
    """

    thread = models.ForeignKey(Thread, models.CASCADE, related_name="revisions")
    rev = models.PositiveIntegerField()
    content = models.JSONField()
    why = models.CharField(max_length=300, blank=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    seal = models.JSONField(null=True, blank=True)
    seal_hash = models.CharField(max_length=64, blank=True)
    sealed_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    sealed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "thread"
        constraints = [models.UniqueConstraint(fields=["thread", "rev"], name="one_rev")]

    def __str__(self) -> str:
        return f"version {self.rev} of {self.thread}"

    def save(self, *args: Any, **more: Any) -> None:
        new = self._state.adding
        super().save(*args, **more)
        if new:
            record_pictures(self.thread.account.newsroom_id, self.content)


class Post(models.Model):
    """The delivery of one post. Its words and pictures are the approved revision's.

    `likeness` stands for those words, so that the same ones are found again before they go out.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    thread = models.ForeignKey(Thread, models.CASCADE, related_name="posts")
    position = models.PositiveIntegerField()
    reply_to = models.ForeignKey("self", models.PROTECT, null=True, blank=True, related_name="+")
    state = models.CharField(
        max_length=10,
        default=PostState.WAITING,
        choices=[(state.value, state.value) for state in PostState],
    )
    key = models.CharField(max_length=128, blank=True)
    remote_id = models.CharField(max_length=300, blank=True)
    url = models.CharField(max_length=400, blank=True)
    cid = models.CharField(max_length=128, blank=True)
    likeness = models.CharField(max_length=16, null=True, blank=True)  # noqa: DJ001 - only what is not NULL is indexed
    said = models.TextField(blank=True)
    tries = models.PositiveIntegerField(default=0)
    posted_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "thread"
        ordering = ["thread", "position"]
        constraints = [
            models.UniqueConstraint(fields=["thread", "position"], name="one_post_a_position")
        ]
        indexes = [
            models.Index(
                fields=["likeness"],
                name="post_by_likeness",
                condition=models.Q(likeness__isnull=False),
            )
        ]

    def __str__(self) -> str:
        return f"post {self.position} of {self.thread}"
