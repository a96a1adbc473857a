"""The same card, drawn by others: heading, 40 words at 48 px, footer, a bar on the left."""

from __future__ import annotations

import io
from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw, ImageFont

from cards.fonts import locate_font

HEADING, FOOTER = "The backstory", "Your paper  Source: agency"


def plain_pillow(text: str) -> bytes:
    """As it is usually written: fonts per process, greedy wrap by measuring, RGB, default save."""
    image = Image.new("RGB", (1200, 675), "#F2F3F1")
    pen = ImageDraw.Draw(image)
    pen.rectangle((72, 0, 83, 674), fill="#C42B12")
    pen.text((144, 72), HEADING, font=pillow_font(44), fill="#C42B12")
    pen.text((144, 556), FOOTER, font=pillow_font(40), fill="#4A5058")
    for size in (60, 56, 52, 48, 44):
        lines = pillow_lines(pen, text, size)
        if len(lines) * size * 1.25 <= 380:
            break
    pen.multiline_text((144, 150), "\n".join(lines), font=pillow_font(size), fill="#11151B")
    return saved(image)


def pillow_lines(pen: ImageDraw.ImageDraw, text: str, size: int) -> list[str]:
    lines, font = [""], pillow_font(size)
    for word in text.split():
        longer = f"{lines[-1]} {word}".strip()
        if pen.textlength(longer, font=font) <= 984:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines


FONTS: dict[int, ImageFont.FreeTypeFont] = {}


def pillow_font(size: int) -> ImageFont.FreeTypeFont:
    if size not in FONTS:
        FONTS[size] = ImageFont.truetype(inter(), size)
    return FONTS[size]


def inter() -> str:
    file = locate_font("Inter", 450)
    assert file is not None  # it is a dependency
    return file.path


def saved(image: Image.Image) -> bytes:
    out = io.BytesIO()
    image.save(out, "PNG")
    return out.getvalue()


def skia_paragraph() -> Callable[[str], bytes]:
    """skia-python's textlayout with Skia's own PNG encoder."""
    skia = import_module("skia")
    provider = skia.textlayout.TypefaceFontProvider()
    provider.registerTypeface(skia.Typeface.MakeFromFile(inter()), "Inter")
    known = skia.textlayout.FontCollection()
    known.setDefaultFontManager(provider)
    unicode = skia.Unicodes.ICU.Make()

    def laid(text: str, size: int) -> Any:
        style, whole = skia.textlayout.TextStyle(), skia.textlayout.ParagraphStyle()
        style.setFontFamilies(["Inter"])
        style.setFontSize(size)
        style.setColor(skia.ColorBLACK)
        whole.setTextStyle(style)
        builder = skia.textlayout.ParagraphBuilder.make(whole, known, unicode)
        builder.addText(text)
        paragraph = builder.Build()
        paragraph.layout(984)
        return paragraph

    def render(text: str) -> bytes:
        surface = skia.Surface.MakeRasterN32Premul(1200, 675)
        canvas = surface.getCanvas()
        canvas.clear(0xFFF2F3F1)
        canvas.drawRect(skia.Rect(72, 0, 84, 675), skia.Paint(Color=0xFFC42B12))
        for words, size, top in ((HEADING, 44, 72), (text, 48, 150), (FOOTER, 40, 556)):
            laid(words, size).paint(canvas, 144, top)
        return bytes(surface.makeImageSnapshot().encodeToData(skia.kPNG, 100))

    return render


def takumi() -> Callable[[str], bytes]:
    """Takumi's engine, by its Python binding."""
    renderer = import_module("pytakumi").Renderer()
    renderer.register_font(Path(inter()).read_bytes(), name="Inter")

    def line(text: str, size: int) -> dict[str, object]:
        return {"type": "text", "text": text, "style": {"fontSize": size, "fontFamily": "Inter"}}

    def render(text: str) -> bytes:
        style = {
            "width": 1200,
            "height": 675,
            "padding": 72,
            "display": "flex",
            "flexDirection": "column",
            "justifyContent": "space-between",
            "backgroundColor": "#F2F3F1",
        }
        lines = [line(HEADING, 44), line(text, 48), line(FOOTER, 40)]
        node = {"type": "container", "style": style, "children": lines}
        return bytes(renderer.render(node, width=1200, height=675, format="png"))

    return render


PEERS = {"pytakumi": takumi, "skia-python": skia_paragraph}
