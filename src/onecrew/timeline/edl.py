"""The picture as an edit decision list (.edl, CMX 3600). In: a Timeline. Out: text. Never: sound, files.

The oldest list that every editing program reads: one picture track, cuts and dissolves, times in non-drop timecode from zero so
that they match the stems (drop-frame numbering is a clock for broadcasters; a list says which it uses in ``FCM``). A fade
through black is a dissolve to ``BL`` and one from it. Reels are ``AX``, "no tape"; the file stands in the comments, where
programs look for it.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction

from onecrew.timeline.timeline import Timeline
from onecrew.timeline.tracks import Joint, Piece, tracks
from onecrew.units import on_frame, timecode

_REEL = "AX"
_BLACK = "BL"


def write_edl(timeline: Timeline, title: str, media: Mapping[str, str] | None = None) -> str:
    """The list of the shots; ``media`` as ``tracks`` reads it. Longer than 999 events it still counts on, in four digits."""
    rate = timeline.rate
    picture = tracks(timeline, media or {})[0]
    joints = {joint.into: joint for joint in picture.joints}
    rows = [f"TITLE: {' '.join(title.split())}", "FCM: NON-DROP FRAME", ""]
    number = 0
    before: Piece | None = None
    for place, piece in enumerate(picture.pieces):
        joint = joints.get(place)
        following = joints.get(place + 1)
        end = following.range.start if following is not None else piece.range.end
        start = joint.range.start if joint is not None else piece.range.start
        number += 1
        if joint is None or before is None:
            rows.append(_event(number, _REEL, "C", piece.start, start, end, rate))
        elif joint.kind == "dissolve":
            rows += _dissolve(number, before, piece, joint, end, rate)
        else:
            rows += _through_black(number, before, piece, joint, end, rate)
            number += 1
        if joint is not None and before is not None:
            rows += [f"* FROM CLIP NAME: {before.name}", f"* TO CLIP NAME: {piece.name}"]
        else:
            rows.append(f"* FROM CLIP NAME: {piece.name}")
        if piece.media is not None:
            rows.append(f"* {'TO' if joint is not None else 'FROM'} CLIP: {piece.media}")
        before = piece
    return "\n".join(rows) + "\n"


def _event(number: int, reel: str, edit: str, source: Fraction, start: Fraction, end: Fraction, rate: Fraction) -> str:
    times = (source, source + end - start, start, end)
    return f"{number:03}  {reel:<8} V     {edit:<8} " + " ".join(timecode(time, rate) for time in times)


def _dissolve(number: int, before: Piece, piece: Piece, joint: Joint, end: Fraction, rate: Fraction) -> list[str]:
    """From the last picture of the shot before, whose event ended where the dissolve begins."""
    start = joint.range.start
    frames = round(joint.range.length * rate)
    out = before.start + start - before.range.start
    source = piece.start - (piece.range.start - start)
    return [
        _event(number, _REEL, "C", out, start, start, rate),
        _event(number, _REEL, f"D    {frames:03}", source, start, end, rate),
    ]


def _through_black(number: int, before: Piece, piece: Piece, joint: Joint, end: Fraction, rate: Fraction) -> list[str]:
    start, middle = joint.range.start, on_frame(piece.range.start, rate)
    fade_out, fade_in = round((middle - start) * rate), round((joint.range.end - middle) * rate)
    out = before.start + start - before.range.start
    return [
        _event(number, _REEL, "C", out, start, start, rate),
        _event(number, _BLACK, f"D    {fade_out:03}", Fraction(0), start, middle, rate),
        _event(number + 1, _BLACK, "C", middle - start, middle, middle, rate),
        _event(number + 1, _REEL, f"D    {fade_in:03}", piece.start, middle, end, rate),
    ]
