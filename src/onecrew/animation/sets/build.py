"""From a place to its set. In: a Place, a palette, a seed, a mood. Out: a ``PlaceSet``. Never: drawing."""

from __future__ import annotations

import importlib

from onecrew.animation.place_set import PlaceSet
from onecrew.animation.sets.scheme import make_scheme
from onecrew.story.episode import PLACES, Place


def build_set(place: Place, palette: str, seed: int, mood: str) -> PlaceSet:
    """The set of a place, in the colours of the show's palette.

    Equal arguments give equal pixels. ``seed`` chooses details (furniture, colours within the palette, the window's side); ``mood``
    only the light. The painting is recorded here; drawing a still layer plays it back.

    Raises:
        ValueError: an unknown kind of place or palette.
    """
    if place.kind not in PLACES:
        raise ValueError(f"there is no set for {place.kind!r}; known places: {', '.join(PLACES)}")
    module = importlib.import_module(f"onecrew.animation.sets.{place.kind}")
    built: PlaceSet = module.build(make_scheme(place, palette, seed, mood))
    return built
