"""The tall frame: eyes on the upper third, heads whole, moves that start and stop softly."""

import itertools

import pytest

from onecrew.animation.blocking import block
from onecrew.animation.camera import EYE_LINE, aim, eye_point, lens
from onecrew.story.shot import Framing, Move
from onecrew.story.show import Format

SINGLES = [f for f in Framing if f not in (Framing.INSERT, Framing.CARD, Framing.TWO_SHOT, Framing.OVER_SHOULDER)]
AGES = ["MEI", "JUN", "KID", "TEEN", "GRAN"]


def on_screen(shot, camera, mark, t=0.0):
    """Eyes, hair and chin of a mark, as shares of the frame's height, and x as a share of its width."""
    seen = lens(camera.at(t), mark.depth, shot.format)
    x, eyes = eye_point(mark)
    build = mark.build

    def row(y):
        return (y * seen.scale + seen.dy) / shot.format.height

    top = row(eyes - (build.height + build.eye_y) / mark.depth)
    chin = row(eyes + (build.chin_y - build.eye_y) / mark.depth)
    return (x * seen.scale + seen.dx) / shot.format.width, row(eyes), top, chin


@pytest.mark.parametrize("who", AGES)
@pytest.mark.parametrize("framing", SINGLES)
@pytest.mark.parametrize("sitting", [False, True])
def test_eyes_are_at_30_to_36_percent_of_the_height_for_every_age(scenes, framing, who, sitting):
    shot = scenes.picture(framing, scenes.subject(who, "left", "right", sitting=sitting))
    (mark,) = block(shot, scenes.EMPTY)
    _, eyes, _, _ = on_screen(shot, aim(shot, (mark,)), mark)
    assert 0.30 <= eyes <= 0.36


@pytest.mark.parametrize("who", AGES)
def test_a_close_up_leaves_six_to_ten_percent_above_the_hair_and_is_filled_by_the_head(scenes, who):
    shot = scenes.picture(Framing.CLOSE, scenes.subject(who, "left", "right"))
    (mark,) = block(shot, scenes.EMPTY)
    camera = aim(shot, (mark,))
    x, _, top, chin = on_screen(shot, camera, mark)
    hair = top - 3 / camera.view.height
    assert 0.05 <= hair <= 0.11
    assert chin < 0.60
    width = camera.view.height * 720 / 1280
    assert 0.5 <= mark.build.head_width / width <= 0.65
    assert 0.3 < x < 0.55


@pytest.mark.parametrize("facing", ["left", "right"])
def test_there_is_more_room_where_somebody_looks(scenes, facing):
    shot = scenes.picture(Framing.MEDIUM, scenes.subject("MEI", "centre", facing))
    (mark,) = block(shot, scenes.EMPTY)
    x, *_ = on_screen(shot, aim(shot, (mark,)), mark)
    assert (x > 0.52) if facing == "left" else (x < 0.48)


@pytest.mark.parametrize("pair", [("MEI", "JUN"), ("KID", "JUN"), ("KID", "GRAN"), ("TEEN", "KID")])
@pytest.mark.parametrize("framing", [Framing.TWO_SHOT, Framing.WIDE])
def test_two_faces_stay_inside_and_above_the_captions_whatever_their_heights(scenes, pair, framing):
    shot = scenes.picture(framing, scenes.subject(pair[0], "left", "right"), scenes.subject(pair[1], "right", "left"))
    marks = block(shot, scenes.EMPTY)
    camera = aim(shot, marks)
    for mark in marks:
        x, eyes, top, chin = on_screen(shot, camera, mark)
        half = mark.build.head_width / 2 / (camera.view.height * 720 / 1280)
        assert half < x < 1 - half
        assert top > 0.03
        assert chin < 0.66
        assert 0.15 < eyes < 0.62


def test_four_people_fit_into_a_wide_frame(scenes):
    shot = scenes.picture(
        Framing.WIDE,
        scenes.subject("MEI", "left", "right"),
        scenes.subject("JUN", "right", "left"),
        scenes.subject("KID"),
        scenes.subject("GRAN", "right", "left"),
    )
    marks = block(shot, scenes.EMPTY)
    camera = aim(shot, marks)
    assert len(marks) == 4
    for mark in marks:
        x, _, _, _ = on_screen(shot, camera, mark)
        half = mark.build.shoulder_width / 2 / (camera.view.height * 720 / 1280)
        assert half < x < 1 - half


def test_sides_are_kept(scenes):
    shot = scenes.picture(Framing.TWO_SHOT, scenes.subject("JUN", "right", "left"), scenes.subject("MEI", "left", "right"))
    marks = {mark.actor.name: mark for mark in block(shot, scenes.EMPTY)}
    assert marks["MEI"].x < marks["JUN"].x
    assert marks["MEI"].torso > 0 > marks["JUN"].torso


@pytest.mark.parametrize("move", [m for m in Move if m not in (Move.STATIC, Move.HANDHELD)])
def test_moves_are_under_way_at_the_cut_go_faster_between_and_stop_with_no_velocity(scenes, move):
    shot = scenes.picture(Framing.MEDIUM, scenes.subject("MEI", "left", "right"), move=move, seconds=3)
    camera = aim(shot, block(shot, scenes.EMPTY))

    def speed(t):
        a, b = camera.at(t - 0.002), camera.at(t + 0.002)
        return (abs(a.x - b.x) + abs(a.y - b.y) + abs(a.height - b.height)) / 0.004

    assert 0.1 * speed(1.5) < speed(0.004) < 0.5 * speed(1.5)
    assert speed(2.996) < 0.01 * speed(1.5)
    assert speed(1.5) > 1


def test_a_push_in_comes_three_to_six_percent_nearer_and_keeps_the_eyes_where_they_are(scenes):
    shot = scenes.picture(Framing.CLOSE, scenes.subject("MEI", "left", "right"), move=Move.PUSH_IN, seconds=3)
    (mark,) = block(shot, scenes.EMPTY)
    camera = aim(shot, (mark,))
    assert 0.03 <= 1 - camera.at(3).height / camera.at(0).height <= 0.06
    assert on_screen(shot, camera, mark, 3.0)[1] == pytest.approx(on_screen(shot, camera, mark, 0.0)[1], abs=0.003)


@pytest.mark.parametrize("move", list(Move))
def test_nothing_moves_in_a_shot_under_one_and_a_half_seconds(scenes, move):
    shot = scenes.picture(Framing.CLOSE, scenes.subject("MEI"), move=move, seconds=1.4)
    camera = aim(shot, block(shot, scenes.EMPTY))
    assert camera.at(0) == camera.at(0.7) == camera.at(1.4)


def test_a_hand_holds_the_camera_still_within_three_pixels(scenes):
    shot = scenes.picture(Framing.CLOSE, scenes.subject("MEI"), move=Move.HANDHELD, seconds=8)
    camera = aim(shot, block(shot, scenes.EMPTY))
    px = 1280 / camera.view.height
    xs = [(camera.at(n / 25).x - camera.view.x) * px for n in range(200)]
    assert 1 < max(xs) - min(xs) < 6
    assert max(abs(a - b) for a, b in itertools.pairwise(xs)) < 0.6


def test_what_lies_behind_moves_and_grows_less_than_people(scenes):
    shot = scenes.picture(Framing.WIDE, scenes.subject("MEI", "left", "right"), move=Move.PAN_RIGHT)
    camera = aim(shot, block(shot, scenes.EMPTY))
    a, b = camera.at(0), camera.at(4)
    ways = [lens(b, depth, shot.format).dx - lens(a, depth, shot.format).dx for depth in (0.8, 1.0, 2.0, 4.0)]
    assert ways == sorted(ways)
    assert ways[0] < 1.5 * ways[3] < 0
    wide, close = aim(shot, block(shot, scenes.EMPTY)).view, 70.0
    near = type(wide)(wide.x, wide.y, close)
    growth = [lens(near, d, shot.format).scale / lens(wide, d, shot.format).scale for d in (1.0, 2.0, 4.0)]
    assert growth == sorted(growth, reverse=True)


def test_a_wide_format_holds_the_same_people(scenes):
    shot = scenes.picture(
        Framing.TWO_SHOT,
        scenes.subject("MEI", "left", "right"),
        scenes.subject("JUN", "right", "left"),
        form=Format(1280, 720),
    )
    marks = block(shot, scenes.EMPTY)
    for mark in marks:
        _, eyes, top, chin = on_screen(shot, aim(shot, marks), mark)
        assert 0.02 < top < eyes < chin < 0.7


def test_every_framing_of_people_has_an_eye_line():
    assert set(EYE_LINE) == set(Framing) - {Framing.INSERT, Framing.CARD}
