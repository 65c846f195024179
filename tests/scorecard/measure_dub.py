"""A film of two minutes in another language, by the whole command. In: films. Out: Figures. Never: the insides of the show."""

from __future__ import annotations

import statistics
from pathlib import Path

from tests.benchmark.figure import Figure
from tests.localise.dialogue import VOICES
from tests.localise.truth import Film, frames_of, read_sound

from . import baselines, judge_fit, judge_sound, product
from .films import LANGUAGE, OTHER, Films
from .judge_fit import Placed
from .judge_words import heard_again
from .measure_bed import spoken

_EPISODE = "01"


def measure(films: Films) -> list[Figure]:
    """Time and memory, places and tempi of the new lines, levels, the bed, what is left of the original."""
    film = films.long()
    made = films.localised
    lines = made.dubbed(_EPISODE, OTHER)
    placed = [Placed(line.speaker, line.start, line.end, line.tempo) for line in lines]
    folder = made.release(_EPISODE, OTHER)
    stems = {name: read_sound(folder / "stems" / f"{name}.wav") for name in ("dialogue", "effects")}
    before, after = read_sound(film.path), read_sound(folder / "episode.mp4")
    length = "" if films.quick else " of 120 s at 720×1280"
    spans = [(line.start, line.end) for line in lines]
    return [
        Figure(
            "localised, all-in",
            made.ran.seconds / 60,
            "min",
            None if films.quick else 3,
            note=f"film{length}, {len(film.lines)} lines, {LANGUAGE} to {OTHER}, one language",
        ),
        Figure("localised: memory", made.ran.peak / 1e9, "GB", 2.5, note="most at one time, all processes (PSS)"),
        *_fit(film, placed),
        *_onsets(film, lines, stems["dialogue"]),
        Figure(
            "release: loudness off -14 LUFS",
            abs(judge_sound.loudness(after) + 14),
            "LU",
            0.5,
            note="pyloudnorm, of the finished file",
        ),
        Figure("release: true peak", judge_sound.true_peak(after), "dBTP", -1),
        Figure("release: speech over bed", judge_sound.speech_over_bed(stems["dialogue"], stems["effects"], spans), "LU", 9, ">="),
        *_bed(film, spans, before, after),
        *_original(film, folder / "episode.mp4", stems["effects"], after),
        _rebuild(made),
    ]


def _fit(film: Film, placed: list[Placed]) -> list[Figure]:
    translated = [line.translated(OTHER) for line in film.lines]
    names = dict(zip(film.speakers, VOICES[OTHER], strict=True))
    seconds = [product.spoken(text, OTHER, names[line.speaker]) for text, line in zip(translated, film.lines, strict=True)]
    starts = [float(line.start) for line in film.lines]
    plain = baselines.unfitted(starts, [line.speaker for line in film.lines], seconds)
    without = judge_fit.overlap(plain)
    return [
        Figure("lines at 0.95–1.15×", 100 * judge_fit.natural(placed), "%", 90, ">=", f"of {len(placed)}"),
        Figure("lines above 1.3×", judge_fit.hurried(placed), "", 0, "=="),
        Figure(
            "lines: overlap",
            judge_fit.overlap(placed, same_speaker=True),
            "s",
            0,
            "==",
            f"of one speaker; of all {judge_fit.overlap(placed):.1f} s; baseline at 1× without fitting {without:.1f} s of all",
        ),
    ]


def _onsets(film: Film, lines: tuple[product.Dubbed, ...], dialogue: judge_sound.Stereo) -> list[Figure]:
    rate = float(film.rate)
    heard = [(judge_sound.onset(dialogue, line.start), line.start) for line in lines]
    off = [abs(found - start) * rate for found, start in heard if found is not None]
    originals = [float(line.start) for line in film.lines]
    late = [min(abs(line.start - start) for start in originals) * rate for line in lines]
    return [
        Figure(
            "dub: onset against its place, worst",
            max(off, default=99.0),
            "frames",
            1,
            note=f"{len(lines) - len(off)} lines not heard",
        ),
        Figure(
            "dub: onset against the original line, median",
            statistics.median(late or [99.0]),
            "frames",
            1,
            note=f"worst {max(late):.1f}",
        ),
    ]


def _bed(film: Film, spans: list[tuple[float, float]], before: judge_sound.Stereo, after: judge_sound.Stereo) -> list[Figure]:
    rests = judge_sound.rests(sorted([*spoken(film), *spans]), float(film.seconds), clear=0.7)
    gain = judge_sound.gain_of(before, after, rests)
    level = max((abs(change - gain) for change in judge_sound.level_changes(before, after, rests)), default=0.0)
    apart = abs(judge_sound.correlation(after, rests) - judge_sound.correlation(before, rests))
    note = f"{len(rests)} stretches; the whole release is {gain:+.1f} dB, for its loudness"
    return [
        Figure("release: level where nobody speaks, worst change", level, "dB", 0.5, note=note),
        Figure("release: left/right correlation there, change", apart, "", 0.05),
    ]


def _original(film: Film, episode: Path, effects: judge_sound.Stereo, after: judge_sound.Stereo) -> list[Figure]:
    texts = [line.text for line in film.lines]
    below = " ".join(word.text for word in product.heard(effects, LANGUAGE))
    mixed = " ".join(word.text for word in product.heard(after, OTHER))
    words = heard_again(texts, below, LANGUAGE), heard_again(texts, mixed, LANGUAGE)
    left = 0
    for cue in film.dialogue():
        middle = (cue.first + cue.last) // 2
        (frame,) = frames_of(episode, middle, middle + 1)
        left += heard_again([cue.source], product.read(frame), LANGUAGE, 2)
    return [
        Figure(
            "release: words of the original heard",
            sum(words),
            "",
            0,
            "==",
            f"by Whisper, in runs of three: {words[0]} in the bed listened to in {LANGUAGE}, {words[1]} in the mix in {OTHER}",
        ),
        Figure("release: words of the old subtitles read", left, "", 0, "==", "by OCR in the middle of each, in runs of two"),
    ]


_ALLOWED = ("speak", "transcribe", "dub", "mix", "segment", "piece", "mux", "measure", "watch")


def _rebuild(made: product.Localised) -> Figure:
    steps = product.remade(made, _EPISODE, OTHER)
    others = [step for step in steps if not any(f"/{kind}" in step for kind in _ALLOWED)]
    pictures = [step for step in steps if "/segment/" in step or "/piece/" in step]
    note = f"its voice, the mix, the captions it shares a shot with, the mux; ran {', '.join(steps)}"
    return Figure(
        "rebuild: steps too many after one translated line changed", len(others) + max(0, len(pictures) - 2), "", 0, "==", note
    )
