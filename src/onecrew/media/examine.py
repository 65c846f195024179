"""An unknown film is decoded from end to end. In: an open file. Out: an Intake or a MediaError. Never: networks, other files.

This is the code that meets hostile bytes first; it runs inside the process of ``sandbox_child`` and nowhere else. What it answers
is what the rest of the house relies on: a film with an Intake has been decoded to its end once already.
"""

from __future__ import annotations

import time
from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import pairwise
from typing import Any, BinaryIO

import av
from av.audio.stream import AudioStream
from av.container import InputContainer
from av.stream import Disposition, Stream
from av.subtitles.stream import SubtitleStream
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

from onecrew.media import limits
from onecrew.media.picture_decoder import PictureDecoder
from onecrew.media.picture_facts import high_range, orientation, square
from onecrew.media.source import Intake, PictureTrack, SoundTrack, SubtitleTrack, container_of
from onecrew.media.timing import Pace, pace
from onecrew.units import MediaError

_NOT_FILM = Disposition.attached_pic | Disposition.timed_thumbnails | Disposition.still_image
_HELD_BACK = 3
"""Pictures."""
_EARLY = Fraction(1, 2)
"""Seconds by which sound may begin before the picture, or end after it, before the timeline is made longer for its sake."""


def examine(file: BinaryIO, size: int, name: str, sign: Callable[[], None]) -> Intake:
    """What the film holds. ``sign`` is called again and again as a sign of life.

    Raises:
        MediaError: it is no film, breaks a limit, or cannot be decoded.
    """
    container = container_of(file, name)
    try:
        picture = _chosen(container, name)
        _check_head(container, picture, name)
        facts = _Decoding(picture, PictureDecoder(picture, container.format.name), name, sign)
        facts.run(container, [one for one in container.streams.audio if _allowed(one, limits.SOUND_CODECS)])
        return _intake(container, picture, facts, size, name)
    finally:
        container.close()


def _allowed(stream: Stream, codecs: tuple[str, ...]) -> bool:
    return stream.codec_context is not None and stream.codec_context.name in codecs


def _chosen(container: InputContainer, name: str) -> VideoStream:
    pictures = [one for one in container.streams.video if not one.disposition & _NOT_FILM]
    readable = [one for one in pictures if _allowed(one, limits.PICTURE_CODECS)]
    if not pictures:
        what = "has sound but no picture" if container.streams.audio else "has neither picture nor sound that can be read"
        raise MediaError(f"{name} {what}; choose a film with a picture")
    if not readable:
        codec = pictures[0].codec_context.name if pictures[0].codec_context else "an unknown codec"
        raise MediaError(
            f"the picture of {name} is in {codec}, which is not taken in; convert it: ffmpeg -i FILE -c:v libx264 film.mp4"
        )
    return next((one for one in readable if one.disposition & Disposition.default), readable[0])


def _check_head(container: InputContainer, picture: VideoStream, name: str) -> None:
    streams = [one for one in container.streams if one.type != "attachment"]
    attachments = len(container.streams) - len(streams)
    if len(streams) > limits.STREAMS or attachments > limits.ATTACHMENTS:
        raise MediaError(
            f"{name} has {len(streams)} tracks and {attachments} attachments; up to {limits.STREAMS} and {limits.ATTACHMENTS} are "
            "taken in. Keep what is needed: ffmpeg -i FILE -map 0:v:0 -map 0:a -c copy film.mp4"
        )
    heads = sum(one.codec_context.extradata_size for one in container.streams if one.codec_context is not None)
    heads += sum(len(bytes(one.data)) for one in container.streams.attachments)
    if heads > limits.HEADER_BYTES:
        raise MediaError(
            f"{name} carries {heads / 1e6:.0f} MB of attachments; remove them: ffmpeg -i FILE -map 0:v -map 0:a -c copy film.mp4"
        )
    _check_length(_declared(container, picture), name)
    _check_size(picture.width, picture.height, name)
    for sound in container.streams.audio:
        if sound.codec_context and (sound.channels > limits.CHANNELS or sound.rate > limits.SAMPLE_RATE):
            raise MediaError(
                f"a sound track of {name} has {sound.channels} channels at {sound.rate} Hz; up to {limits.CHANNELS} at "
                f"{limits.SAMPLE_RATE} are taken in: ffmpeg -i FILE -c:v copy -ac 2 -ar 48000 film.mp4"
            )


def _check_length(seconds: Fraction, name: str) -> None:
    if seconds > limits.SECONDS:
        raise MediaError(
            f"{name} lasts {float(seconds) / 3600:.1f} hours; up to {limits.SECONDS // 3600} are taken in. "
            "Split it into episodes: ffmpeg -i FILE -c copy -ss 0 -t 3600 part1.mp4"
        )


def _check_size(width: int, height: int, name: str) -> None:
    if max(width, height) > limits.SIDE or width * height > limits.PIXELS:
        raise MediaError(
            f"{name} is {width}x{height}; up to {limits.SIDE} pixels a side (4K) are taken in. Make it smaller: "
            "ffmpeg -i FILE -vf scale=1080:-2 -c:a copy film.mp4"
        )
    if min(width, height) < limits.SMALLEST_SIDE:
        raise MediaError(f"{name} is {width}x{height}, too small for a film; choose another file")


def _declared(container: InputContainer, picture: VideoStream) -> Fraction:
    """Seconds the file says it lasts; 0 when it says nothing."""
    own = Fraction(picture.duration or 0) * (picture.time_base or 0)
    return max(own, Fraction(container.duration or 0, av.time_base))


@dataclass
class _Heard:
    """When a sound track was heard, in seconds of the container; ``seconds`` is how much was decoded."""

    start: Fraction | None = None
    end: Fraction = Fraction(0)
    seconds: float = 0
    broken: int = 0


@dataclass
class _Decoding:
    """Everything seen while decoding."""

    picture: VideoStream
    decoder: PictureDecoder
    name: str
    sign: Callable[[], None]
    times: array[int] = field(default_factory=lambda: array("q"))
    first: VideoFrame | None = None
    last_step: int = 0
    woven: int = 0
    pixels: int = 0
    sizes: set[tuple[int, int]] = field(default_factory=set)
    heard: dict[int, _Heard] = field(default_factory=dict)
    text_bytes: int = 0
    text_end: Fraction = Fraction(0)
    texts: int = 0
    cut: str = ""
    """Why the file could not be read to its end."""

    def run(self, container: InputContainer, sounds: list[AudioStream]) -> None:
        """Decode everything.

        Raises:
            MediaError: a limit is passed.
        """
        texts = [one for one in container.streams.subtitles if _allowed(one, limits.TEXT_CODECS)]
        self.heard = {one.index: _Heard() for one in sounds}
        for sound in sounds:
            sound.codec_context.thread_count = 1
        chosen = {one.index for one in (self.picture, *sounds, *texts)}
        for packet in self._packets(container, chosen):
            stream = packet.stream
            if stream.index == self.picture.index:
                self._see(packet)
            elif stream.index in self.heard:
                self._hear(packet, self.heard[stream.index])
            else:
                self._read(packet)
        # What the decoders still hold: a file that cannot be read to its end does not flush them.
        self._see(None)

    def _packets(self, container: InputContainer, chosen: set[int]) -> Iterator[av.Packet[Any]]:
        streams = [one for one in container.streams if one.index in chosen]
        count = 0
        try:
            for packet in container.demux(streams):
                if count % 16 == 0:
                    self.sign()
                    self._check_pace()
                count += 1
                # An empty packet would tell the decoder that the film is over.
                if packet.size:
                    yield packet
        except (av.FFmpegError, ValueError) as error:
            self.cut = getattr(error, "strerror", None) or str(error)

    def _check_pace(self) -> None:
        earned = (
            self.pixels * limits.NANOSECONDS_A_PIXEL * 1e-9 + sum(one.seconds for one in self.heard.values()) * limits.SOUND_PACE
        )
        if time.process_time() > limits.START_SECONDS + earned:
            raise MediaError(
                f"{self.name} takes far longer to decode than any film; it was not taken in. "
                "Convert it: ffmpeg -i FILE -c:v libx264 film.mp4"
            )

    def _see(self, packet: av.Packet[VideoStream] | None) -> None:
        for frame in self.decoder.decode(packet):
            self._note(frame)

    def _note(self, frame: VideoFrame) -> None:
        _check_size(frame.width, frame.height, self.name)
        self.sizes.add((frame.width, frame.height))
        self.pixels += frame.width * frame.height
        if self.first is None:
            self.first = frame
        self.times.append(frame.pts or 0)
        self.last_step = frame.duration or 0
        self.woven += frame.interlaced_frame
        shown = (self.times[-1] - self.times[0]) * (self.picture.time_base or Fraction(1))
        _check_length(shown, self.name)
        if len(self.times) > limits.PICTURES_A_SECOND * (shown + 4):
            raise MediaError(
                f"{self.name} has more than {limits.PICTURES_A_SECOND} pictures a second; make it 60: ffmpeg -i FILE -r 60 film.mp4"
            )

    def _hear(self, packet: av.Packet[AudioStream], heard: _Heard) -> None:
        try:
            frames = packet.stream.codec_context.decode(packet)
        except EOFError:
            return
        except (av.FFmpegError, ValueError):
            heard.broken += 1
            return
        for frame in frames:
            if frame.pts is None or not frame.rate or frame.time_base is None:
                continue
            if len(frame.layout.channels) > limits.CHANNELS or frame.rate > limits.SAMPLE_RATE:
                raise MediaError(
                    f"a sound track of {self.name} has {len(frame.layout.channels)} channels at {frame.rate} Hz; make it stereo"
                )
            start = frame.pts * frame.time_base
            heard.start = start if heard.start is None else heard.start
            heard.end = max(heard.end, start + Fraction(frame.samples, frame.rate))
            heard.seconds += frame.samples / frame.rate
            _check_length(max(heard.end - heard.start, Fraction(heard.seconds)), self.name)

    def _read(self, packet: av.Packet[SubtitleStream]) -> None:
        if packet.pts is not None:
            self.text_end = max(self.text_end, (packet.pts + (packet.duration or 0)) * packet.time_base)
        self.text_bytes += packet.size
        self.texts += 1
        if self.text_bytes > limits.SUBTITLE_BYTES or self.texts > limits.CUES:
            raise MediaError(
                f"the subtitles of {self.name} are too many for a film; remove them: "
                "ffmpeg -i FILE -map 0:v -map 0:a -c copy film.mp4"
            )


def _intake(container: InputContainer, picture: VideoStream, facts: _Decoding, size: int, name: str) -> Intake:
    first = facts.first
    if first is None:
        raise MediaError(f"no picture of {name} can be decoded; the file is damaged. Copy it again, or export it anew")
    broken = facts.decoder.broken
    if broken > len(facts.times):
        raise MediaError(f"{broken} of {broken + len(facts.times)} pictures of {name} cannot be decoded; copy the file again")
    base = picture.time_base or Fraction(1)
    found = pace(facts.times, base, picture.guessed_rate or picture.average_rate)
    notes: list[str] = []
    zero, end = _ends(facts, found, base, notes)
    _check_whole(container, picture, facts, found, name)
    shown = [zero, *(time * base for time in facts.times[1:]), end]
    longest = max(later - sooner for sooner, later in pairwise(shown))
    if longest > limits.STILL_SECONDS:
        raise MediaError(
            f"a picture of {name} stands for {float(longest):.0f} s; up to {limits.STILL_SECONDS} are taken in, for such films are "
            "damaged. Play it, and export it anew"
        )
    frames = max(1, round((end - zero) * found.rate))
    seconds = frames / found.rate
    _check_length(seconds, name)
    turn, mirrored = orientation(first)
    aspect = picture.sample_aspect_ratio
    width, height = square(first.width, first.height, aspect)
    if turn % 180:
        width, height = height, width
    _check_size(width, height, name)
    woven = facts.woven * 2 > len(facts.times)
    notes += _oddities(container, picture, facts, found, (width, height), aspect, woven)
    track = PictureTrack(
        index=picture.index,
        codec=picture.codec_context.codec.canonical_name,
        width=width & ~1,
        height=height & ~1,
        rate=found.rate,
        frames=frames,
        rotation=turn,
        mirrored=mirrored,
        variable=found.variable,
        interlaced=woven,
        high_range=high_range(first),
        zero=zero,
        clock=base,
        broken=broken,
    )
    return Intake(
        container=container.format.name.split(",")[0],
        size=size,
        seconds=seconds,
        picture=track,
        sounds=tuple(_sounds(container, facts, zero, notes)),
        subtitles=tuple(_subtitles(container, notes)),
        notes=tuple(notes),
    )


def _ends(facts: _Decoding, found: Pace, base: Fraction, notes: list[str]) -> tuple[Fraction, Fraction]:
    """Where the timeline begins and ends, in seconds of the container: with the picture, unless sound would be lost."""
    first, last = facts.times[0] * base, facts.times[-1] * base
    # What the container says about the last picture's length counts only for uneven films, and only up to a second.
    lasts = 1 / found.own
    if found.variable and lasts < facts.last_step * base <= 1:
        lasts = facts.last_step * base
    end = last + lasts
    heard = [one for one in facts.heard.values() if one.start is not None]
    sooner = first - min((one.start for one in heard if one.start is not None), default=first)
    later = max((one.end for one in heard), default=end) - end
    if sooner > _EARLY:
        first -= Fraction(round(sooner * found.rate)) / found.rate
        notes.append(f"the picture begins {float(sooner):.2f} s after the sound; its first frame is held until then")
    if later > _EARLY:
        end += later
        notes.append(f"the sound ends {float(later):.2f} s after the picture; the last frame is held until then")
    return first, end


def _check_whole(container: InputContainer, picture: VideoStream, facts: _Decoding, found: Pace, name: str) -> None:
    """Whether the film goes on to where it says it ends. Transport streams say nothing: their length is found by looking."""
    base = picture.time_base or Fraction(1)
    seen = facts.times[-1] * base + max(facts.last_step * base, 1 / found.own)
    furthest = max(seen, facts.text_end, *(one.end for one in facts.heard.values()), Fraction(0))
    said = Fraction(0) if container.format.name == "mpegts" else Fraction(container.duration or 0, av.time_base)
    # Both measures are needed: only some containers give the length of a track, and a film may end with sound alone.
    for end, reached in ((said, furthest), ((picture.start_time or 0) * base + (picture.duration or 0) * base, seen)):
        # Some muxers count the pictures that B-pictures are held back for.
        if end - reached > max(Fraction(limits.MISSING_SECONDS), end / 100, _HELD_BACK / found.own):
            raise MediaError(
                f"{name} breaks off: {float(reached):.1f} of {float(end):.1f} s can be read. Copy it again; or keep what there is: "
                "ffmpeg -i FILE -c copy whole.mp4"
            )


def _oddities(
    container: InputContainer,
    picture: VideoStream,
    facts: _Decoding,
    found: Pace,
    size: tuple[int, int],
    aspect: Fraction | None,
    woven: bool,
) -> Iterator[str]:
    if facts.cut:
        yield f"the file cannot be read to its end ({facts.cut})"
    if facts.decoder.broken:
        yield f"{facts.decoder.broken} damaged pictures are replaced by the ones before them"
    if found.variable:
        yield f"its pictures come at uneven times; it is shown at {float(found.rate):.6g} a second"
    elif found.rate != found.own:
        yield f"it has {float(found.own):.6g} pictures a second; it is shown at {float(found.rate):.6g}"
    if len(facts.sizes) > 1:
        yield "the picture changes its size on the way; all of it is brought to that of its beginning"
    if aspect and aspect != 1:
        if square(1000, 1000, aspect) == (1000, 1000):
            yield f"its pixels are said to be {aspect.numerator}:{aspect.denominator}, which is not believed"
        else:
            yield f"its pixels are {aspect.numerator}:{aspect.denominator}; they are made square"
    if size[0] % 2 or size[1] % 2:
        yield "its size is odd; the last column or row is cut off"
    if woven:
        yield "it is interlaced; both fields are joined to whole pictures"
    if facts.first is not None and high_range(facts.first):
        yield "it is HDR; it is brought to standard range (BT.709), and what is brighter than its white is clipped"
    others = sum(1 for one in container.streams.video if not one.disposition & _NOT_FILM) - 1
    if others:
        yield f"it has {others} more picture track{'s' if others > 1 else ''}; track {picture.index} is taken"


def _sounds(container: InputContainer, facts: _Decoding, zero: Fraction, notes: list[str]) -> Iterator[SoundTrack]:
    if not container.streams.audio:
        notes.append("it has no sound")
    for stream in container.streams.audio:
        heard = facts.heard.get(stream.index)
        if heard is None or heard.start is None:
            codec = stream.codec_context.name if stream.codec_context else "an unknown codec"
            notes.append(f"sound track {stream.index} ({codec}) cannot be read and is left out")
            continue
        if heard.broken:
            notes.append(f"sound track {stream.index} has {heard.broken} damaged packets; they are silent")
        yield SoundTrack(
            index=stream.index,
            codec=stream.codec_context.codec.canonical_name,
            channels=stream.channels,
            layout=stream.layout.name,
            rate=stream.rate,
            language=_word(stream.language),
            title=_word(stream.metadata.get("title")),
            start=(heard.start - zero).limit_denominator(limits.SAMPLE_RATE),
            marks=tuple(mark.name for mark in Disposition if mark.name and stream.disposition & mark),
        )


def _subtitles(container: InputContainer, notes: list[str]) -> Iterator[SubtitleTrack]:
    for stream in container.streams.subtitles:
        codec = stream.codec_context.name if stream.codec_context else "unknown"
        text = codec in limits.TEXT_CODECS
        if not text:
            notes.append(f"subtitle track {stream.index} ({codec}) holds pictures, not text, and is left out")
        yield SubtitleTrack(stream.index, codec, _word(stream.language), _word(stream.metadata.get("title")), text)


def _word(value: str | None) -> str:
    """A name from the file: printable, of one row, not long. ``und`` says nothing."""
    text = "".join(letter for letter in (value or "") if letter.isprintable())[:100].strip()
    return "" if text == "und" else text
