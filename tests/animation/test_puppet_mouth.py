"""The mouth opens as it is told and closes when it must."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
import skia

from onecrew.animation.light import Light
from onecrew.animation.picture import Actor
from onecrew.animation.pose import Face, Mouth, Pose
from onecrew.animation.puppet import draw_puppet, mouth_shapes, proportions
from onecrew.story.show import Age, Gender, Look

LIGHT = Light(key="#ffffff", ambient="#ffffff", rim_strength=0.0, contrast=0.0, side=0.0)


def mouth(face: Face, gender: Gender = Gender.FEMALE, age: Age = Age.ADULT) -> np.ndarray:
    """The lower half of a pale face, 20 pixels a centimetre."""
    one = Actor("ANY", Look(skin="porcelain", hair="bald", outfit="t-shirt"), age, gender)
    surface = skia.Surface(360, 260)
    canvas = surface.getCanvas()
    canvas.clear(0xFFFFFFFF)
    p = proportions(one)
    canvas.translate(180, 240)
    canvas.scale(20, 20)
    canvas.translate(0.0, -(p.chin_y + 1.0))
    draw_puppet(canvas, one, Pose(face=face), LIGHT)
    return np.array(surface.toarray()[100:215, 60:300, :3]).astype(int)


def inside(picture: np.ndarray) -> int:
    """Pixels of the dark of the mouth."""
    return int((picture.max(axis=2) < 80).sum())


@pytest.mark.parametrize("gender", list(Gender))
@pytest.mark.parametrize("turn", [0.0, 0.4, -0.4])
def test_the_opening_grows_with_mouth_open(gender: Gender, turn: float) -> None:
    dark = [inside(mouth(Face(turn=turn, mouth_open=k / 5), gender)) for k in range(6)]
    assert dark[0] == 0
    assert all(b > a for a, b in itertools.pairwise(dark))


@pytest.mark.parametrize("shape", [Mouth.REST, Mouth.CLOSED])
@pytest.mark.parametrize("corners", [-1.0, 0.0, 1.0])
@pytest.mark.parametrize("age", [Age.CHILD, Age.ADULT, Age.OLD])
def test_a_shut_mouth_shows_nothing_inside(shape: Mouth, corners: float, age: Age) -> None:
    assert inside(mouth(Face(corners=corners, **mouth_shapes[shape]), age=age)) == 0


def test_all_shapes_are_there_and_differ() -> None:
    assert set(mouth_shapes) == set(Mouth)
    pictures = {shape: mouth(Face(**fields)) for shape, fields in mouth_shapes.items()}
    shapes = list(Mouth)
    for i, a in enumerate(shapes):
        for b in shapes[i + 1 :]:
            share = (np.abs(pictures[a] - pictures[b]).max(axis=2) > 20).mean()
            assert share > 0.004, f"{a} looks like {b}"


def test_a_wide_mouth_is_the_most_open_and_a_rounded_one_narrower() -> None:
    dark = {shape: mouth(Face(**fields)).max(axis=2) < 80 for shape, fields in mouth_shapes.items()}
    heights = {shape: int(mask.any(axis=1).sum()) for shape, mask in dark.items()}
    assert max(heights, key=lambda shape: heights[shape]) is Mouth.WIDE
    assert dark[Mouth.ROUND].any(axis=0).sum() < dark[Mouth.WIDE].any(axis=0).sum()


def test_teeth_are_white_and_above_the_tongue() -> None:
    without, teeth = mouth(Face(mouth_open=0.8)), mouth(Face(mouth_open=0.8, teeth=1.0))
    changed = np.abs(without - teeth).max(axis=2) > 60
    assert teeth[changed].mean() > without[changed].mean() + 60
    tongue = mouth(Face(mouth_open=0.8, tongue=0.5))
    lower = np.abs(without - tongue).max(axis=2) > 60
    assert np.nonzero(changed)[0].mean() < np.nonzero(lower)[0].mean()


def test_a_smile_lifts_the_corners_while_speaking() -> None:
    for opened in (0.0, 0.5):
        smile, frown = mouth(Face(mouth_open=opened, corners=1.0)), mouth(Face(mouth_open=opened, corners=-1.0))
        assert (np.abs(smile - frown).max(axis=2) > 24).mean() > 0.01
