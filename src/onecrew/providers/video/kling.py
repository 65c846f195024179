"""Films from Kling's API of 2026, and lip-sync from its older one. In: a ShotOrder. Out: Footage. Never: a mix of their spellings.

After kling.ai/document-api as read in November 2026: the model stands in the path; every answer is ``{code, message, request_id,
data}`` and only code 0 is success, whatever the HTTP status; ``external_task_id`` is our name for an order, and ``GET /tasks``
finds it again; ``multi_shot`` is on unless it is turned off. Not requests are limited but tasks at once (1303). Nothing can be
cancelled.

Lip-sync is of the older API alone: another pair of keys, which sign a token that lasts half an hour; ``task_id`` and ``succeed``
where the newer says ``id`` and ``succeeded``; a task is asked for below the path it was ordered at, and carries no mark. The voice
goes as bytes, the film does not: it is fetched from a public address, or is one of Kling's own, by its id.
"""

from __future__ import annotations

import hmac
import json
import re
import time
from base64 import b64encode, urlsafe_b64encode
from collections.abc import Mapping
from dataclasses import replace
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
_FACELESS = re.compile(r"\b(?:human|face|faces)\b", re.IGNORECASE)
"""What a failed lip-sync says where nobody is seen to speak."""
_LIP_SYNC = "lip-sync"
"""The model's id in the catalogue."""
_LIP_SYNCS = "v1/videos/lip-sync"
"""Where it is ordered and asked for."""
_PAIR = ("KLING_ACCESS_KEY", "KLING_SECRET_KEY")
"""The older API's keys. Films do without, so they are asked for only when lips are to be synced."""
_SPEECH = ("audio/wav", "audio/x-wav", "audio/wave", "audio/mpeg", "audio/mp3", "audio/mp4", "audio/x-m4a", "audio/aac")
_LARGEST_SPEECH = 5_000_000
_LASTS, _EARLIER = 1800, 5
"""Seconds a token is good for, and how much before now it begins."""
_TOKEN = re.compile(r"eyJ[\w-]+\.[\w-]+\.[\w-]+")


class Kling:
    """Kling 3 and later, by a plain API key; lip-sync, by a pair of older ones."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["kling"]
        self._transport = Transport(self._vendor, self._headers, lambda answer: _told(self._vendor, answer))
        older = replace(self._vendor, keys=_PAIR)
        self._older = _Signed(older, self._signature, lambda answer: _told(older, answer))

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Order the film under our mark, or the lips under none."""
        if order.model == _LIP_SYNC:
            return self._synced(order)
        path, body = _request(order)
        answer = self._transport.ask("POST", path, body=body, orders=True)
        job = answer.at("data", "id")
        if answer.at("code") != 0 or not isinstance(job, int | str) or not job:
            raise Unanswered(self._transport.safe(f"Kling answered the order with no task ({_said(answer)})"))
        return Ticket(str(job))

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film, once the task has succeeded."""
        if ticket.job.startswith(_LIP_SYNCS):
            return self._finish_synced(ticket, into)
        task = next((one for one in self._tasks(task_ids=ticket.job) if str(one.get("id")) == ticket.job), None)
        if task is None:
            raise Expired(f"Kling knows no task {ticket.job}; it keeps them for 30 days")
        status = task.get("status")
        if status in ("submitted", "processing"):
            return None
        if status == "failed":
            raise _failed(self._transport.safe(str(task.get("message") or "no reason given")), _billed(task))
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
        if order.model == _LIP_SYNC:
            raise LookupError("Kling keeps no mark of ours with a lip-sync")
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

    def _synced(self, order: ShotOrder) -> Ticket:
        """Order a film's lips to follow a voice."""
        body = {"input": _lips(order)}
        if missing := self._older.vendor.missing():
            raise Unready(
                f"Kling's lip-sync needs the keys of its older API: set {' and '.join(missing)} in the environment "
                f"({self._vendor.console})"
            )
        answer = self._older.ask("POST", _LIP_SYNCS, body=body, orders=True)
        job = answer.at("data", "task_id")
        if answer.at("code") != 0 or not isinstance(job, int | str) or not job:
            raise Unanswered(self._older.safe(f"Kling answered the order with no task ({_said(answer)})"))
        return Ticket(f"{_LIP_SYNCS}/{job}")

    def _finish_synced(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film whose lips were synced, once its task says ``succeed``."""
        try:
            answer = self._older.ask("GET", ticket.job)
        except Refused as fact:
            # Asking costs nothing and says nothing that could be refused, but for the task itself.
            raise Expired(f"Kling no longer knows the lip-sync {ticket.job}; it keeps them for 30 days ({fact})") from None
        task = answer.at("data")
        if answer.at("code") != 0 or not isinstance(task, dict):
            raise Unreachable(self._older.safe(f"Kling did not say how the lip-sync goes ({_said(answer)})"))
        status = task.get("task_status")
        if status in ("submitted", "processing"):
            return None
        if status == "failed":
            said = self._older.safe(str(task.get("task_status_msg") or "no reason given"))
            if _FACELESS.search(said):
                raise Refused(f"Kling finds nobody in the film who could speak: {said}; choose a shot that shows the face")
            raise _failed(said)
        if status != "succeed":
            raise Broken(f"Kling says {status!r} of {ticket.job}")
        url = answer.at("data", "task_result", "videos", 0, "url")
        if not isinstance(url, str) or not url:
            raise Broken(f"Kling says {ticket.job} has succeeded and gives no film")
        return Footage(self._older.download(url, into))

    def _headers(self) -> Mapping[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}"}

    def _signature(self) -> Mapping[str, str]:
        access, secret = (self._older.key(name) for name in _PAIR)
        return {"authorization": f"Bearer {_token(access, secret, int(time.time()))}"}


class _Signed(Transport):
    """The older API: what a server repeats of a token is a secret as well."""

    def safe(self, text: str) -> str:
        """See ``Transport``."""
        return super().safe(_TOKEN.sub("•••", text))


def _told(vendor: Vendor, answer: Answer) -> ProviderError | None:
    """Kling's codes stand before the HTTP status: a pack used up is a 429 too, and waiting would not mend it."""
    code = answer.at("code")
    what = f"Kling says {_said(answer)}"
    if not isinstance(code, int) or code == 0:
        return None
    if code in (1003, 1004):
        return Unready(f"{what}; check the clock of this machine, and {' and '.join(vendor.keys)} ({vendor.console})")
    if 1000 <= code <= 1002 or code in (1100, 1304):
        return Unready(f"{what}; check {' and '.join(vendor.keys)} and the account ({vendor.console})")
    if code in (1101, 1102):
        return OutOfCredit(f"{what}; buy a resource pack or add money ({vendor.console})")
    if code == 1301:
        return Refused(f"Kling's moderation will not film this: {_said(answer)}; change the words or the references", billed=False)
    if code in (1302, 1303):
        return Busy(what)
    if 1100 <= code < 1400:
        return Refused(what, billed=False)
    return None


def _token(access: str, secret: str, now: int) -> str:
    """A JSON Web Token (RFC 7519) signed with HMAC-SHA256, as the older API wants one at each request."""

    def part(value: bytes) -> str:
        return urlsafe_b64encode(value).rstrip(b"=").decode()

    head = {"alg": "HS256", "typ": "JWT"}
    claims = {"iss": access, "exp": now + _LASTS, "nbf": now - _EARLIER}
    signed = ".".join(part(json.dumps(one, separators=(",", ":")).encode()) for one in (head, claims))
    return f"{signed}.{part(hmac.digest(secret.encode(), signed.encode(), 'sha256'))}"


def _lips(order: ShotOrder) -> dict[str, str]:
    """The film and the voice of a lip-sync."""
    films, voices = order.of("video"), order.of("audio")
    if len(films) != 1 or len(voices) != 1 or len(order.references) != 2:
        raise Refused("Kling's lip-sync takes one film and one voice, and nothing else; give a video and an audio reference")
    (voice,) = voices
    if voice.media_type not in _SPEECH:
        raise Refused(f"Kling's lip-sync takes WAV, MP3, M4A and AAC, and the voice is {voice.media_type}; convert it")
    data = voice.read()
    if len(data) > _LARGEST_SPEECH:
        raise Refused(f"the voice has {len(data) / 1e6:.1f} MB and Kling's lip-sync takes 5; send it as MP3")
    return {**_film(films[0]), "mode": "audio2video", "audio_type": "file", "audio_file": b64encode(data).decode()}


def _film(reference: Reference) -> dict[str, str]:
    """Where a film lies, of a reference that tells it (``text/uri-list``, RFC 2483): ``https://…``, or ``kling:ID`` of Kling's
    own. There is nowhere to upload one to, and a data URI is no address that could be fetched from."""
    if reference.media_type == "text/uri-list":
        lines = (line.strip() for line in reference.read().decode("utf-8", "replace").splitlines())
        address = next((line for line in lines if line and not line.startswith("#")), "")
        if address.startswith("https://"):
            return {"video_url": address}
        if address.startswith("kling:"):
            return {"video_id": address.removeprefix("kling:")}
    raise Refused(
        "Kling's lip-sync takes a film from a public address or by its Kling id, and no file (November 2026); give the video "
        "reference as text/uri-list with a line https://… or kling:ID, or have PixVerse sync the lips, which takes the file"
    )


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


def _failed(said: str, billed: bool | None = None) -> ProviderError:
    if any(word in said.lower() for word in _MODERATED):
        return Refused(f"Kling's moderation will not show this: {said}; change the shot's words or references", billed=billed)
    return Broken(f"Kling failed to film this: {said}", billed=billed)


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
