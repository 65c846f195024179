"""Texts on screen are found with their times, wherever and however they stand."""

from fractions import Fraction

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from written_film import HEIGHT, WIDTH, Bgr, Cue, film, find, reader

from onecrew.media.writing_on_screen import find_texts, join_texts
from onecrew.story.spotted import Film, ScreenText, Spotted, TextKind, read_spotted, write_spotted
from onecrew.units import Language

RATE = Fraction(25)


def watched(cues: list[Cue], frames: int = 110, **how: bool) -> list[tuple[str, int, int]]:
    return [span(one) for one in found(cues, frames, **how)]


def found(cues: list[Cue], frames: int = 110, **how: bool) -> tuple[ScreenText, ...]:
    return find_texts(film(cues, frames, **how), RATE, find, reader([cue.text for cue in cues]))


def span(text: ScreenText) -> tuple[str, int, int]:
    return text.text, int(text.range.start * RATE), int(text.range.end * RATE)


def told(cues: list[Cue]) -> list[tuple[str, int, int]]:
    return [(cue.text, cue.first, cue.last) for cue in cues]


@pytest.mark.parametrize("still", [False, True])
def test_a_cue_is_known_to_the_frame(still: bool) -> None:
    cues = [Cue("Where is the letter?", 13, 47), Cue("I have burnt it", 61, 99)]
    assert watched(cues, still=still) == told(cues)


def test_cues_that_follow_without_a_gap_are_two() -> None:
    cues = [Cue("Where is the letter?", 11, 43), Cue("Burnt", 43, 60), Cue("I do not believe a word of it", 60, 101)]
    assert watched(cues) == told(cues)


def test_the_same_text_twice_is_two_cues() -> None:
    cues = [Cue("Open the door", 10, 40), Cue("Open the door", 43, 80)]
    assert watched(cues) == told(cues)


def test_a_flash_does_not_part_a_cue() -> None:
    cue = Cue("Open the door", 10, 80)
    frames = [frame if number != 42 else np.full_like(frame, 255) for number, frame in enumerate(film([cue], 100))]
    assert [span(one) for one in find_texts(frames, RATE, find, reader([cue.text]))] == told([cue])


def test_a_fading_cue_is_there_while_any_of_it_is_seen() -> None:
    (only,) = watched([Cue("Nobody will ever know", 20, 80, fade=5)])
    assert abs(only[1] - 20) <= 2
    assert abs(only[2] - 80) <= 2


def test_a_moving_cue_is_one_cue_and_its_box_holds_all_its_places() -> None:
    (only,) = found([Cue("Down the river", 15, 75, drift=1.0)])
    assert (abs(span(only)[1] - 15), abs(span(only)[2] - 75)) <= (2, 2)
    assert only.box.width > 180


def test_rows_that_come_and_go_together_are_one_text() -> None:
    cues = [Cue("Where is the letter?", 13, 60, middle=135), Cue("He kept it", 13, 60, middle=158)]
    (only,) = found(cues)
    assert span(only) == ("Where is the letter?\nHe kept it", 13, 60)
    assert only.kind is TextKind.DIALOGUE
    assert only.box.top < 135 < 158 < only.box.bottom


def test_a_text_that_never_leaves_has_all_the_time_there_is() -> None:
    assert watched([Cue("Stay tuned", 0, 100)], 100) == [("Stay tuned", 0, 100)]


def test_a_text_outside_the_band_is_found_and_is_no_dialogue() -> None:
    cues = [Cue("City hospital", 5, 100, middle=30), Cue("Is he alive?", 20, 60)]
    kinds = {one.text: one.kind for one in found(cues)}
    assert kinds["Is he alive?"] is TextKind.DIALOGUE
    assert kinds["City hospital"] is not TextKind.DIALOGUE


def test_a_film_without_texts_has_none() -> None:
    assert watched([], 60) == []
    assert find_texts([], RATE, find, reader([])) == ()


@pytest.mark.parametrize("size", [(1, 1), (2, 64), (31, 40), (33, 35)])
def test_tiny_films_have_none_either(size: tuple[int, int]) -> None:
    frames = np.random.default_rng(1).integers(0, 255, (12, *size, 3), dtype=np.uint8)
    assert find_texts(frames, RATE, find, lambda row: ("", 0)) == ()


def test_a_film_of_one_frame_a_second_is_read() -> None:
    cues = [Cue("Where is the letter?", 1, 4), Cue("He kept it", 5, 7)]
    texts = find_texts(film(cues, 9), Fraction(1), find, reader([cue.text for cue in cues]))
    assert [(one.text, one.range.start, one.range.end) for one in texts] == told(cues)


def test_halves_watched_apart_are_joined() -> None:
    cues = [Cue("Where is the letter?", 13, 70), Cue("I have burnt it", 80, 99)]
    frames, read = list(film(cues, 110)), reader([cue.text for cue in cues])
    parts = [find_texts(frames[:50], RATE, find, read), find_texts(frames[50:], RATE, find, read, first=50)]
    joined = join_texts(parts)
    assert [span(one) for one in joined] == told(cues)
    assert [one.id for one in joined] == ["t1", "t2"]


def test_boxes_lie_on_the_picture() -> None:
    for one in found([Cue("A very long line that fills it all", 10, 60)]):
        assert 0 <= one.box.left < one.box.right <= WIDTH
        assert 0 <= one.box.top < one.box.bottom <= HEIGHT


def generously(picture: Bgr) -> list[list[tuple[float, float]]]:
    """A finder that sees every row wider and higher than it is."""
    ways = ((-12, -3), (12, -3), (12, 3), (-12, 3))
    return [[(x + right, y + down) for (x, y), (right, down) in zip(one, ways, strict=True)] for one in find(picture)]


def pushed(frame: Bgr, right: int) -> Bgr:
    """The frame moved sideways; what it leaves goes on as its edge."""
    wide = np.pad(frame, ((0, 0), (abs(right), abs(right)), (0, 0)), mode="edge")
    return np.ascontiguousarray(wide[:, abs(right) - right :][:, :WIDTH])


@settings(max_examples=12, deadline=None)
@given(st.sampled_from(["left", "right", "below", "all"]), st.integers(0, 14), st.booleans())
def test_a_file_of_texts_that_touch_an_edge_is_read_without_a_problem(edge: str, past: int, generous: bool) -> None:
    text = "A very long line that fills it all" if edge == "all" else "Burnt at the edge"
    width = cv2.getTextSize(text, cv2.FONT_HERSHEY_DUPLEX, 0.6, 1)[0][0]
    middle = HEIGHT - 8 if edge == "below" else 150
    shift = {"left": -(WIDTH - width) // 2 - past, "right": (WIDTH - width) // 2 + past}.get(edge, 0)
    frames = [pushed(frame, shift) for frame in film([Cue(text, 5, 40, middle)], 50)]
    texts = find_texts(frames, RATE, generously if generous else find, reader([text]))
    assert texts
    spotted = Spotted(Film("ab" * 32, RATE, 50, WIDTH, HEIGHT), Language("en"), (), (), texts)
    assert read_spotted(write_spotted(spotted), "spotted.toml") == (spotted, ())
    for one in texts:
        assert 0 <= one.box.left < one.box.right <= WIDTH
        assert 0 <= one.box.top < one.box.bottom <= HEIGHT


def test_watching_twice_sees_the_same() -> None:
    cues = [Cue("Where is the letter?", 13, 47, fade=3), Cue("I have burnt it", 61, 99)]
    assert found(cues) == found(cues)
