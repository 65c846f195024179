"""Films from Runway: its own models and those it passes on. In: a ShotOrder. Out: Footage. Never: a size its model does not list.

After Runway's API of 2024-11-06 and its SDK 5.24.0. Each model has its own fields and sizes, and one it does not know is refused,
so they stand here by model; moderation comes after the order, as a failed task whose code says whether it is charged. A file larger
than an address may hold is put into its storage first, where it stays for a day.
"""

from __future__ import annotations

import base64
from collections.abc import Mapping
from fractions import Fraction
from pathlib import Path
from typing import Any

from onecrew.providers.catalogue import Vendor, catalogue
from onecrew.providers.offer import Offer
from onecrew.providers.transport import Answer, Transport
from onecrew.providers.vendor_offer import vendor_offer
from onecrew.providers.video import Footage, Reference, ShotOrder, Ticket
from onecrew.units import Broken, Digest, Expired, Money, OutOfCredit, ProviderError, Refused, Unanswered

_VERSION = "2024-11-06"
_INLINE = {"image": 5_000_000, "video": 16_000_000, "audio": 16_000_000}
"""Characters of a reference that goes inside an order (docs.dev.runwayml.com, inputs, November 2026)."""
_LARGEST = 200_000_000
"""Bytes of a reference that is uploaded."""
_STORAGE = ("*.amazonaws.com", "*.runwayml.com")
"""Careful: Runway's documentation does not name the host of its storage."""
_CREDIT = 100
"""Ten-thousandths of a dollar in one credit."""
_WAITING = ("PENDING", "THROTTLED", "RUNNING")

_GEN4 = "1280:720 720:1280 1104:832 960:960 832:1104 1584:672"
_HD = "1280:720 720:1280"
_FULL = "1280:720 720:1280 1080:1920 1920:1080"
_PRO = "1920:1080 1080:1920 1440:1440"
_STANDARD = "1280:720 720:1280 960:960"
_FOUR_K = "3840:2160 2160:3840 2880:2880"
_SEED_SMALL = "992:432 864:496 752:560 640:640 560:752 496:864 1470:630 1280:720 1112:834 960:960 834:1112 720:1280"
_SEED_LARGE = "2206:946 1920:1080 1664:1248 1440:1440 1248:1664 1080:1920"
_SEED_4K = "3840:1646 3840:2160 3840:2880 3840:3840 2880:3840 2160:3840"
_SEED_2_5 = f"{_SEED_SMALL} {_SEED_LARGE}".replace("864:496", "854:480").replace("496:864", "480:854")
_WAN = (
    "832:480 720:544 624:624 544:720 480:832 1280:720 1104:832 960:960 832:1104 720:1280 "
    "1920:1080 1648:1248 1440:1440 1248:1648 1080:1920"
)
_AUTO = "auto_480p auto_720p auto_1080p"
_OMNI = "640:360 360:640 1280:720 720:1280 1920:1080 1080:1920 3840:2160 2160:3840"
_LITE = (
    "848:480 480:848 480:480 640:480 480:640 720:480 480:720 1280:720 720:1280 720:720 960:720 720:960 1088:720 720:1088 "
    "1904:1072 1072:1904 1424:1424 1648:1232 1232:1648 1744:1152 1152:1744"
)
_ASPECTS = "1:1 16:9 9:16 4:3 3:4 21:9"
_ALL = "references referenceVideos referenceAudio"

_BESIDE_FRAMES = ("klingO3_4k", "klingO3_pro", "klingO3_standard", "kling_4")
"""Those that take pictures of characters beside a frame."""

_MODELS: dict[str, tuple[str, str, str]] = {
    "gen4.5": (_HD, _GEN4, "seed"),
    "gen4_turbo": ("", _GEN4, "seed"),
    "veo3.1": (_FULL, _FULL, "audio seed"),
    "veo3.1_fast": (_FULL, _FULL, "audio seed"),
    "klingO3_4k": (_FOUR_K, _FOUR_K, "audio"),
    "klingO3_pro": (_PRO, _PRO, "audio"),
    "klingO3_standard": (_STANDARD, _STANDARD, "audio"),
    "kling3.0_4k": (_FOUR_K, _FOUR_K, "audio"),
    "kling3.0_pro": (_PRO, _PRO, "audio"),
    "kling3.0_standard": (_STANDARD, _STANDARD, "audio"),
    "kling2.5_turbo_pro": (f"{_FULL} 1440:1440 720:720", "", ""),
    "kling_4": ("1280:720 720:1280 940:940 1460:624 1920:1080 1080:1920 1440:1440 2200:940", "auto_720p auto_1080p", "references"),
    "hailuo3": (f"768p 2k {_ASPECTS}", f"768p 2k {_ASPECTS}", _ALL),
    "h3_max": ("480p 768p", "480p 768p", "seed"),
    "happyhorse_1_0": (f"{_FULL} 960:960 1108:832 832:1108 1440:1440 1662:1248 1248:1662", "720p 1080p", ""),
    "seedance2": (f"{_SEED_SMALL} {_SEED_LARGE} {_SEED_4K}", f"{_SEED_SMALL} {_SEED_LARGE} {_SEED_4K}", f"audio seed {_ALL}"),
    "seedance2_fast": (_SEED_SMALL, _SEED_SMALL, f"audio seed {_ALL}"),
    "seedance2_mini": (_SEED_SMALL, _SEED_SMALL, f"audio seed {_ALL}"),
    "seedance2_5": (_SEED_2_5, _SEED_2_5, f"audio seed {_ALL}"),
    "gemini_omni_flash": (_HD, _HD, ""),
    "gemini_omni_flash_1.1": (_OMNI, _OMNI, "references referenceVideos"),
    "grok_imagine_1_5": ("480p 720p 1080p 1:1 16:9 9:16 4:3 3:4 3:2 2:3", "480p 720p 1080p", "references referenceAudio"),
    "grok_imagine_1_5_lite": (_LITE, _AUTO, ""),
    "wan3": (_WAN, _AUTO, f"audio {_ALL}"),
    "wan3_prime": (_WAN, _AUTO, f"audio {_ALL}"),
}
"""By model: sizes from text alone, sizes from a first frame, and the fields it knows beside prompt, length and size."""


class Runway:
    """Runway's own models, and those of other makers behind its account."""

    def __init__(self, vendor: Vendor | None = None) -> None:
        self._vendor = vendor or catalogue().vendors["runway"]
        self._transport = Transport(self._vendor, self._headers, _told)

    def offer(self) -> Offer:
        """What it needs; models and prices stand in the catalogue."""
        return vendor_offer(self._vendor)

    def begin(self, order: ShotOrder) -> Ticket:
        """Start a task from text, or from a first frame."""
        # What the model does not take is refused before anything is uploaded.
        _request(order, {one.digest: "" for one in order.references})
        where, body = _request(order, {one.digest: self._uri(one) for one in order.references})
        answer = self._transport.ask("POST", f"/v1/{where}", body=body, orders=True)
        task = answer.at("id")
        if not isinstance(task, str) or not task:
            raise Unanswered("Runway took the order and named no task")
        return Ticket(task)

    def finish(self, ticket: Ticket, into: Path) -> Footage | None:
        """The film of the task. Its address is asked for each time, because an old one ends after a day."""
        task = self._transport.ask("GET", f"/v1/tasks/{ticket.job}")
        status = task.at("status")
        if status in _WAITING:
            return None
        if status == "FAILED":
            raise _failed(task)
        if status == "CANCELLED":
            raise Expired(f"the task {ticket.job} was cancelled at Runway", billed=_charged(task))
        if status != "SUCCEEDED":
            raise Broken(f"Runway says {status!r} of the task {ticket.job}")
        url = task.at("output", 0)
        if not isinstance(url, str):
            raise Broken(f"Runway says the task {ticket.job} is done and gives no film", billed=_charged(task))
        return Footage(self._transport.download(url, into), _price(task))

    def cancel(self, ticket: Ticket) -> bool:
        """Stop a task that is not done. The same call deletes the film of one that is, so it is looked at first."""
        try:
            if self._transport.ask("GET", f"/v1/tasks/{ticket.job}").at("status") not in _WAITING:
                return False
            self._transport.ask("DELETE", f"/v1/tasks/{ticket.job}")
        except (Refused, Expired):
            return False
        return True

    def find(self, order: ShotOrder) -> Ticket | None:
        """It keeps no mark of ours."""
        raise LookupError("Runway cannot be asked for an order by a mark; look at its console")

    def _headers(self) -> dict[str, str]:
        return {"authorization": f"Bearer {self._transport.key()}", "x-runway-version": _VERSION}

    def _uri(self, reference: Reference) -> str:
        """What stands for a reference in an order: its bytes where they fit, else its place in Runway's storage."""
        size, kind = reference.path.stat().st_size, reference.media_type.split("/")[0]
        if size * 4 // 3 + 64 <= _INLINE.get(kind, _INLINE["image"]):
            return f"data:{reference.media_type};base64,{base64.b64encode(reference.read()).decode()}"
        if size > _LARGEST:
            raise Refused(f"{reference.path.name} has {size / 1e6:.0f} MB and Runway takes 200 MB; make it smaller", billed=False)
        name = f"{reference.digest[:16]}.{reference.media_type.split('/')[-1]}"
        place = self._transport.ask("POST", "/v1/uploads", body={"filename": name, "type": "ephemeral"})
        url, uri, fields = place.at("uploadUrl"), place.at("runwayUri"), place.at("fields")
        if not isinstance(url, str) or not isinstance(uri, str) or not isinstance(fields, dict):
            raise Broken(f"Runway gives no place for {reference.path.name}")
        file = (name, reference.read(), reference.media_type)
        self._transport.upload_form(url, {key: str(value) for key, value in fields.items()}, file, hosts=_STORAGE)
        return uri


def _request(order: ShotOrder, uris: Mapping[Digest, str]) -> tuple[str, dict[str, Any]]:
    """The end of the path and the body."""
    if order.model == "aleph2":
        return "video_to_video", _changed(order, uris)
    if order.model not in _MODELS:
        raise Refused(f"Runway's model {order.model!r} is not known here; onecrew models lists those that are")
    text_sizes, image_sizes, fields = _MODELS[order.model]
    frames = [(one, place) for role, place in (("first frame", "first"), ("last frame", "last")) for one in order.of(role)[:1]]
    knows = fields.split()
    body: dict[str, Any] = {"model": order.model, "promptText": order.prompt, "duration": int(order.seconds)}
    body.update(_size(order, (image_sizes if frames else text_sizes).split()))
    if "audio" in knows:
        body["audio"] = order.sound
    if "seed" in knows and order.seed is not None:
        body["seed"] = order.seed
    if frames:
        body["promptImage"] = [{"uri": uris[one.digest], "position": place} for one, place in frames]
        knows = ["references"] if order.model in _BESIDE_FRAMES else []
    body.update(_references(order, uris, knows, " beside a frame" if frames else ""))
    return "image_to_video" if frames else "text_to_video", body


def _references(order: ShotOrder, uris: Mapping[Digest, str], knows: list[str], beside: str) -> dict[str, Any]:
    """What goes along and is no frame; a role the model does not know is refused rather than left out."""
    found: dict[str, Any] = {}
    for name, roles, kind in (
        ("references", ("character", "style"), ""),
        ("referenceVideos", ("video",), "video"),
        ("referenceAudio", ("audio",), "audio"),
    ):
        given = order.of(*roles)
        if given and name not in knows:
            raise Refused(
                f"Runway's {order.model} takes no {given[0].role} reference{beside}; leave it out or choose another model"
            )
        if given:
            found[name] = [({"type": kind} if kind else {}) | {"uri": uris[one.digest]} for one in given]
    return found


def _changed(order: ShotOrder, uris: Mapping[Digest, str]) -> dict[str, Any]:
    """Aleph changes a film it is given, which sets length and size."""
    films = order.of("video")
    if len(films) != 1 or len(order.references) != 1:
        raise Refused("Runway's aleph2 changes one film: give it exactly one video reference and nothing else")
    seed = {} if order.seed is None else {"seed": order.seed}
    return {"model": order.model, "promptText": order.prompt, "videoUri": uris[films[0].digest], **seed}


def _size(order: ShotOrder, listed: list[str]) -> dict[str, str]:
    """``ratio``, ``resolution`` or both, from what the model lists: pixels of nearly the aspect asked for, nearest in size."""
    if not listed:
        return {}
    across, down = (int(one) for one in order.aspect.split(":"))
    side = {"2k": 1440, "4k": 2160}.get(order.resolution.lower()) or int(order.resolution.lower().rstrip("p"))
    named = [one for one in listed if one.endswith(("p", "k")) and "_" not in one]
    if named:
        if order.resolution.lower() not in named:
            raise Refused(f"Runway's {order.model} films at {', '.join(named)}, not at {order.resolution}")
        return {"resolution": order.resolution.lower()} | ({"ratio": order.aspect} if order.aspect in listed else {})
    if listed[0].startswith("auto_"):
        if f"auto_{side}p" not in listed:
            raise Refused(f"Runway's {order.model} films at {', '.join(listed)}, not at {order.resolution}")
        return {"ratio": f"auto_{side}p"}
    near = []
    for one in listed:
        wide, high = (int(part) for part in one.split(":"))
        if abs(Fraction(wide * down, high * across) - 1) < Fraction(1, 20):
            near.append((abs(min(wide, high) - side), one))
    if not near:
        raise Refused(f"Runway's {order.model} does not film in {order.aspect}; it has {', '.join(listed)}")
    return {"ratio": min(near)[1]}


def _told(answer: Answer) -> ProviderError | None:
    """An account without credits is a bad request to Runway."""
    said = str(answer.at("error") or "")
    if answer.status in (400, 402, 403) and "credit" in said.lower():
        return OutOfCredit(f"Runway: {said}")
    return None


def _failed(task: Answer) -> ProviderError:
    code, said = str(task.at("failureCode") or "INTERNAL"), str(task.at("failure") or "")
    billed = _charged(task)
    if code.startswith("SAFETY.INPUT"):
        return Refused(
            f"Runway's moderation refused the words or the pictures sent ({code}): {said}",
            billed=True if billed is None else billed,
        )
    if "SAFETY" in code:
        return Refused(f"Runway's moderation will not show this ({code}): {said}", billed=False if billed is None else billed)
    if code.startswith("ASSET.INVALID"):
        return Refused(f"Runway cannot use a reference ({code}): {said}", billed=billed)
    if code.startswith("INTERNAL.BAD_OUTPUT"):
        return Broken(f"Runway's film was unusable ({code}): {said}; change the words before another take", billed=billed)
    return Broken(f"Runway failed to film this ({code}): {said}", billed=False if billed is None else billed)


def _charged(task: Answer) -> bool | None:
    credits = task.at("cost", "credits")
    return credits > 0 if isinstance(credits, (int, float)) else None


def _price(task: Answer) -> Money | None:
    credits = task.at("cost", "credits")
    return Money(round(credits * _CREDIT)) if isinstance(credits, (int, float)) else None
