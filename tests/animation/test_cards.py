"""Cards: titles of any length and script fit, come in with easing, and stay."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from onecrew.animation import lettering
from onecrew.animation.cards import draw_card
from onecrew.animation.palette import palette_names
from onecrew.animation.picture import Picture
from onecrew.story.episode import Place
from onecrew.story.shot import Framing, Insert, Move, Shot
from onecrew.story.show import Format

TITLES = {
    "en": "Moonlight Contract\nThe night he came back",
    "de": "Die unwahrscheinliche Wiederkehr des Geschäftsführers und seiner Zwillingsschwestern\nErster Teil",
    "zh-Hans": "月光契约\n第一集",
    "ja": "月あかりの契約",
    "ar": "عقد ضوء القمر\nالليلة الأولى",
    "hi": "चाँदनी का वादा",
    "th": "สัญญาใต้แสงจันทร์",
    "vi": "Hợp đồng dưới ánh trăng",
}


def card(text: str, language: str = "en", *, kind: str = "title", sender: str = "", palette: str = "dusk") -> Picture:
    shot = Shot("0.a", "0", Framing.CARD, Move.STATIC, Place("", "flat"), "calm", (), (), Insert(kind, text))
    form = Format(216, 384, Fraction(25))
    return Picture(shot, form, Fraction(4), (), palette=palette, text=text, sender=sender, language=language, seed=5)


def frame(shown: Picture, seconds: float) -> np.ndarray:
    pixels = np.zeros((shown.format.height, shown.format.width, 4), np.uint8)
    draw_card(pixels, shown, seconds)
    return pixels.astype(np.int16)


def words(shown: Picture, seconds: float) -> np.ndarray:
    """Where the card's words are at a time."""
    return np.abs(frame(shown, seconds)[..., :3] - frame(replace(shown, text="", sender=""), seconds)[..., :3]).max(axis=2) > 70


@pytest.mark.parametrize("language", TITLES)
@pytest.mark.parametrize("kind", ["title", "end"])
def test_titles_of_any_script_stay_inside_the_safe_area(kind: str, language: str) -> None:
    rows, columns = np.nonzero(words(card(TITLES[language], language, kind=kind, sender="12"), 3.5))
    assert rows.size > 60
    assert columns.min() / 216 >= lettering.SAFE_LEFT
    assert (columns.max() + 1) / 216 <= lettering.SAFE_RIGHT
    assert rows.min() / 384 >= lettering.SAFE_TOP
    assert (rows.max() + 1) / 384 <= lettering.SAFE_BOTTOM


def test_the_title_comes_and_then_stays() -> None:
    shown = card(TITLES["en"])
    seen = [int(words(shown, t).sum()) for t in (0.0, 0.9, 2.0, 3.9)]
    assert seen[0] == 0
    assert seen[0] < seen[1] < seen[2]
    assert abs(seen[3] - seen[2]) < 0.15 * seen[2]


def test_behind_the_title_something_lives() -> None:
    shown = card("")
    assert 0.02 < np.abs(frame(shown, 1.0) - frame(shown, 2.0)).mean() < 10


@pytest.mark.parametrize("palette", palette_names())
def test_a_card_fills_the_frame_in_every_palette_and_repeats(palette: str) -> None:
    shown = card("To be continued", kind="end", palette=palette)
    one = frame(shown, 0.0)
    assert (one[..., 3] == 255).all()
    assert (one == frame(shown, 0.0)).all()


def test_a_long_title_is_set_smaller_and_never_breaks_a_word() -> None:
    short = lettering.fit("Home", "en", 180, 110, 28, 10, 0xFFFFFFFF, weight=900)
    long = lettering.fit(TITLES["de"].split("\n")[0], "de", 180, 110, 28, 10, 0xFFFFFFFF, weight=900)
    assert long.line < short.line
    assert long.paragraph.MinIntrinsicWidth <= 180.5
    assert long.height <= 110.5


@pytest.mark.parametrize("word", ["MOONLIGHT", "EXTRAORDINARIAMENTE", "Geschäftsführerinnen"])
def test_a_word_of_a_title_is_made_smaller_before_it_is_broken(word):
    for width in (150.0, 220.0, 320.0):
        made = lettering.fit(word, "en", width, 300, 60, 8, 0xFFFFFFFF, weight=900, align="centre")
        assert made.lines == 1
        assert made.width <= width


def test_the_lines_of_a_title_are_of_much_the_same_length():
    made = lettering.fit("Two minutes late for the last bus", "en", 300, 300, 40, 8, 0xFFFFFFFF, align="centre", leading=1.2)
    assert made.lines > 1
    assert made.box < 290
