"""Cuts are found to the frame; movement, flashes and subtitles are none."""

from collections.abc import Iterator

import cv2
import numpy as np
import pytest
from numpy.typing import NDArray
from written_film import Cue, film

from onecrew.media.cuts import Cuts, find_cuts

Bgr = NDArray[np.uint8]


def shot(seed: int, frames: int, speed: int = 2) -> Iterator[Bgr]:
    """A picture of patches and lines that pans, with grain."""
    random = np.random.default_rng(seed)
    wide = cv2.resize(random.integers(0, 255, (9, 30, 3), dtype=np.uint8), (960, 288), interpolation=cv2.INTER_CUBIC)
    for _ in range(30):
        x, y, side = (int(one) for one in random.integers(0, (900, 250, 60)))
        cv2.rectangle(wide, (x, y), (x + side, y + side), [float(one) for one in random.integers(0, 255, 3)], -1)
    for number in range(frames):
        x = speed * number % 600
        grain = random.normal(0, 3, (180, 320, 3))
        yield np.clip(wide[60:240, x : x + 320] + grain, 0, 255).astype(np.uint8)


def test_hard_cuts_are_found_to_the_frame() -> None:
    frames = [*shot(1, 30), *shot(2, 21), *shot(3, 44), *shot(4, 12)]
    assert find_cuts(frames) == (30, 51, 95)


def test_a_pan_and_a_zoom_are_no_cuts() -> None:
    pan = list(shot(5, 60, speed=6))
    assert find_cuts(pan) == ()
    zoom = [cv2.resize(pan[0][n : 180 - n, n : 320 - n], (320, 180)) for n in range(50)]
    assert find_cuts(zoom) == ()


@pytest.mark.parametrize("long", [1, 2, 4])
def test_a_flash_is_no_cut(long: int) -> None:
    frames = list(shot(6, 50))
    for number in range(25, 25 + long):
        frames[number] = np.clip(frames[number] * 0.2 + 200, 0, 255).astype(np.uint8)
    assert find_cuts(frames) == ()


def test_subtitles_that_change_are_no_cuts() -> None:
    cues = [Cue("Where is the letter?", 10, 30, size=0.9), Cue("I have burnt it", 30, 50, size=0.9)]
    assert find_cuts(film(cues, 60, still=True)) == ()


@pytest.mark.parametrize("long", [10, 16, 25])
def test_a_dissolve_is_a_cut_at_its_middle(long: int) -> None:
    one, other = list(shot(7, 40 + long)), list(shot(8, 40 + long))
    share = [(number + 1) / (long + 1) for number in range(long)]
    mixed = [cv2.addWeighted(one[40 + n], 1 - share[n], other[n], share[n], 0) for n in range(long)]
    (found,) = find_cuts([*one[:40], *mixed, *other[long:]])
    assert abs(found - (40 + long / 2)) <= 2


def test_cuts_can_be_asked_for_while_the_film_runs() -> None:
    cuts = Cuts()
    for frame in [*shot(1, 30), *shot(2, 40)]:
        cuts.feed(frame)
    assert cuts.found == [30]


def test_films_of_nothing_one_frame_or_one_pixel_have_none() -> None:
    assert find_cuts([]) == ()
    assert find_cuts(list(shot(1, 1))) == ()
    assert find_cuts(np.random.default_rng(0).integers(0, 255, (20, 1, 1, 3), dtype=np.uint8)) == ()
