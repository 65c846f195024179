"""The bed under the voices. In: films. Out: Figures. Never: dubbing."""

from __future__ import annotations

from tests.benchmark.figure import Figure
from tests.localise.truth import Film, read_sound

from . import judge_sound, product
from .films import Films
from .judge_words import heard_again


def measure(films: Films) -> list[Figure]:
    """What is left of music and effects when the voices are taken out, against the stems the film was mixed from."""
    level, apart, words, told = 0.0, 0.0, 0, []
    better = []
    for film in films.clips():
        mix = read_sound(film.path)
        speech, bed, _ = product.separated(mix)
        rests = judge_sound.rests(spoken(film), float(film.seconds))
        level = max(level, *(abs(change) for change in judge_sound.level_changes(mix, bed, rests)), 0.0)
        true_bed = film.sound("bed")
        apart = max(apart, abs(judge_sound.correlation(bed) - judge_sound.correlation(true_bed)))
        left = " ".join(word.text for word in product.heard(bed, film.language))
        here = heard_again([line.text for line in film.lines], left, film.language)
        words += here
        better.append(judge_sound.distortion(film.sound("speech"), speech) - judge_sound.distortion(film.sound("speech"), mix))
        told.append(f"{film.language} {here}")
    return [
        Figure("bed: level where nobody speaks, worst change", level, "dB", 0.5),
        Figure("bed: left/right correlation, worst change", apart, "", 0.05, note="against the bed the film was mixed from"),
        Figure("bed: words of the original heard in it", words, "", 0, "==", f"by Whisper, in runs of three: {', '.join(told)}"),
        Figure(
            "voices parted from the bed", sum(better) / len(better), "dB", note="gain in scale-invariant signal-to-distortion ratio"
        ),
    ]


def spoken(film: Film) -> list[tuple[float, float]]:
    """When somebody speaks or cries out."""
    lines = [(float(line.start), float(line.end)) for line in film.lines]
    return sorted([*lines, *((float(one.start), float(one.end)) for one in film.outcries)])
