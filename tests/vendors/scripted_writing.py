"""What the emulators of writing share: scripted answers, their faults, and the schema all vendors take strictly. Never: a vendor's
words.

An answer is whatever ``answer`` makes of what was asked; by default the smallest one that follows the schema.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from .emulator import LoopbackEmulator

WRITING_FAULTS = (
    "too many",
    "overloaded",
    "no money",
    "spend limit",
    "wrong key",
    "bad model",
    "moderated before",
    "refused by the model",
    "filtered",
    "cut off",
    "odd ending",
    "not the schema",
    "not JSON",
    "nothing",
    "failure under 200",
    "lost answer",
    "server error",
    "no schema",
)
"""``moderated before``: the request is refused; ``refused by the model``: the model answers that it will not; ``filtered``: a
filter took its answer away. ``cut off``: half of the answer. ``odd ending``: a reason to stop that nobody knows. ``no schema``:
this server does not take a schema, from now on."""


@dataclass(frozen=True, slots=True)
class Told:
    """What a model was asked."""

    model: str
    system: str
    user: str
    schema: Any

    @property
    def task(self) -> Any:
        """The task, where it is JSON."""
        return json.loads(self.user)


class WritingEmulator(LoopbackEmulator):
    """A vendor whose model writes what it is told to."""

    tokens_in = 1200
    tokens_out = 300

    def __init__(self) -> None:
        super().__init__()
        self.answer: Callable[[Told], Any] = lambda told: smallest(told.schema)
        self.told: list[Told] = []

    def fault(self, name: str) -> None:
        """Let the next request meet this fault."""
        assert name in WRITING_FAULTS, name
        self._faults.append(name)

    def text(self, told: Told, fault: str) -> str:
        """The words of the answer."""
        self.told.append(told)
        whole = json.dumps(self.answer(told), ensure_ascii=False)
        ways = {
            "cut off": whole[: len(whole) // 2],
            "not the schema": '{"something": "else"}',
            "not JSON": "Of course! Here is your answer.",
            "nothing": "",
        }
        return ways.get(fault, whole)


def smallest(schema: Any) -> Any:
    """The smallest value that follows a schema."""
    if "enum" in schema:
        return schema["enum"][0]
    if schema["type"] == "object":
        return {name: smallest(one) for name, one in schema["properties"].items()}
    return {"array": [], "string": "…", "integer": 1, "number": 1.5, "boolean": True, "null": None}[schema["type"]]


def unfit(schema: Any) -> str:
    """Why a schema is not taken in strict mode; empty when it is."""
    if not isinstance(schema, dict) or "type" not in schema:
        return "schema must have a 'type' key"
    if strange := set(schema) - {"type", "properties", "required", "additionalProperties", "items", "enum", "description"}:
        return f"'{strange.pop()}' is not permitted"
    if schema["type"] == "object":
        if schema.get("additionalProperties") is not False:
            return "'additionalProperties' is required to be supplied and to be false"
        if set(schema.get("required", ())) != set(schema.get("properties", {})):
            return "'required' is required to be supplied and to be an array including every key in properties"
        return next((wrong for one in schema["properties"].values() if (wrong := unfit(one))), "")
    return unfit(schema.get("items")) if schema["type"] == "array" else ""


def amiss(body: Any, known: dict[str, type], needed: tuple[str, ...]) -> tuple[str, str]:
    """The first field that is strange, of a wrong type or missing, and what is wrong with it."""
    if not isinstance(body, dict):
        return "body", "must be an object"
    for name, value in body.items():
        if name not in known:
            return name, "unknown"
        if not isinstance(value, known[name]) or (known[name] is int and isinstance(value, bool)):
            return name, "invalid type"
    return next(((name, "missing") for name in needed if name not in body), ("", ""))
