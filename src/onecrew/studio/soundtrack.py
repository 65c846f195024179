"""A cut becomes the recipe of its mix. In: a Production, a Timeline. Out: a Sound. Never: samples."""

from __future__ import annotations

from fractions import Fraction

from onecrew.store.blobs import hash_file
from onecrew.story.episode import MOODS, Delivery, Heard, Line, Scene
from onecrew.studio.production import Production
from onecrew.studio.steps.recipes import Sound, SoundLine
from onecrew.timeline.timeline import LineClip, Timeline

_GAIN = {Delivery.WHISPER: Fraction(-5), Delivery.SHOUT: Fraction(3)}
_SIDE = Fraction(18, 100)
"""How far a voice leans to its side of the frame: enough to tell two people apart, not enough to leave the picture."""
_MUSIC_FILES = (".opus", ".mp3", ".m4a", ".wav", ".flac", ".ogg")


def sound_recipe(production: Production, timeline: Timeline) -> Sound:
    """What is heard in the cut: lines with their place and treatment, music, effects, room tone.

    A file ``media/music/<mood>.<opus|mp3|m4a|wav|flac|ogg>`` of the show replaces the built-in music of that mood.
    """
    style = production.folder.show.style
    scenes = {beat.id: scene for scene in production.episode.scenes for beat in scene.beats if isinstance(beat, Line)}
    lines = {line.id: line for line in production.episode.lines}
    own = _own_music(production) if style.music else ()
    return Sound(
        length=timeline.length,
        voices=tuple(_voice(production, clip, lines[clip.line], scenes[clip.line]) for clip in timeline.lines),
        music=timeline.music if style.music else (),
        effects=timeline.effects,
        ambience=timeline.ambience,
        loudness=style.loudness,
        own_music=tuple((mood, file) for mood, file, _ in own),
        digests=tuple(digest for _, _, digest in own),
    )


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


def _own_music(production: Production) -> tuple[tuple[str, str, str], ...]:
    """The author's music: mood, path, digest."""
    folder = production.folder.path / "media" / "music"
    found = []
    for mood in MOODS:
        file = next((folder / f"{mood}{suffix}" for suffix in _MUSIC_FILES if (folder / f"{mood}{suffix}").is_file()), None)
        if file is not None:
            found.append((mood, str(file.resolve()), hash_file(file)))
    return tuple(found)
