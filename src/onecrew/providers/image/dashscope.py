"""Pictures from Qwen Image and Wan on Alibaba's Model Studio. In: an ImageOrder. Out: Footage. Never: a paid picture lost.

After Model Studio's references of October 2026 and dashscope 2.0.2. Qwen Image answers in the call and gives an address that ends
after a day; Wan takes a task. Either way the ticket is written down before the picture is fetched. What is not said is expensive
(several pictures) or rewritten (the prompt), so everything is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor
from onecrew.providers.dashscope_tasks import DashScopeTasks, said
from onecrew.providers.image import SECONDS, ImageOrder, fetched, pictures, sides
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Ticket
from onecrew.units import Broken, Digest, Refused, Unanswered

_AT_ONCE = "/api/v1/services/aigc/multimodal-generation/generation"
_AS_TASK = "/api/v1/services/aigc/image-generation/generation"
_MOST = 2**31 - 1
"""The largest seed."""


class DashScopeImage:
    """Qwen Image 2.0 and 3.0, Wan 2.7."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._tasks = DashScopeTasks(vendor, "draw", SECONDS)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._tasks.vendor, "image")

    def begin(self, order: ImageOrder, into: Path) -> Ticket | Footage:
        """A ticket in any case: a task of Wan's, or the address of the picture that Qwen has drawn."""
        if order.seed is not None and not 0 <= order.seed <= _MOST:
            raise Refused(f"DashScope takes seeds from 0 to {_MOST}, not {order.seed}")
        addresses = self._tasks.addresses(order.model, pictures(order, "DashScope"))
        body, later = _body(order, addresses), order.model.startswith("wan")
        answer = self._tasks.order(_AS_TASK if later else _AT_ONCE, body, addresses, as_task=later)
        job = answer.at("output", "task_id") if later else _address(answer)
        if job is None and answer.at("output", "choices"):
            raise Broken(f"DashScope took the order and gives no picture (request {answer.at('request_id')})")
        if not isinstance(job, str) or not job:
            what = f"DashScope answered the order with neither picture nor task ({said(answer)})"
            raise Unanswered(self._tasks.transport.safe(what))
        return Ticket(job)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The picture: at its address, or once the task has succeeded."""
        if "://" in ticket.job:
            return Footage(fetched(self._tasks.transport, ticket.job, into))
        task = self._tasks.result(ticket)
        if task is None:
            return None
        address = _address(task)
        if address is None:
            raise Broken(f"DashScope says {ticket.job} has succeeded and gives no picture")
        return Footage(fetched(self._tasks.transport, address, into))

    def cancel(self, ticket: Ticket) -> bool:
        """Take a task back that still waits; the vendor refuses for any other, and what is drawn is drawn."""
        return "://" not in ticket.job and self._tasks.cancel(ticket)

    def find(self, order: ImageOrder) -> Ticket | None:
        """DashScope keeps no mark of ours."""
        raise LookupError("DashScope cannot be asked for an order by a mark")


def _body(order: ImageOrder, addresses: Mapping[Digest, str]) -> dict[str, Any]:
    """The pictures stand before the words, which call them image 1, image 2 and so on."""
    content: list[dict[str, str]] = [{"image": addresses[one.digest]} for one in order.references]
    width, height = sides(order.aspect, order.resolution)
    parameters: dict[str, Any] = {"size": f"{width}*{height}", "n": 1, "watermark": False}
    if order.model.startswith("qwen"):
        parameters["prompt_extend"] = False
    if order.seed is not None:
        parameters["seed"] = order.seed
    return {
        "model": order.model,
        "input": {"messages": [{"role": "user", "content": [*content, {"text": order.prompt}]}]},
        "parameters": parameters,
    }


def _address(answer: Answer) -> str | None:
    """Where the first picture of an answer lies."""
    content = answer.at("output", "choices", 0, "message", "content")
    found = [one.get("image") for one in content if isinstance(one, dict)] if isinstance(content, list) else []
    return next((one for one in found if isinstance(one, str) and "://" in one), None)
