"""What holds for the whole thread: its numbers, and who may reply. Pure."""

from __future__ import annotations

from publisher.review.shape.errors import NoSuchChoice
from publisher.review.shape.opened_content import Content
from publisher.split import STYLES

#: Who may reply, as every network's client knows it, and as an editor reads it.
REPLIES = {
    "everyone": "Everyone",
    "following": "Accounts this one follows",
    "mentioned": "Only who is named",
}


def number_as(content: Content, numbering: str) -> Content:
    """Other numbers, or none. Raises NoSuchChoice."""
    if numbering not in STYLES:
        raise NoSuchChoice(numbering)
    return content | {"numbering": numbering}


def reply_as(content: Content, replies: str) -> Content:
    """Other people may reply. Raises NoSuchChoice."""
    if replies not in REPLIES:
        raise NoSuchChoice(replies)
    return content | {"replies": replies}
