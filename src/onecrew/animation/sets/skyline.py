"""Towns far and near. In: a scheme. Out: paint standing on the horizon. Never: the street itself (see ``street``)."""

from __future__ import annotations

import random

from onecrew.animation.sets.brush import Brush, down
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tone

WINDOW_LIGHTS = ("#ffd9a0", "#ffe9c4", "#ffc27a", "#cfe2ff", "#ffe0b0")


def paint_skyline(
    brush: Brush,
    scheme: Scheme,
    name: str,
    *,
    base: float,
    low: float,
    high: float,
    haze: float,
    left: float = -420.0,
    right: float = 420.0,
    width: tuple[float, float] = (22.0, 52.0),
    bottom: float = 200.0,
) -> None:
    """A row of buildings from ``left`` to ``right`` with roofs ``low``–``high`` above ``base``.

    ``haze`` 0–1 draws them towards the sky's lower colour; windows are lit by the time of day.
    """
    chance = scheme.rng(name)
    x = left
    while x < right:
        wide = chance.uniform(*width)
        tall = chance.uniform(low, high) * (1.3 if chance.random() < 0.18 else 1.0)
        _building(brush, scheme, chance, x, base, wide, tall, haze, bottom)
        x += wide + (chance.uniform(2, 10) if chance.random() < 0.3 else 0.0)


def _building(
    brush: Brush, scheme: Scheme, chance: random.Random, x: float, base: float, wide: float, tall: float, haze: float, bottom: float
) -> None:
    natural = chance.choice(("#6e7684", "#7d7470", "#5f6c7d", "#86807c", "#6a6470"))
    time = scheme.place.time
    body = scheme.take(natural, 0.5)
    body = mix(body, tone("#39405f"), {"day": 0.12, "dusk": 0.5, "night": 0.72}[time])
    if time == "night":
        body = shade(body, 0.34)
    air = scheme.sky[2] if time != "night" else mix(scheme.sky[2], scheme.sky[1], 0.3)
    body = mix(body, air, haze)
    top = base - tall
    style = chance.random()
    brush.box(x, top, x + wide, bottom, down(top, base + 30, mix(body, scheme.sky[1], 0.08), mix(body, air, 0.42)))
    lit_left = scheme.side < 0
    edge = wide * 0.26
    face = (x, x + edge) if lit_left else (x + wide - edge, x + wide)
    brush.box(face[0], top, face[1], bottom, fade(air if time != "night" else 0xFF6F83B8, 0.2))
    if style < 0.25:
        brush.box(x + wide * 0.2, top - tall * 0.07, x + wide * 0.8, top, body)
    elif style < 0.4:
        brush.box(x + wide * 0.46, top - tall * 0.16, x + wide * 0.5, top, body)
    elif style < 0.5:
        brush.poly([(x, top), (x + wide * 0.5, top - wide * 0.3), (x + wide, top)], body)
    elif style < 0.62:
        brush.box(x + wide * 0.62, top - 7, x + wide * 0.82, top, shade(body, 0.12))
    _windows(brush, scheme, chance, x, top, wide, min(tall, base - top) + 20, haze)


def _windows(
    brush: Brush, scheme: Scheme, chance: random.Random, x: float, top: float, wide: float, tall: float, haze: float
) -> None:
    pitch_x, pitch_y = wide / max(3, round(wide / chance.uniform(5.0, 7.5))), chance.uniform(6.5, 9.0)
    lit_share = {"day": 0.0, "dusk": 0.38, "night": 0.46}[scheme.place.time] * chance.uniform(0.5, 1.25)
    if scheme.wet and scheme.place.time == "day":
        lit_share = 0.18
    dark: list[tuple[float, float]] = []
    lit: dict[Tone, list[tuple[float, float]]] = {}
    y = top + 5
    while y < top + tall:
        warm = tone(chance.choice(WINDOW_LIGHTS))
        for i in range(int(wide / pitch_x)):
            cx = x + (i + 0.5) * pitch_x
            target = lit.setdefault(warm, []) if chance.random() < lit_share else dark
            target.extend(((cx - pitch_x * 0.22, y), (cx + pitch_x * 0.22, y)))
        y += pitch_y
    faint = 1 - haze
    if dark:
        brush.many(dark, fade(0xFF151A30 if scheme.place.time != "day" else 0xFF44546A, 0.32 * faint), 2.8, round_=False)
    for colour, pairs in lit.items():
        brush.many(pairs, fade(colour, 0.9 * (0.45 + 0.55 * faint)), 2.8, round_=False)
