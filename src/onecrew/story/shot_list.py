"""The shot list of an episode as a spreadsheet. In: Shots, their Episode, their times if the cut is known. Out: CSV. Never: files.

RFC 4180 with CRLF, one row a shot. A cell that a spreadsheet would take for a formula is led by an apostrophe
(OWASP, "CSV Injection").
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping, Sequence
from fractions import Fraction

from onecrew.story.episode import Episode, Heard, Line, Place
from onecrew.story.pace import line_seconds, pieces
from onecrew.story.shot import ActBeat, Gesture, LineBeat, Shot
from onecrew.units import Language, TimeRange

_HEARD = {Heard.ON_SCREEN: "", Heard.OFF_SCREEN: " (O.S.)", Heard.VOICE_OVER: " (V.O.)"}
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")
HEADER = ("shot", "scene", "place", "framing", "move", "who", "lines and action", "start", "seconds", "transition", "why")


def write_shot_list(
    shots: Sequence[Shot], episode: Episode, clips: Mapping[str, TimeRange] | None = None, language: Language | None = None
) -> str:
    """The list as CSV text. ``clips``: when each shot is on screen, by its id; without it the times are the planner's estimates
    for speech in ``language`` (English if not given)."""
    lines = {line.id: line for line in episode.lines}
    spoken = language or Language("en")
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    clock = Fraction(0)
    for shot in shots:
        clip = clips.get(shot.id) if clips is not None else None
        length = clip.length if clip is not None else planned_seconds(shot, lines, spoken)
        start = clip.start if clip is not None else clock
        clock = start + length
        row = (
            shot.id,
            shot.scene,
            _place(shot.place),
            shot.framing.value,
            shot.move.value,
            ", ".join(subject.who for subject in shot.subjects),
            _happens(shot, lines),
            _number(start),
            _number(length),
            shot.transition,
            shot.why,
        )
        writer.writerow([_safe(cell) for cell in row])
    return out.getvalue()


def planned_seconds(shot: Shot, lines: Mapping[str, Line], language: Language) -> Fraction:
    """Estimated length of a shot before anything was spoken: its lines, its acts that take time, its hold."""
    total = shot.hold
    for beat in shot.beats:
        if isinstance(beat, ActBeat):
            total += Fraction(0) if beat.under else beat.seconds
        elif beat.line in lines:
            line = lines[beat.line]
            share = Fraction(len(_piece(line, beat)), max(1, len(line.text)))
            total += line_seconds(line, language) * min(share, Fraction(1))
    return total


def _happens(shot: Shot, lines: Mapping[str, Line]) -> str:
    said: list[str] = []
    for beat in shot.beats:
        if isinstance(beat, LineBeat):
            line = lines.get(beat.line)
            text = f"{line.speaker}{_HEARD[line.heard]}: {_piece(line, beat)}" if line is not None else f"line {beat.line}"
            said.append(f"{text} …" if beat.part[0] < beat.part[1] - 1 else text)
        elif not beat.under and (act := _act(beat)):
            said.append(act)
    if shot.insert is not None:
        sender = f" from {shot.insert.sender}" if shot.insert.sender else ""
        said.append(f"[{shot.insert.kind}{sender}: {shot.insert.text or shot.insert.prop}]")
    return " / ".join(said)


def _act(beat: ActBeat) -> str:
    if beat.text:
        return f"({beat.text})"
    if beat.gesture is not Gesture.NONE or beat.feeling is not None:
        what = beat.gesture.value if beat.gesture is not Gesture.NONE else str(beat.feeling)
        return f"({beat.who}: {what})" if beat.who else f"({what})"
    return f"({beat.sound})" if beat.sound != "none" else ""


def _piece(line: Line, beat: LineBeat) -> str:
    index, count = beat.part
    parts = pieces(line.text, count)
    return parts[min(index, len(parts) - 1)]


def _place(place: Place) -> str:
    weather = f", {place.weather}" if place.weather != "clear" else ""
    return f"{'INT' if place.interior else 'EXT'} {place.name}, {place.time}{weather}"


def _number(value: Fraction) -> str:
    return f"{float(round(value, 2)):.2f}"


def _safe(cell: str) -> str:
    return f"'{cell}" if cell.startswith(_FORMULA) else cell
