"""The light of a scene. In: nothing. Out: a frozen noun that sets make and puppets are shaded with. Never: drawing."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Light:
    """Colours are ``#rrggbb``.

    ``key`` falls from ``side`` (-1 left of the screen … 1 right); ``ambient`` tints what the key does not reach (multiplied);
    ``rim`` is the edge light from the window or lamp, ``rim_strength`` 0–1; ``darkness`` 0 day … 1 black night
    (skin stays readable); ``contrast`` 0 flat … 1 hard.
    """

    key: str = "#fff4e0"
    side: float = -0.6
    ambient: str = "#b9bfd6"
    rim: str = "#ffe2b0"
    rim_strength: float = 0.4
    darkness: float = 0.0
    contrast: float = 0.35
