"""What every separation provider keeps to."""

from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from onecrew.providers import registry, weights
from onecrew.providers.separation import RATE, Separated, Separation
from onecrew.providers.speech import Utterance
from onecrew.units import Refused

Stereo = NDArray[np.float32]


@pytest.fixture(scope="module", params=registry.names("separation"))
def parting(request: pytest.FixtureRequest) -> Separation:
    assert all(state.state == "ready" for state in weights.states()), "run: onecrew models fetch"
    provider = registry.separation(request.param)
    if not provider.offer().local:
        pytest.skip("costs money")
    return provider


@pytest.fixture(scope="module")
def bed() -> Stereo:
    """Eight seconds of wide noise that swells, with a chord in it."""
    time = np.arange(RATE * 8) / RATE
    noise = np.random.default_rng(1).normal(0, 0.02, (len(time), 2))
    chord = sum(np.sin(2 * np.pi * pitch * time) for pitch in (196, 247, 294)) * 0.02
    return ((noise + chord[:, None] * [1.0, 0.6]) * (1 + 0.3 * np.sin(time))[:, None]).astype(np.float32)


@pytest.fixture(scope="module")
def line() -> NDArray[np.float32]:
    audio = registry.speech("kokoro").speak(Utterance("Don't open the door, Mister Chen. Call the police!", "en", "af_heart"))
    pcm = np.frombuffer(audio.pcm, "<i2").astype(np.float32) / 32768
    return np.interp(np.arange(len(pcm) * 2) / 2, np.arange(len(pcm)), pcm).astype(np.float32)


@pytest.fixture(scope="module")
def parted(parting: Separation, bed: Stereo, line: NDArray[np.float32]) -> Separated:
    mix = bed.copy()
    mix[RATE * 2 : RATE * 2 + len(line)] += line[:, None]
    return parting.separate(mix)


@pytest.mark.slow
def test_both_parts_are_as_long_as_the_whole_and_in_time_with_it(parted: Separated, bed: Stereo, line: NDArray[np.float32]) -> None:
    assert parted.speech.shape == parted.bed.shape == bed.shape
    assert parted.speech.dtype == parted.bed.dtype == np.float32
    voice = parted.speech.mean(1)[RATE * 2 : RATE * 2 + len(line)]
    assert np.corrcoef(voice, line)[0, 1] > 0.9


@pytest.mark.slow
def test_where_nobody_speaks_the_bed_is_the_original_sample_for_sample(parted: Separated, bed: Stereo) -> None:
    assert np.array_equal(parted.bed[: RATE * 1], bed[: RATE * 1])
    assert np.array_equal(parted.bed[-RATE * 2 :], bed[-RATE * 2 :])
    assert not parted.speech[: RATE * 1].any()


@pytest.mark.slow
def test_spans_hold_the_line_and_little_else(parted: Separated, line: NDArray[np.float32]) -> None:
    assert parted.spans
    assert abs(float(parted.spans[0][0]) - 2) < 0.4
    assert abs(float(parted.spans[-1][1]) - 2 - len(line) / RATE) < 0.5


@pytest.mark.slow
def test_the_bed_stays_as_wide_as_it_was(parted: Separated, bed: Stereo) -> None:
    before, after = (np.corrcoef(one.T)[0, 1] for one in (bed, parted.bed))
    assert abs(before - after) <= 0.05


@pytest.mark.slow
def test_the_same_sound_gives_the_same_parts(parting: Separation, bed: Stereo) -> None:
    first, again = (parting.separate(bed[:RATE]) for _ in range(2))
    assert np.array_equal(first.bed, again.bed)


def test_silence_and_nothing_have_no_speech(parting: Separation) -> None:
    for length in (0, 100, RATE):
        parted = parting.separate(np.zeros((length, 2), np.float32))
        assert parted.spans == ()
        assert parted.bed.shape == (length, 2)


@pytest.mark.slow
def test_music_alone_comes_back_untouched(parting: Separation, bed: Stereo) -> None:
    parted = parting.separate(bed)
    assert sum((last - first for first, last in parted.spans), Fraction(0)) < 1
    assert np.array_equal(parted.bed[: RATE * 2], bed[: RATE * 2]) or parted.spans


def test_what_is_no_stereo_sound_is_refused(parting: Separation) -> None:
    with pytest.raises(Refused):
        parting.separate(np.zeros(100, np.float32))
    with pytest.raises(Refused):
        parting.separate(np.full((100, 2), np.nan, np.float32))
