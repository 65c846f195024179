"""Which insert a shot shows. In: a Picture and a time. Out: the whole frame. Never: cards (see ``cards``)."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction

from onecrew.animation.cel import Pixels
from onecrew.animation.inserts import letter, phone, photo, sign, thing
from onecrew.animation.picture import Picture

_PAINTERS: dict[str, Callable[[Pixels, Picture, float], None]] = {
    "phone": phone.draw,
    "letter": letter.draw,
    "photo": photo.draw,
    "sign": sign.draw,
}


def draw_insert(frame: Pixels, picture: Picture, seconds: Fraction | float) -> None:
    """Paints the insert of ``picture.shot`` at ``seconds`` over all of ``frame``, which has the picture's format.

    Everything to be read lies inside the safe area of vertical players. A shot without an insert, or with one of a kind that is
    not known, shows its prop or, without one, the place's table.
    """
    insert = picture.shot.insert
    kind = insert.kind if insert is not None else "object"
    _PAINTERS.get(kind, thing.draw)(frame, picture, float(seconds))
