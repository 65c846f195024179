"""One palette per show. In: a palette's name. Out: its seven colours. Never: drawing, moods (see ``grade``).

Sets, cards and inserts draw with these colours alone; skin, hair and clothes belong to the cast.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Palette:
    """Seven colours, each ``#rrggbb``.

    ``background``: walls and depth, below the brightness of skin. ``mid``: furniture and large objects. ``light``: what the key
    light falls on, windows, text on dark. ``dark``: lines, shadows, the ground of cards. ``accent``: the one colour that calls the
    eye (a lamp, a sign, a name). ``accent2``: its quiet partner (a plant, a cushion). ``paper``: letters, screens, menus.
    """

    background: str
    mid: str
    light: str
    dark: str
    accent: str
    accent2: str
    paper: str


PALETTES: tuple[tuple[str, Palette], ...] = (
    ("dusk", Palette("#58506e", "#7d6a80", "#e9c9a8", "#231f33", "#e8925c", "#6f93a6", "#f4e9d8")),
    ("noon", Palette("#8fa3a6", "#a98d6e", "#f6ead2", "#2f3a40", "#e0693f", "#5f8f74", "#fbf6ea")),
    ("neon", Palette("#2c2a4f", "#494277", "#b9d4f2", "#120f26", "#ff4f9a", "#35d0d4", "#e8ecfa")),
    ("rose", Palette("#86636e", "#a97f82", "#f6dcd2", "#3a2430", "#d84f6a", "#8c9c7a", "#fbf0ea")),
    ("jade", Palette("#4f6b66", "#84795f", "#e6e2c4", "#1c2b2c", "#c8503f", "#79a98c", "#f5efdc")),
    ("mono", Palette("#62656b", "#83868c", "#dfe1e4", "#1f2125", "#d9b23c", "#9aa3ad", "#f2f2f0")),
    ("ink", Palette("#3c4a63", "#5d6b82", "#d5dfe9", "#141b2a", "#e2b04a", "#7f9fc0", "#f1eee4")),
    ("ember", Palette("#5e4138", "#86614b", "#f3d3a4", "#241613", "#ef6a36", "#a3905f", "#f8ebd6")),
)


def palette_names() -> tuple[str, ...]:
    """The names ``style.palette`` of a show may have."""
    return tuple(name for name, _ in PALETTES)


def colours(name: str) -> Palette:
    """The palette of this name.

    Raises:
        ValueError: no palette has this name; the message lists those that exist.
    """
    for known, palette in PALETTES:
        if known == name:
            return palette
    raise ValueError(f"there is no palette {name!r}; set style.palette in show.toml to one of: {', '.join(palette_names())}")
