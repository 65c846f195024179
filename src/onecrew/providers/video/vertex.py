"""Films from Veo on Vertex AI. In: a ShotOrder. Out: Footage. Never: a bucket; films come inside the answer and are taken at once.

After google-genai 3.4.0 and Google's documentation: moderation is a success without videos, an error of the model stands in a
finished operation, and an operation is asked for by a POST below the model that made it. There is nothing to cancel with.
"""

from __future__ import annotations

import base64
import binascii
import os
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, OutOfCredit, ProviderError, Refused, Unanswered, Unready

_LOCATION = "GOOGLE_CLOUD_LOCATION"
_HOST = re.compile(r"(?<=://)([a-z0-9-]+)-aiplatform\.googleapis\.com")
_GUIDELINES = ("usage guidelines", "responsible ai", "safety", "violat", "blocked")
_LARGEST_FRAME = 20_000_000


class Vertex:
    """Veo, asked for with an access token of the user's own project."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = _moved(vendor or catalogue().vendors["vertex"])
        self._transport = Transport(self._vendor, self._headers, _told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Start the operation; its name holds project, location and model."""
        body = {"instances": [_instance(order)], "parameters": _parameters(order)}
        place = f"projects/{self._project()}/locations/{self._location()}/publishers/google/models/{order.model}"
        name = self._transport.ask("POST", f"/{place}:predictLongRunning", body=body, orders=True).at("name")
        if not isinstance(name, str) or "operations/" not in name:
            raise Unanswered("Vertex AI took the order and named no operation")
        return Ticket(name if name.startswith("projects/") else f"{place}/operations/{name.split('operations/')[-1]}")

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film of the operation."""
        place = ticket.job.split("/operations/")[0]
        answer = self._transport.ask("POST", f"/{place}:fetchPredictOperation", body={"operationName": ticket.job})
        if answer.at("done") is not True:
            return None
        if isinstance(answer.at("error"), dict):
            raise _failed(answer)
        video = answer.at("response", "videos", 0)
        if not isinstance(video, dict):
            raise _filtered(answer)
        if not str(video.get("mimeType", "video/")).startswith("video/") or not isinstance(video.get("bytesBase64Encoded"), str):
            raise Broken(f"Vertex AI says {ticket.job} is done and its answer holds no film")
        return Footage(_decoded(video["bytesBase64Encoded"], into))

    def cancel(self, ticket: Ticket) -> bool:
        """Veo's operations cannot be stopped."""
        return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """Veo's operations keep no mark of ours."""
        raise LookupError("Vertex AI cannot be asked for an order by a mark")

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}

    def _project(self) -> str:
        return self._transport.key(self._vendor.keys[1])

    def _location(self) -> str:
        host = _HOST.search(self._vendor.base)
        return host[1] if host else os.environ.get(_LOCATION, "").strip() or "us-central1"


def _moved(vendor: Vendor) -> Vendor:
    """The vendor at the location the environment names; a location has its own host."""
    location = os.environ.get(_LOCATION, "").strip()
    return replace(vendor, base=_HOST.sub(f"{location}-aiplatform.googleapis.com", vendor.base)) if location else vendor


def _instance(order: ShotOrder) -> dict[str, Any]:
    frames, others = order.of("first frame", "last frame"), order.of("character", "style")
    if strange := order.of("video", "audio"):
        raise Refused(f"Veo on Vertex AI is given no {strange[0].role} reference; leave it out")
    if frames and others:
        raise Refused(f"Veo on Vertex AI takes a frame or a {others[0].role} reference, not both; leave one of them out")
    if frames and not order.of("first frame"):
        raise Refused("Veo on Vertex AI takes a last frame only with a first; add one")
    instance: dict[str, Any] = {"prompt": order.prompt}
    for role, name in (("first frame", "image"), ("last frame", "lastFrame")):
        for one in order.of(role)[:1]:
            instance[name] = _picture(one)
    if others:
        kinds = {"character": "asset", "style": "style"}
        instance["referenceImages"] = [{"image": _picture(one), "referenceType": kinds[one.role]} for one in others]
    return instance


def _picture(reference: Reference) -> dict[str, str]:
    """Bare base64, with no ``data:`` before it."""
    data = reference.read()
    if len(data) > _LARGEST_FRAME:
        raise Refused(f"{reference.path.name} is too large for Veo (20 MB); make it smaller")
    return {"bytesBase64Encoded": base64.b64encode(data).decode(), "mimeType": reference.media_type}


def _parameters(order: ShotOrder) -> dict[str, Any]:
    if order.resolution.lower() == "4k":
        raise Refused("a film in 4k is too large for Vertex AI's answer and a bucket is not used here; order 1080p")
    parameters: dict[str, Any] = {
        "aspectRatio": order.aspect,
        "durationSeconds": int(order.seconds),
        "resolution": order.resolution,
        "sampleCount": 1,
        "generateAudio": order.sound,
        "personGeneration": "allow_adult",
    }
    if order.seed is not None:
        parameters["seed"] = order.seed
    return parameters


def _decoded(data: str, into: Path) -> Path:
    part = into.with_name(into.name + ".part")
    try:
        part.write_bytes(base64.b64decode(data, validate=True))
    except binascii.Error:
        raise Broken("the film in Vertex AI's answer is no base64") from None
    return part.replace(into)


def _told(answer: Answer) -> ProviderError | None:
    """A token lives for an hour, which Google tells as a wrong one; a project without billing is forbidden."""
    said = str(answer.at("error", "message") or "")
    if answer.status == 401:
        renew = "set a new one (gcloud auth print-access-token)"
        return Unready(f"Vertex AI does not take the access token, which lives for an hour: {renew}; {said}")
    if answer.status == 403 and "billing" in said.lower():
        return OutOfCredit(f"Vertex AI: {said}")
    return None


def _failed(answer: Answer) -> ProviderError:
    code, said = answer.at("error", "code"), str(answer.at("error", "message") or "")
    if any(word in said.lower() for word in _GUIDELINES):
        return Refused(f"Vertex AI's moderation will not film this: {said}; change the shot's words or its references")
    if code == 3:
        return Refused(f"Veo cannot film this (code 3): {said}")
    return Broken(f"Veo failed to film this (code {code}): {said}")


def _filtered(answer: Answer) -> ProviderError:
    """Done, without a film: moderated, if it counts what it kept back."""
    if answer.at("response", "raiMediaFilteredCount"):
        reasons = "; ".join(str(one) for one in answer.at("response", "raiMediaFilteredReasons") or []) or "no reason given"
        return Refused(f"Vertex AI's moderation kept the film back: {reasons}; change the shot's words or its references")
    return Broken("Vertex AI says it is done and gives no film")
