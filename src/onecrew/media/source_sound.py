"""The sound of a film from outside, on its timeline. In: a film that was taken in. Out: stereo at 48 kHz. Never: cleaning.

Sample 0 is what is heard at timeline 0, as the timestamps say: what begins late is preceded by silence, holes are silent, what
comes twice is heard once, and a clock that drifts is straightened by resampling, so that the last word is in place like the first.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path
from typing import Any

import av
import numpy as np
import numpy.typing as npt
from av.audio.frame import AudioFrame
from av.audio.stream import AudioStream

from onecrew.media.source import CHANGED, Intake, opened_source
from onecrew.units import MediaError

RATE = 48_000
Sound = npt.NDArray[np.float32]

_JUMP = Fraction(1, 20)
"""Seconds a timestamp may differ from where the one before left off; containers round, and no hole of that length is heard."""
_DRIFT = Fraction(1, 50)
"""Seconds of drift over a stretch before its clock is straightened; half of what is noticed at lips (ITU-R BT.1359: 0.045)."""
_WILD = 0.02
"""A clock that is off by more than this share is no drift: the timestamps are wrong, and the samples are believed."""
_HALF = 0.5**0.5


def source_sound(path: Path, intake: Intake, track: int = 0) -> Sound:
    """Sound track ``track`` (a place in ``intake.sounds``) as (samples, 2) float32, as long as the timeline.

    Mono is on both sides as it is; more channels are folded down as ITU-R BS.775-4 says (table 2: centre and surrounds at −3 dB, no
    LFE) and then, only if that exceeds full scale, made quieter as a whole. A film without sound is silent.

    Raises:
        MediaError: there is no such track, or the file is not the one that was taken in.
    """
    whole = np.zeros((round(intake.seconds * RATE), 2), np.float32)
    if not intake.sounds and track == 0:
        return whole
    if not 0 <= track < len(intake.sounds):
        raise MediaError(f"{path} has {len(intake.sounds)} sound tracks, none at place {track}; choose another")
    done = 0
    for stretch in _stretches(path, intake, intake.sounds[track].index):
        samples = stretch.resampled()
        at = round((stretch.start - intake.picture.zero) * RATE)
        skip = max(0, done - at)
        part = samples[skip:][: max(0, len(whole) - at - skip)]
        if len(part):
            whole[at + skip : at + skip + len(part)] = part
            done = at + skip + len(part)
    peak = float(np.abs(whole).max(initial=0))
    if peak > 1 and intake.sounds[track].channels > 2:
        whole /= peak
    return whole


@dataclass
class _Stretch:
    """Sound without a hole. ``start`` in seconds of the container, ``end`` as the last timestamp says."""

    start: Fraction
    rate: int
    end: Fraction
    parts: list[Sound] = field(default_factory=list)
    samples: int = 0

    def add(self, time: Fraction, part: Sound) -> None:
        """One more frame, heard at ``time``."""
        self.parts.append(part)
        self.samples += len(part)
        self.end = time + Fraction(len(part), self.rate)

    @property
    def expected(self) -> Fraction:
        """When the next frame should be heard, by the last timestamp."""
        return self.end

    def resampled(self) -> Sound:
        """At 48 kHz, as long as its timestamps say."""
        sound = np.concatenate(self.parts)
        lasts = self.end - self.start
        rate = self.rate
        if abs(lasts - Fraction(self.samples, rate)) > _DRIFT and abs(lasts * rate / self.samples - 1) < _WILD:
            rate = round(self.samples / lasts)
        if rate == RATE:
            return sound
        resampler = av.AudioResampler(format="flt", layout="stereo", rate=RATE)
        pieces: list[Sound] = []
        for begin in range(0, len(sound), rate):
            block = np.ascontiguousarray(sound[begin : begin + rate]).reshape(1, -1)
            frame = av.AudioFrame.from_ndarray(block, format="flt", layout="stereo")
            frame.sample_rate, frame.pts = rate, None
            pieces += [_pairs(one) for one in resampler.resample(frame)]
        pieces += [_pairs(one) for one in resampler.resample(None)]
        return np.concatenate(pieces) if pieces else sound[:0]


def _pairs(frame: AudioFrame) -> Sound:
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, 2)


def _stretches(path: Path, intake: Intake, index: int) -> Iterator[_Stretch]:
    """The track in stretches without holes, from timeline 0 on."""
    zero = intake.picture.zero
    current: _Stretch | None = None
    for frame in _frames(path, intake, index):
        if not frame.rate or not frame.samples:
            continue
        base = frame.time_base or Fraction(1)
        time = frame.pts * base if frame.pts is not None else (current.expected if current else zero)
        if current is not None and (frame.rate != current.rate or abs(time - current.expected) > _JUMP):
            yield current
            current = None
        part = stereo(frame)
        if current is None:
            # What lies before the timeline is cut off here, so that no hole can grow from it.
            early = max(0, round((zero - time) * frame.rate))
            if early >= len(part):
                continue
            part, time = part[early:], time + Fraction(early, frame.rate)
            current = _Stretch(time, frame.rate, time)
        current.add(time, part)
    if current is not None:
        yield current


def _frames(path: Path, intake: Intake, index: int) -> Iterator[AudioFrame]:
    with opened_source(path, intake) as container:
        stream = container.streams[index] if index < len(container.streams) else None
        if not isinstance(stream, AudioStream):
            raise MediaError(f"{path} {CHANGED}")
        stream.codec_context.thread_count = 1
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except (av.FFmpegError, ValueError):
                packet = None
            if packet is not None and not packet.size:
                continue
            try:
                yield from stream.codec_context.decode(packet)
            except EOFError:
                return
            except (av.FFmpegError, ValueError):
                # Damaged packets are holes, and holes are silent.
                pass
            if packet is None:
                return


_SIDES: dict[str, tuple[float, float]] = {
    "FL": (1, 0),
    "FR": (0, 1),
    "FC": (_HALF, _HALF),
    "BL": (_HALF, 0),
    "BR": (0, _HALF),
    "SL": (_HALF, 0),
    "SR": (0, _HALF),
    "BC": (0.5, 0.5),
    "FLC": (_HALF, _HALF / 2),
    "FRC": (_HALF / 2, _HALF),
    "LFE": (0, 0),
    "DL": (1, 0),
    "DR": (0, 1),
}
_UNNAMED = {
    3: ("FL", "FR", "FC"),
    4: ("FL", "FR", "BL", "BR"),
    5: ("FL", "FR", "FC", "SL", "SR"),
    6: ("FL", "FR", "FC", "LFE", "SL", "SR"),
}


def stereo(frame: AudioFrame) -> Sound:
    """A decoded frame as (samples, 2), full scale ±1, at its own rate."""
    raw: npt.NDArray[Any] = np.asarray(frame.to_ndarray())
    channels = len(frame.layout.channels)
    samples = raw.T if frame.format.is_planar else raw.reshape(-1, channels)
    sound: Sound = np.asarray(samples, np.float32).copy()
    if raw.dtype == np.uint8:
        sound -= 128
        sound /= 128
    elif raw.dtype.kind == "i":
        sound /= np.float32(2 ** (8 * raw.dtype.itemsize - 1))
    # A damaged floating-point track may hold anything.
    sound[~np.isfinite(sound)] = 0
    if channels == 1:
        return np.repeat(sound, 2, axis=1)
    if channels == 2:
        return np.ascontiguousarray(sound)
    return np.ascontiguousarray(sound @ _folding(tuple(one.name for one in frame.layout.channels)))


def _folding(names: tuple[str, ...]) -> Sound:
    """(channels, 2). Channels without a name are taken in the usual order; unknown ones are left out."""
    if not any(name in _SIDES for name in names):
        names = _UNNAMED.get(len(names), ("FL", "FR", *("" for _ in names[2:])))
    return np.array([_SIDES.get(name, (0, 0)) for name in names], np.float32)
