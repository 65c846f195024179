"""Google's generateContent with the answer spoken, on loopback."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from typing import Any, ClassVar

from .emulator import Asked, Reply
from .scripted_speech import SpeechEmulator, Spoken, wav
from .scripted_writing import amiss

FIELDS: dict[str, type] = {"contents": list, "generationConfig": dict}
CONFIG: dict[str, type] = {"responseModalities": list, "speechConfig": dict}
SPEECH: dict[str, type] = {"languageCode": str, "voiceConfig": dict}
PART: dict[str, type] = {"text": str, "speechMetadata": dict}
MODELS = ("gemini-3.8-flash-tts", "gemini-3.8-flash-lite-tts")
VOICES = (
    "Achernar Achird Algenib Algieba Alnilam Aoede Autonoe Callirrhoe Charon Despina Enceladus Erinome Fenrir Gacrux Iapetus Kore "
    "Laomedeia Leda Orus Pulcherrima Puck Rasalgethi Sadachbia Sadaltager Schedar Sulafat Umbriel Vindemiatrix Zephyr Zubenelgenubi"
)


class Emulator(SpeechEmulator):
    """``samples``: whether it answers bare samples, as models before 3.8 did. ``parts``: in how many pieces."""

    VENDOR = "gemini"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"GEMINI_API_KEY": "AIza-key-of-the-tests"}
    tokens_in, tokens_out = 40, 250

    def __init__(self) -> None:
        super().__init__()
        self.samples = False
        self.parts = 1

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("x-goog-api-key") != self.ENVIRONMENT["GEMINI_API_KEY"]:
            return _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")
        found = re.fullmatch(rf"{self.base_path()}/models/([\w.-]+):generateContent", asked.path)
        if asked.method != "POST" or found is None:
            return _error(404, "NOT_FOUND", "Requested entity was not found.")
        body = camel(asked.json)
        wrong = _wrong(body)
        if wrong:
            return _error(400, "INVALID_ARGUMENT", wrong)
        if found[1] not in MODELS:
            return _error(404, "NOT_FOUND", f"models/{found[1]} is not found for API version v1beta.")
        voice = body["generationConfig"]["speechConfig"]["voiceConfig"]["voice"]
        if voice not in (*VOICES.split(), self.own):
            return _error(400, "INVALID_ARGUMENT", f"Voice name {voice} is not supported.")
        fault = self.coming()
        return _refusal(fault) or self._spoken(body, voice, fault)

    def _spoken(self, body: Any, voice: str, fault: str) -> Reply:
        used = {"promptTokenCount": self.tokens_in, "candidatesTokenCount": self.tokens_out}
        if fault == "moderated before":
            return Reply(json={"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 9}})
        if fault == "moderated after":
            return Reply(json={"candidates": [{"finishReason": "SAFETY", "index": 0}], "usageMetadata": used})
        part = body["contents"][0]["parts"][0]
        how = part.get("speechMetadata", {}).get("style", "")
        sound = self.voice(Spoken(part["text"], voice, 1.0, how), fault, 24000)
        step = len(sound) // self.parts // 2 * 2 or 1
        pieces = [sound[place : place + step] for place in range(0, len(sound), step)]
        candidate: dict[str, Any] = {"finishReason": "STOP", "index": 0}
        if pieces:
            candidate["content"] = {"role": "model", "parts": [self._part(one, fault) for one in pieces]}
        answer = {"candidates": [candidate], "usageMetadata": used}
        return Reply(json=answer, cut=len(sound) // 2 if fault == "broken off" else 0)

    def _part(self, sound: bytes, fault: str) -> dict[str, Any]:
        media_type = "audio/mpeg" if fault == "not sound" else "audio/L16;codec=pcm;rate=24000" if self.samples else "audio/wav"
        data = sound if self.samples else wav(sound, 24000)
        return {"inlineData": {"mimeType": media_type, "data": b64encode(data).decode()}}


def camel(value: Any) -> Any:
    """Names as JSON spells them: Google takes those of its protocol buffers (``voice_config``) as well, and its SDK mixes both."""
    if isinstance(value, list):
        return [camel(one) for one in value]
    if not isinstance(value, dict):
        return value
    return {re.sub(r"_([a-z])", lambda found: found[1].upper(), name): camel(one) for name, one in value.items()}


def _wrong(body: Any) -> str:
    name, wrong = amiss(body, FIELDS, ("contents", "generationConfig"))
    if wrong:
        return f'Invalid JSON payload received. Unknown name "{name}": {wrong}.'
    config = body["generationConfig"]
    name, wrong = amiss(config, CONFIG, ("responseModalities", "speechConfig"))
    if not wrong:
        name, wrong = amiss(config["speechConfig"], SPEECH, ("voiceConfig",))
    if not wrong:
        name, wrong = amiss(config["speechConfig"]["voiceConfig"], {"voice": str}, ("voice",))
    if wrong:
        return f"Invalid JSON payload received. Unknown name \"{name}\" at 'generation_config': {wrong}."
    if config["responseModalities"] != ["AUDIO"]:
        return "The requested combination of response modalities is not supported by the model."
    if not re.fullmatch(r"[a-z]{2,3}(-([A-Z]{2}|\d{3}))?", config["speechConfig"].get("languageCode", "en")):
        return "Invalid language code."
    parts = body["contents"][0].get("parts", []) if len(body["contents"]) == 1 else []
    if len(parts) != 1 or body["contents"][0].get("role") != "user":
        return "* GenerateContentRequest.contents: contents is not specified"
    name, wrong = amiss(parts[0], PART, ("text",))
    if not wrong:
        name, wrong = amiss(parts[0].get("speechMetadata", {}), {"style": str, "speaker": str}, ())
    return wrong and f"Invalid JSON payload received. Unknown name \"{name}\" at 'contents[0].parts[0]': {wrong}."


def _refusal(fault: str) -> Reply | None:
    wait = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7s"}]
    refusals = {
        "too many": _error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", wait),
        "overloaded": _error(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
        "no money": _error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Please manage your billing."),
        "wrong key": _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
        "bad model": _error(404, "NOT_FOUND", "models/nobody is not found for API version v1beta."),
        "unknown voice": _error(400, "INVALID_ARGUMENT", "Voice name Nobody is not supported."),
        "too long": _error(
            400, "INVALID_ARGUMENT", "The input token count (9000) exceeds the maximum number of tokens allowed (8192)."
        ),
        "failure under 200": Reply(200, {"error": {"code": 500, "message": "Internal", "status": "INTERNAL"}}),
        "lost answer": Reply(lost=True),
        "server error": _error(500, "INTERNAL", "An internal error has occurred."),
    }
    return refusals.get(fault)


def _error(status: int, word: str, said: str, details: list[dict[str, str]] | None = None) -> Reply:
    return Reply(status, {"error": {"code": status, "message": said, "status": word, "details": details or []}})
