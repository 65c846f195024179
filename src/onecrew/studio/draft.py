"""Missing translations are drafted into the show. In: a Production, the store. Out: PO files with marked drafts. Never: overwriting
what a person accepted.

This fills the show folder, like a person would; from there on the stream has one direction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence

from onecrew.providers import registry
from onecrew.store.blobs import replace_text
from onecrew.store.store import Outputs, Store
from onecrew.story.lines_po import BY_EAR, Drafted, Sayable, write_po
from onecrew.story.show import Term
from onecrew.story.translation import State
from onecrew.studio.assemble import film_of
from onecrew.studio.filmed import FilmSteps
from onecrew.studio.graph import Graph, Step, part
from onecrew.studio.production import Production
from onecrew.studio.purchases import order_of
from onecrew.studio.scene_texts import scene_step
from onecrew.units import Language, Problem, TimeRange, Where


def draft_graph(production: Production, languages: Sequence[Language]) -> Graph:
    """A translation order for every text that is missing in a language an embedded or chosen provider can draft.

    Where no provider handles the pair, a line of an existing film is drafted into English by ear, and from there into languages
    that can be drafted from English: two steps, and a draft to be read with care.
    """
    steps: dict[str, Step] = {}
    for language in languages:
        if language == production.folder.show.source:
            continue
        way = _way(production, language)
        missing = _missing(production, language) if way else []
        if way == "text" and not _local(production):
            # A model that reads is asked for whole scenes: who speaks to whom, and what is said around a line, is half of it.
            for scene in _scenes(missing):
                step = _draft_scene(production, language, scene)
                steps[step.id] = step
            continue
        for one in missing:
            for step in _drafting(production, language, one, way):
                steps.setdefault(step.id, step)
    return Graph(tuple(steps.values()))


def write_drafts(production: Production, languages: Sequence[Language], made: Mapping[str, Outputs], store: Store) -> None:
    """Bring every language's PO file up to date with the script and add the drafts that were made.

    A language without a file gets one with every text, for a translator to fill. A file is written only when its text changes.

    Raises:
        StoreError: a PO file cannot be written.
    """
    for language in languages:
        if language == production.folder.show.source:
            continue
        provider = _drafter(production, language)
        drafts: dict[str, Drafted] = {}
        for one in _missing(production, language):
            if (step := f"{language}/translate/{one.id}") in made:
                draft = json.loads(store.blobs.read(made[step]["draft"]))
                shorter = draft.get("shorter", {})
                for id, text in draft.get("texts", {one.id: draft.get("text")}).items():
                    drafts[id] = Drafted(text, provider, tuple(shorter.get(id, ())), draft.get("doubt", ""))
                for id in draft.get("lacking", ()):
                    drafts[id] = Drafted("", provider, doubt="it was asked for twice, and no translation came")
        name = production.po_file(language)
        path = production.folder.path / name
        old = production.folder.text(name, [])
        title = production.folder.show.title_in(language)
        new = write_po(old, language, title, production.sayables, drafts)
        if new != old:
            replace_text(path, new)


def _drafter(production: Production, language: Language) -> str:
    """Who drafts a language, as its entries say it."""
    show, way = production.folder.show, _way(production, language)
    ear, pen = f"{show.provider('transcription')}, {BY_EAR}", show.provider("translation")
    return {"ear": ear, "through": f"{pen}, of English {BY_EAR}"}.get(way, pen)


def unread(productions: Sequence[Production], languages: Sequence[Language]) -> tuple[Problem, ...]:
    """One warning for each language in which texts of these episodes are drafts that nobody has read, and one where some are
    missing still."""
    found: list[Problem] = []
    for language in languages:
        texts = [(one, text) for one in productions for text in one.texts.get(language, {}).values()]
        if lacking := [one for one, text in texts if text.state is State.MISSING]:
            file = lacking[0].po_file(language)
            found.append(
                Problem(
                    Where(file),
                    f"{len(lacking)} of {len(texts)} texts have no {language.name} that can be used, and hold back their episodes",
                    f"write them into {file}, where the comments say why, or run onecrew localise again with "
                    f"--lines {language}=FILE (.po, .srt, .vtt or .ass)",
                    "warning",
                )
            )
        drafts = [one for one, text in texts if text.state is State.DRAFT]
        if not drafts:
            continue
        by_ear = any(_way(one, language) in ("ear", "through") for one in drafts)
        how = f"drafts {BY_EAR}, made from the sound and not from the text" if by_ear else "machine drafts"
        found.append(
            Problem(
                Where(drafts[0].po_file(language)),
                f"{len(drafts)} of {len(texts)} {language.name} texts are {how}; nobody has read them",
                "read them in a PO editor, clear the fuzzy flag, and run onecrew make",
                "warning",
            )
        )
    return tuple(found)


def covered(production: Production, language: Language) -> bool:
    """Whether this language can be drafted here."""
    return bool(_way(production, language))


ENGLISH = Language("en")


def _way(production: Production, language: Language) -> str:
    """How a language is drafted: ``text``, by ``ear`` or ``through`` English; empty when it cannot be."""
    show = production.folder.show
    offer = registry.translation(show.provider("translation")).offer()
    offered = () if offer.needs else offer.languages
    if registry.handles(offered, f"{show.source}>{language}"):
        return "text"
    if production.found is None:
        return ""
    if language.base == ENGLISH.base:
        return "ear"
    return "through" if registry.handles(offered, f"en>{language}") else ""


def _missing(production: Production, language: Language) -> list[Sayable]:
    return [one for one in production.sayables if production.texts[language][one.id].state is State.MISSING]


def _local(production: Production) -> bool:
    return bool(registry.translation(production.folder.show.provider("translation")).offer().local)


def _scenes(sayables: Sequence[Sayable]) -> list[list[Sayable]]:
    """Texts by scene: an id is ``scene.number``."""
    scenes: dict[str, list[Sayable]] = {}
    for one in sayables:
        scenes.setdefault(one.id.split(".")[0], []).append(one)
    return list(scenes.values())


def _draft_scene(production: Production, language: Language, scene: Sequence[Sayable]) -> Step:
    """What is missing of a scene, translated in one go; the step bears the first text's id."""
    show = production.folder.show
    step = f"{language}/translate/{scene[0].id}"
    names = _names(production, show.source, language, " ".join(one.text for one in scene))
    return scene_step(production, step, show.provider("translation"), scene, show.source, language, names)


def _names(production: Production, source: Language, language: Language, text: str | None) -> list[tuple[str, str]]:
    """Names as a text in ``source`` has them and the forms that must come out; ``text``: only those that stand in it."""
    show = production.folder.show
    forms = [(_form(term, source) or (term.source if source == show.source else ""), _form(term, language)) for term in show.terms]
    return sorted((name, form) for name, form in forms if name and form and (text is None or name in text))


def _form(term: Term, language: Language) -> str:
    """A name's form in a language, or else in another variety of it."""
    near = (form for other, form in term.forms if other.base == language.base)
    return term.form(language) or next(near, "")


def _drafting(production: Production, language: Language, sayable: Sayable, way: str) -> tuple[Step, ...]:
    """The steps that draft a text, those it needs before it."""
    if way == "text":
        return (text_step(production, production.folder.show.source, language, sayable, sayable.text),)
    if way == "ear":
        return _by_ear(production, language, sayable)
    known = production.texts.get(ENGLISH, {}).get(sayable.id)
    if known is not None and known.text:
        return (text_step(production, ENGLISH, language, sayable, known.text),)
    before = _by_ear(production, ENGLISH, sayable)
    return (*before, text_step(production, ENGLISH, language, sayable, "", before[-1].id)) if before else ()


def text_step(production: Production, source: Language, language: Language, sayable: Sayable, text: str, draft: str = "") -> Step:
    """A text, or the draft another step gives, translated."""
    show = production.folder.show
    provider = show.provider("translation")
    # A draft that comes later is in English by then, and may hold any name: the show's terms in English are asked for.
    names = _names(production, source, language, None if draft else text)
    step = f"{language}/translate/{sayable.id}"
    return Step(
        id=step,
        kind="translate",
        version=1,
        recipe={
            "provider": provider,
            "text": text,
            "source": source.tag,
            "target": language.tag,
            "names": [list(name) for name in names],
        },
        inputs={"draft": (draft, "draft")} if draft else {},
        parts={f"text {sayable.id}": part(text or sayable.text), "terms": part(names)},
        purchase=order_of("translation", provider, production.choices.take(step)),
        weight=0.05,
    )


def _by_ear(production: Production, language: Language, sayable: Sayable) -> tuple[Step, ...]:
    """A line of an existing film, heard in English; nothing for texts nobody says."""
    found, film = production.found, film_of(production)
    when = found.heard.get(sayable.id) if found is not None else None
    if film is None or when is None:
        return ()
    return (*film.all(), ear_step(production, film, language, sayable, when, production.folder.show.source))


def ear_step(
    production: Production, film: FilmSteps, language: Language, sayable: Sayable, when: TimeRange, spoken: Language
) -> Step:
    """A line of an existing film, said in ``spoken`` at ``when``, heard in English."""
    ear = production.folder.show.provider("transcription")
    names = _names(production, spoken, language, sayable.text)
    step = f"{language}/translate/{sayable.id}"
    return Step(
        id=step,
        kind="gist",
        version=2,
        recipe={
            "provider": ear,
            "line": sayable.id,
            "text": sayable.text,
            "language": spoken.tag,
            "start": str(when.start),
            "end": str(when.end),
            "names": [list(name) for name in names],
        },
        inputs={"speech": (film.separate.id, "speech"), "sound": (film.sound.id, "sound")},
        parts={f"line {sayable.id}": part((sayable.text, when)), "terms": part(names)},
        purchase=order_of("transcription", ear, production.choices.take(step)),
        weight=5.0,
    )
