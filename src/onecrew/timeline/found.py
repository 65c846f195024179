"""The cut of a film that exists already. In: its shots and when its lines are heard. Out: a Timeline. Never: deciding times.

The other source of a cut besides ``cut``: other languages are fitted to it in the same way, with ``breathe=False`` where the
picture may not be retimed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from fractions import Fraction

from onecrew.story.episode import Heard, Line, Scene
from onecrew.story.shot import Found, Shot
from onecrew.timeline.slot import slots
from onecrew.timeline.timeline import LineClip, ShotClip, Timeline
from onecrew.units import TimeRange, on_frame


def found_cut(shots: Sequence[Shot], scenes: Sequence[Scene], heard: Mapping[str, TimeRange], rate: Fraction) -> Timeline:
    """The shots as they follow each other in the film, and the lines at the times they were heard (seconds of the cut).

    Starts of lines are moved to the nearest frame. The film's own music and sounds are no clips: they are the bed of its mix.

    Raises:
        ValueError: a shot is not a range of a film, or a line is heard that no scene has.
    """
    clips: list[ShotClip] = []
    now = Fraction(0)
    for shot in shots:
        if not isinstance(shot.picture, Found):
            raise ValueError(f"shot {shot.id} is no range of an existing film; give it one in board.toml")
        end = now + on_frame(shot.picture.end, rate) - on_frame(shot.picture.start, rate)
        clips.append(ShotClip(shot.id, TimeRange(now, end)))
        now = end
    known = {beat.id: beat for scene in scenes for beat in scene.beats if isinstance(beat, Line)}
    strangers = [line for line in heard if line not in known]
    if strangers:
        raise ValueError(f"lines {', '.join(strangers)} are heard but stand in no scene; run `onecrew check`")
    lines = []
    for line, times in sorted(heard.items(), key=lambda item: (item[1].start, item[0])):
        start = on_frame(times.start, rate)
        lines.append(LineClip(line, known[line].speaker, TimeRange(start, max(start, times.end))))
    walls = [
        clip.range.start for before, shot, clip in zip(shots, shots[1:], clips[1:], strict=False) if before.scene != shot.scene
    ]
    free = {line.id for line in known.values() if line.heard is Heard.VOICE_OVER}
    placed = tuple(replace(clip, slot=slot) for clip, slot in zip(lines, slots(lines, rate, now, walls, free), strict=True))
    return Timeline(rate, now, tuple(clips), placed)
