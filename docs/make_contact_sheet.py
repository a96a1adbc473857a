"""Draw the cards' contact sheet: every kind, theme and script as a 360 px phone shows them.

`python docs/make_contact_sheet.py` writes docs/cards-contact-sheet.png; with `--full FOLDER` each
card is kept at its full size too.
"""

from __future__ import annotations

import argparse
import io
import json
from collections.abc import Iterator
from pathlib import Path

from PIL import Image

from cards import Card, MissingGlyph, Picture, Theme, draw, lay_out

HERE = Path(__file__).parent
PHONE, GAP, ACROSS = 360, 16, 4
GROUND = (148, 152, 158)


def gallery() -> Iterator[tuple[str, Card]]:
    """The named cards of docs/cards-gallery.json."""
    entries = json.loads((HERE / "cards-gallery.json").read_text(encoding="utf-8"))
    for entry in entries:
        yield entry.pop("name"), Card(**entry)


def pictures(theme: Theme) -> Iterator[tuple[str, Picture]]:
    """Every card of the gallery that the faces found here can set."""
    for name, card in gallery():
        try:
            parts = lay_out(card, theme)
        except MissingGlyph as error:
            print(f"{name} is left out: {error}")
            continue
        for part in parts:
            suffix = f"-{part.part[0]}" if part.part[1] > 1 else ""
            yield name + suffix, draw(part, theme)
    for aspect in ("1:1", "4:5"):
        name, card = list(gallery())[1]
        yield f"{name}-{aspect.replace(':', 'x')}", draw(card, theme.with_aspect(aspect))


def opened(picture: Picture) -> Image.Image:
    return Image.open(io.BytesIO(picture.png)).convert("RGB")


def phone_sized(picture: Picture) -> Image.Image:
    full = opened(picture)
    return full.resize((PHONE, round(full.height * PHONE / full.width)), Image.Resampling.LANCZOS)


def sheet(images: list[Image.Image]) -> Image.Image:
    """The images in rows, each row as high as its highest image."""
    rows = [images[at : at + ACROSS] for at in range(0, len(images), ACROSS)]
    heights = [max(image.height for image in row) + GAP for row in rows]
    whole = Image.new("RGB", (ACROSS * (PHONE + GAP) + GAP, sum(heights) + GAP), GROUND)
    top = GAP
    for row, height in zip(rows, heights, strict=True):
        for column, image in enumerate(row):
            whole.paste(image, (GAP + column * (PHONE + GAP), top))
        top += height
    return whole


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--full", type=Path, help="a folder for the cards at full size")
    full = parser.parse_args().full
    images = []
    for name in ("light", "dark"):
        theme = Theme.load(name).with_wordmark("Your paper")
        for label, picture in pictures(theme):
            images.append(phone_sized(picture))
            if full:
                full.mkdir(parents=True, exist_ok=True)
                (full / f"{label}.{name}.png").write_bytes(picture.png)
    whole = sheet(images).quantize(128)
    whole.save(HERE / "cards-contact-sheet.png", optimize=True)


if __name__ == "__main__":
    main()
