"""Feelings are told apart by the face and the body, and reached by degrees."""

from __future__ import annotations

import numpy as np
import pytest
import skia

from onecrew.animation.light import Light
from onecrew.animation.picture import Actor
from onecrew.animation.pose import Arm, Face, Pose
from onecrew.animation.puppet import add_faces, apply_feeling, draw_puppet, expression, proportions
from onecrew.story.episode import Feeling
from onecrew.story.show import Age, Gender, Look

ANYBODY = Actor("ANY", Look(), Age.ADULT, Gender.FEMALE)


def thumbnail(pose: Pose, size: int = 96) -> np.ndarray:
    """Head and shoulders as small as in a list of shots."""
    surface = skia.Surface(size, size)
    canvas = surface.getCanvas()
    canvas.clear(0xFFC0C8D0)
    canvas.translate(size / 2, size / 2)
    canvas.scale(size / 48, size / 48)
    p = proportions(ANYBODY)
    canvas.translate(0.0, -(p.chin_y - p.head_height * 0.3))
    draw_puppet(canvas, ANYBODY, pose, Light())
    return np.array(surface.toarray()[..., :3]).astype(int)


def test_a_feeling_of_no_strength_is_the_face_at_rest() -> None:
    for feeling in Feeling:
        assert expression(feeling, 0.0) == Face()
        assert apply_feeling(Pose(), feeling, 0.0) == Pose()


def test_feelings_are_told_apart_at_thumbnail_size() -> None:
    pictures = {feeling: thumbnail(apply_feeling(Pose(), feeling, 1.0)) for feeling in Feeling}
    kinds = list(Feeling)
    for i, a in enumerate(kinds):
        for b in kinds[i + 1 :]:
            share = (np.abs(pictures[a] - pictures[b]).max(axis=2) > 24).mean()
            assert share > 0.012, f"{a} looks like {b}"


@pytest.mark.parametrize("feeling", [feeling for feeling in Feeling if feeling is not Feeling.NEUTRAL])
def test_a_stronger_feeling_differs_more_from_rest(feeling: Feeling) -> None:
    rest = thumbnail(Pose())
    weak, strong = (np.abs(thumbnail(apply_feeling(Pose(), feeling, share)) - rest).mean() for share in (0.3, 1.0))
    assert strong > weak > 0.0


def test_joy_lifts_the_corners_and_grief_the_inner_brows() -> None:
    assert expression(Feeling.HAPPY, 1.0).corners > 0.5 > -0.5 > expression(Feeling.SAD, 1.0).corners
    assert expression(Feeling.SAD, 1.0).brow_inner > 0.5 > -0.5 > expression(Feeling.ANGRY, 1.0).brow_inner
    assert expression(Feeling.SURPRISED, 1.0).upper_lid < -0.5 < 0.2 < expression(Feeling.TENDER, 1.0).upper_lid


def test_faces_added_stay_within_their_ranges() -> None:
    both = add_faces(expression(Feeling.HAPPY, 1.0), expression(Feeling.HAPPY, 1.0))
    assert both.corners == 1.0
    assert both.teeth == 1.0
    assert add_faces(Face(pupil=0.5), Face(pupil=0.5)).pupil == pytest.approx(0.4)


def test_a_busy_arm_is_left_alone() -> None:
    busy = Arm(1.0, 1.2)
    felt = apply_feeling(Pose(left=busy), Feeling.AFRAID, 1.0)
    assert felt.left == busy
    assert felt.right != Arm()
