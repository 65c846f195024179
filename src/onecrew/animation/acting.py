"""People in time. In: a Picture, its marks, the camera's view. Out: for each person and moment a Pose and where they stand.

Never: drawing. Layers, in order: the situation as the shot begins, feeling, idle life, gaze, speech, gestures, walks, lips.
All seeds come from content (names, the scene, what is done), never from a place in the episode.
"""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache

from onecrew.animation import walk
from onecrew.animation.blocking import PHONE_TURN, Mark, calling, drop_of, walk_together, walks
from onecrew.animation.body import Body, between
from onecrew.animation.camera import View
from onecrew.animation.easing import chance, clamp, plateau, ramp, seed_of, smooth
from onecrew.animation.gaze import Gaze, gaze_of
from onecrew.animation.gestures import (
    APART,
    AT_CHEEK,
    CHEST,
    HELD_TURN,
    LAP,
    OVER_MOUTH,
    SAYING,
    SEATS,
    SHOWN,
    WALKS,
    Deed,
    Part,
    do,
    fold,
)
from onecrew.animation.idle import blinks, live, shut
from onecrew.animation.lips import Lips, lips_of
from onecrew.animation.picture import Actor, Picture
from onecrew.animation.pose import Arm, Face, Hand, Pose
from onecrew.animation.puppet import apply_feeling, stride_length
from onecrew.animation.puppet.body import skeleton
from onecrew.animation.walk import Way
from onecrew.story.episode import Feeling
from onecrew.story.shot import Framing, Gesture

WALKING = 0.85
"""How far a walking body is turned to the side it goes to."""

RISE = 0.5
"""Seconds of getting up before somebody who sits walks off."""

BACK = 40.0
"""Most cm somebody steps back."""

AT_EAR = Arm(0.92, 3.24, True, Hand.HOLD)
"""A phone at the ear, seen from the front: the elbow low and outside, the forearm up beside the head. It is folded past straight
back, for the forearm passes before the upper arm."""

TO_PHONE = 0.12
"""How far a head leans to the phone, in radians."""

ARRIVAL = 46.0
"""cm that somebody walks to the mark where others stand."""

UP = frozenset({Gesture.STAND, Gesture.SIT, Gesture.ENTER, Gesture.LEAVE, Gesture.WALK, Gesture.STEP_BACK})
"""Gestures with which somebody who was down gets up."""

HELD = frozenset(
    {Gesture.LOOK_UP, Gesture.LOOK_DOWN, Gesture.LOOK_AWAY, Gesture.COVER_MOUTH, Gesture.TOUCH_FACE, Gesture.FIST, Gesture.POINT}
)
"""Gestures that, done last, are held until the cut."""

HANDS_SEEN = (Framing.WIDE, Framing.FULL, Framing.TWO_SHOT, Framing.MEDIUM)
"""Framings in which speaking hands are worth moving."""


@dataclass(frozen=True, slots=True)
class Presence:
    """A person at one moment. ``x``: cm in the plane of the people; ``y``: cm below the ground line (a bounce is negative).

    ``roll``: radians about the feet. ``hidden``: not in the picture now. ``travel``: cm gone on a walking shot, the camera beside.
    """

    pose: Pose
    x: float
    y: float = 0.0
    roll: float = 0.0
    hidden: bool = False
    travel: float = 0.0
    embraces: bool = False
    """The arm towards the viewer passes before the other one."""


@dataclass(frozen=True, slots=True)
class Change:
    """From ``time`` on (reached within ``length`` seconds) this feeling, at a strength 0–1."""

    time: float
    length: float
    feeling: Feeling
    strength: float


@dataclass(frozen=True, slots=True)
class Beat:
    """A stressed moment of a speech: when, and how strong, 0–1."""

    time: float
    force: float
    hand: bool


class Role:
    """One person through the whole shot."""

    def __init__(self, picture: Picture, mark: Mark, marks: tuple[Mark, ...], view: View) -> None:
        self.mark = mark
        self._seconds = float(picture.seconds)
        who = mark.actor.name
        self._seed = seed_of("acting", who, picture.shot.scene, picture.shot.framing.value, _said(picture))
        self._others = {other.actor.name: other.x - mark.x for other in marks if other.actor.name != who}
        self._way = mark.towards or (1.0 if chance(self._seed, 3) > 0.5 else -1.0)
        self._arm_side = _free_arm(mark, self._way, picture.shot.framing, calling(picture, mark.subject))
        self._changes = _changes(picture, who, mark)
        first = self._changes[0]
        self._unrest = (
            first.strength if first.feeling is Feeling.AFRAID else 0.35 * first.strength if first.feeling is Feeling.ANGRY else 0.0
        )
        self._blinks = blinks(seed_of("blink", who, _said(picture)), self._seconds, first.feeling, first.strength)
        self._gaze: Gaze = gaze_of(who, self._seed, self._seconds, picture.speaking, self._others, mark.towards)
        self._lips: tuple[Lips, ...] = tuple(
            lips_of(one, picture.language) for one in picture.speaking if one.who == who and one.mouth
        )
        self._beats = tuple(beat for lips in self._lips for beat in _stresses(lips, self._seed))
        self._hands = picture.shot.framing in HANDS_SEEN and not mark.near and mark.subject.down not in ("lying", "fallen")
        width = view.height * picture.format.width / picture.format.height
        self._inward = 0.0 if abs(mark.x - view.x) < 20 else -1.0 if mark.x > view.x else 1.0
        self._edges = (view.x - width / 2 - 32, view.x + width / 2 + 32)
        self._start = _standing(mark, picture)
        self._wakes = _wakes(picture, who)
        self._deeds, self.ways = self._plan(picture, marks)
        # Turned to the side, forearms lie along the thighs (close to somebody less far out); from the front, hands meet in the lap.
        close = picture.shot.framing is Framing.TWO_SHOT
        self._lap = fold(mark.build, *LAP) if abs(mark.torso) <= 0.35 else Arm(-0.2, 0.9) if close else Arm(0.1, 1.0)
        self._lift = 0.95 if close else 0.5
        self._speaking_hand = fold(mark.build, *SAYING, Hand.OPEN) if close else Arm(0.12, 2.25, False, Hand.OPEN)

    def _plan(self, picture: Picture, marks: tuple[Mark, ...]) -> tuple[tuple[Deed, ...], tuple[tuple[Gesture, Way], ...]]:
        who, mark = self.mark.actor.name, self.mark
        wide = picture.shot.framing in (Framing.WIDE, Framing.FULL)
        deeds: list[Deed] = self._down(picture)
        ways: list[tuple[Gesture, Way]] = []
        other = next((one for one in marks if one.actor.name != who), None) if len(marks) == 2 else None
        base = Deed(
            Gesture.NONE,
            0.0,
            0.0,
            self._way,
            self._arm_side,
            0.6,
            mark.build,
            wide,
            reach=min((abs(x) for x in self._others.values()), default=0.0),
            seated=self._start.sitting > 0.5,
            inward=self._inward,
            bed=mark.bed,
        )
        for acting in sorted(picture.acting, key=lambda one: one.start):
            act, start, end = acting.act, float(acting.start), float(acting.end)
            held = act.gesture in HELD and end > self._seconds - 0.7
            until = self._seconds + 0.6 if held else end
            deed = replace(base, gesture=act.gesture, start=start, end=until, force=act.strength / 100, prop=act.prop)
            if act.gesture in WALKS:
                if act.who != who:
                    continue
                if act.gesture is Gesture.WALK:
                    found = self._walk_on(picture, marks, start, end)
                    if found is not None and (act.gesture, found) not in ways:
                        ways.append((act.gesture, found))
                    continue
                if base.seated and act.gesture in (Gesture.LEAVE, Gesture.STEP_BACK):
                    # Who goes gets up first.
                    deeds.append(replace(deed, gesture=Gesture.STAND, end=start + RISE))
                    start = min(start + RISE, end - 0.4)
                    base = replace(base, seated=False)
                ways.append((act.gesture, self._walk(act.gesture, start, end)))
            elif act.gesture is Gesture.POINT and act.sound == "slap" and other is not None:
                if act.who == who:
                    deeds.append(replace(deed, part=Part.STRIKES, goals=self._blow(other), step=10.0))
                else:
                    deeds.append(replace(deed, part=Part.STRUCK))
            elif act.gesture is Gesture.HUG and other is not None:
                # A hug takes two: the other answers a moment later.
                if act.who != who:
                    deed = replace(deed, start=start + 0.25, end=max(end, start + 0.9))
                part = Part.DOES if marks[-1] is mark else Part.BEHIND
                deeds.append(replace(deed, goals=self._embrace(other), part=part))
            elif act.gesture is Gesture.GIVE and other is not None:
                gives = act.who == who
                goals = (self._between(other, 0.44 if gives else 0.56),)
                deeds.append(replace(deed, goals=goals, part=Part.DOES if gives else Part.TAKES))
            elif act.who == who:
                if act.gesture in (Gesture.COVER_MOUTH, Gesture.TOUCH_FACE):
                    # Turned, across the chest: the far shoulder is too near to the face for an arm seen flat.
                    across = mark.subject.holding == "none" and abs(mark.torso) > 0.35
                    side = -self._way if across else self._arm_side
                    out, up = OVER_MOUTH if act.gesture is Gesture.COVER_MOUTH else AT_CHEEK
                    x, y = out * mark.build.head_width * self._way, mark.build.chin_y + self._drop() - up * mark.build.height
                    deed = replace(
                        deed,
                        arm=side,
                        goals=(self._hand(side, x, y, Hand.FLAT, before=True, across=act.gesture is Gesture.COVER_MOUTH),),
                    )
                elif act.gesture is Gesture.HOLD:
                    full = mark.subject.holding not in ("none", act.prop)
                    deed = replace(deed, swaps=full, arm=_holding_arm(mark) if full else deed.arm)
                    at = SHOWN if picture.shot.framing is Framing.CLOSE else CHEST
                    deed = replace(deed, goals=(fold(mark.build, *at, Hand.HOLD, act.prop),))
                deeds.append(deed)
        return tuple(deeds), tuple(ways)

    def _down(self, picture: Picture) -> list[Deed]:
        """How somebody who is down as the shot begins came down, long before, and until when they stay."""
        mark = self.mark
        came = {"kneeling": Gesture.KNEEL, "lying": Gesture.LIE, "fallen": Gesture.FALL}.get(mark.subject.down)
        if came is None:
            return []
        up = [float(one.start) for one in picture.acting if one.act.who == mark.actor.name and one.act.gesture in UP]
        until = min(up, default=math.inf)
        return [
            Deed(
                came, -10.0, -8.5, self._way, self._arm_side, 0.6, mark.build,
                inward=self._inward, until=until, bed=mark.bed,
            )
        ]  # fmt: skip

    def _hand(
        self, side: float, x: float, y: float, hand: Hand, turn: float = 0.0, before: bool = False, across: bool = False
    ) -> Arm:
        """The arm on ``side`` of the screen whose wrist is at (x, y) cm from the ground between the feet."""
        pose = replace(self._start, facing=clamp(self._start.facing + turn, -1, 1))
        return replace(reach(self.mark.actor, _plain(pose), side < 0, round(x, 1), round(y, 1), before, across), hand=hand)

    def _drop(self) -> float:
        return drop_of(self.mark)

    def _blow(self, other: Mark) -> tuple[Arm, Arm, Arm]:
        """A hand drawn back beside the head, at the other's cheek, and past it."""
        build, way = self.mark.build, self._way
        drop = drop_of(other)
        away = abs(other.x - self.mark.x)
        cheek = (other.build.eye_y + other.build.chin_y) / 2 + drop
        return (
            self._hand(-way, -way * 0.17 * build.height, build.eye_y + self._drop() - 4.0, Hand.OPEN, -0.14 * way),
            self._hand(-way, way * (away - 22.0), cheek + 3.0, Hand.FLAT, 0.3 * way),
            self._hand(-way, way * 0.5 * away, build.chin_y + self._drop() + 0.16 * build.height, Hand.FLAT, 0.3 * way),
        )

    def _embrace(self, other: Mark) -> tuple[Arm, Arm]:
        """Arms round the other one: the taller's about their shoulders, the smaller's about their back. The far arm lies under the
        near one."""
        build, way = self.mark.build, self._way
        tall = (build.chin_y + self._drop(), self.mark.actor.name) < (other.build.chin_y, other.actor.name)
        drop = drop_of(other)
        y = other.build.chin_y + drop + (0.13 if tall else 0.22) * other.build.height
        y = max(y, build.chin_y + self._drop() + 0.09 * build.height)
        turn = HELD_TURN * way - self._start.facing
        near = self._hand(-way, way * (APART - 1.0), y, Hand.FLAT, turn, before=True)
        # The far shoulder is nearer to the other one: a little more bent, its hand comes to the same place.
        return replace(near, upper=near.upper - 0.25, fore=near.fore + 0.35, front=False), near

    def _between(self, other: Mark, share: float) -> Arm:
        """A hand on the way to the other one, below both chests."""
        heights = [one.build.chin_y + 0.2 * one.build.height + drop_of(one) for one in (self.mark, other)]
        x = (other.x - self.mark.x) * share - self._way * 5.0
        return self._hand(self._arm_side, x, sum(heights) / 2, Hand.OPEN)

    def _walk(self, gesture: Gesture, start: float, end: float) -> Way:
        """Where a walking gesture leads, in cm from the mark."""
        actor, x = self.mark.actor, self.mark.x
        step = stride_length(actor)
        left, right = self._edges[0] - x, self._edges[1] - x
        side = {"left": -1.0, "right": 1.0}.get(self.mark.subject.side, 0.0)
        if gesture is Gesture.ENTER:
            return walk.way(start, end - start, left if (side or -self._way) < 0 else right, step, coming=True)
        if gesture is Gesture.LEAVE:
            return walk.way(start + 0.2, end - start - 0.2, left if (side or self._way) < 0 else right, step)
        # Feet step along the way the body is turned; seen from the front that is hardly a way at all.
        step = min(stride_length(actor, max(0.1, abs(self.mark.torso))), BACK)
        ahead = self.mark.torso if self.mark.torso else self._way
        return walk.way(start, 0.8, -step if ahead > 0 else step, step, backwards=True)

    def _walk_on(self, picture: Picture, marks: tuple[Mark, ...], start: float, end: float) -> Way | None:
        """A walk that goes on: alone or all together on the spot, the camera beside them. Who walks while others stand comes to the
        mark; past a near shoulder nobody walks."""
        if picture.shot.framing is Framing.OVER_SHOULDER:
            return None
        seen = [mark for mark in marks if not mark.near]
        step = min(stride_length(mark.actor, WALKING) for mark in seen)
        if walk_together(picture, marks):
            spans = [(float(one.start), float(one.end)) for one in picture.acting if one.act.gesture is Gesture.WALK]
            start, end = min(a for a, _ in spans), max(b for _, b in spans)
        elif len(seen) > 1:
            return walk.way(start, end - start, -ARRIVAL * self._way, step, coming=True)
        # The middle of the way is the mark; what is farther away moves less for a camera that goes along.
        steps = max(2, round((end - start + 0.8) * 2.0))
        half = steps * step * self._way / 2 / self.mark.depth
        return Way(start - 0.4, end + 0.4, -half, half, steps)

    def at(self, t: float) -> Presence:
        """Pose and place at ``t`` seconds of the shot."""
        body = Body(self._felt(t))
        speaking = max((plateau(t, lips.start - 0.2, 0.25, 0.4, lips.end + 0.3) for lips in self._lips), default=0.0)
        gx, gy, turn = self._gaze.at(t)
        body.gaze_x, body.gaze_y = gx, gy
        body.turn += turn
        live(body, self._seed, t, self._unrest, speaking)
        asleep = 1 - ramp(t, self._wakes, self._wakes + 0.5) if self.mark.subject.asleep else 0.0
        body.shut = max(shut(t, self._blinks), asleep)
        for deed in self._deeds:
            if deed.gesture in SEATS:
                do(body, deed, t)
        seated = clamp(body.pose.sitting + body.sitting)
        if seated > 0:
            for arm in (body.left, body.right):
                if arm.prop == "none":
                    arm.towards(self._lap, seated)
        self._speak(body, t, speaking)
        for deed in self._deeds:
            if deed.gesture not in SEATS:
                do(body, deed, t)
        travel = self._go(body, t)
        pose = self._voiced(body.frozen(), t)
        if self.mark.near:
            # From behind, what hands do before the chest is not seen.
            pose = replace(pose, back=True, left=Arm(), right=Arm())
        return Presence(pose, self.mark.x + body.x, body.y, body.roll, body.hidden, travel, body.embraces)

    def _felt(self, t: float) -> Pose:
        """The situation with the feeling of the moment: from one to the next with a small drawing back before a big one."""
        now = self._changes[0]
        pose = _feel(self._start, now.feeling, now.strength)
        for change in self._changes[1:]:
            if t <= change.time - 0.12:
                break
            u = smooth((t - change.time) / change.length)
            goal = _feel(self._start, change.feeling, change.strength)
            pose = between(pose, goal, u)
            if change.strength > 0.55:
                dip = plateau(t, change.time - 0.12, 0.1, 0.1, change.time + 0.12)
                face = replace(pose.face, nod=pose.face.nod + 0.07 * dip, upper_lid=pose.face.upper_lid + 0.45 * dip)
                pose = replace(pose, face=face, shoulders=pose.shoulders - 0.1 * dip)
        return pose

    def _speak(self, body: Body, t: float, speaking: float) -> None:
        """Nods, brows and hands on the stresses of the own voice."""
        hand = 0.0
        for beat in self._beats:
            if not beat.time - 0.3 < t < beat.time + 0.45:
                continue
            hit = plateau(t, beat.time - 0.14, 0.12, 0.3, beat.time + 0.34) * beat.force
            body.nod += 0.13 * hit - 0.04 * plateau(t, beat.time - 0.28, 0.12, 0.1, beat.time - 0.06)
            body.brow_outer += 0.16 * hit
            body.brow_inner += 0.12 * hit
            body.lean += 0.012 * self._way * hit
            if beat.hand:
                hand = max(hand, hit)
        if self._hands and speaking > 0 and self.mark.subject.holding == "none":
            # The speaking hand rises a little for the length of the line and marks its stresses.
            lifted = speaking * (self._lift if chance(self._seed, 9) > 0.4 else 0.0)
            u = clamp(lifted + 0.5 * hand * speaking)
            if u > 0.02:
                body.arm(self._arm_side).towards(self._speaking_hand, u * 0.8)

    def _go(self, body: Body, t: float) -> float:
        """Walks: where the body is, which way it faces, how its legs go. Returns the camera's travel."""
        travel = 0.0
        for gesture, way in self.ways:
            if gesture is Gesture.ENTER:
                body.x += way.at(t)
                body.hidden = body.hidden or t <= way.start
            elif gesture is Gesture.WALK:
                body.x += way.at(t)
                # Who arrives at the mark is waited for.
                travel += way.at(t) if way.goal else 0.0
            elif gesture is Gesture.LEAVE:
                body.x += way.at(t)
                body.hidden = body.hidden or t >= way.end
            else:
                body.x += way.at(t)
            if way.start - 0.5 < t < way.end + 0.5:
                self._stride(body, gesture, way, t)
        return travel

    def _stride(self, body: Body, gesture: Gesture, way: Way, t: float) -> None:
        u = way.amount(t)
        if way.moving(t):
            body.walking = max(body.walking, u)
            body.stride = way.stride(t)
        if way.backwards:
            body.shoulders += 0.25 * plateau(t, way.start, 0.2, 0.4, way.end + 0.3)
            return
        # Turn into the walk before the first step, out of it with the last: heads first.
        turned = plateau(t, way.start - 0.34, 0.32, 0.36, way.end + 0.36)
        if gesture is Gesture.LEAVE:
            turned = ramp(t, way.start - 0.34, way.start)
        body.facing += (_turn_for(self.mark.actor, way.step) * way.sign - body.pose.facing) * turned
        body.turn += (0.1 * way.sign - body.pose.face.turn) * turned
        body.gaze_x += (0.55 * way.sign - body.gaze_x) * turned
        body.lean += 0.03 * way.sign * u

    def _voiced(self, pose: Pose, t: float) -> Pose:
        """The mouth of the moment over that of the feeling: corners and cheeks stay."""
        for lips in self._lips:
            shape = lips.at(t)
            if shape is None:
                continue
            into = plateau(t, lips.start - 0.16, 0.1, 0.2, lips.end + 0.2)
            face = pose.face
            openness = max(shape.open, 0.0)
            return replace(
                pose,
                face=replace(
                    face,
                    mouth_open=face.mouth_open * (1 - into) + openness * into,
                    mouth_width=clamp(face.mouth_width * (1 - into) + (shape.width + 0.25 * face.mouth_width) * into, -1, 1),
                    lips=face.lips * (1 - into) + shape.lips * into,
                    teeth=face.teeth * (1 - into) + shape.teeth * into,
                    tongue=face.tongue * (1 - into) + shape.tongue * into,
                    corners=face.corners * (1 - 0.25 * into),
                ),
            )
        return pose


@lru_cache(maxsize=512)
def _feel(pose: Pose, feeling: Feeling, strength: float) -> Pose:
    return apply_feeling(pose, feeling, strength) if feeling is not Feeling.NEUTRAL else pose


def perform(picture: Picture, marks: tuple[Mark, ...], view: View) -> dict[str, Role]:
    """The roles of everybody with a mark, by name. ``view`` is the camera's as the shot begins: people come and go by its edges."""
    return {mark.actor.name: Role(picture, mark, marks, view) for mark in marks}


def _said(picture: Picture) -> str:
    """What happens in the shot, as text: the seed of how it is acted. Languages act alike, so spoken words are not part of it."""
    acts = (f"{one.act.who}:{one.act.gesture.value}:{one.act.text}" for one in picture.acting)
    return "|".join((picture.shot.place.name, *(subject.who for subject in picture.shot.subjects), *acts))


def _standing(mark: Mark, picture: Picture) -> Pose:
    """The body as the shot begins, before any feeling."""
    subject = mark.subject
    called, walking = calling(picture, mark.subject), walks(picture, mark.actor.name)
    # Next to somebody arms hang closer, or hands would touch.
    rest = Arm(0.02, 0.08) if picture.shot.framing is Framing.TWO_SHOT else Arm(0.1, 0.18)
    pose = Pose(
        face=Face(turn=mark.head),
        facing=mark.torso,
        left=rest,
        right=rest,
        sitting=1.0 if subject.sitting or subject.down == "in bed" else 0.0,
    )
    if subject.holding == "none":
        return pose
    side = _holding_arm(mark, called)
    if called and abs(mark.torso) <= PHONE_TURN and not walking:
        held = replace(AT_EAR, prop=subject.holding)
        pose = replace(pose, face=replace(pose.face, tilt=TO_PHONE * side), shoulders=0.25)
    elif called:
        # The thumb side of the hand at the jaw, the phone between palm and ear.
        build = mark.build
        drop = drop_of(mark)
        x = 0.02 * build.head_width * (mark.towards or 1.0)
        facing = WALKING * (mark.towards or 1.0) if walking else mark.torso
        held = reach(
            mark.actor,
            replace(_plain(pose), facing=facing),
            side < 0,
            round(x, 1),
            round(build.chin_y + drop + 0.04 * build.height, 1),
        )
        held = replace(held, hand=Hand.HOLD, prop=subject.holding)
    elif subject.holding == "bag" and not subject.sitting:
        held = Arm(0.12, 0.1, False, Hand.HOLD, "bag")
    else:
        held = fold(mark.build, *CHEST, hand=Hand.HOLD, prop=subject.holding)
    return replace(pose, left=held) if side < 0 else replace(pose, right=held)


def _wakes(picture: Picture, who: str) -> float:
    """When somebody who sleeps opens the eyes: as they first do or say something; never, in a shot in which they do not."""
    does = [float(one.start) for one in picture.acting if one.act.who == who and one.act.gesture not in (Gesture.NONE, Gesture.LIE)]
    says = [float(one.start) for one in picture.speaking if one.who == who and one.mouth]
    return min((*does, *says), default=math.inf)


def _plain(pose: Pose) -> Pose:
    """The pose without what a face does: arms do not depend on it."""
    return Pose(facing=pose.facing, sitting=pose.sitting)


@lru_cache(maxsize=512)
def reach(actor: Actor, pose: Pose, left: bool, x: float, y: float, before: bool = False, across: bool = False) -> Arm:
    """The arm whose wrist comes to (x, y), in cm of the drawing (ground between the feet, y down), its elbow as low as may be.

    ``left``: the arm on the left of the screen. Found by search: a turned body's foreshortening has no short closed form. A lifted
    elbow costs about as much as a wrist a third as far off; it would come before the face. ``before``: the arm must pass before
    the body, and the wrist counts more. ``across``: the elbow may go far across the chest, which brings the wrist higher than
    the shoulder.
    """
    mirrored = pose.facing < 0.0
    near = left is not mirrored
    sk = skeleton(actor, pose, clamp(abs(pose.facing)), mirrored)
    c, s = math.cos(sk.lean), math.sin(sk.lean)
    dx, dy = x * (-1.0 if mirrored else 1.0) - sk.hip[0], y - sk.hip[1]
    aim = (dx * c + dy * s, -dx * s + dy * c)

    def cost(arm: Arm) -> float:
        tried = replace(pose, left=arm) if left else replace(pose, right=arm)
        found = skeleton(actor, tried, clamp(abs(pose.facing)), mirrored)
        limb = found.near if near else found.far
        lifted = max(0.0, limb.a[1] + 6.0 - limb.b[1])
        return math.dist(limb.c, aim) + (0.04 if before else 0.3) * lifted + 0.4 * abs(arm.upper)

    arms = [
        Arm(0.16 * i - 0.4, 0.17 * j, front)
        for front in ((True,) if before else (True, False))
        for i in range(-4 if across else 0, 16)
        for j in range(16)
    ]
    best = min(arms, key=cost)
    for size in (0.05, 0.02):
        arms = [
            Arm(best.upper + size * i, max(0.0, best.fore + size * j), best.front)
            for i in (-2, -1, 0, 1, 2)
            for j in (-2, -1, 0, 1, 2)
        ]
        best = min(arms, key=cost)
    return best


@lru_cache(maxsize=256)
def _turn_for(actor: Actor, step: float) -> float:
    """The turn of the body at which its step covers this way on the screen: a body turned to the viewer covers less (bisection)."""
    low, high = 0.1, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (middle, high) if stride_length(actor, middle) < step else (low, middle)
    return high


def _holding_arm(mark: Mark, calling: bool = False) -> float:
    """The arm away from the viewer holds things before the chest; a phone is held to the ear that is seen."""
    side = 1.0 if mark.towards >= 0 else -1.0
    return -side if calling else side


def _free_arm(mark: Mark, way: float, framing: Framing, calling: bool) -> float:
    """The arm that gestures: on the side people look to, the other one when that holds something; in a two-shot the outer one would
    leave the frame, so it is the inner one there as well."""
    if mark.subject.holding != "none":
        return -_holding_arm(mark, calling)
    return way if framing is not Framing.OVER_SHOULDER else -way


def _changes(picture: Picture, who: str, mark: Mark) -> tuple[Change, ...]:
    """The feelings of ``who`` in time: as the shot begins, by the end of acts, with own lines (a neutral line changes nothing)."""
    base, strength = mark.subject.feeling, mark.subject.strength / 100
    found: list[tuple[float, Feeling, float]] = []
    for one in picture.speaking:
        if one.who == who:
            start = float(one.start)
            if one.feeling is not Feeling.NEUTRAL:
                found.append((max(start - 0.15, 0.0), one.feeling, one.strength / 100))
                found.append((float(one.end) + 0.5, one.feeling, 0.7 * one.strength / 100))
    for acting in picture.acting:
        if acting.act.who == who and acting.act.feeling is not None:
            reached = float(acting.start) + 0.35 * float(acting.end - acting.start)
            found.append((reached, acting.act.feeling, acting.act.strength / 100))
    found.sort(key=lambda item: item[0])
    changes = [Change(-1.0, 0.2, base, strength)]
    for time, feeling, force in found:
        if time <= 0 and feeling is not base:
            # Already felt on the cut.
            changes[0] = Change(-1.0, 0.2, feeling, force)
            continue
        last = changes[-1]
        jump = force + last.strength if feeling is not last.feeling else abs(force - last.strength)
        changes.append(Change(time, 0.16 + 0.16 * clamp(jump), feeling, force))
    return tuple(changes)


def _stresses(lips: Lips, seed: int) -> tuple[Beat, ...]:
    """The loud syllables of a speech, at least 0.45 s apart: peaks of loudness above two thirds of the loudest."""
    beats: list[Beat] = []
    values = [lips.level(lips.start + (n + 0.5) * 0.04) for n in range(len(lips.levels))]
    for n in range(1, len(values) - 1):
        if values[n] < 0.66 or values[n] < max(values[max(0, n - 4) : n + 5]):
            continue
        time = lips.start + (n + 0.5) * 0.04
        if beats and time - beats[-1].time < 0.45:
            continue
        beats.append(Beat(time, clamp(0.5 + 0.5 * values[n]) * (0.6 + 0.4 * chance(seed, 70 + n)), chance(seed, 90 + n) > 0.45))
    return tuple(beats)
