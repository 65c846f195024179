"""Speech by ElevenLabs. In: an Utterance. Out: Audio with the mouth timed by the letters. Never: a second paid request.

After elevenlabs 2.78.0 (text to speech with timestamps) and its help centre's list of errors (November 2026). Sound comes as
base64 beside the time of every character. v3 and v4 act what stands in square brackets before the line, and take a stability of
0, 0.5 or 1 alone; older models act by settings. An empty account is told with the status of a wrong key.
"""

from __future__ import annotations

from base64 import b64decode
from itertools import pairwise
from typing import Any
from urllib.parse import quote

from onecrew.providers.catalogue import Model, Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.receipt import paid
from onecrew.providers.speech import Audio, Utterance, VoiceOffer
from onecrew.providers.speech.mouthing import TimedLetter
from onecrew.providers.speech.vendor_speech import (
    SECONDS,
    NoVoice,
    asked,
    by_characters,
    checked,
    degree,
    finished,
    first_model,
    from_pcm,
    offered,
    plain,
    speech_offer,
    speed,
)
from onecrew.providers.transport import Answer, Transport
from onecrew.units import Broken, Busy, Money, OutOfCredit, ProviderError, Refused, Unready

_RATE = 24_000
_SLOWEST, _FASTEST = 0.7, 1.2
_BY_TAGS = ("eleven_v3", "eleven_v4")
_WITHOUT_LANGUAGE = ("eleven_multilingual_v2", "eleven_monolingual_v1", "eleven_multilingual_v1")
_TAGS = {
    "happy": "happy",
    "sad": "sad",
    "angry": "angry",
    "afraid": "scared",
    "surprised": "surprised",
    "disgusted": "disgusted",
    "tender": "warmly",
}
_DELIVERY_TAGS = {"whisper": "whispers", "shout": "shouting"}
"""Slow and fast are a matter of speed."""

_NO_MONEY = ("quota_exceeded", "insufficient_credits", "payment_required", "paid_plan_required")
_NO_KEY = ("invalid_api_key", "missing_permissions", "needs_authorization", "detected_unusual_activity", "authentication_error")
_BUSY = ("too_many_concurrent_requests", "concurrent_limit_exceeded", "rate_limit_exceeded", "system_busy", "too_many_requests")
_NO_VOICE = ("voice_not_found", "invalid_voice_id", "voice_access_denied", "voice_does_not_exist")
_MODERATED = ("moderat", "policy", "prohibited", "blocked")

# ElevenLabs' own voices that every account has: name, id, gender, ages, quality for casting.
_TABLE = """
Sarah    EXAVITQu4vr4xnSDxMaL  female  young,adult       80
Jessica  cgSgspJ2msm6clMCkdW9  female  teen,young        78
Laura    FGY2WhTYpPnrIDTdsKH5  female  teen,young        74
Matilda  XrExE9yKIg1WjnnlVkGX  female  adult             76
Alice    Xb7hH8MSUJpSbSDYk0k2  female  adult             74
Lily     pFZP5JQG7iQjIQuC4Bku  female  adult,old         74
Bella    hpp4J3VqNfWAUOO0d1Us  female  young,adult       72
River    SAz9YHcvj6GT2YYXdXww  neutral young,adult       66
George   JBFqnCBsd6RMkjVDRZzb  male    adult             80
Brian    nPczCjzI2devNBz1zQrb  male    adult             78
Liam     TX3LPaxmHKxFdv7VOQHJ  male    teen,young        76
Eric     cjVigY5qzO86Huf0OWal  male    adult             76
Will     bIHbv24MWmeRgasZH58o  male    young             74
Chris    iP95p4xoKVk53GoZ742B  male    young,adult       74
Daniel   onwK4e9ZLuTAKqWW03F9  male    adult             74
Charlie  IKne3meq5aSn9XLyUdCD  male    young             72
Callum   N2lVS1w4EtoT3dr4eOWO  male    adult             72
Roger    CwhRBWXzGAHq8TQ4Fs17  male    adult             70
Adam     pNInz6obpgDQGcFmaJgB  male    adult             70
Harry    SOYHLrjzK2X1ezoPC6cr  male    teen,young        68
Bill     pqHfZKP75CvOlQylNhV4  male    old               74
"""
_ROWS = [line.split() for line in _TABLE.split("\n") if line]
_IDS = {name: number for name, number, *_ in _ROWS}
_VOICES = tuple(VoiceOffer(name, "en", gender, tuple(ages.split(",")), int(quality)) for name, _, gender, ages, quality in _ROWS)


class ElevenLabs:
    """v4, v3, Multilingual v2 and Flash. A voice is one of its own by name, or the id of any other the account may use."""

    def __init__(self, vendor: Vendor | None = None, model: Model | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["elevenlabs"]
        self._model = model or first_model(self._vendor)
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)

    def offer(self) -> Offer:
        """What it needs and speaks."""
        return speech_offer(self._vendor, self._model)

    def voices(self, language: str) -> tuple[VoiceOffer, ...]:
        """Its own voices; each speaks every language of the model."""
        return offered(_VOICES, self._model, language)

    def cost(self, utterance: Utterance) -> Money | None:
        """What the line costs: its characters, with those of its directions."""
        return by_characters(self._model, len(_directed(utterance, self._model))) if self._model else None

    def speak(self, utterance: Utterance) -> Audio:
        """One request. A speed outside of 0.7 to 1.2 is brought to the nearer end.

        Raises:
            ProviderError: of the kind that the vendor's words mean.
        """
        model = asked(self._model, self._vendor)
        text = checked(_directed(utterance, model), utterance, model, self._vendor)
        try:
            answer = self._transport.ask(
                "POST",
                f"/text-to-speech/{quote(_IDS.get(utterance.voice, utterance.voice), safe='')}/with-timestamps",
                params={"output_format": f"pcm_{_RATE}"},
                body=_body(text, utterance, model),
                orders=True,
            )
        except NoVoice as fact:
            raise Refused(
                f"ElevenLabs knows no voice {utterance.voice!r} ({fact}); take another in cast.toml, or add it to My Voices first"
            ) from None
        paid(by_characters(model, len(text)))
        return finished(from_pcm(_data(answer), _RATE, self._vendor.title), utterance, self._vendor.title, _letters(answer))

    def _headers(self) -> dict[str, str]:
        return {"xi-api-key": self._transport.key()}

    def _told(self, answer: Answer) -> ProviderError | None:
        """``detail`` is a status word with a message, or a list of what is wrong with the body."""
        detail = answer.at("detail")
        if not isinstance(detail, dict):
            return None
        word = str(detail.get("status") or detail.get("code") or detail.get("type") or "").lower()
        said = str(detail.get("message") or word)
        if word in _NO_MONEY:
            return OutOfCredit(f"ElevenLabs: {said} ({self._vendor.console})")
        if word in _NO_KEY:
            return Unready(f"ElevenLabs: {said}; check {self._vendor.keys[0]} ({self._vendor.console})")
        if word in _BUSY:
            return Busy(f"ElevenLabs: {said}")
        if word in _NO_VOICE:
            return NoVoice(said)
        if any(one in word for one in _MODERATED):
            return Refused(f"ElevenLabs will not speak this ({word}): {said}; change the words of the line", billed=False)
        return None


def _directed(utterance: Utterance, model: Model) -> str:
    """The line, behind its directions where the model acts them."""
    tags = "".join(f"[{one}] " for one in _tags(utterance)) if model.id.startswith(_BY_TAGS) else ""
    return tags + plain(utterance)


def _tags(utterance: Utterance) -> list[str]:
    feeling, delivery = _TAGS.get(utterance.feeling), _DELIVERY_TAGS.get(utterance.delivery)
    return [*([degree(utterance.strength) + feeling] if feeling else []), *([delivery] if delivery else [])]


def _body(text: str, utterance: Utterance, model: Model) -> dict[str, Any]:
    moved = 0.0 if utterance.feeling == "neutral" else min(max(utterance.strength, 0), 100) / 100
    settings = {"similarity_boost": 0.75, "speed": speed(utterance, _SLOWEST, _FASTEST)}
    if model.id.startswith(_BY_TAGS):
        settings["stability"] = 0.0 if moved > 0.75 else 0.5
    else:
        settings["stability"] = round(0.5 - 0.25 * moved, 2)
    if model.id == "eleven_multilingual_v2":
        settings["style"] = round(0.5 * moved, 2)
    body: dict[str, Any] = {"text": text, "model_id": model.id, "voice_settings": settings}
    base = utterance.language.split("-")[0].lower()
    if len(base) == 2 and model.id not in _WITHOUT_LANGUAGE:
        body["language_code"] = base
    return body


def _data(answer: Answer) -> bytes:
    told = answer.at("audio_base64")
    try:
        return b64decode(told if isinstance(told, str) else "", validate=True)
    except ValueError:
        raise Broken("ElevenLabs sent sound that is not base64", billed=True) from None


def _letters(answer: Answer) -> tuple[TimedLetter, ...]:
    """When each character is said; empty where the answer does not tell, or tells nonsense."""
    told = [
        answer.at("alignment", name) for name in ("characters", *(f"character_{end}_times_seconds" for end in ("start", "end")))
    ]
    if not all(isinstance(one, list) for one in told) or len({len(one) for one in told}) != 1:
        return ()
    rows = list(zip(*told, strict=True))
    if not all(isinstance(row[0], str) and all(isinstance(time, int | float) for time in row[1:]) for row in rows):
        return ()
    letters = tuple(TimedLetter(letter, float(start), float(end)) for letter, start, end in rows)
    forward = all(one.start <= other.start for one, other in pairwise(letters)) and all(one.start <= one.end for one in letters)
    return letters if forward else ()
