"""How a stored picture is meant to be shown. In: decoded frames. Out: turns, sizes, ranges. Never: pixels."""

from __future__ import annotations

import struct
from fractions import Fraction
from typing import Any

from av.sidedata.sidedata import Type
from av.video.frame import VideoFrame
from av.video.reformatter import ColorTrc

_HIGH_RANGE = (ColorTrc.SMPTE2084, ColorTrc.ARIB_STD_B67)


def high_range(frame: VideoFrame) -> bool:
    """Whether the picture is HDR: perceptual quantiser or hybrid log-gamma (ITU-R BT.2100)."""
    return frame.color_trc in _HIGH_RANGE


def orientation(frame: VideoFrame) -> tuple[int, bool]:
    """Degrees clockwise, and whether it is mirrored first, that turn a stored picture upright.

    The display matrix (ISO/IEC 14496-12, tkhd) maps x to a·x + c·y and y to b·x + d·y; the nearest of the eight upright positions
    is taken.
    """
    # The stub calls this a dict by name; it is a mapping by type.
    aside: Any = frame.side_data
    try:
        a, b, _, c, d, *_ = struct.unpack("=9i", bytes(aside[Type.DISPLAYMATRIX]))
    except (KeyError, struct.error):
        return 0, False
    mirrored = a * d - b * c < 0
    if mirrored:
        a, b = -a, -b
    if abs(a) >= abs(b):
        return (0 if a >= 0 else 180), mirrored
    return (90 if b > 0 else 270), mirrored


def square(width: int, height: int, aspect: Fraction | None) -> tuple[int, int]:
    """Size with square pixels; the measure that is too short grows, to an even number. Aspects beyond 4:1 are not believed."""
    if not aspect or aspect == 1 or not Fraction(1, 4) <= aspect <= 4:
        return width, height
    return (2 * round(width * aspect / 2), height) if aspect > 1 else (width, 2 * round(height / aspect / 2))
