"""Kling's API of 2026, and lip-sync of its older one, on loopback. A wrong body gets 1201 in Kling's envelope; receipts name units
unless ``cash`` is set."""

from __future__ import annotations

import binascii
import hashlib
import hmac
import json
import re
import time
from base64 import b64decode, urlsafe_b64decode
from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

_SETTINGS = {"resolution", "aspect_ratio", "duration", "audio", "multi_shot"}
_SIDES = {"720p": 720, "1080p": 1080, "4k": 2160}
_WITH_PICTURES = ("first_frame", "last_frame", "refer_image")
_LIPS = {"video_id", "video_url", "mode", "audio_type", "audio_file", "audio_url"}


@dataclass(frozen=True, slots=True)
class Film:
    """A film that Kling can get at."""

    seconds: Fraction = Fraction(5)
    size: int = 8_000_000
    short_side: int = 720


class Emulator(LoopbackEmulator):
    """Tasks live under ``/tasks``, by Kling's id or by ours; those of lip-sync under their own path. ``films``: what lies at public
    addresses, and what Kling made, by its ids."""

    VENDOR = "kling"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {
        "KLING_API_KEY": "kling-key-of-the-tests",
        "KLING_ACCESS_KEY": "kling-access-of-the-tests",
        "KLING_SECRET_KEY": "kling-secret-of-the-tests",
    }
    LISTS = True

    def __init__(self) -> None:
        super().__init__()
        self.billing: list[dict[str, str]] = [{"charge_type": "unit", "amount": "2.4", "package_type": "video"}]
        self.message = ""
        """What a failed task says, where it is not the usual."""
        self.status = ""
        """A status to answer in place of the true one."""
        self.films = {"https://films.example/ana.mp4": Film(), "840000001": Film(Fraction(10))}

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            job = self.jobs[asked.path.removeprefix("/films/").removesuffix(".mp4")]
            if "input" in job.asked:
                film = self.films[_source(job.asked["input"])]
                return self.film_reply(job, film.seconds, film.short_side, film.short_side * 16 // 9)
            return self.film_reply(job, Fraction(job.asked["settings"]["duration"]), *_size(job.asked["settings"]))
        if asked.path.startswith("/v1/"):
            return self._older(asked)
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['KLING_API_KEY']}":
            return _envelope(1002, "Authorization is invalid", 401)
        if asked.method == "GET" and asked.path == "/tasks":
            return self._tasks(asked.query)
        if asked.method == "POST" and (
            path := re.fullmatch(r"/(text-to-video|image-to-video|omni-video)/(kling-\d\.\d(?:-turbo|-omni)?)", asked.path)
        ):
            return self._order(path[1], path[2], asked.json)
        return _envelope(1203, "The requested resource does not exist", 404)

    def _older(self, asked: Asked) -> Reply:
        """The API that wants a signed token."""
        token = asked.headers.get("authorization", "").removeprefix("Bearer ")
        if wrong := self._wrong_token(token):
            return wrong
        if (asked.method, asked.path) == ("POST", "/v1/videos/lip-sync"):
            return self._lip_sync(asked.json)
        task = re.fullmatch(r"/v1/videos/lip-sync/([\w-]+)", asked.path)
        if asked.method == "GET" and task and "input" in getattr(self.jobs.get(task[1]), "asked", {}):
            data = self._lip_sync_row(self.jobs[task[1]])
            return Reply(json={"code": 0, "message": "SUCCEED", "request_id": "r-4", "data": data})
        return _envelope(1203, "The requested resource does not exist", 404)

    def _wrong_token(self, token: str) -> Reply | None:
        """What Kling says of a token; it repeats one it does not take."""
        try:
            signed, _, mark = token.rpartition(".")
            head, claims = (json.loads(_decoded(part)) for part in signed.split("."))
            genuine = hmac.new(self.ENVIRONMENT["KLING_SECRET_KEY"].encode(), signed.encode(), hashlib.sha256).digest()
            fine = head == {"alg": "HS256", "typ": "JWT"} and claims["iss"] == self.ENVIRONMENT["KLING_ACCESS_KEY"]
            fine = fine and hmac.compare_digest(genuine, _decoded(mark)) and claims["exp"] - claims["nbf"] <= 1805
        except (ValueError, KeyError):
            fine = False
        if not fine:
            return _envelope(1002, f"Authorization is invalid: {token}", 401)
        if claims["nbf"] > time.time():
            return _envelope(1003, "Authorization is not yet valid", 401)
        return _envelope(1004, "Authorization has expired", 401) if claims["exp"] <= time.time() else None

    def _lip_sync(self, body: Any) -> Reply:
        fault = self.coming()
        if refusal := _refusal(fault):
            return refusal
        if wrong := self._wrong_lips(body):
            return _envelope(1201, wrong, 400)
        job = self.taken(body, fault)
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _envelope(5000, "Server internal error", 500)
        data = {"task_id": job.id, "task_status": "submitted", "created_at": 1722769557708, "updated_at": 1722769557708}
        return Reply(json={"code": 0, "message": "SUCCEED", "request_id": "r-3", "data": data})

    def _wrong_lips(self, body: Any) -> str:
        """What Kling would say is wrong with a lip-sync; empty when nothing is."""
        if not isinstance(body, dict) or set(body) - {"input", "callback_url"} or not isinstance(body.get("input"), dict):
            return "input is invalid"
        told = body["input"]
        if strange := set(told) - _LIPS:
            return f"unknown parameter {sorted(strange)[0]}"
        if ("video_id" in told) == ("video_url" in told):
            return "one of video_id and video_url is required"
        if "video_url" in told and not str(told["video_url"]).startswith(("http://", "https://")):
            return "video_url is invalid"
        film = self.films.get(_source(told))
        if film is None:
            return "video cannot be obtained"
        try:
            voice = b64decode(told.get("audio_file", ""), validate=True)
        except (binascii.Error, ValueError):
            voice = b""
        checks = {
            "video must be no larger than 100MB": film.size <= 100_000_000,
            "video duration must be between 2s and 10s": 2 <= film.seconds <= 10,
            "video must be 720p or 1080p": 720 <= film.short_side <= 1080,
            "mode is invalid": told.get("mode") == "audio2video",
            "audio_type is invalid": told.get("audio_type") == "file" and "audio_url" not in told,
            "audio_file is invalid": voice[:4] == b"RIFF" or voice[:3] == b"ID3" or voice[:2] in (b"\xff\xfb", b"\xff\xf3"),
            "audio must be no larger than 5MB": len(voice) <= 5_000_000,
        }
        return next((said for said, fine in checks.items() if not fine), "")

    def _lip_sync_row(self, job: Job) -> dict[str, Any]:
        row: dict[str, Any] = {"task_id": job.id, "created_at": 1722769557708, "updated_at": 1722769560000, "task_status_msg": ""}
        if not job.done():
            return row | {"task_status": self.status or "processing"}
        if job.fault in ("moderated after", "failed"):
            usual = "Failure to pass the risk control system" if job.fault == "moderated after" else "Service internal error"
            return row | {"task_status": "failed", "task_status_msg": self.message or usual}
        film = {"id": "840000002", "url": f"{self.url}/films/{job.id}.mp4", "duration": "5.1"}
        return row | {"task_status": "succeed", "task_result": {"videos": [] if job.fault == "no video" else [film]}}

    def _order(self, kind: str, model: str, body: Any) -> Reply:
        fault = self.coming()
        if refusal := _refusal(fault):
            return refusal
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


def _refusal(fault: str) -> Reply | None:
    """The faults that leave no job behind."""
    refusals = {
        "too many": _envelope(1303, "parallel task over resource pack limit", 429),
        "no money": _envelope(1102, "Account balance not enough", 429),
        "wrong key": _envelope(1002, "Authorization is invalid", 401),
        "moderated before": _envelope(1301, "The content does not comply with the security policy", 400),
        "failure under 200": _envelope(1201, "duration is invalid"),
    }
    return refusals.get(fault)


def _source(told: Mapping[str, Any]) -> str:
    return str(told.get("video_url") or told.get("video_id"))


def _decoded(part: str) -> bytes:
    return urlsafe_b64decode(part + "=" * (-len(part) % 4))


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
