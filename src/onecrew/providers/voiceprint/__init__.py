"""Voiceprints: the protocol. In: PCM of one voice. Out: a vector that is near for the same voice. Never: who it is, files."""

from __future__ import annotations

from typing import Protocol

from onecrew.providers.offer import Offer


class Voiceprint(Protocol):
    """A provider that tells voices apart."""

    def offer(self) -> Offer: ...

    def embed(self, pcm: bytes, rate: int) -> tuple[float, ...]:
        """Mono signed 16-bit little-endian PCM at ``rate`` Hz, at least a tenth of a second of it. A vector of length 1; the dot
        product of two is how alike the voices are, 1 at most. The same sound gives the same vector.

        Raises Refused (too short, silent, half a sample, a rate below 8 kHz), Unreachable (weights are missing), Broken.
        """
        ...
