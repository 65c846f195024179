"""Missing translations are drafted into the show. In: a Production, the store. Out: PO files with marked drafts. Never: overwriting
what a person accepted.

This fills the show folder, like a person would; from there on the stream has one direction.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from onecrew.providers import registry
from onecrew.store.blobs import unwritable
from onecrew.store.store import Outputs, Store
from onecrew.story.lines_po import Sayable, write_po
from onecrew.story.translation import State
from onecrew.studio.assemble import order_of
from onecrew.studio.graph import Graph, Step, part
from onecrew.studio.production import Production
from onecrew.units import Language


def draft_graph(production: Production, languages: Sequence[Language]) -> Graph:
    """A translation order for every text that is missing in a language an embedded or chosen provider can draft."""
    steps: list[Step] = []
    for language in languages:
        if language != production.folder.show.source and covered(production, language):
            steps.extend(_draft(production, language, one) for one in _missing(production, language))
    return Graph(tuple(steps))


def write_drafts(production: Production, languages: Sequence[Language], made: Mapping[str, Outputs], store: Store) -> None:
    """Bring every language's PO file up to date with the script and add the drafts that were made.

    A language without a file gets one with every text, for a translator to fill. A file is written only when its text changes.

    Raises:
        StoreError: a PO file cannot be written.
    """
    for language in languages:
        if language == production.folder.show.source:
            continue
        provider = production.folder.show.provider("translation")
        drafts = {
            one.id: (json.loads(store.blobs.read(made[step]["draft"]))["text"], provider)
            for one in _missing(production, language)
            if (step := f"{language}/translate/{one.id}") in made
        }
        name = production.po_file(language)
        path = production.folder.path / name
        old = production.folder.text(name, [])
        title = production.folder.show.title_in(language)
        new = write_po(old, language, title, production.sayables, drafts)
        if new != old:
            _replace(path, new)


def covered(production: Production, language: Language) -> bool:
    """Whether the show's translation provider can draft this language."""
    show = production.folder.show
    offered = registry.translation(show.provider("translation")).offer().languages
    return registry.handles(offered, f"{show.source}>{language}")


def _missing(production: Production, language: Language) -> list[Sayable]:
    return [one for one in production.sayables if production.texts[language][one.id].state is State.MISSING]


def _draft(production: Production, language: Language, sayable: Sayable) -> Step:
    show = production.folder.show
    provider = show.provider("translation")
    names = sorted((term.source, form) for term in show.terms if (form := term.form(language)) and term.source in sayable.text)
    step = f"{language}/translate/{sayable.id}"
    recipe = {
        "provider": provider,
        "text": sayable.text,
        "source": show.source.tag,
        "target": language.tag,
        "names": [list(name) for name in names],
    }
    return Step(
        id=step,
        kind="translate",
        version=1,
        recipe=recipe,
        parts={f"text {sayable.id}": part(sayable.text), "terms": part(names)},
        purchase=order_of("translation", provider, production.choices.take(step)),
        weight=0.05,
    )


def _replace(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8")
        beside.replace(path)
    except OSError as error:
        beside.unlink(missing_ok=True)
        raise unwritable(path, error) from error
