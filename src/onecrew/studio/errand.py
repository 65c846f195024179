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
from onecrew.providers.video import ShotOrder, Ticket, Video
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
        """What the last attempt cost although it came to nothing, as far as is known."""
        ...

    @property
    def suffix(self) -> str:
        """How the name of a file ends that comes of it."""
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
class FetchErrand:
    """A job that was begun before: ``output`` is what it makes, ``film`` or ``picture``."""

    vendor: Video | Image
    output: str
    spent: Money = FREE

    @property
    def suffix(self) -> str:
        return ".mp4" if self.output == "film" else ""

    def begin(self, into: Path) -> Ticket | Delivered:
        raise AssertionError("what is only fetched is never sent")

    def finish(self, ticket: Ticket, into: Path) -> Delivered | None:
        came = self.vendor.finish(ticket, into)
        return None if came is None else Delivered({self.output: came.path}, came.price)

    def find(self) -> Ticket | None:
        raise LookupError("what is only fetched has its job")

    def cancel(self, ticket: Ticket) -> bool:
        return self.vendor.cancel(ticket)


class FilmErrand(FetchErrand):
    """A shot, or a mouth moved anew."""

    def __init__(self, vendor: Video, order: ShotOrder) -> None:
        super().__init__(vendor, "film")
        self._films, self._order = vendor, order

    def begin(self, into: Path) -> Ticket | Delivered:
        return self._films.begin(self._order)

    def find(self) -> Ticket | None:
        return self._films.find(self._order)


class PictureErrand(FetchErrand):
    """A picture, such as how a character looks."""

    def __init__(self, vendor: Image, order: ImageOrder) -> None:
        super().__init__(vendor, "picture")
        self._draws, self._order = vendor, order

    def begin(self, into: Path) -> Ticket | Delivered:
        came = self._draws.begin(self._order, into)
        return came if isinstance(came, Ticket) else Delivered({"picture": came.path}, came.price)

    def find(self) -> Ticket | None:
        return self._draws.find(self._order)


@dataclass(slots=True)
class StepErrand:
    """What a step asks a provider for, answered before the call ends."""

    job: Job
    spent: Money = FREE
    suffix = ""

    def begin(self, into: Path) -> Ticket | Delivered:
        with receipt() as held:
            try:
                files = perform(self.job)
            finally:
                self.spent = held.total or FREE
        return Delivered(files, None if held.unpriced or held.total is None else self.spent)

    def finish(self, ticket: Ticket, into: Path) -> Delivered | None:
        raise AssertionError("what is answered at once has no job")

    def find(self) -> Ticket | None:
        raise LookupError("a call that is answered at once leaves no job behind")

    def cancel(self, ticket: Ticket) -> bool:
        return False
