"""What a sound or a film is, in numbers. In: samples, frames. Out: measures. Never: judging them, changing anything."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import av
import cv2
import numpy as np
import numpy.typing as npt
import scipy

from onecrew.media.decode import opened, read_audio
from onecrew.media.loudness import RATE, powers
from onecrew.units import MediaError

Span = tuple[Fraction, Fraction]
"""From and to, in seconds."""
Stereo = npt.NDArray[np.float32]

LEVEL_RATE = 25
"""Levels a second."""
_SPAN = 37.0
"""dB from a level of 0 to 100: from a whisper's breath to a stressed vowel."""


def levels(pcm: bytes, rate: int) -> tuple[int, ...]:
    """Loudness of speech 25 times a second, 0–100: root mean square in dB, against the loud moments of this very recording.

    ``pcm`` is mono signed 16-bit little-endian. The scale is relative (its 95th percentile is 100), so that a quietly recorded
    voice opens its mouth as far as a loud one. A recording that is silent throughout gives zeros.
    """
    samples = np.frombuffer(pcm, "<i2").astype(np.float64) / 32768
    if not len(samples):
        return ()
    edges = [round(Fraction(number * rate, LEVEL_RATE)) for number in range(-(-len(samples) * LEVEL_RATE // rate) + 1)]
    power = np.array(
        [np.mean(np.square(samples[a:b])) if b > a else 0.0 for a, b in zip(edges, [*edges[1:-1], len(samples)], strict=False)]
    )
    decibels = 10 * np.log10(power + 1e-12)
    loud = np.percentile(decibels[decibels > decibels.max() - 40], 95)
    if loud < -70:
        return (0,) * len(power)
    scaled = (1 + (decibels - loud) / _SPAN) * 100
    return tuple(int(value) for value in np.clip(np.round(scaled), 0, 100))


def best_lag(late: npt.NDArray[np.float64], of: npt.NDArray[np.float64], rate: int, reach: float) -> float:
    """Seconds by which ``late`` follows ``of`` (negative: it leads), by their best correlation within ``reach`` seconds.

    Both are curves of ``rate`` values a second that begin together. The peak is refined by a parabola. Curves that do not vary
    give 0.
    """
    count = min(len(late), len(of))
    first, second = late[:count] - np.mean(late[:count]), of[:count] - np.mean(of[:count])
    if count < 3 or not first.any() or not second.any():
        return 0.0
    most = min(round(reach * rate), count - 2)
    lags = np.arange(-most, most + 1)
    likeness = np.array([_likeness(first, second, int(lag)) for lag in lags])
    best = int(np.argmax(likeness))
    shift = 0.0
    if 0 < best < len(lags) - 1:
        before, here, after = likeness[best - 1 : best + 2]
        bend = before - 2 * here + after
        shift = 0.5 * (before - after) / bend if bend < 0 else 0.0
    return float((lags[best] + shift) / rate)


def _likeness(late: npt.NDArray[np.float64], of: npt.NDArray[np.float64], lag: int) -> float:
    count = len(late) - abs(lag)
    first, second = late[max(0, lag) :][:count], of[max(0, -lag) :][:count]
    norm = float(np.sqrt(np.square(first).sum() * np.square(second).sum()))
    return float((first * second).sum()) / norm if norm else 0.0


def over_bed(speech: Stereo, bed: Sequence[Stereo], spans: Sequence[Span]) -> tuple[float, ...]:
    """LU by which speech stands above the bed, the sum of one stem or more, during each span; 60 where the bed is silent."""
    found = []
    for start, end in spans:
        first, last = round(start * RATE), max(round(end * RATE), round(start * RATE) + RATE // 5)
        voice, under = powers(speech[first:last]), powers(np.sum([stem[first:last] for stem in bed], axis=0))
        if not len(voice):
            raise MediaError(f"speech at {float(start):.2f} s lies outside the mix of {len(speech) / RATE:.2f} s")
        found.append(min(60.0, float(10 * np.log10(max(voice.mean(), 1e-12) / max(under.mean(), 1e-12)))))
    return tuple(found)


def correlation(sound: Stereo) -> float:
    """Of left and right: 1 mono, 0 unrelated, -1 out of phase (it would vanish in mono). Silence counts as 1."""
    left, right = sound[:, 0].astype(np.float64), sound[:, 1].astype(np.float64)
    norm = float(np.sqrt(np.square(left).sum() * np.square(right).sum()))
    return float((left * right).sum()) / norm if norm else 1.0


def clicks(sound: Stereo) -> tuple[float, ...]:
    """Seconds at which the waveform jumps as no sound does: a cut through a wave, a lost buffer.

    A click is a spike of the third difference, eleven times as strong as the strongest within 30 ms around it (2 ms around the
    spike left out) and above -50 dBFS. Consonants, drums and bells rise over several samples and ring on; they do not count.
    """
    found: list[float] = []
    hop = RATE // 1000
    for channel in range(sound.shape[1]):
        rows = np.concatenate([_rough(sound[first : first + RATE + 3, channel], hop) for first in range(0, len(sound), RATE)])
        if len(rows) < 32:
            continue
        around = np.full(len(rows), 1e-9)
        for step in range(2, 16):
            around[step:] = np.maximum(around[step:], rows[:-step])
            around[:-step] = np.maximum(around[:-step], rows[step:])
        spikes = np.flatnonzero((rows > 11 * around) & (rows > 10 ** (-50 / 20)))
        for row in spikes.tolist():
            within = _rough(sound[row * hop : (row + 1) * hop + 3, channel], 1)
            found.append(float(row * hop + np.argmax(within)) / RATE)
    return tuple(sorted({round(time, 3) for time in found}))


def _rough(samples: npt.NDArray[np.float32], hop: int) -> npt.NDArray[np.float64]:
    """The largest third difference of every whole ``hop`` samples; a second at a time it is worked out within the cache."""
    rough = np.abs(np.diff(samples.astype(np.float64), 3))
    return np.asarray(rough[: len(rough) // hop * hop].reshape(-1, hop).max(axis=1))


def clipped(sound: Stereo) -> int:
    """How many runs of at least three samples stand at full scale."""
    full = np.abs(sound).max(axis=1) >= 0.9999
    edges = np.flatnonzero(np.diff(np.concatenate(([False], full, [False])).astype(np.int8)))
    return int(np.count_nonzero(edges[1::2] - edges[::2] >= 3))


def silences(sound: Stereo, longer: float = 0.5, below: float = -70.0) -> tuple[Span, ...]:
    """Where nothing is heard (K-weighted, under ``below`` LUFS) for longer than ``longer`` seconds, to a tenth of a second."""
    quiet = 10 * np.log10(powers(sound) + 1e-15) - 0.691 < below
    return tuple((Fraction(first, 10), Fraction(last, 10)) for first, last in _runs(quiet) if last - first > longer * 10)


def _runs(flags: npt.NDArray[np.bool_]) -> Iterator[tuple[int, int]]:
    edges = np.flatnonzero(np.diff(np.concatenate(([False], flags, [False])).astype(np.int8)))
    yield from zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)


@dataclass(frozen=True, slots=True)
class Watched:
    """What the pictures of a film show: ``frames`` decoded, ``black`` and ``frozen`` spans, the starts of ``flicker`` and spans
    shown ``repeated`` (the same moving picture as at another time: the later span)."""

    frames: int
    black: tuple[Span, ...]
    frozen: tuple[Span, ...]
    repeated: tuple[Span, ...]
    flicker: tuple[Fraction, ...]


_BLACK = 24.0
_SHORTEST_BLACK = Fraction(2, 25)
_SHORTEST_FROZEN = Fraction(1, 2)
_FLICKER = 5.0
"""Steps of the mean brightness (of 219) that go up and down again from one frame to the next."""
_ALIKE = 1.2
"""Steps of brightness by which two encodings of the same field may differ."""
_SMALL = (45, 80)


@dataclass(frozen=True, slots=True, eq=False)
class Figures:
    """What ``watched`` needs to know of successive frames, a value or a row for each; a frame is its luma brought down to 45x80.

    ``brightest``: the 99.5th percentile, ``mean``: brightness, ``fields``: the means of 50 fields. ``moved`` and ``most``: by how
    much it differs from the frame before, on average and at most (255 for the very first). ``first`` and ``last``: the frames
    themselves, from which the step from one piece of film to the next is told.
    """

    brightest: npt.NDArray[np.float64]
    mean: npt.NDArray[np.float64]
    fields: npt.NDArray[np.float32]
    moved: npt.NDArray[np.float64]
    most: npt.NDArray[np.uint8]
    first: npt.NDArray[np.uint8]
    last: npt.NDArray[np.uint8]


def watch(path: Path) -> Watched:
    """Watch a film and say what looks wrong (see ``watched``).

    Raises:
        MediaError: the film is missing, broken or has no picture.
    """
    small, rate = _small_pictures(path)
    return watched(_figures(small, path), rate)


def figures(path: Path) -> Figures:
    """The figures of a film, or of one of the pieces it is joined from.

    Raises:
        MediaError: it is missing, broken or has no picture.
    """
    return _figures(_small_pictures(path)[0], path)


def joined(pieces: Sequence[Figures]) -> Figures:
    """The figures of the film that is joined from these pieces: the very ones that watching it would give."""
    moved = [piece.moved.copy() for piece in pieces]
    most = [piece.most.copy() for piece in pieces]
    for number, (before, after) in enumerate(pairwise(pieces), 1):
        moved[number][0], most[number][0] = _step(before.last, after.first)
    return Figures(
        brightest=np.concatenate([piece.brightest for piece in pieces]),
        mean=np.concatenate([piece.mean for piece in pieces]),
        fields=np.concatenate([piece.fields for piece in pieces]),
        moved=np.concatenate(moved),
        most=np.concatenate(most),
        first=pieces[0].first,
        last=pieces[-1].last,
    )


def watched(seen: Figures, rate: Fraction) -> Watched:
    """What looks wrong in ``rate`` frames a second.

    Black: no pixel brighter than 8 of 219 above black for 2 frames or more. Frozen: nothing moves for half a second (encoder
    noise does not count). Repeated: a second or more of moving picture that was shown before. Flicker: the brightness jumps and
    jumps back within one frame, twice within half a second.
    """
    black = seen.brightest <= _BLACK
    still = (seen.most <= 4) & (seen.moved < 0.12) & ~black
    # A key picture is a fresh drawing of the same thing: one small step between two standstills.
    fresh = (seen.most <= 8) & (seen.moved < 0.8) & ~black
    still[1:-1] |= fresh[1:-1] & still[:-2] & still[2:]
    return Watched(
        frames=len(seen.mean),
        black=tuple(_spans(black, rate, _SHORTEST_BLACK)),
        frozen=tuple((start - 1 / rate, end) for start, end in _spans(still, rate, _SHORTEST_FROZEN)),
        repeated=tuple(_repeated(seen.fields, seen.moved, rate)),
        flicker=tuple(_flicker(seen.mean, rate)),
    )


def picture_frames(path: Path, rate: Fraction) -> int:
    """How many frames of a film of ``rate`` a second have their picture, on time; found without decoding any.

    Raises:
        MediaError: the film is missing, broken or has no picture.
    """
    with opened(path, "a film such as MP4 or MOV") as film:
        stream = _picture_of(film, path)
        ticks = 1 / (rate * Fraction(stream.time_base or 1))
        try:
            shown = {packet.pts for packet in film.demux(stream) if packet.pts is not None and packet.pts % ticks == 0}
        except av.FFmpegError as error:
            raise MediaError(f"the picture of {path} is broken ({error.strerror}); make it again") from error
    return len(shown)


def _figures(small: Iterator[npt.NDArray[np.uint8]], path: Path) -> Figures:
    """Frame by frame, so that a long film does not fill the memory."""
    brightest: list[float] = []
    mean: list[float] = []
    fields: list[npt.NDArray[np.float32]] = []
    steps: list[tuple[float, int]] = []
    first = last = np.zeros(0, np.uint8)
    for one in small:
        brightest.append(float(np.percentile(one, 99.5)))
        mean.append(float(one.mean(dtype=np.float64)))
        fields.append(_fields(one))
        steps.append(_step(last, one) if steps else (255.0, 255))
        first = first if len(steps) > 1 else one
        last = one
    if not steps:
        raise MediaError(f"{path} has no frames; make it again")
    return Figures(
        brightest=np.array(brightest),
        mean=np.array(mean),
        fields=np.array(fields),
        moved=np.array([moved for moved, _ in steps]),
        most=np.array([most for _, most in steps], np.uint8),
        first=first,
        last=last,
    )


def _step(before: npt.NDArray[np.uint8], after: npt.NDArray[np.uint8]) -> tuple[float, int]:
    """How much two frames differ, on average and at most."""
    apart = cv2.absdiff(before, after)
    return float(apart.mean(dtype=np.float64)), int(apart.max())


def _fields(one: npt.NDArray[np.uint8]) -> npt.NDArray[np.float32]:
    """The means of 10 rows of 5 fields."""
    rows, columns = one.shape[0] // 10 * 10, one.shape[1] // 5 * 5
    parted = one[:rows, :columns].reshape(10, rows // 10, 5, columns // 5)
    return np.asarray(parted.mean(axis=(1, 3), dtype=np.float32), np.float32).reshape(50)


def _picture_of(film: av.container.InputContainer, path: Path) -> av.VideoStream:
    if not film.streams.video:
        raise MediaError(f"{path} has no picture; choose a film that has one")
    return film.streams.video[0]


def _small_pictures(path: Path) -> tuple[Iterator[npt.NDArray[np.uint8]], Fraction]:
    """The luma of every frame in small (45x80), as they are decoded, and the film's rate."""
    with opened(path, "a film such as MP4 or MOV") as film:
        rate = Fraction(_picture_of(film, path).average_rate or 25)
    return _decoded(path), rate


def _decoded(path: Path) -> Iterator[npt.NDArray[np.uint8]]:
    with opened(path, "a film such as MP4 or MOV") as film:
        stream = _picture_of(film, path)
        stream.thread_type = "AUTO"
        tall = (stream.height or 1) >= (stream.width or 1)
        width, height = _SMALL if tall else _SMALL[::-1]
        try:
            for frame in film.decode(stream):
                yield _small(frame, width, height)
        except av.FFmpegError as error:
            raise MediaError(f"the picture of {path} is broken ({error.strerror}); make it again") from error


def _small(frame: av.VideoFrame, width: int, height: int) -> npt.NDArray[np.uint8]:
    """The frame's luma, averaged down."""
    if frame.format.name not in ("yuv420p", "yuvj420p", "gray"):
        frame = frame.reformat(format="gray")
    plane = frame.planes[0]
    luma = np.frombuffer(memoryview(plane), np.uint8).reshape(-1, plane.line_size)[: frame.height, : frame.width]
    return np.asarray(cv2.resize(luma, (width, height), interpolation=cv2.INTER_AREA), np.uint8)


def _spans(flags: npt.NDArray[np.bool_], rate: Fraction, shortest: Fraction) -> Iterator[Span]:
    for first, last in _runs(flags):
        if Fraction(last - first) / rate >= shortest:
            yield Fraction(first) / rate, Fraction(last) / rate


def _repeated(flat: npt.NDArray[np.float32], moved: npt.NDArray[np.float64], rate: Fraction) -> Iterator[Span]:
    """Pictures that go on as others did before, for a second at least, while something moves.

    Every half second one frame is looked for among all earlier ones, by the means of 50 fields (``flat``); a find is followed
    both ways.
    """
    length = round(rate)
    done = 0
    for asked in range(length, len(flat), max(1, length // 2)):
        if asked < done:
            continue
        apart = np.abs(flat[: asked - length] - flat[asked]).max(axis=1) if asked > length else np.zeros(0)
        if not len(apart) or apart.min() > _ALIKE:
            continue
        distance = asked - int(np.argmin(apart))
        alike = np.abs(flat[distance:] - flat[:-distance]).max(axis=1) <= _ALIKE
        differs = np.flatnonzero(~alike)
        here = asked - distance
        first = distance + int(differs[differs < here][-1]) + 1 if (differs < here).any() else distance
        last = distance + int(differs[differs > here][0]) if (differs > here).any() else len(flat)
        if last - first >= length and moved[first + 1 : last].mean() > 0.3:
            yield Fraction(first) / rate, Fraction(last) / rate
            done = last


def _flicker(mean: npt.NDArray[np.float64], rate: Fraction) -> Iterator[Fraction]:
    step = np.diff(mean)
    flips = np.flatnonzero((np.abs(step[:-1]) > _FLICKER) & (np.abs(step[1:]) > _FLICKER) & (step[:-1] * step[1:] < 0)) + 1
    last = None
    for number in flips.tolist():
        near = np.count_nonzero((flips >= number) & (flips < number + float(rate) / 2))
        if near >= 2 and (last is None or Fraction(number - last) / rate > 1):
            yield Fraction(number) / rate
            last = number


def sync_offsets(path: Path) -> tuple[Fraction, ...]:
    """For a test film of white flashes on black with a beep at each: seconds by which each beep is heard after its flash is seen.

    Raises:
        MediaError: as many flashes as beeps are not found.
    """
    small, rate = _small_pictures(path)
    bright = np.array([one.mean(dtype=np.float64) for one in small]) > 120
    flashes = [Fraction(first) / rate for first, _ in _runs(bright)]
    sound = np.abs(read_audio(path, RATE, 2)).max(axis=1)
    envelope = np.asarray(scipy.signal.lfilter([0.05], [1, -0.95], sound)) > 0.1 * sound.max()
    # A beep of a few hundred hertz crosses zero: what is parted by less than 50 ms is one beep.
    beeps: list[int] = []
    end = -RATE
    for first, last in _runs(envelope):
        if first - end > RATE // 20:
            beeps.append(first)
        end = last
    if len(beeps) != len(flashes):
        raise MediaError(f"{path} has {len(flashes)} flashes and {len(beeps)} beeps; it is no test of sync")
    return tuple(Fraction(beep, RATE) - flash for beep, flash in zip(beeps, flashes, strict=True))
