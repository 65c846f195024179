"""Shots that a model films: what is asked of whom, and the steps for it. In: a Production, its cut. Out: steps. Never: ordering.

A shot is filmed where the show names models for video, it shows no writing (a phone message, a title: those are drawn, in every
language), and no person decided otherwise. The cut, the sound and the captions stay those of the animation.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction

from onecrew.animation.picture import Picture
from onecrew.providers import registry
from onecrew.providers.catalogue import Catalogue, Model, catalogue
from onecrew.story.prompt import shot_prompt
from onecrew.story.shot import Framing, Shot
from onecrew.studio.choosing import Choice, Circumstances, Held, Needed, choose, parts_of
from onecrew.studio.graph import Step
from onecrew.studio.native import native_step, spoken_by_model
from onecrew.studio.production import Production
from onecrew.studio.sheets import Sheets, sheets
from onecrew.studio.shot_order import judge_id, part_of, pictured, shot_steps, take_id, words_of
from onecrew.studio.takes import TakeRow, chosen, last_of, strange_takes, tried, waited, with_chosen
from onecrew.studio.waiting import Waiting, merged
from onecrew.timeline.timeline import Timeline
from onecrew.units import Problem, Where

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
    native: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The lines that the model itself says, by the shot."""
    waiting: tuple[Waiting, ...] = ()
    """The shots that nobody films, each cause once; ``problems`` has them too."""
    named: Mapping[str, TakeRow] = field(default_factory=dict)
    """The takes that a person chose by their number, by step."""
    unasked: Mapping[str, str] = field(default_factory=dict)
    """What would be asked for in those shots, by the shot."""

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


def filmed(production: Production, timeline: Timeline, pictures: Mapping[str, Picture], book: Sequence[TakeRow]) -> Filmed:
    """What is filmed of an episode whose source language has this cut. ``book``: what the show has ordered so far."""
    filming = production.folder.show.filming
    if not filming.models and not production.choices.models:
        return Filmed()
    known = catalogue()
    shots = {shot.id: shot for shot in production.shots}
    clips = [one for one in timeline.shots if _filmable(production, shots[one.shot]) and _wanted(production, one.shot)]
    people = {subject.who for clip in clips for subject in shots[clip.shot].subjects}
    looks = sheets(production, people)
    if looks.fact and people:
        # Filmed without them now, every shot would be bought again with them later.
        return Filmed(problems=(_without_sheets(looks.fact),))
    said = {clip.shot: spoken_by_model(production, shots[clip.shot], clip, timeline) for clip in clips}
    needs = [_needed(production, shots[clip.shot], clip.range.length, looks, bool(said[clip.shot])) for clip in clips]
    choices, instead = _chosen(production, needs, known, book, looks)
    steps: list[Step] = []
    sheeted: set[str] = set()
    before: dict[str, Step] = {}
    equal: Counter[str] = Counter()
    waiting = []
    native: dict[str, tuple[str, ...]] = {}
    for need in needs:
        choice = choices[need.shot]
        if choice.model is None and need.shot in instead:
            continue
        if choice.model is None:
            waiting.append(_nobody(production.episode.id, need, choice, filming.models))
            continue
        shot = shots[need.shot]
        wanted = [who for who in pictured(shot, choice.model, filming.first_frame, looks) if who in looks.steps]
        steps += [looks.steps[who] for who in wanted if who not in sheeted]
        sheeted |= set(wanted)
        speaks = _speaks(need, choice.parts)
        made = shot_steps(production, shot, pictures[need.shot], choice, known, before.get(need.scene), equal, looks, speaks)
        steps += made
        before[need.scene] = made[-1]
        if speaks:
            take = take_id(shot.id, 1)
            steps.append(native_step(production, shot.id, said[shot.id], (take, judge_id(take)), need.seconds - _HANDLE))
            native[shot.id] = said[shot.id]
    told = merged(waiting)
    unasked = {id: _words(production, shots[id]) for one in told for _, id in one.things}
    named = chosen(book, production.choices, production.episode.id)
    problems = (*(one.problem for one in told), *instead.values(), *strange_takes(book, production.choices, production.episode.id))
    return Filmed(choices, with_chosen(steps, named), problems, native, told, named=named, unasked=unasked)


def _speaks(need: Needed, parts: Sequence[Fraction]) -> bool:
    """Whether the model says the lines of a shot. In a shot of several parts it would say them in each."""
    return need.speaks and len(parts) == 1


def _without_sheets(fact: str) -> Problem:
    return Problem(
        Where("show.toml"),
        f"character sheets are asked for (image under [models]) and cannot be made: {fact}; the shots stay drawn",
        "set what is missing, name another model, or take image out of [models]",
        "warning",
    )


def circumstances(production: Production, known: Catalogue, takes: Sequence[TakeRow]) -> Circumstances:
    """What is known here and today: keys, installed vendors, the size of the picture, takes so far."""
    installed = frozenset(registry.names("video"))
    lacking = {name: f"{vendor.missing()[0]} is not set" for name, vendor in known.vendors.items() if vendor.missing()}
    # What wants no key may want a program, a server, a workflow or weights.
    keyless = (one for one in known.of("video") if one.vendor in installed and not known.vendors[one.vendor].keys)
    lacking |= {one.name: fact for one in keyless if (fact := registry.lacks("video", one))}
    lacking |= {one.name: fact for one in known.of("video") if (fact := known.out_of_region(one))}
    side = min(production.format.width, production.format.height)
    return Circumstances(date.today(), lacking, side, tried(takes), waited(takes), installed)


def _filmable(production: Production, shot: Shot) -> bool:
    """Writing is drawn: no model writes it right, and it differs by language."""
    return shot.insert is None and shot.framing is not Framing.CARD and production.found is None


def _wanted(production: Production, shot: str) -> bool:
    own = production.choices.model(shot)
    return own != DRAWN if own else bool(production.folder.show.filming.models)


def _needed(production: Production, shot: Shot, seconds: Fraction, looks: Sheets, speaks: bool) -> Needed:
    filming = production.folder.show.filming
    shown = any(subject.who in looks for subject in shot.subjects)
    # Whoever is drawn into the first frame is known by it; else a model that takes no pictures of people would forget them.
    frames = ("first frame",) if filming.first_frame else ("character",) if shown else ()
    prompt = _words(production, shot)
    return Needed(
        shot=shot.id,
        scene=shot.scene,
        people=tuple(subject.who for subject in shot.subjects),
        seconds=seconds + _HANDLE,
        frames=frames,
        prompt=len(prompt),
        speaks=speaks,
        sound=speaks,
        along=("character",) if shown else (),
    )


def _words(production: Production, shot: Shot) -> str:
    """The words of a shot for no model in particular."""
    show = production.folder.show
    lines = {line.id: line for line in production.episode.lines}
    return shot_prompt(shot, production.cast, lines, drawn=show.filming.first_frame, filmed=show.style.filmed)


def _chosen(
    production: Production, needs: list[Needed], known: Catalogue, book: Sequence[TakeRow], looks: Sheets
) -> tuple[dict[str, Choice], dict[str, Problem]]:
    """The show's choice, and a person's own for single shots, which stands before it; and what films a shot in the place of a
    model that failed to, by the shot."""
    filming = production.folder.show.filming
    now = circumstances(production, known, book)
    own = {need.shot: production.choices.model(need.shot) for need in needs}
    held = _held(production, needs, known, book, looks)
    usual = [need for need in needs if not own[need.shot]]
    chosen = choose(usual, known, filming, now, held)
    instead = {}

    def alone(need: Needed, name: str, why: str, held: Mapping[str, Held]) -> Choice:
        known.model(name)
        only = replace(filming, models=(name,), deny=(), mixed=True)
        return replace(choose([need], known, only, now, held)[need.shot], why=why)

    for need in needs:
        if name := own[need.shot]:
            chosen[need.shot] = alone(need, name, f"choices.toml names {name}", held)
            continue
        for name in filming.otherwise:
            failed = _failed(production, need, chosen[need.shot], looks, book)
            if failed is None:
                break
            why = f"{failed.model} failed to film it, and otherwise under [models.video] names {name}"
            other = Choice(need.shot, None, why=why) if name == DRAWN else alone(need, name, why, {})
            if name == DRAWN or other.model is not None:
                chosen[need.shot], instead[need.shot] = other, _instead(need.shot, failed, name)
    return chosen, instead


def _failed(production: Production, need: Needed, choice: Choice, looks: Sheets, book: Sequence[TakeRow]) -> TakeRow | None:
    """The last take of what is asked for now, where its model failed, or its vendor does not show what it made; None where
    nothing is known of that, or a person asks for another."""
    if choice.model is None:
        return None
    shot = next(one for one in production.shots if one.id == need.shot)
    words = words_of(production, shot, choice.model, looks, _speaks(need, choice.parts))
    for number, seconds in enumerate(choice.parts, 1):
        step = take_id(need.shot, number)
        rows = [row for row in book if (row.episode, row.step) == (production.episode.id, step) and row.number]
        asked = {"model": choice.model.id, "seconds": str(seconds), "prompt": part_of(words, number)}
        same = [row for row in rows if row.vendor == choice.model.vendor and asked.items() <= row.asked.items()]
        if not same or production.choices.take(step) > len(rows):
            continue
        if same[-1].state == "failed" or (same[-1].state == "refused" and same[-1].job):
            return same[-1]
    return None


def _instead(shot: str, failed: TakeRow, name: str) -> Problem:
    return Problem(
        Where("show.toml"),
        f"{failed.model} failed to film shot {shot} ({failed.note}); "
        + ("it stays drawn" if name == DRAWN else f"{name} films it")
        + ", as otherwise under [models.video] says",
        f'to ask for it again, write "{failed.step}" = {failed.number + 1} under [takes] in choices.toml',
        "warning",
    )


def _held(
    production: Production, needs: Sequence[Needed], known: Catalogue, book: Sequence[TakeRow], looks: Sheets
) -> dict[str, Held]:
    """The models that filmed these shots, and whether they filmed what is asked for now."""
    named = chosen(book, production.choices, production.episode.id)
    last = last_of(book, production.episode.id)
    last |= {step: row for step, row in named.items() if step in last}
    count = Counter(row.step for row in book if row.episode == production.episode.id and row.number)
    shots = {shot.id: shot for shot in production.shots}
    found = {}
    for need in needs:
        row = last.get(take_id(need.shot, 1))
        model = _model_of(row, known, production.choices.model(need.shot)) if row is not None else None
        if model is None:
            continue
        parts = parts_of(need.seconds, model)
        words = words_of(production, shots[need.shot], model, looks, _speaks(need, parts))
        steps = [take_id(need.shot, number) for number in range(1, len(parts) + 1)]
        whole = bool(parts) and all(
            step in last
            and (
                step in named
                or (
                    last[step].asked.get("seconds") == str(seconds)
                    and last[step].asked.get("prompt") == part_of(words, number)
                    and count[step] >= production.choices.take(step)
                )
            )
            for number, (step, seconds) in enumerate(zip(steps, parts, strict=True), 1)
        )
        prices = [last[step].price for step in steps if step in last]
        paid = sum(prices[1:], prices[0]) if whole and len({one.currency for one in prices}) == 1 else None
        found[need.shot] = Held(model.name, whole, paid)
    return found


def _model_of(row: TakeRow, known: Catalogue, named: str) -> Model | None:
    """The catalogue's model of an order. Of several that are one at their vendor, the one a person named, else one that makes what
    was ordered."""
    id, resolution = row.asked.get("model", ""), row.asked.get("resolution", "")
    same = [one for one in known.of("video") if (one.vendor, one.id) == (row.vendor, id)]
    fitting = [one for one in same if resolution in one.resolutions] or same
    return next((one for one in same if one.name == named), fitting[0] if fitting else None)


def _nobody(episode: str, need: Needed, choice: Choice, named: tuple[str, ...]) -> Waiting:
    meant = [one for one in choice.passed if any(fnmatchcase(one.model, name) for name in named)] or choice.passed
    strange = [name for name in named if name != "auto" and not any(fnmatchcase(one.model, name) for one in choice.passed)]
    reasons = "; ".join(f"{one.model}: {one.fact}" for one in meant[:3])
    if strange and len(strange) == len(named) and not choice.ranked:
        reasons = f"no model is called {' or '.join(strange)}"
    do = f"onecrew plan --why {need.shot} lists every model and its reason"
    if choice.ranked:
        do += "; mixed = true under [models.video] lets each shot choose its own"
    return Waiting(
        "shot",
        ((episode, need.shot),),
        f"no model films {{who}}: {choice.why}" + (f" ({reasons})" if reasons else "") + "; {it} stay{s} drawn",
        do,
        severity="warning",
        # A shot that is a little longer than another waits for the same.
        about=str((choice.why, [(one.model, one.filter) for one in meant])),
    )
