"""Samples become a sound file. In: stereo samples at 48 kHz. Out: WAV. Never: compression, changing levels."""

from __future__ import annotations

import struct
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onecrew.media.loudness import RATE
from onecrew.media.writing import written
from onecrew.units import MediaError

_FLOAT = 3
"""WAVE_FORMAT_IEEE_FLOAT: a stem before limiting may exceed full scale, and must not clip."""


def write_wav(samples: npt.NDArray[np.float32], target: Path) -> None:
    """Write (samples, channels) as 32-bit float WAV, which every editor opens. Equal samples give equal bytes.

    Raises:
        MediaError: longer than WAV can say (6 hours of stereo), or the file cannot be written.
    """
    channels = samples.shape[1]
    size = len(samples) * channels * 4
    if size > 0xFFFFFF00:
        raise MediaError(f"{target.name} would be longer than a WAV file can be; make the episode in parts")
    form = struct.pack("<4sIHHIIHHH", b"fmt ", 18, _FLOAT, channels, RATE, RATE * channels * 4, channels * 4, 32, 0)
    fact = struct.pack("<4sII", b"fact", 4, len(samples))
    head = struct.pack("<4sI4s", b"RIFF", 4 + len(form) + len(fact) + 8 + size, b"WAVE")
    with written(target) as part, part.open("wb") as file:
        file.write(head + form + fact + struct.pack("<4sI", b"data", size))
        for start in range(0, len(samples), RATE * 10):
            file.write(np.ascontiguousarray(samples[start : start + RATE * 10], "<f4").data)
