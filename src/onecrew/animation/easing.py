"""How things start, stop and waver. In: times and seeds. Out: numbers. Never: the clock, unseeded randomness.

Every curve here begins and ends with velocity 0 unless its docstring says otherwise: nothing on screen moves linearly.
"""

from __future__ import annotations

import hashlib
import math
from functools import lru_cache


def clamp(value: float, low: float = 0.0, high: float = 1.0) -> float:
    """``value`` held between ``low`` and ``high``."""
    return low if value < low else high if value > high else value


def mix(a: float, b: float, u: float) -> float:
    """From ``a`` at u = 0 to ``b`` at u = 1."""
    return a + (b - a) * u


def smooth(u: float) -> float:
    """0 → 1 with velocity 0 at both ends (cubic Hermite)."""
    u = clamp(u)
    return u * u * (3 - 2 * u)


def smoother(u: float) -> float:
    """0 → 1 with velocity and acceleration 0 at both ends (Perlin's quintic): for cameras."""
    u = clamp(u)
    return u * u * u * (u * (6 * u - 15) + 10)


def ramp(t: float, start: float, end: float) -> float:
    """0 before ``start``, 1 after ``end``, smooth between; a step when both are equal."""
    if end <= start:
        return 1.0 if t >= start else 0.0
    return smooth((t - start) / (end - start))


def plateau(t: float, start: float, rise: float, fall: float, end: float) -> float:
    """0 → 1 → 0: rises in ``[start, start + rise]``, falls in ``[end - fall, end]``; both shortened when there is no room."""
    length = end - start
    if length <= 0 or t <= start or t >= end:
        return 0.0
    if rise + fall > length:
        rise, fall = rise * length / (rise + fall), fall * length / (rise + fall)
    return min(ramp(t, start, start + rise), 1 - ramp(t, end - fall, end))


@lru_cache(maxsize=4096)
def seed_of(*parts: str) -> int:
    """A 32-bit number from content (names, texts): the same parts give the same number on every machine."""
    return int.from_bytes(hashlib.blake2b("\x1f".join(parts).encode(), digest_size=4).digest(), "big")


def chance(seed: int, n: int) -> float:
    """The ``n``-th of a row of even numbers in [0, 1) that belongs to ``seed`` (an integer hash after Wellons' lowbias32)."""
    x = (seed ^ (n * 0x9E3779B9)) & 0xFFFFFFFF
    x = ((x ^ (x >> 16)) * 0x7FEB352D) & 0xFFFFFFFF
    x = ((x ^ (x >> 15)) * 0x846CA68B) & 0xFFFFFFFF
    return (x ^ (x >> 16)) / 2**32


def waver(seed: int, t: float, hertz: float) -> float:
    """Smooth noise in -1…1 whose bumps come ``hertz`` times a second; its velocity never jumps. It begins anywhere between two
    bumps: all of them would rest in the first frame of a shot."""
    x = t * hertz + chance(seed, 0x5EED)
    cell = math.floor(x)
    u = smooth(x - cell)
    return mix(chance(seed, cell & 0xFFFF), chance(seed, (cell + 1) & 0xFFFF), u) * 2 - 1
