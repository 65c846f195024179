"""Films from Replicate. In: a ShotOrder. Out: Footage. Never: a film asked for after its hour, when Replicate has deleted it.

After Replicate's API and its client 1.0.7. Every maker spells its model's input in its own way; why a film failed, moderation too,
is one line of text. References go through Replicate's file store.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Expired, OutOfCredit, ProviderError, Refused, Unanswered

_MODERATED = ("(e005)", "flagged as sensitive", "nsfw", "moderation", "content policy", "risk control", "sensitive content")
_UNFIT = ("(e006)", "invalid input")
_MODES = {"720p": "standard", "1080p": "pro"}


@dataclass(frozen=True, slots=True)
class _Spelling:
    """What a maker calls its input: files by role, whether a ``mode`` stands for the resolution, whether there is a seed."""

    first: str
    last: str
    characters: str = "reference_images"
    mode: bool = False
    seed: bool = True


_USUAL = _Spelling("image", "last_frame_image")
_SPELLINGS = {"bytedance": _USUAL, "kwaivgi": _Spelling("start_image", "end_image", mode=True, seed=False)}


class Replicate:
    """Models of many makers; each prediction is one film."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["replicate"]
        self._transport = Transport(self._vendor, self._headers, _told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Upload what goes with the order, and create a prediction: by the model's name, or by the version after its colon."""
        body: dict[str, Any] = {"input": self._input(order)}
        name, _, version = order.model.partition(":")
        path = f"/models/{name}/predictions"
        if version:
            path, body["version"] = "/predictions", version
        prediction = self._transport.ask("POST", path, body=body, orders=True).at("id")
        if not isinstance(prediction, str) or not prediction:
            raise Unanswered("Replicate took the order and named no prediction")
        return Ticket(prediction)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film of the prediction."""
        prediction = self._transport.ask("GET", f"/predictions/{ticket.job}")
        status = prediction.at("status")
        if status in ("starting", "processing"):
            return None
        if status == "failed":
            raise _failed(str(prediction.at("error") or "no reason given"))
        if status in ("canceled", "aborted"):
            raise Expired(f"the prediction {ticket.job} was {status} at Replicate")
        if status != "succeeded":
            raise Broken(f"Replicate says {status!r} of the prediction {ticket.job}")
        output = prediction.at("output")
        url = output[0] if isinstance(output, list) and output else output
        if prediction.at("data_removed") is True:
            raise Expired(f"Replicate deleted the film of {ticket.job}; it keeps them for one hour", billed=True)
        if not isinstance(url, str):
            raise Broken(f"Replicate says the prediction {ticket.job} is done and gives no film")
        return Footage(self._transport.download(url, into, headers=self._headers()))

    def cancel(self, ticket: Ticket) -> bool:
        """Stop the prediction, if it has not ended."""
        try:
            return self._transport.ask("POST", f"/predictions/{ticket.job}/cancel").at("status") in ("canceled", "aborted")
        except (Refused, Expired):
            return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """It keeps no mark of ours."""
        raise LookupError("Replicate cannot be asked for an order by a mark; look at replicate.com/predictions")

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}

    def _input(self, order: ShotOrder) -> dict[str, Any]:
        maker = _SPELLINGS.get(order.model.split("/")[0], _USUAL)
        if strange := order.of("video", "audio"):
            raise Refused(f"Replicate's {order.model} is not given a {strange[0].role} reference; leave it out")
        put: dict[str, Any] = {
            "prompt": order.prompt,
            "duration": int(order.seconds),
            "aspect_ratio": order.aspect,
            "generate_audio": order.sound,
        }
        if maker.mode and order.resolution not in _MODES:
            raise Refused(f"Replicate's {order.model} films at {' and '.join(_MODES)}, not at {order.resolution}")
        put["mode" if maker.mode else "resolution"] = _MODES[order.resolution] if maker.mode else order.resolution
        if maker.seed and order.seed is not None:
            put["seed"] = order.seed
        for role, name in (("first frame", maker.first), ("last frame", maker.last)):
            for one in order.of(role)[:1]:
                put[name] = self._uploaded(one)
        if characters := order.of("character", "style"):
            put[maker.characters] = [self._uploaded(one) for one in characters]
        return put

    def _uploaded(self, reference: Reference) -> str:
        """The address Replicate gives a file of ours."""
        name = f"{reference.digest[:16]}.{reference.media_type.split('/')[-1]}"
        address = self._transport.ask("POST", "/files", files={"content": (name, reference.read(), reference.media_type)}).at(
            "urls", "get"
        )
        if not isinstance(address, str):
            raise Broken("Replicate's file store gives no address for an upload")
        return address


def _told(answer: Answer) -> ProviderError | None:
    """Replicate's problem details name the input field that is wrong."""
    said = str(answer.at("detail") or answer.at("title") or "")
    if answer.status == 422:
        return (
            _failed(said) if any(word in said.lower() for word in _MODERATED) else Refused(f"Replicate does not take this: {said}")
        )
    if answer.status == 403 and "credit" in said.lower():
        return OutOfCredit(f"Replicate: {said}")
    return None


def _failed(said: str) -> ProviderError:
    if any(word in said.lower() for word in _MODERATED):
        return Refused(f"the model's moderation will not film this: {said}; change the shot's words or its references")
    if any(word in said.lower() for word in _UNFIT):
        return Refused(f"the model cannot use this input: {said}")
    return Broken(f"Replicate failed to film this: {said}")
