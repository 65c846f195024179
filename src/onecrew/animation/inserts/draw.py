"""Which insert a shot shows. In: a Picture and a time. Out: paint on the whole frame. Never: cards (see ``cards``)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

import skia

from onecrew.animation.inserts import letter, phone, photo, sign, thing
from onecrew.animation.picture import Picture

_PAINTERS: dict[str, Callable[[skia.Canvas, Picture, float], None]] = {
    "phone": phone.draw,
    "letter": letter.draw,
    "photo": photo.draw,
    "sign": sign.draw,
}


def draw_insert(canvas: skia.Canvas, picture: Picture, seconds: Fraction | float) -> None:
    """Paints the insert of ``picture.shot`` at ``seconds``, filling ``picture.format``.

    Everything to be read lies inside the safe area of vertical players. A shot without an insert, or with one of a kind that is
    not known, shows its prop or, without one, the place's table.
    """
    insert = picture.shot.insert
    kind = insert.kind if insert is not None else "object"
    painter = _PAINTERS.get(kind, thing.draw)
    canvas.save()
    canvas.clipRect(skia.Rect.MakeWH(picture.format.width, picture.format.height))
    painter(canvas, picture, float(seconds))
    canvas.restore()
