"""How one order is carried to its vendor. In: an order. Out: files, or a job to ask for later. Never: the book, a second attempt.

Film is slow: its vendor gives a job. What a step of ours asks for (a line to be spoken, a scene to be translated) is answered at
once, and so are most pictures.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from onecrew.providers.image import Image, ImageOrder
from onecrew.providers.receipt import receipt
from onecrew.providers.video import Footage, ShotOrder, Ticket, Video
from onecrew.studio.worker import Job, perform
from onecrew.units import Money
from onecrew.units.money import FREE


@dataclass(frozen=True, slots=True)
class Delivered:
    """What came, as files by the name of the output. ``price``: what it cost, None where nobody says."""

    files: Mapping[str, Path]
    price: Money | None = None


class Errand(Protocol):
    """One order on its way. Errors are those of the vendor."""

    @property
    def spent(self) -> Money:
        """What attempts that came to nothing cost, as far as is known."""
        ...

    def begin(self, into: Path) -> Ticket | Delivered:
        """Send it, once. What is answered at once lies in ``into`` or in files of its own."""
        ...

    def finish(self, ticket: Ticket, into: Path) -> Delivered | None:
        """Ask for a job; None: it is not done."""
        ...

    def find(self) -> Ticket | None:
        """The job of an order whose answer was lost; None: the vendor knows of none. LookupError: it cannot be asked."""
        ...

    def cancel(self, ticket: Ticket) -> bool:
        """Ask the vendor to stop a job. False: it cannot, or no longer."""
        ...


@dataclass(slots=True)
class FilmErrand:
    """A shot, or a mouth moved anew."""

    vendor: Video
    order: ShotOrder
    spent: Money = FREE

    def begin(self, into: Path) -> Ticket | Delivered:
        return self.vendor.begin(self.order)

    def finish(self, ticket: Ticket, into: Path) -> Delivered | None:
        return _delivered(self.vendor.finish(ticket, into), "film")

    def find(self) -> Ticket | None:
        return self.vendor.find(self.order)

    def cancel(self, ticket: Ticket) -> bool:
        return self.vendor.cancel(ticket)


@dataclass(slots=True)
class PictureErrand:
    """A picture, such as how a character looks."""

    vendor: Image
    order: ImageOrder
    spent: Money = FREE

    def begin(self, into: Path) -> Ticket | Delivered:
        came = self.vendor.begin(self.order, into)
        return came if isinstance(came, Ticket) else Delivered({"picture": came.path}, came.price)

    def finish(self, ticket: Ticket, into: Path) -> Delivered | None:
        return _delivered(self.vendor.finish(ticket, into), "picture")

    def find(self) -> Ticket | None:
        return self.vendor.find(self.order)

    def cancel(self, ticket: Ticket) -> bool:
        return self.vendor.cancel(ticket)


@dataclass(slots=True)
class StepErrand:
    """What a step asks a provider for, answered before the call ends."""

    job: Job
    spent: Money = FREE

    def begin(self, into: Path) -> Ticket | Delivered:
        with receipt() as held:
            try:
                files = perform(self.job)
            finally:
                if held.total is not None:
                    self.spent = held.total if not self.spent.minor else self.spent + held.total
        return Delivered(files, None if held.unpriced or held.total is None else self.spent)

    def finish(self, ticket: Ticket, into: Path) -> Delivered | None:
        raise AssertionError("what is answered at once has no job")

    def find(self) -> Ticket | None:
        raise LookupError("a call that is answered at once leaves no job behind")

    def cancel(self, ticket: Ticket) -> bool:
        return False


def _delivered(came: Footage | None, output: str) -> Delivered | None:
    return None if came is None else Delivered({output: came.path}, came.price)
