"""Sound files for editors. In: samples. Out: WAV, 24-bit PCM at 48 kHz. Never: resampling, loudness."""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onecrew.media.loudness import RATE
from onecrew.media.writing import written

_FULL = 2**23 - 1
_BLOCK = 10 * RATE


def write_wav(samples: npt.NDArray[np.float32], target: Path) -> None:
    """Write (samples, channels) in ±1, clipped beyond it, in blocks, so that a long film needs no second copy in memory.

    Raises:
        MediaError: the file cannot be written.
    """
    with written(target) as part, wave.open(str(part), "wb") as file:
        file.setnchannels(samples.shape[1])
        file.setsampwidth(3)
        file.setframerate(RATE)
        for start in range(0, len(samples), _BLOCK):
            block = np.asarray(samples[start : start + _BLOCK], np.float64)
            whole = np.rint(np.clip(block, -1, 1) * _FULL).astype("<i4")
            file.writeframesraw(whole.view(np.uint8).reshape(-1, 4)[:, :3].tobytes())
