"""Colours: reading them, how far apart they are, and the steps between them."""

from __future__ import annotations

import re

from cards.errors import ThemeError

RGB = tuple[int, int, int]


def parse_colour(text: str) -> RGB:
    """`#RRGGBB` as three bytes."""
    if not re.fullmatch(r"#[0-9A-Fa-f]{6}", text):
        raise ThemeError(f"“{text}” is no colour; write it as #RRGGBB.")
    return (int(text[1:3], 16), int(text[3:5], 16), int(text[5:7], 16))


def relative_luminance(colour: RGB) -> float:
    """Relative luminance, 0 to 1 (WCAG 2.2)."""
    red, green, blue = (_linear(part / 255) for part in colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast_ratio(one: RGB, other: RGB) -> float:
    """Contrast ratio, 1 to 21 (WCAG 2.2)."""
    dark, light = sorted((relative_luminance(one), relative_luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def mix_colours(ground: RGB, ink: RGB, share: float) -> RGB:
    """`ground` with `share` (0 to 1) of `ink` over it, as browsers mix: in sRGB."""
    red, green, blue = (round(g + (i - g) * share) for g, i in zip(ground, ink, strict=True))
    return (red, green, blue)


def build_ramp(ground: RGB, ink: RGB, steps: int) -> list[RGB]:
    """`steps` colours from just above `ground` to `ink` itself."""
    return [mix_colours(ground, ink, step / steps) for step in range(1, steps + 1)]


def _linear(part: float) -> float:
    if part <= 0.04045:  # noqa: PLR2004 — the constants are sRGB's own
        return part / 12.92
    return float(((part + 0.055) / 1.055) ** 2.4)
