"""What the left side of a thread says of the source."""

from __future__ import annotations

import pytest

from publisher.review.shape.opened_content import open_content
from publisher.review.source_panel import list_source_lines
from publisher.split.splitting import WITHOUT_PHOTO
from tests import builders


@pytest.mark.parametrize(
    ("photo", "said"),
    [
        (False, WITHOUT_PHOTO),
        (True, "caption and credit: the photo on the first card carries its own"),
    ],
)
def test_a_caption_stays_without_its_photo_only_where_there_is_none(photo, said):
    content = builders.content("The ferry is late", cards=False)
    caption = {"text": "The quay", "part": "caption", "posts": [], "left_out": WITHOUT_PHOTO}
    content["ledger"].append(caption)
    assert list_source_lines(open_content(content), photo=photo)[-1].left_out == said
