"""A screenplay as its author typed it: the elements of Fountain and FDX, in order, losslessly.

In: nothing. Out: frozen nouns that the readers (``fountain``, ``fdx``) fill and the writers print.
Never: meaning (``episode`` reads scenes and lines out of this).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What an element is; the names are Fountain's (https://fountain.io/syntax)."""

    SCENE_HEADING = "scene heading"
    ACTION = "action"
    CHARACTER = "character"
    PARENTHETICAL = "parenthetical"
    DIALOGUE = "dialogue"
    LYRIC = "lyric"
    TRANSITION = "transition"
    CENTERED = "centered"
    SECTION = "section"
    SYNOPSIS = "synopsis"
    NOTE = "note"
    BONEYARD = "boneyard"
    PAGE_BREAK = "page break"


@dataclass(frozen=True, slots=True)
class Element:
    """One element. ``text`` is without its markup sigil, with inline emphasis and inline notes left in.

    ``line`` is the line in the source file, counted from 1. ``forced``: the author wrote the sigil (``!``, ``@``, ``.``, ``>``).
    ``scene_number`` is for scene headings; ``level`` for sections; ``extension`` (``V.O.``, ``CONT'D``; several joined by
    ``) (``) and ``dual`` (the right-hand one of a dual dialogue, Fountain's ``^``) for characters.
    """

    kind: Kind
    text: str
    line: int = 0
    forced: bool = False
    scene_number: str | None = None
    level: int = 0
    extension: str | None = None
    dual: bool = False


@dataclass(frozen=True, slots=True)
class Screenplay:
    """A title page (key, value; a value may hold newlines) and the elements in order."""

    title_page: tuple[tuple[str, str], ...] = ()
    elements: tuple[Element, ...] = ()
