"""Writing by Anthropic's Claude. In: a Brief. Out: Written. Never: thinking shown, a second paid request.

After anthropic 2.12.0 and Anthropic's "What's new in Claude Sonnet 5.5" (2026-09-28): since the 5.5 models a tool that must be
used is an error, so the schema goes as the output's format, which every model since 4.5 takes. Where that is refused (older
models, some clouds), the schema goes as a tool that must be used. What the model thinks counts against the longest answer.
"""

from __future__ import annotations

import json
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.writing import SECONDS, Brief, Written, cut_off, written
from onecrew.units import Broken, OutOfCredit, ProviderError, Refused

_VERSION = "2026-10-21"
_TOOL = "answer"
_UNKNOWN = ("not support", "not permitted", "unknown")
_CUT = ("max_tokens", "model_context_window_exceeded")


class Anthropic:
    """Messages whose answer follows a JSON schema."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["anthropic"]
        self._transport = Transport(self._vendor, self._headers, _told, seconds=SECONDS)
        self._without_format: set[str] = set()
        """Models that refused an output format; they are not asked in vain again."""

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor, "brief")

    def write(self, brief: Brief) -> Written:
        """One answer. Where the format itself is refused nothing was written, so asking with a tool is no second order."""
        if brief.model not in self._without_format:
            body = {**_body(brief), "output_config": {"format": {"type": "json_schema", "schema": brief.shape}}}
            try:
                return self._read(brief, self._transport.ask("POST", "/messages", body=body, orders=True))
            except _NoFormat:
                self._without_format.add(brief.model)
        tool = {"name": _TOOL, "description": "Hand in the answer in full.", "input_schema": brief.shape}
        body = {**_body(brief), "tools": [tool], "tool_choice": {"type": "tool", "name": _TOOL}}
        return self._read(brief, self._transport.ask("POST", "/messages", body=body, orders=True))

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}", "anthropic-version": _VERSION}

    def _read(self, brief: Brief, answer: Answer) -> Written:
        reason, content = answer.at("stop_reason"), answer.at("content")
        blocks = [one for one in content if isinstance(one, dict)] if isinstance(content, list) else []
        used = (_count(answer, "input_tokens"), _count(answer, "output_tokens"))
        if reason == "refusal":
            said = answer.at("stop_details", "explanation") or answer.at("stop_details", "category") or "no reason given"
            raise Refused(f"{brief.model} will not write this: {said}", billed=True)
        if reason in _CUT:
            raise cut_off(brief, used[1])
        tools = [one for one in blocks if one.get("type") == "tool_use" and one.get("name") == _TOOL]
        if reason == "tool_use" and len(tools) == 1:
            return written(self._vendor.name, brief, json.dumps(tools[0].get("input")), *used)
        if reason != "end_turn":
            raise Broken(f"{brief.model} ended with {reason!r} instead of an answer", billed=True)
        text = "".join(str(one.get("text", "")) for one in blocks if one.get("type") == "text")
        return written(self._vendor.name, brief, text, *used)


class _NoFormat(Refused):
    """The model does not take an output format."""


def _body(brief: Brief) -> dict[str, Any]:
    return {
        "model": brief.model,
        "max_tokens": brief.longest,
        "system": brief.system,
        "messages": [{"role": "user", "content": brief.user}],
    }


def _told(answer: Answer) -> ProviderError | None:
    """Anthropic's words: an empty account is a bad request to it, and a spend limit is a rate limit."""
    said, code = str(answer.at("error", "message") or ""), str(answer.at("error", "details", "error_code") or "")
    if "credit balance" in said or code.endswith("spend_limit_reached"):
        return OutOfCredit(f"Anthropic: {said} (https://console.anthropic.com/settings/billing)")
    about_format = "output_config" in said or "structured output" in said.lower() or "output format" in said.lower()
    if answer.status == 400 and about_format and any(one in said for one in _UNKNOWN):
        return _NoFormat(f"Anthropic: {said}")
    if answer.status == 200 and answer.at("type") == "error":
        return Broken(f"Anthropic failed ({answer.at('error', 'type')}): {said}")
    return None


def _count(answer: Answer, name: str) -> int:
    found = answer.at("usage", name)
    return found if isinstance(found, int) else 0
