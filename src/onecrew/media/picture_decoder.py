"""Packets of a picture track become pictures with times. In: packets. Out: pictures, each later than the last. Never: pixels.

The first examination and every later reading use this, so they see the same pictures at the same times.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator

import av
from av.container import InputContainer
from av.packet import Packet
from av.video.frame import VideoFrame
from av.video.stream import VideoStream

TIMELESS = ("avi",)
"""Containers that say when a picture is decoded, not when it is shown."""


class PictureDecoder:
    """``broken`` counts what could not be decoded."""

    def __init__(self, stream: VideoStream, container: str) -> None:
        self._context = stream.codec_context
        self._context.thread_count = 1
        # Without reordered pictures both times are the same, and a lost picture leaves a hole where it was.
        self._by_order = container in TIMELESS and bool(self._context.has_b_frames)
        self._slots: list[int] = []
        self._last: int | None = None
        self.broken = 0

    def not_before(self, time: int) -> None:
        """Leave out pictures shown before ``time``."""
        self._last = time - 1

    def decode(self, packet: Packet[VideoStream] | None) -> Iterator[VideoFrame]:
        """The pictures that are complete after this packet; None asks for those still held back.

        Pictures without a time, before an earlier one, or marked damaged by the decoder are left out.
        """
        if self._by_order and packet is not None and packet.dts is not None:
            heapq.heappush(self._slots, packet.dts)
        try:
            frames = self._context.decode(packet)
        except EOFError:
            return
        except (av.FFmpegError, ValueError):
            self.broken += 1
            if self._slots:
                # The place of the picture that was lost stays empty.
                heapq.heappop(self._slots)
            return
        for frame in frames:
            if self._by_order and self._slots:
                # The n-th picture shown stands where the n-th packet does, whatever their order in the file.
                frame.pts = heapq.heappop(self._slots)
            if frame.is_corrupt:
                self.broken += 1
            elif frame.pts is not None and (self._last is None or frame.pts > self._last):
                self._last = frame.pts
                yield frame


def decoded(container: InputContainer, stream: VideoStream, *, after_seek: bool = False) -> Iterator[VideoFrame]:
    """The pictures of a track in the order they are shown, up to where the file can be read.

    After a seek nothing before the first key picture is given: pictures shown before it may refer to what was skipped (open GOP).
    """
    decoder = PictureDecoder(stream, container.format.name)
    waiting = after_seek
    packets = container.demux(stream)
    while True:
        try:
            packet = next(packets, None)
        except (av.FFmpegError, ValueError):
            packet = None
        if packet is None:
            break
        # An empty packet would tell the decoder that the film is over.
        if not packet.size:
            continue
        if waiting:
            if not packet.is_keyframe or packet.pts is None:
                continue
            waiting = False
            decoder.not_before(packet.pts)
        yield from decoder.decode(packet)
    if not waiting:
        yield from decoder.decode(None)
