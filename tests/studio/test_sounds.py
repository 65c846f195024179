"""Voices without words are told from one another, and from nothing that has words."""

from fractions import Fraction

import numpy as np
import pytest
from numpy.typing import NDArray

from localise.vocals import RATE, outcry
from onecrew.story.spotted import Kept
from onecrew.studio.spotting.describe import described
from onecrew.studio.spotting.pitch import melody
from onecrew.studio.spotting.sounds import cried, kind_of, outcries, sung_or_laughed
from onecrew.units import TimeRange


def seconds(start: float, end: float) -> TimeRange:
    return TimeRange(Fraction(start).limit_denominator(1000), Fraction(end).limit_denominator(1000))


def at_16k(sound: NDArray[np.float32]) -> NDArray[np.float32]:
    return sound.reshape(-1, 3).mean(1) if len(sound) % 3 == 0 else sound[: len(sound) // 3 * 3].reshape(-1, 3).mean(1)


@pytest.mark.parametrize(("name", "kind"), [("laughter", Kept.LAUGHING), ("crying", Kept.CRYING), ("singing", Kept.SINGING)])
@pytest.mark.parametrize("pitch", [120, 210])
def test_laughing_crying_and_singing_are_known(name: str, kind: Kept, pitch: int) -> None:
    found = [kind_of(melody(at_16k(outcry(name, pitch, seed)), 16_000))[0] for seed in range(4)]
    assert found.count(kind) >= 3
    assert set(found) <= {kind, None}


def test_what_has_words_is_never_marked() -> None:
    laughter = at_16k(outcry("laughter", 200, 1))
    span = seconds(0, len(laughter) / 16_000)
    assert outcries(laughter, 16_000, [span], [span]) == ()
    found = outcries(laughter, 16_000, [span], [])
    assert [(one.kind, one.range) for one in found] == [(Kept.LAUGHING, span)]


def test_the_rest_of_a_span_around_a_line_is_looked_at() -> None:
    silence = np.zeros(16_000 * 3, np.float32)
    sound = np.concatenate([silence, at_16k(outcry("laughter", 200, 2)), silence])
    found = outcries(sound, 16_000, [seconds(0.5, 8)], [seconds(0.5, 2.5), seconds(5.2, 8)])
    assert [one.kind for one in found] == [Kept.LAUGHING]
    assert seconds(2.5, 5.2).start < found[0].range.start
    assert found[0].range.end < seconds(2.5, 5.2).end


def test_laughter_that_was_heard_as_words_is_laughter_again() -> None:
    silence = np.zeros(16_000 * 2, np.float32)
    laughter = at_16k(outcry("laughter", 200, 2))
    sound = np.concatenate([silence, laughter, silence])
    end = 2 + len(laughter) / 16_000
    spans = [seconds(1.9, end)]
    assert cried(sound, 16_000, spans, [], [seconds(1.9, end - 0.2), seconds(0, 0.7)]) == (0,)
    assert cried(sound, 16_000, spans, [seconds(1.9, end)], [seconds(0, 0.7)]) == ()


def test_spans_that_overlap_are_one() -> None:
    laughter = at_16k(outcry("laughter", 200, 1))
    end = len(laughter) / 16_000
    (only,) = outcries(laughter, 16_000, [seconds(0, end - 0.3), seconds(0.2, end)], [])
    assert only.range == seconds(0, end)


def test_noise_and_silence_are_nothing() -> None:
    noise = np.random.default_rng(0).normal(0, 0.05, 16_000).astype(np.float32)
    for sound in (noise, noise * 0, noise[:100]):
        assert kind_of(melody(sound, 16_000)) == (None, 0)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("哈哈哈哈", Kept.LAUGHING),
        ("Ha ha ha!", Kept.LAUGHING),
        ("Jajaja", Kept.LAUGHING),
        ("呜呜呜", Kept.CRYING),
        ("La la la la", Kept.SINGING),
        ("♪", Kept.SINGING),
        ("♪ My heart ♪", None),
        ("哈哈，你来了", None),
        ("Ha!", None),
        ("Nada", None),
        ("La da", None),
        ("", None),
    ],
)
def test_a_text_of_laughter_is_not_words(text: str, kind: Kept | None) -> None:
    assert sung_or_laughed(text) == kind


@pytest.mark.parametrize("hertz", [90.0, 140.0, 230.0, 380.0])
def test_the_pitch_of_a_voice_is_its_own_and_not_an_octave_off(hertz: float) -> None:
    time = np.arange(RATE) / RATE
    voice = sum(np.sin(2 * np.pi * hertz * number * time) / number for number in range(1, 12)).astype(np.float32) * 0.1
    assert described(voice, RATE)["pitch"] == pytest.approx(hertz, rel=0.03)


def test_a_sound_too_short_has_no_pitch() -> None:
    assert described(np.zeros(10, np.float32), 16_000) == {"pitch": 0.0, "spacing": 0.0}
