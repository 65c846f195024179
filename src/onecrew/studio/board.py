"""The verb board: the shots of an episode as pictures, a page and a table. In: a show folder. Out: files. Never: encoding film."""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np
import skia
from numpy.typing import NDArray

from onecrew.animation.picture import Picture
from onecrew.animation.stage import open_stage
from onecrew.fonts import collection, families, unicode
from onecrew.media.intake import Intake, source_frames, take_in
from onecrew.media.still import save_png
from onecrew.store.blobs import unwritable
from onecrew.store.store import Store
from onecrew.story.board_file import write_board
from onecrew.story.episode import Line
from onecrew.story.folder import SPOTTED, ShowFolder
from onecrew.story.shot import Found, LineBeat, Shot
from onecrew.story.shot_list import write_shot_list
from onecrew.studio.assemble import Assembly, Cutting, assemble
from onecrew.studio.make import store_of
from onecrew.studio.pictures import pictures
from onecrew.studio.production import FoundFilm, Production, open_production, stop_on_errors
from onecrew.studio.takes import TakeRow
from onecrew.timeline.timeline import ShotClip
from onecrew.units import Language, OnecrewError, Problem
from onecrew.units.revive import revive
from onecrew.units.time import frame_at

_COLUMNS, _ROWS = 4, 3
_CELL, _GAP, _NOTE = 300, 28, 120
"""Pixels: width of a frame on a page, space around it, height of the words under it."""
_INK, _PAPER, _QUIET = 0xFF22242A, 0xFFFAF8F4, 0xFF7A7C84


@dataclass(frozen=True, slots=True)
class Board:
    """The board of one episode: its files, the number of its shots, what needs a look."""

    episode: str
    files: tuple[Path, ...]
    shots: int
    problems: tuple[Problem, ...]


def board(folder: ShowFolder, episodes: Sequence[str] = (), own: bool = False) -> list[Board]:
    """Write the boards of episodes (default: all) under ``release/<episode>/board``; ``own``: also ``board.toml``.

    Raises:
        ProblemsError: the show has errors.
        OnecrewError: there are no episodes; ``board.toml`` is there already.
    """
    wanted = tuple(episodes) or folder.episodes()
    if not wanted:
        raise OnecrewError(f"{folder.path} has no episodes; write episodes/01/script.fountain, or run onecrew import SCREENPLAY")
    return [_board(folder, episode, own) for episode in wanted]


def _board(folder: ShowFolder, episode: str, own: bool) -> Board:
    production = open_production(folder, episode)
    stop_on_errors(production.problems)
    source = folder.show.source
    store = store_of(folder, reading=True)
    try:
        assembly = assemble(production, store, (source,))
        cutting = assembly.cutting(source, {})
        draw = _drawing(production, source, cutting) if production.found is None else _reading(production.found, assembly, store)
    finally:
        store.close()
    clips = {clip.shot: clip for clip in cutting.timeline.shots}
    target = folder.path / "release" / episode / "board"
    files: list[Path] = []
    try:
        (target / "shots").mkdir(parents=True, exist_ok=True)
        frames: dict[str, NDArray[np.uint8]] = {}
        for shot in production.shots:
            frames[shot.id] = draw(shot)
            save_png(frames[shot.id], target / "shots" / f"{shot.id}.png")
        for number, page in enumerate(_pages(production.shots), 1):
            file = target / f"page-{number:02}.png"
            save_png(_draw_page(production, page, frames, clips, number), file)
            files.append(file)
        shot_list = target / "shots.csv"
        shot_list.write_text(
            write_shot_list(production.shots, production.episode, {id: clip.range for id, clip in clips.items()}), encoding="utf-8"
        )
        page_file = target / "board.html"
        page_file.write_text(_page(production, clips, assembly.book), encoding="utf-8")
        files += [page_file, shot_list]
        if own:
            files.append(_own(folder, production))
    except OSError as error:
        raise unwritable(target, error) from error
    return Board(episode, tuple(files), len(production.shots), production.problems)


def _own(folder: ShowFolder, production: Production) -> Path:
    if production.found is not None:
        raise OnecrewError(f"the shots of episode {production.episode.id} are the film's; mend its cuts in {SPOTTED}")
    file = folder.path / "episodes" / production.episode.id / "board.toml"
    if file.exists():
        raise OnecrewError(f"{file} is there already; edit it, or delete it to give the shots back to the planner")
    file.write_text(write_board(production.shots), encoding="utf-8")
    return file


def _drawing(production: Production, source: Language, cutting: Cutting) -> Callable[[Shot], NDArray[np.uint8]]:
    """Frames as the animation draws them."""
    shown = pictures(production, source, cutting.timeline, cutting.spoken)
    return lambda shot: _frame(shown[shot.id])


def _reading(found: FoundFilm, assembly: Assembly, store: Store) -> Callable[[Shot], NDArray[np.uint8]]:
    """Frames of an existing film, from the middle of each of its shots."""
    known = store.result(assembly.film.intake.key({})) if assembly.film is not None else None
    intake = revive(Intake, json.loads(store.blobs.read(known["intake"]))) if known is not None else take_in(found.path)

    def draw(shot: Shot) -> NDArray[np.uint8]:
        picture = shot.picture
        assert isinstance(picture, Found)
        number = frame_at((picture.start + picture.end) / 2, found.spotted.film.rate)
        (frame,) = source_frames(found.path, intake, number, number + 1)
        return np.asarray(cv2.cvtColor(frame, cv2.COLOR_BGR2BGRA), np.uint8)

    return draw


def _frame(picture: Picture) -> NDArray[np.uint8]:
    """The frame in the middle of the shot, BGRA, at half the format's size."""
    form = picture.format
    buffer = np.zeros((form.height, form.width, 4), np.uint8)
    open_stage(picture).draw(buffer, picture.seconds * 11 / 20)
    return buffer


def _pages(shots: Sequence[Shot]) -> list[Sequence[Shot]]:
    size = _COLUMNS * _ROWS
    return [shots[start : start + size] for start in range(0, len(shots), size)]


def _draw_page(
    production: Production,
    page: Sequence[Shot],
    frames: dict[str, NDArray[np.uint8]],
    clips: dict[str, ShotClip],
    number: int,
) -> NDArray[np.uint8]:
    form = production.format
    cell_height = round(_CELL * form.height / form.width)
    width = _COLUMNS * (_CELL + _GAP) + _GAP
    height = 90 + _ROWS * (cell_height + _NOTE + _GAP) + _GAP
    buffer = np.zeros((height, width, 4), np.uint8)
    surface = skia.Surface(buffer, colorType=skia.kBGRA_8888_ColorType)
    canvas = surface.getCanvas()
    canvas.clear(_PAPER)
    title = production.folder.show.title
    _words(canvas, f"{title} — episode {production.episode.id}, page {number}", _GAP, 28, width - 2 * _GAP, 30, _INK, 700)
    for place, shot in enumerate(page):
        x = _GAP + (place % _COLUMNS) * (_CELL + _GAP)
        y: float = 90 + (place // _COLUMNS) * (cell_height + _NOTE + _GAP)
        image = skia.Image.fromarray(frames[shot.id], colorType=skia.kBGRA_8888_ColorType, copy=False)
        canvas.drawImageRect(
            image,
            skia.Rect.MakeXYWH(x, y, _CELL, cell_height),
            skia.SamplingOptions(skia.FilterMode.kLinear, skia.MipmapMode.kLinear),
        )
        y += cell_height + 8
        seconds = float(clips[shot.id].range.length)
        y += _words(canvas, f"{shot.id}   {shot.framing}, {shot.move}   {seconds:.1f} s", x, y, _CELL, 15, _INK, 700, 1)
        y += _words(canvas, shot.why, x, y, _CELL, 13, _QUIET, 400, 1)
        _words(canvas, said(production, shot), x, y + 2, _CELL, 14, _INK, 400, 4)
    surface.flushAndSubmit()
    return buffer


def said(production: Production, shot: Shot) -> str:
    """What is heard and done in a shot, in a few words."""
    lines: dict[str, Line] = {line.id: line for line in production.episode.lines}
    parts: list[str] = []
    for beat in shot.beats:
        if isinstance(beat, LineBeat):
            line = lines[beat.line]
            cut = f" ({beat.part[0] + 1}/{beat.part[1]})" if beat.part[1] > 1 else ""
            parts.append(f"{line.speaker}{cut}: {line.text}")
        elif beat.text:
            parts.append(beat.text)
    if shot.insert is not None and shot.insert.text:
        parts.append(f"“{shot.insert.text}”")
    elif shot.insert is not None and not parts:
        # A thing that bears no words is named.
        parts.append(f"[{shot.insert.kind if shot.insert.prop == 'none' else shot.insert.prop}]")
    return "  ".join(dict.fromkeys(parts))


def _words(
    canvas: skia.Canvas, text: str, x: float, y: float, width: float, size: float, colour: int, weight: int, lines: int = 1
) -> float:
    """Draw text wrapped to a width, at most so many lines, the rest as an ellipsis; its height."""
    words = text.split()
    shown = len(words)
    paragraph = _paragraph(text, width, size, colour, weight)
    while paragraph.Height > lines * size * 1.6 and shown > 1:
        shown -= 1
        paragraph = _paragraph(" ".join(words[:shown]) + " …", width, size, colour, weight)
    paragraph.paint(canvas, x, y)
    return float(paragraph.Height)


def _paragraph(text: str, width: float, size: float, colour: int, weight: int) -> skia.textlayout.Paragraph:
    style = skia.textlayout.TextStyle()
    style.setFontFamilies(list(families("en")))
    style.setFontSize(size)
    style.setFontStyle(skia.FontStyle(weight, 5, skia.FontStyle.kUpright_Slant))
    style.setColor(colour)
    builder = skia.textlayout.ParagraphBuilder(skia.textlayout.ParagraphStyle(), collection(), unicode())
    builder.pushStyle(style)
    builder.addText(text)
    paragraph = builder.Build()
    paragraph.layout(width)
    return paragraph


_HTML = """<!doctype html>
<html lang="{language}"><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>{title}</title>
<style>
body{{margin:2rem auto;max-width:1400px;padding:0 1rem;
font:15px/1.45 "Noto Sans",system-ui,sans-serif;background:#faf8f4;color:#22242a}}
h1{{font-size:1.6rem}} h2{{font-size:1.05rem;margin:2.2rem 0 .8rem;border-bottom:1px solid #ddd8ce;padding-bottom:.3rem}}
.shots{{display:grid;grid-template-columns:repeat(auto-fill,minmax(190px,1fr));gap:1.2rem}}
figure{{margin:0}} img{{width:100%;border-radius:6px;display:block}} figcaption b{{display:block;margin-top:.4rem}}
small{{color:#7a7c84}}
</style>
<h1>{title}</h1>
{scenes}
</html>
"""


def _page(production: Production, clips: dict[str, ShotClip], book: Sequence[TakeRow]) -> str:
    parts: list[str] = []
    for scene in production.episode.scenes:
        figures = []
        for shot in production.shots:
            if shot.scene != scene.id:
                continue
            seconds = float(clips[shot.id].range.length)
            figures.append(
                f'<figure id="{shot.id}"><img src="shots/{shot.id}.png" alt="" loading="lazy"><figcaption>'
                f"<b>{shot.id} · {shot.framing} · {shot.move}</b><small>{seconds:.1f} s · {html.escape(shot.why)}</small>"
                f"<div>{html.escape(said(production, shot))}</div>{_taken(production, shot, book)}</figcaption></figure>"
            )
        parts.append(f'<h2>{html.escape(scene.heading)}</h2>\n<div class="shots">{"".join(figures)}</div>')
    title = html.escape(f"{production.folder.show.title} — episode {production.episode.id}")
    return _HTML.format(language=production.folder.show.source, title=title, scenes="\n".join(parts))


def _taken(production: Production, shot: Shot, book: Sequence[TakeRow]) -> str:
    """What was filmed of a shot: each take, what it cost, and what a look at it found."""
    rows = (row for row in book if row.episode == production.episode.id and row.step.split("/")[:2] == ["take", shot.id])
    told = (
        f"{row.step} {row.number or ''}, {row.model}: {row.standing}, {row.price}" + "".join(f"; {fault}" for fault in row.faults)
        for row in rows
    )
    return "".join(f"<div><small>{html.escape(one)}</small></div>" for one in told)
