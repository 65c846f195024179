"""A house seen from the pavement before it: a café, a school, a hospital, a shop, an office, a home.

In: a scheme, what is inside. Out: ``PlaceSet``. Never: people, camera.
"""

from __future__ import annotations

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets import furniture, lamps, plants, sky, space, textures, weather
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.staging import MARKS, WORLD, alive, still
from onecrew.animation.sets.tone import Tone, fade, mix, shade, tint

FRONTS = ("cafe", "restaurant", "shop", "school", "hospital", "office", "flat")
"""Kinds of places that have a front of their own."""

WALL = 290.0
"""cm from the people to the house."""

_SHOPS = ("cafe", "restaurant", "shop")
_WALLS = {
    "cafe": ("#7c6a58", "#5f6f66"),
    "restaurant": ("#8a4d42", "#6a5a66"),
    "shop": ("#7d8288", "#8f7d66"),
    "school": ("#b07a58", "#b9a27c"),
    "hospital": ("#d5dad8", "#c9d3d6"),
    "office": ("#7f8a94", "#8c8f94"),
    "flat": ("#a8876c", "#94806e"),
}


def build(scheme: Scheme, kind: str) -> PlaceSet:
    """The front of a house of that kind; colours and small things differ by seed."""
    chance = scheme.rng("frontage")
    side = scheme.side
    lit = scheme.place.time != "day"
    wall = scheme.take(chance.choice(_WALLS[kind]), 0.35)
    trim = scheme.take(chance.choice(("#3f3a38", "#2f4a4a", "#6b3a36", "#35405a")), 0.25)
    cloth = mix(scheme.accent, trim, 0.2)
    glow = mix(0xFFFFD9A0, scheme.accent, 0.1)
    glass = glow if lit else mix(mix(scheme.sky[1], 0xFF33405A, 0.55), glow, 0.25)
    door_x = side * 58.0 if kind in _SHOPS else 0.0
    spots: list[lamps.Spot] = []

    def behind(brush: Brush) -> None:
        sky.paint_sky(brush, scheme, sun_x=side * 40, horizon=-132)

    def house(brush: Brush) -> None:
        own = scheme.rng("frontage house")
        with space.plane(brush, WALL):
            brush.box(-1400, -1500, 1400, 6, down(-700, 0, tint(wall, 0.08), shade(wall, 0.08)))
            if kind in ("school", "flat", "restaurant", "shop"):
                textures.bricks(brush, -420, -900, 420, -8, wall, own, (44, 15))
            brush.box(-1400, -26, 1400, 6, shade(wall, 0.34))
            for x in (-255.0, -85.0, 85.0, 255.0):
                _window(brush, x, -560, 82, 124, glass if own.random() < 0.6 or not lit else shade(glass, 0.7), wall)
            brush.box(-1400, -372, 1400, -352, tint(wall, 0.2))
            brush.box(-1400, -352, 1400, -344, 0x55080814)
            if kind in _SHOPS:
                _shop_front(brush, scheme, door_x, trim, cloth, glass, kind)
            elif kind in ("hospital", "office"):
                _glass_doors(brush, scheme, wall, glass, kind)
            else:
                _steps_and_door(brush, scheme, wall, trim, glass, kind)
        for x in (-96.0, 96.0) if kind not in _SHOPS else (-door_x - 80, -door_x + 46):
            px, py = space.at(x, 300, WALL)
            spots.append(lamps.Spot(px, py, 120, 0.55, bulb=0, falls=90))

    def light(brush: Brush) -> None:
        if not scheme.night:
            brush.soft(-side * 90, -190, 300, 300, scheme.window, 0.4 * scheme.outside)
        lamps.throw(brush, scheme, spots)
        if lit:
            brush.soft(door_x * 0.6, -60, 150, 110, glow, 0.5 * scheme.lamps)

    def pavement(brush: Brush) -> None:
        own = scheme.rng("frontage ground")
        stone = scheme.take("#9a938c", 0.35)
        if scheme.snowy:
            stone = mix(stone, 0xFFE6ECF4, 0.75)
        top = space.at(0, 0, WALL)[1]
        brush.box(WORLD.left(), top, WORLD.right(), WORLD.bottom(), down(top, 180, shade(stone, 0.12), stone, shade(stone, 0.2)))
        textures.floor_tiles(brush, WALL, stone, own, size=58, odd=0.1)
        brush.box(WORLD.left(), top - 0.5, WORLD.right(), top + 12, down(top, top + 12, 0x77080814, 0x00080814))
        if scheme.wet:
            for x in (-70.0, 10.0, 80.0):
                textures.sheen(brush, x, WALL, glow if lit else scheme.window, 0.4)
        green = scheme.take("#5f8454", 0.2)
        for x in (-door_x - 150, -door_x + 118) if kind in _SHOPS else (-128.0, 128.0):
            foot = space.at(x, 0, WALL - 40)
            plants.potted(brush, foot[0], foot[1], green, scheme.take("#6a625c", 0.3), own, kind="fig", scale=0.9)
        if kind in ("cafe", "restaurant"):
            x, z = -door_x - 20.0, 105.0
            for dx in (-52.0, 52.0):
                furniture.chair(brush, x + dx, z + 14, shade(trim, 0.1), mix(trim, scheme.accent2, 0.3), style="round", wide=40)
            cx, cy, _, _ = furniture.round_table(brush, x, z, 74, 30, tint(trim, 0.25))
            furniture.cup(brush, cx - 7, cy, 0xFFEDE6DA)
            _board(brush, *space.at(door_x + side * 82, 0, WALL - 70), trim)

    def glow_of_lamps(brush: Brush) -> None:
        lamps.bloom(brush, scheme, spots)

    layers = [still(6.0, behind), still(space.depth_at(WALL), house, scheme=scheme, lights=light, glow=glow_of_lamps)]
    layers.append(still(1.0, pavement, scheme=scheme, lights=light, blur=0.9))
    rain, snow = scheme.wet, scheme.snowy
    if rain or snow:
        layers.append(alive(1.3, weather.distant_rain(scheme, (-120.0, -330.0, 120.0, -40.0), count=80)))
    return PlaceSet(
        layers=tuple(layers),
        front=(),
        marks=MARKS,
        seat=0.0,
        exits=(-190.0, 190.0),
        light=scheme.light(side=-side if scheme.night else side, contrast=0.4),
        over=weather.rain_over(scheme) if rain else weather.snow_over(scheme) if snow else None,
        grade="neon"
        if scheme.night
        else {"warm": "warm", "joyful": "warm", "sad": "cool", "tense": "cool"}.get(scheme.mood, "none"),
    )


def _window(brush: Brush, x: float, top: float, wide: float, tall: float, glass: Tone, wall: Tone) -> None:
    frame = tint(wall, 0.4)
    brush.box(x - wide / 2 - 7, top - 7, x + wide / 2 + 7, top + tall + 7, frame)
    pane = slant((x - wide / 2, top), (x + wide / 2, top + tall), tint(glass, 0.2), shade(glass, 0.25))
    brush.box(x - wide / 2, top, x + wide / 2, top + tall, pane)
    brush.box(x - 2, top, x + 2, top + tall, frame)
    brush.box(x - wide / 2, top + tall * 0.36, x + wide / 2, top + tall * 0.36 + 4, frame)
    brush.box(x - wide / 2 - 12, top + tall + 6, x + wide / 2 + 12, top + tall + 15, tint(wall, 0.25))


def _shop_front(brush: Brush, scheme: Scheme, door_x: float, trim: Tone, cloth: Tone, glass: Tone, kind: str) -> None:
    """A wide window with an awning, a glazed door, a sign of strokes nobody can read and an emblem everybody can."""
    own = scheme.rng("frontage shop")
    brush.box(-330, -330, 330, 0, shade(trim, 0.1))
    left, right = (-300.0, door_x - 62) if door_x > 0 else (door_x + 62, 300.0)
    brush.box(left, -232, right, -52, down(-232, -52, tint(glass, 0.16), shade(glass, 0.28)))
    x = left + 16
    while x < right - 30:
        tall = own.uniform(22, 76)
        inside = own.choice((scheme.accent2, trim, mix(glass, trim, 0.4)))
        if kind == "shop":
            brush.box(x, -54 - tall, x + 26, -54, fade(mix(inside, glass, 0.25), 0.85), 3)
        else:
            brush.oval(x + 12, -230 + tall * 0.5, 9, 9, fade(0xFFFFF0CC, 0.85))
            brush.line([(x + 12, -232), (x + 12, -236 + tall * 0.5)], fade(shade(trim, 0.3), 0.7), 1.4)
            brush.box(x, -92, x + 40, -86, fade(shade(trim, 0.2), 0.7))
            brush.box(x + 17, -88, x + 22, -52, fade(shade(trim, 0.2), 0.7))
        x += own.uniform(52, 78)
    for x in (left, (left + right) / 2, right - 5):
        brush.box(x, -236, x + 5, -48, trim)
    brush.poly([(left + 40, -232), (left + 96, -232), (left + 44, -52), (left + 10, -52)], 0x1EFFFFFF)
    for x in (-330.0, -165.0, 0.0, 165.0):
        brush.frame(x + 12, -42, x + 153, -8, fade(tint(trim, 0.3), 0.5), 1.6)
    furniture.door(brush, door_x, tint(trim, 0.12), wide=92, high=216, glass=glass)
    brush.box(-330, -322, 330, -262, down(-322, -262, tint(trim, 0.14), shade(trim, 0.1)))
    ink = mix(0xFFFFF1D6, scheme.accent, 0.15)
    middle = (left + right) / 2 * 0.55
    _emblem(brush, middle, -292, kind, ink)
    for i in range(5):
        for way in (-1, 1):
            a = middle + way * (34 + i * 17)
            brush.box(min(a, a + way * 11), -301 + (i % 2) * 3, max(a, a + way * 11), -283, fade(ink, 0.85), 2)
    count = 13
    step = (right - left + 24) / count
    for i in range(count):
        a = left - 12 + i * step
        own_tone = cloth if i % 2 else tint(cloth, 0.6)
        brush.poly(
            [(a + 3, -262), (a + step + 3, -262), (a + step, -214), (a + step / 2, -206), (a, -214)],
            down(-262, -206, tint(own_tone, 0.12), shade(own_tone, 0.2)),
        )
    brush.box(left - 12, -208, right + 12, -196, 0x33080814, blur=4)


def _emblem(brush: Brush, x: float, y: float, kind: str, ink: Tone) -> None:
    """A cup, knife and fork, or a bag."""
    if kind == "cafe":
        brush.smooth([(x - 13, y - 8), (x + 11, y - 8), (x + 8, y + 10), (x - 9, y + 10)], ink)
        brush.ring(x + 13, y - 1, 6, 6, ink, 2.4)
        for dx in (-6, 1, 8):
            brush.curve([(x + dx, y - 12), (x + dx + 2, y - 16), (x + dx - 1, y - 20)], ink, 1.8)
    elif kind == "restaurant":
        brush.line([(x - 8, y + 16), (x - 8, y - 16)], ink, 3)
        for dx in (-12, -8, -4):
            brush.line([(x + dx, y - 16), (x + dx, y - 5)], ink, 1.8)
        brush.line([(x + 8, y + 16), (x + 8, y - 2)], ink, 3)
        brush.oval(x + 8, y - 9, 4.4, 8, ink)
    else:
        brush.box(x - 13, y - 7, x + 13, y + 14, ink, 2)
        brush.curve([(x - 6, y - 7), (x - 5, y - 15), (x + 5, y - 15), (x + 6, y - 7)], ink, 2.2)


def _board(brush: Brush, x: float, y: float, trim: Tone) -> None:
    """A slate on the pavement."""
    brush.soft(x, y, 18, 3, 0xFF080814, 0.5)
    brush.poly([(x - 15, y - 50), (x + 15, y - 50), (x + 18, y), (x - 18, y)], tint(trim, 0.3))
    brush.poly([(x - 12, y - 47), (x + 12, y - 47), (x + 14.5, y - 7), (x - 14.5, y - 7)], 0xFF23282B)
    for i in range(4):
        brush.line([(x - 8, y - 39 + i * 8), (x + 7 - (i % 2) * 5, y - 39 + i * 8)], 0xCCEDE6DA, 1.2)


def _steps_and_door(brush: Brush, scheme: Scheme, wall: Tone, trim: Tone, glass: Tone, kind: str) -> None:
    """A school's double door under a clock, or the door of a house with its number and bells."""
    school = kind == "school"
    half = 74.0 if school else 52.0
    stone = tint(wall, 0.42)
    for x in (-210.0, 210.0) if school else (-165.0, 165.0):
        _window(brush, x, -262, 130 if school else 96, 168, glass, wall)
        if school:
            for dx, tone in ((-34, scheme.accent), (6, scheme.accent2), (36, 0xFFE8C15A)):
                brush.poly([(x + dx, -146), (x + dx + 16, -146), (x + dx + 8, -128)], fade(tone, 0.9))
    brush.box(-half - 26, -286, half + 26, 0, stone)
    brush.box(-half - 34, -300, half + 34, -282, tint(stone, 0.2))
    if school:
        brush.poly([(-half - 40, -300), (half + 40, -300), (0, -362)], shade(stone, 0.06))
        brush.oval(0, -322, 19, 19, shade(trim, 0.2))
        brush.oval(0, -322, 16, 16, 0xFFF6F1E4)
        brush.line([(0, -322), (0, -333)], 0xFF22242A, 2)
        brush.line([(0, -322), (8, -318)], 0xFF22242A, 2)
        for x in (-37.0, 37.0):
            furniture.door(brush, x, trim, wide=72, high=214, glass=glass)
        brush.box(-half, -276, half, -232, shade(trim, 0.2))
        for i in range(9):
            brush.box(-58 + i * 13, -262, -50 + i * 13, -246, fade(0xFFF6E7C8, 0.9), 2)
        brush.line([(-half - 100, 0), (-half - 100, -420)], 0xFFB9BDC2, 5)
    else:
        furniture.door(brush, 0, trim, wide=92, high=212, panels=3, glass=glass)
        brush.box(-46, -262, 46, -226, down(-262, -226, tint(glass, 0.2), shade(glass, 0.15)))
        brush.box(60, -146, 72, -108, 0xFFB9A36A, 2)
        for i in range(4):
            brush.oval(66, -140 + i * 9, 2.2, 2.2, 0xFF2A2724)
        brush.box(-74, -176, -58, -156, 0xFF2F4A6A, 2)
        brush.box(-69, -172, -63, -160, 0xFFF2F0E6, 1)
    for i in range(3):
        wide = half + 30 + i * 12
        brush.box(-wide, -24 + i * 9, wide, -15 + i * 9, down(-24 + i * 9, -15 + i * 9, tint(stone, 0.25), shade(stone, 0.2)))


def _glass_doors(brush: Brush, scheme: Scheme, wall: Tone, glass: Tone, kind: str) -> None:
    """Sliding doors of glass under a canopy; a hospital has its cross above."""
    metal = scheme.take("#aab2b6", 0.25)
    brush.box(-260, -262, 260, 0, shade(metal, 0.25))
    for i in range(8):
        x = -252 + i * 63.0
        brush.box(x, -254, x + 56, -10, down(-254, -10, tint(glass, 0.14), shade(glass, 0.22)))
        brush.poly([(x + 8, -254), (x + 26, -254), (x + 8, -90), (x, -90)], 0x22FFFFFF)
    for x in (-126.0, 126.0):
        brush.box(x - 3, -254, x + 3, -8, metal)
    for x in (-9.0, 5.0):
        brush.box(x, -130, x + 4, -84, tint(metal, 0.4))
    brush.box(-300, -292, 300, -256, across(-300, 300, tint(metal, 0.3), metal, shade(metal, 0.2)))
    brush.box(-300, -258, 300, -244, 0x44080814, blur=4)
    if kind == "hospital":
        sign = scheme.take("#b5423f", 0.1)
        brush.box(-34, -352, 34, -294, 0xFFF4F6F4, 4)
        brush.box(-7, -346, 7, -300, sign)
        brush.box(-23, -330, 23, -316, sign)
    else:
        ink = mix(0xFFFFF1D6, scheme.accent2, 0.2)
        for i in range(9):
            brush.box(-78 + i * 18, -284, -66 + i * 18, -266, fade(ink, 0.9), 2)
