"""Places to film: hills, a city's lights, water, a street with passers-by, a room, somebody's shoulders. In: a size, a seed.

Out: a function of time to frames. Never: grain, texts. Each scene moves in its own way: a pan past parallax, a push in, waves,
people crossing, a zoom, breathing before a blur.
"""

from __future__ import annotations

from collections.abc import Callable

import cv2
import numpy as np

from .pictures import MARGIN, Camera, Chance, Field, Frame, Layer, Moving, layer, noise, over, seen, shaded, shake, tinted


def _colour(by: Chance, low: int, high: int) -> tuple[int, int, int]:
    """A colour of things: mostly grey, as cloth and walls are."""
    grey = by.uniform(low, high)
    red, green, blue = (int(c) for c in np.clip(grey * (1 + 0.17 * by.standard_normal(3)), low * 0.7, min(255, high * 1.1)))
    return red, green, blue


def _canvas(width: int, height: int) -> tuple[int, int]:
    margin = round(MARGIN * max(width, height))
    return width + 2 * margin, height + 2 * margin


def hills(width: int, height: int, by: Chance) -> Moving:
    """Ridges behind ridges under clouds; the camera pans and is held by hand."""
    wide, tall = _canvas(width, height)
    down = np.linspace(0, 1, tall, dtype=np.float32)[:, np.newaxis]
    clouds = np.clip(0.4 + 0.5 * cv2.resize(noise(wide, tall // 2, 1.7, by), (wide, tall)), 0, 1) * np.clip(1.2 - 1.6 * down, 0, 1)
    sky = (
        np.array([236, 190, 150], np.float32) * (0.55 + 0.45 * down)[..., np.newaxis]
        + np.array([10, 40, 70], np.float32) * clouds[..., np.newaxis]
    )
    layers = [layer(np.clip(sky, 0, 255).astype(np.uint8), None, 0.15)]
    x = np.arange(wide)
    for number, (level, dark, light) in enumerate(
        (
            (0.47, (96, 116, 138), (146, 160, 172)),
            (0.56, (62, 84, 80), (118, 138, 112)),
            (0.67, (40, 58, 34), (120, 128, 64)),
            (0.83, (26, 30, 18), (150, 122, 66)),
        )
    ):
        ridge = noise(wide, 8, 1.5, by)[4] * 0.03 + 0.02 * np.sin(x / wide * 9 + 2 * number)
        edge = (level + ridge) * tall
        rows = np.arange(tall, dtype=np.float32)[:, np.newaxis]
        alpha = np.clip((rows - edge[np.newaxis]) / (1.5 + 2 * (3 - number) * 0.2), 0, 1).astype(np.float32)
        texture = noise(wide, tall, 0.95 + 0.1 * (3 - number), by)
        texture += 0.6 * noise(wide, tall, 0.35, by) * (number / 3)
        layers.append(layer(tinted(texture, dark, light, 0.17), alpha, 0.25 + 0.25 * number))
    way, phase = float(by.choice([-1.0, 1.0])), float(by.uniform(0, 6))

    def draw(t: float) -> Frame:
        x, y = shake(t, 0.004 * width, phase)
        return seen(layers, Camera(way * (0.055 * t - 0.1) * width + x, y, 1.02), width, height)

    return draw


def lights(width: int, height: int, by: Chance) -> Moving:
    """A city at night out of focus, somebody dark before it; the camera pushes in."""
    wide, tall = _canvas(width, height)
    ground = tinted(noise(wide, tall, 1.6, by), (10, 12, 30), (46, 38, 66))
    layers, glows = [layer(ground, None, 0.1)], []
    for near, count, radius in ((0.3, 70, 0.022), (0.6, 34, 0.042)):
        glow = np.zeros((tall, wide, 3), np.float32)
        for _ in range(count):
            centre = (int(by.uniform(0, wide)), int(tall * (0.52 + 0.2 * by.standard_normal())))
            colour = ((60, 150, 255), (90, 200, 255), (235, 190, 120), (80, 70, 240), (150, 235, 140))[int(by.integers(0, 5))]
            size = max(3, int(radius * min(width, height) * by.uniform(0.6, 1.5)))
            disc = np.zeros_like(glow[: 4 * size + 1, : 4 * size + 1])
            cv2.circle(disc, (2 * size, 2 * size), size, colour, -1, cv2.LINE_AA)
            cv2.circle(disc, (2 * size, 2 * size), size, tuple(1.5 * c for c in colour), 2, cv2.LINE_AA)
            _added(
                glow,
                cv2.GaussianBlur(disc, (0, 0), 1.5) * float(by.uniform(0.25, 0.75)),
                centre[0] - 2 * size,
                centre[1] - 2 * size,
            )
        glows.append((np.clip(glow, 0, 255).astype(np.uint8), near))
    figure = _figure(wide, tall, by, (16, 14, 20), (74, 52, 50))
    phase = float(by.uniform(0, 6))

    def draw(t: float) -> Frame:
        x, y = shake(t, 0.005 * width, phase)
        camera = Camera(x - 0.02 * width * t, y, 1 + 0.03 * t)
        frame = seen(layers, camera, width, height)
        for glow, near in glows:
            frame = np.asarray(cv2.add(frame, seen([layer(glow, None, near)], camera, width, height)), np.uint8)
        sway = 0.012 * width * np.sin(0.9 * t + phase)
        return seen_over(frame, figure, Camera(camera.x + sway, y, 1 + 0.035 * t), width, height)

    return draw


def water(width: int, height: int, by: Chance) -> Moving:
    """The sea to the horizon in low sun: waves run, light glitters."""
    small_wide, small_tall = width // 2, height // 2
    rows = np.linspace(0, 1, small_tall, dtype=np.float32)[:, np.newaxis]
    horizon = 0.42
    depth = 1 / np.maximum(rows - horizon + 0.02, 0.02)
    across = (np.linspace(-0.5, 0.5, small_wide, dtype=np.float32)[np.newaxis] * depth).astype(np.float32)
    waves = [(by.uniform(2, 26), by.uniform(-9, 9), by.uniform(0.8, 3.2), by.uniform(0, 6)) for _ in range(7)]
    below = rows[:, 0] > horizon
    far = depth[below] * np.ones((1, small_wide), np.float32)
    lanes = [(a * far + b * across[below], 1 / np.sqrt(a)) for a, b, _, _ in waves]
    sky = tinted(noise(small_wide, small_tall, 1.9, by), (196, 120, 92), (250, 206, 150))
    drift = noise(small_wide * 2, int(below.sum()), 1.0, by)
    sun = np.exp(-((np.linspace(-0.5, 0.5, small_wide, dtype=np.float32) - by.uniform(-0.2, 0.2)) ** 2) / 0.012)[np.newaxis]
    phase = float(by.uniform(0, 6))

    def draw(t: float) -> Frame:
        height_of = sum(
            share * np.sin(lane + speed * 2.4 * t + turn) for (lane, share), (_, _, speed, turn) in zip(lanes, waves, strict=True)
        )
        height_of = np.asarray(height_of, np.float32)
        first = int((0.06 * t % 1) * small_wide)
        height_of += 0.5 * drift[:, first : first + small_wide]
        steep = np.clip(0.5 + 0.23 * height_of, 0, 1)
        glitter = np.clip(steep - 0.66, 0, 1) * 3.0 * (0.25 + sun)
        sea = np.array([66, 44, 22], np.float32) + np.array([96, 92, 70], np.float32) * steep[..., np.newaxis]
        frame = sky.copy()
        frame[below] = np.clip(sea + np.array([130, 190, 250], np.float32) * glitter[..., np.newaxis], 0, 255).astype(np.uint8)
        large = cv2.resize(frame, (width, height), interpolation=cv2.INTER_CUBIC)
        x, y = shake(t, 0.003 * width, phase)
        matrix = np.array([[1.03, 0, x - 0.015 * width], [0, 1.03, y - 0.015 * height]], np.float32)
        return np.asarray(cv2.warpAffine(large, matrix, (width, height), borderMode=cv2.BORDER_REFLECT), np.uint8)

    return draw


def street(width: int, height: int, by: Chance) -> Moving:
    """A wall with windows; people walk past at two distances; the camera follows slowly."""
    wide, tall = _canvas(width, height)
    wall = tinted(noise(wide, tall, 0.9, by), (112, 84, 66), (186, 150, 122))
    course = max(10, tall // 70)
    for row, y in enumerate(range(0, tall, course)):
        cv2.line(wall, (0, y), (wide, y), (88, 94, 104), 1)
        for x in range((row % 2) * course, wide, 2 * course):
            cv2.line(wall, (x, y), (x, y + course), (88, 94, 104), 1)
    pane_wide, pane_tall = wide // 5, tall // 6
    for row in range(5):
        for column in range(5):
            x, y = int((column + 0.18) * pane_wide), int((row + 0.2) * pane_tall * 1.15)
            lit = by.uniform(0, 1) > 0.6
            pane = tinted(
                noise(pane_wide * 3 // 5, pane_tall * 3 // 4, 1.3, by), (52, 58, 70), (250, 214, 140) if lit else (104, 118, 134)
            )
            part = wall[y : y + pane.shape[0], x : x + pane.shape[1]]
            part[:] = pane[: part.shape[0], : part.shape[1]]
            cv2.rectangle(wall, (x, y), (x + pane.shape[1], y + pane.shape[0]), (210, 216, 222), 5)
            cv2.line(wall, (x + pane.shape[1] // 2, y), (x + pane.shape[1] // 2, y + pane.shape[0]), (210, 216, 222), 3)
    pavement = int(0.86 * tall)
    wall[pavement:] = tinted(noise(wide, tall - pavement, 0.7, by), (92, 92, 94), (146, 144, 140))
    wall = shaded(wall, 1.05 - 0.4 * np.linspace(1, 0, tall, dtype=np.float32)[:, np.newaxis] * np.ones((1, wide), np.float32))
    layers = [layer(cv2.GaussianBlur(wall, (0, 0), 1.1), None, 0.5)]
    walkers = []
    for number in range(4):
        size = height * (0.52 if number < 2 else 0.74)
        walkers.append(
            (_walker(int(size), by), float(by.uniform(0.16, 0.3)) * float(by.choice([-1, 1])), float(by.uniform(0, 1)), size)
        )
    phase = float(by.uniform(0, 6))

    def draw(t: float) -> Frame:
        x, y = shake(t, 0.004 * width, phase)
        camera = Camera((0.03 * t - 0.06) * width + x, y, 1.03)
        frame = seen(layers, camera, width, height)
        for steps, speed, start, size in walkers:
            span = 1.5 * width
            at = (start * span + speed * width * t) % span - 0.25 * width - camera.x * 0.8
            cel = steps[int(t * abs(speed) * 42) % len(steps)]
            flip = -1.0 if speed < 0 else 1.0
            half = cel.colours.shape[1] / 2
            feet = height * (0.955 if size < 0.6 * height else 1.05)
            matrix = np.array([[flip, 0, at - flip * half], [0, 1, feet - cel.colours.shape[0] - y]], np.float32)
            frame = over(frame, cel, matrix, width, height)
        return frame

    return draw


def room(width: int, height: int, by: Chance) -> Moving:
    """Shelves full of books in lamp light; a slow zoom, almost at rest."""
    wide, tall = _canvas(width, height)
    wood = cv2.resize(noise(wide // 8, tall, 1.1, by), (wide, tall), interpolation=cv2.INTER_CUBIC)
    picture = tinted(wood, (58, 36, 22), (108, 72, 44))
    shelf = tall // 9
    for top in range(shelf // 3, tall - shelf, shelf):
        x = 6
        while x < wide - 20:
            thick, long = int(by.uniform(0.018, 0.05) * width), int(shelf * by.uniform(0.58, 0.84))
            colour = _colour(by, 40, 150)
            book = tinted(noise(thick, long, 1.0, by), tuple(int(c * 0.6) for c in colour), colour)
            y = top + int(0.88 * shelf) - long
            part = picture[y : y + long, x : x + thick]
            part[:] = shaded(book, np.linspace(0.65, 1.1, thick, dtype=np.float32)[np.newaxis] * np.ones((long, 1), np.float32))[
                : part.shape[0], : part.shape[1]
            ]
            if by.uniform() > 0.4:
                cv2.rectangle(picture, (x + 3, y + long // 6), (x + thick - 4, y + long // 6 + 5), (120, 190, 220), -1)
            x += thick + int(by.integers(0, 3)) + (int(0.08 * width) if by.uniform() > 0.93 else 0)
        cv2.rectangle(picture, (0, top + int(0.88 * shelf)), (wide, top + shelf), (34, 52, 84), -1)
    rows, columns = np.mgrid[0:tall, 0:wide].astype(np.float32)
    lamp = np.exp(-(((columns - 0.62 * wide) / (0.42 * wide)) ** 2 + ((rows - 0.36 * tall) / (0.34 * tall)) ** 2))
    picture = shaded(picture, 0.34 + 1.05 * lamp)
    layers = [layer(cv2.GaussianBlur(picture, (0, 0), 0.9), None, 0.6)]
    phase = float(by.uniform(0, 6))
    way = float(by.choice([-1.0, 1.0]))

    def draw(t: float) -> Frame:
        return seen(layers, Camera(0.01 * width * np.sin(phase), 0, 1.06 + way * 0.012 * (t - 2)), width, height)

    return draw


def shoulders(width: int, height: int, by: Chance) -> Moving:
    """Somebody from the chest up before a blurred place: subtitles stand on moving cloth, as they mostly do."""
    wide, tall = _canvas(width, height)
    behind = tinted(noise(wide, tall, 1.9, by), _colour(by, 25, 70), _colour(by, 130, 200), 0.3)
    for _ in range(6):
        x = int(by.uniform(0, wide))
        cv2.rectangle(
            behind, (x, 0), (x + int(by.uniform(0.02, 0.12) * wide), tall), tuple(int(c) for c in by.integers(20, 200, 3)), -1
        )
    behind = cv2.GaussianBlur(behind, (0, 0), 0.02 * width)
    layers = [layer(behind, None, 0.25)]
    cloth = _colour(by, 60, 190)
    figure = _figure(wide, tall, by, (cloth[0] // 3, cloth[1] // 3, cloth[2] // 3), cloth, lit=True)
    phase = float(by.uniform(0, 6))

    def draw(t: float) -> Frame:
        x, y = shake(t, 0.004 * width, phase)
        frame = seen(layers, Camera(x, y, 1.02), width, height)
        sway = 0.022 * width * np.sin(0.8 * t + phase)
        return seen_over(
            frame, figure, Camera(sway + x, y + 0.006 * height * np.sin(1.9 * t), 1.03 + 0.006 * np.sin(1.9 * t)), width, height
        )

    return draw


SCENES: dict[str, Callable[[int, int, Chance], Moving]] = {
    "hills": hills,
    "lights": lights,
    "water": water,
    "street": street,
    "room": room,
    "shoulders": shoulders,
}


def seen_over(frame: Frame, near: Layer, camera: Camera, width: int, height: int) -> Frame:
    """A near layer over a frame that is already there."""
    tall, wide = near.colours.shape[:2]
    z = camera.zoom
    matrix = np.array([[z, 0, width / 2 - z * (wide / 2 + camera.x)], [0, z, height / 2 - z * (tall / 2 + camera.y)]], np.float32)
    return over(frame, near, matrix, width, height)


def _added(field: Field, piece: Field, left: int, top: int) -> None:
    y0, x0 = max(0, top), max(0, left)
    y1, x1 = min(field.shape[0], top + piece.shape[0]), min(field.shape[1], left + piece.shape[1])
    if y1 > y0 and x1 > x0:
        field[y0:y1, x0:x1] += piece[y0 - top : y1 - top, x0 - left : x1 - left]


def _figure(wide: int, tall: int, by: Chance, dark: tuple[int, int, int], light: tuple[int, int, int], lit: bool = False) -> Layer:
    """Head, neck and shoulders in woven cloth, lit from one side; without ``lit`` a dark shape with an edge of light."""
    margin = MARGIN / (1 + 2 * MARGIN)
    unit = min(wide, tall) * (1 - 2 * margin) if wide < tall else 0.6 * tall
    middle, eyes = wide / 2 + by.uniform(-0.05, 0.05) * unit, tall * (0.40 if wide < tall else 0.42)
    alpha = np.zeros((tall, wide), np.uint8)
    body = np.zeros_like(alpha)
    points = [
        (-0.13, 0.33),
        (-0.2, 0.42),
        (-0.42, 0.52),
        (-0.52, 0.72),
        (-0.58, 2.4),
        (0.58, 2.4),
        (0.52, 0.72),
        (0.42, 0.52),
        (0.2, 0.42),
        (0.13, 0.33),
    ]
    outline = np.array([[middle + x * unit, eyes + y * unit] for x, y in points], np.int32)
    cv2.fillPoly(body, [outline], 255, cv2.LINE_AA)
    body = np.where(cv2.GaussianBlur(body, (0, 0), 0.02 * unit) > 127, 255, 0).astype(np.uint8)
    head = np.zeros_like(alpha)
    cv2.ellipse(head, (int(middle), int(eyes)), (int(0.175 * unit), int(0.235 * unit)), 0, 0, 360, 255, -1, cv2.LINE_AA)
    cv2.rectangle(head, (int(middle - 0.09 * unit), int(eyes)), (int(middle + 0.09 * unit), int(eyes + 0.42 * unit)), 255, -1)
    hair = np.zeros_like(alpha)
    cv2.ellipse(
        hair, (int(middle), int(eyes - 0.06 * unit)), (int(0.22 * unit), int(0.26 * unit)), 0, 180, 360, 255, -1, cv2.LINE_AA
    )
    cv2.ellipse(
        hair,
        (int(middle - 0.19 * unit), int(eyes + 0.06 * unit)),
        (int(0.06 * unit), int(0.26 * unit)),
        4,
        0,
        360,
        255,
        -1,
        cv2.LINE_AA,
    )
    cv2.ellipse(
        hair,
        (int(middle + 0.19 * unit), int(eyes + 0.06 * unit)),
        (int(0.06 * unit), int(0.26 * unit)),
        -4,
        0,
        360,
        255,
        -1,
        cv2.LINE_AA,
    )
    np.maximum.reduce([body, head, hair], out=alpha)
    rows, columns = np.mgrid[0:tall, 0:wide].astype(np.float32)
    across = (columns - middle) / (0.5 * unit)
    weave = 0.05 * np.sin(columns * 1.1 + rows * 0.4) + 0.05 * np.sin(rows * 1.3)
    folds = 0.16 * cv2.resize(noise(wide, max(8, tall // 5), 1.5, by), (wide, tall), interpolation=cv2.INTER_CUBIC)
    side = float(by.choice([-1.0, 1.0]))
    light_on = 0.86 + 0.3 * side * across - 0.3 * across * across
    picture = shaded(tinted(noise(wide, tall, 1.0, by), dark, light, 0.2), np.clip(light_on + folds + weave, 0.15, 1.5))
    skin = shaded(
        tinted(noise(wide, tall, 1.4, by), (176, 124, 100), (226, 178, 150), 0.2),
        np.clip(light_on + 0.25 * side * across, 0.3, 1.25),
    )
    strands = tinted(cv2.resize(noise(wide, max(8, tall // 12), 0.8, by), (wide, tall)), (16, 12, 12), (66, 48, 40))
    if not lit:
        skin, strands = (
            shaded(skin, np.full((tall, wide), 0.28, np.float32)),
            shaded(strands, np.full((tall, wide), 0.5, np.float32)),
        )
    picture = np.where(head[..., np.newaxis] > 127, skin, picture)
    # The jaw's shadow on the neck, and the hair that frames the face.
    jaw = np.clip((rows - eyes - 0.2 * unit) / (0.06 * unit), 0, 1) * (head > 0)
    picture = shaded(picture, (1 - 0.4 * jaw).astype(np.float32))
    face = np.zeros_like(alpha)
    cv2.ellipse(
        face, (int(middle), int(eyes + 0.02 * unit)), (int(0.145 * unit), int(0.205 * unit)), 0, 0, 360, 255, -1, cv2.LINE_AA
    )
    picture = np.where(((hair > 127) & (face < 128))[..., np.newaxis], strands, picture).astype(np.uint8)
    if lit:
        for eye in (-1, 1):
            spot = (int(middle + eye * 0.068 * unit), int(eyes + 0.01 * unit))
            cv2.ellipse(picture, spot, (int(0.034 * unit), int(0.015 * unit)), 0, 0, 360, (226, 228, 232), -1, cv2.LINE_AA)
            cv2.circle(picture, spot, int(0.014 * unit), (34, 30, 28), -1, cv2.LINE_AA)
            cv2.ellipse(
                picture,
                (spot[0], int(spot[1] - 0.045 * unit)),
                (int(0.048 * unit), int(0.012 * unit)),
                0,
                180,
                360,
                (30, 30, 40),
                4,
                cv2.LINE_AA,
            )
        cv2.ellipse(
            picture,
            (int(middle), int(eyes + 0.125 * unit)),
            (int(0.05 * unit), int(0.013 * unit)),
            0,
            0,
            360,
            (92, 84, 172),
            -1,
            cv2.LINE_AA,
        )
    else:
        rim = cv2.GaussianBlur(alpha, (0, 0), 0.012 * unit).astype(np.float32) / 255
        picture = np.clip(
            picture + (np.array([70, 110, 190], np.float32) * np.clip(1 - rim, 0, 1)[..., np.newaxis] * 1.4), 0, 255
        ).astype(np.uint8)
    soft = cv2.GaussianBlur(alpha, (0, 0), 1.2).astype(np.float32) / 255
    return layer(cv2.GaussianBlur(picture, (0, 0), 0.8), soft, 1.0)


def _walker(size: int, by: Chance) -> list[Layer]:
    """Twelve drawings of one step of somebody walking, ``size`` pixels tall."""
    wide = int(0.56 * size)
    colours = tinted(noise(wide, size, 1.3, by), _colour(by, 20, 45), _colour(by, 50, 110), 0.2)
    colours[: int(0.17 * size)] = tinted(noise(wide, int(0.17 * size), 1.2, by), (70, 50, 42), (120, 90, 76), 0.2)
    colours[int(0.55 * size) :] = tinted(noise(wide, size - int(0.55 * size), 1.3, by), (22, 22, 28), (58, 58, 66), 0.2)
    steps = []
    for number in range(12):
        swing = np.sin(2 * np.pi * number / 12)
        alpha = np.zeros((size, wide), np.uint8)
        hip = (wide // 2, int(0.5 * size))
        thick = int(0.085 * size)
        for way in (1, -1):
            knee = (int(hip[0] + way * swing * 0.1 * size), int(0.73 * size))
            foot = (int(hip[0] + way * swing * 0.19 * size - 0.02 * size), int(0.95 * size))
            cv2.line(alpha, hip, knee, 255, thick, cv2.LINE_AA)
            cv2.line(alpha, knee, foot, 255, int(0.75 * thick), cv2.LINE_AA)
            cv2.ellipse(
                alpha, (foot[0] + int(0.03 * size), int(0.965 * size)), (int(0.055 * size), int(0.022 * size)), 0, 0, 360, 255, -1
            )
            hand = (int(hip[0] - way * swing * 0.14 * size), int(0.52 * size))
            cv2.line(alpha, (hip[0], int(0.24 * size)), hand, 255, int(0.06 * size), cv2.LINE_AA)
        cv2.ellipse(alpha, (hip[0], int(0.36 * size)), (int(0.105 * size), int(0.2 * size)), 0, 0, 360, 255, -1, cv2.LINE_AA)
        cv2.ellipse(alpha, (hip[0], int(0.085 * size)), (int(0.058 * size), int(0.078 * size)), 0, 0, 360, 255, -1, cv2.LINE_AA)
        soft = cv2.GaussianBlur(alpha, (0, 0), 1.6).astype(np.float32) / 255
        steps.append(layer(colours, soft, 1.0))
    return steps
