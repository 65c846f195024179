"""Translations as gettext PO: the text of ``lines.<lang>.po`` becomes Translations, and Translations become PO text.

In: PO text and what there is to say. Out: Translations, new PO text, Problems. Never: files, models.

An entry's context is the line's id and speaker, its comment the seconds available and the lines around it. A machine's draft is
fuzzy and says so in a comment, with what is doubtful about it; a person accepts it by clearing the flag, as every PO editor does.
Where no draft was believed the entry is empty and its comment says why. An entry whose source changed is fuzzy with the old source
kept as previous msgid. Entries that no longer stand in the script become obsolete: nothing a person wrote is thrown away.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from types import MappingProxyType

from onecrew.story.translation import State, Translation
from onecrew.units import Language, Problem, Where

DRAFT_COMMENT = "machine draft"
BY_EAR = "by ear"
"""Stands in the comment of a draft that was heard, not translated from its text."""
SHORTER = "shorter:"
"""Begins a translator's comment with another wording of the entry that takes less time to say."""
_OPENED = re.compile(r'^(msg\w+(\[\d+\])?\s+)?"')
_CLOSED = re.compile(r'^(msg\w+(\[\d+\])?\s+)?"([^"\\]|\\.)*"\s*$')


@dataclass(frozen=True, slots=True)
class Sayable:
    """A text of the episode that every language needs: a line, a card, an insert. ``seconds``: time available, if known; ``before``
    and ``after``: what is said around it, in order, ``SPEAKER: words``."""

    id: str
    speaker: str
    text: str
    where: Where
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    seconds: Fraction | None = None

    @property
    def context(self) -> str:
        """The entry's msgctxt."""
        return f"{self.id} {self.speaker}"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A machine's draft of a text: whose, and its shorter wordings. ``doubt``: what speaks against it; with an empty ``text``: why
    there is none."""

    text: str
    provider: str
    shorter: tuple[str, ...] = ()
    doubt: str = ""

    @property
    def comment(self) -> str:
        """The translator's comment of its entry."""
        if not self.text:
            return f"no draft ({self.provider}): {self.doubt}"
        rows = [f"{DRAFT_COMMENT} ({self.provider})", *(f"{SHORTER} {one}" for one in self.shorter)]
        return "\n".join([*rows, *([f"doubtful: {self.doubt}"] if self.doubt else [])])


def read_po(
    text: str, file: str, language: Language, sayables: Sequence[Sayable]
) -> tuple[dict[str, Translation], tuple[Problem, ...]]:
    """What each sayable says in ``language`` by its id, and Problems: syntax (error), extra entries (warning).

    Matching: same context and source; else same speaker and source (the line moved); else same context with another source
    (stale). Missing ones are State.MISSING with an empty text; whether that is a problem is for the caller.
    """
    problems: list[Problem] = []
    entries = _parse(text, file, problems)
    by_both = {(one.context, one.source): one for one in entries if not one.obsolete}
    by_speaker: dict[tuple[str, str], list[_Entry]] = {}
    by_context: dict[str, _Entry] = {}
    for one in entries:
        if not one.obsolete:
            by_speaker.setdefault((one.speaker, one.source), []).append(one)
            by_context.setdefault(one.context, one)

    used: set[int] = set()
    chosen: dict[str, tuple[_Entry, bool]] = {}
    for sayable in sayables:
        exact = by_both.get((sayable.context, sayable.text))
        if exact is not None:
            used.add(exact.number)
            chosen[sayable.id] = (exact, True)
    for sayable in sayables:
        if sayable.id in chosen:
            continue
        moved = next((one for one in by_speaker.get((sayable.speaker, sayable.text), []) if one.number not in used), None)
        if moved is not None:
            used.add(moved.number)
            chosen[sayable.id] = (moved, True)
    for sayable in sayables:
        if sayable.id in chosen:
            continue
        old = by_context.get(sayable.context)
        if old is not None and old.number not in used:
            used.add(old.number)
            chosen[sayable.id] = (old, False)

    translations: dict[str, Translation] = {}
    for sayable in sayables:
        entry, same = chosen.get(sayable.id, (None, False))
        translations[sayable.id] = _translation(sayable, language, entry, same)
    problems.extend(
        Problem(
            Where(file, one.line),
            f"{one.context!r} translates a line that is not in the script: {one.source!r}",
            "nothing to do: the next make keeps it as an obsolete entry; delete it if it is not needed",
            "warning",
        )
        for one in entries
        if one.number not in used and not one.obsolete
    )
    return translations, tuple(problems)


def read_source_texts(text: str) -> dict[str, str]:
    """What a PO text accepts of each source text, whoever says it; those with one translation only. For files of other tools, whose
    contexts are not ours."""
    found: dict[str, set[str]] = {}
    for one in _parse(text, "", []):
        if one.text and not one.obsolete and not one.fuzzy:
            found.setdefault(one.source, set()).add(one.text)
    return {source: next(iter(texts)) for source, texts in found.items() if len(texts) == 1}


def write_po(
    old: str,
    language: Language,
    title: str,
    sayables: Sequence[Sayable],
    drafts: Mapping[str, Drafted],
    given: Mapping[str, str] = MappingProxyType({}),
) -> str:
    """The PO text for these sayables: what ``old`` holds, plus drafts by id where nothing is accepted. ``given``: texts of a person
    by id, which are accepted.

    Accepted texts are never changed. Stale ones keep their text, get the new source and the fuzzy flag.
    """
    import polib

    translations, _ = read_po(old, "", language, sayables)
    catalogue = polib.POFile(wrapwidth=0)
    catalogue.metadata = {
        "Project-Id-Version": title,
        "Language": language.tag,
        "MIME-Version": "1.0",
        "Content-Type": "text/plain; charset=UTF-8",
        "Content-Transfer-Encoding": "8bit",
    }
    comments = {(one.context, one.source): one.comment for one in _parse(old, "", []) if not one.obsolete}
    for sayable in sayables:
        found = translations[sayable.id]
        entry = polib.POEntry(msgctxt=sayable.context, msgid=sayable.text, msgstr=found.text, comment=_note(sayable))
        entry.tcomment = comments.get((sayable.context, found.source), "")
        if found.state in (State.MISSING, State.DRAFT) and given.get(sayable.id):
            entry.msgstr, entry.tcomment = given[sayable.id], ""
        elif found.state in (State.MISSING, State.DRAFT) and sayable.id in drafts:
            draft = drafts[sayable.id]
            entry.msgstr = draft.text
            entry.tcomment = draft.comment
            entry.flags = ["fuzzy"] if draft.text else []
        elif found.state == State.DRAFT:
            entry.flags = ["fuzzy"]
        elif found.state == State.STALE:
            entry.flags = ["fuzzy"]
            entry.previous_msgid = found.source
        catalogue.append(entry)
    kept = {(one.msgctxt, one.msgid) for one in catalogue}
    used_texts = {(translations[one.id].source, translations[one.id].text) for one in sayables}
    for one in _parse(old, "", []):
        if (one.context, one.source) in kept or (one.source, one.text) in used_texts or not one.text:
            continue
        catalogue.append(polib.POEntry(msgctxt=one.context, msgid=one.source, msgstr=one.text, tcomment=one.comment, obsolete=True))
    return str(catalogue).rstrip("\n") + "\n"


def _note(sayable: Sayable) -> str:
    parts = [f"{float(sayable.seconds):.1f} s"] if sayable.seconds is not None else []
    around = [*(f"before: {one}" for one in sayable.before), *(f"after: {one}" for one in sayable.after)]
    # A row of a comment is one line of the file.
    return "\n".join([*parts, *(" ".join(one.split()) for one in around)])


@dataclass(frozen=True, slots=True)
class _Entry:
    number: int
    context: str
    source: str
    text: str
    fuzzy: bool
    comment: str
    previous: str
    obsolete: bool
    line: int

    @property
    def speaker(self) -> str:
        return self.context.partition(" ")[2]


def _parse(text: str, file: str, problems: list[Problem]) -> list[_Entry]:
    if not text.strip():
        return []
    import polib

    broken = 0
    try:
        catalogue = polib.pofile(text)
    except (OSError, ValueError) as error:
        line = re.search(r"line (\d+)", str(error))
        broken = int(line[1]) if line else 1
    # polib reads over a string that is not closed; half a translation must not be spoken.
    rows = enumerate(text.splitlines(), 1)
    broken = broken or next((number for number, row in rows if _OPENED.match(row) and not _CLOSED.match(row)), 0)
    if broken:
        problems.append(
            Problem(
                Where(file, broken),
                "this is not a valid PO file",
                "check the quotes and that each msgid has a msgstr: msgfmt -c, or any PO editor, shows where",
            )
        )
        return []
    return [
        _Entry(
            number,
            entry.msgctxt or "",
            entry.msgid,
            entry.msgstr,
            "fuzzy" in entry.flags,
            entry.tcomment,
            entry.previous_msgid or "",
            bool(entry.obsolete),
            entry.linenum,
        )
        for number, entry in enumerate(catalogue)
    ]


def _translation(sayable: Sayable, language: Language, entry: _Entry | None, same: bool) -> Translation:
    if entry is None or not entry.text.strip():
        return Translation(sayable.id, language, sayable.text, "", State.MISSING)
    drafted = entry.fuzzy and entry.comment.startswith(DRAFT_COMMENT)
    if drafted and not same:
        return Translation(sayable.id, language, sayable.text, "", State.MISSING)
    shorter = tuple(said for row in entry.comment.splitlines() if (said := _shorter(row)))
    if drafted:
        return Translation(sayable.id, language, sayable.text, entry.text, State.DRAFT, shorter)
    if entry.fuzzy or not same:
        return Translation(sayable.id, language, entry.previous or entry.source, entry.text, State.STALE, shorter)
    return Translation(sayable.id, language, sayable.text, entry.text, State.ACCEPTED, shorter)


def _shorter(row: str) -> str:
    """The wording a comment's row gives; empty: it is another comment."""
    return row.strip()[len(SHORTER) :].strip() if row.strip().lower().startswith(SHORTER) else ""
