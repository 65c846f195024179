"""Puppets: a Look becomes a drawn, acting person.

In: an Actor, a Pose and a Light. Out: pixels on a Skia canvas; proportions, mouth shapes, expressions and postures as values.
Never: sets, cameras, time, files. One module per part of the body; ``draw`` puts them in order.
"""

from onecrew.animation.puppet.body import reach_to, stride_length
from onecrew.animation.puppet.draw import draw_near_arm, draw_puppet, head_turn
from onecrew.animation.puppet.feelings import add_faces, apply_feeling, expression
from onecrew.animation.puppet.mouth import mouth_shapes
from onecrew.animation.puppet.proportions import Proportions, proportions

__all__ = [
    "Proportions",
    "add_faces",
    "apply_feeling",
    "draw_near_arm",
    "draw_puppet",
    "expression",
    "head_turn",
    "mouth_shapes",
    "proportions",
    "reach_to",
    "stride_length",
]
