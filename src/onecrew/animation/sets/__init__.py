"""Sets: the places of a scene as lit layers.

In: a Place, a palette, a seed, a mood. Out: a ``PlaceSet``. Never: people, camera, files.
"""

from onecrew.animation.sets.build import build_set

__all__ = ["build_set"]
