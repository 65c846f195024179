"""ElevenLabs' speech to text on loopback, strict in what it takes; what is heard is scripted. Never: hearing."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any, ClassVar

from .emulator import Asked, LoopbackEmulator, Reply
from .openai_transcription import Said, Sound, evenly, multipart, sound_of

_MODELS = ("scribe_v1", "scribe_v2", "scribe_v3")
FIELDS = {
    "model_id",
    "language_code",
    "timestamps_granularity",
    "tag_audio_events",
    "diarize",
    "keyterms",
    "file_format",
    "temperature",
    "seed",
    "no_verbatim",
    "webhook_metadata",
    "entity_detection",
    "entity_redaction",
}


class Emulator(LoopbackEmulator):
    """``says``: what is heard in a sound. ``language``: what it is found to be in. ``noise``: whether somebody laughs as well."""

    VENDOR = "elevenlabs"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"ELEVENLABS_API_KEY": "sk_elevenlabs-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.says: Callable[[Sound], list[Said]] = evenly
        self.language = "eng"
        self.noise = False
        self.heard: list[Sound] = []
        self.forms: list[dict[str, list[str]]] = []

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("xi-api-key") != self.ENVIRONMENT["ELEVENLABS_API_KEY"]:
            return _error(401, "authentication_error", "invalid_api_key", "Invalid API key")
        if (asked.method, asked.path) != ("POST", f"{self.base_path()}/speech-to-text"):
            return Reply(404, {"detail": "Not Found"})
        fields, files = multipart(asked)
        sound = sound_of(files.get("file"))
        if sound is None or set(files) != {"file"}:
            return _error(400, "validation_error", "invalid_audio", "File upload is corrupted. Please ensure it is playable audio.")
        if wrong := _wrong(fields):
            return Reply(422, {"detail": [{"loc": ["body", wrong], "msg": "Input is not valid", "type": "value_error"}]})
        fault = self.coming()
        refusals = {
            "too many": _error(429, "rate_limit_error", "concurrent_limit_exceeded", "Too many concurrent requests"),
            "no money": _error(
                401, "authentication_error", "quota_exceeded", "This request exceeds your quota of 10000. You have 3 credits left"
            ),
            "wrong key": _error(401, "authentication_error", "invalid_api_key", "Invalid API key sk_elevenlabs-key-of-the-tests"),
            "failure under 200": Reply(200, {"message": "Request received. It will be processed later."}),
            "lost answer": Reply(lost=True),
            "server error": _error(500, "internal_error", "internal_server_error", "Something went wrong"),
        }
        if fault in refusals:
            return refusals[fault]
        self.heard.append(sound)
        self.forms.append(fields)
        return Reply(json=self._told(self.says(sound), sound))

    def _told(self, words: list[Said], sound: Sound) -> dict[str, Any]:
        """Words and what is between them, in one list."""
        rows: list[dict[str, Any]] = []
        for place, word in enumerate(words):
            if place:
                rows.append(_row(" ", "spacing", words[place - 1].end, word.start, 0.0))
            rows.append(_row(word.text, "word", word.start, word.end, word.logprob))
        if self.noise:
            rows.append(_row("(laughs)", "audio_event", sound.seconds - 0.2, sound.seconds, 0.0))
        return {
            "language_code": self.language,
            "language_probability": 0.98,
            "text": "".join(row["text"] for row in rows),
            "words": rows,
            "transcription_id": "t-1",
            "audio_duration_secs": sound.seconds,
        }


def _row(text: str, kind: str, start: float, end: float, logprob: float) -> dict[str, Any]:
    return {"text": text, "type": kind, "start": start, "end": end, "speaker_id": None, "logprob": logprob}


def _wrong(fields: dict[str, list[str]]) -> str:
    """The field that is wrong."""
    one = {name: values[0] for name, values in fields.items()}
    terms = fields.get("keyterms", [])
    checks = {
        "unknown": set(fields) <= FIELDS,
        "twice": all(len(values) == 1 for name, values in fields.items() if name != "keyterms"),
        "model_id": one.get("model_id") in _MODELS,
        "language_code": bool(re.fullmatch("[a-z]{2,3}", one.get("language_code", "en"))),
        "timestamps_granularity": one.get("timestamps_granularity", "word") in ("none", "word", "character"),
        "tag_audio_events": one.get("tag_audio_events", "true") in ("true", "false"),
        "diarize": one.get("diarize", "false") in ("true", "false"),
        "keyterms": len(terms) <= 1000
        and all(0 < len(term) <= 50 and len(term.split()) <= 5 and not set(term) & set("<>{}[]\\") for term in terms),
    }
    return next((name for name, fine in checks.items() if not fine), "")


def _error(status: int, kind: str, code: str, said: str) -> Reply:
    detail = {"type": kind, "code": code, "message": said, "status": code, "request_id": "r-1", "param": None}
    return Reply(status, {"detail": detail}, headers={"retry-after": "7"} if status == 429 else {})
