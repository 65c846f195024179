"""Phonemes of Mandarin. In: text without figures. Out: Kokoro's letters. Never: English, figures (see ``numbers_chinese``).

Words by jieba (MIT), readings by pypinyin (MIT), letters by misaki's table (Apache-2.0).
"""

from __future__ import annotations

import contextlib
import logging
import re

_MARKS = str.maketrans(
    {
        "、": ", ",
        "，": ", ",
        "。": ". ",
        "．": ". ",
        "！": "! ",
        "：": ": ",
        "；": "; ",
        "？": "? ",
        "「": " “",
        "」": "” ",
        "『": " “",
        "』": "” ",
        "《": " “",
        "》": "” ",
        "〈": " “",
        "〉": "” ",
        "【": " “",
        "】": "” ",
        "（": " (",
        "）": ") ",
    }
)
_HAN = re.compile(r"[㐀-䶿一-鿿豈-﫿]+|[^㐀-䶿一-鿿豈-﫿]+")


def phonemes(text: str) -> str:
    """Kokoro's letters of Chinese characters; everything else is passed on as it is."""
    import jieba

    jieba.setLogLevel(logging.WARNING)
    out = []
    for run in _HAN.findall(text.translate(_MARKS)):
        if _HAN.match(run[0]) and run[0] >= "㐀":
            out.append(" ".join(_word(word) for word in jieba.lcut(run, cut_all=False)))
        else:
            out.append(run)
    return re.sub(r"\s+", " ", "".join(out).replace("\u032f", "")).strip()


def _word(word: str) -> str:
    """Its syllables; a character that nobody reads is silent."""
    from misaki.zh import ZHG2P
    from pypinyin import Style, lazy_pinyin

    out = ""
    for syllable in lazy_pinyin(word, style=Style.TONE3, neutral_tone_with_five=True, errors="ignore"):
        # Some dialect readings of pypinyin have no sound in misaki's table.
        with contextlib.suppress(ValueError):
            out += ZHG2P.py2ipa(syllable)
    return out
