"""Captions as Advanced SubStation Alpha (.ass). In: Captions, the picture's size. Out: text. Never: files, layout.

Sizes and margins are pixels of PlayRes, which is the picture. Reference: the format's field list as libass documents it
(https://github.com/libass/libass/wiki/ASSv5-Override-Tags and the SSA 4.00+ specification).
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from onecrew.timeline.caption_place import CaptionPlace, caption_place
from onecrew.timeline.timeline import Caption
from onecrew.units import Language

_FONTS = {
    "Hans": "Noto Sans CJK SC",
    "Hant": "Noto Sans CJK TC",
    "Jpan": "Noto Sans CJK JP",
    "Kore": "Noto Sans CJK KR",
    "Thai": "Noto Sans Thai",
    "Arab": "Noto Sans Arabic",
    "Deva": "Noto Sans Devanagari",
}
_STYLE = (
    "Name, Fontname, Fontsize, PrimaryColour, SecondaryColour, OutlineColour, BackColour, Bold, Italic, Underline, StrikeOut, "
    "ScaleX, ScaleY, Spacing, Angle, BorderStyle, Outline, Shadow, Alignment, MarginL, MarginR, MarginV, Encoding"
)


def write_ass(
    captions: Sequence[Caption],
    language: Language,
    width: int,
    height: int,
    title: str = "",
    place: CaptionPlace | None = None,
    font: str = "",
) -> str:
    """The captions in one style, white with a dark outline, in the safe area. ``font``: a family name; by default Noto's for
    the script.

    Rows are broken where the captions break them and nowhere else (WrapStyle 2). A caption that has a place is centred on it
    (``\\an5\\pos``), so that no player moves it.
    """
    place = place or caption_place(width, height)
    size = round(height * place.size)
    family = font or _FONTS.get(language.script, "Noto Sans")
    outline = max(1, round(Fraction(size, 16)))
    left, right, bottom = round(width * place.left), round(width * place.right), round(height * place.bottom)
    head = [
        "[Script Info]",
        f"Title: {_single(title)}",
        "ScriptType: v4.00+",
        f"PlayResX: {width}",
        f"PlayResY: {height}",
        "WrapStyle: 2",
        "ScaledBorderAndShadow: yes",
        "YCbCr Matrix: TV.709",
        f"Language: {language.tag}",
        "",
        "[V4+ Styles]",
        f"Format: {_STYLE}",
        f"Style: Caption,{family},{size},&H00FFFFFF,&H00FFFFFF,&H00101010,&H80000000,-1,0,0,0,100,100,0,0,1,{outline},0,2,"
        f"{left},{right},{bottom},1",
        "",
        "[Events]",
        "Format: Layer, Start, End, Style, Name, MarginL, MarginR, MarginV, Effect, Text",
    ]
    events = []
    for caption in captions:
        times = f"{_clock(caption.range.start)},{_clock(caption.range.end)}"
        name = _single(caption.speaker).replace(",", " ")
        text = r"\N".join(_escaped(row) for row in caption.lines)
        moved = ""
        if caption.place is not None:
            moved = rf"{{\an5\pos({round(Fraction(left + width - right, 2))},{round(height * caption.place)})}}"
        events.append(f"Dialogue: 0,{times},Caption,{name},0,0,0,,{moved}{text}")
    return "\n".join([*head, *events]) + "\n"


def _clock(time: Fraction) -> str:
    """``H:MM:SS.cc``, all the format knows."""
    whole, part = divmod(round(time * 100), 100)
    return f"{whole // 3600}:{whole // 60 % 60:02}:{whole % 60:02}.{part:02}"


def _single(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    """Braces would open commands and ``\\N`` break the row: both are shown as written (a word joiner parts the backslash)."""
    return text.replace("\\", "\\\u2060").replace("{", "\\{").replace("}", "\\}")
