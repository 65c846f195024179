"""Writing: the protocol and its nouns. In: a Brief. Out: Written. Never: money kept, retries, a guess at what was meant.

A brief always names the JSON schema its answer must follow. An answer that does not follow it, or that broke off, is no answer.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from fractions import Fraction
from math import ceil
from typing import Any, Protocol

from onecrew.providers.catalogue import catalogue
from onecrew.providers.offer import Offer
from onecrew.units import Broken, Money, canonical_json

SECONDS = 600.0
"""How long an answer is waited for: a model may think for minutes before the first word of a long scene."""
_TYPES: dict[str, tuple[type, ...]] = {
    "object": (dict,),
    "array": (list,),
    "string": (str,),
    "integer": (int,),
    "number": (int, float),
    "boolean": (bool,),
    "null": (type(None),),
}
_WORDS = {"type", "properties", "required", "additionalProperties", "items", "enum", "description"}


@dataclass(frozen=True, slots=True)
class Brief:
    """What is to be written.

    ``model``: the vendor's own id. ``system``: the rules of the task. ``user``: the task. ``schema``: the JSON schema of the
    answer as canonical JSON, in the words that all vendors take strictly: every object closed, with all its properties
    required. ``longest``: tokens of the longest answer, what the model thinks to itself included.

    Raises:
        ValueError: the schema is not canonical JSON, or says what some vendor does not keep to.
    """

    model: str
    system: str
    user: str
    schema: str
    longest: int = 16_000

    def __post_init__(self) -> None:
        if canonical_json(self.shape) != self.schema:
            raise ValueError("the schema of a brief must be canonical JSON; write it with canonical_json")
        _check(self.shape, "$")
        if self.shape["type"] != "object":
            raise ValueError("the schema of a brief must be that of an object: vendors answer with nothing else")

    @property
    def shape(self) -> Any:
        """The schema, parsed."""
        return json.loads(self.schema)


@dataclass(frozen=True, slots=True)
class Written:
    """What was written: ``json`` follows the brief's schema. ``price``: None where the catalogue has no price of the model."""

    json: Any
    tokens_in: int
    tokens_out: int
    price: Money | None


class Writing(Protocol):
    """A provider of writing."""

    def offer(self) -> Offer: ...

    def write(self, brief: Brief) -> Written:
        """One answer to one brief. It is sent once.

        Raises:
            Refused: the vendor or its model will not write this.
            Busy, OutOfCredit, Unreachable (Unready without a key), Unanswered: like every provider.
            Broken: the answer broke off, or does not follow the schema.
        """
        ...


def written(vendor: str, brief: Brief, text: str, tokens_in: int, tokens_out: int) -> Written:
    """The answer a vendor gave as text, checked and priced.

    Raises:
        Broken: it is not JSON, or does not follow the schema; the message names the place.
    """
    try:
        answer = json.loads(text)
    except json.JSONDecodeError as fact:
        raise Broken(f"{brief.model} did not answer in JSON ({fact}): {_short(text)!r}", billed=True) from None
    wrong = strays(answer, brief.shape)
    if wrong:
        raise Broken(f"{brief.model} did not keep to the form asked for: {wrong}", billed=True)
    return Written(answer, tokens_in, tokens_out, price_of(vendor, brief.model, tokens_in, tokens_out))


def cut_off(brief: Brief, tokens_out: int) -> Broken:
    """The error for an answer that ended at its limit."""
    return Broken(
        f"the answer of {brief.model} broke off at its limit of {brief.longest} tokens ({tokens_out} written); "
        "ask for less at once, or allow a longer answer",
        billed=True,
    )


def strays(answer: Any, shape: Any, place: str = "$") -> str:
    """The first place where an answer leaves its schema, in words; empty when it keeps to it."""
    kinds = _TYPES[shape["type"]]
    if not isinstance(answer, kinds) or (isinstance(answer, bool) and bool not in kinds):
        return f"{place} must be of type {shape['type']}, and is {_short(json.dumps(answer, ensure_ascii=False))}"
    if "enum" in shape and answer not in shape["enum"]:
        return f"{place} must be one of {', '.join(map(str, shape['enum']))}, and is {answer!r}"
    if isinstance(answer, list):
        found = (strays(one, shape["items"], f"{place}[{number}]") for number, one in enumerate(answer))
        return next((one for one in found if one), "")
    if isinstance(answer, dict):
        for name in shape["properties"]:
            if name not in answer:
                return f"{place}.{name} is missing"
        for name, one in answer.items():
            if name not in shape["properties"]:
                return f"{place}.{name} was not asked for"
            if wrong := strays(one, shape["properties"][name], f"{place}.{name}"):
                return wrong
    return ""


def price_of(vendor: str, model: str, tokens_in: int, tokens_out: int) -> Money | None:
    """What so many tokens cost, rounded up to a ten-thousandth; None where the catalogue does not say.

    Shares that a vendor sells cheaper (its cache) are counted at the full price.
    """
    row = next((one for one in catalogue().of("writing") if (one.vendor, one.id) == (vendor, model)), None)
    prices = dict(row.price) if row is not None and not row.open_price else {}
    if not {"input", "output"} <= set(prices) or not tokens_in + tokens_out:
        return None
    minor = Fraction(prices["input"].minor * tokens_in + prices["output"].minor * tokens_out, 10**6)
    return Money(ceil(minor), prices["input"].currency)


def _check(shape: Any, place: str) -> None:
    if not isinstance(shape, dict) or shape.get("type") not in _TYPES:
        raise ValueError(f"{place} of the schema needs a type, one of {', '.join(_TYPES)}")
    if strange := set(shape) - _WORDS:
        raise ValueError(f"{place} of the schema says {', '.join(sorted(strange))}, which not every vendor keeps to")
    if shape["type"] == "array":
        _check(shape.get("items"), f"{place}[]")
    if shape["type"] == "object":
        parts = shape.get("properties", {})
        if shape.get("additionalProperties") is not False or sorted(shape.get("required", [])) != sorted(parts):
            raise ValueError(f"{place} of the schema must be closed (additionalProperties false) and require all its properties")
        for name, one in parts.items():
            _check(one, f"{place}.{name}")


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= 120 else text[:119] + "…"
