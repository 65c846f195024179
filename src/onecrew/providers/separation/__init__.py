"""Separation: the protocol and its nouns. In: the sound of a film. Out: who speaks, and everything else. Never: files, words."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import TYPE_CHECKING, Protocol

from onecrew.providers.offer import Offer

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

    Stereo = npt.NDArray[np.float32]
    """(samples, 2) float32 at 48 kHz, full scale ±1."""

RATE = 48_000


@dataclass(frozen=True, slots=True, eq=False)
class Separated:
    """A film's sound in two, each as long as the whole and in time with it.

    ``bed`` is the original, sample for sample, where nobody speaks. Where somebody does, the voice is taken out so far that its
    words are not understood; what the two give when added is near the original there, not equal to it.
    """

    speech: Stereo
    bed: Stereo
    spans: tuple[tuple[Fraction, Fraction], ...]
    """Seconds in which somebody speaks, in order, without overlaps."""


class Separation(Protocol):
    """A provider that parts voices from music and effects."""

    def offer(self) -> Offer: ...

    def separate(self, sound: Stereo) -> Separated:
        """Raises Refused (not (samples, 2) of finite float32), Unreachable (a library or weights are missing), Broken."""
        ...
