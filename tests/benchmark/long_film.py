"""A film of ten minutes through the whole of make, in small pictures. In: a folder. Out: Figures. Never: full size.

What grows with the length of a film (the cut, the mix, the measures) is all there; what grows with its size is in the other
figures. A few lines are said again and again, so that speaking them does not take an hour.
"""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import av
import numpy as np

from onecrew.media.decode import read_audio

from .figure import Figure
from .startup import ONECREW
from .watch import run

_PLACES = ("INT. OFFICE - DAY", "INT. CAFE - NIGHT", "EXT. STREET - NIGHT", "INT. BEDROOM - DAY", "EXT. ROOFTOP - NIGHT")
_SAID = (
    ("ANNA", "You never told me that you were coming home tonight."),
    ("TOM", "I wanted to, but every time I called, somebody else picked up your phone."),
    ("ANNA", "Nobody has ever touched my phone, and you know that very well."),
    ("TOM", "Then tell me who has been writing to me for the last three weeks."),
    ("ANNA", "Show me the messages. All of them. Now, please."),
    ("TOM", "I burnt the phone last night, after the last one had arrived."),
)
_SCENES = 25
_RATE = 25
_SHOW = f"""\
title = "The Long Night"
source = "en"
languages = ["en"]
[format]
width = 144
height = 256
rate = {_RATE}
"""
_CAST = """\
[ANNA]
title = "Anna"
gender = "female"
[TOM]
title = "Tom"
gender = "male"
"""


def _script() -> str:
    scenes = []
    for number in range(_SCENES):
        said = "\n\n".join(f"{who}\n{text}" for who, text in _SAID)
        scenes.append(f"{_PLACES[number % len(_PLACES)]}\n\nANNA and TOM stand face to face.\n\n{said}\n")
    return "Title: The Long Night\n\n" + "\n".join(scenes)


def measure(folder: Path) -> list[Figure]:
    """Memory, frames and the place of the last line."""
    show = folder / "long"
    episode = show / "episodes" / "01"
    episode.mkdir(parents=True)
    (show / "show.toml").write_text(_SHOW)
    (show / "cast.toml").write_text(_CAST)
    (episode / "script.fountain").write_text(_script())
    ran = run([ONECREW, "make", "--json"], show)
    release = show / "release" / "01" / "en"
    seconds = Fraction(json.loads((release / "manifest.json").read_text())["seconds"])
    first, last = _lag(release, Fraction(0)), _lag(release, seconds - 20)
    note = f"{float(seconds):.0f} s of 144×256 in {ran.seconds:.0f} s"
    return [
        Figure("memory, 10-minute film", ran.peak / 1e9, "GB", 1.5, note=note + "; all processes (PSS)"),
        Figure("10-minute film: frames missing or late", _wrong_frames(release / "episode.mp4", seconds), "", 0, "=="),
        Figure("10-minute film: sound against picture at the end", abs(last), "frames", 1, note=f"begins {first:+.3f} frames off"),
    ]


def _wrong_frames(film: Path, seconds: Fraction) -> int:
    """Pictures that are missing, too many, or not shown at a whole number of frames."""
    with av.open(str(film)) as container:
        stream = container.streams.video[0]
        times = sorted(packet.pts * packet.time_base for packet in container.demux(stream) if packet.pts is not None)
    wrong = sum(when != Fraction(number, _RATE) for number, when in enumerate(times))
    return wrong + abs(len(times) - int(seconds * _RATE))


def _lag(release: Path, start: Fraction) -> float:
    """Frames by which 20 seconds of the film's sound come after the mix it was made from (cross-correlation)."""
    rate = 48_000
    first = round(start * rate)
    files = (release / "episode.mp4", release / "stems" / "master.wav")
    pieces = [read_audio(file, rate, 2)[first : first + 20 * rate, 0] for file in files]
    length = min(len(piece) for piece in pieces)
    heard, mixed = (np.fft.rfft(piece[:length], 2 * length) for piece in pieces)
    found = int(np.argmax(np.fft.irfft(heard * np.conj(mixed))))
    return (found - 2 * length if found > length else found) * _RATE / rate
