"""Voices, music, effects and room tone become the sound of a film. In: a MixPlan. Out: stems and a master. Never: choosing words
or times.

The bed (music, effects, room tone) makes way for speech: it is down before the first word and comes back after the last. The
master is the sum of the stems, set to its loudness, and limited. Equal plans give equal samples.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onecrew.media.ambience import tone_from
from onecrew.media.limiter import HOP, apply, hop_peaks, limiting_gains
from onecrew.media.loudness import BLOCK, RATE, SILENCE, gated, integrated, powers, powers_of
from onecrew.media.voice import Room, faded, panned, voiced
from onecrew.media.writing import fact
from onecrew.timeline.timeline import AmbienceClip
from onecrew.units import MediaError

Stereo = npt.NDArray[np.float32]
"""(samples, 2) at 48 kHz; full scale is ±1."""

_DUCK = 10.5
"""dB by which music and effects make way for speech (film-grammar: 9–12)."""
_DUCK_TONE = 4.0
"""dB by which room tone does: it lies low anyway, and a room that pumps is heard."""
_CLEAR_OF_BED = 10.0
"""LU a line stands above its bed at least; where the duck is not enough, the bed goes down further (the aim is 9)."""
_DOWN, _UP = 0.150, 0.500
"""Seconds of the way down, which ends ``_EARLY`` before the first word, and up again, which begins ``_LATE`` after the last."""
_EARLY, _LATE = 0.030, 0.060
_BREATH = 0.8
"""Seconds: pauses shorter than this stay ducked, so that the bed does not pump between two phrases."""
_HEADROOM = 1.2
"""dB kept below the true peak asked for: AAC at 192 kbit/s was measured to raise peaks by up to 1.0 dB (drums under speech)."""
_MOST_GAIN = 24.0
_ON_DISK = 150 * RATE
"""Samples: longer tracks are kept in temporary files and read in blocks, so that ten minutes do not fill the memory."""


@dataclass(frozen=True, slots=True, eq=False)
class VoiceClip:
    """A recorded line. ``samples`` mono float at ``rate`` Hz; heard from ``start`` (seconds, exact) at ``tempo`` (1.3 = faster).

    ``gain``: dB against normal delivery (a whisper about -6, a shout +4). ``pan``: -1 left … 1 right. ``treatment``: plain, phone,
    off-screen or voice-over. ``place``: a PLACES name whose room is heard, or ``""``.
    """

    samples: npt.NDArray[np.float32]
    rate: int
    start: Fraction
    tempo: Fraction = Fraction(1)
    gain: float = 0.0
    pan: float = 0.0
    treatment: str = "plain"
    place: str = ""
    room: Room | None = None
    """A room of its own instead of the place's."""


@dataclass(frozen=True, slots=True, eq=False)
class Placed:
    """A stereo sound and when it begins, in seconds."""

    sound: Stereo
    start: Fraction


@dataclass(frozen=True, slots=True, eq=False)
class MixPlan:
    """Everything heard in a film of ``length`` seconds. ``loudness`` in LUFS integrated, ``peak`` in dBTP.

    ``ambience``: each stretch of room tone with the ring of its place.
    """

    length: Fraction
    voices: tuple[VoiceClip, ...] = ()
    music: tuple[Placed, ...] = ()
    effects: tuple[Placed, ...] = ()
    ambience: tuple[tuple[AmbienceClip, Stereo], ...] = ()
    loudness: float = -14.0
    peak: float = -1.0
    bed: Stereo | None = None
    """The bed of a film that exists, already in balance with its voices: it makes way only under a line it would drown."""


@dataclass(frozen=True, slots=True, eq=False)
class Mixed:
    """``stems``: dialogue, music and effects (with room tone), whose sum is the master before limiting."""

    stems: dict[str, Stereo]
    master: Stereo

    def bed(self) -> Stereo:
        """Music and effects together: what a dubbing studio calls M&E."""
        total = _silence(len(self.master))
        for block, score, sounds in _blocks(total, self.stems["music"], self.stems["effects"]):
            np.add(score, sounds, out=block)
        return total


def mix(plan: MixPlan) -> Mixed:
    """Mix a plan.

    Raises:
        MediaError: the treatment of a voice is unknown.
    """
    count = round(plan.length * RATE)
    dialogue, lines = _dialogue(plan, count)
    spoken = _merged(lines)
    score, sounds, tone = _silence(count), _silence(count), _silence(count)
    for piece in plan.music:
        _add(score, piece.sound, piece.start)
    for one in plan.effects:
        _add(sounds, one.sound, one.start)
    for clip, ring in plan.ambience:
        _add(tone, tone_from(ring, clip), clip.range.start)

    _duck(score, spoken, _DUCK)
    _duck(sounds, spoken, _DUCK)
    _duck(tone, spoken, _DUCK_TONE)
    for block, room in _blocks(sounds, tone):
        block += room
    del tone
    if plan.bed is not None:
        for block, own in _blocks(sounds, plan.bed):
            block += own
    _make_way(dialogue, score, sounds, lines)

    stems = {"dialogue": dialogue, "music": score, "effects": sounds}
    for stem in stems.values():
        faded(stem, RATE // 200, RATE // 100)
    return Mixed(stems, _mastered(stems, plan))


def _dialogue(plan: MixPlan, count: int) -> tuple[Stereo, list[tuple[float, float]]]:
    """The voices, and when each is heard, in seconds."""
    track = _silence(count)
    spoken: list[tuple[float, float]] = []
    for clip in sorted(plan.voices, key=lambda one: one.start):
        voice, echo = voiced(clip.samples, clip.rate, clip.tempo, clip.gain, clip.treatment, clip.place, clip.room)
        _add(track, panned(voice, clip.pan), clip.start)
        if len(echo):
            # An echo comes from the whole room, not from the speaker.
            _add(track, panned(echo, clip.pan / 3), clip.start)
        start = float(clip.start)
        spoken.append((start, start + len(voice) / RATE))
    return track, spoken


def _merged(stretches: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
    """The stretches in which somebody speaks, pauses for breath included."""
    merged: list[tuple[float, float]] = []
    for start, end in sorted(stretches):
        if merged and start - merged[-1][1] < _BREATH:
            merged[-1] = (merged[-1][0], max(merged[-1][1], end))
        else:
            merged.append((start, end))
    return merged


def _duck(track: Stereo, spoken: Sequence[tuple[float, float]], depth: float) -> None:
    """Lower the track by ``depth`` dB while somebody speaks."""
    _lowered(track, ((start, end, depth) for start, end in spoken))


def _lowered(track: Stereo, stretches: Iterable[tuple[float, float, float]]) -> None:
    """Lower stretches (start, end, dB), each along smooth ramps; where ramps of two overlap, the deeper one holds."""
    depth = np.zeros(len(track) // HOP + 2)
    for start, end, most in stretches:
        begin = start - _DOWN - _EARLY
        first, last = (min(max(0, round(at * RATE / HOP)), len(depth)) for at in (begin, end + _LATE + _UP + 0.01))
        times = np.arange(first, last) * (HOP / RATE)
        share = np.clip(np.minimum((times - begin) / _DOWN, (end + _LATE + _UP - times) / _UP), 0, 1)
        np.maximum(depth[first:last], most * (share * share * (3 - 2 * share)), out=depth[first:last])
    if depth.any():
        apply(track, 10 ** (-depth / 20))


def _make_way(dialogue: Stereo, score: Stereo, sounds: Stereo, lines: Sequence[tuple[float, float]]) -> None:
    """Lower the bed further under lines that would not stand out of it (a whisper under a siren)."""
    further: list[tuple[float, float, float]] = []
    for start, end in lines:
        part = slice(round(start * RATE), max(round(end * RATE), round(start * RATE) + RATE // 5))
        voice, bed = powers(dialogue[part]), powers(score[part] + sounds[part])
        if len(voice) and bed.mean() > 0:
            clear = 10 * np.log10(max(voice.mean(), 1e-12) / bed.mean())
            further.append((start, end, max(0.0, _CLEAR_OF_BED - float(clear))))
    _lowered(score, further)
    _lowered(sounds, further)


def _mastered(stems: dict[str, Stereo], plan: MixPlan) -> Stereo:
    """The sum at its loudness. The stems get the same gain, so that they still sum to the master before limiting."""
    master = _silence(len(stems["dialogue"]))
    for total, *parts in _blocks(master, *stems.values()):
        for part in parts:
            total += part
    gain, found = 0.0, integrated(master)
    if found > SILENCE:
        gain = min(_MOST_GAIN, plan.loudness - found)
        ceiling = 10 ** ((plan.peak - _HEADROOM) / 20)
        peaks = hop_peaks(master, 0.5 * ceiling / 10 ** (gain / 20))
        # The limiter takes loudness away; a little more than it took is added before it, until the result is right.
        for _ in range(6):
            limits = limiting_gains(peaks, ceiling / 10 ** (gain / 20)) * 10 ** (gain / 20)
            off = plan.loudness - gated(powers_of(_limited(master, limits)))
            if abs(off) < 0.1 or gain + off > _MOST_GAIN:
                break
            gain += 1.3 * off
        apply(master, limits)
    for stem in stems.values():
        for (block,) in _blocks(stem):
            block *= np.float32(10 ** (gain / 20))
    return master


def _limited(master: Stereo, limits: npt.NDArray[np.float64]) -> Iterator[Stereo]:
    for start in range(0, len(master), BLOCK):
        block = master[start : start + BLOCK].copy()
        apply(block, limits, start)
        yield block


def _add(track: Stereo, sound: Stereo, start: Fraction) -> None:
    first = round(start * RATE)
    piece = sound[max(0, -first) : max(0, len(track) - first)]
    track[max(0, first) : max(0, first) + len(piece)] += piece


def _silence(count: int) -> Stereo:
    if count <= _ON_DISK:
        return np.zeros((count, 2), np.float32)
    with tempfile.TemporaryFile(prefix="onecrew-") as file:
        try:
            # A mapped file on a full disk kills the process when it is written to; reserving the space fails politely.
            if hasattr(os, "posix_fallocate"):
                os.posix_fallocate(file.fileno(), 0, count * 8)
        except OSError as error:
            folder = Path(tempfile.gettempdir())
            raise MediaError(f"the mix needs {count * 8 // 10**6} MB in {folder}: {fact(error, folder)}") from error
        return np.memmap(file, np.float32, "w+", shape=(count, 2))


def _blocks(*tracks: Stereo) -> Iterator[tuple[Stereo, ...]]:
    """The same ten seconds of each track, one after the other."""
    for start in range(0, len(tracks[0]), BLOCK):
        yield tuple(track[start : start + BLOCK] for track in tracks)
