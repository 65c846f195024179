"""Lines in another language than their film: what is heard of them, and their drafts. In: a film's steps, lines. Out: Steps.

Never: deciding what language a line is in (``tongues``), running steps. A doubtful stretch is cut out of the film's voices and
heard alone. What is found to be in another language is drafted from that language: from its text where a provider has the pair,
else by ear into English, and through English.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from fractions import Fraction
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onecrew.media.decode import read_audio
from onecrew.media.loudness import RATE
from onecrew.media.sound_file import write_wav
from onecrew.providers import registry
from onecrew.providers.transcription import Word
from onecrew.store.store import Outputs, Store
from onecrew.story.lines_po import Drafted, Sayable
from onecrew.story.translation import State
from onecrew.studio.assemble import film_of
from onecrew.studio.draft import ear_step, text_step
from onecrew.studio.graph import Step, part
from onecrew.studio.production import Production
from onecrew.studio.purchases import order_of
from onecrew.studio.spotting.tongues import Heard
from onecrew.units import Language, TimeRange

_ROOM = Fraction(3, 20)
"""Seconds kept around a line: its first and last sounds are soft."""
_ENGLISH = Language("en")


def hearing_steps(episode: str, stretches: Sequence[TimeRange], speech: Path, provider: str, store: Store) -> list[Step]:
    """Each stretch of speech heard alone, in whatever language it is. ``speech``: the film's voices."""
    if not stretches:
        return []
    voices = read_audio(speech, RATE, 1)
    return [_hearing(episode, one, voices, provider, store) for one in stretches]


def heard(episode: str, stretches: Sequence[TimeRange], made: Mapping[str, Outputs], store: Store) -> list[Heard]:
    """What was heard of the stretches that were heard alone, in the time of the film."""
    found: list[Heard] = []
    for one in stretches:
        outputs = made.get(_id(episode, one))
        if outputs is None:
            continue
        told = json.loads(store.blobs.read(outputs["transcript"]))
        begin = max(Fraction(0), one.start - _ROOM)
        words = (Word(text, begin + Fraction(start), begin + Fraction(end), sure) for text, start, end, sure in told["words"])
        found.append(Heard(one, told["language"], tuple(words)))
    return found


def drafting_steps(production: Production, languages: Sequence[Language]) -> list[Step]:
    """Drafts of the lines in another language that nobody has translated, where something on this machine knows both languages."""
    steps: dict[str, Step] = {}
    for language in languages:
        for one in waiting(production, language):
            for step in _drafting(production, language, one, production.foreign[one.id]):
                steps.setdefault(step.id, step)
    return list(steps.values())


def drafted(production: Production, language: Language, made: Mapping[str, Outputs], store: Store) -> dict[str, Drafted]:
    """The drafts that were made, by line."""
    show = production.folder.show
    found: dict[str, Drafted] = {}
    for one in waiting(production, language):
        outputs = made.get(f"{language}/translate/{one.id}")
        if outputs is not None:
            spoken = production.foreign[one.id]
            capability = "translation" if _offered(production, spoken, language) else "transcription"
            told = json.loads(store.blobs.read(outputs["draft"]))
            found[one.id] = Drafted(told["text"], f"{show.provider(capability)}, from {spoken.name}", doubt=told.get("doubt", ""))
    return found


def waiting(production: Production, language: Language) -> list[Sayable]:
    """The lines in another language that have no text in a language of release."""
    texts = production.texts[language]
    return [one for one in production.sayables if one.id in production.foreign and texts[one.id].state is State.MISSING]


def _id(episode: str, stretch: TimeRange) -> str:
    return f"film/{episode}/language/{float(stretch.start):.2f}"


def _hearing(episode: str, stretch: TimeRange, voices: npt.NDArray[np.float32], provider: str, store: Store) -> Step:
    first, last = round(max(Fraction(0), stretch.start - _ROOM) * RATE), round((stretch.end + _ROOM) * RATE)
    file = store.blobs.new_file()
    write_wav(np.asarray(voices[first:last], np.float32), file)
    digest = store.blobs.take(file)
    return Step(
        id=_id(episode, stretch),
        kind="transcribe",
        version=2,
        recipe={"provider": provider, "language": None, "hint": ""},
        files={"speech": (str(store.blobs.path(digest)), digest)},
        parts={"speech": part(digest)},
        purchase=order_of("transcription", provider, 1),
        weight=1.5,
    )


def _drafting(production: Production, language: Language, sayable: Sayable, spoken: Language) -> list[Step]:
    if _offered(production, spoken, language):
        return [text_step(production, spoken, language, sayable, sayable.text)]
    by_ear = _by_ear(production, language if language.base == _ENGLISH.base else _ENGLISH, sayable, spoken)
    if not by_ear or language.base == _ENGLISH.base:
        return by_ear
    if not _offered(production, _ENGLISH, language):
        return []
    return [*by_ear, text_step(production, _ENGLISH, language, sayable, "", by_ear[-1].id)]


def _offered(production: Production, source: Language, language: Language) -> bool:
    """Whether the show's translation provider has the pair and works on this machine: nothing is bought while spotting."""
    offer = registry.translation(production.folder.show.provider("translation")).offer()
    return offer.local and not offer.needs and registry.handles(offer.languages, f"{source}>{language}")


def _by_ear(production: Production, language: Language, sayable: Sayable, spoken: Language) -> list[Step]:
    """The line heard in English; nothing where only a vendor could, because nothing is bought while spotting."""
    found, film = production.found, film_of(production)
    ear = production.folder.show.provider("transcription")
    if found is None or film is None or not registry.provider("transcription", ear).offer().local:
        return []
    return [*film.all(), ear_step(production, film, language, sayable, found.heard[sayable.id], spoken)]
