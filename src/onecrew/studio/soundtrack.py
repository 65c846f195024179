"""A cut becomes the recipe of its mix, and the steps its bed is made by. In: a Production, a Timeline. Out: a Sound, Steps.

Never: samples. Music, effects and room tone do not hang on what is said: each is a step of its own, keyed by what it sounds like
and not by when, so another mix, another language and another episode take it as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from fractions import Fraction

from onecrew.media.decode import read_audio
from onecrew.store.blobs import hash_file
from onecrew.story.episode import MOODS, Delivery, Heard, Line, Scene
from onecrew.story.folder import ShowFolder
from onecrew.story.toml_file import nearest
from onecrew.studio.filmed import tools
from onecrew.studio.graph import Step, part
from onecrew.studio.production import Production
from onecrew.studio.steps.recipes import VARIATIONS, Sound, SoundLine
from onecrew.timeline.timeline import AmbienceClip, LineClip, MusicClip, Timeline
from onecrew.units import Digest, Language, MediaError, Problem, TimeRange, Where
from onecrew.units.digest import plain

_GAIN = {Delivery.WHISPER: Fraction(-5), Delivery.SHOUT: Fraction(3)}
_SIDE = Fraction(18, 100)
"""How far a voice leans to its side of the frame: enough to tell two people apart, not enough to leave the picture."""
_LISTENING = 8000
"""Samples a second that say whether a file can be read."""
_MUSIC_FILES = (".opus", ".mp3", ".m4a", ".wav", ".flac", ".ogg")


def sound_recipe(production: Production, timeline: Timeline) -> Sound:
    """What is heard in the cut: lines with their place and treatment, music, effects, room tone; the latter as inputs."""
    style = production.folder.show.style
    scenes = {beat.id: scene for scene in production.episode.scenes for beat in scene.beats if isinstance(beat, Line)}
    lines = {line.id: line for line in production.episode.lines}
    return Sound(
        length=timeline.length,
        voices=tuple(_voice(production, clip, lines[clip.line], scenes[clip.line]) for clip in timeline.lines),
        music=tuple((_music_name(number), clip.range.start) for number, clip in enumerate(_music(production, timeline), 1)),
        effects=tuple((f"effect/{name}-{variation}", start) for name, variation, start in _effects(timeline)),
        ambience=tuple((_ring_name(clip), clip) for clip in timeline.ambience),
        loudness=style.loudness,
    )


def bed_steps(production: Production, language: Language, timeline: Timeline) -> dict[str, Step]:
    """What makes the sounds of the bed, by the name of the input of the mix; each gives ``sound``.

    A file ``media/music/<mood>.<opus|mp3|m4a|wav|flac|ogg>`` of the show replaces the built-in music of that mood.
    """
    steps: dict[str, Step] = {}
    pieces = _music(production, timeline)
    own = _own_music(production) if pieces else {}
    for number, clip in enumerate(pieces, 1):
        name = _music_name(number)
        files = {"own": own[clip.mood]} if clip.mood in own else {}
        steps[name] = _music_step(f"{language}/{name}", clip, files)
    for place in timeline.ambience:
        name = _ring_name(place)
        steps[name] = _ring_step(f"{language}/{name}", place)
    for effect, variation, _ in _effects(timeline):
        name = f"effect/{effect}-{variation}"
        recipe = {"name": effect, "variation": variation}
        steps[name] = Step(
            f"{language}/{name}", "effect", 1, recipe, parts={"effect": part(effect)}, weight=0.1, tools=tools("numpy", "scipy")
        )
    return steps


def _music_step(name: str, clip: MusicClip, files: Mapping[str, tuple[str, Digest]]) -> Step:
    return Step(
        id=name,
        kind="music",
        version=1,
        recipe=plain(replace(clip, range=TimeRange(Fraction(0), clip.range.length))),
        parts={
            "mood": part((clip.mood, clip.key)),
            "length": part((clip.range.length, clip.fade_in, clip.fade_out)),
            "your own music": part([digest for _, digest in files.values()]),
        },
        weight=0.6,
        tools=tools("av", "numpy", "scipy"),
        files=files,
    )


def _ring_step(name: str, clip: AmbienceClip) -> Step:
    recipe = {"place": clip.place, "time": clip.time, "weather": clip.weather, "interior": clip.interior}
    return Step(name, "ring", 1, recipe, parts={"place": part(recipe)}, weight=0.6, tools=tools("numpy", "scipy"))


def _music(production: Production, timeline: Timeline) -> tuple[MusicClip, ...]:
    return timeline.music if production.folder.show.style.music else ()


def _music_name(number: int) -> str:
    return f"music/{number}"


def _effects(timeline: Timeline) -> Iterator[tuple[str, int, Fraction]]:
    """Name, variation and beginning of each: two doors in a row are not the same sample."""
    for number, clip in enumerate(timeline.effects):
        if clip.name != "none":
            yield clip.name, number % VARIATIONS, clip.start


def _ring_name(clip: AmbienceClip) -> str:
    return f"ring/{clip.place}-{clip.time}-{clip.weather}-{'inside' if clip.interior else 'outside'}"


def _voice(production: Production, clip: LineClip, line: Line, scene: Scene) -> SoundLine:
    treatment = "plain"
    if line.heard is Heard.OFF_SCREEN:
        treatment = "off-screen"
    elif line.heard is Heard.VOICE_OVER:
        treatment = "voice-over" if _present(production, line.speaker, scene) else "phone"
    place = scene.place.kind if treatment in ("plain", "off-screen") else ""
    pan = _side(production, line.speaker, scene) if treatment == "plain" else Fraction(0)
    return SoundLine(line.id, clip.range.start, clip.tempo, _GAIN.get(line.delivery, Fraction(0)), pan, treatment, place)


def _present(production: Production, who: str, scene: Scene) -> bool:
    """Whether somebody is seen in a scene, or alone with a story to tell; a voice-over of anybody else comes from a phone."""
    seen = {subject.who for shot in production.shots if shot.scene == scene.id for subject in shot.subjects}
    speakers = {beat.speaker for beat in scene.beats if isinstance(beat, Line)}
    return who in seen or speakers == {who}


def _side(production: Production, who: str, scene: Scene) -> Fraction:
    for shot in production.shots:
        if shot.scene == scene.id:
            for subject in shot.subjects:
                if subject.who == who and subject.side != "centre":
                    return -_SIDE if subject.side == "left" else _SIDE
    return Fraction(0)


def _own_music(production: Production) -> dict[str, tuple[str, Digest]]:
    """The author's music by mood: path and digest."""
    folder = production.folder.path / "media" / "music"
    found: dict[str, tuple[str, Digest]] = {}
    for mood in MOODS:
        file = next((folder / f"{mood}{suffix}" for suffix in _MUSIC_FILES if (folder / f"{mood}{suffix}").is_file()), None)
        if file is not None:
            found[mood] = (str(file.resolve()), hash_file(file))
    return found


def music_problems(folder: ShowFolder) -> Iterator[Problem]:
    """Music of the author's that would not be heard: named after no mood, of another kind, or not to be read."""
    brought = folder.path / "media" / "music"
    files = sorted(one for one in brought.iterdir() if one.is_file() and not one.name.startswith(".")) if brought.is_dir() else []
    for file in files:
        where = Where(f"media/music/{file.name}")
        if file.suffix not in _MUSIC_FILES:
            do = f"bring it as one of: {', '.join(_MUSIC_FILES)}"
            yield Problem(where, f"music of the kind {file.suffix or 'without an ending'} is not played", do, "warning")
        elif file.stem not in MOODS:
            do = f"{nearest(file.stem, MOODS)}; music is named after the mood it is played for"
            yield Problem(where, f"no mood is called {file.stem!r}: this music is never played", do, "warning")
        else:
            try:
                silent = len(read_audio(file, _LISTENING, 1)) == 0
            except MediaError:
                silent = True
            if silent:
                yield Problem(where, "this file holds no sound that can be read", "bring it again, or take it away")
