"""Music, room tone and effects of a cut. In: a Timeline of shots, lines and acts. Out: the same with its sounds. Never: samples.

Music follows the mood of the scenes. It begins on a cut or a turn, not under the first word, and stays away before a twist.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from fractions import Fraction

from onecrew.story.episode import Line, Scene
from onecrew.story.shot import ActBeat, Shot
from onecrew.timeline.breath import TWIST_APART, TWIST_SILENCE, is_twist
from onecrew.timeline.timeline import AmbienceClip, EffectClip, MusicClip, Timeline
from onecrew.units import TimeRange, on_frame

_FADE_IN = Fraction(4, 10)
_FADE_OUT = Fraction(8, 10)
_FINAL_FADE = Fraction(15, 10)
_DROP = Fraction(15, 100)
"""The fade of music that falls silent before a twist."""
_CLEAR = Fraction(4, 10)
"""No first word within this time of a music's beginning."""
_SHORTEST_MUSIC = Fraction(3)
"""A piece of music shorter than this would be a jingle; the stretch stays silent."""

_MOMENT = {"slap": Fraction(1, 2), "thud": Fraction(1, 2), "glass": Fraction(1, 2), "cup": Fraction(1, 2), "keys": Fraction(1, 4)}
"""When within its act a sound falls: contact in the middle, everything else at the beginning."""


def score(timeline: Timeline, shots: Sequence[Shot], scenes: Sequence[Scene]) -> Timeline:
    """``timeline`` with music, ambience and effects; ``shots`` are those of its clips, in order."""
    stretches = _stretches(timeline, shots, scenes)
    return replace(
        timeline,
        music=_music(timeline, shots, scenes, stretches),
        ambience=tuple(
            AmbienceClip(one.scene.place.kind, one.scene.place.time, one.scene.place.weather, one.scene.place.interior, one.range)
            for one in stretches
        ),
        effects=_effects(timeline, shots),
    )


@dataclass(frozen=True, slots=True)
class _Stretch:
    """A scene and when it is on screen, transitions included."""

    scene: Scene
    range: TimeRange


def _stretches(timeline: Timeline, shots: Sequence[Shot], scenes: Sequence[Scene]) -> list[_Stretch]:
    by_id = {scene.id: scene for scene in scenes}
    found: list[_Stretch] = []
    for clip, shot in zip(timeline.shots, shots, strict=True):
        scene = by_id.get(shot.scene)
        if scene is None:
            continue
        if found and found[-1].scene.id == scene.id:
            found[-1] = _Stretch(scene, TimeRange(found[-1].range.start, clip.range.end))
        else:
            found.append(_Stretch(scene, clip.range))
    return found


def _music(
    timeline: Timeline, shots: Sequence[Shot], scenes: Sequence[Scene], stretches: Sequence[_Stretch]
) -> tuple[MusicClip, ...]:
    """One clip for each run of scenes of the same mood, parted by the silences before twists."""
    runs: list[tuple[Scene, TimeRange]] = []
    for one in stretches:
        if runs and runs[-1][0].mood == one.scene.mood:
            runs[-1] = (runs[-1][0], TimeRange(runs[-1][1].start, one.range.end))
        else:
            runs.append((one.scene, one.range))
    silences = _silences(timeline, shots, scenes)
    clips: list[MusicClip] = []
    for number, (scene, run) in enumerate(runs):
        start = run.start
        last_fade = _FINAL_FADE if number == len(runs) - 1 else _FADE_OUT
        for silence in [silence for silence in silences if run.start < silence.start < run.end] + [TimeRange(run.end, run.end)]:
            begin = _beginning(timeline, start, silence.start)
            if begin is not None and silence.start - begin >= _SHORTEST_MUSIC:
                fade = last_fade if silence.start == run.end else _DROP
                # The first note of a scene is eased in; after a silence the music is simply there.
                opening = _FADE_IN if start == run.start else _DROP
                clips.append(MusicClip(scene.mood, TimeRange(begin, silence.start), opening, fade, scene.id))
            start = silence.end
    return tuple(clips)


def _beginning(timeline: Timeline, start: Fraction, end: Fraction) -> Fraction | None:
    """The first cut or end of a line from ``start`` on that no first word stands close to."""
    moments = {start, *(clip.range.start for clip in timeline.shots)}
    moments |= {on_frame(clip.range.end, timeline.rate) for clip in timeline.lines}
    for moment in sorted(moments):
        if start <= moment < end and all(abs(clip.range.start - moment) >= _CLEAR for clip in timeline.lines):
            return moment
    return None


def _silences(timeline: Timeline, shots: Sequence[Shot], scenes: Sequence[Scene]) -> list[TimeRange]:
    """Where music stays away: the beat before a twist and, when the twist is a line, the line."""
    lines = {beat.id: beat for scene in scenes for beat in scene.beats if isinstance(beat, Line)}
    beats = {(shot.id, number): beat for shot in shots for number, beat in enumerate(shot.beats)}
    twists = [clip.range for clip in timeline.lines if clip.line in lines and is_twist(lines[clip.line])]
    for act in timeline.acts:
        beat = beats[act.shot, act.index]
        if isinstance(beat, ActBeat) and beat.under is None and beat.feeling is not None and is_twist(beat):
            twists.append(TimeRange(act.range.start, act.range.start))
    found: list[TimeRange] = []
    last = -TWIST_APART
    for twist in sorted(twists):
        if twist.start >= last + TWIST_APART:
            start = on_frame(max(Fraction(0), twist.start - TWIST_SILENCE), timeline.rate)
            found.append(TimeRange(start, max(start, on_frame(twist.end, timeline.rate))))
            last = twist.start
    return found


def _effects(timeline: Timeline, shots: Sequence[Shot]) -> tuple[EffectClip, ...]:
    """The sounds of the acts, and the sound of a message for every phone insert that has none of its own."""
    by_id = {shot.id: shot for shot in shots}
    found = []
    for act in timeline.acts:
        beat = by_id[act.shot].beats[act.index]
        if isinstance(beat, ActBeat) and beat.sound != "none":
            moment = act.range.start + act.range.length * _MOMENT.get(beat.sound, Fraction(0))
            found.append(EffectClip(beat.sound, on_frame(moment, timeline.rate)))
    for clip in timeline.shots:
        shot = by_id[clip.shot]
        if shot.insert is None or shot.insert.kind != "phone":
            continue
        announced = any(
            effect.name in ("message", "phone-buzz", "phone-ring") and abs(effect.start - clip.range.start) <= 2 for effect in found
        )
        if not announced:
            found.append(EffectClip("message", clip.range.start))
    return tuple(sorted(found, key=lambda effect: (effect.start, effect.name)))
