"""Films from Seedance on Volcengine Ark or BytePlus ModelArk. In: a ShotOrder. Out: Footage. Never: drafts, the offline tier.

After docs.volcengine.com 82379/1520757 (November 2026). A task that failed is an HTTP 200 with an ``error`` in it; only films that
succeed are billed. DELETE takes back a queued task but wipes the record of a finished one, film and all, so the state is asked
first. The film's address lives for a day and is fetched without the key.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered

_TASKS = "/contents/generations/tasks"
_ROLES = {
    "first frame": ("image_url", "first_frame"),
    "last frame": ("image_url", "last_frame"),
    "character": ("image_url", "reference_image"),
    "style": ("image_url", "reference_image"),
    "audio": ("audio_url", "reference_audio"),
}
_UNPAID = ("AccountOverdue", "QuotaExceeded", "SetLimitExceeded")
_BUSY = ("RateLimit", "ServerOverloaded", "TooManyRequests")


class Ark:
    """Seedance, by token."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["ark"]
        self._transport = Transport(self._vendor, self._headers, self._told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Order the film."""
        answer = self._transport.ask("POST", _TASKS, body=_body(order), orders=True)
        job = answer.at("id")
        if not isinstance(job, int | str) or not job:
            raise Unanswered("Ark took the order and named no task")
        return Ticket(str(job))

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once the task has succeeded."""
        task = self._transport.ask("GET", f"{_TASKS}/{ticket.job}")
        status = task.at("status")
        if status in ("queued", "running"):
            return None
        if status == "failed":
            raise _failed(str(task.at("error", "code") or ""), self._transport.safe(str(task.at("error", "message"))))
        if status in ("cancelled", "expired"):
            raise Expired(f"Ark says {ticket.job} is {status}; order the shot again", billed=False)
        if status != "succeeded":
            raise Broken(f"Ark says {status!r} of {ticket.job}")
        url = task.at("content", "video_url")
        if not isinstance(url, str) or not url:
            raise Broken(f"Ark says {ticket.job} has succeeded and gives no film")
        seed = task.at("seed")
        return Footage(self._transport.download(url, into), None, seed if isinstance(seed, int) and seed >= 0 else None)

    def cancel(self, ticket: Ticket) -> bool:
        """Take a queued task back; one that runs or is done is left alone."""
        if self._transport.ask("GET", f"{_TASKS}/{ticket.job}").at("status") != "queued":
            return False
        try:
            self._transport.ask("DELETE", f"{_TASKS}/{ticket.job}")
        except Refused:
            return False
        return True

    def find(self, order: ShotOrder) -> Ticket | None:
        """Ark lists tasks and keeps no mark of ours."""
        raise LookupError("Ark cannot be asked for an order by a mark")

    def _headers(self) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}

    def _told(self, answer: Answer) -> ProviderError | None:
        """Ark's words for a request it did not take. A task's own failure is told by ``finish``."""
        code, said = str(answer.at("error", "code") or ""), str(answer.at("error", "message") or "")
        what = f"Ark says {code}: {said}"
        if answer.status < 400 or not code:
            return None
        if "SensitiveContent" in code:
            return _failed(code, said)
        if any(word in code for word in _UNPAID):
            return OutOfCredit(f"{what}; add money or raise the limit ({self._vendor.console})")
        if any(word in code for word in _BUSY):
            return Busy(what)
        if code == "ModelNotOpen":
            return Refused(f"{what}; activate the model first ({self._vendor.console})", billed=False)
        return None


def _body(order: ShotOrder) -> dict[str, Any]:
    if order.of("video"):
        raise Refused("Ark takes reference films only from a public address; leave the film out of the shot")
    content: list[dict[str, Any]] = [{"type": "text", "text": order.prompt}]
    for one in order.references:
        kind, role = _ROLES[one.role]
        content.append({"type": kind, kind: {"url": _inline(one)}, "role": role})
    body: dict[str, Any] = {
        "model": order.model,
        "content": content,
        "resolution": order.resolution.lower(),
        "ratio": order.aspect,
        "duration": int(order.seconds),
        "generate_audio": order.sound,
        "watermark": False,
    }
    if order.seed is not None:
        body["seed"] = order.seed
    return body


def _inline(reference: Reference) -> str:
    return f"data:{reference.media_type};base64,{b64encode(reference.read()).decode()}"


def _failed(code: str, said: str) -> ProviderError:
    """Why there is no film; Ark bills none of these."""
    if "PrivacyInformation" in code:
        return Refused(
            f"Ark sees a real person's face in a picture and will not film it ({code}: {said}); use a drawn one", billed=False
        )
    if code.startswith("Input") and "SensitiveContent" in code:
        return Refused(f"Ark's moderation will not film this ({code}: {said}); change the words or the references", billed=False)
    if "SensitiveContent" in code:
        return Refused(
            f"Ark's moderation will not show what was filmed ({code}: {said}); its judgement varies, so one retake is worth it",
            billed=False,
        )
    return Broken(f"Ark failed to film this ({code or 'no code'}: {said})", billed=False)
