"""Translation: the protocol and its nouns. In: texts of one scene. Out: one text for each. Never: the show."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from onecrew.providers.offer import Offer


@dataclass(frozen=True, slots=True)
class Text:
    """A text to translate: its id, the text, who says it, and the seconds available for saying it (None: no limit).

    ``before`` and ``after``: what is said around it and is not asked for here, in order, ``SPEAKER: words``. Texts asked for
    together are each other's surroundings already.
    """

    id: str
    text: str
    speaker: str = ""
    seconds: Fraction | None = None
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Draft:
    """A machine translation of the text with this id. ``shorter``: other wordings of it that take less time to say."""

    id: str
    text: str
    shorter: tuple[str, ...] = ()


class Translation(Protocol):
    """A provider of translations."""

    def offer(self) -> Offer: ...

    def translate(
        self, texts: tuple[Text, ...], source: str, target: str, names: tuple[tuple[str, str], ...] = ()
    ) -> tuple[Draft, ...]:
        """One draft for each text, in any order. ``names``: (source form, approved form) that must come out exactly so."""
        ...
