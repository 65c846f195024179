"""The steps of an episode that is an existing film. In: a Production, a language's cut. Out: Steps. Never: running them.

What belongs to the film alone (taking it in, its sound, its voices and bed, erasing) is done once for all languages and has ids
that begin with ``film/EPISODE``; a piece of picture without captions is the same in every language and is made once as well.
"""

from __future__ import annotations

import importlib.metadata
from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import cache
from pathlib import Path
from statistics import median
from typing import Any

from onecrew.story.shot import Found
from onecrew.story.spotted import Area, Film, ScreenText, TextKind
from onecrew.studio.graph import Purchase, Step, part
from onecrew.studio.pictures import shown_captions
from onecrew.studio.production import FoundFilm, Production
from onecrew.studio.spoken import speak_id
from onecrew.studio.steps.recipes import Dub, DubLine, Erased, FilmPiece
from onecrew.timeline.narratives import unshown
from onecrew.timeline.timeline import LineClip, Timeline
from onecrew.units import Digest, Language, Problem, TimeRange, Where
from onecrew.units.digest import plain
from onecrew.units.time import frame_at


@dataclass(frozen=True, slots=True)
class FilmSteps:
    """What is known of the film itself: how it was taken in, its sound, its voices and its bed."""

    intake: Step
    sound: Step
    separate: Step

    def all(self) -> tuple[Step, ...]:
        """In order."""
        return self.intake, self.sound, self.separate


def film_steps(
    episode: str, path: Path, digest: Digest, separation: Purchase, tracks: Mapping[str, int | str] | None = None
) -> FilmSteps:
    """The steps every use of a film begins with. ``tracks``: what is known of its sound tracks (see ``steps/sound``)."""
    file = {"film": (str(path), digest)}
    of = {"film": part(digest)}
    intake = Step(f"film/{episode}/intake", "intake", 3, {}, files=file, parts=of, weight=2.0, tools=tools("av"))
    taken = {"intake": (intake.id, "intake")}
    sound = Step(
        id=f"film/{episode}/sound",
        kind="sound",
        version=2,
        recipe=dict(tracks or {}),
        inputs=taken,
        files=file,
        parts={**of, "sound tracks": part(sorted((tracks or {}).items()))},
        weight=2.0,
        tools=tools("av"),
    )
    separate = Step(
        id=f"film/{episode}/separate",
        kind="separate",
        version=2,
        recipe={"provider": separation.provider},
        inputs={name: (sound.id, name) for name in ("sound", "effects", "tracks")},
        purchase=separation,
        weight=8.0,
    )
    return FilmSteps(intake, sound, separate)


def sound_tracks(film: Film) -> dict[str, int | str]:
    """The sound tracks that spotted.toml names, as the sound's step wants them; empty: they are chosen."""
    return {"sound": film.sound, "bed": film.bed} if film.sound else {}


def erase_steps(production: Production, film: FilmSteps) -> dict[str, Step]:
    """The erasing of every shot in which a text stands that vanishes, by the shot's id."""
    found = _film(production)
    rate = found.spotted.film.rate
    gone = vanishing(production)
    steps: dict[str, Step] = {}
    for shot in production.shots:
        assert isinstance(shot.picture, Found)
        span = TimeRange(shot.picture.start, shot.picture.end)
        areas = tuple(_area(text, rate) for text in gone if text.range.overlap(span) > 0)
        if not areas:
            continue
        erased = Erased(frame_at(span.start, rate), frame_at(span.end, rate), areas)
        steps[shot.id] = Step(
            id=f"film/{production.episode.id}/erase/{shot.id}",
            kind="erase",
            version=3,
            recipe={**plain(erased), "provider": production.folder.show.provider("ocr")},
            inputs={"intake": (film.intake.id, "intake")},
            files={"film": (str(found.path), found.spotted.film.digest)},
            parts={"subtitles": part(areas), "cuts": part((erased.first, erased.last))},
            weight=0.3 + 0.04 * (erased.last - erased.first),
            tools=tools("av", "numpy", "opencv-python-headless"),
        )
    return steps


def vanishing(production: Production) -> tuple[ScreenText, ...]:
    """The texts that are taken out of the picture."""
    return tuple(text for text in _film(production).spotted.texts if text.kind in production.folder.show.style.erase)


def piece_steps(
    production: Production, language: Language, timeline: Timeline, film: FilmSteps, erased: dict[str, Step]
) -> list[Step]:
    """The film's picture in a language, shot by shot."""
    found = _film(production)
    rate = timeline.rate
    burn = production.folder.show.style.captions in ("burnt", "both")
    middle = freed_place(production)
    steps: list[Step] = []
    for shot, clip in zip(production.shots, timeline.shots, strict=True):
        assert isinstance(shot.picture, Found)
        span = clip.range
        captions = shown_captions(timeline.captions, span, rate) if burn else ()
        piece = FilmPiece(
            format=production.format,
            first=frame_at(shot.picture.start, rate),
            frames=frame_at(span.end, rate) - frame_at(span.start, rate),
            captions=captions,
            language=language.tag if captions else "en",
            middle=middle if captions else None,
        )
        inputs = {"intake": (film.intake.id, "intake")}
        if shot.id in erased:
            inputs["patches"] = (erased[shot.id].id, "patches")
        steps.append(
            Step(
                id=f"{language}/segment/{shot.id}",
                kind="piece",
                version=1,
                recipe=plain(piece),
                inputs=inputs,
                files={"film": (str(found.path), found.spotted.film.digest)},
                parts={"captions": part(captions), "cuts": part((piece.first, piece.frames))},
                weight=0.3 + piece.frames * 0.018,
                tools=tools("av", "skia-python", "opencv-python-headless"),
            )
        )
    return steps


def freed_place(production: Production) -> Fraction | None:
    """Where erased subtitles of the film stood: the middle of their boxes as a share of the height; None without any."""
    found = production.found
    if found is None or TextKind.DIALOGUE not in production.folder.show.style.erase:
        return None
    rows = [
        Fraction(2 * one.box.top + one.box.height, 2 * found.spotted.film.height)
        for one in found.spotted.texts
        if one.kind is TextKind.DIALOGUE
    ]
    return Fraction(round(100 * median(rows)), 100) if rows else None


def unread(production: Production, language: Language, timeline: Timeline) -> tuple[Problem, ...]:
    """What is written in the picture and captioned nowhere in a language: no room is left for it, or no time to read it."""
    return tuple(
        Problem(
            Where(production.po_file(language)),
            f"the text {one.id} ({one.text!r}) stands at {float(one.range.start):.1f}–{float(one.range.end):.1f} s, where a "
            "caption of it has no room or no time to be read",
            f"say it in fewer words, or take style.forced_narratives out of show.toml to release {language.name} without",
            "warning",
        )
        for one in unshown(production.narratives(language), timeline.captions)
    )


def with_original(production: Production, language: Language, timeline: Timeline) -> Timeline:
    """The cut of a language with lines that are said in it already where they are heard in the film, and as fast."""
    said = {line: when for line, when in production.kept(language).items() if line in production.foreign}
    if not said:
        return timeline
    lines = (LineClip(clip.line, clip.speaker, said[clip.line]) if clip.line in said else clip for clip in timeline.lines)
    return replace(timeline, lines=tuple(sorted(lines, key=lambda clip: (clip.range.start, clip.line))))


def dub_step(production: Production, language: Language, voice: Language, timeline: Timeline, film: FilmSteps) -> Step:
    """The sound of a language: the film's bed, and its lines in the place and at the level of the original ones."""
    found = _film(production)
    source = production.folder.show.source
    stays = production.kept(language)
    clips = () if voice == source else tuple(clip for clip in timeline.lines if clip.line not in stays)
    kept = tuple(sorted((when.start, when.end) for when in stays.values()))
    dub = Dub(
        length=timeline.length,
        lines=tuple(
            DubLine(clip.line, clip.range.start, clip.tempo, found.heard[clip.line].start, found.heard[clip.line].end)
            for clip in clips
        ),
        kept=((Fraction(0), timeline.length),) if voice == source else kept,
        loudness=production.folder.show.style.loudness,
    )
    return Step(
        id=f"{language}/mix",
        kind="dub",
        version=1,
        recipe=plain(dub),
        inputs={
            "sound": (film.sound.id, "sound"),
            "speech": (film.separate.id, "speech"),
            "bed": (film.separate.id, "bed"),
            **{f"line {clip.line}": (speak_id(voice, clip.line, clip.wording), "audio") for clip in clips},
        },
        parts={
            "speech times": part(dub.lines),
            "original sounds that stay": part(dub.kept),
            "loudness": part(dub.loudness),
        },
        weight=float(timeline.length) * 0.05,
        tools=tools("av", "numpy", "scipy"),
    )


def poster_step(production: Production, film: FilmSteps, erased: dict[str, Step]) -> Step:
    """The poster is the middle of the longest shot, without its subtitles."""
    found = _film(production)
    shot = max(production.shots, key=lambda one: one.picture.end - one.picture.start if isinstance(one.picture, Found) else 0)
    assert isinstance(shot.picture, Found)
    rate = found.spotted.film.rate
    inputs = {"intake": (film.intake.id, "intake")}
    if shot.id in erased:
        inputs["patches"] = (erased[shot.id].id, "patches")
    frame = frame_at((shot.picture.start + shot.picture.end) / 2, rate)
    return Step(
        id=f"film/{production.episode.id}/poster",
        kind="frame",
        version=1,
        recipe={"frame": frame},
        inputs=inputs,
        files={"film": (str(found.path), found.spotted.film.digest)},
        parts={"frame": part(frame)},
        weight=0.5,
        tools=tools("av"),
    )


def watch_step(production: Production, film: FilmSteps) -> Step:
    """What the film itself shows that would be a fault elsewhere: black, still and repeated pictures, flicker."""
    found = _film(production)
    return Step(
        id=f"film/{production.episode.id}/watch",
        kind="watch",
        version=1,
        recipe={},
        inputs={"intake": (film.intake.id, "intake")},
        files={"film": (str(found.path), found.spotted.film.digest)},
        parts={"film": part(found.spotted.film.digest)},
        weight=2.0,
        tools=tools("av", "opencv-python-headless"),
    )


def check_steps(production: Production, film: FilmSteps, erased: dict[str, Step], ocr: Purchase, ear: Purchase) -> list[Step]:
    """What is left of the original: writing where subtitles were erased, and words in the bed under the new voices; and how its
    lines were, for the report."""
    found = _film(production)
    rate = found.spotted.film.rate
    texts: list[list[Any]] = []
    for text in vanishing(production):
        places = _looks(production, text, rate, erased)
        if places:
            texts.append([text.id, [text.box.left, text.box.top, text.box.width, text.box.height], places])
    episode = production.episode.id
    reread = Step(
        id=f"film/{episode}/reread",
        kind="reread",
        version=2,
        recipe={"provider": ocr.provider, "texts": texts},
        inputs={
            "intake": (film.intake.id, "intake"),
            **{f"patches {shot}": (step.id, "patches") for shot, step in erased.items()},
        },
        files={"film": (str(found.path), found.spotted.film.digest)},
        parts={"subtitles": part(texts)},
        purchase=ocr,
        weight=0.5 * len(texts),
    )
    leak = Step(
        id=f"film/{episode}/leak",
        kind="transcribe",
        version=2,
        recipe={"provider": ear.provider, "language": found.spotted.language.tag, "hint": ""},
        inputs={"bed": (film.separate.id, "bed")},
        parts={"film": part(found.spotted.film.digest)},
        purchase=ear,
        weight=10.0,
    )
    lines = [
        [line.id, str(line.range.start), str(line.range.end), frame_at((line.range.start + line.range.end) / 2, rate)]
        for line in found.spotted.lines
        if line.text
    ]
    glimpse = Step(
        id=f"film/{episode}/glimpse",
        kind="glimpse",
        version=1,
        recipe={"lines": lines},
        inputs={"intake": (film.intake.id, "intake"), "sound": (film.sound.id, "sound")},
        files={"film": (str(found.path), found.spotted.film.digest)},
        parts={"lines": part(lines)},
        weight=0.15 * len(lines),
        tools=tools("av", "opencv-python-headless"),
    )
    return [*([reread] if texts else []), *([glimpse] if lines else []), leak]


def _looks(production: Production, text: ScreenText, rate: Fraction, erased: Mapping[str, Step]) -> list[list[Any]]:
    """The first, the middle and the last frame a text was erased on, with their shots."""
    shots = [(one.id, one.picture) for one in production.shots if isinstance(one.picture, Found)]
    first, last = frame_at(text.range.start, rate), frame_at(text.range.end, rate) - 1
    places: list[list[Any]] = []
    for frame in sorted({first, (first + last) // 2, max(first, last)}):
        shot = next((id for id, picture in shots if frame_at(picture.end, rate) > frame), None)
        if shot in erased:
            places.append([frame, shot])
    return places


def _film(production: Production) -> FoundFilm:
    if production.found is None:
        raise AssertionError(f"episode {production.episode.id} is made, not found")
    return production.found


def _area(text: ScreenText, rate: Fraction) -> Area:
    box = text.box
    return Area(box.left, box.top, box.width, box.height, round(text.range.start * rate), round(text.range.end * rate))


@cache
def tools(*packages: str) -> tuple[str, ...]:
    """Names and versions of the packages whose change would change a step's result."""
    return tuple(f"{package} {importlib.metadata.version(package)}" for package in packages)
