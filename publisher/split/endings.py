"""What may follow the telling in the last post: the sign-off, and the link to the source, once."""

from __future__ import annotations

from publisher.explainer.model import Passage
from publisher.networks.limits import Limits
from publisher.split.compose import Sketch

_BLANK_LINE = "\n\n"


def add_ending(
    sketches: list[Sketch], link: str, sign_off: Passage | None, limits: Limits, room: int
) -> bool:
    """Add both to the last post where they fit; the link else takes a post, the sign-off never.

    Gives whether the sign-off was set.
    """
    link = "" if any(link in sketch.body for sketch in sketches) else link
    last = sketches[-1]
    said = sign_off is not None and _fits(last, sign_off.text, link, limits, room)
    if sign_off is not None and said:
        last.say(_BLANK_LINE)
        last.set(sign_off)
    if link and _fits(last, link, "", limits, room):
        last.say(_BLANK_LINE + link)
    elif link:
        sketches.append(Sketch(body=link))
    return said


def _fits(last: Sketch, words: str, more: str, limits: Limits, room: int) -> bool:
    text = _BLANK_LINE.join(part for part in (last.body, words, more) if part)
    return limits.measure(text) <= room
