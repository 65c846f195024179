"""Vendors and their models as dated data. In: ``catalogue.toml`` and the user's own. Out: Vendors and Models. Never: calls, keys.

A user's file (``$ONECREW_HOME/catalogue.toml``, else ``$XDG_CONFIG_HOME/onecrew/catalogue.toml``, else ``~/.config/onecrew/…``)
has the same shape; what it says of a vendor or a model stands before ours, key by key, and it may add both.
"""

from __future__ import annotations

import difflib
import os
import tomllib
from collections.abc import Callable, Mapping
from dataclasses import MISSING, dataclass, fields
from datetime import date
from fractions import Fraction
from functools import cache
from math import ceil
from pathlib import Path
from typing import Any, TypeVar

from onecrew.providers.video import ROLES
from onecrew.units import Money, ProviderError

_OURS = Path(__file__).with_name("catalogue.toml")
CAPABILITIES = ("video", "image", "speech", "transcription", "writing", "lipsync")
SOUNDS = ("none", "optional", "always")
UNITS = ("second", "minute", "video", "image", "line", "thousand characters", "million tokens")


@dataclass(frozen=True, slots=True)
class Vendor:
    """Somebody who runs models.

    ``base``: where its API is. ``files``: hosts its films come from (``*.example.com``). ``also``: other hosts of its own that
    get the key. ``keys``: environment variables that hold its key and secret. ``keeps``: seconds its films stay. ``concurrent``
    and ``per_minute``: what it takes at once and in a minute. ``poll``: seconds between two questions. ``regions``: its bases
    by name, where there are several. ``extra``: what must be installed besides, as ``pip install`` takes it.
    """

    name: str
    title: str
    base: str
    files: tuple[str, ...] = ()
    also: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    console: str = ""
    keeps: int = 86400
    concurrent: int = 3
    per_minute: int = 60
    poll: int = 10
    regions: tuple[tuple[str, str], ...] = ()
    region: str = ""
    extra: str = ""

    @property
    def where(self) -> str:
        """The region it is used in; empty: it has one only, or its base is somebody's own."""
        return next((name for name, base in self.regions if base == self.base), "")

    def missing(self) -> tuple[str, ...]:
        """The environment variables that are not set."""
        return tuple(name for name in self.keys if not os.environ.get(name, "").strip())


@dataclass(frozen=True, slots=True)
class Model:
    """A model as its vendor offers it.

    ``id``: the vendor's own. ``seconds``: shortest and longest, or ``lengths``: those it makes and no others. ``resolutions``:
    names by the short side, smallest first. ``aspects``: width to height. ``references``: how many of each role. ``sound``:
    whether it films with sound of its own. ``speaks``: whether it says a line it is given. ``price``: by resolution (``any``:
    all) for one ``unit`` (one of ``UNITS``); ``price_sound`` where sound costs more. ``elo``: arena rating on ``elo_at`` (0: not
    rated), ``elo_from``: whose. ``sure``: how the facts are known. ``open_price``: an order's price is not known before it.
    """

    name: str
    vendor: str
    capability: str
    id: str
    title: str
    unit: str
    seconds: tuple[Fraction, Fraction] = (Fraction(0), Fraction(0))
    lengths: tuple[Fraction, ...] = ()
    resolutions: tuple[str, ...] = ()
    aspects: tuple[str, ...] = ("9:16", "16:9")
    rate: Fraction = Fraction(24)
    prompt: int = 2000
    references: tuple[tuple[str, int], ...] = ()
    required: tuple[str, ...] = ()
    """Roles without which it does not film."""
    addressed: tuple[str, ...] = ()
    """Roles that it takes only by a public address, which files of ours have none of."""
    exclusive: bool = False
    """Frames and other references cannot go together."""
    sound: str = "none"
    speaks: bool = False
    seed: bool = False
    price: tuple[tuple[str, Money], ...] = ()
    price_sound: tuple[tuple[str, Money], ...] = ()
    open_price: bool = False
    languages: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    """The regions of its vendor that have it under this id; none: all."""
    elo: int = 0
    elo_at: date | None = None
    elo_from: str = ""
    latency: int = 120
    """Seconds from order to film, as far as nobody measured them in the show itself."""
    needs_consent: bool = False
    available_from: date | None = None
    retires_at: date | None = None
    replaced_by: str = ""
    checked_at: date | None = None
    sure: str = ""

    def takes(self, role: str) -> int:
        """How many references of a role it takes."""
        return dict(self.references).get(role, 0)

    def gone(self, today: date) -> bool:
        """Whether it is shut down."""
        return self.retires_at is not None and self.retires_at <= today

    def length_for(self, seconds: Fraction) -> Fraction | None:
        """The shortest length it makes that holds ``seconds``; None: it makes none so long."""
        if self.lengths:
            return next((one for one in self.lengths if one >= seconds), None)
        shortest, longest = self.seconds
        wanted = max(shortest, Fraction(ceil(seconds)))
        return wanted if wanted <= longest else None

    @property
    def longest(self) -> Fraction:
        """The longest film it makes, in seconds."""
        return self.lengths[-1] if self.lengths else self.seconds[1]

    def resolution_for(self, short_side: int) -> str:
        """The smallest resolution that is not smaller than the picture wanted, else its largest."""
        return next(
            (one for one in self.resolutions if _pixels(one) >= short_side), self.resolutions[-1] if self.resolutions else ""
        )

    def cost(self, amount: Fraction, resolution: str = "any", sound: bool = False) -> Money | None:
        """The price of ``amount`` units, rounded up to a ten-thousandth; None: it is not known before the order."""
        if self.open_price:
            return None
        table = dict(self.price_sound) if sound and self.price_sound else dict(self.price)
        found = table.get(resolution) or table.get("any")
        return Money(ceil(found.minor * amount), found.currency) if found is not None else None


T = TypeVar("T", Vendor, Model)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """All vendors and models by name."""

    vendors: Mapping[str, Vendor]
    models: Mapping[str, Model]

    def of(self, capability: str) -> tuple[Model, ...]:
        """The models of a capability, by name."""
        return tuple(model for _, model in sorted(self.models.items()) if model.capability == capability)

    def out_of_region(self, model: Model) -> str:
        """Why a model cannot be asked in the region its vendor is used in; empty when it can."""
        vendor = self.vendors[model.vendor]
        if not model.regions or not vendor.where or vendor.where in model.regions:
            return ""
        near = difflib.get_close_matches(model.name, [one.name for one in self.models.values() if vendor.where in one.regions], n=1)
        return f"is not in the region {vendor.where!r} of {vendor.title}" + (f"; {near[0]} is" if near else "")

    def model(self, name: str) -> Model:
        """The model of this name.

        Raises:
            ProviderError: there is none; the nearest is named.
        """
        if name not in self.models:
            raise ProviderError(f"there is no model {name!r} in the catalogue{_near(name, self.models)}; onecrew models lists them")
        return self.models[name]


def user_file() -> Path:
    """Where the user's own catalogue is, or would be."""
    home = os.environ.get("ONECREW_HOME")
    if home:
        return Path(home) / "catalogue.toml"
    config = os.environ.get("XDG_CONFIG_HOME")
    return (Path(config) if config else Path.home() / ".config") / "onecrew" / "catalogue.toml"


def catalogue() -> Catalogue:
    """Ours, with the user's file over it.

    Raises:
        ProviderError: the user's file cannot be understood; the message names file, entry and fact.
    """
    file = user_file()
    return _read(file, file.stat().st_mtime_ns if file.is_file() else 0)


@cache
def _read(file: Path, changed: int) -> Catalogue:
    told = tomllib.loads(_OURS.read_text(encoding="utf-8"))
    if changed:
        try:
            own = tomllib.loads(file.read_text(encoding="utf-8"))
        except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fact:
            raise ProviderError(f"{file} cannot be read: {fact}") from None
        for kind in ("vendors", "models"):
            rows = own.get(kind, {})
            if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
                raise ProviderError(f"{file}: {kind} must be tables such as [{kind}.NAME]")
            for name, row in rows.items():
                told[kind][name] = {**told[kind].get(name, {}), **row}
        for strange in set(own) - {"vendors", "models"}:
            raise ProviderError(f"{file}: {strange!r} is not known{_near(strange, ('vendors', 'models'))}")
    where = str(file) if changed else _OURS.name
    dated = told.get("checked_at")
    vendors = {name: _vendor(name, row, where) for name, row in told["vendors"].items()}
    boards = told.get("ratings", {})
    models = {
        name: _model(name, {"checked_at": dated, "elo_from": boards.get(row.get("capability"), ""), **row}, where)
        for name, row in told["models"].items()
    }
    for model in models.values():
        if model.vendor not in vendors:
            raise ProviderError(
                f"{where}: model {model.name!r} names the vendor {model.vendor!r}, which is not in the catalogue"
                f"{_near(model.vendor, vendors)}"
            )
        if model.replaced_by and model.replaced_by not in models:
            raise ProviderError(
                f"{where}: model {model.name!r} is replaced by {model.replaced_by!r}, which is not in the catalogue"
            )
    return Catalogue(vendors, models)


def _vendor(name: str, row: Mapping[str, Any], where: str) -> Vendor:
    place = f"{where}: [vendors.{name}]"
    _checked(row, Vendor, place)
    told = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    regions = row.get("regions", {})
    told["regions"] = tuple(sorted(regions.items()))
    if region := row.get("region"):
        if region not in regions:
            known = ", ".join(regions) or "none"
            raise ProviderError(f"{place}: there is no region {region!r}; there are {known}{_near(region, regions)}")
        told["base"] = regions[region]
    return _made(Vendor, {"name": name, **told}, place)


def _model(name: str, row: Mapping[str, Any], where: str) -> Model:
    place = f"{where}: [models.{name!r}]"
    _checked(row, Model, place)
    for key, known in (("capability", CAPABILITIES), ("sound", SOUNDS), ("unit", UNITS)):
        if row.get(key, known[0]) not in known:
            raise ProviderError(f"{place}: {key} must be one of {', '.join(known)}{_near(row[key], known)}")
    for role in (*row.get("references", {}), *row.get("required", ()), *row.get("addressed", ())):
        if role not in ROLES:
            raise ProviderError(f"{place}: there is no role {role!r}{_near(role, ROLES)}")
    told = {key: tuple(value) if isinstance(value, list) else value for key, value in row.items()}
    told["references"] = tuple(row.get("references", {}).items())
    try:
        for key in ("price", "price_sound"):
            told[key] = tuple((size, Money.read(text)) for size, text in row.get(key, {}).items())
        for key in ("seconds", "lengths"):
            if key in row:
                told[key] = tuple(sorted(Fraction(str(one)) for one in row[key]))
        if "rate" in row:
            told["rate"] = Fraction(str(row["rate"]))
    except ValueError as fact:
        raise ProviderError(f"{place}: {fact}") from None
    if bool(row.get("elo")) != ("elo_at" in row):
        raise ProviderError(f"{place}: a rating grows old; elo and elo_at must be given together")
    told.setdefault("title", name)
    return _made(Model, {"name": name, **told}, place)


def _texts(value: Any) -> bool:
    return isinstance(value, list) and all(isinstance(one, str) for one in value)


def _number(value: Any) -> bool:
    return isinstance(value, (int, float, str)) and not isinstance(value, bool)


def _table(value: Any, kind: type) -> bool:
    return isinstance(value, dict) and all(isinstance(one, kind) for one in value.values())


_FORMS: dict[str, tuple[Callable[[Any], bool], str]] = {
    "str": (lambda value: isinstance(value, str), "a text"),
    "int": (lambda value: isinstance(value, int) and not isinstance(value, bool), "a whole number"),
    "bool": (lambda value: isinstance(value, bool), "true or false"),
    "date | None": (lambda value: value is None or isinstance(value, date), "a date without quotes (2027-01-06)"),
    "Fraction": (_number, "a number"),
    "tuple[str, ...]": (_texts, 'a list such as ["a", "b"]'),
    "tuple[Fraction, ...]": (lambda value: isinstance(value, list) and all(map(_number, value)), "a list of numbers"),
    "tuple[Fraction, Fraction]": (
        lambda value: isinstance(value, list) and len(value) == 2 and all(map(_number, value)),
        "two numbers, the shortest and the longest",
    ),
    "tuple[tuple[str, int], ...]": (lambda value: _table(value, int), 'a table such as {"first frame" = 1}'),
    "tuple[tuple[str, Money], ...]": (lambda value: _table(value, str), 'a table such as {"720p" = "0.05USD"}'),
    "tuple[tuple[str, str], ...]": (lambda value: _table(value, str), 'a table such as {intl = "https://…"}'),
}
"""What a field must be written as in TOML, by its type."""


def _checked(row: Mapping[str, Any], noun: type[Vendor] | type[Model], place: str) -> None:
    known = {one.name: str(one.type) for one in fields(noun) if one.name != "name"}
    for key, value in row.items():
        if key not in known:
            raise ProviderError(f"{place}: {key!r} is not known{_near(key, list(known))}")
        fits, words = _FORMS[known[key]]
        if not fits(value):
            raise ProviderError(f"{place}: {key} must be {words}")


def _made(noun: type[T], told: Mapping[str, Any], place: str) -> T:
    lacking = [
        one.name for one in fields(noun) if one.default is MISSING and one.default_factory is MISSING and one.name not in told
    ]
    if lacking:
        raise ProviderError(f"{place}: {' and '.join(lacking)} must be given")
    return noun(**told)


def _near(word: str, known: Mapping[str, Any] | list[str] | tuple[str, ...]) -> str:
    close = difflib.get_close_matches(word, list(known), n=1, cutoff=0.6)
    return f"; did you mean {close[0]!r}?" if close else ""


def _pixels(resolution: str) -> int:
    """The short side that a resolution's name means: 720p, 768P, 1K, 2K, 4k."""
    name = resolution.lower().rstrip("p")
    return {"1k": 768, "2k": 1440, "4k": 2160}.get(name) or (int(name) if name.isdigit() else 0)
