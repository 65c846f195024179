"""Typefaces by language: right faces, no system fonts, no missing glyphs."""

import numpy as np
import pytest
import skia

from onecrew.fonts import collection, directed, families, missing_glyphs, typeface, unicode

SAMPLES = {
    "en": "“Don’t go,” she said — twice… £5 & 100%",
    "pt-BR": "Coração não mente, está bem? ÇÃÉÔ",
    "es": "¿Qué dijiste? ¡Nunca, señor Ibáñez!",
    "fr": "« Œuvre », naïve, où ça ? € 12",
    "de": "Über Straße, größer als Äpfel „ja“",
    "tr": "İstanbul'da ığdır, şöyle güçlü",
    "vi": "Đừng đi, em yêu anh nhiều lắm ườ ẫ ợ",
    "id": "Jangan pergi, aku mencintaimu",
    "ru": "Не уходи… Ёжик, «пожалуйста»",
    "zh-Hans": "直接说吧：“你骨子里没变！”——真的……",
    "zh-Hant": "直接說吧：「你骨子裡沒變！」",
    "ja": "直接言って、「骨の髄まで」変わらないのね。ー々〜",
    "ko": "가지 마. 정말로… ‘사랑해’ 뷁",
    "th": "อย่าไปนะ ที่รัก น้ำผึ้ง ๆ ฿",
    "ar": "لا تذهب، أرجوك؟ «حسنًا» ١٢٣",
    "hi": "मत जाओ, क्या हुआ? श्री ज्ञान ₹५",
}


def drawn(text: str, language: str, family: str | None = None) -> np.ndarray:
    style = skia.textlayout.TextStyle()
    style.setFontFamilies([family] if family else list(families(language)))
    style.setFontSize(48)
    style.setColor(0xFF000000)
    builder = skia.textlayout.ParagraphBuilder(skia.textlayout.ParagraphStyle(), collection(), unicode())
    builder.pushStyle(style)
    builder.addText(directed(text, language))
    paragraph = builder.Build()
    paragraph.layout(1000)
    surface = skia.Surface(1000, 120)
    surface.getCanvas().clear(0xFFFFFFFF)
    paragraph.paint(surface.getCanvas(), 0, 0)
    return surface.toarray()[:, :, 0]


@pytest.mark.parametrize("language", SAMPLES)
def test_every_language_has_all_its_glyphs(language: str) -> None:
    assert missing_glyphs(SAMPLES[language], language) == ""


def test_what_nothing_can_draw_is_named_once() -> None:
    assert missing_glyphs("ok 😀😀 \u200d\ufe0f", "en") == "😀"


@pytest.mark.parametrize(
    ("language", "face"),
    [
        ("zh-Hans", "Noto Sans CJK SC"),
        ("zh", "Noto Sans CJK SC"),
        ("zh-Hant", "Noto Sans CJK TC"),
        ("zh-TW", "Noto Sans CJK TC"),
        ("zh-HK", "Noto Sans CJK HK"),
        ("ja", "Noto Sans CJK JP"),
        ("ko", "Noto Sans CJK KR"),
        ("th", "Noto Sans Thai"),
        ("ar", "Noto Sans Arabic"),
        ("hi", "Noto Sans Devanagari"),
        ("pt-BR", "Noto Sans"),
    ],
)
def test_a_language_is_written_with_its_own_face(language: str, face: str) -> None:
    assert families(language)[0] == face
    assert typeface(language).getFamilyName() == face


def test_han_characters_are_drawn_in_the_way_of_their_region() -> None:
    shapes = [drawn("直骨", language).tobytes() for language in ("zh-Hans", "zh-Hant", "ja")]
    assert len(set(shapes)) == 3


def test_a_line_with_a_foreign_name_has_no_holes() -> None:
    assert (drawn("Mei 美", "en") != drawn("Mei", "en")).any()
    assert missing_glyphs("Mei 美玲 นภา", "ar") == ""


def test_the_whole_word_has_one_weight() -> None:
    """Skia draws in-between weights of Noto Sans unevenly; offered weights must grow every letter alike."""

    def ink(char: str, weight: int) -> float:
        font = skia.Font(typeface("en", weight), 64)
        surface = skia.Surface(128, 128)
        surface.getCanvas().clear(0xFFFFFFFF)
        surface.getCanvas().drawString(char, 20, 90, font, skia.Paint(AntiAlias=True))
        return float((255.0 - surface.toarray()[:, :, 0]).sum())

    growth = [ink(char, 700) / ink(char, 400) for char in "Helobdrwn123"]
    assert min(growth) > 1.3
    assert max(growth) / min(growth) < 1.25


def test_an_arabic_line_ends_on_the_left() -> None:
    question = drawn("نعم؟", "ar")
    columns = np.flatnonzero((question < 128).any(axis=0))
    assert columns.size
    with_dot = drawn("نعم.", "ar")
    dot = np.flatnonzero((with_dot < 128).any(axis=0))[0]
    below = with_dot[:, dot]
    assert (below < 128).sum() < 12, "the leftmost ink is the full stop"


def test_a_paragraph_uses_no_font_of_the_system() -> None:
    unknown = drawn("\U0001f600", "en")
    tofu = drawn("\U0001f601", "en")
    assert (unknown == tofu).all(), "a colour emoji of the system must not slip in"
