"""New voices in the place of old ones. In: a film's sound, its voices and bed, the new lines. Out: stems and a master.

Never: words, times, parting voices from the bed. Each new line is as loud as the one it replaces, comes from its side, and sounds
as near or as far: through a phone, across a room, close. Where nobody speaks the bed is left as it is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import numpy as np
import numpy.typing as npt
from scipy import signal

from onecrew.media.loudness import RATE, SILENCE, gated, plain_loudness, powers
from onecrew.media.mix import Mixed, MixPlan, VoiceClip, mix
from onecrew.media.voice import LEVEL, Room
from onecrew.units import TimeRange

Stereo = npt.NDArray[np.float32]

_SOFTEST, _LOUDEST = -14.0, 8.0
"""dB against a normal delivery a new line may be at most: what was measured of the old one may be wrong."""
_MOST_SIDE = 0.6
"""How far to a side a voice may be put."""
_EDGE = RATE // 50
"""20 ms of crossfade where original sound is kept."""
_PHONE = 16.0
"""dB by which 4–8 kHz lie lower than in an open voice when a line comes through a phone, together with its missing bass."""
_FAR = 7.0
"""dB by which they lie lower when somebody is turned away or behind a wall."""


@dataclass(frozen=True, slots=True, eq=False)
class NewLine:
    """A line of the dub: mono ``samples`` at ``rate`` Hz, heard from ``start`` at ``tempo``; ``original``: when the old one is."""

    samples: npt.NDArray[np.float32]
    rate: int
    start: Fraction
    tempo: Fraction
    original: TimeRange


def dub(
    sound: Stereo,
    speech: Stereo,
    bed: Stereo,
    lines: Sequence[NewLine],
    kept: Sequence[TimeRange],
    length: Fraction,
    loudness: float,
) -> Mixed:
    """``sound``: the film's own, ``speech`` and ``bed``: its parts, all stereo at 48 kHz and in time with the picture.

    The stems are ``dialogue`` (the new lines), ``music`` (silent: a film from outside has no music of its own track) and
    ``effects`` (the bed, with the original sound where it is ``kept``).

    Raises:
        MediaError: as ``mix`` does.
    """
    count = round(length * RATE)
    ground = _kept(_long(bed, count), _long(sound, count), kept)
    usual = _brightness([speech[_part(line.original)] for line in lines])
    voices = tuple(_voice(line, speech, usual) for line in lines)
    return mix(MixPlan(length=length, voices=voices, loudness=loudness, bed=ground))


def _voice(line: NewLine, speech: Stereo, usual: float) -> VoiceClip:
    """The new line as the old one sounded. ``usual``: brightness of the film's voices, dB."""
    old = speech[_part(line.original)]
    level = _level(old)
    if level <= SILENCE + 1:
        # Nothing is left of the old voice (it was never parted from the bed): a normal delivery, in the middle.
        return VoiceClip(line.samples, line.rate, line.start, line.tempo)
    dark = usual - _brightness([old])
    thin = _thinness(old) - _thinness(speech)
    treatment = "phone" if dark > _PHONE and thin > 6 else "plain"
    return VoiceClip(
        samples=line.samples,
        rate=line.rate,
        start=line.start,
        tempo=line.tempo,
        gain=float(np.clip(level - LEVEL, _SOFTEST, _LOUDEST)),
        pan=_side(old),
        treatment=treatment,
        room=_room(speech, line.original, far=dark > _FAR) if treatment == "plain" else None,
    )


def _level(part: Stereo) -> float:
    found = gated(powers(part)) if len(part) >= RATE // 2 else SILENCE
    return found if found > SILENCE else plain_loudness(part)


def _side(part: Stereo) -> float:
    """-1 left … 1 right, by the pan law of constant power."""
    left, right = np.sqrt(np.square(part, dtype=np.float64).mean(axis=0) + 1e-12)
    return float(np.clip(4 / np.pi * np.arctan2(right, left) - 1, -_MOST_SIDE, _MOST_SIDE))


def _brightness(parts: Sequence[Stereo]) -> float:
    """dB of 4–8 kHz against 300–3000 Hz over all parts."""
    return _ratio(parts, (4000.0, 8000.0), (300.0, 3000.0))


def _thinness(part: Stereo) -> float:
    """dB of 600–3000 Hz against 100–250 Hz: a phone has no bass."""
    return _ratio([part], (600.0, 3000.0), (100.0, 250.0))


def _ratio(parts: Sequence[Stereo], above: tuple[float, float], below: tuple[float, float]) -> float:
    upper = lower = 1e-9
    for part in parts:
        if len(part) < 2048:
            continue
        hertz, power = signal.welch(part.mean(axis=1), RATE, nperseg=2048)
        upper += float(power[(hertz >= above[0]) & (hertz < above[1])].sum()) * len(part)
        lower += float(power[(hertz >= below[0]) & (hertz < below[1])].sum()) * len(part)
    return float(10 * np.log10(upper / lower))


def _room(speech: Stereo, original: TimeRange, far: bool) -> Room | None:
    """The room the old line rang in: how its level falls in the third of a second after its end, as a decay of 60 dB.

    The slope is fitted between 5 and 25 dB below the line (as a reverberation time T20 is, ISO 3382). A voice that stops within
    180 ms is dry.
    """
    end = round(original.end * RATE)
    hop = RATE // 100
    tail = speech[end - 5 * hop : end + 33 * hop].mean(axis=1)
    if len(tail) < 38 * hop:
        return None
    level = 10 * np.log10(np.square(tail.reshape(-1, hop)).mean(axis=1) + 1e-10)
    level -= level[:8].max()
    falling = np.flatnonzero((level <= -5) & (level >= -25))
    if len(falling) < 4 or level[falling[-1]] > -15:
        return Room(0.45, -14.0, 3500.0) if far else None
    slope = float(np.polyfit(falling * 0.01, level[falling], 1)[0])
    seconds = float(np.clip(60 / max(-slope, 1.0), 0.1, 1.5))
    if seconds < 0.18 and not far:
        return None
    return Room(max(seconds, 0.3), -14.0 if far else -20.0, 3500.0 if far else 5000.0)


def _kept(bed: Stereo, sound: Stereo, kept: Sequence[TimeRange]) -> Stereo:
    """The bed, with the whole original sound in the stretches that are kept."""
    if not kept:
        return bed
    share = np.zeros(len(bed), np.float32)
    for span in kept:
        first, last = max(0, round(span.start * RATE)), min(len(bed), round(span.end * RATE))
        share[first:last] = 1
        ramp = np.linspace(0, 1, _EDGE, dtype=np.float32)
        if first >= _EDGE:
            share[first - _EDGE : first] = np.maximum(share[first - _EDGE : first], ramp)
        if last + _EDGE <= len(bed):
            share[last : last + _EDGE] = np.maximum(share[last : last + _EDGE], ramp[::-1])
    return np.asarray(bed + (sound - bed) * share[:, np.newaxis], np.float32)


def _long(sound: Stereo, count: int) -> Stereo:
    return np.pad(sound[:count], ((0, max(0, count - len(sound))), (0, 0)))


def _part(span: TimeRange) -> slice:
    return slice(max(0, round(span.start * RATE)), max(0, round(span.end * RATE)))
