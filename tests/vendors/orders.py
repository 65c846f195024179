"""Orders within a model's limits, their references, and waiting for them. In: a vendor or a model. Out: nouns. Never: emulators."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path

from onecrew.providers.catalogue import Model, catalogue
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket, Video
from onecrew.units import digest_bytes

PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108020000009077"
    "53de0000000c4944415408d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def model_of(vendor: str) -> Model:
    """The vendor's first video model in the catalogue that is not shut down."""
    return next(
        one
        for one in catalogue().of("video")
        if one.vendor == vendor and one.retires_at is None and set(one.required) <= {"first frame"}
    )


def ordered(model: Model, folder: Path, seconds: int = 4) -> ShotOrder:
    """An order within the model's limits."""
    frame = folder / "first.png"
    frame.write_bytes(PNG)
    reference = Reference("first frame", "image/png", digest_bytes(PNG), frame)
    length = model.length_for(Fraction(seconds))
    assert length is not None
    return ShotOrder(
        model=model.id,
        prompt="Ana opens the letter and looks up.",
        seconds=length,
        resolution=model.resolution_for(480),
        sound=False,
        seed=7 if model.seed else None,
        references=(reference,) if model.takes("first frame") else (),
        mark="oc-0123456789abcdef",
    )


def reference(folder: Path, role: str, media_type: str = "image/png", data: bytes = b"") -> Reference:
    """A file that goes with an order; its bytes are the name of its role where none are given."""
    file, data = folder / f"{role.replace(' ', '-')}.bin", data or role.encode()
    file.write_bytes(data)
    return Reference(role, media_type, digest_bytes(data), file)


def finished(video: Video, ticket: Ticket, into: Path) -> Footage:
    """Ask until it is done."""
    for _ in range(12):
        footage = video.finish(ticket, into)
        if footage is not None:
            return footage
    raise AssertionError("never done")
