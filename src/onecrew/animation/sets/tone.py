"""Colours as 32-bit ARGB numbers, as Skia takes them. In: colours. Out: colours. Never: drawing.

``shade`` and ``tint`` move hue as painters do: shadows drift to blue-violet, lights to warm yellow.
"""

from __future__ import annotations

from typing import TypeAlias

Tone: TypeAlias = int
"""0xAARRGGBB."""


def tone(text: str, alpha: float = 1.0) -> Tone:
    """``#rrggbb`` as a Tone."""
    return (round(alpha * 255) << 24) | int(text[1:7], 16)


def parts(colour: Tone) -> tuple[float, float, float]:
    """Red, green and blue, each 0–1."""
    return ((colour >> 16) & 255) / 255, ((colour >> 8) & 255) / 255, (colour & 255) / 255


def from_parts(red: float, green: float, blue: float, alpha: float = 1.0) -> Tone:
    """A Tone of parts 0–1; parts out of range are clipped."""
    value = 0
    for part in (alpha, red, green, blue):
        value = (value << 8) | round(min(1.0, max(0.0, part)) * 255)
    return value


def hexadecimal(colour: Tone) -> str:
    """``#rrggbb``, alpha dropped."""
    return f"#{colour & 0xFFFFFF:06x}"


def fade(colour: Tone, alpha: float) -> Tone:
    """The colour with this opacity 0–1."""
    return (round(min(1.0, max(0.0, alpha)) * 255) << 24) | (colour & 0xFFFFFF)


def mix(one: Tone, other: Tone, amount: float) -> Tone:
    """From ``one`` (0) to ``other`` (1); alpha too."""
    alpha = ((one >> 24) * (1 - amount) + (other >> 24) * amount) / 255
    a, b = parts(one), parts(other)
    red, green, blue = (x + (y - x) * amount for x, y in zip(a, b, strict=True))
    return from_parts(red, green, blue, alpha)


def luma(colour: Tone) -> float:
    """Brightness 0–1 (Rec. 709 weights on the coded values)."""
    red, green, blue = parts(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def saturate(colour: Tone, amount: float) -> Tone:
    """Colourfulness times ``amount``: 0 grey, 1 unchanged."""
    grey = luma(colour)
    red, green, blue = (grey + (part - grey) * amount for part in parts(colour))
    return from_parts(red, green, blue, (colour >> 24) / 255)


def shade(colour: Tone, amount: float) -> Tone:
    """Darker by ``amount`` 0–1, towards a blue-violet dark."""
    return mix(colour, fade(0xFF14122A, (colour >> 24) / 255), amount)


def tint(colour: Tone, amount: float) -> Tone:
    """Lighter by ``amount`` 0–1, towards a warm white."""
    return mix(colour, fade(0xFFFFF4DE, (colour >> 24) / 255), amount)


def multiply(one: Tone, other: Tone) -> Tone:
    """Both colours as light through two filters."""
    red, green, blue = (x * y for x, y in zip(parts(one), parts(other), strict=True))
    return from_parts(red, green, blue, (one >> 24) / 255)
