"""Lamps as HTML. A queue draws hundreds of them, and there are but a few kinds."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from django.template import Library
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe

from publisher.web.lamps import Lamp

register = Library()


@register.filter
def lights(lamps: Iterable[Lamp]) -> SafeString:
    """An item of a list for each, which says where its post stands."""
    items = (_light(lamp.position, lamp.look, lamp.words) for lamp in lamps)
    return mark_safe("".join(items))  # noqa: S308 - each is escaped below


@lru_cache(maxsize=1000)
def _light(position: int, look: str, words: str) -> SafeString:
    shape = f"lamp {look}".rstrip()
    said = '<li class="{}"><span class="unseen">Post {} {}</span></li>'
    return format_html(said, shape, position, words)
