"""Windows: frames, glass, curtains, blinds, and the light they let in. In: a hole in a wall. Out: paint. Never: the view."""

from __future__ import annotations

import itertools
import random

from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.room import Hole
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.space import at, plane, quad
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint


def window(
    brush: Brush,
    z: float,
    hole: Hole,
    frame: Tone,
    *,
    columns: int = 2,
    rows: int = 2,
    sill: bool = True,
    bar: float = 4.0,
    scheme: Scheme | None = None,
) -> None:
    """Frame, bars, sill and reflections around a hole cut before; painted on the wall's layer."""
    left, bottom, right, top = hole
    with plane(brush, z):
        for grow, amount in ((9.0, 0.0), (5.0, 0.12)):
            brush.frame(left - grow, -top - grow, right + grow, -bottom + grow, shade(frame, 0.16 - amount), 10.0 - grow * 0.4)
        brush.frame(left - 2, -top - 2, right + 2, -bottom + 2, frame, bar + 2)
        for i in range(1, columns):
            x = left + (right - left) * i / columns
            brush.box(
                x - bar / 2, -top, x + bar / 2, -bottom, across(x - bar / 2, x + bar / 2, tint(frame, 0.2), shade(frame, 0.2))
            )
        for i in range(1, rows):
            y = -bottom - (top - bottom) * (1 - i / rows) if rows > 1 else 0
            brush.box(left, y - bar / 2, right, y + bar / 2, down(y - bar / 2, y + bar / 2, tint(frame, 0.15), shade(frame, 0.25)))
        glass = 0x16FFFFFF if scheme is None or not scheme.night else 0x0CBFD0FF
        span = right - left
        with brush.within(left, -top, right, -bottom):
            for shift, wide in ((0.1, 0.16), (0.34, 0.06), (0.62, 0.22)):
                x = left + span * shift
                brush.poly(
                    [(x + 26, -top), (x + 26 + span * wide, -top), (x + span * wide - 14, -bottom), (x - 14, -bottom)], glass
                )
            if scheme is not None and scheme.night:
                warm = fade(scheme.lamp, 0.1)
                brush.soft((left + right) / 2, -top + 20, span * 0.6, 60, warm, 0.12)
        if sill:
            brush.box(
                left - 12, -bottom, right + 12, -bottom + 5, down(-bottom, -bottom + 5, tint(frame, 0.35), shade(frame, 0.12))
            )
            brush.box(left - 10, -bottom + 5, right + 10, -bottom + 13, down(-bottom + 5, -bottom + 13, 0x660B0A18, 0x000B0A18))


def curtains(
    brush: Brush,
    z: float,
    hole: Hole,
    cloth: Tone,
    chance: random.Random,
    *,
    drop: float = 6.0,
    wide: float = 26.0,
    sheer: bool = False,
    rail: float = 14.0,
) -> None:
    """Two curtains at the sides of a window, hanging from a rail to ``drop`` above the floor, each in folds."""
    left, _, right, top = hole
    with plane(brush, z - 6):
        if sheer:
            for x0, x1 in ((left, left + (right - left) * 0.34), (right - (right - left) * 0.34, right)):
                brush.box(x0, -top - rail, x1, -drop, 0x30FFFFFF)
                for i in range(6):
                    x = x0 + (i + 0.5) * (x1 - x0) / 6
                    brush.box(x - 1.5, -top - rail, x + 1.5, -drop, across(x - 1.5, x + 1.5, 0x00FFFFFF, 0x40FFFFFF, 0x00FFFFFF))
        for side in (-1, 1):
            edge = left if side < 0 else right
            outer, inner = edge + side * wide * 0.75, edge - side * wide * 0.35
            _folds(brush, min(outer, inner), max(outer, inner), -top - rail, -drop, cloth, chance)
        brush.line([(left - wide, -top - rail), (right + wide, -top - rail)], shade(cloth, 0.6), 2.4)
        for x in (left - wide, right + wide):
            brush.oval(x, -top - rail, 3, 3, shade(cloth, 0.45))


def _folds(brush: Brush, left: float, right: float, top: float, bottom: float, cloth: Tone, chance: random.Random) -> None:
    brush.box(left + 2, top + 4, right + 5, bottom + 2, 0x400B0A18, blur=4)
    count = max(3, round((right - left) / 7))
    step = (right - left) / count
    for i in range(count):
        x0, x1 = left + i * step, left + (i + 1) * step
        lean = chance.uniform(-1.6, 1.6)
        own = mix(cloth, shade(cloth, 0.3), chance.uniform(0, 0.4))
        fill = across(x0, x1, shade(own, 0.34), tint(own, 0.13), shade(own, 0.06), shade(own, 0.4))
        brush.poly([(x0, top), (x1 + 0.6, top), (x1 + lean + 0.8, bottom), (x0 + lean, bottom)], fill)
    brush.box(left, top, right, top + 10, down(top, top + 10, 0x59080814, 0x00080814))


def blinds(brush: Brush, z: float, hole: Hole, slat: Tone, *, closed: float = 0.5, lowered: float = 1.0) -> None:
    """A Venetian blind in a window: ``closed`` 0 edge-on … 1 shut, ``lowered`` 0–1 of the window."""
    left, bottom, right, top = hole
    high = (top - bottom) * lowered
    pitch = 5.2
    with plane(brush, z + 2):
        y = -top
        while y < -top + high:
            thick = 0.8 + (pitch - 0.8) * closed
            brush.box(left, y, right, y + thick, down(y, y + thick, tint(slat, 0.28), shade(slat, 0.2)))
            y += pitch
        brush.box(left, -top - 1, right, -top + 5, slat)
        brush.box(left, -top + high, right, -top + high + 3, tint(slat, 0.1))
        for share in (0.2, 0.8):
            x = left + (right - left) * share
            brush.line([(x, -top), (x, -top + high)], fade(shade(slat, 0.5), 0.6), 0.7)


def window_light(
    brush: Brush,
    scheme: Scheme,
    z: float,
    hole: Hole,
    *,
    strength: float = 1.0,
    reach: float = 170.0,
    columns: int = 2,
    rows: int = 2,
) -> None:
    """Light a window gives, to be added: a wash around it, and panes of sun on the floor when the sun shines."""
    left, bottom, right, top = hole
    power = strength * scheme.outside
    colour = scheme.window
    cx, cy = at((left + right) / 2, (bottom + top) / 2, z)
    wide = (right - left) * 0.5 + 120
    brush.soft(cx, cy, wide, wide * 1.05, colour, 0.42 * power)
    foot = at((left + right) / 2, 0, z)[1]
    brush.soft(cx, foot + 34, wide * 0.85, 70, colour, 0.3 * power)
    if scheme.place.weather != "clear" or scheme.place.time == "night":
        return
    lean = -scheme.side * 60
    for column, row in itertools.product(range(columns), range(rows)):
        x0 = left + (right - left) * (column + 0.08) / columns
        x1 = left + (right - left) * (column + 0.92) / columns
        near = z - 24 - reach * (row + 0.92) / rows
        far = z - 24 - reach * (row + 0.08) / rows
        skew0, skew1 = lean * (z - near) / reach, lean * (z - far) / reach
        quad(
            brush,
            [(x0 + skew0, 0, near), (x1 + skew0, 0, near), (x1 + skew1, 0, far), (x0 + skew1, 0, far)],
            fade(colour, 0.42 * power),
            1.3,
        )


def sun_on_wall(
    brush: Brush,
    scheme: Scheme,
    z: float,
    *,
    x: float,
    h: float,
    wide: float = 80.0,
    high: float = 110.0,
    panes: int = 2,
    strength: float = 0.4,
) -> None:
    """A slanted patch of window light on a wall, to be added; its middle at (x, h)."""
    power = strength * (scheme.outside if scheme.place.weather == "clear" else 0.0)
    if scheme.place.time == "night":
        power = 0.13 * strength / 0.4
    if power <= 0.01:
        return
    lean = scheme.side * high * 0.32
    with plane(brush, z):
        for i in range(panes):
            for j in range(2):
                x0 = x - wide / 2 + wide * (i + 0.06) / panes
                x1 = x - wide / 2 + wide * (i + 0.94) / panes
                y0, y1 = -h - high / 2 + high * (j + 0.05) / 2, -h - high / 2 + high * (j + 0.95) / 2
                s0, s1 = lean * (y0 + h) / high, lean * (y1 + h) / high
                points = [(x0 + s0, y0), (x1 + s0, y0), (x1 + s1, y1), (x0 + s1, y1)]
                brush.poly(points, slant(points[0], points[2], fade(scheme.window, power * 0.75), fade(scheme.window, power)), 2.0)


def shafts(brush: Brush, scheme: Scheme, z: float, hole: Hole, *, strength: float = 0.13) -> None:
    """Visible beams in the air from a window down into the room, to be screened; only in clear day and dusk."""
    if scheme.place.weather != "clear" or scheme.place.time == "night":
        return
    left, _, right, top = hole
    lean = -scheme.side * 130
    for i in range(2):
        x0 = left + (right - left) * (i + 0.06) / 2
        x1 = left + (right - left) * (i + 0.94) / 2
        a, b = at(x0, top, z), at(x1, top, z)
        c, d = at(x1 + lean, 0, z - 150), at(x0 + lean, 0, z - 150)
        brush.poly([a, b, c, d], slant(a, d, fade(scheme.window, strength * scheme.outside), fade(scheme.window, 0)), 4.0)
