"""A printed photograph on a table: people seen against a place, and what is written below. In: a Picture. Out: paint."""

from __future__ import annotations

import random
from functools import lru_cache

from onecrew.animation import lettering
from onecrew.animation.cel import Cel, Pixels, cel_of, surface_on
from onecrew.animation.inserts import surface
from onecrew.animation.picture import Picture
from onecrew.animation.puppet.shading import SKINS
from onecrew.animation.sets.brush import Brush, down, slant
from onecrew.animation.sets.plants import foliage
from onecrew.animation.sets.textures import grain
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint, tone


def draw(frame: Pixels, picture: Picture, seconds: float) -> None:
    """The photograph lies slightly turned under a light that wanders; the camera comes nearer."""
    surface.push_in(frame, _print(picture), picture, seconds, by=0.03)
    surface.drift(frame, surface.scheme_of(picture), seconds)


@lru_cache(maxsize=4)
def _print(picture: Picture) -> Cel:
    width, height = picture.format.width, picture.format.height
    shot = picture.shot
    pixels = surface.table(shot.place, picture.palette, picture.seed, shot.mood, width, height).copy()
    canvas = surface_on(pixels).getCanvas()
    brush = Brush(canvas)
    scheme = surface.scheme_of(picture)
    canvas.translate(width * 0.475, height * 0.44)
    canvas.rotate(-2.2)
    half, top, low = width * 0.375, -height * 0.265, height * 0.315
    paper = mix(0xFFF6F0E2, scheme.ambient, 0.14 if not scheme.night else 0.3)
    brush.box(
        -half + width * 0.02, top + height * 0.018, half + width * 0.035, low + height * 0.022, 0xAA060410, 3, blur=width * 0.026
    )
    brush.box(-half, top, half, low, slant((-half, top), (half, low), tint(paper, 0.2), shade(paper, 0.14)), width * 0.006)
    margin = width * 0.034
    inner = (-half + margin, top + margin, half - margin, low - height * 0.1)
    with brush.within(*inner):
        _scene(brush, picture, inner)
        grain(brush, inner[0], inner[1], inner[2], inner[3], 0.4, width / 500)
        brush.box(*inner, slant((inner[0], inner[1]), (inner[2], inner[3]), 0x30FFE9B8, 0x10FFE0A0, 0x38502838))
        brush.poly(
            [(inner[0], inner[1]), (inner[0] + half * 0.9, inner[1]), (inner[0] + half * 0.2, inner[3]), (inner[0], inner[3])],
            0x14FFFFFF,
        )
    brush.frame(*inner, 0x40302018, 2)
    text = picture.text.strip()
    if text:
        made = lettering.fit(
            text,
            picture.language,
            (half - margin) * 1.9,
            height * 0.082,
            width * 0.05,
            width * 0.024,
            surface.ink(picture),
            align="centre",
            leading=1.25,
        )
        made.draw(canvas, -made.box / 2, low - height * 0.05 - made.height / 2)
    return cel_of(pixels)


def _scene(brush: Brush, picture: Picture, area: tuple[float, float, float, float]) -> None:
    """Faded summer: hills, a tree, and one to three people from behind the years."""
    left, top, right, low = area
    wide, high = right - left, low - top
    chance = random.Random(f"photo/{picture.seed}/{picture.text}")
    scheme = surface.scheme_of(picture)
    brush.box(left, top, right, low, down(top, low, 0xFFA9B7B0, 0xFFE9D9B4, 0xFFF2DDB0))
    brush.soft(left + wide * 0.74, top + high * 0.22, wide * 0.4, wide * 0.4, 0xFFFFF4D2, 0.9)
    for level, colour in ((0.5, 0xFF9DAA94), (0.6, 0xFF87977A), (0.7, 0xFF77855E)):
        points = [(left - wide * 0.2, low + high * 0.2)]
        points += [(left + wide * i / 5, top + high * (level + chance.uniform(-0.05, 0.05))) for i in range(6)]
        brush.smooth([*points, (right + wide * 0.2, low + high * 0.2)], colour)
    brush.box(left + wide * 0.13, top + high * 0.3, left + wide * 0.165, top + high * 0.86, 0xFF6A5238)
    foliage(
        brush,
        left + wide * 0.15,
        top + high * 0.24,
        wide * 0.25,
        high * 0.2,
        (0xFF5F6B42, 0xFF77844F, 0xFF97A066),
        chance,
        count=260,
        size=wide * 0.034,
        light=1,
    )
    count = min(3, max(1, len(picture.actors))) if picture.actors else 2
    for i in range(count):
        x = left + wide * (0.5 + (i - (count - 1) / 2) * 0.23 + 0.06)
        _figure(brush, picture, i, x, low + high * 0.05, high * (0.62 if i != 1 else 0.57), chance, scheme.accent)


def _figure(
    brush: Brush, picture: Picture, index: int, x: float, foot: float, tall: float, chance: random.Random, accent: Tone
) -> None:
    if index < len(picture.actors):
        look = picture.actors[index].look
        coat, hair, skin = tone(look.outfit_colour), tone(look.hair_colour), tone(SKINS[look.skin])
        long_hair = look.hair in ("long", "waves", "braids", "ponytail", "bob")
    else:
        coat, hair, skin, long_hair = mix(accent, 0xFF8A8070, chance.random() * 0.6), 0xFF3A2A22, 0xFFD9AC8C, chance.random() < 0.5
    old = 0xFFE2C796
    coat, hair, skin = mix(coat, old, 0.22), mix(hair, old, 0.14), mix(skin, old, 0.16)
    head = tall * 0.088
    top = foot - tall
    brush.soft(x + tall * 0.03, foot - tall * 0.05, tall * 0.3, tall * 0.05, 0xFF2A2418, 0.5)
    shoulders = tall * 0.155
    brush.smooth(
        [
            (x - shoulders, foot),
            (x - shoulders * 1.12, top + tall * 0.32),
            (x - head * 0.7, top + tall * 0.215),
            (x + head * 0.7, top + tall * 0.215),
            (x + shoulders * 1.12, top + tall * 0.32),
            (x + shoulders, foot),
        ],
        slant((x + shoulders, top), (x - shoulders, foot), tint(coat, 0.22), shade(coat, 0.25)),
    )
    if long_hair:
        brush.smooth(
            [
                (x - head * 1.15, top + tall * 0.28),
                (x - head * 1.2, top + head),
                (x, top - head * 0.3),
                (x + head * 1.2, top + head),
                (x + head * 1.15, top + tall * 0.28),
            ],
            shade(hair, 0.1),
        )
    brush.box(x - head * 0.36, top + head * 1.6, x + head * 0.36, top + tall * 0.235, shade(skin, 0.16))
    brush.oval(
        x,
        top + head * 1.12,
        head * 0.86,
        head * 1.06,
        slant((x + head, top), (x - head, top + 2 * head), tint(skin, 0.16), shade(skin, 0.12)),
    )
    brush.smooth(
        [
            (x - head * 0.98, top + head * 1.1),
            (x - head * 0.9, top + head * 0.1),
            (x, top - head * 0.22),
            (x + head * 0.9, top + head * 0.1),
            (x + head * 0.98, top + head * 1.1),
            (x + head * 0.6, top + head * 0.55),
            (x - head * 0.3, top + head * 0.5),
        ],
        hair,
    )
    for s in (-1, 1):
        brush.curve(
            [
                (x + s * head * 0.5, top + head * 1.12),
                (x + s * head * 0.34, top + head * 1.04),
                (x + s * head * 0.18, top + head * 1.12),
            ],
            0xFF3A2A22,
            head * 0.08,
        )
    brush.curve(
        [(x - head * 0.3, top + head * 1.58), (x, top + head * 1.76), (x + head * 0.3, top + head * 1.58)],
        fade(0xFF9A4A40, 0.9),
        head * 0.09,
    )
