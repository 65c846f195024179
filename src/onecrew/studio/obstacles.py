"""Whether somebody can be asked now, and why not. In: a capability and a name, or a step that is an order. Out: Obstacles.

Never: asking. Plan, check and doctor all look here, so that what one says the others say too: a key that is not set, a region or a
day on which there is no such model, a price nobody knows before.
"""

from __future__ import annotations

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from fnmatch import fnmatchcase
from functools import cache

from onecrew.providers import registry, weights
from onecrew.providers.catalogue import Catalogue, Model, catalogue, user_file
from onecrew.story.show import Filming
from onecrew.story.toml_file import nearest
from onecrew.studio.decide import Decided, Decision
from onecrew.studio.graph import Step
from onecrew.studio.order import Terms
from onecrew.studio.waiting import Waiting, merged
from onecrew.units import Problem, ProviderError, Where
from onecrew.units.problem import Severity

AHEAD = timedelta(days=180)
"""How long before its end a model is said to end."""
_SET_ASIDE = 'open_price = "0.50USD"'
_SOON = timedelta(days=14)
_FRESH = 5
"""Seconds for which the weights on this machine are not looked through again: a plan asks for every episode."""
_WORDS = ("auto", "animation")
"""What stands in the place of a model's name: any, and none."""
_FEW = 12
"""Names that can be listed in a message."""
_DONE_BY = {"lipsync": "video", "back_translation": "translation"}
"""Capabilities that are done by providers of another."""
_MADE_OF = {"translation": "writing", "back_translation": "writing"}
"""Capabilities that are done with models of another."""


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why somebody cannot be asked now (an error), or soon cannot (a warning or a note), and what to do."""

    fact: str
    do: str
    severity: Severity = "error"


def obstacles(capability: str, name: str, today: date) -> tuple[Obstacle, ...]:
    """What stands between us and a provider, or a model of the catalogue; nothing when it can be asked and goes on to be."""
    known = catalogue()
    model = usual_model(capability, name)
    found = []
    if model is not None:
        if fact := _absent(model, known, today):
            return (Obstacle(*fact),)
        if end := _end(model, today):
            found.append(end)
    lacking = _lacking(capability, name, model, known)
    return (lacking, *found) if lacking is not None else tuple(found)


def usual_model(capability: str, name: str) -> Model | None:
    """The model of the catalogue that a name means: its own, or the one a vendor named alone is asked with, where that says so."""
    known = catalogue()
    if name in known.models or "/" in name or name not in known.vendors:
        return known.models.get(name)
    kind = _MADE_OF.get(capability, capability)
    ours = [one for one in known.models.values() if (one.vendor, one.capability) == (name, kind)]
    if capability in ("video", "image", "lipsync") or not ours:
        return next((one for one in ours if one.retires_at is None), None)
    try:
        end = registry.provider(_DONE_BY.get(capability, capability), name).offer().retires_at
    except ProviderError:
        return None
    return next((one for one in ours if one.retires_at == end), None) if end is not None else None


def hindrance(capability: str, name: str, today: date) -> Obstacle | None:
    """The first thing that keeps it from being asked now; None: nothing does."""
    return next((one for one in obstacles(capability, name, today) if one.severity == "error"), None)


def order_obstacles(step: Step, terms: Terms, today: date) -> tuple[Obstacle, ...]:
    """The same of a step that is an order, with its price: one that nobody knows before must be allowed, and where there is a
    budget something must be set aside for it."""
    assert step.purchase is not None
    bought = step.purchase
    name = model_name(step)
    found = obstacles(bought.capability, name, today)
    if bought.price is not None or bought.local:
        return found
    fact = f"the price of {name} is not known before the order"
    if not terms.open_price:
        return (*found, Obstacle(fact, f"{_SET_ASIDE} under [budget] allows that and sets so much aside for each; or name another"))
    if terms.ceiling is None and (terms.limit or terms.cap) is not None:
        return (*found, Obstacle(f"{fact}, and a budget is to be kept", f"write {_SET_ASIDE} under [budget], in place of true"))
    return found


def waiting_orders(decided: Iterable[Decided], episode: str, terms: Terms, today: date) -> tuple[Waiting, ...]:
    """The orders to come that something stands in the way of, each cause once."""
    seen: dict[tuple[str, str, bool], tuple[Obstacle, ...]] = {}
    found = []
    for one in decided:
        bought = one.step.purchase
        if one.decision is not Decision.ORDER or bought is None:
            continue
        # Thousands of orders of a season go to the same few.
        asked = (bought.capability, model_name(one.step), bought.price is None)
        if asked not in seen:
            seen[asked] = order_obstacles(one.step, terms, today)
        for obstacle in seen[asked]:
            told = "{who} cannot be sent: " + obstacle.fact if obstacle.severity == "error" else obstacle.fact + " ({who})"
            found.append(Waiting("order", ((episode, one.step.id),), told, obstacle.do, obstacle.severity))
    return merged(found)


def strange_names(filming: Filming) -> tuple[Problem, ...]:
    """Names and patterns under [models.video] that no model has."""
    known = [one.name for kind in ("video", "lipsync") for one in catalogue().of(kind)]
    found = []
    named = {
        "video": filming.models,
        "video.deny": filming.deny,
        "video.agreed": filming.agreed,
        "video.otherwise": filming.otherwise,
    }
    for key, patterns in named.items():
        for one in patterns:
            if one not in _WORDS and not any(fnmatchcase(name, one) for name in known):
                what = f"models.{key} names {one!r}, and no model is called so"
                found.append(Problem(Where("show.toml"), what, near_name(one, known), "error" if key == "video" else "warning"))
    return tuple(found)


def near_name(name: str, known: Sequence[str]) -> str:
    """Which known name was probably meant, else where they are listed."""
    near = nearest(name, known)
    return near if near.startswith("did you mean") or len(known) < _FEW else "onecrew models lists the names"


def model_name(step: Step) -> str:
    """Whom an order goes to, as the catalogue names it where it does."""
    assert step.purchase is not None
    bought = step.purchase
    id = step.recipe.get("model") if isinstance(step.recipe, dict) else None
    if not isinstance(id, str):
        return bought.provider
    return next((one.name for one in catalogue().models.values() if (one.vendor, one.id) == (bought.provider, id)), bought.provider)


def _needs(kind: str, name: str, home: str, moment: int) -> str:
    """What a provider says it needs. One of this machine looks through all its weights to say so; ``home`` and ``moment`` are for
    it to be asked again where the answer may be another."""
    local = name.partition("/")[0] not in catalogue().vendors
    return _weights_needed(kind, name, home, moment) if local else str(registry.provider(kind, name).offer().needs)


@cache
def _weights_needed(kind: str, name: str, home: str, moment: int) -> str:
    return str(registry.provider(kind, name).offer().needs)


def _absent(model: Model, known: Catalogue, today: date) -> tuple[str, str] | None:
    """Why there is no such model today and here, and what to do."""
    another = f"name {model.replaced_by}, which replaces it" if model.replaced_by else "name another; onecrew models lists them"
    if model.gone(today):
        return f"{model.name} was shut down on {model.retires_at}", another
    if model.available_from is not None and model.available_from > today:
        return f"{model.name} is not there before {model.available_from}", another
    if fact := known.out_of_region(model):
        do = f'name another, or write region = "{model.regions[0]}" under [vendors.{model.vendor}] in {user_file()}'
        return f"{model.name} {fact}", do
    return None


def _end(model: Model, today: date) -> Obstacle | None:
    """A model's announced end."""
    if model.retires_at is None or model.retires_at - today >= AHEAD:
        return None
    do = f"{model.replaced_by} replaces it" if model.replaced_by else "onecrew models lists others"
    severity: Severity = "warning" if model.retires_at - today < _SOON else "note"
    return Obstacle(f"{model.name} is shut down on {model.retires_at}", do, severity)


def _lacking(capability: str, name: str, model: Model | None, known: Catalogue) -> Obstacle | None:
    """What must be set, installed or started first."""
    kind = _DONE_BY.get(capability, capability)
    vendor = known.vendors.get(name.partition("/")[0])
    try:
        if model is not None and kind in ("video", "image"):
            needs = registry.lacks(kind, model)
        else:
            needs = _needs(kind, name, str(weights.home()), int(time.monotonic() // _FRESH))
    except ProviderError as fact:
        return Obstacle(str(fact), "name another under [models]; onecrew models lists them")
    if not needs:
        return None
    if vendor is not None and (missing := vendor.missing()):
        unset = f"{' and '.join(missing)} {'is' if len(missing) == 1 else 'are'} not set"
        return Obstacle(unset, f"set what is missing in the environment ({vendor.console}), or name another than {name}")
    return Obstacle(f"{name} is not ready", needs)
