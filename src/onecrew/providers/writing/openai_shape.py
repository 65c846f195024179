"""Writing by OpenAI, and by every server of its shape. In: a Brief. Out: Written. Never: a second paid request.

After openai 3.54.0 (chat completions). Ollama, vLLM, DeepSeek, Qwen and many gateways speak the same shape: give their base under
``[vendors.NAME]`` of one's own catalogue. A server that refuses a JSON schema (DeepSeek does) is asked for plain JSON with the
schema in the words; what comes back is checked all the same.
"""

from __future__ import annotations

from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.openai_errors import bearer, told
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.writing import SECONDS, Brief, Written, cut_off, written
from onecrew.units import Broken, Busy, ProviderError, Refused


class OpenAiShape:
    """Chat completions that follow a JSON schema."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["openai"]
        self._transport = Transport(self._vendor, self._headers, self._told, seconds=SECONDS)
        self._without_schema: set[str] = set()
        """Models whose server refused a schema; they are not asked in vain again."""

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor, "brief")

    def write(self, brief: Brief) -> Written:
        """One answer. Where the schema itself is refused nothing was written, so asking in words is no second order."""
        if brief.model not in self._without_schema:
            try:
                return self._read(brief, self._transport.ask("POST", "/chat/completions", body=_strict(brief), orders=True))
            except _NoSchema:
                self._without_schema.add(brief.model)
        return self._read(brief, self._transport.ask("POST", "/chat/completions", body=_in_words(brief), orders=True))

    def _headers(self) -> dict[str, str]:
        return bearer(self._vendor, self._transport)

    def _told(self, answer: Answer) -> ProviderError | None:
        """The shape's words for an error; a server without schemas is told apart."""
        said = str(answer.at("error", "message") or "")
        if answer.status in (400, 422) and ("response_format" in said or "json_schema" in said) and "Invalid schema" not in said:
            return _NoSchema(f"{self._vendor.title}: {said}")
        return told(self._vendor, answer, "write", "change the words of the text")

    def _read(self, brief: Brief, answer: Answer) -> Written:
        message, reason = answer.at("choices", 0, "message"), answer.at("choices", 0, "finish_reason")
        if not isinstance(message, dict):
            raise Broken(f"{self._vendor.title} answered without a message")
        used = (_count(answer, "prompt_tokens"), _count(answer, "completion_tokens"))
        if message.get("refusal"):
            raise Refused(f"{brief.model} will not write this: {message['refusal']}", billed=True)
        if reason == "content_filter":
            raise Refused(f"{self._vendor.title} cut the answer of {brief.model} by its content filter", billed=True)
        if reason == "length":
            raise cut_off(brief, used[1])
        if reason == "insufficient_system_resource":
            raise Busy(f"{self._vendor.title} had no room to finish the answer of {brief.model}")
        if reason != "stop" or not isinstance(message.get("content"), str):
            raise Broken(f"{brief.model} ended with {reason!r} instead of an answer", billed=True)
        return written(self._vendor.name, brief, message["content"], *used)


class _NoSchema(Refused):
    """The server does not take a JSON schema."""


def _strict(brief: Brief) -> dict[str, Any]:
    return {
        "model": brief.model,
        "messages": _messages(brief.system, brief.user),
        "response_format": {
            "type": "json_schema",
            "json_schema": {"name": "answer", "strict": True, "schema": brief.shape},
        },
        "max_completion_tokens": brief.longest,
    }


def _in_words(brief: Brief) -> dict[str, Any]:
    """For servers that know only the older names; the word JSON must stand in the words."""
    form = f"{brief.system}\n\nAnswer with one JSON object and nothing else. It must follow this JSON schema:\n{brief.schema}"
    return {
        "model": brief.model,
        "messages": _messages(form, brief.user),
        "response_format": {"type": "json_object"},
        "max_tokens": brief.longest,
    }


def _messages(system: str, user: str) -> list[dict[str, str]]:
    return [{"role": "system", "content": system}, {"role": "user", "content": user}]


def _count(answer: Answer, name: str) -> int:
    found = answer.at("usage", name)
    return found if isinstance(found, int) else 0
