"""Palettes are seven colours each, dark to light, with a name people can find."""

import re

import pytest

from onecrew.animation.palette import colours, palette_names


def luma(colour: str) -> float:
    r, g, b = (int(colour[n : n + 2], 16) for n in (1, 3, 5))
    return 0.2126 * r + 0.7152 * g + 0.0722 * b


@pytest.mark.parametrize("name", palette_names())
def test_a_palette_goes_from_dark_to_paper_and_its_accent_stands_out(name):
    palette = colours(name)
    fields = [getattr(palette, field) for field in palette.__dataclass_fields__]
    assert len(fields) == len(set(fields)) == 7
    assert all(re.fullmatch("#[0-9a-f]{6}", colour) for colour in fields)
    levels = [luma(c) for c in (palette.dark, palette.background, palette.light, palette.paper)]
    assert levels == sorted(levels)
    r, g, b = (int(palette.accent[n : n + 2], 16) for n in (1, 3, 5))
    assert max(r, g, b) - min(r, g, b) > 90


def test_there_are_at_least_six_palettes():
    assert {"dusk", "noon", "neon", "rose", "jade", "mono"} <= set(palette_names())


def test_an_unknown_palette_names_those_there_are():
    with pytest.raises(ValueError, match="dusk, noon"):
        colours("dsuk")
