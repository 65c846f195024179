"""Loudness and true peak: the standard's own test signals, and two other meters."""

import numpy as np
import pyloudnorm
import pytest
from small_media import speech, tone

from onecrew.media.limiter import limit
from onecrew.media.loudness import integrated, meter, momentary, plain_loudness, short_term, true_peak


def sounds() -> dict[str, np.ndarray]:
    noise = np.random.default_rng(0).standard_normal((48000 * 8, 2)).astype(np.float32) * 0.1
    voice = np.repeat(speech(8, rate=48000)[:, np.newaxis], 2, axis=1)
    pauses = voice.copy()
    pauses[48000 * 3 : 48000 * 6] *= 0.001
    return {
        "tone": tone(997, 6),
        "noise": noise,
        "voice": voice,
        "pauses": pauses,
        "high": tone(9000, 6, 0.3) * np.hanning(48000 * 6).astype(np.float32)[:, np.newaxis],
    }


def test_the_reference_tone_reads_minus_three() -> None:
    """BS.1770-4: a 0 dBFS sine of 997 Hz in one channel reads -3.01 LUFS."""
    left = tone(997, 6, 1.0)
    left[:, 1] = 0
    assert abs(integrated(left) + 3.01) < 0.03


def test_a_tone_of_minus_23_in_both_channels_reads_minus_23() -> None:
    """EBU Tech 3341, case 1."""
    assert abs(integrated(tone(1000, 20, 10 ** (-23 / 20))) + 23.0) < 0.1


def test_quiet_stretches_are_gated_away() -> None:
    """EBU Tech 3341, case 3: -36, -23, -36 dBFS for 10, 60, 10 s read -23 LUFS."""
    parts = [tone(1000, seconds, 10 ** (level / 20)) for seconds, level in ((10, -36), (60, -23), (10, -36))]
    assert abs(integrated(np.concatenate(parts)) + 23.0) < 0.1


@pytest.mark.parametrize("name", sounds())
def test_three_meters_agree(name: str) -> None:
    sound = sounds()[name]
    ours = integrated(sound)
    assert abs(ours - meter(sound).integrated) < 0.05
    assert abs(ours - pyloudnorm.Meter(48000).integrated_loudness(sound.astype(float))) < 0.1


@pytest.mark.parametrize("name", sounds())
def test_true_peaks_agree_with_the_other_meter(name: str) -> None:
    assert abs(true_peak(sounds()[name]) - meter(sounds()[name]).true_peak) < 0.12


def test_peaks_between_samples_are_found() -> None:
    times = np.arange(48000) / 48000
    between = (0.5 * np.sin(2 * np.pi * 12000 * times + np.pi / 4) * np.hanning(48000)).astype(np.float32)
    assert 20 * np.log10(np.abs(between).max()) < -8.9
    assert abs(true_peak(between) + 6.02) < 0.1


def test_silence_and_short_sounds_have_a_loudness() -> None:
    assert integrated(np.zeros((48000, 2), np.float32)) == -120
    assert true_peak(np.zeros((48000, 2), np.float32)) == -120
    assert integrated(np.zeros((10, 2), np.float32)) == -120
    assert abs(plain_loudness(tone(997, 0.2, 10 ** (-20 / 20))) + 20) < 0.5


def test_curves_have_ten_values_a_second() -> None:
    sound = np.concatenate([tone(997, 5, 0.01), tone(997, 5, 0.1)])
    assert len(momentary(sound)) == 97
    assert len(short_term(sound)) == 71
    assert abs(momentary(sound)[80] - momentary(sound)[10] - 20) < 0.1


def test_blocks_of_ten_seconds_do_not_show() -> None:
    sound = np.random.default_rng(1).standard_normal((48000 * 23, 2)).astype(np.float32) * 0.05
    assert abs(integrated(sound) - meter(sound).integrated) < 0.05


@pytest.mark.parametrize("name", sounds())
@pytest.mark.parametrize("gain", [1, 4, 12])
def test_the_limiter_holds_true_peaks(name: str, gain: float) -> None:
    sound = sounds()[name] * np.float32(gain)
    limit(sound, -1.0)
    assert true_peak(sound) <= -0.99
    assert meter(sound).true_peak <= -0.8, "another meter, another interpolation"


def test_the_limiter_leaves_quiet_sound_alone() -> None:
    sound = sounds()["voice"]
    sound *= np.float32(0.5 / np.abs(sound).max())
    before = sound.copy()
    limit(sound, -1.0)
    assert (sound == before).all()


def test_the_limiter_moves_both_channels_together() -> None:
    sound = tone(200, 2, 0.5)
    sound[48000:48100, 0] = 3.0
    limit(sound, -1.0)
    ratio = sound[47000:47990, 1] / np.where(
        np.abs(tone(200, 2, 0.5)[47000:47990, 1]) > 0.1, tone(200, 2, 0.5)[47000:47990, 1], np.nan
    )
    assert np.nanmin(ratio) < 0.6, "the other channel goes down as well, before the peak"


def test_the_limiter_does_not_click() -> None:
    from onecrew.media.measure import clicks

    sound = np.concatenate([tone(220, 1, 0.4), tone(220, 1, 2.0), tone(220, 1, 0.4)])
    limit(sound, -1.0)
    assert [time for time in clicks(sound) if abs(time - 1) > 0.01 and abs(time - 2) > 0.01] == []
