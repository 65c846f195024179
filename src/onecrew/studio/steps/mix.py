"""The soundtrack of a cut is mixed. In: a Sound, the spoken lines, the sounds of the bed. Out: ``master`` and the stems (WAV).

Never: the cut, making music, effects or room tone.
"""

from __future__ import annotations

import wave
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onecrew.media.decode import read_wav
from onecrew.media.mix import MixPlan, Placed, VoiceClip, mix
from onecrew.media.sound_file import write_wav
from onecrew.studio.steps.recipes import Sound
from onecrew.studio.worker import Job
from onecrew.units.revive import revive


def run(job: Job) -> dict[str, Path]:
    """Mix ``job.recipe``; the audio of a line is the input ``line ID``, the bed's sounds are those the recipe names."""
    sound = revive(Sound, job.recipe)
    voices = []
    for voice in sound.voices:
        samples, rate = read_line(job.file(f"line {voice.line}"))
        voices.append(
            VoiceClip(samples, rate, voice.start, voice.tempo, float(voice.gain), float(voice.pan), voice.treatment, voice.place)
        )
    mixed = mix(
        MixPlan(
            length=sound.length,
            voices=tuple(voices),
            music=tuple(Placed(read_wav(job.file(name)), start) for name, start in sound.music),
            effects=tuple(Placed(read_wav(job.file(name)), start) for name, start in sound.effects),
            ambience=tuple((clip, read_wav(job.file(name))) for name, clip in sound.ambience),
            loudness=float(sound.loudness),
        )
    )
    made: dict[str, Path] = {}
    for name, samples in {"master": mixed.master, **mixed.stems}.items():
        made[name] = job.new_file(".wav")
        write_wav(samples, made[name])
    return made


def read_line(path: Path) -> tuple[npt.NDArray[np.float32], int]:
    """A mono 16-bit WAV as floats in ±1, and its rate."""
    with wave.open(str(path)) as file:
        data = np.frombuffer(file.readframes(file.getnframes()), "<i2")
        return np.asarray(data / 32768, np.float32), int(file.getframerate())
