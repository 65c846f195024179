"""The verb export: a release as other programs read it. In: a release. Out: files beside it. Never: making anything anew."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Sequence
from pathlib import Path

from onecrew.store.blobs import unwritable
from onecrew.story.folder import ShowFolder
from onecrew.studio.assemble import Assembly, assemble
from onecrew.studio.decide import Decision, decide
from onecrew.studio.make import store_of
from onecrew.studio.production import open_production, stop_on_errors
from onecrew.studio.publish import media_names, release_folder
from onecrew.timeline.edl import write_edl
from onecrew.timeline.fcpxml import write_fcpxml
from onecrew.timeline.jianying import Draft, write_jianying
from onecrew.timeline.otio import write_otio
from onecrew.units import Language, OnecrewError, StoreError

FORMATS = ("otio", "fcpxml", "edl", "jianying")


def export(
    folder: ShowFolder,
    form: str,
    episodes: Sequence[str] = (),
    languages: Sequence[Language] = (),
    into: Path | None = None,
    anyway: bool = False,
) -> list[Path]:
    """Write the timelines of releases in a format, with the release's media linked by relative paths.

    Raises:
        ProblemsError: the show has errors, or a language that was asked for cannot be made.
        StoreError: a release is not made, not up to date, or cannot be written.
        OnecrewError: the gate of a release is shut and ``anyway`` is not given.
    """
    wanted = tuple(episodes) or folder.episodes()
    files: list[Path] = []
    for episode in wanted:
        production = open_production(folder, episode)
        stop_on_errors(production.problems)
        store = store_of(folder, reading=True, episode=episode)
        try:
            assembly = assemble(production, store, languages)
            if languages or not assembly.languages:
                stop_on_errors(assembly.problems)
            decided = decide(assembly.graph(), store)
        finally:
            store.close()
        for language in assembly.languages:
            late = [one for one in decided if one.decision is not Decision.REUSED and one.step.id.startswith(f"{language}/")]
            if late:
                raise StoreError(
                    f"the release of episode {episode} in {language.name} is not up to date ({late[0].step.id}: {late[0].why}); "
                    "run onecrew make first"
                )
            _gate(assembly, language, anyway)
            files.append(_write(assembly, language, form, into))
    return files


def _gate(assembly: Assembly, language: Language, anyway: bool) -> None:
    manifest = release_folder(assembly, language) / "manifest.json"
    try:
        gate = json.loads(manifest.read_text(encoding="utf-8"))["gate"]
    except (OSError, ValueError, KeyError) as error:
        raise StoreError(f"{manifest} cannot be read; run onecrew make first") from error
    if gate != "open" and not anyway:
        raise OnecrewError(
            f"the gate of {manifest.parent} is shut: onecrew report says why. Mend it, accept the finding in choices.toml, "
            "or export with --anyway"
        )


def _write(assembly: Assembly, language: Language, form: str, into: Path | None) -> Path:
    release = release_folder(assembly, language)
    production = assembly.production
    timeline = assembly.cuts[language].timeline
    name = f"{production.episode.id}-{language}"
    target = (into or release / "export") / (f"{name}-draft" if form == "jianying" else f"{name}.{form}")
    title = f"{production.folder.show.title_in(language)} {production.episode.id}"
    form_of = production.format
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        if form == "jianying":
            burnt = production.folder.show.style.captions in ("burnt", "both")
            _write_draft(write_jianying(timeline, title, form_of.width, form_of.height, media_names(), not burnt), release, target)
            return target
        media = {key: os.path.relpath(release / path, target.parent).replace(os.sep, "/") for key, path in media_names().items()}
        if form == "otio":
            text = write_otio(timeline, title, media)
        elif form == "edl":
            text = write_edl(timeline, title, media)
        else:
            text = write_fcpxml(timeline, title, language, form_of.width, form_of.height, media)
        target.write_text(text, encoding="utf-8")
    except OSError as error:
        raise unwritable(target, error) from error
    except ImportError as error:
        raise OnecrewError(f"{form} needs a package that is not installed: pip install 'onecrew[jianying]'") from error
    return target


def _write_draft(draft: Draft, release: Path, target: Path) -> None:
    """A draft is a folder of its own: its texts, and the media it refers to copied beside them."""
    target.mkdir(parents=True, exist_ok=True)
    for name, text in draft.texts.items():
        (target / name).write_text(text, encoding="utf-8")
    for source, name in draft.copies:
        (target / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(release / source, target / name)
