"""The cut as OpenTimelineIO (.otio). In: a Timeline, media paths. Out: text. Never: files.

https://opentimelineio.readthedocs.io. Times are whole frames of the cut; captions are markers on the picture. The library is
loaded when something is written, not before.
"""

from __future__ import annotations

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from onecrew.timeline.timeline import Timeline
from onecrew.timeline.tracks import Piece, Track, tracks


def write_otio(timeline: Timeline, title: str, media: Mapping[str, str] | None = None) -> str:
    """The cut as OTIO JSON in the installed library's schema; ``media`` as ``tracks`` reads it, without: missing by name."""
    import opentimelineio as otio

    made = otio.schema.Timeline(name=title)
    made.metadata["onecrew"] = {"rate": str(timeline.rate), "length": str(timeline.length)}
    writer = _Writer(otio, timeline)
    made.tracks.extend(writer.track(track) for track in tracks(timeline, media or {}))
    return str(made.to_json_string(indent=2)) + "\n"


class _Writer:
    """Makes OTIO's objects for one cut; ``library`` is opentimelineio."""

    def __init__(self, library: Any, timeline: Timeline) -> None:
        self.otio = library
        self.cut = timeline

    def time(self, seconds: Fraction) -> Any:
        return self.otio.opentime.RationalTime(round(seconds * self.cut.rate), float(self.cut.rate))

    def range(self, start: Fraction, length: Fraction) -> Any:
        return self.otio.opentime.TimeRange(self.time(start), self.time(length))

    def track(self, track: Track) -> Any:
        schema = self.otio.schema
        picture = track.kind == "picture"
        made = schema.Track(name=track.name, kind=schema.TrackKind.Video if picture else schema.TrackKind.Audio)
        joints = {joint.into: joint for joint in track.joints}
        now = Fraction(0)
        for place, piece in enumerate(track.pieces):
            if piece.range.start > now:
                made.append(schema.Gap(source_range=self.range(Fraction(0), piece.range.start - now)))
            if place in joints:
                joint = joints[place]
                dissolve = joint.kind == "dissolve"
                made.append(
                    schema.Transition(
                        name=joint.kind,
                        transition_type=schema.TransitionTypes.SMPTE_Dissolve if dissolve else schema.TransitionTypes.Custom,
                        in_offset=self.time(piece.range.start - joint.range.start),
                        out_offset=self.time(joint.range.end - piece.range.start),
                    )
                )
            clip = self.clip(piece)
            if picture:
                self.mark(clip, piece)
            made.append(clip)
            now = piece.range.end
        return made

    def clip(self, piece: Piece) -> Any:
        schema = self.otio.schema
        offered = self.range(Fraction(0), piece.offered)
        if piece.media is None:
            reference = schema.MissingReference(name=piece.name, available_range=offered)
        else:
            reference = schema.ExternalReference(target_url=piece.media, available_range=offered)
            reference.name = piece.media.rsplit("/", 1)[-1]
        made = schema.Clip(name=piece.name, media_reference=reference, source_range=self.range(piece.start, piece.range.length))
        made.metadata["onecrew"] = dict(piece.facts)
        return made

    def mark(self, clip: Any, piece: Piece) -> None:
        """Captions that begin in this shot, in its media's time."""
        for caption in self.cut.captions:
            if piece.range.holds(caption.range.start):
                start = caption.range.start - piece.range.start + piece.start
                clip.markers.append(
                    self.otio.schema.Marker(
                        name=" / ".join(caption.lines), marked_range=self.range(start, caption.range.length), color="YELLOW"
                    )
                )
