"""The sound of a film from outside. In: ``film``, ``intake``. Out: ``sound``, ``effects`` (in time with it), ``tracks`` (JSON).

Never: a mix.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np

from onecrew.media.intake import Intake
from onecrew.media.loudness import RATE
from onecrew.media.sound_file import write_wav
from onecrew.media.source_sound import source_sound
from onecrew.providers.activity import speech_spans
from onecrew.studio.spotting.tracks import Chosen, Sound, choose, fits
from onecrew.studio.steps.intake import taken_in
from onecrew.studio.worker import Job
from onecrew.units import Language, MediaError

_NOTHING = np.zeros((1, 2), np.float32)


def run(job: Job) -> dict[str, Path]:
    """The film's own sound, silence when it has none; ``effects`` is its music and effects, where a track holds them and fits.

    ``recipe``: ``sound`` and ``bed`` are the tracks a person names (from 1; ``bed`` 0: none), ``language`` is what the film is
    known to speak. ``tracks`` says which were taken, how many there are, and why.
    """
    intake = taken_in(job)
    film = job.file("film")
    heard = cache(lambda place: source_sound(film, intake, place))
    chosen = _chosen(job, intake, heard)
    if intake.sounds:
        sound = heard(chosen.sound)
        effects = heard(chosen.bed) * np.float32(chosen.gain) if chosen.bed is not None else _NOTHING
    else:
        sound, effects = np.zeros((round(intake.seconds * RATE), 2), np.float32), _NOTHING
    made = {"sound": job.new_file(".wav"), "effects": job.new_file(".wav"), "tracks": job.new_file(".json")}
    write_wav(sound, made["sound"])
    write_wav(effects, made["effects"])
    bed = chosen.bed + 1 if chosen.bed is not None else 0
    told = {"count": len(intake.sounds), "sound": chosen.sound + 1, "bed": bed, "notes": chosen.notes}
    made["tracks"].write_text(json.dumps(told, ensure_ascii=False), encoding="utf-8")
    return made


def _chosen(job: Job, intake: Intake, heard: Callable[[int], Sound]) -> Chosen:
    told = job.recipe or {}
    count = len(intake.sounds)
    for key in ("sound", "bed"):
        if told.get(key, 0) > max(1, count):
            raise MediaError(
                f"spotted.toml names sound track {told[key]} of the film, which has {count}; write {key} = 1 to {count} in its film"
            )
    if not count:
        return Chosen(0, None, 1.0, ())

    @cache
    def spoken(place: int) -> tuple[tuple[Fraction, Fraction], ...]:
        mono = np.clip(heard(place).mean(axis=1), -1, 1)
        return speech_spans(np.round(mono * 32767).astype("<i2").tobytes(), RATE)

    if "sound" in told:
        sound = told["sound"] - 1
        if not told.get("bed"):
            return Chosen(sound, None, 1.0, ())
        bed = told["bed"] - 1
        gain, _ = fits(heard(sound), heard(bed), spoken(sound), RATE)
        return Chosen(sound, bed, gain or 1.0, ())
    language = Language(told["language"]) if told.get("language") else None
    return choose(intake.sounds, language, RATE, heard, spoken)
