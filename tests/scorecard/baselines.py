"""What one would do without onecrew. In: frames, sound, lines. Out: frames, words, placed lines. Never: judging."""

from __future__ import annotations

from collections.abc import Sequence

import cv2
import numpy as np

from . import product
from .judge_fit import Placed
from .judge_words import Timed
from .product import Frame, Mask, Stereo

_HALO = 3
"""Pixels around the letters that are painted over too: where the codec has smeared them."""
_RADIUS = 5


def inpainted(frame: Frame, mask: Mask) -> Frame:
    """OpenCV's inpainting (Telea 2004), told exactly where the letters are."""
    disc = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * _HALO + 1,) * 2)
    wide = cv2.dilate(mask.astype(np.uint8), disc)
    rows, columns = np.flatnonzero(wide.any(axis=1)), np.flatnonzero(wide.any(axis=0))
    if not len(rows):
        return frame
    pad = 2 * _RADIUS
    part = (slice(max(0, rows[0] - pad), rows[-1] + pad + 1), slice(max(0, columns[0] - pad), columns[-1] + pad + 1))
    made = frame.copy()
    made[part] = cv2.inpaint(np.ascontiguousarray(frame[part]), np.ascontiguousarray(wide[part]), _RADIUS, cv2.INPAINT_TELEA)
    return made


def whisper_alone(mix: Stereo, language: str) -> tuple[Timed, ...]:
    """Whisper on the film's sound as it is."""
    return product.heard(mix, language)


def unfitted(starts: Sequence[float], speakers: Sequence[str], seconds: Sequence[float]) -> list[Placed]:
    """Lines spoken at their own speed where the original began, as long as they take."""
    return [Placed(who, start, start + length) for start, who, length in zip(starts, speakers, seconds, strict=True)]
