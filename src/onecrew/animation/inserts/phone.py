"""A held phone with a chat: the sender's dots, then the message.

In: a Picture (``text``, ``sender``). Out: paint. Never: other apps.
"""

from __future__ import annotations

import math
from functools import lru_cache

import skia

from onecrew.animation import lettering
from onecrew.animation.cel import Cel, Pixels, blank, cel_of, lay, surface_on, trimmed
from onecrew.animation.easing import ramp, smooth
from onecrew.animation.inserts import surface
from onecrew.animation.lettering import SAFE_BOTTOM, right_to_left
from onecrew.animation.palette import colours
from onecrew.animation.picture import Picture
from onecrew.animation.sets.brush import Brush, across, down, slant
from onecrew.animation.sets.scheme import Scheme
from onecrew.animation.sets.tone import Tone, fade, luma, mix, shade, tint, tone

ARRIVES = 0.4
"""When the new message pops up, seconds."""

_LEFT, _RIGHT, _TOP = 0.075, 0.868, 0.055
_HEAD_TOP, _HEAD_LOW = 0.118, 0.196
_CHAT_LOW = SAFE_BOTTOM - 0.015


def draw(frame: Pixels, picture: Picture, seconds: float) -> None:
    """The phone fills the frame; a long message is scrolled in time."""
    width, height = picture.format.width, picture.format.height
    lay(frame, _still(picture), 0, 0)
    canvas = surface_on(frame).getCanvas()
    dark = _dark(picture)
    theirs, ink = _bubble(picture, dark)
    chat = (width * (_LEFT + 0.02), height * (_HEAD_LOW + 0.006), width * (_RIGHT - 0.02), height * _CHAT_LOW)
    size = width * 0.066
    most = (chat[2] - chat[0]) * 0.86 - width * 0.08
    room = chat[3] - chat[1] - height * 0.06
    made = lettering.snug(picture.text or " ", picture.language, size, most, ink)
    while made.height > room * 0.8 and size > width * 0.044:
        size *= 0.95
        made = lettering.snug(picture.text or " ", picture.language, round(size, 2), most, ink)
    pad_x, pad_y = width * 0.036, width * 0.026
    tall, wide = made.height + 2 * pad_y, made.box + 2 * pad_x
    over = max(0.0, tall - room)
    arrived = _pop((seconds - ARRIVES) / 0.42)
    rtl = right_to_left(picture.language)
    canvas.save()
    canvas.clipRect(skia.Rect.MakeLTRB(chat[0], chat[1], chat[2], chat[3]), True)
    brush = Brush(canvas)
    rise = ramp(seconds, ARRIVES - 0.05, ARRIVES + 0.4) * min(tall, room)
    floor = chat[3] - height * 0.012
    _older(
        brush,
        picture,
        chat,
        floor - rise - height * 0.018 - _dots_height(width) * (1 - ramp(seconds, ARRIVES - 0.05, ARRIVES + 0.4)),
        dark,
    )
    scroll = over * smooth((seconds - ARRIVES - 1.2) / max(0.8, float(picture.seconds) - ARRIVES - 2.0)) if over > 0 else 0.0
    top = floor - min(tall, room) - scroll
    near = chat[2] - wide if rtl else chat[0]
    if seconds < ARRIVES + 0.12:
        _dots(
            brush,
            near if not rtl else chat[2] - width * 0.16,
            floor - _dots_height(width),
            width,
            theirs,
            ink,
            seconds,
            1 - ramp(seconds, ARRIVES, ARRIVES + 0.12),
        )
    if seconds >= ARRIVES:
        canvas.save()
        foot_x = chat[2] if rtl else chat[0]
        canvas.translate(foot_x, top + tall)
        canvas.scale(arrived, arrived)
        canvas.translate(-foot_x, -(top + tall))
        brush.box(
            near, top + height * 0.004, near + wide, top + tall + height * 0.005, 0x30080814, width * 0.04, blur=width * 0.008
        )
        brush.box(near, top, near + wide, top + tall, down(top, top + tall, tint(theirs, 0.06), theirs), width * 0.042)
        tail = near + wide if rtl else near
        way = 1 if rtl else -1
        brush.smooth(
            [
                (tail - way * width * 0.03, top + tall - width * 0.05),
                (tail, top + tall - width * 0.02),
                (tail + way * width * 0.012, top + tall),
                (tail - way * width * 0.04, top + tall),
            ],
            theirs,
        )
        made.draw(canvas, near + pad_x, top + pad_y)
        canvas.restore()
    canvas.restore()
    glass, left, top = _gloss(picture)
    lay(frame, glass, left + round(width * 0.03 * math.sin(seconds * 0.8)), top)


def _pop(u: float) -> float:
    """0 → 1 with a small overshoot."""
    u = min(1.0, max(0.0, u))
    return 1 - (1 - u) ** 3 * math.cos(u * 5.2) if u < 1 else 1.0


def _dark(picture: Picture) -> bool:
    return picture.shot.place.time != "day"


def _bubble(picture: Picture, dark: bool) -> tuple[Tone, Tone]:
    palette = colours(picture.palette)
    if dark:
        return mix(tone(palette.background), 0xFF2A2C3A, 0.6), 0xFFF4F1EA
    return mix(tone(palette.paper), 0xFFFFFFFF, 0.65), 0xFF22232C


@lru_cache(maxsize=4)
def _still(picture: Picture) -> Cel:
    """Everything that does not move: the place, the hand, the phone, the head of the chat."""
    width, height = picture.format.width, picture.format.height
    shot = picture.shot
    pixels = surface.backdrop(shot.place, picture.palette, picture.seed, shot.mood, width, height).copy()
    canvas = surface_on(pixels).getCanvas()
    brush = Brush(canvas)
    brush.box(0, 0, width, height, 0x300C0A16)
    scheme = surface.scheme_of(picture)
    dark = _dark(picture)
    x0, x1, y0, y1 = width * _LEFT, width * _RIGHT, height * _TOP, height * 1.06
    skin = mix(tone("#c4957a"), scheme.ambient, 0.2)
    if scheme.night:
        skin = shade(skin, 0.3)
    _fingers(brush, width, height, skin, x0, x1)
    bezel = width * 0.016
    brush.box(x0 - bezel, y0 - bezel + height * 0.012, x1 + bezel + width * 0.012, y1, 0x99060510, width * 0.1, blur=width * 0.03)
    brush.box(x0 - bezel, y0 - bezel, x1 + bezel, y1, across(x0, x1, 0xFF6A6E7A, 0xFF2B2D36, 0xFF1C1D24, 0xFF545863), width * 0.098)
    brush.box(x0 - bezel * 0.62, y0 - bezel * 0.62, x1 + bezel * 0.62, y1, 0xFF08080C, width * 0.092)
    ground = mix(0xFF12131C, scheme.take("#232636", 0.5), 0.5) if dark else mix(0xFFE9E6E0, tone(scheme.palette.paper), 0.5)
    with brush.within(x0, y0, x1, y1, width * 0.082):
        brush.box(x0, y0, x1, y1, down(y0, height, tint(ground, 0.03), shade(ground, 0.06)))
        for i in range(5):
            cx, cy = width * (0.2 + 0.17 * i), height * (0.3 + 0.11 * ((i * 3) % 5))
            brush.soft(cx, cy, width * 0.3, width * 0.3, scheme.accent2 if i % 2 else scheme.accent, 0.06)
        _status(brush, width, height, x0, x1, dark)
        _head(canvas, brush, picture, scheme, width, height, x0, x1, dark)
        _composer(brush, scheme, width, height, x0, x1, dark)
    _thumb(brush, width, height, skin, x1)
    surface.vignette(brush, width, height, 0.32)
    return cel_of(pixels)


def _status(brush: Brush, width: float, height: float, x0: float, x1: float, dark: bool) -> None:
    ink = 0xCCFFFFFF if dark else 0xCC22232C
    y = height * (_TOP + 0.022)
    brush.box(
        (x0 + x1) / 2 - width * 0.1, y - width * 0.019, (x0 + x1) / 2 + width * 0.1, y + width * 0.025, 0xFF050508, width * 0.025
    )
    right = x1 - width * 0.075
    brush.frame(right - width * 0.05, y - width * 0.01, right, y + width * 0.014, ink, width * 0.003, width * 0.006)
    brush.box(right - width * 0.045, y - width * 0.005, right - width * 0.016, y + width * 0.009, ink, width * 0.003)
    for i in range(4):
        bx = right - width * (0.12 - 0.013 * i)
        brush.box(bx, y + width * (0.008 - 0.006 * i), bx + width * 0.008, y + width * 0.014, ink, width * 0.002)


def _head(
    canvas: skia.Canvas,
    brush: Brush,
    picture: Picture,
    scheme: Scheme,
    width: float,
    height: float,
    x0: float,
    x1: float,
    dark: bool,
) -> None:
    top, low = height * _HEAD_TOP, height * _HEAD_LOW
    ink = 0xFFF4F1EA if dark else 0xFF22232C
    brush.box(x0, height * _TOP, x1, low, fade(0xFF000000 if dark else 0xFFFFFFFF, 0.2))
    brush.line([(x0, low), (x1, low)], fade(ink, 0.14), width * 0.002)
    rtl = right_to_left(picture.language)
    middle = (top + low) / 2
    arrow = x1 - width * 0.05 if rtl else x0 + width * 0.05
    way = -1 if rtl else 1
    brush.line(
        [
            (arrow + way * width * 0.013, middle - width * 0.024),
            (arrow - way * width * 0.01, middle),
            (arrow + way * width * 0.013, middle + width * 0.024),
        ],
        scheme.accent,
        width * 0.008,
    )
    cx = arrow + way * width * 0.088
    radius = width * 0.047
    face = mix(scheme.accent2, scheme.accent, (sum(map(ord, picture.sender)) % 5) / 5)
    brush.oval(
        cx,
        middle,
        radius,
        radius,
        slant((cx - radius, middle - radius), (cx + radius, middle + radius), tint(face, 0.25), shade(face, 0.25)),
    )
    name = picture.sender.strip()
    if name:
        letter = lettering.shape(
            name[0].upper(),
            picture.language,
            round(width * 0.05, 2),
            radius * 2,
            0xFFFFFFFF if luma(face) < 0.75 else 0xFF22232C,
            weight=900,
            align="centre",
            leading=1.2,
        )
        letter.draw(canvas, cx - radius, middle - letter.height / 2)
        room = width * 0.42
        title = lettering.fit(
            name, picture.language, room, height * 0.034, width * 0.047, width * 0.026, ink, weight=900, leading=1.25
        )
        left = cx - radius - width * 0.028 - room if rtl else cx + radius + width * 0.028
        title.draw(canvas, left, middle - title.height * 0.72)
        dot = left + room - width * 0.01 if rtl else left + width * 0.01
        brush.oval(dot, middle + title.height * 0.52, width * 0.008, width * 0.008, 0xFF5FCB84)
        bar = (dot - width * 0.12, dot - width * 0.022) if rtl else (dot + width * 0.022, dot + width * 0.12)
        brush.box(
            bar[0],
            middle + title.height * 0.52 - width * 0.005,
            bar[1],
            middle + title.height * 0.52 + width * 0.005,
            fade(ink, 0.25),
            width * 0.005,
        )
    else:
        brush.oval(cx, middle - radius * 0.2, radius * 0.36, radius * 0.36, 0xCCFFFFFF)
        brush.smooth(
            [
                (cx - radius * 0.66, middle + radius * 0.62),
                (cx - radius * 0.5, middle + radius * 0.2),
                (cx + radius * 0.5, middle + radius * 0.2),
                (cx + radius * 0.66, middle + radius * 0.62),
            ],
            0xCCFFFFFF,
        )
    far = x0 + width * 0.055 if rtl else x1 - width * 0.055
    brush.smooth(
        [
            (far - width * 0.02, middle - width * 0.018),
            (far - width * 0.008, middle - width * 0.022),
            (far - width * 0.006, middle - width * 0.006),
            (far + width * 0.006, middle + width * 0.008),
            (far + width * 0.022, middle + width * 0.008),
            (far + width * 0.018, middle + width * 0.022),
            (far - width * 0.004, middle + width * 0.014),
        ],
        scheme.accent,
    )


def _composer(brush: Brush, scheme: Scheme, width: float, height: float, x0: float, x1: float, dark: bool) -> None:
    ink = 0xFFF4F1EA if dark else 0xFF22232C
    top = height * 0.79
    brush.box(x0, top, x1, height, fade(0xFF000000 if dark else 0xFFFFFFFF, 0.16))
    brush.line([(x0, top), (x1, top)], fade(ink, 0.1), width * 0.002)
    y = top + height * 0.034
    brush.box(x0 + width * 0.11, y - height * 0.02, x1 - width * 0.13, y + height * 0.02, fade(ink, 0.09), height * 0.02)
    brush.ring(x0 + width * 0.06, y, width * 0.024, width * 0.024, fade(ink, 0.5), width * 0.005)
    brush.line([(x0 + width * 0.048, y), (x0 + width * 0.072, y)], fade(ink, 0.5), width * 0.005)
    brush.line([(x0 + width * 0.06, y - width * 0.012), (x0 + width * 0.06, y + width * 0.012)], fade(ink, 0.5), width * 0.005)
    cx = x1 - width * 0.07
    brush.oval(cx, y, width * 0.036, width * 0.036, scheme.accent)
    brush.poly(
        [
            (cx - width * 0.014, y - width * 0.017),
            (cx + width * 0.02, y),
            (cx - width * 0.014, y + width * 0.017),
            (cx - width * 0.008, y),
        ],
        0xFFFFFFFF,
    )
    key = fade(ink, 0.07)
    for row in range(3):
        count = (10, 9, 7)[row]
        span = (x1 - x0 - width * 0.05) / 10
        left = (x0 + x1) / 2 - count * span / 2
        ky = top + height * (0.078 + 0.047 * row)
        for i in range(count):
            brush.box(
                left + i * span + width * 0.006, ky, left + (i + 1) * span - width * 0.006, ky + height * 0.037, key, width * 0.012
            )


def _older(brush: Brush, picture: Picture, chat: tuple[float, float, float, float], floor: float, dark: bool) -> None:
    """Messages from before: bubbles whose words are too far back to matter, drawn as bars."""
    width, height = picture.format.width, picture.format.height
    scheme = surface.scheme_of(picture)
    theirs, ink = _bubble(picture, dark)
    mine = mix(scheme.accent, theirs, 0.28)
    chance = scheme.rng("chat")
    rtl = right_to_left(picture.language)
    y = floor
    for i in range(9):
        own = i % 3 == 0 if chance.random() < 0.7 else chance.random() < 0.5
        rows = chance.choice((1, 1, 2, 2, 3))
        wide = (chat[2] - chat[0]) * chance.uniform(0.34, 0.66)
        tall = height * (0.022 + 0.02 * rows)
        y -= tall
        if y < chat[1] - tall:
            return
        right = own != rtl
        left = chat[2] - wide if right else chat[0]
        colour = mine if own else theirs
        away = min(1.0, (floor - y) / (chat[3] - chat[1]) * 1.3)
        brush.box(left, y, left + wide, y + tall, fade(colour, 0.85 - 0.5 * away), width * 0.036)
        for row in range(rows):
            share = 1.0 if row < rows - 1 else chance.uniform(0.35, 0.8)
            by = y + height * (0.017 + 0.02 * row)
            inner = wide - width * 0.07
            start = left + width * 0.035 if not rtl else left + width * 0.035 + inner * (1 - share)
            brush.box(
                start,
                by,
                start + inner * share,
                by + height * 0.0065,
                fade(0xFFFFFFFF if own else ink, 0.3 - 0.18 * away),
                height * 0.003,
            )
        y -= height * chance.uniform(0.009, 0.02)


def _dots_height(width: float) -> float:
    return width * 0.095


def _dots(brush: Brush, x: float, y: float, width: float, bubble: Tone, ink: Tone, seconds: float, alpha: float) -> None:
    if alpha <= 0:
        return
    brush.box(x, y, x + width * 0.16, y + _dots_height(width), fade(bubble, alpha), width * 0.045)
    for i in range(3):
        lift = max(0.0, math.sin(seconds * 9 - i * 0.9)) * width * 0.012
        brush.oval(
            x + width * (0.045 + 0.035 * i),
            y + _dots_height(width) / 2 - lift,
            width * 0.0105,
            width * 0.0105,
            fade(ink, 0.55 * alpha),
        )


def _fingers(brush: Brush, width: float, height: float, skin: Tone, x0: float, x1: float) -> None:
    """Four finger tips round the left edge, the palm behind at the right."""
    brush.smooth(
        [
            (x1 - width * 0.1, height * 0.66),
            (x1 + width * 0.12, height * 0.7),
            (width * 1.1, height * 0.9),
            (width * 1.1, height * 1.2),
            (x1 - width * 0.2, height * 1.2),
        ],
        slant((x1, height * 0.7), (width, height), tint(skin, 0.06), shade(skin, 0.4)),
    )
    for i in range(4):
        y = height * (0.5 + 0.075 * i)
        reach = width * (0.052 - 0.006 * abs(i - 1))
        brush.smooth(
            [
                (x0 + width * 0.1, y - height * 0.028),
                (x0 - reach * 0.6, y - height * 0.03),
                (x0 - reach, y - height * 0.004),
                (x0 - reach * 0.7, y + height * 0.026),
                (x0 + width * 0.1, y + height * 0.03),
            ],
            slant((x0 - reach, y - height * 0.03), (x0, y + height * 0.03), tint(skin, 0.16), shade(skin, 0.36)),
        )
        brush.smooth(
            [
                (x0 - reach * 0.82, y - height * 0.012),
                (x0 - reach * 0.4, y - height * 0.016),
                (x0 - reach * 0.36, y + height * 0.008),
                (x0 - reach * 0.78, y + height * 0.006),
            ],
            fade(tint(skin, 0.5), 0.55),
        )


def _thumb(brush: Brush, width: float, height: float, skin: Tone, x1: float) -> None:
    """The thumb over the lower right edge."""
    points = [
        (width * 1.05, height * 0.86),
        (x1 + width * 0.02, height * 0.845),
        (x1 - width * 0.075, height * 0.862),
        (x1 - width * 0.11, height * 0.89),
        (x1 - width * 0.07, height * 0.925),
        (x1 + width * 0.04, height * 0.95),
        (width * 1.1, height * 1.02),
    ]
    brush.smooth([(x - width * 0.012, y + height * 0.008) for x, y in points], 0x66060510, blur=width * 0.012)
    brush.smooth(
        points, slant((x1 - width * 0.1, height * 0.85), (x1 + width * 0.1, height * 0.98), tint(skin, 0.2), shade(skin, 0.38))
    )
    brush.smooth(
        [
            (x1 - width * 0.1, height * 0.886),
            (x1 - width * 0.06, height * 0.87),
            (x1 - width * 0.025, height * 0.876),
            (x1 - width * 0.03, height * 0.898),
            (x1 - width * 0.08, height * 0.906),
        ],
        fade(tint(skin, 0.5), 0.6),
    )


@lru_cache(maxsize=2)
def _gloss(picture: Picture) -> tuple[Cel, int, int]:
    """A reflection that slides over the glass as the hand breathes, and its corner."""
    width, height = picture.format.width, picture.format.height
    pixels = blank(width, height)
    light = surface.scheme_of(picture).window
    x = width * 0.62
    Brush(surface_on(pixels).getCanvas()).poly(
        [(x, height * _TOP), (x + width * 0.2, height * _TOP), (x - width * 0.16, height), (x - width * 0.4, height)],
        across(x - width * 0.4, x + width * 0.2, 0x00FFFFFF, fade(light, 0.06), 0x00FFFFFF),
    )
    return trimmed(pixels, often=True) or (cel_of(pixels), 0, 0)
