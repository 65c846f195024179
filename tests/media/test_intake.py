"""Taking in a film: what is accepted, what is said about it, what is refused."""

import json
import os
from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from odd_films import Heard, beep, numbered, write_film

from onecrew.media import intake as room
from onecrew.media import limits
from onecrew.media.intake import Intake, take_in
from onecrew.units import MediaError
from onecrew.units.digest import plain
from onecrew.units.revive import revive

SECOND = [numbered(number) for number in range(25)]


def refusal(path: Path) -> str:
    with pytest.raises(MediaError) as caught:
        take_in(path)
    return str(caught.value)


def test_an_ordinary_film_is_described_and_nothing_is_odd_about_it(tmp_path: Path) -> None:
    sounds = [Heard(beep(0.5, 1), language="chi", title="对白"), Heard(beep(0.5, 1, channels=6), codec="ac3", layout="5.1")]
    film = write_film(tmp_path / "film.mp4", SECOND, sounds=sounds, texts=[(0.2, 0.8, b"\0\2hi")])
    found = take_in(film)
    assert (found.container, found.seconds, found.size) == ("mov", 1, film.stat().st_size)
    picture = found.picture
    assert (picture.codec, picture.width, picture.height, picture.rate, picture.frames) == ("h264", 128, 96, 25, 25)
    assert (picture.variable, picture.interlaced, picture.rotation, picture.mirrored, picture.broken) == (False, False, 0, False, 0)
    assert [(one.codec, one.channels, one.language) for one in found.sounds] == [("aac", 2, "chi"), ("ac3", 6, "")]
    assert [(one.codec, one.text) for one in found.subtitles] == [("mov_text", True)]
    assert found.notes == ()


def test_an_intake_survives_json(tmp_path: Path) -> None:
    found = take_in(write_film(tmp_path / "film.mkv", SECOND, Fraction(24000, 1001), sounds=[Heard(beep(0.5, 1))]))
    assert revive(Intake, json.loads(json.dumps(plain(found)))) == found


@pytest.mark.parametrize("name", ["film.mp4", "film.mov", "film.mkv", "film.ts", "film.avi", "film.webm"])
def test_every_container_is_known_by_its_bytes_not_its_name(tmp_path: Path, name: str) -> None:
    codec = "libvpx" if name.endswith("webm") else "libx264"
    film = write_film(tmp_path / name, SECOND, codec=codec)
    renamed = film.rename(tmp_path / "http:playlist.m3u8")
    found = take_in(renamed)
    assert (found.picture.rate, found.picture.frames) == (25, 25)


@pytest.mark.parametrize("rate", ["24000/1001", "24", "25", "30000/1001", "30", "50", "60000/1001", "60"])
@pytest.mark.parametrize("ending", ["mp4", "mkv"])
def test_usual_rates_are_exact(tmp_path: Path, rate: str, ending: str) -> None:
    found = take_in(write_film(tmp_path / f"film.{ending}", SECOND, Fraction(rate)))
    assert (found.picture.rate, found.picture.variable, found.picture.frames) == (Fraction(rate), False, 25)


def test_one_picture_a_second_becomes_twenty_four(tmp_path: Path) -> None:
    found = take_in(write_film(tmp_path / "slow.mp4", SECOND[:5], Fraction(1)))
    assert (found.picture.rate, found.picture.frames, found.seconds) == (24, 120, 5)
    assert "1 pictures a second" in found.notes[0]


def test_a_picture_every_ten_seconds_is_a_film(tmp_path: Path) -> None:
    for name in ("slides.mp4", "slides.mkv"):
        found = take_in(write_film(tmp_path / name, SECOND[:4], Fraction(1, 10)))
        assert (found.picture.rate, found.seconds) == (24, 40)


def test_a_film_without_sound_is_taken_in_and_said_to_be_silent(tmp_path: Path) -> None:
    assert take_in(write_film(tmp_path / "film.mp4", SECOND)).notes == ("it has no sound",)


def test_silence_is_sound(tmp_path: Path) -> None:
    found = take_in(write_film(tmp_path / "film.mp4", SECOND, sounds=[Heard(np.zeros((48000, 2), np.float32))]))
    assert len(found.sounds) == 1
    assert found.notes == ()


def test_sound_alone_is_refused(tmp_path: Path) -> None:
    import av

    with av.open(str(tmp_path / "song.mp4"), "w") as file:
        stream = file.add_stream("aac", rate=48000)
        frame = av.AudioFrame.from_ndarray(np.zeros((2, 1024), np.float32), format="fltp", layout="stereo")
        frame.sample_rate = 48000
        file.mux(stream.encode(frame))
        file.mux(stream.encode(None))
    assert "has sound but no picture" in refusal(tmp_path / "song.mp4")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "is empty"),
        (b"INT. HOUSE - DAY\n\nAda enters.\n" * 50, "no film that can be read"),
        (b"#EXTM3U\n#EXT-X-VERSION:3\n#EXTINF:1,\nfile:///etc/passwd\n#EXT-X-ENDLIST\n", "no film that can be read"),
        (b"ffconcat version 1.0\nfile /etc/passwd\n", "no film that can be read"),
        (b'<?xml version="1.0"?><MPD xmlns="urn:mpeg:dash:schema:mpd:2011"></MPD>', "no film that can be read"),
        (b"\x89PNG\r\n\x1a\n" + bytes(100), "no film that can be read"),
        (bytes(100_000), "no film that can be read"),
    ],
    ids=["nothing", "a screenplay", "HLS", "concat", "DASH", "a picture", "zeros"],
)
def test_what_is_no_film_is_refused(tmp_path: Path, content: bytes, said: str) -> None:
    (tmp_path / "film.mp4").write_bytes(content)
    assert said in refusal(tmp_path / "film.mp4")


def test_folders_pipes_loops_and_missing_files_are_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.mp4")
    (tmp_path / "loop.mp4").symlink_to(tmp_path / "loop.mp4")
    (tmp_path / "folder.mp4").mkdir()
    assert "is no ordinary file" in refusal(tmp_path / "pipe.mp4")
    assert "cannot be opened" in refusal(tmp_path / "loop.mp4")
    assert "is a folder" in refusal(tmp_path / "folder.mp4")
    assert "does not exist" in refusal(tmp_path / "none.mp4")
    assert "is no ordinary file" in refusal(Path("/dev/zero"))


def test_a_film_that_is_too_large_is_refused_before_it_is_read(tmp_path: Path) -> None:
    film = tmp_path / "film.mp4"
    with film.open("wb") as file:
        file.truncate(limits.FILE_BYTES + 1)
    assert "up to 20 are taken in" in refusal(film)


def test_a_six_hour_film_is_refused(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mp4", SECOND[:3], Fraction(1, 7200))
    assert "lasts 6.0 hours; up to 4 are taken in" in refusal(film)


def test_8k_is_refused(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mp4", [np.zeros((4320, 7680, 3), np.uint8)], options={"preset": "ultrafast"})
    said = refusal(film)
    assert "7680x4320; up to 4096 pixels a side" in said or "no film that can be read" in said


def test_a_film_that_breaks_off_is_refused_with_what_can_be_read(tmp_path: Path) -> None:
    noise = np.random.default_rng(0)
    frames = [noise.integers(0, 255, (96, 128, 3), dtype=np.uint8) for _ in range(125)]
    film = write_film(tmp_path / "film.mp4", frames, container={"movflags": "faststart"})
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    said = refusal(film)
    assert "breaks off" in said
    assert "of 5.0 s can be read" in said


def test_a_matroska_film_that_breaks_off_is_refused_and_a_stream_is_as_long_as_it_is(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mkv", SECOND * 4)
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    assert "breaks off" in refusal(film)
    film = write_film(tmp_path / "film.ts", SECOND * 4, options={"g": "10"})
    film.write_bytes(film.read_bytes()[: film.stat().st_size // 2])
    assert 1 < take_in(film).seconds < 3.5


def test_a_small_file_cannot_become_hours(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mkv", SECOND[:2], times=[Fraction(0), Fraction(3600)])
    assert "stands for 3600 s" in refusal(film)


def test_a_film_without_its_index_is_refused(tmp_path: Path) -> None:
    film = write_film(tmp_path / "film.mp4", SECOND)
    film.write_bytes(film.read_bytes()[:-3000])
    assert "no film that can be read" in refusal(film)


def test_single_damaged_pictures_are_noted(tmp_path: Path) -> None:
    noise = np.random.default_rng(0)
    frames = [noise.integers(0, 255, (96, 128, 3), dtype=np.uint8) for _ in range(50)]
    film = write_film(tmp_path / "film.avi", frames, codec="mjpeg", pix_fmt="yuvj420p")
    data = bytearray(film.read_bytes())
    at = data.index(b"00dc", len(data) // 2) + 8
    data[at : at + 600] = bytes(600)
    film.write_bytes(data)
    found = take_in(film)
    assert found.picture.frames == 50
    assert found.picture.broken >= 1
    assert any("damaged" in note for note in found.notes)


def test_too_many_tracks_are_refused(tmp_path: Path) -> None:
    quiet = np.zeros((4800, 1), np.float32)
    film = write_film(tmp_path / "film.mkv", SECOND, sounds=[Heard(quiet, layout="mono", codec="pcm_s16le")] * 16)
    assert "has 17 tracks" in refusal(film)


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("import os, signal; os.kill(os.getpid(), signal.SIGSEGV)", "crashed its decoder (signal 11)"),
        ("import os, signal; os.kill(os.getpid(), signal.SIGXCPU)", "keeps its decoder busy"),
        ("import time; time.sleep(60)", "keeps its decoder busy"),
        ("import sys; sys.exit(3)", "crashed its decoder (status 3)"),
        ("print('.....'); print('{\"intake\": 5}')", "answer nonsense"),
        ("print('\\n[1]')", "crashed its decoder"),
        ("import sys\nwhile True: sys.stdout.write('.' * 10000)", "keeps its decoder busy"),
    ],
    ids=["crash", "processor", "hang", "exit", "nonsense", "list", "flood"],
)
def test_whatever_the_child_does_ends_as_a_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: str, said: str) -> None:
    film = tmp_path / "film.mp4"
    film.write_bytes(b"x")
    monkeypatch.setattr(room, "_CHILD", ("-c", code))
    monkeypatch.setattr(limits, "SILENT_SECONDS", 2)
    assert said in refusal(film)


def test_a_film_that_wants_more_memory_than_allowed_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = write_film(tmp_path / "film.mp4", [np.zeros((2160, 3840, 3), np.uint8)] * 8, options={"preset": "ultrafast"})
    code = (
        "import sys; from onecrew.media import limits, sandbox_child as child; import resource\n"
        "now = int(open('/proc/self/statm').read().split()[0]) * resource.getpagesize()\n"
        "limits.MEMORY_BYTES = now + 30_000_000; child.main(sys.argv[1])"
    )
    monkeypatch.setattr(room, "_CHILD", ("-c", code))
    assert any(word in refusal(film) for word in ("memory", "cannot be decoded", "can be decoded", "crashed", "can be read"))


def test_a_film_that_decodes_far_too_slowly_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    film = write_film(tmp_path / "film.mp4", SECOND * 4)
    code = (
        "import sys; from onecrew.media import limits, sandbox_child as child\n"
        "limits.START_SECONDS = limits.NANOSECONDS_A_PIXEL = 0; child.main(sys.argv[1])"
    )
    monkeypatch.setattr(room, "_CHILD", ("-c", code))
    assert "far longer to decode" in refusal(film)


def test_inside_the_child_nothing_can_be_opened(tmp_path: Path) -> None:
    """Neither by Python nor by FFmpeg, neither a file nor a socket."""
    import subprocess
    import sys

    code = (
        "import socket, av, os\n"
        "from onecrew.media.sandbox_child import confine\n"
        "confine()\n"
        "results = []\n"
        "for what in (lambda: open('/etc/hostname'), lambda: socket.socket(), lambda: av.open('/etc/hostname'),\n"
        "             lambda: av.open('tcp://127.0.0.1:9'), os.pipe):\n"
        "    try: what(); results.append('open')\n"
        "    except OSError as error: results.append(error.errno)\n"
        "os.write(1, repr(results).encode())\n"
    )
    done = subprocess.run([sys.executable, "-I", "-c", code], capture_output=True, stdin=subprocess.DEVNULL, check=False)
    assert done.stdout == b"[24, 24, 24, 24, 24]", done
