"""Google's generateContent for pictures, on loopback; and a picture, which the other emulators of images use too.

Gemini answers at once and with the bytes themselves, so it cannot be ``slow``, has no ``expired link``, and a ``truncated file`` is
an answer that breaks off: a ``lost answer``.
"""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Mapping
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply
from .pictures import HTML, picture

MODELS = ("gemini-3.1-flash-image", "gemini-3-pro-image")
ASPECTS = ("1:1", "2:3", "3:2", "3:4", "4:3", "4:5", "5:4", "9:16", "16:9", "21:9")
SIZES = {"1K": 1024, "2K": 2048, "4K": 4096}
"""The side of a square; other aspects have about as many pixels."""


class Emulator(LoopbackEmulator):
    """``received``: the pictures that came with orders. ``drafts``: an interim picture stands among the thoughts."""

    VENDOR = "gemini"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"GEMINI_API_KEY": "AIza-key-of-the-tests"}
    WITHOUT = ("slow", "expired link", "truncated file")

    def __init__(self) -> None:
        super().__init__()
        self.received: list[bytes] = []
        self.drafts = False
        self.reason = ""
        """The word with which the next candidates end without a picture, where it is not the usual one."""

    def reply(self, asked: Asked) -> Reply:
        if asked.headers.get("x-goog-api-key") != self.ENVIRONMENT["GEMINI_API_KEY"]:
            return _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.")
        found = re.fullmatch(rf"{self.base_path()}/models/([^/:]+):generateContent", asked.path)
        if asked.method != "POST" or found is None:
            return _error(404, "NOT_FOUND", "Requested entity was not found.")
        if found[1] not in MODELS:
            return _error(404, "NOT_FOUND", f"models/{found[1]} is not found for API version v1beta.")
        if wrong := _wrong(asked.json):
            return _error(400, "INVALID_ARGUMENT", wrong)
        fault = self.coming()
        return self._refusal(fault) or self._taken(asked.json, fault)

    def _refusal(self, fault: str) -> Reply | None:
        retry = [{"@type": "type.googleapis.com/google.rpc.RetryInfo", "retryDelay": "13s"}]
        quota = "You exceeded your current quota, please check your plan and billing."
        refusals = {
            "too many": _error(429, "RESOURCE_EXHAUSTED", quota, retry),
            "no money": _error(429, "RESOURCE_EXHAUSTED", "Your prepayment credits are depleted. Please add funds."),
            "wrong key": _error(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key."),
            "moderated before": Reply(json={"promptFeedback": {"blockReason": "PROHIBITED_CONTENT"}, "modelVersion": MODELS[0]}),
            "failure under 200": Reply(json={"error": {"code": 500, "message": "Internal.", "status": "INTERNAL"}}),
        }
        return refusals.get(fault)

    def _taken(self, body: Any, fault: str) -> Reply:
        job = self.taken(body, fault)
        parts = body["contents"][0]["parts"]
        self.received += [_bytes(one["inlineData"]) for one in parts if "inlineData" in one]
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _error(500, "INTERNAL", "An internal error has occurred.")
        ends = {"moderated after": "IMAGE_SAFETY", "failed": "IMAGE_OTHER"}
        if self.reason or fault in ends:
            return Reply(json=_candidate({"finishReason": self.reason or ends[fault]}, 0))
        shown: list[dict[str, Any]] = [_inline(HTML if fault == "wrong content type" else picture(*_size(job)))]
        if self.drafts:
            shown += [{"text": "Too dark."}, _inline(picture(8, 8))]
            shown[1:] = [one | {"thought": True} for one in shown[1:]]
        if fault == "no video":
            shown = [{"text": "I cannot draw that."}]
        return Reply(json=_candidate({"content": {"role": "model", "parts": shown}, "finishReason": "STOP"}, 1120))


def _candidate(candidate: dict[str, Any], tokens: int) -> dict[str, Any]:
    used: dict[str, Any] = {"promptTokenCount": 12, "totalTokenCount": 12 + tokens}
    if tokens:
        used |= {"candidatesTokenCount": tokens, "candidatesTokensDetails": [{"modality": "IMAGE", "tokenCount": tokens}]}
    return {"candidates": [candidate | {"index": 0}], "usageMetadata": used, "modelVersion": MODELS[0], "responseId": "r-1"}


def _inline(data: bytes) -> dict[str, Any]:
    return {"inlineData": {"mimeType": "image/png", "data": base64.b64encode(data).decode()}}


def _size(job: Job) -> tuple[int, int]:
    form = job.asked["generationConfig"].get("imageConfig", {})
    side = SIZES[form.get("imageSize", "1K")]
    across, down = (int(one) for one in form.get("aspectRatio", "1:1").split(":"))
    return round(side * (across / down) ** 0.5 / 8) * 8, round(side * (down / across) ** 0.5 / 8) * 8


def _wrong(body: Any) -> str:
    """What Google says against a body; empty when it takes it."""
    if strange := set(body) - {"contents", "generationConfig"}:
        return f"Invalid JSON payload received. Unknown name {sorted(strange)[0]!r}: Cannot find field."
    contents = body.get("contents", [])
    if [one.get("role") for one in contents] != ["user"] or not contents[0].get("parts"):
        return "contents must not be empty"
    if wrong := next(filter(None, map(_wrong_part, contents[0]["parts"])), ""):
        return wrong
    config = body.get("generationConfig", {})
    if set(config) - {"responseModalities", "imageConfig", "seed"} or config.get("responseModalities") != ["IMAGE"]:
        return "generationConfig is invalid"
    form = config.get("imageConfig", {})
    if set(form) - {"aspectRatio", "imageSize"}:
        return "Invalid JSON payload received. Unknown name in imageConfig: Cannot find field."
    if form.get("aspectRatio", "1:1") not in ASPECTS:
        return "aspect_ratio must be one of '1:1', '2:3', '3:2', '3:4', '4:3', '4:5', '5:4', '9:16', '16:9', '21:9'."
    return "" if form.get("imageSize", "1K") in SIZES else "image_size must be one of '1K', '2K', '4K'."


def _wrong_part(part: Any) -> str:
    if set(part) == {"text"}:
        return "" if isinstance(part["text"], str) and part["text"] else "text must not be empty"
    blob = part.get("inlineData")
    if set(part) != {"inlineData"} or set(blob) not in ({"mimeType", "data"}, {"mime_type", "data"}):
        return "parts: oneof field 'data' must have one initialized field"
    kind = blob.get("mimeType", blob.get("mime_type"))
    if kind not in ("image/png", "image/jpeg", "image/webp"):
        return f"Unsupported MIME type: {kind}"
    try:
        return "" if _bytes(blob) else "inlineData must not be empty"
    except binascii.Error:
        return "Base64 decoding failed"


def _bytes(blob: Mapping[str, str]) -> bytes:
    """Google takes both alphabets of base64, and both spellings of a name; its SDK sends the other ones than we do."""
    return base64.b64decode(blob["data"].replace("-", "+").replace("_", "/"), validate=True)


def _error(status: int, word: str, said: str, details: list[dict[str, str]] | None = None) -> Reply:
    return Reply(status, {"error": {"code": status, "message": said, "status": word, "details": details or []}})
