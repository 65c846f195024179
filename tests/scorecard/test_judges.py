"""Judges give the best marks to what is perfect, and see what was spoiled."""

from __future__ import annotations

from fractions import Fraction
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.localise.truth import Outcry
from tests.scorecard import judge_fit, judge_picture, judge_sound, judge_speakers, judge_words, measure_outcries
from tests.scorecard.judge_fit import Placed
from tests.scorecard.judge_speakers import Stretch
from tests.scorecard.judge_words import Timed
from tests.scorecard.product import Line

RATE = judge_sound.RATE
TRUE = [Timed("他昨天晚上回来了", 30, 71), Timed("是你？", 80, 95), Timed("把钥匙给我。", 120, 150)]
TURNS = [Stretch("lin", 0, 2), Stretch("hale", 2.5, 5), Stretch("rosa", 5.5, 8), Stretch("noah", 8.5, 10)]


# -- words -----------------------------------------------------------------------------------------------------------------------


def test_what_was_read_as_it_is_has_no_errors() -> None:
    read = judge_words.read_well(TRUE, TRUE, "zh")
    assert (read.errors, read.recall, read.invented) == (0, 1, 0)
    assert read.onsets == read.ends == (0, 0, 0)


def test_marks_capitals_and_traditional_characters_are_not_counted() -> None:
    assert judge_words.character_errors([("这是你的合同。", "這是你的合同")], "zh") == 0
    assert judge_words.character_errors([("You? Don't ask.", "you dont ask")], "en") == 0


def test_a_wrong_character_counts_once() -> None:
    assert judge_words.character_errors([("他昨天晚上回来了", "他昨天晚上回去了")], "zh") == pytest.approx(1 / 8)


def test_a_missed_subtitle_counts_whole_and_costs_recall() -> None:
    read = judge_words.read_well(TRUE, TRUE[:2], "zh")
    assert read.recall == pytest.approx(2 / 3)
    assert read.errors == pytest.approx(5 / 15)


def test_a_subtitle_that_is_not_there_is_invented() -> None:
    assert judge_words.read_well(TRUE, [*TRUE, Timed("非请勿入", 160, 170)], "zh").invented == 1


def test_late_and_early_are_told_apart() -> None:
    found = [Timed(one.text, one.start + 3, one.end - 2) for one in TRUE]
    read = judge_words.read_well(TRUE, found, "zh")
    assert read.onsets == (3, 3, 3)
    assert read.ends == (-2, -2, -2)


def test_a_repeated_text_is_matched_by_its_time() -> None:
    truth = [Timed("why", 0, 10), Timed("why", 20, 30)]
    assert sorted(judge_words.matched(truth, [truth[1], truth[0]], "en")) == [(0, 1), (1, 0)]


def test_words_without_lines_are_given_to_the_line_they_lie_in() -> None:
    truth = [Timed("give me the key", 0, 2), Timed("too late", 3, 4)]
    words = [Timed(word, n * 0.5, n * 0.5 + 0.4) for n, word in enumerate(["give", "me", "the", "key"])]
    pairs = judge_words.joined(truth, [*words, Timed("too", 3, 3.4), Timed("late", 3.5, 3.9)], "en")
    assert pairs == [("give me the key", "give me the key"), ("too late", "too late")]
    assert judge_words.unit_errors(pairs, "en") == 0


def test_words_of_the_original_are_heard_only_in_runs() -> None:
    original = ["He came back last night.", "Give me the key."]
    assert judge_words.heard_again(original, "a noite passada he came the night", "en") == 0
    assert judge_words.heard_again(original, "hmm he came back last o carro", "en") == 4


@given(st.text("abcd", max_size=12), st.text("abcd", max_size=12))
def test_edits_are_a_distance(a: str, b: str) -> None:
    assert judge_words.edits(a, b) == judge_words.edits(b, a)
    assert (judge_words.edits(a, b) == 0) == (a == b)
    assert abs(len(a) - len(b)) <= judge_words.edits(a, b) <= max(len(a), len(b))


# -- speakers --------------------------------------------------------------------------------------------------------------------


def test_other_names_for_the_same_people_are_right() -> None:
    found = [Stretch(f"S{n}", one.start, one.end) for n, one in enumerate(TURNS)]
    assert judge_speakers.diarisation_error(TURNS, found) == 0
    assert judge_speakers.lines_right([one.speaker for one in TURNS], [one.speaker for one in found]) == 1


def test_two_people_under_one_name_are_wrong_once() -> None:
    assert judge_speakers.lines_right(["lin", "hale", "lin", "rosa"], ["a", "a", "a", "b"]) == 0.75
    merged = [Stretch("a" if one.speaker in ("lin", "hale") else one.speaker, one.start, one.end) for one in TURNS]
    # Of 1.5 + 2 + 2 + 1 s that are judged, the shorter of the two that became one is wrong.
    assert judge_speakers.diarisation_error(TURNS, merged) == pytest.approx(1.5 / 6.5, abs=0.02)


def test_one_person_under_two_names_is_right_in_the_larger_part_only() -> None:
    assert judge_speakers.lines_right(["lin"] * 4 + ["hale"], ["a", "a", "a", "b", "c"]) == 0.8


def test_unknown_is_not_right() -> None:
    assert judge_speakers.lines_right(["lin", "hale"], ["a", "?"]) == 0.5


def test_unheard_speech_is_an_error() -> None:
    assert judge_speakers.diarisation_error(TURNS, []) == 1


def test_speech_where_nobody_speaks_is_an_error() -> None:
    assert judge_speakers.diarisation_error(TURNS, [*TURNS, Stretch("x", 12, 13.3)]) == pytest.approx(1.3 / 6.5, abs=0.02)


def test_the_speaker_of_a_line_is_who_speaks_most_of_it() -> None:
    found = [Stretch("a", 0, 1.9), Stretch("b", 1.9, 4)]
    assert judge_speakers.speaker_of(Stretch("lin", 0, 2.1), found) == "a"
    assert judge_speakers.speaker_of(Stretch("lin", 5, 6), found) == "?"


# -- pictures --------------------------------------------------------------------------------------------------------------------


def _frame(seed: int = 0) -> np.ndarray[tuple[int, ...], np.dtype[np.uint8]]:
    return np.random.default_rng(seed).integers(40, 200, (60, 80, 3)).astype(np.uint8)


def _mask() -> np.ndarray[tuple[int, ...], np.dtype[np.bool_]]:
    mask = np.zeros((60, 80), bool)
    mask[20:30, 10:70] = True
    return mask


def test_equal_pictures_have_the_best_marks() -> None:
    likeness = judge_picture.Likeness()
    likeness.add(_frame(), _frame(), _mask())
    assert likeness.psnr == judge_picture.BEST
    assert likeness.ssim == pytest.approx(1)


def test_psnr_is_that_of_the_error_inside_the_mask() -> None:
    spoiled = _frame()
    spoiled[_mask()] += 5
    spoiled[~_mask()] = 0
    likeness = judge_picture.Likeness()
    likeness.add(_frame(), spoiled, _mask())
    assert likeness.psnr == pytest.approx(20 * np.log10(255 / 5), abs=1e-6)


def test_blur_costs_structure() -> None:
    blurred = np.full_like(_frame(), 120)
    likeness = judge_picture.Likeness()
    likeness.add(_frame(), blurred, _mask())
    assert likeness.ssim < 0.2


def test_a_frame_without_text_is_not_judged() -> None:
    likeness = judge_picture.Likeness()
    likeness.add(_frame(), np.zeros_like(_frame()), np.zeros((60, 80), bool))
    assert likeness.psnr == judge_picture.BEST


def test_pixels_outside_the_mask_and_its_halo_are_counted() -> None:
    spoiled = _frame()
    spoiled[22, 30] += 9
    spoiled[32, 30] += 9
    spoiled[50, 5] += 9
    assert judge_picture.changed_outside(_frame(), spoiled, _mask(), 0) == 2
    assert judge_picture.changed_outside(_frame(), spoiled, _mask(), 4) == 1
    assert judge_picture.changed_outside(_frame(), _frame(), _mask(), 0) == 0


# -- sound -----------------------------------------------------------------------------------------------------------------------


def _noise(seconds: float, seed: int = 1) -> judge_sound.Stereo:
    return 0.1 * np.random.default_rng(seed).standard_normal((round(seconds * RATE), 2)).astype(np.float32)


def test_rests_keep_clear_of_lines() -> None:
    assert judge_sound.rests([(1, 2), (2.5, 4)], 6) == [(0, 0.65), (4.35, 6)]


def test_a_change_of_level_is_told_in_decibels() -> None:
    bed = _noise(4)
    louder = bed * np.float32(10 ** (1.5 / 20))
    louder[2 * RATE :] *= np.float32(10 ** (-3 / 20))
    changes = judge_sound.level_changes(bed, louder, [(0, 1), (1, 2), (3, 4)])
    assert changes == pytest.approx([1.5, 1.5, -1.5], abs=0.01)
    assert judge_sound.gain_of(bed, louder, [(0, 1), (1, 2), (3, 4)]) == pytest.approx(1.5, abs=0.01)


def test_correlation_tells_wide_from_mono() -> None:
    wide = _noise(1)
    assert abs(judge_sound.correlation(wide)) < 0.05
    assert judge_sound.correlation(np.repeat(wide[:, :1], 2, axis=1)) == pytest.approx(1)


@pytest.mark.parametrize("late", [-0.12, 0.0, 0.04, 0.2])
def test_the_onset_of_a_voice_is_found(late: float) -> None:
    track = 0.0005 * _noise(4)
    track[round((2 + late) * RATE) : 3 * RATE] += _noise(1 - late, 2)[: 3 * RATE - round((2 + late) * RATE)]
    found = judge_sound.onset(track, 2.0)
    assert found is not None
    assert found == pytest.approx(2 + late, abs=0.011)


def test_no_voice_has_no_onset() -> None:
    assert judge_sound.onset(np.zeros((4 * RATE, 2), np.float32), 2.0) is None


def test_loudness_is_that_of_the_standard() -> None:
    times = np.arange(5 * RATE) / RATE
    tone = (10 ** (-23 / 20) * np.sin(2 * np.pi * 997 * times)).astype(np.float32)
    # EBU Tech 3341, case 1: a stereo sine of 1 kHz at -23 dBFS reads -23 LUFS.
    assert judge_sound.loudness(np.stack([tone, tone], axis=1)) == pytest.approx(-23, abs=0.1)
    assert judge_sound.true_peak(np.stack([tone, tone], axis=1)) == pytest.approx(-23, abs=0.1)


def test_distortion_ignores_level_and_sees_noise() -> None:
    sound = _noise(2)
    assert judge_sound.distortion(sound, 0.3 * sound) > 60
    assert judge_sound.distortion(sound, sound + _noise(2, 5)) == pytest.approx(0, abs=0.5)


# -- fit -------------------------------------------------------------------------------------------------------------------------


def test_lines_at_their_own_speed_fit() -> None:
    lines = [Placed("a", 0, 2, 1.0), Placed("b", 2, 4, 1.15), Placed("a", 4, 6, 1.31), Placed("b", 5.5, 7, 0.9)]
    assert judge_fit.natural(lines) == 0.5
    assert judge_fit.hurried(lines) == 1
    assert judge_fit.overlap(lines) == 0.5
    assert judge_fit.overlap(lines, same_speaker=True) == 0


def test_a_line_inside_another_overlaps_with_all_of_it() -> None:
    lines = [Placed("a", 0, 5), Placed("a", 1, 2), Placed("b", 4, 6)]
    assert judge_fit.overlap(lines) == pytest.approx(2)
    assert judge_fit.overlap(lines, same_speaker=True) == pytest.approx(1)


def test_what_lasts_beyond_its_place_is_counted() -> None:
    assert judge_fit.overrun([Placed("a", 0, 2), Placed("a", 3, 4)], [1.5, 5]) == pytest.approx(0.5)


# -- voices without words --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("lines", "told"),
    [
        ([], (0, 0, 0, 0)),
        ([("s1", 1.9, 4.0, "laughing")], (0, 1, 1, 0)),
        ([("s1", 1.9, 4.0, "crying")], (0, 1, 0, 0)),
        ([("1.1", 2.0, 3.9, "")], (1, 0, 0, 0)),
        ([("1.1", 3.5, 6.0, "")], (0, 0, 0, 0)),
        ([("s1", 6.0, 8.0, "singing"), ("s2", 9.0, 9.5, "sound")], (0, 0, 0, 1)),
    ],
    ids=["left alone", "known", "taken for another", "spoken over", "a line begins at its end", "marked where nothing is"],
)
def test_an_outcry_is_left_alone_marked_or_spoken_over(
    lines: list[tuple[str, float, float, str]], told: tuple[int, int, int, int]
) -> None:
    film: Any = SimpleNamespace(outcries=(Outcry("laughter", Fraction(2), Fraction(4)),))
    found = [Line(id, "?", "" if keep else "That is", start, end, keep) for id, start, end, keep in lines]
    assert measure_outcries.judged(film, found) == told
