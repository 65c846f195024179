"""A page with the pictures of every take. In: rows, the store. Out: HTML and stills. Never: ordering, choosing."""

from __future__ import annotations

import html
from collections import defaultdict
from collections.abc import Sequence
from fractions import Fraction
from pathlib import Path

import cv2

from onecrew.media.intake import source_frames, take_in
from onecrew.store.blobs import unwritable
from onecrew.store.store import Store
from onecrew.studio.takes import TakeRow, spent
from onecrew.units import MediaError

_STILLS = (Fraction(1, 20), Fraction(1, 2), Fraction(19, 20))
"""Where in a take its pictures are shown, as shares of its length."""
_HIGH = 320
"""Pixels of a still."""


def write_page(store: Store, rows: Sequence[TakeRow], folder: Path) -> Path:
    """A page with the pictures of every take, those of one shot side by side.

    Raises:
        StoreError: the folder cannot be written.
    """
    groups: defaultdict[str, list[TakeRow]] = defaultdict(list)
    for row in rows:
        groups[f"{row.step} of episode {row.episode}" if row.episode else row.step].append(row)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        parts = [_group(store, step, group, folder) for step, group in groups.items()]
        total = ", ".join(str(money) for money in spent(rows).values()) or "nothing"
        page = folder / "takes.html"
        page.write_text(_PAGE.replace("{total}", html.escape(total)).replace("{takes}", "\n".join(parts)), encoding="utf-8")
    except OSError as error:
        raise unwritable(folder, error) from error
    return page


def _group(store: Store, step: str, group: Sequence[TakeRow], folder: Path) -> str:
    cells = "\n".join(_cell(store, row, folder) for row in group)
    return f"<section><h2>{html.escape(step)}</h2><div>{cells}</div></section>"


def _cell(store: Store, row: TakeRow, folder: Path) -> str:
    pictures = "".join(f'<img src="{name}" alt="">' for name in _stills(store, row, folder))
    notes = "".join(f"<p>{html.escape(note)}</p>" for note in (row.note, *row.faults) if note)
    number = f"take {row.number}" if row.number else "never taken"
    return (
        f'<figure class="{row.standing.replace(" ", "-")}"><div>{pictures}</div><figcaption>{number}, {html.escape(row.model)}, '
        f"{row.standing}, {row.price}</figcaption>{notes}</figure>"
    )


def _stills(store: Store, row: TakeRow, folder: Path) -> list[str]:
    if row.picture is not None and store.blobs.has(row.picture):
        name = f"{row.key[:16]}.jpg"
        _shrunk(cv2.imread(str(store.blobs.path(row.picture))), folder / name)
        return [name] if (folder / name).is_file() else []
    if row.film is None or not store.blobs.has(row.film):
        return []
    path = store.blobs.path(row.film)
    names = []
    try:
        intake = take_in(path)
    except MediaError:
        return []
    for place, share in enumerate(_STILLS):
        name = f"{row.key[:16]}-{place}.jpg"
        if not (folder / name).is_file():
            number = int(intake.picture.frames * share)
            frame = next(source_frames(path, intake, number, number + 1))
            _shrunk(frame, folder / name)
        names.append(name)
    return names


def _shrunk(picture: cv2.typing.MatLike | None, into: Path) -> None:
    if picture is not None and not into.is_file():
        wide = max(2, round(picture.shape[1] * _HIGH / picture.shape[0]))
        cv2.imwrite(str(into), cv2.resize(picture, (wide, _HIGH), interpolation=cv2.INTER_AREA))


_PAGE = """<!doctype html>
<meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Takes</title>
<style>
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 72rem; padding: 0 1rem }
body { color: #22242a; background: #faf8f4 }
h2 { font-size: 1rem; margin: 2rem 0 .5rem } section > div { display: flex; flex-wrap: wrap; gap: 1rem }
figure { margin: 0; padding: .6rem; background: #fff; border: 2px solid #e4e0d8; border-radius: .5rem; max-width: 36rem }
figure.used { border-color: #2f7d5b } figure.refused, figure.failed, figure.expired, figure.does-not-count { border-color: #b8323f }
figure div { display: flex; gap: .3rem } img { height: 160px; border-radius: .2rem } figcaption, p { margin: .4rem 0 0 }
</style>
<h1>Takes</h1><p>Ordered for {total} in all. A number under [takes] in choices.toml, such as "take/2.c" = 1, chooses the take
of that number; the next number that is not here yet orders another.</p>
{takes}
"""
