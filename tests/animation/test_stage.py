"""Whole frames: the same every time, faces inside and free, every gesture in every framing."""

import time
from dataclasses import replace

import numpy as np
import pytest

from onecrew.animation import stage as stage_module
from onecrew.animation.stage import open_stage
from onecrew.story.episode import Feeling
from onecrew.story.shot import Framing, Gesture, Move
from onecrew.story.show import Format

SMALL = Format(180, 320)
PEOPLE = [f for f in Framing if f not in (Framing.INSERT, Framing.CARD)]


def frame(stage, seconds) -> np.ndarray:
    form = stage.picture.format
    pixels = np.full((form.height, form.width, 4), 77, np.uint8)
    stage.draw(pixels, seconds)
    return pixels


def pair(scenes, framing, **more):
    return scenes.picture(
        framing, scenes.subject("MEI", "left", "right"), scenes.subject("JUN", "right", "left"), form=SMALL, **more
    )


@pytest.mark.parametrize("move", [Move.STATIC, Move.PUSH_IN, Move.HANDHELD])
def test_the_same_picture_and_time_give_the_same_pixels_in_any_order(scenes, move):
    shot = pair(scenes, Framing.OVER_SHOULDER, move=move)
    one, other = open_stage(shot), open_stage(shot)
    first = [frame(one, t / 25) for t in (10, 11, 40)]
    second = [frame(other, t / 25) for t in (40, 11, 10)]
    for a, b in zip(first, reversed(second), strict=True):
        assert (a == b).all()


def test_time_passes(scenes):
    stage = open_stage(pair(scenes, Framing.TWO_SHOT))
    assert (frame(stage, 0) != frame(stage, 1.0)).any()


@pytest.mark.parametrize("framing", PEOPLE)
def test_a_frame_is_opaque_and_covered_to_its_edges(scenes, framing):
    for move in (Move.PAN_LEFT, Move.PULL_OUT):
        stage = open_stage(pair(scenes, framing, move=move))
        for t in (0.0, 2.0, 4.0):
            seen = frame(stage, t)
            assert (seen[..., 3] == 255).all()


@pytest.mark.parametrize("framing", [f for f in PEOPLE if f is not Framing.EXTREME_CLOSE])
@pytest.mark.parametrize("who", ["MEI", "JUN", "KID", "GRAN"])
def test_nothing_of_a_face_is_outside_the_frame(scenes, framing, who):
    shot = scenes.picture(framing, scenes.subject(who, "left", "right"), form=SMALL, seconds=3, move=Move.PUSH_IN)
    stage = open_stage(shot)
    for n in range(0, 75, 15):
        for box in stage.faces(n / 25):
            assert box.left >= 0
            assert box.top >= 0
            assert box.right <= SMALL.width
            assert box.bottom <= 0.66 * SMALL.height


@pytest.mark.parametrize("first", ["MEI", "JUN", "KID"])
@pytest.mark.parametrize("second", ["GRAN", "JUN", "KID"])
@pytest.mark.parametrize("side", ["left", "right"])
def test_a_shoulder_never_covers_the_face_it_looks_at(scenes, first, second, side):
    if first == second:
        return
    other = "right" if side == "left" else "left"
    shot = scenes.picture(
        Framing.OVER_SHOULDER, scenes.subject(first, side, other), scenes.subject(second, other, side), form=SMALL
    )
    stage = open_stage(shot)
    seen, near = sorted(stage.faces(1.0), key=lambda box: box.near)
    assert seen.left >= 0
    assert seen.right <= SMALL.width
    inside = near.left - seen.right if near.left > seen.left else seen.left - near.right
    assert inside > -0.05 * (seen.right - seen.left)
    # Its own head is partly out of the frame and larger.
    assert near.right > SMALL.width or near.left < 0
    assert near.bottom - near.top > 1.1 * (seen.bottom - seen.top) * (0.8 if second == "KID" else 1)


@pytest.mark.parametrize("names", [("MEI", "JUN"), ("KID", "JUN")])
def test_both_faces_of_a_two_shot_are_seen_and_apart(scenes, names):
    shot = scenes.picture(
        Framing.TWO_SHOT, scenes.subject(names[0], "left", "right"), scenes.subject(names[1], "right", "left"), form=SMALL
    )
    left, right = sorted(open_stage(shot).faces(1.0), key=lambda box: box.left)
    assert left.left >= 0
    assert right.right <= SMALL.width
    assert left.right < right.left


@pytest.mark.slow
@pytest.mark.parametrize("framing", PEOPLE)
def test_every_gesture_draws_in_every_framing(scenes, framing):
    for gesture in Gesture:
        shot = pair(scenes, framing, acting=(scenes.act("MEI", gesture, 0.5, 2.5, prop="cup"),))
        stage = open_stage(shot)
        for t in (0.6, 1.5, 3.5):
            assert frame(stage, t)[..., 3].all()


def test_somebody_alone_sits_down_in_view(scenes):
    shot = scenes.picture(
        Framing.MEDIUM, scenes.subject("MEI", "left", "right"), form=SMALL, acting=(scenes.act("MEI", Gesture.SIT, 0.5, 2),)
    )
    stage = open_stage(shot)
    (box,) = stage.faces(3.5)
    assert 0.2 * SMALL.height < box.eyes < 0.55 * SMALL.height


def test_a_still_shot_is_drawn_faster_than_it_is_opened(scenes):
    """What is still is painted once: a ratio, as machines differ."""
    shot = scenes.picture(Framing.WIDE, form=Format())
    start = time.perf_counter()
    stage = open_stage(shot)
    opened = time.perf_counter() - start
    frame(stage, 0)
    start = time.perf_counter()
    for n in range(5):
        frame(stage, n / 25)
    assert (time.perf_counter() - start) / 5 < 0.25 * opened


def test_the_doors_of_a_lift_are_open_for_who_comes_in(scenes):
    """A short shot does not wait for the doors' own time."""
    coming = scenes.picture(
        Framing.WIDE,
        scenes.subject("MEI", "left", "right"),
        form=SMALL,
        place="lift",
        seconds=3,
        acting=(scenes.act("MEI", Gesture.ENTER, 0, 1.5),),
    )
    alone = scenes.picture(Framing.WIDE, scenes.subject("MEI", "left", "right"), form=SMALL, place="lift", seconds=3)
    doors = np.s_[130:190, 120:150, :3]
    open_, shut = (frame(open_stage(shot), 1.0)[doors].astype(int) for shot in (coming, alone))
    # The lobby is warm, steel is grey.
    assert (open_[..., 2] - open_[..., 0]).mean() > (shut[..., 2] - shut[..., 0]).mean() + 10


def test_a_low_table_stands_before_people_who_sit_and_only_then(scenes, monkeypatch):
    both = (scenes.subject("MEI", "left", "right", sitting=True), scenes.subject("JUN", "right", "left", sitting=True))
    seated = scenes.picture(Framing.WIDE, *both, form=SMALL)
    standing = scenes.picture(Framing.WIDE, *(replace(one, sitting=False) for one in both), form=SMALL)
    with_table = [frame(open_stage(shot), 1.0) for shot in (seated, standing)]
    built = stage_module._built
    monkeypatch.setattr(stage_module, "_built", lambda *place: replace(built(*place), laid=()))
    without = [frame(open_stage(shot), 1.0) for shot in (seated, standing)]
    assert (with_table[0] != without[0]).any()
    assert (with_table[1] == without[1]).all()


@pytest.mark.parametrize("facing", ["left", "right"])
@pytest.mark.parametrize("feeling", [Feeling.ANGRY, Feeling.AFRAID, Feeling.SAD])
def test_both_eyes_of_a_turned_face_are_inside_an_extreme_close_up(scenes, facing, feeling):
    shot = scenes.picture(Framing.EXTREME_CLOSE, scenes.subject("MEI", "left", facing, feeling, 90), form=SMALL, seconds=2)
    stage = open_stage(shot)
    mark = stage._marks[0]
    for n in range(0, 50, 5):
        presence = stage._roles["MEI"].at(n / 25)
        view = stage._view(n / 25, {"MEI": presence})
        width = view.height * SMALL.width / SMALL.height
        assert abs(stage_module.eyes_x(mark, presence) - view.x) + 0.25 * mark.build.head_height < 0.49 * width


@pytest.mark.parametrize("how", ["kneeling", "lying", "fallen", "in bed"])
@pytest.mark.parametrize("kind", ["hospital", "bedroom", "street"])
@pytest.mark.parametrize("framing", [Framing.WIDE, Framing.MEDIUM, Framing.CLOSE])
def test_the_face_of_who_is_down_is_in_the_frame(scenes, framing, kind, how):
    who = replace(scenes.subject("GRAN", "left", "right"), down=how)
    stage = open_stage(scenes.picture(framing, who, form=SMALL, place=kind))
    (box,) = stage.faces(1.0)
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    assert 0.1 * SMALL.width < x < 0.9 * SMALL.width
    assert 0.1 * SMALL.height < y < 0.7 * SMALL.height


def test_in_a_ward_who_is_in_bed_is_under_a_cover_and_who_sits_is_not(scenes):
    sitting = scenes.subject("GRAN", "left", "right", sitting=True)
    in_bed = replace(sitting, sitting=False, down="in bed")
    seat, bed = (
        frame(open_stage(scenes.picture(Framing.WIDE, one, form=SMALL, place="hospital")), 1.0) for one in (sitting, in_bed)
    )
    assert (seat.astype(int) - bed).__abs__().max(axis=2)[SMALL.height // 2 :].mean() > 8


def test_a_near_shoulder_stays_at_its_height_on_the_knees_too(scenes):
    seen = scenes.subject("JUN", "right", "left")
    tops = []
    for how in ("none", "kneeling"):
        stage = open_stage(scenes.picture(Framing.OVER_SHOULDER, seen, replace(scenes.subject("MEI", "left", "right"), down=how)))
        tops += [box.top for box in stage.faces(1.0) if box.near]
    assert tops[0] == pytest.approx(tops[1], abs=40)
