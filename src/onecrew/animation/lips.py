"""Mouths that say what is heard. In: phones (IPA) and loudness of a speech. Out: the mouth at any moment. Never: feelings.

Each sound is one of the nine shapes of hand-drawn animation with how far it opens and spreads. Shapes lead the sound by one frame,
flow into each other by dominance (after Cohen and Massaro, *Modeling coarticulation in synthetic visual speech*, 1993:
vowels and lips rule, tongue sounds give way), and closures (m b p) always close for at least one frame.
Corners, cheeks and brows stay with the feeling.

Symbols: those of espeak-ng, misaki and Kokoro for en, es, pt, fr, it, zh, ja, hi, de, ru, id, with bopomofo; stress, length, tone,
nasality and ties are ignored. An unknown letter falls back on its class.
"""

from __future__ import annotations

import bisect
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from onecrew.animation.easing import clamp, mix, smooth
from onecrew.animation.picture import Picture, Speaking
from onecrew.animation.pose import Mouth
from onecrew.animation.puppet.mouth import mouth_shapes

LEAD = 0.04
"""Seconds by which shapes come before their sound: one frame at 25."""

FRAME = 0.04
"""Seconds of one level, and the shortest time a closure stays shut: no frame grid can miss it."""

SHORTEST = 0.035
"""Tongue sounds shorter than this many seconds are dropped; their neighbours flow into each other."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What a sound asks of the mouth. ``open`` 0–1, ``width`` -1–1 (as in Face); ``rule``: how much it dominates, 0–1."""

    mouth: Mouth
    open: float
    width: float
    rule: float


@dataclass(frozen=True, slots=True)
class MouthShape:
    """The mouth at one moment, in the units of ``Face``."""

    open: float = 0.0
    width: float = 0.0
    lips: float = 0.0
    teeth: float = 0.0
    tongue: float = 0.0


def _sounds() -> dict[str, Sound]:
    """The table, written as rows of symbols that look alike."""
    rows: tuple[tuple[str, Mouth, float, float, float], ...] = (
        # lips
        ("m b p ɓ ʙ ㄅ ㄆ ㄇ", Mouth.CLOSED, 0.0, 0.0, 1.0),
        ("f v ʋ ɱ ㄈ", Mouth.LIP, 0.10, 0.10, 0.9),
        ("β ɸ", Mouth.PURSED, 0.08, -0.35, 0.7),
        # tongue
        ("θ ð l ɫ ɭ ʎ ɬ ɮ ʟ ɺ ㄌ", Mouth.TONGUE, 0.26, 0.05, 0.45),
        ("s z t d n ɾ ɽ r ʈ ɖ ɳ ʦ ʣ c ɟ ɲ ç ʝ ㄉ ㄊ ㄋ ㄗ ㄘ ㄙ", Mouth.TEETH, 0.16, 0.18, 0.4),
        ("ʃ ʒ ʧ ʤ ʂ ʐ ɕ ʑ ʨ ʥ ꭧ ꭦ ㄐ ㄑ ㄒ ㄓ ㄔ ㄕ", Mouth.TEETH, 0.20, -0.35, 0.55),
        ("ɹ ɻ ʁ ʀ ㄖ", Mouth.TEETH, 0.22, -0.30, 0.4),
        ("k ɡ g ŋ x χ ɣ h ɦ ħ q ɢ ɴ ʔ ʕ ㄍ ㄎ ㄏ ㄫ", Mouth.TEETH, 0.24, 0.0, 0.2),
        ("j ㄧ", Mouth.OPEN, 0.24, 0.45, 0.5),
        # rounded
        ("w ɥ ʍ ɰ", Mouth.PURSED, 0.14, -0.85, 0.8),
        ("u ʉ ㄨ", Mouth.PURSED, 0.22, -0.80, 0.8),
        ("y ʏ ㄩ", Mouth.PURSED, 0.22, -0.70, 0.8),
        ("ʊ", Mouth.PURSED, 0.30, -0.55, 0.7),
        ("ɯ", Mouth.PURSED, 0.24, -0.25, 0.7),
        ("o ø ɵ ㄛ ㄡ", Mouth.ROUND, 0.50, -0.55, 0.8),
        ("ɔ œ ɞ", Mouth.ROUND, 0.62, -0.45, 0.8),
        ("ɒ ɶ", Mouth.ROUND, 0.78, -0.35, 0.85),
        # spread and open
        ("i", Mouth.OPEN, 0.28, 0.60, 0.7),
        ("ɪ ᵻ ɨ", Mouth.OPEN, 0.34, 0.40, 0.6),
        ("e ㄝ", Mouth.OPEN, 0.46, 0.45, 0.75),
        ("ɛ", Mouth.OPEN, 0.60, 0.35, 0.8),
        ("ə ᵊ ɘ", Mouth.OPEN, 0.34, 0.05, 0.45),
        ("ɤ ɜ ɝ ɚ ㄜ ㄦ", Mouth.OPEN, 0.45, 0.0, 0.65),
        ("ʌ ɐ", Mouth.WIDE, 0.66, 0.10, 0.8),
        ("æ", Mouth.WIDE, 0.80, 0.35, 0.85),
        ("a ɑ ㄚ ㄢ ㄤ", Mouth.WIDE, 0.95, 0.10, 0.9),
    )
    return {symbol: Sound(mouth, opened, width, rule) for symbols, mouth, opened, width, rule in rows for symbol in symbols.split()}


SOUNDS = _sounds()

SPELT: dict[str, str] = {
    # misaki writes English diphthongs and the flap with one capital each; bopomofo finals hold two sounds.
    "A": "eɪ",
    "I": "aɪ",
    "O": "oʊ",
    "Q": "əʊ",
    "W": "aʊ",
    "Y": "ɔɪ",
    "T": "ɾ",
    "S": "s",
    "ㄞ": "ai",
    "ㄟ": "ei",
    "ㄠ": "au",
    "ㄣ": "ən",
    "ㄥ": "əŋ",
    "ʱ": "",
    "ʰ": "",
    "ʲ": "",
    "ʷ": "w",
    "ᵝ": "",
    "ɧ": "ʃ",
    "ɗ": "d",
    "ʄ": "ɟ",
    "ɠ": "g",
}

OF_LANGUAGE: dict[str, dict[str, Sound]] = {
    # Japanese u is compressed, not rounded; its w (misaki writes β) only narrows the lips.
    "ja": {
        "u": Sound(Mouth.PURSED, 0.24, -0.25, 0.7),
        "β": Sound(Mouth.PURSED, 0.2, -0.4, 0.5),
        "ɸ": Sound(Mouth.PURSED, 0.12, -0.3, 0.7),
    },
    # Spanish b between vowels: the lips nearly meet.
    "es": {"β": Sound(Mouth.CLOSED, 0.06, 0.0, 0.9)},
    "fr": {"ʁ": Sound(Mouth.TEETH, 0.26, 0.0, 0.2), "y": Sound(Mouth.PURSED, 0.18, -0.85, 0.85)},
    # The vowel of shi, zi (ɨ after a sibilant) shows the teeth, nothing more.
    "zh": {"ɨ": Sound(Mouth.TEETH, 0.22, 0.25, 0.6), "ɯ": Sound(Mouth.OPEN, 0.3, 0.1, 0.6)},
}

_VOWEL_NAMES = frozenset(("A", "E", "I", "O", "U", "Y", "SCHWA", "ALPHA", "EPSILON", "IOTA", "UPSILON"))
_ELSE_VOWEL = Sound(Mouth.OPEN, 0.45, 0.1, 0.6)
_ELSE_CONSONANT = Sound(Mouth.TEETH, 0.18, 0.1, 0.3)


def sounds_of(symbol: str, language: str = "en") -> tuple[Sound, ...]:
    """The sounds a symbol stands for, in order: one for most, two for diphthongs and affricates written as two, none for marks.

    ``language`` is a BCP 47 tag; only its first part counts.
    """
    return _sounds_of(symbol, language.split("-")[0].lower())


@lru_cache(maxsize=4096)
def _sounds_of(symbol: str, base: str) -> tuple[Sound, ...]:
    own = OF_LANGUAGE.get(base, {})
    found: list[Sound] = []
    for letter in unicodedata.normalize("NFC", symbol):
        if letter in own:
            found.append(own[letter])
        elif letter in SPELT:
            found.extend(own.get(one) or SOUNDS[one] for one in SPELT[letter])
        elif letter in SOUNDS:
            found.append(SOUNDS[letter])
        else:
            found.extend(_fallback(letter))
    # ai̯, tʃ and doubled letters: neighbours that look the same are one shape.
    return tuple(one for n, one in enumerate(found) if n == 0 or one != found[n - 1])


def _fallback(letter: str) -> tuple[Sound, ...]:
    """By class: an accented letter as its base, a Latin variant by the letter in its Unicode name, others as a tongue sound."""
    plain = unicodedata.normalize("NFD", letter)[0]
    if plain in SOUNDS:
        return (SOUNDS[plain],)
    if plain.lower() in SOUNDS:
        return (SOUNDS[plain.lower()],)
    if unicodedata.category(letter) not in ("Ll", "Lu", "Lo"):
        return ()
    words = unicodedata.name(letter, "").split()
    if not _VOWEL_NAMES.isdisjoint(words):
        return (_ELSE_VOWEL,)
    return (_ELSE_CONSONANT,)


@dataclass(frozen=True, slots=True)
class Key:
    """A sound in time; ``start`` and ``end`` already lead the voice."""

    sound: Sound
    start: float
    end: float

    @property
    def closes(self) -> bool:
        return self.sound.mouth is Mouth.CLOSED and self.sound.open == 0


@dataclass(frozen=True, slots=True)
class Lips:
    """The mouth of one speech, ready to be asked. Times are seconds of the shot."""

    keys: tuple[Key, ...]
    starts: tuple[float, ...]
    start: float
    end: float
    levels: tuple[int, ...]
    loudest: float
    spoken: bool
    """False: no phones are known, the loudness alone opens the mouth."""

    def level(self, t: float) -> float:
        """Loudness at ``t`` against the loudest of this speech, 0–1, smoothed over two frames; 1 where no levels are known."""
        if not self.levels:
            return 1.0 if self.start <= t < self.end else 0.0
        x = (t - self.start) / FRAME - 0.5
        n = int(x // 1)
        u = x - n
        a, b = self._level(n), self._level(n + 1)
        return clamp(mix(a, b, u) / self.loudest)

    def _level(self, n: int) -> float:
        return float(self.levels[n]) if 0 <= n < len(self.levels) else 0.0

    def at(self, t: float) -> MouthShape | None:
        """The mouth at ``t``, or None where this speech does not move it."""
        if not self.start - 0.16 < t < self.end + 0.2:
            return None
        if not self.spoken:
            opened = self.level(t + LEAD) * 0.75
            return MouthShape(opened, 0.1 * (1 - opened), 0.0, 0.4 * opened, 0.0) if opened > 0.02 else MouthShape()
        return self._blend(t)

    def _blend(self, t: float) -> MouthShape:
        last = bisect.bisect_right(self.starts, t + 0.16)
        total = opened = width = pressed = teeth = tongue = 0.0
        shut = 0.0
        for key in self.keys[max(0, last - 12) : last]:
            if key.closes:
                shut = max(shut, _pull(t, key.start, key.end, 0.07))
            pull = _pull(t, key.start, key.end, 0.09)
            if pull <= 0:
                continue
            weight = key.sound.rule * pull * pull
            total += weight
            opened += weight * key.sound.open
            width += weight * key.sound.width
            drawn = mouth_shapes[key.sound.mouth]
            pressed += weight * drawn["lips"] * (key.sound.mouth is not Mouth.CLOSED)
            teeth += weight * drawn["teeth"]
            tongue += weight * drawn["tongue"]
        if total <= 0:
            return MouthShape()
        # At the edge of a silence the weights fade, and so does the shape.
        here = min(1.0, total / 0.16)
        loud = 0.3 + 0.7 * self.level(t + LEAD / 2)
        return MouthShape(
            open=opened / total * here * loud * (1 - shut),
            width=width / total * here,
            lips=max(shut, pressed / total * here),
            teeth=teeth / total * here * (1 - shut),
            tongue=tongue / total * here * (1 - shut),
        )


def _pull(t: float, start: float, end: float, reach: float) -> float:
    """1 inside ``[start, end]``, falling smoothly to 0 within ``reach`` seconds outside."""
    if t < start:
        return smooth(1 - (start - t) / reach)
    if t > end:
        return smooth(1 - (t - end) / reach)
    return 1.0


@lru_cache(maxsize=256)
def lips_of(speaking: Speaking, language: str = "en") -> Lips:
    """The mouth of one speech, compiled. A voice-over (``mouth`` False) gives lips that never move."""
    start, end = float(speaking.start), float(speaking.end)
    keys = _keys(speaking, language) if speaking.mouth else ()
    levels = speaking.levels if speaking.mouth else ()
    spoken = bool(keys) or not levels
    ordered = sorted(levels)
    loudest = max(1.0, float(ordered[int(len(ordered) * 0.9)])) if ordered else 1.0
    if not speaking.mouth:
        return Lips((), (), end, start - 1, (), 1.0, True)
    return Lips(keys, tuple(key.start for key in keys), start, end, levels, loudest, spoken)


def _keys(speaking: Speaking, language: str) -> tuple[Key, ...]:
    keys: list[Key] = []
    for phone in speaking.phones:
        sounds = sounds_of(phone.symbol, language)
        if not sounds:
            continue
        begin, length = float(phone.start) - LEAD, float(phone.end - phone.start)
        if length < SHORTEST and all(one.rule < 0.5 for one in sounds):
            continue
        part = length / len(sounds)
        for n, sound in enumerate(sounds):
            start, stop = begin + n * part, begin + (n + 1) * part
            if sound.mouth is Mouth.CLOSED and sound.open == 0:
                middle = (start + stop) / 2
                half = max(stop - start, FRAME * 1.2) / 2
                keys.append(Key(sound, middle - half, middle + half))
            else:
                # The shape is whole in the middle of its sound and already on its way at both ends.
                ease = min(0.03, (stop - start) * 0.25)
                keys.append(Key(sound, start + ease, stop - ease))
    keys.sort(key=lambda key: key.start)
    return tuple(keys)


def mouth_at(picture: Picture, who: str, seconds: float) -> MouthShape:
    """The mouth of ``who`` at ``seconds`` as speech alone moves it; shut when nothing they say with their mouth is heard."""
    best = MouthShape()
    for speaking in picture.speaking:
        if speaking.who == who and speaking.mouth:
            shape = lips_of(speaking, picture.language).at(seconds)
            if shape is not None and (shape.open >= best.open or shape.lips > best.lips):
                best = shape
    return best


def opening(picture: Picture, who: str, seconds: float) -> float:
    """How far the mouth of ``who`` is open at ``seconds``, 0–1: what the report holds against the speech envelope."""
    return mouth_at(picture, who, float(seconds)).open
