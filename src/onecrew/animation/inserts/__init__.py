"""Full-frame pictures of a thing: a phone, a letter, a photo, a sign, an object.

In: a Picture, a time. Out: paint. Never: people.
"""

from onecrew.animation.inserts.draw import draw_insert

__all__ = ["draw_insert"]
