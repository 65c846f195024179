"""What onecrew makes of a film, as plain values: the only module here that calls the rooms it judges.

In: files, frames, sound. Out: texts with times, frames, sound, the folder of a localised show. Never: judging, truth.
"""

from __future__ import annotations

import importlib.util
import json
import os
import time
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
from scipy import signal
from tests.benchmark.startup import ONECREW
from tests.benchmark.watch import Ran, run

from .judge_words import Timed

Frame = npt.NDArray[np.uint8]
Mask = npt.NDArray[np.bool_]
Stereo = npt.NDArray[np.float32]
Span = tuple[float, float]

_EAR = 16_000


@dataclass(frozen=True, slots=True)
class Text:
    """A text read from the picture, on frames ``first`` … ``last - 1``; its rows are parted by line breaks."""

    kind: str
    text: str
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Line:
    """A line of ``spotted.toml``; times in seconds. ``keep``: why its original sound stays, or empty."""

    id: str
    speaker: str
    text: str
    start: float
    end: float
    keep: str = ""


@dataclass(frozen=True, slots=True)
class Understood:
    """What was read, heard and made of both in one film; ``seconds`` of processor time that reading took."""

    texts: tuple[Text, ...]
    words: tuple[Timed, ...]
    lines: tuple[Timed, ...]
    cuts: tuple[int, ...]
    seconds: float


def can_read() -> bool:
    """Whether films can be read: everything that the step ``look`` needs is there."""
    return importlib.util.find_spec("onecrew.media.cuts") is not None


def can_localise() -> bool:
    """Whether the command localise is there."""
    return can_read() and importlib.util.find_spec("onecrew.cli.localise_verb") is not None


@cache
def understood(path: Path, language: str) -> Understood:
    """A film read, heard and fused, as ``onecrew localise`` does it."""
    from onecrew.media.cuts import Cuts
    from onecrew.media.intake import source_frames, source_sound, take_in
    from onecrew.media.writing_on_screen import Watch
    from onecrew.providers.transcription import Word
    from onecrew.studio.spotting.fuse import fuse
    from onecrew.units import Language, TimeRange

    intake = take_in(path)
    rate = intake.picture.rate
    began = time.process_time()
    watch, cuts = Watch(rate, _found_rows, _recognised), Cuts()
    for frame in source_frames(path, intake):
        watch.feed(frame)
        cuts.feed(frame)
    texts = watch.texts()
    seconds = time.process_time() - began
    speech, _, spans = separated(source_sound(path, intake))
    words = heard(speech, language)
    known = tuple(
        Word(one.text, Fraction(one.start).limit_denominator(1000), Fraction(one.end).limit_denominator(1000), 80) for one in words
    )
    ranges = [TimeRange(Fraction(start).limit_denominator(1000), Fraction(end).limit_denominator(1000)) for start, end in spans]
    fused = fuse(Language(language), known, texts, ranges)
    return Understood(
        tuple(Text(str(one.kind), one.text, round(one.range.start * rate), round(one.range.end * rate)) for one in texts),
        words,
        tuple(Timed(line.text, float(line.range.start), float(line.range.end)) for line in fused.lines),
        cuts.end(),
        seconds,
    )


def separated(sound: Stereo) -> tuple[Stereo, Stereo, list[Span]]:
    """Speech, bed, and when somebody speaks."""
    made = _provider("separation", "deepfilter").separate(sound)
    return made.speech, made.bed, [(float(start), float(end)) for start, end in made.spans]


def heard(sound: Stereo, language: str) -> tuple[Timed, ...]:
    """The words of a sound at 48 kHz, with their times in seconds."""
    mono = signal.resample_poly(sound.mean(axis=1), 1, 3)
    pcm = np.round(np.clip(mono, -1, 1) * 32767).astype("<i2").tobytes()
    transcript = _provider("transcription", "whisper").transcribe(pcm, _EAR, language)
    return tuple(Timed(word.text, float(word.start), float(word.end)) for word in transcript.words)


def read(picture: Frame) -> str:
    """All that can be read in a picture."""
    return " ".join(one.text for one in _reader().read(_picture(picture)))


def spoken(text: str, language: str, voice: str) -> float:
    """Seconds a line takes at the voice's own speed."""
    from onecrew.providers.speech import Utterance

    return float(_provider("speech", "kokoro").speak(Utterance(text, language, voice)).seconds)


@dataclass(frozen=True, slots=True, eq=False)
class Erased:
    """One shot without its texts. ``seconds``: processor time it took; ``patched``: numbers of the frames that changed."""

    seconds: float
    patched: tuple[int, ...]
    _patches: dict[int, list[Any]]

    def frame(self, number: int, before: Frame) -> tuple[Frame, Mask]:
        """A copy of a frame with its patches, and where they lie."""
        from onecrew.media.patches import paste

        after, where = before.copy(), np.zeros(before.shape[:2], np.bool_)
        for patch in self._patches[number]:
            paste(after, patch)
            height, width = patch.mask.shape
            where[patch.top : patch.top + height, patch.left : patch.left + width] |= patch.mask > 0
        return after, where


Place = tuple[int, int, int, int, int, int]
"""Left, top, width, height, first and last frame (half-open) of a text."""


def looked_at(areas: Sequence[Place], shot: tuple[int, int], frames: int) -> tuple[int, int]:
    """The frames that are looked at to erase texts from a shot of a film of so many."""
    from onecrew.media.erase import Area, looked_at

    first, last = looked_at([Area(*area) for area in areas], shot)
    return first, min(last, frames)


def erased(frames: Sequence[Frame], first: int, areas: Sequence[Place], shot: tuple[int, int]) -> Erased:
    """Take texts out of one shot, given the frames from ``first`` on that are looked at."""
    from onecrew.media.erase import Area, erase

    began = time.process_time()
    patches = list(erase(iter(frames), [Area(*area) for area in areas], first, shot=shot))
    seconds = time.process_time() - began
    found: dict[int, list[Any]] = {}
    for patch in patches:
        found.setdefault(patch.frame, []).append(patch)
    return Erased(seconds, tuple(sorted(found)), found)


# -- the whole command -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Dubbed:
    """A line of a release: who says it, when it is heard (seconds), how much faster than it was spoken."""

    id: str
    speaker: str
    start: float
    end: float
    tempo: float


@dataclass(frozen=True, slots=True)
class Localised:
    """A localised show: its folder, and what the command took."""

    folder: Path
    ran: Ran

    def lines(self, episode: str) -> tuple[Line, ...]:
        """The spotted lines of an episode."""
        told = tomllib.loads((self.folder / "episodes" / episode / "spotted.toml").read_text(encoding="utf-8"))
        return tuple(_line(one) for one in told.get("line", ()))

    def release(self, episode: str, language: str) -> Path:
        """The folder of a release: ``episode.mp4``, ``stems/dialogue.wav``, ``stems/effects.wav``."""
        return self.folder / "release" / episode / language

    def dubbed(self, episode: str, language: str) -> tuple[Dubbed, ...]:
        """The lines of a release, from its manifest and its timeline."""
        import opentimelineio

        folder = self.release(episode, language)
        manifest = json.loads((folder / "manifest.json").read_text(encoding="utf-8"))
        lengths = {}
        # The timeline has to be held: without it its tracks are empty.
        timeline = opentimelineio.adapters.read_from_file(str(folder / "timeline.otio"))
        for track in timeline.tracks:
            for clip in track.find_clips() if track.kind == "Audio" else ():
                lengths[clip.name.split(" ")[0]] = clip.duration().to_seconds()
        found = []
        for one in manifest["lines"]:
            start = float(Fraction(one["start"]))
            end = start + lengths[one["line"]]
            found.append(Dubbed(one["line"], one["speaker"], start, end, float(Fraction(one["tempo"]))))
        return tuple(found)


def localise(source: Path, show: Path, language: str, to: str) -> Localised:
    """``onecrew localise`` as a process of its own; ``source`` is a film or a folder of films."""
    show.parent.mkdir(parents=True, exist_ok=True)
    arguments = ("localise", os.fspath(source), "--from", language, "--to", to, "--show", os.fspath(show), "--json")
    return Localised(show, _onecrew(arguments, show.parent))


def remade(made: Localised, episode: str, language: str) -> tuple[str, ...]:
    """The steps that run after one translated line got another word at its end."""
    import polib

    file = made.folder / "episodes" / episode / f"lines.{language}.po"
    texts = polib.pofile(str(file))
    entry = next(one for one in texts if len(one.msgstr.split()) > 3)
    entry.msgstr = f"{entry.msgstr.rstrip('.!?')} {entry.msgstr.split()[0].lower()}."
    texts.save(str(file))
    told = json.loads(_onecrew(("make", "--to", language, "--json"), made.folder).out)
    return tuple(step for one in told for step in one["steps"])


def _onecrew(arguments: tuple[str, ...], cwd: Path) -> Ran:
    """A command that may end with Problems (exit code 1): those are for a person and no failure."""
    return run(["sh", "-c", '"$0" "$@"; test $? -le 1', str(ONECREW), *arguments], cwd)


def _line(told: dict[str, Any]) -> Line:
    start, end = (_seconds(told[name]) for name in ("from", "to"))
    return Line(str(told["id"]), str(told.get("speaker", "?")), str(told.get("text", "")), start, end, str(told.get("keep", "")))


def _seconds(told: object) -> float:
    """``1:02.5`` or a number."""
    total = 0.0
    for piece in str(told).split(":"):
        total = 60 * total + float(Fraction(piece))
    return total


@cache
def _provider(capability: str, name: str) -> Any:
    from onecrew.providers import registry

    return registry.provider(capability, name)


@cache
def _reader() -> Any:
    from onecrew.providers.ocr.rapid import Rapid

    return Rapid()


def _picture(pixels: Frame) -> Any:
    from onecrew.providers.ocr import Picture

    return Picture(np.ascontiguousarray(pixels).tobytes(), pixels.shape[1], pixels.shape[0])


def _found_rows(pixels: Frame) -> Any:
    return _reader().find(_picture(pixels))


def _recognised(pixels: Frame) -> tuple[str, int]:
    reading = _reader().recognise(_picture(pixels))
    return reading.text, reading.confidence
