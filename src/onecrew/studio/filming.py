"""Shots that a model films: what is asked of whom, and the steps for it. In: a Production, its cut. Out: steps. Never: ordering.

A shot is filmed where the show names models for video, it shows no writing (a phone message, a title: those are drawn, in every
language), and no person decided otherwise. The cut, the sound and the captions stay those of the animation.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction
from typing import Any

from onecrew.animation.picture import Picture
from onecrew.providers import registry
from onecrew.providers.catalogue import Catalogue, catalogue
from onecrew.providers.video import ShotOrder
from onecrew.story.prompt import shot_prompt
from onecrew.story.shot import Framing, Shot
from onecrew.studio.choosing import Choice, Circumstances, Needed, Tried, choose
from onecrew.studio.graph import Purchase, Step, part
from onecrew.studio.production import Production
from onecrew.timeline.timeline import Timeline
from onecrew.units import Money, Problem, Where
from onecrew.units.digest import plain
from onecrew.units.money import FREE

DRAWN = "animation"
"""What choices.toml names instead of a model where a shot is to stay drawn."""
_HANDLE = Fraction(1, 5)
"""Seconds ordered beyond a shot, so that a language whose lines are longer has picture too."""


@dataclass(frozen=True, slots=True)
class Filmed:
    """The shots that are filmed: a choice for each, the steps that order and look at their takes, and what a person must decide."""

    choices: Mapping[str, Choice] = field(default_factory=dict)
    steps: tuple[Step, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def whole(self) -> bool:
        """Whether every shot that can be filmed is."""
        return bool(self.choices) and all(choice.model is not None for choice in self.choices.values())

    def model(self, shot: str) -> str | None:
        """The name of the model that films a shot; None where it is drawn."""
        choice = self.choices.get(shot)
        return choice.model.name if choice is not None and choice.model is not None else None

    def takes(self, shot: str) -> tuple[str, ...]:
        """The ids of a shot's takes in order; none where it is drawn."""
        choice = self.choices.get(shot)
        return () if choice is None or choice.model is None else tuple(take_id(shot, n) for n in range(1, len(choice.parts) + 1))


def filmed(production: Production, timeline: Timeline, pictures: Mapping[str, Picture], tried: Mapping[str, Tried]) -> Filmed:
    """What is filmed of an episode whose source language has this cut."""
    filming = production.folder.show.filming
    if not filming.models and not production.choices.models:
        return Filmed()
    known = catalogue()
    shots = {shot.id: shot for shot in production.shots}
    needs = [
        _needed(production, shots[clip.shot], clip.range.length)
        for clip in timeline.shots
        if _filmable(production, shots[clip.shot]) and _wanted(production, clip.shot)
    ]
    choices = _chosen(production, needs, known, tried)
    steps: list[Step] = []
    before: dict[str, str] = {}
    equal: Counter[str] = Counter()
    problems = []
    for need in needs:
        choice = choices[need.shot]
        if choice.model is None:
            problems.append(_nobody(need, choice, filming.models))
            continue
        made = _steps(production, shots[need.shot], pictures[need.shot], choice, known, before.get(need.scene), equal)
        steps += made
        before[need.scene] = made[-1].id
    return Filmed(choices, tuple(steps), tuple(problems))


def take_id(shot: str, number: int) -> str:
    """The id of the order for the ``number``-th part of a shot, from 1."""
    return f"take/{shot}" if number == 1 else f"take/{shot}/{number}"


def judge_id(take: str) -> str:
    """The id of the step that looks at a take."""
    return take.replace("take/", "judge/", 1)


def circumstances(production: Production, known: Catalogue, tried: Mapping[str, Tried]) -> Circumstances:
    """What is known here and today: keys, installed vendors, the size of the picture, takes so far."""
    installed = frozenset(registry.names("video"))
    keyless = {name: vendor.missing()[0] for name, vendor in known.vendors.items() if vendor.missing()}
    side = min(production.format.width, production.format.height)
    return Circumstances(date.today(), keyless, side, tried, installed)


def _filmable(production: Production, shot: Shot) -> bool:
    """Writing is drawn: no model writes it right, and it differs by language."""
    return shot.insert is None and shot.framing is not Framing.CARD and production.found is None


def _wanted(production: Production, shot: str) -> bool:
    own = production.choices.model(shot)
    return own != DRAWN if own else bool(production.folder.show.filming.models)


def _needed(production: Production, shot: Shot, seconds: Fraction) -> Needed:
    filming = production.folder.show.filming
    frames = ("first frame",) if filming.first_frame else ()
    prompt = shot_prompt(shot, production.cast, {line.id: line for line in production.episode.lines}, drawn=filming.first_frame)
    return Needed(
        shot=shot.id,
        scene=shot.scene,
        people=tuple(subject.who for subject in shot.subjects),
        seconds=seconds + _HANDLE,
        frames=frames,
        prompt=len(prompt),
        sound=False,
    )


def _chosen(production: Production, needs: list[Needed], known: Catalogue, tried: Mapping[str, Tried]) -> dict[str, Choice]:
    """The show's choice, and a person's own for single shots, which stands before it."""
    filming = production.folder.show.filming
    now = circumstances(production, known, tried)
    own = {need.shot: production.choices.model(need.shot) for need in needs}
    usual = [need for need in needs if not own[need.shot]]
    chosen = choose(usual, known, filming, now)
    for need in needs:
        if name := own[need.shot]:
            known.model(name)
            alone = replace(filming, models=(name,), deny=(), mixed=True)
            chosen[need.shot] = replace(choose([need], known, alone, now)[need.shot], why=f"choices.toml names {name}")
    return chosen


def _steps(
    production: Production,
    shot: Shot,
    picture: Picture,
    choice: Choice,
    known: Catalogue,
    before: str | None,
    equal: Counter[str],
) -> list[Step]:
    """The first frame, the orders of a shot's parts, and the look at each. ``equal`` counts orders that ask for the same."""
    assert choice.model is not None
    model, show = choice.model, production.folder.show
    steps: list[Step] = []
    frame: tuple[str, str] | None = None
    drawn = show.filming.first_frame and model.takes("first frame") > 0
    if drawn:
        still = _still(shot, picture)
        steps.append(still)
        frame = (still.id, "poster")
    lines = {line.id: line for line in production.episode.lines}
    prompt = shot_prompt(shot, production.cast, lines, drawn=drawn)
    count = len(choice.parts)
    for number, seconds in enumerate(choice.parts, 1):
        name = take_id(shot.id, number)
        take = production.choices.take(name)
        words = prompt if number == 1 else f"The same shot goes on without a cut. {prompt}"
        # Nothing that an edit elsewhere would change goes in, such as the shot's number: it would buy the shot again.
        variant = equal[words]
        equal[words] += 1
        order = ShotOrder(
            model=model.id,
            prompt=words,
            seconds=seconds,
            resolution=choice.resolution,
            seed=_seed(words, variant, take) if model.seed else None,
            variant=variant,
        )
        price = choice.price if choice.price is None else _share(choice.price, number, count)
        inputs = {} if frame is None else {"first frame": frame}
        steps.append(
            Step(
                id=name,
                kind="film",
                version=1,
                recipe=request(order),
                inputs=inputs,
                parts={f"shot {shot.id}": part(prompt), "model": part(model.name), f"length of shot {shot.id}": part(str(seconds))},
                purchase=Purchase(
                    "video", model.vendor, take, local=price == FREE and not known.vendors[model.vendor].keys, price=price
                ),
                weight=1.0,
            )
        )
        looked: dict[str, tuple[str, str]] = {"film": (name, "film")}
        if before is not None:
            looked["before"] = (before, "judged")
        width, height = production.format.width, production.format.height
        judge = Step(
            id=judge_id(name),
            kind="judge",
            version=1,
            recipe={
                "take": name,
                "next": take + 1,
                "seconds": str(seconds),
                "width": width,
                "height": height,
                "accepted": any(key == name for key, _ in production.choices.accepted),
            },
            inputs=looked,
            weight=1.0,
        )
        steps.append(judge)
        before = judge.id
        if number < count and model.takes("first frame"):
            # The next part begins with the picture this one ends with.
            last = Step(
                id=f"last/{shot.id}/{number}",
                kind="frame",
                version=1,
                recipe={"frame": -1},
                inputs={"film": (name, "film"), "intake": (judge.id, "intake")},
                weight=0.3,
            )
            steps.append(last)
            frame = (last.id, "poster")
    return steps


def _still(shot: Shot, picture: Picture) -> Step:
    return Step(
        id=f"still/{shot.id}",
        kind="poster",
        version=3,
        recipe={"picture": plain(picture), "seconds": "0"},
        parts={f"shot {shot.id}": part(picture)},
        weight=0.3,
    )


def _share(price: Money, number: int, count: int) -> Money:
    """The price of one of equal parts; the first bears what does not divide."""
    each, rest = divmod(price.minor, count)
    return Money(each + (rest if number == 1 else 0), price.currency)


def request(order: ShotOrder) -> dict[str, Any]:
    """The canonical request: what is as usual is left out, so that a field added later changes no order bought before."""
    told: dict[str, Any] = plain(order)
    usual = {one.name: plain(one.default) for one in fields(ShotOrder) if one.default is not MISSING}
    return {name: value for name, value in told.items() if name not in usual or value != usual[name]}


def _seed(words: str, variant: int, take: int) -> int:
    return int.from_bytes(hashlib.sha256(f"{words}\n{variant}\n{take}".encode()).digest()[:4], "big") & 0x7FFFFFFF


def _nobody(need: Needed, choice: Choice, named: tuple[str, ...]) -> Problem:
    meant = [one for one in choice.passed if any(fnmatchcase(one.model, name) for name in named)] or choice.passed
    reasons = "; ".join(f"{one.model}: {one.fact}" for one in meant[:3])
    return Problem(
        Where("show.toml"),
        f"no model films shot {need.shot}: {choice.why}" + (f" ({reasons})" if reasons else "") + "; it stays drawn",
        f"onecrew plan --why {need.shot} lists every model and its reason; "
        "mixed = true under [models.video] lets each shot choose its own",
        "warning",
    )
