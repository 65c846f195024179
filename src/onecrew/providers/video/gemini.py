"""Films from Gemini Omni through Google's Interactions API. In: a ShotOrder. Out: Footage. Never: waiting inside one call.

After google-genai 3.4.0 and Google's documentation: a film over 4 MB comes as a file of its store, which must be ACTIVE first and
is kept two days; what the model will not film it may answer in words, as a completed interaction without a film.
"""

from __future__ import annotations

import base64
import binascii
import re
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.gemini_errors import told
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Expired, ProviderError, Refused, Unanswered

_LARGEST = 20_000_000
"""Bytes of one request, files and all."""
_WAITING = ("queued", "in_progress")
_MODERATED = ("safety", "policy", "policies", "blocked", "prohibited", "responsible ai", "sensitive")


class Gemini:
    """Gemini Omni: films with their own sound, from words, a frame, characters, or another film."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["gemini"]
        self._transport = Transport(self._vendor, self._headers, self._told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Create an interaction that runs by itself and is stored, so that it can be asked for."""
        answer = self._transport.ask("POST", "/interactions", body=_body(order), orders=True)
        interaction = answer.at("id")
        if answer.at("status") in ("failed", "incomplete", "budget_exceeded"):
            raise _failed(answer)
        if not isinstance(interaction, str) or not interaction:
            raise Unanswered("Gemini took the order and named no interaction")
        return Ticket(interaction)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film of the interaction, once the file it lies in is ready."""
        answer = self._transport.ask("GET", f"/interactions/{ticket.job}")
        status = answer.at("status")
        if status in _WAITING:
            return None
        if status in ("failed", "incomplete", "budget_exceeded"):
            raise _failed(answer)
        if status == "cancelled":
            raise Expired(f"the interaction {ticket.job} was cancelled at Gemini")
        if status != "completed":
            raise Broken(f"Gemini says {status!r} of the interaction {ticket.job}")
        film = _film(answer)
        if film is None:
            raise _failed(answer)
        if isinstance(film.get("data"), str):
            return Footage(_decoded(film["data"], into))
        named = re.search(r"files/([\w-]+)", str(film.get("uri", "")))
        if named is None:
            raise Broken(f"Gemini says {ticket.job} is done and gives no film")
        return self._stored(named[1], into)

    def cancel(self, ticket: Ticket) -> bool:
        """Stop the interaction, if it still runs."""
        try:
            return bool(self._transport.ask("POST", f"/interactions/{ticket.job}/cancel").at("status") == "cancelled")
        except (Refused, Expired):
            return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """Interactions cannot be listed."""
        raise LookupError("Gemini cannot be asked for an order by a mark")

    def _headers(self) -> dict[str, str]:
        return {"x-goog-api-key": self._transport.key()}

    def _told(self, answer: Answer) -> ProviderError | None:
        """Google's errors; what is gone is forbidden to it."""
        said = str(answer.at("error", "message") or "")
        if answer.status == 403 and "may not exist" in said.lower():
            return Expired(f"Gemini no longer keeps this: {said}")
        return told(self._vendor, answer)

    def _stored(self, name: str, into: Path) -> Footage | None:
        """A film in the file store; None while it is not ready. It is asked for at our own base, because the key goes along."""
        state = self._transport.ask("GET", f"/files/{name}").at("state")
        if state == "PROCESSING":
            return None
        if state != "ACTIVE":
            raise Broken(f"Gemini says {state!r} of the film {name}")
        url = f"{self._vendor.base.rstrip('/')}/files/{name}:download?alt=media"
        return Footage(self._transport.download(url, into, headers=self._headers()))


def _body(order: ShotOrder) -> dict[str, Any]:
    """The interaction asked for; the film is to come as a file, whatever its size."""
    task = "text_to_video"
    for role, name in (
        ("first frame", "image_to_video"),
        ("character", "reference_to_video"),
        ("style", "reference_to_video"),
        ("video", "edit"),
    ):
        if order.of(role):
            task = name
    if strange := order.of("last frame", "audio"):
        raise Refused(f"Gemini's {order.model} takes no {strange[0].role} reference; leave it out")
    if sum(one.path.stat().st_size for one in order.references) * 4 // 3 > _LARGEST:
        raise Refused("the references are too large for Gemini (20 MB with their encoding); make them smaller")
    config: dict[str, Any] = {"video_config": {"task": task}}
    if order.seed is not None:
        config["seed"] = order.seed
    return {
        "model": order.model,
        "background": True,
        "store": True,
        "input": [{"type": "user_input", "content": [{"type": "text", "text": order.prompt}, *map(_content, order.references)]}],
        "response_format": {
            "type": "video",
            "aspect_ratio": order.aspect,
            "resolution": order.resolution,
            "duration": f"{float(order.seconds):g}s",
            "delivery": "uri",
        },
        "generation_config": config,
    }


def _content(reference: Reference) -> dict[str, str]:
    kind = reference.media_type.split("/")[0]
    return {"type": kind, "data": base64.b64encode(reference.read()).decode(), "mime_type": reference.media_type}


def _outputs(answer: Answer) -> list[dict[str, Any]]:
    """What the model put out, step by step."""
    steps = [one for one in answer.at("steps") or [] if isinstance(one, dict) and one.get("type") == "model_output"]
    return [one for step in steps for one in step.get("content") or [] if isinstance(one, dict)]


def _film(answer: Answer) -> dict[str, Any] | None:
    given = answer.at("output_video")
    films = [given] if isinstance(given, dict) else [one for one in _outputs(answer) if one.get("type") == "video"]
    return films[-1] if films else None


def _decoded(data: str, into: Path) -> Path:
    """A small film that came in the answer itself."""
    part = into.with_name(into.name + ".part")
    try:
        part.write_bytes(base64.b64decode(data, validate=True))
    except binascii.Error:
        raise Broken("the film in Gemini's answer is no base64") from None
    return part.replace(into)


def _failed(answer: Answer) -> ProviderError:
    """What an interaction that brought no film says: errors of its own, of a step, or words where the film should be."""
    errors = [one for one in answer.at("errors") or [] if isinstance(one, dict)]
    errors += [one["error"] for one in answer.at("steps") or [] if isinstance(one, dict) and isinstance(one.get("error"), dict)]
    said = "; ".join(f"{one.get('code', '')} {one.get('message', '')}".strip() for one in errors)
    words = " ".join(str(one.get("text", "")) for one in _outputs(answer) if one.get("type") == "text").strip()
    if any(one in said.lower() for one in _MODERATED):
        return Refused(f"Gemini's moderation will not film this: {said}; change the shot's words or its references")
    if words and not said:
        return Refused(f"Gemini answered in words instead of a film: {words[:300]}")
    return Broken(f"Gemini failed to film this ({answer.at('status')}): {said or 'no reason given'}")
