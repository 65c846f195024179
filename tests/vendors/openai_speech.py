"""OpenAI's audio speech on loopback, and that of servers of its shape."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar

from .emulator import Asked, Reply
from .scripted_speech import SpeechEmulator, Spoken, wav
from .scripted_writing import amiss

FIELDS: dict[str, type] = {
    "model": str,
    "input": str,
    "voice": object,
    "instructions": str,
    "response_format": str,
    "speed": float,
}
OLD = ["alloy", "ash", "coral", "echo", "fable", "nova", "onyx", "sage", "shimmer"]
NEW = [*OLD, "ballad", "cedar", "marin", "verse"]
MODELS = {"tts-1": OLD, "tts-1-hd": OLD, "gpt-4o-mini-tts": NEW}


class Emulator(SpeechEmulator):
    """``size``: what the WAV's header says of its size; OpenAI streams and does not know. Without keys it is one's own server."""

    VENDOR = "openai"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"OPENAI_API_KEY": "sk-openai-key-of-the-tests"}
    WITHOUT = ("moderated after",)
    """What it speaks it gives."""

    def __init__(self) -> None:
        super().__init__()
        self.size: int | None = 0xFFFFFFFF
        self.channels = 1

    def reply(self, asked: Asked) -> Reply:
        key = self.ENVIRONMENT.get("OPENAI_API_KEY")
        if asked.headers.get("authorization") != (f"Bearer {key}" if key else None):
            return _error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key")
        if (asked.method, asked.path) != ("POST", f"{self.base_path()}/audio/speech"):
            return _error(404, f"Invalid URL ({asked.method} {asked.path})", "invalid_request_error")
        name, wrong = amiss(asked.json, FIELDS, ("model", "input", "voice"))
        if wrong:
            return _error(400, f"{wrong} parameter: '{name}'.", "invalid_request_error", "invalid_value", param=name)
        fault = self.coming()
        return _refusal(fault) or self._unfit(asked.json) or self._spoken(asked.json, fault)

    def _unfit(self, body: Any) -> Reply | None:
        model, voice = body["model"], body["voice"]
        if model not in MODELS:
            return _error(404, f"The model `{model}` does not exist", "invalid_request_error", "model_not_found")
        if voice not in MODELS[model] and voice != {"id": self.own}:
            return _error(400, f"Invalid value: '{voice}'. Supported values are: 'alloy'.", "invalid_request_error", param="voice")
        if len(body["input"]) > 4096:
            return _error(400, "String should have at most 4096 characters", "invalid_request_error", param="input")
        if not 0.25 <= body.get("speed", 1.0) <= 4:
            return _error(400, "Invalid 'speed': expected 0.25 to 4.0.", "invalid_request_error", param="speed")
        if "instructions" in body and model.startswith("tts-1"):
            return _error(400, "instructions do not work with tts-1", "invalid_request_error", param="instructions")
        if body.get("response_format") != "wav":
            return _error(400, "these tests can only be answered in WAV", "invalid_request_error", param="response_format")
        return None

    def _spoken(self, body: Any, fault: str) -> Reply:
        voice = body["voice"] if isinstance(body["voice"], str) else body["voice"]["id"]
        said = Spoken(body["input"], voice, body.get("speed", 1.0), body.get("instructions", ""))
        sound = self.voice(said, fault, 24000)
        if self.channels == 2:
            sound = b"".join(sound[place : place + 2] * 2 for place in range(0, len(sound), 2))
        if fault == "not sound":
            return Reply(body=b"ID3\x04" + bytes(400), media_type="audio/mpeg")
        file = wav(sound, 24000, self.size, self.channels) if sound else b""
        return Reply(body=file, media_type="audio/wav", cut=len(file) // 2 if fault == "broken off" else 0)


def _refusal(fault: str) -> Reply | None:
    refusals = {
        "too many": _error(429, "Rate limit reached", "requests", "rate_limit_exceeded", headers={"retry-after": "7"}),
        "overloaded": _error(503, "The engine is currently overloaded, please try again later", "server_error"),
        "no money": _error(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"),
        "wrong key": _error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
        "bad model": _error(404, "The model does not exist", "invalid_request_error", "model_not_found"),
        "unknown voice": _error(400, "Invalid value: 'nobody'.", "invalid_request_error", param="voice"),
        "too long": _error(400, "String should have at most 4096 characters", "invalid_request_error", param="input"),
        "moderated before": _error(400, "Flagged by our policy", "invalid_request_error", "content_policy_violation"),
        "failure under 200": Reply(200, {"error": {"message": "Provider returned error", "code": 502}}),
        "lost answer": Reply(lost=True),
        "server error": _error(500, "The server had an error", "server_error"),
    }
    return refusals.get(fault)


def _error(
    status: int,
    said: str,
    kind: str,
    code: str | None = None,
    param: str | None = None,
    headers: Mapping[str, str] | None = None,
) -> Reply:
    return Reply(status, {"error": {"message": said, "type": kind, "param": param, "code": code}}, headers=headers or {})
