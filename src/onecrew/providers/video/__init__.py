"""Video: the protocol and its nouns. In: a ShotOrder. Out: Footage in a file. Never: money kept, retries, the story.

A vendor's call is slow and paid, so it is two calls: ``begin`` sends the order and names the job, ``finish`` asks how it goes
and, when it is done, brings the file at once. Neither tries again by itself: whoever orders decides that, and writes down what is
known between.
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from pathlib import Path
from typing import Protocol

from onecrew.providers.offer import Offer
from onecrew.units import Digest, Money

ROLES = ("first frame", "last frame", "character", "style", "video", "audio")
"""What a reference is for."""


@dataclass(frozen=True, slots=True)
class Reference:
    """A file that goes with an order: its role (one of ``ROLES``), media type, digest, and where its bytes lie now."""

    role: str
    media_type: str
    digest: Digest
    path: Path

    def read(self) -> bytes:
        """The bytes."""
        return self.path.read_bytes()


@dataclass(frozen=True, slots=True)
class ShotOrder:
    """What is asked of a model.

    ``model``: the vendor's own id. ``seconds``: a length the model offers. ``resolution``: one of the model's (``720p``).
    ``aspect``: width to height (``9:16``). ``sound``: whether the model's own sound is wanted. ``mark``: our name for the order,
    sent where a vendor keeps one, so that it can be found again; letters, digits and dashes. ``variant``: which of several equal
    orders of a film this is, from 0; it keeps them apart in the book.
    """

    model: str
    prompt: str
    seconds: Fraction
    resolution: str
    aspect: str = "9:16"
    sound: bool = False
    seed: int | None = None
    references: tuple[Reference, ...] = ()
    mark: str = ""
    variant: int = 0

    def of(self, *roles: str) -> tuple[Reference, ...]:
        """The references with one of these roles, in order."""
        return tuple(one for one in self.references if one.role in roles)


@dataclass(frozen=True, slots=True)
class Ticket:
    """A job a vendor has taken: all that is needed to ask for it later, as one string."""

    job: str


@dataclass(frozen=True, slots=True)
class Footage:
    """What came back, in ``path``. ``price``: what the vendor says it cost, None where it does not say. ``seed``: the one it
    used."""

    path: Path
    price: Money | None = None
    seed: int | None = None


class Video(Protocol):
    """A vendor of films. Errors are those of ``units``; ``billed`` is set where the vendor says so."""

    def offer(self) -> Offer: ...

    def begin(self, order: ShotOrder) -> Ticket:
        """Send an order, once.

        Raises:
            Refused: it will not do this.
            Busy, OutOfCredit, Unreachable: it was not taken.
            Unanswered: nobody knows whether it was taken.
        """
        ...

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film in the file ``into``; None while it is not done.

        Raises:
            Refused: what was made, or was to be made, may not be shown.
            Busy, Unreachable, Unanswered: ask again later.
            Expired: the job or its film is gone.
            Broken: the vendor failed, or what it sends is no film.
        """
        ...

    def cancel(self, ticket: Ticket) -> bool:
        """Ask the vendor to stop. False: it cannot, or no longer."""
        ...

    def find(self, order: ShotOrder) -> Ticket | None:
        """The job of an order whose answer was lost, where the vendor keeps our mark; None: it has none of that mark.

        Raises:
            LookupError: this vendor cannot be asked.
        """
        ...
