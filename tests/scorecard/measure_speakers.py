"""Who speaks, in one film and over three. In: films. Out: Figures. Never: names; voices are matched to people as suits best."""

from __future__ import annotations

from tests.benchmark.figure import Figure
from tests.localise.truth import Film

from . import product
from .films import Films
from .judge_speakers import UNKNOWN, Stretch, diarisation_error, lines_right, speaker_of


def measure(films: Films) -> list[Figure]:
    """Lines whose speaker is right, and the diarisation error."""
    one = _compared(films.long(), films.localised.lines("01"))
    three: tuple[list[str], list[str]] = ([], [])
    truth, found = [], []
    alone = []
    offset = 0.0
    for number, film in enumerate(films.episodes(), 1):
        lines = films.localised_episodes.lines(f"{number:02}")
        true, told = _compared(film, lines)
        alone.append(100 * lines_right(true, told))
        three[0].extend(true)
        three[1].extend(told)
        truth += _truth(film, offset)
        found += _found(lines, offset)
        offset += float(film.seconds) + 1
    lines = films.localised.lines("01")
    return [
        Figure("speakers: lines right, 4 speakers", 100 * lines_right(*one), "%", 90, ">=", _told(one)),
        Figure("speakers: diarisation error", 100 * diarisation_error(_truth(films.long()), _found(lines)), "%", 10),
        Figure(
            "speakers: lines right over 3 episodes",
            100 * lines_right(*three),
            "%",
            90,
            ">=",
            f"{_told(three)}; each alone {', '.join(f'{share:.0f} %' for share in alone)}",
        ),
        Figure("speakers: diarisation error over 3 episodes", 100 * diarisation_error(truth, found), "%", 10),
    ]


def _truth(film: Film, offset: float = 0.0) -> list[Stretch]:
    return [Stretch(line.speaker, float(line.start) + offset, float(line.end) + offset) for line in film.lines]


def _found(lines: tuple[product.Line, ...], offset: float = 0.0) -> list[Stretch]:
    return [Stretch(line.speaker, line.start + offset, line.end + offset) for line in lines]


def _compared(film: Film, lines: tuple[product.Line, ...]) -> tuple[list[str], list[str]]:
    found = _found(lines)
    return [line.speaker for line in film.lines], [speaker_of(line, found) for line in _truth(film)]


def _told(pairs: tuple[list[str], list[str]]) -> str:
    unknown = sum(label == UNKNOWN for label in pairs[1])
    return f"of {len(pairs[0])} lines, {unknown} unknown; {len(set(pairs[1]) - {UNKNOWN})} voices told apart"
