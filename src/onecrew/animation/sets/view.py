"""What is seen through a window: sky, town, and rain on the pane. In: a scheme, a hole in a wall. Out: layers behind the wall."""

from __future__ import annotations

from onecrew.animation.place_set import Layer
from onecrew.animation.sets import plants, sky, skyline, weather
from onecrew.animation.sets.brush import Brush
from onecrew.animation.sets.room import Hole
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.space import at, depth_at
from onecrew.animation.sets.staging import alive, still
from onecrew.animation.sets.tone import mix, shade, tone


def town_view(scheme: Scheme, name: str, hole: Hole, z: float, *, trees: bool = True, high: float = 0.0) -> list[Layer]:
    """Layers for a window (or several within ``hole``): the far town, trees or roofs nearer by, falling weather, drops on the pane.

    ``high``: how far below the eye the horizon lies, for rooms on upper floors.
    """
    chance = scheme.rng(f"{name} view")
    sun = at((hole[0] + hole[2]) / 2, 0, z)[0] + chance.uniform(-16, 16)
    base = sky.HORIZON + 34 + high
    storeys = chance.uniform(0.8, 1.25)

    def far(brush: Brush) -> None:
        sky.paint_sky(brush, scheme, sun_x=sun, horizon=base - 10)
        skyline.paint_skyline(
            brush, scheme, f"{name} far", base=base, low=24 * storeys, high=74 * storeys, haze=0.66, width=(12, 26)
        )
        skyline.paint_skyline(
            brush, scheme, f"{name} mid", base=base + 12, low=16 * storeys, high=58 * storeys, haze=0.34, width=(18, 38)
        )
        brush.soft(sun, base, 300, 60, scheme.sky[2], 0.35)

    def close(brush: Brush) -> None:
        own = scheme.rng(f"{name} close")
        if trees:
            green = mix(scheme.take("#5d7d55", 0.3), tone("#1b2340"), {"day": 0.1, "dusk": 0.55, "night": 0.8}[scheme.place.time])
            if scheme.snowy:
                green = mix(green, 0xFFDDE6F0, 0.45)
            for _ in range(6):
                x = own.uniform(-160, 160)
                tone_ = mix(green, shade(green, 0.4), own.random())
                plants.foliage(
                    brush,
                    x,
                    base + own.uniform(24, 44),
                    34,
                    26,
                    (shade(tone_, 0.2), tone_),
                    own,
                    count=70,
                    size=5.5,
                    light=scheme.side,
                )

    layers = [still(3.0, far), still(1.9, close)]
    if scheme.place.weather != "clear":
        left, top = at(hole[0], hole[3], z)
        right, low = at(hole[2], hole[1], z)
        area = (left - 30, top - 10, right + 30, low + 10)
        fall = weather.distant_rain(scheme, area)
        layers.append(alive(1.8, fall))
        if scheme.wet:
            drops = weather.pane_drops(scheme, name, (left, top, right, low))
            layers.append(alive(depth_at(z), drops))
    return layers
