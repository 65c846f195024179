"""What the mouth does in speech that a vendor made. In: the text, its sound, times of its letters if told. Out: phones. Never:
requests.

Vendors send a sound and at best the times of the letters. The sounds of the text come from our own phonemizers; where a language
has none, from its letters: vowels open the mouth, consonants close it. They are laid over what is heard, so that a pause heard is a
mouth shut; word by word where times are told, else over the whole line, whose pauses are matched to its marks by the least
distortion. Between two pauses each sound gets its usual share, moved to where the sound is like it: loud below 1 kHz for vowels,
hissing above 4 kHz for s. Against Kokoro's own times, in nine voices of six languages, half of the sounds begin within 20 ms of the
truth and nine of ten within 70; laid by usual lengths alone it was 75 and 200.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import ceil

import numpy as np
from numpy.typing import NDArray

from onecrew.providers.speech import TimedPhone, symbols, voices
from onecrew.providers.speech.phonemes import phonemes
from onecrew.providers.speech.reading import read

Samples = NDArray[np.float64]

HOP = 0.005
"""Seconds between two measurements of the level."""
_QUIET = -38.0
"""Decibels below the loudest 10 ms; quieter is silence, as for the voices made here."""
_SHORTEST_PAUSE = 0.07
"""Seconds; less is the closure of a stop."""
_SHORTEST_RUN = 0.02
_PHONEMIZED = frozenset(("en", "es", "fr", "hi", "id", "it", "ja", "pt", "ru", "zh"))
_STRAY = (0.08, 0.02, 0.0)
"""What it costs to pause inside a word, between two words, at a mark; against the square of seconds that a run is stretched by."""

FRAME = 0.01
"""Seconds between two looks at the spectrum."""
_STIFF = 0.1
"""How much a sound resists being longer or shorter than usual, against being where it does not fit."""

# Hundredths of a second: after the inherent durations of Klatt's rules (MITalk, 1979), vowels shorter, as in running speech.
_USUAL = {
    6: "ɾ ʔ ð v",
    7: "n ɲ ŋ ɳ ɴ m ɱ d t k g ɡ p b ʈ ɖ q c ɟ l ʎ ɹ ɻ r j w ɥ ɰ h ɦ z ʒ β",
    10: "s ʃ f θ ʂ ɕ x χ ç ɣ ʁ ɸ ʑ ʐ",
    9: "ə ɨ ɪ ᵻ ʊ ɯ",
    13: "i u y e o ø ɛ ɔ œ ʌ ɐ ɜ ɤ ɚ",
    17: "a ɑ ɒ æ",
}
_HISSING = frozenset("sʃʂɕçzʒʐʑ")
_LIKE = {"pbtdkɡgqcɟʈɖʔ": 0.15, "sʃʂɕçθfxχhɸ": 0.1, "zʒʐʑvðβɣʁ": 0.4, "mnɲŋɳɴɱlʎɹɻrɾjwɥɰ": 0.65}
_VOICED = {symbol: voiced for row, voiced in _LIKE.items() for symbol in row}
"""How loud a consonant is below 1 kHz, 0 to 1; a vowel is 0.95."""
_DURATIONS = {symbol: hundredths for hundredths, row in _USUAL.items() for symbol in row.split()}


@dataclass(frozen=True, slots=True)
class TimedLetter:
    """A character of the text as spoken, and when, in seconds from the start of the sound."""

    letter: str
    start: float
    end: float


@dataclass(slots=True)
class _Sound:
    """A symbol, its usual length, and what follows it: 0 another sound, 1 another word, 2 a mark. ``bare``: a written consonant
    of a script that leaves vowels out."""

    symbol: str
    usual: float
    then: int = 0
    bare: bool = False


@dataclass(frozen=True, slots=True)
class _Looks:
    """Of each frame: how loud it is below 1 kHz, and whether it hisses, both 0 to 1. ``frame``: its exact length in seconds."""

    frame: float
    voiced: NDArray[np.float64]
    hiss: NDArray[np.float64]


def levels(samples: Samples, rate: int) -> NDArray[np.float64]:
    """The power of each ``HOP``, over twice its length."""
    hop = _hop(rate)
    padded = np.concatenate((samples**2, np.zeros(2 * hop - len(samples) % hop)))
    power = padded[: len(padded) // hop * hop].reshape(-1, hop).mean(axis=1)
    smooth: NDArray[np.float64] = (power[:-1] + power[1:]) / 2
    return smooth


def _hop(rate: int) -> int:
    """``HOP`` in whole samples."""
    return max(1, round(rate * HOP))


def heard(samples: Samples, rate: int) -> list[tuple[float, float]]:
    """Stretches in which something is heard, in seconds, without the closures of stops; empty: all is silence."""
    power, hop = levels(samples, rate), _hop(rate) / rate
    loud = np.flatnonzero(power > power.max(initial=0.0) * 10 ** (_QUIET / 10))
    runs: list[tuple[float, float]] = []
    for place in loud.tolist():
        start, end = place * hop, min((place + 1) * hop, len(samples) / rate)
        if runs and start - runs[-1][1] < _SHORTEST_PAUSE:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((start, end))
    kept = [run for run in runs if run[1] - run[0] >= _SHORTEST_RUN]
    return kept or runs


def mouthing(text: str, language: str, samples: Samples, rate: int, letters: Sequence[TimedLetter] = ()) -> tuple[TimedPhone, ...]:
    """Phones in order and without gaps over the whole sound, which must not be silence alone."""
    runs = heard(samples, rate)
    looks = _looks(samples, rate)
    spans: list[tuple[str, float, float]] = []
    for word, start, end in _words(letters, _phonemized(language)):
        within = [(max(start, run[0]), min(end, run[1])) for run in runs if run[0] < end and run[1] > start]
        spans += _laid(_sounds(word, language), within, looks)
    if not spans:
        spans = _laid(_sounds(text, language) or [_Sound("ə", 1)], runs, looks)
    return _timed(_closed(spans, runs), rate, len(samples))


def _words(letters: Sequence[TimedLetter], whole: bool) -> list[tuple[str, float, float]]:
    """Words with their times, or single letters; what stands in brackets is a direction and is not said."""
    words: list[tuple[str, float, float]] = []
    depth, joined = 0, False
    for one in letters:
        depth += one.letter == "["
        if depth or not (one.letter.isalnum() or unicodedata.category(one.letter[:1] or " ")[0] == "M" or one.letter in "'’-"):
            joined = False
        elif joined:
            words[-1] = (words[-1][0] + one.letter, words[-1][1], one.end)
        else:
            words.append((one.letter, one.start, one.end))
            joined = whole
        depth -= one.letter == "]" and depth > 0
    return words


def _phonemized(language: str) -> bool:
    return language.split("-")[0].lower() in _PHONEMIZED


def _sounds(text: str, language: str) -> list[_Sound]:
    """By a phonemizer, or by the letters."""
    if _phonemized(language):
        ours = voices.spoken(language)
        spoken = voices.dialect(language, ours) if ours else language.split("-")[0].lower()
        try:
            found = _pronounced(phonemes(read(text, spoken), spoken))
        except Exception:
            # The line is paid for: whatever a phonemizer stumbles over, the letters are good enough for a mouth.
            found = []
        if found:
            return found
    return _spelt(text)


def _pronounced(letters: str) -> list[_Sound]:
    sounds: list[_Sound] = []
    for letter in letters:
        parts = symbols.ipa(letter)
        for symbol, tenths in parts:
            usual = _DURATIONS.get(symbol, 9)
            # Two sounds written as one letter take less time than two, and more than one.
            sounds.append(_Sound(symbol, usual if len(parts) == 1 else usual * tenths / 7))
        if not parts and sounds:
            if letter == "ː":
                sounds[-1].usual *= 1.5
            sounds[-1].then = max(sounds[-1].then, 2 if letter in symbols.PUNCTUATION else int(letter == " "))
    return sounds


def _spelt(text: str) -> list[_Sound]:
    sounds: list[_Sound] = []
    for letter in text:
        vowels, bare = _letter(letter)
        if vowels and bare and sounds and sounds[-1].bare and not sounds[-1].then:
            sounds.append(_Sound("a", 8))
        sounds += [_Sound(symbol, _DURATIONS.get(symbol, 9), bare=bare) for symbol in vowels]
        if not vowels and sounds and unicodedata.category(letter)[0] in "PZ":
            sounds[-1].then = max(sounds[-1].then, 1 if letter.isspace() or letter in "'’-" else 2)
    return sounds


_LATIN = {one: (one,) for one in "abdefhiklmnoprstuvwzæœøðθ"} | {
    "c": ("k",),
    "g": ("ɡ",),
    "j": ("ʒ",),
    "q": ("k",),
    "x": ("k", "s"),
    "y": ("i",),
    "ß": ("s",),
    "ł": ("w",),
    "đ": ("d",),
    "ı": ("i",),
    "þ": ("θ",),
}
_VOWEL_NAMES = {
    "a": "A AA AI AU AM AE YA ALPHA ALEF FATHA HAN-AKAT",
    "e": "E EE IE EPSILON ETA",
    "i": "I II YI YERU IOTA KASRA",
    "o": "O OO IO OMICRON OMEGA",
    "u": "U UU UE UEE YU UPSILON DAMMA",
}
_VOWELS = {name: vowel for vowel, names in _VOWEL_NAMES.items() for name in names.split()}
"""By the names that Unicode gives to letters."""
_FILLERS = frozenset(("LETTER", "CHARACTER", "SMALL", "CAPITAL", "VOWEL", "SIGN", "SARA", "FINAL", "INDEPENDENT"))
_INDIC = ("BENGALI", "DEVANAGARI", "GUJARATI", "GURMUKHI", "KANNADA", "MALAYALAM", "ORIYA", "SINHALA", "TAMIL", "TELUGU")
_UNWRITTEN = frozenset((*_INDIC, "ARABIC", "HEBREW", "KHMER", "MYANMAR"))
"""Scripts that leave some vowels unwritten."""


def _letter(letter: str) -> tuple[tuple[str, ...], bool]:
    """The symbols a letter stands for, none for marks; and whether a vowel may follow that is not written."""
    plain = unicodedata.normalize("NFD", letter.lower())[0]
    if plain in _LATIN:
        return _LATIN[plain], False
    if letter.isdigit():
        return ("n", "ə"), False
    words = unicodedata.name(letter, "").split()
    if words[:2] == ["HANGUL", "SYLLABLE"]:
        spelt = re.sub(r"[aeiouy]+(?=[aeiouy])", "", words[-1].lower())
        return tuple(symbol for one in spelt for symbol in _LATIN.get(one, ())), False
    if words[:1] == ["CJK"]:
        return ("t", "ɐ"), False
    rest = [one for one in words[1:] if one not in _FILLERS]
    if not rest or unicodedata.category(letter)[0] not in "LM":
        return (), False
    vowel = next((_VOWELS[one] for one in rest if one in _VOWELS), "")
    if vowel:
        return (vowel,), False
    if unicodedata.category(letter)[0] == "M" or rest[-1] in ("VIRAMA", "SIGN"):
        return (), False
    first = next((one for one in rest[0].lower() if one not in "aeiou"), "")
    return _LATIN.get(first, ("t",)) if first else (), words[0] in _UNWRITTEN


def _looks(samples: Samples, rate: int) -> _Looks:
    """The spectrum of 25 ms around each frame, in two bands."""
    hop, size = round(rate * FRAME), round(rate * 0.025)
    padded = np.pad(samples, (size // 2, size + hop))
    windows = np.lib.stride_tricks.sliding_window_view(padded, size)[::hop][: len(samples) // hop + 1]
    power = np.abs(np.fft.rfft(windows * np.hanning(size))) ** 2
    pitch = np.fft.rfftfreq(size, 1 / rate)
    low = 10 * np.log10(power[:, (pitch > 150) & (pitch < 1000)].sum(axis=1) + 1e-9)
    high = 10 * np.log10(power[:, pitch > 4000].sum(axis=1) + 1e-9)
    return _Looks(hop / rate, np.clip((low - low.max() + 30) / 25, 0, 1), np.clip((high - low + 10) / 20, 0, 1))


def _laid(sounds: list[_Sound], runs: list[tuple[float, float]], looks: _Looks) -> list[tuple[str, float, float]]:
    """The sounds over the stretches heard, each stretch full."""
    if not sounds or not runs:
        return []
    # More is heard than is written, as in a laugh: the mouth goes on with the last sound.
    sounds = sounds + sounds[-1:] * (len(runs) - len(sounds))
    spans = []
    cuts = _cuts(sounds, [end - start for start, end in runs])
    for (start, end), first, last in zip(runs, cuts, cuts[1:], strict=False):
        edges = _edges(sounds[first:last], start, end, looks)
        spans += [(one.symbol, edges[place], edges[place + 1]) for place, one in enumerate(sounds[first:last])]
    return spans


def _edges(sounds: list[_Sound], start: float, end: float, looks: _Looks) -> list[float]:
    """Where each sound begins, and the end: the division of the stretch that fits what is heard and usual lengths best."""
    first = round(start / looks.frame)
    voiced, hiss = (row[first : max(first + 1, round(end / looks.frame))] for row in (looks.voiced, looks.hiss))
    count, usual = len(voiced), np.array([float(one.usual) for one in sounds])
    usual *= (end - start) / usual.sum()
    if count < 2 * len(sounds):
        return [start, *(start + np.cumsum(usual)).tolist()]
    best = np.full(count + 1, np.inf)
    best[0] = 0.0
    back = []
    for one, length in zip(sounds, usual / looks.frame, strict=True):
        unlike = (voiced - _VOICED.get(one.symbol, 0.95)) ** 2 + 0.5 * (hiss - (one.symbol in _HISSING)) ** 2
        until = np.concatenate(([0.0], np.cumsum(unlike)))
        lengths = np.arange(1, min(count, ceil(3 * length) + 2) + 1)
        stretch = _STIFF * length * np.log(lengths / length) ** 2
        cost = np.full((len(lengths), count + 1), np.inf)
        for row, (frames, more) in enumerate(zip(lengths.tolist(), stretch.tolist(), strict=True)):
            cost[row, frames:] = best[:-frames] - until[:-frames] + more
        back.append(lengths[cost.argmin(axis=0)])
        best = cost.min(axis=0) + until
    if not np.isfinite(best[count]):
        return [start, *(start + np.cumsum(usual)).tolist()]
    places = [count]
    for row in reversed(back):
        places.append(places[-1] - int(row[places[-1]]))
    return [start, *(start + place * looks.frame for place in places[-2:0:-1]), end]


def _cuts(sounds: list[_Sound], lengths: list[float]) -> list[int]:
    """The first sound of each stretch, and the end: the division with the least stretching, at marks and words for choice."""
    count = len(sounds)
    times = np.concatenate(([0.0], np.cumsum([one.usual for one in sounds])))
    times *= sum(lengths) / times[-1]
    stray = np.array([0.0, *(_STRAY[one.then] for one in sounds)])
    between = times[None, :] - times[:, None]
    best = np.full(count + 1, np.inf)
    best[0] = 0.0
    back: list[NDArray[np.int64]] = []
    for length in lengths:
        cost = best[:, None] + np.where(between > 0, (between - length) ** 2, np.inf)
        back.append(cost.argmin(axis=0))
        best = cost.min(axis=0) + stray
    cuts = [count]
    for steps in reversed(back):
        cuts.append(int(steps[cuts[-1]]))
    return cuts[::-1]


def _closed(spans: list[tuple[str, float, float]], runs: list[tuple[float, float]]) -> list[tuple[str, float, float]]:
    """Between the first and the last thing heard: small gaps closed, overlaps cut, the longer gaps silent."""
    first, last = runs[0][0], runs[-1][1]
    out: list[tuple[str, float, float]] = []
    for symbol, start, end in spans:
        start = max(start, out[-1][2] if out else first)
        end = min(end, last)
        if end <= start:
            continue
        if out and start - out[-1][2] < _SHORTEST_PAUSE:
            out[-1] = (out[-1][0], out[-1][1], start)
        elif out:
            out.append(("", out[-1][2], start))
        out.append((symbol, start, end))
    out[0] = (out[0][0], first, out[0][2])
    out[-1] = (out[-1][0], out[-1][1], last)
    return out


def _timed(spans: list[tuple[str, float, float]], rate: int, length: int) -> tuple[TimedPhone, ...]:
    """On whole samples, with silence at both ends, nothing empty."""
    ends: list[tuple[str, int]] = [("", round(spans[0][1] * rate))]
    ends += [(symbol, round(end * rate)) for symbol, _, end in spans]
    ends.append(("", length))
    phones: list[TimedPhone] = []
    place = 0
    for symbol, end in ends:
        end = min(end, length)
        if end > place:
            phones.append(TimedPhone(symbol, Fraction(place, rate), Fraction(end, rate)))
            place = end
    return tuple(phones)
