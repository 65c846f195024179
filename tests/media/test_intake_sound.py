"""The sound of a film from outside, on its timeline."""

from fractions import Fraction
from pathlib import Path

import numpy as np
import pytest
from odd_films import Heard, beep, numbered, onset, write_film

from onecrew.media.intake import source_sound, take_in
from onecrew.media.source_sound import stereo
from onecrew.units import MediaError

FILM = [numbered(number) for number in range(75)]
BEEP = beep(1.5, 3)


def heard(path: Path, sound: Heard, **how: object) -> np.ndarray:
    film = write_film(path, FILM, sounds=[sound], **how)
    found = take_in(film)
    samples = source_sound(film, found)
    assert samples.dtype == np.float32
    assert samples.shape == (round(found.seconds * 48000), 2)
    return samples


@pytest.mark.parametrize(
    ("name", "sound"),
    [
        ("a.mp4", Heard(BEEP)),
        ("a.mkv", Heard(BEEP)),
        ("a.mkv", Heard(BEEP, codec="libopus")),
        ("a.ts", Heard(BEEP)),
        ("a.ts", Heard(BEEP, codec="mp2")),
        ("a.mkv", Heard(BEEP, codec="flac")),
        ("a.mov", Heard(beep(1.5, 3, 44100), rate=44100, codec="pcm_s24le")),
        ("a.mp4", Heard(beep(1.5, 3, 22050, 1), rate=22050, layout="mono")),
        ("a.mp4", Heard(beep(1.5, 3, channels=6), codec="ac3", layout="5.1")),
        ("a.mp4", Heard(beep(0.5, 2), start=Fraction(1))),
        ("a.mkv", Heard(beep(0.5, 2), start=Fraction(1))),
        ("a.mkv", Heard(BEEP, codec="pcm_s16le", holes=range(10, 25))),
    ],
    ids=["AAC", "AAC, mkv", "Opus", "AAC, ts", "MP2", "FLAC", "44.1 kHz", "mono", "5.1", "late", "late, mkv", "hole"],
)
def test_a_sound_is_heard_when_the_film_says(tmp_path: Path, name: str, sound: Heard) -> None:
    assert onset(heard(tmp_path / name, sound)) == pytest.approx(1.5, abs=0.0015)


def test_a_hole_is_silent(tmp_path: Path) -> None:
    noise = np.random.default_rng(0).uniform(-0.5, 0.5, (144000, 2)).astype(np.float32)
    sound = heard(tmp_path / "a.mkv", Heard(noise, codec="pcm_s16le", holes=range(30, 60)))
    assert np.abs(sound[31 * 1024 : 59 * 1024]).max() == 0
    assert np.abs(sound[62 * 1024 :] - noise[62 * 1024 :]).max() < 0.01


def test_a_clock_that_drifts_is_straightened(tmp_path: Path) -> None:
    """Two thousandths too slow: 36 ms after 18 s."""
    frames = [numbered(number) for number in range(25 * 20)]
    film = write_film(tmp_path / "a.mkv", frames, sounds=[Heard(beep(18, 20), drift=Fraction(1002, 1000))])
    assert onset(source_sound(film, take_in(film))) == pytest.approx(18.036, abs=0.002)


def test_sound_before_the_picture_is_kept_and_the_first_frame_held(tmp_path: Path) -> None:
    times = [Fraction(number, 25) + 1 for number in range(75)]
    film = write_film(tmp_path / "a.mkv", FILM, times=times, sounds=[Heard(beep(0.5, 4))])
    found = take_in(film)
    assert (found.seconds, found.picture.zero) == (4, 0)
    assert onset(source_sound(film, found)) == pytest.approx(0.5, abs=0.0015)


def test_sound_after_the_picture_is_kept_and_the_last_frame_held(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.mp4", FILM, sounds=[Heard(beep(4.5, 5))])
    found = take_in(film)
    assert found.seconds == pytest.approx(5, abs=0.05)
    assert onset(source_sound(film, found)) == pytest.approx(4.5, abs=0.0015)


def test_mono_is_as_loud_on_both_sides_as_it_was(tmp_path: Path) -> None:
    sound = heard(tmp_path / "a.mkv", Heard(beep(1, 3, channels=1), layout="mono", codec="pcm_s16le"))
    assert np.abs(sound).max(axis=0) == pytest.approx([0.5, 0.5], abs=0.001)


def test_surround_is_folded_down_by_the_rule_and_does_not_clip(tmp_path: Path) -> None:
    """ITU-R BS.775: centre and surrounds at -3 dB; the LFE is left out."""
    six = np.zeros((144000, 6), np.float32)
    for channel in range(6):
        six[(channel * 2 + 1) * 9600 : (channel * 2 + 2) * 9600, channel] = 0.5
    sound = heard(tmp_path / "a.mkv", Heard(six, layout="5.1", codec="flac"))
    levels = np.round([sound[(channel * 2 + 1) * 9600 + 4800] for channel in range(6)], 3).tolist()
    half = 0.354
    assert levels == [pytest.approx(pair, abs=0.002) for pair in ([0.5, 0], [0, 0.5], [half, half], [0, 0], [half, 0], [0, half])]
    loud = heard(tmp_path / "b.mkv", Heard(np.full((144000, 6), 0.9, np.float32), layout="5.1", codec="flac"))
    assert np.abs(loud).max() == pytest.approx(1)


def test_a_track_is_chosen_by_its_place(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.mkv", FILM, sounds=[Heard(beep(1, 3)), Heard(beep(2, 3), language="mis", title="M&E")])
    found = take_in(film)
    assert [onset(source_sound(film, found, place)) for place in (0, 1)] == pytest.approx([1, 2], abs=0.0015)
    with pytest.raises(MediaError, match="none at place 2"):
        source_sound(film, found, 2)


def test_a_silent_film_is_silent(tmp_path: Path) -> None:
    film = write_film(tmp_path / "a.mp4", FILM)
    assert not source_sound(film, take_in(film)).any()


@pytest.mark.parametrize("kind", ["u8", "s16", "s32", "flt", "dbl", "u8p", "s16p", "s32p", "fltp", "dblp"])
def test_every_kind_of_sample_has_the_same_full_scale(kind: str) -> None:
    import av

    wave = np.sin(np.arange(4800) / 7).astype(np.float32) * 0.5
    frame = av.AudioFrame.from_ndarray(np.stack([wave, -wave]), format="fltp", layout="stereo")
    frame.sample_rate = 48000
    (turned,) = av.AudioResampler(format=kind, layout="stereo", rate=48000).resample(frame)
    assert np.abs(stereo(turned) - np.stack([wave, -wave], axis=1)).max() < 0.01


def test_numbers_that_are_none_are_silent() -> None:
    import av

    data = np.array([[0.5, np.nan, np.inf, -np.inf], [0.5] * 4], np.float32)
    frame = av.AudioFrame.from_ndarray(data, format="fltp", layout="stereo")
    assert stereo(frame)[:, 0].tolist() == [0.5, 0, 0, 0]
