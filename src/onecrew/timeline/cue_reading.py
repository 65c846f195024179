"""Subtitle files as people have them become times and words. In: bytes or text. Out: (TimeRange, text). Never: files, media.

SubRip, WebVTT, ASS and SSA, forgiving: times with dots, commas, missing hours or digits, missing numbers, blank rows inside a cue,
tags and override codes (dropped), ends before beginnings. Rows of a cue are parted by ``\\n``.
"""

from __future__ import annotations

import codecs
import html
import re
from collections.abc import Iterable
from fractions import Fraction

from onecrew.units import TimeRange

Cue = tuple[TimeRange, str]
"""When it is shown, and its words."""

_TIME = r"(?:(\d{1,3})\s*:\s*)?(\d{1,3})\s*:\s*(\d{1,2})(?:\s*[.,;:·]\s*(\d{1,9}))?"
_TIMING = re.compile(rf"^\s*{_TIME}\s*[-–—=]+\s*>+\s*{_TIME}")
_TAG = re.compile(r"<[^<>\n]{0,200}>|\{[^{}\n]{0,500}\}")
_DRAWING = re.compile(r"\{[^{}]*\\p[1-9][^{}]*\}")
_LAST_SECONDS = Fraction(3)
"""How long a cue without a sensible end stays, unless the next one comes sooner."""
_ASS_FIELDS = ("layer", "start", "end", "style", "name", "marginl", "marginr", "marginv", "effect", "text")


def read_cues(data: bytes, kind: str) -> tuple[Cue, ...]:
    """The cues of a file's bytes; ``kind`` is its ending: srt, vtt, ass or ssa. In order of time; without words, none.

    Raises:
        ValueError: another kind.
    """
    text = decoded_text(data)
    if kind in ("ass", "ssa"):
        return read_ass(text)
    if kind == "vtt":
        return read_webvtt(text)
    if kind == "srt":
        return read_subrip(text)
    raise ValueError(f"{kind!r} is none of srt, vtt, ass, ssa")


def read_subrip(text: str) -> tuple[Cue, ...]:
    """SubRip. A blank row ends nothing: only the next time does, so that cues with blank rows stay whole."""
    rows = text.splitlines()
    found = [(place, match) for place, row in enumerate(rows) if (match := _TIMING.match(row))]
    cues = []
    ends = [place for place, _ in found[1:]] + [len(rows)]
    for (place, match), following in zip(found, ends, strict=False):
        body = rows[place + 1 : following]
        # The row just above the next time is its number.
        if following < len(rows) and body and body[-1].strip().isdigit():
            body.pop()
        cues.append((*_times(match), clean("\n".join(body))))
    return _ordered(cues)


def read_webvtt(text: str) -> tuple[Cue, ...]:
    """WebVTT (W3C): a blank row ends a cue; notes, styles and settings are left out."""
    cues = []
    rows = iter(text.splitlines())
    for row in rows:
        match = _TIMING.match(row)
        if match:
            body = []
            for line in rows:
                if not line.strip():
                    break
                body.append(line)
            cues.append((*_times(match), clean(html.unescape("\n".join(body)))))
    return _ordered(cues)


def read_ass(text: str) -> tuple[Cue, ...]:
    """Advanced SubStation Alpha: the Dialogue rows; drawings are left out."""
    fields: tuple[str, ...] = _ASS_FIELDS
    cues = []
    for row in text.splitlines():
        head, _, rest = row.partition(":")
        head = head.strip().lower()
        if head == "format" and "text" in rest.lower():
            fields = tuple(one.strip().lower() for one in rest.split(","))
        elif head == "dialogue" and {"start", "end", "text"} <= set(fields):
            values = dict(zip(fields, rest.split(",", len(fields) - 1), strict=False))
            start, end = (re.fullmatch(rf"\s*{_TIME}\s*", values.get(name, "")) for name in ("start", "end"))
            words = values.get("text", "")
            if start and end and not _DRAWING.search(words):
                cues.append((_seconds(start.groups()), _seconds(end.groups()), clean(words)))
    return _ordered(cues)


def clean(text: str) -> str:
    """Words without tags (``<i>``), override codes (``{\\an8}``) and ASS's escapes; rows stripped, empty ones left out."""
    text = _TAG.sub("", text).replace("\\N", "\n").replace("\\n", "\n").replace("\\h", " ")
    text = "".join(letter if letter == "\n" or letter.isprintable() else " " for letter in text)
    return "\n".join(row for row in (" ".join(row.split()) for row in text.splitlines()) if row)


def _times(match: re.Match[str]) -> tuple[Fraction, Fraction]:
    groups = match.groups()
    return _seconds(groups[:4]), _seconds(groups[4:])


def _seconds(parts: tuple[str | None, ...]) -> Fraction:
    hours, minutes, seconds, rest = parts
    whole = int(hours or 0) * 3600 + int(minutes or 0) * 60 + int(seconds or 0)
    return whole + Fraction(int(rest or 0), 10 ** len(rest or ""))


def _ordered(cues: Iterable[tuple[Fraction, Fraction, str]]) -> tuple[Cue, ...]:
    """In order of time. An end that is no end becomes the next beginning, ``_LAST_SECONDS`` later at most."""
    rising = sorted((start, end, text) for start, end, text in cues if text)
    result = []
    for place, (start, end, text) in enumerate(rising):
        if end <= start:
            latest = start + _LAST_SECONDS
            later = rising[place + 1][0] if place + 1 < len(rising) else latest
            end = min(later, latest) if later > start else latest
        result.append((TimeRange(start, end), text))
    return tuple(result)


_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_COMMON = {
    "gb18030": "的了我你是不在有这们他她好什么人就说来到去吗都会要没那个",
    "big5": "的了我你是不在有這們他她好什麼人就說來到去嗎都會要沒那個",
    "shift_jis": "のにはをたがでてとしれさいるなかあこんっそすもらまどうくだ",
    "cp949": "이다는을의가에고하지나아서어사로기그만해도있너니리요",
    "cp1251": "оеаинтсрвлкмдпуяыьг",
}
_SURE = 0.12
"""Share of an encoding's most common letters among the letters beyond ASCII, above which it is believed."""


def decoded_text(data: bytes) -> str:
    """The text of a subtitle file: UTF-8, UTF-16, else the old encoding whose common letters it is full of, else Windows-1252."""
    for mark, name in _MARKS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace")
    if (zeros := data[:4000].count(0)) * 4 > len(data[:4000]):
        odd = data[1:4000:2].count(0)
        return data.decode("utf-16-le" if odd * 2 > zeros else "utf-16-be", "replace")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as error:
        # One letter cut in half at the end, or a stray byte, is no other encoding.
        text = data.decode("utf-8", "replace")
        if text.count("\ufffd") * 50 < sum(letter > "\x7f" for letter in text) or error.start >= len(data) - 3:
            return text
    best, most = "cp1252", _SURE
    for name, letters in _COMMON.items():
        text = data.decode(name, "replace")
        beyond = [letter for letter in text if letter > "\x7f"]
        # Every accent of Western Europe is a Cyrillic letter in Windows-1251; only words made of them are Cyrillic.
        if name == "cp1251" and 2 * len(beyond) < sum(letter.isalpha() for letter in text):
            continue
        wrong = text.count("\ufffd")
        score = (sum(letter in letters for letter in beyond) - 3 * wrong) / max(1, len(beyond))
        if score > most:
            best, most = name, score
    return data.decode(best, "replace")
