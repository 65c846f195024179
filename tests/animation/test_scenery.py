"""Plates and what moves between them: cut into bands without a seam, still while the camera rests, smooth while it moves."""

from __future__ import annotations

import numpy as np
import pytest
import skia

from onecrew.animation.camera import View, lens
from onecrew.animation.cel import cel_of, lay_scaled, surface_on
from onecrew.animation.grade import Grade, graded
from onecrew.animation.place_set import Layer
from onecrew.animation.plates import Paint, moving
from onecrew.animation.scenery import Scenery
from onecrew.story.show import Format

FORM = Format(180, 320)
PUSH = [View(0.0, -110.0, 300.0 - 2 * n) for n in range(9)]
REST = [View(0.0, -110.0, 300.0)] * 9


def box(left: float, top: float, right: float, bottom: float, colour: int, depth: float, blur: float = 1.0) -> Layer:
    paint = skia.Paint(Color=colour, AntiAlias=True)
    area = skia.Rect.MakeLTRB(left, top, right, bottom)
    return Layer(depth, lambda canvas, seconds: canvas.drawRect(area, paint), blur=blur)


WALL = box(-700, -620, 700, 180, 0xFF405060, 2.0)
FLOOR = box(-700, -40, 700, 180, 0xFF806040, 1.0)
POSTS = tuple(box(x, -200, x + 7.3, 0, 0xFFB04030, 1.0) for x in (-60.5, 3.2, 51.7))


def runner(depth: float = 1.5) -> Layer:
    """A square that runs to the right."""
    paint = skia.Paint(Color=0xFFFFEE88)
    return Layer(depth, lambda canvas, t: canvas.drawRect(skia.Rect.MakeXYWH(-80 + 40 * t, -160, 30, 30), paint), moves=True)


def scenery(layers: list[Layer], views: list[View], defocus: float = 0.0, near: float = 0.0) -> Scenery:
    paint = Paint(FORM, defocus, Grade(), near)
    return Scenery(layers, views, paint, rests=views is REST, allowed=14.0, seated=False)


def behind(what: Scenery, view: View, t: float) -> np.ndarray:
    frame = np.full((FORM.height, FORM.width, 4), 255, np.uint8)
    what.draw_behind(frame, view, t)
    return frame


def test_the_bands_of_a_plate_show_no_seam() -> None:
    paint = Paint(FORM, 0.0, Grade())
    plate = moving([*POSTS, FLOOR], PUSH, paint)
    assert plate is not None
    assert len(plate.bands) > 2
    assert plate.bands[-1].cel.opaque
    whole = np.zeros((plate.bands[-1].row + plate.bands[-1].rows, plate.bands[-1].cel.ink.shape[1], 4), np.uint8)
    canvas = surface_on(whole).getCanvas()
    canvas.scale(plate.scale, plate.scale)
    canvas.translate(-plate.left, -plate.top)
    for layer in (*POSTS, FLOOR):
        layer.draw(canvas, 0.0)
    cel = cel_of(graded(whole, Grade()))
    for view in (View(0.13, -110.0, 299.3), View(-0.4, -110.7, 291.1), PUSH[-1]):
        one, other = (np.full((FORM.height, FORM.width, 4), 200, np.uint8) for _ in range(2))
        plate.draw(one, view, FORM)
        seen = lens(view, plate.depth, FORM)
        dx, dy = plate.left * seen.scale + seen.dx, plate.top * seen.scale + seen.dy
        lay_scaled(other, cel, seen.scale / plate.scale, dx, dy)
        assert np.abs(one.astype(int) - other)[..., :3].max() <= 1


def test_what_stands_at_the_foot_hides_what_is_behind() -> None:
    plate = moving([FLOOR], PUSH, Paint(FORM, 0.0, Grade()))
    assert plate is not None
    foot = plate.hides_from(PUSH[0], FORM)
    seen = lens(PUSH[0], 1.0, FORM)
    assert abs(foot - (-40 * seen.scale + seen.dy)) < 3


@pytest.mark.parametrize(("defocus", "near"), [(0.0, 0.0), (3.0, 0.0), (3.0, 0.25)])
def test_a_push_that_ends_where_a_still_shot_stands_shows_the_same(defocus: float, near: float) -> None:
    layers = [WALL, box(-50, -220, 20, -90, 0xFFC0C8D0, 2.0), FLOOR, *POSTS]
    pushed = behind(scenery(layers, [*PUSH[:-1], REST[0]], defocus, near), REST[0], 1.0)
    still = behind(scenery(layers, REST, defocus, near), REST[0], 1.0)
    assert np.abs(pushed.astype(int) - still)[..., :3].mean() < 1.5


@pytest.mark.parametrize("near", [0.0, 0.25])
@pytest.mark.parametrize("views", [REST, PUSH])
def test_the_order_of_asking_does_not_matter(views: list[View], near: float) -> None:
    layers = [WALL, runner(), FLOOR, *POSTS]
    one, other = scenery(layers, views, 3.0, near), scenery(layers, views, 3.0, near)
    times = (0.0, 0.04, 0.08, 0.5, 1.0)
    first = {t: behind(one, views[0], t) for t in times}
    second = {t: behind(other, views[0], t) for t in reversed(times)}
    for t in times:
        assert (first[t] == second[t]).all()
        assert (first[t][..., 3] == 255).all()


def test_what_is_out_of_focus_moves_on_twos_and_what_is_sharp_every_frame() -> None:
    soft, sharp = scenery([WALL, runner()], REST, 6.0), scenery([WALL, runner()], REST)
    assert (behind(soft, REST[0], 0.98) == behind(soft, REST[0], 1.02)).all()
    assert (behind(soft, REST[0], 1.0) != behind(soft, REST[0], 1.08)).any()
    assert (behind(sharp, REST[0], 1.0) != behind(sharp, REST[0], 1.04)).any()


def test_a_slow_push_never_steps() -> None:
    """The edge of a post goes on by much the same in every frame, out of focus too."""
    for defocus, near in ((0.0, 0.0), (3.0, 0.25)):
        views = [View(0.0, -110.0, 300.0 - 0.25 * n) for n in range(40)]
        what = scenery([WALL, box(40, -620, 700, 180, 0xFFF0F0F0, 1.0)], views[::5], defocus, near)
        edges = []
        for view in views:
            row = behind(what, view, 0.0)[100, :, 1].astype(float)
            edges.append(float((row.max() - row).sum() / (row.max() - row.min())))
        steps = np.diff(edges)
        assert np.abs(steps - steps.mean()).max() < 0.03
