"""What identifies a thing: the SHA-256 of its bytes or of its canonical JSON.

In: bytes, or values of plain types and frozen dataclasses. Out: hex digests. Never: files.
Pre-images of values carry their kind, so two kinds with equal fields never share a digest.
"""

from __future__ import annotations

import dataclasses
import enum
import hashlib
import json
from fractions import Fraction
from typing import Any

Digest = str
"""64 lower-case hexadecimal digits."""


def digest_bytes(data: bytes | memoryview) -> Digest:
    """SHA-256 of the bytes, as hex."""
    return hashlib.sha256(data).hexdigest()


def plain(value: Any) -> Any:
    """``value`` in JSON's types; equal values give equal results on every machine.

    Fractions become ``"3/25"``; dataclasses become objects whose ``"is"`` is their class name (a
    keyword of Python is no field of any of them).

    Raises:
        TypeError: a type with no canonical form. Floats are refused: they are not exact.
    """
    if value is None or isinstance(value, bool | int | str):
        return value.value if isinstance(value, enum.Enum) else value
    if isinstance(value, Fraction):
        return str(value)
    if isinstance(value, enum.Enum):
        return value.value
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {f.name: plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
        return {"is": type(value).__name__, **fields}
    if isinstance(value, dict):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [plain(item) for item in value]
    if isinstance(value, set | frozenset):
        return sorted(plain(item) for item in value)
    raise TypeError(f"{type(value).__name__} has no canonical form: {value!r}")


def canonical_json(value: Any) -> str:
    """Compact JSON with sorted keys and unescaped Unicode."""
    return json.dumps(plain(value), sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def digest_value(kind: str, value: Any) -> Digest:
    """Digest of a value of the given kind."""
    return digest_bytes(f"{kind}\n{canonical_json(value)}".encode())
