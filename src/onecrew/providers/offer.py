"""What a provider offers. In: nothing. Out: frozen nouns shared by all capabilities. Never: calls."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from onecrew.units import Money


@dataclass(frozen=True, slots=True)
class Offer:
    """What a provider can do and what it costs.

    ``languages``: BCP 47 tags it handles ("pt-BR"), for translation pairs ``en>pt-BR``. ``price`` is per ``unit``
    (``line``, ``second``, ``character``); None: unknown before the call. ``local``: runs on this machine.
    """

    name: str
    languages: tuple[str, ...]
    price: Money | None
    unit: str
    local: bool = False
    needs_consent: bool = False
    needs: str = ""
    """What must be installed or set first, and the one command for it; empty when it is ready."""
    retires_at: date | None = None
    checked_at: date | None = None
