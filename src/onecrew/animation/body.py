"""A pose in the making. In: a Pose and what life, gaze, speech and gestures add. Out: a Pose within its ranges. Never: time."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from onecrew.animation.easing import clamp, mix
from onecrew.animation.pose import Arm, Face, Hand, Pose


@dataclass(slots=True)
class Limb:
    """An arm being moved; hand, prop and whether it passes before the body change when a movement is a third done."""

    upper: float
    fore: float
    front: bool
    hand: Hand
    prop: str

    def towards(self, goal: Arm, u: float, keep_prop: bool = True) -> None:
        """Moves by ``u`` (0–1, over 1 overshoots) to a goal. A goal without a prop keeps the one held, unless told otherwise."""
        self.upper = mix(self.upper, goal.upper, u)
        self.fore = mix(self.fore, goal.fore, u)
        if u > 0.33:
            self.front = goal.front
            if goal.prop != "none":
                self.prop, self.hand = goal.prop, goal.hand
            elif not keep_prop:
                self.prop, self.hand = "none", goal.hand
            elif self.prop == "none":
                self.hand = goal.hand

    def frozen(self) -> Arm:
        return Arm(self.upper, max(0.0, self.fore), self.front, self.hand, self.prop)


def limb(arm: Arm) -> Limb:
    """An arm, movable."""
    return Limb(arm.upper, arm.fore, arm.front, arm.hand, arm.prop)


@dataclass(slots=True)
class Body:
    """Numbers of a pose that layers add to. ``pose`` is where they start; fields are differences from it unless said otherwise.

    ``x``: cm from the mark, to the right. ``y``: cm, downwards. ``roll``: radians the whole body is turned about its feet (a fall).
    ``hidden``: out of the picture. ``gaze_x`` and ``gaze_y`` are the gaze itself, not a difference.
    """

    pose: Pose
    left: Limb = field(init=False)
    right: Limb = field(init=False)
    turn: float = 0.0
    nod: float = 0.0
    tilt: float = 0.0
    brow_inner: float = 0.0
    brow_outer: float = 0.0
    upper_lid: float = 0.0
    lower_lid: float = 0.0
    shut: float = 0.0
    """Eyelids closed by a blink, 0–1, over whatever the feeling does."""
    gaze_x: float = 0.0
    gaze_y: float = 0.0
    corners: float = 0.0
    cheeks: float = 0.0
    tears: float = 0.0
    blush: float = 0.0
    mouth_open: float = 0.0
    facing: float = 0.0
    lean: float = 0.0
    breath: float = 0.0
    shoulders: float = 0.0
    weight: float = 0.0
    sitting: float = 0.0
    kneeling: float = 0.0
    stride: float = 0.0
    walking: float = 0.0
    x: float = 0.0
    y: float = 0.0
    roll: float = 0.0
    hidden: bool = False
    embraces: bool = False
    """Holds the other one: the arm towards the viewer passes before them."""

    def __post_init__(self) -> None:
        self.left = limb(self.pose.left)
        self.right = limb(self.pose.right)

    def arm(self, side: float) -> Limb:
        """The arm on that side of the screen (-1 left, 1 right)."""
        return self.left if side < 0 else self.right

    def frozen(self) -> Pose:
        """The pose, every value within its range."""
        pose, face = self.pose, self.pose.face
        lid = clamp(face.upper_lid + self.upper_lid, -1, 1)
        lid = mix(lid, 1.0, clamp(self.shut))
        return replace(
            pose,
            face=replace(
                face,
                turn=clamp(face.turn + self.turn, -1, 1),
                nod=clamp(face.nod + self.nod, -1, 1),
                tilt=face.tilt + self.tilt,
                brow_inner=clamp(face.brow_inner + self.brow_inner, -1, 1),
                brow_outer=clamp(face.brow_outer + self.brow_outer, -1, 1),
                upper_lid=lid,
                lower_lid=clamp(face.lower_lid + self.lower_lid),
                gaze_x=clamp(self.gaze_x, -1, 1),
                gaze_y=clamp(face.gaze_y * 0.5 + self.gaze_y, -1, 1),
                mouth_open=clamp(face.mouth_open + self.mouth_open),
                corners=clamp(face.corners + self.corners, -1, 1),
                cheeks=clamp(face.cheeks + self.cheeks),
                blush=clamp(face.blush + self.blush),
                tears=clamp(face.tears + self.tears),
            ),
            facing=clamp(pose.facing + self.facing, -1, 1),
            lean=pose.lean + self.lean,
            breath=clamp(self.breath, -1, 1),
            shoulders=clamp(pose.shoulders + self.shoulders, -1, 1),
            weight=clamp(pose.weight + self.weight, -1, 1),
            sitting=clamp(pose.sitting + self.sitting),
            kneeling=clamp(pose.kneeling + self.kneeling),
            stride=self.stride,
            walking=clamp(self.walking),
            left=self.left.frozen(),
            right=self.right.frozen(),
        )


_FACE = tuple(name for name in Face.__dataclass_fields__)


def between(a: Pose, b: Pose, u: float) -> Pose:
    """The pose on the way from ``a`` to ``b``; hands and props change half way."""
    if u <= 0:
        return a
    if u >= 1:
        return b
    face = Face(**{name: mix(getattr(a.face, name), getattr(b.face, name), u) for name in _FACE})
    return replace(
        b if u > 0.5 else a,
        face=face,
        left=_arm(a.left, b.left, u),
        right=_arm(a.right, b.right, u),
        facing=mix(a.facing, b.facing, u),
        lean=mix(a.lean, b.lean, u),
        shoulders=mix(a.shoulders, b.shoulders, u),
        weight=mix(a.weight, b.weight, u),
        sitting=mix(a.sitting, b.sitting, u),
    )


def _arm(a: Arm, b: Arm, u: float) -> Arm:
    return replace(b if u > 0.5 else a, upper=mix(a.upper, b.upper, u), fore=mix(a.fore, b.fore, u))
