"""Phonemes get their time from the model's durations and from what is heard."""

from itertools import pairwise

import numpy as np
import pytest

from onecrew.providers.speech import Utterance, symbols
from onecrew.providers.speech.alignment import FRAME, LEAD, RATE, Passage, align
from onecrew.providers.speech.delivery import Manner, manner
from onecrew.providers.speech.sound import CEILING, LOUDNESS, finish
from onecrew.units import Refused


def passage(letters: str, frames: list[int], loud: list[tuple[float, float]], pause: float = 0.0, level: float = 0.3) -> Passage:
    """A tone of 200 Hz during ``loud`` (seconds), silence elsewhere."""
    length = sum(frames) * FRAME
    time = np.arange(length) / RATE
    wave = np.zeros(length, dtype=np.float32)
    for start, end in loud:
        inside = (time >= start) & (time < end)
        wave[inside] = level * np.sin(2 * np.pi * 200 * time[inside])
    return Passage(wave, np.array(frames, dtype=np.float32), letters, pause)


def test_sounds_come_a_lead_before_their_durations() -> None:
    # a from 0.5 to 0.75 s and t to 1.0 s by the durations; heard 55 ms earlier.
    spans = align(passage("at", [20, 10, 10, 4], [(0.445, 0.945)]))
    assert [span.symbol for span in spans] == ["", "a", "t", ""]
    assert spans[1].end == 30 * FRAME - LEAD
    assert spans[1].start == pytest.approx(0.445 * RATE, abs=240)
    assert spans[-1].start == pytest.approx(0.945 * RATE, abs=240)


def test_stress_belongs_to_the_sound_after_it_and_length_to_the_one_before() -> None:
    spans = align(passage("ˈaːt", [20, 2, 6, 2, 10, 4], [(0.445, 0.945)]))
    assert [span.symbol for span in spans] == ["", "a", "t", ""]
    assert spans[1].end == 30 * FRAME - LEAD


def test_a_diphthong_is_two_sounds() -> None:
    assert [span.symbol for span in align(passage("I", [20, 10, 4], [(0.445, 0.695)]))] == ["", "a", "ɪ", ""]


def test_a_pause_is_where_it_is_quiet_and_not_where_the_comma_is() -> None:
    spans = align(passage("a, a", [20, 10, 1, 1, 10, 4], [(0.445, 0.65), (0.80, 1.0)]))
    assert [span.symbol for span in spans] == ["", "a", "", "a", ""]
    assert spans[2].start == pytest.approx(0.65 * RATE, abs=360)
    assert spans[2].end == pytest.approx(0.80 * RATE, abs=360)


def test_words_that_run_together_have_no_silence_between_them() -> None:
    spans = align(passage("a a", [20, 10, 2, 10, 4], [(0.445, 1.0)]))
    assert [span.symbol for span in spans] == ["", "a", "a", ""]


def test_silence_inside_the_last_letter_is_silence() -> None:
    spans = align(passage("an", [20, 10, 40, 4], [(0.445, 0.75)]))
    assert spans[-1].symbol == ""
    assert spans[-1].start == pytest.approx(0.75 * RATE, abs=360)
    assert spans[-2].symbol == "n"


def test_spans_have_no_gaps_for_any_letters() -> None:
    rng = np.random.default_rng(1)
    alphabet = list(symbols.TOKENS)
    for _ in range(60):
        letters = "".join(rng.choice(alphabet, size=12))
        frames = rng.integers(1, 12, size=14).tolist()
        spans = align(passage(letters, frames, [(0.1, sum(frames) * 0.025 - 0.2)]))
        assert spans[0].start == 0
        assert spans[-1].end == sum(frames) * FRAME
        assert all(one.end == pytest.approx(other.start) for one, other in pairwise(spans))


def level_of(pcm: bytes) -> float:
    wave = np.frombuffer(pcm, "<i2") / 32767
    blocks = (wave[: len(wave) // 1200 * 1200].reshape(-1, 1200) ** 2).mean(axis=1)
    return float(10 * np.log10(blocks[blocks > blocks.max() / 1000].mean()))


@pytest.mark.parametrize("level", [0.002, 0.05, 0.9])
def test_every_line_has_the_same_loudness(level: float) -> None:
    audio = finish([passage("at", [20, 10, 10, 4], [(0.445, 0.945)], level=level)], Manner())
    assert level_of(audio.pcm) == pytest.approx(LOUDNESS, abs=0.7)


def test_nothing_is_louder_than_the_ceiling() -> None:
    one = passage("at", [20, 20, 20, 4], [(0.445, 1.4)])
    one.wave[15_000:15_040] = 8.0
    audio = finish([one], Manner(level=12))
    assert np.abs(np.frombuffer(audio.pcm, "<i2")).max() <= 10 ** (CEILING / 20) * 32767 + 1


def test_silence_at_the_ends_is_trimmed_and_pauses_are_kept() -> None:
    first = passage("at", [20, 10, 10, 24], [(0.445, 0.945)], pause=0.3)
    audio = finish([first, passage("at", [20, 10, 10, 24], [(0.445, 0.945)])], Manner())
    assert audio.phones[0].symbol == ""
    assert audio.phones[0].end <= 0.03
    assert audio.phones[-1].end - audio.phones[-1].start <= 0.07
    silent = audio.phones[3]
    assert silent.symbol == ""
    assert float(silent.end - silent.start) == pytest.approx(0.38, abs=0.03)
    assert audio.phones[-1].end == audio.seconds


def test_pitch_moves_the_times_with_the_sound() -> None:
    plain = finish([passage("at", [20, 10, 10, 4], [(0.445, 0.945)])], Manner())
    higher = finish([passage("at", [20, 10, 10, 4], [(0.445, 0.945)])], Manner(pitch=1.02))
    assert float(plain.seconds / higher.seconds) == pytest.approx(1.02, abs=0.001)
    assert float(plain.phones[1].end / higher.phones[1].end) == pytest.approx(1.02, abs=0.01)


def test_feeling_grows_with_its_strength_and_unknown_ones_are_refused() -> None:
    mild = manner(Utterance("", "en", "", feeling="angry", strength=20))
    wild = manner(Utterance("", "en", "", feeling="angry", strength=100))
    assert 1 < mild.pace < wild.pace < 1.15
    assert manner(Utterance("", "en", "", feeling="sad")).pace < 1
    with pytest.raises(Refused, match="bored"):
        manner(Utterance("", "en", "", feeling="bored"))
    with pytest.raises(Refused, match="sung"):
        manner(Utterance("", "en", "", delivery="sung"))
