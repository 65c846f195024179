"""show.toml, cast.toml and terms.toml become a Show. In: their text. Out: Show and Problems. Never: files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from fractions import Fraction

from onecrew.story.show import (
    ACCESSORIES,
    BEARDS,
    BUILDS,
    FACES,
    GLASSES,
    HAIR_STYLES,
    HATS,
    OUTFITS,
    SKINS,
    VOICES,
    Age,
    Character,
    Filming,
    Format,
    Gender,
    Look,
    Show,
    Style,
    Term,
    Voice,
)
from onecrew.story.spotted import ERASABLE_KINDS, NARRATIVE_KINDS, TextKind
from onecrew.story.toml_file import Table, nearest, parse_toml
from onecrew.units import Language, Money, Problem

CAPTIONS = ("burnt", "soft", "both", "none")
CAPABILITIES = ("back_translation", "image", "lipsync", "speech", "transcription", "translation")


def read_show(show_text: str, cast_text: str = "", terms_text: str = "") -> tuple[Show, tuple[Problem, ...]]:
    """The show of the three files; every complaint at once."""
    problems: list[Problem] = []
    root = parse_toml(show_text, "show.toml", problems)
    cast = _read_cast(parse_toml(cast_text, "cast.toml", problems))
    terms = _read_terms(parse_toml(terms_text, "terms.toml", problems))

    title = root.text("title", "")
    if not title.strip() and not problems:
        root.complain("title", "the show has no title", 'write title = "…" in show.toml')
    source = root.language("source", Language("en"))
    tags = root.texts("languages", (source.tag,))
    languages = [source]
    for tag in tags:
        language = root.as_language("languages", tag)
        if language is not None and language not in languages:
            languages.append(language)
    titles = tuple(_by_language(root.table("titles")))

    form = root.table("format")
    width = form.integer("width", 720, 144, 2160)
    height = form.integer("height", 1280, 144, 3840)
    for key, value in (("width", width), ("height", height)):
        if value % 2:
            form.complain(key, f"format.{key} is {value}, an odd number", "give an even number: H.264 needs it")
    rate = form.fraction("rate", Fraction(25), Fraction(10), Fraction(60))
    form.done()

    style = root.table("style")
    read_style = Style(
        palette=style.text("palette", "dusk"),
        captions=style.text("captions", "both", CAPTIONS),
        loudness=style.integer("loudness", -14, -31, -9),
        music=style.flag("music", True),
        forced_narratives=_kinds(style, "forced_narratives", (), NARRATIVE_KINDS),
        erase=_kinds(style, "erase", Style().erase, ERASABLE_KINDS),
        filmed=_filmed(style),
    )
    style.done()

    budget = root.table("budget")
    limit = budget.text("limit", "")
    money: Money | None = None
    if limit:
        try:
            money = Money.read(limit)
        except ValueError as error:
            budget.complain("limit", str(error), "write limit = '5USD'")
    open_price, ceiling = _read_open_price(budget)
    budget.done()

    models = root.table("models")
    chosen = tuple((name, models.text(name, "")) for name in CAPABILITIES if name in models)
    filming = replace(_read_filming(models), open_price=open_price)
    models.done()
    root.done()
    return (
        Show(
            title=title,
            source=source,
            languages=tuple(languages),
            format=Format(width - width % 2, height - height % 2, rate),
            style=read_style,
            budget=money,
            ceiling=ceiling,
            models=chosen,
            filming=filming,
            cast=cast,
            terms=terms,
            titles=titles,
        ),
        tuple(problems),
    )


_LOOK = 300
"""Characters that say what film it is; they stand in the words of every shot."""


def _filmed(style: Table) -> str:
    """What film models are to make, on one line and without the stop that would break the sentence it stands in."""
    said = " ".join(style.text("filmed", "").split()).rstrip(".,; ")
    if len(said) > _LOOK:
        style.complain("filmed", f"style.filmed has {len(said)} characters", f"{_LOOK} are the most: it goes into every prompt")
    return said[:_LOOK]


_NEVER = {
    ("forced_narratives", TextKind.DIALOGUE): "dialogue is captioned already: take it out of the list",
    ("forced_narratives", TextKind.WATERMARK): "a watermark is a name and is never translated: take it out of the list",
    ("erase", TextKind.WATERMARK): "a watermark says whose film it is and is never erased: take it out of the list",
}


def _kinds(table: Table, key: str, default: tuple[TextKind, ...], among: Sequence[TextKind]) -> tuple[TextKind, ...]:
    """Kinds of texts in the picture, each once, in the order of ``among``."""
    said = table.texts(key, tuple(default))
    for one in said:
        if one not in among:
            why = next(
                (why for (of, kind), why in _NEVER.items() if (of, kind) == (key, one)),
                nearest(one, [kind.value for kind in among]),
            )
            table.complain(key, f"{table.name(key)} holds {one!r}", why)
    return tuple(kind for kind in among if kind in said)


def _read_open_price(budget: Table) -> tuple[bool, Money | None]:
    """``true``, or what is set aside for each order whose price is not known before."""
    if not isinstance(budget.data.get("open_price"), str):
        return budget.flag("open_price", False), None
    try:
        return True, Money.read(budget.text("open_price", ""))
    except ValueError as error:
        budget.complain("open_price", str(error), 'write open_price = "0.50USD", which is set aside for each such order, or true')
        return False, None


def _read_filming(models: Table) -> Filming:
    """``video``: a model's name, ``auto``, a list of both, or a table with more to say."""
    if "video" not in models:
        return Filming()
    given = models.data["video"]
    if isinstance(given, str):
        return Filming(models=(models.text("video", ""),))
    if isinstance(given, list):
        return Filming(models=models.texts("video"))
    table = models.table("video")
    usual = Filming()
    read = Filming(
        models=table.texts("use", ("auto",)),
        deny=table.texts("deny"),
        weights=(
            table.integer("quality", usual.weights[0], 0, 100),
            table.integer("price", usual.weights[1], 0, 100),
            table.integer("speed", usual.weights[2], 0, 100),
            table.integer("kept", usual.weights[3], 0, 100),
        ),
        agreed=table.texts("agreed"),
        mixed=table.flag("mixed", False),
        otherwise=table.texts("otherwise"),
        first_frame=table.flag("first_frame", False),
        continuity=table.flag("continuity", False),
        voice=table.text("voice", usual.voice, VOICES),
    )
    if "open_price" in table:
        table.complain("open_price", "open_price holds for everything that is bought", "write it under [budget]")
        table.flag("open_price", False)
    table.done()
    return read


def _read_cast(root: Table) -> tuple[Character, ...]:
    cast: list[Character] = []
    taken: dict[str, str] = {}
    for name in root.rest():
        if not isinstance(root.data[name], dict):
            root.complain(name, f"{name!r} stands outside of a character", "head each character with its cue name: [MEI]")
            continue
        one = root.table(name)
        aliases = one.texts("aliases")
        for cue in (name, *aliases):
            if cue.upper() in taken:
                one.complain("aliases", f"{cue!r} already names {taken[cue.upper()]}", "give each cue name to one character")
            taken[cue.upper()] = name
        cast.append(
            Character(
                name=name.upper(),
                title=one.text("title", name.title()),
                age=Age(one.text("age", Age.ADULT.value, [age.value for age in Age])),
                gender=Gender(one.text("gender", Gender.NEUTRAL.value, [gender.value for gender in Gender])),
                gender_sure=one.integer("gender_sure", 100, 0, 100),
                look=_read_look(one.table("look")),
                voices=tuple(_read_voices(one.table("voices"))),
                aliases=aliases,
                picture=one.text("picture", ""),
                voiceprint=one.text("voiceprint", ""),
            )
        )
        one.done()
    return tuple(cast)


def _read_look(table: Table) -> Look:
    usual = Look()
    look = Look(
        face=table.text("face", usual.face, FACES),
        hair=table.text("hair", usual.hair, HAIR_STYLES),
        hair_colour=table.colour("hair_colour", usual.hair_colour),
        eye_colour=table.colour("eye_colour", usual.eye_colour),
        skin=table.text("skin", usual.skin, SKINS),
        build=table.text("build", usual.build, BUILDS),
        outfit=table.text("outfit", usual.outfit, OUTFITS),
        outfit_colour=table.colour("outfit_colour", usual.outfit_colour),
        trousers_colour=table.colour("trousers_colour", usual.trousers_colour),
        glasses=table.text("glasses", usual.glasses, GLASSES),
        hat=table.text("hat", usual.hat, HATS),
        beard=table.text("beard", usual.beard, BEARDS),
        accessory=table.text("accessory", usual.accessory, ACCESSORIES),
        accent_colour=table.colour("accent_colour", usual.accent_colour),
    )
    table.done()
    return look


def _read_voices(table: Table) -> list[tuple[Language, Voice]]:
    voices: list[tuple[Language, Voice]] = []
    for tag in table.rest():
        language = table.as_language(tag, tag)
        written = table.text(tag, "")
        if language is None:
            continue
        provider, _, rest = written.partition(":")
        name, _, speed = rest.partition("@")
        try:
            pace = Fraction(speed) if speed else Fraction(1)
        except (ValueError, ZeroDivisionError):
            pace = Fraction(0)
        if not provider or not name or not Fraction(1, 2) <= pace <= 2:
            table.complain(tag, f"the voice {written!r} is not understood", "write provider:voice, e.g. 'kokoro:af_heart'")
            continue
        voices.append((language, Voice(provider, name, pace)))
    return voices


def _read_terms(root: Table) -> tuple[Term, ...]:
    terms: list[Term] = []
    seen: set[str] = set()
    for one in root.tables("term"):
        source = one.text("source", "")
        if not source.strip():
            one.complain("source", "a term has no source", 'write source = "…"')
        elif source in seen:
            one.complain("source", f"the term {source!r} stands twice", "keep one of them")
        seen.add(source)
        forms = one.table("forms")
        terms.append(Term(source, tuple(_by_language(forms)), one.flag("keep", False)))
        one.done()
    root.done()
    return tuple(terms)


def _by_language(table: Table) -> list[tuple[Language, str]]:
    found: list[tuple[Language, str]] = []
    for tag in table.rest():
        language = table.as_language(tag, tag)
        if language is not None:
            found.append((language, table.text(tag, "")))
    return found
