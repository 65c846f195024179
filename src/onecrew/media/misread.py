"""What a recogniser of rows cannot tell apart, told by what is around it. In: all texts of a film. Out: the same, mended.

Never: words exchanged for likelier words; that is for who also hears the film. Only forms that look alike are exchanged: small and
capital letters of one shape, "0" and "O", "I" and "l", half and full width marks, and the "¡" that its alphabet lacks.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

_ONE_SHAPE = frozenset("cçosuvwxz")
_SENTENCE_END = re.compile(r"[.!?…。！？]['\"”’»」』]*$")
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]")
_LATIN = re.compile(r"[A-Za-zÀ-ÖØ-öø-ÿ]")
_WIDE = str.maketrans({",": "，", "?": "？", "!": "！", ":": "：", ";": "；"})
_NARROW = str.maketrans({"，": ",", "？": "?", "！": "!", "：": ":", "；": ";", "。": "."})
_EXCLAIMED = re.compile(r"(?P<before>^|[.!?…]\s+)(?P<said>[^¡!?.…¿]+!)")
_CAPITAL_I = re.compile(r"(?<![\w¡])[iIl](?=[A-ZÁÉÍÓÚÑ][a-záéíóúñ]*[^¡!?.…]*!)")


def mended(texts: Sequence[str]) -> tuple[str, ...]:
    """The texts of a film in their order, rows parted by ``\\n``; as many as came."""
    rows = ["\n".join(_marks(_letters(row)) for row in text.split("\n")) for text in texts]
    new = [not last or bool(_SENTENCE_END.search(last)) for last in ["", *rows][: len(rows)]]
    begun = [text[0] for text, fresh in zip(rows, new, strict=True) if fresh and _LATIN.match(text) and text[0] not in _ONE_SHAPE]
    if sum(one.isupper() for one in begun) > 0.7 * len(begun):
        rows = [_capital(text) if fresh else text for text, fresh in zip(rows, new, strict=True)]
    if any("¿" in text or "¡" in text for text in rows):
        rows = [_spanish(text) for text in rows]
    return tuple(rows)


def _letters(row: str) -> str:
    """A lone nought before a word is an "O" (Portuguese), "Ih" before a vowel is "lh"."""
    row = re.sub(r"(?:(?<=^)|(?<=[.!?] ))0(?= [a-zà-ÿ])", "O", row)
    return re.sub(r"\bIh(?=[aeiouáéíóúâêôãõ])", "lh", row)


def _marks(row: str) -> str:
    """Marks as wide as the letters of their row; a row of both kinds of letters keeps what was read."""
    if _HAN.search(row):
        return row if _LATIN.search(row) else row.translate(_WIDE)
    return row.translate(_NARROW) if _LATIN.search(row) else row


def _capital(text: str) -> str:
    return text[0].upper() + text[1:] if text[:1] in _ONE_SHAPE else text


def _spanish(text: str) -> str:
    """With the "¡" before what ends in "!"; where it stands inside a sentence cannot be known, so it goes to its beginning."""
    flat = text.replace("\n", "\v")
    flat = _CAPITAL_I.sub("¡", flat)
    return _EXCLAIMED.sub(r"\g<before>¡\g<said>", flat).replace("\v", "\n")
