"""The cut as a draft of JianYing and CapCut. In: a Timeline, media paths. Out: the draft's texts and what to copy. Never: files.

Written with pyJianYingDraft (Apache-2.0), whose materials are made here without its probing: lengths are known, files need not
exist yet. A draft is a folder; its media lie in ``materials`` inside it, which the programs may always read, and are named by
the programs' own token for "this draft's folder", so that the folder can be moved. Ids, random in the library, are made from
the draft's name and their order.

JianYing 5.9 and CapCut read such plain drafts; JianYing since 6.0 encrypts what it saves itself.
"""

from __future__ import annotations

import json
import math
import uuid
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from onecrew.timeline.timeline import Caption, Timeline
from onecrew.timeline.tracks import Piece, Track, tracks
from onecrew.units import TimeRange

HERE = "##_draftpath_placeholder_0E685133-18CE-45ED-8CB8-2904A212EC80_##"
"""The token for the draft's own folder in paths of media."""
_NAMESPACE = uuid.UUID("6f6e6563-7265-5720-8000-6a69616e7969")
_CAPTION_MIDDLE = Fraction(70, 100)
_CAPTION_SIZE = 8.0


@dataclass(frozen=True, slots=True)
class Draft:
    """``texts``: the draft's files by name. ``copies``: (path of the media, path inside the draft) of every file to bring along."""

    texts: Mapping[str, str]
    copies: tuple[tuple[str, str], ...]


def write_jianying(
    timeline: Timeline,
    title: str,
    width: int,
    height: int,
    media: Mapping[str, str],
    captions: bool = True,
    folder: str = HERE,
) -> Draft:
    """The draft; ``media`` as ``tracks`` reads it, and a piece without media is left out.

    ``captions``: as editable texts; not for a film that has them burnt in. ``folder``: where the draft will lie, for versions
    that do not know the token. The library counts whole frames a second: 29.97 becomes 30, times stay exact to a microsecond.

    Raises:
        ImportError: pyJianYingDraft is not installed.
    """
    import pyJianYingDraft as library
    from pyJianYingDraft import assets

    script = library.ScriptFile(width, height, round(timeline.rate), True)
    copies: dict[str, str] = {}
    writer = _Writer(library, width, height, folder, copies, tracks(timeline, media))
    for track in reversed(writer.tracks[1:]):
        writer.lay(script, track)
    writer.lay(script, writer.tracks[0])
    if captions and timeline.captions:
        for name, row in _rows(timeline.captions):
            reference = script.append_track(library.TrackSpec(library.TrackType.text, name))
            for caption in row:
                script.add_segment(writer.text(caption.lines, caption.range, caption.place), reference)
    content = json.loads(script.dumps())
    _settle(content, title)
    with open(assets.get_asset_path("DRAFT_META_TEMPLATE"), encoding="utf-8") as file:
        meta = json.load(file)
    meta |= {
        "draft_name": title,
        "draft_id": _id(title, "draft").upper(),
        "tm_duration": _micro(timeline.length),
        "draft_materials": [
            {"type": group["type"], "value": _registered(content, title) if group["type"] == 0 else []}
            for group in meta["draft_materials"]
        ],
    }
    texts = {"draft_content.json": content, "draft_meta_info.json": meta}
    return Draft(
        {name: json.dumps(text, ensure_ascii=False, indent=1) + "\n" for name, text in texts.items()},
        tuple(copies.items()),
    )


class _Writer:
    """Makes the library's objects for one cut."""

    def __init__(
        self, library: Any, width: int, height: int, folder: str, copies: dict[str, str], found: tuple[Track, ...]
    ) -> None:
        self.library = library
        self.size = (width, height)
        self.folder = folder
        self.copies = copies
        self.tracks = found
        self.lengths: dict[str, Fraction] = {}
        self.materials: dict[tuple[str, bool], Any] = {}
        for piece in (piece for track in found for piece in track.pieces if piece.media is not None):
            assert piece.media is not None
            self.lengths[piece.media] = max(self.lengths.get(piece.media, Fraction(0)), piece.offered)

    def lay(self, script: Any, track: Track) -> None:
        """A track of its pieces that have media; the picture is the main track, silent because the stems are beside it."""
        pieces = [(place, piece) for place, piece in enumerate(track.pieces) if piece.media is not None]
        if not pieces:
            return
        picture = track.kind == "picture"
        kind = self.library.TrackType.video if picture else self.library.TrackType.audio
        reference = script.append_track(self.library.TrackSpec(kind, track.name))
        joints = {joint.into - 1: joint for joint in track.joints}
        for place, piece in pieces:
            times = {"target_timerange": self.stretch(piece.range.start, piece.range.length)}
            times["source_timerange"] = self.stretch(piece.start, piece.range.length, times["target_timerange"].duration)
            if picture:
                segment = self.library.VideoSegment(self.material(piece, True), volume=0.0, **times)
                if place in joints:
                    # 叠化 is a dissolve, 闪黑 a dip to black.
                    look = "叠化" if joints[place].kind == "dissolve" else "闪黑"
                    transition = self.library.TransitionType[look]
                    segment.add_transition(transition, duration=_micro(joints[place].range.length))
            else:
                segment = self.library.AudioSegment(self.material(piece, False), **times)
                if piece.own and "fade_in" in piece.facts:
                    segment.add_fade(_micro(Fraction(piece.facts["fade_in"])), _micro(Fraction(piece.facts["fade_out"])))
            script.add_segment(segment, reference)

    def stretch(self, start: Fraction, length: Fraction, micro: int | None = None) -> Any:
        """A time range in microseconds; ends are rounded, not lengths, so that neighbours meet."""
        return self.library.Timerange(_micro(start), _micro(start + length) - _micro(start) if micro is None else micro)

    def material(self, piece: Piece, picture: bool) -> Any:
        """The library's material for a file, made without opening it."""
        assert piece.media is not None
        key = (piece.media, picture)
        if key not in self.materials:
            name = piece.media.replace("/", "_")
            self.copies[piece.media] = f"materials/{name}"
            kind = self.library.VideoMaterial if picture else self.library.AudioMaterial
            made = kind.__new__(kind)
            made.material_name = name
            made.material_id = uuid.uuid5(_NAMESPACE, f"material {piece.media} {picture}").hex
            made.path = f"{self.folder}/materials/{name}"
            made.duration = math.ceil(self.lengths[piece.media] * 1_000_000) + 1
            if picture:
                made.width, made.height = self.size
                made.crop_settings = self.library.CropSettings()
                made.local_material_id = ""
                made.material_type = "video"
            self.materials[key] = made
        return self.materials[key]

    def text(self, rows: tuple[str, ...], stretch: TimeRange, place: Fraction | None) -> Any:
        """A caption as text, its middle at 70 % of the height where it has no place of its own (the library counts half heights
        upwards from the middle)."""
        middle = _CAPTION_MIDDLE if place is None else place
        return self.library.TextSegment(
            "\n".join(rows),
            self.stretch(stretch.start, stretch.length),
            style=self.library.TextStyle(size=_CAPTION_SIZE, bold=True, align=1, auto_wrapping=False),
            border=self.library.TextBorder(),
            clip_settings=self.library.ClipSettings(transform_y=float((Fraction(1, 2) - middle) * 2)),
        )


def _rows(captions: Sequence[Caption]) -> list[tuple[str, list[Caption]]]:
    """The captions on as few tracks as hold them, for one track shows one text at a time; those of dialogue on the first."""
    rows: list[list[Caption]] = [[one for one in captions if one.place is None]]
    for caption in captions:
        if caption.place is not None:
            free = (row for row in rows[1:] if row[-1].range.end <= caption.range.start)
            row = next(free, None)
            if row is None:
                rows.append([caption])
            else:
                row.append(caption)
    named = [("captions" if not number else f"narratives {number}", row) for number, row in enumerate(rows)]
    return [(name, row) for name, row in named if row]


def _micro(time: Fraction) -> int:
    return round(time * 1_000_000)


def _id(title: str, what: str) -> str:
    return str(uuid.uuid5(_NAMESPACE, f"{title}\n{what}"))


def _settle(content: Any, title: str) -> None:
    """Every id of the draft, wherever it is referred to, made from the title and the order of its first appearance."""
    known: dict[str, str] = {}

    def collect(value: Any) -> None:
        if isinstance(value, dict):
            # Texts refer to a speed that the library does not write; such ids are found only where they are referred to.
            for own in [value.get("id"), *value.get("extra_material_refs", ())]:
                if isinstance(own, str) and own and own not in known:
                    known[own] = _id(title, str(len(known)))
            for item in value.values():
                collect(item)
        elif isinstance(value, list):
            for item in value:
                collect(item)

    def renamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: renamed(item) for key, item in value.items()}
        if isinstance(value, list):
            return [renamed(item) for item in value]
        return known.get(value, value) if isinstance(value, str) else value

    collect(content)
    content.update(renamed(content))


def _registered(content: Any, title: str) -> list[dict[str, Any]]:
    """The media as the programs list what was imported; without it CapCut asks to link every file again (pyCapCut#13)."""
    materials = [(name, one) for kind, name in (("videos", "video"), ("audios", "music")) for one in content["materials"][kind]]
    return [
        {
            "create_time": 0,
            "duration": one["duration"],
            "extra_info": one.get("material_name") or one.get("name"),
            "file_Path": one["path"],
            "height": one.get("height", 0),
            "id": _id(title, f"import {one['id']}"),
            "import_time": 0,
            "import_time_ms": 0,
            "item_source": 1,
            "md5": "",
            "metetype": name,
            "roughcut_time_range": {"duration": one["duration"], "start": 0},
            "sub_time_range": {"duration": -1, "start": -1},
            "type": 0,
            "width": one.get("width", 0),
        }
        for name, one in materials
    ]
