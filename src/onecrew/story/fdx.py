"""Reads and writes Final Draft's XML (FDX, ``DocumentType="Script"``).

In: the bytes of an .fdx file, and its name for messages. Out: a Screenplay with Problems; or bytes.
Never: entities, external files, exceptions for what is in the file.

The mapping: paragraph types ↔ kinds; text styles ↔ Fountain's emphasis; ``ScriptNote`` ↔ a note before its paragraph (named
"Boneyard": a boneyard; an omitted scene is read as one); a summary in ``SceneProperties`` and "Outline Body" ↔ synopsis;
"Outline n" and "New Act" ↔ section; ``StartsNewPage`` ↔ page break; centred action ↔ centred text; ``DualDialogue`` ↔ the caret.
Notes inside a text stay there in their brackets. FDX has no keys on its title page: what this module writes names them in an
attribute of Fountain's own name space; other title pages are read by the wording and place of their paragraphs. Whether a sigil
is needed is worked out anew.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from xml.parsers import expat

from onecrew.story.emphasis import Run, marked, plain, runs
from onecrew.story.fountain import cue, needs_sigil
from onecrew.story.screenplay import Element, Kind, Screenplay
from onecrew.units import Problem, Where

LARGEST = 32_000_000
"""Bytes; a feature in FDX has one to three million."""
DEEPEST = 100
_NAME_SPACE = "https://fountain.io/syntax"
_KEY = "fountain:Key"

_KINDS = {
    "scene heading": Kind.SCENE_HEADING,
    "action": Kind.ACTION,
    "general": Kind.ACTION,
    "shot": Kind.ACTION,
    "character": Kind.CHARACTER,
    "parenthetical": Kind.PARENTHETICAL,
    "dialogue": Kind.DIALOGUE,
    "transition": Kind.TRANSITION,
    "singing": Kind.LYRIC,
    "lyric": Kind.LYRIC,
    "lyrics": Kind.LYRIC,
    "outline body": Kind.SYNOPSIS,
    "new act": Kind.SECTION,
    "end of act": Kind.NOTE,
    "cast list": Kind.NOTE,
    "note": Kind.NOTE,
}
_TYPES = {
    Kind.SCENE_HEADING: "Scene Heading",
    Kind.ACTION: "Action",
    Kind.CENTERED: "Action",
    Kind.CHARACTER: "Character",
    Kind.PARENTHETICAL: "Parenthetical",
    Kind.DIALOGUE: "Dialogue",
    Kind.TRANSITION: "Transition",
    Kind.LYRIC: "Singing",
    Kind.SYNOPSIS: "Outline Body",
}
_SPOKEN = frozenset({Kind.PARENTHETICAL, Kind.DIALOGUE, Kind.LYRIC, Kind.NOTE, Kind.BONEYARD})


class _Refused(Exception):
    """The XML asks for something a screenplay never needs; the message says what."""


@dataclass(slots=True)
class _Node:
    tag: str
    attributes: dict[str, str]
    line: int
    children: list[_Node] = field(default_factory=list)
    text: list[str] = field(default_factory=list)

    def child(self, tag: str) -> _Node | None:
        return next((one for one in self.children if one.tag == tag), None)

    def every(self, tag: str) -> list[_Node]:
        return [one for one in self.children if one.tag == tag]


def read_fdx(data: bytes, file: str) -> tuple[Screenplay, tuple[Problem, ...]]:
    """The screenplay in ``data``, and what its author should look at; an empty screenplay and one error when it cannot be read."""
    if len(data) > LARGEST:
        what = f"the file has {len(data) / 1e6:.0f} MB; a screenplay has less than three"
        return Screenplay(), (Problem(Where(file), what, "Check that it is the script, and save it again without pictures."),)
    try:
        root = _parsed(data)
    except expat.ExpatError as error:
        what = f"this is not the XML of a Final Draft file: {expat.ErrorString(error.code)}"
        do = "Open it in your writing program and save it again as FDX, or export Fountain."
        return Screenplay(), (Problem(Where(file, error.lineno), what, do),)
    except _Refused as error:
        do = "Save the script again as FDX from your writing program; no such program writes this."
        return Screenplay(), (Problem(Where(file, 1), str(error), do),)
    content = root.child("Content")
    if root.tag != "FinalDraft" or content is None:
        what = f"this XML is no Final Draft script (its root is <{root.tag[:40]}>)"
        return Screenplay(), (Problem(Where(file, 1), what, "Export the script as FDX or Fountain from your writing program."),)
    _place_notes(content, root.child("ScriptNotes"))
    elements: list[Element] = []
    for paragraph in content.every("Paragraph"):
        _read_paragraph(paragraph, elements)
    title = root.child("TitlePage")
    page = _read_title_page(title.child("Content") if title else None)
    return Screenplay(page, tuple(elements)), ()


def _parsed(data: bytes) -> _Node:
    """The tree of ``data``.

    Raises:
        expat.ExpatError: not well-formed.
        _Refused: entities, a document type with rules of its own, or absurd depth.
    """
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_NEVER)
    top = _Node("", {}, 0)
    stack = [top]

    def refuse_doctype(name: str, system: str | None, public: str | None, internal: bool) -> None:
        if internal or system:
            raise _Refused("the file declares a document type of its own")

    def refuse_entity(*declared: object) -> int:
        raise _Refused("the file declares XML entities")

    def start(tag: str, attributes: dict[str, str]) -> None:
        if len(stack) > DEEPEST:
            raise _Refused(f"the file nests deeper than {DEEPEST} elements")
        node = _Node(tag, attributes, parser.CurrentLineNumber)
        stack[-1].children.append(node)
        stack.append(node)

    def end(tag: str) -> None:
        stack.pop()

    def characters(text: str) -> None:
        stack[-1].text.append(text)

    parser.StartDoctypeDeclHandler = refuse_doctype
    parser.EntityDeclHandler = refuse_entity
    parser.ExternalEntityRefHandler = refuse_entity
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = characters
    parser.Parse(data, True)
    return top.children[0]


def _place_notes(content: _Node, notes: _Node | None) -> None:
    """Moves the notes kept beside the script into the paragraphs their ranges begin in.

    ``Range="start,end"`` counts UTF-16 units of text from the start of the script, and one more for the end of each paragraph.
    """
    flat: list[_Node] = []
    for paragraph in content.every("Paragraph"):
        together = paragraph.child("DualDialogue")
        flat += together.every("Paragraph") if together else [paragraph]
    starts = [0]
    for paragraph in flat:
        starts.append(starts[-1] + 1 + sum(_units("".join(text.text)) for text in paragraph.every("Text")))
    for note in notes.every("ScriptNote") if notes and flat else ():
        start = re.match(r"\s*(\d{1,9})", note.attributes.get("Range", "0"))
        at = bisect_right(starts, int(start[1]) if start else 0) - 1
        flat[min(max(at, 0), len(flat) - 1)].children.append(note)


def _units(text: str) -> int:
    """Length in UTF-16 units."""
    return len(text) + sum(letter > "\uffff" for letter in text)


def _read_paragraph(paragraph: _Node, out: list[Element], *, dual: bool = False) -> None:
    together = paragraph.child("DualDialogue")
    if together is not None:
        cues = [one for one in together.every("Paragraph") if one.attributes.get("Type") == "Character"]
        seen = 0
        for inner in together.every("Paragraph"):
            seen += inner.attributes.get("Type") == "Character"
            _read_paragraph(inner, out, dual=seen > 1 or len(cues) == 1)
        return
    line = paragraph.line
    if paragraph.attributes.get("StartsNewPage") == "Yes" and out:
        out.append(Element(Kind.PAGE_BREAK, "", line))
    for note in paragraph.every("ScriptNote"):
        words = "\n".join("".join("".join(one.text) for one in inner.every("Text")) for inner in note.every("Paragraph"))
        if note.attributes.get("Name") == "Boneyard":
            out.append(Element(Kind.BONEYARD, words.replace("*/", "* /"), note.line))
        elif words.strip():
            out.append(Element(Kind.NOTE, re.sub(r"\](?=\])", "] ", words).strip(), note.line))
    omitted = paragraph.child("OmittedScene")
    if omitted is not None:
        words = "\n\n".join(_text(inner) for inner in omitted.every("Paragraph"))
        out.append(Element(Kind.BONEYARD, f"\n{words}\n".replace("*/", "* /"), line))
        return
    typed = paragraph.attributes.get("Type", "Action").strip().lower()
    outline = re.fullmatch(r"outline (\d)", typed)
    kind = Kind.SECTION if outline else _KINDS.get(typed, Kind.ACTION)
    text = _text(paragraph)
    text = text.rstrip() if kind is Kind.ACTION else text.strip()
    properties = paragraph.child("SceneProperties")
    if not text:
        return
    if kind is Kind.ACTION and paragraph.attributes.get("Alignment") == "Center":
        out.extend(Element(Kind.CENTERED, one.strip(), line) for one in text.split("\n") if one.strip())
    elif kind is Kind.CHARACTER:
        one = cue(text.replace("\n", " "), line, forced=needs_sigil(kind, text))
        out.append(Element(kind, one.text, line, forced=one.forced, extension=one.extension, dual=dual))
    elif kind is Kind.PARENTHETICAL:
        out.append(Element(kind, text.removeprefix("(").removesuffix(")").strip() if text[0] == "(" else text, line))
    elif kind is Kind.DIALOGUE and out and out[-1].kind is Kind.DIALOGUE:
        before = out.pop()
        out.append(Element(kind, f"{before.text}\n{text}", before.line))
    elif kind is Kind.SECTION:
        out.append(Element(kind, text.replace("\n", " "), line, level=int(outline[1]) if outline else 1))
    elif kind is Kind.SCENE_HEADING:
        number = re.sub(r"[^\w.\-]+", "-", paragraph.attributes.get("Number", "").strip()) or None
        text = text.replace("\n", " ")
        out.append(Element(kind, text, line, forced=needs_sigil(kind, text), scene_number=number))
    elif kind in (Kind.DIALOGUE, Kind.LYRIC, Kind.NOTE):
        out.append(Element(kind, text, line))
    elif kind is Kind.SYNOPSIS:
        out.append(Element(kind, text.replace("\n", " "), line))
    else:
        out.append(Element(kind, text, line, forced=needs_sigil(kind, text)))
    summary = properties.child("Summary") if properties is not None else None
    said = (" ".join(_text(inner).split()) for inner in (summary.every("Paragraph") if summary else ()))
    out.extend(Element(Kind.SYNOPSIS, words, line) for words in said if words)


def _text(paragraph: _Node) -> str:
    """The words of a paragraph in Fountain's emphasis."""
    styled = []
    for node in paragraph.every("Text"):
        style = node.attributes.get("Style", "").split("+")
        words = "".join(node.text)
        words = words.upper() if "AllCaps" in style else words
        styled.append(Run(words.replace("\u2028", "\n"), "Bold" in style, "Italic" in style, "Underline" in style))
    return marked(tuple(_joined(styled)))


def _joined(styled: list[Run]) -> list[Run]:
    """Neighbours of one style as one run: programs split runs at revisions and spelling marks."""
    out: list[Run] = []
    for run in styled:
        if out and (out[-1].bold, out[-1].italic, out[-1].underline) == (run.bold, run.italic, run.underline):
            run = Run(out.pop().text + run.text, run.bold, run.italic, run.underline)
        out.append(run)
    return out


_CREDIT = re.compile(
    r"(screenplay|teleplay|story|written|script|adapted|created|guion|roteiro|scénario|编剧|作者)?\s*\b(by|de|por|par)?:?\s*", re.I
)
_GUESSES = (
    ("Source", re.compile(r"based (up)?on|suggested by|from the|basad[oa] en|d'après|改编自", re.I)),
    ("Copyright", re.compile(r"©|copyright|\(c\)|all rights", re.I)),
    ("Draft date", re.compile(r"\b(draft|revision|rev\.)|\b\d{1,4}[./-]\d{1,2}[./-]\d{1,4}\b|\b(19|20)\d\d\b", re.I)),
)


def _read_title_page(content: _Node | None) -> tuple[tuple[str, str], ...]:
    page: list[tuple[str, str]] = []
    credited = False
    for paragraph in content.every("Paragraph") if content else ():
        text = _text(paragraph).strip()
        if not text and _KEY not in paragraph.attributes:
            continue
        key = paragraph.attributes.get(_KEY)
        if key is None:
            known = {name for name, _ in page}
            centred = paragraph.attributes.get("Alignment") == "Center"
            bare = plain(text)
            guessed = next((name for name, pattern in _GUESSES if pattern.search(bare)), None)
            if not page and centred:
                key = "Title"
            elif _CREDIT.fullmatch(bare) and "Author" not in known:
                key, credited = "Credit", True
            elif guessed:
                key = guessed
            elif credited and centred:
                key = "Author"
            else:
                key = "Contact" if not centred else "Notes"
        at = next((n for n, (name, _) in enumerate(page) if name == key), None)
        if at is not None and _KEY not in paragraph.attributes:
            page[at] = (key, f"{page[at][1]}\n{text}")
        else:
            page.append((key, text))
    return tuple(page)


def write_fdx(screenplay: Screenplay) -> bytes:
    """The screenplay as an FDX file in UTF-8 that Final Draft and its peers open."""
    out = [
        '<?xml version="1.0" encoding="UTF-8" standalone="no" ?>',
        f'<FinalDraft xmlns:fountain="{_NAME_SPACE}" DocumentType="Script" Template="No" Version="5">',
        "  <Content>",
    ]
    notes = _write_content(screenplay.elements, out)
    out.append("  </Content>")
    if notes:
        out += ["  <ScriptNotes>", *notes, "  </ScriptNotes>"]
    if screenplay.title_page:
        out += ["  <TitlePage>", "    <Content>"]
        for key, value in screenplay.title_page:
            centred = key.casefold() not in ("contact", "copyright", "draft date", "date", "notes", "revision")
            alignment = "Center" if centred else "Left"
            out.append(f"      <Paragraph Alignment={_quoted(alignment)} {_KEY}={_quoted(_clean(key))}>{_texts(value)}</Paragraph>")
        out += ["    </Content>", "  </TitlePage>"]
    names = sorted({plain(one.text) for one in screenplay.elements if one.kind is Kind.CHARACTER})
    if names:
        members = "".join(f"\n      <Character>{_escape(_clean(name))}</Character>" for name in names)
        cast = "".join(f"\n    <Member><Character>{_escape(_clean(name))}</Character></Member>" for name in names)
        out += [f"  <SmartType>\n    <Characters>{members}\n    </Characters>\n  </SmartType>", f"  <Cast>{cast}\n  </Cast>"]
    out.append("</FinalDraft>")
    return ("\n".join(out) + "\n").encode()


def _write_content(elements: tuple[Element, ...], out: list[str]) -> list[str]:
    """Writes the paragraphs; returns the notes to be kept beside them."""
    notes: list[Element] = []
    kept: list[str] = []
    offset = 0
    new_page = False
    together = False

    def paragraph(typed: str, text: str, attributes: str = "", inside: str = "") -> None:
        nonlocal new_page, offset
        if new_page:
            attributes += ' StartsNewPage="Yes"'
        new_page = False
        said = inside + (_texts(text) if text else "<Text></Text>")
        length = sum(_units(_clean(run.text)) for run in runs(text))
        kept.extend(_script_note(note, offset, offset + length) for note in notes)
        notes.clear()
        offset += length + 1
        out.append(f"    <Paragraph Type={_quoted(typed)}{attributes}>{said}</Paragraph>")

    at = 0
    while at < len(elements):
        element = elements[at]
        kind = element.kind
        if together and kind not in _SPOKEN and not (kind is Kind.CHARACTER and element.dual):
            out += ["    </DualDialogue></Paragraph>"]
            together = False
        at += 1
        if kind in (Kind.NOTE, Kind.BONEYARD):
            notes.append(element)
        elif kind is Kind.PAGE_BREAK:
            if notes or new_page:
                paragraph("Action", "")
            new_page = True
        elif kind is Kind.CHARACTER:
            if not together and (element.dual or _answered(elements, at)):
                out.append("    <Paragraph><DualDialogue>")
                together = True
            extension = "" if element.extension is None else f" ({element.extension})"
            paragraph("Character", element.text + extension)
        elif kind is Kind.SCENE_HEADING:
            number = f" Number={_quoted(element.scene_number)}" if element.scene_number else ""
            summary = []
            while at < len(elements) and elements[at].kind is Kind.SYNOPSIS and elements[at].text:
                summary.append(f"<Paragraph>{_texts(elements[at].text)}</Paragraph>")
                at += 1
            inside = f"<SceneProperties><Summary>{''.join(summary)}</Summary></SceneProperties>" if summary else ""
            paragraph("Scene Heading", element.text, number, inside)
        elif kind is Kind.SECTION:
            paragraph(f"Outline {min(max(element.level, 1), 9)}", element.text)
        elif kind is Kind.PARENTHETICAL:
            paragraph("Parenthetical", f"({element.text})")
        else:
            paragraph(_TYPES[kind], element.text, ' Alignment="Center"' if kind is Kind.CENTERED else "")
    if together:
        out.append("    </DualDialogue></Paragraph>")
    if notes or new_page:
        paragraph("Action", "")
    return kept


def _answered(elements: tuple[Element, ...], at: int) -> bool:
    """Whether the dialogue that goes on at ``at`` is followed by one spoken with it."""
    for element in elements[at:]:
        if element.kind not in _SPOKEN:
            return element.kind is Kind.CHARACTER and element.dual
    return False


def _script_note(note: Element, start: int, end: int) -> str:
    name = "Boneyard" if note.kind is Kind.BONEYARD else "Note"
    text = f"<Paragraph><Text>{_escape(_clean(note.text))}</Text></Paragraph>"
    return f'    <ScriptNote Name="{name}" Range="{start},{end}">{text}</ScriptNote>'


def _texts(text: str) -> str:
    written = []
    for run in runs(text):
        style = "+".join(name for name, on in (("Bold", run.bold), ("Italic", run.italic), ("Underline", run.underline)) if on)
        attribute = f' Style="{style}"' if style else ""
        written.append(f"<Text{attribute}>{_escape(_clean(run.text))}</Text>")
    return "".join(written)


def _escape(text: str) -> str:
    """Text for XML content (the standard library's version of this loads its network modules)."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _quoted(text: str) -> str:
    """Text as a quoted XML attribute."""
    return '"' + _escape(text).replace('"', "&quot;").replace("\n", "&#10;").replace("\t", "&#9;") + '"'


def _clean(text: str) -> str:
    """``text`` without the control characters and lone surrogates XML 1.0 cannot hold."""
    return re.sub("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]", "", text)
