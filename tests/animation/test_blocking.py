"""People come near enough for a tall frame, and nobody is forgotten."""

import pytest

from onecrew.animation.blocking import block, ground
from onecrew.story.shot import Framing


def test_a_single_is_on_the_mark_of_its_side(scenes):
    shot = scenes.picture(Framing.MEDIUM, scenes.subject("MEI", "right", "left"))
    (mark,) = block(shot, scenes.EMPTY)
    assert mark.x == 55
    assert mark.torso < 0
    assert mark.towards == -1


def test_two_in_a_two_shot_stand_shoulder_to_shoulder_turned_to_each_other_one_a_step_behind(scenes):
    shot = scenes.picture(Framing.TWO_SHOT, scenes.subject("MEI", "left", "right"), scenes.subject("JUN", "right", "left"))
    far, near = block(shot, scenes.EMPTY)
    assert near.actor.name == "MEI"
    assert far.depth > near.depth
    assert 40 < abs(near.x - far.x) < 65
    assert near.torso > 0 > far.torso
    assert ground(far) < ground(near) == 0


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_near_shoulder_is_on_the_side_the_other_looks_to(scenes, side):
    other = "right" if side == "left" else "left"
    shot = scenes.picture(Framing.OVER_SHOULDER, scenes.subject("MEI", side, other), scenes.subject("JUN", other, side))
    seen, near = block(shot, scenes.EMPTY)
    assert (seen.actor.name, near.actor.name) == ("MEI", "JUN")
    assert near.near
    assert seen.towards == -near.towards == (1 if side == "left" else -1)


def test_subjects_without_an_actor_are_left_out(scenes):
    shot = scenes.picture(Framing.MEDIUM, scenes.subject("MEI"))
    assert block(type(shot)(shot.shot, shot.format, shot.seconds, ()), scenes.EMPTY) == ()


def test_inserts_and_cards_show_nobody(scenes):
    for framing in (Framing.INSERT, Framing.CARD):
        assert block(scenes.picture(framing, scenes.subject("MEI")), scenes.EMPTY) == ()
