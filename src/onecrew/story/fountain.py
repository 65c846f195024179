"""Reads and writes Fountain, the plain-text screenplay format (syntax 1.1, https://fountain.io/syntax).

In: the text or bytes of a script file, and the file's name for messages. Out: a Screenplay with Problems; or text.
Never: meaning (``reading`` finds scenes and lines), exceptions for what an author wrote.

What the syntax leaves open is decided so:
- a scene heading, a cue and a forced element need an empty line, or an element that is no action, before them;
- inside a dialogue block every line is dialogue, a parenthetical, a lyric or a whole-line note or boneyard; ``!`` leaves the block;
- a note or a boneyard that fills its line is an element of its own and counts as an empty line outside dialogue;
- headings in Chinese (内景, 外景), Russian (ИНТ., НАТ.) and Arabic (داخلي, خارجي) need no dot;
- parentheses around a parenthetical and around extensions are markup and not part of ``Element.text``.
``read(write(read(x))) == read(x)`` but for the line numbers: runs of empty lines are written as one.
"""

from __future__ import annotations

import re
from itertools import takewhile
from typing import NamedTuple

from onecrew.story.emphasis import spans
from onecrew.story.screenplay import Element, Kind, Screenplay
from onecrew.story.text_bytes import decoded
from onecrew.units import Problem, Where

_INVISIBLE = "\u200b\u200e\u200f\u2060\ufeff\u061c"
_SPACES = "".join(map(chr, range(0x2000, 0x200B)))
_BLANKS = " \t\n\r\x0b\x0c\x1c\x1d\x1e\x1f\x85\xa0\u1680\u2028\u2029\u202f\u205f\u3000" + _SPACES + _INVISIBLE

_HEADING = re.compile(
    r"(?:INT\.?/EXT|EXT\.?/INT|INT|EXT|EST|I\.?/E|E\.?/I)[.\s]"
    r"|(?:内外景|内景|外景|內景|ИНТ|ЭКСТ|НАТ|ИНТ\.?/НАТ|داخلي|خارجي)(?:[\s.．。·:：,，、/\-–—]|$)",
    re.IGNORECASE,
)
_SCENE_NUMBER = re.compile(r"^(.+?)\s*#([\w.\-]+)#$", re.DOTALL)
_EXTENSIONS = re.compile(r"^(.+?)((?:\s*\([^()]*\))+)$", re.DOTALL)
_NO_CUE = re.compile(r".*TO:|(?:FADE (?:IN|OUT|TO \w+)|CUT TO BLACK|SMASH CUT)[.:]?")
"""Capitals that are a direction even with text right under them."""
_PAGE_BREAK = re.compile(r"={3,}$")
_TITLE_KEY = re.compile(r"([^\s:：][^:：]*)[:：](.*)$")

TITLE_KEYS = frozenset(
    key
    for line in (
        "title,credit,author,authors,source,draft date,date,contact,copyright,notes,revision,language,format,series,episode",
        "título,titulo,autor,autora,autores,crédito,fecha,data,contacto,contato,idioma,fonte,fuente,episodio,episódio",
        "titre,auteur,auteurs,scénario,langue,titel,autoren,titolo,autore,judul,penulis,başlık,yazar,tiêu đề,tác giả",
        "标题,作者,编剧,剧名,標題,編劇,タイトル,脚本,제목,작가,название,автор,العنوان,المؤلف,शीर्षक,लेखक",
    )
    for key in line.split(",")
)
"""A first paragraph of ``key: value`` lines is a title page when one of its keys is among these."""

_PARTS = frozenset({Kind.DIALOGUE, Kind.PARENTHETICAL, Kind.LYRIC})
_MARKS = frozenset({Kind.NOTE, Kind.BONEYARD})


def read_fountain(text: str | bytes, file: str) -> tuple[Screenplay, tuple[Problem, ...]]:
    """The screenplay in ``text``, and what its author should look at.

    Bytes are UTF-8 (with or without a mark) or UTF-16 with a mark; anything else yields an empty screenplay and one error.
    """
    problems: list[Problem] = []
    if isinstance(text, bytes):
        unmarked, problem = decoded(text, file)
        if problem is not None:
            return Screenplay(), (problem,)
    else:
        unmarked = text.removeprefix("\ufeff").replace("\r\n", "\n").replace("\r", "\n").replace("\0", "\ufffd")
    lead, title_page, body_at = _read_title_page(unmarked, file, problems)
    elements = lead + _read_body(unmarked[body_at:], unmarked.count("\n", 0, body_at) + 1)
    problems += _unbalanced(unmarked, file)
    return Screenplay(title_page, tuple(elements)), tuple(sorted(problems, key=lambda one: one.where.line))


def write_fountain(screenplay: Screenplay) -> str:
    """The screenplay as Fountain text; a sigil is added wherever an element would otherwise be read as another."""
    blocks: list[str] = []
    if screenplay.title_page:
        blocks.append("\n".join(_written_key(key, value) for key, value in screenplay.title_page))
    elements = screenplay.elements
    unclosed = in_dialogue = False
    opening = -1 if screenplay.title_page else next((n for n, one in enumerate(elements) if one.kind not in _MARKS), -1)
    """The element that must not be taken for a title page, and its block."""
    opening_block = -1
    for number, element in enumerate(elements):
        kind = element.kind
        text = _written(element)
        joins = in_dialogue and (kind in _PARTS or (kind in _MARKS and _part_follows(elements, number)))
        if kind is Kind.LYRIC and elements[number - 1].kind is Kind.LYRIC:
            joins = False
        if unclosed and (kind is Kind.NOTE or "]]" in element.text):
            joins = False
        if joins:
            blocks[-1] += "\n" + text
        else:
            if number == opening:
                opening_block = len(blocks)
            blocks.append(text)
            unclosed = False
        in_dialogue = kind is Kind.CHARACTER or joins
        unclosed = unclosed or ("[[" in text and _has_unclosed_note(text))
    if opening_block >= 0 and _title_block(_first_paragraph(blocks[opening_block])):
        blocks[opening_block] = ("!" if elements[opening].kind is Kind.ACTION else "\t") + blocks[opening_block]
    return "\n\n".join(blocks) + "\n" if blocks else ""


def needs_sigil(kind: Kind, text: str) -> bool:
    """Whether a heading, a cue or a transition with this text must be forced to be read as one."""
    if kind is Kind.SCENE_HEADING:
        return not _HEADING.match(text + " ")
    if kind is Kind.CHARACTER:
        return not _is_cue(text)
    if kind is Kind.TRANSITION:
        return not _is_transition(text)
    return kind is Kind.ACTION and bool(_misread(text))


class _Row(NamedTuple):
    """A line as typed (notes and boneyards may make it span several), trimmed, its number, and its marks if it holds only marks."""

    raw: str
    text: str
    line: int
    marks: tuple[Element, ...] = ()


def _rows(body: str, first_line: int) -> list[_Row]:
    """The logical lines of ``body``; boneyards at the edges of a line become rows of their own."""
    hidden = spans(body) if "/*" in body or "[[" in body else []
    pieces = []
    at = 0
    for start, end, _ in hidden:
        pieces += [body[at:start], body[start:end].replace("\n", "\0")]
        at = end
    pieces.append(body[at:])
    rows: list[_Row] = []
    line = first_line
    for typed in "".join(pieces).split("\n"):
        if "/*" in typed or "[[" in typed:
            whole = typed.replace("\0", "\n")
            rows += _marked_rows(whole, line)
            line += whole.count("\n") + 1
        else:
            rows.append(_Row(typed, typed.strip(_BLANKS), line))
            line += 1
    return rows


def _marked_rows(typed: str, line: int) -> list[_Row]:
    inner = spans(typed)
    before: list[_Row] = []
    after: list[_Row] = []
    start, end = 0, len(typed)
    while inner and not inner[0][2] and not typed[start : inner[0][0]].strip(_BLANKS):
        before.append(_mark_row(typed, inner[0], line))
        start = inner.pop(0)[1]
    while inner and not inner[-1][2] and not typed[inner[-1][1] : end].strip(_BLANKS):
        after.insert(0, _mark_row(typed, inner[-1], line))
        end = inner.pop()[0]
    rest = typed[start:end]
    at = start
    outside = []
    for one in inner:
        outside.append(typed[at : one[0]])
        at = one[1]
    outside.append(typed[at:end])
    if inner and not "".join(outside).strip(_BLANKS):
        middle = [_mark_row(typed, one, line) for one in inner]
    elif rest.strip(_BLANKS):
        middle = [_Row(rest, rest.strip(_BLANKS), line + typed.count("\n", 0, start))]
    else:
        middle = []
    return before + middle + after


def _mark_row(typed: str, span: tuple[int, int, bool], line: int) -> _Row:
    start, end, is_note = span
    text = typed[start + 2 : end - 2]
    number = line + typed.count("\n", 0, start)
    element = Element(Kind.NOTE, text.strip(_BLANKS), number) if is_note else Element(Kind.BONEYARD, text, number)
    return _Row("", "", number, (element,))


def _read_body(body: str, first_line: int) -> list[Element]:
    rows = _rows(body, first_line)
    out: list[Element] = []
    at = 0
    while at < len(rows):
        row = rows[at]
        text = row.text
        at += 1
        if row.marks:
            out += row.marks
        elif not text:
            continue
        elif _is_sigil(text):
            at = _read_sigil(rows, at - 1, out)
        elif text[0] == "." and text[1:2].isalnum():
            out.append(_heading(text[1:], row.line, forced=True))
        elif _HEADING.match(text):
            out.append(_heading(text, row.line, forced=False))
        elif _is_transition(text):
            if row.raw.endswith(":"):
                out.append(Element(Kind.TRANSITION, text, row.line))
            else:  # the syntax lets spaces after the colon say "not a transition"
                at = _read_action(rows, at, out, row.raw.rstrip(_BLANKS), row.line, forced=True)
        elif text[0] == "@" and text[1:].strip(_BLANKS + "^"):
            out.append(cue(text[1:].strip(_BLANKS), row.line, forced=True))
            at = _read_dialogue(rows, at, out)
        elif _is_cue(text) and _speaks(rows, at):
            out.append(cue(text, row.line, forced=False))
            at = _read_dialogue(rows, at, out)
        else:
            at = _read_action(rows, at, out, row.raw.rstrip(_BLANKS), row.line, forced=False)
    return out


def _is_sigil(text: str) -> bool:
    return text[0] in "!~#=" or (text[0] == ">" and len(text) > 1)


def _read_sigil(rows: list[_Row], at: int, out: list[Element]) -> int:
    """Reads the element that starts at row ``at`` with a sigil; returns the next row."""
    row = rows[at]
    text = row.text
    sigil = text[0]
    if sigil == "!":
        return _read_action(rows, at + 1, out, row.raw.lstrip(_BLANKS)[1:].rstrip(_BLANKS), row.line, forced=True)
    if sigil == "~":
        return _read_lyric(rows, at, out)
    if sigil == "#":
        rest = text.lstrip("#")
        out.append(Element(Kind.SECTION, rest.strip(_BLANKS), row.line, level=len(text) - len(rest)))
    elif _PAGE_BREAK.match(text):
        out.append(Element(Kind.PAGE_BREAK, "", row.line))
    elif sigil == "=":
        out.append(Element(Kind.SYNOPSIS, text[1:].strip(_BLANKS), row.line))
    elif text[-1] == "<":
        out.append(Element(Kind.CENTERED, text[1:-1].strip(_BLANKS), row.line))
    else:
        out.append(Element(Kind.TRANSITION, text[1:].strip(_BLANKS), row.line, forced=True))
    return at + 1


def _read_action(rows: list[_Row], at: int, out: list[Element], first: str, line: int, *, forced: bool) -> int:
    lines = [first]
    while at < len(rows) and rows[at].text and not _is_sigil(rows[at].text):
        lines.append(rows[at].raw.rstrip(_BLANKS))
        at += 1
    out.append(Element(Kind.ACTION, "\n".join(lines), line, forced=forced))
    return at


def _read_lyric(rows: list[_Row], at: int, out: list[Element]) -> int:
    start = at
    lines = []
    while at < len(rows) and rows[at].text[:1] == "~":
        lines.append(rows[at].text[1:].strip(_BLANKS))
        at += 1
    out.append(Element(Kind.LYRIC, "\n".join(lines), rows[start].line))
    return at


def _read_dialogue(rows: list[_Row], at: int, out: list[Element]) -> int:
    """Reads what is said from row ``at`` to the end of the block; returns the row after it."""
    lines: list[str] = []
    started = 0

    def flush() -> None:
        while lines and not lines[-1]:
            lines.pop()
        if lines:
            out.append(Element(Kind.DIALOGUE, "\n".join(lines), started))
            lines.clear()

    while at < len(rows):
        row = rows[at]
        if row.marks:
            flush()
            out.extend(row.marks)
            at += 1
        elif not row.text:
            if row.raw != "  ":
                break
            if lines:
                lines.append("")
            at += 1
        elif row.text[0] == "!":
            break
        elif row.text[0] == "~":
            flush()
            at = _read_lyric(rows, at, out)
        elif closing := _parenthetical_end(rows, at):
            flush()
            inside, *after = closing[1]
            out.append(Element(Kind.PARENTHETICAL, inside.text, row.line))
            out.extend(after)
            at = closing[0]
        else:
            started = started if lines else row.line
            lines.append(row.text)
            at += 1
    flush()
    return at


def _parenthetical_end(rows: list[_Row], at: int) -> tuple[int, list[Element]] | None:
    """The row after the parenthetical that starts at ``at``, with it and the notes after it on its line; None if it is none.

    A parenthetical starts and ends with its row's text; it may run over three rows.
    """
    if rows[at].text[0] != "(":
        return None
    said: list[str] = []
    depth = 0
    for index in range(at, min(at + 3, len(rows))):
        text = rows[index].text
        if not text or text[0] in "!~":
            return None
        hidden = spans(text) if "[[" in text or "/*" in text else []
        for place, letter in enumerate(text):
            if letter not in "()" or any(start <= place < end for start, end, _ in hidden):
                continue
            depth += 1 if letter == "(" else -1
            if depth:
                continue
            trailing = [one for one in hidden if one[0] > place]
            covered = "".join(text[a:b] for a, b, _ in trailing)
            if text[place + 1 :].replace(" ", "") != covered.replace(" ", ""):
                return None
            said.append(text[:place])
            inside = "\n".join(said)[1:].strip(_BLANKS)
            after = [_mark_row(text, one, rows[index].line).marks[0] for one in trailing]
            return index + 1, [Element(Kind.PARENTHETICAL, inside), *after]
        said.append(text)
    return None


def _heading(text: str, line: int, *, forced: bool) -> Element:
    numbered = _SCENE_NUMBER.match(text)
    if numbered:
        return Element(Kind.SCENE_HEADING, numbered[1], line, forced=forced, scene_number=numbered[2])
    return Element(Kind.SCENE_HEADING, text, line, forced=forced)


def _is_transition(text: str) -> bool:
    return text.endswith("TO:") and text == text.upper() and "\n" not in text


def _is_cue(text: str) -> bool:
    """Whether a line could be a cue: capitals and no small letter outside its extensions."""
    if text[:1] in "(@" or not text:
        return False
    name = text.rstrip("^" + _BLANKS)
    extended = _EXTENSIONS.match(name)
    name = extended[1].strip(_BLANKS).rstrip("^" + _BLANKS) if extended else name
    if _NO_CUE.fullmatch(name):
        return False
    if "[[" in name or "/*" in name:
        for start, end, _ in reversed(spans(name)):
            name = name[:start] + name[end:]
    return name.upper() == name and name.lower() != name and any(map(str.isupper, name)) and not any(map(str.islower, name))


def _speaks(rows: list[_Row], at: int) -> bool:
    """Whether something is said directly under a cue (notes and boneyards in between do not count)."""
    while at < len(rows) and rows[at].marks:
        at += 1
    return at < len(rows) and rows[at].text[:1] not in ("", "!")


def cue(text: str, line: int, *, forced: bool) -> Element:
    """The character element of a cue line without its ``@``: name, extensions, the caret of a dual dialogue."""
    dual = text.endswith("^")
    name = text[:-1].rstrip(_BLANKS) if dual else text
    extended = _EXTENSIONS.match(name)
    extension = None
    if extended:
        name = extended[1].strip(_BLANKS)
        extension = ") (".join(one.strip(_BLANKS) for one in re.findall(r"\(([^()]*)\)", extended[2]))
    return Element(Kind.CHARACTER, name, line, forced=forced, extension=extension, dual=dual)


def _read_title_page(text: str, file: str, problems: list[Problem]) -> tuple[list[Element], tuple[tuple[str, str], ...], int]:
    """Marks before the title page, the title page, and where the body begins (0 when there is no title page)."""
    lead: list[Element] = []
    at = marks_end = 0
    while True:
        while at < len(text) and text[at] in _BLANKS:
            at += 1
        if not text.startswith(("/*", "[["), at):
            break
        until = text.find("*/" if text[at] == "/" else "]]", at + 2)
        found = spans(text[at : until + 2]) if until >= 0 else []
        fills_line = found and not text[at + found[0][1] :].split("\n", 1)[0].strip(_BLANKS)
        if not found or found[0][0] or (found[0][2] and not fills_line):
            break
        lead += _mark_row(text, (at, at + found[0][1], found[0][2]), 1).marks
        at += found[0][1]
        marks_end = at
    at = max(marks_end, text.rfind("\n", 0, at) + 1)
    lines = _first_paragraph(text[at:])
    end = at + sum(len(line) + 1 for line in lines)
    if not _title_block(lines):
        return [], (), 0
    first_line = text.count("\n", 0, at) + 1
    page: list[tuple[str, list[str]]] = []
    for number, line in enumerate(lines):
        keyed = None if line[0] in _BLANKS else _TITLE_KEY.match(line)
        if keyed:
            page.append((keyed[1].strip(_BLANKS), [keyed[2].strip(_BLANKS)] if keyed[2].strip(_BLANKS) else []))
            continue
        page[-1][1].append(line.strip(_BLANKS))
        if line[0] not in _BLANKS:
            problems.append(
                Problem(
                    Where(file, first_line + number),
                    f"the title page has a line that is neither 'Key: value' nor indented: {line.strip()[:60]!r}",
                    "Indent it to continue the value above, or put an empty line before it to start the script.",
                    "warning",
                )
            )
    return lead, tuple((key, "\n".join(value)) for key, value in page), min(end, len(text))


def _first_paragraph(text: str) -> list[str]:
    """The lines before the first empty one."""
    return list(takewhile(lambda line: line.strip(_BLANKS), text.split("\n")))


def _title_block(lines: list[str]) -> bool:
    """Whether these first lines are a title page."""
    if not lines or lines[0][0] in "!~#=>@." or not _TITLE_KEY.match(lines[0]):
        return False
    keys = (_TITLE_KEY.match(line) for line in lines if line[:1] not in _BLANKS)
    return any(found and found[1].strip(_BLANKS).casefold() in TITLE_KEYS for found in keys)


def _unbalanced(text: str, file: str) -> list[Problem]:
    """Openers without an end, and boneyard ends that stand alone on a line."""
    if "/*" not in text and "[[" not in text and "]]" not in text and "*/" not in text:
        return []
    kept = []
    at = 0
    for start, end, _ in spans(text):
        kept += [text[at:start], re.sub(r"[^\n]", " ", text[start:end])]
        at = end
    kept.append(text[at:])
    found = []
    for number, line in enumerate("".join(kept).split("\n"), 1):
        if "[[" in line:
            found.append((number, "a note opens with [[ and never closes", "Close it with ]] before the next empty line."))
        elif "]]" in line:
            found.append((number, "]] closes a note that was never opened", "Open the note with [[ or take the ]] away."))
        if "/*" in line:
            found.append((number, "a boneyard opens with /* and never closes", "Close it with */ or take the /* away."))
        elif line.strip() == "*/":
            found.append((number, "*/ closes a boneyard that was never opened", "Open the boneyard with /* or take the */ away."))
    return [Problem(Where(file, line), what, do, "warning") for line, what, do in found]


def _has_unclosed_note(text: str) -> bool:
    at = 0
    for start, end, _ in spans(text):
        if "[[" in text[at:start]:
            return True
        at = end
    return "[[" in text[at:]


def _part_follows(elements: tuple[Element, ...], number: int) -> bool:
    """Whether dialogue goes on after the marks at and after ``number``."""
    for element in elements[number + 1 :]:
        if element.kind not in _MARKS:
            return element.kind in _PARTS
    return False


def _written_key(key: str, value: str) -> str:
    if "\n" in value:
        return f"{key}:\n" + "\n".join(f"    {line}" for line in value.split("\n"))
    return f"{key}: {value}".rstrip()


def _misread(action: str) -> str:
    """``!`` when an action that starts so would be read as something else."""
    first, *more = _rows(action, 1)
    text = first.text
    if not text:
        return "!"
    special = (
        _is_sigil(text)
        or (text[0] == "." and text[1:2].isalnum())
        or (text[0] == "@" and bool(text[1:].strip(_BLANKS + "^")))
        or _HEADING.match(text)
        or _is_transition(text)
        or (_is_cue(text) and more)
    )
    return "!" if special else ""


def _written(element: Element) -> str:
    kind, text = element.kind, element.text
    if kind is Kind.ACTION:
        (first, _), *more = _lines(text)
        sigil = "!" if element.forced else _misread(text)
        marked = (free and (not line.strip(_BLANKS) or _is_sigil(line.strip(_BLANKS))) for line, free in more)
        return "\n".join([sigil + first, *("!" + line if mark else line for (line, _), mark in zip(more, marked, strict=True))])
    if kind is Kind.SCENE_HEADING:
        sigil = "." if element.forced or needs_sigil(kind, text) else ""
        return f"{sigil}{text}" + (f" #{element.scene_number}#" if element.scene_number else "")
    if kind is Kind.CHARACTER:
        sigil = "@" if element.forced or needs_sigil(kind, text) else ""
        extension = "" if element.extension is None else f" ({element.extension})"
        return f"{sigil}{text}{extension}" + (" ^" if element.dual else "")
    if kind is Kind.TRANSITION:
        return f"> {text}" if element.forced or needs_sigil(kind, text) else text
    if kind is Kind.DIALOGUE:
        return "\n".join("  " if free and not line else line for line, free in _lines(text))
    if kind is Kind.LYRIC:
        return "\n".join("~" + line if free else line for line, free in _lines(text))
    if kind is Kind.NOTE:
        return f"[[{text} ]]" if text.endswith("]") else f"[[{text}]]"
    return {
        Kind.PARENTHETICAL: f"({text})",
        Kind.CENTERED: f"> {text} <",
        Kind.SECTION: f"{'#' * max(element.level, 1)} {text}".rstrip(),
        Kind.SYNOPSIS: f"= {text}".rstrip(),
        Kind.BONEYARD: f"/*{text}*/",
        Kind.PAGE_BREAK: "===",
    }[kind]


def _lines(text: str) -> list[tuple[str, bool]]:
    """The lines of ``text``, and whether each begins outside its notes and boneyards."""
    hidden = spans(text) if "[[" in text or "/*" in text else []
    lines = []
    at = 0
    for line in text.split("\n"):
        lines.append((line, not any(start < at < end for start, end, _ in hidden)))
        at += len(line) + 1
    return lines
