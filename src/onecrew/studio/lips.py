"""Mouths of filmed people follow a language's voices: lip-sync. In: a language's cut, its takes. Out: steps. Never: ordering.

Only where show.toml names who does it (``lipsync`` under [models]), only in shots that show somebody speaking, and for each
language apart. It is an order of its own: the take stays as it was filmed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from fnmatch import fnmatchcase
from fractions import Fraction

from onecrew.providers.catalogue import Model, catalogue
from onecrew.providers.video import ShotOrder
from onecrew.story.episode import Heard
from onecrew.story.show import Filming, Show
from onecrew.studio.filming import Filmed
from onecrew.studio.graph import Purchase, Step, part
from onecrew.studio.obstacles import hindrance
from onecrew.studio.order import FILM, asked
from onecrew.studio.production import Production
from onecrew.studio.shot_order import judge_step
from onecrew.studio.spoken import speak_id
from onecrew.studio.takes import with_chosen
from onecrew.timeline.timeline import LineClip, ShotClip, Timeline
from onecrew.units import Language, Problem, ProviderError, Where
from onecrew.units.money import FREE

_SEEN = Fraction(3, 10)
"""Seconds of a line that must be seen for its mouth to matter."""


@dataclass(frozen=True, slots=True)
class Lips:
    """The steps, and the takes that stand in the place of the filmed ones, by the shot."""

    steps: tuple[Step, ...] = ()
    takes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    problems: tuple[Problem, ...] = ()


def lips(production: Production, language: Language, voice: Language, timeline: Timeline, taken: Filmed) -> Lips:
    """The lip-sync of a language that is heard in ``voice``."""
    show = production.folder.show
    name = dict(show.models).get("lipsync", "")
    if not name:
        return Lips()
    if found := lips_problem(show):
        return Lips(problems=(found,))
    model = catalogue().model(name)
    steps: list[Step] = []
    takes = {}
    problems = []
    for clip in timeline.shots:
        said = _mouths(production, timeline, clip)
        parts = taken.takes(clip.shot)
        # Who speaks in the take itself has the mouth for it.
        if not said or not parts or (language == show.source and clip.shot in taken.native):
            continue
        choice = taken.choices[clip.shot]
        seconds = model.length_for(clip.range.length)
        if len(parts) > 1 or seconds is None or clip.range.length > choice.parts[0]:
            what = f"the mouths of shot {clip.shot} do not follow {language.name}: "
            why = (
                "it is filmed in parts"
                if len(parts) > 1
                else f"{model.name} takes no film of {float(clip.range.length):.1f} s"
                if seconds is None
                else "it is longer in this language than its take"
            )
            problems.append(Problem(Where("show.toml"), what + why, "split its lines over two shots, or let it be", "note"))
            continue
        made = _steps(production, language, voice, clip, said, parts[0], model, seconds)
        steps += made
        takes[clip.shot] = (made[1].id,)
    return Lips(with_chosen(steps, taken.named), takes, tuple(problems))


def lips_problem(show: Show) -> Problem | None:
    """Why the model that a show names for lip-sync cannot be asked; None: it can, or none is named."""
    name = dict(show.models).get("lipsync", "")
    if not name:
        return None
    try:
        fact = _stopped(catalogue().model(name), show.filming, date.today())
    except ProviderError as error:
        fact = str(error)
    return _problem(fact) if fact else None


def _steps(
    production: Production,
    language: Language,
    voice: Language,
    clip: ShotClip,
    said: tuple[LineClip, ...],
    take: str,
    model: Model,
    seconds: Fraction,
) -> list[Step]:
    """The voices of the shot, the order, and the look at what comes."""
    start = clip.range.start
    heard = Step(
        id=f"{language}/voices/{clip.shot}",
        kind="voices_of_shot",
        version=1,
        recipe={
            "seconds": str(clip.range.length),
            "lines": [[one.line, str(one.range.start - start), str(one.tempo)] for one in said],
        },
        inputs={f"line {one.line}": (speak_id(voice, one.line, one.wording), "audio") for one in said},
        parts={f"speech in shot {clip.shot}": part([(one.line, one.range.start - start, one.tempo) for one in said])},
        weight=0.5,
    )
    id = f"lips/{language}/{clip.shot}"
    number = production.choices.take(id)
    order = ShotOrder(model=model.id, prompt="", seconds=seconds, resolution="")
    price = model.cost(seconds)
    ordered = Step(
        id=id,
        kind=FILM,
        version=1,
        recipe=asked(order),
        inputs={"video": (take, "film"), "audio": (heard.id, "sound")},
        parts={"model": part(model.name), f"length of shot {clip.shot}": part(seconds)},
        purchase=Purchase("video", model.vendor, number, local=price == FREE, price=price),
        weight=1.0,
    )
    judge = judge_step(production, id, clip.range.length, {"film": (id, "film")})
    return [heard, ordered, judge]


def _mouths(production: Production, timeline: Timeline, clip: ShotClip) -> tuple[LineClip, ...]:
    """The lines whose speaker is seen speaking in a shot; none where nobody is, or two speak at once."""
    lines = {line.id: line for line in production.episode.lines}
    shot = next(one for one in production.shots if one.id == clip.shot)
    seen = {subject.who for subject in shot.subjects}
    said = tuple(
        one
        for one in timeline.lines
        if one.speaker in seen and lines[one.line].heard is Heard.ON_SCREEN and one.range.overlap(clip.range) >= _SEEN
    )
    together = any(one.range.overlap(other.range) > _SEEN for number, one in enumerate(said) for other in said[number + 1 :])
    return () if together else said


def _stopped(model: Model, filming: Filming, today: date) -> str:
    """Why a model cannot be asked; empty when it can."""
    if model.capability != "lipsync":
        return f"{model.name} does {model.capability}, not lip-sync"
    if {"video", "audio"} - dict(model.references).keys():
        return f"{model.name} takes no film and voice"
    if model.addressed:
        return f"{model.name} takes a {model.addressed[0]} only by a public address, and onecrew has none for its files"
    if hindered := hindrance("lipsync", model.name, today):
        return hindered.fact
    if model.needs_consent and not any(fnmatchcase(model.name, one) for one in filming.agreed):
        return f"{model.name} needs the consent of those who are seen (agreed under [models.video])"
    if (model.open_price or not model.price) and not filming.open_price:
        return f'the price of {model.name} is not known before the order (open_price = "0.50USD" under [budget] allows that)'
    return ""


def _problem(fact: str) -> Problem:
    return Problem(
        Where("show.toml"), f"mouths do not follow the voices: {fact}", "mend that, or take lipsync out of [models]", "warning"
    )
