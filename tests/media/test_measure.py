"""Measures find what is wrong, and do not cry over what is right."""

from dataclasses import fields
from fractions import Fraction
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest
from small_media import RATE, moving, speech, tone

from onecrew.media.encode import encode_segment
from onecrew.media.join import join
from onecrew.media.measure import (
    Figures,
    best_lag,
    clicks,
    clipped,
    correlation,
    figures,
    joined,
    levels,
    over_bed,
    picture_frames,
    silences,
    watch,
    watched,
)
from onecrew.media.stretch import stretch
from onecrew.studio.steps import figures as look_at
from onecrew.studio.worker import Job
from onecrew.units import MediaError


def filmed(path: Path, frames: list[np.ndarray]) -> Path:
    encode_segment(frames, path, frames[0].shape[1], frames[0].shape[0], RATE)
    return path


def test_levels_come_25_times_a_second_and_follow_the_voice() -> None:
    wave = np.concatenate([np.zeros(4800), np.sin(np.arange(9600) * 0.1), 0.05 * np.sin(np.arange(9600) * 0.1)])
    found = levels((wave * 20000).astype("<i2").tobytes(), 24000)
    assert len(found) == 25
    assert found[:5] == (0,) * 5
    assert min(found[5:15]) >= 98
    assert all(20 < level < 50 for level in found[16:])


def test_levels_do_not_depend_on_how_loud_the_recording_is() -> None:
    wave = speech(2)
    loud, quiet = ((wave * scale / np.abs(wave).max()).astype("<i2").tobytes() for scale in (20000, 5000))
    assert max(abs(a - b) for a, b in zip(levels(loud, 24000), levels(quiet, 24000), strict=True)) <= 2


def test_levels_of_nothing_and_of_silence() -> None:
    assert levels(b"", 24000) == ()
    assert levels(bytes(2 * 960 * 3), 24000) == (0, 0, 0)


@pytest.mark.parametrize("lag", [-0.12, -0.04, 0.0, 0.033, 0.2])
def test_a_lag_is_found_to_a_few_milliseconds(lag: float) -> None:
    times = np.arange(0, 5, 0.01)

    def curve(at: np.ndarray) -> np.ndarray:
        return np.sin(at * 7) + np.sin(at * 11.3 + 1) + np.sin(at * 2.9)

    assert best_lag(curve(times - lag), curve(times), 100, 0.3) == pytest.approx(lag, abs=0.003)


def test_curves_that_do_not_vary_have_no_lag() -> None:
    assert best_lag(np.ones(50), np.arange(50.0), 25, 0.3) == 0


def test_speech_over_bed_is_their_distance() -> None:
    assert over_bed(tone(1000, 2, 0.2), [tone(1000, 2, 0.02)], [(Fraction(0), Fraction(2))])[0] == pytest.approx(20, abs=0.1)
    assert over_bed(tone(1000, 2, 0.2), [tone(1000, 2, 0.0)], [(Fraction(0), Fraction(2))]) == (60.0,)


def test_correlation_knows_mono_wide_and_wrong_polarity() -> None:
    chance = np.random.default_rng(0)
    mono = tone(300, 1)
    assert correlation(mono) == pytest.approx(1)
    assert correlation(mono * np.array([1, -1])) == pytest.approx(-1)
    assert abs(correlation(chance.standard_normal((48000, 2)))) < 0.05


def test_a_cut_through_a_wave_is_a_click() -> None:
    sound = tone(220, 2, 0.3)
    sound[50000:] = np.roll(sound, 57, axis=0)[50000:]
    sound[70000] += 0.3
    found = clicks(sound)
    assert any(abs(time - 70000 / 48000) < 0.002 for time in found)
    assert any(abs(time - 50000 / 48000) < 0.002 for time in found)


def test_voices_and_tones_do_not_click() -> None:
    assert clicks(tone(3000, 2, 0.5)) == ()
    assert clicks(np.repeat(speech(4, rate=48000)[:, np.newaxis], 2, axis=1)) == ()


def test_clipping_is_runs_at_full_scale() -> None:
    assert clipped(tone(200, 1, 0.9)) == 0
    assert clipped(np.clip(tone(200, 1, 2.0), -1, 1)) == pytest.approx(400, abs=2)


def test_holes_in_the_sound_are_found() -> None:
    sound = tone(300, 4, 0.1)
    sound[48000:96000] = 0
    ((start, end),) = silences(sound)
    assert Fraction(1) <= start <= Fraction(11, 10), "the filter rings for a moment"
    assert end == 2


def test_a_film_of_moving_pictures_is_in_order(tmp_path: Path) -> None:
    seen = watch(filmed(tmp_path / "a.mp4", list(moving(60))))
    assert seen.frames == 60
    assert (seen.black, seen.frozen, seen.repeated, seen.flicker) == ((), (), (), ())


def test_black_and_frozen_spans_are_found(tmp_path: Path) -> None:
    frames = list(moving(100))
    for number in range(20, 30):
        frames[number] = np.zeros_like(frames[0])
    for number in range(60, 90):
        frames[number] = frames[60]
    seen = watch(filmed(tmp_path / "a.mp4", frames))
    assert seen.black == ((Fraction(20, 25), Fraction(30, 25)),)
    assert seen.frozen == ((Fraction(60, 25), Fraction(90, 25)),)


def test_a_stretch_shown_twice_is_found(tmp_path: Path) -> None:
    frames = list(moving(60)) + list(moving(60, seed=5)) + list(moving(60))
    ((start, end),) = watch(filmed(tmp_path / "a.mp4", frames)).repeated
    assert abs(start - Fraction(120, 25)) <= Fraction(4, 25)
    assert abs(end - Fraction(180, 25)) <= Fraction(4, 25)


def test_flicker_is_found_and_a_flash_is_none(tmp_path: Path) -> None:
    frames = list(moving(60))
    bright = [frame.copy() for frame in frames]
    for frame in bright:
        frame[:, :, :3] = np.minimum(255, frame[:, :, :3].astype(int) + 60)
    steady = [bright[n] if 20 <= n < 30 else frames[n] for n in range(60)]
    assert watch(filmed(tmp_path / "a.mp4", steady)).flicker == ()
    flickering = [bright[n] if 20 <= n < 40 and n % 2 else frames[n] for n in range(60)]
    (at,) = watch(filmed(tmp_path / "b.mp4", flickering)).flicker
    assert abs(at - Fraction(21, 25)) <= Fraction(1, 25)


def test_watching_what_is_no_film_raises(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match=r"gone\.mp4"):
        watch(tmp_path / "gone.mp4")


@pytest.mark.parametrize("tempo", [Fraction(1), Fraction(21, 20), Fraction(23, 20), Fraction(13, 10), Fraction(9, 10)])
def test_stretching_keeps_the_pitch_and_the_exact_length(tempo: Fraction) -> None:
    sound = tone(440, 2, 0.3)[:, 0]
    changed = stretch(sound, tempo)
    assert len(changed) == round(len(sound) / tempo)
    spectrum = np.abs(np.fft.rfft(changed * np.hanning(len(changed))))
    assert np.argmax(spectrum) * 48000 / len(changed) == pytest.approx(440, abs=3)


def test_stretching_moves_every_syllable_to_its_place() -> None:
    voice = np.zeros(96000, np.float32)
    for start in (4800, 33600, 72000):
        voice[start : start + 4800] = tone(300, 0.1, 0.5)[:, 0]
    changed = np.abs(stretch(voice, Fraction(5, 4)))
    loud = changed > 0.1
    onsets = [index for index in np.flatnonzero(loud) if not loud[max(0, index - 2000) : index].any()]
    assert np.abs(np.array(onsets) / 48000 - np.array([0.08, 0.56, 1.2])).max() < 0.02


def odd_film() -> list[np.ndarray]:
    """Black, still, flickering and repeated pictures, and moving ones."""
    frames = [*moving(60), *moving(90, seed=5), *moving(60), *moving(80, seed=3)]
    for number in range(20, 30):
        frames[number] = np.zeros_like(frames[0])
    for number in range(80, 110):
        frames[number] = frames[80]
    for number in range(220, 244, 2):
        frames[number] = np.minimum(255, frames[number].astype(int) + 60).astype(np.uint8)
    return frames


@pytest.mark.parametrize("cuts", [(), (25, 95, 96, 97, 160, 230), (20, 30, 80, 110, 150, 210)])
def test_a_film_joined_from_pieces_is_seen_as_its_pieces_were(tmp_path: Path, cuts: tuple[int, ...]) -> None:
    """Cuts through what is wrong and beside it, and pieces of one frame."""
    frames = odd_film()
    edges = [0, *cuts, len(frames)]
    pieces = [filmed(tmp_path / f"{first:03}.mp4", frames[first:last]) for first, last in pairwise(edges)]
    film = tmp_path / "film.mp4"
    join(pieces, None, film, RATE, {}, "en")
    seen = watched(joined([figures(piece) for piece in pieces]), RATE)
    assert seen == watch(film)
    assert seen.black
    assert seen.frozen
    assert seen.repeated
    assert seen.flicker


def test_frames_are_counted_without_decoding(tmp_path: Path) -> None:
    film = filmed(tmp_path / "a.mp4", list(moving(40)))
    assert picture_frames(film, RATE) == 40
    assert picture_frames(film, RATE * 2) == 40, "every frame stands on every other place"
    assert picture_frames(film, RATE / 2) == 20, "pictures between two places do not count"


def test_figures_that_were_kept_are_read_as_they_were(tmp_path: Path) -> None:
    piece = filmed(tmp_path / "a.mp4", odd_film()[:70])
    made = look_at.run(Job("figures", {}, {"segment": str(piece)}, str(tmp_path)))
    kept = look_at.read_figures(made["figures"])
    for one in fields(Figures):
        assert (getattr(kept, one.name) == getattr(figures(piece), one.name)).all()
        assert getattr(kept, one.name).dtype == getattr(figures(piece), one.name).dtype
