"""Which model films a shot, and why. In: what shots need, the catalogue, what the show allows. Out: Choices. Never: ordering.

Filters in a fixed order (capability, limits, consent, allowed, retiring, price), then a rank of what is left; the same inputs
always choose the same, and every model that was passed over has its reason. The order follows Runway's Model Router (capability,
inputs, allow and deny, price, then rank), with consent and retirement of our own.
"""

from __future__ import annotations

from bisect import bisect_left
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
_LOWEST_ELO, _HIGHEST_ELO = 1000, 1550
"""Between which the board's ratings lie; quality goes from 0 to 1 between them."""
_USUAL_ELO = 1225
"""What a model that nobody rated counts as: the middle of the board, so that it is neither preferred nor shut out."""


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
    """The model that filmed a shot before. ``whole``: what is asked for now is there, so that nothing needs to be ordered.
    ``paid``: what the takes cost that are there."""

    model: str
    whole: bool
    paid: Money | None = None


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
    score: float
    quality: float
    price_score: float
    latency: float
    accepted: float
    price: Money | None
    rating: str = ""
    """Its arena rating, and of which day; or that it is not rated."""
    speed: str = ""
    """How many seconds an order takes, and how that is known."""


@dataclass(frozen=True, slots=True)
class Choice:
    """A shot's model (None: nobody can), its parts' lengths, its price, and the whole decision. ``paid``: what was paid for a shot
    that is filmed, in which case nothing more is to be paid."""

    shot: str
    model: Model | None
    parts: tuple[Fraction, ...] = ()
    resolution: str = ""
    price: Money | None = None
    ranked: tuple[Ranked, ...] = ()
    passed: tuple[Passed, ...] = ()
    why: str = ""
    paid: Money | None = None


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What is known besides: today's date, vendors and models that lack something here (a key, a program, weights) with what it
    is, the picture's short side, the takes so far."""

    today: date
    lacking: Mapping[str, str] = field(default_factory=dict)
    side: int = 720
    tried: Mapping[str, Tried] = field(default_factory=dict)
    measured: Mapping[str, Fraction] = field(default_factory=dict)
    """Seconds that an order took in this show, by the model."""
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
    kept = {shot: one for shot, one in (held or {}).items() if one.model in known.models and allows(filming, one.model)}
    candidates = [_candidate(model, filming, now) for model in known.of("video")]
    limits = sorted({one.model.prompt for one in candidates})
    # Most shots ask for the same; each kind is judged once.
    kinds: dict[Needed, tuple[tuple[Ranked, ...], tuple[Passed, ...]]] = {}
    judged = {}
    for one in needs:
        # Models make whole seconds, and words decide only where they are more than one takes.
        place = bisect_left(limits, one.prompt)
        prompt = limits[place] if place < len(limits) else one.prompt
        kind = replace(one, shot="", scene="", people=(), seconds=Fraction(ceil(one.seconds)), prompt=prompt)
        if kind not in kinds:
            kinds[kind] = _judge(kind, candidates, filming)
        judged[one.shot] = kinds[kind]
    groups = [[one] for one in needs] if filming.mixed else _together(needs)
    chosen: dict[str, Choice] = {}
    for group in groups:
        name = _common(group, judged, kept)
        for one in group:
            ranked, passed = judged[one.shot]
            before = kept.get(one.shot)
            if before is not None and before.whole:
                chosen[one.shot] = _filmed(one, known.models[before.model], before, ranked, passed, now)
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


@dataclass(frozen=True, slots=True)
class _Candidate:
    """A model with all that is the same for every shot. ``facts``: what stops it whatever the shot, by the filter."""

    model: Model
    facts: Mapping[str, str]
    resolution: str
    quality: float
    share: float
    seconds: float
    rating: str
    speed: str


def _candidate(model: Model, filming: Filming, now: Circumstances) -> _Candidate:
    quality = ((model.elo or _USUAL_ELO) - _LOWEST_ELO) / (_HIGHEST_ELO - _LOWEST_ELO)
    seconds = float(now.measured.get(model.name) or model.latency or 1)
    return _Candidate(
        model,
        {name: fact for name in FILTERS if (fact := _barred(name, model, filming, now))},
        model.resolution_for(now.side),
        min(1.0, max(0.0, quality)),
        float(now.tried.get(model.name, Tried()).share),
        seconds,
        f"rated {model.elo} on {model.elo_at}" if model.elo else "not rated",
        f"{seconds:.0f} s {'measured' if model.name in now.measured else 'assumed'}",
    )


def _barred(name: str, model: Model, filming: Filming, now: Circumstances) -> str:
    """Why a filter stops a model whatever the shot; empty when it does not."""
    if name == "capability":
        if model.vendor not in now.vendors:
            return f"no provider of {model.vendor} is installed"
        if model.gone(now.today):
            instead = f"; {model.replaced_by} replaces it" if model.replaced_by else ""
            return f"shut down on {model.retires_at}{instead}"
        if model.available_from is not None and model.available_from > now.today:
            return f"not before {model.available_from}"
        return now.lacking.get(model.vendor) or now.lacking.get(model.name) or ""
    if name == "limits":
        return "" if "9:16" in model.aspects else "does not film upright (9:16)"
    if name == "consent":
        return "needs consent that the show does not give (agreed under [models.video])" if _unagreed(model, filming) else ""
    if name == "allowed":
        if allows(filming, model.name):
            return ""
        return "denied by the show" if _any(model.name, filming.deny) else "not among the models the show allows"
    if name == "retiring" and model.retires_at is not None and model.retires_at - now.today < _RETIRES_SOON:
        return f"is shut down on {model.retires_at}"
    return ""


def _judge(need: Needed, candidates: Sequence[_Candidate], filming: Filming) -> tuple[tuple[Ranked, ...], tuple[Passed, ...]]:
    able: list[tuple[_Candidate, Money | None]] = []
    passed: list[Passed] = []
    for one in candidates:
        price: Money | None = None
        for name in FILTERS:
            fact = one.facts.get(name, "")
            if not fact and name == "capability":
                fact = _unable(one.model, need)
            elif not fact and name == "limits":
                fact = _unfit(one.model, need)
            elif not fact and name == "price":
                price = _price(one.model, need, one.resolution)
                if price is None and not filming.open_price:
                    fact = 'its price is not known before the order (open_price = "0.50USD" under [budget] allows that)'
            if fact:
                passed.append(Passed(one.model.name, name, fact))
                break
        else:
            able.append((one, price))
    order = {name: place for place, name in enumerate(FILTERS)}
    passed.sort(key=lambda one: (-order[one.filter], one.model))
    return _rank(able, filming.weights), tuple(passed)


def _unable(model: Model, need: Needed) -> str:
    """What a model cannot do that the shot asks; empty when it can all."""
    if need.speaks and not model.speaks:
        return "does not say a line it is given"
    return "films without sound" if need.sound and model.sound == "none" else ""


def _unfit(model: Model, need: Needed) -> str:
    """Which limit of a model the shot does not keep to; empty when it keeps to all."""
    for role in need.frames:
        if not model.takes(role):
            return f"takes no {role}"
    for role in model.required:
        if role not in (*need.frames, *need.along):
            return f"films only with a {role}"
    if need.prompt > model.prompt:
        return f"takes {model.prompt} characters, the shot's words are more"
    return "" if parts_of(need.seconds, model) else f"films at most {float(model.longest):g} s"


def allows(filming: Filming, name: str) -> bool:
    """Whether a show lets a model film."""
    return (not filming.allow or _any(name, filming.allow)) and not _any(name, filming.deny)


def _unagreed(model: Model, filming: Filming) -> bool:
    return model.needs_consent and not _any(model.name, filming.agreed)


def _any(name: str, patterns: Iterable[str]) -> bool:
    return any(fnmatchcase(name, pattern) for pattern in patterns)


def _price(model: Model, need: Needed, resolution: str) -> Money | None:
    parts = parts_of(need.seconds, model)
    if model.unit not in ("second", "video"):
        return None
    # All parts are equally long.
    amount = parts[0] * len(parts) if parts and model.unit == "second" else Fraction(len(parts))
    return model.cost(amount, resolution, need.sound)


def _rank(able: Sequence[tuple[_Candidate, Money | None]], weights: tuple[int, int, int, int]) -> tuple[Ranked, ...]:
    if not able:
        return ()
    # What counts is what an accepted second costs: a cheap model whose takes are thrown away is not cheap.
    real = [None if price is None else price.minor / one.share for one, price in able]
    cheapest = min((cost for cost in real if cost), default=1.0)
    quickest = min(one.seconds for one, _ in able)
    rows = []
    for (one, price), cost in zip(able, real, strict=True):
        price_score = 0.0 if cost is None else 1.0 if cost == 0 else min(1.0, cheapest / cost)
        parts = (one.quality, price_score, quickest / one.seconds, one.share)
        # Rounded, so that two which are equal are so whatever the order of the sums.
        score = round(sum(part * weight for part, weight in zip(parts, weights, strict=True)) / (sum(weights) or 1), 9)
        rows.append(Ranked(one.model.name, score, *parts, price, one.rating, one.speed))
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
    scores: dict[str, float] = {}
    films: Counter[str] = Counter()
    kinds = {id(judged[one.shot][0]): judged[one.shot][0] for one in group}
    for kind, shots in Counter(id(judged[one.shot][0]) for one in group).items():
        for ranked in kinds[kind]:
            scores[ranked.model] = scores.get(ranked.model, 0.0) + ranked.score * shots
            films[ranked.model] += shots
    able = [name for name, shots in films.items() if shots == len(group)]
    return min(able, key=lambda name: (-before[name], -round(scores[name], 6), name), default=None)


def _filmed(
    need: Needed, model: Model, before: Held, ranked: tuple[Ranked, ...], passed: tuple[Passed, ...], now: Circumstances
) -> Choice:
    """The choice for a shot whose film is there."""
    parts, resolution = parts_of(need.seconds, model), model.resolution_for(now.side)
    # Its price stays known: pictures that go along may have changed, and then it is ordered after all.
    price = _price(model, need, resolution)
    return Choice(need.shot, model, parts, resolution, price, ranked, passed, "is filmed already", before.paid)


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
