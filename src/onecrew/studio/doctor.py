"""What of a show depends on a model that retires. In: a show, its plan, its book, the catalogue. Out: Ailments. Never: mending."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from onecrew.providers.catalogue import Model, catalogue
from onecrew.story.folder import ShowFolder
from onecrew.studio.make import store_of
from onecrew.studio.obstacles import AHEAD, usual_model
from onecrew.studio.plan import plan
from onecrew.studio.production import open_production


@dataclass(frozen=True, slots=True)
class Ailment:
    """A shot, or what a show names for a capability (``shot`` and ``episode`` empty), whose model is, or will be, shut down.

    ``sure``: how the catalogue knows its facts.
    """

    episode: str
    shot: str
    model: str
    fact: str
    replaced_by: str
    sure: str = ""
    capability: str = "video"


def ailments(folder: ShowFolder, today: date | None = None) -> tuple[Ailment, ...]:
    """What a model does, or is to do, that is shut down within the next half year: anything made anew would need another."""
    today = today or date.today()
    found: dict[tuple[str, str, str, str], Ailment] = {}
    for one in (*_named(folder, today), *_directed(folder, today), *_filmed(folder, today), *_planned(folder, today)):
        found.setdefault((one.episode, one.shot, one.capability, one.model), one)
    return tuple(found[key] for key in sorted(found))


def _named(folder: ShowFolder, today: date) -> Iterator[Ailment]:
    """What show.toml names under [models], and cast.toml as voices."""
    show = folder.show
    names = [(key, name, "is named in show.toml and") for key, name in show.models]
    names += [("video", name, "is named in show.toml and") for name in show.filming.models]
    for character in show.cast:
        names += [("speech", voice.provider, f"is the voice of {character.name} and") for _, voice in character.voices]
    for capability, name, how in names:
        model = usual_model(capability, name)
        if model is not None and _retiring(model, today):
            yield _ailment("", "", model, how, today, capability)


def _directed(folder: ShowFolder, today: date) -> Iterator[Ailment]:
    """Shots that choices.toml gives to a model."""
    models = catalogue().models
    for episode in folder.episodes():
        for shot, name in open_production(folder, episode).choices.models:
            if name in models and _retiring(models[name], today):
                yield _ailment(episode, shot, models[name], "is named in choices.toml and", today)


def _filmed(folder: ShowFolder, today: date) -> Iterator[Ailment]:
    """Shots that were filmed, or are being filmed."""
    retiring = {(one.vendor, one.id): one for one in catalogue().models.values() if _retiring(one, today)}
    store = store_of(folder, reading=True)
    try:
        for order in store.orders("done", "running"):
            if order.step.startswith("take/"):
                model = retiring.get((order.provider, json.loads(order.request).get("model", "")))
                if model is not None:
                    yield _ailment(order.episode, order.step.split("/")[1], model, "filmed it and", today)
    finally:
        store.close()


def _planned(folder: ShowFolder, today: date) -> Iterator[Ailment]:
    """Shots that are to be filmed."""
    if not folder.episodes():
        return
    for one in plan(folder):
        for shot, choice in one.choices.items():
            if choice.model is not None and _retiring(choice.model, today):
                yield _ailment(one.episode, shot, choice.model, "is to film it and", today)


def _retiring(model: Model, today: date) -> bool:
    return model.retires_at is not None and model.retires_at - today < AHEAD


def _ailment(episode: str, shot: str, model: Model, how: str, today: date, capability: str = "video") -> Ailment:
    fact = f"{how} {'was' if model.gone(today) else 'is'} shut down on {model.retires_at}"
    return Ailment(episode, shot, model.name, fact, model.replaced_by, model.sure, capability)
