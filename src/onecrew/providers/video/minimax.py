"""Films from MiniMax: H3 by its second API, Hailuo and S2V by its first. In: a ShotOrder. Out: Footage. Never: upscaling.

After platform.minimax.io/docs (November 2026). The second API takes one list of contents, in which frames and references exclude
each other; the ratio must be named for text alone and follows the picture otherwise; there is no seed and no switch for sound. It
answers HTTP 500 "record not found" for a task it does not know. The first API may tell any failure under HTTP 200, in
``base_resp``, and gives a file's number in place of an address.
"""

from __future__ import annotations

import re
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

_ROLES = {
    "first frame": ("image_url", "first_frame"),
    "last frame": ("image_url", "last_frame"),
    "character": ("image_url", "reference_image"),
    "style": ("image_url", "reference_image"),
    "video": ("video_url", "reference_video"),
    "audio": ("audio_url", "reference_audio"),
}
_FIRST = "v1/"
"""Before the number of a task of the first API, in a ticket."""
_CODE = re.compile(r"\((\d{4})\)\s*$")
"""The second API writes its code at the end of the message."""


class MiniMax:
    """H3 and H3 Max; Hailuo and S2V."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["minimax"]
        self._transport = Transport(self._vendor, self._headers, self._told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Order the film from the API that has the model."""
        second = order.model.startswith("MiniMax-H3")
        path, body = ("/v2/video_generation", _contents(order)) if second else ("/v1/video_generation", _flat(order))
        answer = self._transport.ask("POST", path, body=body, orders=True)
        job = answer.at("task_id")
        if not isinstance(job, int | str) or not job:
            raise Unanswered(self._transport.safe(f"MiniMax answered the order with no task ({_code(answer)}: {_said(answer)})"))
        return Ticket(str(job) if second else f"{_FIRST}{job}")

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once the task has succeeded."""
        url = self._first(ticket.job.removeprefix(_FIRST)) if ticket.job.startswith(_FIRST) else self._second(ticket.job)
        return None if url is None else Footage(self._transport.download(url, into))

    def cancel(self, ticket: Ticket) -> bool:
        """Take a queued task back; DELETE would wipe the record of one that is done, so the state is asked first."""
        if ticket.job.startswith(_FIRST) or self._task(ticket.job).at("task", "status") != "queued":
            return False
        try:
            self._transport.ask("DELETE", f"/v2/video_generation/{ticket.job}")
        except Refused:
            return False
        return True

    def find(self, order: ShotOrder) -> Ticket | None:
        """MiniMax lists tasks and keeps no mark of ours."""
        raise LookupError("MiniMax cannot be asked for an order by a mark")

    def _second(self, job: str) -> str | None:
        """The film's address, by the second API."""
        answer = self._task(job)
        status = answer.at("task", "status")
        if status in ("queued", "running"):
            return None
        if status == "failed":
            raise _failed(
                str(answer.at("task", "error", "code") or ""), self._transport.safe(str(answer.at("task", "error", "message")))
            )
        if status in ("cancelled", "expired"):
            raise Expired(f"MiniMax says {job} is {status}; order the shot again")
        if status != "succeeded":
            raise Broken(f"MiniMax says {status!r} of {job}")
        return _address(answer.at("task", "content", "url"), job)

    def _task(self, job: str) -> Answer:
        try:
            return self._transport.ask("GET", f"/v2/query/video_generation/{job}")
        except Unreachable as fact:
            # The only sign that a task is gone; its status is that of any fault of the server.
            if "record not found" in str(fact):
                raise Expired(f"MiniMax knows no task {job}; it keeps them for 7 days") from None
            raise

    def _first(self, job: str) -> str | None:
        """The film's address, by the first API."""
        answer = self._transport.ask("GET", "/v1/query/video_generation", params={"task_id": job})
        status = answer.at("status")
        if status in ("Preparing", "Queueing", "Processing"):
            return None
        if status == "Fail":
            raise _failed(str(_code(answer) or ""), self._transport.safe(_said(answer)))
        if status != "Success":
            raise Broken(self._transport.safe(f"MiniMax says {status!r} of {job} ({_code(answer)}: {_said(answer)})"))
        file = answer.at("file_id")
        if not file:
            raise Broken(f"MiniMax says {job} has succeeded and gives no film")
        kept = self._transport.ask("GET", "/v1/files/retrieve", params={"file_id": str(file)})
        return _address(kept.at("file", "download_url"), job)

    def _headers(self) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}

    def _told(self, answer: Answer) -> ProviderError | None:
        """MiniMax's codes, which mean the same in both APIs and under any HTTP status."""
        code = _code(answer)
        what = f"MiniMax says {code}: {_said(answer)}"
        if code in (1002, 1039, 1041, 2045):
            return Busy(what)
        if code in (1004, 2049):
            return Unready(
                f"{what}; check {' and '.join(self._vendor.keys)}: keys of the two regions differ ({self._vendor.console})"
            )
        if code in (1008, 2056):
            return OutOfCredit(f"{what}; add money or wait for the plan's next period ({self._vendor.console})")
        if code in (1026, 1027):
            return _failed(str(code), _said(answer))
        if code in (2013, 2061):
            return Refused(what)
        return None


def _contents(order: ShotOrder) -> dict[str, Any]:
    """The second API's body."""
    content: list[dict[str, Any]] = [{"type": "text", "text": order.prompt}]
    for one in order.references:
        kind, role = _ROLES[one.role]
        content.append({"type": kind, kind: {"url": _inline(one)}, "role": role})
    body: dict[str, Any] = {
        "model": order.model,
        "content": content,
        "resolution": order.resolution.upper(),
        "duration": int(order.seconds),
        "aigc_watermark": False,
    }
    if not order.of("first frame", "last frame"):
        body["ratio"] = order.aspect
    return body


def _flat(order: ShotOrder) -> dict[str, Any]:
    """The first API's body."""
    if strange := order.of("style", "video", "audio"):
        raise Refused(f"{order.model} takes no {strange[0].role} reference; leave it out of the shot")
    body: dict[str, Any] = {"model": order.model, "prompt": order.prompt, "aigc_watermark": False}
    if people := order.of("character"):
        body["subject_reference"] = [{"type": "character", "image": [_inline(one) for one in people]}]
    else:
        body |= {"duration": int(order.seconds), "resolution": order.resolution.upper()}
    for role, name in (("first frame", "first_frame_image"), ("last frame", "last_frame_image")):
        for one in order.of(role)[:1]:
            body[name] = _inline(one)
    return body


def _inline(reference: Reference) -> str:
    return f"data:{reference.media_type};base64,{b64encode(reference.read()).decode()}"


def _address(url: Any, job: str) -> str:
    if not isinstance(url, str) or not url:
        raise Broken(f"MiniMax says {job} has succeeded and gives no film")
    return url


def _code(answer: Answer) -> int | None:
    """The first API's code, or the second's at the end of its message; None where there is no error."""
    code = answer.at("base_resp", "status_code")
    if isinstance(code, int):
        return code or None
    found = _CODE.search(str(answer.at("error", "message") or ""))
    return int(found[1]) if found else None


def _said(answer: Answer) -> str:
    return str(answer.at("base_resp", "status_msg") or answer.at("error", "message") or "no reason given")


def _failed(code: str, said: str) -> ProviderError:
    if "1026" in code or "1026" in said:
        return Refused(f"MiniMax's moderation will not film this ({said}); change the words or the references")
    if "1027" in code or "sensitive" in said.lower():
        return Refused(f"MiniMax's moderation will not show what was filmed ({said}); change the shot's words")
    return Broken(f"MiniMax failed to film this ({code or 'no code'}: {said})")
