"""Every place, at every hour, in every weather: whole, lit, repeatable, and not its neighbour."""

from __future__ import annotations

import time

import numpy as np
import pytest
import skia

from onecrew.animation.palette import palette_names
from onecrew.animation.place_set import Layer, PlaceSet
from onecrew.animation.sets import build_set
from onecrew.story.episode import MOODS, PLACES, TIMES, WEATHERS, Place

EXTERIORS = ("street", "forest", "rooftop")
WIDE = (-115.0, -330.0, 115.0, 80.0)
WORLD = (-700.0, -620.0, 700.0, 180.0)


def place(kind: str, hour: str = "day", weather: str = "clear") -> Place:
    return Place(name=kind.upper(), kind=kind, interior=kind not in EXTERIORS, time=hour, weather=weather)


def made(
    kind: str, hour: str = "day", weather: str = "clear", *, palette: str = "dusk", seed: int = 1, mood: str = "calm"
) -> PlaceSet:
    return build_set(place(kind, hour, weather), palette, seed, mood)


def painted(
    layers: tuple[Layer, ...], area: tuple[float, float, float, float] = WIDE, pixels: float = 0.4, seconds: float = 1.0
) -> np.ndarray:
    """The layers as the neutral camera sees an area of the world: height × width × RGBA, 0–255."""
    left, top, right, bottom = area
    surface = skia.Surface.MakeRasterN32Premul(round((right - left) * pixels), round((bottom - top) * pixels))
    canvas = surface.getCanvas()
    canvas.clear(0)
    canvas.scale(pixels, pixels)
    canvas.translate(-left, -top)
    for layer in layers:
        layer.draw(canvas, seconds)
    return surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType).astype(np.int16)


def brightness(picture: np.ndarray) -> float:
    return float((picture[..., :3] @ np.array([0.2126, 0.7152, 0.0722])).mean())


def difference(one: np.ndarray, other: np.ndarray) -> float:
    return float(np.abs(one[..., :3] - other[..., :3]).mean())


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("hour", TIMES)
@pytest.mark.parametrize("weather", WEATHERS)
def test_every_place_at_every_hour_and_weather_fills_the_frame(kind: str, hour: str, weather: str) -> None:
    built = made(kind, hour, weather)
    picture = painted((*built.layers, *built.front), pixels=0.2)
    assert (picture[..., 3] == 255).all()
    assert picture[..., :3].std() > 12, "a flat colour is not a place"
    if built.over is not None:
        surface = skia.Surface.MakeRasterN32Premul(72, 128)
        built.over(surface.getCanvas(), 72, 128, 0.4)


@pytest.mark.parametrize("kind", PLACES)
@pytest.mark.parametrize("weather", ["clear", "rain"])
def test_no_camera_sees_the_edge_of_the_world(kind: str, weather: str) -> None:
    behind = tuple(layer for layer in made(kind, "dusk", weather).layers if layer.depth >= 1)
    assert (painted(behind, WORLD, pixels=0.1)[..., 3] == 255).all()


@pytest.mark.parametrize("kind", PLACES)
def test_night_is_darker_than_dusk_and_dusk_than_day(kind: str) -> None:
    day, dusk, night = (brightness(painted(made(kind, hour).layers, pixels=0.2)) for hour in TIMES)
    assert night < day
    assert dusk < day
    assert night <= dusk * 1.02


@pytest.mark.slow
def test_the_places_are_told_apart() -> None:
    pictures = {kind: painted(made(kind).layers, pixels=0.2) for kind in PLACES}
    alike = [(a, b) for a in PLACES for b in PLACES if a < b and difference(pictures[a], pictures[b]) < 12]
    assert alike == []


@pytest.mark.parametrize("kind", PLACES)
def test_the_hours_and_the_rain_change_the_picture(kind: str) -> None:
    day, night = painted(made(kind).layers, pixels=0.2), painted(made(kind, "night").layers, pixels=0.2)
    assert difference(day, night) > 5
    if kind not in ("lift", "palace"):
        assert difference(day, painted(made(kind, "day", "rain").layers, pixels=0.2)) > 1.0


@pytest.mark.parametrize("kind", PLACES)
def test_a_place_is_the_same_place_every_time(kind: str) -> None:
    one, other = (painted(made(kind, "night", "rain", seed=9).layers, pixels=0.3, seconds=0.72) for _ in range(2))
    assert (one == other).all()


@pytest.mark.slow
@pytest.mark.parametrize("kind", PLACES)
def test_two_seeds_are_two_places(kind: str) -> None:
    pictures = [painted(made(kind, seed=seed).layers, pixels=0.2) for seed in range(4)]
    assert max(difference(pictures[0], other) for other in pictures[1:]) > 2.5


@pytest.mark.parametrize("palette", palette_names())
def test_every_palette_colours_a_place_its_own_way(palette: str) -> None:
    picture = painted(made("flat", palette=palette).layers, pixels=0.2)
    others = [painted(made("flat", palette=name).layers, pixels=0.2) for name in palette_names() if name != palette]
    assert min(difference(picture, other) for other in others) > 1.0


@pytest.mark.parametrize("mood", MOODS)
def test_moods_change_the_light_and_not_the_room(mood: str) -> None:
    calm, other = made("flat", mood="calm"), made("flat", mood=mood)
    assert calm.marks == other.marks
    assert len(calm.layers) == len(other.layers)
    if mood != "calm":
        assert difference(painted(calm.layers, pixels=0.2), painted(other.layers, pixels=0.2)) > 0.5


@pytest.mark.parametrize("kind", PLACES)
def test_what_stands_before_the_people_leaves_their_faces_free(kind: str) -> None:
    near = tuple(layer for layer in made(kind).layers if layer.depth < 1 and not layer.moves)
    faces = painted(near, (-85.0, -205.0, 85.0, -95.0), pixels=0.5)
    limit = 60 if kind == "car" else 0  # the windscreen's faint reflections lie over everything
    assert faces[..., 3].max() <= limit


@pytest.mark.parametrize("kind", PLACES)
def test_layers_come_from_the_farthest_to_the_nearest_and_marks_are_known(kind: str) -> None:
    built = made(kind)
    assert len(built.layers) >= 3
    assert built.layers[0].depth > 1.3
    before = [index for index, layer in enumerate(built.layers) if layer.depth < 0.97]
    assert before == sorted(before)
    assert all(layer.depth < 1 for layer in built.layers[before[0] :])
    assert {"left", "right", "centre", "far_left", "far_right"} <= set(dict(built.marks))
    assert built.exits[0] < -100 < 100 < built.exits[1]
    assert 0 <= built.seat <= 60
    assert -1 <= built.light.side <= 1
    assert all(layer.depth == 1 for layer in built.front)


@pytest.mark.parametrize("kind", PLACES)
def test_only_layers_that_say_so_move(kind: str) -> None:
    built = made(kind, "night", "rain")
    for layer in built.layers:
        early, late = painted((layer,), pixels=0.4, seconds=0.3), painted((layer,), pixels=0.4, seconds=1.9)
        assert layer.moves or (early == late).all()


def test_the_world_passes_outside_the_car() -> None:
    built = made("car", "dusk")
    early, late = painted(built.layers, seconds=0.2), painted(built.layers, seconds=1.1)
    assert difference(early, late) > 1.0


def test_the_lift_opens_its_doors_once_in_a_while() -> None:
    built = made("lift")
    shut, wide_open = painted(built.layers, seconds=2.0), painted(built.layers, seconds=9.5)
    between = np.s_[60:115, 36:56]
    assert difference(shut[between], wide_open[between]) > 12


def test_rain_wets_the_street() -> None:
    ground = (-60.0, 0.0, 60.0, 80.0)
    dry, wet = (painted(made("street", "night", weather).layers, ground) for weather in ("clear", "rain"))
    assert wet[..., :3].max() > dry[..., :3].max() * 1.1


@pytest.mark.slow
def test_moving_layers_are_cheap_beside_still_ones() -> None:
    def cost(layer: Layer) -> float:
        surface = skia.Surface.MakeRasterN32Premul(360, 640)
        canvas = surface.getCanvas()
        canvas.translate(180, 515)
        canvas.scale(1.56, 1.56)
        best = float("inf")
        for n in range(3):
            start = time.process_time()
            for _ in range(4):
                layer.draw(canvas, n * 0.3)
            best = min(best, time.process_time() - start)
        return best

    still_cost = moving_cost = 0.0
    for kind in ("flat", "street", "car"):
        layers = made(kind, "night", "rain").layers
        still_cost += sum(cost(layer) for layer in layers if not layer.moves)
        moving_cost += sum(cost(layer) for layer in layers if layer.moves)
    assert moving_cost < still_cost / 4


def test_an_unknown_place_or_palette_is_refused_by_name() -> None:
    with pytest.raises(ValueError, match="moon"):
        build_set(Place("MOON", "moon"), "dusk", 0, "calm")
    with pytest.raises(ValueError, match="plaid"):
        build_set(place("flat"), "plaid", 0, "calm")


def test_a_house_named_from_outside_has_its_own_front() -> None:
    names = ("CAFE", "SCHOOL", "HOSPITAL", "SHOP", "OFFICE", "MEI'S FLAT")
    streets = {name: build_set(Place(name, "street", False), "dusk", 1, "calm") for name in (*names, "STREET", "ROAD")}
    pictures = {name: painted(built.layers, pixels=0.2) for name, built in streets.items()}
    for name in names:
        assert difference(pictures[name], pictures["STREET"]) > 4, name
    assert difference(pictures["CAFE"], pictures["SCHOOL"]) > 4
    assert difference(pictures["ROAD"], pictures["STREET"]) == 0


@pytest.mark.parametrize("weather", WEATHERS)
@pytest.mark.parametrize("hour", TIMES)
def test_a_front_covers_the_world_at_every_hour_in_every_weather(hour: str, weather: str) -> None:
    built = build_set(Place("CAFE", "street", False, hour, weather), "dusk", 3, "calm")
    behind = tuple(layer for layer in built.layers if layer.depth >= 1)
    assert (painted(behind, WORLD, pixels=0.1)[2:-2, 2:-2, 3] == 255).all()
