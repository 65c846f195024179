"""Phonemes of es, fr, it, pt and hi. In: text. Out: Kokoro's letters. Never: espeak-ng in this process (see ``espeak``).

Punctuation is kept here and never sent: espeak-ng drops it, and Kokoro needs it for its melody.
"""

from __future__ import annotations

import re

from onecrew.providers.speech import espeak

VOICES = {
    "es": "es",
    "es-419": "es-419",
    "fr": "fr",
    "it": "it",
    "pt": "pt-br",
    "hi": "hi",
    "ru": "ru",
    "id": "id",
    "en-GB": "en-gb",
    "en": "en-us",
}
"""espeak-ng's voice for each language it serves here."""

# Kokoro was trained on espeak-ng's IPA with these pairs written as one letter.
_LETTERS = (
    ("a^ɪ", "I"),
    ("a^ʊ", "W"),
    ("d^z", "ʣ"),
    ("d^ʒ", "ʤ"),
    ("e^ɪ", "A"),
    ("o^ʊ", "O"),
    ("ə^ʊ", "Q"),
    ("s^s", "S"),
    ("t^s", "ʦ"),
    ("t^ʃ", "ʧ"),
    ("ɔ^ɪ", "Y"),
)
_SWITCH = re.compile(r"\([a-z]{2,3}(?:-[a-z0-9]+)*\)")
"""espeak-ng marks words it read by another language's rules with ``(en)``."""

_MARKS = re.compile(r'([;:,.!?…—"()“”]+(?=\s|$)|(?<!\S)["(“—]+|—|["()“”])')
"""Marks that punctuate; a point, comma or colon inside ``10:30`` or ``1.000`` is left to espeak-ng."""


def phonemes(text: str, language: str) -> str:
    """Kokoro's letters of ``text``, whose marks are among ``;:,.!?…—"()“”`` and whose numbers may be figures."""
    voice = VOICES[language]
    pieces = []
    for index, piece in enumerate(_MARKS.split(text)):
        if index % 2 or not piece.strip():
            pieces.append(piece)
        else:
            said = _letters(espeak.shared().phonemes(voice, piece.strip()))
            pieces.append(f"{' ' * piece[0].isspace()}{said}{' ' * piece[-1].isspace()}")
    return re.sub(r"\s+", " ", "".join(pieces)).strip()


def _letters(ipa: str) -> str:
    ipa = _SWITCH.sub("", ipa)
    for pair, letter in _LETTERS:
        ipa = ipa.replace(pair, letter)
    return ipa.replace("^", "").replace("-", "")
