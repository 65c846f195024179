"""Where a sentence of action ends. In: a paragraph. Out: its sentences. Never: speech (``pace`` parts that, at its own seams)."""

from __future__ import annotations

import re

_SHORTENED = r"Mr|Mrs|Ms|Mx|Dr|Dra|Prof|St|Sr|Sra|Srta|Jr|Rev|Capt|Lt|Sgt|Col|Gen|Det|Mme|Mlle"
"""Words that stand with a full stop before a name."""
_ENDS = re.compile(r"(?<=[.!?…;])[\"'”’»)]*\s+|(?<=[。！？；])|\s*\n+\s*")
_OPEN = re.compile(rf"(?<!\w)(?:(?i:{_SHORTENED})|(?<=[A-Z]{{2}} )[A-Z])\.$")
"""What ends with a full stop and goes on: ``MR.``, and the letter of ``SAMUEL L. JACKSON``."""


def action_sentences(text: str) -> tuple[str, ...]:
    """The sentences of a paragraph, in order, stripped; ``MR. BEARD enters.`` is one."""
    found: list[str] = []
    start = 0
    for end in _ENDS.finditer(text):
        piece = text[start : end.end()].strip()
        if _OPEN.search(piece) and text[end.end() : end.end() + 1].isupper():
            continue
        if piece:
            found.append(piece)
        start = end.end()
    rest = text[start:].strip()
    return (*found, rest) if rest else tuple(found)
