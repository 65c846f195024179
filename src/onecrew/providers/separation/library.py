"""DeepFilterNet3's C library. In: mono sound. Out: the voice in it, in time with it. Never: files beside its model, stereo.

The library works on frames of 10 ms and answers 1440 samples (30 ms) late; both are made up for here.
"""

from __future__ import annotations

import ctypes
import sys
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from onecrew.units import Broken, Unreachable

DELAY = 1440
_NO_LIMIT = 100.0
"""dB the library may take away: all it can."""
_NAMES = {"darwin": "libdeepfilter.dylib", "win32": "deepfilter.dll"}

Mono = NDArray[np.float32]


class Filter:
    """The network with its state. One call at a time."""

    def __init__(self, folder: Path, model: Path) -> None:
        """``folder`` holds the library. Raises Unreachable when this system cannot load it, Broken when it refuses the model."""
        path = folder / _NAMES.get(sys.platform, "libdeepfilter.so")
        try:
            self._library = ctypes.CDLL(str(path))
        except OSError as fact:
            raise Unreachable(f"DeepFilterNet's library cannot be loaded: {fact}") from fact
        self._library.df_create.restype = ctypes.c_void_p
        self._library.df_create.argtypes = [ctypes.c_char_p, ctypes.c_float, ctypes.c_char_p]
        self._library.df_get_frame_length.restype = ctypes.c_size_t
        self._library.df_get_frame_length.argtypes = [ctypes.c_void_p]
        self._library.df_process_frame.restype = ctypes.c_float
        self._library.df_process_frame.argtypes = [ctypes.c_void_p, ctypes.c_void_p, ctypes.c_void_p]
        self._library.df_free.restype = None
        self._library.df_free.argtypes = [ctypes.c_void_p]
        self._model = str(model).encode()

    def voice(self, sound: Mono) -> Mono:
        """The voice in (samples,) at 48 kHz, as long as it. Each call begins anew: the same sound gives the same voice."""
        state = self._library.df_create(self._model, _NO_LIMIT, None)
        if not state:
            raise Broken("DeepFilterNet's library does not take its model")
        try:
            frame = int(self._library.df_get_frame_length(state))
            count = -(-(len(sound) + DELAY) // frame)
            heard = np.zeros((count, frame), np.float32)
            heard.reshape(-1)[: len(sound)] = sound
            said = np.empty_like(heard)
            for number in range(count):
                self._library.df_process_frame(state, heard[number].ctypes.data, said[number].ctypes.data)
        finally:
            self._library.df_free(state)
        return said.reshape(-1)[DELAY : DELAY + len(sound)]
