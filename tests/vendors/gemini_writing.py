"""Google's generateContent on loopback."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, ClassVar

from .emulator import Asked, Reply
from .scripted_writing import Told, WritingEmulator, amiss, unfit

FIELDS: dict[str, type] = {"systemInstruction": dict, "contents": list, "generationConfig": dict}
CONFIG: dict[str, type] = {"responseMimeType": str, "responseJsonSchema": dict, "maxOutputTokens": int, "temperature": float}


class Emulator(WritingEmulator):
    """``thoughts``: tokens of thinking, which Google counts apart from those of the answer and bills alike."""

    VENDOR = "gemini"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"GEMINI_API_KEY": "AIza-key-of-the-tests"}
    WITHOUT = ("no schema",)
    """All its models take a schema."""
    thoughts = 100

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("x-goog-api-key") != self.ENVIRONMENT["GEMINI_API_KEY"]:
            return _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")
        found = re.fullmatch(rf"{self.base_path()}/models/([\w.-]+):generateContent", asked.path)
        if asked.method != "POST" or found is None:
            return _error(404, "NOT_FOUND", "Requested entity was not found.")
        wrong = _wrong(asked.json)
        if wrong:
            return _error(400, "INVALID_ARGUMENT", wrong)
        fault = self.coming()
        return _refusal(fault) or self._content(found[1], asked.json, fault)

    def _content(self, model: str, body: Any, fault: str) -> Reply:
        if fault == "moderated before":
            return Reply(json={"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "usageMetadata": {"promptTokenCount": 9}})
        schema = body["generationConfig"]["responseJsonSchema"]
        told = Told(model, body["systemInstruction"]["parts"][0]["text"], body["contents"][0]["parts"][0]["text"], schema)
        text = self.text(told, fault)
        half = len(text) // 2
        reasons = {"cut off": "MAX_TOKENS", "refused by the model": "SAFETY", "filtered": "BLOCKLIST", "odd ending": "MOONSET"}
        candidate: dict[str, Any] = {"index": 0, "finishReason": reasons.get(fault, "STOP")}
        if fault not in ("refused by the model", "filtered", "nothing"):
            parts = [{"text": "Let me see.", "thought": True}, {"text": text[:half]}, {"text": text[half:]}]
            candidate["content"] = {"role": "model", "parts": parts}
        return Reply(
            json={
                "candidates": [candidate],
                "modelVersion": model,
                "responseId": "r1",
                "usageMetadata": {
                    "promptTokenCount": self.tokens_in,
                    "candidatesTokenCount": self.tokens_out - self.thoughts,
                    "thoughtsTokenCount": self.thoughts,
                    "totalTokenCount": self.tokens_in + self.tokens_out,
                },
            }
        )


def _wrong(body: Any) -> str:
    name, wrong = amiss(body, FIELDS, ("contents",))
    if wrong:
        return f'Invalid JSON payload received. Unknown name "{name}": {wrong}.'
    config = body.get("generationConfig", {})
    name, wrong = amiss(config, CONFIG, ("responseMimeType", "responseJsonSchema"))
    if wrong:
        return f"Invalid JSON payload received. Unknown name \"{name}\" at 'generation_config': {wrong}."
    if config["responseMimeType"] != "application/json":
        return "Function calling with a response mime type other than 'application/json' is unsupported"
    parts = [body.get("systemInstruction", {}).get("parts", []), *(one.get("parts", []) for one in body["contents"])]
    if not all(one and isinstance(one[0].get("text"), str) for one in parts) or body["contents"][0].get("role") != "user":
        return "* GenerateContentRequest.contents: contents is not specified"
    return unfit(config["responseJsonSchema"])


def _refusal(fault: str) -> Reply | None:
    wait = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "7s"}]
    refusals = {
        "too many": _error(429, "RESOURCE_EXHAUSTED", "You exceeded your current quota.", wait),
        "overloaded": _error(503, "UNAVAILABLE", "The model is overloaded. Please try again later."),
        "no money": _error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Please manage your billing."),
        "spend limit": _error(400, "FAILED_PRECONDITION", "Please enable billing on your project in Google AI Studio."),
        "wrong key": _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
        "bad model": _error(404, "NOT_FOUND", "models/nobody is not found for API version v1beta."),
        "failure under 200": Reply(200, {"error": {"code": 500, "message": "Internal", "status": "INTERNAL"}}),
        "lost answer": Reply(lost=True),
        "server error": _error(500, "INTERNAL", "An internal error has occurred."),
    }
    return refusals.get(fault)


def _error(status: int, word: str, said: str, details: list[dict[str, str]] | None = None) -> Reply:
    return Reply(status, {"error": {"code": status, "message": said, "status": word, "details": details or []}})
