"""What was received: an explainer's text, and pictures by the hash of their bytes."""

from __future__ import annotations

from django.db import models

from publisher.accounts.models import Newsroom, Person, public_id
from publisher.thread.models.search_field import WordsField


class Picture(models.Model):
    """Bytes named by their SHA-256, kept as long as the history that shows them."""

    sha256 = models.CharField(max_length=64, primary_key=True)
    content = models.BinaryField()
    media_type = models.CharField(max_length=40)
    width = models.PositiveIntegerField()
    height = models.PositiveIntegerField()
    made_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "thread"

    def __str__(self) -> str:
        return self.sha256[:12]


class Article(models.Model):
    """An explainer as received. Its text is never changed."""

    public_id = models.CharField(max_length=16, unique=True, default=public_id)
    newsroom = models.ForeignKey(Newsroom, models.PROTECT, related_name="articles")
    headline = models.CharField(max_length=500, blank=True)
    words = WordsField(of="headline")
    source = models.TextField()
    kind = models.CharField(max_length=12, default="auto")
    sha256 = models.CharField(max_length=64, db_index=True)
    link = models.URLField(max_length=2000, blank=True)
    published_on = models.DateField(null=True, blank=True)
    photo = models.ForeignKey(Picture, models.PROTECT, null=True, blank=True)
    photo_alt = models.CharField(max_length=1500, blank=True)
    photo_credit = models.CharField(max_length=300, blank=True)
    photo_rights = models.BooleanField(default=False)
    added_by = models.ForeignKey(Person, models.PROTECT, null=True, blank=True)
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        app_label = "thread"

    def __str__(self) -> str:
        return self.headline or "Untitled"
