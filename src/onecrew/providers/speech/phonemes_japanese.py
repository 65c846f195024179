"""Phonemes of Japanese. In: text, figures and Latin words among it. Out: Kokoro's letters. Never: the network.

Words, readings and figures by Open JTalk (``pyopenjtalk-plus``, MIT; its dictionary BSD). The letters are those Kokoro v1.0 was
trained on (misaki 0.7, Apache-2.0): a broad IPA with a word's kana one after the other and a space between words.
"""

from __future__ import annotations

import re

from onecrew.units import Unreachable

_ROWS = {
    "アイウエオ": "a i ɯ e o",
    "カキクケコ": "ka kʲi kɯ ke ko",
    "ガギグゲゴ": "ɡa ɡʲi ɡɯ ɡe ɡo",
    "サシスセソ": "sa ɕi sɨ se so",
    "ザジズゼゾ": "ʣa ʥi zɨ ʣe ʣo",
    "タチツテト": "ta ʨi ʦɨ te to",
    "ダヂヅデド": "da ʥi zɨ de do",
    "ナニヌネノ": "na ɲi nɯ ne no",
    "ハヒフヘホ": "ha çi ɸɯ he ho",
    "バビブベボ": "ba bʲi bɯ be bo",
    "パピプペポ": "pa pʲi pɯ pe po",
    "マミムメモ": "ma mʲi mɯ me mo",
    "ヤユヨ": "ja jɯ jo",
    "ラリルレロ": "ɾa ɾʲi ɾɯ ɾe ɾo",
    "ワヰヱヲ": "βa i e o",
    "ヴ": "vɯ",
    "ァィゥェォ": "a i ɯ e o",
    "ャュョ": "ja jɯ jo",
}
_SMALL = {"ァ": "a", "ィ": "i", "ゥ": "ɯ", "ェ": "e", "ォ": "o", "ャ": "a", "ュ": "ɨ", "ョ": "o"}
_SPECIAL = {
    "ウ": "β",
    "ク": "kᵝ",
    "グ": "ɡᵝ",
    "ツ": "ʦ",
    "フ": "ɸ",
    "ヴ": "v",
    "テ": "t",
    "デ": "d",
    "ト": "t",
    "ド": "d",
    "イ": "j",
}
"""What a kana becomes before a small one when it is not simply the row's consonant."""
_MARKS = str.maketrans("、。，．！？：；「」『』（）…‥〜～", ",.,.!?:;“”“”()……——")


def _kana() -> dict[str, str]:
    single = {kana: letters for row, said in _ROWS.items() for kana, letters in zip(row, said.split(), strict=True)}
    pairs = {}
    for kana, letters in single.items():
        if kana in _SMALL or kana in "ヤユヨ":
            continue
        for small, vowel in _SMALL.items():
            head = _SPECIAL.get(kana, letters[:-1])
            soft = (small in "ィュ" and kana in "ツテデフヴ" and "ʲ") or ""
            pairs[kana + small] = f"{head}{soft}{vowel}"
    return {**single, **pairs}


_KANA = _kana()


def phonemes(text: str) -> str:
    """Kokoro's letters.

    Raises:
        Unreachable: the package is missing.
    """
    try:
        import pyopenjtalk
    except ImportError as fact:
        raise Unreachable("Japanese needs Open JTalk; install it with: pip install pyopenjtalk-plus") from fact
    out: list[str] = []
    # Open JTalk reads the marks 。！？ as commas, so the text is cut at marks first and they are put back between.
    for index, piece in enumerate(re.split(r"([、。，．！？!?：；:;,.「」『』（）()“”\"…‥〜～—―]+)", text)):
        if index % 2:
            out.append(_marked(piece))
        elif piece.strip():
            words = pyopenjtalk.run_frontend(piece, use_sudachi_kanji_yomi=False)
            said = _words(
                [
                    (word["pron"], word["chain_flag"] == 1 or word["pos"] in ("助詞", "助動詞"))
                    for word in words
                    if word["pos"] != "記号"
                ]
            )
            out.append(said)
    return re.sub(r"\s+", " ", "".join(out)).strip()


def _marked(marks: str) -> str:
    said = marks.translate(_MARKS).replace("―", "—")
    return said if said[-1] in "“(" else f"{said} "


def _words(words: list[tuple[str, bool]]) -> str:
    """Kana words in a row; one that is joined to the one before (a particle, an ending) stands without a space."""
    out = ""
    for kana, joined in words:
        spoken = kana.replace("’", "").replace("'", "")
        if out and not joined and not spoken.startswith("ー"):
            out += " "
        out += spoken
    return _letters(out)


def _letters(kana: str) -> str:
    out, place = "", 0
    while place < len(kana):
        pair = kana[place : place + 2]
        if pair in _KANA and len(pair) == 2:
            out += _KANA[pair]
            place += 2
            continue
        one = kana[place]
        place += 1
        if one == "ー":
            out += "ː"
        elif one == "ッ":
            out += "ʔ"
        elif one == "ン":
            out += _nasal(_KANA.get(kana[place : place + 2]) or _KANA.get(kana[place : place + 1], ""))
        else:
            out += _KANA.get(one, " " if one.isspace() else "")
    return out


def _nasal(following: str) -> str:
    """ん takes the place of what follows (Vance 2008, ``The Sounds of Japanese``)."""
    if following[:1] in ("m", "p", "b"):
        return "m"
    if following[:1] in ("k", "ɡ"):
        return "ŋ"
    if following[:1] in ("ɲ", "ʨ", "ʥ"):
        return "ɲ"
    return "n" if following[:1] in ("n", "t", "d", "ɾ", "z", "ʣ", "ʦ") else "ɴ"
