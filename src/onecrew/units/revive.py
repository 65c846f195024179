"""The way back from canonical JSON to frozen dataclasses. In: plain values and a type. Out: values. Never: guesses.

``revive(kind, plain(value)) == value`` for every noun of the house; the type annotations say what each field is.
"""

from __future__ import annotations

import dataclasses
import enum
import functools
import types
import typing
from fractions import Fraction
from typing import Any, TypeVar

T = TypeVar("T")


@functools.cache
def _fields(kind: type) -> dict[str, Any]:
    hints = typing.get_type_hints(kind)
    return {field.name: hints[field.name] for field in dataclasses.fields(kind) if field.init}


def revive(kind: type[T], value: Any) -> T:
    """The value of type ``kind`` that ``plain`` turned into ``value``.

    Raises:
        TypeError: the annotation is of a form the nouns do not use, or the value does not fit it.
    """
    return typing.cast(T, _revive(kind, value))


def _revive(kind: Any, value: Any) -> Any:
    if kind is Any:
        return value
    origin = typing.get_origin(kind)
    if origin in (typing.Union, types.UnionType):
        return _one_of(typing.get_args(kind), value)
    if origin is tuple:
        inner = typing.get_args(kind)
        if len(inner) == 2 and inner[1] is Ellipsis:
            return tuple(_revive(inner[0], item) for item in value)
        return tuple(_revive(one, item) for one, item in zip(inner, value, strict=True))
    if origin is typing.Literal:
        return value
    if kind is Fraction:
        return Fraction(value)
    if isinstance(kind, type):
        if issubclass(kind, enum.Enum):
            return kind(value)
        if dataclasses.is_dataclass(kind):
            if not isinstance(value, dict):
                raise TypeError(f"{kind.__name__} needs an object, not {value!r}")
            hints = _fields(kind)
            return kind(**{name: _revive(hint, value[name]) for name, hint in hints.items() if name in value})
        if isinstance(value, kind):
            return value
    raise TypeError(f"{value!r} is no {kind}")


def _one_of(kinds: tuple[Any, ...], value: Any) -> Any:
    if value is None:
        return None
    named = value.get("is") if isinstance(value, dict) else None
    for kind in kinds:
        if kind is type(None):
            continue
        if named is None or getattr(kind, "__name__", None) == named:
            return _revive(kind, value)
    raise TypeError(f"{value!r} is none of {kinds}")
