"""Inserts: what is to be read lies where players leave it free, in every script; things differ; messages arrive."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest

from onecrew.animation.inserts import draw_insert
from onecrew.animation.lettering import SAFE_BOTTOM, SAFE_LEFT, SAFE_RIGHT, SAFE_TOP
from onecrew.animation.picture import Picture
from onecrew.story.episode import Place
from onecrew.story.shot import PROPS, Framing, Insert, Move, Shot
from onecrew.story.show import Format

TEXTS = {
    "en": "He never signed the papers. You are still married.",
    "de": "Rechtsschutzversicherungsgesellschaften haben angerufen, wegen der Donaudampfschifffahrt.",
    "zh-Hans": "他根本没有签字，你们还是夫妻。今晚十点，天台见。",
    "ja": "彼は署名していない。今夜十時、屋上で。",
    "ar": "لم يوقّع الأوراق أبدًا. ما زلتما متزوجين.",
    "hi": "उसने कभी हस्ताक्षर नहीं किए। तुम अब भी शादीशुदा हो।",
    "th": "เขาไม่เคยเซ็นเอกสาร คุณยังแต่งงานอยู่",
}
LONG = "I know what you did last summer. I have the photographs, the letters and the recording. " * 7
SMALL = Format(216, 384, Fraction(25))


def picture(
    kind: str,
    text: str = "",
    *,
    sender: str = "",
    language: str = "en",
    prop: str = "none",
    kind_of_place: str = "flat",
    seconds: int = 4,
) -> Picture:
    place = Place(kind_of_place.upper(), kind_of_place)
    shot = Shot("1.a", "1", Framing.INSERT, Move.STATIC, place, "calm", (), (), Insert(kind, text, "", sender, prop))
    return Picture(shot, SMALL, Fraction(seconds), (), text=text, sender=sender, language=language, seed=3)


def frame(shown: Picture, seconds: float) -> np.ndarray:
    pixels = np.zeros((shown.format.height, shown.format.width, 4), np.uint8)
    draw_insert(pixels, shown, seconds)
    return pixels.astype(np.int16)


def where_text_is(kind: str, text: str, language: str, sender: str = "", least: int = 40) -> tuple[float, float, float, float]:
    """Shares of the frame (left, top, right, bottom) that change by at least ``least`` of 255 when the words do."""
    full = picture(kind, text, language=language, sender=sender)
    late = 3.9
    changed = np.abs(frame(full, late)[..., :3] - frame(replace(full, text=" "), late)[..., :3]).max(axis=2) > least
    rows, columns = np.nonzero(changed)
    assert rows.size, "the text is not seen"
    height, width = changed.shape
    return columns.min() / width, rows.min() / height, (columns.max() + 1) / width, (rows.max() + 1) / height


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("kind", ["letter", "photo"])
def test_writing_lies_inside_the_safe_area_in_every_script(kind: str, language: str) -> None:
    left, top, right, bottom = where_text_is(kind, TEXTS[language], language)
    assert left >= SAFE_LEFT
    assert top >= SAFE_TOP
    assert right <= SAFE_RIGHT
    assert bottom <= SAFE_BOTTOM


@pytest.mark.parametrize("language", TEXTS)
@pytest.mark.parametrize("kind", ["phone", "sign"])
def test_a_message_and_a_sign_lie_inside_the_safe_area(kind: str, language: str) -> None:
    # A sign's plate grows with its text; only the letters are as bright as this.
    left, top, right, bottom = where_text_is(kind, TEXTS[language], language, "Mei", least=110 if kind == "sign" else 40)
    assert left >= SAFE_LEFT
    assert top >= SAFE_TOP
    assert right <= SAFE_RIGHT
    assert bottom <= SAFE_BOTTOM


def test_the_message_arrives_after_its_dots() -> None:
    shown = picture("phone", TEXTS["en"], sender="Lawyer")
    before, dots, after = (frame(shown, t) for t in (0.1, 0.3, 1.4))
    chat = np.s_[250:296, 18:180]
    assert np.abs(before[chat] - dots[chat]).mean() < np.abs(dots[chat] - after[chat]).mean()


def test_a_message_too_long_for_the_phone_is_scrolled() -> None:
    shown = picture("phone", LONG, sender="Unknown", seconds=9)
    early, late = frame(shown, 1.5), frame(shown, 7.5)
    chat = np.s_[90:290, 20:180]
    assert np.abs(early[chat] - late[chat]).mean() > 4


def test_right_to_left_messages_stand_on_the_right() -> None:
    left = where_text_is("phone", "Hi", "en", "A")
    right = where_text_is("phone", "لا", "ar", "A")
    assert left[0] < 0.3
    assert right[2] > 0.7
    assert right[0] > left[0]


def test_the_letter_is_written_line_by_line() -> None:
    shown = picture("letter", TEXTS["en"])
    blank = frame(replace(shown, text=" "), 0.3)
    ink = [
        int((np.abs(frame(shown, t)[..., :3] - frame(replace(shown, text=" "), t)[..., :3]).max(axis=2) > 30).sum())
        for t in (0.05, 0.9, 3.0)
    ]
    assert blank.shape[2] == 4
    assert ink[0] < ink[1] < ink[2]


def test_every_prop_is_a_picture_of_its_own() -> None:
    pictures = {prop: frame(picture("object", prop=prop), 1.0) for prop in PROPS}
    assert all((one[..., 3] == 255).all() for one in pictures.values())
    for prop in PROPS:
        for other in PROPS:
            if prop < other:
                assert np.abs(pictures[prop] - pictures[other]).mean() > 0.5, (prop, other)


@pytest.mark.parametrize("kind", ["phone", "letter", "photo", "sign", "object", "something new"])
def test_inserts_fill_the_frame_live_gently_and_repeat(kind: str) -> None:
    shown = picture(kind, "Hello", sender="Mei", prop="cup")
    one, again, later = frame(shown, 2.5), frame(shown, 2.5), frame(shown, 3.4)
    assert (one[..., 3] == 255).all()
    assert (one == again).all()
    moved = np.abs(one - later).mean()
    assert 0.01 < moved < 12


def test_the_table_is_the_places_own() -> None:
    one, other = (frame(picture("object", prop="ring", kind_of_place=kind), 1.0) for kind in ("palace", "hospital"))
    assert np.abs(one - other).mean() > 8
