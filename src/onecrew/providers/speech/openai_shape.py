"""Speech by OpenAI, and by every server of its shape. In: an Utterance. Out: Audio. Never: a second paid request.

After openai 3.54.0 (audio.speech). The answer is the sound itself; its WAV header is written before the length is known, so its
sizes are wrong. Directions go beside the words, which tts-1 does not take. OpenAI announced the end of all its models of this shape
for 6 January 2027; servers on one's own machine go on speaking it (Kokoro-FastAPI, Speaches): give their base under
``[vendors.NAME]`` of one's own catalogue, with ``keys = []`` and a speech model.
"""

from __future__ import annotations

import unicodedata
from fractions import Fraction
from typing import Any

from onecrew.providers.catalogue import Model, Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.openai_errors import bearer, told
from onecrew.providers.receipt import paid
from onecrew.providers.speech import Audio, Utterance, VoiceOffer
from onecrew.providers.speech.vendor_speech import (
    SECONDS,
    NoVoice,
    Sound,
    acting,
    asked,
    by_characters,
    checked,
    finished,
    first_model,
    from_wav,
    offered,
    plain,
    speech_offer,
    speed,
)
from onecrew.providers.transport import Answer, Transport
from onecrew.units import Broken, Money, ProviderError, Refused

_SLOWEST, _FASTEST = 0.25, 4.0
_LETTERS, _IDEOGRAPHS, _FIGURES, _ENDS = Fraction(8), Fraction(5, 2), Fraction(3, 2), Fraction(2)
"""Of a line spoken very slowly: letters, ideographs and figures in a second, and seconds of silence at its ends."""

_TABLE = """
marin    female  young,adult  85
cedar    male    adult        85
coral    female  young,adult  76
nova     female  teen,young   74
ash      male    young,adult  74
sage     female  adult        72
verse    male    young,adult  72
onyx     male    adult,old    72
shimmer  female  adult,old    70
echo     male    teen,young   70
ballad   male    young,adult  70
fable    male    young,adult  68
alloy    neutral young,adult  66
"""
_ROWS = [line.split() for line in _TABLE.split("\n") if line]
_VOICES = tuple(VoiceOffer(name, "en", gender, tuple(ages.split(",")), int(quality)) for name, gender, ages, quality in _ROWS)
_NEWER = ("ballad", "cedar", "marin", "verse")
"""Voices that tts-1 and tts-1-hd do not have."""


class OpenAiSpeech:
    """gpt-4o-mini-tts, tts-1, and whatever a server of one's own calls its model."""

    def __init__(self, vendor: Vendor | None = None, model: Model | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["openai"]
        self._model = model or first_model(self._vendor)
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs and speaks."""
        return speech_offer(self._vendor, self._model)

    def voices(self, language: str) -> tuple[VoiceOffer, ...]:
        """OpenAI's voices; each speaks every language. The voices of another server are not known: name them in cast.toml."""
        if self._model is None or self._vendor.name != "openai":
            return ()
        fits = (one for one in _VOICES if not (_old(self._model) and one.name in _NEWER))
        return offered(fits, self._model, language)

    def cost(self, utterance: Utterance) -> Money | None:
        """By characters exactly. By the minute as much as the line can take when spoken very slowly: 8 letters, 2½ ideographs or
        1½ figures a second at the speed asked for, and two seconds of silence."""
        if self._model is None:
            return None
        text = plain(utterance)
        if self._model.unit != "minute":
            return by_characters(self._model, len(text))
        spoken = sum((1 / _per_second(one) for one in text), Fraction(0))
        return self._model.cost((spoken / Fraction(speed(utterance, _SLOWEST, _FASTEST)).limit_denominator(1000) + _ENDS) / 60)

    def speak(self, utterance: Utterance) -> Audio:
        """One request. A speed outside of 0.25 to 4 is brought to the nearer end.

        Raises:
            ProviderError: of the kind that the vendor's words mean.
        """
        model = asked(self._model, self._vendor)
        text = checked(plain(utterance), utterance, model, self._vendor)
        try:
            _, data = self._transport.ask_bytes("POST", "/audio/speech", body=_body(text, utterance, model), orders=True)
        except NoVoice as fact:
            raise Refused(
                f"{self._vendor.title} has no voice {utterance.voice!r} for {model.title} ({fact}); take another in cast.toml"
            ) from None
        return finished(self._sound(data, text, model), utterance, self._vendor.title)

    def _sound(self, data: bytes, text: str, model: Model) -> Sound:
        """What came, and what it cost: by the minute it is known only once it is heard."""
        if model.unit != "minute":
            paid(by_characters(model, len(text)))
            return from_wav(data, self._vendor.title)
        try:
            sound = from_wav(data, self._vendor.title)
        except Broken:
            paid(None)
            raise
        paid(model.cost(Fraction(len(sound.samples), sound.rate * 60)))
        return sound

    def _headers(self) -> dict[str, str]:
        return bearer(self._vendor, self._transport)

    def _told(self, answer: Answer) -> ProviderError | None:
        """The shape's words for an error; a voice that is not there is told apart."""
        said = str(answer.at("error", "message") or "")
        if answer.status in (400, 404, 422) and (answer.at("error", "param") == "voice" or "'voice'" in said):
            return NoVoice(said)
        return told(self._vendor, answer, "speak", "change the words of the line")


def _old(model: Model) -> bool:
    return model.id.startswith("tts-1")


def _body(text: str, utterance: Utterance, model: Model) -> dict[str, Any]:
    own = utterance.voice.startswith("voice_")
    body: dict[str, Any] = {
        "model": model.id,
        "input": text,
        "voice": {"id": utterance.voice} if own else utterance.voice,
        "response_format": "wav",
        "speed": speed(utterance, _SLOWEST, _FASTEST),
    }
    how = acting(utterance)
    if how and not _old(model):
        body["instructions"] = f"You are an actor in a film drama. Say the line {' and '.join(how)}."
    return body


def _per_second(letter: str) -> Fraction:
    if letter.isdigit() or unicodedata.category(letter) == "Sc":
        return _FIGURES
    return _IDEOGRAPHS if unicodedata.east_asian_width(letter) in "WF" else _LETTERS
