"""How a body and a face are at one moment. In: nothing. Out: frozen nouns. Never: drawing, time.

Angles are radians, clockwise on screen; everything else is 0–1 or -1–1 as said. ``acting`` makes a Pose for each frame, ``puppet``
draws it. Lengths are centimetres of the world: a Skia canvas with y downwards, the origin on the ground between the feet.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Mouth(StrEnum):
    """Mouth shapes. The names are the classic nine of hand-drawn animation."""

    REST = "rest"
    CLOSED = "closed"
    """m b p"""
    TEETH = "teeth"
    """s t d k g n z: slightly open, teeth near"""
    OPEN = "open"
    """e ae"""
    WIDE = "wide"
    """a: wide open"""
    ROUND = "round"
    """o"""
    PURSED = "pursed"
    """u w"""
    LIP = "lip"
    """f v: teeth on lip"""
    TONGUE = "tongue"
    """l th"""


@dataclass(frozen=True, slots=True)
class Face:
    """A face at one moment."""

    turn: float = 0.0
    """-1 profile to the left of the screen … 0 front … 1 profile to the right."""
    nod: float = 0.0
    """-1 looking up … 1 looking down."""
    tilt: float = 0.0
    """Head roll in radians."""
    brow_inner: float = 0.0
    """-1 lowered … 1 raised."""
    brow_outer: float = 0.0
    upper_lid: float = 0.0
    """0 usual … 1 shut; -1 wide open."""
    lower_lid: float = 0.0
    """0 usual … 1 squeezed up."""
    gaze_x: float = 0.0
    """-1 left of the screen … 1 right, within the eye."""
    gaze_y: float = 0.0
    """-1 up … 1 down."""
    pupil: float = 1.0
    """Size, 1 = usual."""
    mouth_open: float = 0.0
    """Height of the opening, 0 shut … 1 widest."""
    mouth_width: float = 0.0
    """-1 pursed … 0 rest … 1 spread."""
    lips: float = 0.0
    """0 … 1 pressed inward (m b p; anger)."""
    teeth: float = 0.0
    """0 … 1 upper teeth shown."""
    tongue: float = 0.0
    """0 … 1 tongue behind the teeth."""
    corners: float = 0.0
    """-1 pulled down … 1 smile."""
    cheeks: float = 0.0
    """0 … 1 raised."""
    blush: float = 0.0
    tears: float = 0.0


class Hand(StrEnum):
    """Hand shapes."""

    REST = "rest"
    OPEN = "open"
    POINT = "point"
    FIST = "fist"
    HOLD = "hold"
    FLAT = "flat"


@dataclass(frozen=True, slots=True)
class Arm:
    """A two-joint arm. ``upper``: angle of the upper arm from hanging down, positive raises it to the front
    (the side the body faces; for a front view outwards); ``fore``: bend of the elbow, 0 straight … positive flexes.
    ``front``: whether the arm passes before the body. ``hand`` and ``prop`` (PROPS name) are what is seen at its end."""

    upper: float = 0.08
    fore: float = 0.15
    front: bool = False
    hand: Hand = Hand.REST
    prop: str = "none"


@dataclass(frozen=True, slots=True)
class Pose:
    """A whole body. ``facing``: -1 profile left … 0 front … 1 profile right (torso; the head turns further by ``face.turn``)."""

    face: Face = Face()
    facing: float = 0.0
    lean: float = 0.0
    """Radians, positive leans to the right of the screen."""
    breath: float = 0.0
    """-1 out … 1 in."""
    shoulders: float = 0.0
    """-1 dropped … 1 raised."""
    weight: float = 0.0
    """-1 on the left foot of the screen … 1 on the right."""
    left: Arm = Arm()
    """The arm on the left of the screen."""
    right: Arm = Arm()
    sitting: float = 0.0
    """0 standing … 1 sitting."""
    kneeling: float = 0.0
    """0 on the feet … 1 on the knees."""
    stride: float = 0.0
    """Phase of the walk in steps; two steps are one cycle. Matters when ``walking`` > 0."""
    walking: float = 0.0
    """0 still … 1 full stride."""
    back: bool = False
    """Seen from behind (the near shoulder of an over-the-shoulder shot)."""
