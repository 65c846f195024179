"""Films as they come from outside: every container, rate, turn and fault a test asks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import av
import numpy as np
from av.packet import Packet

BITS = 8


def numbered(number: int, width: int = 128, height: int = 96) -> np.ndarray:
    """A frame (BGR) that tells its number: eight columns, dark or bright, over a ground that changes slowly."""
    frame = np.empty((height, width, 3), np.uint8)
    frame[:] = (90 + number % 40, 110, 130 - number % 40)
    step = width // BITS
    for bit in range(BITS):
        frame[: height // 2, bit * step : (bit + 1) * step] = 220 if number >> bit & 1 else 30
    frame[height // 2 :, (number * 5) % (width - 16) : (number * 5) % (width - 16) + 16] = (40, 60, 230)
    return frame


def number_of(frame: np.ndarray) -> int:
    """The number that ``numbered`` wrote, at whatever size."""
    height, width = frame.shape[:2]
    step = width / BITS
    return sum(int(frame[height // 4, int((bit + 0.5) * step)].mean() > 125) << bit for bit in range(BITS))


@dataclass
class Heard:
    """A sound track to be written: (samples, channels) float, heard from ``start`` on. ``drift`` stretches its clock."""

    samples: np.ndarray
    rate: int = 48000
    codec: str = "aac"
    layout: str = "stereo"
    start: Fraction = Fraction(0)
    drift: Fraction = Fraction(1)
    language: str = ""
    title: str = ""
    holes: Sequence[int] = field(default_factory=tuple)
    """Numbers of packets that are left out."""


def write_film(
    path: Path,
    frames: Iterable[np.ndarray],
    rate: Fraction = Fraction(25),
    *,
    codec: str = "libx264",
    pix_fmt: str = "yuv420p",
    options: dict[str, str] | None = None,
    times: Sequence[Fraction] | None = None,
    format: str | None = None,
    turn: tuple[float, bool, bool] | None = None,
    aspect: Fraction | None = None,
    sounds: Sequence[Heard] = (),
    texts: Sequence[tuple[float, float, bytes]] = (),
    text_codec: str = "mov_text",
    colour: tuple[int, int, int] | None = None,
    container: dict[str, str] | None = None,
) -> Path:
    """Write frames (BGR, or uint16 planes for 10 bits) and what goes with them. ``times`` are seconds, for uneven films."""
    frames = list(frames)
    with av.open(str(path), "w", format=format, options=container or {}) as film:
        stream = film.add_stream(codec, rate=rate, options=options or {})
        stream.height, stream.width = frames[0].shape[:2]
        stream.pix_fmt = pix_fmt
        stream.codec_context.thread_count = 1
        if times is not None:
            stream.codec_context.time_base = Fraction(1, 90000)
        if turn:
            stream.set_display_rotation(turn[0], hflip=turn[1], vflip=turn[2])
        if aspect:
            stream.codec_context.sample_aspect_ratio = aspect
        if colour:
            stream.codec_context.color_primaries, stream.codec_context.color_trc, stream.codec_context.colorspace = colour
            stream.codec_context.color_range = 1
        tracks = [(_sound_stream(film, one), one) for one in sounds]
        text = film.add_stream(text_codec) if texts else None
        if text is not None:
            text.codec_context.subtitle_header = b"[Script Info]\n"
            text.time_base = Fraction(1, 1000)
        film.start_encoding()
        packets: list[Packet] = []
        for number, pixels in enumerate(frames):
            picture = av.VideoFrame.from_ndarray(np.ascontiguousarray(pixels), format="bgr24").reformat(
                format=pix_fmt,
                dst_colorspace="itu709",
                src_color_range="JPEG",
                dst_color_range="JPEG" if pix_fmt.startswith("yuvj") else "MPEG",
            )
            if times is None:
                picture.pts, picture.time_base = number, 1 / rate
            else:
                picture.pts, picture.time_base = round(times[number] * 90000), Fraction(1, 90000)
            packets += stream.encode(picture)
        packets += stream.encode(None)
        for track, one in tracks:
            packets += _encoded(track, one)
        packets.sort(key=lambda packet: packet.dts * packet.time_base)
        for packet in packets:
            film.mux(packet)
        for start, end, body in texts:
            packet = Packet(body)
            packet.stream, packet.time_base = text, Fraction(1, 1000)
            packet.pts = packet.dts = round(start * 1000)
            packet.duration = round((end - start) * 1000)
            film.mux(packet)
    return path


def _sound_stream(film: av.container.OutputContainer, one: Heard) -> av.AudioStream:
    track = film.add_stream(one.codec, rate=one.rate, options={"strict": "experimental"})
    track.layout = one.layout
    track.metadata.update({key: value for key, value in (("language", one.language), ("title", one.title)) if value})
    return track


def _encoded(track: av.AudioStream, one: Heard) -> list[Packet]:
    context = track.codec_context
    kind = context.format.name
    block = context.frame_size or 1024
    packets: list[Packet] = []
    for begin in range(0, len(one.samples), block):
        piece = one.samples[begin : begin + block]
        data = np.ascontiguousarray(piece.T, np.float32)
        frame = av.AudioFrame.from_ndarray(data, format="fltp", layout=one.layout)
        frame.sample_rate, frame.pts, frame.time_base = one.rate, begin, Fraction(1, one.rate)
        if kind != "fltp":
            (frame,) = av.AudioResampler(format=kind, layout=one.layout, rate=one.rate).resample(frame)
            frame.pts, frame.time_base = begin, Fraction(1, one.rate)
        packets += track.encode(frame)
    packets += track.encode(None)
    for packet in packets:
        for name in ("pts", "dts"):
            setattr(packet, name, round(getattr(packet, name) * one.drift + one.start / packet.time_base))
    return [packet for number, packet in enumerate(packets) if number not in one.holes]


def beep(at: float, seconds: float, rate: int = 48000, channels: int = 2, level: float = 0.5) -> np.ndarray:
    """Silence with a click of 1 ms at a time: tells where a sound stands."""
    sound = np.zeros((round(seconds * rate), channels), np.float32)
    sound[round(at * rate) : round((at + 0.02) * rate)] = (
        level * np.sin(2 * np.pi * 1000 * np.arange(round(0.02 * rate)) / rate)[:, None]
    )
    return sound


def onset(sound: np.ndarray, rate: int = 48000) -> float:
    """When the loudest event begins, in seconds."""
    loud = np.abs(sound).max(axis=1)
    return float(np.argmax(loud > loud.max() * 0.4)) / rate
