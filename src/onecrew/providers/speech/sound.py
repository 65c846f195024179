"""From the model's raw passages to one finished line. In: passages and a manner. Out: Audio. Never: the model, text.

Joined with pauses, trimmed, shaped by feeling and delivery, set to one loudness. Nothing here is random but the breath of a
whisper, whose seed is fixed.
"""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from numpy.typing import NDArray

from onecrew.providers.speech import Audio, TimedPhone
from onecrew.providers.speech.alignment import RATE, Passage, Span, align
from onecrew.providers.speech.delivery import Manner

Samples = NDArray[np.float64]

LOUDNESS = -20.0
"""dBFS, the root mean square of the speech (pauses left out) at a level of 0 dB."""
CEILING = -1.0
"""dBFS, the highest sample."""
_VOICE_LEFT = 0.3
"""Share of the voice that a whisper keeps; -10 dB."""
_BEFORE, _AFTER = 480, 1440
"""Samples of silence left at both ends: 20 ms and 60 ms."""


def finish(passages: list[Passage], manner: Manner) -> Audio:
    """One line from its passages, in order."""
    wave, spans = _joined(passages, manner.pace)
    if manner.whisper:
        wave = _whispered(wave)
    if manner.tilt:
        wave = _tilted(wave, manner.tilt)
    if manner.pitch != 1.0:
        wave = _resampled(wave, round(len(wave) / manner.pitch))
        for span in spans:
            span.start, span.end = span.start / manner.pitch, span.end / manner.pitch
    wave = _limited(_levelled(wave, LOUDNESS + manner.level))
    pcm = np.round(wave * 32767).astype("<i2").tobytes()
    return Audio(pcm, RATE, _phones(spans, len(wave)))


def _joined(passages: list[Passage], pace: float) -> tuple[Samples, list[Span]]:
    pieces: list[Samples] = []
    spans: list[Span] = []
    place = 0
    for passage in passages:
        own = align(passage)
        start = max(0, int(own[0].end) - _BEFORE) if not own[0].symbol else 0
        end = min(len(passage.wave), int(own[-1].start) + _AFTER) if not own[-1].symbol else len(passage.wave)
        piece = passage.wave[start:end].astype(np.float64)
        fade = np.linspace(0.0, 1.0, min(120, len(piece)))
        piece[: len(fade)] *= fade
        piece[len(piece) - len(fade) :] *= fade[::-1]
        spans += [Span(one.symbol, max(one.start, start) - start + place, min(one.end, end) - start + place) for one in own]
        rest = np.zeros(round(passage.pause / pace * RATE))
        pieces += [piece, rest]
        place += len(piece) + len(rest)
        spans.append(Span("", place - len(rest), place))
    return np.concatenate(pieces), spans


def _phones(spans: list[Span], length: int) -> tuple[TimedPhone, ...]:
    """Spans on whole samples, neighbouring silences as one, nothing empty, from 0 to the end."""
    phones: list[tuple[str, int]] = []
    for span in spans:
        end = min(round(span.end), length)
        if phones and not span.symbol and not phones[-1][0]:
            phones[-1] = ("", max(end, phones[-1][1]))
        elif end > (phones[-1][1] if phones else 0):
            phones.append((span.symbol, end))
    if not phones:
        phones = [("", length)]
    phones[-1] = (phones[-1][0], length)
    starts = [0, *(end for _, end in phones)]
    return tuple(
        TimedPhone(symbol, Fraction(start, RATE), Fraction(end, RATE)) for (symbol, end), start in zip(phones, starts, strict=False)
    )


def _resampled(wave: Samples, length: int) -> Samples:
    """The same sound in ``length`` samples, band-limited; edges are silence, so the Fourier series' wrap is not heard."""
    spectrum = np.fft.rfft(wave)
    return np.fft.irfft(spectrum, length) * (length / len(wave))


def _tilted(wave: Samples, decibels: float) -> Samples:
    """A shelf without phase: half below and half above about 1.6 kHz, ``decibels`` apart."""
    spectrum = np.fft.rfft(wave)
    octave = np.log2(np.maximum(np.fft.rfftfreq(len(wave), 1 / RATE), 1.0) / 1600)
    return np.fft.irfft(spectrum * 10 ** (decibels * np.tanh(octave) / 40), len(wave))


def _whispered(wave: Samples) -> Samples:
    """The mouth's resonances excited by breath: each 43 ms keep their spectral envelope and get the phases of noise.

    The envelope is the cepstrum below 1.2 ms (Oppenheim and Schafer), so the voice's pitch goes and its vowels stay. Whispering
    has no voice bar: what lies below 400 Hz is taken down. A little of the voice stays, as in a stage whisper: without it first
    words are taken for noise by listeners and by voice activity detectors alike.
    """
    size, hop = 1024, 256
    window = np.hanning(size + 1)[:-1]
    padded = np.concatenate((np.zeros(size), wave, np.zeros(2 * size)))
    starts = range(0, len(padded) - size, hop)
    frames = np.stack([padded[start : start + size] for start in starts]) * window
    noise = np.random.default_rng(0).standard_normal(len(padded))
    breath = np.fft.rfft(np.stack([noise[start : start + size] for start in starts]) * window)
    level = np.log(np.abs(np.fft.rfft(frames)) + 1e-7)
    cepstrum = np.fft.irfft(level)
    cepstrum[:, 29:-28] = 0
    envelope = np.exp(np.fft.rfft(cepstrum).real)
    frequency = np.fft.rfftfreq(size, 1 / RATE)
    envelope *= 1 / np.sqrt(1 + (400 / np.maximum(frequency, 1)) ** 4)
    made = np.fft.irfft(envelope * breath / np.sqrt((window**2).sum())) * window
    out = np.zeros(len(padded))
    for start, frame in zip(starts, made, strict=True):
        out[start : start + size] += frame
    return out[size : size + len(wave)] + _VOICE_LEFT * wave


def _levelled(wave: Samples, level: float) -> Samples:
    """Scaled so that the 50 ms blocks within 35 dB of the loudest have this root mean square, in dBFS."""
    block = 1200
    padded = np.concatenate((wave, np.zeros(-len(wave) % block)))
    power = (padded.reshape(-1, block) ** 2).mean(axis=1)
    speech = power[power > power.max(initial=0.0) * 10**-3.5]
    if not len(speech):
        return wave
    gain = 10 ** (level / 20) / float(np.sqrt(speech.mean()))
    return wave * gain


def _limited(wave: Samples) -> Samples:
    """No sample above the ceiling: the gain dips smoothly, 5 ms ahead, so a peak is turned down and not cut off."""
    ceiling = 10 ** (CEILING / 20)
    if np.abs(wave).max(initial=0.0) <= ceiling:
        return wave
    reach = 120
    need = np.minimum(1.0, ceiling / np.maximum(np.abs(wave), 1e-9))
    around = np.lib.stride_tricks.sliding_window_view(np.pad(need, 2 * reach, constant_values=1.0), 2 * reach + 1).min(axis=1)
    kernel = np.hanning(2 * reach + 3)[1:-1]
    gain = np.convolve(around, kernel / kernel.sum(), mode="valid")
    return np.clip(wave * gain, -ceiling, ceiling)
