"""The accepted text of a line in a language. In: nothing. Out: frozen nouns. Never: models."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from onecrew.units import Language


class State(StrEnum):
    """How far a translation is to be trusted."""

    SOURCE = "source"
    """The show's own language: nothing to translate."""
    ACCEPTED = "accepted"
    """A person wrote or approved it."""
    DRAFT = "draft"
    """A machine wrote it; nobody has looked."""
    STALE = "stale"
    """The source changed after it was accepted (fuzzy)."""
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Translation:
    """What line ``line`` says in ``language``; ``source`` is the text it translates. ``shorter``: other accepted wordings, for when
    the line must be said in less time."""

    line: str
    language: Language
    source: str
    text: str
    state: State
    shorter: tuple[str, ...] = ()

    @property
    def wordings(self) -> tuple[str, ...]:
        """The text and what may stand for it."""
        return (self.text, *self.shorter)
