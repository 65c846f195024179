"""Typefaces by language, from installed packages alone: the same pixels on every machine.

In: a language tag, a text. Out: font families and typefaces for Skia. Never: drawing, layout, fonts of the system.
"""

from onecrew.fonts.typefaces import collection, directed, families, missing_glyphs, typeface, unicode

__all__ = ["collection", "directed", "families", "missing_glyphs", "typeface", "unicode"]
