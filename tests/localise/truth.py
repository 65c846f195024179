"""Everything known about a made film. In: its folder. Out: frozen nouns, frames, masks, sound. Never: making it.

Frames are (height, width, 3) uint8, blue first. Frame n is on screen during [n / rate, (n + 1) / rate). Boxes are (left, top,
width, height) in pixels. Times are exact seconds. Sound is float32 (samples, 2) at 48 kHz.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, fields
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

import av
import cv2
import numpy as np
import numpy.typing as npt

Frame = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Stereo = npt.NDArray[np.float32]
Box = tuple[int, int, int, int]

SOUND_RATE = 48_000


@dataclass(frozen=True, slots=True)
class Line:
    """A spoken line. ``start`` and ``end`` bound its first and last speech sound (its echo may last longer).

    ``cue`` is the id of the subtitle that shows it, "" when it has none. ``distance``: near, far or phone. ``note``: "",
    ``quick`` (follows the line before within a tenth of a second), ``long``, or ``loud`` (over loud music). ``translations``: it
    in the other languages.
    """

    id: str
    speaker: str
    text: str
    start: Fraction
    end: Fraction
    cue: str
    distance: str = "near"
    note: str = ""
    translations: tuple[tuple[str, str], ...] = ()

    def translated(self, language: str) -> str:
        """The line in another language of the film's table."""
        return dict(self.translations)[language]


@dataclass(frozen=True, slots=True)
class Cue:
    """A burnt-in text, visible on frames ``first`` … ``last - 1``.

    ``kind``: dialogue, title, sign, message, watermark. ``rows``: its text, top first. ``source``: the rows in the film's language
    alone (a bilingual subtitle has more rows). ``box`` holds every pixel it ever touches; ``places`` has the box of each frame when
    it moves (one box otherwise), ``strengths`` its opacity 0–1 on each frame when it fades (one value otherwise).
    """

    id: str
    kind: str
    style: str
    rows: tuple[str, ...]
    source: str
    first: int
    last: int
    box: Box
    places: tuple[Box, ...]
    strengths: tuple[float, ...]

    def place(self, frame: int) -> Box:
        """Where it is on a frame."""
        return self.places[min(frame - self.first, len(self.places) - 1)]

    def strength(self, frame: int) -> float:
        """How opaque it is on a frame."""
        return self.strengths[min(frame - self.first, len(self.strengths) - 1)]


@dataclass(frozen=True, slots=True)
class Outcry:
    """A human sound without words, part of the bed: laughter, crying or singing."""

    kind: str
    start: Fraction
    end: Fraction


@dataclass(frozen=True, slots=True)
class Film:
    """A made film. ``voices``: the voice of each speaker. ``cuts``: first frames of all shots but the first."""

    folder: Path
    kind: str
    style: str
    language: str
    seed: int
    episode: int
    width: int
    height: int
    rate: Fraction
    frames: int
    speakers: tuple[str, ...]
    voices: tuple[str, ...]
    lines: tuple[Line, ...]
    cues: tuple[Cue, ...]
    outcries: tuple[Outcry, ...]
    cuts: tuple[int, ...]

    @property
    def path(self) -> Path:
        """The film as a distributor has it: H.264 with burnt-in texts, AAC."""
        return self.folder / "film.mp4"

    @property
    def clean(self) -> Path:
        """The same pictures without texts: lossless H.264 up to half a minute, at crf 12 beyond."""
        return self.folder / "clean.mp4"

    @property
    def seconds(self) -> Fraction:
        """Length."""
        return self.frames / self.rate

    def dialogue(self) -> tuple[Cue, ...]:
        """The subtitles."""
        return tuple(cue for cue in self.cues if cue.kind == "dialogue")

    def sound(self, name: str) -> Stereo:
        """``bed`` (music, ambience, effects, outcries) or ``speech`` (voices and their echoes); both add up to ``mix``."""
        return read_sound(self.folder / f"{name}.wav")

    def mask(self, frame: int, kinds: tuple[str, ...] = ("dialogue",)) -> Mask:
        """The pixels that burnt-in texts of these kinds change on a frame, (height, width)."""
        found = np.zeros((self.height, self.width), np.bool_)
        for cue in self.cues:
            if cue.kind in kinds and cue.first <= frame < cue.last:
                left, top, width, height = cue.place(frame)
                alpha = overlay(self.folder, cue.id)[..., 3]
                found[top : top + height, left : left + width] |= alpha * cue.strength(frame) >= 1
        return found


@lru_cache(maxsize=64)
def overlay(folder: Path, cue: str) -> Frame:
    """The drawn text of a cue, (height, width, 4), blue first, premultiplied."""
    found = cv2.imread(str(folder / "cues" / f"{cue}.png"), cv2.IMREAD_UNCHANGED)
    assert found is not None
    return np.asarray(found, np.uint8)


def burnt(frame: Frame, film: Film, number: int) -> Frame:
    """A copy of a clean frame with the texts of frame ``number`` on it, as the film had it before it was encoded."""
    made = frame.copy()
    for cue in film.cues:
        if cue.first <= number < cue.last:
            laid(made, overlay(film.folder, cue.id), cue.place(number), cue.strength(number))
    return made


def laid(frame: Frame, text: Frame, box: Box, strength: float) -> None:
    """Lay a premultiplied text over part of a frame, in place."""
    left, top, width, height = box
    under = frame[top : top + height, left : left + width]
    over = text.astype(np.float32) * strength
    under[:] = np.clip(np.rint(under * (1 - over[..., 3:] / 255) + over[..., :3]), 0, 255)


def frames_of(path: Path, first: int = 0, last: int | None = None) -> Iterator[Frame]:
    """Frames ``first`` … ``last - 1`` of a film at constant rate."""
    with av.open(str(path)) as container:
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        rate, base = Fraction(stream.average_rate or 25), stream.time_base or Fraction(1)
        if first:
            container.seek(int(first / rate / base), stream=stream)
        for frame in container.decode(stream):
            number = round(Fraction(frame.pts or 0) * base * rate)
            if last is not None and number >= last:
                return
            if number >= first:
                yield frame.to_ndarray(format="bgr24")


def read_sound(path: Path) -> Stereo:
    """A film's or a sound file's first track, stereo at 48 kHz."""
    parts = []
    resampler = av.AudioResampler(format="flt", layout="stereo", rate=SOUND_RATE)
    with av.open(str(path)) as container:
        for frame in container.decode(audio=0):
            frame.pts = None
            parts += [out.to_ndarray().reshape(-1, 2) for out in resampler.resample(frame)]
        parts += [out.to_ndarray().reshape(-1, 2) for out in resampler.resample(None)]
    return np.concatenate(parts).astype(np.float32)


def written(film: Film) -> None:
    """Write ``truth.json`` into the film's folder."""
    told = {field.name: _plain(getattr(film, field.name)) for field in fields(film) if field.name != "folder"}
    (film.folder / "truth.json").write_text(json.dumps(told, ensure_ascii=False, indent=1))


def read_film(folder: Path) -> Film:
    """The film of a folder."""
    told = json.loads((folder / "truth.json").read_text())
    return Film(
        folder=folder,
        rate=Fraction(told.pop("rate")),
        lines=tuple(_line(one) for one in told.pop("lines")),
        cues=tuple(_cue(one) for one in told.pop("cues")),
        outcries=tuple(Outcry(one["kind"], Fraction(one["start"]), Fraction(one["end"])) for one in told.pop("outcries")),
        **{name: tuple(value) if isinstance(value, list) else value for name, value in told.items()},
    )


def _line(told: dict[str, Any]) -> Line:
    start, end = Fraction(told.pop("start")), Fraction(told.pop("end"))
    return Line(start=start, end=end, translations=tuple((a, b) for a, b in told.pop("translations")), **told)


def _cue(told: dict[str, Any]) -> Cue:
    boxes = tuple((one[0], one[1], one[2], one[3]) for one in told.pop("places"))
    left, top, width, height = told.pop("box")
    rows, strengths = tuple(told.pop("rows")), tuple(told.pop("strengths"))
    return Cue(box=(left, top, width, height), places=boxes, rows=rows, strengths=strengths, **told)


def _plain(value: Any) -> Any:
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, Line | Cue | Outcry):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    return value
