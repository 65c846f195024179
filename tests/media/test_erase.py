"""Burnt-in writing goes, the picture behind it comes back, and nothing else changes."""

import json
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import pytest
from burnt_clips import Burnt, Picture, Style, burn, film

from onecrew.media.erase import Area, Leftover, erase
from onecrew.media.glyphs import Cue, find_glyphs
from onecrew.media.motion import camera_of
from onecrew.media.patches import Patch, paste
from onecrew.providers.ocr import Picture as Seen
from onecrew.providers.ocr import Reading
from onecrew.studio.steps import erase as step
from onecrew.studio.worker import Job

EN = ("I told you never", "to come back here")
ZH = ("你为什么不早说",)
FIRST, LAST, COUNT = 14, 50, 64


def around(burnt: Burnt, first: int = FIRST, last: int = LAST, off: int = 2) -> list[Area]:
    """The box a reader would give: a few pixels and a frame off."""
    boxes = np.array(burnt.boxes[first:last])
    left, top = boxes[:, :2].min(axis=0)
    right, bottom = (boxes[:, :2] + boxes[:, 2:]).max(axis=0)
    return [Area(int(left) + off, int(top) - off, int(right - left), int(bottom - top), first + 1, last)]


def pasted(frames: Sequence[Picture], patches: Sequence[Patch], first: int = 0) -> list[Picture]:
    result = [frame.copy() for frame in frames]
    for patch in patches:
        paste(result[patch.frame - first], patch)
    return result


def decibels(made: Sequence[Picture], clean: Sequence[Picture], ink: Sequence[np.ndarray]) -> float:
    """PSNR over all pixels the writing touched."""
    error = [((a.astype(float) - b)[c > 0.02] ** 2).ravel() for a, b, c in zip(made, clean, ink, strict=True)]
    return float(10 * np.log10(255**2 / max(1e-6, np.concatenate(error).mean())))


def inpainted(burnt: Burnt, clean: Sequence[Picture], how: int) -> float:
    """The same with OpenCV's inpainting, told the exact ink, on every eighth frame."""
    some = range(FIRST, LAST, 8)
    made = [cv2.inpaint(burnt.frames[t], (burnt.ink[t] > 0.02).astype(np.uint8) * 255, 5, how) for t in some]
    return decibels(made, [clean[t] for t in some], [burnt.ink[t] for t in some])


def shot(
    kind: str, style: Style, rows: Sequence[str] = EN, seed: int = 1, grain: float = 2.0, **how: object
) -> tuple[list[Picture], Burnt]:
    clean = film(kind, COUNT, 400, 260, seed, grain)
    return clean, burn(clean, rows, style, FIRST, LAST, 130, **how)  # type: ignore[arg-type]


SMALL = Style(size=26, outline=2)
CASES = {
    "a pan": ("pan", SMALL, EN, {}),
    "a slow pan, Chinese": ("slow pan", Style(size=30, outline=2, language="zh"), ZH, {}),
    "a tilt, yellow with a shadow": ("tilt", Style(size=26, outline=1.5, shadow=2, colour=0xFFFFE060), EN, {}),
    "a zoom": ("zoom", SMALL, EN, {}),
    "a camera in the hand, glowing letters": ("handheld", Style(size=26, outline=1, glow=3), EN, {}),
    "a locked camera": ("still", SMALL, EN, {}),
    "letters that fade": ("handheld", SMALL, EN, {"fade": 5}),
    "letters that move": ("slow pan", SMALL, EN[:1], {"drift": (0.0, -0.6)}),
    "a dark plate": ("slow pan", Style(size=26, outline=0, plate=0x90000000), EN, {}),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", CASES)
def test_the_picture_behind_comes_back(name: str) -> None:
    kind, style, rows, how = CASES[name]
    clean, burnt = shot(kind, style, rows, seed=len(name), **how)
    made = pasted(burnt.frames, list(erase(burnt.frames, around(burnt), 0)))
    ours = decibels(made[FIRST:LAST], clean[FIRST:LAST], burnt.ink[FIRST:LAST])
    theirs = max(inpainted(burnt, clean, how) for how in (cv2.INPAINT_TELEA, cv2.INPAINT_NS))
    assert ours >= 32
    assert ours >= theirs + 6


@pytest.mark.slow
def test_cel_animation_comes_back_nearly_as_it_was() -> None:
    clean, burnt = shot("cel", SMALL, grain=0)
    made = pasted(burnt.frames, list(erase(burnt.frames, around(burnt), 0)))
    assert decibels(made[FIRST:LAST], clean[FIRST:LAST], burnt.ink[FIRST:LAST]) >= 38


@pytest.mark.slow
def test_only_frames_with_writing_and_only_pixels_near_it_change() -> None:
    _, burnt = shot("pan", SMALL)
    patches = list(erase(burnt.frames, around(burnt), 0))
    assert sorted(patch.frame for patch in patches) == list(range(FIRST, LAST))
    near = cv2.dilate((burnt.ink[FIRST] > 0).astype(np.uint8), cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (25, 25))) > 0
    for before, after in zip(burnt.frames, pasted(burnt.frames, patches), strict=True):
        assert not (before != after).any(axis=2)[~near].any()


@pytest.mark.slow
def test_grain_is_as_strong_where_letters_were() -> None:
    clean, burnt = shot("pan", SMALL, grain=4.0)
    made = pasted(burnt.frames, list(erase(burnt.frames, around(burnt), 0)))

    def grain(frames: Sequence[Picture]) -> float:
        sizes = []
        for t in range(FIRST + 4, LAST - 4, 4):
            grey = cv2.cvtColor(frames[t], cv2.COLOR_BGR2GRAY).astype(float)
            fine = grey - cv2.GaussianBlur(grey, (0, 0), 1.0)
            sizes.append(np.median(np.abs(fine[burnt.ink[t] > 0.02])))
        return float(np.mean(sizes))

    assert 0.8 < grain(made) / grain(clean) < 1.1


@pytest.mark.slow
def test_numbers_of_frames_are_those_of_the_timeline() -> None:
    _, burnt = shot("pan", SMALL)
    here = list(erase(burnt.frames, around(burnt), 0))
    area = around(burnt)[0]
    later = Area(area.left, area.top, area.width, area.height, area.first + 1000, area.last + 1000)
    there = list(erase(burnt.frames, [later], 1000))
    assert [patch.frame for patch in there] == [patch.frame + 1000 for patch in here]
    assert all((a.pixels == b.pixels).all() and (a.mask == b.mask).all() for a, b in zip(here, there, strict=True))


@pytest.mark.slow
def test_what_is_still_read_is_repaired_wider_and_then_told() -> None:
    _, burnt = shot("pan", SMALL)
    asked: list[int] = []
    told: list[Leftover] = []

    def stubborn(picture: Picture) -> list[str]:
        asked.append(picture.shape[0])
        return ["ghost"]

    narrow = list(erase(burnt.frames, around(burnt), 0))
    wide = list(erase(burnt.frames, around(burnt), 0, stubborn, told.append))
    assert len(asked) == 3
    assert [one.texts for one in told] == [("ghost",)]
    assert FIRST <= told[0].frame < LAST
    middle = len(narrow) // 2
    assert (wide[middle].mask > 0).sum() > (narrow[middle].mask > 0).sum()


@pytest.mark.slow
def test_what_is_read_no_more_is_left_alone() -> None:
    _, burnt = shot("pan", SMALL)
    told: list[Leftover] = []
    list(erase(burnt.frames, around(burnt), 0, lambda picture: ["…", " "], told.append))
    assert told == []


@pytest.mark.slow
def test_writing_that_never_leaves_the_shot_leaves_no_bright_strokes() -> None:
    clean = film("still", 24, 400, 260, 5)
    burnt = burn(clean, EN, SMALL, 0, 24, 130)
    made = pasted(burnt.frames, list(erase(burnt.frames, around(burnt, 0, 24), 0)))
    assert decibels(made, clean, burnt.ink) > decibels(burnt.frames, clean, burnt.ink) + 6
    # What was painted in stands still: it is no more restless than the film around it.
    restless = [np.abs(made[t + 1].astype(int) - made[t])[burnt.ink[0] > 0.02].mean() for t in range(23)]
    around_it = [np.abs(clean[t + 1].astype(int) - clean[t])[burnt.ink[0] > 0.02].mean() for t in range(23)]
    assert np.mean(restless) < 1.3 * np.mean(around_it)


def test_without_writing_there_is_nothing_to_do() -> None:
    clean = film("still", 20, 200, 160, 3)
    assert list(erase(clean, [], 0)) == []
    assert list(erase([], [Area(10, 10, 50, 20, 0, 5)], 0)) == []


def crossed(clean: Sequence[Picture], width: int, speed: float) -> list[Picture]:
    """The same film, with a dark textured board carried across it from left to right, over its full height."""
    board = cv2.GaussianBlur(np.random.default_rng(8).integers(10, 90, (260, width, 3), np.uint8), (0, 0), 2)
    made = []
    for t, frame in enumerate(clean):
        x = -width + speed * t
        place = np.array([[1, 0, x], [0, 1, 0]])
        there = cv2.warpAffine(np.full((260, width), 255, np.uint8), place, (frame.shape[1], 260))[:, :, None] / 255
        made.append(np.rint(frame * (1 - there) + cv2.warpAffine(board, place, (frame.shape[1], 260)) * there).astype(np.uint8))
    return made


@pytest.mark.slow
def test_what_stands_behind_somebody_who_walks_past_comes_back() -> None:
    clean = crossed(film("still", COUNT, 400, 260, 6, 2.0), 110, 7.0)
    burnt = burn(clean, EN, SMALL, FIRST, LAST, 130)
    made = pasted(burnt.frames, list(erase(burnt.frames, around(burnt), 0)))
    ours = decibels(made[FIRST:LAST], clean[FIRST:LAST], burnt.ink[FIRST:LAST])
    assert ours >= inpainted(burnt, clean, cv2.INPAINT_TELEA) + 3


def test_the_camera_is_not_who_walks_past() -> None:
    clean = crossed(film("still", 30, 400, 260, 6, 2.0), 220, 9.0)
    views = [cv2.resize(cv2.cvtColor(frame, cv2.COLOR_BGR2GRAY), (100, 65), interpolation=cv2.INTER_AREA) for frame in clean]
    for motion in camera_of(views, 0, 0):
        assert np.abs((motion @ [100, 65, 1])[:2] - [100, 65]).max() < 0.3


def test_a_plate_is_known_by_its_coming() -> None:
    clean = film("slow pan", 30, 400, 260, 4)
    burnt = burn(clean, EN, Style(size=26, outline=0, plate=0x90000000), 10, 30, 130)
    area = around(burnt, 10, 30)[0]
    found = find_glyphs(burnt.frames, Cue(area.left, area.top, area.left + area.width, area.top + area.height, 10, 30))
    assert found.plate is not None
    assert abs(found.plate.through - (1 - 0x90 / 255)) < 0.05
    assert set(found.strength.values()) == {1.0}


class Stubborn:
    """Reads the same on every picture: a sure row in its middle, an unsure one, and one at its edge."""

    def read(self, picture: Seen) -> tuple[Reading, ...]:
        def row(text: str, y: float, confidence: int) -> Reading:
            return Reading(text, ((0.0, y), (9.0, y), (9.0, y), (0.0, y)), confidence)

        return row("ghost!", picture.height / 2, 90), row("moss", picture.height / 2, 30), row("shop", 1.0, 90)


@pytest.mark.slow
@pytest.mark.parametrize(("provider", "characters"), [("", 0), ("stubborn", 5)])
def test_the_step_tells_what_can_still_be_read(
    provider: str, characters: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    _, burnt = shot("pan", SMALL)
    area = around(burnt)[0]
    monkeypatch.setattr(step, "taken_in", lambda job: None)
    monkeypatch.setattr(step, "source_frames", lambda film, intake, first, last: iter(burnt.frames[first:last]))
    monkeypatch.setattr(step, "hold", lambda capability, name: {"stubborn": Stubborn()}[name])
    box = {"left": area.left, "top": area.top, "width": area.width, "height": area.height}
    recipe = {"first": 0, "last": COUNT, "areas": [{**box, "first": area.first, "last": area.last}], "provider": provider}
    made = step.run(Job("erase", recipe, {"film": "film.mp4"}, str(tmp_path)))
    told = json.loads(made["erased"].read_text(encoding="utf-8"))
    assert (told["read"], told["characters"]) == (bool(provider), characters)
    assert [one["texts"] for one in told["left"]] == ([["ghost!"]] if provider else [])
    assert made["patches"].stat().st_size > 1000
