"""Fountain's inline markup: emphasis, notes and boneyards inside a text.

In: the text of an element as typed. Out: plain text to be spoken or shown, or runs of styled text; and runs written back.
Never: elements, files. Rules after https://fountain.io/syntax#emphasis: ``*italic*``, ``**bold**``, ``***both***``,
``_underline_``; a marker hugs the words it opens or closes, works within one line, and a backslash makes it literal.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SPAN_OPENS = re.compile(r"/\*|\[\[")
_NOTE_BREAK = re.compile(r"\n(?!  \n)[^\S\n]*\n")
"""An empty line ends a note that was not closed; a line of exactly two spaces does not."""
_LITERAL = re.compile(r"[*_\\]")
_MARKER = re.compile(r"\\[*_\\]|\*{1,3}|_")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of text in one style; ``text`` may hold newlines."""

    text: str
    bold: bool = False
    italic: bool = False
    underline: bool = False


def spans(text: str) -> list[tuple[int, int, bool]]:
    """The closed notes and boneyards of ``text`` from left to right: start, end (half-open), whether it is a note."""
    found = []
    at = 0
    no_boneyard = False
    while opened := _SPAN_OPENS.search(text, at):
        start = opened.start()
        at = opened.end()
        if text[start] == "/":
            end = -1 if no_boneyard else text.find("*/", at)
            no_boneyard = no_boneyard or end < 0
        else:
            end = text.find("]]", at)
            if end >= 0 and _NOTE_BREAK.search(text, at, end):
                end = -1
        if end >= 0:
            at = end + 2
            found.append((start, at, text[start] == "["))
    return found


def without_spans(text: str) -> str:
    """``text`` without its inline notes and boneyards; the gap they leave is one space at most."""
    if "[[" not in text and "/*" not in text:
        return text
    kept = []
    at = 0
    for start, end, _ in spans(text):
        kept.append(text[at:start])
        at = end
    kept.append(text[at:])
    joined = kept[0]
    for part in kept[1:]:
        joined = joined.rstrip(" ") + part if joined[-1:] in ("", " ") and part[:1] in ("", " ", "\n") else joined + part
    return joined.strip(" ") if len(kept) > 1 else joined


def runs(text: str) -> tuple[Run, ...]:
    """``text`` as styled runs; adjacent runs differ in style. Markers that open nothing stay as typed."""
    done: list[Run] = []
    for number, line in enumerate(text.split("\n")):
        if number:
            _append(done, Run("\n"))
        for run in _line_runs(line):
            _append(done, run)
    return tuple(done)


def plain(text: str) -> str:
    """``text`` as it is spoken or shown: no emphasis marks, notes or boneyards; escaped marks are literal."""
    bare = without_spans(text)
    if "*" not in bare and "_" not in bare and "\\" not in bare:
        return bare
    return "".join(run.text for run in runs(bare))


def marked(styled: tuple[Run, ...]) -> str:
    """Runs written in Fountain's marks; ``runs(marked(x))`` has the words and styles of ``x``.

    Style on white space at the edge of a run is dropped: Fountain cannot say it.
    """
    bare = _written(styled, escaped=False)
    return bare if _shape(runs(bare)) == _shape(styled) else _written(styled, escaped=True)


def _shape(styled: tuple[Run, ...]) -> list[tuple[str, bool, bool, bool]]:
    """Every letter with its style; white space has none."""
    return [
        (letter, *((False,) * 3 if letter.isspace() else (run.bold, run.italic, run.underline)))
        for run in styled
        for letter in run.text
    ]


def _written(styled: tuple[Run, ...], *, escaped: bool) -> str:
    written = []
    for run in styled:
        mark = ("_" if run.underline else "") + ("**" if run.bold else "") + ("*" if run.italic else "")
        for number, line in enumerate(run.text.split("\n")):
            core = _escaped(line.strip()) if escaped else line.strip()
            if number:
                written.append("\n")
            lead = line[: len(line) - len(line.lstrip())]
            trail = line[len(line.rstrip()) :] if core else ""
            written.append(f"{lead}{mark if core else ''}{core}{mark[::-1] if core else ''}{trail}")
    return "".join(written)


def _escaped(text: str) -> str:
    """``text`` with a backslash before each mark that stands outside notes and boneyards."""
    kept = []
    at = 0
    for start, end, _ in spans(text):
        kept += [_LITERAL.sub(r"\\\g<0>", text[at:start]), text[start:end]]
        at = end
    return "".join([*kept, _LITERAL.sub(r"\\\g<0>", text[at:])])


def _append(done: list[Run], run: Run) -> None:
    if not run.text:
        return
    if done and run.text == "\n":
        done[-1] = Run(done[-1].text + "\n", done[-1].bold, done[-1].italic, done[-1].underline)
    elif done and (done[-1].bold, done[-1].italic, done[-1].underline) == (run.bold, run.italic, run.underline):
        done[-1] = Run(done[-1].text + run.text, run.bold, run.italic, run.underline)
    else:
        done.append(run)


def _line_runs(line: str) -> list[Run]:
    """The runs of one line: markers are paired innermost first with a stack, unpaired ones stay text."""
    if not _LITERAL.search(line):
        return [Run(line)] if line else []
    pieces: list[str] = []
    marks: list[tuple[int, str]] = []
    """Index in ``pieces`` and the marker there, for those that open or close a pair."""
    waiting: list[int] = []
    at = 0
    hidden = [(start, end) for start, end, _ in spans(line)]
    for found in _MARKER.finditer(line):
        if any(start <= found.start() < end for start, end in hidden):
            continue
        pieces.append(line[at : found.start()])
        at = found.end()
        token = found[0]
        if token[0] == "\\":
            pieces.append(token[1])
            continue
        index = len(pieces)
        pieces.append(token)
        may_open = at < len(line) and not line[at].isspace()
        may_close = found.start() > 0 and not line[found.start() - 1].isspace()
        mate = next((w for w in reversed(waiting) if pieces[w] == token), None) if may_close else None
        if mate is not None:
            del waiting[waiting.index(mate) :]
            marks += [(mate, token), (index, token)]
        elif may_open:
            waiting.append(index)
    pieces.append(line[at:])
    paired = dict(marks)
    result = []
    on = {"*": False, "**": False, "***": False, "_": False}
    for index, piece in enumerate(pieces):
        if index in paired:
            on[piece] = not on[piece]
        elif piece:
            result.append(Run(piece, on["**"] or on["***"], on["*"] or on["***"], on["_"]))
    return result
