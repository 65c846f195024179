"""Shots that depend on a model that retires. In: a show, its book, the catalogue. Out: Ailments. Never: mending."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date, timedelta

from onecrew.providers.catalogue import Model, catalogue
from onecrew.story.folder import ShowFolder
from onecrew.studio.make import store_of
from onecrew.studio.production import open_production

_AHEAD = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class Ailment:
    """A shot whose model is, or will be, shut down."""

    episode: str
    shot: str
    model: str
    fact: str
    replaced_by: str


def ailments(folder: ShowFolder, today: date | None = None) -> tuple[Ailment, ...]:
    """Shots that a retiring model filmed, or is named for, within the next half year: a retake would need another."""
    today = today or date.today()
    models = catalogue().models
    retiring = {
        (one.vendor, one.id): one for one in models.values() if one.retires_at is not None and one.retires_at - today < _AHEAD
    }
    found: dict[tuple[str, str, str], Ailment] = {}
    for episode in folder.episodes():
        for shot, name in open_production(folder, episode).choices.models:
            model = models.get(name)
            if model is not None and (model.vendor, model.id) in retiring:
                found[episode, shot, name] = _ailment(episode, shot, model, "is named in choices.toml and", today)
    store = store_of(folder, reading=True)
    try:
        for order in store.orders("done", "running"):
            if not order.step.startswith("take/"):
                continue
            model = retiring.get((order.provider, json.loads(order.request).get("model", "")))
            if model is not None:
                shot = order.step.split("/")[1]
                key = (order.episode, shot, model.name)
                found.setdefault(key, _ailment(order.episode, shot, model, "filmed it and", today))
    finally:
        store.close()
    return tuple(found[key] for key in sorted(found))


def _ailment(episode: str, shot: str, model: Model, how: str, today: date) -> Ailment:
    fact = f"{how} {'was' if model.gone(today) else 'is'} shut down on {model.retires_at}"
    return Ailment(episode, shot, model.name, fact, model.replaced_by)
