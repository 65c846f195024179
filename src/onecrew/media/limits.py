"""How much a film from outside may ask for. In: nothing. Out: numbers. Never: decisions; who reads a film compares.

The largest a distributor hands over is a 4K feature; everything above is a mistake or an attack.
"""

from __future__ import annotations

FILE_BYTES = 20_000_000_000
SECONDS = 4 * 3600
SIDE = 4096
"""Longest side of a picture, in pixels."""
PIXELS = 4096 * 2304
"""Pixels of a picture: 4K in either orientation; 8K is refused."""
SMALLEST_SIDE = 16
"""Encoders and readers of writing need a picture of some size."""
STREAMS = 16
"""Tracks of every kind together, attachments apart."""
ATTACHMENTS = 200
"""Fonts of an ASS track, as a rule."""
HEADER_BYTES = 64_000_000
"""Attachments, covers and codec headers together."""
SUBTITLE_BYTES = 16_000_000
CUES = 100_000
RATE = 60
"""Frames a second of the timeline; faster films are shown at a half or a quarter of theirs."""
SLOWEST_RATE = 24
"""Films with fewer frames a second get a whole multiple, so that words and captions have fine times."""
PICTURES_A_SECOND = 250
"""Pictures a second of film that are decoded at most, on average."""
SAMPLE_RATE = 192_000
CHANNELS = 16

MEMORY_BYTES = 3_000_000_000
"""Address space of the process that reads an unknown film, the interpreter included."""
CPU_SECONDS = 4 * 3600
"""Processor time of that process: a feature in real time."""
START_SECONDS = 30
NANOSECONDS_A_PIXEL = 60
"""What decoding may take: ``START_SECONDS``, this for every decoded pixel (the slowest real film takes 10), and for sound:"""
SOUND_PACE = 0.1
"""Seconds it may take to decode a second of sound; the slowest codec takes 0.01."""
SILENT_SECONDS = 60
"""Wall-clock time without a sign of progress after which the process is ended."""
ANSWER_BYTES = 1_000_000
STILL_SECONDS = 300
"""How long one picture may stand: a small file must not become hours of frames."""
MISSING_SECONDS = 1
"""How much of the declared length may be missing at the end before a film counts as broken off."""

CONTAINERS = ("mov", "matroska", "mpegts", "avi")
"""FFmpeg's names: MP4 and MOV, Matroska and WebM, MPEG transport streams, AVI. No playlists, no formats that name other files."""
PICTURE_CODECS = (
    *("h264", "hevc", "libdav1d", "av1", "vp8", "libvpx", "vp9", "libvpx-vp9", "mpeg4", "mpeg2video", "mpeg1video"),
    *("mjpeg", "prores", "dnxhd", "ffv1", "vc1", "wmv3", "h263", "theora", "rawvideo", "huffyuv", "ffvhuff", "utvideo"),
)
SOUND_CODECS = (
    *("aac", "mp3float", "mp3", "mp2float", "mp2", "ac3", "eac3", "dca", "truehd", "opus", "libopus", "vorbis", "flac", "alac"),
    *("pcm_u8", "pcm_s16le", "pcm_s16be", "pcm_s24le", "pcm_s24be", "pcm_s32le", "pcm_s32be", "pcm_f32le", "pcm_f32be"),
    *("pcm_f64le", "pcm_f64be", "pcm_alaw", "pcm_mulaw", "pcm_bluray", "wmav2", "adpcm_ms", "adpcm_ima_wav", "amrnb", "amrwb"),
)
TEXT_CODECS = ("mov_text", "subrip", "srt", "ass", "ssa", "webvtt", "text")
"""Subtitle tracks that hold text; pictures of text (PGS, VobSub, DVB) are named and left alone."""
