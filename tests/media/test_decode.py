"""Reading files: the samples and pictures they hold, and what is said when they cannot be read."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from small_media import RATE, moving, tone

from onecrew.media.decode import read_audio, read_frames, read_picture, read_wav
from onecrew.media.encode import encode_segment
from onecrew.media.join import join
from onecrew.media.probe import probe
from onecrew.media.sound_file import write_wav
from onecrew.media.still import contact_sheet, save_jpeg, save_png
from onecrew.units import MediaError


def test_a_wav_comes_back_sample_by_sample(tmp_path: Path) -> None:
    sound = np.random.default_rng(0).standard_normal((5000, 2)).astype(np.float32)
    write_wav(sound, tmp_path / "a.wav")
    assert (read_audio(tmp_path / "a.wav", 48000, 2) == sound).all(), "beyond full scale as well"


def test_a_stem_is_read_as_it_was_written(tmp_path: Path) -> None:
    sound = np.random.default_rng(0).standard_normal((5000, 2)).astype(np.float32)
    write_wav(sound, tmp_path / "a.wav")
    write_wav(sound[:0], tmp_path / "empty.wav")
    assert (read_wav(tmp_path / "a.wav") == sound).all()
    assert read_wav(tmp_path / "empty.wav").shape == (0, 2)


def test_another_sound_file_is_no_stem(tmp_path: Path) -> None:
    (tmp_path / "short.wav").write_bytes(b"RIFF")
    encode_segment(moving(5), tmp_path / "a.mp4", 96, 160, RATE)
    for name in ("short.wav", "a.mp4"):
        with pytest.raises(MediaError, match=f"{name} is no sound file of onecrew"):
            read_wav(tmp_path / name)
    with pytest.raises(MediaError, match=r"gone\.wav cannot be read"):
        read_wav(tmp_path / "gone.wav")


def test_sound_that_needs_no_resampling_begins_with_the_first_sample_heard(tmp_path: Path) -> None:
    sound = tone(1000, 1.0, 0.5)
    encode_segment(moving(25), tmp_path / "a.mp4", 96, 160, RATE)
    join([tmp_path / "a.mp4"], sound, tmp_path / "film.mp4", RATE, {}, "en")
    heard = read_audio(tmp_path / "film.mp4", 48000, 2)
    assert heard.flags.c_contiguous
    apart = {late: float(np.abs(heard[2000 + late : 40000 + late] - sound[2000:40000]).mean()) for late in (-1, 0, 1)}
    assert min(apart, key=apart.__getitem__) == 0


def test_sound_is_resampled_and_folded(tmp_path: Path) -> None:
    write_wav(tone(1000, 1.0, 0.5), tmp_path / "a.wav")
    mono = read_audio(tmp_path / "a.wav", 24000, 1)
    assert mono.shape == (24000, 1)
    spectrum = np.abs(np.fft.rfft(mono[:, 0]))
    assert np.argmax(spectrum) == 1000
    assert abs(np.abs(mono[1000:-1000]).max() - 0.5) < 0.01


def test_frames_come_with_their_times(tmp_path: Path) -> None:
    encode_segment(moving(20), tmp_path / "a.mp4", 96, 160, RATE)
    found = list(read_frames(tmp_path / "a.mp4", every=6))
    assert [time for time, _ in found] == [Fraction(0), Fraction(6, 25), Fraction(12, 25), Fraction(18, 25)]
    assert all(picture.shape == (160, 96, 3) for _, picture in found)


def test_a_png_comes_back_pixel_by_pixel(tmp_path: Path) -> None:
    frame = next(moving(1))
    save_png(frame, tmp_path / "a.png")
    assert (read_picture(tmp_path / "a.png") == frame).all()


def test_a_still_ignores_transparency(tmp_path: Path) -> None:
    frame = next(moving(1))
    frame[:, :, 3] = 0
    save_png(frame, tmp_path / "a.png")
    back = read_picture(tmp_path / "a.png")
    assert (back[:, :, :3] == frame[:, :, :3]).all()
    assert (back[:, :, 3] == 255).all()


def test_a_jpeg_is_near_and_small(tmp_path: Path) -> None:
    frame = next(moving(1, 360, 640))
    save_jpeg(frame, tmp_path / "a.jpg")
    back = read_picture(tmp_path / "a.jpg")
    assert np.abs(back[:, :, :3].astype(int) - frame[:, :, :3]).mean() < 3
    assert (tmp_path / "a.jpg").stat().st_size < frame.nbytes / 20


def test_a_contact_sheet_shows_every_frame_in_order() -> None:
    frames = [(f"1.{number}", np.full((160, 90, 4), 30 * number + 20, np.uint8)) for number in range(7)]
    sheet = contact_sheet(frames, columns=3, width=600, gap=12)
    cell = (600 - 12 * 4) // 3
    tall = round(cell * 160 / 90)
    for number in range(7):
        x, y = 12 + number % 3 * (cell + 12) + cell // 2, 12 + number // 3 * (tall + 26 + 12) + tall // 2
        assert abs(int(sheet[y, x, 0]) - (30 * number + 20)) <= 2


def test_probing_says_what_a_film_is(tmp_path: Path) -> None:
    encode_segment(moving(50), tmp_path / "a.mp4", 96, 160, Fraction(30000, 1001))
    info = probe(tmp_path / "a.mp4")
    assert (info.width, info.height, info.rate, info.frames, info.video_codec) == (96, 160, Fraction(30000, 1001), 50, "h264")
    assert info.channels == 0
    assert abs(info.seconds - 50 / Fraction(30000, 1001)) < Fraction(1, 1000)
    write_wav(tone(300, 0.5), tmp_path / "a.wav")
    info = probe(tmp_path / "a.wav")
    assert (info.width, info.channels, info.sample_rate, info.seconds) == (0, 2, 48000, Fraction(1, 2))


@pytest.mark.parametrize(
    "read", [lambda path: read_audio(path, 48000, 2), lambda path: list(read_frames(path)), read_picture, probe]
)
def test_a_missing_file_is_named_with_what_to_do(tmp_path: Path, read) -> None:
    with pytest.raises(MediaError, match=r"gone\.mp3 does not exist; put it there or correct its name"):
        read(tmp_path / "gone.mp3")


@pytest.mark.parametrize(
    "read", [lambda path: read_audio(path, 48000, 2), lambda path: list(read_frames(path)), read_picture, probe]
)
def test_a_file_of_rubbish_is_named(tmp_path: Path, read) -> None:
    (tmp_path / "bad.png").write_bytes(b"this is no media at all" * 50)
    with pytest.raises(MediaError, match=r"bad\.png"):
        read(tmp_path / "bad.png")


def test_a_sound_without_picture_and_a_picture_without_sound_are_told_apart(tmp_path: Path) -> None:
    write_wav(tone(300, 0.5), tmp_path / "a.wav")
    encode_segment(moving(5), tmp_path / "a.mp4", 96, 160, RATE)
    with pytest.raises(MediaError, match="has no picture"):
        list(read_frames(tmp_path / "a.wav"))
    with pytest.raises(MediaError, match="has no sound"):
        read_audio(tmp_path / "a.mp4", 48000, 2)


def test_a_film_cut_off_in_the_middle_raises(tmp_path: Path) -> None:
    encode_segment(moving(50), tmp_path / "a.mp4", 96, 160, RATE)
    data = (tmp_path / "a.mp4").read_bytes()
    (tmp_path / "cut.mp4").write_bytes(data[: len(data) // 2])
    with pytest.raises(MediaError, match=r"cut\.mp4"):
        list(read_frames(tmp_path / "cut.mp4"))


def test_a_sound_on_a_full_disk_is_named(tiny_disk: Path) -> None:
    with pytest.raises(MediaError, match=r"a\.wav could not be written: the disk is full"):
        write_wav(tone(300, 2), tiny_disk / "a.wav")
    assert list(tiny_disk.iterdir()) == []
