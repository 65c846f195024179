"""Subtitles that came with a film, inside it or beside it. In: a film that was taken in, or its path. Out: cues. Never: OCR.

Times are on the film's timeline. Files beside a film have its name and one of the endings ``.srt``, ``.vtt``, ``.ass``,
``.ssa``, with a language between: ``film.zh.srt``.
"""

from __future__ import annotations

import contextlib
import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av
from av.subtitles.stream import SubtitleStream

from onecrew.media import limits
from onecrew.media.source import CHANGED, Intake, opened_source, ordinary_file
from onecrew.timeline.cue_reading import Cue, clean, decoded_text, read_cues
from onecrew.units import Language, MediaError, TimeRange

_KINDS = ("srt", "vtt", "ass", "ssa")
_LASTS = Fraction(3)
"""Seconds a cue stays whose track does not say how long."""
_NAMES = {
    **dict.fromkeys(("chs", "sc", "gb", "zh-cn", "zh-sg", "zh_cn", "简体", "简中", "简", "simplified"), "zh-Hans"),
    **dict.fromkeys(("cht", "tc", "big5", "zh-tw", "zh-hk", "zh_tw", "繁体", "繁體", "繁中", "繁", "traditional"), "zh-Hant"),
    **dict.fromkeys(("chi", "zho", "cn", "中文", "chinese"), "zh"),
    **dict.fromkeys(("eng", "english", "英文"), "en"),
    **dict.fromkeys(("spa", "spanish", "español"), "es"),
    **dict.fromkeys(("fra", "fre", "french", "français"), "fr"),
    **dict.fromkeys(("por", "portuguese", "português"), "pt"),
    **dict.fromkeys(("pob", "pb", "pt_br"), "pt-BR"),
    **dict.fromkeys(("deu", "ger", "german"), "de"),
    **dict.fromkeys(("jpn", "japanese", "jp"), "ja"),
    **dict.fromkeys(("kor", "korean", "kr"), "ko"),
    **dict.fromkeys(("ind", "indonesian"), "id"),
    **dict.fromkeys(("ita", "italian"), "it"),
    **dict.fromkeys(("rus", "russian"), "ru"),
    **dict.fromkeys(("tha", "thai"), "th"),
    **dict.fromkeys(("vie", "vietnamese"), "vi"),
    **dict.fromkeys(("ara", "arabic"), "ar"),
    **dict.fromkeys(("hin", "hindi"), "hi"),
    **dict.fromkeys(("tur", "turkish"), "tr"),
}


@dataclass(frozen=True, slots=True)
class SideFile:
    """A subtitle file beside a film. ``language``: a BCP 47 tag, or empty when its name does not tell."""

    path: Path
    language: str = ""


def source_subtitles(path: Path, intake: Intake, track: int = 0) -> tuple[Cue, ...]:
    """The cues of subtitle track ``track`` (a place in ``intake.subtitles``), in order, within the timeline.

    Raises:
        MediaError: there is no such track, it holds pictures, or the file is not the one that was taken in.
    """
    if not 0 <= track < len(intake.subtitles):
        raise MediaError(f"{path} has {len(intake.subtitles)} subtitle tracks, none at place {track}; choose another")
    about = intake.subtitles[track]
    if not about.text:
        raise MediaError(
            f"subtitle track {track} of {path} ({about.codec}) holds pictures, not text; its words cannot be taken over"
        )
    found = sorted(_packets(path, intake, about.index), key=lambda one: one[:2])
    cues = []
    for place, (start, end, text) in enumerate(found):
        if end <= start:
            later = next((one[0] for one in found[place + 1 :] if one[0] > start), start + _LASTS)
            end = min(later, start + _LASTS)
        start, end = max(start, Fraction(0)), min(end, intake.seconds)
        if text and start < end:
            cues.append((TimeRange(start, end), text))
    return tuple(cues)


def _packets(path: Path, intake: Intake, index: int) -> Iterator[tuple[Fraction, Fraction, str]]:
    with opened_source(path, intake) as container:
        stream = container.streams[index] if index < len(container.streams) else None
        if not isinstance(stream, SubtitleStream):
            raise MediaError(f"{path} {CHANGED}")
        kind = stream.codec_context.name
        packets = container.demux(stream)
        while True:
            try:
                packet = next(packets, None)
            except (av.FFmpegError, ValueError):
                return
            if packet is None:
                return
            if packet.size and packet.pts is not None:
                start = packet.pts * packet.time_base - intake.picture.zero
                yield start, start + (packet.duration or 0) * packet.time_base, _words(bytes(packet), kind)


def _words(data: bytes, kind: str) -> str:
    """The words of one packet. MP4: two bytes of length, text, then styles (3GPP TS 26.245); Matroska's ASS: nine fields."""
    if kind == "mov_text":
        data = data[2 : 2 + int.from_bytes(data[:2], "big")]
    text = decoded_text(data)
    if kind in ("ass", "ssa"):
        text = text.split(",", 8)[-1]
    return clean(text)


def side_files(path: Path) -> tuple[SideFile, ...]:
    """The subtitle files beside a film, those whose name tells a language first; nothing is opened."""
    stem = path.stem.casefold()
    found = []
    try:
        names = sorted(os.listdir(path.parent))
    except OSError:
        return ()
    for name in names:
        base, _, ending = name.rpartition(".")
        middle = base.casefold()[len(stem) :]
        if ending.casefold() in _KINDS and base.casefold().startswith(stem) and (not middle or middle[0] in "._- [("):
            found.append(SideFile(path.parent / name, _language(middle)))
    return tuple(sorted(found, key=lambda one: (not one.language, one.path.name)))


def _language(middle: str) -> str:
    """The language a name tells: the last of its words that is one; ``hi`` beside another means hearing-impaired, not Hindi."""
    words = [_tag(word.strip("_-")) for word in re.split(r"[.\s()\[\]]+", middle)]
    tags = [tag for tag in words if tag]
    return next((tag for tag in reversed(tags) if tag != "hi"), tags[-1] if tags else "")


def _tag(word: str) -> str:
    if word in _NAMES:
        return _NAMES[word]
    with contextlib.suppress(ValueError):
        language = Language(word)
        # Two letters are a language only if it is one of those we know by name: "hd" and "v2" are none.
        if len(language.base) == 2 and Language(language.base).name != language.base:
            return str(language)
    return ""


def side_subtitles(path: Path) -> tuple[Cue, ...]:
    """The cues of a subtitle file.

    Raises:
        MediaError: it is missing, too large, no subtitle file, or holds no cues.
    """
    kind = path.suffix[1:].casefold()
    if kind not in _KINDS:
        raise MediaError(f"{path} is no subtitle file; SRT, VTT, ASS and SSA are read")
    with ordinary_file(path, limits.SUBTITLE_BYTES) as file:
        data = file.read(limits.SUBTITLE_BYTES + 1)
    cues = read_cues(data, kind)[: limits.CUES]
    if not cues:
        raise MediaError(f"{path} holds no subtitles that can be read; save it again as SRT in UTF-8")
    return cues
