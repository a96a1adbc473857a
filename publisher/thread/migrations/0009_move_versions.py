"""A move that came with a version named the one before it: the history said “saved version 1” of the second."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.db.models import F, Q

_TAKEN_BACK = ("sent_back", "approved", "scheduled", "missed")
_SAVED = (
    Q(before="drafting", after="in_review")
    | (Q(before__in=_TAKEN_BACK, after="in_review", who__isnull=False) & ~Q(why="another time"))
    | Q(before="sending", after="needs_editor", who__isnull=False, why__endswith="needs a new approval.")
)


def name_what_was_saved(apps: Any, _schema: Any) -> None:
    moves = apps.get_model("thread", "Move")
    moves.objects.filter(_SAVED, subject="thread", rev__isnull=False).update(rev=F("rev") + 1)


def name_what_was_before(apps: Any, _schema: Any) -> None:
    moves = apps.get_model("thread", "Move")
    moves.objects.filter(_SAVED, subject="thread", rev__gt=0).update(rev=F("rev") - 1)


class Migration(migrations.Migration):
    dependencies = [("thread", "0008_tickets")]

    operations = [migrations.RunPython(name_what_was_saved, name_what_was_before)]
