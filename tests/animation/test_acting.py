"""People live: they blink, breathe, look at each other, do what is written, and their feet stay where they are put."""

import itertools
from dataclasses import replace
from fractions import Fraction

import pytest

from onecrew.animation.acting import perform
from onecrew.animation.blocking import block
from onecrew.animation.camera import aim
from onecrew.animation.picture import Phone, Speaking
from onecrew.animation.puppet.body import skeleton
from onecrew.animation.walk import RUN_UP
from onecrew.story.episode import Feeling
from onecrew.story.shot import Framing, Gesture

FPS = 25


def roles(scenes, shot):
    marks = block(shot, scenes.EMPTY)
    return perform(shot, marks, aim(shot, marks).at(0))


def speech(who, start, end, feeling=Feeling.NEUTRAL, mouth=True):
    a, b = Fraction(str(start)), Fraction(str(end))
    count = int((b - a) * 10)
    phones = tuple(Phone("ma"[n % 2], a + (b - a) * n / count, a + (b - a) * (n + 1) / count) for n in range(count))
    levels = tuple(30 + 50 * (n % 12 < 3) for n in range(int((b - a) * 25)))
    return Speaking(who, a, b, phones, levels, mouth, feeling, 80)


def shuts(role, seconds):
    """How often the eyes shut."""
    lids = [role.at(n / FPS).pose.face.upper_lid for n in range(int(seconds * FPS))]
    return sum(1 for a, b in itertools.pairwise(lids) if a < 0.9 <= b)


@pytest.mark.parametrize(
    ("feeling", "least", "most"), [(Feeling.NEUTRAL, 10, 30), (Feeling.AFRAID, 20, 60), (Feeling.ANGRY, 5, 16)]
)
def test_eyes_blink_every_2_to_6_seconds_more_when_nervous_hardly_when_staring(scenes, feeling, least, most):
    shot = scenes.picture(Framing.CLOSE, scenes.subject("MEI", "left", "right", feeling, 100), seconds=60)
    assert least <= shuts(roles(scenes, shot)["MEI"], 60) <= most


def test_nobody_is_ever_perfectly_still(scenes):
    shot = scenes.picture(Framing.MEDIUM, scenes.subject("JUN", "left", "right"), seconds=10)
    role = roles(scenes, shot)["JUN"]
    poses = [role.at(n / FPS).pose for n in range(250)]
    assert all(a != b for a, b in itertools.pairwise(poses))


def test_breath_goes_12_to_18_times_a_minute(scenes):
    shot = scenes.picture(Framing.MEDIUM, scenes.subject("JUN", "left", "right"), seconds=60)
    role = roles(scenes, shot)["JUN"]
    breath = [role.at(n / 10).pose.breath for n in range(600)]
    assert 11 <= sum(1 for a, b in itertools.pairwise(breath) if a < 0 <= b) <= 19


def test_people_in_one_shot_do_not_blink_or_breathe_together(scenes):
    shot = scenes.picture(Framing.TWO_SHOT, scenes.subject("MEI", "left", "right"), scenes.subject("JUN", "right", "left"))
    both = roles(scenes, shot)
    a, b = ([both[who].at(n / FPS).pose.breath for n in range(100)] for who in ("MEI", "JUN"))
    assert max(abs(x - y) for x, y in zip(a, b, strict=True)) > 0.3


def test_the_same_picture_acts_the_same_and_another_name_acts_otherwise(scenes):
    shot = scenes.picture(Framing.CLOSE, scenes.subject("MEI", "left", "right"))
    assert roles(scenes, shot)["MEI"].at(1.3) == roles(scenes, shot)["MEI"].at(1.3)
    other = scenes.picture(Framing.CLOSE, scenes.subject("GRAN", "left", "right"))
    assert roles(scenes, shot)["MEI"].at(1.3).pose.breath != roles(scenes, other)["GRAN"].at(1.3).pose.breath


def test_the_place_of_a_shot_in_the_episode_changes_nothing(scenes):
    shot = scenes.picture(Framing.CLOSE, scenes.subject("MEI", "left", "right"))
    moved = replace(shot, shot=replace(shot.shot, id="1.z"))
    assert roles(scenes, shot)["MEI"].at(1.3) == roles(scenes, moved)["MEI"].at(1.3)


def test_the_listener_looks_at_the_speaker(scenes):
    shot = scenes.picture(
        Framing.TWO_SHOT,
        scenes.subject("MEI", "left", "right"),
        scenes.subject("JUN", "right", "left"),
        speaking=(speech("JUN", 0.5, 3.5),),
    )
    both = roles(scenes, shot)
    gazes = [both["MEI"].at(n / FPS).pose.face.gaze_x for n in range(25, 85)]
    assert sum(gaze > 0.3 for gaze in gazes) > 0.6 * len(gazes)


def test_the_speaker_looks_away_while_thinking_and_is_back_on_the_point(scenes):
    shot = scenes.picture(
        Framing.TWO_SHOT,
        scenes.subject("MEI", "left", "right"),
        scenes.subject("JUN", "right", "left"),
        speaking=(speech("MEI", 0.5, 4.5),),
        seconds=5,
    )
    role = roles(scenes, shot)["MEI"]
    early = [role.at(0.5 + n / FPS).pose.face.gaze_x for n in range(40)]
    late = [role.at(3.6 + n / FPS).pose.face.gaze_x for n in range(20)]
    assert min(early) < 0.1
    assert min(late) > 0.3


def test_the_head_marks_stresses_while_speaking(scenes):
    quiet = scenes.picture(Framing.CLOSE, scenes.subject("MEI", "left", "right"))
    loud = scenes.picture(Framing.CLOSE, scenes.subject("MEI", "left", "right"), speaking=(speech("MEI", 0.5, 3.5),))

    def spread(shot):
        nods = [roles(scenes, shot)["MEI"].at(n / FPS).pose.face.nod for n in range(20, 90)]
        return max(nods) - min(nods)

    assert spread(loud) > 1.5 * spread(quiet)


def test_narration_moves_no_mouth(scenes):
    shot = scenes.picture(Framing.CLOSE, scenes.subject("MEI", "left", "right"), speaking=(speech("MEI", 0.5, 3.5, mouth=False),))
    role = roles(scenes, shot)["MEI"]
    silent = roles(scenes, replace(shot, speaking=()))["MEI"]
    assert all(role.at(n / FPS).pose.face.mouth_open == silent.at(n / FPS).pose.face.mouth_open for n in range(100))


def test_a_smile_stays_while_speaking(scenes):
    shot = scenes.picture(
        Framing.CLOSE,
        scenes.subject("MEI", "left", "right", Feeling.HAPPY, 90),
        speaking=(speech("MEI", 0.5, 3.5, Feeling.HAPPY),),
    )
    role = roles(scenes, shot)["MEI"]
    assert min(role.at(n / FPS).pose.face.corners for n in range(20, 80)) > 0.2
    assert max(role.at(n / FPS).pose.face.mouth_open for n in range(20, 80)) > 0.3


def test_a_feeling_is_reached_within_four_to_eight_frames_after_a_small_drawing_back(scenes):
    shot = scenes.picture(
        Framing.CLOSE,
        scenes.subject("MEI", "left", "right"),
        acting=(scenes.act("MEI", Gesture.NONE, 1, 3, Feeling.SURPRISED),),
    )
    role, plain = roles(scenes, shot)["MEI"], roles(scenes, replace(shot, acting=()))["MEI"]
    brows = [role.at(n / FPS).pose.face.brow_outer for n in range(100)]
    end = brows[90]
    start = next(n for n in range(100) if abs(brows[n]) > 0.05 * abs(end))
    arrived = next(n for n in range(100) if abs(brows[n]) > 0.95 * abs(end))
    assert 3 <= arrived - start <= 8
    before = [role.at(n / FPS).pose.face.upper_lid for n in range(start - 3, start + 2)]
    assert max(before) > plain.at(start / FPS).pose.face.upper_lid + 0.1


def planted(actor, presence):
    """World x of both feet and how high they are, from the puppet's own skeleton."""
    pose = presence.pose
    bones = skeleton(actor, pose, min(1.0, abs(pose.facing)), pose.facing < 0)
    sign = -1 if pose.facing < 0 else 1
    return [(presence.x + sign * leg.c[0], leg.c[1]) for leg in (bones.near_leg, bones.far_leg)]


@pytest.mark.parametrize("gesture", [Gesture.ENTER, Gesture.LEAVE, Gesture.WALK, Gesture.STEP_BACK])
@pytest.mark.parametrize("who", ["MEI", "JUN", "KID"])
def test_a_foot_on_the_ground_does_not_slide_more_than_two_centimetres(scenes, gesture, who):
    shot = scenes.picture(Framing.WIDE, scenes.subject(who, "left", "right"), acting=(scenes.act(who, gesture, 0.5, 3.5),))
    role = roles(scenes, shot)[who]
    actor = scenes.PEOPLE[who]
    way = role.ways[0][1]
    slid = [0.0, 0.0]
    worst = 0.0
    before = planted(actor, role.at(way.start))
    t = way.start
    while t < min(way.end, 4.0):
        t += 0.01
        now = planted(actor, role.at(t))
        low = max(now[0][1], now[1][1])
        for foot in (0, 1):
            # On the ground: the lower foot of the two, as long as it is the lower one.
            slid[foot] = slid[foot] + now[foot][0] - before[foot][0] if now[foot][1] > low - 0.05 else 0.0
        worst = max(worst, min(abs(slid[0]), abs(slid[1])))
        before = now
    assert worst <= 2.0


def test_somebody_who_enters_comes_from_outside_at_about_two_steps_a_second(scenes):
    shot = scenes.picture(
        Framing.WIDE, scenes.subject("MEI", "left", "right"), acting=(scenes.act("MEI", Gesture.ENTER, 0.5, 2.5),)
    )
    marks = block(shot, scenes.EMPTY)
    view = aim(shot, marks).at(0)
    role = roles(scenes, shot)["MEI"]
    assert role.at(0.3).hidden
    edge = view.x - view.height * 720 / 1280 / 2
    assert role.at(0.52).x < edge - marks[0].build.shoulder_width / 2
    way = role.ways[0][1]
    assert role.at(way.end + 0.5).x == pytest.approx(marks[0].x, abs=0.01)
    assert 1.7 <= way.steps / (way.end - way.start - RUN_UP) <= 3


def test_somebody_who_leaves_is_gone(scenes):
    shot = scenes.picture(
        Framing.MEDIUM, scenes.subject("MEI", "left", "right"), acting=(scenes.act("MEI", Gesture.LEAVE, 0.5, 2.5),)
    )
    role = roles(scenes, shot)["MEI"]
    assert not role.at(0.4).hidden
    assert role.at(3.9).hidden


def test_sitting_down_ends_on_the_seat_and_standing_up_off_it(scenes):
    down = scenes.picture(Framing.FULL, scenes.subject("MEI", "left", "right"), acting=(scenes.act("MEI", Gesture.SIT, 0.5, 2),))
    up = scenes.picture(
        Framing.FULL, scenes.subject("MEI", "left", "right", sitting=True), acting=(scenes.act("MEI", Gesture.STAND, 0.5, 2),)
    )
    assert [roles(scenes, down)["MEI"].at(t).pose.sitting for t in (0.2, 3.5)] == pytest.approx([0, 1], abs=0.01)
    assert [roles(scenes, up)["MEI"].at(t).pose.sitting for t in (0.2, 3.5)] == pytest.approx([1, 0], abs=0.01)


@pytest.mark.parametrize("gesture", list(Gesture))
def test_every_gesture_is_seen_and_never_jumps(scenes, gesture):
    shot = scenes.picture(
        Framing.FULL, scenes.subject("MEI", "left", "right"), acting=(scenes.act("MEI", gesture, 1, 2.5, prop="phone"),)
    )
    role, plain = roles(scenes, shot)["MEI"], roles(scenes, replace(shot, acting=()))["MEI"]
    frames = [role.at(n / FPS) for n in range(100)]
    changed = any(
        abs(a - b) > 0.15 for n in range(25, 70) for a, b in zip(numbers(frames[n]), numbers(plain.at(n / FPS)), strict=True)
    )
    # Somebody who stands already only straightens up.
    assert changed or gesture in (Gesture.NONE, Gesture.STAND)
    for a, b in itertools.pairwise(frames):
        if not a.hidden and not b.hidden:
            # Radians, turns and centimetres a frame: what no body does in a twenty-fifth of a second.
            steps = [abs(x - y) for x, y in zip(numbers(a), numbers(b), strict=True)]
            assert max(steps[:10]) < 0.45
            assert steps[10] < 22


def numbers(presence):
    pose, face = presence.pose, presence.pose.face
    return (
        face.turn,
        face.nod,
        face.tilt,
        pose.facing,
        pose.lean,
        pose.sitting,
        pose.left.upper,
        pose.right.upper,
        pose.shoulders,
        presence.roll,
        presence.x,
        face.mouth_open,
        pose.left.fore,
        pose.right.fore,
        pose.walking,
        face.gaze_x,
        face.gaze_y,
    )


def test_something_taken_out_stays_in_the_hand(scenes):
    shot = scenes.picture(
        Framing.MEDIUM, scenes.subject("MEI", "left", "right"), acting=(scenes.act("MEI", Gesture.HOLD, 0.5, 2, prop="phone"),)
    )
    pose = roles(scenes, shot)["MEI"].at(3.8).pose
    assert "phone" in (pose.left.prop, pose.right.prop)


def test_something_given_is_taken_by_the_other(scenes):
    shot = scenes.picture(
        Framing.TWO_SHOT,
        scenes.subject("MEI", "left", "right"),
        scenes.subject("JUN", "right", "left"),
        acting=(scenes.act("MEI", Gesture.GIVE, 0.5, 2.5, prop="letter"),),
    )
    both = roles(scenes, shot)

    def holding(who, t):
        pose = both[who].at(t).pose
        return "letter" in (pose.left.prop, pose.right.prop)

    assert holding("MEI", 1.2)
    assert not holding("JUN", 1.2)
    assert not holding("MEI", 3.5)
    assert holding("JUN", 3.5)


def test_a_slap_is_drawn_back_lands_when_it_is_heard_and_throws_the_head_to_the_side(scenes):
    people = (scenes.subject("MEI", "right", "left"), scenes.subject("JUN", "left", "right"))
    blow = scenes.act("MEI", Gesture.POINT, 1, 1.8)
    blow = replace(blow, act=replace(blow.act, sound="slap"))
    there = roles(scenes, scenes.picture(Framing.TWO_SHOT, *people, acting=(blow,)))
    before, hit, after = (there["JUN"].at(t) for t in (1.2, 1.5, 3.5))
    assert abs(before.pose.face.turn - there["JUN"].at(0.9).pose.face.turn) < 0.2
    struck = there["JUN"].at(1.6).pose.face
    assert struck.turn < before.pose.face.turn - 0.3
    assert struck.upper_lid > 0.9
    assert abs(after.pose.face.turn - before.pose.face.turn) < 0.25
    # The hand is nearest to him when it lands, and starts from behind her own head.
    assert hand(scenes, there["MEI"], 1.28, "right") > there["MEI"].at(1.28).x > hand(scenes, there["MEI"], 1.5, "right")
    assert hand(scenes, there["MEI"], 1.5, "right") - hit.x < 30


def hand(scenes, role, t, side):
    """x of a wrist, in cm of the place, of somebody turned to the left."""
    there = role.at(t)
    sk = skeleton(role.mark.actor, there.pose, abs(there.pose.facing), True)
    limb = sk.near if side == "right" else sk.far
    return there.x - limb.c[0]


@pytest.mark.parametrize("gesture", [Gesture.LEAVE, Gesture.STEP_BACK])
def test_who_sits_gets_up_before_walking_off(scenes, gesture):
    people = (scenes.subject("MEI", "left", "right", sitting=True), scenes.subject("JUN", "right", "left", sitting=True))
    there = roles(scenes, scenes.picture(Framing.WIDE, *people, seconds=3, acting=(scenes.act("MEI", gesture, 0.4, 2.6),)))["MEI"]
    moved = [n / FPS for n in range(75) if abs(there.at(n / FPS).x - there.at(0).x) > 8 and not there.at(n / FPS).hidden]
    assert moved
    assert all(there.at(t).pose.sitting < 0.35 for t in moved)


def test_a_phone_is_held_to_the_ear_while_somebody_elsewhere_is_heard(scenes):
    caller = replace(scenes.subject("MEI"), holding="phone")
    silent = roles(scenes, scenes.picture(Framing.MEDIUM, caller))["MEI"]
    calling = roles(scenes, scenes.picture(Framing.MEDIUM, caller, speaking=(speech("JUN", 0.2, 2, mouth=False),)))["MEI"]

    def height(role):
        pose = role.at(1).pose
        sk = skeleton(role.mark.actor, pose, abs(pose.facing), pose.facing < 0)
        limb = sk.near if (pose.left.prop == "phone") is not (pose.facing < 0) else sk.far
        return limb.c[1]

    assert height(calling) < height(silent) - 10


def test_a_phone_at_the_ear_of_somebody_who_stands_has_an_arm_in_the_picture(scenes):
    voice = speech("DAVID", 0.2, 2.5, mouth=False)
    caller = replace(scenes.subject("MEI", "centre", "right"), holding="phone")
    shot = scenes.picture(Framing.CLOSE, caller, speaking=(voice,))
    pose = roles(scenes, shot)["MEI"].at(1.0).pose
    sk = skeleton(scenes.PEOPLE["MEI"], pose, abs(pose.facing), pose.facing < 0)
    arm = sk.near
    assert pose.left.prop == "phone"
    assert arm.b[1] > arm.a[1] + 8, "the elbow hangs"
    assert arm.b[0] < arm.a[0] - 8, "beside the trunk, where it is seen"
    assert arm.c[1] < arm.b[1] - 10, "the hand is up at the head"
    assert abs(arm.c[0] - sk.head[0]) < 1.1 * sk.p.head_width


def test_who_looks_up_after_bowing_the_head_looks_up_indeed(scenes):
    sad = scenes.subject("MEI", "centre", "front", Feeling.SAD, 90)
    shot = scenes.picture(Framing.MEDIUM, sad, acting=(scenes.act("MEI", Gesture.LOOK_UP, 0.5, 3.9),))
    face = roles(scenes, shot)["MEI"].at(2.5).pose.face
    assert face.nod < -0.85
    assert face.gaze_y < -0.5


def test_two_who_hold_each_other_have_a_hand_on_each_others_back_and_both_faces_seen(scenes):
    shot = scenes.picture(
        Framing.TWO_SHOT,
        scenes.subject("MEI", "right", "left"),
        scenes.subject("JUN", "left", "right"),
        acting=(scenes.act("MEI", Gesture.HUG, 0.0, 1.8),),
    )
    both = roles(scenes, shot)
    at = {who: both[who].at(3.0) for who in both}
    for who, other in (("MEI", "JUN"), ("JUN", "MEI")):
        pose = at[who].pose
        mirrored = pose.facing < 0
        sk = skeleton(scenes.PEOPLE[who], pose, abs(pose.facing), mirrored)
        wrist = at[who].x + (-1 if mirrored else 1) * (sk.hip[0] + sk.near.c[0])
        way = -1 if mirrored else 1
        assert (wrist - at[other].x) * way > -6, f"{who}'s hand reaches the other's back"
        assert at[who].embraces
    assert abs(at["JUN"].pose.facing + at["JUN"].pose.face.turn) < 0.3, "who stands behind shows the face"


def test_people_who_walk_together_go_the_same_way_beside_the_camera(scenes):
    shot = scenes.picture(
        Framing.WIDE,
        scenes.subject("MEI", "left", "right"),
        scenes.subject("JUN", "right", "left"),
        acting=(scenes.act("MEI", Gesture.WALK, 0, 1), scenes.act("JUN", Gesture.WALK, 1, 2)),
        seconds=2,
    )
    both = roles(scenes, shot)
    for n in range(5, 50, 5):
        mei, jun = both["MEI"].at(n / FPS), both["JUN"].at(n / FPS)
        assert mei.pose.facing > 0.3
        assert jun.pose.facing > 0.3
        assert mei.pose.walking > 0.5
        assert jun.pose.walking > 0.5
        assert mei.travel == pytest.approx(jun.travel * both["JUN"].mark.depth / both["MEI"].mark.depth)


def test_who_walks_where_others_stand_comes_to_the_mark_and_stays(scenes):
    shot = scenes.picture(
        Framing.WIDE,
        scenes.subject("MEI", "left", "right"),
        scenes.subject("JUN", "right", "left"),
        acting=(scenes.act("MEI", Gesture.WALK, 0, 2),),
    )
    role = roles(scenes, shot)["MEI"]
    at = [role.at(n / FPS) for n in range(0, 100, 4)]
    assert at[0].x < role.mark.x - 20
    assert at[-1].x == pytest.approx(role.mark.x, abs=2)
    assert at[-1].pose.walking == 0
    assert all(one.travel == 0 for one in at)


def test_past_a_shoulder_nobody_walks(scenes):
    shot = scenes.picture(
        Framing.OVER_SHOULDER,
        scenes.subject("JUN", "right", "left"),
        scenes.subject("MEI", "left", "right"),
        acting=(scenes.act("JUN", Gesture.WALK, 0, 2), scenes.act("MEI", Gesture.WALK, 2, 4)),
    )
    role = roles(scenes, shot)["JUN"]
    assert all(role.at(n / FPS).pose.walking == 0 for n in range(0, 100, 4))
    assert all(abs(role.at(n / FPS).pose.facing) < 0.5 for n in range(0, 100, 4))


def test_nobody_begins_a_shot_at_rest(scenes):
    """Breath, weight and head would all stand still for the first frames, and the picture with them."""
    for who in ("MEI", "JUN", "GRAN", "KID"):
        shot = scenes.picture(Framing.WIDE, scenes.subject(who, "left", "right"))
        role = roles(scenes, shot)[who]
        first, later = role.at(0).pose, role.at(0.2).pose
        assert abs(first.lean - later.lean) + abs(first.weight - later.weight) + abs(first.breath - later.breath) > 0.03


def down(scenes, who, how, asleep=False, **more):
    return replace(scenes.subject(who, **more), down=how, asleep=asleep)


def test_who_kneels_stays_on_the_knees_upright_and_gets_up_from_there(scenes):
    shot = scenes.picture(Framing.FULL, scenes.subject("JUN", "left", "right"), acting=(scenes.act("JUN", Gesture.KNEEL, 0, 1.2),))
    kneeling = roles(scenes, shot)["JUN"].at(3.5)
    later = scenes.picture(
        Framing.FULL, down(scenes, "JUN", "kneeling", side="left", facing="right"), acting=(scenes.act("JUN", Gesture.STAND, 2, 3),)
    )
    role = roles(scenes, later)["JUN"]
    for presence in (kneeling, role.at(0.0)):
        assert presence.pose.kneeling == pytest.approx(1, abs=0.05)
        assert abs(presence.roll) < 0.05
        sk = skeleton(scenes.PEOPLE["JUN"], presence.pose, abs(presence.pose.facing), False)
        assert -8 < sk.near_leg.b[1] < 0, "the knees are on the ground"
        assert sk.near_leg.c[0] < sk.near_leg.b[0] - 8, "the shins lie behind"
    assert role.at(3.9).pose.kneeling == pytest.approx(0)


@pytest.mark.parametrize("facing", ["left", "right"])
def test_who_lies_is_on_the_back_from_one_shot_to_the_next(scenes, facing):
    way = 1 if facing == "right" else -1
    shot = scenes.picture(
        Framing.FULL, scenes.subject("MEI", "left", facing), acting=(scenes.act("MEI", Gesture.LIE, 0, 1.2),), place="bedroom"
    )
    later = scenes.picture(Framing.FULL, down(scenes, "MEI", "lying", side="left", facing=facing), place="bedroom")
    end, begin = roles(scenes, shot)["MEI"].at(3.0), roles(scenes, later)["MEI"].at(0.0)
    for presence in (end, begin):
        assert presence.roll == pytest.approx(-1.53 * way, abs=0.02)
        assert presence.y < -50, "on the mattress"
        assert presence.pose.facing * way > 0.8, "the face is up"
    floor = scenes.picture(Framing.FULL, down(scenes, "MEI", "lying", side="left", facing=facing), place="street")
    assert -20 < roles(scenes, floor)["MEI"].at(0.0).y < 0


def test_who_sleeps_has_the_eyes_shut_until_they_do_or_say_something(scenes):
    asleep = down(scenes, "GRAN", "lying", True, side="left", facing="right")
    quiet = scenes.picture(Framing.CLOSE, asleep, place="bedroom")
    assert all(roles(scenes, quiet)["GRAN"].at(n / FPS).pose.face.upper_lid == 1 for n in range(100))
    waking = scenes.picture(Framing.CLOSE, asleep, place="bedroom", speaking=(speech("GRAN", 1.0, 3.0),))
    role = roles(scenes, waking)["GRAN"]
    assert role.at(0.9).pose.face.upper_lid == 1
    assert min(role.at(n / FPS).pose.face.upper_lid for n in range(45, 75)) < 0.5


def test_who_fell_lies_there_in_the_next_shot_until_they_get_up(scenes):
    fallen = down(scenes, "JUN", "fallen", side="left", facing="right")
    shot = scenes.picture(Framing.FULL, fallen, acting=(scenes.act("JUN", Gesture.STAND, 1, 2.2),))
    role = roles(scenes, shot)["JUN"]
    assert abs(role.at(0.5).roll) > 1.3
    assert abs(role.at(3.5).roll) < 0.05


@pytest.mark.parametrize("framing", [Framing.WIDE, Framing.MEDIUM])
def test_a_raised_hand_is_at_the_head_or_above_and_comes_down_again(scenes, framing):
    shot = scenes.picture(framing, scenes.subject("TEEN", "left", "right"), acting=(scenes.act("TEEN", Gesture.RAISE, 0.2, 2.4),))
    role = roles(scenes, shot)["TEEN"]

    def highest(t):
        pose = role.at(t).pose
        sk = skeleton(scenes.PEOPLE["TEEN"], pose, abs(pose.facing), False)
        return min(sk.near.c[1], sk.far.c[1]) + sk.trunk.length

    assert highest(1.3) < (-25 if framing is Framing.WIDE else 8)
    assert highest(3.9) > 20
