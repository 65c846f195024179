"""What every provider that reads pictures keeps to."""

from collections.abc import Iterator
from difflib import SequenceMatcher

import numpy as np
import pytest
import skia

from onecrew.fonts import collection, families, unicode
from onecrew.providers import registry, weights
from onecrew.providers.ocr import Ocr, Picture
from onecrew.units import Refused

ROWS = {
    "zh": "这不是意外，是有人安排好的。",
    "en": "Don't open the door, Mister Chen.",
    "es": "¿Qué pasó con el señor Núñez?",
    "fr": "Où est l'œuvre déjà achevée ?",
    "pt-BR": "Não, não há informação à mão.",
}


@pytest.fixture(scope="module", params=registry.names("ocr"))
def reader(request: pytest.FixtureRequest) -> Iterator[Ocr]:
    assert all(state.state == "ready" for state in weights.states()), "run: onecrew models fetch"
    provider: Ocr = registry.provider("ocr", request.param)
    if not provider.offer().local:
        pytest.skip("costs money")
    yield provider
    provider.release()


def drawn(rows: list[tuple[str, str]], width: int = 640, height: int = 360) -> Picture:
    """White rows with a dark edge on grey noise, from the top down, 80 pixels apart."""
    noise = np.random.default_rng(4).normal(110, 12, (height, width, 1)).clip(0, 255)
    pixels = np.ascontiguousarray(np.dstack([noise, noise, noise, np.full_like(noise, 255)]).astype(np.uint8))
    canvas = skia.Surface(pixels, colorType=skia.kBGRA_8888_ColorType).getCanvas()
    for number, (text, language) in enumerate(rows):
        edge = skia.Paint(AntiAlias=True, Color=0xFF101010, Style=skia.Paint.kStroke_Style, StrokeWidth=5)
        for paint in (edge, skia.Paint(AntiAlias=True, Color=0xFFFFFFFF)):
            letters = skia.textlayout.TextStyle()
            letters.setFontFamilies(list(families(language)))
            letters.setFontSize(34)
            letters.setForegroundPaint(paint)
            builder = skia.textlayout.ParagraphBuilder.make(skia.textlayout.ParagraphStyle(), collection(), unicode())
            builder.pushStyle(letters)
            builder.addText(text)
            row = builder.Build()
            row.layout(10_000)
            row.paint(canvas, (width - row.LongestLine) / 2, 40 + 80 * number)
    return Picture(pixels[:, :, :3].tobytes(), width, height)


def alike(one: str, other: str) -> float:
    """1 for the same text but for spaces and the width of marks."""
    widths = str.maketrans("，？。", ",?.")
    flat = [text.replace(" ", "").replace("’", "'").translate(widths) for text in (one, other)]
    return SequenceMatcher(None, *flat, autojunk=False).ratio()


@pytest.mark.slow
@pytest.mark.parametrize("language", list(ROWS))
def test_a_row_is_read_with_its_accents(reader: Ocr, language: str) -> None:
    (reading,) = reader.read(drawn([(ROWS[language], language)]))
    assert alike(reading.text, ROWS[language]) == 1
    assert reading.confidence > 80


@pytest.mark.slow
def test_rows_come_from_the_top_down_and_their_quads_hold_them(reader: Ocr) -> None:
    found = reader.read(drawn([(ROWS["zh"], "zh"), (ROWS["en"], "en")]))
    assert [alike(one.text, ROWS[key]) > 0.9 for one, key in zip(found, ("zh", "en"), strict=True)] == [True, True]
    for number, reading in enumerate(found):
        across, down = [x for x, _ in reading.quad], [y for _, y in reading.quad]
        assert 0 <= min(across) < max(across) <= 640
        assert min(down) < 40 + 80 * number + 25 < max(down)


@pytest.mark.slow
def test_finding_and_recognising_apart_give_the_same(reader: Ocr) -> None:
    picture = drawn([(ROWS["en"], "en")])
    (quad,) = reader.find(picture)
    (reading,) = reader.read(picture)
    assert quad == reading.quad
    pixels = np.frombuffer(picture.bgr, np.uint8).reshape(360, 640, 3)
    left, top, right, bottom = (int(one) for one in (*quad[0], *quad[2]))
    row = np.ascontiguousarray(pixels[top:bottom, left:right])
    assert reader.recognise(Picture(row.tobytes(), row.shape[1], row.shape[0])).text == reading.text


@pytest.mark.slow
def test_a_picture_without_text_has_no_rows(reader: Ocr) -> None:
    assert reader.read(drawn([])) == ()
    assert reader.recognise(drawn([])).confidence < 60


def test_what_is_no_picture_is_refused(reader: Ocr) -> None:
    with pytest.raises(Refused):
        reader.read(Picture(b"123", 5, 5))
