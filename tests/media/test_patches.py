"""Patches come back from their file as they went in, and change nothing else."""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from onecrew.media.patches import Patch, paste, read_patches, write_patches
from onecrew.units import MediaError


def a_patch(frame: int, seed: int, left: int = 5, top: int = 7, width: int = 31, height: int = 18) -> Patch:
    chance = np.random.default_rng(seed)
    mask = (chance.random((height, width)) < 0.4).astype(np.uint8) * 255
    return Patch(frame, left, top, chance.integers(0, 256, (height, width, 3), dtype=np.uint8), mask)


def test_a_patch_changes_its_own_pixels_and_no_other() -> None:
    patch = a_patch(0, 1)
    before = np.random.default_rng(2).integers(0, 256, (60, 80, 3), dtype=np.uint8)
    frame = before.copy()
    paste(frame, patch)
    mask = np.zeros((60, 80), bool)
    mask[7:25, 5:36] = patch.mask > 0
    assert (frame[~mask] == before[~mask]).all()
    assert (frame[7:25, 5:36][patch.mask > 0] == patch.pixels[patch.mask > 0]).all()


def test_a_patch_that_does_not_fit_the_picture_is_refused() -> None:
    with pytest.raises(MediaError, match="does not fit a picture of 20x20"):
        paste(np.zeros((20, 20, 3), np.uint8), a_patch(0, 1))


@settings(max_examples=25, deadline=None)
@given(
    made=st.lists(
        st.tuples(
            st.integers(0, 40), st.integers(0, 5), st.integers(0, 50), st.integers(0, 50), st.integers(1, 40), st.integers(1, 30)
        ),
        max_size=12,
    )
)
def test_every_patch_comes_back_from_the_file(
    made: list[tuple[int, int, int, int, int, int]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    patches = [a_patch(*one) for one in made]
    path = tmp_path_factory.mktemp("patches") / "shot.patches"
    assert write_patches(path, patches) == len(patches)
    found = read_patches(path)
    assert found.frames == tuple(sorted({patch.frame for patch in patches}))
    for number in range(-1, 42):
        canvas = np.zeros((100, 100, 3), np.uint8)
        expected = canvas.copy()
        for patch in patches:
            if patch.frame == number:
                paste(expected, patch)
        assert found.paste(number, canvas) == (number in found.frames)
        assert (canvas == expected).all()


def test_the_same_mask_is_kept_once(tmp_path: Path) -> None:
    patch = a_patch(0, 3, width=300, height=100)
    again = [Patch(number, patch.left, patch.top, patch.pixels, patch.mask) for number in range(10)]
    write_patches(tmp_path / "one", again[:1])
    write_patches(tmp_path / "ten", again)
    mask = len(np.packbits(patch.mask > 0))
    assert (tmp_path / "ten").stat().st_size < 10 * (tmp_path / "one").stat().st_size - 8 * mask


@pytest.mark.parametrize("harm", ["cut", "head", "garbage", "empty"])
def test_a_broken_file_is_told(tmp_path: Path, harm: str) -> None:
    path = tmp_path / "shot.patches"
    write_patches(path, [a_patch(number, number) for number in range(3)])
    whole = path.read_bytes()
    path.write_bytes(
        {"cut": whole[:-9], "head": b"X" + whole[1:], "garbage": whole[:8] + b"\xff" * 40 + whole[48:], "empty": b""}[harm]
    )
    with pytest.raises(MediaError, match="erase the subtitles again"):
        read_patches(path).of(0)


def test_broken_pixels_are_told(tmp_path: Path) -> None:
    path = tmp_path / "shot.patches"
    write_patches(path, [a_patch(0, 0)])
    whole = bytearray(path.read_bytes())
    whole[-20:] = b"\0" * 20
    path.write_bytes(bytes(whole))
    with pytest.raises(MediaError, match="erase the subtitles again"):
        read_patches(path).of(0)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(MediaError, match="cannot be read"):
        read_patches(tmp_path / "none")
