"""Subtitles taken out of the picture, against the clean film. In: films. Out: Figures. Never: finding them; places are told."""

from __future__ import annotations

from dataclasses import dataclass, field

import cv2
import numpy as np
from tests.benchmark.figure import Figure
from tests.localise.truth import Mask, frames_of

from . import baselines, product
from .films import Films
from .judge_picture import Likeness, changed_outside
from .judge_words import characters

_HALO = 14
"""Pixels around letters that may change: their edge, shadow and what the codec made of them."""
_READ_EVERY = 10


@dataclass
class _Marks:
    """What was gathered over films of one kind."""

    ours: Likeness = field(default_factory=Likeness)
    theirs: Likeness = field(default_factory=Likeness)
    codec: Likeness = field(default_factory=Likeness)


def measure(films: Films) -> list[Figure]:
    """Likeness inside the letters, pixels changed beyond them, characters read back, speed; OpenCV's inpainting beside it."""
    filmed, drawn = _Marks(), _Marks()
    seconds, frames, outside, back, background, worst = 0.0, 0, 0, 0, 0, ""
    least = 99.0
    styles: dict[str, Likeness] = {}
    for film in films.clips():
        here = _Marks()
        for first, last in zip((0, *film.cuts), (*film.cuts, film.frames), strict=True):
            areas = [(*cue.box, cue.first, cue.last) for cue in film.dialogue() if cue.first < last and cue.last > first]
            if not areas:
                continue
            since, until = product.looked_at(areas, (first, last), film.frames)
            seen = list(frames_of(film.path, since, until))
            shown, clean = seen[first - since : last - since], list(frames_of(film.clean, first, last))
            made = product.erased(seen, since, areas, (first, last))
            seconds, frames = seconds + made.seconds, frames + len(made.patched)
            for number in range(first, last):
                mask = film.mask(number)
                before = shown[number - first]
                if not mask.any():
                    outside += int((made.frame(number, before)[0] != before).any(axis=2).sum()) if number in made.patched else 0
                    continue
                after = made.frame(number, before)[0] if number in made.patched else before
                outside += changed_outside(before, after, mask, _HALO)
                for marks in (here, filmed if film.kind != "animated" else drawn):
                    marks.ours.add(clean[number - first], after, mask)
                    marks.codec.add(clean[number - first], before, _around(mask))
                    if number % 3 == 0:
                        marks.theirs.add(clean[number - first], baselines.inpainted(before, mask), mask)
                if film.kind != "animated":
                    for cue in film.dialogue():
                        if cue.first <= number < cue.last:
                            styles.setdefault(cue.style, Likeness()).add(clean[number - first], after, mask)
                if number % _READ_EVERY == 0:
                    box = _box(mask)
                    back += len(characters(product.read(np.ascontiguousarray(after[box])), film.language))
                    background += len(characters(product.read(np.ascontiguousarray(clean[number - first][box])), film.language))
        if here.ours.psnr < least:
            least, worst = here.ours.psnr, f"{film.kind} {film.language} {film.style}"
    by_style = ", ".join(f"{name} {one.psnr:.1f}" for name, one in sorted(styles.items()))
    found = [
        Figure(
            "erased: PSNR in the letters",
            filmed.ours.psnr,
            "dB",
            32,
            ">=",
            f"moving photographic pictures; beside the letters the film's own codec reaches {filmed.codec.psnr:.1f} dB; "
            f"worst film {least:.1f} dB ({worst}); by style {by_style}",
        ),
        Figure(
            "erased: SSIM in the letters", filmed.ours.ssim, "", 0.95, ">=", f"the codec beside the letters {filmed.codec.ssim:.3f}"
        ),
        Figure("erased, against OpenCV inpainting", filmed.ours.psnr - filmed.theirs.psnr, "dB", 6, ">=", _telea(filmed.theirs)),
        Figure(
            "erased: pixels changed beyond the letters",
            outside,
            "",
            0,
            "==",
            f"more than {_HALO} pixels from any letter, before encoding",
        ),
        Figure(
            "erased: characters read back",
            back,
            "",
            0,
            "==",
            f"by OCR in every {_READ_EVERY}th frame; in the clean film it reads {background} there",
        ),
        Figure(
            "erasing, frames a second on two cores",
            2 * frames / seconds if seconds else 0.0,
            "frames/s",
            40,
            ">=",
            f"{frames} frames with subtitles in {seconds:.0f} processor seconds of one process",
        ),
    ]
    if drawn.ours.psnr < 99:
        found.insert(3, Figure("erased: PSNR in the letters, animation", drawn.ours.psnr, "dB", 32, ">=", _telea(drawn.theirs)))
    return found


def _telea(marks: Likeness) -> str:
    return f"cv2.inpaint (Telea, radius 5) told the letters: {marks.psnr:.1f} dB, SSIM {marks.ssim:.3f}"


def _around(mask: Mask) -> Mask:
    """A ring a little away from the letters: what the codec does to picture that was never covered."""
    letters = mask.astype(np.uint8)
    wide = cv2.dilate(letters, np.ones((41, 41), np.uint8)) > 0
    near = cv2.dilate(letters, np.ones((2 * _HALO + 1,) * 2, np.uint8)) > 0
    return np.asarray(wide & ~near)


def _box(mask: Mask, pad: int = 30) -> tuple[slice, slice]:
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    return slice(max(0, rows[0] - pad), rows[-1] + pad + 1), slice(max(0, columns[0] - pad), columns[-1] + pad + 1)
