"""Newsrooms, people, and the accounts they post from. The tables live in `thread`'s one history."""

from __future__ import annotations

import secrets
from typing import Any, ClassVar

from django.contrib.auth.models import AbstractUser, BaseUserManager
from django.db import models

from publisher.accounts.roles import Role


def public_id() -> str:
    """A short name for a row that outsiders may see; says nothing of how many there are.

    It begins with a letter or a digit: on the command line a hyphen would begin an option.
    """
    name = secrets.token_urlsafe(9)
    return name if name[0].isalnum() else public_id()


class Newsroom(models.Model):
    """The tenant, with its house settings."""

    name = models.CharField(max_length=120)
    zone = models.CharField(max_length=64, default="UTC")
    theme = models.CharField(max_length=64, default="light")
    numbering = models.CharField(max_length=16, blank=True)
    sign_off = models.BooleanField(default=False)
    four_eyes = models.BooleanField(default=True)
    late_after = models.PositiveIntegerField(default=20 * 60, help_text="seconds")
    second_factor = models.BooleanField(default=False)
    told_to = models.BigIntegerField(default=0, help_text="the last Move that was told of")
    bound_until = models.DateTimeField(
        null=True, blank=True, help_text="what two had to agree on stays so, though one is left"
    )
    opened = models.JSONField(
        default=dict, blank=True, help_text="who came in by a link that somebody has seen"
    )
    settings = models.JSONField(default=dict, blank=True)
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "thread"

    def __str__(self) -> str:
        return self.name


class People(BaseUserManager["Person"]):
    """People sign in with their mail address."""

    def create_user(self, email: str, password: str | None = None, **more: Any) -> Person:
        person = self.model(email=self.normalize_email(email).lower(), **more)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **more: Any) -> Person:
        return self.create_user(email, password, is_staff=True, is_superuser=True, **more)

    def get_by_natural_key(self, username: str | None) -> Person:
        return self.get(email=(username or "").lower())


class Person(AbstractUser):
    """Somebody who works on the desk."""

    username = None  # type: ignore[assignment]  # Django's own way to drop the column
    first_name = None  # type: ignore[assignment]
    last_name = None  # type: ignore[assignment]
    email = models.EmailField(unique=True)
    name = models.CharField(max_length=120)
    shortcuts = models.BooleanField(default=True)
    #: Her memberships, where they were read with her.
    places: list[Membership] | None = None

    USERNAME_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects: ClassVar[People] = People()  # type: ignore[assignment]

    class Meta:
        app_label = "thread"

    def __str__(self) -> str:
        return self.name or self.email


class Membership(models.Model):
    """What a person is in a newsroom."""

    newsroom = models.ForeignKey(Newsroom, models.CASCADE, related_name="memberships")
    person = models.ForeignKey(Person, models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Role])
    mailed = models.BooleanField(default=True)

    class Meta:
        app_label = "thread"
        constraints = [models.UniqueConstraint(fields=["newsroom", "person"], name="one_role")]

    def __str__(self) -> str:
        return f"{self.person}, {self.role} at {self.newsroom}"


class Invite(models.Model):
    """A link with which one person may join. Only the digest of its secret is kept."""

    newsroom = models.ForeignKey(Newsroom, models.CASCADE, related_name="invites")
    email = models.EmailField()
    role = models.CharField(max_length=12, choices=[(r.value, r.value) for r in Role])
    digest = models.CharField(max_length=64, unique=True)
    made_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    made_at = models.DateTimeField(auto_now_add=True)
    until = models.DateTimeField()
    used_at = models.DateTimeField(null=True, blank=True)
    used_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True, related_name="+")
    mark = models.CharField(max_length=64, blank=True, help_text="what it rests on, when made")
    shown = models.BooleanField(default=True, help_text="whether its maker has seen it")

    class Meta:
        app_label = "thread"

    def __str__(self) -> str:
        return f"invitation of {self.email} as {self.role}"


class SignedIn(models.Model):
    """One browser in which a person is signed in, so that she can end it from another."""

    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    person = models.ForeignKey(Person, models.CASCADE, related_name="signed_in")
    session_key = models.CharField(max_length=40, unique=True)
    at = models.DateTimeField(auto_now_add=True)
    seen_at = models.DateTimeField()
    place = models.CharField(max_length=45, blank=True)
    agent = models.CharField(max_length=300, blank=True)

    class Meta:
        app_label = "thread"

    def __str__(self) -> str:
        return f"{self.person} since {self.at:%Y-%m-%d %H:%M}"


class Knock(models.Model):
    """Wrong tries at the door by one key, counted for all processes alike until `until`."""

    key = models.CharField(max_length=200, primary_key=True)
    count = models.PositiveIntegerField(default=0)
    until = models.DateTimeField()

    class Meta:
        app_label = "thread"

    def __str__(self) -> str:
        return f"{self.count} knocks"


class Account(models.Model):
    """One account on one network. `remote_user_id` never changes; the handle may.

    `sealed` holds its secrets, encrypted. An account connected under another install id
    sends nothing, so a copied database stays silent. `gap` is seconds between two posts.
    """

    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    newsroom = models.ForeignKey(Newsroom, models.PROTECT, related_name="accounts")
    network = models.CharField(max_length=20)
    handle = models.CharField(max_length=64)
    name = models.CharField(max_length=120, blank=True)
    remote_user_id = models.CharField(max_length=128)
    base_url = models.CharField(max_length=200)
    page_url = models.CharField(max_length=300, blank=True)
    sealed = models.TextField(blank=True)
    install_id = models.CharField(max_length=64)
    gap = models.FloatField(default=5.0)
    wake_at = models.DateTimeField(null=True, blank=True)
    budget_left = models.IntegerField(null=True, blank=True)
    budget_resets_at = models.DateTimeField(null=True, blank=True)
    rehearsal = models.BooleanField(default=False)
    connected_at = models.DateTimeField(auto_now_add=True)
    ended_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        app_label = "thread"
        constraints = [
            models.UniqueConstraint(
                fields=["newsroom", "network", "base_url", "remote_user_id"], name="one_account"
            )
        ]

    def __str__(self) -> str:
        return f"@{self.handle} on {self.network.title()}"

    @property
    def where(self) -> str:
        """Where followers find its posts, in words."""
        return "the practice network" if self.rehearsal else self.network.title()
