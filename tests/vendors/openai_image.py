"""OpenAI's images on loopback: generations in JSON, edits as a form with files.

It answers at once and with the bytes themselves, so it cannot be ``slow``, has no ``expired link``, and a ``truncated file`` is an
answer that breaks off: a ``lost answer``. Where it has ``failed`` it answers 500: a ``server error``.
"""

from __future__ import annotations

import base64
import json
import re
from collections.abc import Mapping
from email import message_from_bytes
from typing import Any, ClassVar

from .emulator import Asked, LoopbackEmulator, Reply
from .pictures import HTML, picture

OWN = re.compile(r"gpt-image-2(\.5-(flare|sunburst))?|gpt-image-2\.6-(flare|sunburst)")
QUALITIES, FINEST = ("low", "medium", "high", "auto"), ("xhigh", "max")
"""What every model takes, and what those of 2.5 take besides."""
STANDARD = ("1024x1024", "1024x1536", "1536x1024")
FIELDS = {"model", "prompt", "size", "n", "quality", "output_format", "background", "moderation", "user"}
EDIT_FIELDS = FIELDS - {"moderation"}


class Emulator(LoopbackEmulator):
    """``received``: the pictures that came with orders. ``gateway``: somebody else of the shape, who gives addresses."""

    VENDOR = "openai"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"OPENAI_API_KEY": "sk-openai-key-of-the-tests"}
    WITHOUT = ("slow", "expired link", "truncated file", "failed")

    def __init__(self) -> None:
        super().__init__()
        self.received: list[bytes] = []
        self.gateway = False
        self.used: dict[str, Any] | None = {
            "input_tokens": 1050,
            "input_tokens_details": {"text_tokens": 50, "image_tokens": 1000},
            "output_tokens": 1100,
            "output_tokens_details": {"text_tokens": 0, "image_tokens": 1100},
            "total_tokens": 2150,
        }

    def reply(self, asked: Asked) -> Reply:
        if asked.method == "GET" and asked.path == "/pictures/1.png":
            return Reply(body=picture(720, 1280), media_type="image/png")
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['OPENAI_API_KEY']}":
            return _error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key")
        ways = {f"{self.base_path()}/images/generations": _json, f"{self.base_path()}/images/edits": form}
        if asked.method != "POST" or asked.path not in ways:
            return _error(404, f"Invalid URL ({asked.method} {asked.path})", "invalid_request_error")
        fields, files = ways[asked.path](asked)
        edits = asked.path.endswith("edits")
        wrong = self._wrong(fields, EDIT_FIELDS if edits else FIELDS)
        wrong = wrong or ("Missing required parameter: 'image'." if edits and not files else "")
        if wrong:
            return _error(400, wrong, "invalid_request_error", "invalid_value")
        fault = self.coming()
        return self._refusal(fault) or self._taken(fields, files, fault)

    def _wrong(self, fields: Mapping[str, Any], known: set[str]) -> str:
        if strange := set(fields) - known:
            return f"Unknown parameter: '{sorted(strange)[0]}'."
        model, prompt, size = (fields.get(name) for name in ("model", "prompt", "size"))
        if not isinstance(prompt, str) or not 0 < len(prompt) <= 32000:
            return "Invalid value: 'prompt'."
        if fields.get("n", 1) not in range(1, 11):
            return "Invalid value: 'n'."
        if not isinstance(size, str) or not _takes(str(model), size):
            return f"Invalid size '{size}'."
        if self.gateway:
            return "Unknown parameter: 'quality'." if "quality" in fields else ""
        if OWN.fullmatch(str(model)) is None:
            return f"The model '{model}' does not exist."
        if fields.get("quality", "auto") not in QUALITIES + (FINEST if str(model).startswith("gpt-image-2.5") else ()):
            return "Invalid value: 'quality'."
        return "" if fields.get("output_format", "png") in ("png", "jpeg", "webp") else "Invalid value: 'output_format'."

    def _refusal(self, fault: str) -> Reply | None:
        user = "image_generation_user_error"
        said = "Your request was rejected by the safety system."
        refusals = {
            "too many": _error(429, "Rate limit reached", "requests", "rate_limit_exceeded", {"retry-after": "7"}),
            "no money": _error(400, "Billing hard limit has been reached", user, "billing_hard_limit_reached"),
            "wrong key": _error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
            "moderated before": _error(400, said, user, "moderation_blocked"),
            "moderated after": _error(400, said, user, "moderation_blocked"),
            "failure under 200": Reply(200, {"error": {"message": "Provider returned error", "code": 502}}),
        }
        return refusals.get(fault)

    def _taken(self, fields: Mapping[str, Any], files: list[bytes], fault: str) -> Reply:
        self.taken(dict(fields), fault)
        self.received += files
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _error(500, "The server had an error while processing your request", "server_error")
        width, height = map(int, fields["size"].split("x"))
        data = HTML if fault == "wrong content type" else picture(width, height)
        made = {"url": f"{self.url}/pictures/1.png"} if self.gateway else {"b64_json": base64.b64encode(data).decode()}
        answer: dict[str, Any] = {"created": 1795000000, "data": [] if fault == "no video" else [made], "size": fields["size"]}
        answer |= {name: fields[name] for name in ("quality", "output_format") if fields.get(name, "auto") != "auto"}
        return Reply(json=answer if self.used is None else answer | {"usage": self.used})


def _takes(model: str, size: str) -> bool:
    """Sides of sixteens, of at most three to one, within the pixels it makes; a model of 2.6 only the standard ones."""
    if model.startswith("gpt-image-2.6"):
        return size in STANDARD
    sides = [int(one) for one in size.split("x") if one.isdigit()]
    if len(sides) != 2 or any(one % 16 for one in sides):
        return False
    return max(sides) <= 3 * min(sides) and max(sides) <= 3840 and 655_360 <= sides[0] * sides[1] <= 8_294_400


def _json(asked: Asked) -> tuple[dict[str, Any], list[bytes]]:
    return json.loads(asked.body), []


def form(asked: Asked) -> tuple[dict[str, Any], list[bytes]]:
    """The fields of a form, and the files named ``image[]``, or ``image`` where it is one."""
    kind = asked.headers.get("content-type", "")
    if not kind.startswith("multipart/form-data"):
        return {}, []
    message = message_from_bytes(f"content-type: {kind}\r\n\r\n".encode() + asked.body)
    fields: dict[str, Any] = {}
    files: list[bytes] = []
    for part in message.walk():
        name, data = part.get_param("name", header="content-disposition"), part.get_payload(decode=True)
        if not isinstance(name, str) or not isinstance(data, bytes):
            continue
        if name in ("image[]", "image"):
            if part.get_filename() and part.get_content_type() in ("image/png", "image/jpeg", "image/webp"):
                files.append(data)
        else:
            fields[name] = int(data) if name == "n" else data.decode()
    return fields, files


def _error(status: int, said: str, kind: str, code: str | None = None, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, {"error": {"message": said, "type": kind, "param": None, "code": code}}, headers=headers or {})
