"""What Mastodon allows: each instance its own, told in the answer of `/api/v2/instance`."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import partial

from publisher.networks import graphemes, links
from publisher.networks.limits import Limits

#: What upstream Mastodon takes where an instance does not say otherwise.
CHARACTERS = 500
LINK = 23

_REMOTE = re.compile(r"(?<![\w/@])(@\w+)@[\w.-]+\w")


def measure_length(text: str, link: int = LINK) -> int:
    """Give the length in graphemes, with links at `link` and other servers' names by their front."""
    told = _REMOTE.sub(r"\1", text)
    return graphemes.count_graphemes(told) + sum(
        _change(told, found, link) for found in links.find_links(told)
    )


def _change(text: str, found: links.FoundLink, link: int) -> int:
    if found.bare:
        return 0
    raw = graphemes.count_graphemes(text[found.start : found.end])
    return link - raw if found.sure else max(0, link - raw)


MASTODON = Limits(
    name="mastodon",
    title="Mastodon",
    limit=CHARACTERS,
    measure=measure_length,
    numbering="n/N behind",
    pictures=4,
    picture_bytes=16_777_216,
    alt=1500,
)


def of_instance(answer: Mapping[str, object]) -> Limits:
    """Give the limits of one instance from the JSON of its `/api/v2/instance`; gaps take upstream's."""
    told = _under(answer, "configuration")
    statuses, media = _under(told, "statuses"), _under(told, "media_attachments")
    link = _number(statuses, "characters_reserved_per_url", LINK)
    return replace(
        MASTODON,
        limit=_number(statuses, "max_characters", CHARACTERS),
        measure=partial(measure_length, link=link),
        pictures=_number(statuses, "max_media_attachments", MASTODON.pictures),
        picture_bytes=_number(media, "image_size_limit", MASTODON.picture_bytes),
        alt=_number(media, "description_limit", MASTODON.alt),
    )


def _under(answer: Mapping[str, object], key: str) -> Mapping[str, object]:
    value = answer.get(key)
    return value if isinstance(value, Mapping) else {}


def _number(answer: Mapping[str, object], key: str, otherwise: int) -> int:
    value = answer.get(key)
    return (
        value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else otherwise
    )
