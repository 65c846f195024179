"""Typefaces by language. In: a language tag. Out: font families for Skia. Never: drawing, layout."""
