"""What was made becomes a release on disk. In: an Assembly, outputs of its steps. Out: files and a manifest. Never: making.

Each file is written beside its place and renamed; the manifest comes last, so a release with a manifest is whole. A file that is
already what it should be is left alone.
"""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from pathlib import Path

import onecrew
from onecrew.store.blobs import unwritable
from onecrew.store.store import Outputs, Store
from onecrew.studio.assemble import Assembly
from onecrew.studio.findings import Findings
from onecrew.timeline.ass import write_ass
from onecrew.timeline.otio import write_otio
from onecrew.timeline.subrip import write_subrip
from onecrew.timeline.ttml import write_ttml
from onecrew.timeline.webvtt import write_webvtt
from onecrew.units import Digest, Language, digest_value
from onecrew.units.digest import plain

STEMS = ("dialogue", "music", "effects")


def publish(assembly: Assembly, findings: Findings, made: Mapping[str, Outputs], store: Store) -> Path:
    """Write the release of a language, whose manifest says whether it passes the gate; its folder.

    Raises:
        StoreError: the release cannot be written.
    """
    language = findings.language
    folder = release_folder(assembly, language)
    files: dict[str, Digest] = {
        "episode.mp4": made[f"{language}/mux"]["film"],
        "poster.png": made[assembly.poster(language)]["poster"],
        "stems/master.wav": made[f"{language}/mix"]["master"],
        **{f"stems/{stem}.wav": made[f"{language}/mix"][stem] for stem in STEMS},
    }
    for name, text in _texts(assembly, language).items():
        files[name] = store.blobs.put(text.encode("utf-8"))
    manifest = {**_manifest(assembly, language, made, files), "gate": "open" if findings.gate else "shut"}
    text = json.dumps(manifest, ensure_ascii=False, indent=1, sort_keys=True) + "\n"
    files["manifest.json"] = store.blobs.put(text.encode("utf-8"))
    late = [name for name, digest in files.items() if not _placed(store, digest, folder / name)]
    if late and late != ["manifest.json"]:
        # Until the new files are all there, no manifest may vouch for them.
        _unlink(folder / "manifest.json")
        late = [*(name for name in late if name != "manifest.json"), "manifest.json"]
    for name in late:
        store.blobs.copy_to(files[name], folder / name)
        source = store.blobs.path(files[name]).stat()
        os.utime(folder / name, ns=(source.st_atime_ns, source.st_mtime_ns))
    return folder


def release_folder(assembly: Assembly, language: Language) -> Path:
    """Where a language's release is or will be."""
    production = assembly.production
    return production.folder.path / "release" / production.episode.id / language.tag


def _texts(assembly: Assembly, language: Language) -> dict[str, str]:
    """Captions and the timeline, as text files by name."""
    production = assembly.production
    timeline = assembly.cuts[language].timeline
    form = production.format
    title = production.folder.show.title_in(language)
    return {
        "captions.srt": write_subrip(timeline.captions),
        "captions.vtt": write_webvtt(timeline.captions, language),
        "captions.ass": write_ass(timeline.captions, language, form.width, form.height, title),
        "captions.ttml": write_ttml(timeline.captions, language, timeline.rate, title, form.width, form.height),
        "timeline.otio": write_otio(timeline, title, media_names()),
    }


def media_names() -> dict[str, str]:
    """Paths of a release's media, relative to it, by what the timeline's writers call them."""
    return {"film": "episode.mp4", **{stem: f"stems/{stem}.wav" for stem in STEMS}}


def _manifest(
    assembly: Assembly, language: Language, made: Mapping[str, Outputs], files: Mapping[str, Digest]
) -> dict[str, object]:
    """Files by digest and where each came from; per shot the *content* (what viewers see) and the *recipe* (what made it)."""
    production = assembly.production
    timeline = assembly.cuts[language].timeline
    shots = []
    for clip in timeline.shots:
        pieces = [made[step] for step in made if step == f"{language}/segment/{clip.shot}"]
        shots.append(
            {
                "shot": clip.shot,
                "start": str(clip.range.start),
                "seconds": str(clip.range.length),
                "content": pieces[0]["segment"] if pieces else None,
                "recipe": digest_value("shot recipe", plain(next(s for s in production.shots if s.id == clip.shot))),
                "model": assembly.filmed.model(clip.shot) or ("onecrew animation" if production.found is None else None),
                "takes": {take: made[take]["film"] for take in assembly.filmed.takes(clip.shot) if take in made},
            }
        )
    said = {line.id: assembly.text(language, line) for line in production.episode.lines}
    lines = [
        {
            "line": clip.line,
            "speaker": clip.speaker,
            "voice": plain(assembly.voices[assembly.voiced[language]].get(clip.speaker)),
            "audio": _audio(assembly, language, clip.line, made),
            "text": said[clip.line],
            "state": production.texts[language][clip.line].state.value,
            "start": str(clip.range.start),
            "tempo": str(clip.tempo),
            "rung": clip.rung,
        }
        for clip in timeline.lines
    ]
    return {
        "onecrew": onecrew.__version__,
        "show": production.folder.show.title,
        "episode": production.episode.id,
        "language": language.tag,
        "picture": _picture(assembly),
        "seconds": str(timeline.length),
        "files": dict(files),
        "shots": shots,
        "lines": lines,
    }


def _audio(assembly: Assembly, language: Language, line: str, made: Mapping[str, Outputs]) -> str | None:
    """The digest of a line's recording."""
    step, output = assembly.recording(assembly.voiced[language], line)
    return made.get(step, {}).get(output)


def _picture(assembly: Assembly) -> str:
    """What a release's picture is: ``found``, ``final`` (a person says so), ``filmed`` or ``animatic``."""
    if assembly.production.found is not None:
        return "found"
    if assembly.production.choices.final:
        return "final"
    return "filmed" if assembly.filmed.whole else "animatic"


def _placed(store: Store, digest: Digest, target: Path) -> bool:
    """Whether the file in the release is this blob already: same size and the blob's own time of change."""
    source = store.blobs.path(digest).stat()
    try:
        there = target.stat()
    except FileNotFoundError:
        return False
    except OSError as error:
        raise unwritable(target, error) from error
    return there.st_size == source.st_size and there.st_mtime_ns == source.st_mtime_ns


def _unlink(file: Path) -> None:
    try:
        file.unlink(missing_ok=True)
    except OSError as error:
        raise unwritable(file, error) from error
