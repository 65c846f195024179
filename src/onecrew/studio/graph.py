"""The steps of a release and what hangs on what. In: nothing. Out: nouns for the planner and the runner. Never: doing.

A step is *local* (its key is what went in) or an *order* (its key is the request). Its outputs are named digests.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from onecrew.store.store import Outputs
from onecrew.units import Digest, Money, digest_value
from onecrew.units.digest import plain
from onecrew.units.money import FREE


@dataclass(frozen=True, slots=True)
class Purchase:
    """What makes a step an order: the capability, the provider's name, the take wanted, and its price (None: not known before).
    ``chosen``: the key of an order in the book whose take a person chose, whatever is asked for now."""

    capability: str
    provider: str
    take: int = 1
    local: bool = True
    price: Money | None = FREE
    chosen: Digest | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One thing a step was made of. Its digest is reckoned only when somebody asks what changed."""

    value: Any

    @property
    def digest(self) -> str:
        """Short, and the same for equal values."""
        return digest_value("part", plain(self.value))[:16]


@dataclass(frozen=True, slots=True)
class Step:
    """One thing to make.

    ``id`` names it: ``en/segment/2.c``. ``recipe`` is everything that goes in besides ``inputs`` (input name → step id and the
    name of its output). ``parts`` are what the recipe was made of, by a name an author knows, to say what changed.
    ``weight`` guesses its seconds of work, for the order of running and the estimate.
    """

    id: str
    kind: str
    version: int
    recipe: Any
    inputs: Mapping[str, tuple[str, str]] = field(default_factory=dict)
    parts: Mapping[str, Part] = field(default_factory=dict)
    purchase: Purchase | None = None
    weight: float = 1.0
    tools: tuple[str, ...] = ()
    files: Mapping[str, tuple[str, Digest]] = field(default_factory=dict)
    """Files of the show it reads besides (input name → path and digest), such as an existing film. The path is not in the key."""

    def key(self, made: Mapping[str, Outputs]) -> Digest:
        """The step's key once its inputs are made."""
        if self.purchase is not None and self.purchase.chosen is not None:
            return self.purchase.chosen
        inputs = {name: made[step][output] for name, (step, output) in self.inputs.items()}
        inputs.update({name: digest for name, (_, digest) in self.files.items()})
        if self.purchase is not None:
            bought = self.purchase
            request = {"capability": bought.capability, "provider": bought.provider, "take": bought.take, "request": self.recipe}
            return digest_value("order", {**request, "references": inputs})
        pre_image = {"step": self.kind, "version": self.version, "recipe": self.recipe, "inputs": inputs, "tools": self.tools}
        return digest_value("step", pre_image)


@dataclass(frozen=True, slots=True)
class Expansion:
    """Steps that can only be named when others are done: the cut needs the length of the speech.

    ``steps(made)`` gives them; for a plan it is called with what is known so far and guesses the rest.
    """

    after: tuple[str, ...]
    steps: Callable[[Mapping[str, Outputs]], Graph]


@dataclass(frozen=True, slots=True)
class Graph:
    """Steps and the expansions that will add more. No two steps have one id."""

    steps: tuple[Step, ...] = ()
    expansions: tuple[Expansion, ...] = ()


def part(value: Any) -> Part:
    """Anything a step was made of."""
    return Part(value)
