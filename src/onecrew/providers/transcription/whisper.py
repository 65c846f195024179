"""Whisper base on CTranslate2: what was said, in 99 languages, with word times.

In: mono PCM. Out: a Transcript. Never: downloads, files.

Text over music or silence is where Whisper invents or loops; voice activity comes first, segments that repeat themselves (gzip
ratio) or that the model itself doubts are dropped, and no segment is conditioned on the one before. Chinese gets no opening
prompt: one in simplified characters makes the model loop behind short lines; OpenCC sets the script instead.
"""

from __future__ import annotations

import math
import os
import re
import threading
from fractions import Fraction
from functools import lru_cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from onecrew.providers import weights
from onecrew.providers.offer import Offer
from onecrew.providers.transcription import Gist, Transcript, Word
from onecrew.units import Broken, Language, Money, Refused

_RATE = 16_000
_HINDI = "यह बातचीत हिन्दी में है।"
"""Hindi and Urdu sound alike; without this Whisper often writes Hindi in Arabic letters."""
_CODES = (
    "af am ar as az ba be bg bn bo br bs ca cs cy da de el en es et eu fa fi fo fr gl gu ha haw he hi hr ht hu hy "
    "id is it ja jw ka kk km kn ko la lb ln lo lt lv mg mi mk ml mn mr ms mt my ne nl nn no oc pa pl ps pt ro ru sa "
    "sd si sk sl sn so sq sr su sv sw ta te tg th tk tl tr tt uk ur uz vi yi yo yue zh"
)
LANGUAGES = frozenset(_CODES.split())
"""What the model was trained on, by its own codes; written down here so that asking for them does not load the model's library."""
_SPELT_ALIKE = {"yue": "yue", "cmn": "zh", "nb": "no", "fil": "tl", "iw": "he", "in": "id"}


class Whisper:
    """Transcription by ``whisper-base``, int8, beam 5. Safe to call from several threads; one call works at a time."""

    def __init__(self, threads: int = 1) -> None:
        self._threads = threads
        self._model: Any = None
        self._lock = threading.Lock()

    def offer(self) -> Offer:
        """Free, local, and ready when its weights are."""
        lacking = [state for state in weights.states(("whisper-base",)) if state.state != "ready"]
        return Offer(
            name="whisper",
            languages=tuple(sorted(LANGUAGES)),
            price=Money(0),
            unit="second",
            local=True,
            needs="; ".join(state.detail for state in lacking),
            checked_at=weights.checked_at(),
        )

    def transcribe(self, pcm: bytes, rate: int, language: str | None, hint: str = "") -> Transcript:
        """See the protocol. Chinese comes in the script the tag asks for (``zh``: simplified).

        Raises:
            Refused: a language Whisper does not know, a rate below 8 kHz, or half a sample.
            Unreachable, Broken: the weights are missing or wrong.
        """
        tag = Language(language) if language else None
        spoken, sound = _prepared(pcm, rate, language)
        if not len(sound) or not np.abs(sound).max() > 1e-4:
            return Transcript("", language or "und", ())
        with self._lock:
            segments, heard = self._hear(sound, spoken, hint)
        script = tag.script if tag else "Hans"
        words = []
        said = _said([word for segment in segments for word in segment.words or ()])
        for word in said:
            text = _in_script(word.word, script) if heard == "zh" else word.word
            words.append(_word(word, text))
        text = "".join(word.word for word in said).strip()
        return Transcript(_in_script(text, script) if heard == "zh" else text, language or heard, tuple(words))

    def to_english(self, pcm: bytes, rate: int, language: str) -> str:
        """See the protocol. Good from es, pt, fr and it; from zh the gist only; measured in docs/providers.md.

        Raises: as ``transcribe``.
        """
        return " ".join(one.text for one in self.gists(pcm, rate, language))

    def gists(self, pcm: bytes, rate: int, language: str, hint: str = "") -> tuple[Gist, ...]:
        """See the protocol. Word times of a translation are those of the speech each word was drawn from.

        Raises: as ``transcribe``.
        """
        spoken, sound = _prepared(pcm, rate, language)
        if not len(sound) or not np.abs(sound).max() > 1e-4:
            return ()
        with self._lock:
            segments, _ = self._hear(sound, spoken, hint, "translate")
        return tuple(
            Gist(
                segment.text.strip(),
                _time(segment.start),
                max(_time(segment.end), _time(segment.start)),
                float(segment.avg_logprob),
                float(segment.no_speech_prob),
                tuple(_word(word, word.word) for word in segment.words or ()),
            )
            for segment in segments
            if segment.text.strip()
        )

    def release(self) -> None:
        """Gives the memory back; the next call loads the model again."""
        with self._lock:
            self._model = None

    def _hear(self, sound: NDArray[np.float32], spoken: str | None, hint: str, task: str = "transcribe") -> tuple[list[Any], str]:
        model = self._loaded()
        if spoken is None:
            spoken = str(model.detect_language(sound, vad_filter=True)[0])
        prompt = hint or None
        if spoken == "hi":
            prompt = f"{_HINDI} {hint}".strip()
        try:
            segments, info = model.transcribe(
                sound,
                language=spoken,
                task=task,
                beam_size=5,
                # One temperature: the fallback ladder samples at random.
                temperature=0.0,
                condition_on_previous_text=False,
                initial_prompt=prompt,
                word_timestamps=True,
                # A loop would go on to 448 tokens and take half a minute; Hindi, at bytes for letters, needs 30 a second.
                max_new_tokens=min(224, 40 + 30 * min(30, math.ceil(len(sound) / _RATE))),
                vad_filter=True,
                # Short lines begin at once: less than the default 2 s of silence ends one, more is kept around it.
                vad_parameters={"min_silence_duration_ms": 500, "speech_pad_ms": 300},
                compression_ratio_threshold=2.4,
                log_prob_threshold=-1.0,
                no_speech_threshold=0.6,
            )
            kept = [one for one in segments if not _invented(one)]
        except RuntimeError as fact:
            raise Broken(f"whisper failed over {len(sound) / _RATE:.1f} s of sound: {fact}") from fact
        return kept, str(info.language)

    def _loaded(self) -> Any:
        if self._model is None:
            folder = weights.find("whisper-base")
            os.environ.setdefault("HF_HUB_OFFLINE", "1")
            from faster_whisper import WhisperModel

            self._model = WhisperModel(
                str(folder), device="cpu", compute_type="int8", cpu_threads=self._threads, num_workers=1, local_files_only=True
            )
        return self._model


def _prepared(pcm: bytes, rate: int, language: str | None) -> tuple[str | None, NDArray[np.float32]]:
    """Whisper's own code of the language, and the sound as it wants it."""
    tag = Language(language) if language else None
    spoken = _SPELT_ALIKE.get(tag.base, tag.base) if tag else None
    if spoken and spoken not in LANGUAGES:
        raise Refused(f"whisper does not know the language {language}")
    if rate < 8000 or len(pcm) % 2:
        raise Refused(f"whisper needs 16-bit samples at 8 kHz or more; this is {len(pcm)} bytes at {rate} Hz")
    return spoken, _at_16k(np.frombuffer(pcm, dtype="<i2").astype(np.float32) / np.float32(32768), rate)


_LOOP = re.compile(r"(\S.{0,5}?)\1{8,}")
"""Up to six characters nine times in a row; an actor who says "no" stops earlier."""


def _invented(segment: Any) -> bool:
    """Whisper's own marks of text nobody said: a loop (text that packs too well), or doubt together with no speech."""
    looped = (segment.compression_ratio > 2.4 and len(segment.text) > 40) or _LOOP.search(segment.text)
    doubted = segment.avg_logprob < -1.0 and segment.no_speech_prob > 0.6
    return bool(looped or doubted)


def _said(words: list[Any]) -> list[Any]:
    """The words without an invented end: two or more last ones that take no time, and the doubtful one they crowd behind."""
    last = len(words)
    while last and words[last - 1].end <= words[last - 1].start:
        last -= 1
    if len(words) - last < 2:
        return words
    if last and words[last - 1].probability < 0.2:
        last -= 1
    return words[:last]


def _word(word: Any, text: str) -> Word:
    return Word(text.strip(), _time(word.start), max(_time(word.end), _time(word.start)), round(word.probability * 100))


def _time(value: float) -> Fraction:
    """Seconds on whole milliseconds; Whisper's own grid is 20 ms."""
    return Fraction(round(max(value, 0.0) * 1000), 1000)


def _at_16k(sound: NDArray[np.float32], rate: int) -> NDArray[np.float32]:
    """Band-limited resampling by a windowed sinc (32 zero crossings, Kaiser beta 9), evaluated where the samples fall."""
    if rate == _RATE or not len(sound):
        return sound
    step, reach = rate / _RATE, max(1.0, rate / _RATE) * 32
    length = int(len(sound) / step)
    half = int(np.ceil(reach))
    padded = np.pad(sound, half + 1)
    out = np.empty(length, dtype=np.float32)
    scale = min(1.0, _RATE / rate)
    taps = np.arange(-half, half + 1)
    for start in range(0, length, 8192):
        places = np.arange(start, min(start + 8192, length)) * step
        whole = places.astype(np.int64)
        distance = taps[None, :] - (places - whole)[:, None]
        window = np.i0(9 * np.sqrt(np.maximum(0, 1 - (distance / (half + 1)) ** 2))) / np.i0(9)
        kernel = scale * np.sinc(scale * distance) * window
        out[start : start + len(places)] = (padded[whole[:, None] + half + 1 + taps[None, :]] * kernel).sum(axis=1)
    return out


@lru_cache(maxsize=2)
def _converter(script: str) -> Any:
    import opencc

    return opencc.OpenCC("s2t" if script == "Hant" else "t2s")


def _in_script(text: str, script: str) -> str:
    """Chinese in the script (``Hans`` or ``Hant``); Whisper mixes them whatever it is asked."""
    return str(_converter(script).convert(text))
