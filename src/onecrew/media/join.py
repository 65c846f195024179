"""Segments, a mix and soft captions become the finished film.

In: files of ``encode_segment``, samples, captions. Out: one MP4. Never: encoding pictures again, mixing, layout.

The compressed pictures are copied; only their timestamps are written anew, as exact multiples of a frame, so nothing drifts. Sound
is AAC-LC; the encoder's priming (1024 samples) is declared in the edit list, so the first sample heard is the first of the mix.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from fractions import Fraction
from pathlib import Path
from typing import Any, BinaryIO

import av
import numpy as np
import numpy.typing as npt
from av.packet import Packet

from onecrew.media.encode import timescale
from onecrew.media.writing import written
from onecrew.timeline.timeline import Caption
from onecrew.units import Language, MediaError

SAMPLE_RATE = 48_000
_AAC_BLOCK = 10 * 1024
"""Samples given to the encoder at a time: ten of its frames, for each call costs as much as encoding one."""
_REORDER = 2
"""Frames a picture may be decoded before it is shown: x264's B-pyramid needs two. Decoding starts that much before zero."""
_CAPTION_SCALE = 1000
_THREE_LETTERS = (
    "ara deu eng spa fra hin ind ita jpn kor msa nld pol por rus swe tha tur ukr vie zho",
    "ar  de  en  es  fr  hi  id  it  ja  ko  ms  nl  pl  pt  ru  sv  th  tr  uk  vi  zh",
)
_ISO_639_2 = dict(zip(_THREE_LETTERS[1].split(), _THREE_LETTERS[0].split(), strict=True))


def join(
    segments: Sequence[Path],
    audio: npt.NDArray[np.float32] | None,
    target: Path,
    rate: Fraction,
    metadata: Mapping[str, str],
    language: str,
    captions: Sequence[Caption] | None = None,
    *,
    bit_rate: int = 192_000,
) -> int:
    """Write the film to ``target`` and return its number of frames.

    ``audio`` is (samples, 2) at 48 kHz, cut or filled with silence to the picture's length; None: a film without sound.
    ``metadata`` are MP4's tags (``title``, ``artist``, ``comment``, ``description``, ``copyright``, ``date`` …).
    ``captions`` become a soft subtitle track (mov_text), off until the viewer turns it on. The index stands first (fast start).
    Equal inputs give equal bytes.

    Raises:
        MediaError: a segment is missing, broken or encoded differently from the first; the file cannot be written.
    """
    if not segments:
        raise MediaError(f"{target.name} has no segments to join")
    with written(target) as part, _opened(segments[0]) as first:
        options = {"movflags": "+faststart", "fflags": "+bitexact", "video_track_timescale": str(timescale(rate))}
        with av.open(str(part), "w", format="mp4", options=options) as film:
            film.metadata.update({key: value for key, value in sorted(metadata.items()) if value})
            picture = film.add_stream_from_template(first.streams.video[0])
            picture.time_base = Fraction(1, timescale(rate))
            picture.metadata["handler_name"] = "onecrew picture"
            sound = _Sound(film, audio, language, bit_rate) if audio is not None else None
            texts = _Texts(film, captions, language) if captions else None
            film.start_encoding()
            frames = 0
            for packet in _pictures(segments, rate, target):
                packet.stream = picture
                film.mux_one(packet)
                frames += 1
                now = Fraction(frames) / rate
                if sound:
                    sound.write(now)
                if texts:
                    texts.write(now)
            if sound:
                sound.finish(Fraction(frames) / rate)
        if texts:
            _turned_off(part)
    return frames


def _turned_off(film: Path) -> None:
    """Clear the "enabled" flag of the text track's header (ISO/IEC 14496-12, tkhd).

    The muxer enables the first track of every kind, and players would show the soft captions over the burnt-in ones.
    """
    with film.open("r+b") as file:
        at, end = _box(file, 0, film.stat().st_size, b"moov")
        while at < end:
            start, stop = _box(file, at, end, b"trak")
            file.seek(start)
            if b"hdlr" in (track := file.read(stop - start)) and track[track.index(b"hdlr") + 12 :][:4] in (b"sbtl", b"text"):
                flags = start + track.index(b"tkhd") + 7
                file.seek(flags)
                file.write(bytes([track[flags - start] & ~1]))
            at = stop


def _box(file: BinaryIO, at: int, end: int, kind: bytes) -> tuple[int, int]:
    """Begin and end of the contents of the first box of this kind from ``at`` on; (end, end) when there is none."""
    while at < end:
        file.seek(at)
        size, found = int.from_bytes(file.read(4), "big"), file.read(4)
        if found == kind:
            return at + 8, at + size
        if size < 8:
            break
        at += size
    return end, end


_UNSEEN: Any = [{"skip_frame": "all"}]
"""For opening a segment without decoding its first pictures, which FFmpeg does to learn what only the first segment is asked.

PyAV takes a dictionary for each stream; its stubs say strings.
"""


def _opened(path: Path, unseen: bool = False) -> av.container.InputContainer:
    try:
        container = av.open(str(path), stream_options=_UNSEEN if unseen else None)
    except (av.FFmpegError, OSError, ValueError) as error:
        raise MediaError(f"the segment {path} cannot be read ({error}); delete it and make the film again") from error
    if not container.streams.video:
        container.close()
        raise MediaError(f"the segment {path} has no picture; delete it and make the film again")
    return container


def _pictures(segments: Sequence[Path], rate: Fraction, target: Path) -> Iterator[Packet[Any]]:
    """Every compressed picture in decoding order, timed in the film."""
    scale = timescale(rate)
    tick = int(scale / rate)
    settings: bytes | None = None
    before = 0
    for path in segments:
        with _opened(path, unseen=True) as container:
            stream = container.streams.video[0]
            extra = bytes(stream.codec_context.extradata or b"")
            if settings is None:
                settings = extra
            elif extra != settings:
                raise MediaError(
                    f"the segment {path} was encoded with other settings than {segments[0].name}; make {target.name} again"
                )
            count = 0
            for packet in container.demux(stream):
                if packet.dts is None or packet.pts is None:
                    continue
                shown = packet.pts * packet.time_base * rate
                if shown.denominator != 1 or (count == 0 and not packet.is_keyframe):
                    raise MediaError(
                        f"the segment {path} does not start with a key picture on a frame of {rate}; delete it and make it again"
                    )
                packet.pts = (before + int(shown)) * tick
                packet.dts = (before + count - _REORDER) * tick
                packet.duration = tick
                packet.time_base = Fraction(1, scale)
                count += 1
                yield packet
            if not count:
                raise MediaError(f"the segment {path} has no pictures; delete it and make it again")
            before += count


class _Sound:
    """Encodes the mix as the picture advances, so that the muxer keeps little."""

    def __init__(self, film: av.container.OutputContainer, audio: npt.NDArray[np.float32], language: str, bit_rate: int) -> None:
        if audio.ndim != 2 or audio.shape[1] != 2:
            raise MediaError(f"a mix is (samples, 2), not {audio.shape}")
        self.film, self.audio, self.done = film, audio, 0
        # FFmpeg's "twoloop" coder, its default, was measured to throw single blocks off by 8 dB where an attack follows silence;
        # "fast" errs a quarter less all in all, takes half the time and keeps the peaks within 0.5 dB.
        self.stream = film.add_stream("aac", rate=SAMPLE_RATE, options={"flags": "+bitexact", "aac_coder": "fast"})
        self.stream.layout = "stereo"
        self.stream.bit_rate = bit_rate
        self.stream.metadata.update({"language": iso_639_2(language), "handler_name": "onecrew sound"})

    def write(self, until: Fraction) -> None:
        """Encode all whole blocks that end at or before ``until``."""
        while (self.done + _AAC_BLOCK) <= until * SAMPLE_RATE:
            self._encode(_AAC_BLOCK)

    def finish(self, length: Fraction) -> None:
        """Encode what is left of a film of ``length`` seconds."""
        self.write(length)
        rest = round(length * SAMPLE_RATE) - self.done
        if rest > 0:
            self._encode(rest)
        self.film.mux(self.stream.encode(None))

    def _encode(self, samples: int) -> None:
        block = np.zeros((2, samples), np.float32)
        piece = self.audio[self.done : self.done + samples]
        block[:, : len(piece)] = piece.T
        frame = av.AudioFrame.from_ndarray(block, format="fltp", layout="stereo")
        frame.sample_rate, frame.time_base, frame.pts = SAMPLE_RATE, Fraction(1, SAMPLE_RATE), self.done
        self.film.mux(self.stream.encode(frame))
        self.done += samples


class _Texts:
    """A mov_text track: a sample is two bytes of length and the text (3GPP TS 26.245); the muxer writes the silences between."""

    def __init__(self, film: av.container.OutputContainer, captions: Sequence[Caption], language: str) -> None:
        self.film = film
        self.waiting = sorted(captions, key=lambda one: one.range)
        self.stream = film.add_stream("mov_text")
        self.stream.codec_context.subtitle_header = _HEADER
        self.stream.time_base = Fraction(1, _CAPTION_SCALE)
        self.stream.metadata.update({"language": iso_639_2(language), "handler_name": "onecrew captions"})

    def write(self, until: Fraction) -> None:
        """Write the captions that begin at or before ``until``."""
        while self.waiting and self.waiting[0].range.start <= until:
            caption = self.waiting.pop(0)
            text = "\n".join(caption.lines).encode()
            packet = Packet(len(text).to_bytes(2, "big") + text)
            packet.stream = self.stream
            packet.time_base = Fraction(1, _CAPTION_SCALE)
            packet.pts = packet.dts = round(caption.range.start * _CAPTION_SCALE)
            packet.duration = round(caption.range.end * _CAPTION_SCALE) - packet.pts
            packet.is_keyframe = True
            self.film.mux_one(packet)


_HEADER = b"""[Script Info]
ScriptType: v4.00+
PlayResX: 384
PlayResY: 288

[V4+ Styles]
Format: Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, \
ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding
Style: Default,Sans,16,&Hffffff,&Hffffff,&H0,&H0,0,0,0,0,100,100,0,0,1,1,0,2,10,10,10,0

[Events]
Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text
"""


def iso_639_2(language: str) -> str:
    """The three-letter code MP4 marks a track with; ``und`` when there is none."""
    base = Language(language).base
    return base if len(base) == 3 else _ISO_639_2.get(base, "und")
