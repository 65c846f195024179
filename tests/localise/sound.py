"""What is heard in a made film. In: lines, voices, a length, a seed. Out: when each line sounds, a speech stem, a stereo bed.

Never: pictures. The mix is exactly the sum of both stems; no limiter stands between them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from functools import cache
from pathlib import Path

import numpy as np
import numpy.typing as npt

from onecrew.media.ambience import room_tone
from onecrew.media.effects import effect
from onecrew.media.loudness import integrated
from onecrew.media.music import music
from onecrew.media.voice import panned, voiced
from onecrew.providers.speech import Utterance
from onecrew.providers.speech.kokoro import Kokoro
from onecrew.timeline.timeline import AmbienceClip, MusicClip
from onecrew.units import TimeRange

from .dialogue import LINES, LONG, QUICK, VOICES, Said
from .truth import SOUND_RATE, Outcry, Stereo
from .vocals import KINDS, outcry

LOUDNESS = -16.0
"""LUFS of the mix: a short drama as platforms deliver it."""
_EFFECTS = ("door", "steps", "phone-buzz", "glass", "cup", "paper", "car-pass", "message", "thud", "keys")
_MOODS = ("sad", "tense", "calm", "romantic", "eerie", "warm")
_PLACES = (("cafe", True), ("street", False), ("office", True), ("restaurant", True), ("hospital", True))
_LOUD = 9.0
"""dB by which the music swells under one line."""


@dataclass(frozen=True, slots=True, eq=False)
class Spoken:
    """A line as it was spoken: mono at ``rate``, its first and last speech sound in seconds from its start."""

    samples: npt.NDArray[np.float32]
    rate: int
    first: Fraction
    last: Fraction


@dataclass(frozen=True, slots=True)
class Turn:
    """A line in its place. ``at``: where its samples begin; ``start`` and ``end`` bound its speech."""

    said: Said
    speaker: int
    at: Fraction
    start: Fraction
    end: Fraction
    distance: str
    note: str


@cache
def _kokoro() -> Kokoro:
    return Kokoro()


def speak(text: str, language: str, voice: str, folder: Path) -> Spoken:
    """A line spoken, or read from ``folder`` where it was spoken before."""
    name = hashlib.sha256(f"{language}/{voice}/{text}".encode()).hexdigest()[:24]
    kept = folder / f"{name}.npz"
    if not kept.is_file():
        audio = _kokoro().speak(Utterance(text, language, voice))
        sounding = [phone for phone in audio.phones if phone.symbol]
        folder.mkdir(parents=True, exist_ok=True)
        times = np.array([str(sounding[0].start), str(sounding[-1].end)])
        part = folder / f"{name}.part.npz"
        np.savez(part, pcm=np.frombuffer(audio.pcm, "<i2"), rate=audio.rate, times=times)
        part.replace(kept)
    held = np.load(kept)
    first, last = (Fraction(str(one)) for one in held["times"])
    return Spoken(held["pcm"].astype(np.float32) / 32768, int(held["rate"]), first, last)


def script(language: str, seed: int, episode: int) -> list[tuple[Said, int, str]]:
    """Lines in an order of their own for every seed and episode, each with who says it and a note."""
    by = np.random.default_rng([seed, episode, 5])
    lines = [LINES[int(n)] for n in by.permutation(len(LINES))]
    order: list[tuple[Said, int, str]] = []
    who = int(by.integers(0, 4))
    for said in lines:
        # Two or three people talk to each other for a while; nobody answers himself.
        who = int((who + by.choice([1, 2, 3], p=[0.5, 0.25, 0.25])) % 4)
        order.append((said, who, ""))
    pair = int(by.integers(0, 4))
    quick = [(said, (pair + n % 2) % 4, "quick" if n else "") for n, said in enumerate(QUICK)]
    order[2:2] = quick
    order.insert(9, (LONG, int(by.integers(0, 4)), "long"))
    return order


def scheduled(language: str, seconds: Fraction, seed: int, episode: int, voices: Path) -> list[Turn]:
    """As many lines as fit into a film of this length, in their places."""
    by = np.random.default_rng([seed, episode, 6])
    turns: list[Turn] = []
    now = Fraction(6, 5)
    since_loud = 0
    for said, who, note in script(language, seed, episode):
        spoken = speak(said.text(language), language, VOICES[language][who], voices)
        gap = Fraction(2, 25) if note == "quick" else Fraction(int(by.integers(25, 130)), 100)
        if len(turns) % 6 == 0:
            # Now and then nobody speaks for a while: only there the bed is heard alone.
            gap += Fraction(int(by.integers(150, 220)), 100)
        distance = str(by.choice(["near", "near", "near", "far", "phone"])) if note == "" else "near"
        start = now + (gap if turns else 0)
        end = start + spoken.last - spoken.first
        if end > seconds - Fraction(3, 5):
            if note == "long":
                continue
            break
        since_loud += 1
        if note == "" and since_loud >= 5:
            note, distance, since_loud = "loud", "near", -10
        turns.append(Turn(said, who, start - spoken.first, start, end, distance, note))
        now = end
    return turns


def speech_of(turns: Sequence[Turn], language: str, seconds: Fraction, seed: int, voices: Path) -> Stereo:
    """The speech stem: every line at its level and distance, with its echo."""
    track = np.zeros((round(seconds * SOUND_RATE), 2), np.float32)
    place = _place(seed)[0]
    for number, turn in enumerate(turns):
        by = np.random.default_rng([seed, 7, number])
        spoken = speak(turn.said.text(language), language, VOICES[language][turn.speaker], voices)
        treatment = {"near": "plain", "far": "off-screen", "phone": "phone"}[turn.distance]
        voice, echo = voiced(spoken.samples, spoken.rate, Fraction(1), float(by.uniform(-2.5, 2.5)), treatment, place)
        pan = float(by.uniform(-0.25, 0.25))
        _add(track, panned(voice, pan), turn.at)
        if len(echo):
            _add(track, panned(echo, pan / 3), turn.at)
    return track


def bed_of(
    turns: Sequence[Turn], seconds: Fraction, seed: int, episode: int, pitches: Sequence[int]
) -> tuple[Stereo, tuple[Outcry, ...]]:
    """Music, ambience and effects, different left and right; and outcries in the longest pauses."""
    by = np.random.default_rng([seed, episode, 8])
    span = TimeRange(Fraction(0), seconds)
    place, interior = _place(seed)
    bed = room_tone(AmbienceClip(place, "day", "clear", interior, span), seed)
    score = np.zeros_like(bed)
    begin = Fraction(0)
    while begin < seconds:
        length = min(Fraction(28), seconds - begin)
        mood = _MOODS[int(by.integers(0, len(_MOODS)))]
        _add(
            score,
            music(MusicClip(mood, TimeRange(begin, begin + length), Fraction(1, 2), Fraction(3, 2), f"{seed}/{episode}")),
            begin,
        )
        begin += length
    for turn in turns:
        if turn.note == "loud":
            _swell(score, float(turn.start) - 0.4, float(turn.end) + 0.4)
    bed += score
    for _ in range(max(2, int(seconds / 5))):
        name = _EFFECTS[int(by.integers(0, len(_EFFECTS)))]
        _add(bed, effect(name, int(by.integers(0, 4))) * np.float32(0.7), Fraction(int(by.integers(0, int(100 * seconds))), 100))
    outcries = []
    longest = sorted(_rests(turns, seconds), key=lambda rest: rest[0] - rest[1])
    # Every other long pause stays free of voices.
    rests = longest[:1] if seconds < 30 else longest[:6:2]
    for number, (start, end) in enumerate(sorted(rests)):
        sound = outcry(KINDS[(number + seed) % 3], pitches[(seed + number) % 4], seed + number)[
            : int((end - start - Fraction(1, 5)) * SOUND_RATE)
        ]
        if len(sound) < SOUND_RATE // 2:
            continue
        sound[-2000:] *= np.linspace(1, 0, 2000, dtype=np.float32)
        at = start + Fraction(1, 10)
        _add(bed, panned(sound * np.float32(0.8), float(by.uniform(-0.4, 0.4))), at)
        outcries.append(Outcry(KINDS[(number + seed) % 3], at, at + Fraction(len(sound), SOUND_RATE)))
    return bed, tuple(outcries)


def levelled(speech: Stereo, bed: Stereo) -> tuple[Stereo, Stereo]:
    """Both stems with the one gain that brings their sum to ``LOUDNESS``, or as near as its peaks allow."""
    mix = speech + bed
    gain = 10 ** ((LOUDNESS - integrated(mix)) / 20)
    gain = min(gain, 0.93 / float(np.abs(mix).max()))
    return speech * np.float32(gain), bed * np.float32(gain)


def _place(seed: int) -> tuple[str, bool]:
    return _PLACES[seed % len(_PLACES)]


def _rests(turns: Sequence[Turn], seconds: Fraction) -> list[tuple[Fraction, Fraction]]:
    edges = [Fraction(0), *(time for turn in turns for time in (turn.start, turn.end)), seconds]
    return [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if b - a > Fraction(4, 5)]


def _swell(score: Stereo, start: float, end: float) -> None:
    times = np.arange(len(score)) / SOUND_RATE
    share = np.clip(np.minimum((times - start) / 0.4 + 1, (end - times) / 0.4 + 1), 0, 1)
    score *= (10 ** (_LOUD * share / 20)).astype(np.float32)[:, np.newaxis]


def _add(track: Stereo, sound: Stereo, at: Fraction) -> None:
    first = round(at * SOUND_RATE)
    piece = sound[max(0, -first) : max(0, len(track) - first)]
    track[max(0, first) : max(0, first) + len(piece)] += piece
