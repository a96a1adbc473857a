"""Any two versions of a thread, one beside the other."""

from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from publisher.review.compare import list_changes
from publisher.thread.models import Revision
from publisher.web.here import thread_of
from publisher.web.seat import DeskRequest, at_desk


@at_desk()
@require_safe
def compare_versions(request: DeskRequest, name: str) -> HttpResponse:
    """What changed from one version to another: the newest and the one before, unless asked."""
    thread = thread_of(request.seat, name)
    listed = thread.revisions.select_related("made_by").defer("content", "seal").order_by("-rev")
    rows = list(listed)
    if not rows:
        raise Http404("It has no version yet.")
    new = _asked(rows, request.GET.get("to", ""), rows[0])
    old = _asked(rows, request.GET.get("from", ""), _before(rows, new))
    page = {
        "part": "queue",
        "thread": thread,
        "rows": rows,
        "old": old,
        "new": new,
        "ends": [("from", old, "From"), ("to", new, "To")],
        "changes": list_changes(old.content, new.content, whole=True),
    }
    return render(request, "review/compare.html", page)


def _asked(rows: list[Revision], typed: str, otherwise: Revision) -> Revision:
    return next((row for row in rows if str(row.rev) == typed), otherwise)


def _before(rows: list[Revision], new: Revision) -> Revision:
    return next((row for row in rows if row.rev < new.rev), new)
