"""The bed under a voice. In: a film's sound, the voice in its middle, when somebody speaks. Out: the voice and the bed, in stereo.
Never: a sample changed where nobody speaks.

Taking the voice off the mix, sample for sample, leaves what the network did not hear: the voice's edges and its room, some 10 to
20 dB down, in which words are still understood. So the bed is made from the spectrum. A cell of it (a frequency at a moment) in
which the voice does not weigh is the mix as it is. One in which it does gets the level the bed has at this frequency in the cells
around it in time that the voice leaves free. Words live in how the level changes 2 to 16 times a second; a level taken from a
second around does not change like that, and a note that is held or a room that hums is filled as it was.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray
from scipy import ndimage, signal

RATE = 48_000
_FADE = RATE // 40
"""Samples over which the bed of a span begins and ends, inside it."""
_WINDOW, _HOP = 2048, 512
_AROUND = RATE
"""Samples heard before and after a span."""
_LONGEST = 15 * RATE
"""Samples worked on at once; longer spans are made in pieces that cross-fade, so memory does not grow with them."""
_PAN = 1.0
"""Seconds, before and after, over which the place of the voice between left and right is averaged."""
_REACH = 1.2
"""Seconds, before and after, in which the bed's level is looked for."""
_ECHO = -22.0
"""dB at which a room's answer to one frame of the voice begins; it falls by 60 dB in ``_ROOM`` seconds."""
_ROOM = 0.5
_DOUBT = 4.0
"""How much more voice than the network found is assumed in a cell (a factor of power)."""
_LOWEST = 1e-9

Mono = NDArray[np.float32]
Stereo = NDArray[np.float32]
Spectrum = NDArray[np.complex64]


def parted(mix: Stereo, voice: Mono, spans: list[tuple[int, int]]) -> tuple[Stereo, Stereo]:
    """Voice and bed of ``mix`` (samples, 2). ``voice``: (samples,), its voice in the middle. ``spans``: samples of speech."""
    speech, bed = np.zeros_like(mix), mix.copy()
    for first, last in _pieces(spans):
        begin, end = max(0, first - _AROUND), min(len(mix), last + _AROUND)
        voices, beds = _span(mix[begin:end], voice[begin:end])
        place = np.arange(last - first) + np.float32(0.5)
        ramp = np.minimum(place, place[::-1]) / np.float32(_FADE)
        share = np.minimum(ramp, 1)[:, np.newaxis].astype(np.float32)
        inside = slice(first - begin, last - begin)
        speech[first:last] += share * voices[inside]
        bed[first:last] += share * (beds[inside] - mix[first:last])
    return speech, bed


def _pieces(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    for first, last in spans:
        while last - first > _LONGEST:
            yield first, first + _LONGEST
            first += _LONGEST - _FADE
        yield first, last


def _span(mix: Stereo, voice: Mono) -> tuple[Stereo, Stereo]:
    """The same for one stretch that is mostly speech."""
    heard, said = _spectrum(mix.T), _spectrum(voice)
    gains = _places(heard, said)
    voices = gains[:, np.newaxis] * said
    beds = np.stack([_without(one, its) for one, its in zip(heard, voices, strict=True)])
    return _sound(voices, len(mix)).T, _sound(beds, len(mix)).T


def _places(heard: Spectrum, said: Spectrum) -> NDArray[np.float32]:
    """(2, frames): how strong the voice is left and right, against the middle; by least squares over the cells it rules."""
    middle = np.abs(heard.mean(0)) ** 2
    power = np.abs(said) ** 2
    ruling = power * (power > middle / 2)
    total = _around(ruling.sum(0), _PAN) + _LOWEST
    shared = [(np.real(one * np.conj(said)) * (ruling > 0)).sum(0) for one in heard]
    gains = np.stack([_around(one, _PAN) / total for one in shared])
    # Where there is no voice to ask it stands in the middle.
    sure = total > _LOWEST * 10
    return np.asarray(np.where(sure, np.clip(gains, 0, 2), 1), np.float32)


def _without(heard: Spectrum, voice: Spectrum) -> Spectrum:
    """One channel's spectrum (frequencies, frames) without the voice."""
    whole = np.abs(heard) ** 2 + np.float32(_LOWEST)
    power = _ringing(np.abs(voice) ** 2)
    rest = heard - voice
    left = np.abs(rest) ** 2
    share = np.minimum(1, _DOUBT * power / whole)
    free = (1 - share) ** 2 + np.float32(1e-4)
    level = _around(free * np.minimum(left, whole), _REACH) / _around(free, _REACH)
    wanted = np.sqrt(np.minimum(level, left) / (left + np.float32(_LOWEST)))
    return np.asarray((1 - share) * heard + share * rest * wanted, np.complex64)


def _around(values: NDArray[np.float32], seconds: float) -> NDArray[np.float32]:
    """Weighted mean along the frames; the weights are a triangle that ends ``seconds`` before and after."""
    width = round(seconds * RATE / _HOP) | 1
    once = ndimage.uniform_filter1d(values, width, axis=-1, mode="nearest")
    return np.asarray(ndimage.uniform_filter1d(once, width, axis=-1, mode="nearest"), np.float32)


def _ringing(power: NDArray[np.float32]) -> NDArray[np.float32]:
    """Power with the room's answer behind it."""
    fall = 10 ** (-6 / (_ROOM * RATE / _HOP))
    echo = signal.lfilter([10 ** (_ECHO / 10)], [1, -fall], power, axis=1)
    return np.asarray(np.maximum(power, echo), np.float32)


def _spectrum(sound: NDArray[np.float32]) -> Spectrum:
    return np.asarray(signal.stft(sound, RATE, "hann", _WINDOW, _WINDOW - _HOP, boundary="zeros", padded=True)[2], np.complex64)


def _sound(spectrum: Spectrum, length: int) -> NDArray[np.float32]:
    return np.asarray(signal.istft(spectrum, RATE, "hann", _WINDOW, _WINDOW - _HOP)[1][..., :length], np.float32)
