"""The packaged Noto typefaces and which of them a language is written with.

In: BCP 47 tags. Out: family names, a Skia font collection, typefaces, the characters nothing can draw. Never: fonts of the
system, drawing.

Weights. Noto Sans, Arabic, Devanagari and Thai are variable fonts (100–900). Skia 144 draws Noto Sans wrongly *between* its
masters (130 of its first 317 characters are 15–58 % too heavy at 500–800, against another FreeType), so only its masters
400 and 900 are offered, and for the same look the other scripts are offered at 400 and 800. Noto Sans CJK is packaged as Regular
alone; for heavier weights Skia emboldens its outlines.
"""

from __future__ import annotations

import importlib.util
import unicodedata
from functools import cache
from pathlib import Path

import skia

from onecrew.units import Language, MediaError

_CJK_FACES = {"Noto Sans CJK JP": 0, "Noto Sans CJK KR": 1, "Noto Sans CJK SC": 2, "Noto Sans CJK TC": 3, "Noto Sans CJK HK": 4}
_VARIABLE = {
    "Noto Sans": ("fontpkg_noto_sans", "NotoSans", (400, 900)),
    "Noto Sans Arabic": ("fontpkg_noto_sans_arabic", "NotoSansArabic", (400, 800)),
    "Noto Sans Devanagari": ("fontpkg_noto_sans_devanagari", "NotoSansDevanagari", (400, 800)),
    "Noto Sans Thai": ("fontpkg_noto_sans_thai", "NotoSansThai", (400, 800)),
}
_WEIGHT_AXIS = int.from_bytes(b"wght", "big")
_SCRIPTS = {"Arab": "Noto Sans Arabic", "Deva": "Noto Sans Devanagari", "Thai": "Noto Sans Thai"}
_RIGHT_TO_LEFT_ISOLATE, _POP_ISOLATE = "\u2067", "\u2069"


def _cjk_face(language: Language) -> str:
    """The region's face: Han characters have one code point and four ways to be written."""
    if language.base == "ja":
        return "Noto Sans CJK JP"
    if language.base == "ko":
        return "Noto Sans CJK KR"
    if language.script == "Hant":
        return "Noto Sans CJK HK" if language.region in {"HK", "MO"} else "Noto Sans CJK TC"
    return "Noto Sans CJK SC"


@cache
def families(language: str) -> tuple[str, ...]:
    """Family names in the order Skia shall try them for a text in this language (a BCP 47 tag).

    Chinese, Japanese and Korean start with the CJK face of their region, so that punctuation has the width their lines expect;
    every other language starts with its own script. All packaged scripts follow, so a foreign name inside a line is still drawn.
    """
    tag = Language(language)
    cjk = _cjk_face(tag)
    if tag.base in {"zh", "ja", "ko"}:
        first: list[str] = [cjk, "Noto Sans"]
    elif tag.script in _SCRIPTS:
        first = [_SCRIPTS[tag.script], "Noto Sans"]
    else:
        first = ["Noto Sans"]
    rest = [*_VARIABLE, cjk]
    return tuple(dict.fromkeys([*first, *rest]))


def _package_folder(package: str) -> Path:
    found = importlib.util.find_spec(package)
    if found is None or not found.submodule_search_locations:
        raise MediaError(f"the font package {package} is not installed: pip install {package.replace('_', '-')}")
    return Path(next(iter(found.submodule_search_locations)))


def _open(path: Path, index: int = 0) -> skia.Typeface:
    # An empty font manager: the default one would search the system's fonts.
    face = skia.FontMgr.New_Custom_Empty().makeFromFile(str(path), index) if path.is_file() else None
    if face is None:
        raise MediaError(f"the font {path.name} is missing or broken: reinstall the package it belongs to ({path.parent})")
    return face


@cache
def _faces(family: str) -> tuple[tuple[int, skia.Typeface], ...]:
    """Every offered weight of a family with its typeface."""
    if family in _CJK_FACES:
        return ((400, _open(_package_folder("noto_cjk_sans_otc") / "NotoSansCJK-Regular.ttc", _CJK_FACES[family])),)
    package, file, weights = _VARIABLE[family]
    base = _open(_package_folder(package) / "files" / f"{file}[wdth,wght].ttf")
    return tuple((weight, _at_weight(base, weight)) for weight in weights)


def _at_weight(base: skia.Typeface, weight: int) -> skia.Typeface:
    position = skia.FontArguments.VariationPosition
    arguments = skia.FontArguments()
    coordinates = position.Coordinates([position.Coordinate(_WEIGHT_AXIS, float(weight))])
    arguments.setVariationDesignPosition(position(coordinates))
    return base.makeClone(arguments)


@cache
def collection() -> skia.textlayout.FontCollection:
    """All packaged typefaces for Skia's paragraphs; shared, so that shaped words are cached."""
    provider = skia.textlayout.TypefaceFontProvider()
    for family in (*_VARIABLE, *_CJK_FACES):
        for _, face in _faces(family):
            provider.registerTypeface(face, skia.String(family))
    fonts = skia.textlayout.FontCollection()
    fonts.setDefaultFontManager(provider)
    return fonts


@cache
def unicode() -> skia.Unicode:
    """Unicode rules (bidi, line breaks) that ``skia.textlayout.ParagraphBuilder`` asks for."""
    return skia.Unicodes.ICU.Make()


@cache
def typeface(language: str, weight: int = 400) -> skia.Typeface:
    """The typeface a language is mainly written with, of the offered weight nearest to ``weight``.

    Of CJK only Regular exists: embolden the ``skia.Font`` (``setEmbolden``) for a heavier look.
    """
    return min(_faces(families(language)[0]), key=lambda face: abs(face[0] - weight))[1]


def directed(text: str, language: str) -> str:
    """``text`` as Skia must get it: right-to-left languages isolated, for a paragraph's own direction cannot be set.

    Without it a full stop or a Latin name in an Arabic line would land on the wrong side.
    """
    if not Language(language).right_to_left:
        return text
    return "\n".join(f"{_RIGHT_TO_LEFT_ISOLATE}{line}{_POP_ISOLATE}" for line in text.split("\n"))


def missing_glyphs(text: str, language: str) -> str:
    """The characters of ``text`` no typeface for this language can draw, each once, in order; ``""`` when all can be drawn.

    Spaces, controls, joiners and variation selectors are not counted: they draw nothing.
    """
    faces = [_faces(family)[0][1] for family in families(language)]
    return "".join(
        char for char in dict.fromkeys(text) if not _invisible(char) and not any(face.unicharToGlyph(ord(char)) for face in faces)
    )


def _invisible(char: str) -> bool:
    return char.isspace() or unicodedata.category(char) in {"Cc", "Cf"} or 0xFE00 <= ord(char) <= 0xFE0F
