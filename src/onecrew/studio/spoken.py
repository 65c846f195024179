"""Lines as they were spoken, or as they probably will be. In: takes. Out: Speech and phones. Never: samples."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from onecrew.animation.picture import Phone
from onecrew.store.store import Outputs, Store
from onecrew.story.episode import Line
from onecrew.timeline.speech import Speech
from onecrew.units import Language, TimeRange

_SHORTEST_PAUSE = Fraction(12, 100)
PAUSE = Fraction(4, 5)
"""Seconds of silence between lines that are listened to in one go: enough to be heard as separate sentences."""
_PACE = {"en": 22.0, "es": 18.5, "pt": 18.6, "fr": 18.5, "it": 18.5, "zh": 7.4, "ja": 9.0, "ko": 7.5, "th": 14.0}
"""Characters a second, spaces counted where words are spaced; elsewhere 17. English, Spanish, Portuguese and Chinese were measured
on the lines of examples/moonlight as the embedded voices say them (November 2026); the others follow from what they were."""
_SLOW_PACE = {"zh": 4.6, "ja": 7.0, "ko": 6.0, "th": 11.0}
"""Characters a second of the slowest speech there is to be; elsewhere 14.5."""


@dataclass(frozen=True, slots=True)
class Spoken:
    """A spoken line: its Speech for the cut, its phones and levels (25 a second) for the mouths. ``real``: not an estimate."""

    speech: Speech
    phones: tuple[Phone, ...] = ()
    levels: tuple[int, ...] = ()
    real: bool = True


def speak_id(language: Language, line: str, wording: int = 0) -> str:
    """The id of the step that speaks a line; ``wording``: which of its wordings, from 0."""
    return f"{language}/speak/{line}" + (f"/{wording}" if wording else "")


def read_spoken(line: Line, outputs: Outputs, store: Store) -> Spoken:
    """What the take of a line says about itself."""
    told = json.loads(store.blobs.read(outputs["speech"]))
    phones = tuple(Phone(symbol, Fraction(start), Fraction(end)) for symbol, start, end in told["phones"])
    pauses = tuple(
        TimeRange(phone.start, phone.end)
        for phone in phones[1:-1]
        if not phone.symbol.strip() and phone.end - phone.start >= _SHORTEST_PAUSE
    )
    speech = Speech(line.id, line.speaker, Fraction(told["seconds"]), line.pause_before, line.dual, pauses)
    return Spoken(speech, phones, tuple(told["levels"]))


def guess_spoken(line: Line, text: str, language: Language) -> Spoken:
    """How long a line will probably take, for a plan made before it is spoken."""
    seconds = _seconds(text, language, _PACE.get(language.base, 17.0))
    speech = Speech(line.id, line.speaker, seconds, line.pause_before, line.dual)
    return Spoken(speech, (Phone("ə", Fraction(0), seconds),), (), real=False)


def slowly_spoken(text: str, language: Language) -> Fraction:
    """Seconds no voice is likely to need more than."""
    return _seconds(text, language, _SLOW_PACE.get(language.base, 14.5))


def _seconds(text: str, language: Language, pace: float) -> Fraction:
    said = sum(1 for char in text if not char.isspace()) if language.spaceless else len(text)
    return Fraction(round(100 * (0.25 + said / pace)), 100)


def spoken_lines(
    lines: tuple[Line, ...],
    texts: Mapping[str, str],
    language: Language,
    steps: Mapping[str, str],
    made: Mapping[str, Outputs],
    store: Store,
) -> dict[str, Spoken]:
    """Every line as spoken by the steps (line id → step id) that are made, the others guessed."""
    found: dict[str, Spoken] = {}
    for line in lines:
        outputs = made.get(steps[line.id])
        if outputs is None:
            found[line.id] = guess_spoken(line, texts[line.id], language)
        else:
            found[line.id] = read_spoken(line, outputs, store)
    return found
