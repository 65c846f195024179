"""Films from Wan and HappyHorse on Alibaba's Model Studio. In: a ShotOrder. Out: Footage. Never: the sizes and fields of Wan 2.6.

After Model Studio's references for Wan 2.7, 3.0 and HappyHorse (November 2026). An order must say ``X-DashScope-Async``; what is
not said is expensive (1080P) or rewritten (the prompt), so everything is said. A failure may come under HTTP 200, at the top or in
the task; a task that is no longer kept is UNKNOWN after a day, and so is its film.
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
from onecrew.units import Broken, Busy, Expired, OutOfCredit, ProviderError, Refused, Unanswered, Unreachable, Unready

_ORDERS = "/api/v1/services/aigc/video-generation/video-synthesis"
_TASKS = "/api/v1/tasks"
_TYPES = {"first frame": "first_frame", "last frame": "last_frame", "character": "reference_image", "style": "reference_image"}
_MODERATED = ("DataInspection", "IPInfringementSuspect")
_UNPAID = ("Arrearage", "BillOverdue", "CommodityNotPurchased", "FreeTierOnly")


class DashScope:
    """Wan 2.7 and 3.0, HappyHorse."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["dashscope"]
        self._transport = Transport(self._vendor, self._headers, self._told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Order the film as an asynchronous task."""
        answer = self._transport.ask("POST", _ORDERS, body=_body(order), headers={"X-DashScope-Async": "enable"}, orders=True)
        job = answer.at("output", "task_id")
        if not isinstance(job, int | str) or not job:
            raise Unanswered(self._transport.safe(f"DashScope answered the order with no task ({_said(answer)})"))
        return Ticket(str(job))

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once the task has succeeded."""
        task = self._transport.ask("GET", f"{_TASKS}/{ticket.job}")
        status = task.at("output", "task_status")
        if status in ("PENDING", "RUNNING", "SUSPENDED"):
            return None
        if status == "FAILED":
            raise _failed(str(task.at("output", "code") or ""), self._transport.safe(str(task.at("output", "message"))))
        if status in ("UNKNOWN", "CANCELED"):
            raise Expired(f"DashScope says {ticket.job} is {status}; it keeps tasks for a day")
        if status is None:
            raise Unreachable(self._transport.safe(f"DashScope did not say how the task goes ({_said(task)})"))
        if status != "SUCCEEDED":
            raise Broken(f"DashScope says {status!r} of {ticket.job}")
        url = task.at("output", "video_url")
        if not isinstance(url, str) or not url:
            raise Broken(f"DashScope says {ticket.job} has succeeded and gives no film")
        return Footage(self._transport.download(url, into))

    def cancel(self, ticket: Ticket) -> bool:
        """Take a task back that still waits; the vendor refuses for any other."""
        try:
            self._transport.ask("POST", f"{_TASKS}/{ticket.job}/cancel")
        except Refused:
            return False
        return True

    def find(self, order: ShotOrder) -> Ticket | None:
        """DashScope keeps no mark of ours."""
        raise LookupError("DashScope cannot be asked for an order by a mark")

    def _headers(self) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}

    def _told(self, answer: Answer) -> ProviderError | None:
        """DashScope's words for a request it did not take, under whatever status. A task's own failure is told by ``finish``."""
        code = str(answer.at("code") or "")
        what = f"DashScope says {_said(answer)}"
        if not code:
            return None
        if any(word in code for word in _UNPAID):
            return OutOfCredit(f"{what}; pay the bill or buy the model ({self._vendor.console})")
        if code.startswith("Throttling"):
            return Busy(what)
        if code == "InvalidApiKey":
            return Unready(f"{what}; check {' and '.join(self._vendor.keys)}: keys belong to a region ({self._vendor.console})")
        if any(word in code for word in _MODERATED):
            return _failed(code, str(answer.at("message") or ""))
        if code.startswith("Invalid") or code == "UnsupportedOperation":
            return Refused(what, billed=False)
        return None


def _body(order: ShotOrder) -> dict[str, Any]:
    if strange := order.of("video", "audio"):
        raise Refused(f"DashScope takes {strange[0].role} references only from a public address; leave it out of the shot")
    given: dict[str, Any] = {"prompt": order.prompt}
    if order.references:
        given["media"] = [{"type": _TYPES[one.role], "url": _inline(one)} for one in order.references]
    parameters: dict[str, Any] = {"resolution": order.resolution.upper(), "duration": int(order.seconds), "watermark": False}
    if not order.of("first frame", "last frame"):
        parameters["ratio"] = order.aspect
    if order.model.startswith("wan"):
        parameters["prompt_extend"] = False
    if order.model.startswith("wan3"):
        # The others film with sound always and have no switch for it.
        parameters["audio"] = order.sound
    if order.seed is not None:
        parameters["seed"] = order.seed
    return {"model": order.model, "input": given, "parameters": parameters}


def _inline(reference: Reference) -> str:
    return f"data:{reference.media_type};base64,{b64encode(reference.read()).decode()}"


def _said(answer: Answer) -> str:
    return f"{answer.at('code')}: {answer.at('message')}; request {answer.at('request_id')}"


def _failed(code: str, said: str) -> ProviderError:
    """Why there is no film; DashScope bills none of these."""
    if "IPInfringementSuspect" in code:
        return Refused(
            f"DashScope suspects somebody else's rights in this ({code}: {said}); change words and pictures", billed=False
        )
    if "DataInspection" in code:
        return Refused(
            f"DashScope's moderation will not film or show this ({code}: {said}); change words and pictures", billed=False
        )
    if code.startswith("InvalidParameter"):
        return Refused(f"DashScope will not film this ({code}: {said})", billed=False)
    return Broken(f"DashScope failed to film this ({code or 'no code'}: {said})", billed=False)
