"""MiniMax's two APIs, on loopback: contents and tasks (``/v2``), flat bodies and files (``/v1``)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction
from typing import Any, ClassVar

from .emulator import Asked, Job, LoopbackEmulator, Reply

_SIDES = {"480P": 480, "512P": 512, "720P": 720, "768P": 768, "1080P": 1080, "2K": 1440}
_RATIOS = ("16:9", "9:16", "4:3", "3:4", "1:1", "21:9", "adaptive")
_ROLES = {
    "image_url": ("first_frame", "last_frame", "reference_image"),
    "video_url": ("reference_video",),
    "audio_url": ("reference_audio",),
}
_MOST = {"first_frame": 1, "last_frame": 1, "reference_image": 9, "reference_video": 3, "reference_audio": 3}
_TYPES = {
    400: "bad_request_error",
    401: "authorized_error",
    402: "insufficient_balance_error",
    422: "unprocessable_entity_error",
    429: "rate_limit_error",
    500: "server_error",
}
_REFUSALS = {
    "too many": (429, 1002, "rate limit, please retry later"),
    "no money": (402, 1008, "insufficient balance"),
    "wrong key": (401, 1004, "login fail: Please carry the API secret key in the 'Authorization' field of the request header"),
    "moderated before": (422, 1026, "video description contains sensitive content"),
}


class Emulator(LoopbackEmulator):
    """Tasks of H3 by number; films of Hailuo by file."""

    VENDOR = "minimax"
    ENVIRONMENT: ClassVar[Mapping[str, str]] = {"MINIMAX_API_KEY": "minimax-key-of-the-tests"}

    def __init__(self) -> None:
        super().__init__()
        self.status = ""
        """A status to answer in place of the true one."""

    def reply(self, asked: Asked) -> Reply:
        if asked.path.startswith("/films/"):
            job = self.jobs[asked.path.removeprefix("/films/").removesuffix(".mp4")]
            return self.film_reply(job, Fraction(job.asked.get("duration", 6)), *_size(job.asked))
        if asked.headers.get("authorization") != f"Bearer {self.ENVIRONMENT['MINIMAX_API_KEY']}":
            return _error(401, 2049, "invalid api key") if asked.path.startswith("/v2/") else _told(2049, "invalid api key")
        if (asked.method, asked.path) in (("POST", "/v2/video_generation"), ("POST", "/v1/video_generation")):
            return self._order(asked.json, asked.path.startswith("/v2/"))
        if asked.method == "GET" and asked.path == "/v1/query/video_generation":
            return self._first(asked.query.get("task_id", ""))
        if asked.method == "GET" and asked.path == "/v1/files/retrieve":
            name = asked.query.get("file_id", "").removeprefix("file-")
            film = {"file_id": f"file-{name}", "filename": "output.mp4", "download_url": f"{self.url}/films/{name}.mp4"}
            return _told(0, "success", file=film) if name in self.jobs else _told(2013, "invalid params, file not found")
        task = re.fullmatch(r"/v2/(query/)?video_generation/([^/]+)", asked.path)
        if task is None or asked.method != ("GET" if task[1] else "DELETE"):
            return Reply(404, body=b"404 page not found", media_type="text/plain")
        if task[2] not in self.jobs:
            return _error(500, 1000, "record not found")
        return self._second(self.jobs[task[2]]) if task[1] else self._delete(self.jobs[task[2]])

    def _order(self, body: Any, second: bool) -> Reply:
        fault = self.coming()
        if fault in _REFUSALS:
            status, code, said = _REFUSALS[fault]
            return _error(status, code, said) if second else _told(code, said)
        if fault == "failure under 200":
            return _told(2013, "invalid params", task_id="")
        if wrong := _wrong(body) if second else _wrong_flat(body):
            said = f"invalid params, {wrong}"
            return _error(400, 2013, said) if second else _told(2013, said)
        job = self.taken(body, fault, str(424010985738629 + len(self.jobs)))
        if fault == "lost answer":
            return Reply(lost=True)
        if fault == "server error":
            return _error(500, 1000, "internal error")
        return Reply(json={"task_id": job.id}) if second else _told(0, "success", task_id=job.id)

    def _second(self, job: Job) -> Reply:
        told = {name: job.asked.get(name) for name in ("model", "resolution", "duration")}
        task: dict[str, Any] = {"id": job.id, **told, "ratio": job.asked.get("ratio", "9:16")}
        begun = job.looks > 0
        if job.cancelled:
            task["status"] = "cancelled"
        elif not job.done():
            task["status"] = self.status or ("running" if begun else "queued")
        elif job.fault in ("moderated after", "failed"):
            said = "video contains sensitive content" if job.fault == "moderated after" else "internal error"
            task |= {"status": "failed", "error": {"code": "1027" if job.fault == "moderated after" else "1000", "message": said}}
        else:
            task |= {"status": "succeeded", "usage": {"total_seconds": job.asked["duration"], "input_image_count": 0}}
            task["content"] = {} if job.fault == "no video" else {"url": f"{self.url}/films/{job.id}.mp4"}
        return Reply(json={"task": task})

    def _first(self, name: str) -> Reply:
        if name not in self.jobs:
            return _told(2013, "invalid params, task_id not found")
        job = self.jobs[name]
        if not job.done():
            return _told(0, "success", task_id=name, status=self.status or "Processing")
        if job.fault == "moderated after":
            return _told(1027, "output new_sensitive", task_id=name, status="Fail")
        if job.fault == "failed":
            return _told(1000, "unknown error", task_id=name, status="Fail")
        return _told(0, "success", task_id=name, status="Success", file_id="" if job.fault == "no video" else f"file-{name}")

    def _delete(self, job: Job) -> Reply:
        """A queued task is taken back, a finished one is wiped, a running one stays."""
        if job.looks <= 1 and not job.cancelled:
            job.cancelled = True
            return Reply(json={"task_id": job.id, "action": "cancelled"})
        if job.cancelled or job.looks <= (4 if job.fault == "slow" else 1):
            return _error(400, 2013, "invalid params, task cannot be cancelled or deleted in its status")
        del self.jobs[job.id]
        return Reply(json={"task_id": job.id, "action": "deleted"})


def _error(status: int, code: int, said: str) -> Reply:
    error = {"type": _TYPES[status], "message": f"{said} ({code})", "http_code": str(status)}
    return Reply(status, {"type": "error", "error": error, "request_id": "021785229015510a2c883cf675b9804d"})


def _told(code: int, said: str, **more: Any) -> Reply:
    return Reply(json={**more, "base_resp": {"status_code": code, "status_msg": said}})


def _size(asked: Mapping[str, Any]) -> tuple[int, int]:
    """Width and height, even; with frames the picture decides, and the tests' pictures are upright."""
    across, down = (int(one) for one in asked.get("ratio", "9:16").split(":"))
    side = _SIDES[asked.get("resolution", "720P")]
    long = side * max(across, down) // min(across, down) // 2 * 2
    return (side, long) if across <= down else (long, side)


def _wrong(body: Any) -> str:
    """What is wrong with a body of the second API; empty when nothing is."""
    fields = {"model", "content", "resolution", "duration", "ratio", "callback_url", "aigc_watermark", "extra"}
    sizes = {"MiniMax-H3": ("768P", "2K"), "MiniMax-H3-Max": ("480P", "768P")}
    if not isinstance(body, dict) or set(body) - fields:
        return "unknown field"
    content, duration = body.get("content"), body.get("duration")
    if body.get("model") not in sizes:
        return "model not supported"
    if body.get("resolution") not in sizes[body["model"]]:
        return "resolution not supported by the model"
    if type(duration) is not int or not 4 <= duration <= 15:
        return "duration must be an integer from 4 to 15"
    if not isinstance(content, list) or not all(isinstance(one, dict) for one in content):
        return "content must be a list"
    if sum(one.get("type") == "text" and bool(one.get("text")) for one in content) != 1:
        return "content must include a non-empty text item (prompt is required)"
    media = [one for one in content if one.get("type") != "text"]
    return _wrong_media(media) or _wrong_ratio(body.get("ratio", "adaptive"), media)


def _wrong_media(media: list[Any]) -> str:
    for one in media:
        kind = one.get("type")
        if kind not in _ROLES or one.get("role") not in _ROLES[kind] or set(one) != {"type", kind, "role"}:
            return "content type or role"
        if not re.match(r"https://|mm_file://|data:\w+/[\w.+-]+;base64,", one[kind].get("url", "")):
            return f"{kind}.url"
    roles = [one["role"] for one in media]
    if any(roles.count(role) > most for role, most in _MOST.items()):
        return "too many content items"
    frames = any(role.endswith("frame") for role in roles)
    return "frames and references are mutually exclusive" if frames and any(role.startswith("reference") for role in roles) else ""


def _wrong_ratio(ratio: Any, media: list[Any]) -> str:
    if ratio not in _RATIOS:
        return "ratio"
    return "ratio is required and cannot be adaptive for text-to-video" if not media and ratio == "adaptive" else ""


def _wrong_flat(body: Any) -> str:
    """What is wrong with a body of the first API."""
    fields = {"model", "prompt", "prompt_optimizer", "fast_pretreatment", "callback_url", "aigc_watermark"}
    hailuo = {"duration", "resolution", "first_frame_image", "last_frame_image"}
    model = body.get("model") if isinstance(body, dict) else None
    if model not in ("MiniMax-Hailuo-2.3", "MiniMax-Hailuo-02", "S2V-01"):
        return "model"
    if strange := set(body) - fields - ({"subject_reference"} if model == "S2V-01" else hailuo):
        return f"{sorted(strange)[0]} is not supported by {model}"
    if not 0 < len(body.get("prompt", "")) <= 2000:
        return "prompt"
    if model == "S2V-01":
        subjects = body.get("subject_reference")
        fine = isinstance(subjects, list) and len(subjects) == 1 and subjects[0].get("type") == "character"
        return "" if fine and len(subjects[0].get("image", ())) == 1 else "subject_reference"
    if "last_frame_image" in body and model != "MiniMax-Hailuo-02":
        return "last_frame_image"
    if (body.get("duration", 6), body.get("resolution", "768P")) not in ((6, "512P"), (6, "768P"), (10, "768P"), (6, "1080P")):
        return "duration and resolution"
    images = [body[name] for name in ("first_frame_image", "last_frame_image") if name in body]
    return "" if all(re.match(r"https://|data:image/[\w.+-]+;base64,", one) for one in images) else "image"
