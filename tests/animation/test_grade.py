"""Grades colour frames and leave faces readable."""

import numpy as np
import pytest
import skia

from onecrew.animation import grade
from onecrew.animation.light import Light
from onecrew.story.episode import MOODS

SKIN = {"porcelain": (251, 230, 218), "tan": (220, 166, 124), "deep": (85, 51, 36)}


def pixels(image: skia.Image) -> np.ndarray:
    return image.toarray(colorType=skia.kRGBA_8888_ColorType)


@pytest.mark.parametrize("name", grade.GRADES)
@pytest.mark.parametrize("mood", MOODS)
def test_skin_stays_readable_under_every_grade(name, mood):
    """The veil over the middle of the frame, where faces are, takes less than an eighth of any colour."""
    veil = grade.veil(grade.grade_of(name, mood), 90, 160)
    for colour in SKIN.values():
        surface = skia.Surface.MakeRasterN32Premul(90, 160)
        canvas = surface.getCanvas()
        canvas.clear(skia.Color(*colour))
        canvas.drawImage(veil, 0, 0)
        seen = pixels(surface.makeImageSnapshot())[45:75, 30:60, :3].reshape(-1, 3).mean(axis=0)
        assert np.abs(seen - colour).max() < 32


@pytest.mark.parametrize("name", grade.GRADES)
def test_the_corners_are_darker_than_the_middle_but_never_black(name):
    veil = pixels(grade.veil(grade.grade_of(name, "calm"), 90, 160))
    assert veil[0, 0, 3] > veil[60, 45, 3] + 20
    assert veil[..., 3].max() < 0.5 * 255


def test_a_veil_is_the_same_every_time():
    first, second = (pixels(grade.veil(grade.grade_of("neon", "angry"), 90, 160)) for _ in range(2))
    assert (first == second).all()


def test_a_warm_grade_is_warmer_and_a_cool_one_cooler():
    def painted(name: str) -> np.ndarray:
        surface = skia.Surface.MakeRasterN32Premul(4, 4)
        surface.getCanvas().drawPaint(
            skia.Paint(Color=skia.Color(128, 128, 128), ColorFilter=grade.matrix_of(grade.grade_of(name, "calm")))
        )
        return pixels(surface.makeImageSnapshot())[0, 0].astype(int)

    warm, cool = painted("warm"), painted("cool")
    assert warm[0] - warm[2] > 5
    assert cool[2] - cool[0] > 5


def test_people_stand_in_the_light_of_the_grade():
    assert grade.lit(Light(), grade.grade_of("neon", "calm")).ambient != Light().ambient
    assert grade.lit(Light(), grade.Grade()) == Light()


def test_an_unknown_grade_names_those_there_are():
    with pytest.raises(ValueError, match="sepia"):
        grade.grade_of("psychedelic", "calm")


def test_only_memories_have_grain():
    assert grade.grains(grade.grade_of("none", "calm"), 90, 160) == ()
    assert len(grade.grains(grade.grade_of("sepia", "calm"), 90, 160)) == 4
