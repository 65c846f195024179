"""The models a worker holds. In: a capability and a name. Out: the provider. Never: two models longer than needed."""

from __future__ import annotations

import ctypes
import gc
from typing import Any

from onecrew.providers import registry

_held: dict[tuple[str, str], Any] = {}


def hold(capability: str, name: str) -> Any:
    """The provider, remembered so that it can be let go."""
    held = _held[capability, name] = registry.provider(capability, name)
    return held


def release() -> None:
    """Let go of what the providers keep in memory; they load it again when they are asked."""
    for held in _held.values():
        let_go = getattr(held, "release", None)
        if let_go is not None:
            let_go()
    _held.clear()
    gc.collect()
    # The C library keeps freed memory for itself: 130 MB after a voice, which the next kind of work would come on top of.
    trim = getattr(ctypes.CDLL(None), "malloc_trim", None)
    if trim is not None:
        trim(0)
