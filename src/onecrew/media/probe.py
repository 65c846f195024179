"""What a media file is, without decoding it. In: a path. Out: a MediaInfo. Never: samples, frames."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path

import av

from onecrew.media.decode import opened
from onecrew.units import MediaError


@dataclass(frozen=True, slots=True)
class MediaInfo:
    """``seconds``: the longest track. Picture: ``width`` 0 means there is none; ``rate`` is exact; ``frames`` as the file says.

    Sound: ``channels`` 0 means there is none. ``languages``: three-letter codes of the sound and text tracks, in order.
    """

    seconds: Fraction
    format: str
    width: int = 0
    height: int = 0
    rate: Fraction = Fraction(0)
    frames: int = 0
    video_codec: str = ""
    channels: int = 0
    sample_rate: int = 0
    audio_codec: str = ""
    texts: int = 0
    languages: tuple[str, ...] = ()
    title: str = ""


def probe(path: Path) -> MediaInfo:
    """What the file says about itself.

    Raises:
        MediaError: it is missing, or nothing that FFmpeg knows.
    """
    with opened(path, "a film, a picture or a sound file") as file:
        video = next((one for one in file.streams.video), None)
        audio = next((one for one in file.streams.audio), None)
        if (video and not video.width) or not (video or audio):
            raise MediaError(f"{path} holds neither picture nor sound that can be read; choose another file")
        lengths = [Fraction(one.duration) * one.time_base for one in file.streams if one.duration and one.time_base]
        whole = Fraction(file.duration or 0, av.time_base)
        return MediaInfo(
            seconds=max(lengths, default=whole),
            format=file.format.name,
            width=video.width if video else 0,
            height=video.height if video else 0,
            rate=Fraction(video.average_rate or 0) if video else Fraction(0),
            frames=video.frames if video else 0,
            video_codec=video.codec_context.name if video else "",
            channels=audio.channels if audio else 0,
            sample_rate=audio.rate if audio else 0,
            audio_codec=audio.codec_context.name if audio else "",
            texts=len(file.streams.subtitles),
            languages=tuple(one.language or "und" for one in (*file.streams.audio, *file.streams.subtitles)),
            title=file.metadata.get("title", ""),
        )
