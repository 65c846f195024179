"""The name guard: names leave as they are or as stand-ins, and come back in their approved form.

In: a sentence, the names with their approved forms, and a function that translates. Out: a translation that has every name,
each as often as the sentence has it, spelt exactly as approved. Never: a model of its own.

Ways, tried in this order; the first that keeps all names wins:

1. The sentence as it is. A translator that copies a name keeps its gender and grammar best.
2. Stand-ins that look like names and that no dictionary has.
3. The pieces between the names, one by one. Clumsy, but nothing can be lost.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator

Names = tuple[tuple[str, str], ...]

_STAND_INS = (
    ("Zq", "Zx", "Zk", "Zv", "Zw", "Zj", "Zf", "Zb"),
    ("Xilka", "Zubren", "Qoreth", "Vantik", "Joxul", "Kezmo", "Wuldar", "Fexin"),
    ("XQ1", "XQ2", "XQ3", "XQ4", "XQ5", "XQ6", "XQ7", "XQ8"),
)


def guarded(sentence: str, names: Names, translate: Callable[[str], str]) -> str:
    """The sentence translated by ``translate`` with every name in its approved form. Names match in any case."""
    approved = {source.casefold(): form for source, form in names if source.strip()}
    pattern = _pattern(approved)
    found = [match[0].casefold() for match in pattern.finditer(sentence)] if pattern else []
    if pattern is None or not found:
        return translate(sentence)
    written = {source.casefold(): source for source, _ in names}
    for said in _ways(sentence, pattern, approved, written, translate):
        if _kept(said, found, approved):
            return said
    return _piecewise(sentence, pattern, approved, translate)


def missing(text: str, forms: tuple[str, ...]) -> tuple[str, ...]:
    """The approved forms that ``text`` does not have, in their order."""
    return tuple(form for form in forms if not re.search(_bounded(form), text))


def _ways(
    sentence: str, pattern: re.Pattern[str], approved: dict[str, str], written: dict[str, str], translate: Callable[[str], str]
) -> Iterator[str]:
    """Translations to judge, each made only when the one before was turned down."""
    plain = translate(pattern.sub(lambda match: written[match[0].casefold()], sentence))
    yield pattern.sub(lambda match: approved[match[0].casefold()], plain)
    order = list(dict.fromkeys(match[0].casefold() for match in pattern.finditer(sentence)))
    for stand_ins in _STAND_INS:
        if len(order) > len(stand_ins) or any(one in sentence for one in stand_ins):
            continue
        there = dict(zip(order, stand_ins, strict=False))
        back = {stand_in: approved[name] for name, stand_in in there.items()}
        said = translate(pattern.sub(lambda match, there=there: there[match[0].casefold()], sentence))  # type: ignore[misc]
        used = re.compile("|".join(_bounded(one) for one in back))
        # A stand-in that came back twice or not at all must not pass for the name.
        if Counter(used.findall(said)) == Counter(there[match[0].casefold()] for match in pattern.finditer(sentence)):
            yield used.sub(lambda match, back=back: back[match[0]], said)  # type: ignore[misc]


def _kept(said: str, found: list[str], approved: dict[str, str]) -> bool:
    """Whether each approved form stands there exactly as often as its names stood in the sentence."""
    wanted = Counter(approved[name] for name in found)
    forms = sorted(wanted, key=len, reverse=True)
    return Counter(re.findall("|".join(_bounded(form) for form in forms), said)) == wanted


def _piecewise(sentence: str, pattern: re.Pattern[str], approved: dict[str, str], translate: Callable[[str], str]) -> str:
    out, place = "", 0
    for match in [*pattern.finditer(sentence), None]:
        piece = sentence[place : match.start() if match else len(sentence)]
        core = piece.strip()
        if any(letter.isalpha() for letter in core):
            lead, trail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
            piece = f"{lead}{translate(core)}{trail}"
        out += piece
        if match:
            out += approved[match[0].casefold()]
            place = match.end()
    return out


def _pattern(approved: dict[str, str]) -> re.Pattern[str] | None:
    """Any of the names, the longest first, as whole words."""
    names = sorted(approved, key=lambda name: (-len(name), name))
    return re.compile("|".join(_bounded(name) for name in names), re.IGNORECASE) if names else None


def _bounded(name: str) -> str:
    """The name as a whole word; Chinese and Japanese names have no word boundary."""
    body = re.escape(name)
    before = "(?<![^\\W_])" if name[0].isalnum() and name[0] < "\u2e80" else ""
    after = "(?![^\\W_])" if name[-1].isalnum() and name[-1] < "\u2e80" else ""
    return f"{before}{body}{after}"
