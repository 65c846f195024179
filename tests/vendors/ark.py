"""Ark's task queue, on loopback.

A ``failure under 200`` it has only inside a task (``failed``): an order that is not taken has a status of 400 or more.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

_TASKS = "/api/v3/contents/generations/tasks"
_SIDES = {"480p": 480, "720p": 720, "1080p": 1080, "4k": 2160}
_RATIOS = ("16:9", "9:16", "4:3", "3:4", "1:1", "21:9", "adaptive")
_ROLES = {
    "image_url": ("first_frame", "last_frame", "reference_image"),
    "video_url": ("reference_video",),
    "audio_url": ("reference_audio",),
}
_FIELDS = {
    "model",
    "content",
    "resolution",
    "ratio",
    "duration",
    "frames",
    "seed",
    "camera_fixed",
    "watermark",
    "generate_audio",
    "return_last_frame",
    "service_tier",
    "execution_expires_after",
    "priority",
    "output_format",
    "callback_url",
    "safety_identifier",
    "draft",
}
_LARGEST = 64_000_000


class Emulator(LoopbackEmulator):
    """Tasks of Seedance."""

    VENDOR = "ark"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"ARK_API_KEY": "ark-key-of-the-tests"}
    WITHOUT = ("failure under 200",)

    def __init__(self) -> None:
        super().__init__()
        self.error = ("", "")
        """Code and message of the next failed task, where they are not the usual ones."""
        self.status = ""
        """A status to answer in place of the true one."""

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            job = self.jobs[asked.path.removeprefix("/films/").removesuffix(".mp4")]
            return self.film_reply(job, Fraction(job.asked["duration"]), *_size(job.asked))
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['ARK_API_KEY']}":
            return _error(401, "AuthenticationError", "The API key in the request is missing or invalid.")
        if (asked.method, asked.path) == ("POST", _TASKS):
            return self._order(asked)
        found = re.fullmatch(rf"{_TASKS}/([^/]+)", asked.path)
        if found is None or asked.method not in ("GET", "DELETE"):
            return _error(404, "NotFound", "The requested resource was not found.")
        if found[1] not in self.jobs:
            return _error(404, "ResourceNotFound", f"The specified resource {found[1]} is not found.")
        job = self.jobs[found[1]]
        return self._delete(job) if asked.method == "DELETE" else Reply(json=self._task(job))

    def _order(self, asked: Asked) -> Reply:
        fault = self.coming()
        refusals = {
            "too many": _error(429, "RateLimitExceeded.EndpointRPMExceeded", "The RPM limit of the endpoint is exceeded."),
            "no money": _error(403, "AccountOverdueError", "Your account has an overdue balance."),
            "wrong key": _error(401, "AuthenticationError", "The API key in the request is missing or invalid."),
            "moderated before": _error(400, "InputTextSensitiveContentDetected", "The text may contain sensitive information."),
        }
        if fault in refusals:
            return refusals[fault]
        if len(asked.body) > _LARGEST:
            return _error(413, "InvalidParameter", "The request body is larger than 64 MB.")
        if wrong := _wrong(asked.json):
            return _error(400, "InvalidParameter", f"The parameter `{wrong}` specified in the request is not valid.")
        job = self.taken(asked.json, fault, f"cgt-20261121-{len(self.jobs) + 1:04}")
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _error(500, "InternalServiceError", "The service encountered an unexpected internal error.")
        return Reply(json={"id": job.id})

    def _task(self, job: Job) -> dict[str, Any]:
        task: dict[str, Any] = {"id": job.id, "model": job.asked["model"], "created_at": 1781080778, "updated_at": 1781080794}
        if job.cancelled:
            return task | {"status": "cancelled"}
        begun = job.looks > 0
        if not job.done():
            return task | {"status": self.status or ("running" if begun else "queued")}
        if job.fault in ("moderated after", "failed"):
            moderated = ("OutputVideoSensitiveContentDetected", "The output video may contain sensitive information.")
            usual = moderated if job.fault == "moderated after" else ("InternalServiceError", "The service failed.")
            code, message = self.error if self.error[0] else usual
            return task | {"status": "failed", "error": {"code": code, "message": message}}
        content = None if job.fault == "no video" else {"video_url": f"{self.url}/films/{job.id}.mp4"}
        told = {name: job.asked[name] for name in ("resolution", "ratio", "duration")}
        usage = {"completion_tokens": 108900, "total_tokens": 108900}
        return task | told | {"status": "succeeded", "content": content, "usage": usage, "seed": job.asked.get("seed", 58944)}

    def _delete(self, job: Job) -> Reply:
        """A queued task is taken back, a finished one is wiped, a running one stays."""
        if job.looks <= 1:
            job.cancelled = True
            return Reply(json={})
        if job.looks <= (4 if job.fault == "slow" else 1):
            return _error(400, "InvalidAction.RunningTaskDeletion", "The task is running and cannot be deleted.")
        del self.jobs[job.id]
        return Reply(json={})


def _error(status: int, code: str, message: str) -> Reply:
    return Reply(status, {"error": {"code": code, "message": message, "param": "", "type": "BadRequest"}})


def _size(asked: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height, even."""
    across, down = (int(one) for one in asked["ratio"].split(":"))
    side = _SIDES[asked["resolution"]]
    long = side * max(across, down) // min(across, down) // 2 * 2
    return (side, long) if across <= down else (long, side)


def _wrong(body: Any) -> str:
    """The parameter that is wrong; empty when none is."""
    if not isinstance(body, dict) or set(body) - _FIELDS:
        return "body"
    content, duration = body.get("content"), body.get("duration")
    model = str(body.get("model", ""))
    longest = 30 if "-2-5-" in model else 12 if "-1-5-" in model else 15
    checks = {
        "model": re.fullmatch(r"(doubao|dreamina)-seedance-[\w-]+", model) is not None,
        "resolution": body.get("resolution") in _SIDES,
        "ratio": body.get("ratio") in _RATIOS,
        "duration": type(duration) is int and 4 <= duration <= longest,
        "seed": type(body.get("seed", 0)) is int and -1 <= body.get("seed", 0) <= 2**32 - 1,
        "generate_audio": isinstance(body.get("generate_audio", True), bool),
        "watermark": isinstance(body.get("watermark", False), bool),
    }
    return next((name for name, fine in checks.items() if not fine), "") or _wrong_content(content, model)


def _wrong_content(content: Any, model: str) -> str:
    if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
        return "content"
    if sum(one.get("type") == "text" and bool(one.get("text")) for one in content) != 1:
        return "content.text"
    media = [one for one in content if one.get("type") != "text"]
    for one in media:
        kind = one.get("type")
        if kind not in _ROLES or one.get("role") not in _ROLES[kind] or set(one) != {"type", kind, "role"}:
            return "content.role"
        if not re.match(
            r"https://|asset://" if kind == "video_url" else r"https://|asset://|data:\w+/[\w.+-]+;base64,", one[kind]["url"]
        ):
            return f"content.{kind}"
    roles = [one["role"] for one in media]
    frames, references = {"first_frame", "last_frame"} & set(roles), [one for one in roles if one.startswith("reference")]
    most = {
        "reference_image": 30 if "-2-5-" in model else 9,
        "reference_audio": 10 if "-2-5-" in model else 3,
        "reference_video": 3,
    }
    if (frames and references) or any(roles.count(one) > 1 for one in frames) or frames == {"last_frame"}:
        return "content.role"
    return next((f"content.{role}" for role, limit in most.items() if roles.count(role) > limit), "")
