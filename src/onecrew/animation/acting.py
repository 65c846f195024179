"""People in time. In: a Picture, its marks, the camera's view. Out: for each person and moment a Pose and where they stand.

Never: drawing. Layers, in order: the situation as the shot begins, feeling, idle life, gaze, speech, gestures, walks, lips.
All seeds come from content (names, the scene, what is done), never from a place in the episode.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache

from onecrew.animation import walk
from onecrew.animation.blocking import Mark
from onecrew.animation.body import Body, between
from onecrew.animation.camera import View
from onecrew.animation.easing import chance, clamp, plateau, ramp, seed_of, smooth
from onecrew.animation.gaze import Gaze, gaze_of
from onecrew.animation.gestures import CHEST, LAP, SEATS, WALKS, Deed, do, fold
from onecrew.animation.idle import blinks, live, shut
from onecrew.animation.lips import Lips, lips_of
from onecrew.animation.picture import Actor, Picture
from onecrew.animation.pose import Arm, Face, Hand, Pose
from onecrew.animation.puppet import apply_feeling, stride_length
from onecrew.animation.walk import Way
from onecrew.story.episode import Feeling
from onecrew.story.shot import Framing, Gesture

WALKING = 0.85
"""How far a walking body is turned to the side it goes to."""

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
        self._arm_side = _free_arm(mark, self._way, picture.shot.framing)
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
        self._hands = picture.shot.framing in HANDS_SEEN and not mark.near
        width = view.height * picture.format.width / picture.format.height
        self._inward = 0.0 if abs(mark.x - view.x) < 20 else -1.0 if mark.x > view.x else 1.0
        self._edges = (view.x - width / 2 - 32, view.x + width / 2 + 32)
        self._deeds, self.ways = self._plan(picture)
        self._start = _standing(mark)
        # Turned to the side, forearms lie along the thighs; from the front, hands meet in the lap.
        self._lap = Arm(0.1, 1.0) if abs(mark.torso) > 0.35 else fold(mark.build, *LAP)

    def _plan(self, picture: Picture) -> tuple[tuple[Deed, ...], tuple[tuple[Gesture, Way], ...]]:
        who, build = self.mark.actor.name, self.mark.build
        wide = picture.shot.framing in (Framing.WIDE, Framing.FULL)
        deeds: list[Deed] = []
        ways: list[tuple[Gesture, Way]] = []
        reach = min((abs(x) for x in self._others.values()), default=0.0)
        for acting in sorted(picture.acting, key=lambda one: one.start):
            act, start, end = acting.act, float(acting.start), float(acting.end)
            mine = act.who == who
            if act.gesture in WALKS:
                if mine:
                    ways.append((act.gesture, self._walk(act.gesture, start, end)))
                continue
            if mine:
                deeds.append(
                    Deed(
                        act.gesture,
                        start,
                        end,
                        self._way,
                        self._arm_side,
                        act.strength / 100,
                        build,
                        wide,
                        act.prop,
                        reach,
                        self.mark.subject.sitting,
                        self._inward,
                    )
                )
            elif act.gesture is Gesture.HUG and act.who in self._others and len(self._others) == 1:
                # A hug takes two: the other answers a moment later.
                deeds.append(
                    Deed(Gesture.HUG, start + 0.25, max(end, start + 0.9), self._way, self._arm_side, 0.6, build, wide, reach=reach)
                )
            elif act.gesture is Gesture.GIVE and act.who in self._others and len(self._others) == 1:
                taken = start + 0.72 * (end - start)
                deeds.append(Deed(Gesture.HOLD, taken - 0.35, end + 0.6, self._way, self._arm_side, 0.6, build, wide, act.prop))
        return tuple(deeds), tuple(ways)

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
        if gesture is Gesture.STEP_BACK:
            # Feet step along the way the body is turned; seen from the front that is hardly a way at all.
            step = stride_length(actor, max(0.1, abs(self.mark.torso)))
            ahead = self.mark.torso if self.mark.torso else self._way
            return walk.way(start, 0.8, -step if ahead > 0 else step, step, backwards=True)
        # A walking shot: the middle of the way is the mark, the camera goes along.
        steps = max(2, round((end - start + 0.8) * 2.0))
        half = steps * stride_length(actor, WALKING) * self._way / 2
        return Way(start - 0.4, end + 0.4, -half, half, steps)

    def at(self, t: float) -> Presence:
        """Pose and place at ``t`` seconds of the shot."""
        body = Body(self._felt(t))
        speaking = max((plateau(t, lips.start - 0.2, 0.25, 0.4, lips.end + 0.3) for lips in self._lips), default=0.0)
        gx, gy, turn = self._gaze.at(t)
        body.gaze_x, body.gaze_y = gx, gy
        body.turn += turn
        live(body, self._seed, t, self._unrest, speaking)
        body.shut = shut(t, self._blinks)
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
            pose = replace(pose, back=True)
        return Presence(pose, self.mark.x + body.x, body.y, body.roll, body.hidden, travel)

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
            lifted = speaking * (0.5 if chance(self._seed, 9) > 0.4 else 0.0)
            u = clamp(lifted + 0.5 * hand * speaking)
            if u > 0.02:
                body.arm(self._arm_side).towards(Arm(0.12, 2.25, False, Hand.OPEN), u * 0.8)

    def _go(self, body: Body, t: float) -> float:
        """Walks: where the body is, which way it faces, how its legs go. Returns the camera's travel."""
        travel = 0.0
        for gesture, way in self.ways:
            if gesture is Gesture.ENTER:
                body.x += way.at(t)
                body.hidden = body.hidden or t <= way.start
            elif gesture is Gesture.WALK:
                body.x += way.at(t)
                travel += way.at(t)
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


def _standing(mark: Mark) -> Pose:
    """The body as the shot begins, before any feeling."""
    subject = mark.subject
    rest = Arm(0.1, 0.18)
    left = right = rest
    if subject.holding != "none":
        held = fold(mark.build, *CHEST, hand=Hand.HOLD, prop=subject.holding)
        left, right = (held, right) if _holding_arm(mark) < 0 else (left, held)
    return Pose(
        face=Face(turn=mark.head),
        facing=mark.torso,
        left=left,
        right=right,
        sitting=1.0 if subject.sitting else 0.0,
    )


@lru_cache(maxsize=256)
def _turn_for(actor: Actor, step: float) -> float:
    """The turn of the body at which its step covers this way on the screen: a body turned to the viewer covers less (bisection)."""
    low, high = 0.1, 1.0
    for _ in range(24):
        middle = (low + high) / 2
        low, high = (middle, high) if stride_length(actor, middle) < step else (low, middle)
    return high


def _holding_arm(mark: Mark) -> float:
    return 1.0 if mark.towards >= 0 else -1.0


def _free_arm(mark: Mark, way: float, framing: Framing) -> float:
    """The arm that gestures: on the side people look to, the other one when that holds something; in a two-shot the outer one would
    leave the frame, so it is the inner one there as well."""
    if mark.subject.holding != "none":
        return -_holding_arm(mark)
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
