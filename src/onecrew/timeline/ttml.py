"""Captions as TTML in the IMSC 1.1 text profile (.ttml). In: Captions, the frame rate. Out: text. Never: files, layout.

https://www.w3.org/TR/ttml-imsc1.1/. Times are frames (``45f``) at ``ttp:frameRate`` × ``ttp:frameRateMultiplier``, so they are
exact at every rate. One region stands in the safe area, and one in every place that captions have of their own, no higher than they
are: the profile lets no two regions overlap. Lengths are shares of the picture, as the profile asks for.
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from xml.sax.saxutils import escape, quoteattr

from onecrew.timeline.caption_place import VERTICAL, CaptionPlace, caption_place
from onecrew.timeline.timeline import Caption
from onecrew.units import Language

_PROFILE = "http://www.w3.org/ns/ttml/profile/imsc1.1/text"
_ROWS = 15
"""Of the cell grid: the default, by which a font of 100 % is a fifteenth of the picture high."""
_LINE = Fraction(125, 100)
"""Height of a row, of the size of the letters."""


def write_ttml(
    captions: Sequence[Caption],
    language: Language,
    rate: Fraction,
    title: str = "",
    width: int = 9,
    height: int = 16,
    place: CaptionPlace | None = None,
) -> str:
    """The document. ``width`` and ``height``: the picture's shape, in any unit."""
    place = place or (VERTICAL if height > width else caption_place(width, height))
    nominal = -(-rate.numerator // rate.denominator)
    multiplier = rate / nominal
    shape = Fraction(width, height)
    wide, high = 1 - place.left - place.right, 1 - place.top - place.bottom
    regions = _regions(captions)
    rows = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<tt xmlns="http://www.w3.org/ns/ttml" xmlns:ttp="http://www.w3.org/ns/ttml#parameter"',
        '    xmlns:tts="http://www.w3.org/ns/ttml#styling" xmlns:ttm="http://www.w3.org/ns/ttml#metadata"',
        f'    xml:lang={quoteattr(language.tag)} ttp:contentProfiles="{_PROFILE}" ttp:timeBase="media"',
        f'    ttp:frameRate="{nominal}" ttp:frameRateMultiplier="{multiplier.numerator} {multiplier.denominator}"',
        f'    ttp:cellResolution="32 {_ROWS}" ttp:displayAspectRatio="{shape.numerator} {shape.denominator}">',
        "  <head>",
        "    <metadata>",
        f"      <ttm:title>{escape(title)}</ttm:title>",
        *(
            f'      <ttm:agent type="character" xml:id="{_agent(number)}">'
            f'<ttm:name type="alias">{escape(speaker)}</ttm:name></ttm:agent>'
            for number, speaker in enumerate(_speakers(captions), 1)
        ),
        "    </metadata>",
        "    <styling>",
        f'      <style xml:id="caption" tts:fontFamily="proportionalSansSerif" tts:fontSize="{_percent(place.size * _ROWS)}"',
        f'        tts:lineHeight="{_percent(_LINE)}" tts:color="#ffffff" tts:textOutline="#101010 6%" tts:textAlign="center"',
        f'        tts:direction="{"rtl" if language.right_to_left else "ltr"}"/>',
        "    </styling>",
        "    <layout>",
        f'      <region xml:id="area" tts:origin="{_percent(place.left)} {_percent(place.top)}"',
        f'        tts:extent="{_percent(wide)} {_percent(high)}" tts:displayAlign="after" tts:overflow="visible"/>',
        *(_region(name, middle, count * place.size * _LINE, place) for (middle, count), name in regions.items()),
        "    </layout>",
        "  </head>",
        # What stands in the body's region is in no other: with more than one, every paragraph names its own.
        '  <body style="caption">' if regions else '  <body style="caption" region="area">',
        "    <div>",
    ]
    agents = {speaker: _agent(number) for number, speaker in enumerate(_speakers(captions), 1)}
    for number, caption in enumerate(captions, 1):
        agent = f' ttm:agent="{agents[caption.speaker]}"' if caption.speaker else ""
        region = f' region="{regions.get(_seat(caption), "area")}"' if regions else ""
        text = "<br/>".join(escape(row) for row in caption.lines)
        begin, end = round(caption.range.start * rate), round(caption.range.end * rate)
        rows.append(f'      <p xml:id="c{number}" begin="{begin}f" end="{end}f"{region}{agent}>{text}</p>')
    return "\n".join([*rows, "    </div>", "  </body>", "</tt>", ""])


def _seat(caption: Caption) -> tuple[Fraction | None, int]:
    """What captions of one region share: their middle and how many rows they have."""
    return caption.place, len(caption.lines)


def _regions(captions: Sequence[Caption]) -> dict[tuple[Fraction | None, int], str]:
    """The names of the regions beside the usual one."""
    seats = dict.fromkeys(_seat(caption) for caption in captions if caption.place is not None)
    return {seat: f"area{number}" for number, seat in enumerate(seats, 2)}


def _region(name: str, middle: Fraction | None, high: Fraction, place: CaptionPlace) -> str:
    assert middle is not None
    top = max(Fraction(0), middle - high / 2)
    return (
        f'      <region xml:id="{name}" tts:origin="{_percent(place.left)} {_percent(top)}"\n'
        f'        tts:extent="{_percent(1 - place.left - place.right)} {_percent(high)}" tts:displayAlign="center"'
        ' tts:overflow="visible"/>'
    )


def _speakers(captions: Sequence[Caption]) -> list[str]:
    return list(dict.fromkeys(caption.speaker for caption in captions if caption.speaker))


def _agent(number: int) -> str:
    return f"speaker{number}"


def _percent(share: Fraction) -> str:
    return f"{float(share * 100):.3f}".rstrip("0").rstrip(".") + "%"
