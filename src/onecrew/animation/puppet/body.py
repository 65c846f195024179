"""The skeleton and the trunk's volume for one pose: where every joint is seen.

In: Proportions and a Pose. Out: joints and points in centimetres. Never: drawing.

Everything is built looking to the right (a look to the left is drawn mirrored): ``near`` is the side of the body towards the
left of
the drawing, which comes forward as the body turns to the right; ``far`` is the other. Trunk coordinates have their origin
between the hip
joints and lean with the body.
"""

from __future__ import annotations

import itertools
import math
from dataclasses import dataclass, field
from functools import lru_cache

from onecrew.animation.picture import Actor
from onecrew.animation.pose import Arm, Pose
from onecrew.animation.puppet.curves import Point, clamp, ease, mix
from onecrew.animation.puppet.proportions import Proportions, arm_lengths, proportions
from onecrew.story.show import Age, Gender

TURN = 1.42
"""Radians of a full turn of the trunk: a little less than a profile, so that the chest keeps its form."""

_STEP = 0.37
_STANCE = 1.16
"""Length of the stance of a foot, in steps; both feet are on the ground for the rest over 1."""

ANKLE = 0.044
"""Height of the ankle, share of the body's height."""


def stride_length(actor: Actor, facing: float = 1.0) -> float:
    """Centimetres the body has to move on the screen for one step (``stride`` + 1) at full ``walking`` so that feet do not slide.

    ``facing``: the body's turn; a walk towards the viewer (0) does not move along the screen.
    """
    return _STEP * proportions(actor).height * math.sin(min(1.0, abs(facing)) * TURN) / math.sin(TURN)


@dataclass(frozen=True, slots=True)
class Trunk:
    """The volume of the trunk: rows (y, half-width, front, back) in trunk coordinates, and widths other parts need."""

    rows: tuple[tuple[float, float, float, float], ...]
    length: float
    """Hip joint to shoulder joint."""
    half: float
    """Half the shoulders."""
    neck: float
    """Half-width of the neck."""
    arm: tuple[float, float, float]
    """Radius of the arm at shoulder, elbow, wrist."""
    leg: tuple[float, float, float]
    """Radius of the leg at hip, knee, ankle."""
    hip_gap: float
    """Hip joint from the middle."""
    waist: float
    """y of the waist."""
    bust: float
    known: dict[float, tuple[float, float, float]] = field(default_factory=dict, compare=False, repr=False)
    """Rows asked for before, by their y: the same few dozen are asked for in every frame."""


@lru_cache(maxsize=256)
def trunk(actor: Actor) -> Trunk:
    """The trunk of an actor."""
    p = proportions(actor)
    female = actor.gender is Gender.FEMALE
    male = actor.gender is Gender.MALE
    child = actor.age is Age.CHILD
    old = actor.age is Age.OLD
    build = actor.look.build
    s = p.shoulder_width / 2.0
    t = p.shoulder_y - p.hip_y
    length = -t
    heavy = 1.0 if build == "heavy" else 0.0
    slim = 1.0 if build == "slim" else 0.0
    broad = 1.0 if build == "broad" else 0.0
    if child:
        waist, hips, bust = 0.8, 0.84, 0.0
    elif female:
        waist, hips, bust = 0.665, 0.89, 0.13
    elif male:
        waist, hips, bust = 0.74, 0.735, 0.03
    else:
        waist, hips, bust = 0.7, 0.8, 0.05
    if actor.age is Age.TEEN:
        bust *= 0.5
    waist += 0.24 * heavy - 0.03 * slim - 0.02 * broad + (0.06 if old else 0.0)
    hips += 0.17 * heavy - 0.02 * slim - 0.03 * broad
    belly = (0.42 if not child else 0.48) + 0.34 * heavy - 0.04 * slim + (0.08 if old else 0.0)
    chest = 0.5 + bust + 0.06 * broad + 0.1 * heavy
    y = [mix(-length, 0.0, u) for u in (-0.015, 0.09, 0.22, 0.38, 0.6, 0.8, 1.0, 1.13)]
    rows = (
        (y[0], s * 0.84, s * 0.36, s * 0.46),
        (y[1], s * 0.985, s * 0.46, s * 0.54),
        (y[2], s * 0.9, s * (chest - 0.06), s * 0.57),
        (y[3], s * 0.84 + s * 0.08 * heavy, s * chest, s * 0.52),
        (y[4], s * waist, s * belly, s * 0.42 + s * 0.1 * heavy),
        (y[5], s * mix(waist, hips, 0.72), s * (belly + 0.02), s * 0.47 + s * 0.08 * heavy),
        (y[6], s * hips, s * (belly - 0.02), s * (0.57 if female else 0.52) + s * 0.06 * heavy),
        (y[7], s * hips * 0.97, s * (belly - 0.04), s * 0.52),
    )
    unit = p.height / 172.0
    thick = p.bulk
    arm = (
        (3.75 if female else 4.7 if male else 4.2) * unit * (0.55 + 0.45 * thick),
        (2.95 if female else 3.6 if male else 3.2) * unit * (0.6 + 0.4 * thick),
        (2.15 if female else 2.6 if male else 2.35) * unit * (0.75 + 0.25 * thick),
    )
    leg = (
        s * hips * 0.5,
        (5.2 if female else 5.7) * unit * (0.6 + 0.4 * thick),
        (3.5 if female else 4.0) * unit * (0.7 + 0.3 * thick),
    )
    neck = (4.35 if female else 5.7 if male else 4.9) * unit * (0.7 + 0.3 * thick)
    if child:
        arm = (arm[0] * 1.1, arm[1] * 1.12, arm[2] * 1.15)
        neck = 4.0
    return Trunk(rows, length, s, neck, arm, leg, s * hips * 0.48, mix(-length, 0.0, 0.6), bust * s)


@dataclass(frozen=True, slots=True)
class Limb:
    """Three joints of an arm (shoulder, elbow, wrist) or a leg (hip, knee, ankle)."""

    a: Point
    b: Point
    c: Point
    angle: float
    """Direction of the hand or foot: radians from hanging down, counter-clockwise positive as ``upper``; of a foot, its pitch."""


@dataclass(frozen=True, slots=True)
class Skeleton:
    """Joints of one pose. Arms and head in trunk coordinates, legs in drawing coordinates."""

    p: Proportions
    trunk: Trunk
    turn: float
    """0 front … 1 profile."""
    theta: float
    c: float
    s: float
    hip: Point
    lean: float
    near: Limb
    far: Limb
    near_arm: Arm
    far_arm: Arm
    near_leg: Limb
    far_leg: Limb
    head: Point
    """Origin of the head."""
    lift: float
    """Shoulders raised by, cm."""
    sitting: float
    back: bool

    def row(self, y: float) -> tuple[float, float, float]:
        """Half-width, front and back of the trunk at height ``y``."""
        known = self.trunk.known
        found = known.get(y)
        if found is None:
            if len(known) > 4096:
                known.clear()
            found = known[y] = self._row(y)
        return found

    def _row(self, y: float) -> tuple[float, float, float]:
        rows = self.trunk.rows
        if y <= rows[0][0]:
            return rows[0][1:]
        for a, b in itertools.pairwise(rows):
            if y <= b[0]:
                t = (y - a[0]) / (b[0] - a[0])
                return mix(a[1], b[1], t), mix(a[2], b[2], t), mix(a[3], b[3], t)
        return rows[-1][1:]

    def on(self, azimuth: float, y: float, out: float = 0.0) -> Point:
        """A point of the trunk's surface: degrees from the middle of the front, positive to the far side; ``out`` cm off it."""
        w, f, b = self.row(y)
        a = math.radians(azimuth)
        k = math.cos(a)
        return ((w + out) * math.sin(a) * self.c + ((f if k > 0 else b) + out) * k * self.s, y)

    def at(self, x: float, y: float, z: float) -> Point:
        """A point of the trunk's space."""
        return (x * self.c + z * self.s, y)

    def left(self, y: float, out: float = 0.0) -> Point:
        """The silhouette on the left."""
        w, _, b = self.row(y)
        return (-math.hypot((w + out) * self.c, (b + out) * self.s), y)

    def right(self, y: float, out: float = 0.0) -> Point:
        """The silhouette on the right."""
        w, f, _ = self.row(y)
        return (math.hypot((w + out) * self.c, (f + out) * self.s), y)


def skeleton(actor: Actor, pose: Pose, turn: float, mirrored: bool) -> Skeleton:
    """The joints of a pose. ``turn``: 0 front … 1 profile to the right; ``mirrored``: left and right change places."""
    p = proportions(actor)
    body = trunk(actor)
    theta = turn * TURN
    c, s = math.cos(theta), math.sin(theta)
    sit = clamp(pose.sitting)
    walk = clamp(pose.walking) * (1.0 - sit)
    sign = -1.0 if mirrored else 1.0
    near_arm, far_arm = (pose.right, pose.left) if mirrored else (pose.left, pose.right)
    legs = -p.hip_y
    ankle = p.height * ANKLE
    thigh, shin = legs * 0.475, legs * 0.525 - ankle
    step = _STEP * p.height * walk
    bob = 0.0
    if walk > 0.0:
        bob = walk * legs * (0.003 + 0.034 * (0.5 + 0.5 * math.cos(2.0 * math.pi * (pose.stride - 0.08))))
    weight = clamp(pose.weight, -1.0, 1.0) * sign * (1.0 - sit)
    hip_x = weight * 2.6 * (0.4 + 0.6 * c) - 3.0 * p.stoop * s
    hip_y = p.hip_y + bob + 0.8 * abs(weight)
    seat_hip = -(p.seat_height + body.leg[0] * 0.72)
    hip_y = mix(hip_y, max(seat_hip, p.hip_y), sit)
    kneel = clamp(pose.kneeling)
    hip_y = mix(hip_y, -thigh - body.leg[1] * 0.9, kneel)
    hips = (hip_x, hip_y)
    limbs = []
    for index, lateral in ((0, -1.0), (1, 1.0)):
        joint = (hip_x + lateral * body.hip_gap * c, hip_y + 0.6 * lateral * weight * 0.5)
        phase = (pose.stride + index) % 2.0
        if phase <= _STANCE:
            ahead = _STANCE / 2.0 - phase
            lift = 0.0
            pitch = -0.28 * (1.0 - ease(0.0, 0.16, phase)) + 0.55 * ease(0.8, _STANCE, phase)
        else:
            v = (phase - _STANCE) / (2.0 - _STANCE)
            ahead = _STANCE * (_swing(v) - 0.5)
            lift = math.sin(math.pi * v) ** 1.2 * 0.03 * p.height
            pitch = mix(0.55, -0.28, ease(0.0, 0.85, v))
        ahead *= step
        lift *= walk
        pitch *= walk
        stance = body.hip_gap * (0.95 + 0.12 * (1.0 - walk)) + p.height * 0.006
        rest_ahead = 0.0 if c > 0.98 else lateral * -0.026 * p.height * s * (1.0 - walk)
        foot_x = lateral * stance * c + (ahead + rest_ahead) * s / math.sin(TURN) + hip_x * 0.0
        # Rolling over heel and toe raises the ankle.
        roll = abs(math.sin(pitch)) * p.height * (0.052 if pitch > 0 else 0.018)
        foot = (foot_x, -ankle - lift - roll * 0.9 + (0.0 if walk == 0 else -lift * 0.35 * c))
        knee = _knee(joint, foot, thigh, shin, s, c, lateral)
        if sit > 0.0:
            out = body.hip_gap * (1.5 if actor.gender is not Gender.FEMALE else 1.12) * c
            # Short legs hang; long ones stand on the ground with the thigh sloping down to the knee.
            slope = clamp(-ankle - shin - hips[1], -0.3 * thigh, 0.3 * thigh)
            seat_joint = (hip_x + lateral * body.hip_gap * c, hips[1])
            seat_knee = (
                hip_x + lateral * out + math.sqrt(thigh * thigh - slope * slope) * s,
                hips[1] + mix(slope, thigh * 0.22, c * c),
            )
            reach = min(shin, -ankle - seat_knee[1])
            seat_foot = (seat_knee[0] + lateral * 0.8 * c + s * shin * 0.06 * lateral, seat_knee[1] + reach)
            joint = (mix(joint[0], seat_joint[0], sit), mix(joint[1], seat_joint[1], sit))
            knee = (mix(knee[0], seat_knee[0], sit), mix(knee[1], seat_knee[1], sit))
            foot = (mix(foot[0], seat_foot[0], sit), mix(foot[1], seat_foot[1], sit))
        if kneel > 0.0:
            # Shins lie along the ground behind; from the front they are hidden by the thighs.
            on_knee = (joint[0] + lateral * 1.5 * c + 3.0 * s * (1.0 - 0.8 * lateral), -body.leg[1] * 0.9)
            behind = (on_knee[0] - shin * s, -ankle * 0.75)
            knee = (mix(knee[0], on_knee[0], kneel), mix(knee[1], on_knee[1], kneel))
            foot = (mix(foot[0], behind[0], kneel), mix(foot[1], behind[1], kneel))
            pitch = mix(pitch, 1.35 * s, kneel)
        limbs.append(Limb(joint, knee, foot, pitch))
    lift = clamp(pose.shoulders, -1.0, 1.0) * 3.2 + clamp(pose.breath, -1.0, 1.0) * 0.35
    swing = walk * 0.42 * math.cos(math.pi * (pose.stride - 0.08))
    near = _arm(body, p, near_arm, -1.0, turn, c, s, lift, -swing, sit)
    far = _arm(body, p, far_arm, 1.0, turn, c, s, lift, swing, sit)
    scale = p.head_height / 26.0
    bend = p.stoop
    head = (
        (1.6 + 4.2 * bend) * s + 0.2,
        p.chin_y - p.hip_y - 12.75 * scale - lift * 0.25 + 2.0 * bend - clamp(pose.breath, -1.0, 1.0) * 0.12,
    )
    lean = pose.lean * sign + 0.05 * bend * s + 0.03 * walk * s - 0.03 * sit * s
    lean -= weight * 0.018
    return Skeleton(
        p, body, turn, theta, c, s, hips, lean, near, far, near_arm, far_arm, limbs[0], limbs[1], head, lift, sit, pose.back
    )


def _swing(v: float) -> float:
    """Way of a swinging foot: it leaves and lands with the speed of the ground (cubic Hermite)."""
    m = -_STANCE_SLOPE
    return (v**3 - 2 * v**2 + v) * m + (-2 * v**3 + 3 * v**2) + (v**3 - v**2) * m


_STANCE_SLOPE = (2.0 - _STANCE) / _STANCE


def _knee(hip: Point, foot: Point, thigh: float, shin: float, s: float, c: float, lateral: float) -> Point:
    """Two-bone reach; the knee bends forwards, which from the front is towards the viewer and a little outwards."""
    dx, dy = foot[0] - hip[0], foot[1] - hip[1]
    full = thigh + shin
    distance = min(math.hypot(dx, dy), full * 0.9995)
    along = (thigh * thigh - shin * shin + distance * distance) / (2.0 * distance)
    height = math.sqrt(max(0.0, thigh * thigh - along * along))
    length = math.hypot(dx, dy) or 1.0
    ux, uy = dx / length, dy / length
    bend = height * (s + 0.16 * lateral * c)
    return (hip[0] + ux * along + uy * bend, hip[1] + uy * along - ux * bend)


def _arm(
    body: Trunk, p: Proportions, arm: Arm, lateral: float, turn: float, c: float, s: float, lift: float, swing: float, sit: float
) -> Limb:
    """An arm's joints. Raising goes outwards from the front and forwards from the side; ``front`` bends the elbow inwards."""
    upper, fore = arm_lengths(p.height)
    raised = clamp(arm.upper / 2.2, 0.0, 1.0)
    joint = (
        (body.half - body.arm[0] * 1.02) * lateral * c - 0.8 * s,
        -body.length - lift + body.arm[0] * 1.22 - 2.6 * ease(0.35, 1.0, raised),
    )
    if lateral < 0:
        out = mix(-1.0, 1.0, ease(0.12, 0.42, turn))
        inward = 1.0
    else:
        out = 1.0
        inward = mix(-1.0, 1.0, ease(0.5, 0.95, turn))
    a = arm.upper
    f = max(0.0, arm.fore)
    bend = inward if arm.front else out
    # A walk swings the arms forwards and back, which only the side shows.
    ux = out * math.sin(a) + math.sin(swing) * s
    uy = math.cos(a)
    length = math.hypot(ux, uy) or 1.0
    if length > 1.0:
        ux, uy = ux / length, uy / length
    elbow = (joint[0] + ux * upper, joint[1] + uy * upper)
    f += abs(swing) * 0.5 * s
    # Rotation of the upper arm's direction by the bend; when the two senses differ it folds back.
    wx = ux * math.cos(f) + bend * math.cos(a) * math.sin(f)
    wy = uy * math.cos(f) - (out * bend) * math.sin(a) * math.sin(f)
    norm = math.hypot(wx, wy)
    if norm > 1.0:
        wx, wy = wx / norm, wy / norm
    wrist = (elbow[0] + wx * fore, elbow[1] + wy * fore)
    return Limb(joint, elbow, wrist, math.atan2(wx, wy))


def reach_to(actor: Actor, pose: Pose, left: bool, x: float, y: float) -> Arm:
    """The arm whose wrist comes nearest to (x, y), in cm of the drawing (ground between the feet, y down); hand and prop are kept.

    ``left``: the arm on the left of the screen. The arm passes before the body. Solved by search over the two angles, because
    foreshortening of a turned body has no short closed form; exact to about a centimetre where the arm is long enough.
    """
    mirrored = pose.facing < 0.0
    turn = clamp(abs(pose.facing))
    one = pose.left if left else pose.right
    near = left is not mirrored
    sk = skeleton(actor, pose, turn, mirrored)
    c, s = math.cos(sk.lean), math.sin(sk.lean)
    dx, dy = x * (-1.0 if mirrored else 1.0) - sk.hip[0], y - sk.hip[1]
    aim = (dx * c + dy * s, -dx * s + dy * c)

    def miss(upper: float, fore: float) -> float:
        tried = Arm(upper, fore, True, one.hand, one.prop)
        limb = _arm(sk.trunk, sk.p, tried, -1.0 if near else 1.0, turn, sk.c, sk.s, sk.lift, 0.0, sk.sitting)
        return math.dist(limb.c, aim)

    best = (0.3, 1.2)
    wide = (1.2, 1.3)
    for _ in range(7):
        candidates = [
            (clamp(best[0] + wide[0] * i / 3, -0.5, 2.6), clamp(best[1] + wide[1] * j / 3, 0.0, 2.65))
            for i in range(-3, 4)
            for j in range(-3, 4)
        ]
        # Among equals the least raised elbow: it is the restful one.
        best = min(candidates, key=lambda pair: (round(miss(*pair), 2), abs(pair[0])))
        wide = (wide[0] * 0.45, wide[1] * 0.45)
    return Arm(best[0], best[1], True, one.hand, one.prop)
