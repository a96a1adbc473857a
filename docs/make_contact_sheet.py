"""Draw the cards' contact sheet: every kind, theme and script as a 360 px phone shows them.

Wide cards come first, theme by theme, then the taller aspects of both themes side by side.

`python docs/make_contact_sheet.py` writes docs/cards-contact-sheet.webp; with `--full FOLDER` each
card is kept at its full size too.
"""

from __future__ import annotations

import argparse
import io
import json
import math
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from PIL import Image, ImageDraw, ImageOps

from cards import Card, CardPicture, MissingGlyph, Theme, draw, lay_out

HERE = Path(__file__).parent
PHONE, GAP, ACROSS = 360, 16, 4
GROUND = (148, 152, 158)


def gallery() -> Iterator[tuple[str, Card]]:
    """The named cards of docs/cards-gallery.json."""
    entries = json.loads((HERE / "cards-gallery.json").read_text(encoding="utf-8"))
    for entry in entries:
        yield entry.pop("name"), Card(**entry)


def pictures(theme: Theme) -> Iterator[tuple[str, CardPicture]]:
    """Every wide card of the gallery that the faces found here can set."""
    for name, card in gallery():
        try:
            parts = lay_out(card, theme)
        except MissingGlyph as error:
            print(f"{name} is left out: {error}")
            continue
        for part in parts:
            suffix = f"-{part.part[0]}" if part.part[1] > 1 else ""
            yield name + suffix, draw(part, theme)


def tall(theme: Theme) -> Iterator[tuple[str, CardPicture]]:
    """A headline on a photo and a bullet in the other aspects."""
    headline = replace(one("headline"), credit="Photo: agency", photo=dusk())
    for aspect in ("1:1", "4:5"):
        for card in (headline, one("bullet")):
            yield f"{card.kind}-{aspect.replace(':', 'x')}", draw(card, theme.with_aspect(aspect))


def one(name: str) -> Card:
    return dict(gallery())[name]


def dusk() -> bytes:
    """A sky at dusk over hills, so that no stranger's photo is needed."""
    sky = Image.linear_gradient("L").resize((1200, 675))
    photo = ImageOps.colorize(sky, "#1d3557", "#f4a261", mid="#a26769")
    pen = ImageDraw.Draw(photo)
    for depth, colour in enumerate(("#5e548e", "#3d405b", "#22223b")):
        ridge = [
            (x, 470 + 60 * depth + 34 * math.sin(x / (90 + 40 * depth) + 2 * depth))
            for x in range(0, 1201, 8)
        ]
        pen.polygon([(0, 675), *ridge, (1200, 675)], fill=colour)
    out = io.BytesIO()
    photo.save(out, "JPEG", quality=92)
    return out.getvalue()


def opened(picture: CardPicture) -> Image.Image:
    return Image.open(io.BytesIO(picture.png)).convert("RGB")


def phone_sized(picture: CardPicture) -> Image.Image:
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
    themes = [Theme.load(name).with_wordmark("Your paper") for name in ("light", "dark")]
    made = [
        (theme, drawn) for kind in (pictures, tall) for theme in themes for drawn in kind(theme)
    ]
    for theme, (label, picture) in made if full else ():
        full.mkdir(parents=True, exist_ok=True)
        ending = "jpg" if picture.media_type == "image/jpeg" else "png"
        (full / f"{label}.{theme.name}.{ending}").write_bytes(picture.png)
    images = [phone_sized(picture) for _, (_, picture) in made]
    images.sort(key=lambda image: image.height)
    # As PNG the photos' many colours would make it three times as large.
    sheet(images).save(HERE / "cards-contact-sheet.webp", quality=90, method=6)


if __name__ == "__main__":
    main()
