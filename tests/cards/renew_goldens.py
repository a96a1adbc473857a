"""Draw the golden pictures anew: look at each before you keep it."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path

from PIL import Image

from cards import Card, Theme, draw, lay_out
from cards.fonts import installed_fonts

ROOT = Path(__file__).parents[2]
IN_BOTH = {"headline", "bullet", "quotation", "closing"}
GOLDENS = Path(__file__).parent / "goldens"
FACES = (
    "NotoSansArabic-Regular.ttf",
    "NotoSansArabic-Bold.ttf",
    "NotoNaskhArabic-Bold.ttf",
    "NotoSansHebrew-Regular.ttf",
    "NotoSansHebrew-Bold.ttf",
    "NotoSansDevanagari-Regular.ttf",
    "NotoSansDevanagari-Bold.ttf",
    "NotoSansThai-Regular.ttf",
    "NotoSansThai-Bold.ttf",
    "NotoSansCJK-Regular.ttc",
    "NotoSansCJK-Bold.ttc",
    "NotoColorEmoji.ttf",
)


def main() -> None:
    GOLDENS.mkdir(exist_ok=True)
    for entry in json.loads((ROOT / "docs" / "cards-gallery.json").read_text(encoding="utf-8")):
        name = entry.pop("name")
        for look in ("light", "dark") if name in IN_BOTH else ("light",):
            theme = Theme.load(look).with_wordmark("Your paper")
            picture = draw(lay_out(Card(**entry), theme)[0], theme)
            # Only the pixels are compared, so the file may be as small as it gets.
            with Image.open(io.BytesIO(picture.png)) as image:
                image.save(GOLDENS / f"{name}.{look}.png", optimize=True)
    digests = {
        name: hashlib.sha256(Path(installed_fonts()[name]).read_bytes()).hexdigest()
        for name in FACES
    }
    (GOLDENS / "fonts.json").write_text(json.dumps(digests, indent=1) + "\n")


if __name__ == "__main__":
    main()
