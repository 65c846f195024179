"""A film from outside, as it was taken in. In: a path and what the intake says. Out: the open film. Never: another file, a network.

Frozen nouns, and the one way a film from outside is opened: as a file object (its name is never read as an address), with the
containers and codecs of ``limits`` and no other, without anything the film refers to.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO, NoReturn

import av
from av.container import InputContainer

from onecrew.media import limits
from onecrew.units import MediaError


@dataclass(frozen=True, slots=True)
class PictureTrack:
    """The picture, and the constant-rate timeline it is shown on.

    ``width`` and ``height`` are as shown: pixels made square, turned upright, an odd last column or row cut off. ``rotation`` is
    how many degrees clockwise the stored picture is turned for that (0, 90, 180, 270), ``mirrored`` whether it is flipped from
    left to right before. ``rate`` is the timeline's, ``frames`` its length; ``variable`` says that the film's own pictures come at
    uneven times. ``zero`` is the time in the container at which the timeline begins, ``clock`` the
    seconds of one tick of its times there. ``high_range``: HDR. ``broken`` counts
    pictures that cannot be decoded.
    """

    index: int
    codec: str
    width: int
    height: int
    rate: Fraction
    frames: int
    rotation: int = 0
    mirrored: bool = False
    variable: bool = False
    interlaced: bool = False
    high_range: bool = False
    zero: Fraction = Fraction(0)
    clock: Fraction = Fraction(1, 90000)
    broken: int = 0


@dataclass(frozen=True, slots=True)
class SoundTrack:
    """``start`` is when its first sample is heard on the timeline, in seconds; negative: its beginning is cut off.

    ``layout`` is FFmpeg's name (mono, stereo, 5.1, …); ``language`` the three-letter code of the container, or empty.
    """

    index: int
    codec: str
    channels: int
    layout: str
    rate: int
    language: str = ""
    title: str = ""
    start: Fraction = Fraction(0)
    marks: tuple[str, ...] = ()
    """What the container says it is for, in FFmpeg's words: default, original, dub, comment, visual_impaired, clean_effects, …"""


@dataclass(frozen=True, slots=True)
class SubtitleTrack:
    """``text`` is False for pictures of text (PGS, VobSub), which ``source_subtitles`` cannot read."""

    index: int
    codec: str
    language: str = ""
    title: str = ""
    text: bool = True


@dataclass(frozen=True, slots=True)
class Intake:
    """What was found by decoding the whole film. ``seconds`` is the timeline's length; ``size`` the file's in bytes.

    ``notes`` say in words what is odd and what is done about it.
    """

    container: str
    size: int
    seconds: Fraction
    picture: PictureTrack
    sounds: tuple[SoundTrack, ...] = ()
    subtitles: tuple[SubtitleTrack, ...] = ()
    notes: tuple[str, ...] = ()


CHANGED = "has changed since it was taken in; put the former film back, or let onecrew check say how to take in the new one"


def source_file(path: Path) -> BinaryIO:
    """The film's file, open for reading.

    Raises:
        MediaError: as ``ordinary_file``.
    """
    return ordinary_file(path, limits.FILE_BYTES)


def ordinary_file(path: Path, most: int) -> BinaryIO:
    """A file from outside, open for reading, of ``most`` bytes at most.

    Raises:
        MediaError: it is missing, empty, too large, or no ordinary file (a folder, a pipe, a device, a loop of links).
    """
    try:
        # Without O_NONBLOCK, opening a pipe nobody writes to would wait for ever.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0) | getattr(os, "O_CLOEXEC", 0)
        )
    except FileNotFoundError as error:
        raise MediaError(f"{path} does not exist; check its name") from error
    except (OSError, ValueError) as error:
        fact = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise MediaError(f"{path} cannot be opened ({fact}); name a file that you may read") from error
    about = os.fstat(handle)
    fact = ""
    if stat.S_ISDIR(about.st_mode):
        fact = "is a folder; name a file in it"
    elif not stat.S_ISREG(about.st_mode):
        fact = "is no ordinary file; name one that is"
    elif about.st_size == 0:
        fact = "is empty (0 bytes); copy it again"
    elif about.st_size > most:
        fact = f"has {about.st_size / 1e9:.3g} GB; up to {most / 1e9:.3g} are taken in. Split it, or export it smaller"
    if fact:
        os.close(handle)
        raise MediaError(f"{path} {fact}")
    return os.fdopen(handle, "rb", buffering=0)


_OPTIONS = {
    "format_whitelist": ",".join(limits.CONTAINERS),
    "codec_whitelist": ",".join((*limits.PICTURE_CODECS, *limits.SOUND_CODECS, *limits.TEXT_CODECS)),
    # The bytes come through a file object; FFmpeg itself has nothing to open.
    "protocol_whitelist": "file",
    "max_streams": str(limits.STREAMS + limits.ATTACHMENTS),
    "max_pixels": str(2 * limits.PIXELS),
    "enable_drefs": "0",
    "use_absolute_path": "0",
    "probesize": "20000000",
    "threads": "1",
}


def _nothing_else(url: str, *_: Any) -> NoReturn:
    raise PermissionError(f"a film may not open {url}")


def container_of(file: BinaryIO, name: str) -> InputContainer:
    """The film of an open file. Only for files that were taken in, or inside the process made for unknown ones.

    Raises:
        MediaError: it is no film of an allowed container.
    """
    try:
        return av.open(_Unnamed(file), "r", options=_OPTIONS, metadata_errors="replace", buffer_size=1 << 18, io_open=_nothing_else)
    except (av.FFmpegError, OSError, ValueError) as error:
        fact = getattr(error, "strerror", None) or str(error)
        raise MediaError(
            f"{name} is no film that can be read ({fact}). MP4, MOV, MKV, WebM, MPEG-TS and AVI are; "
            "if it plays elsewhere, convert it: ffmpeg -i FILE -c:v libx264 -c:a aac film.mp4"
        ) from error


class _Unnamed:
    """A file without a name: what FFmpeg guesses of a film it guesses from the bytes."""

    def __init__(self, file: BinaryIO) -> None:
        self.read, self.seek, self.tell = file.read, file.seek, file.tell


@contextmanager
def opened_source(path: Path, intake: Intake) -> Iterator[InputContainer]:
    """The film that was taken in.

    Raises:
        MediaError: it is gone, or not the one that was taken in.
    """
    with source_file(path) as file:
        if os.fstat(file.fileno()).st_size != intake.size:
            raise MediaError(f"{path} {CHANGED}")
        container = container_of(file, str(path))
        try:
            if intake.picture.index >= len(container.streams):
                raise MediaError(f"{path} {CHANGED}")
            yield container
        finally:
            container.close()
