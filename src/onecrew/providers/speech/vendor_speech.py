"""What vendors of speech share: which model, which words, what it costs, and their sound made ours. Never: a vendor's words.

In: an Utterance and what a vendor sent for it. Out: Audio like that of the voices made here: mono, 16 bit, trimmed, of one
loudness.
"""

from __future__ import annotations

import re
import struct
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from fractions import Fraction
from math import ceil

import numpy as np

from onecrew.providers.catalogue import Model, Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.speech import Audio, Utterance, VoiceOffer
from onecrew.providers.speech.delivery import DELIVERIES, manner
from onecrew.providers.speech.mouthing import Samples, TimedLetter, heard, levels, mouthing
from onecrew.providers.speech.sound import CEILING, LOUDNESS
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.units import Broken, Money, Refused, Unready

SECONDS = 180.0
"""How long a vendor may take over one line."""
_BEFORE, _AFTER, _FADE = 0.02, 0.06, 0.005
_SILENCE = 10**-3
"""-60 dBFS: a sound that is nowhere louder is silence."""
_SHORTEST = 0.03
"""Seconds: a shorter sound is a click and no word."""
_MARKUP = re.compile(r"(?<!\*)\*{1,3}(?!\*)|(?<!\w)_+|_+(?!\w)")
_FEELINGS = {"happy": "happy", "sad": "sad", "angry": "angry", "afraid": "frightened", "surprised": "surprised"} | {
    "disgusted": "disgusted",
    "tender": "tender and warm",
}
_DELIVERIES = {"whisper": "whispering", "shout": "shouting", "slow": "speaking slowly", "fast": "speaking fast"}


class NoVoice(Refused):
    """The vendor knows no such voice; its name is known where it was asked for."""


@dataclass(frozen=True, slots=True)
class Sound:
    """What a vendor sent: mono samples (±1) and their rate in Hz."""

    samples: Samples
    rate: int


def first_model(vendor: Vendor) -> Model | None:
    """The vendor's first speech model in the catalogue that is not shut down."""
    today = datetime.now(UTC).date()
    ours = (one for one in catalogue().models.values() if one.vendor == vendor.name and one.capability == "speech")
    return next((one for one in ours if not one.gone(today)), None)


def asked(model: Model | None, vendor: Vendor) -> Model:
    """The model, which there must be.

    Raises:
        Unready: all of the vendor's are shut down.
    """
    if model is None:
        raise Unready(
            f"{vendor.title} has no speech model left in the catalogue; name another vendor as speech in show.toml, or add its "
            f"new model to your own catalogue.toml (onecrew models --capability speech lists them)"
        )
    return model


def speech_offer(vendor: Vendor, model: Model | None) -> Offer:
    """What it needs and speaks; a model of one's own that tells no languages is taken to speak all."""
    if model is None:
        return vendor_offer(vendor, "line")
    told = vendor_offer(vendor, model.unit, model.languages or ("*",))
    return replace(told, retires_at=model.retires_at, checked_at=model.checked_at)


def offered(voices: Iterable[VoiceOffer], model: Model | None, language: str) -> tuple[VoiceOffer, ...]:
    """The voices for a tag, best first, as voices of that tag; none where the model does not speak it."""
    if model is None:
        return ()
    base = language.split("-")[0].lower()
    if model.languages and base not in {one.split("-")[0].lower() for one in model.languages}:
        return ()
    return tuple(sorted((replace(one, language=language) for one in voices), key=lambda one: (-one.quality, one.name)))


def plain(utterance: Utterance) -> str:
    """The line as it is sent and counted: without the script's own mark-up and without pictures, which would be read out."""
    text = "".join(one for one in _MARKUP.sub("", utterance.text) if unicodedata.category(one) != "So" or one == "°")
    return " ".join(text.replace("\ufe0f", "").split())


def checked(text: str, utterance: Utterance, model: Model, vendor: Vendor) -> str:
    """The text that is to be sent, with its directions.

    Raises:
        Refused: there is nothing to say, it is longer than the model takes, or a feeling or delivery that nobody knows.
    """
    manner(utterance)
    if not any(one.isalnum() for one in utterance.text):
        raise Refused(f"there is nothing to say in {utterance.text[:40]!r}")
    if len(text) > model.prompt:
        raise Refused(
            f"{vendor.title} takes {model.prompt} characters at once for {model.title}; this line has {len(text)}: split it"
        )
    return text


def speed(utterance: Utterance, slowest: float, fastest: float) -> float:
    """How fast, with the delivery: within what the vendor does. What is left over is for whoever fits the line into its time."""
    pace = DELIVERIES[utterance.delivery].pace if utterance.delivery in ("slow", "fast") else 1.0
    return round(min(max(float(utterance.speed) * pace, slowest), fastest), 3)


def acting(utterance: Utterance) -> tuple[str, ...]:
    """Feeling and delivery in words: ``("very angry", "shouting")``; empty for a plain line."""
    found = []
    if utterance.feeling in _FEELINGS:
        found.append(degree(utterance.strength) + _FEELINGS[utterance.feeling])
    if utterance.delivery in _DELIVERIES:
        found.append(_DELIVERIES[utterance.delivery])
    return tuple(found)


def degree(strength: int) -> str:
    """The word before a feeling: slightly, none, very."""
    return "slightly " if strength < 40 else "very " if strength > 75 else ""


def by_characters(model: Model, characters: int) -> Money | None:
    """The price of so many characters, rounded up to a ten-thousandth; None for a model priced otherwise."""
    return model.cost(Fraction(characters, 1000)) if model.unit == "thousand characters" else None


def by_tokens(model: Model, tokens_in: int, tokens_out: int) -> Money | None:
    """The price of so many tokens, rounded up to a ten-thousandth; None where the catalogue knows none."""
    prices = dict(model.price)
    if model.unit != "million tokens" or not {"input", "output"} <= set(prices):
        return None
    exact = Fraction(tokens_in * prices["input"].minor + tokens_out * prices["output"].minor, 10**6)
    return Money(ceil(exact), prices["output"].currency)


def from_pcm(data: bytes, rate: int, title: str) -> Sound:
    """Signed 16-bit little-endian samples of one channel.

    Raises:
        Broken: there are none.
    """
    samples = np.frombuffer(data[: len(data) // 2 * 2], dtype="<i2").astype(np.float64) / 32768
    if not len(samples):
        raise Broken(f"{title} sent an answer without sound", billed=True)
    return Sound(samples, rate)


def from_wav(data: bytes, title: str) -> Sound:
    """A WAV file. The sizes in its header may be wrong: whoever streams does not know them when the header goes out.

    Raises:
        Broken: it is something else, or without sound.
    """
    if not data:
        raise Broken(f"{title} sent an answer without sound", billed=True)
    if data[:4] != b"RIFF" or data[8:12] != b"WAVE":
        raise Broken(f"{title} sent something else where WAV was asked for (it begins {data[:8]!r})", billed=True)
    form, place = b"", 12
    while place + 8 <= len(data):
        name, size = data[place : place + 4], int.from_bytes(data[place + 4 : place + 8], "little")
        body = data[place + 8 : place + 8 + size]
        if name == b"fmt ":
            form = body
        elif name == b"data":
            return _sampled(form, body if size else data[place + 8 :], title)
        place += 8 + size + size % 2
    raise Broken(f"{title} sent a WAV without sound", billed=True)


def _sampled(form: bytes, data: bytes, title: str) -> Sound:
    tag, channels, rate, _, _, bits = struct.unpack("<HHIIHH", form[:16].ljust(16, b"\0"))
    if tag == 0xFFFE and len(form) >= 26:
        tag = int.from_bytes(form[24:26], "little")
    kinds = {(1, 16): ("<i2", 32768.0), (1, 32): ("<i4", 2.0**31), (3, 32): ("<f4", 1.0)}
    if (tag, bits) not in kinds or not 1 <= channels <= 8 or not 8000 <= rate <= 192_000:
        raise Broken(f"{title} sent a WAV of {channels} channels of {bits} bits (kind {tag}) at {rate} Hz", billed=True)
    kind, full = kinds[tag, bits]
    whole = len(data) // (channels * bits // 8) * channels * bits // 8
    samples = np.frombuffer(data[:whole], dtype=kind).astype(np.float64).reshape(-1, channels).mean(axis=1) / full
    if not len(samples):
        raise Broken(f"{title} sent a WAV without sound", billed=True)
    return Sound(samples, rate)


def finished(sound: Sound, utterance: Utterance, title: str, letters: Sequence[TimedLetter] = ()) -> Audio:
    """The line: trimmed, on the loudness of its manner, with what the mouth does. ``letters``: when each is said, if told.

    Raises:
        Broken: it is silence alone.
    """
    samples, rate = sound.samples, sound.rate
    quiet = not np.isfinite(samples).all() or np.abs(samples).max(initial=0.0) < _SILENCE
    runs = [] if quiet else heard(samples, rate)
    if not runs or runs[-1][1] - runs[0][0] < _SHORTEST:
        raise Broken(f"{title} sent nothing but silence for {utterance.text[:40]!r}", billed=True)
    start, end = max(0, round((runs[0][0] - _BEFORE) * rate)), min(len(samples), round((runs[-1][1] + _AFTER) * rate))
    samples = _levelled(samples[start:end], rate, LOUDNESS + manner(utterance).level)
    fade = np.linspace(0.0, 1.0, min(round(rate * _FADE), len(samples)))
    samples[: len(fade)] *= fade
    samples[len(samples) - len(fade) :] *= fade[::-1]
    moved = [replace(one, start=one.start - start / rate, end=one.end - start / rate) for one in letters]
    pcm = np.round(samples * 32767).astype("<i2").tobytes()
    return Audio(pcm, rate, mouthing(plain(utterance), utterance.language, samples, rate, moved))


def _levelled(samples: Samples, rate: int, level: float) -> Samples:
    """Scaled so that what is heard has this root mean square in dBFS, or as far towards it as the peaks allow."""
    power = levels(samples, rate)
    speech = power[power > power.max() * 10**-3.5]
    wanted = 10 ** (level / 20) / float(np.sqrt(speech.mean()))
    scaled: Samples = samples * min(wanted, 10 ** (CEILING / 20) / float(np.abs(samples).max()))
    return scaled
