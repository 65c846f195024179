"""Anthropic's Messages on loopback: models since 5.5 take an output format and no forced tool, old ones the other way round."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from .emulator import Asked, Reply
from .scripted_writing import Told, WritingEmulator, amiss, unfit

VERSIONS = ("2023-06-01", "2026-10-21")
"""Those its documentation names in November 2026; the newer one takes no sampling parameters, and writing sends none."""
FIELDS: dict[str, type] = {
    "model": str,
    "max_tokens": int,
    "system": str,
    "messages": list,
    "output_config": dict,
    "tools": list,
    "tool_choice": dict,
}


class Emulator(WritingEmulator):
    """``formats``: whether its models take an output format."""

    VENDOR = "anthropic"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"ANTHROPIC_API_KEY": "sk-ant-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.formats = True

    def reply(self, asked: Asked) -> Reply:
        key = self.ENVIRONMENT["ANTHROPIC_API_KEY"]
        # Its SDKs, and its documentation of version 2026-10-21, send as a bearer the key that stood under x-api-key before.
        if key != asked.headers.get("x-api-key") and f"Bearer {key}" != asked.headers.get("authorization"):
            return _error(401, "authentication_error", "invalid x-api-key")
        if "anthropic-version" not in asked.headers:
            return _error(400, "invalid_request_error", "anthropic-version: header is required")
        if asked.headers["anthropic-version"] not in VERSIONS:
            return _error(400, "invalid_request_error", f'anthropic-version: "{asked.headers["anthropic-version"]}" is not valid')
        if (asked.method, asked.path) != ("POST", f"{self.base_path()}/messages"):
            return _error(404, "not_found_error", "Not found")
        fault = self.coming()
        if fault == "no schema":
            self.formats, fault = False, ""
        wrong = self._wrong(asked.json)
        if wrong:
            return _error(400, "invalid_request_error", wrong)
        return self._refusal(fault) or self._message(asked.json, fault)

    def _wrong(self, body: Any) -> str:
        name, wrong = amiss(body, FIELDS, ("model", "max_tokens", "messages"))
        if wrong:
            return f"{name}: {'Field required' if wrong == 'missing' else 'Extra inputs are not permitted'}"
        if [one.get("role") for one in body["messages"]] != ["user"] or not isinstance(body["messages"][0].get("content"), str):
            return "messages: first message must use the user role"
        if "output_config" in body and not self.formats:
            return "output_config.format: structured outputs are not supported by this model"
        if "output_config" in body:
            form = body["output_config"].get("format", {})
            return "output_config.format.type: invalid" if form.get("type") != "json_schema" else unfit(form.get("schema"))
        if "tool_choice" in body:
            if self.formats:
                return 'tool_choice: only "auto" and "none" are supported by this model'
            if body["tool_choice"] != {"type": "tool", "name": body["tools"][0]["name"]}:
                return "tool_choice: no such tool"
            return unfit(body["tools"][0].get("input_schema"))
        return ""

    def _refusal(self, fault: str) -> Reply | None:
        low = "Your credit balance is too low to access the Anthropic API. Please go to Plans & Billing."
        refusals = {
            "too many": _error(429, "rate_limit_error", "This request would exceed your rate limit", {"retry-after": "7"}),
            "overloaded": _error(529, "overloaded_error", "Overloaded"),
            "no money": _error(400, "invalid_request_error", low),
            "spend limit": _error(
                429,
                "rate_limit_error",
                "You have reached your usage limits",
                details={"error_code": "enforced_spend_limit_reached"},
            ),
            "wrong key": _error(401, "authentication_error", "invalid x-api-key"),
            "bad model": _error(404, "not_found_error", "model: claude-nobody"),
            "moderated before": _error(400, "invalid_request_error", "Output blocked by content filtering policy"),
            "failure under 200": Reply(200, {"type": "error", "error": {"type": "api_error", "message": "Internal"}}),
            "lost answer": Reply(lost=True),
            "server error": _error(500, "api_error", "Internal server error"),
        }
        return refusals.get(fault)

    def _message(self, body: Any, fault: str) -> Reply:
        formed = "output_config" in body
        schema = body["output_config"]["format"]["schema"] if formed else body["tools"][0]["input_schema"]
        text = self.text(Told(body["model"], body["system"], body["messages"][0]["content"], schema), fault)
        content: list[dict[str, Any]] = [{"type": "thinking", "thinking": "", "signature": "c2lnbmVk"}]
        if formed or fault in ("cut off", "not JSON", "nothing"):
            content.append({"type": "text", "text": text, "citations": None})
        else:
            content.append({"type": "tool_use", "id": "toolu_1", "name": body["tools"][0]["name"], "input": json.loads(text)})
        reason, details = "end_turn" if formed else "tool_use", None
        if fault in ("refused by the model", "filtered"):
            reason, content = "refusal", []
            details = {"type": "refusal", "category": "general_harms", "explanation": "It could be harmful."}
        reasons = {"cut off": "max_tokens", "odd ending": "pause_turn"}
        return Reply(
            json={
                "id": "msg_1",
                "type": "message",
                "role": "assistant",
                "model": body["model"],
                "content": content,
                "stop_reason": reasons.get(fault, reason),
                "stop_sequence": None,
                "stop_details": details,
                "usage": {"input_tokens": self.tokens_in, "output_tokens": self.tokens_out},
            }
        )


def _error(
    status: int, kind: str, said: str, headers: Mapping[str, str] | None = None, details: dict[str, str] | None = None
) -> Reply:
    error = {"type": kind, "message": said, "details": details}
    return Reply(status, {"type": "error", "error": error, "request_id": "req_1"}, headers=headers or {})
