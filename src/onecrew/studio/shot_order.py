"""One shot as its model is asked for it. In: a shot, its choice, references. Out: Steps. Never: choosing, ordering.

The orders of its parts, the pictures that go along, and the look at each take before it counts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from fractions import Fraction

from onecrew.animation.picture import Picture
from onecrew.providers.catalogue import Catalogue, Model
from onecrew.providers.video import ShotOrder
from onecrew.story.prompt import shot_prompt
from onecrew.story.shot import Shot
from onecrew.studio.choosing import Choice
from onecrew.studio.graph import Purchase, Step, part
from onecrew.studio.order import asked, seed_of
from onecrew.studio.production import Production
from onecrew.studio.sheets import Sheets
from onecrew.units import Digest, Money
from onecrew.units.digest import plain
from onecrew.units.money import FREE


def take_id(shot: str, number: int) -> str:
    """The id of the order for the ``number``-th part of a shot, from 1."""
    return f"take/{shot}" if number == 1 else f"take/{shot}/{number}"


def judge_id(take: str) -> str:
    """The id of the step that looks at a take, or at one with other mouths."""
    return f"judge/{take.split('/', 1)[1]}"


def judge_step(production: Production, take: str, seconds: Fraction, looked: Mapping[str, tuple[str, str]]) -> Step:
    """The look at a take."""
    width, height = production.format.width, production.format.height
    return Step(
        id=judge_id(take),
        kind="judge",
        version=1,
        recipe={
            "take": take,
            "seconds": str(seconds),
            "width": width,
            "height": height,
            "accepted": any(key == take for key, _ in production.choices.accepted),
        },
        inputs=looked,
        weight=1.0,
    )


def pictured(shot: Shot, model: Model, drawn: bool, looks: Sheets) -> tuple[str, ...]:
    """The characters whose pictures go along, those in front first."""
    if drawn and model.takes("first frame") and model.exclusive:
        return ()
    seen = [subject.who for subject in shot.subjects if subject.who in looks]
    return tuple(seen[: model.takes("character")])


def words_of(production: Production, shot: Shot, model: Model, looks: Sheets, speaks: bool) -> str:
    """The prompt of a shot for a model."""
    first_frame = production.folder.show.filming.first_frame
    return shot_prompt(
        shot,
        production.cast,
        {line.id: line for line in production.episode.lines},
        speaks=speaks,
        drawn=first_frame and model.takes("first frame") > 0,
        pictured=pictured(shot, model, first_frame, looks),
        filmed=production.folder.show.style.filmed,
    )


def part_of(words: str, number: int) -> str:
    """The prompt of the ``number``-th part of a shot."""
    return words if number == 1 else f"The same shot goes on without a cut. {words}"


def shot_steps(
    production: Production,
    shot: Shot,
    picture: Picture,
    choice: Choice,
    known: Catalogue,
    before: Step | None,
    equal: Counter[str],
    looks: Sheets,
    speaks: bool,
) -> list[Step]:
    """The references, the orders of a shot's parts, and the look at each. ``equal`` counts orders that ask for the same; ``before``
    is the look at the shot before in the scene."""
    assert choice.model is not None
    model, filming = choice.model, production.folder.show.filming
    steps: list[Step] = []
    frame: tuple[str, str] | None = None
    drawn = filming.first_frame and model.takes("first frame") > 0
    if drawn:
        still = _still(shot, picture)
        steps.append(still)
        frame = (still.id, "poster")
    along: dict[str, tuple[str, str]] = {}
    files: dict[str, tuple[str, Digest]] = {}
    for number, who in enumerate(pictured(shot, model, filming.first_frame, looks), 1):
        if who in looks.files:
            files[f"character {number}"] = looks.files[who]
        else:
            along[f"character {number}"] = (looks.steps[who].id, "picture")
    if filming.continuity and before is not None and model.takes("style") and not (drawn and model.exclusive):
        last = _last_frame(before.id.replace("judge/", "take/", 1), before.id)
        steps.append(last)
        along["style 1"] = (last.id, "poster")
    words = words_of(production, shot, model, looks, speaks)
    count = len(choice.parts)
    for number, seconds in enumerate(choice.parts, 1):
        name = take_id(shot.id, number)
        take = production.choices.take(name)
        prompt = part_of(words, number)
        # Nothing that an edit elsewhere would change goes in, such as the shot's number: it would buy the shot again.
        variant = equal[prompt]
        equal[prompt] += 1
        order = ShotOrder(
            model=model.id,
            prompt=prompt,
            seconds=seconds,
            resolution=choice.resolution,
            sound=speaks,
            seed=seed_of(prompt, variant, take) if model.seed else None,
            variant=variant,
        )
        price = choice.price if choice.price is None else _share(choice.price, number, count)
        steps.append(
            Step(
                id=name,
                kind="film",
                version=1,
                recipe=asked(order),
                inputs={**along, **({} if frame is None else {"first frame": frame})},
                files=files,
                parts={f"shot {shot.id}": part(words), "model": part(model.name), f"length of shot {shot.id}": part(str(seconds))},
                purchase=Purchase(
                    "video", model.vendor, take, local=price == FREE and not known.vendors[model.vendor].keys, price=price
                ),
                weight=1.0,
            )
        )
        looked: dict[str, tuple[str, str]] = {"film": (name, "film")}
        if before is not None:
            looked["before"] = (before.id, "judged")
        judge = judge_step(production, name, seconds, looked)
        steps.append(judge)
        before = judge
        if number < count and model.takes("first frame"):
            # The next part begins with the picture this one ends with.
            end = _last_frame(name, judge.id)
            steps.append(end)
            frame = (end.id, "poster")
            if model.exclusive:
                along, files = {}, {}
    return steps


def _last_frame(take: str, judge: str) -> Step:
    """The picture a take ends with."""
    return Step(
        id=take.replace("take/", "last/", 1),
        kind="frame",
        version=1,
        recipe={"frame": -1},
        inputs={"film": (take, "film"), "intake": (judge, "intake")},
        weight=0.3,
    )


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
