"""Words in runs as HTML. A page has a hundred of them, so no template is rendered for each."""

from __future__ import annotations

from collections.abc import Iterable

from django.template import Library
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from publisher.review.text_runs import TextRun

register = Library()
_SAID = '<span class="unseen"> [{}: </span>', '<span class="unseen">] </span>'
_PUT_IN, _TAKEN_OUT = _SAID[0].format("put in"), _SAID[0].format("taken out")
#: What stands around the words of each kind.
_AROUND: dict[str, tuple[str, str]] = {
    "": ("", ""),
    "mark": ("<mark>", "</mark>"),
    "link": ('<span class="link">', "</span>"),
    "mark link": ('<mark class="link">', "</mark>"),
    "gone": ('<s class="gone">', "</s>"),
    "ins": (f"<ins>{_PUT_IN}", f"{_SAID[1]}</ins>"),
    "del": (f"<del>{_TAKEN_OUT}", f"{_SAID[1]}</del>"),
}


@register.filter
def in_runs(pieces: Iterable[TextRun]) -> SafeString:
    """The words, each run in the element of its kind."""
    return mark_safe("".join(map(_drawn, pieces)))  # noqa: S308 - the words are escaped below


def _drawn(piece: TextRun) -> str:
    before, after = _AROUND[piece.kind]
    return f"{before}{escape(piece.words)}{after}"
