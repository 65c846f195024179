"""ElevenLabs' text to speech with timestamps, on loopback."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, ClassVar
from urllib.parse import unquote

from .emulator import Asked, Reply
from .scripted_speech import SpeechEmulator, Spoken, letters
from .scripted_writing import amiss

FIELDS: dict[str, type] = {"text": str, "model_id": str, "voice_settings": dict, "language_code": str}
SETTINGS: dict[str, type] = {"stability": float, "similarity_boost": float, "style": float, "speed": float}
LIMITS = {"stability": (0, 1), "similarity_boost": (0, 1), "style": (0, 1), "speed": (0.7, 1.2)}
MODELS = {
    "eleven_v4": 10000,
    "eleven_v4_turbo": 10000,
    "eleven_v3": 5000,
    "eleven_multilingual_v2": 10000,
    "eleven_flash_v2_5": 40000,
    "eleven_turbo_v2_5": 40000,
}
VOICES = ("EXAVITQu4vr4xnSDxMaL", "JBFqnCBsd6RMkjVDRZzb", "cgSgspJ2msm6clMCkdW9", "TX3LPaxmHKxFdv7VOQHJ")


class Emulator(SpeechEmulator):
    """``told``: what it tells of the letters' times, all by default; ``None``: nothing."""

    VENDOR = "elevenlabs"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"ELEVENLABS_API_KEY": "sk_elevenlabs-key-of-the-tests"}
    WITHOUT = ("moderated after", "failure under 200")
    """What it speaks it gives; its failures have a status of their own."""

    def __init__(self) -> None:
        super().__init__()
        self.timed: Any = lambda alignment: alignment

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("xi-api-key") != self.ENVIRONMENT["ELEVENLABS_API_KEY"]:
            return _error(401, "invalid_api_key", "Invalid API key")
        path = re.fullmatch(rf"{self.base_path()}/text-to-speech/([^/]+)/with-timestamps", asked.path)
        if asked.method != "POST" or path is None:
            return Reply(404, {"detail": "Not Found"})
        rate = re.fullmatch(r"pcm_(8000|16000|22050|24000|44100|48000)", asked.query.get("output_format", "mp3_44100_128"))
        if rate is None or set(asked.query) != {"output_format"}:
            return _error(400, "invalid_output_format", "these tests can only be answered in samples")
        wrong = _wrong(asked.json)
        if wrong:
            return Reply(422, {"detail": [{"loc": ["body", wrong[0]], "msg": wrong[1], "type": "value_error"}]})
        fault = self.coming()
        return (
            _refusal(fault) or self._unfit(asked.json, unquote(path[1])) or self._spoken(asked.json, path[1], fault, int(rate[1]))
        )

    def _unfit(self, body: Any, voice: str) -> Reply | None:
        model, settings = body["model_id"], body.get("voice_settings", {})
        by_tags = model.startswith(("eleven_v3", "eleven_v4"))
        if model not in MODELS:
            return _error(400, "model_not_found", f"A model with model ID {model} does not exist.")
        if voice not in (*VOICES, self.own):
            return _error(404, "voice_not_found", f"A voice with the voice_id '{voice}' was not found.")
        if len(body["text"]) > MODELS[model]:
            return _error(400, "max_character_limit_exceeded", f"This request's text exceeds the limit of {MODELS[model]}.")
        if by_tags and settings.get("stability", 0.5) not in (0.0, 0.5, 1.0):
            return _error(400, "invalid_ttd_stability", "Invalid TTD stability value. Must be one of: [0.0, 0.5, 1.0]")
        if "style" in settings and model != "eleven_multilingual_v2":
            return _error(400, "invalid_voice_settings", f"Model {model} does not support style.")
        if "language_code" in body and (model == "eleven_multilingual_v2" or len(body["language_code"]) != 2):
            return _error(400, "unsupported_language", f"Model {model} does not support the language_code.")
        return None

    def _spoken(self, body: Any, voice: str, fault: str, rate: int) -> Reply:
        """Directions in square brackets are acted by v3 and v4, and read out by the others."""
        text, how = body["text"], ""
        if body["model_id"].startswith(("eleven_v3", "eleven_v4")):
            how = " ".join(re.findall(r"\[[^\]]*\]", text))
            text = re.sub(r"\[[^\]]*\] ", "", text)
        said = Spoken(text, voice, body.get("voice_settings", {}).get("speed", 1.0), how)
        sound = self.voice(said, fault, rate)
        rows = [(one, 0.0, 0.0) for one in body["text"][: len(body["text"]) - len(text)]]
        rows += [(one.letter, one.start, one.end) for one in letters(said)]
        alignment = {
            "characters": [row[0] for row in rows],
            "character_start_times_seconds": [round(row[1], 3) for row in rows],
            "character_end_times_seconds": [round(row[2], 3) for row in rows],
        }
        told = "…not base64…" if fault == "not sound" else b64encode(sound).decode()
        half = len(told) // 2 if fault == "broken off" else 0
        return Reply(json={"audio_base64": told, "alignment": self.timed(alignment), "normalized_alignment": None}, cut=half)


def _wrong(body: Any) -> tuple[str, str] | None:
    """A field of the body that is wrong, and how."""
    name, wrong = amiss(body, FIELDS, ("text", "model_id"))
    if wrong:
        return name, wrong
    settings = body.get("voice_settings", {})
    name, wrong = amiss(settings, SETTINGS, ())
    if wrong:
        return f"voice_settings.{name}", wrong
    for name, value in settings.items():
        least, most = LIMITS[name]
        if not least <= value <= most:
            return f"voice_settings.{name}", f"Input should be between {least} and {most}"
    return None


def _refusal(fault: str) -> Reply | None:
    refusals = {
        "too many": _error(429, "too_many_concurrent_requests", "Too many concurrent requests.", {"retry-after": "7"}),
        "overloaded": _error(429, "system_busy", "We are experiencing high traffic, please try again later."),
        "no money": _error(401, "quota_exceeded", "This request exceeds your quota of 10000. You have 0 credits remaining."),
        "wrong key": _error(401, "invalid_api_key", "Invalid API key"),
        "bad model": _error(400, "model_not_found", "A model with model ID eleven_v4 does not exist."),
        "unknown voice": _error(404, "voice_not_found", "A voice with that voice_id was not found."),
        "too long": _error(400, "max_character_limit_exceeded", "This request's text exceeds the character limit of 5000."),
        "moderated before": _error(400, "content_against_policy", "The text was found to be against our policies."),
        "lost answer": Reply(lost=True),
        "server error": Reply(500, {"detail": "Internal Server Error"}),
    }
    return refusals.get(fault)


def _error(status: int, word: str, said: str, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, {"detail": {"status": word, "message": said}}, headers=headers or {})
