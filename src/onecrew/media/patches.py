"""What erasing leaves behind: for each frame only the pixels that change, kept losslessly in one file per range of frames.

In: patches, a path; later frames. Out: a file of patches; frames with the patches in place. Never: pixels outside a patch's mask,
anything lossy, code from a file (records are plain numbers, checked before they are used).

The file: ``OCPATCH1``, then one record per patch: ``<iHHHHII`` = frame, left, top, width, height, bytes of the mask, bytes of the
pixels; then both, zlib-packed. A mask of 0 bytes is the one before. Pixels are only those under the mask, row by row, each
channel as the difference to the pixel before it (PNG's filter 1), which packs film grain as well as the slower predictors do.
"""

from __future__ import annotations

import os
import struct
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import numpy.typing as npt

from onecrew.media.writing import written
from onecrew.units import MediaError

_MAGIC = b"OCPATCH1"
_RECORD = struct.Struct("<iHHHHII")
_LARGEST = 16384
"""Pixels a side; a record that says more is broken."""


@dataclass(frozen=True, slots=True)
class Patch:
    """New pixels for a part of one frame.

    ``frame``: number on the timeline. ``left``, ``top``: where the patch lies, px. ``pixels``: (height, width, 3) BGR.
    ``mask``: (height, width), 255 where a pixel is replaced, 0 elsewhere.
    """

    frame: int
    left: int
    top: int
    pixels: npt.NDArray[np.uint8]
    mask: npt.NDArray[np.uint8]


def paste(frame: npt.NDArray[np.uint8], patch: Patch) -> None:
    """Replace the patch's pixels in a (height, width, 3) BGR frame, in place.

    Raises:
        MediaError: the patch does not lie inside the frame.
    """
    height, width = patch.mask.shape
    region = frame[patch.top : patch.top + height, patch.left : patch.left + width]
    if region.shape[:2] != (height, width):
        raise MediaError(f"the patch of frame {patch.frame} does not fit a picture of {frame.shape[1]}x{frame.shape[0]}")
    cv2.copyTo(patch.pixels, patch.mask, region)


def write_patches(path: Path, patches: Iterable[Patch]) -> int:
    """Write the patches as they come (nothing is held back) and say how many there were. The file appears whole or not at all.

    Raises:
        MediaError: the file cannot be written.
    """
    count, before = 0, b""
    with written(path) as part, part.open("wb") as file:
        file.write(_MAGIC)
        for patch in patches:
            height, width = patch.mask.shape
            bits = struct.pack("<HHHH", patch.left, patch.top, width, height) + np.packbits(patch.mask > 0).tobytes()
            mask = b"" if bits == before else zlib.compress(bits[8:], 1)
            before = bits
            pixels = _pack(patch.pixels[patch.mask > 0])
            file.write(_RECORD.pack(patch.frame, patch.left, patch.top, width, height, len(mask), len(pixels)))
            file.write(mask)
            file.write(pixels)
            count += 1
    return count


class Patches:
    """An opened file of patches, read as they are asked for."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            self._places = dict(_index(path))
        except OSError as error:
            raise MediaError(f"the patches {path} cannot be read ({error.strerror}); erase the subtitles again") from error
        self._masks: dict[int, npt.NDArray[np.uint8]] = {}

    @property
    def frames(self) -> tuple[int, ...]:
        """The numbers of the frames that have patches, ascending."""
        return tuple(sorted(self._places))

    def of(self, frame_number: int) -> tuple[Patch, ...]:
        """The patches of one frame; none where nothing was erased.

        Raises:
            MediaError: the file is broken.
        """
        places = self._places.get(frame_number, ())
        if not places:
            return ()
        try:
            with self._path.open("rb") as file:
                return tuple(self._read(file.fileno(), place) for place in places)
        except (OSError, ValueError, zlib.error) as error:
            raise MediaError(f"the patches {self._path} are broken; erase the subtitles again") from error

    def paste(self, frame_number: int, frame: npt.NDArray[np.uint8]) -> bool:
        """Put the patches of this frame in place (in place); whether there were any.

        Raises:
            MediaError: the file is broken, or the frame is not of the film it was made from.
        """
        patches = self.of(frame_number)
        for patch in patches:
            paste(frame, patch)
        return bool(patches)

    def _read(self, descriptor: int, place: _Place) -> Patch:
        mask = self._masks.get(place.mask_at)
        if mask is None:
            packed = zlib.decompress(os.pread(descriptor, place.mask_bytes, place.mask_at))
            size = place.width * place.height
            mask = (np.unpackbits(np.frombuffer(packed, np.uint8), count=size) * np.uint8(255)).reshape(place.height, place.width)
            self._masks = {place.mask_at: mask}
        steps = np.frombuffer(zlib.decompress(os.pread(descriptor, place.pixel_bytes, place.pixels_at)), np.uint8)
        pixels = np.zeros((*mask.shape, 3), np.uint8)
        pixels[mask > 0] = np.cumsum(steps.reshape(3, -1), axis=1, dtype=np.uint8).T
        return Patch(place.frame, place.left, place.top, pixels, mask)


def read_patches(path: Path) -> Patches:
    """Open a file of patches.

    Raises:
        MediaError: it is missing or broken.
    """
    return Patches(path)


@dataclass(frozen=True, slots=True)
class _Place:
    frame: int
    left: int
    top: int
    width: int
    height: int
    mask_at: int
    mask_bytes: int
    pixels_at: int
    pixel_bytes: int


def _index(path: Path) -> Iterator[tuple[int, tuple[_Place, ...]]]:
    places: dict[int, list[_Place]] = {}
    broken = MediaError(f"{path} is no whole file of patches; erase the subtitles again")
    with path.open("rb") as file:
        size = path.stat().st_size
        if file.read(len(_MAGIC)) != _MAGIC:
            raise broken
        at, mask_at, mask_bytes = len(_MAGIC), 0, 0
        while at < size:
            head = file.read(_RECORD.size)
            if len(head) < _RECORD.size:
                raise broken
            frame, left, top, width, height, mask, pixels = _RECORD.unpack(head)
            at += _RECORD.size
            if mask:
                mask_at, mask_bytes = at, mask
            if at + mask + pixels > size or not mask_at or not 0 < width <= _LARGEST or not 0 < height <= _LARGEST:
                raise broken
            place = _Place(frame, left, top, width, height, mask_at, mask_bytes, at + mask, pixels)
            places.setdefault(frame, []).append(place)
            at += mask + pixels
            file.seek(at)
    return iter([(frame, tuple(found)) for frame, found in places.items()])


def _pack(values: npt.NDArray[np.uint8]) -> bytes:
    """(n, 3) pixels as channel planes of differences. Huffman codes alone: runs and repeats do not occur in grain."""
    planes = np.ascontiguousarray(values.T)
    steps = np.diff(planes, axis=1, prepend=np.uint8(0))
    packer = zlib.compressobj(1, zlib.DEFLATED, zlib.MAX_WBITS, 8, zlib.Z_HUFFMAN_ONLY)
    return packer.compress(steps.tobytes()) + packer.flush()
