"""Golden pictures, compared pixel by pixel.

They lie beside this file and are renewed by `python tests/cards/renew_goldens.py`, to be looked
at before they are kept. Those set in system typefaces hold for the very files named in
`fonts.json` and are skipped with others.
"""

from __future__ import annotations

import hashlib
import json
from functools import cache
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from cards import Card, Theme, draw, lay_out
from cards.fonts import installed_fonts

ROOT = Path(__file__).parents[2]
GOLDENS = Path(__file__).parent / "goldens"
GALLERY = json.loads((ROOT / "docs" / "cards-gallery.json").read_text(encoding="utf-8"))
CARDS = {entry.pop("name"): Card(**entry) for entry in GALLERY}
GOLDEN = sorted(GOLDENS.glob("*.png"))
FONTS = json.loads((GOLDENS / "fonts.json").read_text(encoding="utf-8"))
LATIN = {
    "headline",
    "bullet",
    "bullet-long",
    "bullet-parts",
    "quotation",
    "quotation-short",
    "closing",
    "russian",
    "greek",
    "vietnamese",
}


@cache
def has_the_same_fonts():
    return all(
        name in installed_fonts()
        and hashlib.sha256(Path(installed_fonts()[name]).read_bytes()).hexdigest() == digest
        for name, digest in FONTS.items()
    )


@pytest.mark.parametrize("golden", GOLDEN, ids=[path.stem for path in GOLDEN])
def test_a_card_looks_as_it_did(pixels, golden):
    name, theme = golden.stem.split(".")
    if name not in LATIN and not has_the_same_fonts():
        pytest.skip("other versions of the system's typefaces")
    look = Theme.load(theme).with_wordmark("Your paper")

    picture = pixels(draw(lay_out(CARDS[name], look)[0], look))

    with Image.open(golden) as image:
        assert ImageChops.difference(picture, image.convert("RGB")).getbbox() is None


def test_every_card_of_the_gallery_has_a_golden():
    assert {path.stem.split(".")[0] for path in GOLDEN} == set(CARDS)
