"""Films from Wan and HappyHorse on Alibaba's Model Studio. In: a ShotOrder. Out: Footage. Never: the sizes and fields of Wan 2.6.

After Model Studio's references for Wan 2.7, 3.0 and HappyHorse (November 2026). An order must say ``X-DashScope-Async``; what is
not said is expensive (1080P) or rewritten (the prompt), so everything is said.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor
from onecrew.providers.dashscope_tasks import DashScopeTasks, said
from onecrew.providers.offer import Offer
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, ShotOrder, Ticket
from onecrew.units import Broken, Digest, Refused, Unanswered

_ORDERS = "/api/v1/services/aigc/video-generation/video-synthesis"
_TYPES = {"first frame": "first_frame", "last frame": "last_frame", "character": "reference_image", "style": "reference_image"}
_SPOKEN = "audio_url"
"""Where a voice goes that a film is made to from words alone: beside the media."""


class DashScope:
    """Wan 2.7 and 3.0, HappyHorse."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._tasks = DashScopeTasks(vendor, "film")

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._tasks.vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Upload what is large, and order the film as an asynchronous task."""
        types = _types(order)
        addresses = self._tasks.addresses(order.model, order.references)
        answer = self._tasks.order(_ORDERS, _body(order, types, addresses), addresses, as_task=True)
        job = answer.at("output", "task_id")
        if not isinstance(job, int | str) or not job:
            raise Unanswered(self._tasks.transport.safe(f"DashScope answered the order with no task ({said(answer)})"))
        return Ticket(str(job))

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once the task has succeeded."""
        task = self._tasks.result(ticket)
        if task is None:
            return None
        url = task.at("output", "video_url")
        if not isinstance(url, str) or not url:
            raise Broken(f"DashScope says {ticket.job} has succeeded and gives no film")
        return Footage(self._tasks.transport.download(url, into))

    def cancel(self, ticket: Ticket) -> bool:
        """Take a task back that still waits; the vendor refuses for any other."""
        return self._tasks.cancel(ticket)

    def find(self, order: ShotOrder) -> Ticket | None:
        """DashScope keeps no mark of ours."""
        raise LookupError("DashScope cannot be asked for an order by a mark")


def _types(order: ShotOrder) -> dict[str, str]:
    """What the model calls a reference of each role; a film or a voice it has no name for is refused before anything is sent."""
    wan3, wan = order.model.startswith("wan3"), order.model.startswith("wan")
    kind = order.model.rsplit("-", 1)[-1]
    named = dict(_TYPES)
    if wan3 or (wan and kind == "r2v"):
        named["video"] = "reference_video"
    if wan and kind == "i2v":
        named["video"] = "first_clip"
    if wan:
        spoken = "reference_audio" if wan3 else {"i2v": "driving_audio", "t2v": _SPOKEN}.get(kind)
        named |= {"audio": spoken} if spoken else {}
    if strange := [one.role for one in order.references if one.role not in named]:
        raise Refused(f"DashScope's {order.model} takes no {strange[0]} reference; leave it out of the shot", billed=False)
    return named


def _body(order: ShotOrder, types: Mapping[str, str], addresses: Mapping[Digest, str]) -> dict[str, Any]:
    given: dict[str, Any] = {"prompt": order.prompt}
    media = [{"type": types[one.role], "url": addresses[one.digest]} for one in order.references if types[one.role] != _SPOKEN]
    if media:
        given["media"] = media
    for one in order.references:
        if types[one.role] == _SPOKEN:
            given[_SPOKEN] = addresses[one.digest]
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
