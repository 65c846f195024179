"""Films from fal's queue. In: a ShotOrder. Out: Footage. Never: its client's own retries, for a submit that is repeated is paid
twice.

After fal's queue API and its client 1.0.3: a job is addressed by the first two parts of the model's path; COMPLETED is not success,
the error stands in the status or in the result; references must lie at an address, so they are uploaded to fal's storage first.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, ProviderError, Refused, Unanswered

_STORAGE = "https://rest.fal.ai"
_MODERATED = ("content_policy_violation", "no_media_generated", "safety", "nsfw")


class Fal:
    """Models of many makers, behind one queue."""

    def __init__(self, vendor: Vendor | None = None, storage: str = "") -> None:
        self._vendor = vendor or catalogue().vendors["fal"]
        self._storage = storage or _STORAGE
        self._transport = Transport(self._vendor, self._headers, _told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Upload what goes with the order, and queue it."""
        body = _input(order, {one.digest: self._uploaded(one) for one in order.references})
        # The queue would try a failed job again by itself, at our cost.
        answer = self._transport.ask("POST", order.model, body=body, headers={"X-Fal-No-Retry": "1"}, orders=True)
        request = answer.at("request_id")
        if not isinstance(request, str) or not request:
            raise Unanswered("fal took the order and named no request_id")
        # Workflows and ComfyUI apps stand one step deeper (fal-client 1.0.3, APP_NAMESPACES).
        steps = 3 if order.model.startswith(("workflows/", "comfy/")) else 2
        return Ticket(f"{'/'.join(order.model.split('/')[:steps])}/requests/{request}")

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once the queue is done with it."""
        status = self._transport.ask("GET", f"{ticket.job}/status")
        if status.at("status") in ("IN_QUEUE", "IN_PROGRESS"):
            return None
        if status.at("status") != "COMPLETED":
            raise Broken(f"fal says {status.at('status')!r} of {ticket.job}")
        if status.at("error"):
            raise _failed(str(status.at("error")), str(status.at("error_type") or ""))
        result = self._transport.ask("GET", ticket.job)
        url = result.at("video", "url") or result.at("videos", 0, "url")
        if not isinstance(url, str):
            raise Broken(f"fal says {ticket.job} is done and gives no film")
        seed = result.at("seed")
        return Footage(self._transport.download(url, into, headers=self._headers()), None, seed if isinstance(seed, int) else None)

    def cancel(self, ticket: Ticket) -> bool:
        """Take it out of the queue; what runs already may go on."""
        try:
            return bool(self._transport.ask("PUT", f"{ticket.job}/cancel").at("status") == "CANCELLATION_REQUESTED")
        except Refused:
            return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """The queue keeps no mark of ours."""
        raise LookupError("fal cannot be asked for an order by a mark")

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Key {self._transport.key()}"}

    def _uploaded(self, reference: Reference) -> str:
        """The address fal gives a file of ours."""
        name = f"{reference.digest[:16]}.{reference.media_type.split('/')[-1]}"
        place = self._transport.ask(
            "POST",
            f"{self._storage}/storage/upload/initiate",
            params={"storage_type": "gcs"},
            body={"file_name": name, "content_type": reference.media_type},
        )
        upload, address = place.at("upload_url"), place.at("file_url")
        if not isinstance(upload, str) or not isinstance(address, str):
            raise Broken("fal's storage gives no address for an upload")
        self._transport.upload(upload, reference.read(), reference.media_type)
        return address


def _input(order: ShotOrder, addresses: dict[str, str]) -> dict[str, Any]:
    """The model's input: the names most of fal's video models share."""
    body: dict[str, Any] = {
        "prompt": order.prompt,
        "aspect_ratio": order.aspect,
        "resolution": order.resolution,
        "duration": str(order.seconds),
        "generate_audio": order.sound,
    }
    if order.seed is not None:
        body["seed"] = order.seed
    for role, name in (("first frame", "image_url"), ("last frame", "end_image_url")):
        for one in order.of(role)[:1]:
            body[name] = addresses[one.digest]
    for role, name in (("character", "image_urls"), ("video", "video_urls"), ("audio", "audio_urls")):
        if found := [addresses[one.digest] for one in order.of(*((role, "style") if role == "character" else (role,)))]:
            body[name] = found
    return body


def _told(answer: Answer) -> ProviderError | None:
    """fal's words: ``detail`` is a text or a list of ``{loc, msg, type}``; the kind may stand in a header alone."""
    if answer.status < 400:
        return None
    detail = answer.at("detail")
    kind = str(answer.at("error_type") or answer.headers.get("x-fal-error-type", ""))
    if isinstance(detail, list) and detail:
        said = "; ".join(str(one.get("msg", "")) for one in detail if isinstance(one, dict))
        kind = kind or " ".join(str(one.get("type", "")) for one in detail if isinstance(one, dict))
        return _failed(said, kind) if answer.status == 422 else None
    return _failed(str(detail or ""), kind) if answer.status == 422 else None


def _failed(said: str, kind: str) -> ProviderError:
    if any(word in f"{kind} {said}".lower() for word in _MODERATED):
        return Refused(f"fal's moderation will not film this: {said or kind}; change the shot's words or its references")
    if kind in ("runner_scheduling_failure", "runner_connection_timeout", "runner_disconnected", "internal_server_error"):
        return Broken(f"fal failed to film this ({kind}): {said}", billed=False)
    if "request_timeout" in kind:
        return Broken(f"fal gave the job up: {said or kind}", billed=False)
    return Refused(f"fal will not film this ({kind or 'HTTP 422'}): {said}")
