"""Pictures of characters that go along with what is filmed. In: a Production. Out: steps, files, Problems. Never: ordering.

A character's picture is the one its author brings (``picture`` in cast.toml), else a sheet that a model of images makes, where the
show names one (``image`` under [models]). It is ordered once for the whole show: the same request is the same take.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from pathlib import Path

from onecrew.providers.catalogue import Model, catalogue
from onecrew.providers.image import ImageOrder
from onecrew.story.folder import ShowFolder
from onecrew.story.prompt import sheet_prompt
from onecrew.studio.graph import Purchase, Step, part
from onecrew.studio.obstacles import hindrance
from onecrew.studio.order import PICTURE, asked, media_type, seed_of
from onecrew.studio.production import Production
from onecrew.units import Digest, Problem, ProviderError, Where, digest_bytes
from onecrew.units.money import FREE

_LARGEST = 30_000_000
"""Bytes of a picture that is brought."""
_SHAPES = ("3:2", "4:3", "16:9", "1:1")
"""What a sheet with two views may be, best first."""
_SIDE = 1024


@dataclass(frozen=True, slots=True)
class Sheets:
    """``steps``: what is ordered, by the character. ``files``: what is brought: path and digest. ``fact``: why sheets that are
    wanted cannot be ordered."""

    steps: Mapping[str, Step] = field(default_factory=dict)
    files: Mapping[str, tuple[str, Digest]] = field(default_factory=dict)
    fact: str = ""

    def __contains__(self, who: object) -> bool:
        return who in self.steps or who in self.files


def sheets(production: Production, people: Iterable[str]) -> Sheets:
    """The pictures of these characters, as far as there are any."""
    show = production.folder.show
    wanted = [one for one in production.cast if one.name in set(people)]
    files = {one.name: found for one in wanted if one.picture and (found := _brought(production.folder, one.picture)) is not None}
    chosen = dict(show.models).get("image", "")
    if not chosen:
        return Sheets(files=files)
    try:
        model = _model(chosen)
    except ProviderError as fact:
        return Sheets(files=files, fact=str(fact))
    if hindered := hindrance("image", model.name, date.today()):
        return Sheets(files=files, fact=f"{hindered.fact}; {hindered.do}")
    price = model.cost(Fraction(1), model.resolution_for(_SIDE))
    if price is None and not show.filming.open_price:
        return Sheets(
            files=files,
            fact=f'the price of {model.name} is not known before the order (open_price = "0.50USD" under [budget] allows that)',
        )
    steps = {}
    for one in wanted:
        if one.name in files:
            continue
        id = f"sheet/{one.name}"
        words, take = sheet_prompt(one, show.style.filmed), production.choices.take(id)
        order = ImageOrder(
            model=model.id,
            prompt=words,
            aspect=next((shape for shape in _SHAPES if shape in model.aspects), model.aspects[0]),
            resolution=model.resolution_for(_SIDE),
            seed=seed_of(words, 0, take) if model.seed else None,
        )
        steps[one.name] = Step(
            id=id,
            kind=PICTURE,
            version=1,
            recipe=asked(order),
            parts={f"look of {one.title}": part(words), "model": part(model.name)},
            purchase=Purchase("image", model.vendor, take, local=price == FREE, price=price),
            weight=1.0,
        )
    return Sheets(steps, files)


def picture_problems(folder: ShowFolder) -> tuple[Problem, ...]:
    """What is wrong with the pictures that cast.toml names."""
    found = []
    for one in folder.show.cast:
        if not one.picture:
            continue
        path, where = folder.path / one.picture, Where("cast.toml")
        if not path.is_file():
            fact = f"the picture of {one.name}, {one.picture}, is not there"
            found.append(Problem(where, fact, "put it there, or correct the path"))
        elif path.stat().st_size > _LARGEST:
            found.append(Problem(where, f"the picture of {one.name} has {path.stat().st_size / 1e6:.0f} MB", "30 MB are the most"))
        elif not media_type(path).startswith("image/"):
            found.append(Problem(where, f"{one.picture} is no picture", "bring a PNG, JPEG or WebP file"))
    return tuple(found)


def _brought(folder: ShowFolder, name: str) -> tuple[str, Digest] | None:
    path: Path = folder.path / name
    return (str(path), digest_bytes(path.read_bytes())) if path.is_file() else None


def _model(name: str) -> Model:
    """The model of images of this name; a vendor's name alone means its first that is not shut down."""
    known = catalogue()
    if "/" in name:
        return known.model(name)
    found = next((one for one in known.of("image") if one.vendor == name and one.retires_at is None), None)
    return found or known.model(name)
