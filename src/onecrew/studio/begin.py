"""A new show folder, empty or around a screenplay. In: a path, a title. Out: the files of a show. Never: overwriting."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path

from onecrew.store.blobs import unwritable
from onecrew.story.default_look import default_cast
from onecrew.story.episode import Episode
from onecrew.story.fountain import write_fountain
from onecrew.story.reading import read_episode
from onecrew.story.show import Character, Format, Show
from onecrew.studio.production import read_screenplay
from onecrew.units import Language, OnecrewError, ProblemsError

STARTER = """\
Title: {title}
Credit: written by
Author: you

INT. CAFÉ - NIGHT

ANNA sits at a table by the window. Her phone buzzes.

[[insert phone from TOM: I am outside.]]

ANNA
(afraid)
He said he would never come back.

TOM enters. He holds a letter.

TOM
(tender)
I came to give you this.

ANNA
(angry)
Three years, Tom! And you bring me a letter?

TOM
(sad)
It is not from me.

Anna takes the letter. She covers her mouth.
"""

_SHOW = """\
# What all episodes share. Every key is explained in docs/show.md.
title = {title}
source = {source}
languages = [{languages}]

[format]
width = {width}
height = {height}
rate = {rate}

[style]
palette = "dusk"        # dusk, noon, neon, rose, jade, mono, …
captions = "both"       # burnt, soft, both, none
loudness = -14          # LUFS; -23 for European broadcasters
music = true
"""

_TERMS = """\
# Names, places and forms of address, and how each language renders them.
# [[term]]
# source = "Anna"
# forms = { "zh-Hans" = "安娜" }
"""

_CAST_HEAD = "# Who plays in the show. Tables are named as the script's cues; every key is explained in docs/show.md."

_IGNORE = ".onecrew/\nrelease/\n"


def begin_show(folder: Path, title: str, source: Language, languages: Sequence[Language]) -> tuple[str, ...]:
    """Write a new show with a one-scene starter script; the paths written, relative to the folder.

    Raises:
        OnecrewError: there is a show already.
        StoreError: the folder cannot be written.
    """
    script = STARTER.format(title=title).encode()
    return _write_show(folder, title, source, languages, "script.fountain", script)


def import_screenplay(
    file: Path, folder: Path, title: str | None, source: Language, languages: Sequence[Language]
) -> tuple[str, ...]:
    """Make a show of a screenplay: Fountain is kept as it is, FDX is written as Fountain beside nothing lost.

    Raises:
        ProblemsError: the screenplay cannot be read.
        OnecrewError: there is no such file, or there is a show already.
    """
    try:
        data = file.read_bytes()
    except OSError as error:
        raise OnecrewError(f"{file} cannot be read: {error.strerror}; give a .fountain or .fdx file") from error
    screenplay, problems = read_screenplay(file.name, data)
    if any(problem.severity == "error" for problem in problems):
        raise ProblemsError(problems)
    if file.suffix.lower() == ".fdx":
        data = write_fountain(screenplay).encode()
    page = dict(screenplay.title_page)
    found = title or page.get("Title", "").replace("\n", " ").strip(" *_") or file.stem.replace("-", " ").title()
    return _write_show(folder, found, source, languages, "script.fountain", data)


def _write_show(
    folder: Path, title: str, source: Language, languages: Sequence[Language], script_name: str, script: bytes
) -> tuple[str, ...]:
    if (folder / "show.toml").exists():
        raise OnecrewError(f"{folder} already holds a show; run onecrew check in it, or choose another folder")
    every = [source, *(one for one in languages if one != source)]
    show = Show(title=title, source=source, languages=tuple(every))
    screenplay, _ = read_screenplay(script_name, script)
    episode, _ = read_episode(screenplay, show, "01", script_name)
    files = {
        "show.toml": _show_text(title, every, Format()),
        "cast.toml": _cast_text(episode, show),
        "terms.toml": _TERMS,
        ".gitignore": _IGNORE,
    }
    try:
        (folder / "episodes" / "01").mkdir(parents=True, exist_ok=True)
        (folder / "media").mkdir(exist_ok=True)
        (folder / "episodes" / "01" / script_name).write_bytes(script)
        for name, text in files.items():
            # show.toml is written last: until then the folder is no show, and the command can be run again.
            if name != "show.toml":
                (folder / name).write_text(text, encoding="utf-8")
        (folder / "show.toml").write_text(files["show.toml"], encoding="utf-8")
    except OSError as error:
        raise unwritable(folder, error) from error
    return ("show.toml", "cast.toml", "terms.toml", f"episodes/01/{script_name}")


def begin_found_show(folder: Path, title: str, languages: Sequence[Language], form: Format) -> list[Path]:
    """The files of a show around films that exist; ``languages`` begins with the one they speak. What is there already stays.

    Raises:
        StoreError: the folder cannot be written.
    """
    written: list[Path] = []
    every = list(dict.fromkeys(languages))
    files = {"terms.toml": _TERMS, ".gitignore": _IGNORE, "show.toml": _show_text(title, every, form)}
    try:
        for name, text in files.items():
            if not (folder / name).exists():
                (folder / name).write_text(text, encoding="utf-8")
                written.append(folder / name)
    except OSError as error:
        raise unwritable(folder, error) from error
    return written


def add_cast(folder: Path, characters: Sequence[Character], prints: Mapping[str, str]) -> list[Path]:
    """Append characters that were heard in a film to cast.toml, and give those of ``prints`` (by name) their voiceprint; nothing
    a person wrote there changes.

    Raises:
        StoreError: the file cannot be written.
    """
    if not characters and not prints:
        return []
    file = folder / "cast.toml"
    try:
        old = file.read_text(encoding="utf-8") if file.exists() else _CAST_HEAD
        for name, voiceprint in prints.items():
            header = re.compile(rf"^(\[\s*[\"']?{re.escape(name)}[\"']?\s*\][^\n]*)$", re.MULTILINE | re.IGNORECASE)
            old = header.sub(lambda found, own=voiceprint: f"{found[1]}\nvoiceprint = {_quoted(own)}", old, count=1)  # type: ignore[misc]
        blocks = [
            f"[{_key(one.name)}]\ntitle = {_quoted(one.title)}\nage = {_quoted(one.age)}\ngender = {_quoted(one.gender)}\n"
            f"gender_sure = {one.gender_sure}  # of 100, by the voice; take it out when you know\n"
            f"voiceprint = {_quoted(one.voiceprint)}"
            for one in characters
        ]
        beside = file.with_name(".cast.toml.new")
        beside.write_text("\n\n".join([old.rstrip("\n"), *blocks]) + "\n", encoding="utf-8")
        beside.replace(file)
    except OSError as error:
        raise unwritable(file, error) from error
    return [file]


def _show_text(title: str, languages: Sequence[Language], form: Format) -> str:
    rate = str(form.rate) if form.rate.denominator == 1 else _quoted(str(form.rate))
    return _SHOW.format(
        title=_quoted(title),
        source=_quoted(languages[0].tag),
        languages=", ".join(_quoted(one.tag) for one in languages),
        width=form.width,
        height=form.height,
        rate=rate,
    )


def _cast_text(episode: Episode, show: Show) -> str:
    """cast.toml with everybody of the script, as the defaults would draw them, for the author to change."""
    blocks = [_CAST_HEAD]
    for one in default_cast(episode, show):
        look = one.look
        worn = {"glasses": look.glasses, "hat": look.hat, "beard": look.beard, "accessory": look.accessory}
        blocks.append(
            f"[{_key(one.name)}]\ntitle = {_quoted(one.title)}\nage = {_quoted(one.age)}\ngender = {_quoted(one.gender)}\n\n"
            f"[{_key(one.name)}.look]\nface = {_quoted(look.face)}\nhair = {_quoted(look.hair)}\n"
            f"hair_colour = {_quoted(look.hair_colour)}\nskin = {_quoted(look.skin)}\nbuild = {_quoted(look.build)}\n"
            f"outfit = {_quoted(look.outfit)}\noutfit_colour = {_quoted(look.outfit_colour)}"
            + "".join(f"\n{field} = {_quoted(kind)}" for field, kind in worn.items() if kind != "none")
        )
    return "\n\n".join(blocks) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(str(text), ensure_ascii=False)


def _key(name: str) -> str:
    return name if name.isascii() and name.replace("_", "").replace("-", "").isalnum() else _quoted(name)
