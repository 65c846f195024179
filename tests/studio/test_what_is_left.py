"""What is left of a film's own subtitles, and how bad that is."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import pytest

from onecrew.story.spotted import Box, Film, ScreenText, Spotted, TextKind
from onecrew.studio.findings import _left
from onecrew.units import Language, TimeRange


def spotted(*texts: str) -> Spotted:
    when = TimeRange(Fraction(2), Fraction(4))
    shown = tuple(ScreenText(f"t{n}", TextKind.DIALOGUE, when, Box(0, 0, 9, 9), text, 90) for n, text in enumerate(texts, 1))
    return Spotted(Film("ab" * 32, Fraction(25), 250, 640, 360), Language("es"), (), (), shown)


@pytest.mark.parametrize(
    ("left", "verdict"),
    [
        ({}, "green"),
        ({"t1": ["Dón", 50]}, "amber"),
        ({"t1": ["Dónde", 50]}, "red"),
        ({"t1": ["HOTEL", 50]}, "amber"),
    ],
    ids=["nothing", "a few characters", "a word of the subtitle", "a sign behind it"],
)
def test_what_is_left_of_a_subtitle_stops_the_release_when_anybody_can_read_it(left: dict[str, Any], verdict: str) -> None:
    found = _left(left, spotted("¿Dónde está?"))
    assert found.verdict == verdict
    assert found.at == (2.0 if left else None)
