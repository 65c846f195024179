"""The cut as Final Cut Pro X XML (.fcpxml), which DaVinci Resolve and Premiere's converters read as well. Out: text. Never:
files.

Version 1.10, after Apple's FCPXML reference and its DTD
(https://developer.apple.com/documentation/professional-video-applications). The shots are the primary storyline; every sound is
a clip connected to the shot it begins in, on a lane of its track and with a role; captions are captions. Media paths are
relative to the document, as the reference allows for ``media-rep``.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from urllib.parse import quote
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from onecrew.timeline.timeline import Timeline
from onecrew.timeline.tracks import Piece, Track, tracks
from onecrew.units import Language

_ROLES = {"dialogue": "dialogue", "music": "music", "effects": "effects", "ambience": "effects"}
_SOUND_RATE = 48_000


def write_fcpxml(
    timeline: Timeline, title: str, language: Language, width: int, height: int, media: Mapping[str, str] | None = None
) -> str:
    """The document; ``width`` and ``height`` are the picture's pixels, ``media`` as ``tracks`` reads it.

    What has no media refers to ``missing/…`` and is offline until it is relinked.
    """
    found = tracks(timeline, media or {})
    root = Element("fcpxml", version="1.10")
    resources = SubElement(root, "resources")
    SubElement(
        resources,
        "format",
        id="r1",
        name="onecrew",
        frameDuration=_time(1 / timeline.rate),
        width=str(width),
        height=str(height),
        colorSpace="1-1-1 (Rec. 709)",
    )
    assets = _assets(resources, found)
    event = SubElement(SubElement(root, "library"), "event", name=title)
    project = SubElement(event, "project", name=title)
    sequence = SubElement(
        project,
        "sequence",
        format="r1",
        duration=_time(timeline.length),
        tcStart="0s",
        tcFormat="NDF",
        audioLayout="stereo",
        audioRate="48k",
    )
    spine = SubElement(sequence, "spine")
    picture, *sounds = found
    joints = {joint.into: joint for joint in picture.joints}
    for place, shot in enumerate(picture.pieces):
        if place in joints:
            joint = joints[place]
            SubElement(
                spine,
                "transition",
                name="Cross Dissolve" if joint.kind == "dissolve" else "Fade through black",
                offset=_time(joint.range.start),
                duration=_time(joint.range.length),
            )
        clip = _clip(spine, shot, assets, {"format": "r1", "srcEnable": "video", "videoRole": "video"}, shot.range.start)
        last = place == len(picture.pieces) - 1
        for lane, track in enumerate(sounds, 1):
            for piece in track.pieces:
                if shot.range.holds(piece.range.start) or (last and piece.range.start >= shot.range.end):
                    role = f"{_ROLES[track.kind]}.{_role(track.name)}"
                    at = shot.start + piece.range.start - shot.range.start
                    sound = _clip(clip, piece, assets, {"lane": str(-lane), "srcEnable": "audio", "audioRole": role}, at)
                    _fades(sound, piece)
        for caption in timeline.captions:
            if shot.range.holds(caption.range.start):
                made = SubElement(
                    clip,
                    "caption",
                    lane="1",
                    offset=_time(shot.start + caption.range.start - shot.range.start),
                    name=" ".join(caption.lines),
                    start="0s",
                    duration=_time(caption.range.length),
                    # What stands elsewhere may stand at the same time; captions of one role may not.
                    role=f"{'SRT' if caption.place is None else 'Narratives'}?captionFormat=SRT.{language.tag}",
                )
                above = caption.place is not None and caption.place < Fraction(1, 2)
                SubElement(made, "text", placement="top" if above else "bottom").text = "\n".join(caption.lines)
    indent(root, "  ")
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE fcpxml>\n{tostring(root, encoding="unicode")}\n'


def _assets(resources: Element, found: tuple[Track, ...]) -> dict[str, str]:
    """One asset for each media file, with the longest length any piece knows of it; its id by path."""
    offered: dict[tuple[str, bool], Fraction] = {}
    for track in found:
        for piece in track.pieces:
            key = (_path(piece), track.kind == "picture")
            offered[key] = max(offered.get(key, Fraction(0)), piece.offered)
    ids: dict[str, str] = {}
    for number, ((path, picture), length) in enumerate(offered.items(), 2):
        ids[path] = f"r{number}"
        facts = {"hasVideo": "1", "videoSources": "1", "format": "r1"} if picture else {"hasAudio": "1", "audioSources": "1"}
        if not picture:
            facts |= {"audioChannels": "2", "audioRate": str(_SOUND_RATE)}
        name = path.rsplit("/", 1)[-1]
        asset = SubElement(resources, "asset", {"id": ids[path], "name": name, "start": "0s", "duration": _time(length), **facts})
        SubElement(asset, "media-rep", kind="original-media", src=path)
    return ids


def _clip(parent: Element, piece: Piece, assets: Mapping[str, str], facts: Mapping[str, str], offset: Fraction) -> Element:
    """A clip of ``piece``; ``offset`` is its place in the time of ``parent``."""
    times = {"offset": _time(offset), "start": _time(piece.start), "duration": _time(piece.range.length)}
    return SubElement(parent, "asset-clip", {"ref": assets[_path(piece)], "name": piece.name, **times, **facts})


def _fades(clip: Element, piece: Piece) -> None:
    """Music's own fades; a stem has them in it already."""
    if not piece.own or "fade_in" not in piece.facts:
        return
    param = SubElement(SubElement(clip, "adjust-volume", amount="0dB"), "param", name="amount")
    SubElement(param, "fadeIn", type="easeIn", duration=_time(Fraction(piece.facts["fade_in"])))
    SubElement(param, "fadeOut", type="easeOut", duration=_time(Fraction(piece.facts["fade_out"])))


def _path(piece: Piece) -> str:
    """A relative URL: what may not stand in one is written in percent."""
    return quote(piece.media if piece.media is not None else f"missing/{piece.name}")


def _role(name: str) -> str:
    """Role names hold no full stops or question marks, which part their fields."""
    return re.sub(r"[.?]", " ", name)


def _time(seconds: Fraction) -> str:
    return f"{seconds.numerator}s" if seconds.denominator == 1 else f"{seconds.numerator}/{seconds.denominator}s"
