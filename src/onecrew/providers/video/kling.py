"""Films from Kling's API of 2026. In: a ShotOrder. Out: Footage. Never: the older API with its JWT, whose spellings differ.

After kling.ai/document-api as read in November 2026: the model stands in the path; every answer is ``{code, message, request_id,
data}`` and only code 0 is success, whatever the HTTP status; ``external_task_id`` is our name for an order, and ``GET /tasks``
finds it again; ``multi_shot`` is on unless it is turned off. Not requests are limited but tasks at once (1303). Nothing can be
cancelled.
"""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Mapping
from decimal import ROUND_CEILING, Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Busy, Expired, Money, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready

_FRAMES = {"first frame": "first_frame", "last frame": "last_frame"}
_PICTURES = {"character": "refer_image", "style": "refer_image"}
_OLDER = re.compile(r"^kling-v(\d+)-(\d+)")
"""How the older API writes a model; in the paths ``kling-v2-6`` is ``kling-2.6``."""
_MODERATED = ("risk control", "sensitive", "violat", "content policy", "content security", "敏感", "风控", "不合规")
"""What a failed task says of moderation: it has a message and no code."""


class Kling:
    """Kling 3 and later, by a plain API key."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["kling"]
        self._transport = Transport(self._vendor, self._headers, self._told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Order the film under our mark."""
        path, body = _request(order)
        answer = self._transport.ask("POST", path, body=body, orders=True)
        job = answer.at("data", "id")
        if answer.at("code") != 0 or not isinstance(job, int | str) or not job:
            raise Unanswered(self._transport.safe(f"Kling answered the order with no task ({_said(answer)})"))
        return Ticket(str(job))

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once the task has succeeded."""
        task = next((one for one in self._tasks(task_ids=ticket.job) if str(one.get("id")) == ticket.job), None)
        if task is None:
            raise Expired(f"Kling knows no task {ticket.job}; it keeps them for 30 days")
        status = task.get("status")
        if status in ("submitted", "processing"):
            return None
        if status == "failed":
            raise _failed(task, self._transport.safe(str(task.get("message") or "no reason given")))
        if status != "succeeded":
            raise Broken(f"Kling says {status!r} of {ticket.job}")
        outputs = Answer(200, {}, task).at("outputs")
        url = next((one.get("url") for one in outputs or () if isinstance(one, dict) and one.get("type") == "video"), None)
        if not isinstance(url, str) or not url:
            raise Broken(f"Kling says {ticket.job} has succeeded and gives no film", billed=_billed(task))
        return Footage(self._transport.download(url, into), _price(task))

    def cancel(self, ticket: Ticket) -> bool:
        """Kling cannot."""
        return False

    def find(self, order: ShotOrder) -> Ticket | None:
        """The task that carries our mark."""
        if not order.mark:
            raise LookupError("the order has no mark to be found by")
        rows = self._tasks(external_task_ids=order.mark)
        jobs = [one["id"] for one in rows if one.get("external_id", order.mark) == order.mark and one.get("id")]
        return Ticket(str(jobs[0])) if jobs else None

    def _tasks(self, **by: str) -> list[dict[str, Any]]:
        answer = self._transport.ask("GET", "/tasks", params=by)
        data = answer.at("data")
        if answer.at("code") != 0:
            raise Unreachable(self._transport.safe(f"Kling did not say how the task goes ({_said(answer)})"))
        return [one for one in data if isinstance(one, dict)] if isinstance(data, list) else []

    def _headers(self) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}

    def _told(self, answer: Answer) -> ProviderError | None:
        """Kling's codes stand before the HTTP status: a pack used up is a 429 too, and waiting would not mend it."""
        code = answer.at("code")
        what = f"Kling says {_said(answer)}"
        if not isinstance(code, int) or code == 0:
            return None
        if 1000 <= code <= 1004 or code in (1100, 1304):
            return Unready(f"{what}; check {' and '.join(self._vendor.keys)} and the account ({self._vendor.console})")
        if code in (1101, 1102):
            return OutOfCredit(f"{what}; buy a resource pack or add money ({self._vendor.console})")
        if code == 1301:
            return Refused(
                f"Kling's moderation will not film this: {_said(answer)}; change the words or the references", billed=False
            )
        if code in (1302, 1303):
            return Busy(what)
        if 1100 <= code < 1400:
            return Refused(what, billed=False)
        return None


def _request(order: ShotOrder) -> tuple[str, dict[str, Any]]:
    """The path and body of an order: text alone, one or two frames, or a set of pictures (omni)."""
    strange = order.of("video", "audio")
    if strange:
        raise Refused(f"Kling takes {strange[0].role} references only from a public address; leave it out of the shot")
    frames = [_item(_FRAMES[one.role], one) for one in order.of(*_FRAMES)]
    pictures = [_item(_PICTURES[one.role], one) for one in order.of(*_PICTURES)]
    prompt = {"type": "prompt", "text": order.prompt}
    options: dict[str, Any] = {"watermark_info": {"enabled": False}}
    if order.mark:
        options["external_task_id"] = order.mark
    model = _OLDER.sub(r"kling-\1.\2", order.model)
    settings: dict[str, Any] = {"resolution": order.resolution.lower(), "duration": int(order.seconds)}
    if not model.endswith("-turbo"):
        settings["audio"] = "native" if order.sound else "off"
        if not model.startswith("kling-2"):
            # Several shots in one film are the default from 3.0 on; here the cut is ours.
            settings["multi_shot"] = False
    if not frames:
        settings["aspect_ratio"] = order.aspect
    body: dict[str, Any] = {"contents": [prompt, *frames, *pictures], "settings": settings, "options": options}
    if pictures or model.endswith("-omni"):
        return f"/omni-video/{model}", body
    if frames:
        return f"/image-to-video/{model}", body
    return f"/text-to-video/{model}", {"prompt": order.prompt, "settings": settings, "options": options}


def _item(kind: str, reference: Reference) -> dict[str, str]:
    """A picture as bare base64: Kling takes an address or this, and no ``data:`` before it."""
    return {"type": kind, "url": b64encode(reference.read()).decode()}


def _said(answer: Answer) -> str:
    return f"{answer.at('code')}: {answer.at('message')}; request {answer.at('request_id')}"


def _failed(task: Mapping[str, Any], said: str) -> ProviderError:
    if any(word in said.lower() for word in _MODERATED):
        return Refused(
            f"Kling's moderation will not show this: {said}; change the shot's words or references", billed=_billed(task)
        )
    return Broken(f"Kling failed to film this: {said}", billed=_billed(task))


def _amounts(task: Mapping[str, Any]) -> list[tuple[str, Decimal, str]]:
    """The receipt: kind (``cash`` or ``unit``), amount, currency."""
    found = []
    for row in task.get("billing") or ():
        try:
            found.append((str(row["charge_type"]), Decimal(str(row["amount"])), str(row.get("currency", ""))))
        except (KeyError, TypeError, AttributeError, InvalidOperation):
            return []
    return found


def _billed(task: Mapping[str, Any]) -> bool | None:
    receipt = _amounts(task)
    return any(amount for _, amount, _ in receipt) if receipt else None


def _price(task: Mapping[str, Any]) -> Money | None:
    """What was taken from the balance; units of a pack have been paid for before, at a price Kling does not say here."""
    receipt = _amounts(task)
    kinds = {(kind, currency) for kind, _, currency in receipt}
    if len(kinds) != 1:
        return None
    kind, currency = kinds.pop()
    if kind != "cash" or not currency:
        return None
    total = sum((amount for _, amount, _ in receipt), Decimal(0)) * 10_000
    return Money(int(total.to_integral_value(ROUND_CEILING)), currency)
