"""Files become samples and frames. In: paths. Out: arrays. Never: writing, changing speed."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
import numpy.typing as npt
import skia

from onecrew.units import MediaError

_LAYOUTS = {1: "mono", 2: "stereo"}
_FLOAT = 3
"""WAVE_FORMAT_IEEE_FLOAT."""
_WAV_HEAD = 58
"""Bytes before the samples in a file of ``write_wav``: RIFF, fmt, fact and the beginning of data."""


def read_audio(path: Path, rate: int, channels: int) -> npt.NDArray[np.float32]:
    """The first sound track, resampled: (samples, channels), full scale is ±1.

    What the container says about priming and padding is obeyed, so sample 0 is what is heard at time 0.

    Raises:
        MediaError: the file is missing, broken or silent by construction (no sound track).
    """
    with opened(path, "a sound file such as WAV, MP3, M4A or Opus") as container:
        if not container.streams.audio:
            raise MediaError(f"{path} has no sound; choose a file that has, or remove it from the show")
        stream = container.streams.audio[0]
        # Folding and doubling are done here: the resampler's own matrix makes mono 3 dB too loud.
        held = stream.channels if stream.channels <= 2 else 2
        resampler = av.AudioResampler(format="flt", layout=_LAYOUTS[held], rate=rate)
        parts: list[npt.NDArray[np.float32]] = []
        as_it_is = True
        try:
            for frame in container.decode(stream):
                as_it_is = as_it_is and (frame.rate, frame.layout.name, frame.format.name) == (rate, _LAYOUTS[held], "fltp")
                if as_it_is:
                    # What is right already would only be laid together by the resampler, which takes longer.
                    parts.append(np.asarray(frame.to_ndarray(), np.float32).T)
                    continue
                frame.pts = None
                parts += [_samples(out, held) for out in resampler.resample(frame)]
            if not as_it_is:
                parts += [_samples(out, held) for out in resampler.resample(None)]
        except av.FFmpegError as error:
            raise MediaError(f"the sound of {path} is broken ({error.strerror}); replace the file") from error
    if not parts:
        raise MediaError(f"{path} holds no samples; replace the file")
    sound = np.empty((sum(len(part) for part in parts), held), np.float32)
    np.concatenate(parts, out=sound)
    if held == channels:
        return sound
    return np.repeat(sound, 2, axis=1) if channels == 2 else sound.mean(axis=1, keepdims=True, dtype=np.float32)


def read_wav(path: Path) -> npt.NDArray[np.float32]:
    """A sound that ``write_wav`` wrote, (samples, channels), read-only; what is not looked at is not read.

    Raises:
        MediaError: the file is missing, or another kind of sound file.
    """
    try:
        with path.open("rb") as file:
            head = file.read(_WAV_HEAD)
    except OSError as error:
        raise MediaError(f"{path} cannot be read ({error.strerror}); make it again") from error
    kind, channels = struct.unpack_from("<HH", head, 20) if len(head) == _WAV_HEAD else (0, 0)
    if (kind, head[38:42]) != (_FLOAT, b"fact"):
        raise MediaError(f"{path} is no sound file of onecrew; make it again")
    (size,) = struct.unpack_from("<I", head, _WAV_HEAD - 4)
    if not size:
        return np.zeros((0, channels), np.float32)
    return np.memmap(path, "<f4", "r", _WAV_HEAD, (size // 4 // channels, channels))


def read_frames(path: Path, every: int | None = None) -> Iterator[tuple[Fraction, npt.NDArray[np.uint8]]]:
    """The pictures of the first video track as (seconds, (height, width, 3) RGB), all or every n-th.

    Raises:
        MediaError: the file is missing, broken or has no picture.
    """
    with opened(path, "a film such as MP4 or MOV") as container:
        if not container.streams.video:
            raise MediaError(f"{path} has no picture; choose a film that has one")
        stream = container.streams.video[0]
        stream.thread_type = "AUTO"
        try:
            for number, frame in enumerate(container.decode(stream)):
                if every is None or number % every == 0:
                    seconds = Fraction(frame.pts or 0) * (frame.time_base or Fraction(1))
                    yield seconds, np.asarray(frame.to_ndarray(format="rgb24"), np.uint8)
        except av.FFmpegError as error:
            raise MediaError(f"the picture of {path} is broken ({error.strerror}); replace the file") from error


def read_picture(path: Path) -> npt.NDArray[np.uint8]:
    """A still as (height, width, 4) BGRA, not premultiplied: PNG, JPEG, WebP.

    Raises:
        MediaError: the file is missing or no picture.
    """
    if not path.is_file():
        raise MediaError(f"the picture {path} does not exist; put it there or correct its name in the show")
    codec = skia.Image.MakeFromEncoded(skia.Data.MakeFromFileName(str(path)))
    if codec is None:
        raise MediaError(f"{path} is no picture that can be read; save it as PNG or JPEG")
    pixels = codec.toarray(colorType=skia.kBGRA_8888_ColorType)
    return np.ascontiguousarray(pixels)


def _samples(frame: av.AudioFrame, channels: int) -> npt.NDArray[np.float32]:
    return np.asarray(frame.to_ndarray(), np.float32).reshape(-1, channels)


def opened(path: Path, kind: str) -> av.container.InputContainer:
    """The file, opened; ``kind`` says what it should be.

    Raises:
        MediaError: it is missing or not to be read.
    """
    if not path.is_file():
        raise MediaError(f"{path} does not exist; put it there or correct its name in the show")
    try:
        return av.open(str(path))
    except (av.FFmpegError, OSError) as error:
        raise MediaError(f"{path} cannot be read ({error.strerror}); it should be {kind}") from error
