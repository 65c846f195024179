"""Phonemes of Mandarin. In: text without figures. Out: Kokoro's letters. Never: English, figures (see ``numbers_chinese``).

Words by jieba (MIT), readings by pypinyin (MIT), letters by misaki's table (Apache-2.0).
"""

from __future__ import annotations

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
    from misaki.zh import ZHG2P

    jieba.setLogLevel(logging.WARNING)
    out = []
    for run in _HAN.findall(text.translate(_MARKS)):
        if _HAN.match(run[0]) and run[0] >= "㐀":
            out.append(" ".join(ZHG2P.word2ipa(word) for word in jieba.lcut(run, cut_all=False)))
        else:
            out.append(run)
    return re.sub(r"\s+", " ", "".join(out).replace("\u032f", "")).strip()
