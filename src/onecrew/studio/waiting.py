"""What waits because of one fact, told once. In: shots or orders, and why they wait. Out: Problems. Never: deciding.

A season has thousands of shots, and one key that is missing keeps them all back: that is one thing for a person to do, so it is one
Problem that says how many.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from onecrew.units import Problem, Where
from onecrew.units.problem import Severity

_NAMED = 3
"""How many of those that wait are named."""


@dataclass(frozen=True, slots=True)
class Waiting:
    """Shots or orders that wait for one thing.

    ``kind``: what they are, in the singular (``shot``). ``things``: pairs of episode and id. ``told``: a sentence with ``{who}``
    for them, ``{it}`` and ``{s}`` for the grammar of one or many. ``about``: what is equal where the cause is, though its figures
    differ.
    """

    kind: str
    things: tuple[tuple[str, str], ...]
    told: str
    do: str
    severity: Severity = "error"
    file: str = "show.toml"
    about: str = ""

    @property
    def problem(self) -> Problem:
        """The Problem of all of them."""
        one = len(self.things) == 1
        told = self.told.replace("{it}", "it" if one else "they").replace("{s}", "s" if one else "")
        return Problem(Where(self.file), told.replace("{who}", _who(self.kind, self.things)), self.do, self.severity)


def merged(waiting: Iterable[Waiting]) -> tuple[Waiting, ...]:
    """Those of one cause together, in the order in which each cause was first met."""
    found: dict[tuple[object, ...], Waiting] = {}
    for one in waiting:
        cause = (one.kind, one.about or (one.told, one.do), one.severity, one.file)
        before = found.get(cause)
        found[cause] = one if before is None else replace(before, things=(*before.things, *one.things))
    return tuple(found.values())


def _who(kind: str, things: tuple[tuple[str, str], ...]) -> str:
    episodes = dict.fromkeys(episode for episode, _ in things)
    if len(things) == 1:
        return f"{kind} {things[0][1]}"
    if len(episodes) > 1:
        episode, id = things[0]
        return f"{len(things)} {kind}s of {len(episodes)} episodes ({id} of episode {episode} and {len(things) - 1} more)"
    ids = [id for _, id in things]
    left = len(ids) - _NAMED
    if left > 0:
        return f"{len(ids)} {kind}s ({', '.join(ids[:_NAMED])} and {left} more)"
    return f"{len(ids)} {kind}s ({', '.join(ids[:-1])} and {ids[-1]})"
