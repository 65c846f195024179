"""Burnt-in captions: inside the safe area, in every script, readable, cheap."""

import time

import numpy as np
import pytest

from onecrew.fonts import missing_glyphs
from onecrew.media.captions import CaptionStyle, caption_style, draw_caption, measure

ROWS = {
    "en": ("“You knew. You always knew", "and you said nothing?”"),
    "pt-BR": ("Você sempre soube, não é?", "E não disse nada!"),
    "ru": ("Ты всегда знал об этом,", "и ничего не сказал?"),
    "vi": ("Anh đã luôn biết điều đó", "mà không nói gì sao?"),
    "zh-Hans": ("你一直都知道，", "却什么都没有说？"),
    "zh-Hant": ("你一直都知道，", "卻什麼都沒有說？"),
    "ja": ("ずっと知っていたのに、", "何も言わなかったの？"),
    "ko": ("넌 처음부터 알고 있었어.", "그런데 왜 말 안 했어?"),
    "th": ("เธอรู้มาตลอดใช่ไหม", "แต่ไม่เคยพูดอะไรเลย ที่นี่"),
    "ar": ("كنتَ تعرف كل شيء، Mei،", "ولم تقل شيئًا؟"),
    "hi": ("तुम हमेशा से जानते थे,", "और कुछ नहीं कहा? श्री"),
}
SIZES = [(1080, 1920), (720, 1280), (540, 960)]


def ink(
    rows: tuple[str, ...], language: str, width: int, height: int, style: CaptionStyle | None = None, accent: str | None = None
) -> np.ndarray:
    """How much each pixel of a mid-grey picture changed."""
    buffer = np.full((height, width, 4), 128, np.uint8)
    draw_caption(buffer, rows, language, style or caption_style(width, height), accent)
    return np.abs(buffer[:, :, :3].astype(int) - 128).max(axis=2)


def extent(changed: np.ndarray, above: int) -> tuple[int, int, int, int]:
    rows, columns = np.flatnonzero((changed > above).any(axis=1)), np.flatnonzero((changed > above).any(axis=0))
    return int(columns[0]), int(rows[0]), int(columns[-1]) + 1, int(rows[-1]) + 1


@pytest.mark.parametrize("language", ROWS)
@pytest.mark.parametrize(("width", "height"), SIZES)
def test_nothing_is_drawn_where_players_put_their_buttons(language: str, width: int, height: int) -> None:
    left, top, right, bottom = extent(ink(ROWS[language], language, width, height), 40)
    scale = width / 1080
    assert left >= 60 * scale
    assert right <= width - 120 * scale
    assert top >= 220 * scale
    assert bottom <= height - 420 * scale


@pytest.mark.parametrize("language", ROWS)
def test_a_caption_lies_around_seventy_percent_of_the_height(language: str) -> None:
    _, top, _, bottom = extent(ink(ROWS[language], language, 720, 1280), 80)
    assert top >= 0.645 * 1280
    assert bottom <= 0.755 * 1280
    assert abs((top + bottom) / 2 - 0.70 * 1280) < 0.02 * 1280


@pytest.mark.parametrize("language", ROWS)
def test_every_script_has_its_glyphs(language: str) -> None:
    assert missing_glyphs("".join(ROWS[language]), language) == ""


def test_the_widest_row_allowed_stays_inside() -> None:
    style = caption_style(1080, 1920)
    row = "W"
    while measure(row + "W", "en", style, 1080) <= 0.8:
        row += "W"
    left, _, right, _ = extent(ink((row,), "en", 1080, 1920), 40)
    assert right <= 960
    assert left >= 60
    assert right - left > 0.74 * 1080


def test_a_row_too_wide_is_made_smaller_not_cut() -> None:
    long = "This row is much too long for any vertical picture, but not one letter of it may be lost"
    left, _, right, _ = extent(ink((long,), "en", 720, 1280), 40)
    assert left >= 40
    assert right <= 640
    assert right - left > 560


@pytest.mark.parametrize("language", ROWS)
def test_measure_says_how_wide_a_row_is_drawn(language: str) -> None:
    style = caption_style(720, 1280)
    row = ROWS[language][0].rstrip("，、。.,")
    left, _, right, _ = extent(ink((row,), language, 720, 1280), 100)
    assert abs((right - left) / 720 - measure(row, language, style, 720)) < 0.025


def test_measure_grows_with_the_text_and_is_empty_for_nothing() -> None:
    style = caption_style(720, 1280)
    widths = [measure("word " * count, "en", style, 720) for count in range(1, 5)]
    assert widths == sorted(set(widths))
    assert measure("", "en", style, 720) < 0.02


def test_text_stands_out_of_white_and_of_black() -> None:
    style = caption_style(720, 1280)
    for ground in (255, 0):
        buffer = np.full((1280, 720, 4), ground, np.uint8)
        draw_caption(buffer, ("Contrast",), "en", style)
        around = buffer[800:1000, :, :3]
        assert (around.max(axis=2) < 60).sum() > 500, "a dark edge"
        assert (around.min(axis=2) > 240).sum() > 1000, "white letters"


def test_an_accent_colours_the_letters() -> None:
    buffer = np.full((1280, 720, 4), 0, np.uint8)
    draw_caption(buffer, ("Mei",), "en", caption_style(720, 1280), accent="#ffcc00")
    brightest = buffer.reshape(-1, 4)[buffer[:, :, 2].argmax()]
    assert tuple(brightest[2::-1]) == (0xFF, 0xCC, 0)


def test_empty_rows_draw_nothing() -> None:
    assert ink((), "en", 720, 1280).max() == 0
    assert ink(("  ",), "en", 720, 1280).max() == 0


def test_the_same_caption_is_the_same_picture() -> None:
    one = ink(ROWS["th"], "th", 720, 1280)
    ink(ROWS["en"], "en", 720, 1280)
    assert (one == ink(ROWS["th"], "th", 720, 1280)).all()


def test_a_caption_on_many_frames_costs_far_less_than_the_first_time() -> None:
    buffer = np.zeros((1280, 720, 4), np.uint8)
    style = caption_style(720, 1280)

    def seconds(rows: tuple[str, ...]) -> float:
        start = time.process_time()
        draw_caption(buffer, rows, "en", style)
        return time.process_time() - start

    first = seconds(("A row never drawn before", "and another one"))
    again = min(seconds(("A row never drawn before", "and another one")) for _ in range(20))
    assert again < first / 4


def test_wide_pictures_have_their_captions_lower() -> None:
    _, top, _, bottom = extent(ink(("Hello",), "en", 1280, 720), 80)
    assert top > 0.8 * 720
    assert bottom < 0.95 * 720
