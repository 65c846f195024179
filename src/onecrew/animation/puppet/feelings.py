"""How a feeling looks on a face and in a body.

In: a Feeling, a strength 0–1. Out: Faces and Poses. Never: drawing, timing, speech.
The muscles follow Ekman and Friesen's *Facial Action Coding System* for the basic emotions (joy: 6+12; sorrow: 1+4+15; anger:
4+5+7+23;
fear: 1+2+4+5+20; surprise: 1+2+5+26; disgust: 9+15+16), pushed as drawn acting does.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from types import MappingProxyType

from onecrew.animation.pose import Arm, Face, Pose
from onecrew.animation.puppet.curves import clamp
from onecrew.story.episode import Feeling

_FACES: Mapping[Feeling, Mapping[str, float]] = MappingProxyType(
    {
        Feeling.NEUTRAL: MappingProxyType({"corners": 0.08}),
        Feeling.HAPPY: MappingProxyType(
            {
                "corners": 1.0,
                "cheeks": 0.95,
                "lower_lid": 0.55,
                "upper_lid": 0.06,
                "brow_inner": 0.25,
                "brow_outer": 0.5,
                "mouth_open": 0.26,
                "mouth_width": 0.65,
                "teeth": 1.0,
                "blush": 0.35,
                "nod": -0.1,
            }
        ),
        Feeling.SAD: MappingProxyType(
            {
                "corners": -0.85,
                "brow_inner": 1.0,
                "brow_outer": -0.75,
                "upper_lid": 0.34,
                "lower_lid": 0.1,
                "gaze_y": 0.45,
                "nod": 0.45,
                "mouth_width": -0.12,
                "tears": 0.14,
                "blush": 0.1,
            }
        ),
        Feeling.ANGRY: MappingProxyType(
            {
                "corners": -0.62,
                "brow_inner": -1.0,
                "brow_outer": 0.55,
                "upper_lid": -0.12,
                "lower_lid": 0.34,
                "lips": 0.65,
                "pupil": 0.85,
                "mouth_width": 0.18,
                "nod": 0.24,
                "blush": 0.35,
            }
        ),
        Feeling.AFRAID: MappingProxyType(
            {
                "corners": -0.5,
                "brow_inner": 1.0,
                "brow_outer": 0.1,
                "upper_lid": -0.85,
                "lower_lid": 0.12,
                "pupil": 0.62,
                "mouth_open": 0.24,
                "mouth_width": 0.5,
                "teeth": 0.9,
                "nod": -0.08,
                "gaze_x": 0.12,
            }
        ),
        Feeling.SURPRISED: MappingProxyType(
            {
                "corners": 0.02,
                "brow_inner": 1.0,
                "brow_outer": 1.0,
                "upper_lid": -1.0,
                "lower_lid": -0.0,
                "pupil": 0.85,
                "mouth_open": 0.62,
                "mouth_width": -0.38,
                "nod": -0.22,
            }
        ),
        Feeling.DISGUSTED: MappingProxyType(
            {
                "corners": -0.75,
                "brow_inner": -0.7,
                "brow_outer": -0.35,
                "upper_lid": 0.3,
                "lower_lid": 0.42,
                "mouth_open": 0.1,
                "mouth_width": 0.3,
                "teeth": 0.7,
                "cheeks": 0.55,
                "nod": -0.3,
                "tilt": 0.07,
                "gaze_x": -0.25,
            }
        ),
        Feeling.TENDER: MappingProxyType(
            {
                "corners": 0.55,
                "brow_inner": 0.6,
                "brow_outer": 0.05,
                "upper_lid": 0.34,
                "lower_lid": 0.22,
                "pupil": 1.25,
                "cheeks": 0.35,
                "blush": 0.75,
                "tilt": 0.13,
                "nod": 0.12,
            }
        ),
    }
)

_BODIES: Mapping[Feeling, Mapping[str, float]] = MappingProxyType(
    {
        Feeling.NEUTRAL: MappingProxyType({}),
        Feeling.HAPPY: MappingProxyType({"shoulders": 0.22, "breath": 0.3}),
        Feeling.SAD: MappingProxyType({"shoulders": -0.9, "breath": -0.4}),
        Feeling.ANGRY: MappingProxyType({"shoulders": 0.55, "breath": 0.5}),
        Feeling.AFRAID: MappingProxyType({"shoulders": 0.95, "breath": 0.6}),
        Feeling.SURPRISED: MappingProxyType({"shoulders": 0.5, "breath": 0.9}),
        Feeling.DISGUSTED: MappingProxyType({"shoulders": 0.3}),
        Feeling.TENDER: MappingProxyType({"shoulders": -0.15}),
    }
)

_LEAN = {
    Feeling.SAD: 0.03,
    Feeling.ANGRY: 0.06,
    Feeling.AFRAID: -0.07,
    Feeling.SURPRISED: -0.05,
    Feeling.DISGUSTED: -0.06,
    Feeling.TENDER: 0.04,
    Feeling.HAPPY: -0.015,
}
"""Radians towards where the body faces."""

_ARMS = {
    Feeling.HAPPY: (0.08, 0.22),
    Feeling.SAD: (-0.05, -0.06),
    Feeling.ANGRY: (0.12, 0.3),
    Feeling.AFRAID: (0.05, 0.5),
    Feeling.SURPRISED: (0.16, 0.35),
    Feeling.DISGUSTED: (0.04, 0.25),
}
"""How much an arm hanging at rest is raised and bent."""

_NAMES = tuple(field.name for field in fields(Face))
_LIMITS: Mapping[str, tuple[float, float]] = MappingProxyType(
    dict.fromkeys(
        ("turn", "nod", "brow_inner", "brow_outer", "upper_lid", "gaze_x", "gaze_y", "mouth_width", "corners"), (-1.0, 1.0)
    )
    | dict.fromkeys(("lower_lid", "mouth_open", "lips", "teeth", "tongue", "cheeks", "blush", "tears"), (0.0, 1.0))
    | {"pupil": (0.4, 1.7), "tilt": (-0.6, 0.6)}
)


def expression(feeling: Feeling, strength: float) -> Face:
    """The face of a feeling at ``strength`` 0–1, to be added to a face at rest with ``add_faces``; ``pupil`` multiplies.

    At 0 it is the face at rest. The mouth's opening belongs to a silent mouth: while somebody speaks, take only ``corners``,
    ``cheeks`` and what lies above them.
    """
    share = clamp(strength)
    made = {name: value * share for name, value in _FACES[feeling].items()}
    if "pupil" in made:
        made["pupil"] = 1.0 + (_FACES[feeling]["pupil"] - 1.0) * share
    return Face(**made)


def add_faces(a: Face, b: Face) -> Face:
    """Both faces at once, each field held within its range."""
    made = {}
    for name in _NAMES:
        low, high = _LIMITS[name]
        value = getattr(a, name) * getattr(b, name) if name == "pupil" else getattr(a, name) + getattr(b, name)
        made[name] = clamp(value, low, high)
    return Face(**made)


def apply_feeling(pose: Pose, feeling: Feeling, strength: float) -> Pose:
    """The pose with the feeling in its face, shoulders, breath, lean and in arms that hang at rest."""
    share = clamp(strength)
    body = _BODIES[feeling]
    ahead = 1.0 if pose.facing >= 0 else -1.0
    lean = _LEAN.get(feeling, 0.0) * share * (ahead if abs(pose.facing) > 0.1 else 0.35)
    raised, bent = _ARMS.get(feeling, (0.0, 0.0))

    def arm(one: Arm) -> Arm:
        if one.upper > 0.3 or one.fore > 0.5:
            return one
        return replace(one, upper=max(0.0, one.upper + raised * share), fore=max(0.0, one.fore + bent * share))

    return replace(
        pose,
        face=add_faces(pose.face, expression(feeling, share)),
        lean=pose.lean + lean,
        shoulders=clamp(pose.shoulders + body.get("shoulders", 0.0) * share, -1.0, 1.0),
        breath=clamp(pose.breath + body.get("breath", 0.0) * share, -1.0, 1.0),
        left=arm(pose.left),
        right=arm(pose.right),
    )
