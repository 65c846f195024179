"""Puppets are judged by their pixels: what changes, what stays, what is hidden, where they end."""

from __future__ import annotations

import itertools
import math
import threading
from dataclasses import replace
from typing import Any

import numpy as np
import pytest
import skia
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from onecrew.animation.light import Light
from onecrew.animation.picture import Actor
from onecrew.animation.pose import Arm, Face, Hand, Pose
from onecrew.animation.puppet import draw_puppet, head_turn, proportions, stride_length
from onecrew.story.shot import PROPS
from onecrew.story.show import (
    ACCESSORIES,
    BEARDS,
    BUILDS,
    FACES,
    GLASSES,
    HAIR_STYLES,
    HATS,
    OUTFITS,
    SKINS,
    Age,
    Gender,
    Look,
)

WIDE, HIGH, GROUND, SCALE = 320, 460, 430, 2.0
PALE = (0.80, 0.82, 0.86)


def actor(age: Age = Age.ADULT, gender: Gender = Gender.FEMALE, **look: Any) -> Actor:
    return Actor("ANY", Look(**look), age, gender)


STANDING = Pose()
DAY = Light()


def drawn(one: Actor, pose: Pose = STANDING, light: Light = DAY) -> np.ndarray:
    """The whole body, two pixels a centimetre."""
    surface = skia.Surface(WIDE, HIGH)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color4f(*PALE, 1.0))
    canvas.translate(WIDE / 2, GROUND)
    canvas.scale(SCALE, SCALE)
    draw_puppet(canvas, one, pose, light)
    return np.array(surface.toarray()[..., :3])


def face_of(one: Actor, face: Face, scale: float = 12.0) -> np.ndarray:
    """The head alone, seen close; the head's middle is the picture's."""
    size = 420
    surface = skia.Surface(size, size)
    canvas = surface.getCanvas()
    canvas.clear(skia.Color4f(*PALE, 1.0))
    canvas.translate(size / 2, size / 2)
    canvas.scale(scale, scale)
    p = proportions(one)
    canvas.translate(0.0, -(p.chin_y - p.head_height * 0.5))
    draw_puppet(canvas, one, Pose(face=face), Light())
    return np.array(surface.toarray()[..., :3])


def unlike(a: np.ndarray, b: np.ndarray) -> float:
    """Share of pixels that differ visibly."""
    return float((np.abs(a.astype(int) - b.astype(int)).max(axis=2) > 12).mean())


def touched(picture: np.ndarray) -> tuple[int, int, int, int]:
    """Left, top, right, bottom of what differs from the empty background."""
    ys, xs = np.nonzero(np.abs(picture.astype(int) - picture[0, 0].astype(int)).max(axis=2) > 6)
    return int(xs.min()), int(ys.min()), int(xs.max()), int(ys.max())


def test_the_same_puppet_gives_the_same_pixels() -> None:
    pose = Pose(face=Face(turn=0.3, mouth_open=0.4, teeth=1.0), facing=0.2, left=Arm(0.4, 1.2, True, Hand.HOLD, "cup"))
    assert np.array_equal(drawn(actor(), pose), drawn(actor(), pose))


def test_two_threads_draw_what_one_draws() -> None:
    ones = [actor(hair=name, outfit=OUTFITS[i % len(OUTFITS)]) for i, name in enumerate(HAIR_STYLES[:6])]
    alone = [drawn(one) for one in ones]
    results: list[list[np.ndarray]] = [[], []]

    def work(slot: int) -> None:
        results[slot].extend(drawn(one) for one in ones)

    threads = [threading.Thread(target=work, args=(slot,)) for slot in (0, 1)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for made in results:
        assert all(np.array_equal(a, b) for a, b in zip(made, alone, strict=True))


@pytest.mark.parametrize(
    ("field", "table"),
    [
        ("face", FACES),
        ("hair", HAIR_STYLES),
        ("build", BUILDS),
        ("skin", SKINS),
        ("outfit", OUTFITS),
        ("glasses", GLASSES),
        ("hat", HATS),
        ("beard", BEARDS),
        ("accessory", ACCESSORIES),
    ],
)
def test_every_value_of_a_look_is_seen(field: str, table: tuple[str, ...]) -> None:
    pictures = {name: drawn(actor(**{field: name})) for name in table}
    names = list(table)
    for i, a in enumerate(names):
        for b in names[i + 1 :]:
            assert unlike(pictures[a], pictures[b]) > 0.0002, f"{field} {a} looks like {b}"


def test_ages_and_genders_have_their_own_silhouettes() -> None:
    heights = [touched(drawn(actor(age)))[1] for age in (Age.CHILD, Age.TEEN, Age.ADULT)]
    assert heights == sorted(heights, reverse=True)
    pictures = [drawn(actor(age, gender)) for age in Age for gender in Gender]
    for i, a in enumerate(pictures):
        for b in pictures[i + 1 :]:
            assert unlike(a, b) > 0.001


def test_bodies_have_the_heads_their_age_has() -> None:
    heads = {age: (lambda p: p.height / p.head_height)(proportions(actor(age))) for age in Age}
    assert 4.5 <= heads[Age.CHILD] <= 5.0
    assert heads[Age.CHILD] < heads[Age.TEEN] < heads[Age.ADULT]
    for age in (Age.YOUNG, Age.ADULT, Age.OLD):
        assert 5.9 <= heads[age] <= 6.6


@given(st.sampled_from(list(Age)), st.sampled_from(list(Gender)), st.sampled_from(BUILDS))
def test_the_parts_of_a_body_lie_in_order(age: Age, gender: Gender, build: str) -> None:
    p = proportions(actor(age, gender, build=build))
    assert -p.height < p.eye_y < p.chin_y < p.shoulder_y < p.waist_y < p.hip_y < p.knee_y < 0.0
    assert p.shoulder_width > p.head_width * 0.95
    assert 0.3 * p.height < p.reach < 0.5 * p.height


@pytest.mark.parametrize("age", list(Age))
def test_the_chin_is_where_the_proportions_say(age: Age) -> None:
    one = actor(age, hair="bald", skin="porcelain")
    shut, wide = face_of(one, Face()), face_of(one, Face(mouth_open=1.0))
    ys, _ = np.nonzero(np.abs(shut.astype(int) - wide.astype(int)).max(axis=2) > 12)
    chin = 210 + proportions(one).head_height * 0.5 * 12.0
    assert ys.max() > chin - 6
    assert ys.max() < chin + 60


def test_a_profile_hides_the_far_eye() -> None:
    one = actor(eye_colour="#00c040", skin="porcelain", hair="bald")

    def green(turn: float) -> list[int]:
        picture = face_of(one, Face(turn=turn)).astype(int)
        # BGRA or RGBA: green is the second of three either way.
        mask = (picture[..., 1] - picture[..., 0] > 60) & (picture[..., 1] - picture[..., 2] > 60)
        columns = np.nonzero(mask.any(axis=0))[0]
        return [] if len(columns) == 0 else [int(run[0]) for run in np.split(columns, np.nonzero(np.diff(columns) > 25)[0] + 1)]

    assert len(green(0.0)) == 2
    assert len(green(0.4)) == 2
    for turn in (1.0, -1.0):
        assert len(green(turn)) == 1


def test_a_look_to_the_left_is_the_mirror_of_a_look_to_the_right() -> None:
    one = actor(hair="bald", outfit="t-shirt")
    light = replace(Light(), side=0.0)

    def half(turn: float) -> np.ndarray:
        return drawn(one, Pose(facing=turn), light)

    left, right = half(-0.7), half(0.7)[:, ::-1]
    assert unlike(left[:200], right[:200]) < 0.03


@pytest.mark.parametrize("hair", ["side-part", "ponytail", "braids", "long"])
def test_turning_moves_everything_a_little_at_a_time(hair: str) -> None:
    one = actor(hair=hair)
    steps = [face_of(one, Face(turn=-1.0 + k / 20)) for k in range(41)]
    jumps = [unlike(a, b) for a, b in itertools.pairwise(steps)]
    assert max(jumps) < 0.2
    # Nothing pops: one step changes about as much as the step before it.
    assert max(abs(b - a) for a, b in itertools.pairwise(jumps)) < 0.035


def test_the_head_turns_further_than_the_trunk() -> None:
    assert head_turn(Pose(facing=0.5, face=Face(turn=0.3))) == pytest.approx(0.8)
    assert head_turn(Pose(facing=1.0, face=Face(turn=0.9))) == 1.0


def test_from_behind_there_is_no_face() -> None:
    one = actor(eye_colour="#00c040", hair="bald")
    assert unlike(drawn(one, Pose(back=True)), drawn(one)) > 0.002
    sad = Pose(back=True, face=Face(corners=-1.0, brow_inner=1.0, tears=1.0))
    assert unlike(drawn(one, Pose(back=True)), drawn(one, sad)) == 0.0


def test_stride_length_is_nothing_towards_the_viewer() -> None:
    one = actor()
    assert stride_length(one, 0.0) == 0.0
    assert stride_length(one, 1.0) == stride_length(one, -1.0) > stride_length(one, 0.5) > 0.0
    assert stride_length(actor(Age.CHILD)) < stride_length(one)


@pytest.mark.parametrize("age", [Age.CHILD, Age.ADULT, Age.OLD])
@pytest.mark.parametrize("facing", [1.0, 0.5, -1.0])
def test_a_planted_foot_stays_where_it_is(age: Age, facing: float) -> None:
    from onecrew.animation.puppet.body import ANKLE, skeleton

    one = actor(age)
    ankle = proportions(one).height * ANKLE
    step = stride_length(one, facing)
    places = []
    for k in range(3, 9):
        phase = k / 10
        sk = skeleton(one, Pose(facing=facing, walking=1.0, stride=phase), abs(facing), facing < 0)
        x, y = sk.near_leg.c
        places.append(x + phase * step)
        assert y == pytest.approx(-ankle, abs=1.2)
    assert max(places) - min(places) < 0.2


def test_the_feet_reach_the_ground_all_through_the_walk_and_never_sink() -> None:
    for k in range(16):
        picture = drawn(actor(outfit="suit"), Pose(facing=1.0, walking=1.0, stride=k / 8))
        dark = np.nonzero(picture.astype(int).sum(axis=2) < 250)[0]
        assert GROUND - 5 <= int(dark.max()) <= GROUND + 5


def test_a_sitting_adult_has_the_feet_on_the_ground_and_is_lower() -> None:
    one = actor(outfit="suit")
    standing, sitting = touched(drawn(one)), touched(drawn(one, Pose(sitting=1.0, facing=1.0)))
    assert sitting[1] > standing[1] + 40
    picture = drawn(one, Pose(sitting=1.0, facing=1.0))
    dark = np.nonzero(picture.astype(int).sum(axis=2) < 250)[0]
    assert GROUND - 8 <= int(dark.max()) <= GROUND + 5


def test_an_arm_raised_to_the_front_reaches_the_side_the_body_faces() -> None:
    one = actor(outfit="scrubs", outfit_colour="#3f8fa0")
    for facing in (1.0, -1.0):
        left, _, right, _ = touched(drawn(one, Pose(facing=facing, left=Arm(1.4, 0.1), right=Arm(1.4, 0.1)))[:300])
        assert (right - WIDE / 2 > WIDE / 2 - left + 30) is (facing > 0)


def test_an_elbow_bends_up_outside_and_inwards_before_the_body() -> None:
    from onecrew.animation.puppet.body import skeleton

    one = actor()
    waving = skeleton(one, Pose(left=Arm(1.2, 1.5)), 0.0, False).near
    assert waving.c[1] < waving.b[1]
    assert waving.b[0] < waving.a[0]
    folded = skeleton(one, Pose(left=Arm(0.3, 1.6, front=True)), 0.0, False).near
    assert folded.c[0] > folded.b[0]
    for limb in (waving, folded):
        assert math.dist(limb.a, limb.b) == pytest.approx(0.172 * proportions(one).height, rel=0.02)
        assert math.dist(limb.b, limb.c) == pytest.approx(0.146 * proportions(one).height, rel=0.02)


@pytest.mark.parametrize("prop", PROPS[1:])
def test_a_prop_is_seen_in_the_hand(prop: str) -> None:
    empty = drawn(actor(), Pose(left=Arm(0.3, 1.5, True, Hand.HOLD)))
    held = drawn(actor(), Pose(left=Arm(0.3, 1.5, True, Hand.HOLD, prop)))
    assert unlike(empty, held) > 0.0001


def test_hand_shapes_differ() -> None:
    pictures = [drawn(actor(), Pose(right=Arm(0.9, 0.6, False, shape))) for shape in Hand]
    for i, a in enumerate(pictures):
        for b in pictures[i + 1 :]:
            assert unlike(a, b) > 0.0002


def test_skin_stays_readable_at_night() -> None:
    night = Light(key="#9fb4e8", ambient="#3a4470", darkness=0.9, contrast=0.6)
    cheek = (slice(115, 128), slice(152, 158))
    for skin in ("porcelain", "tan", "deep"):
        one = actor(skin=skin, hair="bald", outfit="t-shirt")
        day, dark = (drawn(one, Pose(), light)[cheek].astype(float).mean() for light in (Light(), night))
        assert 0.4 * day < dark < 0.95 * day


_unit = st.floats(0.0, 1.0)
_both = st.floats(-1.0, 1.0)
_arm = st.builds(
    Arm,
    upper=st.floats(-0.6, 2.9),
    fore=st.floats(0.0, 2.6),
    front=st.booleans(),
    hand=st.sampled_from(list(Hand)),
    prop=st.sampled_from([name for name in PROPS if name != "umbrella"]),
)
_face = st.builds(
    Face,
    turn=_both,
    nod=_both,
    tilt=st.floats(-0.4, 0.4),
    brow_inner=_both,
    brow_outer=_both,
    upper_lid=_both,
    lower_lid=_unit,
    gaze_x=_both,
    gaze_y=_both,
    pupil=st.floats(0.4, 1.7),
    mouth_open=_unit,
    mouth_width=_both,
    lips=_unit,
    teeth=_unit,
    tongue=_unit,
    corners=_both,
    cheeks=_unit,
    blush=_unit,
    tears=_unit,
)
_pose = st.builds(
    Pose,
    face=_face,
    facing=_both,
    lean=st.floats(-0.25, 0.25),
    breath=_both,
    shoulders=_both,
    weight=_both,
    left=_arm,
    right=_arm,
    sitting=_unit,
    stride=st.floats(0.0, 40.0),
    walking=_unit,
    back=st.booleans(),
)
_look = st.builds(
    Look,
    face=st.sampled_from(FACES),
    hair=st.sampled_from(HAIR_STYLES),
    skin=st.sampled_from(SKINS),
    build=st.sampled_from(BUILDS),
    outfit=st.sampled_from(OUTFITS),
    glasses=st.sampled_from(GLASSES),
    hat=st.sampled_from(HATS),
    beard=st.sampled_from(BEARDS),
    accessory=st.sampled_from(ACCESSORIES),
)


@settings(max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])
@given(_look, st.sampled_from(list(Age)), st.sampled_from(list(Gender)), _pose)
def test_any_pose_of_anybody_is_drawn_near_the_body(look: Look, age: Age, gender: Gender, pose: Pose) -> None:
    one = Actor("ANY", look, age, gender)
    surface = skia.Surface(300, 300)
    canvas = surface.getCanvas()
    canvas.translate(150, 230)
    draw_puppet(canvas, one, pose, Light())
    alpha = surface.toarray()[..., 3]
    ys, xs = np.nonzero(alpha > 8)
    assert len(ys) > 1000
    # A body with its arms spread, a wide hat and a bag: nothing beyond.
    assert xs.min() > 150 - 140
    assert xs.max() < 150 + 140
    assert ys.min() > 230 - 228
    assert ys.max() < 230 + 12


@pytest.mark.parametrize("facing", [0.0, 0.45, -0.45, 1.0])
@pytest.mark.parametrize("left", [True, False])
def test_a_hand_reaches_the_mouth_and_the_chest(facing: float, left: bool) -> None:
    from onecrew.animation.puppet import reach_to
    from onecrew.animation.puppet.body import skeleton

    one = actor()
    p = proportions(one)
    for x, y in ((0.0, p.chin_y + 6.0), (math.copysign(8.0, facing), p.shoulder_y + 18.0)):
        arm = reach_to(one, Pose(facing=facing), left, x, y)
        pose = Pose(facing=facing, left=arm) if left else Pose(facing=facing, right=arm)
        mirrored = facing < 0
        sk = skeleton(one, pose, abs(facing), mirrored)
        limb = sk.near if left is not mirrored else sk.far
        c, s = math.cos(sk.lean), math.sin(sk.lean)
        wx = sk.hip[0] + limb.c[0] * c - limb.c[1] * s
        wy = sk.hip[1] + limb.c[0] * s + limb.c[1] * c
        assert math.dist((wx * (-1.0 if mirrored else 1.0), wy), (x, y)) < (11.0 if y < p.shoulder_y else 5.0)
