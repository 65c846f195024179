"""Grades colour frames and leave faces readable."""

import numpy as np
import pytest

from onecrew.animation import grade
from onecrew.animation.cel import lay
from onecrew.animation.light import Light
from onecrew.story.episode import MOODS

SKIN = {"porcelain": (251, 230, 218), "tan": (220, 166, 124), "deep": (85, 51, 36)}


@pytest.mark.parametrize("name", grade.GRADES)
@pytest.mark.parametrize("mood", MOODS)
def test_skin_stays_readable_under_every_grade(name, mood):
    """The veil over the middle of the frame, where faces are, takes less than an eighth of any colour."""
    veil = grade.veil(grade.grade_of(name, mood), 90, 160)
    for colour in SKIN.values():
        frame = np.full((160, 90, 4), (*colour, 255), np.uint8)
        lay(frame, veil, 0, 0)
        seen = frame[45:75, 30:60, :3].reshape(-1, 3).mean(axis=0)
        assert np.abs(seen - colour).max() < 32


@pytest.mark.parametrize("name", grade.GRADES)
def test_the_corners_are_darker_than_the_middle_but_never_black(name):
    covers = 255 - grade.veil(grade.grade_of(name, "calm"), 90, 160).ink[..., 3]
    assert covers[0, 0] > covers[60, 45] + 20
    assert covers.max() < 0.5 * 255


def test_a_veil_is_the_same_every_time():
    first, second = (grade.veil.__wrapped__(grade.grade_of("neon", "angry"), 90, 160) for _ in range(2))
    assert (first.ink == second.ink).all()


def test_a_warm_grade_is_warmer_and_a_cool_one_cooler():
    def painted(name: str) -> np.ndarray:
        grey = np.full((4, 4, 4), (128, 128, 128, 255), np.uint8)
        return grade.graded(grey, grade.grade_of(name, "calm"))[0, 0].astype(int)

    warm, cool = painted("warm"), painted("cool")
    assert warm[2] - warm[0] > 5
    assert cool[0] - cool[2] > 5


def test_people_stand_in_the_light_of_the_grade():
    assert grade.lit(Light(), grade.grade_of("neon", "calm")).ambient != Light().ambient
    assert grade.lit(Light(), grade.Grade()) == Light()


def test_an_unknown_grade_names_those_there_are():
    with pytest.raises(ValueError, match="sepia"):
        grade.grade_of("psychedelic", "calm")


def test_what_is_half_transparent_is_graded_like_what_is_opaque():
    solid = np.full((4, 4, 4), (200, 120, 60, 255), np.uint8)
    half = (solid.astype(int) * 128 // 255).astype(np.uint8)
    one, other = (grade.graded(each, grade.grade_of("sepia", "sad"))[0, 0].astype(int) for each in (solid, half))
    assert other[3] == 128
    assert np.abs(one[:3] * 128 / 255 - other[:3]).max() <= 1.5


def test_only_memories_have_grain():
    assert grade.grain(grade.grade_of("none", "calm"), 90, 160) is None
    picture = grade.grain(grade.grade_of("sepia", "calm"), 90, 160)
    assert picture is not None
    for left, top in grade.GRAINS:
        grey = np.full((160, 90, 4), (128, 128, 128, 255), np.uint8)
        lay(grey, picture, left, top)
        assert 1 < grey[..., 0].std() < 8
        assert (grey[..., 3] == 255).all()
        assert grey[-1, -1, 0] != 128 or grey[-8:, -8:, 0].std() > 0.5, "the grain reaches the corner"
