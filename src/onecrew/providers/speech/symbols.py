"""Kokoro's alphabet. In: its phoneme letters. Out: its token numbers, or IPA. Never: text.

The numbers are those of Kokoro-82M v1.0 (``config.json`` of hexgrad/Kokoro-82M, Apache-2.0): one token a letter, 0 at
both ends.
"""

from __future__ import annotations

TOKENS = {
    ";": 1,
    ":": 2,
    ",": 3,
    ".": 4,
    "!": 5,
    "?": 6,
    "—": 9,
    "…": 10,
    '"': 11,
    "(": 12,
    ")": 13,
    "“": 14,
    "”": 15,
    " ": 16,
    "\u0303": 17,
    "ʣ": 18,
    "ʥ": 19,
    "ʦ": 20,
    "ʨ": 21,
    "ᵝ": 22,
    "ꭧ": 23,
    "A": 24,
    "I": 25,
    "O": 31,
    "Q": 33,
    "S": 35,
    "T": 36,
    "W": 39,
    "Y": 41,
    "ᵊ": 42,
    "a": 43,
    "b": 44,
    "c": 45,
    "d": 46,
    "e": 47,
    "f": 48,
    "h": 50,
    "i": 51,
    "j": 52,
    "k": 53,
    "l": 54,
    "m": 55,
    "n": 56,
    "o": 57,
    "p": 58,
    "q": 59,
    "r": 60,
    "s": 61,
    "t": 62,
    "u": 63,
    "v": 64,
    "w": 65,
    "x": 66,
    "y": 67,
    "z": 68,
    "ɑ": 69,
    "ɐ": 70,
    "ɒ": 71,
    "æ": 72,
    "β": 75,
    "ɔ": 76,
    "ɕ": 77,
    "ç": 78,
    "ɖ": 80,
    "ð": 81,
    "ʤ": 82,
    "ə": 83,
    "ɚ": 85,
    "ɛ": 86,
    "ɜ": 87,
    "ɟ": 90,
    "ɡ": 92,
    "ɥ": 99,
    "ɨ": 101,
    "ɪ": 102,
    "ʝ": 103,
    "ɯ": 110,
    "ɰ": 111,
    "ŋ": 112,
    "ɳ": 113,
    "ɲ": 114,
    "ɴ": 115,
    "ø": 116,
    "ɸ": 118,
    "θ": 119,
    "œ": 120,
    "ɹ": 123,
    "ɾ": 125,
    "ɻ": 126,
    "ʁ": 128,
    "ɽ": 129,
    "ʂ": 130,
    "ʃ": 131,
    "ʈ": 132,
    "ʧ": 133,
    "ʊ": 135,
    "ʋ": 136,
    "ʌ": 138,
    "ɣ": 139,
    "ɤ": 140,
    "χ": 142,
    "ʎ": 143,
    "ʒ": 147,
    "ʔ": 148,
    "ˈ": 156,
    "ˌ": 157,
    "ː": 158,
    "ʰ": 162,
    "ʲ": 164,
    "↓": 169,
    "→": 171,
    "↗": 172,
    "↘": 173,
    "ᵻ": 177,
}
"""The number of each letter. 72 of the 178 numbers are unused."""

MOST = 510
"""Letters one call of the model takes."""

PUNCTUATION = frozenset(';:,.!?—…"()“”')
STRESS = frozenset("ˈˌ")
_MARKS = frozenset("ːʰʲᵝ\u0303↓→↗↘")
"""Letters that belong to the sound before them: length, aspiration, palatal and rounded release, nasality, tones."""

_IPA: dict[str, tuple[tuple[str, int], ...]] = {
    "A": (("e", 6), ("ɪ", 4)),
    "I": (("a", 6), ("ɪ", 4)),
    "O": (("o", 6), ("ʊ", 4)),
    "Q": (("ə", 6), ("ʊ", 4)),
    "W": (("a", 6), ("ʊ", 4)),
    "Y": (("ɔ", 6), ("ɪ", 4)),
    "S": (("s", 10),),
    "T": (("ɾ", 10),),
    "ʣ": (("d", 4), ("z", 6)),
    "ʤ": (("d", 4), ("ʒ", 6)),
    "ʥ": (("d", 4), ("ʑ", 6)),
    "ʦ": (("t", 4), ("s", 6)),
    "ʧ": (("t", 4), ("ʃ", 6)),
    "ʨ": (("t", 4), ("ɕ", 6)),
    "ꭧ": (("t", 4), ("ʂ", 6)),
    "ᵊ": (("ə", 10),),
    "ᵻ": (("ɪ", 10),),
}
"""Kokoro's own letters for two sounds in a row, with tenths of the time each takes."""


def known(phonemes: str) -> str:
    """The phonemes without letters the model has no token for."""
    return "".join(letter for letter in phonemes if letter in TOKENS)


def tokens(phonemes: str) -> list[int]:
    """Token numbers of known letters, with the 0 at both ends."""
    return [0, *(TOKENS[letter] for letter in phonemes), 0]


def ipa(letter: str) -> tuple[tuple[str, int], ...]:
    """The IPA symbols of one letter with tenths of its time; empty for stress, marks, spaces and punctuation."""
    if letter in STRESS or letter in _MARKS or letter in PUNCTUATION or letter == " ":
        return ()
    return _IPA.get(letter, ((letter, 10),))


def mark(letter: str) -> bool:
    """Whether the letter only changes the sound before it."""
    return letter in _MARKS
