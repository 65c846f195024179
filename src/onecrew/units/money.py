"""Exact money. In: minor units and an ISO 4217 currency. Out: sums of one currency. Never: exchange rates.

The minor unit here is a ten-thousandth of the currency unit: model prices such as 0.042 USD a second
are exact, and a sum of many small orders loses nothing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

_SCALE = 10_000
_WRITTEN = re.compile(r"^\s*(\d+(?:\.\d{1,4})?)\s*([A-Z]{3})\s*$")


@dataclass(frozen=True, slots=True)
class Money:
    """An amount: ``minor`` ten-thousandths of one ``currency`` unit (ISO 4217)."""

    minor: int
    currency: str = "USD"

    @staticmethod
    def read(text: str) -> Money:
        """``"5USD"`` or ``"0.042 USD"``.

        Raises:
            ValueError: not an amount with at most four decimals and a three-letter currency.
        """
        found = _WRITTEN.match(text)
        if found is None:
            raise ValueError(f"{text!r} is not an amount such as '5USD' or '0.05 EUR'")
        return Money(int(Decimal(found[1]) * _SCALE), found[2])

    def __add__(self, other: Money) -> Money:
        if self.currency != other.currency:
            raise ValueError(f"cannot add {self.currency} and {other.currency}")
        return Money(self.minor + other.minor, self.currency)

    def __mul__(self, count: int) -> Money:
        return Money(self.minor * count, self.currency)

    def __str__(self) -> str:
        whole, part = divmod(abs(self.minor), _SCALE)
        digits = f"{part:04}"
        digits = digits[:2] + digits[2:].rstrip("0")
        return f"{'-' if self.minor < 0 else ''}{whole}.{digits} {self.currency}"


FREE = Money(0)
