"""What stands behind and before the people of one shot. In: layers, the views of a shot. Out: pixels. Never: people, weather.

Runs of still layers become plates, layers that move out of focus are painted small on twos, those in focus are painted anew for
every frame. What is far out of focus is laid at half the frame's size and enlarged once.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

import cv2
import numpy as np

from onecrew.animation.camera import View, lens
from onecrew.animation.cel import Pixels, blank, lay_scaled, surface_on, trimmed
from onecrew.animation.place_set import Layer
from onecrew.animation.plates import Paint, Plate, flattened, moving, sigma_of, strays
from onecrew.story.show import Format

TWOS = 25 / 2
"""Times a second what moves out of focus is painted anew."""

SHARP = 1.5
"""Sigma in pixels below which something that moves is painted in focus."""


@dataclass(frozen=True, slots=True)
class Soft:
    """Layers that move, out of focus: painted ``shrink`` times too small and enlarged, which blurs them."""

    layers: tuple[Layer, ...]
    shrink: int

    def draw(self, frame: Pixels, view: View, form: Format, t: float) -> None:
        """Lays them into the frame (or its upper rows) as they are on twos at ``t``."""
        held = math.floor(t * TWOS) / TWOS
        pixels = blank(form.width // self.shrink + 2, form.height // self.shrink + 2)
        canvas = surface_on(pixels).getCanvas()
        for layer in self.layers:
            seen = lens(view, layer.depth, form)
            canvas.save()
            canvas.translate(seen.dx / self.shrink, seen.dy / self.shrink)
            canvas.scale(seen.scale / self.shrink, seen.scale / self.shrink)
            layer.draw(canvas, held)
            canvas.restore()
        found = trimmed(pixels)
        if found is not None:
            cel, left, top = found
            lay_scaled(frame, cel, self.shrink, left * self.shrink, top * self.shrink)


Piece: TypeAlias = Plate | Soft | Layer


COARSE = 2.2
"""Sigma in pixels of the frame from which on what moves with the camera is laid at half the frame's size."""


class Scenery:
    """Layers of a set as one shot sees them, from far to near.

    ``views``: what the camera sees from the beginning to the end; ``rests``: they are the same. ``allowed``: pixels layers of one
    plate may part from each other. ``seated``: somebody sits on a seat of the set, which stays under them to the pixel.
    """

    def __init__(
        self, layers: Sequence[Layer], views: Sequence[View], paint: Paint, *, rests: bool, allowed: float, seated: bool
    ) -> None:
        self._form = paint.form
        self._rests, self._allowed, self._seated = rests, allowed, seated
        coarse = 0 if rests or self._form.width % 2 or self._form.height % 2 else _leading(layers, paint)
        small = replace(self._form, width=self._form.width // 2, height=self._form.height // 2)
        self._small = small
        self._far = self._prepared(layers[:coarse], views, replace(paint, form=small, defocus=paint.defocus / 2))
        self._near = self._prepared(layers[coarse:], views, paint)
        steady = next((n for n, piece in enumerate(self._near) if isinstance(piece, Layer)), len(self._near))
        self._steady, self._rest = self._near[:steady], self._near[steady:]
        self._lives = any(isinstance(piece, Soft) for piece in self._steady)
        self._held: tuple[object, Pixels] | None = None

    def draw_behind(self, frame: Pixels, view: View, t: float) -> None:
        """Lays everything over all of the frame. A camera at rest sees what is before the first thing that is new in every frame
        unchanged for a while."""
        if self._far:
            far = np.empty((self._small.height, self._small.width, 4), np.uint8)
            _lay(far, self._far, view, self._small, t)
            cv2.resize(far, (frame.shape[1], frame.shape[0]), dst=frame)
        if not self._rests or len(self._steady) < 2:
            self.draw(frame, view, t)
            return
        seen = (view, math.floor(t * TWOS) if self._lives else 0)
        if self._held is None or self._held[0] != seen:
            _lay(frame, self._steady, view, self._form, t)
            self._held = (seen, frame.copy())
        else:
            np.copyto(frame, self._held[1])
        _lay(frame, self._rest, view, self._form, t)

    def draw(self, frame: Pixels, view: View, t: float) -> None:
        """Lays everything over what the frame holds."""
        _lay(frame, self._near, view, self._form, t)

    def _prepared(self, layers: Sequence[Layer], views: Sequence[View], paint: Paint) -> tuple[Piece, ...]:
        found: list[Piece] = []
        run: list[Layer] = []
        small = self._form.width // paint.form.width

        def close() -> None:
            if run:
                plate = flattened(run, views[0], paint) if self._rests else moving(run, views, paint)
                if plate is not None:
                    found.append(plate)
                run.clear()

        for layer in layers:
            if layer.moves:
                close()
                sigma = sigma_of(layer, paint) * small
                shrink = max(3, min(8, round(0.9 * sigma)))
                if sigma < SHARP and small == 1:
                    found.append(layer)
                elif found and isinstance(found[-1], Soft):
                    found[-1] = Soft((*found[-1].layers, layer), min(-(-shrink // small), found[-1].shrink))
                else:
                    found.append(Soft((layer,), -(-shrink // small)))
                continue
            # A seat stays under who sits on it, to the pixel.
            apart = self._seated and bool(run) and (run[0].depth > 1.05) != (layer.depth > 1.05)
            if run and not self._rests and (apart or strays([run[0].depth, layer.depth], views, self._form) > self._allowed):
                close()
            run.append(layer)
        close()
        return tuple(found)


def _leading(layers: Sequence[Layer], paint: Paint) -> int:
    """How many layers, from the farthest on, are out of focus enough to be laid at half size; where only faces are seen,
    all of them."""
    if paint.near:
        return len(layers)
    return next((n for n, layer in enumerate(layers) if sigma_of(layer, paint) < COARSE), len(layers))


def _lay(frame: Pixels, pieces: Sequence[Piece], view: View, form: Format, t: float) -> None:
    feet = [form.height]
    for piece in reversed(pieces[1:]):
        feet.append(min(feet[-1], piece.hides_from(view, form)) if isinstance(piece, Plate) else feet[-1])
    for piece, foot in zip(pieces, reversed(feet), strict=False):
        if isinstance(piece, Plate):
            piece.draw(frame[:foot], view, form)
        elif isinstance(piece, Soft):
            piece.draw(frame[:foot], view, form, t)
        else:
            seen = lens(view, piece.depth, form)
            canvas = surface_on(frame).getCanvas()
            canvas.translate(seen.dx, seen.dy)
            canvas.scale(seen.scale, seen.scale)
            piece.draw(canvas, t)
