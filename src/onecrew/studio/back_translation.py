"""Translations are translated back, and names and numbers counted. In: a Production. Out: steps, what was lost. Never: judging.

Only where show.toml names who translates back (``back_translation`` under [models]): it costs as much as the translation did. The
other direction is told no names, so that a name only comes back when it stands in the text.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from itertools import groupby

from onecrew.providers.translation.written import Finding, check_names
from onecrew.store.store import Outputs, Store
from onecrew.story.lines_po import Sayable
from onecrew.story.translation import State
from onecrew.studio.graph import Step
from onecrew.studio.production import Production
from onecrew.studio.scene_texts import scene_step
from onecrew.units import Language


def back_steps(production: Production, language: Language) -> list[Step]:
    """The steps that translate a language's texts back, a scene each; none where nobody is to do that."""
    show = production.folder.show
    provider = dict(show.models).get("back_translation", "")
    if not provider or language == show.source:
        return []
    texts = production.texts[language]
    said = [
        Sayable(one.id, one.speaker, texts[one.id].text, one.where)
        for one in production.sayables
        if texts[one.id].state is not State.MISSING
    ]
    return [
        scene_step(production, f"{language}/back/{scene}", provider, list(some), language, show.source, [])
        for scene, some in groupby(said, key=lambda one: one.id.split(".")[0])
    ]


Lost = dict[str, tuple[Finding, ...]]


def lost(production: Production, language: Language, made: Mapping[str, Outputs], store: Store) -> Lost | None:
    """Names and numbers that did not come back, or came too much, by the text's id; None where nothing was translated back."""
    steps = [one.id for one in back_steps(production, language)]
    if not steps or any(step not in made for step in steps):
        return None
    source = production.folder.show.source
    names = tuple(term.form(source) or term.source for term in production.folder.show.terms)
    back: dict[str, str] = {}
    for step in steps:
        back |= json.loads(store.blobs.read(made[step]["draft"]))["texts"]
    found = {one.id: check_names(one.text, back[one.id], names, source.tag) for one in production.sayables if one.id in back}
    return {id: findings for id, findings in found.items() if findings}
