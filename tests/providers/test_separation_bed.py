"""The bed under a voice: filled from around it, untouched elsewhere."""

import numpy as np
import pytest
from numpy.typing import NDArray

from onecrew.providers.separation.bed import RATE, parted

Stereo = NDArray[np.float32]
SPAN = (RATE * 2, RATE * 5)


@pytest.fixture(scope="module")
def bed() -> Stereo:
    by = np.random.default_rng(4)
    time = np.arange(RATE * 7) / RATE
    chord = sum(np.sin(2 * np.pi * pitch * time + pitch) for pitch in (220, 277, 330, 440, 554)) * 0.03
    return (chord[:, None] * [1.0, 0.4] + by.normal(0, 0.01, (len(time), 2))).astype(np.float32)


@pytest.fixture(scope="module")
def voice() -> NDArray[np.float32]:
    """Syllables: a buzz with formants' width, four a second."""
    time = np.arange(RATE * 7) / RATE
    buzz = sum(np.sin(2 * np.pi * 130 * number * time) / number for number in range(1, 30))
    made = 0.1 * buzz * np.maximum(0, np.sin(2 * np.pi * 4 * time)) ** 2
    made[: SPAN[0] + 4800] = made[SPAN[1] - 4800 :] = 0
    return made.astype(np.float32)


def level(sound: Stereo) -> float:
    return float(10 * np.log10(np.mean(np.square(sound)) + 1e-12))


@pytest.mark.parametrize("pan", [(1.0, 1.0), (1.4, 0.6), (0.5, 1.5)])
def test_the_voice_is_gone_from_both_sides_and_the_bed_as_loud_as_it_was(
    bed: Stereo, voice: NDArray[np.float32], pan: tuple[float, float]
) -> None:
    # What the network hears is not all: a tenth of the voice stays behind.
    speech, rest = parted(bed + voice[:, None] * np.array(pan, np.float32), voice * np.float32(0.9), [SPAN])
    inside = slice(*SPAN)
    assert abs(level(rest[inside]) - level(bed[inside])) < 1
    assert level((rest - bed)[inside]) < level(voice[inside, None] * np.array(pan)) - 12
    assert abs(np.corrcoef(bed.T)[0, 1] - np.corrcoef(rest.T)[0, 1]) <= 0.05
    ratio = np.sqrt(np.mean(speech[inside, 0] ** 2) / np.mean(speech[inside, 1] ** 2))
    assert ratio == pytest.approx(pan[0] / pan[1], rel=0.1)


def test_the_beat_of_words_is_gone(bed: Stereo, voice: NDArray[np.float32]) -> None:
    """The level of the remainder in the voice's harmonics does not follow the syllables."""
    _, rest = parted(bed + voice[:, None], voice * np.float32(0.8), [SPAN])

    def beat(sound: Stereo) -> float:
        blocks = np.sqrt(np.mean(np.square(sound[SPAN[0] + 9600 : SPAN[1] - 9600, 0].reshape(-1, 960)), axis=1))
        swing = np.sqrt(np.mean(np.square(voice[SPAN[0] + 9600 : SPAN[1] - 9600].reshape(-1, 960)), axis=1))
        return float(np.corrcoef(blocks, swing)[0, 1])

    assert beat(bed + voice[:, None]) > 0.9
    assert abs(beat(rest)) < 0.5


def test_nothing_changes_outside_of_the_span_or_without_one(bed: Stereo, voice: NDArray[np.float32]) -> None:
    mix = bed + voice[:, None]
    speech, rest = parted(mix, voice, [SPAN])
    for outside in (slice(0, SPAN[0]), slice(SPAN[1], None)):
        assert np.array_equal(rest[outside], mix[outside])
        assert not speech[outside].any()
    assert np.array_equal(parted(mix, voice, [])[1], mix)


def test_a_span_without_a_voice_is_left_nearly_as_it_is(bed: Stereo) -> None:
    _, rest = parted(bed, np.zeros(len(bed), np.float32), [SPAN])
    assert level(rest - bed) < level(bed) - 60


def test_spans_at_the_edges_and_of_a_few_samples_do_no_harm(bed: Stereo, voice: NDArray[np.float32]) -> None:
    for span in ((0, 10), (0, len(bed)), (len(bed) - 5, len(bed))):
        _, rest = parted(bed, voice, [span])
        assert rest.shape == bed.shape
        assert np.isfinite(rest).all()


def test_a_long_speech_is_made_in_pieces_that_nobody_hears(
    bed: Stereo, voice: NDArray[np.float32], monkeypatch: pytest.MonkeyPatch
) -> None:
    mix = bed + voice[:, None]
    whole_speech, whole = parted(mix, voice, [SPAN])
    monkeypatch.setattr("onecrew.providers.separation.bed._LONGEST", RATE)
    speech, pieces = parted(mix, voice, [SPAN])
    assert level(speech - whole_speech) < level(whole_speech) - 25
    assert level(pieces - whole) < level(voice[SPAN[0] : SPAN[1], None]) - 15
    assert abs(level(pieces[SPAN[0] : SPAN[1]]) - level(whole[SPAN[0] : SPAN[1]])) < 0.5
