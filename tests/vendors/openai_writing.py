"""OpenAI's chat completions on loopback, and those of servers that know no schema."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, ClassVar

from .emulator import Asked, Reply
from .scripted_writing import Told, WritingEmulator, amiss, unfit

FIELDS: dict[str, type] = {
    "model": str,
    "messages": list,
    "response_format": dict,
    "max_completion_tokens": int,
    "max_tokens": int,
}


class Emulator(WritingEmulator):
    """``schemas``: whether it takes a JSON schema, as OpenAI does and DeepSeek does not. Without keys it is one's own server."""

    VENDOR = "openai"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"OPENAI_API_KEY": "sk-openai-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.schemas = True

    def reply(self, asked: Asked) -> Reply:
        key = self.ENVIRONMENT.get("OPENAI_API_KEY")
        if asked.headers.get("authorization") != (f"Bearer {key}" if key else None):
            return _error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key")
        if (asked.method, asked.path) != ("POST", f"{self.base_path()}/chat/completions"):
            return _error(404, f"Invalid URL ({asked.method} {asked.path})", "invalid_request_error")
        name, wrong = amiss(asked.json, FIELDS, ("model", "messages"))
        wrong = wrong and f"{wrong} parameter: '{name}'."
        wrong = wrong or self._wrong(asked.json)
        if wrong:
            return _error(400, wrong, "invalid_request_error", "invalid_value")
        fault = self.coming()
        if fault == "no schema":
            self.schemas, fault = False, ""
        form = asked.json["response_format"]
        if form["type"] == "json_schema" and not self.schemas:
            return _error(400, "This response_format type is unavailable now", "invalid_request_error", "invalid_request_error")
        return self._refusal(fault) or self._completion(asked.json, fault)

    def _wrong(self, body: Any) -> str:
        """What is wrong with a body, in OpenAI's manner; a server without schemas knows only the older name of the limit."""
        roles = [one.get("role") for one in body["messages"]]
        if roles != ["system", "user"] or not all(isinstance(one.get("content"), str) for one in body["messages"]):
            return "Invalid value for 'messages'."
        form = body.get("response_format", {})
        if form.get("type") == "json_object":
            if not any("json" in one["content"].lower() for one in body["messages"]):
                return "'messages' must contain the word 'json' in some form, to use 'response_format' of type 'json_object'."
            return ""
        if form.get("type") != "json_schema":
            return "Invalid value: 'response_format.type'."
        if self.schemas and "max_tokens" in body:
            return "Unsupported parameter: 'max_tokens' is not supported with this model. Use 'max_completion_tokens' instead."
        named = form.get("json_schema", {})
        if not isinstance(named.get("name"), str) or named.get("strict") is not True:
            return "Missing required parameter: 'response_format.json_schema.name'."
        fact = unfit(named.get("schema"))
        return fact and f"Invalid schema for response_format '{named['name']}': {fact}."

    def _refusal(self, fault: str) -> Reply | None:
        refusals = {
            "too many": _error(429, "Rate limit reached", "requests", "rate_limit_exceeded", {"retry-after": "7"}),
            "overloaded": _error(503, "The engine is currently overloaded, please try again later", "server_error"),
            "no money": _error(429, "You exceeded your current quota", "insufficient_quota", "insufficient_quota"),
            "spend limit": _error(
                400, "Billing hard limit has been reached", "invalid_request_error", "billing_hard_limit_reached"
            ),
            "wrong key": _error(401, "Incorrect API key provided.", "invalid_request_error", "invalid_api_key"),
            "bad model": _error(404, "The model does not exist", "invalid_request_error", "model_not_found"),
            "moderated before": _error(400, "Flagged by our policy", "invalid_request_error", "content_policy_violation"),
            "failure under 200": Reply(200, {"error": {"message": "Provider returned error", "code": 502}}),
            "lost answer": Reply(lost=True),
            "server error": _error(500, "The server had an error", "server_error"),
        }
        return refusals.get(fault)

    def _completion(self, body: Any, fault: str) -> Reply:
        system, user = (one["content"] for one in body["messages"])
        form = body["response_format"]
        schema = form["json_schema"]["schema"] if form["type"] == "json_schema" else _in_words(system)
        message: dict[str, Any] = {"role": "assistant", "refusal": None, "content": None}
        message["content"] = self.text(Told(body["model"], system, user, schema), fault)
        if fault == "refused by the model":
            message |= {"content": None, "refusal": "I'm sorry, I can't help with that."}
        if fault == "filtered":
            message |= {"content": ""}
        reasons = {"cut off": "length", "filtered": "content_filter", "odd ending": "moonset"}
        return Reply(
            json={
                "id": "chatcmpl-1",
                "object": "chat.completion",
                "created": 1795000000,
                "model": body["model"],
                "choices": [] if fault == "nothing" else [_choice(message, reasons.get(fault, "stop"))],
                "usage": {
                    "prompt_tokens": self.tokens_in,
                    "completion_tokens": self.tokens_out,
                    "total_tokens": self.tokens_in + self.tokens_out,
                },
            }
        )


def _choice(message: dict[str, Any], reason: str) -> dict[str, Any]:
    return {"index": 0, "message": message, "logprobs": None, "finish_reason": reason}


def _in_words(system: str) -> Any:
    """The schema that stands at the end of the words."""
    return json.loads(system.rsplit("\n", 1)[1])


def _error(status: int, said: str, kind: str, code: str | None = None, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status, {"error": {"message": said, "type": kind, "param": None, "code": code}}, headers=headers or {})
