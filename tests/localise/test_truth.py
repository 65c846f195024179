"""What the made films say of themselves is true."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

import cv2
import numpy as np
import pytest
from tests.localise.film import make_film
from tests.localise.lettering import broken
from tests.localise.sound import scheduled
from tests.localise.truth import SOUND_RATE, Film, burnt, frames_of, overlay, read_film, read_sound

pytestmark = pytest.mark.slow


def test_the_truth_is_read_as_it_was_written(film: Film) -> None:
    assert read_film(film.folder) == film


def test_the_film_and_its_clean_twin_have_all_frames(film: Film) -> None:
    assert sum(1 for _ in frames_of(film.path)) == film.frames
    assert sum(1 for _ in frames_of(film.clean)) == film.frames


def test_a_stretch_of_frames_begins_exactly_where_it_is_asked(film: Film) -> None:
    whole = list(frames_of(film.clean))
    part = list(frames_of(film.clean, 131, 134))
    assert len(part) == 3
    assert all(np.array_equal(a, b) for a, b in zip(part, whole[131:134], strict=True))


def test_texts_change_pixels_inside_their_boxes_and_nowhere_else(film: Film) -> None:
    for cue in film.cues:
        middle = (cue.first + cue.last) // 2
        (clean,) = frames_of(film.clean, middle, middle + 1)
        changed = (burnt(clean, film, middle) != clean).any(axis=2)
        left, top, width, height = cue.box
        assert changed[top : top + height, left : left + width].any(), cue.id
        for other in film.cues:
            if other.first <= middle < other.last:
                left, top, width, height = other.place(middle)
                changed[top : top + height, left : left + width] = False
        assert not changed.any(), cue.id


def test_the_mask_holds_every_pixel_that_a_text_changes(film: Film) -> None:
    kinds = ("dialogue", "title", "sign", "message", "watermark")
    for number in range(0, film.frames, 17):
        (clean,) = frames_of(film.clean, number, number + 1)
        changed = (burnt(clean, film, number) != clean).any(axis=2)
        assert not (changed & ~film.mask(number, kinds)).any()


def test_the_encoded_film_shows_the_texts_on_their_frames(film: Film) -> None:
    for cue in film.dialogue():
        if cue.style in ("fading", "moving"):
            continue
        left, top, width, height = cue.box
        ink = overlay(film.folder, cue.id)[..., 3] > 200
        for number, visible in ((cue.first, True), (cue.last - 1, True), (cue.first - 1, False), (cue.last, False)):
            if any(one is not cue and one.first <= number < one.last for one in film.dialogue()):
                continue
            (shown,) = frames_of(film.path, number, number + 1)
            (clean,) = frames_of(film.clean, number, number + 1)
            apart = np.abs(shown.astype(int) - clean)[top : top + height, left : left + width][ink].mean()
            assert (apart > 20) == visible, (cue.id, number, apart)


def test_dialogue_stands_apart_from_other_texts_and_inside_the_picture(film: Film) -> None:
    for cue in film.cues:
        left, top, width, height = cue.box
        assert left >= 0
        assert top >= 0
        assert left + width <= film.width
        assert top + height <= film.height
        if cue.kind != "dialogue":
            assert top + height < 0.6 * film.height


def test_lines_and_their_subtitles_begin_together(film: Film) -> None:
    cues = {cue.id: cue for cue in film.cues}
    shown = [line for line in film.lines if line.cue]
    assert 0 < len(shown) < len(film.lines)
    for line in shown:
        cue = cues[line.cue]
        assert -3 <= cue.first - line.start * film.rate <= 1
        assert cue.last >= min(line.end * film.rate - 3, film.frames)


def test_speech_sounds_inside_the_times_of_lines_and_its_echo_after_them(film: Film) -> None:
    speech = np.square(film.sound("speech")).sum(axis=1)
    inside, echo = np.zeros(len(speech), bool), np.zeros(len(speech), bool)
    for line in film.lines:
        first, last = round(line.start * SOUND_RATE), round(line.end * SOUND_RATE)
        inside[first:last] = True
        echo[max(0, first - 1500) : last + SOUND_RATE // 2] = True
        assert speech[first:last].mean() > 1e-5
        assert speech[first : first + SOUND_RATE // 10].mean() > 0.02 * speech[first:last].mean(), line.id
    assert speech[inside].sum() > 0.97 * speech.sum()
    assert speech[~(inside | echo)].sum() < 0.001 * speech.sum()


def test_bed_and_speech_are_the_mix_and_the_film_sounds_like_it(film: Film) -> None:
    mix = film.sound("mix")
    assert np.abs(film.sound("bed") + film.sound("speech") - mix).max() < 1e-6
    assert np.abs(mix).max() < 1
    heard = read_sound(film.path)[: len(mix)]
    assert np.corrcoef(heard[:, 0], mix[: len(heard), 0])[0, 1] > 0.99


def test_the_bed_differs_left_and_right(film: Film) -> None:
    bed = film.sound("bed")
    assert np.corrcoef(bed[:, 0], bed[:, 1])[0, 1] < 0.98


def test_outcries_lie_where_nobody_speaks(film: Film) -> None:
    assert film.outcries
    for one in film.outcries:
        assert all(one.end <= line.start or one.start >= line.end for line in film.lines)


def test_lines_follow_each_other_and_some_quickly(film: Film) -> None:
    pairs = list(zip(film.lines, film.lines[1:], strict=False))
    assert all(before.end < after.start for before, after in pairs)
    assert all(before.speaker != after.speaker for before, after in pairs if after.note == "quick")
    assert sum(after.note == "quick" for _, after in pairs) == 3


def test_the_same_arguments_give_the_same_film(film: Film, tmp_path: Path) -> None:
    # Spoken lines of the first film are not used again: they too must come out the same.
    again = make_film("photographic", tmp_path / "film", 11, "zh", "mixed", 3, width=288, height=512)
    assert (again.folder / "truth.json").read_text() == (film.folder / "truth.json").read_text()
    for one, other in zip(frames_of(again.clean), frames_of(film.clean), strict=True):
        assert float(cv2.absdiff(one, other).mean()) < 0.1
    for name in ("speech", "bed"):
        assert float(np.abs(again.sound(name) - film.sound(name)).max()) < 1e-3


def test_another_episode_has_the_same_voices_and_other_lines(film: Film) -> None:
    voices = film.folder.parent / "voices"
    one, two = (scheduled("zh", Fraction(8), 3, episode, voices) for episode in (1, 2))
    assert [turn.said for turn in one] != [turn.said for turn in two]


def test_rows_keep_all_words_and_are_about_equally_wide() -> None:
    text = "For three years I waited every day for an answer, and now you stand here."
    rows = broken(text, "en", 40, 600, 1)
    assert " ".join(rows) == text
    assert len(rows) >= 3
    assert (
        "".join(broken("三年来我每天都在等一个解释，而你今天站在这里", "zh", 40, 500, 1))
        == "三年来我每天都在等一个解释，而你今天站在这里"
    )
