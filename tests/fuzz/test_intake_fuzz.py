"""Damaged and hostile films: each ends as an Intake that can be read, or as a MediaError with advice. Never anything else."""

import os
import resource
import socket
import sys
import time
from collections.abc import Iterator
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from damage import damaged
from odd_films import Heard, beep, numbered, write_film

from onecrew.media import limits
from onecrew.media.intake import source_frames, source_sound, source_subtitles, take_in
from onecrew.units import MediaError

SEEDS_A_FILM = 45
FILM = [numbered(number) for number in range(30)]
SOUND = Heard(beep(0.5, 1.2))
KINDS = {
    "MP4": ("a.mp4", {"options": {"bf": "2", "g": "8"}, "texts": [(0.2, 0.9, b"\0\2hi")]}),
    "MP4, index first": ("b.mp4", {"options": {"g": "8"}, "container": {"movflags": "faststart"}, "turn": (90, False, False)}),
    "MP4, fragments": ("c.mp4", {"options": {"g": "8"}, "container": {"movflags": "frag_keyframe+empty_moov"}}),
    "HEVC": ("d.mp4", {"codec": "libx265", "options": {"x265-params": "log-level=none:keyint=8"}}),
    "Matroska": ("e.mkv", {"options": {"g": "8"}, "texts": [(0.2, 0.9, b"hi")], "text_codec": "subrip"}),
    "VP9": ("f.webm", {"codec": "libvpx-vp9", "options": {"g": "8"}}),
    "transport stream": ("g.ts", {"codec": "mpeg2video", "options": {"g": "8", "bf": "2"}}),
    "AVI": ("h.avi", {"codec": "mpeg4", "options": {"g": "8", "bf": "2"}}),
    "MJPEG": ("i.avi", {"codec": "mjpeg", "pix_fmt": "yuvj420p"}),
    "ProRes": ("j.mov", {"codec": "prores_ks", "pix_fmt": "yuv422p10le"}),
}


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    """One small film of every kind."""
    folder = tmp_path_factory.mktemp("films")
    made = {}
    for kind, (name, how) in KINDS.items():
        sound = Heard(SOUND.samples, codec="libopus") if name.endswith("webm") else SOUND
        made[kind] = write_film(folder / name, FILM, Fraction(25), sounds=[sound], **how).read_bytes()
    return made


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tiny films get little patience."""
    monkeypatch.setattr(limits, "SILENT_SECONDS", 20)


class Watch:
    """What this process opens and connects to. An audit hook cannot be taken off again, so it is told when to listen."""

    def __init__(self) -> None:
        self.listening = False
        self.seen: list[tuple[str, str]] = []
        sys.addaudithook(self.hear)

    def hear(self, event: str, arguments: tuple[object, ...]) -> None:
        if self.listening and (event.startswith("socket.") or event == "open"):
            self.seen.append((event, str(arguments[0])))


WATCH = Watch()


@pytest.fixture
def watched(tmp_path: Path) -> Iterator[Watch]:
    """Only the film and this installation may be opened."""
    WATCH.seen.clear()
    WATCH.listening = True
    yield WATCH
    WATCH.listening = False
    homes = (str(tmp_path), sys.prefix, sys.base_prefix, str(Path(limits.__file__).parents[1]), "/dev/null")
    strange = [(event, name) for event, name in WATCH.seen if event != "open" or not (name.isdigit() or name.startswith(homes))]
    assert not strange


def end(path: Path) -> str:
    """How a film ends: taken in and read completely, or refused."""
    try:
        found = take_in(path)
    except MediaError:
        return "refused"
    picture = found.picture
    assert 0 < found.seconds <= limits.SECONDS
    assert picture.frames == found.seconds * picture.rate
    assert max(picture.width, picture.height) <= limits.SIDE
    for first in (0, picture.frames // 2):
        for frame in source_frames(path, found, first, first + 40):
            assert frame.shape == (picture.height, picture.width, 3)
    if found.seconds < 60:
        for track in range(len(found.sounds)):
            sound = source_sound(path, found, track)
            assert sound.shape == (round(found.seconds * 48000), 2)
            assert np.isfinite(sound).all()
    for track, about in enumerate(found.subtitles):
        if about.text:
            source_subtitles(path, found, track)
    return "taken in"


def tried(folder: Path, data: bytes, seeds: range) -> dict[str, int]:
    """How often each end came; no crash, no leak of file handles, no child left."""
    handles = len(os.listdir("/proc/self/fd"))
    ends = {"refused": 0, "taken in": 0}
    for seed in seeds:
        film = folder / "film.mp4"
        film.write_bytes(damaged(data, seed))
        began = time.monotonic()
        ends[end(film)] += 1
        assert time.monotonic() - began < 60, seed
    assert len(os.listdir("/proc/self/fd")) <= handles + 1
    return ends


@pytest.mark.parametrize("kind", KINDS)
def test_a_few_damaged_films_of_every_kind(
    films: dict[str, bytes], tmp_path: Path, impatient: None, watched: Watch, kind: str
) -> None:
    assert sum(tried(tmp_path, films[kind], range(9 * 1000, 9 * 1000 + 3)).values()) == 3


@pytest.mark.slow
@pytest.mark.parametrize("kind", KINDS)
def test_damaged_films(films: dict[str, bytes], tmp_path: Path, impatient: None, watched: Watch, kind: str) -> None:
    ends = tried(tmp_path, films[kind], range(SEEDS_A_FILM))
    assert ends["refused"]
    assert sum(ends.values()) == SEEDS_A_FILM


def test_the_watch_sees_what_it_should() -> None:
    WATCH.seen.clear()
    WATCH.listening = True
    with open("/etc/hostname"):
        pass
    socket.socket().close()
    WATCH.listening = False
    assert {event for event, _ in WATCH.seen} >= {"open", "socket.__new__"}


def test_this_process_keeps_its_own_limits(films: dict[str, bytes], tmp_path: Path) -> None:
    before = [resource.getrlimit(what) for what in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_CPU)]
    (tmp_path / "film.mp4").write_bytes(films["MP4"])
    assert end(tmp_path / "film.mp4") == "taken in"
    assert before == [resource.getrlimit(what) for what in (resource.RLIMIT_AS, resource.RLIMIT_NOFILE, resource.RLIMIT_CPU)]
