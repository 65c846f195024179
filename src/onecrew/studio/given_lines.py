"""Lines a person has are taken into the show. In: an episode, .po, .srt, .vtt, .ass and .ssa files. Out: PO files.

Never: overwriting what a person accepted. A file beside the film (``film.pt-BR.srt``, ``film.pt-BR.po``) fills what is missing,
whenever localise runs; a file that is named also replaces drafts nobody has read.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from onecrew.media.source_subtitles import side_files, side_subtitles
from onecrew.store.blobs import replace_text
from onecrew.story.folder import read_text
from onecrew.story.lines_po import read_po, read_source_texts, write_po
from onecrew.story.translation import State
from onecrew.studio.production import Production
from onecrew.studio.spotting.given import speaks, translations
from onecrew.units import Language, OnecrewError


@dataclass(frozen=True, slots=True)
class Lines:
    """A file with the lines of an episode in a language."""

    path: Path
    language: Language


def named_lines(told: str, languages: Sequence[Language]) -> Lines:
    """``pt-BR=FILE``, or a FILE whose name tells one of the languages wanted; the file is read once to see that it can be.

    Raises:
        OnecrewError: no such language is wanted, or the file holds no lines.
    """
    tag, equals, name = told.partition("=")
    path = Path(name if equals else told)
    wanted = [one for one in languages if (tag == one.tag if equals else _names(path, path.stem.partition(".")[0], one))]
    if not wanted:
        asked = ", ".join(one.tag for one in languages)
        what = f"{tag} is not among the languages wanted ({asked})" if equals else f"its name tells none of {asked}"
        raise OnecrewError(
            f"--lines {told}: {what}; write --lines {languages[0].tag if languages else 'en'}={path}, and name it in --to"
        )
    if path.suffix.lower() == ".po":
        _po(path)
    else:
        side_subtitles(path)
    return Lines(path, wanted[0])


def take_lines(
    production: Production, film: Path, languages: Sequence[Language], named: Sequence[Lines] = ()
) -> tuple[list[Path], tuple[str, ...]]:
    """Fill an episode's PO files; the files written, and what was wrong with files beside the film.

    Raises:
        OnecrewError: a named file cannot be read.
        StoreError: a PO file cannot be written.
    """
    written: list[Path] = []
    notes: list[str] = []
    for language in languages:
        if language not in production.texts or language == production.folder.show.source:
            continue
        known = production.texts[language]
        given: dict[str, str] = {}
        for path in _beside(film, language):
            try:
                found = _read(path, production, language)
            except OnecrewError as error:
                notes.append(f"{error}; it is not used")
                continue
            given.update({id: text for id, text in found.items() if known[id].state is State.MISSING and id not in given})
        for one in named:
            if one.language == language:
                found = _read(one.path, production, language)
                given.update({id: text for id, text in found.items() if known[id].state in (State.MISSING, State.DRAFT)})
        if given:
            written += _write(production, language, given)
    return written, tuple(notes)


def _beside(film: Path, language: Language) -> list[Path]:
    """Files in a language beside a film, .po first: it knows which line is which."""
    stem = film.stem
    po = sorted(one for one in film.parent.glob("*.po") if one.name.startswith(stem) and _names(one, stem, language))
    return [*po, *(one.path for one in side_files(film) if speaks(one.language, language))]


def _names(path: Path, stem: str, language: Language) -> bool:
    """Whether a file's name tells a language behind a stem."""
    return any(speaks(word, language) for word in re.split(r"[.\s()\[\]]+", path.stem[len(stem) :]) if word)


def _read(path: Path, production: Production, language: Language) -> dict[str, str]:
    """The texts of a file by the line or the text in the picture each belongs to."""
    if path.suffix.lower() != ".po":
        lines = production.found.spotted.lines if production.found is not None else ()
        found = translations([line for line in lines if line.text], side_subtitles(path))
        return {id: text for id, text in found.items() if id in production.texts[language]}
    text = _po(path)
    read, _ = read_po(text, path.name, language, production.sayables)
    by_source = read_source_texts(text)
    texts = {
        one.id: read[one.id].text if read[one.id].state is State.ACCEPTED else by_source.get(one.text, "")
        for one in production.sayables
    }
    return {id: text for id, text in texts.items() if text}


def _po(path: Path) -> str:
    try:
        text = path.read_text(encoding="utf-8")
    except OSError as error:
        raise OnecrewError(f"{path} cannot be read ({error.strerror}); check its name and permissions") from error
    except UnicodeDecodeError as error:
        raise OnecrewError(f"{path} is not UTF-8; save it again in that encoding") from error
    _, problems = read_po(text, path.name, Language("en"), ())
    if broken := [one for one in problems if one.severity == "error"]:
        raise OnecrewError(f"{path}, line {broken[0].where.line}: {broken[0].what}; {broken[0].do}")
    return text


def _write(production: Production, language: Language, given: Mapping[str, str]) -> list[Path]:
    folder, name = production.folder, production.po_file(language)
    old = read_text(folder.path, name, [])
    new = write_po(old, language, folder.show.title_in(language), production.sayables, {}, given)
    if new == old:
        return []
    file = folder.path / name
    replace_text(file, new)
    return [file]
