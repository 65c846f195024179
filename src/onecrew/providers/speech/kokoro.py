"""Kokoro-82M: the voices onecrew has without a key and without a network.

In: an Utterance. Out: its Audio, 24 kHz, with the time of every phoneme. Never: downloads, the GPL in this process.

The model is run by plain onnxruntime on one thread; the same utterance gives the same bytes. Phoneme times are the model's own:
its duration predictor says how many frames of 25 ms each letter takes, and the sound it makes follows them exactly.
"""

from __future__ import annotations

import threading
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onecrew.providers import weights
from onecrew.providers.offer import Offer
from onecrew.providers.speech import Audio, Utterance, VoiceOffer, symbols, voices
from onecrew.providers.speech.alignment import FRAME, Passage
from onecrew.providers.speech.delivery import manner
from onecrew.providers.speech.phonemes import passages
from onecrew.providers.speech.sound import finish
from onecrew.units import Broken, Money, Refused

_DURATIONS = "/encoder/Clip_output_0"


class Kokoro:
    """Speech in en-US, en-GB, es, fr, hi, it, ja, pt-BR and zh. Safe to call from several threads; one line at a time is made."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._session: Any = None
        self._styles: dict[str, NDArray[np.float32]] = {}
        self._lock = threading.Lock()

    def offer(self) -> Offer:
        """Free, local, and ready when its weights are."""
        lacking = [state for state in weights.states(("kokoro", "kokoro-voices")) if state.state != "ready"]
        return Offer(
            name="kokoro",
            languages=tuple(sorted({voice.language for voice in voices.VOICES})),
            price=Money(0),
            unit="line",
            local=True,
            needs="; ".join(state.detail for state in lacking),
            checked_at=weights.checked_at(),
        )

    def voices(self, language: str) -> tuple[VoiceOffer, ...]:
        """Voices for a tag, best first: ``en`` gives American ones, ``zh-Hans`` Mandarin ones; empty: not spoken here."""
        wanted = voices.spoken(language)
        return voices.speaking(wanted) if wanted is not None else ()

    def speak(self, utterance: Utterance) -> Audio:
        """Raises Refused (language, voice or text it cannot speak), Unreachable (weights or a program are missing), Broken."""
        language = voices.spoken(utterance.language)
        if language is None:
            known = ", ".join(sorted({voice.language for voice in voices.VOICES}))
            raise Refused(f"kokoro does not speak {utterance.language}; it speaks {known}")
        if utterance.voice not in {voice.name for voice in voices.VOICES}:
            names = ", ".join(voice.name for voice in self.voices(utterance.language))
            raise Refused(f"kokoro has no voice {utterance.voice!r}; for {utterance.language} it has {names}")
        said = passages(utterance.text, voices.dialect(utterance.language, language))
        if not said:
            raise Refused(f"there is nothing to say in {utterance.text[:40]!r}")
        how = manner(utterance)
        # A shift of pitch plays the line faster or slower; the model makes up for it.
        speed = float(utterance.speed) * how.pace / how.pitch
        with self._lock:
            style = self._style(utterance.voice)
            made = [Passage(*self._run(text, style, speed), text, pause) for text, pause in said]
        return finish(made, how)

    def release(self) -> None:
        """Gives the memory back; the next line loads the model again."""
        with self._lock:
            self._session = None
            self._styles.clear()

    def _run(self, phonemes: str, style: NDArray[np.float32], speed: float) -> tuple[NDArray[np.float32], NDArray[np.float32]]:
        """Samples, and the frames each token takes."""
        session = self._loaded()
        numbers = symbols.tokens(phonemes)
        wave, frames = session.run(
            ["audio", _DURATIONS],
            {
                "tokens": np.array([numbers], dtype=np.int64),
                "style": style[min(len(phonemes), len(style)) - 1],
                "speed": np.array([speed], dtype=np.float32),
            },
        )
        if len(wave) != int(frames.sum()) * FRAME or frames.shape[1] != len(numbers):
            raise Broken(f"kokoro made {len(wave)} samples where its own durations say {int(frames.sum()) * FRAME}")
        return wave, frames[0]

    def _loaded(self) -> Any:
        if self._session is None:
            import onnxruntime

            path = weights.find_file("kokoro", "kokoro-v1.0.int8.onnx")
            options = onnxruntime.SessionOptions()
            # The arena stays on: it reuses blocks, and without it a line of 11 s peaks at 1.9 GB instead of 0.4.
            options.intra_op_num_threads = self._threads
            options.inter_op_num_threads = 1
            options.log_severity_level = 3
            # Planning which of 3600 unshaped tensors may share a block takes half the loading; the arena shares them anyway.
            options.enable_mem_reuse = False
            self._session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        return self._session

    def _style(self, voice: str) -> NDArray[np.float32]:
        """(510, 1, 256): one row for each number of letters."""
        if voice not in self._styles:
            path = weights.find_file("kokoro-voices", f"{voice}.bin")
            self._styles[voice] = np.fromfile(path, dtype="<f4").reshape(-1, 1, 256)
        return self._styles[voice]
