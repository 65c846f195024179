"""Kling's API of 2026, on loopback. A wrong body gets 1201 in Kling's envelope; receipts name units unless ``cash`` is set."""

from __future__ import annotations

import binascii
import re
from base64 import b64decode
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

_SETTINGS = {"resolution", "aspect_ratio", "duration", "audio", "multi_shot"}
_SIDES = {"720p": 720, "1080p": 1080, "4k": 2160}
_WITH_PICTURES = ("first_frame", "last_frame", "refer_image")


class Emulator(LoopbackEmulator):
    """Tasks live under ``/tasks``, by Kling's id or by ours."""

    VENDOR = "kling"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"KLING_API_KEY": "kling-key-of-the-tests"}
    LISTS = True

    def __init__(self) -> None:
        super().__init__()
        self.billing: list[dict[str, str]] = [{"charge_type": "unit", "amount": "2.4", "package_type": "video"}]
        self.message = ""
        """What a failed task says, where it is not the usual."""
        self.status = ""
        """A status to answer in place of the true one."""

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            job = self.jobs[asked.path.removeprefix("/films/").removesuffix(".mp4")]
            return self.film_reply(job, Fraction(job.asked["settings"]["duration"]), *_size(job.asked["settings"]))
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['KLING_API_KEY']}":
            return _envelope(1002, "Authorization is invalid", 401)
        if asked.method == "GET" and asked.path == "/tasks":
            return self._tasks(asked.query)
        if asked.method == "POST" and (
            path := re.fullmatch(r"/(text-to-video|image-to-video|omni-video)/(kling-\d\.\d(?:-turbo|-omni)?)", asked.path)
        ):
            return self._order(path[1], path[2], asked.json)
        return _envelope(1203, "The requested resource does not exist", 404)

    def _order(self, kind: str, model: str, body: Any) -> Reply:
        fault = self.coming()
        refusals = {
            "too many": _envelope(1303, "parallel task over resource pack limit", 429),
            "no money": _envelope(1102, "Account balance not enough", 429),
            "wrong key": _envelope(1002, "Authorization is invalid", 401),
            "moderated before": _envelope(1301, "The content does not comply with the security policy", 400),
            "failure under 200": _envelope(1201, "duration is invalid"),
        }
        if fault in refusals:
            return refusals[fault]
        mark = body.get("options", {}).get("external_task_id") if isinstance(body, dict) else None
        wrong = _wrong(kind, model, body)
        if not wrong and mark and any(_mark(job) == mark for job in self.jobs.values()):
            wrong = "external_task_id already exists"
        if wrong:
            return _envelope(1201, wrong, 400)
        job = self.taken(body, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _envelope(5000, "Server internal error", 500)
        return Reply(json={"code": 0, "message": "SUCCEED", "request_id": "r-1", "data": {"id": job.id, "status": "submitted"}})

    def _tasks(self, query: Mapping[str, str]) -> Reply:
        if ("task_ids" in query) == ("external_task_ids" in query):
            return _envelope(1201, "one of task_ids and external_task_ids is required", 400)
        wanted = (query.get("task_ids") or query.get("external_task_ids", "")).split(",")
        found = [job for job in self.jobs.values() if (job.id if "task_ids" in query else _mark(job)) in wanted]
        data = [self._row(job) for job in found]
        return Reply(json={"code": 0, "message": "SUCCEED", "request_id": "r-2", "data": data})

    def _row(self, job: Job) -> dict[str, Any]:
        row = {
            "id": job.id,
            "external_id": _mark(job) or "",
            "create_time": 1781080778802,
            "update_time": 1781080794151,
            "billing": [],
        }
        if not job.done():
            return row | {"status": self.status or "processing"}
        if job.fault in ("moderated after", "failed"):
            usual = "Failure to pass the risk control system" if job.fault == "moderated after" else "Service internal error"
            free = [{"charge_type": "unit", "amount": "0"}]
            return row | {"status": "failed", "message": self.message or usual, "billing": free}
        films = [
            {"type": "image", "url": f"{self.url}/films/cover.jpg"},
            {"type": "video", "url": f"{self.url}/films/{job.id}.mp4", "duration": str(job.asked["settings"]["duration"])},
        ]
        return row | {"status": "succeeded", "outputs": [] if job.fault == "no video" else films, "billing": self.billing}


def _envelope(code: int, message: str, status: int = 200) -> Reply:
    return Reply(status, {"code": code, "message": message, "request_id": "r-0"})


def _mark(job: Job) -> str | None:
    found: str | None = job.asked.get("options", {}).get("external_task_id")
    return found


def _size(settings: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height; with frames the picture decides, and the tests' pictures are upright."""
    side = _SIDES[settings["resolution"]]
    across, down = (int(one) for one in settings.get("aspect_ratio", "9:16").split(":"))
    return (side, side * down // across) if across <= down else (side * across // down, side)


def _wrong(kind: str, model: str, body: Any) -> str:
    """What Kling would say is wrong with a body; empty when nothing is."""
    if not isinstance(body, dict):
        return "the body must be an object"
    if strange := set(body) - {"prompt" if kind == "text-to-video" else "contents", "settings", "options"}:
        return f"unknown parameter {sorted(strange)[0]}"
    if kind == "text-to-video":
        text, items = body.get("prompt"), []
    else:
        contents = body.get("contents")
        if not isinstance(contents, list) or not all(isinstance(one, dict) for one in contents):
            return "contents is invalid"
        text = next((one.get("text") for one in contents if one.get("type") == "prompt"), None)
        items = [one for one in contents if one.get("type") != "prompt"]
    if not isinstance(text, str) or not 0 < len(text) <= 3072:
        return "prompt is invalid"
    return (
        _wrong_pictures(kind, items)
        or _wrong_settings(kind, model, body.get("settings"), items)
        or _wrong_options(body.get("options", {}))
    )


def _wrong_pictures(kind: str, items: list[Any]) -> str:
    kinds = [one.get("type") for one in items]
    allowed = _WITH_PICTURES if kind == "omni-video" else _WITH_PICTURES[:2]
    if any(one not in allowed for one in kinds) or kinds.count("first_frame") > 1 or kinds.count("last_frame") > 1:
        return "contents type is invalid"
    if kind == "image-to-video" and "first_frame" not in kinds:
        return "first_frame is required"
    if "last_frame" in kinds and "first_frame" not in kinds:
        return "last_frame needs first_frame"
    for one in items:
        url = one.get("url", "")
        try:
            fine = url.startswith("https://") or bool(b64decode(url, validate=True))
        except (binascii.Error, ValueError):
            fine = False
        if not fine:
            return "image url is invalid"
    return ""


def _wrong_settings(kind: str, model: str, settings: Any, items: list[Any]) -> str:
    if not isinstance(settings, dict) or set(settings) - _SETTINGS:
        return "settings is invalid"
    turbo, older = model.endswith("-turbo"), model.startswith("kling-2")
    duration, resolution = settings.get("duration", 5), settings.get("resolution", "720p")
    ends = any(one["type"] == "last_frame" for one in items)
    checks = {
        "duration is invalid": type(duration) is int and (duration in (5, 10) if older else 3 <= duration <= 15),
        "resolution is invalid": resolution in (("720p", "1080p") if turbo or older else tuple(_SIDES)),
        "last_frame needs 1080p": not (older and ends and resolution != "1080p"),
        "aspect_ratio is invalid": settings.get("aspect_ratio", "16:9") in ("16:9", "9:16", "1:1"),
        "aspect_ratio is required": "aspect_ratio" in settings
        or kind != "omni-video"
        or any("frame" in one["type"] for one in items),
        "audio is invalid": settings.get("audio", "off") in ("native", "off") and not (turbo and "audio" in settings),
        "multi_shot is invalid": isinstance(settings.get("multi_shot", True), bool)
        and not ((turbo or older) and "multi_shot" in settings),
    }
    return next((said for said, fine in checks.items() if not fine), "")


def _wrong_options(options: Any) -> str:
    if not isinstance(options, dict) or set(options) - {"callback_url", "external_task_id", "watermark_info"}:
        return "options is invalid"
    return "" if isinstance(options.get("external_task_id", ""), str) else "external_task_id is invalid"
