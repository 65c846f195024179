"""Burnt-in texts as short dramas have them. In: rows, a style, a size. Out: a drawn text, where it stands, how it comes and goes.

Never: when. Sizes are shares of the picture's width (vertical) or height (wide). Every text is drawn once; moving moves it by whole
pixels and fading changes its opacity, so what a text covers is known to the pixel.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import skia

from onecrew.fonts import collection, families, unicode

from .truth import Box, Frame

STYLES = ("outline", "box", "shadow", "yellow", "two-lines", "bilingual", "moving", "fading")
"""Styles of dialogue."""

_WHITE, _YELLOW, _BLACK = 0xFFFFFFFF, 0xFFFFE14A, 0xFF101014


@dataclass(frozen=True, slots=True)
class Written:
    """A drawn text: (height, width, 4) blue first, premultiplied; and where its top left corner stands."""

    pixels: Frame
    left: int
    top: int

    @property
    def box(self) -> Box:
        """Where it stands."""
        height, width = self.pixels.shape[:2]
        return (self.left, self.top, width, height)


@dataclass(frozen=True, slots=True)
class _Row:
    text: str
    language: str
    size: float
    colour: int = _WHITE
    weight: int = 900


def subtitle(text: str, other: str, language: str, style: str, width: int, height: int) -> tuple[Written, tuple[str, ...]]:
    """A subtitle and its rows. ``other``: the second language of the bilingual style (English under Chinese, else Chinese)."""
    tall = height > width
    size = 0.062 * width if tall else 0.058 * height
    if language == "zh":
        size *= 1.04
    room = (0.84 if tall else 0.72) * width
    colour = _YELLOW if style == "yellow" else _WHITE
    rows = [
        _Row(row, language, size, colour)
        for row in broken(shown(text, language), language, size, room, 2 if style == "two-lines" else 1)
    ]
    if style == "bilingual":
        second = "en" if language == "zh" else "zh"
        small = 0.66 * size
        rows += [_Row(row, second, small, weight=400) for row in broken(other, second, small, room, 1)]
    middle = height * (0.735 if tall else 0.885)
    look = {"box": "box", "shadow": "shadow"}.get(style, "outline")
    return _drawn(rows, look, width / 2, middle, width, height), tuple(row.text for row in rows)


def shown(text: str, language: str) -> str:
    """A line as subtitles write it: Chinese ones end without a full stop."""
    return text.removesuffix("。") if language == "zh" else text


def title(text: str, language: str, width: int, height: int) -> Written:
    """A chapter title: large, over the picture's upper middle, between two thin rules."""
    size = 0.088 * width if height > width else 0.1 * height
    return _drawn([_Row(text, language, size)], "title", width / 2, 0.36 * height, width, height)


def sign(text: str, language: str, width: int, height: int) -> Written:
    """A plate on a wall: dark letters on enamel."""
    size = 0.046 * width if height > width else 0.05 * height
    return _drawn([_Row(text, language, size, 0xFFF6F2E6)], "plate", 0.3 * width, 0.2 * height, width, height)


def message(text: str, language: str, width: int, height: int) -> Written:
    """A phone message: a bubble with dark letters."""
    size = 0.047 * width if height > width else 0.048 * height
    return _drawn([_Row(text, language, size, 0xFF14161C, 400)], "bubble", 0.6 * width, 0.47 * height, width, height)


def watermark(text: str, width: int, height: int) -> Written:
    """A station's name in the upper right corner, half transparent."""
    size = 0.036 * width if height > width else 0.036 * height
    return _drawn([_Row(text, "en", size, 0xA8FFFFFF)], "mark", 0.86 * width, 0.055 * height, width, height)


def coming(style: str, frames: int, written: Written, width: int) -> tuple[tuple[Box, ...], tuple[float, ...]]:
    """The box and the opacity of a subtitle on each of its frames; one of each where nothing changes."""
    left, top, across, down = written.box
    if style == "moving":
        # It rises into its place within seven frames and then drifts, a pixel every other frame.
        rise = [round(0.9 * down * (1 - n / 7) ** 2) if n < 7 else 0 for n in range(frames)]
        reach = min(frames // 4, left, width - across - left)
        drift = [max(-reach, min(reach, n // 2 - frames // 4)) for n in range(frames)]
        return tuple((left + dx, top + dy, across, down) for dx, dy in zip(drift, rise, strict=True)), (1.0,)
    if style == "fading":
        ramp = 5
        share = [min(1.0, (n + 1) / ramp, (frames - n) / ramp) for n in range(frames)]
        return (written.box,), tuple(share)
    return (written.box,), (1.0,)


def broken(text: str, language: str, size: float, room: float, least: int) -> list[str]:
    """``text`` in as few rows as fit into ``room`` pixels, at least ``least`` where it can be parted, of about equal width."""
    together = " " if " " in text else ""
    pieces = text.split() if together else list(text)
    whole = _width(text, language, size)
    rows = max(least, int(-(-whole // room)))
    if rows == 1 or len(pieces) < (4 if together else 6):
        return [text]
    found: list[str] = []
    target = whole / rows
    row: list[str] = []
    for number, piece in enumerate(pieces):
        held = _width(together.join([*row, piece]), language, size)
        closing = piece in "。，？！、,.?!"
        if row and held > target * 1.04 and not closing and len(found) < rows - 1 and number < len(pieces):
            found.append(together.join(row))
            row = []
        row.append(piece)
    return [*found, together.join(row)]


def _width(text: str, language: str, size: float) -> float:
    return float(_paragraph(_Row(text, language, size), skia.Paint()).LongestLine)


def _paragraph(row: _Row, paint: skia.Paint) -> skia.textlayout.Paragraph:
    """One row, shaped with the project's own fonts."""
    letters = skia.textlayout.TextStyle()
    letters.setFontFamilies(list(families(row.language)))
    letters.setFontSize(row.size)
    letters.setFontStyle(skia.FontStyle(row.weight, 5, skia.FontStyle.kUpright_Slant))
    letters.setLocale(row.language)
    letters.setForegroundPaint(paint)
    builder = skia.textlayout.ParagraphBuilder(skia.textlayout.ParagraphStyle(), collection(), unicode())
    builder.pushStyle(letters)
    builder.addText(row.text)
    paragraph = builder.Build()
    paragraph.layout(1e6)
    return paragraph


def _drawn(rows: list[_Row], look: str, middle: float, at: float, width: int, height: int) -> Written:
    """Rows centred on (middle, at), with what their look puts behind them, cut to what is inked."""
    pixels = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface(pixels, colorType=skia.kBGRA_8888_ColorType, alphaType=skia.kPremul_AlphaType)
    canvas = surface.getCanvas()
    shaped = [_paragraph(row, skia.Paint(AntiAlias=True, Color=row.colour)) for row in rows]
    widths = [float(one.LongestLine) for one in shaped]
    steps = [1.3 * row.size for row in rows]
    top = at - sum(steps) / 2
    size = rows[0].size
    if look in ("box", "plate", "bubble", "title"):
        across = max(widths) / 2
        area = skia.Rect.MakeLTRB(
            middle - across - 0.5 * size, top - 0.14 * size, middle + across + 0.5 * size, top + sum(steps) + 0.14 * size
        )
        _behind(canvas, look, area, size)
    for row, paragraph, across, step in zip(rows, shaped, widths, steps, strict=True):
        x, y = round(middle - across / 2), round(top + step / 2 - float(paragraph.Height) / 2)
        for under in _under(look, row.size):
            _paragraph(row, under).paint(canvas, x, y)
        fill = skia.Paint(AntiAlias=True, Color=row.colour)
        if row.language == "zh" and row.weight > 400:
            # The packaged Chinese face is Regular; subtitles are bold.
            fill.setStyle(skia.Paint.kStrokeAndFill_Style)
            fill.setStrokeWidth(0.03 * row.size)
        _paragraph(row, fill).paint(canvas, x, y)
        top += step
    inked = np.argwhere(pixels[..., 3] > 0)
    (y0, x0), (y1, x1) = inked.min(axis=0), inked.max(axis=0) + 1
    return Written(np.ascontiguousarray(pixels[y0:y1, x0:x1]), int(x0), int(y0))


def _behind(canvas: skia.Canvas, look: str, area: skia.Rect, size: float) -> None:
    """The box, plate, bubble or rules a text stands on."""
    if look == "box":
        canvas.drawRoundRect(area, 0.18 * size, 0.18 * size, skia.Paint(AntiAlias=True, Color=0x96000000))
    elif look == "plate":
        canvas.drawRoundRect(area.makeOutset(3, 3), 5, 5, skia.Paint(AntiAlias=True, Color=0xFFD9D4C4))
        canvas.drawRoundRect(area, 4, 4, skia.Paint(AntiAlias=True, Color=0xFF1D4A6E))
    elif look == "bubble":
        canvas.drawRoundRect(area, 0.6 * size, 0.6 * size, skia.Paint(AntiAlias=True, Color=0xFF95EC69))
    else:
        line = skia.Paint(AntiAlias=True, Color=0xC8FFFFFF)
        for y in (area.top() - 0.1 * size, area.bottom() + 0.1 * size):
            canvas.drawRect(skia.Rect.MakeXYWH(area.centerX() - 1.1 * size, y, 2.2 * size, max(2.0, 0.03 * size)), line)


def _under(look: str, size: float) -> list[skia.Paint]:
    """Paints of what lies under the letters: an edge, a shadow."""
    blur = skia.MaskFilter.MakeBlur(skia.kNormal_BlurStyle, 0.07 * size)
    edge = skia.Paint(AntiAlias=True, Style=skia.Paint.kStroke_Style, StrokeJoin=skia.Paint.kRound_Join, Color=_BLACK)
    if look == "outline":
        edge.setStrokeWidth(0.15 * size)
        return [edge]
    if look == "shadow":
        soft = skia.Paint(AntiAlias=True, Style=skia.Paint.kStrokeAndFill_Style, Color=0xD0000000, MaskFilter=blur)
        soft.setStrokeWidth(0.1 * size)
        return [soft]
    if look in ("title", "mark"):
        return [skia.Paint(AntiAlias=True, Color=0x90000000 if look == "title" else 0x50000000, MaskFilter=blur)]
    return []
