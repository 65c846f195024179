"""Text to what Kokoro reads. In: a line and one of its languages. Out: passages of Kokoro's letters with pauses. Never: sound.

A line is read out first (``reading``), then cut at sentences and, where one is too long, at clauses. Words in another script than
the line's own are read by that script's language, so a name in Chinese characters is heard in an English line.
"""

from __future__ import annotations

import re

from onecrew.providers.speech import phonemes_chinese, phonemes_english, phonemes_espeak, phonemes_japanese, symbols
from onecrew.providers.speech.reading import read

_AIM = 240
"""Letters of a passage when there is a choice: Kokoro speaks 100 to 250 letters best, hurries above 400, drawls below 20."""

_PAUSES = {".": 0.30, "!": 0.30, "?": 0.35, "…": 0.45, "—": 0.22, ";": 0.22, ":": 0.18, ",": 0.12}
"""Seconds of silence that follow a passage, by its last mark."""

_SCRIPTS = (
    ("zh", re.compile(r"[㐀-䶿一-鿿豈-﫿]")),
    ("ja", re.compile(r"[぀-ヿㇰ-ㇿ]")),
    ("hi", re.compile(r"[ऀ-ॿ]")),
    ("ru", re.compile(r"[Ѐ-ӿ]")),
    ("latin", re.compile(r"[A-Za-zÀ-ɏ]")),
)
_OWN = {"zh": {"zh"}, "ja": {"ja", "zh", "latin"}, "hi": {"hi"}}
"""Scripts that a language's own phonemizer reads; Latin letters for the rest."""


def passages(text: str, language: str) -> list[tuple[str, float]]:
    """Passages below the model's limit, each with the pause in seconds that follows it (none after the last); empty: silence."""
    said = phonemes(read(text, language), language)
    pieces = [piece for piece in _cut(said) if any(symbols.ipa(letter) for letter in piece)]
    return [(piece, 0.0 if index == len(pieces) - 1 else _PAUSES.get(piece[-1], 0.08)) for index, piece in enumerate(pieces)]


def phonemes(text: str, language: str) -> str:
    """Kokoro's letters of a line that has been read out; letters the model does not know are left out."""
    out = []
    for script, run in _runs(text, language):
        said = _spoken(run, _reader(script, language))
        out.append(f"{' ' if run[:1].isspace() else ''}{said}{' ' if run[-1:].isspace() else ''}")
    letters = symbols.known(re.sub(r"\s+", " ", "".join(out)).replace("”", "").replace("“", "").replace('"', ""))
    letters = re.sub(r"\s+([;:,.!?…])", r"\1", letters)
    return re.sub(r"([;:,.!?…—])(?=[^\s;:,.!?…—])", r"\1 ", letters).strip(" ,;:—")


def _runs(text: str, language: str) -> list[tuple[str, str]]:
    """The text cut where the script changes; marks, spaces and figures stay with what is before them."""
    own = _OWN.get(language, {"latin"})
    runs: list[tuple[str, str]] = []
    for letter in text:
        script = next((name for name, pattern in _SCRIPTS if pattern.match(letter)), "")
        if script in own or not script:
            script = "own" if script else (runs[-1][0] if runs else "own")
        if runs and runs[-1][0] == script:
            runs[-1] = (script, runs[-1][1] + letter)
        else:
            runs.append((script, letter))
    return runs


def _reader(script: str, language: str) -> str:
    if script == "own":
        return language
    return {"latin": "en-US"}.get(script, script)


def _spoken(text: str, language: str) -> str:
    if not any(letter.isalnum() for letter in text):
        return text
    if language.startswith("en"):
        return phonemes_english.phonemes(text, british=language == "en-GB")
    if language == "zh":
        return phonemes_chinese.phonemes(text)
    if language == "ja":
        return phonemes_japanese.phonemes(text)
    return phonemes_espeak.phonemes(text, language if language in phonemes_espeak.VOICES else language.split("-")[0])


def _cut(said: str) -> list[str]:
    """Whole sentences up to ``_AIM`` letters together; a longer one at its clauses, at words if it has none."""
    pieces: list[str] = []
    for sentence in re.findall(r".+?(?:[.!?…]+(?=\s)|$)", said):
        whole = sentence.strip()
        if pieces and len(pieces[-1]) + 1 + len(whole) <= _AIM:
            pieces[-1] += f" {whole}"
        elif len(whole) <= symbols.MOST - 100:
            pieces.append(whole)
        else:
            pieces += _clauses(whole)
    return [piece for piece in pieces if piece]


def _clauses(sentence: str) -> list[str]:
    out = [""]
    for clause in re.findall(r".+?(?:[,;:—]+(?=\s)|$)", sentence):
        for part in _words(clause.strip()):
            if out[-1] and len(out[-1]) + 1 + len(part) > _AIM:
                out.append(part)
            else:
                out[-1] = f"{out[-1]} {part}".strip()
    return out


def _words(clause: str) -> list[str]:
    if len(clause) <= _AIM:
        return [clause]
    out = [""]
    for word in clause.split():
        for piece in (word[start : start + _AIM] for start in range(0, len(word), _AIM)):
            if out[-1] and len(out[-1]) + 1 + len(piece) > _AIM:
                out.append(piece)
            else:
                out[-1] = f"{out[-1]} {piece}".strip()
    return out
