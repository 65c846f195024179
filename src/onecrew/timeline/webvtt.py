"""Captions as WebVTT (.vtt). In: Captions. Out: text. Never: files, layout.

https://www.w3.org/TR/webvtt1/. Each cue stands in the safe area of its picture by its own settings, because players show a bare
cue at the very bottom, where vertical players have their buttons; a caption's own place is its ``line``. Line breaks are the
captions' own.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onecrew.timeline.caption_place import ROW_HEIGHT, VERTICAL, CaptionPlace
from onecrew.timeline.subrip import clock
from onecrew.timeline.timeline import Caption
from onecrew.units import Language


def write_webvtt(captions: Sequence[Caption], language: Language, place: CaptionPlace = VERTICAL) -> str:
    """The captions, each with a voice tag for its speaker. Cues have no identifiers: simple readers take them for text."""
    parts = [f"WEBVTT\n\nNOTE {language.name} ({language.tag})\n"]
    size = 100 * (1 - place.left - place.right)
    centre = 100 * (place.left + (1 - place.right)) / 2
    for caption in captions:
        high = place.size * ROW_HEIGHT * len(caption.lines)
        top = 100 * (1 - place.bottom - high if caption.place is None else max(Fraction(0), caption.place - high / 2))
        text = "\n".join(_escaped(row) for row in caption.lines)
        voice = f"<v {_escaped(caption.speaker)}>" if caption.speaker else ""
        parts.append(
            f"{clock(caption.range.start, '.')} --> {clock(caption.range.end, '.')} "
            f"line:{float(top):.2f}% position:{float(centre):.2f}% size:{float(size):.2f}% align:center\n{voice}{text}\n"
        )
    return "\n".join(parts)


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
