"""Which model films a shot, and why. In: what shots need, the catalogue, what the show allows. Out: Choices. Never: ordering.

Filters in a fixed order (capability, limits, consent, allowed, retiring, price), then a rank of what is left; the same inputs
always choose the same, and every model that was passed over has its reason. The order follows Runway's Model Router (capability,
inputs, allow and deny, price, then rank), with consent and retirement of our own.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from fnmatch import fnmatchcase
from fractions import Fraction
from math import ceil

from onecrew.providers.catalogue import Catalogue, Model
from onecrew.story.show import Filming
from onecrew.units import Money

FILTERS = ("capability", "limits", "consent", "allowed", "retiring", "price")
_RETIRES_SOON = timedelta(days=14)
_USUAL_ELO = 1100
"""Of a model nobody rated, so that it is neither preferred nor shut out."""


@dataclass(frozen=True, slots=True)
class Needed:
    """What a shot asks of a model. ``people``: characters seen; ``frames``: roles of references it must take; ``along``: roles
    that may go along besides; ``seconds``: its length."""

    shot: str
    scene: str
    people: tuple[str, ...]
    seconds: Fraction
    frames: tuple[str, ...]
    prompt: int
    """Characters of the prompt."""
    speaks: bool = False
    sound: bool = False
    along: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tried:
    """How often takes of a model were kept in this show, of how many."""

    kept: int = 0
    taken: int = 0

    @property
    def share(self) -> Fraction:
        """The share that is kept, with two kept takes and one refused as what is believed before any."""
        return Fraction(self.kept + 2, self.taken + 3)


@dataclass(frozen=True, slots=True)
class Held:
    """The model that filmed a shot before. ``whole``: what is asked for now is there, so that nothing needs to be ordered."""

    model: str
    whole: bool


@dataclass(frozen=True, slots=True)
class Passed:
    """A model that does not film a shot: the filter that stopped it, and the fact."""

    model: str
    filter: str
    fact: str


@dataclass(frozen=True, slots=True)
class Ranked:
    """A model that could: its score 0–1, its parts, and its price for the shot (None: not known before)."""

    model: str
    score: Fraction
    quality: Fraction
    price_score: Fraction
    latency: Fraction
    accepted: Fraction
    price: Money | None


@dataclass(frozen=True, slots=True)
class Choice:
    """A shot's model (None: nobody can), its parts' lengths, its price, and the whole decision."""

    shot: str
    model: Model | None
    parts: tuple[Fraction, ...] = ()
    resolution: str = ""
    price: Money | None = None
    ranked: tuple[Ranked, ...] = ()
    passed: tuple[Passed, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known besides: today's date, vendors that lack something here (a key, a program) with what it is, the picture's
    short side, the takes so far."""

    today: date
    lacking: Mapping[str, str] = field(default_factory=dict)
    side: int = 720
    tried: Mapping[str, Tried] = field(default_factory=dict)
    vendors: frozenset[str] = frozenset()
    """Vendors for which a provider is installed."""


def choose(
    needs: Sequence[Needed],
    known: Catalogue,
    filming: Filming,
    now: Circumstances,
    held: Mapping[str, Held] | None = None,
) -> dict[str, Choice]:
    """A choice for every shot, by its id.

    One model films all scenes that share a character, unless ``filming.mixed``: faces and light then stay the same. What a model
    has filmed (``held``, by the shot) stays, whatever became of its price or the model since, unless the show's own list forbids
    it; and shots to come follow it where it films them.
    """
    kept = {
        shot: one
        for shot, one in (held or {}).items()
        if one.model in known.models and not _stopped("allowed", known.models[one.model], None, filming, now)
    }
    # Most shots ask for the same; each kind is judged once.
    kinds: dict[Needed, tuple[tuple[Ranked, ...], tuple[Passed, ...]]] = {}
    judged = {}
    for one in needs:
        # Models make whole seconds, and a few letters of the prompt more or less decide nothing.
        kind = replace(one, shot="", scene="", people=(), seconds=Fraction(ceil(one.seconds)), prompt=-(-one.prompt // 20) * 20)
        if kind not in kinds:
            kinds[kind] = _judge(kind, known, filming, now)
        judged[one.shot] = kinds[kind]
    groups = [[one] for one in needs] if filming.mixed else _together(needs)
    chosen: dict[str, Choice] = {}
    for group in groups:
        name = _common(group, judged, kept)
        for one in group:
            ranked, passed = judged[one.shot]
            before = kept.get(one.shot)
            if before is not None and before.whole:
                chosen[one.shot] = _filmed(one, known.models[before.model], ranked, passed, now)
            else:
                chosen[one.shot] = _choice(one, name, known, ranked, passed, now, len(group), name in _models(group, kept))
    return chosen


def parts_of(seconds: Fraction, model: Model) -> tuple[Fraction, ...]:
    """The lengths to order so that their sum holds ``seconds``: one, or as few as the model's longest allows, about equally
    long."""
    count = 1
    while count <= 40:
        length = model.length_for(seconds / count)
        if length is not None:
            return (length,) * count
        count += 1
    return ()


def _judge(need: Needed, known: Catalogue, filming: Filming, now: Circumstances) -> tuple[tuple[Ranked, ...], tuple[Passed, ...]]:
    able: list[Model] = []
    passed: list[Passed] = []
    for model in known.of("video"):
        stopped = next(((name, fact) for name in FILTERS if (fact := _stopped(name, model, need, filming, now))), None)
        if stopped is None:
            able.append(model)
        else:
            passed.append(Passed(model.name, *stopped))
    order = {name: place for place, name in enumerate(FILTERS)}
    passed.sort(key=lambda one: (-order[one.filter], one.model))
    return _rank(able, need, filming, now), tuple(passed)


def _stopped(name: str, model: Model, need: Needed | None, filming: Filming, now: Circumstances) -> str:
    """Why a filter stops a model; empty when it does not. ``need`` None: whatever is asked for."""
    if name == "allowed":
        if filming.allow and not _any(model.name, filming.allow):
            return "not among the models the show allows"
        return "denied by the show" if _any(model.name, filming.deny) else ""
    assert need is not None
    if name == "capability":
        if model.vendor not in now.vendors:
            return f"no provider of {model.vendor} is installed"
        if model.gone(now.today):
            instead = f"; {model.replaced_by} replaces it" if model.replaced_by else ""
            return f"shut down on {model.retires_at}{instead}"
        if model.available_from is not None and model.available_from > now.today:
            return f"not before {model.available_from}"
        if model.vendor in now.lacking:
            return now.lacking[model.vendor]
        if need.speaks and not model.speaks:
            return "does not say a line it is given"
        if need.sound and model.sound == "none":
            return "films without sound"
        return ""
    if name == "limits":
        if "9:16" not in model.aspects:
            return "does not film upright (9:16)"
        for role in need.frames:
            if not model.takes(role):
                return f"takes no {role}"
        for role in model.required:
            if role not in (*need.frames, *need.along):
                return f"films only with a {role}"
        if need.prompt > model.prompt:
            return f"takes {model.prompt} characters, the shot's words are {need.prompt}"
        if not parts_of(need.seconds, model):
            return f"films at most {float(model.longest):g} s"
        return ""
    if name == "consent":
        return "needs consent that the show does not give (agreed under [models.video])" if _unagreed(model, filming) else ""
    if name == "retiring":
        if model.retires_at is not None and model.retires_at - now.today < _RETIRES_SOON:
            return f"is shut down on {model.retires_at}"
        return ""
    if not filming.open_price and _price(model, need, now) is None:
        return "its price is not known before the order (open_price = true under [models.video] allows that)"
    return ""


def _unagreed(model: Model, filming: Filming) -> bool:
    return model.needs_consent and not _any(model.name, filming.agreed)


def _any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _price(model: Model, need: Needed, now: Circumstances) -> Money | None:
    parts = parts_of(need.seconds, model)
    resolution = model.resolution_for(now.side)
    amount = sum(parts, Fraction(0)) if model.unit == "second" else Fraction(len(parts))
    if model.unit not in ("second", "video"):
        return None
    return model.cost(amount, resolution, need.sound)


def _rank(able: Sequence[Model], need: Needed, filming: Filming, now: Circumstances) -> tuple[Ranked, ...]:
    if not able:
        return ()
    prices = {model.name: _price(model, need, now) for model in able}
    shares = {model.name: now.tried.get(model.name, Tried()).share for model in able}
    # What counts is what an accepted second costs: a cheap model whose takes are thrown away is not cheap.
    real = {name: Fraction(price.minor) / shares[name] if price is not None else None for name, price in prices.items()}
    paid = [one for one in real.values() if one]
    cheapest = min(paid) if paid else Fraction(1)
    quickest = min(model.latency for model in able) or 1
    rows = []
    for model in able:
        quality = min(Fraction(1), max(Fraction(0), Fraction((model.elo or _USUAL_ELO) - 900, 500)))
        cost = real[model.name]
        price_score = Fraction(0) if cost is None else Fraction(1) if cost == 0 else cheapest / cost
        latency = Fraction(quickest, model.latency or 1)
        weights = filming.weights
        total = sum(weights) or 1
        parts = (quality, min(Fraction(1), price_score), latency, shares[model.name])
        score = sum((part * weight for part, weight in zip(parts, weights, strict=True)), Fraction(0)) / total
        rows.append(Ranked(model.name, score, *parts, prices[model.name]))
    return tuple(sorted(rows, key=lambda one: (-one.score, one.model)))


def _together(needs: Sequence[Needed]) -> list[list[Needed]]:
    """Shots whose scenes are linked by a character, in the order of the film."""
    leader: dict[str, str] = {}

    def find(name: str) -> str:
        while leader.setdefault(name, name) != name:
            name = leader[name]
        return name

    for one in needs:
        for who in one.people:
            leader[find(f"who {who}")] = find(f"scene {one.scene}")
    groups: dict[str, list[Needed]] = {}
    for one in needs:
        groups.setdefault(find(f"scene {one.scene}"), []).append(one)
    return list(groups.values())


def _models(group: Sequence[Needed], kept: Mapping[str, Held]) -> Counter[str]:
    """How many shots of a group each model has filmed."""
    return Counter(kept[one.shot].model for one in group if one.shot in kept)


def _common(
    group: Sequence[Needed], judged: Mapping[str, tuple[tuple[Ranked, ...], tuple[Passed, ...]]], kept: Mapping[str, Held]
) -> str | None:
    """The model that films all shots of a group that are still to be filmed: the one that filmed most of the others, else the best
    over all; None: no one model can."""
    before = _models(group, kept)
    group = [one for one in group if one.shot not in kept or not kept[one.shot].whole]
    scores: dict[str, Fraction] = {}
    films: Counter[str] = Counter()
    kinds = {id(judged[one.shot][0]): judged[one.shot][0] for one in group}
    for kind, shots in Counter(id(judged[one.shot][0]) for one in group).items():
        for ranked in kinds[kind]:
            scores[ranked.model] = scores.get(ranked.model, Fraction(0)) + ranked.score * shots
            films[ranked.model] += shots
    able = [name for name, shots in films.items() if shots == len(group)]
    return min(able, key=lambda name: (-before[name], -scores[name], name), default=None)


def _filmed(need: Needed, model: Model, ranked: tuple[Ranked, ...], passed: tuple[Passed, ...], now: Circumstances) -> Choice:
    """The choice for a shot whose film is there."""
    price = _price(model, need, now)
    return Choice(
        need.shot, model, parts_of(need.seconds, model), model.resolution_for(now.side), price, ranked, passed, "is filmed already"
    )


def _choice(
    need: Needed,
    name: str | None,
    known: Catalogue,
    ranked: tuple[Ranked, ...],
    passed: tuple[Passed, ...],
    now: Circumstances,
    together: int,
    goes_on: bool,
) -> Choice:
    if name is None:
        if ranked:
            return Choice(
                need.shot,
                None,
                ranked=ranked,
                passed=passed,
                why=f"no one model films all {together} shots that share its characters",
            )
        return Choice(need.shot, None, passed=passed, why="no model is left after the filters")
    model = known.models[name]
    row = next(one for one in ranked if one.model == name)
    first = ranked[0].model
    if first == name:
        why = "ranks first"
    elif goes_on:
        why = f"filmed other shots of the same people ({first} ranks first here)"
    else:
        why = f"films all {together} shots that share its characters ({first} ranks first here)"
    return Choice(need.shot, model, parts_of(need.seconds, model), model.resolution_for(now.side), row.price, ranked, passed, why)
