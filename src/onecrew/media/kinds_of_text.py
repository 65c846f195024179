"""What a burnt-in text is: dialogue, title, sign, message or watermark. In: all texts of a film. Out: their kinds. Never: pixels.

Dialogue is told by the company it keeps: most texts of a subtitled film stand centred on one height, in one size, for a few
seconds each. The others are told by how they differ from that.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from onecrew.story.spotted import Box, TextKind


@dataclass(frozen=True, slots=True)
class Ground:
    """What letters stand on: its luma (0–255), the share of pixels that are of that luma (0–1), and whether letters are darker."""

    luma: int
    flat: float
    dark_letters: bool


@dataclass(frozen=True, slots=True)
class Written:
    """A text of one or more rows on frames ``first`` … ``last - 1``. ``height``: of its tallest row, in pixels. ``way``: pixels it
    has moved.
    """

    rows: tuple[str, ...]
    first: int
    last: int
    box: Box
    height: int
    way: float
    sure: int
    ground: Ground


def kinds(texts: Sequence[Written], frames: int, rate: Fraction, size: tuple[int, int]) -> tuple[TextKind, ...]:
    """The kind of each text, in their order. ``frames``: of the film; ``size``: its width and height."""
    width, height = size
    often: dict[tuple[str, ...], int] = {}
    for one in texts:
        often[one.rows] = often.get(one.rows, 0) + one.last - one.first
    short = [one for one in texts if often[one.rows] < max(Fraction(frames, 2), 8 * rate) and _centred(one, width)]
    band = _band(short, height)
    found = []
    for one in texts:
        inside = _centred(one, width) and band[0] <= _middle(one) <= band[1]
        if often[one.rows] >= 0.5 * frames and often[one.rows] >= 8 * rate and not inside:
            kind = TextKind.WATERMARK
        elif inside:
            kind = TextKind.DIALOGUE
        elif one.ground.flat > 0.4 and one.ground.luma > 110 and one.ground.dark_letters:
            kind = TextKind.MESSAGE
        elif _centred(one, width) and one.height >= 0.08 * min(width, height):
            kind = TextKind.TITLE
        else:
            kind = TextKind.SIGN
        found.append(kind)
    return tuple(found)


def _band(texts: Sequence[Written], height: int) -> tuple[float, float]:
    """The heights between which the middles of subtitles lie: around the one that most texts share. A film with hardly any text
    has its subtitles in the lower half.
    """
    low = [one for one in texts if _middle(one) > 0.5 * height]
    some = low or list(texts)
    if len(some) < 3:
        return 0.55 * height, 0.98 * height
    reach = 0.06 * height
    best = max((_middle(one) for one in some), key=lambda at: sum(abs(_middle(one) - at) <= reach for one in some))
    return best - 1.5 * reach, best + 1.5 * reach


def _middle(text: Written) -> float:
    return text.box.top + text.box.height / 2


def _centred(text: Written, width: int) -> bool:
    return abs(text.box.left + text.box.width / 2 - width / 2) < 0.08 * width
