"""Cels: laid over a frame they blend as premultiplied colours do, scaled between pixels without steps."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onecrew.animation.cel import Cel, blank, cel_of, enlarged, laid, lay, lay_scaled, screened, surface_on, trimmed


def ground(height: int = 24, width: int = 20, grey: int = 100) -> np.ndarray:
    return np.full((height, width, 4), (grey, grey, grey, 255), np.uint8)


def square(alpha: int = 255, size: int = 8) -> np.ndarray:
    pixels = np.zeros((size, size, 4), np.uint8)
    pixels[...] = (alpha, alpha // 2, 0, alpha)
    return pixels


@pytest.mark.parametrize("often", [False, True])
@given(alpha=st.integers(0, 254), grey=st.integers(0, 255))
@settings(max_examples=30, deadline=None)
def test_a_cel_covers_as_much_as_its_alpha_says(often: bool, alpha: int, grey: int) -> None:
    frame = ground(grey=grey)
    lay(frame, cel_of(square(alpha), often=often), 4, 5)
    expected = alpha + grey * (255 - alpha) / 255
    assert abs(int(frame[9, 8, 0]) - expected) <= 1
    assert (frame[..., 3] == 255).all()
    assert (frame[:5, :, 0] == grey).all()


@given(left=st.integers(-12, 24), top=st.integers(-12, 28))
@settings(max_examples=60, deadline=None)
def test_what_is_outside_the_frame_is_left_out(left: int, top: int) -> None:
    for alpha in (255, 120):
        frame = ground()
        lay(frame, cel_of(square(alpha)), left, top)
        changed = (frame[..., 0] != 100).sum()
        inside = max(0, min(20, left + 8) - max(0, left)) * max(0, min(24, top + 8) - max(0, top))
        assert changed == inside


def test_a_cel_moved_by_less_than_a_pixel_moves_by_as_much() -> None:
    """A slow push never steps: the edge follows each hundredth of a pixel."""
    edges = []
    for n in range(101):
        frame = ground(grey=0)
        lay_scaled(frame, cel_of(np.pad(square(255, 6), ((2, 2), (2, 2), (0, 0)))), 1.0, 3 + n / 100, 4.0)
        edges.append(float((frame[9, :, 0] * np.arange(20.0)).sum() / frame[9, :, 0].sum()))
    assert abs(edges[-1] - edges[0] - 1) < 0.01
    assert np.diff(edges).min() > 0
    assert np.diff(edges).max() < 0.02


@pytest.mark.parametrize("alpha", [255, 120])
def test_enlarged_once_is_laid_as_if_scaled_each_time(alpha: int) -> None:
    cel = cel_of(square(alpha))
    one, other = ground(60, 50), ground(60, 50)
    lay_scaled(one, cel, 3.3, -4.4, 7.7)
    found = enlarged(cel, 3.3, -4.4, 7.7, 50, 60)
    assert found is not None
    lay(other, *found)
    assert (one == other).all()
    assert enlarged(cel, 3.3, 51.0, 0.0, 50, 60) is None


def test_light_brightens_as_the_screen_blend_does() -> None:
    light = np.zeros((24, 20, 4), np.uint8)
    light[...] = (60, 30, 0, 60)
    frame = ground()
    lay(frame, screened(light), 0, 0)
    assert np.abs(frame[3, 3].astype(int) - [100 + 60 * 155 / 255, 100 + 30 * 155 / 255, 100, 255]).max() <= 1


def test_trimmed_keeps_what_is_painted() -> None:
    pixels = blank(40, 30)
    pixels[7:15, 5:13] = square(90)
    found = trimmed(pixels)
    assert found is not None
    cel, left, top = found
    assert (left, top, cel.ink.shape[:2]) == (5, 7, (8, 8))
    assert trimmed(blank(9, 9)) is None


def test_an_opaque_picture_is_known_as_one() -> None:
    assert cel_of(square(255)).opaque
    half = square(255)
    half[0, 0] = 0
    assert not cel_of(half).opaque


def test_laid_over_nothing_pixels_stay_what_they_are() -> None:
    empty, pixels = blank(8, 8), square(120)
    laid(empty, pixels)
    assert (empty == pixels).all()
    laid(empty, pixels)
    assert abs(int(empty[2, 2, 3]) - (120 + 120 * 135 / 255)) <= 1


def test_a_surface_draws_into_the_pixels() -> None:
    pixels = blank(8, 8)
    surface_on(pixels).getCanvas().clear(0x80FF0000)
    assert pixels[4, 4].tolist() == [0, 0, 128, 128]
    assert isinstance(cel_of(pixels), Cel)
