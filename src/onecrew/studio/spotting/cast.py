"""Voices become a cast. In: lines, how each sounds, the cast so far. Out: lines with speakers, new characters. Never: sound, files.

A voice is known by its print, over all episodes of a show: cast.toml keeps it. Somebody new is called by what their voice is like
until a person gives a name; a line whose voice cannot be told keeps its question mark.
"""

from __future__ import annotations

import base64
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from onecrew.story.show import SURE_OF_GENDER, Age, Character, Gender
from onecrew.story.spotted import UNKNOWN, SpottedLine
from onecrew.studio.spotting.describe import guess
from onecrew.studio.spotting.names import Saying, called
from onecrew.studio.spotting.speakers import Known, Speaker, Told, Voice, tell_apart

_UNSURE = 60
"""A speaker told with less confidence is flagged."""
Key = tuple[str, str]
"""An episode and a line of it."""


@dataclass(frozen=True, slots=True)
class Sounding:
    """How a line sounds: its voiceprint, the median of its pitch and the spacing of its formants in Hz (0: not known)."""

    print: tuple[float, ...]
    pitch: float = 0.0
    spacing: float = 0.0


@dataclass(frozen=True, slots=True)
class Cast:
    """The lines with their speakers, who is new, and the voiceprints of members of the cast who are heard for the first time."""

    lines: Mapping[Key, SpottedLine]
    characters: tuple[Character, ...]
    prints: Mapping[str, str]


def cast_of(lines: Mapping[Key, SpottedLine], sounds: Mapping[Key, Sounding], cast: Sequence[Character]) -> Cast:
    """Who says what. ``cast``: everybody of the show so far; those with a voiceprint are recognised."""
    voices = [
        Voice(f"{episode}/{line.id}", episode, line.range.start, line.range.end, sounds[episode, line.id].print)
        for (episode, _), line in lines.items()
        if (episode, line.id) in sounds and line.keep is None
    ]
    told = tell_apart(voices, [known for one in cast if (known := _known(one)) is not None])
    taken = {one.name for one in cast}
    named = _by_calls(lines, told, cast)
    speakers: dict[str, tuple[str, int]] = {}
    characters: list[Character] = []
    prints: dict[str, str] = {}
    for number, speaker in enumerate(told.speakers):
        name = speaker.name or named.get(str(number), "")
        if not name:
            fresh = _character(speaker, lines, sounds, {*taken, *(one.name for one in characters)})
            characters.append(fresh)
            name = fresh.name
        elif not speaker.name:
            prints[name] = pack(speaker.vector, speaker.seconds)
        speakers.update({line: (name, sure) for line, sure in speaker.lines})
    spoken = {key: _spoken(line, speakers.get(f"{key[0]}/{line.id}")) for key, line in lines.items()}
    return Cast(spoken, tuple(characters), prints)


def _by_calls(lines: Mapping[Key, SpottedLine], told: Told, cast: Sequence[Character]) -> dict[str, str]:
    """Members of the cast nobody has heard yet, by the number of the new speaker who answers when they are called."""
    names = {one.name: (one.title, *one.aliases) for one in cast if not one.voiceprint}
    if not names:
        return {}
    owner = {line: speaker.name or str(number) for number, speaker in enumerate(told.speakers) for line, _ in speaker.lines}
    sayings = [
        Saying(episode, owner.get(f"{episode}/{line.id}", UNKNOWN), line.range.start, line.range.end, line.text)
        for (episode, _), line in lines.items()
    ]
    return called(sayings, names)


def _spoken(line: SpottedLine, speaker: tuple[str, int] | None) -> SpottedLine:
    if speaker is None:
        return replace(line, speaker=UNKNOWN)
    name, sure = speaker
    flags = (*line.flags, "speaker unsure") if sure < _UNSURE else line.flags
    return replace(line, speaker=name, sure=min(line.sure, max(sure, 1)), flags=flags)


def _character(speaker: Speaker, lines: Mapping[Key, SpottedLine], sounds: Mapping[Key, Sounding], taken: set[str]) -> Character:
    """Somebody new, called by what the voice is like, as far as that is sure."""
    keys = [(episode, line) for episode, line in (one.split("/", 1) for one, _ in speaker.lines)]
    heard = [sounds[key] for key in keys]
    seems = guess([one.pitch for one in heard], [one.spacing for one in heard], [float(lines[key].range.length) for key in keys])
    if seems.age is Age.CHILD:
        kind = "CHILD"
    elif seems.sure < SURE_OF_GENDER:
        kind = "VOICE"
    else:
        kind = {Gender.FEMALE: "WOMAN", Gender.MALE: "MAN"}.get(seems.gender, "VOICE")
    number = 1
    while (name := f"{kind} {number}") in taken:
        number += 1
    voiceprint = pack(speaker.vector, speaker.seconds)
    return Character(name, name.title(), seems.age, seems.gender, gender_sure=seems.sure, voiceprint=voiceprint)


def _known(one: Character) -> Known | None:
    read = unpack(one.voiceprint)
    return Known(one.name, *read) if read is not None else None


def pack(vector: Sequence[float], seconds: float) -> str:
    """A voiceprint as text: tenths of seconds heard, then its numbers in 8 bits each, base64."""
    largest = max((abs(one) for one in vector), default=0.0) or 1.0
    return base64.b64encode(
        struct.pack(f"<I{len(vector)}b", round(10 * seconds), *(round(127 * one / largest) for one in vector))
    ).decode()


def unpack(text: str) -> tuple[tuple[float, ...], float] | None:
    """What ``pack`` wrote, the vector at length 1; None when it is empty or something else."""
    try:
        data = base64.b64decode(text, validate=True)
    except ValueError:
        return None
    if len(data) < 8:
        return None
    tenths, *numbers = struct.unpack(f"<I{len(data) - 4}b", data)
    length = sum(one * one for one in numbers) ** 0.5
    return (tuple(one / length for one in numbers), tenths / 10) if length else None
