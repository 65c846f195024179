"""Speech by Google's Gemini. In: an Utterance. Out: Audio. Never: directions inside the words, a second paid request.

After google-genai 3.4.0 and docs.cloud.google.com, Gemini 3.8 TTS: overview and prompting guide (November 2026). The words are
spoken as they stand; how they are said goes beside them, in ``speechMetadata``. There is no number for speed, so it is asked for in
words. 3.8 answers WAV, older models bare samples whose rate stands in the media type; both are read. A refusal is a success without
sound.
"""

from __future__ import annotations

import re
from base64 import b64decode
from fractions import Fraction
from typing import Any

import numpy as np

from onecrew.providers.catalogue import Model, Vendor, catalogue
from onecrew.providers.gemini_errors import MODERATED, told
from onecrew.providers.offer import Offer
from onecrew.providers.receipt import paid
from onecrew.providers.speech import Audio, Utterance, VoiceOffer
from onecrew.providers.speech.vendor_speech import (
    SECONDS,
    NoVoice,
    Sound,
    acting,
    asked,
    by_characters,
    by_tokens,
    checked,
    finished,
    first_model,
    from_pcm,
    from_wav,
    offered,
    plain,
    speech_offer,
)
from onecrew.providers.transport import Answer, Transport
from onecrew.units import Broken, Money, ProviderError, Refused

_CUT = ("MAX_TOKENS", "CONTINUATION")
_PACES = (
    (Fraction(4, 5), "speaking very slowly"),
    (Fraction(9, 10), "speaking slowly"),
    (Fraction(11, 10), ""),
    (Fraction(5, 4), "speaking briskly"),
    (Fraction(100), "speaking very fast"),
)
"""Speeds up to each, in words."""

# The prebuilt voices with what Google says of their sound; genders are those of the same voices in Cloud Text-to-Speech.
_TABLE = """
Kore          female  young,adult  80
Leda          female  teen,young   78
Aoede         female  young,adult  76
Sulafat       female  adult        76
Zephyr        female  young        74
Callirrhoe    female  young,adult  74
Vindemiatrix  female  adult,old    74
Gacrux        female  old          74
Despina       female  young,adult  72
Achernar      female  young        72
Autonoe       female  young,adult  70
Erinome       female  adult        70
Laomedeia     female  teen,young   70
Pulcherrima   female  adult        68
Charon        male    adult        80
Orus          male    adult        78
Puck          male    teen,young   78
Achird        male    young,adult  76
Fenrir        male    young        76
Iapetus       male    adult        74
Umbriel       male    young,adult  74
Algieba       male    adult        74
Sadaltager    male    adult,old    74
Algenib       male    old          72
Enceladus     male    adult        72
Schedar       male    adult        72
Alnilam       male    adult        70
Rasalgethi    male    adult,old    70
Sadachbia     male    teen,young   70
Zubenelgenubi male    young        68
"""
_ROWS = [line.split() for line in _TABLE.split("\n") if line]
_VOICES = tuple(VoiceOffer(name, "en", gender, tuple(ages.split(",")), int(quality)) for name, gender, ages, quality in _ROWS)


class GeminiSpeech:
    """3.8 Flash TTS and Flash Lite TTS. A voice is a prebuilt one, or the id of one designed or replicated (``voice_…``)."""

    def __init__(self, vendor: Vendor | None = None, model: Model | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["gemini"]
        self._model = model or first_model(self._vendor)
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs and speaks."""
        return speech_offer(self._vendor, self._model)

    def voices(self, language: str) -> tuple[VoiceOffer, ...]:
        """The prebuilt voices; each speaks every language."""
        return offered(_VOICES, self._model, language)

    def cost(self, utterance: Utterance) -> Money | None:
        """Not known before: how many tokens a line becomes is told after it."""
        return by_characters(self._model, len(plain(utterance))) if self._model else None

    def speak(self, utterance: Utterance) -> Audio:
        """One request. The speed is no more than a wish, in words; whoever fits the line does the rest.

        Raises:
            ProviderError: of the kind that Google's words mean.
        """
        model = asked(self._model, self._vendor)
        text = checked(plain(utterance), utterance, model, self._vendor)
        try:
            answer = self._transport.ask("POST", f"/models/{model.id}:generateContent", body=_body(text, utterance), orders=True)
        except NoVoice as fact:
            raise Refused(f"Gemini has no voice {utterance.voice!r} ({fact}); take another in cast.toml") from None
        blocked = answer.at("promptFeedback", "blockReason")
        if blocked:
            raise Refused(f"Gemini will not speak this ({blocked}); change the words of the line", billed=False)
        paid(_price(answer, model))
        return finished(_sound(answer, model), utterance, "Gemini")

    def _headers(self) -> dict[str, str]:
        return {"x-goog-api-key": self._transport.key()}

    def _told(self, answer: Answer) -> ProviderError | None:
        """Google's error, and two that only speech knows."""
        said, word = str(answer.at("error", "message") or ""), answer.at("error", "status")
        if word in ("INVALID_ARGUMENT", "NOT_FOUND") and "voice" in said.lower():
            return NoVoice(said)
        if "tried to generate text" in said:
            return Broken(f"Gemini took the line for a question and did not speak it: {said}", billed=False)
        return told(self._vendor, answer)


def _body(text: str, utterance: Utterance) -> dict[str, Any]:
    part: dict[str, Any] = {"text": text}
    pace = next((words for most, words in _PACES if utterance.speed <= most), "")
    style = ", ".join(one for one in (*acting(utterance), pace) if one)
    if style:
        part["speechMetadata"] = {"style": style}
    return {
        "contents": [{"role": "user", "parts": [part]}],
        "generationConfig": {
            "responseModalities": ["AUDIO"],
            "speechConfig": {"languageCode": _language(utterance.language), "voiceConfig": {"voice": utterance.voice}},
        },
    }


def _language(tag: str) -> str:
    """Language and region; a script (``zh-Hans``) is nothing that is heard."""
    return "-".join(one for one in tag.split("-") if len(one) != 4)


def _sound(answer: Answer, model: Model) -> Sound:
    reason = answer.at("candidates", 0, "finishReason")
    if reason in MODERATED:
        said = answer.at("candidates", 0, "finishMessage") or "change the words of the line"
        raise Refused(f"{model.title} will not speak this ({reason}): {said}", billed=True)
    if reason in _CUT:
        raise Broken(f"{model.title} broke off before the end of the line ({reason}); split it", billed=True)
    if reason != "STOP":
        raise Broken(f"{model.title} ended with {reason!r} instead of speech")
    parts = answer.at("candidates", 0, "content", "parts")
    places = range(len(parts)) if isinstance(parts, list) else range(0)
    found = [answer.at("candidates", 0, "content", "parts", place, "inlineData") for place in places]
    sounds = [_decoded(str(one.get("mimeType", "")), str(one.get("data", ""))) for one in found if isinstance(one, dict)]
    if not sounds or len({one.rate for one in sounds}) != 1:
        raise Broken(f"{model.title} sent an answer without sound", billed=True)
    return Sound(np.concatenate([one.samples for one in sounds]), sounds[0].rate)


def _decoded(media_type: str, data: str) -> Sound:
    try:
        raw = b64decode(data, validate=True)
    except ValueError:
        raise Broken("Gemini sent sound that is not base64", billed=True) from None
    if re.match(r"audio/(x-)?wav", media_type.lower()):
        return from_wav(raw, "Gemini")
    rate = re.search(r"rate=(\d+)", media_type)
    if not media_type.lower().startswith("audio/l16") or rate is None:
        raise Broken(f"Gemini sent {media_type or 'something unnamed'} where WAV or samples should be", billed=True)
    return from_pcm(raw, int(rate[1]), "Gemini")


def _price(answer: Answer, model: Model) -> Money | None:
    read, spoken = (answer.at("usageMetadata", name) for name in ("promptTokenCount", "candidatesTokenCount"))
    if not isinstance(read, int) or not isinstance(spoken or 0, int):
        return None
    return by_tokens(model, read, spoken or 0)
